use axum::{
    Json,
    extract::{Path, Query},
    http::StatusCode,
};
use db::Cx;
use kernel::{Dong, FrameworkId, FundingSource, Id, Thing, UnitId, Verb};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use web_kit::{ApiCx, ApiJson, ApiList, ListQuery, Operations, Problem, WebError, operations};

use super::{
    FiguresInput, Framework, FrameworkInput, FrameworkVersion, commands,
    model::{Figures, FrameworkRow},
    progress,
    store::{self, Filter},
};

pub(crate) fn router() -> Operations {
    operations![list, create, get, set_figures, progress_of]
}

/// Which programmes are wanted, within the caller's scope.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct FrameworkQuery {
    /// The cursor of the part before.
    after: Option<String>,
    /// How many, 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<i64>,
    /// Words of title, number or issuer, with or without diacritics.
    q: Option<String>,
    /// A year that the programme covers.
    year: Option<i64>,
    /// A province with those merged into it.
    province: Option<UnitId>,
}

/// A programme with its versions and the figures of the one in force.
#[derive(Debug, Serialize, ToSchema)]
struct FrameworkWhole {
    #[serde(flatten)]
    framework: Framework,
    versions: Vec<FrameworkVersion>,
    figures: Figures,
}

#[utoipa::path(
    get, path = "/api/v1/frameworks", operation_id = "listFrameworks", tag = "programme",
    params(FrameworkQuery),
    responses(
        (status = 200, body = ApiList<FrameworkRow>),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn list(
    ApiCx(cx): ApiCx,
    Query(query): Query<FrameworkQuery>,
) -> Result<Json<ApiList<FrameworkRow>>, WebError> {
    cx.may(Verb::View, Thing::Plan)?;
    let part = ListQuery {
        after: query.after,
        limit: query.limit,
    };
    let mut conn = cx.read().await?;
    let province = query.province.map(|id| id.to_string()).unwrap_or_default();
    let filter = Filter {
        q: query.q.unwrap_or_default(),
        year: query.year,
        provinces: crate::parts::family(&mut conn, &province).await?,
    };
    let (cursor, limit) = (part.cursor()?, part.limit());
    let items = store::after(&mut conn, &cx.actor.scope, &filter, cursor, limit).await?;
    let next = db::Cursor::next(items.last().map(|f| f.id), items.len(), limit);
    Ok(Json(ApiList { items, next }))
}

async fn one(cx: &Cx, id: FrameworkId) -> Result<Json<FrameworkWhole>, WebError> {
    let mut conn = cx.read().await?;
    let framework = store::find(cx, &mut conn, id).await?;
    Ok(Json(FrameworkWhole {
        versions: store::versions(&mut conn, id).await?,
        figures: store::figures(&mut conn, id, framework.number).await?,
        framework,
    }))
}

#[utoipa::path(
    get, path = "/api/v1/frameworks/{id}", operation_id = "getFramework", tag = "programme",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = FrameworkWhole),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn get(ApiCx(cx): ApiCx, Path(id): Path<Uuid>) -> Result<Json<FrameworkWhole>, WebError> {
    cx.may(Verb::View, Thing::Plan)?;
    one(&cx, Id::from_uuid(id)).await
}

#[utoipa::path(
    post, path = "/api/v1/frameworks", operation_id = "createFramework", tag = "programme",
    request_body = FrameworkInput,
    responses(
        (status = 201, body = FrameworkWhole),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn create(
    ApiCx(cx): ApiCx,
    ApiJson(input): ApiJson<FrameworkInput>,
) -> Result<(StatusCode, Json<FrameworkWhole>), WebError> {
    let id = commands::create(&cx, input).await?;
    Ok((StatusCode::CREATED, one(&cx, id).await?))
}

/// Figures with the version of the programme that was read.
#[derive(Debug, Deserialize, ToSchema)]
struct VersionedFigures {
    version: i64,
    #[serde(flatten)]
    figures: FiguresInput,
}

#[utoipa::path(
    post, path = "/api/v1/frameworks/{id}/figures", operation_id = "setFrameworkFigures",
    tag = "programme", params(("id" = Uuid, Path)), request_body = VersionedFigures,
    responses(
        (status = 200, body = FrameworkWhole),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn set_figures(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<VersionedFigures>,
) -> Result<Json<FrameworkWhole>, WebError> {
    let id = Id::from_uuid(id);
    commands::set_figures(&cx, id, input.version, input.figures).await?;
    one(&cx, id).await
}

/// An indicator with its target and what was done.
#[derive(Debug, Serialize, ToSchema)]
struct TargetView {
    indicator: &'static str,
    target: Option<i64>,
    /// Absent when no register holds such records.
    done: Option<i64>,
    percent: Option<i64>,
    by_year: Vec<YearCount>,
}

#[derive(Debug, Serialize, ToSchema)]
struct YearCount {
    year: i64,
    count: i64,
}

#[derive(Debug, Serialize, ToSchema)]
struct MoneyView {
    year: i64,
    source: FundingSource,
    foreseen: Option<Dong>,
    planned: Dong,
    spent: Dong,
}

/// What was done against what the programme aims at.
#[derive(Debug, Serialize, ToSchema)]
struct ProgressView {
    targets: Vec<TargetView>,
    money: Vec<MoneyView>,
}

#[utoipa::path(
    get, path = "/api/v1/frameworks/{id}/progress", operation_id = "getFrameworkProgress",
    tag = "programme", params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = ProgressView),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn progress_of(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
) -> Result<Json<ProgressView>, WebError> {
    cx.may(Verb::View, Thing::Plan)?;
    let id = Id::from_uuid(id);
    let mut conn = cx.read().await?;
    let framework = store::find(&cx, &mut conn, id).await?;
    let figures = store::figures(&mut conn, id, framework.number).await?;
    let progress = progress::progress(&cx, &mut conn, &framework, &figures).await?;
    Ok(Json(ProgressView {
        targets: progress
            .targets
            .into_iter()
            .map(|row| TargetView {
                indicator: row.indicator.code,
                target: row.target,
                percent: row.percent(),
                done: row.done.as_ref().map(|done| done.total),
                by_year: row
                    .done
                    .map(|done| done.by_year)
                    .unwrap_or_default()
                    .into_iter()
                    .map(|(year, count)| YearCount { year, count })
                    .collect(),
            })
            .collect(),
        money: progress
            .money
            .into_iter()
            .map(|row| MoneyView {
                year: row.year,
                source: row.source,
                foreseen: row.foreseen,
                planned: row.planned,
                spent: row.spent,
            })
            .collect(),
    }))
}
