use db::{Checks, CommandError, CommandResult, Conn, Cx, DbError, sql};
use jiff::civil::Date;
use kernel::{
    BasisPoints, InstrumentId, Lang, ParameterId, Thing, UnitId, UnitLevel, Verb, format_date,
};
use rules::{
    Confidence, FundingScope,
    parameter::{Measure, ParameterFault, ParameterRule, Subject, Value},
};
use serde::{Deserialize, Serialize};
use web_kit::version::{self, Change, EndInput};

use super::{
    model::{ParameterVersion, year_day},
    store,
};
use crate::instrument::{self, commands::unknown_unit};
pub use crate::norm::VerifyInput;

/// What a person says of a deadline, limit or term. Only the fields of the subject's measure are
/// read; all empty means that no text sets a value.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct ParameterInput {
    /// The short name of the parameter, as `TH-BRVT-01`; a correction keeps the one it has.
    pub key: String,
    /// `request_close`, `registration_close`, `acceptance_close`, `budget_close`,
    /// `advance_limit`, `first_follow_up`, `second_follow_up`, `third_follow_up` or
    /// `other_deadline`.
    pub subject: String,
    /// Only of `other_deadline`.
    pub title: String,
    /// `kcqg` or `kcdp`; empty for both.
    pub scope: String,
    /// None for the nation; else a province of either era.
    pub territory: Option<UnitId>,
    pub month: Option<i64>,
    pub day: Option<i64>,
    /// −1 for the year before the plan year, 1 for the year after it.
    pub year_offset: Option<i64>,
    /// Whether the day itself still counts.
    pub inclusive: Option<bool>,
    /// Hundredths of a percent: 30 % is 3 000.
    pub share_bp: Option<BasisPoints>,
    pub months: Option<i64>,
    pub instrument_id: Option<InstrumentId>,
    /// Number of the legal text; taken from the document when one is chosen, empty while unknown.
    pub legal_doc: String,
    /// `Điều 6`.
    pub locator: String,
    #[schema(value_type = Option<String>, format = Date)]
    pub valid_from: Option<Date>,
    /// Last day in force.
    #[schema(value_type = Option<String>, format = Date)]
    pub valid_to: Option<Date>,
    pub note: String,
    /// Where the number was read.
    pub source: String,
    /// Why it is corrected; not asked of a new one.
    pub reason: String,
}

/// A parameter ready to be written as a version.
pub(super) struct Draft {
    pub rule: ParameterRule,
    pub instrument_id: Option<InstrumentId>,
    pub change: Change,
    pub reason: String,
    pub verified_by: String,
    pub verified_at: Option<jiff::Timestamp>,
    pub evidence: String,
}

/// Adds a parameter. It counts from its first day on, and is unverified until somebody compared it.
pub async fn add(cx: &Cx, input: ParameterInput) -> CommandResult<ParameterId> {
    cx.may_keep(Verb::Create, Thing::Parameter, input.territory)?;
    let mut tx = cx.begin().await?;
    let (rule, instrument_id) = ready(cx, &mut tx, &input, None).await?;
    if !store::versions(&mut tx, &rule.key).await?.is_empty() {
        return Err(CommandError::field("key", key_taken(cx.lang)));
    }
    let id = append(cx, &mut tx, Draft::added(rule, instrument_id), None).await?;
    tx.commit().await?;
    Ok(id)
}

/// Replaces a version by a corrected one, which has to be verified again. The old one stays
/// readable.
pub async fn correct(
    cx: &Cx,
    id: ParameterId,
    input: ParameterInput,
) -> CommandResult<ParameterId> {
    cx.may(Verb::Edit, Thing::Parameter)?;
    let mut tx = cx.begin().await?;
    let before = current(cx, &mut tx, id).await?;
    if input.territory != before.territory_id {
        cx.may_keep(Verb::Edit, Thing::Parameter, input.territory)?;
    }
    let (rule, instrument_id) = ready(cx, &mut tx, &input, Some(&before)).await?;
    let draft = Draft {
        change: Change::Correct,
        reason: version::reason(cx.lang, &input.reason)?,
        ..Draft::added(rule, instrument_id)
    };
    let new = append(cx, &mut tx, draft, Some(&before)).await?;
    tx.commit().await?;
    Ok(new)
}

