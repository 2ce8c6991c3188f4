use axum::{
    Json,
    extract::{Path, Query},
    http::StatusCode,
};
use db::{CommandError, Cx};
use jiff::civil::Date;
use kernel::{Id, InstrumentId, Thing, UnitId, Verb};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use web_kit::{
    ApiCx, ApiJson, ApiList, ListQuery, Operations, Problem, WebError, day_param, operations,
};

use super::{
    article::{self, Article, ArticleInput},
    commands::{self, InstrumentInput},
    effect::{self, Standing, Turn},
    lapse::{self, Review},
    model::{Instrument, InstrumentKind},
    relation::{self, Related, RelationInput},
    store::{self, Area, Filter},
};

pub(crate) fn router() -> Operations {
    operations![list, create, review, get, relate, add_article]
}

/// Which documents are wanted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct InstrumentQuery {
    /// The cursor of the part before.
    after: Option<String>,
    /// How many, 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<i64>,
    /// Words of number, issuer or subject, with or without diacritics.
    q: Option<String>,
    /// `thong_tu`, `quyet_dinh` …
    kind: Option<InstrumentKind>,
    /// In force on this day.
    #[param(value_type = Option<String>, format = Date)]
    on: Option<String>,
    /// The province; with those merged into it.
    unit: Option<i64>,
}

/// The day that is asked for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct DayQuery {
    /// Today when absent.
    #[param(value_type = Option<String>, format = Date)]
    on: Option<String>,
}

/// Which local documents are reviewed.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ReviewQuery {
    /// Today when absent.
    #[param(value_type = Option<String>, format = Date)]
    on: Option<String>,
    /// The province; with those merged into it. All when absent.
    unit: Option<i64>,
}

/// A document with its relations, articles and course.
#[derive(Debug, Serialize, ToSchema)]
struct InstrumentWithRelations {
    #[serde(flatten)]
    instrument: Instrument,
    /// Where it stands on the day that was asked for.
    standing: Standing,
    /// The same in a sentence.
    sentence: String,
    relations: Vec<Related>,
    articles: Vec<Article>,
    /// What happened to it, in the order of days.
    course: Vec<Turn>,
}

#[utoipa::path(
    get, path = "/api/v1/instruments", operation_id = "listInstruments", tag = "law",
    params(InstrumentQuery),
    responses(
        (status = 200, body = ApiList<Instrument>),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn list(
    ApiCx(cx): ApiCx,
    Query(query): Query<InstrumentQuery>,
) -> Result<Json<ApiList<Instrument>>, WebError> {
    cx.may(Verb::View, Thing::Instrument)?;
    let part = ListQuery {
        after: query.after,
        limit: query.limit,
    };
    let filter = Filter {
        q: query.q.unwrap_or_default(),
        kind: query.kind,
        area: query
            .unit
            .map_or(Area::Any, |unit| Area::Province(UnitId(unit))),
        standing: day_param(&cx, "on", query.on.as_deref())?.map(|on| (Standing::InForce, on)),
        unverified: false,
    };
    let mut conn = cx.read().await?;
    let items = store::after(&mut conn, &filter, part.cursor()?, part.limit()).await?;
    let next = db::Cursor::next(items.last().map(|i| i.id), items.len(), part.limit());
    Ok(Json(ApiList { items, next }))
}

async fn one(cx: &Cx, id: InstrumentId, on: Date) -> Result<InstrumentWithRelations, WebError> {
    let mut conn = cx.read().await?;
    let instrument = store::get(&mut conn, id)
        .await?
        .ok_or(CommandError::NotFound)?;
    let relations = relation::related(&mut conn, id).await?;
    Ok(InstrumentWithRelations {
        standing: instrument.standing(on),
        sentence: effect::sentence(&instrument, &relations, on, cx.lang),
        course: effect::course(&instrument, &relations, cx.lang),
        articles: article::of_instrument(&mut conn, id).await?,
        instrument,
        relations,
    })
}

#[utoipa::path(
    get, path = "/api/v1/instrument-review", operation_id = "reviewLocalInstruments", tag = "law",
    params(ReviewQuery),
    responses(
        (status = 200, body = Review),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn review(
    ApiCx(cx): ApiCx,
    Query(query): Query<ReviewQuery>,
) -> Result<Json<Review>, WebError> {
    cx.may(Verb::View, Thing::Instrument)?;
    let on = day_param(&cx, "on", query.on.as_deref())?.unwrap_or_else(|| cx.today());
    let area = query
        .unit
        .map_or(Area::Local, |unit| Area::Province(UnitId(unit)));
    let mut conn = cx.read().await?;
    let scope = &cx.actor.scope;
    Ok(Json(
        lapse::review(&mut conn, scope, area, on, cx.today()).await?,
    ))
}

#[utoipa::path(
    get, path = "/api/v1/instruments/{id}", operation_id = "getInstrument", tag = "law",
    params(("id" = Uuid, Path), DayQuery),
    responses(
        (status = 200, body = InstrumentWithRelations),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn get(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    Query(query): Query<DayQuery>,
) -> Result<Json<InstrumentWithRelations>, WebError> {
    cx.may(Verb::View, Thing::Instrument)?;
    let on = day_param(&cx, "on", query.on.as_deref())?.unwrap_or_else(|| cx.today());
    Ok(Json(one(&cx, Id::from_uuid(id), on).await?))
}

#[utoipa::path(
    post, path = "/api/v1/instruments", operation_id = "createInstrument", tag = "law",
    request_body = InstrumentInput,
    responses(
        (status = 201, body = InstrumentWithRelations),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn create(
    ApiCx(cx): ApiCx,
    ApiJson(input): ApiJson<InstrumentInput>,
) -> Result<(StatusCode, Json<InstrumentWithRelations>), WebError> {
    let id = commands::create(&cx, input, None).await?;
    let on = cx.today();
    Ok((StatusCode::CREATED, Json(one(&cx, id, on).await?)))
}

#[utoipa::path(
    post, path = "/api/v1/instruments/{id}/relations", operation_id = "relateInstrument",
    tag = "law",
    params(("id" = Uuid, Path)),
    request_body = RelationInput,
    responses(
        (status = 200, body = InstrumentWithRelations),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn relate(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<RelationInput>,
) -> Result<Json<InstrumentWithRelations>, WebError> {
    let id = Id::from_uuid(id);
    relation::relate(&cx, id, input).await?;
    let on = cx.today();
    Ok(Json(one(&cx, id, on).await?))
}

#[utoipa::path(
    post, path = "/api/v1/instruments/{id}/articles", operation_id = "addInstrumentArticle",
    tag = "law",
    params(("id" = Uuid, Path)),
    request_body = ArticleInput,
    responses(
        (status = 201, body = InstrumentWithRelations),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn add_article(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<ArticleInput>,
) -> Result<(StatusCode, Json<InstrumentWithRelations>), WebError> {
    let id = Id::from_uuid(id);
    article::add(&cx, id, input).await?;
    let on = cx.today();
    Ok((StatusCode::CREATED, Json(one(&cx, id, on).await?)))
}
