use axum::{
    Json,
    extract::{Path, Query},
    http::StatusCode,
};
use db::{Cx, PageRequest};
use kernel::{
    CouncilId, CouncilItemId, CouncilMemberId, CouncilSessionId, InterestId, Thing, Verb,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web_kit::{ApiCx, ApiJson, Operations, Problem, WebError, operations};

use super::{
    ballot::{self, BallotInput},
    interest::{self, InterestInput},
    model::{Council, CouncilRow, Interest, Item, Member, Presence, Session, SessionRow, Vote},
    papers, store,
};

pub(crate) fn router() -> Operations {
    operations![
        list,
        get,
        get_session,
        get_votes,
        put_ballot,
        post_interest,
        put_answer,
        put_settlement
    ]
}

/// Which page of councils is wanted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct CouncilQuery {
    /// Words of title, decision, issuer or signer, with or without diacritics.
    q: Option<String>,
    /// Counted from 1; 50 councils a page.
    page: Option<i64>,
}

/// A page of councils, the newest decision first.
#[derive(Debug, Serialize, ToSchema)]
struct CouncilPage {
    items: Vec<CouncilRow>,
    total: i64,
}

/// A council with its members and sessions.
#[derive(Debug, Serialize, ToSchema)]
struct CouncilWhole {
    #[serde(flatten)]
    council: Council,
    members: Vec<Member>,
    sessions: Vec<SessionRow>,
}

/// A session with its agenda, roll and interests. What the caller has an interest in is kept back.
#[derive(Debug, Serialize, ToSchema)]
struct SessionWhole {
    #[serde(flatten)]
    session: Session,
    items: Vec<Item>,
    roll: Vec<Presence>,
    interests: Vec<Interest>,
}

#[utoipa::path(
    get, path = "/api/v1/councils", operation_id = "listCouncils", tag = "programme",
    params(CouncilQuery),
    responses(
        (status = 200, body = CouncilPage),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn list(
    ApiCx(cx): ApiCx,
    Query(query): Query<CouncilQuery>,
) -> Result<Json<CouncilPage>, WebError> {
    cx.may(Verb::View, Thing::Council)?;
    let filter = store::Filter {
        q: query.q.unwrap_or_default(),
        level: None,
    };
    let mut conn = cx.read().await?;
    let request = PageRequest::new(query.page);
    let page = store::list(&mut conn, &cx.actor, &filter, request).await?;
    Ok(Json(CouncilPage {
        items: page.rows,
        total: page.total,
    }))
}

#[utoipa::path(
    get, path = "/api/v1/councils/{id}", operation_id = "getCouncil", tag = "programme",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = CouncilWhole),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn get(ApiCx(cx): ApiCx, Path(id): Path<CouncilId>) -> Result<Json<CouncilWhole>, WebError> {
    cx.may(Verb::View, Thing::Council)?;
    let mut conn = cx.read().await?;
    Ok(Json(CouncilWhole {
        council: store::find(&cx, &mut conn, id).await?,
        members: store::members(&mut conn, id).await?,
        sessions: store::sessions(&mut conn, id).await?,
    }))
}

#[utoipa::path(
    get, path = "/api/v1/council-sessions/{id}", operation_id = "getCouncilSession",
    tag = "programme", params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = SessionWhole),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn get_session(
    ApiCx(cx): ApiCx,
    Path(id): Path<CouncilSessionId>,
) -> Result<Json<SessionWhole>, WebError> {
    cx.may(Verb::View, Thing::Council)?;
    let mut conn = cx.read().await?;
    let (_, session) = store::session(&cx, &mut conn, id).await?;
    Ok(Json(SessionWhole {
        items: store::items(&cx, &mut conn, id).await?,
        roll: store::presence(&mut conn, id).await?,
        interests: store::interests(&mut conn, id).await?,
        session,
    }))
}

async fn votes(
    cx: &Cx,
    session: CouncilSessionId,
    item: CouncilItemId,
) -> Result<Json<Vec<Vote>>, WebError> {
    let mut conn = cx.read().await?;
    store::session(cx, &mut conn, session).await?;
    let item = store::item(cx, &mut conn, session, item).await?;
    papers::admit(cx, &item)?;
    Ok(Json(papers::votes(cx, &mut conn, item.id).await?))
}

