use axum::{Json, extract::Path};
use db::Cx;
use kernel::{Id, ProjectId, Thing, Verb};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use web_kit::{ApiCx, ApiJson, Operations, Problem, WebError, operations};

use super::{
    ProjectAdjustmentInput, ProjectFacts, Proposal,
    deciding::{decider, sentences},
    propose, store,
};
use crate::project::Case;

pub(in crate::project) fn router() -> Operations {
    operations![get, put]
}

/// What an adjustment of a project proposes.
#[derive(Debug, Serialize, ToSchema)]
struct ProjectAdjustment {
    /// The version of the project, to send with a change.
    version: i64,
    in_force: ProjectFacts,
    /// None while nothing beside the estimate and the list is proposed.
    proposed: Option<ProjectFacts>,
    /// What is changed: `title`, `beneficiary`, `place`, `implementer`, `content`, `time`, `money`.
    changes: Vec<String>,
    /// The role that decides; none where every role of the step may.
    decider: Option<String>,
    /// What the workflow says of each subject, with its source.
    sources: Vec<String>,
}

/// A proposal, with the version of the project that was read.
#[derive(Debug, Deserialize, ToSchema)]
struct PutProjectAdjustment {
    version: i64,
    #[serde(flatten)]
    facts: ProjectAdjustmentInput,
}

async fn whole(cx: &Cx, id: ProjectId) -> Result<Json<ProjectAdjustment>, WebError> {
    let mut conn = cx.read().await?;
    let case = Case::load(cx, &mut conn, id).await?;
    let changes = Proposal::load(&mut conn, &case).await?.changes(&case);
    Ok(Json(ProjectAdjustment {
        version: case.project.version,
        in_force: ProjectFacts::of(&case),
        proposed: store::proposed(&mut conn, id).await?,
        decider: decider(&case, &changes).map(|role| role.code().to_owned()),
        sources: sentences(&case, &changes, cx.lang),
        changes: changes.iter().map(|c| c.code().to_owned()).collect(),
    }))
}

/// What the adjustment that a project waits for would change, and who decides.
#[utoipa::path(
    get, path = "/api/v1/projects/{id}/adjustment", operation_id = "getProjectAdjustment",
    tag = "programme", params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = ProjectAdjustment),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn get(ApiCx(cx): ApiCx, Path(id): Path<Uuid>) -> Result<Json<ProjectAdjustment>, WebError> {
    cx.may(Verb::View, Thing::Project)?;
    whole(&cx, Id::from_uuid(id)).await
}

/// Proposes what the project shall say after the decision; what is in force stays until then.
#[utoipa::path(
    put, path = "/api/v1/projects/{id}/adjustment", operation_id = "setProjectAdjustment",
    tag = "programme", params(("id" = Uuid, Path)), request_body = PutProjectAdjustment,
    responses(
        (status = 200, body = ProjectAdjustment),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn put(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<PutProjectAdjustment>,
) -> Result<Json<ProjectAdjustment>, WebError> {
    let id = Id::from_uuid(id);
    propose(&cx, id, input.version, input.facts).await?;
    whole(&cx, id).await
}
