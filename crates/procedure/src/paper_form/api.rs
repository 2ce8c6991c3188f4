use axum::{
    Json,
    extract::{Path, Query},
    http::StatusCode,
};
use db::{CommandError, Cx};
use kernel::{FormBasisId, Id, Thing, Verb};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use web_kit::{
    ApiCx, ApiJson, ApiList, Operations, Problem, WebError, day_param, operations,
    version::{VerifyInput, WithdrawInput},
};

use super::{
    FormBasis, PaperForm,
    commands::{self, FormBasisInput},
    store,
};

pub(crate) fn router() -> Operations {
    operations![list, bases, add, get, correction, verification, withdrawal]
}

/// Which day is asked for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct PaperFormQuery {
    /// The day whose basis is told; today when absent.
    #[param(value_type = Option<String>, format = Date)]
    on: Option<String>,
}

/// The forms of papers, each with the text it rests on that day; they are some dozens, so the list has
/// one part.
#[utoipa::path(
    get, path = "/api/v1/paper-forms", operation_id = "listPaperForms", tag = "procedure",
    params(PaperFormQuery),
    responses(
        (status = 200, body = ApiList<PaperForm>),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn list(
    ApiCx(cx): ApiCx,
    Query(query): Query<PaperFormQuery>,
) -> Result<Json<ApiList<PaperForm>>, WebError> {
    cx.may(Verb::View, Thing::Workflow)?;
    let on = day_param(&cx, "on", query.on.as_deref())?.unwrap_or_else(|| cx.today());
    let mut conn = cx.read().await?;
    let items = store::list(&mut conn, on).await?;
    Ok(Json(ApiList { items, next: None }))
}

/// Every version of every basis of a form, the one that began last first.
#[utoipa::path(
    get, path = "/api/v1/paper-forms/{code}/bases", operation_id = "listFormBases", tag = "procedure",
    params(("code" = String, Path)),
    responses(
        (status = 200, body = ApiList<FormBasis>),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn bases(
    ApiCx(cx): ApiCx,
    Path(code): Path<String>,
) -> Result<Json<ApiList<FormBasis>>, WebError> {
    cx.may(Verb::View, Thing::Workflow)?;
    rules::paper_form::find(&code).ok_or(CommandError::NotFound)?;
    let mut conn = cx.read().await?;
    let items = store::versions(&mut conn, &code).await?;
    Ok(Json(ApiList { items, next: None }))
}

async fn one(cx: &Cx, id: FormBasisId) -> Result<Json<FormBasis>, WebError> {
    let mut conn = cx.read().await?;
    let found = store::get(&mut conn, id).await?;
    Ok(Json(found.ok_or(CommandError::NotFound)?))
}

/// Says which text a form rests on from a day.
#[utoipa::path(
    post, path = "/api/v1/paper-forms/{code}/bases", operation_id = "addFormBasis", tag = "procedure",
    params(("code" = String, Path)), request_body = FormBasisInput,
    responses(
        (status = 201, body = FormBasis),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn add(
    ApiCx(cx): ApiCx,
    Path(code): Path<String>,
    ApiJson(input): ApiJson<FormBasisInput>,
) -> Result<(StatusCode, Json<FormBasis>), WebError> {
    let id = commands::add(&cx, &code, input).await?;
    Ok((StatusCode::CREATED, one(&cx, id).await?))
}

#[utoipa::path(
    get, path = "/api/v1/form-bases/{id}", operation_id = "getFormBasis", tag = "procedure",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = FormBasis),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn get(ApiCx(cx): ApiCx, Path(id): Path<Uuid>) -> Result<Json<FormBasis>, WebError> {
    cx.may(Verb::View, Thing::Workflow)?;
    one(&cx, Id::from_uuid(id)).await
}

/// Writes a corrected version; the id is that of the version it supersedes.
#[utoipa::path(
    post, path = "/api/v1/form-bases/{id}/correction", operation_id = "correctFormBasis",
    tag = "procedure",
    params(("id" = Uuid, Path)), request_body = FormBasisInput,
    responses(
        (status = 201, body = FormBasis),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn correction(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<FormBasisInput>,
) -> Result<(StatusCode, Json<FormBasis>), WebError> {
    let id = commands::correct(&cx, Id::from_uuid(id), input).await?;
    Ok((StatusCode::CREATED, one(&cx, id).await?))
}

/// Records that somebody compared the basis with its text, as a new version.
#[utoipa::path(
    post, path = "/api/v1/form-bases/{id}/verification", operation_id = "verifyFormBasis",
    tag = "procedure",
    params(("id" = Uuid, Path)), request_body = VerifyInput,
    responses(
        (status = 201, body = FormBasis),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn verification(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<VerifyInput>,
) -> Result<(StatusCode, Json<FormBasis>), WebError> {
    let id = commands::verify(&cx, Id::from_uuid(id), input).await?;
    Ok((StatusCode::CREATED, one(&cx, id).await?))
}

/// Takes a basis back that was entered by mistake, as a new version that counts on no day.
#[utoipa::path(
    post, path = "/api/v1/form-bases/{id}/withdrawal", operation_id = "withdrawFormBasis",
    tag = "procedure",
    params(("id" = Uuid, Path)), request_body = WithdrawInput,
    responses(
        (status = 201, body = FormBasis),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn withdrawal(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<WithdrawInput>,
) -> Result<(StatusCode, Json<FormBasis>), WebError> {
    let id = commands::withdraw(&cx, Id::from_uuid(id), input).await?;
    Ok((StatusCode::CREATED, one(&cx, id).await?))
}
