//! Recording that a report was sent, and what the page of the report shows of it.

use askama::Template;
use axum::{
    extract::{Path, Query},
    response::{IntoResponse, Redirect},
};
use db::{Conn, Cx};
use kernel::{Lang, Thing, Verb, format_date};
use reference::Unit;
use uuid::Uuid;
use web_kit::{
    Chrome, Form, Guard, Routes, Web, WebError, WebResult, query_string, samples::Sample,
};

use super::{
    commands::{SendingInput, record},
    model::{Due, Period, Sending, SendingId},
    store,
};
use crate::{
    place,
    yearly::{Asked, YearQuery, report_title},
};

pub fn routes() -> Routes {
    let (view, create) = (
        Guard::Needs(Verb::View, Thing::Report),
        Guard::Needs(Verb::Create, Thing::Report),
    );
    Routes::new()
        .get("/reports/yearly/sendings/new", create, new)
        .post("/reports/yearly/sendings", create, save)
        .get("/report-sendings/{id}/file", view, file)
        .get("/report-duties/{id}", view, duty)
}

/// A record of sending on the page of its report.
#[derive(Clone, Debug)]
pub(crate) struct SentLine {
    pub period: &'static str,
    pub paper: String,
    pub sent_on: String,
    pub recipient: String,
    pub note: String,
    pub actor: String,
    /// Where the paper is; empty without a file.
    pub file: String,
    pub illustration: bool,
}

