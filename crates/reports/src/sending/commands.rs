use db::{Checks, CommandError, CommandResult, Cx, Upload, sql};
use jiff::civil::Date;
use kernel::{FileId, Lang, Thing, UnitId, Verb, format_date};
use serde::{Deserialize, Serialize};

use super::model::{Period, SendingId};
use crate::{place, yearly::check_year};

/// The paper with which a report went to the Ministry.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[schema(as = ReportSendingInput)]
pub struct SendingInput {
    pub kind: Option<Period>,
    pub year: i64,
    pub paper_no: String,
    #[schema(value_type = Option<String>, format = Date)]
    pub paper_on: Option<Date>,
    #[schema(value_type = Option<String>, format = Date)]
    pub sent_on: Option<Date>,
    pub recipient: String,
    pub note: String,
}

/// Records that a province's report was sent. The record stays; a corrected report is another one.
///
/// # Errors
/// `Forbidden` for roles that send no reports, `NotFound` outside the actor's scope, `Invalid` with
/// every mistake.
pub async fn record(
    cx: &Cx,
    province: UnitId,
    input: SendingInput,
    upload: Option<&Upload>,
) -> CommandResult<SendingId> {
    cx.may(Verb::Create, Thing::Report)?;
    if !place::sees(&cx.actor.scope, province) {
        return Err(CommandError::NotFound);
    }
    check_year(cx, input.year)?;
    let mut checks = Checks::new(cx.lang);
    let kind = checks.required("kind", input.kind);
    let paper_no = checks.text("paper_no", &input.paper_no, 100);
    let paper_on = checks.date("paper_on", input.paper_on, Some(cx.today()));
    let sent_on = checks.date("sent_on", input.sent_on, Some(cx.today()));
    let recipient = checks.text("recipient", &input.recipient, 300);
    let note = checks.optional_text("note", &input.note, 1_000);
    if input.paper_on.is_some() && input.sent_on.is_some() && sent_on < paper_on {
        let day = format_date(paper_on);
        let text = match cx.lang {
            Lang::Vi => format!("Ngày gửi đứng trước ngày của văn bản ({day})."),
            Lang::En => format!("It was sent before its paper was signed ({day})."),
        };
        checks.fail("sent_on", text);
    }
    if input.paper_on.is_some() && i64::from(paper_on.year()) < input.year {
        let year = input.year;
        let text = match cx.lang {
            Lang::Vi => format!("Văn bản của năm trước không báo cáo được năm {year}."),
            Lang::En => format!("A paper of an earlier year does not report on {year}."),
        };
        checks.fail("paper_on", text);
    }
    if let Some(Err(error)) = upload.map(Upload::check) {
        checks.fail("file", error.message(cx.lang));
    }
    checks.done()?;
    let mut tx = cx.begin().await?;
    let file: Option<FileId> = match upload {
        Some(upload) => Some(tx.store_file(cx, upload).await?),
        None => None,
    };
    let id: SendingId = cx.new_id();
    tx.exec(sql!(
        "INSERT INTO report_sent (id, kind, province_id, year, paper_no, paper_on, sent_on,
             recipient, note, file_id, account_id, actor, at, illustration)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        kind.unwrap_or(Period::Yearly),
        province,
        input.year,
        &paper_no,
        paper_on,
        sent_on,
        &recipient,
        &note,
        file,
        cx.actor.account,
        &cx.actor.name,
        cx.now(),
        cx.illustration,
    ))
    .await?;
    tx.audit_new(cx, "report_sent", id, &(province, input))
        .await?;
    tx.commit().await?;
    Ok(id)
}
