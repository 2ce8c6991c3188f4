use axum::{
    Json,
    extract::{Path, Query},
    http::StatusCode,
};
use db::Cx;
use kernel::{BudgetId, Id, Thing, UnitId, Verb};
use rules::FundingScope;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use web_kit::{ApiCx, ApiJson, ApiList, ListQuery, Operations, Problem, WebError, operations};

use super::{
    Budget, BudgetInput, BudgetRow, Grant, commands,
    store::{self, Filter},
};

pub(crate) fn router() -> Operations {
    operations![list, create, get]
}

/// Which budgets are wanted, within the caller's scope.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct BudgetQuery {
    /// The cursor of the part before.
    after: Option<String>,
    /// How many, 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<i64>,
    year: Option<i64>,
    /// `kcqg` or `kcdp`.
    #[param(value_type = Option<String>)]
    scope: Option<FundingScope>,
    /// A province with those merged into it.
    province: Option<UnitId>,
}

/// A budget with its papers.
#[derive(Debug, Serialize, ToSchema)]
struct BudgetWithGrants {
    #[serde(flatten)]
    budget: Budget,
    grants: Vec<Grant>,
}

#[utoipa::path(
    get, path = "/api/v1/budgets", operation_id = "listBudgets", tag = "programme",
    params(BudgetQuery),
    responses(
        (status = 200, body = ApiList<BudgetRow>),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn list(
    ApiCx(cx): ApiCx,
    Query(query): Query<BudgetQuery>,
) -> Result<Json<ApiList<BudgetRow>>, WebError> {
    cx.may(Verb::View, Thing::Budget)?;
    let part = ListQuery {
        after: query.after,
        limit: query.limit,
    };
    let mut conn = cx.read().await?;
    let province = query.province.map(|id| id.to_string()).unwrap_or_default();
    let filter = Filter {
        year: query.year,
        scope: query.scope,
        provinces: crate::parts::family(&mut conn, &province).await?,
    };
    let (cursor, limit) = (part.cursor()?, part.limit());
    let items = store::after(&mut conn, &cx.actor.scope, &filter, cursor, limit).await?;
    let next = db::Cursor::next(items.last().map(|b| b.id), items.len(), limit);
    Ok(Json(ApiList { items, next }))
}

async fn one(cx: &Cx, id: BudgetId) -> Result<Json<BudgetWithGrants>, WebError> {
    let mut conn = cx.read().await?;
    let budget = store::find(cx, &mut conn, id).await?;
    let grants = store::grants(&mut conn, id).await?;
    Ok(Json(BudgetWithGrants { budget, grants }))
}

#[utoipa::path(
    get, path = "/api/v1/budgets/{id}", operation_id = "getBudget", tag = "programme",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = BudgetWithGrants),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn get(ApiCx(cx): ApiCx, Path(id): Path<Uuid>) -> Result<Json<BudgetWithGrants>, WebError> {
    cx.may(Verb::View, Thing::Budget)?;
    one(&cx, Id::from_uuid(id)).await
}

#[utoipa::path(
    post, path = "/api/v1/budgets", operation_id = "createBudget", tag = "programme",
    request_body = BudgetInput,
    responses(
        (status = 201, body = BudgetWithGrants),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn create(
    ApiCx(cx): ApiCx,
    ApiJson(input): ApiJson<BudgetInput>,
) -> Result<(StatusCode, Json<BudgetWithGrants>), WebError> {
    let id = commands::create(&cx, input).await?;
    Ok((StatusCode::CREATED, one(&cx, id).await?))
}
