use db::{CommandError, CommandResult, Conn, Cx, DbError};
use jiff::civil::Date;
use kernel::{Activity, Dong, Lang};
use reference::units;
use rules::{FundingScope, eligibility::LegalForm};
use serde::{Deserialize, Serialize};

use super::{Assessment, Question, assess};
use crate::norm::{self, model::variant_label};

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
    /// How the ceiling is worked out, with the national norm for a province's own; null when there
    /// is no norm for the day.
    pub equation: Option<String>,
    /// Key of the national norm, as `N14-02`, when it is lower than the province's own `rule` and so
    /// decides the ceiling; null otherwise.
    pub capped_by: Option<String>,
}

/// Answers in the language of the context. A code used in both eras means the unit of that day;
/// a code that had ended by then means the unit that last bore it.
pub async fn ceiling_answer(
    cx: &Cx,
    conn: &mut Conn,
    ask: &CeilingAsk,
) -> CommandResult<CeilingAnswer> {
    Ok(CeilingAnswer::of(
        &ceiling_assessment(cx, conn, ask).await?,
        cx.lang,
    ))
}

/// The same with the facts and rules it came from.
pub async fn ceiling_assessment(
    cx: &Cx,
    conn: &mut Conn,
    ask: &CeilingAsk,
) -> CommandResult<Assessment> {
    let question = question(cx, conn, ask).await?;
    assess(cx, conn, question).await
}

impl CeilingAnswer {
    pub fn of(assessment: &Assessment, lang: Lang) -> CeilingAnswer {
        let rule = assessment.verdict.norm.as_ref();
        CeilingAnswer {
            ceiling: assessment.ceiling(),
            rule: rule.map(|rule| rule.key.clone()),
            article: rule.map(|rule| rule.citation(lang)),
            status: assessment.status().code().to_owned(),
            eligible: assessment.eligible(),
            reasons: assessment.reasons(lang),
            equation: rule.map(|_| assessment.equation(lang)),
            capped_by: assessment.capped_by().map(str::to_owned),
        }
    }
}

async fn question(cx: &Cx, conn: &mut Conn, ask: &CeilingAsk) -> CommandResult<Question> {
    let mut checks = db::Checks::new(cx.lang);
    let activity = ask.activity.parse::<Activity>().ok();
    if activity.is_none() {
        let codes: Vec<&str> = Activity::ALL.into_iter().map(Activity::code).collect();
        let one = cx.t("Mã nội dung là một trong", "The code is one of");
        checks.fail("activity", format!("{one} {}.", codes.join(", ")));
    }
    let variant = kernel::clean(ask.variant.as_deref().unwrap_or_default());
    if let Some(activity) = activity
        && let Some(message) = unknown_variant(cx.lang, conn, activity, &variant).await?
    {
        checks.fail("variant", message);
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
        let message = match cx.lang {
            Lang::Vi => format!(
                "Không có đơn vị hành chính nào mang mã {code:?}. Mã tỉnh có hai chữ số, như 01; \
                 mã xã, phường có năm chữ số."
            ),
            Lang::En => format!(
                "No unit has the code {code:?}. A province's code has two digits, as 01; a \
                 commune's has five."
            ),
        };
        checks.fail("unit", message);
    }
    let cost = checks.amount("cost", Dong(ask.cost));
    checks.done()?;
    let (Some(activity), Some(scope), Some(unit)) = (activity, scope, unit) else {
        return Err(CommandError::NotFound);
    };
    Ok(Question {
        activity,
        variant,
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

/// Why there is no such variant, with those that the activity has in the norms of any day; None when
/// there is one.
async fn unknown_variant(
    lang: Lang,
    conn: &mut Conn,
    activity: Activity,
    variant: &str,
) -> Result<Option<String>, DbError> {
    if variant.is_empty() {
        return Ok(None);
    }
    let rules = norm::store::rules(conn, Some(activity)).await?;
    let mut known: Vec<&str> = rules.iter().map(|rule| rule.variant.as_str()).collect();
    known.retain(|name| !name.is_empty());
    known.sort_unstable();
    known.dedup();
    if known.contains(&variant) {
        return Ok(None);
    }
    let code = activity.code();
    if known.is_empty() {
        return Ok(Some(match lang {
            Lang::Vi => format!("{code} chỉ có mức chính: bỏ trống loại."),
            Lang::En => format!("{code} has the main norm only: leave the variant out."),
        }));
    }
    let known: Vec<String> = known
        .into_iter()
        .map(|name| format!("{name} ({})", variant_label(name, lang)))
        .collect();
    let known = known.join(", ");
    Ok(Some(match lang {
        Lang::Vi => format!("{code} có các loại {known}; bỏ trống là mức chính."),
        Lang::En => format!("{code} has the variants {known}; none means the main norm."),
    }))
}
