//! Parts of pages that needs and plans share: choices, two versions side by side, the trail.

use axum::response::{Html, IntoResponse};
use db::{AuditRecord, Conn, DbError};
use jiff::civil::Date;
use kernel::{Activity, Lang, UnitId, UnitLevel, format_date, format_timestamp};
use papers::{Paper, PdfPrinter};
use reference::units;
use rules::FundingScope;
use web_kit::{Form, Web, WebError, WebResult};

pub(crate) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// The most rows of one export; the sheet says when it was cut.
pub(crate) const EXPORT_LIMIT: i64 = 50_000;

/// A document as Word, PDF or a preview, by the ending asked for; `name` is that of the file.
pub(crate) async fn paper_response(web: &Web, paper: Paper, name: &str, ending: &str) -> WebResult {
    let file = format!("{name}.{ending}");
    match ending {
        "docx" => {
            let bytes = papers::docx(&paper).map_err(WebError::internal)?;
            let media = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
            Ok(web_kit::file_response(&file, media, bytes))
        }
        "pdf" => {
            let printer = web.cx.port::<dyn PdfPrinter>();
            let made = tokio::task::spawn_blocking(move || printer.pdf(&paper)).await;
            let bytes = made
                .map_err(WebError::internal)?
                .map_err(WebError::internal)?;
            Ok(web_kit::file_response(&file, "application/pdf", bytes))
        }
        "html" => Ok(Html(papers::html_page(&paper)).into_response()),
        _ => Err(WebError::not_found()),
    }
}

/// Puts the number and day that a paper was recorded under into its head: `09/BBTT-TTKC`.
pub(crate) fn numbered(paper: &mut Paper, number: &str, on: Option<Date>) {
    let (number, symbol) = number.split_once('/').unwrap_or((number, ""));
    paper.number = Some(number.trim().to_owned());
    paper.symbol = symbol.trim().to_owned();
    paper.date = on;
}

/// (value, label)
pub(crate) type Choices = Vec<(String, String)>;

pub(crate) fn activities(lang: Lang) -> Choices {
    Activity::ALL
        .into_iter()
        .map(|a| {
            (
                a.code().to_owned(),
                format!("{} · {}", a.code(), a.label(lang)),
            )
        })
        .collect()
}

pub(crate) fn scopes(lang: Lang) -> Choices {
    FundingScope::ALL
        .into_iter()
        .map(|s| (s.code().to_owned(), s.label(lang).to_owned()))
        .collect()
}

pub(crate) fn years(years: &[i64]) -> Choices {
    years
        .iter()
        .map(|year| (year.to_string(), year.to_string()))
        .collect()
}

/// The day as people write it; empty when unknown.
pub(crate) fn day(date: Option<Date>) -> String {
    date.map(format_date).unwrap_or_default()
}

/// A field of a form with its label in both languages.
pub(crate) type Labelled = (&'static str, (&'static str, &'static str));

/// One field in which the stored version and the typed one differ.
pub(crate) struct Difference {
    pub label: &'static str,
    pub stored: String,
    pub typed: String,
}

/// The fields that differ. A picker is compared by what it shows.
pub(crate) fn differences(
    lang: Lang,
    stored: &Form,
    typed: &Form,
    fields: &[Labelled],
) -> Vec<Difference> {
    fields
        .iter()
        .map(|(name, label)| Difference {
            label: lang.t(label.0, label.1),
            stored: stored.text(name),
            typed: typed.text(name),
        })
        .filter(|d| d.stored != d.typed)
        .collect()
}

/// One thing that was done to a record.
pub(crate) struct TrailLine {
    pub at: String,
    pub actor: String,
    pub what: String,
}

/// The trail in the words of its module; `word` knows what a verb is called.
pub(crate) fn trail(
    records: Vec<AuditRecord>,
    word: impl Fn(&str) -> &'static str,
) -> Vec<TrailLine> {
    records
        .into_iter()
        .map(|record| TrailLine {
            at: format_timestamp(record.at),
            what: word(&record.verb).to_owned(),
            actor: record.actor,
        })
        .collect()
}

/// A province chosen as a filter stands for itself and those merged into it.
pub(crate) async fn family(conn: &mut Conn, province: &str) -> Result<Vec<UnitId>, DbError> {
    let Ok(province) = province.parse::<UnitId>() else {
        return Ok(Vec::new());
    };
    let mut members = units::family(conn, province).await?;
    if !members.contains(&province) {
        members.push(province);
    }
    Ok(members)
}

/// Without script a unit picker sends only the typed text: takes the one province that is called
/// so, else says that it is not clear.
pub(crate) async fn resolve_province(
    conn: &mut Conn,
    form: &mut Form,
    name: &str,
) -> Result<Option<UnitId>, DbError> {
    resolve_unit(conn, form, name, Some(UnitLevel::Province)).await
}

/// The same for a unit of any level.
pub(crate) async fn resolve_place(
    conn: &mut Conn,
    form: &mut Form,
    name: &str,
) -> Result<Option<UnitId>, DbError> {
    resolve_unit(conn, form, name, None).await
}

async fn resolve_unit(
    conn: &mut Conn,
    form: &mut Form,
    name: &str,
    level: Option<UnitLevel>,
) -> Result<Option<UnitId>, DbError> {
    let text = form.text(&format!("{name}_text"));
    if !form.value(name).is_empty() || text.is_empty() {
        return Ok(form.unit(name));
    }
    let found = units::search(conn, &text, level, 10).await?;
    let mut exact = found
        .iter()
        .filter(|unit| unit.label == text || found.len() == 1);
    let (Some(unit), None) = (exact.next(), exact.next()) else {
        let message = unclear(form.lang);
        form.fail(name, message);
        return Ok(None);
    };
    form.set(name, unit.id);
    form.set(&format!("{name}_text"), &unit.label);
    Ok(Some(unit.id))
}

/// The sentence for a picker whose text may mean several things, or nothing.
pub(crate) fn unclear(lang: Lang) -> &'static str {
    lang.t(
        "Chưa rõ mục nào: gõ ít nhất hai chữ rồi chọn trong danh sách hiện ra.",
        "It is not clear which is meant: type two letters and choose from the list.",
    )
}

/// The label of a unit; empty when there is none.
pub(crate) async fn unit_label(conn: &mut Conn, id: Option<UnitId>) -> Result<String, DbError> {
    Ok(match id {
        Some(id) => units::get(conn, id)
            .await?
            .map(|unit| unit.label)
            .unwrap_or_default(),
        None => String::new(),
    })
}

/// The remark of a sheet that was cut.
pub(crate) fn cut_note(lang: Lang, total: i64) -> Option<String> {
    (total > EXPORT_LIMIT).then(|| match lang {
        Lang::Vi => format!("Chỉ có {EXPORT_LIMIT} dòng đầu trong {total} dòng."),
        Lang::En => format!("Only the first {EXPORT_LIMIT} of {total} rows."),
    })
}
