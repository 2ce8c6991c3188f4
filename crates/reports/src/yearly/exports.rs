//! The report as a file: Excel, CSV, Word, PDF. Each export is kept in the audit trail.

use axum::extract::Query;
use db::{AuditWrite, CommandResult, Cx};
use kernel::{Thing, Verb};
use web_kit::{Web, WebError, WebResult, file_response};

use super::{
    model::YearlyReport,
    pages::{Asked, YearQuery},
    paper::paper,
    sheets,
};

/// Records beyond this are not put into the workbook; the page lists them all.
const MOST_RECORDS: i64 = 20_000;

fn name(report: &YearlyReport, ending: &str) -> String {
    format!(
        "Báo cáo khuyến công {} {}.{ending}",
        report.unit.short_name, report.year
    )
}

/// Says who took which report out, and as what.
async fn note(cx: &Cx, report: &YearlyReport, format: &str) -> CommandResult<()> {
    cx.may(Verb::Export, Thing::Report)?;
    let mut tx = cx.begin().await?;
    let write = AuditWrite {
        thing: "report",
        id: format!("{}/{}", report.unit.code, report.year),
        verb: "export",
        before: String::new(),
        after: serde_json::json!({ "format": format, "figures": report.by_key() }).to_string(),
    };
    tx.audit_raw(cx, write).await?;
    Ok(tx.commit().await?)
}

/// `/reports/yearly.xlsx`: figures, money and the records under the figures.
pub(super) async fn xlsx(web: Web, Query(query): Query<YearQuery>) -> WebResult {
    let asked = Asked::read(&web.cx, &query).await?;
    let records = {
        let mut conn = web.cx.read().await?;
        super::records(&web.cx, &mut conn, &asked.report, MOST_RECORDS).await?
    };
    note(&web.cx, &asked.report, "xlsx").await?;
    let lang = web.cx.lang;
    let file = name(&asked.report, "xlsx");
    let bytes =
        blocking(move || papers::xlsx(&sheets::sheets(&asked.report, &records, lang))).await?;
    Ok(file_response(&file, bytes.map_err(WebError::internal)?))
}

/// `/reports/yearly.csv`: the figures.
pub(super) async fn csv(web: Web, Query(query): Query<YearQuery>) -> WebResult {
    let asked = Asked::read(&web.cx, &query).await?;
    note(&web.cx, &asked.report, "csv").await?;
    let bytes = papers::csv(&sheets::figures(&asked.report, web.cx.lang));
    Ok(file_response(&name(&asked.report, "csv"), bytes))
}

/// `/reports/yearly.docx`: the administrative document, to be edited.
pub(super) async fn docx(web: Web, Query(query): Query<YearQuery>) -> WebResult {
    let asked = Asked::read(&web.cx, &query).await?;
    note(&web.cx, &asked.report, "docx").await?;
    let bytes = papers::docx(&paper(&asked.report, web.cx.today())).map_err(WebError::internal)?;
    Ok(file_response(&name(&asked.report, "docx"), bytes))
}

/// `/reports/yearly.pdf`: the same document, to be signed.
pub(super) async fn pdf(web: Web, Query(query): Query<YearQuery>) -> WebResult {
    let asked = Asked::read(&web.cx, &query).await?;
    note(&web.cx, &asked.report, "pdf").await?;
    let printer = web.cx.port::<dyn papers::PdfPrinter>();
    let document = paper(&asked.report, web.cx.today());
    let bytes = blocking(move || printer.pdf(&document)).await?;
    let bytes = bytes.map_err(WebError::internal)?;
    Ok(file_response(&name(&asked.report, "pdf"), bytes))
}

/// Runs what keeps a processor busy away from the threads that answer requests.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, WebError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(WebError::internal)
}
