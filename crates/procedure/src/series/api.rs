use axum::{Json, extract::Path, http::StatusCode};
use db::CommandError;
use kernel::{Id, Thing, Verb};
use uuid::Uuid;
use web_kit::{ApiCx, ApiJson, ApiList, Operations, Problem, WebError, operations};

use super::{
    Given, Series,
    commands::{self, SeriesInput},
    store,
};

pub(crate) fn router() -> Operations {
    operations![list, create, numbers]
}

/// How offices number their papers; they are some dozens, so the list has one part.
#[utoipa::path(
    get, path = "/api/v1/paper-series", operation_id = "listPaperSeries", tag = "procedure",
    responses(
        (status = 200, body = ApiList<Series>),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn list(ApiCx(cx): ApiCx) -> Result<Json<ApiList<Series>>, WebError> {
    cx.may(Verb::View, Thing::Workflow)?;
    let mut conn = cx.read().await?;
    let items = store::list(&mut conn, &cx.actor.scope).await?;
    Ok(Json(ApiList { items, next: None }))
}

#[utoipa::path(
    post, path = "/api/v1/paper-series", operation_id = "addPaperSeries", tag = "procedure",
    request_body = SeriesInput,
    responses(
        (status = 201, body = Series),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn create(
    ApiCx(cx): ApiCx,
    ApiJson(input): ApiJson<SeriesInput>,
) -> Result<(StatusCode, Json<Series>), WebError> {
    let id = commands::add(&cx, input).await?;
    let mut conn = cx.read().await?;
    let series = store::get(&mut conn, &cx.actor.scope, id).await?;
    Ok((
        StatusCode::CREATED,
        Json(series.ok_or(CommandError::NotFound)?),
    ))
}

/// The numbers a series gave in a year, the newest first.
#[utoipa::path(
    get, path = "/api/v1/paper-series/{id}/numbers/{year}", operation_id = "listPaperNumbers",
    tag = "procedure",
    params(("id" = Uuid, Path), ("year" = i64, Path)),
    responses(
        (status = 200, body = ApiList<Given>),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn numbers(
    ApiCx(cx): ApiCx,
    Path((id, year)): Path<(Uuid, i64)>,
) -> Result<Json<ApiList<Given>>, WebError> {
    cx.may(Verb::View, Thing::Workflow)?;
    let mut conn = cx.read().await?;
    let series = store::get(&mut conn, &cx.actor.scope, Id::from_uuid(id)).await?;
    let series = series.ok_or(CommandError::NotFound)?;
    let items = store::given(&mut conn, series.id, year).await?;
    Ok(Json(ApiList { items, next: None }))
}
