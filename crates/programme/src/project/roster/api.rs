use axum::{Json, extract::Path, http::StatusCode};
use db::Cx;
use kernel::{Dong, Id, ProjectId, Thing, Verb};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use web_kit::{ApiCx, ApiJson, Operations, Problem, WebError, operations};

use super::{
    Entry, EntryInput, FixInput,
    check::{gaps, sheet},
    fix,
    model::{Fixed, Mode, mode},
    put_entry, remove_entry,
};
use crate::project::Case;

pub(in crate::project) fn router() -> Operations {
    operations![get, post, put, delete, post_fixing]
}

/// A beneficiary with its money and the ceiling of it.
#[derive(Debug, Serialize, ToSchema)]
struct EntryView {
    #[serde(flatten)]
    entry: Entry,
    cost: Dong,
    /// The promotion money of it.
    support: Dong,
    /// None before it has a cost.
    eligible: Option<bool>,
    /// Nothing speaks against it, but a fact is missing and somebody has to confirm.
    unsure: bool,
    /// None when no norm sets a number.
    ceiling: Option<Dong>,
    equation: String,
    article: String,
}

/// The list of a project's beneficiaries.
#[derive(Debug, Serialize, ToSchema)]
struct RosterView {
    /// The version of the project, to send with a change.
    version: i64,
    fixed: Option<Fixed>,
    entries: Vec<EntryView>,
    support: Dong,
    /// Promotion money that is nobody's in particular.
    common: Dong,
    allotted: Dong,
    /// What keeps the list from being fixed.
    gaps: Vec<String>,
}

/// A beneficiary, with the version of the project that was read.
#[derive(Debug, Deserialize, ToSchema)]
struct PutEntry {
    version: i64,
    #[serde(flatten)]
    entry: EntryInput,
}

/// The version of the project that was read.
#[derive(Debug, Deserialize, ToSchema)]
struct ReadVersion {
    version: i64,
}

async fn whole(cx: &Cx, id: ProjectId) -> Result<Json<RosterView>, WebError> {
    let mut conn = cx.read().await?;
    let case = Case::load(cx, &mut conn, id).await?;
    let sheet = sheet(cx, &mut conn, &case, mode(&case) != Mode::Closed).await?;
    Ok(Json(RosterView {
        version: case.project.version,
        fixed: case.roster.fixed,
        gaps: match case.roster.fixed {
            Some(_) => Vec::new(),
            None => gaps(&case, &sheet, cx.lang),
        },
        support: sheet.support,
        common: sheet.common,
        allotted: sheet.allotted,
        entries: sheet
            .entries
            .into_iter()
            .map(|judged| {
                let found = judged.answer.map(|answer| answer.assessment);
                EntryView {
                    entry: judged.entry,
                    cost: judged.amounts.cost,
                    support: judged.amounts.support,
                    eligible: found.as_ref().map(|a| a.eligible),
                    unsure: found.as_ref().is_some_and(|a| a.eligibility().is_unsure()),
                    ceiling: found.as_ref().and_then(|a| a.ceiling),
                    equation: found
                        .as_ref()
                        .map(|a| a.equation.clone())
                        .unwrap_or_default(),
                    article: found.map(|a| a.article).unwrap_or_default(),
                }
            })
            .collect(),
    }))
}

/// The beneficiaries of a group project with place, specification, money and ceiling.
#[utoipa::path(
    get, path = "/api/v1/projects/{id}/beneficiaries", operation_id = "getProjectBeneficiaries",
    tag = "programme", params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = RosterView),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn get(ApiCx(cx): ApiCx, Path(id): Path<Uuid>) -> Result<Json<RosterView>, WebError> {
    cx.may(Verb::View, Thing::Project)?;
    whole(&cx, Id::from_uuid(id)).await
}

/// Adds a beneficiary.
#[utoipa::path(
    post, path = "/api/v1/projects/{id}/beneficiaries", operation_id = "addProjectBeneficiary",
    tag = "programme", params(("id" = Uuid, Path)), request_body = PutEntry,
    responses(
        (status = 201, body = RosterView),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn post(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<PutEntry>,
) -> Result<(StatusCode, Json<RosterView>), WebError> {
    let id = Id::from_uuid(id);
    put_entry(&cx, id, input.version, None, input.entry).await?;
    Ok((StatusCode::CREATED, whole(&cx, id).await?))
}

/// Changes the beneficiary of a line.
#[utoipa::path(
    put, path = "/api/v1/projects/{id}/beneficiaries/{line}",
    operation_id = "setProjectBeneficiary", tag = "programme",
    params(("id" = Uuid, Path), ("line" = Uuid, Path)), request_body = PutEntry,
    responses(
        (status = 200, body = RosterView),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn put(
    ApiCx(cx): ApiCx,
    Path((id, line)): Path<(Uuid, Uuid)>,
    ApiJson(input): ApiJson<PutEntry>,
) -> Result<Json<RosterView>, WebError> {
    let (id, line) = (Id::from_uuid(id), Id::from_uuid(line));
    put_entry(&cx, id, input.version, Some(line), input.entry).await?;
    whole(&cx, id).await
}

/// Takes the beneficiary of a line out.
#[utoipa::path(
    delete, path = "/api/v1/projects/{id}/beneficiaries/{line}",
    operation_id = "removeProjectBeneficiary", tag = "programme",
    params(("id" = Uuid, Path), ("line" = Uuid, Path)), request_body = ReadVersion,
    responses(
        (status = 200, body = RosterView),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn delete(
    ApiCx(cx): ApiCx,
    Path((id, line)): Path<(Uuid, Uuid)>,
    ApiJson(input): ApiJson<ReadVersion>,
) -> Result<Json<RosterView>, WebError> {
    let (id, line) = (Id::from_uuid(id), Id::from_uuid(line));
    remove_entry(&cx, id, input.version, line).await?;
    whole(&cx, id).await
}

/// Fixes the list by a paper, before the contract.
#[utoipa::path(
    post, path = "/api/v1/projects/{id}/beneficiary-fixing",
    operation_id = "fixProjectBeneficiaries", tag = "programme",
    params(("id" = Uuid, Path)), request_body = FixInput,
    responses(
        (status = 200, body = RosterView),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn post_fixing(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<FixInput>,
) -> Result<Json<RosterView>, WebError> {
    let id = Id::from_uuid(id);
    fix(&cx, id, input, None).await?;
    whole(&cx, id).await
}
