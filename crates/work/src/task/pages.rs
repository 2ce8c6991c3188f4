//! The record of a task, and the form that gives or changes one.

use askama::Template;
use axum::{
    Json,
    extract::{Path, Query},
    response::IntoResponse,
};
use db::{CommandError, Conn};
use kernel::{Id, Lang, ProjectId, TaskId, Thing, Verb, format_date, format_timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web_kit::{
    Choices, Chrome, Difference, Form, Guard, Labelled, Routes, TrailLine, Web, WebError,
    WebResult, differences,
};

use super::{
    commands::{self, ReportInput, TaskInput},
    links,
    list::{Row, rows, title},
    model::{Neighbour, Obstacle, Report, Task, TaskState},
    store,
};
use crate::ports::{People, Projects};

/// How many tasks may be chosen from as forerunners.
const CANDIDATES: i64 = 200;

pub(super) fn routes() -> Routes {
    let needs = |verb| Guard::Needs(verb, Thing::Task);
    Routes::new()
        .post("/tasks", needs(Verb::Create), create)
        .get("/tasks/new", needs(Verb::Create), new)
        .get("/tasks/projects", needs(Verb::Create), projects)
        .get("/tasks/{id}", needs(Verb::View), show)
        .post("/tasks/{id}", needs(Verb::Edit), edit)
        .get("/tasks/{id}/edit", needs(Verb::Edit), edit_form)
        .post("/tasks/{id}/report", needs(Verb::View), report)
        .post(
            "/tasks/{id}/dependencies",
            needs(Verb::Edit),
            add_dependency,
        )
        .post(
            "/tasks/{id}/dependencies/{needs}/removal",
            needs(Verb::Edit),
            remove_dependency,
        )
        .merge(super::obstacle_pages::routes())
}

/// One choice of the picker of projects.
#[derive(Serialize)]
struct ProjectChoice {
    id: String,
    label: String,
    hint: String,
}

#[derive(Deserialize)]
struct Question {
    #[serde(default)]
    q: String,
}

async fn projects(web: Web, Query(question): Query<Question>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let found = web
        .cx
        .port::<dyn Projects>()
        .matching(&web.cx, &mut conn, &question.q, 20)
        .await?;
    let choices: Vec<ProjectChoice> = found
        .into_iter()
        .map(|project| ProjectChoice {
            id: project.id.to_string(),
            label: project.label,
            hint: String::new(),
        })
        .collect();
    Ok(Json(choices).into_response())
}

/// A report as the page shows it.
pub(super) struct ReportLine {
    pub at: String,
    pub actor: String,
    pub state: &'static str,
    pub progress: i64,
    pub note: String,
}

/// An obstacle as the page shows it.
pub(super) struct ObstacleLine {
    pub obstacle: Obstacle,
    pub late: String,
    /// Where it is untied, for those who may.
    pub href: Option<String>,
}

#[derive(Template)]
#[template(path = "task/views/show.html")]
pub(super) struct ShowPage {
    pub c: Chrome,
    pub row: Row,
    pub needs: Vec<Neighbour>,
    pub needed_by: Vec<Neighbour>,
    pub obstacles: Vec<ObstacleLine>,
    pub reports: Vec<ReportLine>,
    pub trail: Vec<TrailLine>,
    /// The form that reports.
    pub form: Form,
    pub states: Choices,
    /// The form that adds a forerunner.
    pub link: Form,
    pub candidates: Choices,
    pub may_edit: bool,
    pub may_report: bool,
}

impl ShowPage {
    pub(super) fn of(c: Chrome, row: Row, form: Form, link: Form) -> ShowPage {
        ShowPage {
            needs: Vec::new(),
            needed_by: Vec::new(),
            obstacles: Vec::new(),
            reports: Vec::new(),
            trail: Vec::new(),
            states: TaskState::ALL
                .into_iter()
                .map(|state| (state.code().to_owned(), state.label(c.lang).to_owned()))
                .collect(),
            candidates: Vec::new(),
            may_edit: false,
            may_report: false,
            row,
            form,
            link,
            c,
        }
    }
}

pub(super) fn report_line(report: Report, lang: Lang) -> ReportLine {
    ReportLine {
        at: format_timestamp(report.at),
        actor: report.actor,
        state: report.state.label(lang),
        progress: report.progress,
        note: report.note,
    }
}

/// The form of a report, opened with where the task stands.
fn report_form(task: &Task, lang: Lang) -> Form {
    Form::new(lang)
        .with("state", task.state.code())
        .with("progress", task.progress)
        .with_some("done_on", task.done_on.map(format_date))
        .with("version", task.version)
}

async fn show(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let page = show_page(&web, Id::from_uuid(id), None, Form::new(web.cx.lang)).await?;
    web.page(page)
}

/// The record; `form` is a report that was refused, `link` a forerunner that was.
async fn show_page(
    web: &Web,
    id: TaskId,
    form: Option<Form>,
    link: Form,
) -> Result<ShowPage, WebError> {
    let (cx, lang, today) = (&web.cx, web.cx.lang, web.cx.today());
    let mut conn = cx.read().await?;
    let task = store::find(cx, &mut conn, id).await?;
    let may_edit = cx.actor.may(Verb::Edit, Thing::Task);
    let may_report = may_edit || store::is_mine(&cx.actor, &task);
    let form = form.unwrap_or_else(|| report_form(&task, lang));
    let me = cx.actor.account;
    let candidates = match may_edit {
        true => store::candidates(&mut conn, &cx.actor, &task, CANDIDATES).await?,
        false => Vec::new(),
    };
    let obstacles = store::obstacles(&mut conn, id).await?;
    let records = db::history(&mut conn, "task", &id.to_string()).await?;
    let chrome = web
        .chrome(&task.title)
        .crumb(title(lang), "/tasks")
        .crumb(&task.title, "");
    let Some(row) = rows(web, &mut conn, vec![task]).await?.pop() else {
        return Err(WebError::not_found());
    };
    Ok(ShowPage {
        needs: store::needs(&mut conn, id).await?,
        needed_by: store::needed_by(&mut conn, id).await?,
        obstacles: obstacles
            .into_iter()
            .map(|obstacle| {
                let mine = obstacle.person_id.is_some() && obstacle.person_id == me;
                let open = obstacle.resolved_on.is_none() && (mine || may_report);
                ObstacleLine {
                    late: obstacle.lateness(today, lang),
                    href: open.then(|| format!("/tasks/{id}/obstacles/{}/resolution", obstacle.id)),
                    obstacle,
                }
            })
            .collect(),
        reports: store::reports(&mut conn, id)
            .await?
            .into_iter()
            .map(|report| report_line(report, lang))
            .collect(),
        trail: web_kit::trail(records, |verb| word(verb, lang)),
        candidates: candidates
            .into_iter()
            .map(|n| (n.id.to_string(), format!("{} ({})", n.title, n.due())))
            .collect(),
        may_edit,
        may_report,
        ..ShowPage::of(chrome, row, form, link)
    })
}

fn word(verb: &str, lang: Lang) -> &'static str {
    match verb {
        "create" => lang.t("Giao nhiệm vụ", "Given"),
        "progress" => lang.t("Báo tiến độ", "Reported"),
        "dependency" => lang.t("Ghi nhiệm vụ phải xong trước", "Made to wait for another"),
        "dependency-removal" => lang.t("Bỏ nhiệm vụ phải xong trước", "No longer waits"),
        "obstacle" => lang.t("Ghi vướng mắc", "Noted an obstacle"),
        "obstacle-resolution" => lang.t("Gỡ vướng mắc", "Untied an obstacle"),
        _ => lang.t("Sửa", "Changed"),
    }
}

