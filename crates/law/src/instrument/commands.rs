use db::{Checks, CommandError, CommandResult, Conn, Cx, DbError, Upload, sql};
use jiff::civil::Date;
use kernel::{FileId, InstrumentId, Lang, Thing, UnitId, Verb, fold};
use serde::{Deserialize, Serialize};

use super::{
    model::{Instrument, InstrumentKind},
    number::InstrumentNumber,
    store,
};

/// What a person says of a document.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct InstrumentInput {
    /// Taken from the symbol of the number when absent.
    pub kind: Option<InstrumentKind>,
    /// `2948/QĐ-BCT` or `16/2026/QĐ-UBND`; empty while it has not been seen.
    pub number: String,
    pub issuer: String,
    /// What it is about (trích yếu).
    pub subject: String,
    #[schema(value_type = Option<String>, format = Date)]
    pub signed_on: Option<Date>,
    #[schema(value_type = Option<String>, format = Date)]
    pub effective_from: Option<Date>,
    /// Last day in force.
    #[schema(value_type = Option<String>, format = Date)]
    pub effective_to: Option<Date>,
    /// The area it is for; none for the whole country.
    pub unit_id: Option<UnitId>,
    /// Where it was read.
    pub source: String,
    pub note: String,
    /// Whether somebody has seen the text itself.
    pub verified: bool,
    /// Whether it sets how much may be paid for an activity.
    pub sets_norms: bool,
}

/// An input that passed every check.
struct Ready {
    kind: InstrumentKind,
    number: String,
    issuer: String,
    subject: String,
    source: String,
    note: String,
}

/// `latest` is the last day on which the document can have been signed.
async fn check(
    cx: &Cx,
    conn: &mut Conn,
    input: &InstrumentInput,
    latest: Option<Date>,
) -> CommandResult<Ready> {
    let mut checks = Checks::new(cx.lang);
    let mut number = checks.optional_text("number", &input.number, 60);
    let mut symbol_kind = None;
    let mut local = is_local(&input.issuer);
    if !number.is_empty() {
        match number.parse::<InstrumentNumber>() {
            Ok(parsed) => {
                symbol_kind = Some(parsed.kind());
                local |= parsed.is_local();
                agrees(&mut checks, &parsed, input);
                number = parsed.to_string();
            }
            Err(_) => checks.fail(
                "number",
                checks.t(
                    "Số, ký hiệu có dạng 2948/QĐ-BCT, hoặc có năm như 28/2018/TT-BTC với văn bản \
                     quy phạm pháp luật.",
                    "A number reads like 2948/QĐ-BCT, or with the year, like 28/2018/TT-BTC, on \
                     legal documents.",
                ),
            ),
        }
    }
    let kind = checks.required("kind", input.kind.or(symbol_kind));
    let issuer = checks.text("issuer", &input.issuer, 200);
    let subject = checks.text("subject", &input.subject, 500);
    let source = checks.optional_text("source", &input.source, 500);
    let note = checks.optional_text("note", &input.note, 1000);
    checks.optional_date("signed_on", input.signed_on, latest);
    checks.optional_date("effective_from", input.effective_from, None);
    checks.optional_date("effective_to", input.effective_to, None);
    if let (Some(from), Some(to)) = (input.effective_from, input.effective_to)
        && to < from
    {
        checks.fail(
            "effective_to",
            checks.t(
                "Ngày hết hiệu lực đứng trước ngày có hiệu lực.",
                "The last day lies before the first day.",
            ),
        );
    }
    match input.unit_id {
        Some(unit) if reference::units::get(conn, unit).await?.is_none() => {
            checks.fail("unit_id", unknown_unit(cx.lang));
        }
        None if local => {
            let message = checks.t(
                "Văn bản của HĐND, UBND hoặc sở chỉ áp dụng trong tỉnh: chọn tỉnh.",
                "A document of a People's Council, a People's Committee or a department holds in \
                 its province only: choose the province.",
            );
            checks.fail("unit_id", message);
        }
        _ => {}
    }
    checks.done()?;
    Ok(Ready {
        kind: kind.unwrap_or(InstrumentKind::Other),
        number,
        issuer,
        subject,
        source,
        note,
    })
}

