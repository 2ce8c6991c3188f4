use db::{CommandResult, Conn, Cx};
use jiff::civil::Date;
use kernel::{Dong, Lang, format_date};
use rules::{
    Confidence, FundingScope,
    eligibility::{Answer, Outcome, Rules},
    norm::Rounding,
};
use serde::Serialize;

use super::{
    decide::{RulesUsed, Verdict, decide},
    facts::{CaseFacts, LocalRules, Question, gather},
};
use crate::norm;

/// The answer to a question, with the facts and rules it came from.
#[derive(Clone, Debug, Serialize)]
pub struct Assessment {
    pub facts: CaseFacts,
    pub verdict: Verdict,
}

/// Judges a question by the norms that count now.
pub async fn assess(cx: &Cx, conn: &mut Conn, question: Question) -> CommandResult<Assessment> {
    let (facts, rules) = prepare(cx, conn, question).await?;
    let verdict = decide(&facts, &rules);
    Ok(Assessment { facts, verdict })
}

/// The facts of a question and the rules that may decide it.
pub(super) async fn prepare(
    cx: &Cx,
    conn: &mut Conn,
    question: Question,
) -> CommandResult<(CaseFacts, RulesUsed)> {
    let norms = norm::store::rules(conn, Some(question.activity)).await?;
    let facts = gather(cx, conn, question, &norms).await?;
    let rules = RulesUsed {
        norms,
        eligibility: Rules::seed(),
        rounding: Rounding::Dong,
    };
    Ok((facts, rules))
}

impl Assessment {
    pub fn eligible(&self) -> bool {
        self.verdict.eligibility.eligible
    }

    /// Whether it may be supported, in words.
    pub fn outcome(&self, lang: Lang) -> &'static str {
        outcome_label(self.verdict.eligibility.outcome, lang)
    }

    /// đồng; None when no norm sets a number.
    pub fn ceiling(&self) -> Option<Dong> {
        self.verdict.ceiling.as_ref().and_then(|c| c.amount)
    }

    /// `min(50 % × 570.000.000 đ; 200.000.000 đ) = 200.000.000 đ`; empty without a norm.
    pub fn equation(&self, lang: Lang) -> String {
        self.verdict
            .ceiling
            .as_ref()
            .map(|c| c.equation(lang))
            .unwrap_or_default()
    }

    /// `N14-02` when that national norm is lower than the province's own and decides.
    pub fn capped_by(&self) -> Option<&str> {
        let national = self.verdict.deciding()?;
        let own = self.verdict.norm.as_ref()?;
        (national.key != own.key).then_some(national.key.as_str())
    }

    /// The text, the place in it and its days; empty without a norm.
    pub fn article(&self, lang: Lang) -> String {
        self.verdict
            .norm
            .as_ref()
            .map(|rule| rule.citation(lang))
            .unwrap_or_default()
    }

    /// `N18-05`; empty without a norm.
    pub fn rule_key(&self) -> &str {
        self.verdict
            .norm
            .as_ref()
            .map_or("", |rule| rule.key.as_str())
    }

    /// Whether the amount was compared with published texts and is known to count in this case. A
    /// norm without a known first day may not have counted on the day; a province's own document
    /// whose numbers are not in the data may set less than the national norm.
    pub fn status(&self) -> Confidence {
        let deciding = self.verdict.deciding();
        let undated = deciding.is_some_and(|norm| norm.valid_from.is_none());
        let unread = self.stands_in() && !self.facts.local.documents.is_empty();
        match undated || unread {
            true => Confidence::Unverified,
            false => self.verdict.status(),
        }
    }

    pub fn verified(&self) -> bool {
        self.status().is_verified()
    }

    /// True when local money is measured by the national norm for want of the province's own.
    fn stands_in(&self) -> bool {
        let norm = self.verdict.norm.as_ref();
        self.facts.question.scope == FundingScope::Kcdp
            && norm.is_some_and(|norm| norm.territory.is_none())
    }

    /// What speaks against support or needs to be looked at, as sentences.
    pub fn reasons(&self, lang: Lang) -> Vec<String> {
        let mut out: Vec<String> = self
            .verdict
            .eligibility
            .findings
            .iter()
            .filter(|f| f.passed != Answer::Yes)
            .map(|f| match f.article.as_str() {
                "" => f.text.get(lang).to_owned(),
                article => format!("{} ({article})", f.text.get(lang)),
            })
            .collect();
        match (&self.verdict.norm, &self.verdict.ceiling) {
            (Some(rule), Some(ceiling)) => {
                if !rule.condition.is_empty() {
                    let condition = rule.condition.get(lang);
                    out.push(format!(
                        "{}: {condition}.",
                        lang.t("Điều kiện", "Condition")
                    ));
                }
                out.extend(ceiling.reason(lang).map(str::to_owned));
                if let Some(used) = self.verdict.deciding()
                    && !used.confidence.is_verified()
                {
                    out.push(unverified(&used.key, lang));
                }
                if rule.valid_from.is_none() {
                    out.push(first_day_unknown(&rule.key, self.facts.question.on, lang));
                }
                if self.stands_in() {
                    out.push(no_own_norm(&self.facts.local, &rule.key, lang));
                }
            }
            _ => out.push(
                lang.t(
                    "Không có định mức nào trong dữ liệu cho nội dung này vào ngày đó.",
                    "The data hold no norm for this content on that day.",
                )
                .to_owned(),
            ),
        }
        // Kept decisions may name areas though their money is national.
        let local = self.facts.question.scope == FundingScope::Kcdp;
        if local && !self.facts.open_areas.is_empty() {
            out.push(open_areas(&self.facts.open_areas, lang));
        }
        out
    }
}

