use db::{Checks, CommandError, CommandResult, Conn, Cx, DbError, sql};
use jiff::civil::Date;
use kernel::{
    Activity, BasisPoints, Dong, InstrumentId, Lang, NormId, Thing, UnitId, UnitLevel, Verb,
    format_date,
};
use rules::{
    Confidence, FundingScope, Text,
    norm::{NormFault, NormRule, Per},
};
use serde::{Deserialize, Serialize};
use web_kit::version::{self, Change, EndInput};

use super::{model::NormVersion, store};
use crate::instrument::{self, commands::unknown_unit};

/// What a person says of a norm.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NormInput {
    /// The short name of the norm, as `L-HPG-01`; a correction keeps the one it has.
    pub key: String,
    /// `kcqg` (also limits local money) or `kcdp`.
    pub scope: String,
    /// None for the nation; else a province of either era.
    pub territory: Option<UnitId>,
    pub activity: Option<Activity>,
    /// Which of several norms of one activity; empty for the main one.
    pub variant: String,
    pub title_vi: String,
    /// The Vietnamese is shown when empty.
    pub title_en: String,
    /// Hundredths of a percent of the eligible cost: 50 % is 5 000.
    pub pct_bp: Option<BasisPoints>,
    pub cap: Option<Dong>,
    /// What the cap is counted by: `establishment`, `model`, `cluster` …
    pub per: String,
    /// Factor on the cap for a technology line in hundredths; 100 when absent.
    pub multiplier_x100: Option<i64>,
    pub condition_vi: String,
    pub condition_en: String,
    /// Which costs count.
    pub cost_items_vi: String,
    pub cost_items_en: String,
    pub instrument_id: Option<InstrumentId>,
    /// Number of the legal text; taken from the document when one is chosen.
    pub legal_doc: String,
    /// `Điều 8 khoản 4`.
    pub locator: String,
    #[schema(value_type = Option<String>, format = Date)]
    pub valid_from: Option<Date>,
    /// Last day in force.
    #[schema(value_type = Option<String>, format = Date)]
    pub valid_to: Option<Date>,
    /// Where the numbers were read.
    pub source: String,
    /// Why it is corrected; not asked of a new norm.
    pub reason: String,
}

/// What the numbers of a norm were compared with.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[schema(as = NormVerifyInput)]
pub struct VerifyInput {
    /// The text, its page or clause, where it lies.
    pub evidence: String,
    /// The document that was read; the norm then rests on it.
    pub instrument_id: Option<InstrumentId>,
}

/// A norm ready to be written as a version.
pub(super) struct Draft {
    pub rule: NormRule,
    pub instrument_id: Option<InstrumentId>,
    pub change: Change,
    pub reason: String,
    pub verified_by: String,
    pub verified_at: Option<jiff::Timestamp>,
    pub evidence: String,
}