/// Gives a parameter its last day.
pub async fn end(cx: &Cx, id: ParameterId, input: EndInput) -> CommandResult<ParameterId> {
    cx.may(Verb::Edit, Thing::Parameter)?;
    let mut tx = cx.begin().await?;
    let before = current(cx, &mut tx, id).await?;
    let (last_day, reason) = input.read(cx.lang, before.valid_from)?;
    let mut draft = Draft::again(&before, Change::End, reason)?;
    draft.rule.valid_to = Some(last_day);
    let new = append(cx, &mut tx, draft, Some(&before)).await?;
    tx.commit().await?;
    Ok(new)
}

/// Records that somebody compared the parameter with the text of the law. Without a value or a
/// legal text there is nothing to compare.
pub async fn verify(cx: &Cx, id: ParameterId, input: VerifyInput) -> CommandResult<ParameterId> {
    cx.may(Verb::Edit, Thing::Parameter)?;
    let mut tx = cx.begin().await?;
    let before = current(cx, &mut tx, id).await?;
    let evidence = version::evidence(cx.lang, &input.evidence)?;
    let mut draft = Draft::again(&before, Change::Verify, String::new())?;
    if draft.rule.value.is_none() {
        let message = cx.t(
            "Chưa có giá trị để kiểm chứng. Đính chính, ghi giá trị trước.",
            "There is no value to verify. Correct it first.",
        );
        return Err(CommandError::refused("no-value", message));
    }
    if let Some(document) = input.instrument_id {
        draft.rule.legal_doc =
            instrument::commands::cited(cx, &mut tx, document, &draft.rule.legal_doc).await?;
        draft.instrument_id = Some(document);
    }
    if draft.rule.legal_doc.is_empty() {
        let message = cx.t(
            "Chọn văn bản đã đọc: thời hạn này chưa ghi văn bản quy định.",
            "Choose the document that was read: none is recorded yet.",
        );
        return Err(CommandError::field("instrument_id", message));
    }
    draft.rule.confidence = Confidence::Verified;
    draft.verified_by = cx.actor.name.clone();
    draft.verified_at = Some(cx.now());
    draft.evidence = evidence;
    let new = append(cx, &mut tx, draft, Some(&before)).await?;
    tx.commit().await?;
    Ok(new)
}

impl Draft {
    pub(super) fn added(rule: ParameterRule, instrument_id: Option<InstrumentId>) -> Draft {
        Draft {
            rule,
            instrument_id,
            change: Change::Add,
            reason: String::new(),
            verified_by: String::new(),
            verified_at: None,
            evidence: String::new(),
        }
    }

    /// The same parameter once more, for a version that changes one thing.
    fn again(before: &ParameterVersion, change: Change, reason: String) -> Result<Draft, DbError> {
        Ok(Draft {
            rule: before.rule()?,
            instrument_id: before.instrument_id,
            change,
            reason,
            verified_by: before.verified_by.clone(),
            verified_at: before.verified_at,
            evidence: before.evidence.clone(),
        })
    }
}

/// The version with this id, when the person keeps it and it is the one that counts.
async fn current(cx: &Cx, tx: &mut Conn, id: ParameterId) -> CommandResult<ParameterVersion> {
    let version = store::get(tx, id).await?.ok_or(CommandError::NotFound)?;
    cx.may_keep(Verb::Edit, Thing::Parameter, version.territory_id)?;
    match store::versions(tx, &version.key).await?.first() {
        Some(newest) if newest.id == id => Ok(version),
        _ => Err(CommandError::Stale),
    }
}