pub(super) fn outcome_label(outcome: Outcome, lang: Lang) -> &'static str {
    match outcome {
        Outcome::Eligible => lang.t("Thuộc đối tượng", "Eligible"),
        Outcome::NotEligible => lang.t("Không thuộc đối tượng", "Not eligible"),
        Outcome::Unclear => lang.t(
            "Chưa thấy vướng mắc, cần xác nhận",
            "Nothing against it, to be confirmed",
        ),
    }
}

fn unverified(key: &str, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("Định mức {key} chưa được đối chiếu với văn bản gốc."),
        Lang::En => format!("Norm {key} has not been compared with its source."),
    }
}

fn first_day_unknown(key: &str, on: Date, lang: Lang) -> String {
    let on = format_date(on);
    match lang {
        Lang::Vi => format!(
            "Chưa rõ ngày bắt đầu có hiệu lực của định mức {key}: cần xác nhận định mức này áp \
             dụng vào ngày {on}."
        ),
        Lang::En => format!(
            "The first day of norm {key} is not known: confirm that it was in force on {on}."
        ),
    }
}

/// Local money has no norm of the province: which one stands in for it, and where the province's
/// own amounts would be read.
fn no_own_norm(local: &LocalRules, key: &str, lang: Lang) -> String {
    let provinces = local.provinces.join(", ");
    let documents: Vec<&str> = local.documents.iter().map(|d| d.get(lang)).collect();
    let documents = documents.join(", ");
    match (lang, documents.is_empty()) {
        (Lang::Vi, true) => format!(
            "Dữ liệu chưa có định mức riêng của {provinces} cho nội dung này; lấy định mức quốc \
             gia {key} làm mức trần."
        ),
        (Lang::Vi, false) => format!(
            "{provinces} có {documents} quy định mức chi, nhưng dữ liệu chưa có mức cho nội dung \
             này; tạm lấy định mức quốc gia {key} làm mức trần. Kiểm tra văn bản của tỉnh trước \
             khi dùng."
        ),
        (Lang::En, true) => format!(
            "The data hold no norm of {provinces} for this content; the national norm {key} \
             stands in as the limit."
        ),
        (Lang::En, false) => format!(
            "{documents} of {provinces} sets amounts, but the data hold none for this content; \
             the national norm {key} stands in as the limit. Check the province's document before \
             use."
        ),
    }
}

fn open_areas(areas: &[String], lang: Lang) -> String {
    let list = areas.join("; ");
    match lang {
        Lang::Vi => format!(
            "Có định mức riêng của tỉnh cũ còn áp dụng trên địa bàn cũ ({list}): chọn xã, phường \
             để biết."
        ),
        Lang::En => format!(
            "Norms of the older provinces still count on their areas ({list}): choose a commune \
             to know."
        ),
    }
}
