//! The reports of the ledger as JSON.

use axum::{Json, extract::Query};
use kernel::{Thing, Verb};
use papers::EXPORT_LIMIT;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use web_kit::{ApiCx, Operations, Problem, WebError, operations};

use super::{
    pages::LedgerQuery,
    store::{Line, lines, total},
};

pub(crate) fn router() -> Operations {
    operations![get]
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
struct LedgerParams {
    /// `nation`, `province`, `plan`, `source`, `activity` or `project`.
    by: Option<String>,
    /// The year; this one when absent.
    year: Option<i64>,
    /// What the year means: `plan` (the plan year of the projects) when absent, or `budget` (the budget
    /// year in which money was spent or came back).
    basis: Option<String>,
    /// A source, or `all`; both budgets of the programme when absent.
    source: Option<String>,
    /// Id of a province, which stands for itself and those merged into it.
    province: Option<String>,
    /// Id of an annual plan.
    plan: Option<Uuid>,
    activity: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
struct LedgerReport {
    by: String,
    lines: Vec<Line>,
    /// None when no project has an estimate.
    total: Option<Line>,
}

/// The money of projects, summed.
#[utoipa::path(
    get, path = "/api/v1/ledger", operation_id = "getLedger", tag = "programme",
    params(LedgerParams),
    responses(
        (status = 200, body = LedgerReport),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn get(
    ApiCx(cx): ApiCx,
    Query(asked): Query<LedgerParams>,
) -> Result<Json<LedgerReport>, WebError> {
    cx.may(Verb::View, Thing::Money)?;
    let query = LedgerQuery {
        by: asked.by.unwrap_or_default(),
        year: asked.year.map(|y| y.to_string()).unwrap_or_default(),
        basis: asked.basis.unwrap_or_default(),
        source: asked.source.unwrap_or_default(),
        province: asked.province.unwrap_or_default(),
        plan: asked.plan.map(|p| p.to_string()).unwrap_or_default(),
        activity: asked.activity.unwrap_or_default(),
    };
    let mut conn = cx.read().await?;
    let filter = query.filter(&mut conn, cx.today()).await?;
    let (scope, grain) = (&cx.actor.scope, query.grain());
    Ok(Json(LedgerReport {
        by: grain.code().to_owned(),
        lines: lines(&mut conn, scope, &filter, grain, EXPORT_LIMIT).await?,
        total: total(&mut conn, scope, &filter).await?,
    }))
}
