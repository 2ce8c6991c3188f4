use askama::Template;
use axum::extract::Path;
use db::Conn;
use kernel::{InspectionId, Lang, ProjectId, format_date};
use web_kit::{Chrome, Form, Web, WebError, WebResult, samples::Sample};

use super::{
    Listing, RecordPage, load, read_requests, record_frame, recorded, sent_back, step_name,
    step_paper,
};
use crate::{
    execution::{
        inspection::{self, Inspection, InspectionInput, record},
        papers, request,
    },
    paper_form::{self, PaperAsk},
    parts,
    project::{
        Case,
        pages::view::{Head, head},
    },
};

#[derive(Template)]
#[template(path = "execution/views/inspection_form.html")]
struct FormPage {
    c: Chrome,
    head: Head,
    form: Form,
    paper: PaperAsk,
    button: String,
    request_legend: &'static str,
}

fn legend(lang: Lang) -> &'static str {
    lang.t("Kiến nghị", "Request")
}

fn form_page(web: &Web, case: &Case, form: Form) -> Result<FormPage, WebError> {
    let lang = web.cx.lang;
    let kind = step_paper(web, case, inspection::STEP)?;
    let button = step_name(case, inspection::STEP, lang);
    Ok(FormPage {
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
    let mut form = Form::new(web.cx.lang)
        .with("version", case.project.version)
        .with("inspected_on", format_date(web.cx.today()));
    let kind = step_paper(&web, &case, inspection::STEP)?;
    paper_form::propose(&web.cx, &mut conn, &case, &kind, &mut form).await?;
    let page = form_page(&web, &case, form)?;
    web.page(page)
}

pub(super) async fn save(web: Web, Path(id): Path<ProjectId>, mut form: Form) -> WebResult {
    let input = InspectionInput {
        version: form.version_number(),
        inspected_on: form.date("inspected_on"),
        members: form.lines("members"),
        papers_seen: form.lines("papers_seen"),
        facts: form.lines("facts"),
        conclusion: form.lines("conclusion"),
        requests: read_requests(&mut form),
        paper: paper_form::read(&mut form),
    };
    let upload = form.file("paper_file");
    let number = input.paper.number.clone();
    let mut refusal = None;
    if !form.has_errors() {
        match record(&form.cx(&web.cx), id, input, upload.as_ref()).await {
            Ok(_) => return recorded(&web, id, inspection::STEP, &number).await,
            Err(error) => refusal = Some(error),
        }
    }
    let mut conn = web.cx.read().await?;
    let case = sent_back(&web, &mut conn, id, &mut form, refusal).await?;
    let page = form_page(&web, &case, form)?;
    web.refused(page)
}

async fn found(
    web: &Web,
    conn: &mut Conn,
    id: InspectionId,
) -> Result<(Case, Inspection, Vec<request::Request>), WebError> {
    let inspection = inspection::find(conn, id).await?;
    let inspection = inspection.ok_or_else(WebError::not_found)?;
    let case = load(web, conn, inspection.project_id).await?;
    let mut requests = request::of_project(conn, inspection.project_id).await?;
    requests.retain(|r| r.inspection_id == Some(id));
    Ok((case, inspection, requests))
}

pub(super) async fn show(web: Web, Path(id): Path<InspectionId>) -> WebResult {
    let lang = web.cx.lang;
    let mut conn = web.cx.read().await?;
    let (case, inspection, requests) = found(&web, &mut conn, id).await?;
    let title = match lang {
        Lang::Vi => format!("Biên bản kiểm tra lần {}", inspection.number),
        Lang::En => format!("Minutes of inspection {}", inspection.number),
    };
    let c = record_frame(&web, &case, &title);
    let mut page = RecordPage::new(c, &case, format!("/inspections/{id}/minutes"));
    page.facts = vec![
        (
            lang.t("Ngày kiểm tra", "Inspected on"),
            format_date(inspection.inspected_on),
        ),
        (
            lang.t("Văn bản", "Paper"),
            inspection.paper.unwrap_or_default(),
        ),
        (lang.t("Thành phần", "Group"), inspection.members),
        (
            lang.t("Hồ sơ đã xem", "Papers seen"),
            inspection.papers_seen,
        ),
        (
            lang.t("Thực tế tại nơi thực hiện", "Facts"),
            inspection.facts,
        ),
        (lang.t("Kết luận", "Conclusion"), inspection.conclusion),
        (lang.t("Người ghi", "Recorded by"), inspection.actor),
    ];
    page.tables = vec![Listing {
        title: lang.t("Kiến nghị", "Requests"),
        heads: vec![
            lang.t("Phát hiện", "Finding"),
            lang.t("Yêu cầu", "Asked for"),
            lang.t("Hạn", "Due"),
            lang.t("Kết quả", "Answer"),
        ],
        links: requests
            .iter()
            .map(|r| format!("/requests/{}", r.id))
            .collect(),
        rows: requests
            .into_iter()
            .map(|r| vec![r.finding, r.wanted, format_date(r.due_on), r.answer])
            .collect(),
        ..Listing::default()
    }];
    web.page(page)
}

/// `minutes.docx`, `minutes.pdf`, `minutes.html`.
pub(super) async fn document(
    web: Web,
    Path((id, name)): Path<(InspectionId, String)>,
) -> WebResult {
    let ending = name
        .strip_prefix("minutes.")
        .ok_or_else(WebError::not_found)?;
    let mut conn = web.cx.read().await?;
    let (case, inspection, requests) = found(&web, &mut conn, id).await?;
    drop(conn);
    let paper = papers::inspected(&web.cx, &case, &inspection, &requests);
    let file = format!(
        "Biên bản kiểm tra {} lần {}",
        case.project.code, inspection.number
    );
    parts::paper_response(&web, paper, &file, ending).await
}

pub(super) fn samples() -> Vec<Sample> {
    let case = crate::project::pages::sample_data::case();
    [Lang::Vi, Lang::En]
        .into_iter()
        .map(|lang| {
            let page = FormPage {
                c: Chrome::sample(lang, lang.t("Ghi kiểm tra", "Inspection")),
                head: head(&case, lang),
                form: Form::new(lang),
                paper: PaperAsk {
                    name: "Biên bản kiểm tra".into(),
                    required: true,
                    file: false,
                },
                button: lang.t("Ghi kiểm tra", "Record").into(),
                request_legend: legend(lang),
            };
            Sample::of("inspection-form", page)
        })
        .collect()
}
