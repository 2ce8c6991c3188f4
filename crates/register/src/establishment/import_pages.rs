use askama::Template;
use db::CommandError;
use web_kit::{Chrome, Form, Web, WebError, WebResult, file_response};

use super::{
    imports::{self, ImportMode, ImportReport, ImportRow},
    sheet,
};

/// How many faults a page shows.
const SHOWN: usize = 200;

#[derive(Template)]
#[template(path = "establishment/views/import.html")]
pub(super) struct ImportPage {
    pub c: Chrome,
    pub form: Form,
    /// After a check.
    pub report: Option<ImportReport>,
    /// The rows that were checked, to be sent again when they are to be written. The server keeps
    /// nothing between the two steps, and checks again.
    pub rows: String,
    /// How many faults are not shown.
    pub more: usize,
}

impl ImportPage {
    fn new(web: &Web, form: Form) -> ImportPage {
        ImportPage {
            c: web
                .chrome(web.t("Nhập cơ sở từ Excel", "Import establishments"))
                .crumb(web.t("Cơ sở CNNT", "Establishments"), "/establishments")
                .crumb(web.t("Nhập từ Excel", "Import"), ""),
            form,
            report: None,
            rows: String::new(),
            more: 0,
        }
    }

    fn with_report(mut self, mut report: ImportReport, rows: &[ImportRow]) -> ImportPage {
        self.more = report.faults.len().saturating_sub(SHOWN);
        report.faults.truncate(SHOWN);
        self.rows = serde_json::to_string(rows).unwrap_or_default();
        self.report = Some(report);
        self
    }
}

pub(super) async fn open(web: Web) -> WebResult {
    let form = Form::new(web.cx.lang);
    web.page(ImportPage::new(&web, form))
}

/// Reads a file and says what is wrong with it, row by row.
pub(super) async fn check(web: Web, mut form: Form) -> WebResult {
    let rows = match form.file("file") {
        None => Err(web
            .t(
                "Chọn một tệp .xlsx hoặc .csv.",
                "Choose an .xlsx or .csv file.",
            )
            .to_owned()),
        Some(file) => {
            imports::read_file(&file.name, &file.bytes).map_err(|e| e.message(web.cx.lang))
        }
    };
    match rows {
        Err(message) => {
            form.fail("file", message);
            web.refused(ImportPage::new(&web, form))
        }
        Ok(rows) => {
            let report = imports::import(&web.cx, &rows, ImportMode::Check).await?;
            web.page(ImportPage::new(&web, Form::new(web.cx.lang)).with_report(report, &rows))
        }
    }
}

/// Writes the rows that were checked: all, or, when asked, those without fault.
pub(super) async fn write(web: Web, form: Form) -> WebResult {
    let rows: Vec<ImportRow> = serde_json::from_str(form.value("rows")).map_err(|_| {
        WebError::from(CommandError::field(
            "rows",
            web.t(
                "Không đọc được các dòng. Chọn lại tệp.",
                "The rows cannot be read. Choose the file again.",
            ),
        ))
    })?;
    let mode = if form.flag("partial") {
        ImportMode::Partial
    } else {
        ImportMode::Whole
    };
    let report = imports::import(&form.cx(&web.cx), &rows, mode).await?;
    if report.written == 0 {
        let page = ImportPage::new(&web, Form::new(web.cx.lang)).with_report(report, &rows);
        return web.refused(page);
    }
    let text = match web.cx.lang {
        kernel::Lang::Vi => format!("Đã ghi {} trong {} cơ sở.", report.written, report.rows),
        kernel::Lang::En => format!(
            "{} of {} establishments were saved.",
            report.written, report.rows
        ),
    };
    web.done("/establishments", text).await
}

pub(super) async fn template(web: Web) -> WebResult {
    let bytes = papers::xlsx(&[sheet::template(web.cx.lang)]).map_err(WebError::internal)?;
    let name = web.t("Mẫu nhập cơ sở CNNT.xlsx", "Import of establishments.xlsx");
    Ok(file_response(name, bytes))
}
