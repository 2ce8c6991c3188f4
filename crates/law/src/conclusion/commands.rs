use db::{Checks, CommandError, CommandResult, Conn, Cx, DbError, sql};
use jiff::civil::Date;
use kernel::{InstrumentId, Lang, Thing, Verb, format_date};
use serde::{Deserialize, Serialize};

use super::{
    model::{Change, Conclusion, Outcome},
    store,
};
use crate::instrument::{self, Instrument, lapse::sets_rules};

/// What the review concludes of a local document.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct ConclusionInput {
    pub outcome: Option<Outcome>,
    pub reason: String,
    /// The day of the conclusion.
    #[schema(value_type = Option<String>, format = Date)]
    pub concluded_on: Option<Date>,
    /// Who is to do it; not needed when the document is kept.
    pub executor: String,
    /// Until when; none when the document is kept.
    #[schema(value_type = Option<String>, format = Date)]
    pub due_on: Option<Date>,
}

/// By which paper a conclusion was carried out: a document of the register, or its number.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct CompletionInput {
    pub instrument_id: Option<InstrumentId>,
    /// Number and symbol of a paper that is not in the register.
    pub paper: String,
    /// The day of the paper; that of the document's signature when absent.
    #[schema(value_type = Option<String>, format = Date)]
    pub done_on: Option<Date>,
}

/// A row about to be written.
struct Draft {
    change: Change,
    outcome: Outcome,
    reason: String,
    concluded_on: Date,
    executor: String,
    due_on: Option<Date>,
    done_on: Option<Date>,
    done_instrument_id: Option<InstrumentId>,
    done_paper: String,
}

/// Writes what the review concluded of a local document. `version` is that of the conclusion which the
/// person saw, 0 when there was none; the new one takes its place. Answers with its version.
pub async fn conclude(
    cx: &Cx,
    id: InstrumentId,
    version: i64,
    input: ConclusionInput,
) -> CommandResult<i64> {
    cx.may(Verb::Edit, Thing::Instrument)?;
    let mut tx = cx.begin().await?;
    let document = reviewed(cx, &mut tx, id).await?;
    let before = seen(cx, &mut tx, id, version).await?;
    let mut draft = checked(cx, &input)?;
    if let Some(signed) = document.signed_on
        && draft.concluded_on < signed
    {
        return Err(CommandError::field(
            "concluded_on",
            match cx.lang {
                Lang::Vi => format!("Văn bản ký ngày {}; kết luận sau đó.", format_date(signed)),
                Lang::En => format!(
                    "The document was signed on {}; conclude after that.",
                    format_date(signed)
                ),
            },
        ));
    }
    if before.is_some() {
        draft.change = Change::Revise;
    }
    let version = append(cx, &mut tx, id, draft, before.as_ref()).await?;
    tx.commit().await?;
    Ok(version)
}

/// Says by which paper a conclusion was carried out, as its next version. `version` is the one the
/// person saw.
pub async fn complete(
    cx: &Cx,
    id: InstrumentId,
    version: i64,
    input: CompletionInput,
) -> CommandResult<i64> {
    cx.may(Verb::Edit, Thing::Instrument)?;
    let mut tx = cx.begin().await?;
    reviewed(cx, &mut tx, id).await?;
    let before = seen(cx, &mut tx, id, version).await?;
    let Some(before) = before.filter(Conclusion::is_open) else {
        return Err(CommandError::refused(
            "nothing-to-complete",
            cx.t(
                "Văn bản này không có kết luận nào đang chờ thực hiện.",
                "Nothing that was concluded of this document waits to be carried out.",
            ),
        ));
    };
    let mut checks = Checks::new(cx.lang);
    let paper = checks.optional_text("paper", &input.paper, 100);
    let mut signed = None;
    match input.instrument_id {
        Some(by) => match instrument::store::get(&mut tx, by).await? {
            Some(by) if by.id != id => signed = by.signed_on,
            _ => checks.fail(
                "instrument_id",
                cx.t(
                    "Chọn một văn bản khác trong danh mục.",
                    "Choose another document from the list.",
                ),
            ),
        },
        None if paper.is_empty() => checks.fail(
            "instrument_id",
            cx.t(
                "Chọn văn bản đã thực hiện kết luận, hoặc ghi số, ký hiệu của văn bản.",
                "Choose the document that did it, or write its number.",
            ),
        ),
        None => {}
    }
    let done_on = checks.date("done_on", input.done_on.or(signed), Some(cx.today()));
    if checks.is_ok() && done_on < before.concluded_on {
        let day = before.concluded();
        let message = match cx.lang {
            Lang::Vi => format!("Ngày này trước ngày kết luận ({day})."),
            Lang::En => format!("This lies before the day of the conclusion ({day})."),
        };
        checks.fail("done_on", message);
    }
    checks.done()?;
    let draft = Draft {
        change: Change::Complete,
        outcome: before.outcome,
        reason: before.reason.clone(),
        concluded_on: before.concluded_on,
        executor: before.executor.clone(),
        due_on: before.due_on,
        done_on: Some(done_on),
        done_instrument_id: input.instrument_id,
        done_paper: paper,
    };
    let version = append(cx, &mut tx, id, draft, Some(&before)).await?;
    tx.commit().await?;
    Ok(version)
}

