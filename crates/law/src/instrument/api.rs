use axum::{
    Json,
    extract::{Path, Query},
    http::StatusCode,
};
use db::CommandError;
use kernel::{Id, InstrumentId, Thing, Verb};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;
use uuid::Uuid;
use web_kit::{ApiCx, ApiJson, ApiList, App, ListQuery, OpenApiRouter, Problem, WebError};

use super::{
    commands::{self, InstrumentInput},
    model::{Instrument, InstrumentKind, Related},
    store::{self, Filter},
};

pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get))
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
}

/// A document with its relations.
#[derive(Debug, Serialize, ToSchema)]
struct InstrumentWithRelations {
    #[serde(flatten)]
    instrument: Instrument,
    relations: Vec<Related>,
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
        on: crate::choices::day_param(&cx, "on", query.on.as_deref())?,
        unverified: false,
    };
    let mut conn = cx.read().await?;
    let items = store::after(&mut conn, &filter, part.cursor()?, part.limit()).await?;
    let next = db::Cursor::next(items.last().map(|i| i.id), items.len(), part.limit());
    Ok(Json(ApiList { items, next }))
}

async fn one(cx: &db::Cx, id: InstrumentId) -> Result<InstrumentWithRelations, WebError> {
    let mut conn = cx.read().await?;
    let instrument = store::get(&mut conn, id)
        .await?
        .ok_or(CommandError::NotFound)?;
    let relations = store::related(&mut conn, id).await?;
    Ok(InstrumentWithRelations {
        instrument,
        relations,
    })
}

#[utoipa::path(
    get, path = "/api/v1/instruments/{id}", operation_id = "getInstrument", tag = "law",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = InstrumentWithRelations),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn get(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
) -> Result<Json<InstrumentWithRelations>, WebError> {
    cx.may(Verb::View, Thing::Instrument)?;
    Ok(Json(one(&cx, Id::from_uuid(id)).await?))
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
    Ok((StatusCode::CREATED, Json(one(&cx, id).await?)))
}
