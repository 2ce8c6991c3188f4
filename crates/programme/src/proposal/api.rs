use axum::{
    Json,
    extract::{Path, Query},
    http::StatusCode,
};
use db::Cx;
use kernel::{Activity, Id, PlanId, ProposalId, Thing, UnitId, Verb};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use web_kit::{ApiCx, ApiJson, ApiList, ListQuery, Operations, Problem, WebError, operations};

use super::{
    DecisionInput, Holder, Proposal, ProposalInput, ProposalRow, ProposalState, carrying, commands,
    model::Remark,
    rising, selection,
    store::{self, Filter},
};

pub(crate) fn router() -> Operations {
    operations![list, create, get, submit, send_back, decide, carry_over]
}

/// Which proposals are wanted, within the caller's scope.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ProposalQuery {
    /// The cursor of the part before.
    after: Option<String>,
    /// How many, 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<i64>,
    /// Words of title or beneficiary, with or without diacritics.
    q: Option<String>,
    #[param(value_type = Option<Uuid>)]
    plan: Option<PlanId>,
    holder: Option<Holder>,
    state: Option<ProposalState>,
    /// Only those that wait for the plan of the next year.
    waiting: Option<bool>,
    #[param(value_type = Option<String>)]
    activity: Option<Activity>,
    /// A province with those merged into it.
    province: Option<UnitId>,
}

/// A proposal with what was said when it was sent back.
#[derive(Debug, Serialize, ToSchema)]
struct ProposalWithRemarks {
    #[serde(flatten)]
    proposal: Proposal,
    remarks: Vec<Remark>,
}

/// The version that was read; a newer one refuses the act.
#[derive(Debug, Deserialize, ToSchema)]
struct Seen {
    version: i64,
}

/// What is to be done before a proposal is passed on again.
#[derive(Debug, Deserialize, ToSchema)]
struct ReturnInput {
    version: i64,
    remark: String,
}

/// A decision on the version that was read.
#[derive(Debug, Deserialize, ToSchema)]
struct DecisionOn {
    version: i64,
    #[serde(flatten)]
    decision: DecisionInput,
}

#[utoipa::path(
    get, path = "/api/v1/proposals", operation_id = "listProposals", tag = "programme",
    params(ProposalQuery),
    responses(
        (status = 200, body = ApiList<ProposalRow>),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn list(
    ApiCx(cx): ApiCx,
    Query(query): Query<ProposalQuery>,
) -> Result<Json<ApiList<ProposalRow>>, WebError> {
    cx.may(Verb::View, Thing::Proposal)?;
    let part = ListQuery {
        after: query.after,
        limit: query.limit,
    };
    let mut conn = cx.read().await?;
    let province = query.province.map(|id| id.to_string()).unwrap_or_default();
    let filter = Filter {
        q: query.q.unwrap_or_default(),
        plan: query.plan,
        holder: query.holder,
        state: query.state,
        waiting: query.waiting.unwrap_or_default(),
        activity: query.activity,
        provinces: crate::parts::family(&mut conn, &province).await?,
    };
    let (cursor, limit) = (part.cursor()?, part.limit());
    let items = store::after(&mut conn, &cx.actor.scope, &filter, cursor, limit).await?;
    let next = db::Cursor::next(items.last().map(|p| p.id), items.len(), limit);
    Ok(Json(ApiList { items, next }))
}

async fn one(cx: &Cx, id: ProposalId) -> Result<Json<ProposalWithRemarks>, WebError> {
    let mut conn = cx.read().await?;
    let proposal = store::find(cx, &mut conn, id).await?;
    let remarks = store::remarks(&mut conn, id).await?;
    Ok(Json(ProposalWithRemarks { proposal, remarks }))
}

#[utoipa::path(
    get, path = "/api/v1/proposals/{id}", operation_id = "getProposal", tag = "programme",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = ProposalWithRemarks),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn get(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
) -> Result<Json<ProposalWithRemarks>, WebError> {
    cx.may(Verb::View, Thing::Proposal)?;
    one(&cx, Id::from_uuid(id)).await
}

#[utoipa::path(
    post, path = "/api/v1/proposals", operation_id = "createProposal", tag = "programme",
    request_body = ProposalInput,
    responses(
        (status = 201, body = ProposalWithRemarks),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn create(
    ApiCx(cx): ApiCx,
    ApiJson(input): ApiJson<ProposalInput>,
) -> Result<(StatusCode, Json<ProposalWithRemarks>), WebError> {
    let id = commands::create(&cx, input).await?;
    Ok((StatusCode::CREATED, one(&cx, id).await?))
}

#[utoipa::path(
    post, path = "/api/v1/proposals/{id}/submission", operation_id = "submitProposal",
    tag = "programme", params(("id" = Uuid, Path)), request_body = Seen,
    responses(
        (status = 200, body = ProposalWithRemarks),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn submit(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<Seen>,
) -> Result<Json<ProposalWithRemarks>, WebError> {
    let id = Id::from_uuid(id);
    rising::pass_on(&cx, &[(id, input.version)]).await?;
    one(&cx, id).await
}

#[utoipa::path(
    post, path = "/api/v1/proposals/{id}/return", operation_id = "returnProposal",
    tag = "programme", params(("id" = Uuid, Path)), request_body = ReturnInput,
    responses(
        (status = 200, body = ProposalWithRemarks),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn send_back(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<ReturnInput>,
) -> Result<Json<ProposalWithRemarks>, WebError> {
    let id = Id::from_uuid(id);
    rising::send_back(&cx, id, input.version, &input.remark).await?;
    one(&cx, id).await
}

#[utoipa::path(
    post, path = "/api/v1/proposals/{id}/decision", operation_id = "decideProposal",
    tag = "programme", params(("id" = Uuid, Path)), request_body = DecisionOn,
    responses(
        (status = 200, body = ProposalWithRemarks),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn decide(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<DecisionOn>,
) -> Result<Json<ProposalWithRemarks>, WebError> {
    let id = Id::from_uuid(id);
    selection::decide(&cx, &[(id, input.version)], &input.decision).await?;
    one(&cx, id).await
}

#[utoipa::path(
    post, path = "/api/v1/proposals/{id}/carry-over", operation_id = "carryOverProposal",
    tag = "programme", params(("id" = Uuid, Path)), request_body = Seen,
    responses(
        (status = 201, description = "The proposal in the plan of the next year.",
         body = ProposalWithRemarks),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn carry_over(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<Seen>,
) -> Result<(StatusCode, Json<ProposalWithRemarks>), WebError> {
    let next = carrying::carry_over(&cx, Id::from_uuid(id), input.version).await?;
    Ok((StatusCode::CREATED, one(&cx, next).await?))
}
