use db::{CommandError, CommandResult, Conn, Cx};
use jiff::civil::Date;
use kernel::{Activity, Dong, Lang};
use reference::units;
use rules::{FundingScope, eligibility::LegalForm};
use serde::{Deserialize, Serialize};

use super::{Assessment, Question, assess};
use crate::instrument::commands::unknown_unit;

/// The question as programs and the command line put it: the unit by its official code.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CeilingAsk {
    /// `A1` to `A10`; for A3, A4 and A7 with the letter, as `A3b`.
    #[param(value_type = String, example = "A3b")]
    pub activity: String,
    /// Which of several norms of the activity; the main one when absent.
    pub variant: Option<String>,
    /// `kcqg` or `kcdp`.
    pub scope: String,
    /// The statistics office's code of a commune or a province of either era.
    pub unit: String,
    /// The day of the approval decision.
    #[param(value_type = String, format = Date)]
    pub on: Date,
    /// đồng.
    pub cost: i64,
    /// Whether it is a whole technology line.
    #[serde(default)]
    pub line: bool,
    /// `ENTERPRISE`, `COOPERATIVE`, `BUSINESS_HOUSEHOLD` …; unknown when absent.
    pub legal_form: Option<String>,
    /// VSIC code of the main industry.
    pub industry: Option<String>,
    /// Whether the site lies in a recognised craft village.
    #[serde(default)]
    pub craft_village: bool,
    /// Whether it is a small or medium enterprise; unknown when absent.
    pub is_sme: Option<bool>,
}

/// The answer that other programs rely on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct CeilingAnswer {
    /// đồng; null when no norm sets a number.
    pub ceiling: Option<Dong>,
    /// Key of the norm, as `N18-05`; null when there is none for the day.
    pub rule: Option<String>,
    /// The text, the place in it and its days.
    pub article: Option<String>,
    /// `verified` or `unverified`.
    pub status: String,
    pub eligible: bool,
    /// What speaks against support or needs to be looked at.
    pub reasons: Vec<String>,
}

/// Answers in the language of the context. A code used in both eras means the unit of that day;
/// a code that had ended by then means the unit that last bore it.
pub async fn ceiling_answer(
    cx: &Cx,
    conn: &mut Conn,
    ask: &CeilingAsk,
) -> CommandResult<CeilingAnswer> {
    let question = question(cx, conn, ask).await?;
    Ok(CeilingAnswer::of(
        &assess(cx, conn, question).await?,
        cx.lang,
    ))
}

impl CeilingAnswer {
    pub fn of(assessment: &Assessment, lang: Lang) -> CeilingAnswer {
        let rule = assessment.verdict.norm.as_ref();
        CeilingAnswer {
            ceiling: assessment.ceiling(),
            rule: rule.map(|rule| rule.key.clone()),
            article: rule.map(|rule| rule.citation(lang)),
            status: assessment.verdict.status().code().to_owned(),
            eligible: assessment.eligible(),
            reasons: assessment.reasons(lang),
        }
    }
}

async fn question(cx: &Cx, conn: &mut Conn, ask: &CeilingAsk) -> CommandResult<Question> {
    let mut checks = db::Checks::new(cx.lang);
    let activity = ask.activity.parse::<Activity>().ok();
    if activity.is_none() {
        checks.fail(
            "activity",
            cx.t(
                "Mã nội dung từ A1 đến A10.",
                "The codes run from A1 to A10.",
            ),
        );
    }
    let scope = FundingScope::from_code(&ask.scope);
    if scope.is_none() {
        checks.fail(
            "scope",
            cx.t("Chọn kcqg hoặc kcdp.", "Either kcqg or kcdp."),
        );
    }
    let legal_form = ask.legal_form.as_deref().map(LegalForm::from_code);
    if legal_form == Some(None) {
        checks.fail(
            "legal_form",
            cx.t("Không có loại hình này.", "There is no such legal form."),
        );
    }
    let code = kernel::clean(&ask.unit);
    let unit = match units::by_code(conn, &code, Some(ask.on)).await? {
        Some(unit) => Some(unit),
        None => units::by_code(conn, &code, None).await?,
    };
    if unit.is_none() {
        checks.fail("unit", unknown_unit(cx.lang));
    }
    let cost = checks.amount("cost", Dong(ask.cost));
    checks.done()?;
    let (Some(activity), Some(scope), Some(unit)) = (activity, scope, unit) else {
        return Err(CommandError::NotFound);
    };
    Ok(Question {
        activity,
        variant: ask.variant.clone().unwrap_or_default(),
        scope,
        unit: unit.id,
        on: ask.on,
        cost,
        line: ask.line,
        legal_form: legal_form.flatten(),
        industries: ask.industry.iter().cloned().collect(),
        in_craft_village: ask.craft_village,
        is_sme: ask.is_sme,
    })
}
