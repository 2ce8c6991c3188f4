use axum::{
    Json,
    extract::{Path, Query},
    http::StatusCode,
};
use db::{CommandError, Cx};
use kernel::{Activity, Id, NormId, Thing, UnitId, Verb};
use rules::FundingScope;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use web_kit::{
    ApiCx, ApiJson, ApiList, ListQuery, Operations, Problem, WebError, day_param, operations,
    version::EndInput,
};

use super::{
    NormInput, NormVersion, VerifyInput, commands,
    store::{self, Area, Filter},
};

pub(crate) fn router() -> Operations {
    operations![list, create, get, correction, ending, verification]
}

/// Which norms are wanted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct NormQuery {
    /// The cursor of the part before.
    after: Option<String>,
    /// How many, 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<i64>,
    /// `kcqg` or `kcdp`.
    #[param(value_type = Option<String>)]
    scope: Option<FundingScope>,
    activity: Option<Activity>,
    /// A province of either era: its own norms only.
    territory: Option<UnitId>,
    /// In force on this day.
    #[param(value_type = Option<String>, format = Date)]
    on: Option<String>,
}

#[utoipa::path(
    get, path = "/api/v1/norms", operation_id = "listNorms", tag = "law",
    params(NormQuery),
    responses(
        (status = 200, body = ApiList<NormVersion>),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn list(
    ApiCx(cx): ApiCx,
    Query(query): Query<NormQuery>,
) -> Result<Json<ApiList<NormVersion>>, WebError> {
    cx.may(Verb::View, Thing::Norm)?;
    let part = ListQuery {
        after: query.after,
        limit: query.limit,
    };
    let filter = Filter {
        scope: query.scope,
        area: query.territory.map_or(Area::Any, Area::Province),
        activity: query.activity,
        on: day_param(&cx, "on", query.on.as_deref())?,
        ..Filter::default()
    };
    let mut conn = cx.read().await?;
    let items = store::after(&mut conn, &filter, part.cursor()?, part.limit()).await?;
    let next = db::Cursor::next(items.last().map(|n| n.id), items.len(), part.limit());
    Ok(Json(ApiList { items, next }))
}

async fn one(cx: &Cx, id: NormId) -> Result<Json<NormVersion>, WebError> {
    let mut conn = cx.read().await?;
    Ok(Json(
        store::get(&mut conn, id)
            .await?
            .ok_or(CommandError::NotFound)?,
    ))
}

#[utoipa::path(
    get, path = "/api/v1/norms/{id}", operation_id = "getNorm", tag = "law",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = NormVersion),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn get(ApiCx(cx): ApiCx, Path(id): Path<Uuid>) -> Result<Json<NormVersion>, WebError> {
    cx.may(Verb::View, Thing::Norm)?;
    one(&cx, Id::from_uuid(id)).await
}

#[utoipa::path(
    post, path = "/api/v1/norms", operation_id = "addNorm", tag = "law",
    request_body = NormInput,
    responses(
        (status = 201, body = NormVersion),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn create(
    ApiCx(cx): ApiCx,
    ApiJson(input): ApiJson<NormInput>,
) -> Result<(StatusCode, Json<NormVersion>), WebError> {
    let id = commands::add(&cx, input).await?;
    Ok((StatusCode::CREATED, one(&cx, id).await?))
}

/// Writes a corrected version; the id is that of the version it supersedes.
#[utoipa::path(
    post, path = "/api/v1/norms/{id}/correction", operation_id = "correctNorm", tag = "law",
    params(("id" = Uuid, Path)), request_body = NormInput,
    responses(
        (status = 201, body = NormVersion),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn correction(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<NormInput>,
) -> Result<(StatusCode, Json<NormVersion>), WebError> {
    let id = commands::correct(&cx, Id::from_uuid(id), input).await?;
    Ok((StatusCode::CREATED, one(&cx, id).await?))
}

/// Gives the norm its last day, as a new version.
#[utoipa::path(
    post, path = "/api/v1/norms/{id}/ending", operation_id = "endNorm", tag = "law",
    params(("id" = Uuid, Path)), request_body = EndInput,
    responses(
        (status = 201, body = NormVersion),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn ending(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<EndInput>,
) -> Result<(StatusCode, Json<NormVersion>), WebError> {
    let id = commands::end(&cx, Id::from_uuid(id), input).await?;
    Ok((StatusCode::CREATED, one(&cx, id).await?))
}

/// Records that somebody compared the norm with its text, as a new version.
#[utoipa::path(
    post, path = "/api/v1/norms/{id}/verification", operation_id = "verifyNorm", tag = "law",
    params(("id" = Uuid, Path)), request_body = VerifyInput,
    responses(
        (status = 201, body = NormVersion),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn verification(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<VerifyInput>,
) -> Result<(StatusCode, Json<NormVersion>), WebError> {
    let id = commands::verify(&cx, Id::from_uuid(id), input).await?;
    Ok((StatusCode::CREATED, one(&cx, id).await?))
}
