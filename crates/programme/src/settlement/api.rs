//! Vouchers, debts and the settlement table as JSON.

use axum::{
    Json,
    extract::{Path, Query},
    http::StatusCode,
};
use kernel::{Dong, Id, ProjectId, Thing, Verb};
use papers::EXPORT_LIMIT;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use web_kit::{ApiCx, ApiJson, Operations, Problem, WebError, operations};

use super::{
    commands::{Judgement, VoucherInput, enter, judge},
    model::Voucher,
    store,
    summary::{self, Row, total},
    summary_pages::SummaryQuery,
};
use crate::{
    debt::{self, Debt, DebtInput, RecoveryInput},
    project::Case,
};

pub(crate) fn router() -> Operations {
    operations![
        list,
        post,
        put_judgement,
        debts,
        post_debt,
        post_recovery,
        table
    ]
}

#[derive(Debug, Serialize, ToSchema)]
struct VoucherList {
    vouchers: Vec<Voucher>,
}

#[derive(Debug, Deserialize, ToSchema)]
struct VoucherInputs {
    vouchers: Vec<VoucherInput>,
}

#[derive(Debug, Deserialize, ToSchema)]
struct Judgements {
    judgements: Vec<Judgement>,
}

#[derive(Debug, Serialize, ToSchema)]
struct DebtList {
    debts: Vec<Debt>,
}

/// The table of a settlement with its sum.
#[derive(Debug, Serialize, ToSchema)]
struct SettlementTable {
    year: i64,
    rows: Vec<Row>,
    given: Dong,
    settled: Dong,
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
struct TableQuery {
    /// The plan year; this one when absent.
    year: Option<i64>,
    /// `kcqg` or `kcdp`.
    scope: Option<String>,
    /// Id of a province, which stands for itself and those merged into it.
    province: Option<String>,
    /// Id of an annual plan.
    plan: Option<Uuid>,
}

async fn vouchers_of(cx: &db::Cx, id: ProjectId) -> Result<Json<VoucherList>, WebError> {
    let mut conn = cx.read().await?;
    Case::load(cx, &mut conn, id).await?;
    let vouchers = store::vouchers(&mut conn, id).await?;
    Ok(Json(VoucherList { vouchers }))
}

/// The vouchers of a project.
#[utoipa::path(
    get, path = "/api/v1/projects/{id}/vouchers", operation_id = "listVouchers", tag = "programme",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = VoucherList),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn list(ApiCx(cx): ApiCx, Path(id): Path<Uuid>) -> Result<Json<VoucherList>, WebError> {
    cx.may(Verb::View, Thing::Project)?;
    vouchers_of(&cx, Id::from_uuid(id)).await
}

/// Enters vouchers, all or none.
#[utoipa::path(
    post, path = "/api/v1/projects/{id}/vouchers", operation_id = "enterVouchers",
    tag = "programme", params(("id" = Uuid, Path)), request_body = VoucherInputs,
    responses(
        (status = 201, body = VoucherList),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn post(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<VoucherInputs>,
) -> Result<(StatusCode, Json<VoucherList>), WebError> {
    let id = Id::from_uuid(id);
    enter(&cx, id, input.vouchers).await?;
    Ok((StatusCode::CREATED, vouchers_of(&cx, id).await?))
}

/// Says what is admitted of vouchers that somebody else entered.
#[utoipa::path(
    put, path = "/api/v1/projects/{id}/voucher-judgement", operation_id = "judgeVouchers",
    tag = "programme", params(("id" = Uuid, Path)), request_body = Judgements,
    responses(
        (status = 200, body = VoucherList),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn put_judgement(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<Judgements>,
) -> Result<Json<VoucherList>, WebError> {
    let id = Id::from_uuid(id);
    judge(&cx, id, input.judgements).await?;
    vouchers_of(&cx, id).await
}

async fn debts_of(cx: &db::Cx, id: ProjectId) -> Result<Json<DebtList>, WebError> {
    let mut conn = cx.read().await?;
    Case::load(cx, &mut conn, id).await?;
    let debts = debt::of_project(&mut conn, id).await?;
    Ok(Json(DebtList { debts }))
}

/// The money that has to come back from a project.
#[utoipa::path(
    get, path = "/api/v1/projects/{id}/debts", operation_id = "listDebts", tag = "programme",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = DebtList),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn debts(ApiCx(cx): ApiCx, Path(id): Path<Uuid>) -> Result<Json<DebtList>, WebError> {
    cx.may(Verb::View, Thing::Project)?;
    debts_of(&cx, Id::from_uuid(id)).await
}

/// Records that money has to come back.
#[utoipa::path(
    post, path = "/api/v1/projects/{id}/debts", operation_id = "recordDebt", tag = "programme",
    params(("id" = Uuid, Path)), request_body = DebtInput,
    responses(
        (status = 201, body = DebtList),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn post_debt(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<DebtInput>,
) -> Result<(StatusCode, Json<DebtList>), WebError> {
    let id = Id::from_uuid(id);
    debt::record(&cx, id, input, None).await?;
    Ok((StatusCode::CREATED, debts_of(&cx, id).await?))
}

/// Records what came back for a debt; its voucher's file is named by `paper.file_id`.
#[utoipa::path(
    post, path = "/api/v1/debts/{id}/recoveries", operation_id = "recordRecovery",
    tag = "programme", params(("id" = Uuid, Path)), request_body = RecoveryInput,
    responses(
        (status = 204),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn post_recovery(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<RecoveryInput>,
) -> Result<StatusCode, WebError> {
    debt::recover(&cx, Id::from_uuid(id), input, None).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The settlement of a year, project by project.
#[utoipa::path(
    get, path = "/api/v1/settlements", operation_id = "getSettlementTable", tag = "programme",
    params(TableQuery),
    responses(
        (status = 200, body = SettlementTable),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn table(
    ApiCx(cx): ApiCx,
    Query(query): Query<TableQuery>,
) -> Result<Json<SettlementTable>, WebError> {
    cx.may(Verb::View, Thing::Money)?;
    let asked = SummaryQuery {
        year: query.year.map(|y| y.to_string()).unwrap_or_default(),
        scope: query.scope.unwrap_or_default(),
        province: query.province.unwrap_or_default(),
        plan: query.plan.map(|p| p.to_string()).unwrap_or_default(),
    };
    let mut conn = cx.read().await?;
    let filter = asked.filter(&mut conn, cx.today()).await?;
    let rows = summary::rows(&mut conn, &cx.actor.scope, &filter, EXPORT_LIMIT).await?;
    let sum = total(&rows);
    Ok(Json(SettlementTable {
        year: asked.year(cx.today()),
        given: sum.given,
        settled: sum.settled,
        rows,
    }))
}
