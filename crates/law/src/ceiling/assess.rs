use db::{CommandResult, Conn, Cx};
use kernel::{Dong, Lang};
use rules::{
    eligibility::{Answer, Rules},
    norm::Rounding,
};
use serde::Serialize;

use super::{
    decide::{RulesUsed, Verdict, decide},
    facts::{CaseFacts, Question, gather},
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
    let facts = gather(cx, conn, question).await?;
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

    pub fn verified(&self) -> bool {
        self.verdict.status().is_verified()
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
                if !ceiling.status.is_verified() {
                    out.push(unverified(&rule.key, lang));
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
        if !self.facts.open_areas.is_empty() {
            out.push(open_areas(&self.facts.open_areas, lang));
        }
        out
    }
}

fn unverified(key: &str, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("Định mức {key} chưa được đối chiếu với văn bản gốc."),
        Lang::En => format!("Norm {key} has not been compared with its source."),
    }
}

fn open_areas(areas: &[String], lang: Lang) -> String {
    let list = areas.join("; ");
    match lang {
        Lang::Vi => format!(
            "Định mức riêng của tỉnh cũ còn áp dụng trên địa bàn cũ ({list}): chọn xã, phường để \
             biết."
        ),
        Lang::En => format!(
            "Norms of the older provinces still count on their areas ({list}): choose a commune \
             to know."
        ),
    }
}
