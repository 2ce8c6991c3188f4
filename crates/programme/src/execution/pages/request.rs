use askama::Template;
use axum::extract::Path;
use kernel::{Lang, ProjectId, RequestId, Thing, Verb, format_date};
use web_kit::{Chrome, Form, Web, WebError, WebResult, samples::Sample};

use super::{load, read_requests, record_frame, recorded, sent_back, step_name, step_paper};
use crate::{
    execution::request::{self, DefectsInput, Request, fail_acceptance},
    paper_form::{self, PaperAsk},
    parts,
    project::{
        Case,
        pages::view::{Head, head},
    },
};

#[derive(Template)]
#[template(path = "execution/views/defects_form.html")]
struct DefectsPage {
    c: Chrome,
    head: Head,
    form: Form,
    paper: PaperAsk,
    button: String,
    request_legend: &'static str,
}

fn legend(lang: Lang) -> &'static str {
    lang.t("Lỗi phải khắc phục", "Defect")
}

fn form_page(web: &Web, case: &Case, form: Form) -> Result<DefectsPage, WebError> {
    let lang = web.cx.lang;
    let kind = step_paper(web, case, request::FAILURE)?;
    let button = step_name(case, request::FAILURE, lang);
    Ok(DefectsPage {
        c: record_frame(web, case, &button),
        head: head(case, lang),
        form,
        paper: PaperAsk::of(&kind, lang),
        button,
        request_legend: legend(lang),
    })
}

pub(super) async fn new(web: Web, Path(id): Path<ProjectId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let case = load(&web, &mut conn, id).await?;
    let mut form = Form::new(web.cx.lang).with("version", case.project.version);
    let kind = step_paper(&web, &case, request::FAILURE)?;
    paper_form::propose(&web.cx, &mut conn, &case, &kind, &mut form).await?;
    let page = form_page(&web, &case, form)?;
    web.page(page)
}

pub(super) async fn save(web: Web, Path(id): Path<ProjectId>, mut form: Form) -> WebResult {
    let input = DefectsInput {
        version: form.version_number(),
        paper: paper_form::read(&mut form),
        defects: read_requests(&mut form),
    };
    let upload = form.file("paper_file");
    let number = input.paper.number.clone();
    let mut refusal = None;
    if !form.has_errors() {
        match fail_acceptance(&form.cx(&web.cx), id, input, upload.as_ref()).await {
            Ok(()) => return recorded(&web, id, request::FAILURE, &number).await,
            Err(error) => refusal = Some(error),
        }
    }
    let mut conn = web.cx.read().await?;
    let case = sent_back(&web, &mut conn, id, &mut form, refusal).await?;
    let page = form_page(&web, &case, form)?;
    web.refused(page)
}

#[derive(Template)]
#[template(path = "execution/views/request.html")]
struct RequestPage {
    c: Chrome,
    head: Head,
    form: Form,
    action: String,
    facts: Vec<(&'static str, String)>,
    badge: (&'static str, &'static str, &'static str),
    may_answer: bool,
    /// Open, and for somebody else to answer.
    waits: bool,
}

fn request_page(web: &Web, case: &Case, request: &Request, form: Form) -> RequestPage {
    let lang = web.cx.lang;
    let title = match request.is_defect() {
        true => lang.t("Lỗi nghiệm thu phải khắc phục", "Defect to put right"),
        false => lang.t("Kiến nghị của đoàn kiểm tra", "Asked by an inspection"),
    };
    RequestPage {
        c: record_frame(web, case, title),
        head: head(case, lang),
        form,
        action: format!("/requests/{}", request.id),
        facts: vec![
            (lang.t("Phát hiện", "Finding"), request.finding.clone()),
            (lang.t("Yêu cầu", "Asked for"), request.wanted.clone()),
            (
                lang.t("Ngày yêu cầu", "Asked on"),
                format_date(request.asked_on),
            ),
            (lang.t("Hạn", "Due"), format_date(request.due_on)),
            (
                lang.t("Ngày khắc phục", "Put right on"),
                parts::day(request.answered_on),
            ),
            (lang.t("Kết quả", "Answer"), request.answer.clone()),
            (
                lang.t("Người ghi", "Recorded by"),
                request.answered_by.clone(),
            ),
        ],
        badge: request.badge(web.cx.today(), lang),
        waits: request.answered_on.is_none() && !web.cx.actor.may(Verb::Edit, Thing::Project),
        may_answer: request.answered_on.is_none() && web.cx.actor.may(Verb::Edit, Thing::Project),
    }
}

pub(super) async fn show(web: Web, Path(id): Path<RequestId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let request = request::find(&mut conn, id).await?;
    let request = request.ok_or_else(WebError::not_found)?;
    let case = load(&web, &mut conn, request.project_id).await?;
    let form = Form::new(web.cx.lang).with("on", format_date(web.cx.today()));
    web.page(request_page(&web, &case, &request, form))
}

pub(super) async fn answer(web: Web, Path(id): Path<RequestId>, mut form: Form) -> WebResult {
    let (text, on) = (form.lines("answer"), form.date("on"));
    if !form.has_errors() {
        match request::answer(&form.cx(&web.cx), id, &text, on).await {
            Ok(project) => {
                let text = web.t(
                    "Đã ghi kết quả khắc phục.",
                    "How it was put right is recorded.",
                );
                let to = format!("/projects/{project}/execution");
                return web.done(&to, text).await;
            }
            Err(error) => form.refuse(error)?,
        }
    }
    let mut conn = web.cx.read().await?;
    let request = request::find(&mut conn, id).await?;
    let request = request.ok_or_else(WebError::not_found)?;
    let case = load(&web, &mut conn, request.project_id).await?;
    web.refused(request_page(&web, &case, &request, form))
}

pub(super) fn samples() -> Vec<Sample> {
    let case = crate::project::pages::sample_data::case();
    [Lang::Vi, Lang::En]
        .into_iter()
        .flat_map(|lang| {
            let defects = DefectsPage {
                c: Chrome::sample(lang, lang.t("Nghiệm thu chưa đạt", "Not accepted")),
                head: head(&case, lang),
                form: Form::new(lang),
                paper: PaperAsk {
                    name: "Biên bản nghiệm thu chưa đạt".into(),
                    required: true,
                    file: false,
                },
                button: lang.t("Nghiệm thu chưa đạt", "Not accepted").into(),
                request_legend: legend(lang),
            };
            let request = RequestPage {
                c: Chrome::sample(lang, lang.t("Kiến nghị", "Request")),
                head: head(&case, lang),
                form: Form::new(lang),
                action: "/requests/x".into(),
                facts: vec![(lang.t("Phát hiện", "Finding"), "Chưa có biển tên".into())],
                badge: (lang.t("quá hạn", "overdue"), "red", "alert"),
                may_answer: true,
                waits: false,
            };
            [
                Sample::of("defects-form", defects),
                Sample::of("request", request),
            ]
        })
        .collect()
}