/// True when the name of the issuer is that of a body of a province.
fn is_local(issuer: &str) -> bool {
    let issuer = fold(issuer);
    [
        "hdnd ",
        "ubnd ",
        "hoi dong nhan dan ",
        "uy ban nhan dan ",
        "so cong thuong",
    ]
    .iter()
    .any(|body| issuer.starts_with(body))
}

/// The number must agree with the kind that was chosen and with the day of signature.
fn agrees(checks: &mut Checks, number: &InstrumentNumber, input: &InstrumentInput) {
    let signed = input.signed_on.map(|day| day.year());
    if number.year.is_none() && number.needs_year() && signed.is_none_or(|year| year >= 1997) {
        let message = checks.t(
            "Ký hiệu này là của văn bản quy phạm pháp luật, cần có năm: ví dụ 28/2018/TT-BTC.",
            "This symbol is that of a legal document and needs the year, as in 28/2018/TT-BTC.",
        );
        checks.fail("number", message);
    }
    if let (Some(written), Some(signed)) = (number.year, signed)
        && written != signed
    {
        let message = match checks.lang {
            Lang::Vi => format!("Năm trong số hiệu là {written}, năm ký là {signed}."),
            Lang::En => format!("The number says {written}, the day of signature {signed}."),
        };
        checks.fail("number", message);
    }
    if let (Some(named), Some(chosen)) = (number.named_kind(), input.kind)
        && named != chosen
    {
        let (head, named) = (number.head(), named.label(checks.lang));
        let message = match checks.lang {
            Lang::Vi => format!(
                "Ký hiệu {head} là của {}; chọn lại loại.",
                named.to_lowercase()
            ),
            Lang::En => format!("The symbol {head} is that of a {named}; choose the kind again."),
        };
        checks.fail("kind", message);
    }
}

pub(super) fn may_change(cx: &Cx, area: Option<UnitId>) -> CommandResult<()> {
    cx.may_keep(Verb::Edit, Thing::Instrument, area)
}

pub(crate) fn unknown_unit(lang: Lang) -> &'static str {
    lang.t(
        "Không có đơn vị hành chính này. Gõ hai chữ đầu rồi chọn trong danh sách.",
        "There is no such unit. Type two letters and choose from the list.",
    )
}

/// Adds a document, with its file when there is one.
pub async fn create(
    cx: &Cx,
    input: InstrumentInput,
    file: Option<Upload>,
) -> CommandResult<InstrumentId> {
    cx.may(Verb::Create, Thing::Instrument)?;
    let mut tx = cx.begin().await?;
    let id = create_in(cx, &mut tx, &input, file.as_ref(), None).await?;
    tx.commit().await?;
    Ok(id)
}

/// The same inside another command's transaction. `seed_key` names a document that comes with the
/// product, so that it is loaded once.
pub(crate) async fn create_in(
    cx: &Cx,
    tx: &mut Conn,
    input: &InstrumentInput,
    file: Option<&Upload>,
    seed_key: Option<&str>,
) -> CommandResult<InstrumentId> {
    // Documents that come with the product may be younger than the clock of a test.
    let latest = seed_key.is_none().then(|| cx.today());
    let ready = check(cx, tx, input, latest).await?;
    let file_id = keep_file(cx, tx, file).await?;
    let id: InstrumentId = cx.new_id();
    tx.exec(sql!(
        "INSERT INTO instrument (id, seed_key, kind, number, issuer, subject, signed_on,
             signed_year, effective_from, effective_to, unit_id, file_id, source, note, verified,
             sets_norms, search, illustration, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        seed_key.map(str::to_owned),
        ready.kind,
        &ready.number,
        &ready.issuer,
        &ready.subject,
        input.signed_on,
        signed_year(input, &ready.number),
        input.effective_from,
        input.effective_to,
        input.unit_id,
        file_id,
        &ready.source,
        &ready.note,
        input.verified,
        input.sets_norms,
        search_text(&ready),
        cx.illustration,
        cx.now(),
    ))
    .await
    .map_err(|e| explain(e, cx.lang))?;
    let kept = store::get(tx, id).await?.ok_or(CommandError::NotFound)?;
    tx.audit_new(cx, "instrument", id, &kept).await?;
    Ok(id)
}