/// Turns an input into a rule, or says everything that is wrong with it.
async fn ready(
    cx: &Cx,
    tx: &mut Conn,
    input: &ParameterInput,
    before: Option<&ParameterVersion>,
) -> CommandResult<(ParameterRule, Option<InstrumentId>)> {
    let mut checks = Checks::new(cx.lang);
    let key = match before {
        Some(before) => before.key.clone(),
        None => checks.text("key", &input.key, 40),
    };
    let subject = checks.required("subject", Subject::from_code(&input.subject));
    let scope = FundingScope::from_code(&input.scope);
    if scope.is_none() && !input.scope.is_empty() {
        let message = checks.t(
            "Chọn nguồn trong danh sách.",
            "Choose a budget from the list.",
        );
        checks.fail("scope", message);
    }
    let mut legal_doc = checks.optional_text("legal_doc", &input.legal_doc, 200);
    if let Some(document) = input.instrument_id {
        match instrument::commands::cited(cx, tx, document, &legal_doc).await {
            Ok(number) => legal_doc = number,
            Err(CommandError::Invalid(errors)) => {
                errors
                    .into_iter()
                    .for_each(|e| checks.fail(&e.field, e.message));
            }
            Err(other) => return Err(other),
        }
    }
    if let Some(unit) = input.territory {
        let unit = reference::units::get(tx, unit).await?;
        if unit.is_none_or(|unit| unit.level != UnitLevel::Province) {
            checks.fail("territory", unknown_unit(cx.lang));
        }
    }
    let subject = subject.unwrap_or(Subject::OtherDeadline);
    let own_title = subject == Subject::OtherDeadline;
    let rule = ParameterRule {
        id: None,
        key,
        subject,
        title: match own_title {
            true => checks.optional_text("title", &input.title, 200),
            false => String::new(),
        },
        scope,
        territory: input.territory,
        value: value(&mut checks, subject.measure(), input),
        legal_doc,
        locator: checks.optional_text("locator", &input.locator, 100),
        valid_from: checks.optional_date("valid_from", input.valid_from, None),
        valid_to: checks.optional_date("valid_to", input.valid_to, None),
        confidence: Confidence::Unverified,
        note: checks.optional_text("note", &input.note, 1000),
        source: checks.optional_text("source", &input.source, 500),
    };
    if checks.is_ok() {
        for fault in rule.faults() {
            checks.fail(field_of(fault, subject.measure()), fault.message(cx.lang));
        }
    }
    checks.done()?;
    Ok((rule, input.instrument_id))
}

/// The value of the measure, none when its fields are empty.
fn value(checks: &mut Checks, measure: Measure, input: &ParameterInput) -> Option<Value> {
    match measure {
        Measure::Share => input.share_bp.map(Value::Share),
        Measure::Months => input.months.map(Value::Months),
        Measure::Deadline => {
            if input.month.is_none() && input.day.is_none() {
                return None;
            }
            let whole = year_day(
                input.month,
                input.day,
                Some(input.year_offset.unwrap_or(0)),
                Some(input.inclusive.unwrap_or(false)),
            );
            if whole.is_none() {
                let field = if input.day.is_none() { "day" } else { "month" };
                let message = checks.t(
                    "Cần cả ngày và tháng, ví dụ ngày 20 tháng 6.",
                    "Day and month are needed, such as 20 and 6.",
                );
                checks.fail(field, message);
            }
            whole.map(Value::Deadline)
        }
    }
}

fn field_of(fault: ParameterFault, measure: Measure) -> &'static str {
    match fault {
        ParameterFault::OtherMeasure | ParameterFault::OutOfRange(_) => match measure {
            Measure::Deadline => "day",
            Measure::Share => "share_bp",
            Measure::Months => "months",
        },
        ParameterFault::PeriodReversed => "valid_to",
        ParameterFault::TitleMissing => "title",
        ParameterFault::NationOnly => "territory",
        ParameterFault::LocalMoneyOnly => "scope",
    }
}

