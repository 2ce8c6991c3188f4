use axum::{Json, extract::Path, http::StatusCode};
use kernel::{Id, ProjectId};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use web_kit::{ApiCx, Operations, Problem, WebError, operations};

use super::commands::continue_locally;

pub(crate) fn router() -> Operations {
    operations![post]
}

/// The project that goes on with local money.
#[derive(Serialize, ToSchema)]
struct Continuation {
    project_id: ProjectId,
}

/// Draws up the project that goes on with local money after the source was shifted.
#[utoipa::path(
    post, path = "/api/v1/projects/{id}/continuation", operation_id = "continueProject",
    tag = "programme", params(("id" = Uuid, Path)),
    responses(
        (status = 201, body = Continuation),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn post(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
) -> Result<(StatusCode, Json<Continuation>), WebError> {
    let project_id = continue_locally(&cx, Id::from_uuid(id)).await?;
    Ok((StatusCode::CREATED, Json(Continuation { project_id })))
}