/// Changes a document. `version` is the one the person saw; a new file replaces the old one, which
/// stays in the file store.
pub async fn edit(
    cx: &Cx,
    id: InstrumentId,
    version: i64,
    input: InstrumentInput,
    file: Option<Upload>,
) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Instrument)?;
    let mut tx = cx.begin().await?;
    let before = store::get(&mut tx, id)
        .await?
        .ok_or(CommandError::NotFound)?;
    may_change(cx, before.unit_id)?;
    let ready = check(cx, &mut tx, &input, Some(cx.today())).await?;
    if input.unit_id != before.unit_id {
        may_change(cx, input.unit_id)?;
    }
    let file_id = keep_file(cx, &mut tx, file.as_ref())
        .await?
        .or(before.file_id);
    let changed = tx
        .exec(sql!(
            "UPDATE instrument SET kind = ?, number = ?, issuer = ?, subject = ?, signed_on = ?,
                 signed_year = ?, effective_from = ?, effective_to = ?, unit_id = ?, file_id = ?,
                 source = ?, note = ?, verified = ?, sets_norms = ?, search = ?,
                 version = version + 1
             WHERE id = ? AND version = ?",
            ready.kind,
            &ready.number,
            &ready.issuer,
            &ready.subject,
            input.signed_on,
            signed_year(&input, &ready.number),
            input.effective_from,
            input.effective_to,
            input.unit_id,
            file_id,
            &ready.source,
            &ready.note,
            input.verified,
            input.sets_norms,
            search_text(&ready),
            id,
            version,
        ))
        .await
        .map_err(|e| explain(e, cx.lang))?;
    if changed == 0 {
        return Err(CommandError::Stale);
    }
    let after = store::get(&mut tx, id).await?;
    tx.audit(cx, "edit", "instrument", id, Some(&before), &after)
        .await?;
    tx.commit().await?;
    Ok(())
}

async fn keep_file(cx: &Cx, tx: &mut Conn, file: Option<&Upload>) -> CommandResult<Option<FileId>> {
    match file {
        Some(upload) => Ok(Some(tx.store_file(cx, upload).await?)),
        None => Ok(None),
    }
}

/// Year of signature; else the year within the number; else 0.
fn signed_year(input: &InstrumentInput, number: &str) -> i64 {
    let in_number = || number.parse::<InstrumentNumber>().ok().and_then(|n| n.year);
    input
        .signed_on
        .map(|day| day.year())
        .or_else(in_number)
        .map_or(0, i64::from)
}

fn search_text(ready: &Ready) -> String {
    fold(&format!(
        "{} {} {}",
        ready.number, ready.issuer, ready.subject
    ))
}

fn explain(error: DbError, lang: Lang) -> CommandError {
    if error.breaks_unique("instrument", &["number", "issuer", "signed_year"]) {
        let message = lang.t(
            "Văn bản có số, cơ quan ban hành và năm ký này đã có trong danh mục.",
            "A document with this number, issuer and year is in the list already.",
        );
        return CommandError::field("number", message);
    }
    error.into()
}

/// How a rule cites this document: by its number, or, while that is unknown, as before.
pub(crate) async fn cited(
    cx: &Cx,
    tx: &mut Conn,
    document: InstrumentId,
    before: &str,
) -> CommandResult<String> {
    let message = cx.t(
        "Chọn văn bản trong danh mục.",
        "Choose a document from the list.",
    );
    let document = store::get(tx, document)
        .await?
        .ok_or_else(|| CommandError::field("instrument_id", message))?;
    if document.number.is_empty() && !before.is_empty() {
        return Ok(before.to_owned());
    }
    Ok(if document.number.is_empty() {
        document.title(Lang::Vi)
    } else {
        document.number
    })
}

/// The input that would make this document again, for a form that opens with it.
pub fn input_of(instrument: &Instrument) -> InstrumentInput {
    InstrumentInput {
        kind: Some(instrument.kind),
        number: instrument.number.clone(),
        issuer: instrument.issuer.clone(),
        subject: instrument.subject.clone(),
        signed_on: instrument.signed_on,
        effective_from: instrument.effective_from,
        effective_to: instrument.effective_to,
        unit_id: instrument.unit_id,
        source: instrument.source.clone(),
        note: instrument.note.clone(),
        verified: instrument.verified,
        sets_norms: instrument.sets_norms,
    }
}