#[derive(Template)]
#[template(path = "task/views/form.html")]
pub(super) struct FormPage {
    pub c: Chrome,
    pub form: Form,
    pub action: String,
    pub cancel: String,
    pub people: Choices,
    pub conflict: Vec<Difference>,
}

impl FormPage {
    pub(super) fn of(c: Chrome, form: Form, id: Option<TaskId>) -> FormPage {
        let action = id.map_or("/tasks".to_owned(), |id| format!("/tasks/{id}"));
        FormPage {
            form,
            cancel: action.clone(),
            action,
            people: Vec::new(),
            conflict: Vec::new(),
            c,
        }
    }
}

const FIELDS: &[Labelled] = &[
    ("title", ("Tên nhiệm vụ", "Title")),
    ("description", ("Nội dung, sản phẩm", "What is to be done")),
    ("project_id_text", ("Đề án", "Project")),
    ("department", ("Phòng, bộ phận", "Department")),
    ("person_id", ("Người làm", "Person")),
    ("starts_on", ("Bắt đầu", "From")),
    ("due_on", ("Hạn", "Due")),
];

/// The people who may be chosen, with what they do.
pub(super) async fn people(web: &Web, conn: &mut Conn) -> Result<Choices, WebError> {
    let found = web
        .cx
        .port::<dyn People>()
        .colleagues(&web.cx, conn)
        .await?;
    Ok(found
        .into_iter()
        .map(|person| {
            let label = if person.organisation.is_empty() {
                person.name
            } else {
                format!("{}, {}", person.name, person.organisation)
            };
            (person.id.to_string(), label)
        })
        .collect())
}

