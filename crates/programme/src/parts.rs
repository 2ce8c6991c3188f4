//! Parts of pages that modules share: papers to take away, filters, days.

use axum::response::{Html, IntoResponse};
use db::{Conn, DbError};
use jiff::civil::Date;
use kernel::{UnitId, format_date};
use papers::{Paper, PdfPrinter};
use reference::units;
use web_kit::{Choices, Web, WebError, WebResult};

/// A document as Word, PDF or a preview, by the ending asked for; `name` is that of the file.
pub(crate) async fn paper_response(web: &Web, paper: Paper, name: &str, ending: &str) -> WebResult {
    let file = format!("{name}.{ending}");
    match ending {
        "docx" => {
            let bytes = papers::docx(&paper).map_err(WebError::internal)?;
            Ok(web_kit::file_response(&file, bytes))
        }
        "pdf" => {
            let printer = web.cx.port::<dyn PdfPrinter>();
            let made = tokio::task::spawn_blocking(move || printer.pdf(&paper)).await;
            let bytes = made
                .map_err(WebError::internal)?
                .map_err(WebError::internal)?;
            Ok(web_kit::file_response(&file, bytes))
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
