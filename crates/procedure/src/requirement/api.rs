use axum::{
    Json,
    extract::{Path, Query},
    http::StatusCode,
};
use db::{CommandError, CommandResult, Cx};
use kernel::{Id, RequirementId, Thing, UnitId, Verb};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use web_kit::{
    ApiCx, ApiJson, ApiList, Operations, Problem, WebError, day_param, operations,
    version::{EndInput, VerifyInput},
};

use super::{
    Kind, Requirement,
    commands::{self, RequirementInput},
    store::{self, Filter},
};

pub(crate) fn router() -> Operations {
    operations![
        papers,
        add_paper,
        criteria,
        add_criterion,
        get,
        correction,
        ending,
        verification
    ]
}

/// Which rows are wanted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct RequirementQuery {
    /// A province of either era: its own rows only.
    territory: Option<UnitId>,
    /// In force on this day.
    #[param(value_type = Option<String>, format = Date)]
    on: Option<String>,
}

fn filter(cx: &Cx, query: &RequirementQuery) -> CommandResult<Filter> {
    Ok(Filter {
        area: query.territory.map(Some),
        on: day_param(cx, "on", query.on.as_deref())?,
        unverified: false,
    })
}

async fn list(
    cx: Cx,
    kind: Kind,
    query: RequirementQuery,
) -> Result<Json<ApiList<Requirement>>, WebError> {
    cx.may(Verb::View, Thing::Workflow)?;
    let filter = filter(&cx, &query)?;
    let mut conn = cx.read().await?;
    let items = store::list(&mut conn, kind, &filter).await?;
    Ok(Json(ApiList { items, next: None }))
}

/// The papers of dossiers; they are some dozens, so the list has one part.
#[utoipa::path(
    get, path = "/api/v1/dossier-papers", operation_id = "listDossierPapers", tag = "procedure",
    params(RequirementQuery),
    responses(
        (status = 200, body = ApiList<Requirement>),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn papers(
    ApiCx(cx): ApiCx,
    Query(query): Query<RequirementQuery>,
) -> Result<Json<ApiList<Requirement>>, WebError> {
    list(cx, Kind::Paper, query).await
}

/// The questions of appraisals; they are some dozens, so the list has one part.
#[utoipa::path(
    get, path = "/api/v1/appraisal-criteria", operation_id = "listAppraisalCriteria", tag = "procedure",
    params(RequirementQuery),
    responses(
        (status = 200, body = ApiList<Requirement>),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn criteria(
    ApiCx(cx): ApiCx,
    Query(query): Query<RequirementQuery>,
) -> Result<Json<ApiList<Requirement>>, WebError> {
    list(cx, Kind::Criterion, query).await
}

async fn one(cx: &Cx, id: RequirementId) -> Result<Json<Requirement>, WebError> {
    let mut conn = cx.read().await?;
    let found = store::get(&mut conn, id).await?;
    Ok(Json(found.ok_or(CommandError::NotFound)?))
}

#[utoipa::path(
    get, path = "/api/v1/requirements/{id}", operation_id = "getRequirement", tag = "procedure",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = Requirement),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn get(ApiCx(cx): ApiCx, Path(id): Path<Uuid>) -> Result<Json<Requirement>, WebError> {
    cx.may(Verb::View, Thing::Workflow)?;
    one(&cx, Id::from_uuid(id)).await
}

#[utoipa::path(
    post, path = "/api/v1/dossier-papers", operation_id = "addDossierPaper", tag = "procedure",
    request_body = RequirementInput,
    responses(
        (status = 201, body = Requirement),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn add_paper(
    ApiCx(cx): ApiCx,
    ApiJson(input): ApiJson<RequirementInput>,
) -> Result<(StatusCode, Json<Requirement>), WebError> {
    let id = commands::add(&cx, Kind::Paper, input).await?;
    Ok((StatusCode::CREATED, one(&cx, id).await?))
}

#[utoipa::path(
    post, path = "/api/v1/appraisal-criteria", operation_id = "addAppraisalCriterion", tag = "procedure",
    request_body = RequirementInput,
    responses(
        (status = 201, body = Requirement),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn add_criterion(
    ApiCx(cx): ApiCx,
    ApiJson(input): ApiJson<RequirementInput>,
) -> Result<(StatusCode, Json<Requirement>), WebError> {
    let id = commands::add(&cx, Kind::Criterion, input).await?;
    Ok((StatusCode::CREATED, one(&cx, id).await?))
}

/// Writes a corrected version; the id is that of the version it supersedes.
#[utoipa::path(
    post, path = "/api/v1/requirements/{id}/correction", operation_id = "correctRequirement",
    tag = "procedure",
    params(("id" = Uuid, Path)), request_body = RequirementInput,
    responses(
        (status = 201, body = Requirement),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn correction(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<RequirementInput>,
) -> Result<(StatusCode, Json<Requirement>), WebError> {
    let id = commands::correct(&cx, Id::from_uuid(id), input).await?;
    Ok((StatusCode::CREATED, one(&cx, id).await?))
}

/// Gives the requirement its last day, as a new version.
#[utoipa::path(
    post, path = "/api/v1/requirements/{id}/ending", operation_id = "endRequirement", tag = "procedure",
    params(("id" = Uuid, Path)), request_body = EndInput,
    responses(
        (status = 201, body = Requirement),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn ending(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<EndInput>,
) -> Result<(StatusCode, Json<Requirement>), WebError> {
    let id = commands::end(&cx, Id::from_uuid(id), input).await?;
    Ok((StatusCode::CREATED, one(&cx, id).await?))
}

/// Records that somebody compared the requirement with its text, as a new version.
#[utoipa::path(
    post, path = "/api/v1/requirements/{id}/verification", operation_id = "verifyRequirement",
    tag = "procedure",
    params(("id" = Uuid, Path)), request_body = VerifyInput,
    responses(
        (status = 201, body = Requirement),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn verification(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<VerifyInput>,
) -> Result<(StatusCode, Json<Requirement>), WebError> {
    let id = commands::verify(&cx, Id::from_uuid(id), input).await?;
    Ok((StatusCode::CREATED, one(&cx, id).await?))
}