/// A report that is owed.
#[derive(Clone, Debug)]
pub(crate) struct DueLine {
    pub period: &'static str,
    pub day: String,
    pub article: String,
    pub verified: bool,
    /// (word, colour, icon)
    pub badge: (&'static str, &'static str, &'static str),
}

/// What the page of a report shows of its way to the Ministry.
#[derive(Clone, Debug, Default)]
pub(crate) struct SendingView {
    pub sent: Vec<SentLine>,
    pub due: Vec<DueLine>,
    /// Where a sending is recorded; empty for readers.
    pub new: String,
}

pub(crate) async fn view(
    cx: &Cx,
    conn: &mut Conn,
    asked: &Asked,
) -> Result<SendingView, db::DbError> {
    let (province, year, lang) = (asked.report.unit.id, asked.report.year, cx.lang);
    let sent = store::of(conn, province, year).await?;
    let due = store::due(conn, province, year).await?;
    let line = |due: &Due| {
        let done = sent
            .iter()
            .filter(|s| s.kind == due.kind)
            .map(|s| s.sent_on)
            .min();
        DueLine {
            period: due.kind.label(lang),
            day: format_date(due.due_on),
            article: due.article.clone(),
            verified: due.verified,
            badge: match (done, due.due_on < cx.today()) {
                (Some(day), _) if day <= due.due_on => {
                    (lang.t("đúng hạn", "in time"), "green", "check")
                }
                (Some(_), _) => (lang.t("đã gửi, trễ hạn", "sent, late"), "amber", "check"),
                (None, true) => (lang.t("quá hạn", "overdue"), "red", "alert"),
                (None, false) => (lang.t("chưa gửi", "not sent"), "blue", "clock"),
            },
        }
    };
    Ok(SendingView {
        due: due.iter().map(line).collect(),
        new: match cx.actor.may(Verb::Create, Thing::Report) {
            true => asked.at("/reports/yearly/sendings/new", &[]),
            false => String::new(),
        },
        sent: sent.into_iter().map(|s| sent_line(s, lang)).collect(),
    })
}

fn sent_line(sending: Sending, lang: Lang) -> SentLine {
    SentLine {
        period: sending.kind.label(lang),
        paper: format!("{}, {}", sending.paper_no, format_date(sending.paper_on)),
        sent_on: format_date(sending.sent_on),
        recipient: sending.recipient,
        note: sending.note,
        actor: sending.actor,
        file: match sending.file_id {
            Some(_) => format!("/report-sendings/{}/file", sending.id),
            None => String::new(),
        },
        illustration: sending.illustration,
    }
}

#[derive(Template)]
#[template(path = "sending/views/form.html")]
struct FormPage {
    c: Chrome,
    form: Form,
    action: String,
    cancel: String,
    periods: Vec<(&'static str, &'static str)>,
}

fn form_page(c: Chrome, form: Form, action: String, cancel: String) -> FormPage {
    let lang = c.lang;
    FormPage {
        c,
        form,
        action,
        cancel,
        periods: Period::ALL.map(|p| (p.code(), p.label(lang))).to_vec(),
    }
}

fn page(web: &Web, asked: &Asked, form: Form) -> FormPage {
    let lang = web.cx.lang;
    let back = asked.at("/reports/yearly", &[]);
    let heading = web.t("Ghi đã gửi báo cáo", "Record that a report was sent");
    let c = web
        .chrome(heading)
        .crumb(report_title(&asked.report, lang), &back);
    let action = asked.at("/reports/yearly/sendings", &[]);
    form_page(c, form, action, back)
}

async fn new(web: Web, Query(query): Query<YearQuery>) -> WebResult {
    let asked = Asked::read(&web.cx, &query).await?;
    let form = Form::new(web.cx.lang)
        .with("kind", Period::Yearly.code())
        .with("recipient", "Bộ Công Thương")
        .with("sent_on", format_date(web.cx.today()));
    web.page(page(&web, &asked, form))
}

async fn save(web: Web, Query(query): Query<YearQuery>, mut form: Form) -> WebResult {
    let asked = Asked::read(&web.cx, &query).await?;
    let input = SendingInput {
        kind: form.code("kind", Period::from_code),
        year: asked.report.year,
        paper_no: form.text("paper_no"),
        paper_on: form.date("paper_on"),
        sent_on: form.date("sent_on"),
        recipient: form.text("recipient"),
        note: form.text("note"),
    };
    let upload = form.file("file");
    if !form.has_errors() {
        let province = asked.report.unit.id;
        match record(&form.cx(&web.cx), province, input, upload.as_ref()).await {
            Ok(_) => {
                let text = web.t(
                    "Đã ghi việc gửi báo cáo.",
                    "It is recorded that the report was sent.",
                );
                return web.done(&asked.at("/reports/yearly", &[]), text).await;
            }
            Err(error) => form.refuse(error)?,
        }
    }
    web.refused(page(&web, &asked, form))
}

/// The paper as it was sent.
async fn file(web: Web, Path(id): Path<SendingId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let sending = store::find(&mut conn, id).await?;
    let sending = sending
        .filter(|s| place::sees(&web.cx.actor.scope, s.province_id))
        .ok_or_else(WebError::not_found)?;
    let file = sending.file_id.ok_or_else(WebError::not_found)?;
    web_kit::stored_file(&web, &mut conn, file).await
}

/// From what is due to the report that answers it.
async fn duty(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let due = store::due_by_id(&mut conn, id).await?;
    let due = due
        .filter(|d| place::sees(&web.cx.actor.scope, d.province_id))
        .ok_or_else(WebError::not_found)?;
    let (unit, year) = (due.province_id.to_string(), due.year.to_string());
    let query = query_string(&[("unit", unit.as_str()), ("year", year.as_str())]);
    Ok(Redirect::to(&format!("/reports/yearly{query}")).into_response())
}

/// What the page of a report shows, invented.
pub(crate) fn sample(unit: &Unit, lang: Lang) -> SendingView {
    let line = |file: &str| SentLine {
        period: Period::Yearly.label(lang),
        paper: "120/BC-SCT, 15/12/2022".into(),
        sent_on: "16/12/2022".into(),
        recipient: "Bộ Công Thương".into(),
        note: unit.name.clone(),
        actor: "Chuyên viên phòng Quản lý công nghiệp".into(),
        file: file.into(),
        illustration: file.is_empty(),
    };
    SendingView {
        sent: vec![line(""), line("/report-sendings/x/file")],
        due: vec![DueLine {
            period: Period::HalfYear.label(lang),
            day: "20/06/2022".into(),
            article: "Thực tế công việc".into(),
            verified: false,
            badge: (lang.t("quá hạn", "overdue"), "red", "alert"),
        }],
        new: "/reports/yearly/sendings/new".into(),
    }
}

pub fn samples() -> Vec<Sample> {
    [Lang::Vi, Lang::En]
        .into_iter()
        .map(|lang| {
            let c = Chrome::sample(lang, lang.t("Ghi đã gửi báo cáo", "Report sent"));
            let mut form = Form::new(lang);
            form.fail("paper_no", lang.t("Cần điền ô này.", "This is required."));
            let (action, cancel) = ("/reports/yearly/sendings", "/reports/yearly");
            Sample::of(
                "report sending",
                form_page(c, form, action.into(), cancel.into()),
            )
        })
        .collect()
}
