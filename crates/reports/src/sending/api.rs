//! That reports were sent, as JSON.

use axum::{Json, extract::Query, http::StatusCode};
use db::CommandError;
use kernel::{Thing, Verb};
use serde::Deserialize;
use utoipa::IntoParams;
use web_kit::{ApiCx, ApiJson, Operations, Problem, WebError, operations};

use super::{
    commands::{SendingInput, record},
    model::Sending,
    store,
};
use crate::place;

pub fn router() -> Operations {
    operations![list, create]
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct UnitParams {
    /// The statistics office's code of a province of either era.
    unit: String,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListParams {
    /// The statistics office's code of a province of either era.
    unit: String,
    /// 2000 to 2200.
    #[param(minimum = 2000, maximum = 2200)]
    year: i64,
}

/// The reports of a province's year that were sent, the latest first.
#[utoipa::path(
    get, path = "/api/v1/reports/sendings", operation_id = "listReportSendings", tag = "reports",
    params(ListParams),
    responses(
        (status = 200, body = Vec<Sending>),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn list(
    ApiCx(cx): ApiCx,
    Query(params): Query<ListParams>,
) -> Result<Json<Vec<Sending>>, WebError> {
    cx.may(Verb::View, Thing::Report)?;
    let mut conn = cx.read().await?;
    let unit = place::find(&cx, &mut conn, &params.unit).await?;
    Ok(Json(store::of(&mut conn, unit.id, params.year).await?))
}

/// Records that a report was sent.
#[utoipa::path(
    post, path = "/api/v1/reports/sendings", operation_id = "recordReportSending",
    tag = "reports", params(UnitParams), request_body = SendingInput,
    responses(
        (status = 201, body = Sending),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn create(
    ApiCx(cx): ApiCx,
    Query(params): Query<UnitParams>,
    ApiJson(input): ApiJson<SendingInput>,
) -> Result<(StatusCode, Json<Sending>), WebError> {
    let mut conn = cx.read().await?;
    let unit = place::find(&cx, &mut conn, &params.unit).await?;
    drop(conn);
    let id = record(&cx, unit.id, input, None).await?;
    let mut conn = cx.read().await?;
    let sending = store::find(&mut conn, id).await?;
    Ok((
        StatusCode::CREATED,
        Json(sending.ok_or(CommandError::NotFound)?),
    ))
}
