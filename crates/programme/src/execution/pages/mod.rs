//! The pages of how a project is carried out: one file per record.

mod agreement;
mod follow_up;
mod inspection;
mod overview;
mod report;
mod request;

use askama::Template;
use db::{CommandError, Conn};
use kernel::{FileId, Lang, ProjectId, Thing, Verb};
use rules::workflow::ProofKind;
use uuid::Uuid;
use web_kit::{Chrome, Form, Guard, Routes, Web, WebError, WebResult, samples::Sample};

use super::{
    photo::{self, Photo, PhotoInput},
    request::RequestInput,
};
use crate::project::{
    Case,
    pages::{
        tab_links,
        view::{Head, head},
    },
};

pub(crate) fn routes() -> Routes {
    let needs = |verb| Guard::Needs(verb, Thing::Project);
    let (view, edit, decide) = (needs(Verb::View), needs(Verb::Edit), needs(Verb::Decide));
    Routes::new()
        .get("/projects/{id}/execution", view, overview::show)
        .get("/projects/{id}/photos/{photo}", view, overview::photo)
        .get("/projects/{id}/annexes/{name}", view, agreement::annex)
        .get("/projects/{id}/agreements/new", edit, agreement::new)
        .post("/projects/{id}/agreements", edit, agreement::save)
        .get("/agreements/{id}", view, agreement::show)
        .post("/agreements/{id}", edit, agreement::sign)
        .get("/agreements/{id}/{name}", view, agreement::document)
        .get("/projects/{id}/progress-reports/new", decide, report::new)
        .post("/projects/{id}/progress-reports", decide, report::save)
        .get("/progress-reports/{id}", view, report::show)
        .get("/progress-reports/{id}/{name}", view, report::document)
        .get("/projects/{id}/inspections/new", decide, inspection::new)
        .post("/projects/{id}/inspections", decide, inspection::save)
        .get("/inspections/{id}", view, inspection::show)
        .get("/inspections/{id}/{name}", view, inspection::document)
        .get("/projects/{id}/defects/new", decide, request::new)
        .post("/projects/{id}/defects", decide, request::save)
        .get("/requests/{id}", view, request::show)
        .post("/requests/{id}", edit, request::answer)
        .get("/projects/{id}/follow-ups/new", decide, follow_up::new)
        .post("/projects/{id}/follow-ups", decide, follow_up::save)
        .get("/follow-ups/{id}", view, follow_up::show)
        .post("/follow-ups/{id}", edit, follow_up::amend)
        .get("/follow-ups/{id}/{name}", view, follow_up::document)
}

pub(crate) fn samples() -> Vec<Sample> {
    let mut all = overview::samples();
    all.extend(agreement::samples());
    all.extend(report::samples());
    all.extend(inspection::samples());
    all.extend(request::samples());
    all.extend(follow_up::samples());
    all
}

fn frame(web: &Web, case: &Case, title: &str) -> Chrome {
    web.chrome(title)
        .crumb(web.t("Đề án", "Projects"), "/projects")
        .crumb(&case.project.code, format!("/projects/{}", case.project.id))
}

/// The frame of one record of a project's execution.
fn record_frame(web: &Web, case: &Case, title: &str) -> Chrome {
    frame(web, case, title).crumb(
        web.t("Thực hiện", "Execution"),
        format!("/projects/{}/execution", case.project.id),
    )
}

async fn load(web: &Web, conn: &mut Conn, id: ProjectId) -> Result<Case, WebError> {
    Ok(Case::load(&web.cx, conn, id).await?)
}

/// The paper that a step asks for, when the reader's role may take the step now.
fn step_paper(web: &Web, case: &Case, code: &str) -> Result<ProofKind, WebError> {
    let lang = web.cx.lang;
    if let Some(step) = case.steps(&web.cx).into_iter().find(|t| t.code == code) {
        return Ok(step.proof.clone());
    }
    let name = case
        .definition
        .transition(code)
        .map_or(code, |step| step.name.get(lang));
    let state = case.state_name(lang);
    Err(CommandError::refused(
        "step-not-possible",
        match lang {
            Lang::Vi => format!(
                "Đề án đang ở “{state}”; vai trò của bạn chưa làm được bước “{name}” lúc này."
            ),
            Lang::En => format!("The project is in “{state}”; your role cannot take “{name}” now."),
        },
    )
    .into())
}

/// "Đã ghi bước “Báo cáo tiến độ”, văn bản 31/BC-TTKC."
fn done_text(case: &Case, code: &str, number: &str, lang: Lang) -> String {
    let name = case
        .definition
        .transition(code)
        .map_or(code, |step| step.name.get(lang));
    let paper = match (number.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::Vi) => format!(", văn bản {number}"),
        (false, Lang::En) => format!(", paper {number}"),
    };
    match lang {
        Lang::Vi => format!("Đã ghi bước “{name}”{paper}."),
        Lang::En => format!("The step “{name}” is recorded{paper}."),
    }
}