async fn form_page(web: &Web, form: Form, id: Option<TaskId>) -> Result<FormPage, WebError> {
    let heading = match id {
        Some(_) => web.t("Sửa nhiệm vụ", "Edit the task"),
        None => web.t("Giao nhiệm vụ", "Give a task"),
    };
    let chrome = web
        .chrome(heading)
        .crumb(title(web.cx.lang), "/tasks")
        .crumb(heading, "");
    let mut conn = web.cx.read().await?;
    let mut page = FormPage::of(chrome, form, id);
    page.people = people(web, &mut conn).await?;
    // Whoever has the task may keep it, also when they are no colleague any more.
    let kept = page.form.value("person_id").to_owned();
    if let Some(id) = id
        && !kept.is_empty()
        && page.people.iter().all(|(known, _)| *known != kept)
    {
        let task = store::find(&web.cx, &mut conn, id).await?;
        if task
            .person_id
            .is_some_and(|person| person.to_string() == kept)
        {
            page.people.push((kept, task.person_name));
        }
    }
    Ok(page)
}

async fn project_label(
    web: &Web,
    conn: &mut Conn,
    id: Option<ProjectId>,
) -> Result<String, WebError> {
    let Some(id) = id else {
        return Ok(String::new());
    };
    let found = web.cx.port::<dyn Projects>();
    let found = found.find(&web.cx, conn, id).await?;
    Ok(found.map(|project| project.label).unwrap_or_default())
}

async fn filled(web: &Web, conn: &mut Conn, task: &Task) -> Result<Form, WebError> {
    let id = |id: Option<String>| id.unwrap_or_default();
    Ok(Form::new(web.cx.lang)
        .with("title", &task.title)
        .with("description", &task.description)
        .with("project_id", id(task.project_id.map(|id| id.to_string())))
        .with(
            "project_id_text",
            project_label(web, conn, task.project_id).await?,
        )
        .with("department", &task.department)
        .with("person_id", id(task.person_id.map(|id| id.to_string())))
        .with("starts_on", task.start())
        .with("due_on", task.due())
        .with("version", task.version))
}

async fn typed(web: &Web, form: &mut Form) -> Result<TaskInput, WebError> {
    Ok(TaskInput {
        title: form.text("title"),
        description: form.lines("description"),
        project_id: resolve_project(web, form).await?,
        department: form.text("department"),
        person_id: form.id("person_id"),
        starts_on: form.date("starts_on"),
        due_on: form.date("due_on"),
    })
}

/// Without script the picker sends only the typed text: takes the one project it names, else says
/// that it is not clear.
async fn resolve_project(web: &Web, form: &mut Form) -> Result<Option<ProjectId>, WebError> {
    let text = form.text("project_id_text");
    if !form.value("project_id").is_empty() || text.is_empty() {
        return Ok(form.id("project_id"));
    }
    let mut conn = web.cx.read().await?;
    let found = web
        .cx
        .port::<dyn Projects>()
        .matching(&web.cx, &mut conn, &text, 2)
        .await?;
    let [project] = found.as_slice() else {
        let message = web.t(
            "Chưa rõ đề án nào: gõ mã hoặc tên đề án rồi chọn trong danh sách hiện ra.",
            "It is not clear which project is meant: type its code or title and choose from the list.",
        );
        form.fail("project_id", message);
        return Ok(None);
    };
    form.set("project_id", project.id);
    form.set("project_id_text", &project.label);
    Ok(Some(project.id))
}

#[derive(Deserialize)]
struct NewQuery {
    #[serde(default)]
    project: String,
}

async fn new(web: Web, Query(query): Query<NewQuery>) -> WebResult {
    let mut form = Form::new(web.cx.lang);
    if let Ok(project) = query.project.parse::<ProjectId>() {
        let mut conn = web.cx.read().await?;
        let label = project_label(&web, &mut conn, Some(project)).await?;
        if !label.is_empty() {
            form.set("project_id", project);
            form.set("project_id_text", label);
        }
    }
    web.page(form_page(&web, form, None).await?)
}

