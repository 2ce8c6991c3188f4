use axum::{
    Json,
    extract::{Path, Query},
    http::StatusCode,
};
use db::Cx;
use kernel::{FlagshipId, Id, Thing, Verb};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use web_kit::{ApiCx, ApiJson, ApiList, ListQuery, Operations, Problem, WebError, operations};

use super::{
    Cell, Figures, Flagship, FlagshipInput, Part, commands, matrix, model::FlagshipRow, store,
};

pub(crate) fn router() -> Operations {
    operations![list, create, get, put]
}

/// A flagship with its frame and the parts within the caller's scope.
#[derive(Debug, Serialize, ToSchema)]
struct FlagshipWhole {
    #[serde(flatten)]
    flagship: Flagship,
    cells: Vec<Cell>,
    parts: Vec<Part>,
    /// Sums over the parts of each year of the frame.
    by_year: Vec<YearFigures>,
    total: Figures,
}

#[derive(Debug, Serialize, ToSchema)]
struct YearFigures {
    year: i64,
    #[serde(flatten)]
    figures: Figures,
}

/// A frame, with the version that was read.
#[derive(Debug, Deserialize, ToSchema)]
struct PutFlagship {
    version: i64,
    #[serde(flatten)]
    flagship: FlagshipInput,
}

async fn one(cx: &Cx, id: FlagshipId) -> Result<Json<FlagshipWhole>, WebError> {
    let mut conn = cx.read().await?;
    let flagship = store::find(cx, &mut conn, id).await?;
    let cells = store::cells(&mut conn, id).await?;
    let parts = store::parts(&mut conn, &cx.actor.scope, id).await?;
    let sums = matrix(flagship.years(), &cells, &parts);
    Ok(Json(FlagshipWhole {
        by_year: sums
            .years
            .into_iter()
            .zip(sums.by_year)
            .map(|(year, figures)| YearFigures { year, figures })
            .collect(),
        total: sums.total,
        flagship,
        cells,
        parts,
    }))
}

/// Flagships that the caller's province leads or takes part in.
#[utoipa::path(
    get, path = "/api/v1/flagships", operation_id = "listFlagships", tag = "programme",
    params(ListQuery),
    responses(
        (status = 200, body = ApiList<FlagshipRow>),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn list(
    ApiCx(cx): ApiCx,
    Query(query): Query<ListQuery>,
) -> Result<Json<ApiList<FlagshipRow>>, WebError> {
    cx.may(Verb::View, Thing::Plan)?;
    let (cursor, limit) = (query.cursor()?, query.limit());
    let mut conn = cx.read().await?;
    let items = store::after(&mut conn, &cx.actor.scope, cursor, limit).await?;
    let next = db::Cursor::next(items.last().map(|f| f.id), items.len(), limit);
    Ok(Json(ApiList { items, next }))
}

#[utoipa::path(
    get, path = "/api/v1/flagships/{id}", operation_id = "getFlagship", tag = "programme",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = FlagshipWhole),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn get(ApiCx(cx): ApiCx, Path(id): Path<Uuid>) -> Result<Json<FlagshipWhole>, WebError> {
    cx.may(Verb::View, Thing::Plan)?;
    one(&cx, Id::from_uuid(id)).await
}

/// Draws up the frame of a flagship. Its parts are projects with `flagship_id`.
#[utoipa::path(
    post, path = "/api/v1/flagships", operation_id = "createFlagship", tag = "programme",
    request_body = FlagshipInput,
    responses(
        (status = 201, body = FlagshipWhole),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn create(
    ApiCx(cx): ApiCx,
    ApiJson(input): ApiJson<FlagshipInput>,
) -> Result<(StatusCode, Json<FlagshipWhole>), WebError> {
    let id = commands::create(&cx, input).await?;
    Ok((StatusCode::CREATED, one(&cx, id).await?))
}

/// Changes the frame.
#[utoipa::path(
    put, path = "/api/v1/flagships/{id}", operation_id = "setFlagship", tag = "programme",
    params(("id" = Uuid, Path)), request_body = PutFlagship,
    responses(
        (status = 200, body = FlagshipWhole),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn put(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<PutFlagship>,
) -> Result<Json<FlagshipWhole>, WebError> {
    let id = Id::from_uuid(id);
    commands::edit(&cx, id, input.version, input.flagship).await?;
    one(&cx, id).await
}