/// Writes a version. Refused when another parameter answers the same question on one of the same
/// days.
pub(super) async fn append(
    cx: &Cx,
    tx: &mut Conn,
    draft: Draft,
    before: Option<&ParameterVersion>,
) -> CommandResult<ParameterId> {
    let rule = &draft.rule;
    if let Some(other) = store::overlapping(tx, rule).await? {
        return Err(overlap(cx.lang, &other));
    }
    let day = match rule.value {
        Some(Value::Deadline(day)) => Some(day),
        _ => None,
    };
    let share = match rule.value {
        Some(Value::Share(share)) => Some(share),
        _ => None,
    };
    let months = match rule.value {
        Some(Value::Months(months)) => Some(months),
        _ => None,
    };
    let id: ParameterId = cx.new_id();
    tx.exec(sql!(
        "INSERT INTO parameter (id, key, version, supersedes_id, change, reason, subject, title,
             scope, territory_id, measure, month, day, year_offset, inclusive, share_bp, months,
             instrument_id, legal_doc, locator, valid_from, valid_to, verified, verified_by,
             verified_at, evidence, note, source, recorded_by, recorded_account, recorded_at,
             illustration)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                 ?, ?, ?, ?)",
        id,
        &rule.key,
        before.map_or(1, |b| b.version + 1),
        before.map(|b| b.id),
        draft.change,
        &draft.reason,
        rule.subject.code(),
        &rule.title,
        rule.scope.map(|scope| scope.code().to_owned()),
        rule.territory,
        rule.subject.measure().code(),
        day.map(|d| i64::from(d.month)),
        day.map(|d| i64::from(d.day)),
        day.map(|d| i64::from(d.year_offset)),
        day.map(|d| d.inclusive),
        share,
        months,
        draft.instrument_id,
        &rule.legal_doc,
        &rule.locator,
        rule.valid_from,
        rule.valid_to,
        rule.confidence.is_verified(),
        &draft.verified_by,
        draft.verified_at,
        &draft.evidence,
        &rule.note,
        &rule.source,
        &cx.actor.name,
        cx.actor.account,
        cx.now(),
        cx.illustration,
    ))
    .await
    .map_err(|e| explain(e, cx.lang))?;
    let after = store::get(tx, id).await?.ok_or(CommandError::NotFound)?;
    tx.audit(cx, draft.change.code(), "parameter", id, before, &after)
        .await?;
    Ok(id)
}

fn explain(error: DbError, lang: Lang) -> CommandError {
    if error.breaks_unique("parameter", &["supersedes_id"])
        || error.breaks_unique("parameter", &["key", "version"])
    {
        return CommandError::Stale;
    }
    if error.breaks_check("parameter_overlap") {
        let message = lang.t(
            "Một quy định khác của cùng nội dung đang có hiệu lực trong thời gian này.",
            "Another row of the same subject is in force at that time.",
        );
        return CommandError::field("valid_from", message);
    }
    error.into()
}

fn overlap(lang: Lang, other: &ParameterVersion) -> CommandError {
    let day = |date: Option<Date>| date.map_or_else(|| "…".to_owned(), format_date);
    let (key, from, to) = (&other.key, day(other.valid_from), day(other.valid_to));
    CommandError::field(
        "valid_from",
        match lang {
            Lang::Vi => format!(
                "Mã {key} của cùng nội dung đang có hiệu lực {from} – {to}. Kết thúc mã đó trước, \
                 hoặc sửa thời gian."
            ),
            Lang::En => format!(
                "{key} of the same subject is in force {from} – {to}. End it first, or change the \
                 days."
            ),
        },
    )
}

fn key_taken(lang: Lang) -> &'static str {
    lang.t(
        "Mã này đã có. Đính chính dòng đó, hoặc chọn mã khác.",
        "This key is taken. Correct that row, or choose another key.",
    )
}

/// The input that would write this version again, for a form that opens with it.
pub fn input_of(version: &ParameterVersion) -> ParameterInput {
    ParameterInput {
        key: version.key.clone(),
        subject: version.subject.clone(),
        title: version.title.clone(),
        scope: version.scope.clone().unwrap_or_default(),
        territory: version.territory_id,
        month: version.month,
        day: version.day,
        year_offset: version.year_offset,
        inclusive: version.inclusive,
        share_bp: version.share_bp,
        months: version.months,
        instrument_id: version.instrument_id,
        legal_doc: version.legal_doc.clone(),
        locator: version.locator.clone(),
        valid_from: version.valid_from,
        valid_to: version.valid_to,
        note: version.note.clone(),
        source: version.source.clone(),
        reason: String::new(),
    }
}
