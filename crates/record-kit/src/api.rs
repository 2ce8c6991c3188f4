//! JSON of a register: list, one row, a new row. [`record_api!`](crate::record_api) names the
//! addresses; the work is done here.

use axum::{Json, extract::Query, http::StatusCode};
use db::CommandError;
use kernel::{Id, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use web_kit::{ApiCx, ApiJson, ApiList, WebError};

use crate::{Filter, Record, Register, commands, names, store};

/// One row of a register.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiRecord<R: ToSchema> {
    pub id: Uuid,
    pub version: i64,
    /// Invented for the demonstration under a real total.
    pub illustration: bool,
    /// What the row is called.
    pub title: String,
    /// The province of the era of the row's date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub province_id: Option<UnitId>,
    /// The name of the establishment, where the register has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub establishment_name: Option<String>,
    pub fields: R,
}

/// Which rows are wanted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RecordQuery {
    /// The cursor of the part before.
    pub after: Option<String>,
    /// How many, 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<i64>,
    /// Words of the row, with or without diacritics.
    pub q: Option<String>,
    /// The year by which the row is counted.
    pub year: Option<i64>,
    /// The province of the era of the row's date.
    pub province: Option<UnitId>,
}

async fn wire<R: Register>(
    cx: &db::Cx,
    conn: &mut db::Conn,
    rows: Vec<Record<R>>,
) -> Result<Vec<ApiRecord<R>>, WebError> {
    let names = names::of(cx, conn, &rows).await?;
    Ok(rows
        .into_iter()
        .map(|row| ApiRecord {
            id: row.id.uuid(),
            version: row.version,
            illustration: row.illustration,
            title: row.fields.title(),
            province_id: row.province_id,
            establishment_name: row
                .fields
                .establishment()
                .and_then(|id| names.get(&id.to_string()).map(str::to_owned)),
            fields: row.fields,
        })
        .collect())
}

pub async fn list<R: Register>(
    ApiCx(cx): ApiCx,
    Query(query): Query<RecordQuery>,
) -> Result<Json<ApiList<ApiRecord<R>>>, WebError> {
    cx.may(kernel::Verb::View, R::ACCESS)?;
    let part = web_kit::ListQuery {
        after: query.after,
        limit: query.limit,
    };
    let (cursor, limit) = (part.cursor()?, part.limit());
    let filter = Filter {
        q: query.q.unwrap_or_default(),
        year: query.year,
        provinces: query.province.into_iter().collect(),
    };
    let mut conn = cx.read().await?;
    let rows = store::after::<R>(&cx, &mut conn, &filter, cursor, limit).await?;
    let next = db::Cursor::next(rows.last().map(|row| row.id), rows.len(), limit);
    Ok(Json(ApiList {
        items: wire(&cx, &mut conn, rows).await?,
        next,
    }))
}

pub async fn get<R: Register>(cx: &db::Cx, id: Uuid) -> Result<Json<ApiRecord<R>>, WebError> {
    cx.may(kernel::Verb::View, R::ACCESS)?;
    let mut conn = cx.read().await?;
    let row = store::get::<R>(cx, &mut conn, Id::from_uuid(id)).await?;
    let mut rows = wire(cx, &mut conn, row.into_iter().collect()).await?;
    rows.pop()
        .map(Json)
        .ok_or_else(|| CommandError::NotFound.into())
}

pub async fn create<R: Register>(
    ApiCx(cx): ApiCx,
    ApiJson(input): ApiJson<R>,
) -> Result<(StatusCode, Json<ApiRecord<R>>), WebError> {
    let id = commands::create(&cx, input).await?;
    Ok((StatusCode::CREATED, get::<R>(&cx, id.uuid()).await?))
}

/// Declares `pub fn api() -> Operations` with the three operations of a register.
#[macro_export]
macro_rules! record_api {
    ($input:ident, $list:tt, $one:tt, $tag:tt, $op_list:tt, $op_get:tt, $op_create:tt) => {
        mod api {
            use axum::{Json, extract::{Path, Query}, http::StatusCode};
            use web_kit::{ApiCx, ApiJson, ApiList, Problem, WebError};
            use $crate::api::{ApiRecord, RecordQuery};
            use super::$input;

            #[utoipa::path(
                get, path = $list, operation_id = $op_list, tag = $tag, params(RecordQuery),
                responses(
                    (status = 200, body = ApiList<ApiRecord<$input>>),
                    (status = "4XX", body = Problem, content_type = "application/problem+json"),
                ),
            )]
            pub(super) async fn list(
                cx: ApiCx,
                query: Query<RecordQuery>,
            ) -> Result<Json<ApiList<ApiRecord<$input>>>, WebError> {
                $crate::api::list::<$input>(cx, query).await
            }

            #[utoipa::path(
                get, path = $one, operation_id = $op_get, tag = $tag,
                params(("id" = uuid::Uuid, Path)),
                responses(
                    (status = 200, body = ApiRecord<$input>),
                    (status = "4XX", body = Problem, content_type = "application/problem+json"),
                ),
            )]
            pub(super) async fn get(
                ApiCx(cx): ApiCx,
                Path(id): Path<uuid::Uuid>,
            ) -> Result<Json<ApiRecord<$input>>, WebError> {
                $crate::api::get::<$input>(&cx, id).await
            }

            #[utoipa::path(
                post, path = $list, operation_id = $op_create, tag = $tag,
                request_body = $input,
                responses(
                    (status = 201, body = ApiRecord<$input>),
                    (status = "4XX", body = Problem, content_type = "application/problem+json"),
                ),
            )]
            pub(super) async fn create(
                cx: ApiCx,
                input: ApiJson<$input>,
            ) -> Result<(StatusCode, Json<ApiRecord<$input>>), WebError> {
                $crate::api::create::<$input>(cx, input).await
            }
        }

        /// The JSON operations of this register.
        pub fn api() -> web_kit::Operations {
            use api::*;
            web_kit::operations![list, create, get]
        }
    };
}
