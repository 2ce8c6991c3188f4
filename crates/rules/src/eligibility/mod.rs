//! Who may be supported: the establishment, its place, its industry, on a given day.
//!
//! Two eras of the law are rows of `seed/eligibility.json`: Điều 1 of Nghị định 45/2012/NĐ-CP until
//! 14/10/2025, and the same article as amended by Nghị định 235/2025/NĐ-CP from 15/10/2025. The
//! place that counts is the production site, not the registered office.
//!
//! A fact that is not known never blocks: its finding says that it needs to be confirmed.

mod industry;
mod legal_form;
mod place;

use jiff::civil::Date;
use kernel::{Activity, UnitKind, format_date};
use serde::{Deserialize, Serialize};

use crate::{Confidence, Text};

pub use industry::IndustryGroup;
pub use legal_form::LegalForm;
pub use place::PlacePattern;

/// What is known about a beneficiary on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The day that counts: of the decision, or today.
    pub on: Date,
    /// Kind of the commune the site lies in.
    pub unit_kind: UnitKind,
    /// Whether that unit exists on the day.
    pub unit_valid: bool,
    pub province_kind: UnitKind,
    /// Kind of the district; None since 1/7/2025, or when it is not known.
    pub parent_kind: Option<UnitKind>,
    /// Class (loại) of the city that the ward belongs to.
    pub city_class: Option<u8>,
    /// The day a commune became the ward.
    pub converted_from_commune_on: Option<Date>,
    /// Whether the site lies in a craft village recognised by the province.
    pub in_craft_village: bool,
    pub legal_form: LegalForm,
    /// Small or medium by Nghị định 80/2021/NĐ-CP; None when not established.
    pub is_sme: Option<bool>,
    /// VSIC codes of the establishment, of any level.
    pub industries: Vec<String>,
    pub activity: Activity,
}

/// Answer to one test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    Yes,
    No,
    /// Needs to be confirmed.
    Unknown,
}

/// What was tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Test {
    /// A rule for the day is in the data.
    Rule,
    /// The administrative unit exists on the day.
    Unit,
    LegalForm,
    Size,
    Place,
    Industry,
}

/// One test with its result and the article it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub test: Test,
    pub passed: Answer,
    pub text: Text,
    pub article: String,
    /// False when the rule itself has not been compared with the text of the law.
    pub verified: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Eligible,
    NotEligible,
    /// Nothing speaks against it, but a fact needs to be confirmed.
    Unclear,
}

/// The result, with its reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Eligibility {
    /// True unless something speaks against it: an unclear case goes on with a warning.
    pub eligible: bool,
    pub outcome: Outcome,
    /// Code of the rule that was used, as `E2025`.
    pub rule: Option<String>,
    pub findings: Vec<Finding>,
}

/// Who and where, for a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EligibilityRule {
    pub code: String,
    pub valid_from: Date,
    /// Last day, inclusive; None while in force.
    #[serde(default)]
    pub valid_to: Option<Date>,
    pub article: String,
    pub subjects: Vec<Subject>,
    pub places: Vec<PlacePattern>,
    /// Activities for which neither the place nor the size is tested.
    pub exempt: Vec<Exemption>,
}

/// Legal forms that are treated alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    pub forms: Vec<LegalForm>,
    /// The activities they may be supported in; empty for all.
    #[serde(default)]
    pub activities: Vec<Activity>,
    /// Whether they must be small or medium.
    #[serde(default)]
    pub sme_test: bool,
    #[serde(default = "yes")]
    pub place_test: bool,
    #[serde(default = "yes")]
    pub industry_test: bool,
    /// Whether each case needs to be confirmed, because the text was not seen in full.
    #[serde(default)]
    pub confirm: bool,
    pub confidence: Confidence,
}

fn yes() -> bool {
    true
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exemption {
    pub activity: Activity,
    pub confidence: Confidence,
}

/// The dated tables an assessment reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    pub eras: Vec<EligibilityRule>,
    pub industries: Vec<IndustryGroup>,
}

impl Rules {
    /// The tables that come with the product.
    pub fn seed() -> Rules {
        let eras = serde_json::from_str(include_str!("../../seed/eligibility.json"))
            .expect("seed/eligibility.json is tested to parse");
        let industries = serde_json::from_str(include_str!("../../seed/industries.json"))
            .expect("seed/industries.json is tested to parse");
        Rules { eras, industries }
    }

    /// Tests a beneficiary against the rule in force on the day.
    pub fn assess(&self, facts: &Facts) -> Eligibility {
        let mut findings = vec![unit(facts)];
        let era = self
            .eras
            .iter()
            .find(|era| in_force(era.valid_from, era.valid_to, facts.on));
        match era {
            Some(era) => self.assess_by(era, facts, &mut findings),
            None => findings.push(no_rule(facts.on)),
        }
        let any = |answer| findings.iter().any(|f| f.passed == answer);
        let outcome = if any(Answer::No) {
            Outcome::NotEligible
        } else if any(Answer::Unknown) {
            Outcome::Unclear
        } else {
            Outcome::Eligible
        };
        Eligibility {
            eligible: outcome != Outcome::NotEligible,
            outcome,
            rule: era.map(|era| era.code.clone()),
            findings,
        }
    }