async fn create(web: Web, mut form: Form) -> WebResult {
    let input = typed(&web, &mut form).await?;
    if !form.has_errors() {
        match commands::create(&form.cx(&web.cx), input).await {
            Ok(id) => return web.done(&format!("/tasks/{id}"), saved(&web)).await,
            Err(error) => form.refuse(error)?,
        }
    }
    web.refused(form_page(&web, form, None).await?)
}

fn saved(web: &Web) -> &'static str {
    web.cx.lang.t(
        "Đã ghi nhiệm vụ. Người được giao thấy nhiệm vụ ở trang Việc của tôi.",
        "Saved the task. Whoever has it sees it under My work.",
    )
}

async fn edit_form(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let task = store::find(&web.cx, &mut conn, Id::from_uuid(id)).await?;
    let form = filled(&web, &mut conn, &task).await?;
    drop(conn);
    web.page(form_page(&web, form, Some(task.id)).await?)
}

async fn edit(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let id: TaskId = Id::from_uuid(id);
    let input = typed(&web, &mut form).await?;
    if !form.has_errors() {
        match commands::edit(&form.cx(&web.cx), id, form.version_number(), input).await {
            Ok(()) => return web.done(&format!("/tasks/{id}"), saved(&web)).await,
            Err(CommandError::Stale) => return conflict(&web, id, form).await,
            Err(error) => form.refuse(error)?,
        }
    }
    web.refused(form_page(&web, form, Some(id)).await?)
}

/// Both versions side by side; saving again replaces the stored one.
async fn conflict(web: &Web, id: TaskId, mut form: Form) -> WebResult {
    let mut conn = web.cx.read().await?;
    let stored = store::find(&web.cx, &mut conn, id).await?;
    let mut stored_form = filled(web, &mut conn, &stored).await?;
    let people = people(web, &mut conn).await?;
    drop(conn);
    let mut conflict = {
        // People are compared by name.
        let name = |id: &str| {
            let found = people.iter().find(|(known, _)| known == id);
            found.map_or(stored.person_name.clone(), |(_, name)| name.clone())
        };
        let mut typed = form.clone();
        stored_form.set("person_id", name(stored_form.value("person_id")));
        typed.set("person_id", name(typed.value("person_id")));
        differences(web.cx.lang, &stored_form, &typed, FIELDS)
    };
    form.set("version", stored.version);
    let mut page = form_page(web, form, Some(id)).await?;
    page.conflict.append(&mut conflict);
    web.refused(page)
}

async fn report(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let id: TaskId = Id::from_uuid(id);
    let input = ReportInput {
        version: form.version_number(),
        state: form.code("state", TaskState::from_code),
        progress: form.int("progress"),
        done_on: form.date("done_on"),
        note: form.lines("note"),
    };
    if !form.has_errors() {
        match commands::report(&form.cx(&web.cx), id, input).await {
            Ok(()) => {
                let text = web.t("Đã ghi tiến độ.", "Saved the report.");
                return web.done(&format!("/tasks/{id}"), text).await;
            }
            Err(error) => form.refuse(error)?,
        }
    }
    let page = show_page(&web, id, Some(form), Form::new(web.cx.lang)).await?;
    web.refused(page)
}

async fn add_dependency(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let id: TaskId = Id::from_uuid(id);
    let needs = form.id("needs_id");
    if !form.has_errors() {
        match links::add_dependency(&form.cx(&web.cx), id, needs).await {
            Ok(()) => {
                let text = web.t(
                    "Đã ghi nhiệm vụ phải xong trước.",
                    "The task now waits for the other.",
                );
                return web.done(&format!("/tasks/{id}"), text).await;
            }
            Err(error) => form.refuse(error)?,
        }
    }
    web.refused(show_page(&web, id, None, form).await?)
}

async fn remove_dependency(web: Web, Path((id, needs)): Path<(Uuid, Uuid)>) -> WebResult {
    links::remove_dependency(&web.cx, Id::from_uuid(id), Id::from_uuid(needs)).await?;
    let text = web.t(
        "Đã bỏ; nhiệm vụ này không chờ nhiệm vụ đó nữa.",
        "The task no longer waits for that one.",
    );
    web.done(&format!("/tasks/{id}"), text).await
}
