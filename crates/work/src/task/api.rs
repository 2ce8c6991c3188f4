use axum::{
    Json,
    extract::{Path, Query},
    http::StatusCode,
};
use db::{Cursor, Cx};
use kernel::{AccountId, Id, ProjectId, TaskId, Thing, Verb};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use web_kit::{ApiCx, ApiJson, ApiList, ListQuery, Operations, Problem, WebError, operations};

use super::{
    Filter, Neighbour, Obstacle, Report, ReportInput, StateFilter, Task, TaskInput, commands, store,
};

pub(crate) fn router() -> Operations {
    operations![list, create, get, report]
}

/// Which tasks are wanted, among those the caller sees.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct TaskQuery {
    /// The cursor of the part before.
    after: Option<String>,
    /// How many, 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<i64>,
    /// Words of title, person or department, with or without diacritics.
    q: Option<String>,
    /// open, planned, doing, blocked, done, dropped or all; everything when absent.
    state: Option<String>,
    person: Option<AccountId>,
    project: Option<ProjectId>,
    /// Only what is open and late.
    late: Option<bool>,
}

/// A task with what belongs to it.
#[derive(Debug, Serialize, ToSchema)]
struct WholeTask {
    #[serde(flatten)]
    task: Task,
    /// The tasks it waits for.
    needs: Vec<Neighbour>,
    obstacles: Vec<Obstacle>,
    /// The newest first.
    reports: Vec<Report>,
}

#[utoipa::path(
    get, path = "/api/v1/tasks", operation_id = "listTasks", tag = "work",
    params(TaskQuery),
    responses(
        (status = 200, body = ApiList<Task>),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn list(
    ApiCx(cx): ApiCx,
    Query(query): Query<TaskQuery>,
) -> Result<Json<ApiList<Task>>, WebError> {
    cx.may(Verb::View, Thing::Task)?;
    let part = ListQuery {
        after: query.after,
        limit: query.limit,
    };
    let filter = Filter {
        words: query.q.unwrap_or_default(),
        state: query
            .state
            .map_or(StateFilter::All, |code| StateFilter::from_code(&code)),
        person: query.person,
        project: query.project,
        late_on: query.late.unwrap_or(false).then(|| cx.today()),
        ..Filter::default()
    };
    let (cursor, limit) = (part.cursor()?, part.limit());
    let mut conn = cx.read().await?;
    let items = store::after(&mut conn, &cx.actor, &filter, cursor, limit).await?;
    let next = Cursor::next(items.last().map(|task| task.id), items.len(), limit);
    Ok(Json(ApiList { items, next }))
}

async fn one(cx: &Cx, id: TaskId) -> Result<Json<WholeTask>, WebError> {
    let mut conn = cx.read().await?;
    Ok(Json(WholeTask {
        task: store::find(cx, &mut conn, id).await?,
        needs: store::needs(&mut conn, id).await?,
        obstacles: store::obstacles(&mut conn, id).await?,
        reports: store::reports(&mut conn, id).await?,
    }))
}

#[utoipa::path(
    get, path = "/api/v1/tasks/{id}", operation_id = "getTask", tag = "work",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = WholeTask),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn get(ApiCx(cx): ApiCx, Path(id): Path<Uuid>) -> Result<Json<WholeTask>, WebError> {
    cx.may(Verb::View, Thing::Task)?;
    one(&cx, Id::from_uuid(id)).await
}

#[utoipa::path(
    post, path = "/api/v1/tasks", operation_id = "createTask", tag = "work",
    request_body = TaskInput,
    responses(
        (status = 201, body = WholeTask),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn create(
    ApiCx(cx): ApiCx,
    ApiJson(input): ApiJson<TaskInput>,
) -> Result<(StatusCode, Json<WholeTask>), WebError> {
    let id = commands::create(&cx, input).await?;
    Ok((StatusCode::CREATED, one(&cx, id).await?))
}

/// Reports how far a task is.
#[utoipa::path(
    post, path = "/api/v1/tasks/{id}/reports", operation_id = "reportTask", tag = "work",
    params(("id" = Uuid, Path)), request_body = ReportInput,
    responses(
        (status = 200, body = WholeTask),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn report(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<ReportInput>,
) -> Result<Json<WholeTask>, WebError> {
    let id = Id::from_uuid(id);
    commands::report(&cx, id, input).await?;
    one(&cx, id).await
}
