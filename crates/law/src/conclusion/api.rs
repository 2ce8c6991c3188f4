use axum::{Json, extract::Path, http::StatusCode};
use db::{CommandError, Cx};
use kernel::{Id, InstrumentId, Thing, Verb};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use web_kit::{ApiCx, ApiJson, Operations, Problem, WebError, operations};

use super::{
    Conclusion, commands,
    commands::{CompletionInput, ConclusionInput},
    store,
};

pub(crate) fn router() -> Operations {
    operations![list, conclude, complete]
}

/// A conclusion, with the version of the one that was read.
#[derive(Debug, Deserialize, ToSchema)]
struct VersionedConclusion {
    /// 0 when there was none.
    #[serde(default)]
    version: i64,
    #[serde(flatten)]
    conclusion: ConclusionInput,
}

/// By which paper it was carried out, with the version of the conclusion that was read.
#[derive(Debug, Deserialize, ToSchema)]
struct VersionedCompletion {
    version: i64,
    #[serde(flatten)]
    completion: CompletionInput,
}

async fn current(cx: &Cx, id: InstrumentId) -> Result<Json<Conclusion>, WebError> {
    let mut conn = cx.read().await?;
    Ok(Json(
        store::of_instrument(&mut conn, &cx.actor.scope, id)
            .await?
            .ok_or(CommandError::NotFound)?,
    ))
}

/// Everything that was concluded of a local document, what counts first.
#[utoipa::path(
    get, path = "/api/v1/instruments/{id}/conclusions", operation_id = "listConclusions",
    tag = "law", params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = Vec<Conclusion>),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn list(ApiCx(cx): ApiCx, Path(id): Path<Uuid>) -> Result<Json<Vec<Conclusion>>, WebError> {
    cx.may(Verb::View, Thing::Instrument)?;
    let id = Id::from_uuid(id);
    let mut conn = cx.read().await?;
    let document = crate::instrument::store::get(&mut conn, id).await?;
    let seen = document.is_some_and(|found| super::model::sees(&cx.actor.scope, found.unit_id));
    if !seen {
        return Err(CommandError::NotFound.into());
    }
    Ok(Json(store::versions(&mut conn, &cx.actor.scope, id).await?))
}

/// Writes what the review concluded of a local document, in the place of what was concluded before.
#[utoipa::path(
    post, path = "/api/v1/instruments/{id}/conclusions", operation_id = "concludeInstrument",
    tag = "law", params(("id" = Uuid, Path)), request_body = VersionedConclusion,
    responses(
        (status = 201, body = Conclusion),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn conclude(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<VersionedConclusion>,
) -> Result<(StatusCode, Json<Conclusion>), WebError> {
    let id = Id::from_uuid(id);
    commands::conclude(&cx, id, input.version, input.conclusion).await?;
    Ok((StatusCode::CREATED, current(&cx, id).await?))
}

/// Says by which paper the conclusion was carried out.
#[utoipa::path(
    post, path = "/api/v1/instruments/{id}/conclusions/completion",
    operation_id = "completeConclusion", tag = "law", params(("id" = Uuid, Path)),
    request_body = VersionedCompletion,
    responses(
        (status = 201, body = Conclusion),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn complete(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<VersionedCompletion>,
) -> Result<(StatusCode, Json<Conclusion>), WebError> {
    let id = Id::from_uuid(id);
    commands::complete(&cx, id, input.version, input.completion).await?;
    Ok((StatusCode::CREATED, current(&cx, id).await?))
}