    fn assess_by(&self, era: &EligibilityRule, facts: &Facts, findings: &mut Vec<Finding>) {
        let subject = era
            .subjects
            .iter()
            .find(|s| s.forms.contains(&facts.legal_form));
        findings.push(legal_form(era, subject, facts));
        let Some(subject) = subject else { return };
        let exemption = era.exempt.iter().find(|e| e.activity == facts.activity);
        match exemption {
            Some(exemption) => findings.push(exempt(era, exemption)),
            None => {
                if subject.sme_test {
                    findings.push(size(era, facts));
                }
                if subject.place_test {
                    findings.push(place::assess(era, facts));
                }
            }
        }
        if subject.industry_test {
            findings.push(industry::assess(&self.industries, facts));
        }
    }
}

/// Tests a beneficiary by the tables that come with the product.
pub fn assess(facts: &Facts) -> Eligibility {
    Rules::seed().assess(facts)
}

fn in_force(from: Date, to: Option<Date>, on: Date) -> bool {
    from <= on && to.is_none_or(|to| on <= to)
}

fn unit(facts: &Facts) -> Finding {
    let (passed, text) = if facts.unit_valid {
        (
            Answer::Yes,
            Text::new("Đơn vị hành chính đang hiệu lực.", "The unit is in force."),
        )
    } else {
        let day = format_date(facts.on);
        (
            Answer::No,
            Text::new(
                format!("Đơn vị hành chính không tồn tại vào ngày {day}; chọn đơn vị khác."),
                format!("The administrative unit does not exist on {day}; choose another one."),
            ),
        )
    };
    Finding {
        test: Test::Unit,
        passed,
        text,
        article: String::new(),
        verified: true,
    }
}

fn no_rule(on: Date) -> Finding {
    let day = format_date(on);
    Finding {
        test: Test::Rule,
        passed: Answer::No,
        text: Text::new(
            format!("Không có quy định về đối tượng khuyến công cho ngày {day} trong dữ liệu."),
            format!("The data hold no rule on beneficiaries for {day}."),
        ),
        article: String::new(),
        verified: true,
    }
}

fn legal_form(era: &EligibilityRule, subject: Option<&Subject>, facts: &Facts) -> Finding {
    let form = facts.legal_form;
    let name = Text::new(form.label(kernel::Lang::Vi), form.label(kernel::Lang::En));
    let finding = |passed, text, verified| Finding {
        test: Test::LegalForm,
        passed,
        text,
        article: era.article.clone(),
        verified,
    };
    let Some(subject) = subject else {
        let text = Text::new(
            format!("{} không phải đối tượng khuyến công.", name.vi),
            format!("{}: not a beneficiary of promotion.", name.en),
        );
        return finding(Answer::No, text, true);
    };
    let verified = subject.confidence.is_verified();
    if !subject.activities.is_empty() && !subject.activities.contains(&facts.activity) {
        let activity = |lang| facts.activity.label(lang);
        let text = Text::new(
            format!(
                "{} không được hỗ trợ nội dung này: {}.",
                name.vi,
                activity(kernel::Lang::Vi)
            ),
            format!(
                "{}: no support for {}.",
                name.en,
                activity(kernel::Lang::En)
            ),
        );
        return finding(Answer::No, text, verified);
    }
    if subject.confirm {
        let text = Text::new(
            format!("{}: cần xác nhận có thuộc đối tượng khuyến công.", name.vi),
            format!("{}: confirm that it is a beneficiary.", name.en),
        );
        return finding(Answer::Unknown, text, verified);
    }
    let text = Text::new(
        format!("{} thuộc đối tượng khuyến công.", name.vi),
        format!("{}: a beneficiary of promotion.", name.en),
    );
    finding(Answer::Yes, text, verified)
}

fn exempt(era: &EligibilityRule, exemption: &Exemption) -> Finding {
    Finding {
        test: Test::Place,
        passed: Answer::Yes,
        text: Text::new(
            "Nội dung này không xét địa bàn và quy mô.",
            "Neither place nor size is tested for this content.",
        ),
        article: era.article.clone(),
        verified: exemption.confidence.is_verified(),
    }
}

fn size(era: &EligibilityRule, facts: &Facts) -> Finding {
    let (passed, vi, en) = match facts.is_sme {
        Some(true) => (
            Answer::Yes,
            "Là doanh nghiệp nhỏ và vừa.",
            "A small or medium enterprise.",
        ),
        Some(false) => (
            Answer::No,
            "Không phải doanh nghiệp nhỏ và vừa.",
            "Not a small or medium enterprise.",
        ),
        None => (
            Answer::Unknown,
            "Quy mô doanh nghiệp cần xác nhận: lao động, doanh thu, nguồn vốn.",
            "Confirm the size of the enterprise: employees, revenue, capital.",
        ),
    };
    Finding {
        test: Test::Size,
        passed,
        text: Text::new(vi, en),
        article: era.article.clone(),
        verified: true,
    }
}

#[cfg(test)]
mod tests;
