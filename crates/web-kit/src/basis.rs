//! The article that a rule rests on (căn cứ), between the register of legal documents and the rooms
//! that keep rules.
//!
//! A rule keeps the document it was picked from and the sentence by which officials quote it, `Điều
//! 6 Thông tư 36/2013/TT-BCT`. The sentence can be read without the register; the document lets the
//! register name every rule that hangs on it. A rule whose text is not in the register has the
//! sentence alone.

use db::{BoxFuture, Checks, Conn, Cx, DbError};
use kernel::{InstrumentId, Lang};

use crate::Form;

/// A document as rules quote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotedInstrument {
    /// `36/2013/TT-BCT`; empty while it has not been seen.
    pub number: String,
    /// `Thông tư 36/2013/TT-BCT`, as papers in Vietnamese write it.
    pub title: String,
}

/// The register of legal documents. `law` answers it; a server without an answer knows none.
pub trait Instruments: Send + Sync {
    /// The document of an id.
    fn quoted<'a>(
        &'a self,
        conn: &'a mut Conn,
        id: InstrumentId,
    ) -> BoxFuture<'a, Result<Option<QuotedInstrument>, DbError>>;

    /// The document whose number a sentence names first; None when several carry that number.
    fn named<'a>(
        &'a self,
        conn: &'a mut Conn,
        sentence: &'a str,
    ) -> BoxFuture<'a, Result<Option<InstrumentId>, DbError>>;

    /// Where a place in a document can be read: the article once it was entered, else the document.
    fn address<'a>(
        &'a self,
        conn: &'a mut Conn,
        id: InstrumentId,
        place: &'a str,
    ) -> BoxFuture<'a, Result<String, DbError>>;
}

/// A rule that rests on a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// What kind of rule it is, as `Định mức`.
    pub kind: &'static str,
    /// What it is called.
    pub name: String,
    /// What it says, in short; may be empty.
    pub about: String,
    /// Its page, or the list it stands in.
    pub href: String,
    /// The place in the document as officials write it.
    pub place: String,
    /// Whether somebody compared it with the text.
    pub verified: bool,
}

/// The rules of all modules that rest on a document. The binary gathers them; a server without an
/// answer shows the rules of `law` alone.
pub trait Citations: Send + Sync {
    /// Those that count today and that the person may see.
    fn of<'a>(
        &'a self,
        cx: &'a Cx,
        conn: &'a mut Conn,
        id: InstrumentId,
    ) -> BoxFuture<'a, Result<Vec<Citation>, DbError>>;
}

/// The field of forms and inputs in which the document is picked.
const FIELD: &str = "instrument_id";

async fn quoted(
    cx: &Cx,
    conn: &mut Conn,
    id: Option<InstrumentId>,
) -> Result<Option<QuotedInstrument>, DbError> {
    match (cx.ports.find::<dyn Instruments>(), id) {
        (Some(register), Some(id)) => register.quoted(conn, id).await,
        _ => Ok(None),
    }
}

/// The sentence by which a rule quotes its text: what was written, with the document behind it unless
/// it is named already. A document that is not in the register is noted at its field.
pub async fn quote(
    cx: &Cx,
    conn: &mut Conn,
    checks: &mut Checks,
    id: Option<InstrumentId>,
    written: &str,
) -> Result<String, DbError> {
    let written = kernel::clean(written);
    if id.is_none() {
        return Ok(written);
    }
    let Some(document) = quoted(cx, conn, id).await? else {
        let message = checks.t(
            "Chọn văn bản trong danh mục.",
            "Choose a document from the list.",
        );
        checks.fail(FIELD, message);
        return Ok(written);
    };
    let names = |part: &str| !part.is_empty() && written.contains(part);
    if names(&document.number) || names(&document.title) {
        return Ok(written);
    }
    if named(cx, conn, &written).await?.is_some() {
        let message = checks.t(
            "Căn cứ đã ghi nêu số hiệu của văn bản khác. Sửa phần điều, khoản hoặc chọn lại văn bản.",
            "The article names the number of another document. Correct it, or choose again.",
        );
        checks.fail(FIELD, message);
    }
    Ok(kernel::clean(&format!("{written} {}", document.title)))
}

/// The document whose number a sentence names, for rules that come with the program.
pub async fn named(
    cx: &Cx,
    conn: &mut Conn,
    sentence: &str,
) -> Result<Option<InstrumentId>, DbError> {
    match cx.ports.find::<dyn Instruments>() {
        Some(register) => register.named(conn, sentence).await,
        None => Ok(None),
    }
}

/// Where the text that a rule quotes can be read; empty without a document.
pub async fn address(
    cx: &Cx,
    conn: &mut Conn,
    id: Option<InstrumentId>,
    place: &str,
) -> Result<String, DbError> {
    match (cx.ports.find::<dyn Instruments>(), id) {
        (Some(register), Some(id)) => register.address(conn, id, place).await,
        _ => Ok(String::new()),
    }
}

/// The texts that indicators name, each with where it can be read.
pub async fn addresses(
    cx: &Cx,
    conn: &mut Conn,
    texts: &[&'static str],
) -> Result<Vec<(&'static str, String)>, DbError> {
    let mut all = Vec::new();
    for text in texts {
        let id = named(cx, conn, text).await?;
        all.push((*text, address(cx, conn, id, text).await?));
    }
    Ok(all)
}

/// Fills the picker of the document and the field of the place, which is shown without the document's
/// name behind it.
pub async fn fill(
    cx: &Cx,
    conn: &mut Conn,
    form: &mut Form,
    place_field: &str,
    id: Option<InstrumentId>,
    sentence: &str,
) -> Result<(), DbError> {
    form.set(place_field, sentence);
    let (Some(id), Some(document)) = (id, quoted(cx, conn, id).await?) else {
        return Ok(());
    };
    form.set(FIELD, id);
    form.set(&format!("{FIELD}_text"), &document.title);
    if let Some(place) = sentence.strip_suffix(document.title.as_str()) {
        form.set(place_field, place.trim_end_matches([' ', ',']));
    }
    Ok(())
}

/// The document that was picked. Without script the picker sends what was typed: the number says
/// which is meant, else the form says that it is not clear.
pub async fn picked(
    cx: &Cx,
    conn: &mut Conn,
    form: &mut Form,
) -> Result<Option<InstrumentId>, DbError> {
    let typed = form.text(&format!("{FIELD}_text"));
    if !form.value(FIELD).is_empty() || typed.is_empty() {
        return Ok(form.id(FIELD));
    }
    let found = named(cx, conn, &typed).await?;
    match found {
        Some(id) => form.set(FIELD, id),
        None => form.fail(FIELD, unclear(form.lang)),
    }
    Ok(found)
}

fn unclear(lang: Lang) -> &'static str {
    lang.t(
        "Chưa rõ văn bản nào: gõ số hiệu rồi chọn trong danh sách hiện ra.",
        "It is not clear which document is meant: type its number and choose from the list.",
    )
}
