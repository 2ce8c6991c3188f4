use axum::{
    Json,
    extract::{Path, Query},
    http::StatusCode,
};
use db::Cx;
use kernel::{Activity, Id, NeedId, Thing, UnitId, Verb};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use web_kit::{ApiCx, ApiJson, ApiList, ListQuery, Operations, Problem, WebError, operations};

use super::{
    Need, NeedInput, NeedState, commands,
    store::{self, Filter},
};

pub(crate) fn router() -> Operations {
    operations![list, create, get, reject]
}

/// Which needs are wanted, within the caller's scope.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct NeedQuery {
    /// The cursor of the part before.
    after: Option<String>,
    /// How many, 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<i64>,
    /// Words of establishment or content, with or without diacritics.
    q: Option<String>,
    year: Option<i64>,
    state: Option<NeedState>,
    activity: Option<Activity>,
    /// A province with those merged into it.
    province: Option<UnitId>,
}

/// Why a need is not met.
#[derive(Debug, Deserialize, ToSchema)]
struct Rejection {
    reason: String,
    /// The version the caller saw.
    version: i64,
}

#[utoipa::path(
    get, path = "/api/v1/needs", operation_id = "listNeeds", tag = "programme",
    params(NeedQuery),
    responses(
        (status = 200, body = ApiList<Need>),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn list(
    ApiCx(cx): ApiCx,
    Query(query): Query<NeedQuery>,
) -> Result<Json<ApiList<Need>>, WebError> {
    cx.may(Verb::View, Thing::Need)?;
    let part = ListQuery {
        after: query.after,
        limit: query.limit,
    };
    let mut conn = cx.read().await?;
    let province = query.province.map(|id| id.to_string()).unwrap_or_default();
    let filter = Filter {
        q: query.q.unwrap_or_default(),
        year: query.year,
        state: query.state,
        activity: query.activity,
        provinces: crate::parts::family(&mut conn, &province).await?,
    };
    let (cursor, limit) = (part.cursor()?, part.limit());
    let items = store::after(&mut conn, &cx.actor.scope, &filter, cursor, limit).await?;
    let next = db::Cursor::next(items.last().map(|n| n.id), items.len(), limit);
    Ok(Json(ApiList { items, next }))
}

async fn one(cx: &Cx, id: NeedId) -> Result<Json<Need>, WebError> {
    let mut conn = cx.read().await?;
    Ok(Json(store::find(cx, &mut conn, id).await?))
}

#[utoipa::path(
    get, path = "/api/v1/needs/{id}", operation_id = "getNeed", tag = "programme",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = Need),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn get(ApiCx(cx): ApiCx, Path(id): Path<Uuid>) -> Result<Json<Need>, WebError> {
    cx.may(Verb::View, Thing::Need)?;
    one(&cx, Id::from_uuid(id)).await
}

#[utoipa::path(
    post, path = "/api/v1/needs", operation_id = "createNeed", tag = "programme",
    request_body = NeedInput,
    responses(
        (status = 201, body = Need),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn create(
    ApiCx(cx): ApiCx,
    ApiJson(input): ApiJson<NeedInput>,
) -> Result<(StatusCode, Json<Need>), WebError> {
    let id = commands::create(&cx, input).await?;
    Ok((StatusCode::CREATED, one(&cx, id).await?))
}

#[utoipa::path(
    post, path = "/api/v1/needs/{id}/rejection", operation_id = "rejectNeed", tag = "programme",
    params(("id" = Uuid, Path)), request_body = Rejection,
    responses(
        (status = 200, body = Need),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn reject(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(rejection): ApiJson<Rejection>,
) -> Result<Json<Need>, WebError> {
    let id = Id::from_uuid(id);
    commands::reject(&cx, id, rejection.version, &rejection.reason).await?;
    one(&cx, id).await
}
