use axum::{Json, extract::Path};
use db::{CommandError, Cx};
use jiff::civil::Date;
use kernel::{Id, Thing, UnitId, Verb, WorkflowId};
use serde::Serialize;
use uuid::Uuid;
use web_kit::{ApiCx, ApiList, Operations, Problem, WebError, operations};

use super::{WorkflowVersion, store};

pub(crate) fn router() -> Operations {
    operations![list, get]
}

/// A kept version of a workflow.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct WorkflowBrief {
    id: WorkflowId,
    /// Name of the workflow across its versions.
    key: String,
    number: i64,
    /// `kcqg` or `kcdp`.
    scope: &'static str,
    /// The province it is for; none for all.
    territory: Option<UnitId>,
    title: String,
    /// Projects drawn up from this day on begin on it.
    #[schema(value_type = String, format = Date)]
    valid_from: Date,
    /// Number of the decision; empty for those that come with the product.
    paper_number: String,
}

fn brief(cx: &Cx, version: &WorkflowVersion) -> WorkflowBrief {
    let paper = version.paper.as_ref();
    WorkflowBrief {
        id: version.id,
        key: version.key.clone(),
        number: version.number,
        scope: version.scope.code(),
        territory: version.territory,
        title: version.definition.title.get(cx.lang).to_owned(),
        valid_from: version.valid_from,
        paper_number: paper.map(|p| p.number.clone()).unwrap_or_default(),
    }
}

/// Every kept version; they are few, so the list has one part.
#[utoipa::path(
    get, path = "/api/v1/workflows", operation_id = "listWorkflows", tag = "procedure",
    responses(
        (status = 200, body = ApiList<WorkflowBrief>),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn list(ApiCx(cx): ApiCx) -> Result<Json<ApiList<WorkflowBrief>>, WebError> {
    cx.may(Verb::View, Thing::Workflow)?;
    let mut conn = cx.read().await?;
    let versions = store::all(&mut conn).await?;
    Ok(Json(ApiList {
        items: versions.iter().map(|v| brief(&cx, v)).collect(),
        next: None,
    }))
}

/// The definition of a version: states, steps, conditions, papers; the file that can be taken in
/// elsewhere.
#[utoipa::path(
    get, path = "/api/v1/workflows/{id}", operation_id = "getWorkflow", tag = "procedure",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = serde_json::Value),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn get(ApiCx(cx): ApiCx, Path(id): Path<Uuid>) -> Result<Json<serde_json::Value>, WebError> {
    cx.may(Verb::View, Thing::Workflow)?;
    let mut conn = cx.read().await?;
    let version = store::by_id(&mut conn, Id::from_uuid(id))
        .await?
        .ok_or(CommandError::NotFound)?;
    let definition = serde_json::to_value(&version.definition).map_err(WebError::internal)?;
    Ok(Json(definition))
}
