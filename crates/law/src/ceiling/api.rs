use axum::{
    Json,
    extract::{Path, Query},
};
use db::CommandError;
use jiff::Timestamp;
use kernel::{CeilingId, Id, Thing, Verb};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use web_kit::{ApiCx, Operations, Problem, WebError, operations};

use super::{CeilingAnswer, CeilingAsk, ceiling_answer, keep};

pub(crate) fn router() -> Operations {
    operations![assess, kept]
}

/// A kept decision.
#[derive(Debug, Serialize, ToSchema)]
struct KeptDecision {
    #[schema(value_type = Uuid)]
    id: CeilingId,
    /// The kind of record it was made for, and its id.
    thing: String,
    thing_id: String,
    kept_by: String,
    #[schema(value_type = String, format = DateTime)]
    kept_at: Timestamp,
    illustration: bool,
    answer: CeilingAnswer,
    /// Whether the kept facts and rules still give this result.
    replay_same: bool,
}

/// Whether something may be supported, under which article, and how much at most.
#[utoipa::path(
    get, path = "/api/v1/ceiling", operation_id = "askCeiling", tag = "law",
    params(CeilingAsk),
    responses(
        (status = 200, body = CeilingAnswer),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn assess(
    ApiCx(cx): ApiCx,
    Query(ask): Query<CeilingAsk>,
) -> Result<Json<CeilingAnswer>, WebError> {
    cx.may(Verb::View, Thing::Norm)?;
    let mut conn = cx.read().await?;
    Ok(Json(ceiling_answer(&cx, &mut conn, &ask).await?))
}

/// A decision with its facts and norms as they were kept, computed again.
#[utoipa::path(
    get, path = "/api/v1/ceilings/{id}", operation_id = "getKeptCeiling", tag = "law",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = KeptDecision),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn kept(ApiCx(cx): ApiCx, Path(id): Path<Uuid>) -> Result<Json<KeptDecision>, WebError> {
    cx.may(Verb::View, Thing::Norm)?;
    let id: CeilingId = Id::from_uuid(id);
    let mut conn = cx.read().await?;
    let kept = keep::kept(&mut conn, id).await?;
    if !super::visible(&cx, &kept) {
        return Err(CommandError::NotFound.into());
    }
    let replay_same = keep::replay(&mut conn, id).await?.same;
    Ok(Json(KeptDecision {
        id,
        answer: CeilingAnswer::of(&kept.assessment, cx.lang),
        thing: kept.thing,
        thing_id: kept.thing_id,
        kept_by: kept.kept_by,
        kept_at: kept.kept_at,
        illustration: kept.illustration,
        replay_same,
    }))
}
