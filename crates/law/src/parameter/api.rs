use axum::{
    Json,
    extract::{Path, Query},
    http::StatusCode,
};
use db::{CommandError, Cx};
use kernel::{Id, ParameterId, Thing, UnitId, Verb};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use web_kit::{
    ApiCx, ApiJson, ApiList, ListQuery, Operations, Problem, WebError, day_param, operations,
    version::EndInput,
};

use super::{
    ParameterInput, ParameterVersion, VerifyInput, commands,
    store::{self, Filter},
};
use crate::norm::store::Area;

pub(crate) fn router() -> Operations {
    operations![list, create, get, correction, ending, verification]
}

/// Which deadlines, limits and terms are wanted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ParameterQuery {
    /// The cursor of the part before.
    after: Option<String>,
    /// How many, 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<i64>,
    /// A province of either era: its own rows only.
    territory: Option<UnitId>,
    /// In force on this day.
    #[param(value_type = Option<String>, format = Date)]
    on: Option<String>,
}

#[utoipa::path(
    get, path = "/api/v1/parameters", operation_id = "listParameters", tag = "law",
    params(ParameterQuery),
    responses(
        (status = 200, body = ApiList<ParameterVersion>),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn list(
    ApiCx(cx): ApiCx,
    Query(query): Query<ParameterQuery>,
) -> Result<Json<ApiList<ParameterVersion>>, WebError> {
    cx.may(Verb::View, Thing::Parameter)?;
    let part = ListQuery {
        after: query.after,
        limit: query.limit,
    };
    let filter = Filter {
        area: query.territory.map_or(Area::Any, Area::Province),
        on: day_param(&cx, "on", query.on.as_deref())?,
        ..Filter::default()
    };
    let mut conn = cx.read().await?;
    let items = store::after(&mut conn, &filter, part.cursor()?, part.limit()).await?;
    let next = db::Cursor::next(items.last().map(|n| n.id), items.len(), part.limit());
    Ok(Json(ApiList { items, next }))
}

async fn one(cx: &Cx, id: ParameterId) -> Result<Json<ParameterVersion>, WebError> {
    let mut conn = cx.read().await?;
    Ok(Json(
        store::get(&mut conn, id)
            .await?
            .ok_or(CommandError::NotFound)?,
    ))
}

#[utoipa::path(
    get, path = "/api/v1/parameters/{id}", operation_id = "getParameter", tag = "law",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = ParameterVersion),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn get(ApiCx(cx): ApiCx, Path(id): Path<Uuid>) -> Result<Json<ParameterVersion>, WebError> {
    cx.may(Verb::View, Thing::Parameter)?;
    one(&cx, Id::from_uuid(id)).await
}

#[utoipa::path(
    post, path = "/api/v1/parameters", operation_id = "addParameter", tag = "law",
    request_body = ParameterInput,
    responses(
        (status = 201, body = ParameterVersion),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn create(
    ApiCx(cx): ApiCx,
    ApiJson(input): ApiJson<ParameterInput>,
) -> Result<(StatusCode, Json<ParameterVersion>), WebError> {
    let id = commands::add(&cx, input).await?;
    Ok((StatusCode::CREATED, one(&cx, id).await?))
}

/// Writes a corrected version; the id is that of the version it supersedes.
#[utoipa::path(
    post, path = "/api/v1/parameters/{id}/correction", operation_id = "correctParameter", tag = "law",
    params(("id" = Uuid, Path)), request_body = ParameterInput,
    responses(
        (status = 201, body = ParameterVersion),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn correction(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<ParameterInput>,
) -> Result<(StatusCode, Json<ParameterVersion>), WebError> {
    let id = commands::correct(&cx, Id::from_uuid(id), input).await?;
    Ok((StatusCode::CREATED, one(&cx, id).await?))
}

/// Gives the parameter its last day, as a new version.
#[utoipa::path(
    post, path = "/api/v1/parameters/{id}/ending", operation_id = "endParameter", tag = "law",
    params(("id" = Uuid, Path)), request_body = EndInput,
    responses(
        (status = 201, body = ParameterVersion),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn ending(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<EndInput>,
) -> Result<(StatusCode, Json<ParameterVersion>), WebError> {
    let id = commands::end(&cx, Id::from_uuid(id), input).await?;
    Ok((StatusCode::CREATED, one(&cx, id).await?))
}

/// Records that somebody compared the parameter with its text, as a new version.
#[utoipa::path(
    post, path = "/api/v1/parameters/{id}/verification", operation_id = "verifyParameter", tag = "law",
    params(("id" = Uuid, Path)), request_body = VerifyInput,
    responses(
        (status = 201, body = ParameterVersion),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn verification(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<VerifyInput>,
) -> Result<(StatusCode, Json<ParameterVersion>), WebError> {
    let id = commands::verify(&cx, Id::from_uuid(id), input).await?;
    Ok((StatusCode::CREATED, one(&cx, id).await?))
}