/// Adds a norm. It counts from its first day on, and is unverified until somebody compared it.
pub async fn add(cx: &Cx, input: NormInput) -> CommandResult<NormId> {
    cx.may_keep(Verb::Create, Thing::Norm, input.territory)?;
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
/// readable, and decisions that used it keep it.
pub async fn correct(cx: &Cx, id: NormId, input: NormInput) -> CommandResult<NormId> {
    cx.may(Verb::Edit, Thing::Norm)?;
    let mut tx = cx.begin().await?;
    let before = current(cx, &mut tx, id).await?;
    if input.territory != before.territory_id {
        cx.may_keep(Verb::Edit, Thing::Norm, input.territory)?;
    }
    let (rule, instrument_id) = ready(cx, &mut tx, &input, Some(&before)).await?;
    let reason = version::reason(cx.lang, &input.reason)?;
    let draft = Draft {
        change: Change::Correct,
        reason,
        ..Draft::added(rule, instrument_id)
    };
    let new = append(cx, &mut tx, draft, Some(&before)).await?;
    tx.commit().await?;
    Ok(new)
}

/// Gives a norm its last day. Projects approved by then go on under it.
pub async fn end(cx: &Cx, id: NormId, input: EndInput) -> CommandResult<NormId> {
    cx.may(Verb::Edit, Thing::Norm)?;
    let mut tx = cx.begin().await?;
    let before = current(cx, &mut tx, id).await?;
    let (last_day, reason) = input.read(cx.lang, before.valid_from)?;
    let mut draft = Draft::again(&before, Change::End, reason)?;
    draft.rule.valid_to = Some(last_day);
    let new = append(cx, &mut tx, draft, Some(&before)).await?;
    tx.commit().await?;
    Ok(new)
}

/// Records that somebody compared the norm with the text of the law.
pub async fn verify(cx: &Cx, id: NormId, input: VerifyInput) -> CommandResult<NormId> {
    cx.may(Verb::Edit, Thing::Norm)?;
    let mut tx = cx.begin().await?;
    let before = current(cx, &mut tx, id).await?;
    let evidence = version::evidence(cx.lang, &input.evidence)?;
    let mut draft = Draft::again(&before, Change::Verify, String::new())?;
    draft.rule.confidence = Confidence::Verified;
    draft.verified_by = cx.actor.name.clone();
    draft.verified_at = Some(cx.now());
    draft.evidence = evidence;
    if let Some(document) = input.instrument_id {
        draft.rule.legal_doc =
            instrument::commands::cited(cx, &mut tx, document, &draft.rule.legal_doc).await?;
        draft.instrument_id = Some(document);
    }
    let new = append(cx, &mut tx, draft, Some(&before)).await?;
    tx.commit().await?;
    Ok(new)
}

impl Draft {
    pub(super) fn added(rule: NormRule, instrument_id: Option<InstrumentId>) -> Draft {
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

    /// The same norm once more, for a version that changes one thing.
    fn again(before: &NormVersion, change: Change, reason: String) -> Result<Draft, DbError> {
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

/// The version with this id, when the person keeps it and it is the one that counts; else somebody
/// was faster.
async fn current(cx: &Cx, tx: &mut Conn, id: NormId) -> CommandResult<NormVersion> {
    let version = store::get(tx, id).await?.ok_or(CommandError::NotFound)?;
    cx.may_keep(Verb::Edit, Thing::Norm, version.territory_id)?;
    match store::versions(tx, &version.key).await?.first() {
        Some(newest) if newest.id == id => Ok(version),
        _ => Err(CommandError::Stale),
    }
}

/// Turns an input into a rule, or says everything that is wrong with it.
async fn ready(
    cx: &Cx,
    tx: &mut Conn,
    input: &NormInput,
    before: Option<&NormVersion>,
) -> CommandResult<(NormRule, Option<InstrumentId>)> {
    let mut checks = Checks::new(cx.lang);
    let key = match before {
        Some(before) => before.key.clone(),
        None => checks.text("key", &input.key, 40),
    };
    let activity = checks.required("activity", input.activity);
    let scope = checks.required("scope", FundingScope::from_code(&input.scope));
    let per = checks.required("per", Per::from_code(&input.per));
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
    let rule = NormRule {
        id: None,
        key,
        scope: scope.unwrap_or(FundingScope::Kcqg),
        territory: input.territory,
        activity: activity.unwrap_or(Activity::A1),
        variant: checks
            .optional_text("variant", &input.variant, 40)
            .replace(' ', "_"),
        title: Text::new(
            checks.text("title_vi", &input.title_vi, 300),
            checks.optional_text("title_en", &input.title_en, 300),
        ),
        pct: input.pct_bp,
        cap: input.cap,
        per: per.unwrap_or(Per::Establishment),
        multiplier_x100: input.multiplier_x100.unwrap_or(100),
        condition: Text::new(
            checks.optional_text("condition_vi", &input.condition_vi, 1000),
            checks.optional_text("condition_en", &input.condition_en, 1000),
        ),
        cost_items: Text::new(
            checks.optional_text("cost_items_vi", &input.cost_items_vi, 1000),
            checks.optional_text("cost_items_en", &input.cost_items_en, 1000),
        ),
        legal_doc,
        locator: checks.optional_text("locator", &input.locator, 100),
        valid_from: checks.optional_date("valid_from", input.valid_from, None),
        valid_to: checks.optional_date("valid_to", input.valid_to, None),
        confidence: Confidence::Unverified,
        source: checks.optional_text("source", &input.source, 500),
    };
    for fault in rule.faults() {
        // Names were asked for above, each beside its own field.
        if fault != NormFault::NameMissing {
            checks.fail(field_of(fault), fault.message(cx.lang));
        }
    }
    checks.done()?;
    Ok((rule, input.instrument_id))
}

fn field_of(fault: NormFault) -> &'static str {
    match fault {
        NormFault::NameMissing => "title_vi",
        NormFault::PercentOutOfRange => "pct_bp",
        NormFault::CapOutOfRange => "cap",
        NormFault::MultiplierOutOfRange => "multiplier_x100",
        NormFault::PeriodReversed => "valid_to",
        NormFault::LegalDocMissing => "legal_doc",
        NormFault::ProvinceNeedsLocalScope => "territory",
    }
}

/// Writes a version. Refused when another norm answers the same question on one of the same days.
pub(super) async fn append(
    cx: &Cx,
    tx: &mut Conn,
    draft: Draft,
    before: Option<&NormVersion>,
) -> CommandResult<NormId> {
    let rule = &draft.rule;
    if let Some(other) = store::overlapping(tx, rule).await? {
        return Err(overlap(cx.lang, &other.rule()?));
    }
    let id: NormId = cx.new_id();
    tx.exec(sql!(
        "INSERT INTO norm (id, key, version, supersedes_id, change, reason, scope, territory_id,
             activity, variant, title_vi, title_en, pct_bp, cap, per, multiplier_x100,
             condition_vi, condition_en, cost_items_vi, cost_items_en, instrument_id, legal_doc,
             locator, valid_from, valid_to, verified, verified_by, verified_at, evidence, source,
             recorded_by, recorded_account, recorded_at, illustration)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                 ?, ?, ?, ?, ?, ?)",
        id,
        &rule.key,
        before.map_or(1, |b| b.version + 1),
        before.map(|b| b.id),
        draft.change,
        &draft.reason,
        rule.scope.code(),
        rule.territory,
        rule.activity,
        &rule.variant,
        &rule.title.vi,
        &rule.title.en,
        rule.pct,
        rule.cap,
        rule.per.code(),
        rule.multiplier_x100,
        &rule.condition.vi,
        &rule.condition.en,
        &rule.cost_items.vi,
        &rule.cost_items.en,
        draft.instrument_id,
        &rule.legal_doc,
        &rule.locator,
        rule.valid_from,
        rule.valid_to,
        rule.confidence.is_verified(),
        &draft.verified_by,
        draft.verified_at,
        &draft.evidence,
        &rule.source,
        &cx.actor.name,
        cx.actor.account,
        cx.now(),
        cx.illustration,
    ))
    .await
    .map_err(|e| explain(e, cx.lang))?;
    let after = store::get(tx, id).await?.ok_or(CommandError::NotFound)?;
    tx.audit(cx, draft.change.code(), "norm", id, before, &after)
        .await?;
    Ok(id)
}

fn explain(error: DbError, lang: Lang) -> CommandError {
    if error.breaks_unique("norm", &["supersedes_id"])
        || error.breaks_unique("norm", &["key", "version"])
    {
        return CommandError::Stale;
    }
    if error.breaks_check("norm_overlap") {
        let message = lang.t(
            "Một định mức khác của cùng nội dung đang có hiệu lực trong thời gian này.",
            "Another norm of the same content is in force at that time.",
        );
        return CommandError::field("valid_from", message);
    }
    error.into()
}

fn overlap(lang: Lang, other: &NormRule) -> CommandError {
    let day = |date: Option<Date>| date.map_or_else(|| "…".to_owned(), format_date);
    let (key, from, to) = (&other.key, day(other.valid_from), day(other.valid_to));
    CommandError::field(
        "valid_from",
        match lang {
            Lang::Vi => format!(
                "Định mức {key} của cùng nội dung đang có hiệu lực {from} – {to}. Kết thúc định \
                 mức đó trước, hoặc sửa thời gian."
            ),
            Lang::En => format!(
                "Norm {key} of the same content is in force {from} – {to}. End it first, or \
                 change the days."
            ),
        },
    )
}

fn key_taken(lang: Lang) -> &'static str {
    lang.t(
        "Mã này đã có. Đính chính định mức đó, hoặc chọn mã khác.",
        "This key is taken. Correct that norm, or choose another key.",
    )
}

/// The input that would write this version again, for a form that opens with it.
pub fn input_of(norm: &NormVersion) -> NormInput {
    NormInput {
        key: norm.key.clone(),
        scope: norm.scope.clone(),
        territory: norm.territory_id,
        activity: Some(norm.activity),
        variant: norm.variant.clone(),
        title_vi: norm.title_vi.clone(),
        title_en: norm.title_en.clone(),
        pct_bp: norm.pct_bp,
        cap: norm.cap,
        per: norm.per.clone(),
        multiplier_x100: Some(norm.multiplier_x100),
        condition_vi: norm.condition_vi.clone(),
        condition_en: norm.condition_en.clone(),
        cost_items_vi: norm.cost_items_vi.clone(),
        cost_items_en: norm.cost_items_en.clone(),
        instrument_id: norm.instrument_id,
        legal_doc: norm.legal_doc.clone(),
        locator: norm.locator.clone(),
        valid_from: norm.valid_from,
        valid_to: norm.valid_to,
        source: norm.source.clone(),
        reason: String::new(),
    }
}