/// The local document, when it is one that is reviewed and the person keeps those of its province.
async fn reviewed(cx: &Cx, tx: &mut Conn, id: InstrumentId) -> CommandResult<Instrument> {
    let document = instrument::store::get(tx, id)
        .await?
        .ok_or(CommandError::NotFound)?;
    if document.unit_id.is_none() || !sets_rules(document.kind) {
        return Err(CommandError::refused(
            "not-reviewed",
            cx.t(
                "Chỉ rà soát văn bản của địa phương có đặt ra quy định, không gồm công văn và kế \
                 hoạch.",
                "Only documents of a province that set rules are reviewed, no letters or plans.",
            ),
        ));
    }
    cx.may_keep(Verb::Edit, Thing::Instrument, document.unit_id)?;
    Ok(document)
}

/// What counts of the document, when it is what the person saw.
async fn seen(
    cx: &Cx,
    tx: &mut Conn,
    id: InstrumentId,
    version: i64,
) -> CommandResult<Option<Conclusion>> {
    let current = store::of_instrument(tx, &cx.actor.scope, id).await?;
    match current.as_ref().map_or(0, |c| c.version) == version {
        true => Ok(current),
        false => Err(CommandError::Stale),
    }
}

fn checked(cx: &Cx, input: &ConclusionInput) -> CommandResult<Draft> {
    let mut checks = Checks::new(cx.lang);
    let outcome = checks.required("outcome", input.outcome);
    let reason = checks.text("reason", &input.reason, 1000);
    let concluded_on = checks.date("concluded_on", input.concluded_on, Some(cx.today()));
    let kept = outcome == Some(Outcome::Keep);
    // Who would do it is filled in beforehand; a document that is kept needs nobody.
    let executor = match kept {
        true => String::new(),
        false => checks.text("executor", &input.executor, 200),
    };
    let due_on = match kept {
        true => input.due_on,
        false => Some(checks.date("due_on", input.due_on, None)),
    };
    if kept && due_on.is_some() {
        let message = checks.t(
            "Giữ nguyên thì không có việc phải làm: để trống hạn.",
            "Nothing is to be done with a document that is kept: leave the day empty.",
        );
        checks.fail("due_on", message);
    }
    if let (Some(due), Some(concluded)) = (input.due_on, input.concluded_on)
        && !kept
        && due < concluded
    {
        let message = checks.t(
            "Hạn thực hiện đứng trước ngày kết luận.",
            "The day it is due lies before the conclusion.",
        );
        checks.fail("due_on", message);
    }
    checks.done()?;
    Ok(Draft {
        change: Change::Conclude,
        outcome: outcome.unwrap_or(Outcome::Keep),
        reason,
        concluded_on,
        executor,
        due_on,
        done_on: None,
        done_instrument_id: None,
        done_paper: String::new(),
    })
}

async fn append(
    cx: &Cx,
    tx: &mut Conn,
    id: InstrumentId,
    draft: Draft,
    before: Option<&Conclusion>,
) -> CommandResult<i64> {
    let version = before.map_or(0, |b| b.version) + 1;
    tx.exec(sql!(
        "INSERT INTO instrument_conclusion (instrument_id, version, change, outcome, reason,
             concluded_on, executor, due_on, done_on, done_instrument_id, done_paper, recorded_by,
             recorded_account, recorded_at, illustration)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        version,
        draft.change,
        draft.outcome,
        &draft.reason,
        draft.concluded_on,
        &draft.executor,
        draft.due_on,
        draft.done_on,
        draft.done_instrument_id,
        &draft.done_paper,
        &cx.actor.name,
        cx.actor.account,
        cx.now(),
        cx.illustration,
    ))
    .await
    .map_err(explain)?;
    let after = store::of_instrument(tx, &cx.actor.scope, id).await?;
    tx.audit(cx, draft.change.code(), "conclusion", id, before, &after)
        .await?;
    Ok(version)
}

/// Two people at the same moment: the second is told that it changed.
fn explain(error: DbError) -> CommandError {
    if error.breaks_unique("instrument_conclusion", &["instrument_id", "version"]) {
        return CommandError::Stale;
    }
    error.into()
}
