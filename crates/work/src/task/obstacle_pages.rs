//! The forms of an obstacle: noting one, and saying how it was untied.

use askama::Template;
use axum::{
    extract::Path,
    response::{IntoResponse, Redirect},
};
use kernel::{Id, ObstacleId, TaskId, Thing, Verb};
use uuid::Uuid;
use web_kit::{Choices, Chrome, Form, Guard, Routes, Web, WebError, WebResult};

use super::{
    links::{self, ObstacleInput},
    list::title,
    model::{Obstacle, Task},
    pages::people,
    store,
};

pub(super) fn routes() -> Routes {
    let view = Guard::Needs(Verb::View, Thing::Task);
    Routes::new()
        .get("/tasks/{id}/obstacles/new", view, new)
        .post("/tasks/{id}/obstacles", view, raise)
        .get(
            "/tasks/{id}/obstacles/{obstacle}/resolution",
            view,
            resolution,
        )
        .post("/tasks/{id}/obstacles/{obstacle}/resolution", view, resolve)
        .get("/obstacles/{id}", view, find)
}

/// From an obstacle to the task that it holds up.
async fn find(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let task = store::task_of(&mut conn, Id::from_uuid(id)).await?;
    let task = task.ok_or_else(WebError::not_found)?;
    Ok(Redirect::to(&format!("/tasks/{task}")).into_response())
}

#[derive(Template)]
#[template(path = "task/views/obstacle.html")]
pub(super) struct ObstaclePage {
    pub c: Chrome,
    pub task: Task,
    pub form: Form,
    pub people: Choices,
}

async fn obstacle_page(web: &Web, id: TaskId, form: Form) -> Result<ObstaclePage, WebError> {
    let mut conn = web.cx.read().await?;
    let task = store::find(&web.cx, &mut conn, id).await?;
    let heading = web.t("Ghi vướng mắc", "Note an obstacle");
    Ok(ObstaclePage {
        c: chrome(web, heading, &task),
        people: people(web, &mut conn).await?,
        task,
        form,
    })
}

fn chrome(web: &Web, heading: &str, task: &Task) -> Chrome {
    web.chrome(heading)
        .crumb(title(web.cx.lang), "/tasks")
        .crumb(&task.title, format!("/tasks/{}", task.id))
        .crumb(heading, "")
}

async fn new(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let form = Form::new(web.cx.lang);
    web.page(obstacle_page(&web, Id::from_uuid(id), form).await?)
}

async fn raise(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let id: TaskId = Id::from_uuid(id);
    let input = ObstacleInput {
        description: form.lines("description"),
        person_id: form.id("person_id"),
        outsider: form.text("outsider"),
        due_on: form.date("due_on"),
    };
    if !form.has_errors() {
        match links::raise_obstacle(&form.cx(&web.cx), id, input).await {
            Ok(_) => {
                let text = web.t(
                    "Đã ghi vướng mắc. Người gỡ thấy ở trang Việc của tôi.",
                    "Noted the obstacle. Whoever unties it sees it under My work.",
                );
                return web.done(&format!("/tasks/{id}"), text).await;
            }
            Err(error) => form.refuse(error)?,
        }
    }
    web.refused(obstacle_page(&web, id, form).await?)
}

#[derive(Template)]
#[template(path = "task/views/resolution.html")]
pub(super) struct ResolutionPage {
    pub c: Chrome,
    pub obstacle: Obstacle,
    pub form: Form,
}

async fn resolution_page(
    web: &Web,
    task: TaskId,
    id: ObstacleId,
    form: Option<Form>,
) -> Result<ResolutionPage, WebError> {
    let mut conn = web.cx.read().await?;
    let task = store::find(&web.cx, &mut conn, task).await?;
    let obstacle = store::obstacle(&mut conn, task.id, id).await?;
    let heading = web.t("Gỡ vướng mắc", "Untie the obstacle");
    Ok(ResolutionPage {
        c: chrome(web, heading, &task),
        form: form.unwrap_or_else(|| Form::new(web.cx.lang).with("version", obstacle.version)),
        obstacle,
    })
}

async fn resolution(web: Web, Path((task, id)): Path<(Uuid, Uuid)>) -> WebResult {
    let page = resolution_page(&web, Id::from_uuid(task), Id::from_uuid(id), None).await?;
    web.page(page)
}

async fn resolve(web: Web, Path((task, id)): Path<(Uuid, Uuid)>, mut form: Form) -> WebResult {
    let (task, id): (TaskId, ObstacleId) = (Id::from_uuid(task), Id::from_uuid(id));
    let version = form.version_number();
    let text = form.lines("resolution");
    match links::resolve_obstacle(&form.cx(&web.cx), task, id, version, &text).await {
        Ok(()) => {
            let text = web.t("Đã ghi cách gỡ vướng mắc.", "The obstacle is untied.");
            web.done(&format!("/tasks/{task}"), text).await
        }
        Err(error) => {
            form.refuse(error)?;
            web.refused(resolution_page(&web, task, id, Some(form)).await?)
        }
    }
}
