//! What is recorded of a project's execution, as JSON.

use axum::{Json, extract::Path, http::StatusCode};
use db::CommandError;
use kernel::{Id, Thing, Verb};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use web_kit::{ApiCx, ApiJson, Operations, Problem, WebError, operations};

use super::{
    agreement::{self, Agreement},
    follow_up::{self, FollowUp, VisitInput},
    inspection::{self, Inspection, InspectionInput},
    report::{self, Report, ReportInput},
    request::{self, DefectsInput, Request},
};
use crate::project::Case;

pub(crate) fn router() -> Operations {
    operations![get, post_report, post_inspection, post_defects, post_visit]
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

/// Records a report on the progress with the work done and the figures of its period, and takes its
/// step.
#[utoipa::path(
    post, path = "/api/v1/projects/{id}/progress-reports", operation_id = "recordProgressReport",
    tag = "programme", params(("id" = Uuid, Path)), request_body = ReportInput,
    responses(
        (status = 201, body = Report),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn post_report(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<ReportInput>,
) -> Result<(StatusCode, Json<Report>), WebError> {
    let report = report::record(&cx, Id::from_uuid(id), input, &[], None).await?;
    let mut conn = cx.read().await?;
    let report = report::find(&mut conn, report).await?;
    Ok((
        StatusCode::CREATED,
        Json(report.ok_or(CommandError::NotFound)?),
    ))
}

/// Records an inspection with what it found and asks for, and takes its step.
#[utoipa::path(
    post, path = "/api/v1/projects/{id}/inspections", operation_id = "recordInspection",
    tag = "programme", params(("id" = Uuid, Path)), request_body = InspectionInput,
    responses(
        (status = 201, body = Inspection),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn post_inspection(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<InspectionInput>,
) -> Result<(StatusCode, Json<Inspection>), WebError> {
    let inspection = inspection::record(&cx, Id::from_uuid(id), input, None).await?;
    let mut conn = cx.read().await?;
    let inspection = inspection::find(&mut conn, inspection).await?;
    Ok((
        StatusCode::CREATED,
        Json(inspection.ok_or(CommandError::NotFound)?),
    ))
}

/// Records an acceptance that did not pass with its defects and their days, and takes its step.
/// Answers with all that the project was asked to put right.
#[utoipa::path(
    post, path = "/api/v1/projects/{id}/defects", operation_id = "recordFailedAcceptance",
    tag = "programme", params(("id" = Uuid, Path)), request_body = DefectsInput,
    responses(
        (status = 201, body = Vec<Request>),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn post_defects(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<DefectsInput>,
) -> Result<(StatusCode, Json<Vec<Request>>), WebError> {
    let id = Id::from_uuid(id);
    request::fail_acceptance(&cx, id, input, None).await?;
    let mut conn = cx.read().await?;
    let asked = request::of_project(&mut conn, id).await?;
    Ok((StatusCode::CREATED, Json(asked)))
}

/// Records a visit after the support, with the figures of each beneficiary.
#[utoipa::path(
    post, path = "/api/v1/projects/{id}/follow-ups", operation_id = "recordFollowUp",
    tag = "programme", params(("id" = Uuid, Path)), request_body = VisitInput,
    responses(
        (status = 201, body = FollowUp),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn post_visit(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<VisitInput>,
) -> Result<(StatusCode, Json<FollowUp>), WebError> {
    let visit = follow_up::record(&cx, Id::from_uuid(id), input, &[], None).await?;
    let mut conn = cx.read().await?;
    let visit = follow_up::find(&mut conn, visit).await?;
    Ok((
        StatusCode::CREATED,
        Json(visit.ok_or(CommandError::NotFound)?),
    ))
}
