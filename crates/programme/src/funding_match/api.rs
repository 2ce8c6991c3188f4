use axum::{
    Json,
    extract::{Path, Query},
};
use kernel::{Id, Thing, Verb};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use web_kit::{ApiCx, ApiJson, Operations, Problem, WebError, operations};

use super::{
    Found, Given, MatchKind, ResolutionInput, Rule, SearchBy, commands,
    matching::{self, Match},
    model::Resolution,
    search,
};
use crate::project::Case;

pub(crate) fn router() -> Operations {
    operations![find, of_project, resolve]
}

/// What is looked for, in every year and province.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct FindQuery {
    /// Tax code, citizen number, serial, invoice number, site or name.
    q: String,
    /// By what; by everything that the text may be when absent.
    #[param(inline)]
    by: Option<SearchBy>,
}

/// The supports that were met, the newest year first; at most 200.
#[derive(Debug, Serialize, ToSchema)]
struct Supports {
    items: Vec<Found>,
}

#[utoipa::path(
    get, path = "/api/v1/funding-matches", operation_id = "findSupports", tag = "programme",
    params(FindQuery),
    responses(
        (status = 200, body = Supports),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn find(
    ApiCx(cx): ApiCx,
    Query(query): Query<FindQuery>,
) -> Result<Json<Supports>, WebError> {
    cx.may(Verb::View, Thing::FundingMatch)?;
    commands::note_search(&cx, &query.q).await?;
    let mut conn = cx.read().await?;
    let items = search(&cx, &mut conn, &query.q, query.by.unwrap_or_default()).await?;
    Ok(Json(Supports { items }))
}

/// A support that may be the same as a project.
#[derive(Debug, Serialize, ToSchema)]
struct MatchView {
    /// Names the match when it is settled.
    key: String,
    kind: MatchKind,
    rule: Rule,
    /// What is the same.
    subject: String,
    other: Given,
    /// True when a step may not go on because of it.
    stops: bool,
    resolution: Option<Resolution>,
    reason: String,
}

/// The matches of a project, those that stop it first.
#[derive(Debug, Serialize, ToSchema)]
struct Matches {
    items: Vec<MatchView>,
}

fn view(found: Match) -> MatchView {
    let settled = found.settled().cloned();
    MatchView {
        stops: found.stops(),
        key: found.key,
        kind: found.kind,
        rule: found.rule,
        subject: found.subject,
        other: found.given,
        resolution: settled.as_ref().and_then(|kept| kept.resolution),
        reason: settled.map(|kept| kept.reason).unwrap_or_default(),
    }
}

async fn all(cx: &db::Cx, id: Uuid) -> Result<Json<Matches>, WebError> {
    let mut conn = cx.read().await?;
    let case = Case::load(cx, &mut conn, Id::from_uuid(id)).await?;
    let found = matching::matches(cx, &mut conn, &case, cx.today()).await?;
    Ok(Json(Matches {
        items: found.into_iter().map(view).collect(),
    }))
}

#[utoipa::path(
    get, path = "/api/v1/projects/{id}/funding-matches", operation_id = "listFundingMatches",
    tag = "programme", params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = Matches),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn of_project(ApiCx(cx): ApiCx, Path(id): Path<Uuid>) -> Result<Json<Matches>, WebError> {
    cx.may(Verb::View, Thing::FundingMatch)?;
    all(&cx, id).await
}

#[utoipa::path(
    post, path = "/api/v1/projects/{id}/funding-matches", operation_id = "resolveFundingMatch",
    tag = "programme", params(("id" = Uuid, Path)), request_body = ResolutionInput,
    responses(
        (status = 200, body = Matches),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn resolve(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<ResolutionInput>,
) -> Result<Json<Matches>, WebError> {
    commands::resolve(&cx, Id::from_uuid(id), input).await?;
    all(&cx, id).await
}