/// The name of a step, for its button.
fn step_name(case: &Case, code: &str, lang: Lang) -> String {
    case.definition
        .transition(code)
        .map_or(code, |step| step.name.get(lang))
        .to_owned()
}

/// After a step was recorded: the page of the execution, with a sentence that says so.
async fn recorded(web: &Web, id: ProjectId, step: &str, number: &str) -> WebResult {
    let mut conn = web.cx.read().await?;
    let case = load(web, &mut conn, id).await?;
    let text = done_text(&case, step, number, web.cx.lang);
    web.done(&format!("/projects/{id}/execution"), text).await
}

/// The project as it stands, for a form that comes back; what was refused is noted in it. The form of
/// somebody who came late carries the new version.
async fn sent_back(
    web: &Web,
    conn: &mut Conn,
    id: ProjectId,
    form: &mut Form,
    refusal: Option<CommandError>,
) -> Result<Case, WebError> {
    let case = load(web, conn, id).await?;
    match refusal {
        None => {}
        Some(CommandError::Stale) => {
            let text = web.t(
                "Đề án vừa có người khác sửa. Xem lại thông tin trên trang này rồi gửi lại.",
                "Somebody has just changed this project. Look at the page again, then send it.",
            );
            form.fail("", text);
            form.set("version", case.project.version);
        }
        Some(error) => form.refuse(error)?,
    }
    Ok(case)
}

/// Rows for what is asked on one page; those after the first few are folded.
const REQUEST_ROWS: usize = 20;

fn read_requests(form: &mut Form) -> Vec<RequestInput> {
    let mut requests = Vec::new();
    for i in 1..=REQUEST_ROWS {
        let name = |field: &str| format!("request_{i}_{field}");
        if form.text(&name("finding")).is_empty() && form.text(&name("wanted")).is_empty() {
            continue;
        }
        requests.push(RequestInput {
            finding: form.text(&name("finding")),
            wanted: form.text(&name("wanted")),
            due_on: form.date(&name("due_on")),
        });
    }
    requests
}

fn read_photos(form: &Form) -> Vec<PhotoInput> {
    (1..=photo::ROWS)
        .filter_map(|i| {
            let upload = form.file(&format!("photo_{i}"))?;
            Some(PhotoInput {
                upload,
                caption: form.text(&format!("caption_{i}")),
            })
        })
        .collect()
}

/// A photograph on a page.
#[derive(Clone, Debug)]
struct PhotoView {
    href: String,
    caption: String,
}

fn photo_views(
    photos: &[Photo],
    project: ProjectId,
    of: impl Fn(&Photo) -> bool,
) -> Vec<PhotoView> {
    photos
        .iter()
        .filter(|p| of(p))
        .map(|p| PhotoView {
            href: format!("/projects/{project}/photos/{}", p.id),
            caption: p.caption.clone(),
        })
        .collect()
}

/// The file of a photograph within a project.
async fn photo_file(conn: &mut Conn, project: ProjectId, id: Uuid) -> Result<FileId, WebError> {
    let photos = photo::of_project(conn, project).await?;
    let photo = photos.into_iter().find(|p| p.id == id);
    Ok(photo.ok_or_else(WebError::not_found)?.file_id)
}

/// A table of a record.
#[derive(Default)]
struct Listing {
    title: &'static str,
    heads: Vec<&'static str>,
    rows: Vec<Vec<String>>,
    /// Which columns hold figures.
    figures: &'static [usize],
    /// Where each row leads; shorter than the rows where they lead nowhere.
    links: Vec<String>,
}

impl Listing {
    fn is_figure(&self, column: &usize) -> bool {
        self.figures.contains(column)
    }

    fn link(&self, row: &usize) -> &str {
        self.links.get(*row).map_or("", String::as_str)
    }
}

/// A record to read: its facts, tables and photographs, and the document made from it.
#[derive(Template)]
#[template(path = "execution/views/record.html")]
struct RecordPage {
    c: Chrome,
    head: Head,
    /// (label, value); several lines of text are kept.
    facts: Vec<(&'static str, String)>,
    tables: Vec<Listing>,
    photos: Vec<PhotoView>,
    /// Address of the document without its ending.
    document: String,
    file: Option<String>,
    /// Where the day of its signature is recorded, with the form; None where it is signed.
    signing: Option<(String, Form)>,
}

impl RecordPage {
    fn new(c: Chrome, case: &Case, document: String) -> RecordPage {
        RecordPage {
            head: head(case, c.lang),
            facts: Vec::new(),
            tables: Vec::new(),
            photos: Vec::new(),
            document,
            file: None,
            signing: None,
            c,
        }
    }
}

fn tabs(case: &Case, lang: Lang) -> Vec<(String, String, bool)> {
    tab_links(case, "execution", lang)
}
