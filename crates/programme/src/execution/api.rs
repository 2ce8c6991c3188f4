//! What is recorded of a project's execution, as JSON.

use axum::{Json, extract::Path};
use kernel::{Id, Thing, Verb};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::routes;
use uuid::Uuid;
use web_kit::{ApiCx, App, OpenApiRouter, Problem, WebError};

use super::{
    agreement::{self, Agreement},
    follow_up::{self, FollowUp},
    inspection::{self, Inspection},
    report::{self, Report},
    request::{self, Request},
};
use crate::project::Case;

pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get))
}

/// Agreements, reports, inspections with what they ask for, and visits.
#[derive(Debug, Serialize, ToSchema)]
struct Execution {
    agreements: Vec<Agreement>,
    reports: Vec<Report>,
    inspections: Vec<Inspection>,
    requests: Vec<Request>,
    follow_ups: Vec<FollowUp>,
}

/// How a project is carried out.
#[utoipa::path(
    get, path = "/api/v1/projects/{id}/execution", operation_id = "getProjectExecution",
    tag = "programme", params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = Execution),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn get(ApiCx(cx): ApiCx, Path(id): Path<Uuid>) -> Result<Json<Execution>, WebError> {
    cx.may(Verb::View, Thing::Project)?;
    let id = Id::from_uuid(id);
    let mut conn = cx.read().await?;
    Case::load(&cx, &mut conn, id).await?;
    Ok(Json(Execution {
        agreements: agreement::of_project(&mut conn, id).await?,
        reports: report::of_project(&mut conn, id).await?,
        inspections: inspection::of_project(&mut conn, id).await?,
        requests: request::of_project(&mut conn, id).await?,
        follow_ups: follow_up::of_project(&mut conn, id).await?,
    }))
}
