use kernel::UnitKind;
use rules::{
    Confidence, Text,
    eligibility::{self, Answer, Eligibility, LegalForm, Outcome, Test},
    norm::{Ceiling, NormRule, Rounding, choose},
};
use serde::{Deserialize, Serialize};

use super::facts::{CaseFacts, Place};

/// The tables a decision reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulesUsed {
    pub norms: Vec<NormRule>,
    pub eligibility: eligibility::Rules,
    pub rounding: Rounding,
}

/// The result of judging facts by rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    pub eligibility: Eligibility,
    /// The norm that counts; None when the data hold none for the day.
    pub norm: Option<NormRule>,
    /// The national norm that limits it, when `norm` is a province's own.
    pub national: Option<NormRule>,
    pub ceiling: Option<Ceiling>,
}

/// Judges facts by rules. Pure: the same facts and rules give the same verdict for ever.
pub fn decide(facts: &CaseFacts, rules: &RulesUsed) -> Verdict {
    let question = &facts.question;
    let choice = choose(&rules.norms, &question.query(&facts.territory));
    Verdict {
        eligibility: eligible(facts, &rules.eligibility),
        norm: choice.map(|c| c.rule.clone()),
        national: choice.and_then(|c| c.national.cloned()),
        ceiling: choice.map(|c| c.ceiling(question.cost, rules.rounding)),
    }
}

impl Verdict {
    /// The norms that decided, which are all that a replay needs of the norm table.
    pub fn norms(&self) -> Vec<NormRule> {
        self.norm.iter().chain(&self.national).cloned().collect()
    }

    /// The norm whose numbers the amount is: the national one when it is lower than the province's.
    pub fn deciding(&self) -> Option<&NormRule> {
        let cut = self
            .ceiling
            .as_ref()
            .is_some_and(Ceiling::is_cut_by_national);
        self.national
            .as_ref()
            .filter(|_| cut)
            .or(self.norm.as_ref())
    }

    /// Whether every rule that the amount rests on was compared with a published text.
    pub fn status(&self) -> Confidence {
        self.ceiling
            .as_ref()
            .map_or(Confidence::Unverified, |c| c.status)
    }
}

fn eligible(facts: &CaseFacts, rules: &eligibility::Rules) -> Eligibility {
    let place = facts.places.first().unwrap_or(&facts.asked);
    let mut result = rules.assess(&rule_facts(facts, place));
    if facts.question.legal_form.is_none() {
        open_finding(&mut result, Test::LegalForm, unknown_form());
    }
    if place.commune_kind.is_none() {
        if let Some(finding) = tested_place(rules, facts) {
            open_finding(&mut result, Test::Place, finding);
        }
    } else if let Some(other) = facts.places.iter().skip(1).find(|other| {
        let by = rules.assess(&rule_facts(facts, other));
        place_answer(&by) != place_answer(&result)
    }) {
        open_finding(&mut result, Test::Place, several_places(place, other));
    }
    settle(&mut result);
    result
}

fn rule_facts(facts: &CaseFacts, place: &Place) -> eligibility::Facts {
    let question = &facts.question;
    eligibility::Facts {
        on: question.on,
        // A province stands for a commune of its own; the finding on the place is opened after.
        unit_kind: place.commune_kind.unwrap_or(UnitKind::Xa),
        unit_valid: place.in_force,
        province_kind: place.province_kind,
        parent_kind: place.district_kind,
        city_class: None,
        converted_from_commune_on: None,
        in_craft_village: question.in_craft_village,
        // An enterprise meets the strictest tests; what depends on the form is opened after.
        legal_form: question.legal_form.unwrap_or(LegalForm::Enterprise),
        is_sme: question.is_sme,
        industries: question.industries.clone(),
        activity: question.activity,
    }
}

/// Replaces the sentence and answer of a test by one that asks for confirmation.
fn open_finding(result: &mut Eligibility, test: Test, text: Text) {
    for finding in result.findings.iter_mut().filter(|f| f.test == test) {
        finding.passed = Answer::Unknown;
        finding.text = text.clone();
    }
}

fn place_answer(result: &Eligibility) -> Option<Answer> {
    result
        .findings
        .iter()
        .find(|f| f.test == Test::Place)
        .map(|f| f.passed)
}

/// The sentence for a province, unless the activity has no test of the place.
fn tested_place(rules: &eligibility::Rules, facts: &CaseFacts) -> Option<Text> {
    let on = facts.question.on;
    let era = rules
        .eras
        .iter()
        .find(|era| era.valid_from <= on && era.valid_to.is_none_or(|to| on <= to))?;
    let exempt = era
        .exempt
        .iter()
        .any(|e| e.activity == facts.question.activity);
    (!exempt).then(|| {
        Text::new(
            "Chưa biết xã, phường nơi sản xuất: cần xác nhận có thuộc địa bàn hỗ trợ.",
            "The commune of the site is not known: confirm that it lies in a supported area.",
        )
    })
}

fn unknown_form() -> Text {
    Text::new(
        "Chưa biết loại hình của đối tượng thụ hưởng: cần xác nhận.",
        "The legal form of the beneficiary is not known: to be confirmed.",
    )
}

fn several_places(one: &Place, other: &Place) -> Text {
    Text::new(
        format!(
            "Địa điểm nay có thể thuộc {} hoặc {}, kết quả xét khác nhau: chọn đơn vị hiện nay.",
            one.label, other.label
        ),
        format!(
            "The site may now lie in {} or {}, with different results: choose today's unit.",
            one.label, other.label
        ),
    )
}

/// Draws the outcome from the findings once more.
fn settle(result: &mut Eligibility) {
    let any = |answer| result.findings.iter().any(|f| f.passed == answer);
    result.outcome = if any(Answer::No) {
        Outcome::NotEligible
    } else if any(Answer::Unknown) {
        Outcome::Unclear
    } else {
        Outcome::Eligible
    };
    result.eligible = result.outcome != Outcome::NotEligible;
}
