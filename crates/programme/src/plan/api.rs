use axum::{
    Json,
    extract::{Path, Query},
    http::StatusCode,
};
use db::Cx;
use kernel::{Id, PlanId, Thing, UnitId, Verb};
use rules::FundingScope;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use web_kit::{ApiCx, ApiJson, ApiList, ListQuery, Operations, Problem, WebError, operations};

use super::{
    Plan, PlanInput, PlanLine, PlanLineInput, PlanRow, commands,
    store::{self, Filter},
};

pub(crate) fn router() -> Operations {
    operations![list, create, get, add_line]
}

/// Which plans are wanted, within the caller's scope.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct PlanQuery {
    /// The cursor of the part before.
    after: Option<String>,
    /// How many, 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<i64>,
    /// Words of title, number or issuer, with or without diacritics.
    q: Option<String>,
    year: Option<i64>,
    /// `kcqg` or `kcdp`.
    #[param(value_type = Option<String>)]
    scope: Option<FundingScope>,
    /// A province with those merged into it.
    province: Option<UnitId>,
}

/// A plan with its tasks.
#[derive(Debug, Serialize, ToSchema)]
struct PlanWithLines {
    #[serde(flatten)]
    plan: Plan,
    lines: Vec<PlanLine>,
}

#[utoipa::path(
    get, path = "/api/v1/plans", operation_id = "listPlans", tag = "programme",
    params(PlanQuery),
    responses(
        (status = 200, body = ApiList<PlanRow>),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn list(
    ApiCx(cx): ApiCx,
    Query(query): Query<PlanQuery>,
) -> Result<Json<ApiList<PlanRow>>, WebError> {
    cx.may(Verb::View, Thing::Plan)?;
    let part = ListQuery {
        after: query.after,
        limit: query.limit,
    };
    let mut conn = cx.read().await?;
    let province = query.province.map(|id| id.to_string()).unwrap_or_default();
    let filter = Filter {
        q: query.q.unwrap_or_default(),
        year: query.year,
        scope: query.scope,
        provinces: crate::parts::family(&mut conn, &province).await?,
    };
    let (cursor, limit) = (part.cursor()?, part.limit());
    let items = store::after(&mut conn, &cx.actor.scope, &filter, cursor, limit).await?;
    let next = db::Cursor::next(items.last().map(|p| p.id), items.len(), limit);
    Ok(Json(ApiList { items, next }))
}

async fn one(cx: &Cx, id: PlanId) -> Result<Json<PlanWithLines>, WebError> {
    let mut conn = cx.read().await?;
    let plan = store::find(cx, &mut conn, id).await?;
    let lines = store::lines(&mut conn, id).await?;
    Ok(Json(PlanWithLines { plan, lines }))
}

#[utoipa::path(
    get, path = "/api/v1/plans/{id}", operation_id = "getPlan", tag = "programme",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = PlanWithLines),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn get(ApiCx(cx): ApiCx, Path(id): Path<Uuid>) -> Result<Json<PlanWithLines>, WebError> {
    cx.may(Verb::View, Thing::Plan)?;
    one(&cx, Id::from_uuid(id)).await
}

#[utoipa::path(
    post, path = "/api/v1/plans", operation_id = "createPlan", tag = "programme",
    request_body = PlanInput,
    responses(
        (status = 201, body = PlanWithLines),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn create(
    ApiCx(cx): ApiCx,
    ApiJson(input): ApiJson<PlanInput>,
) -> Result<(StatusCode, Json<PlanWithLines>), WebError> {
    let id = commands::create(&cx, input).await?;
    Ok((StatusCode::CREATED, one(&cx, id).await?))
}

#[utoipa::path(
    post, path = "/api/v1/plans/{id}/lines", operation_id = "addPlanLine", tag = "programme",
    params(("id" = Uuid, Path)), request_body = PlanLineInput,
    responses(
        (status = 201, body = PlanWithLines),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn add_line(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<PlanLineInput>,
) -> Result<(StatusCode, Json<PlanWithLines>), WebError> {
    let id = Id::from_uuid(id);
    commands::add_line(&cx, id, input).await?;
    Ok((StatusCode::CREATED, one(&cx, id).await?))
}