/// The votes on a project of the agenda; refused to whoever has an interest in it.
#[utoipa::path(
    get, path = "/api/v1/council-sessions/{id}/items/{item}/votes",
    operation_id = "listCouncilVotes", tag = "programme",
    params(("id" = Uuid, Path), ("item" = Uuid, Path)),
    responses(
        (status = 200, body = Vec<Vote>),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn get_votes(
    ApiCx(cx): ApiCx,
    Path((id, item)): Path<(CouncilSessionId, CouncilItemId)>,
) -> Result<Json<Vec<Vote>>, WebError> {
    cx.may(Verb::View, Thing::Council)?;
    votes(&cx, id, item).await
}

/// Takes a member's ballot while the session is open.
#[utoipa::path(
    put, path = "/api/v1/council-sessions/{id}/items/{item}/ballots/{member}",
    operation_id = "putCouncilBallot", tag = "programme",
    params(("id" = Uuid, Path), ("item" = Uuid, Path), ("member" = Uuid, Path)),
    request_body = BallotInput,
    responses(
        (status = 200, body = Vec<Vote>),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn put_ballot(
    ApiCx(cx): ApiCx,
    Path((id, item, member)): Path<(CouncilSessionId, CouncilItemId, CouncilMemberId)>,
    ApiJson(input): ApiJson<BallotInput>,
) -> Result<(StatusCode, Json<Vec<Vote>>), WebError> {
    ballot::cast(&cx, id, item, member, input).await?;
    Ok((StatusCode::OK, votes(&cx, id, item).await?))
}

/// What a member says to a question about himself.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct InterestAnswer {
    /// True excludes the member from the project at once.
    pub confirmed: bool,
    /// Required of whoever denies the interest.
    #[serde(default)]
    pub answer: String,
}

/// How a question is settled, or a declaration taken back that was made by mistake.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct InterestSettlement {
    /// True keeps the member out of the project.
    pub excluded: bool,
    /// The reason.
    #[serde(default)]
    pub settlement: String,
}

async fn interests(cx: &Cx, session: CouncilSessionId) -> Result<Json<Vec<Interest>>, WebError> {
    let mut conn = cx.read().await?;
    store::session(cx, &mut conn, session).await?;
    Ok(Json(store::interests(&mut conn, session).await?))
}

/// Declares an interest in a project of the agenda: the caller's own, or that of a member without
/// account, as this one said it. The member leaves the project at once.
#[utoipa::path(
    post, path = "/api/v1/council-sessions/{id}/items/{item}/interests",
    operation_id = "declareCouncilInterest", tag = "programme",
    params(("id" = Uuid, Path), ("item" = Uuid, Path)),
    request_body = InterestInput,
    responses(
        (status = 201, body = Vec<Interest>),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn post_interest(
    ApiCx(cx): ApiCx,
    Path((id, item)): Path<(CouncilSessionId, CouncilItemId)>,
    ApiJson(input): ApiJson<InterestInput>,
) -> Result<(StatusCode, Json<Vec<Interest>>), WebError> {
    interest::declare(&cx, id, item, input).await?;
    Ok((StatusCode::CREATED, interests(&cx, id).await?))
}

/// Answers a question about the caller, who is the member that it names.
#[utoipa::path(
    put, path = "/api/v1/council-sessions/{id}/interests/{interest}/answer",
    operation_id = "answerCouncilInterest", tag = "programme",
    params(("id" = Uuid, Path), ("interest" = Uuid, Path)),
    request_body = InterestAnswer,
    responses(
        (status = 200, body = Vec<Interest>),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn put_answer(
    ApiCx(cx): ApiCx,
    Path((id, interest)): Path<(CouncilSessionId, InterestId)>,
    ApiJson(input): ApiJson<InterestAnswer>,
) -> Result<Json<Vec<Interest>>, WebError> {
    interest::answer(&cx, id, interest, input.confirmed, &input.answer).await?;
    interests(&cx, id).await
}

/// Settles a question by whoever runs the council; nobody settles his own, and what records prove
/// stays.
#[utoipa::path(
    put, path = "/api/v1/council-sessions/{id}/interests/{interest}/settlement",
    operation_id = "settleCouncilInterest", tag = "programme",
    params(("id" = Uuid, Path), ("interest" = Uuid, Path)),
    request_body = InterestSettlement,
    responses(
        (status = 200, body = Vec<Interest>),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn put_settlement(
    ApiCx(cx): ApiCx,
    Path((id, interest)): Path<(CouncilSessionId, InterestId)>,
    ApiJson(input): ApiJson<InterestSettlement>,
) -> Result<Json<Vec<Interest>>, WebError> {
    interest::settle(&cx, id, interest, input.excluded, &input.settlement).await?;
    interests(&cx, id).await
}
