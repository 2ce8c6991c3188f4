//! Projects as JSON, and the upload of files that papers refer to.

use axum::{
    Json,
    extract::{Path, Query},
    http::StatusCode,
};
use db::{CommandError, Cx};
use jiff::civil::Date;
use kernel::{Activity, FileId, Id, NeedId, PlanLineId, ProjectId, Thing, UnitId, Verb};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use web_kit::{
    ApiCx, ApiJson, ApiList, Form, ListQuery, Operations, Problem, WebError, operations,
};

use super::{
    AppraisalInput, Balances, Beneficiary, Case, CostLine, CostLineInput, DossierInput, Level,
    MoneyEntry, ProjectInput, StepInput, appraise, create as create_project, set_costs, store,
    take, tick,
};

pub fn api() -> Operations {
    operations![
        list,
        create,
        get,
        put_costs,
        put_dossier,
        put_appraisal,
        post_step,
        money,
        upload
    ]
    .merge(super::roster::router())
    .merge(super::adjustment::router())
}

/// A project in a list.
#[derive(Debug, Serialize, ToSchema)]
struct ProjectBrief {
    id: ProjectId,
    code: String,
    title: String,
    /// `kcqg` or `kcdp`.
    scope: String,
    activity: Activity,
    year: i64,
    province_id: UnitId,
    /// Code of the state in the project's workflow.
    state: String,
    beneficiaries: String,
    /// Code of the national centre that files it to the ministry agency itself.
    national_centre: Option<String>,
    version: i64,
    /// True when the record was invented for the demonstration.
    illustration: bool,
}

/// A project with what can be done next.
#[derive(Debug, Serialize, ToSchema)]
struct ProjectDetail {
    #[serde(flatten)]
    brief: ProjectBrief,
    kind: String,
    variant: String,
    line: bool,
    unit_id: Option<UnitId>,
    need_id: Option<NeedId>,
    plan_line_id: Option<PlanLineId>,
    implementer: String,
    coordinator: String,
    background: String,
    goals: String,
    content: String,
    effect: String,
    #[schema(value_type = Option<String>, format = Date)]
    starts_on: Option<Date>,
    #[schema(value_type = Option<String>, format = Date)]
    ends_on: Option<Date>,
    #[schema(value_type = String, format = Date)]
    drafted_on: Date,
    #[schema(value_type = Option<String>, format = Date)]
    approved_on: Option<Date>,
    #[schema(value_type = Option<String>, format = Date)]
    accepted_on: Option<Date>,
    establishments: Vec<Beneficiary>,
    /// The balances of the promotion money.
    money: Balances,
    /// Codes of the steps the caller's role may take now.
    steps: Vec<String>,
}

/// The estimate with its balances, and every movement.
#[derive(Debug, Serialize, ToSchema)]
struct ProjectMoney {
    lines: Vec<CostLine>,
    entries: Vec<MoneyEntry>,
}

/// The whole estimate.
#[derive(Debug, Deserialize, ToSchema)]
struct CostsInput {
    /// The version of the project that was read.
    version: i64,
    lines: Vec<CostLineInput>,
}

/// Papers of the check-list.
#[derive(Debug, Deserialize, ToSchema)]
struct DossierInputs {
    items: Vec<DossierInput>,
}

/// A file as a form field.
#[derive(ToSchema)]
#[expect(
    dead_code,
    reason = "describes the multipart body; the extractor reads it"
)]
struct FileUpload {
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// A stored file.
#[derive(Debug, Serialize, ToSchema)]
struct StoredFile {
    id: FileId,
    name: String,
    media_type: String,
    size: i64,
    sha256: String,
}

fn brief(project: super::Project) -> ProjectBrief {
    ProjectBrief {
        id: project.id,
        code: project.code,
        title: project.title,
        scope: project.scope,
        activity: project.activity,
        year: project.year,
        province_id: project.province_id,
        state: project.state,
        beneficiaries: project.beneficiaries,
        national_centre: project.national_centre,
        version: project.version,
        illustration: project.illustration,
    }
}

async fn one(cx: &Cx, id: ProjectId) -> Result<Json<ProjectDetail>, WebError> {
    let mut conn = cx.read().await?;
    let case = Case::load(cx, &mut conn, id).await?;
    let steps = case.steps(cx).iter().map(|t| t.code.clone()).collect();
    let money = case.promotion();
    let project = case.project;
    Ok(Json(ProjectDetail {
        kind: project.kind.clone(),
        variant: project.variant.clone(),
        line: project.line,
        unit_id: project.unit_id,
        need_id: project.need_id,
        plan_line_id: project.plan_line_id,
        implementer: project.implementer.clone(),
        coordinator: project.coordinator.clone(),
        background: project.background.clone(),
        goals: project.goals.clone(),
        content: project.content.clone(),
        effect: project.effect.clone(),
        starts_on: project.starts_on,
        ends_on: project.ends_on,
        drafted_on: project.drafted_on,
        approved_on: project.approved_on,
        accepted_on: project.accepted_on,
        establishments: case.beneficiaries,
        money,
        steps,
        brief: brief(project),
    }))
}

/// Projects within the caller's scope, in the order they were made.
#[utoipa::path(
    get, path = "/api/v1/projects", operation_id = "listProjects", tag = "programme",
    params(ListQuery),
    responses(
        (status = 200, body = ApiList<ProjectBrief>),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn list(
    ApiCx(cx): ApiCx,
    Query(query): Query<ListQuery>,
) -> Result<Json<ApiList<ProjectBrief>>, WebError> {
    cx.may(Verb::View, Thing::Project)?;
    let (cursor, limit) = (query.cursor()?, query.limit());
    let mut conn = cx.read().await?;
    let rows = store::after(&mut conn, &cx.actor.scope, cursor, limit).await?;
    let next = db::Cursor::next(rows.last().map(|p| p.id), rows.len(), limit);
    let items = rows.into_iter().map(brief).collect();
    Ok(Json(ApiList { items, next }))
}

#[utoipa::path(
    get, path = "/api/v1/projects/{id}", operation_id = "getProject", tag = "programme",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = ProjectDetail),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn get(ApiCx(cx): ApiCx, Path(id): Path<Uuid>) -> Result<Json<ProjectDetail>, WebError> {
    cx.may(Verb::View, Thing::Project)?;
    one(&cx, Id::from_uuid(id)).await
}

/// Draws up a project.
#[utoipa::path(
    post, path = "/api/v1/projects", operation_id = "createProject", tag = "programme",
    request_body = ProjectInput,
    responses(
        (status = 201, body = ProjectDetail),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn create(
    ApiCx(cx): ApiCx,
    ApiJson(input): ApiJson<ProjectInput>,
) -> Result<(StatusCode, Json<ProjectDetail>), WebError> {
    let id = create_project(&cx, input).await?;
    Ok((StatusCode::CREATED, one(&cx, id).await?))
}

/// Sets the whole estimate of a draft, or proposes the next version while an adjustment is asked.
#[utoipa::path(
    put, path = "/api/v1/projects/{id}/costs", operation_id = "setProjectCosts", tag = "programme",
    params(("id" = Uuid, Path)), request_body = CostsInput,
    responses(
        (status = 200, body = ProjectDetail),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn put_costs(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<CostsInput>,
) -> Result<Json<ProjectDetail>, WebError> {
    let id = Id::from_uuid(id);
    set_costs(&cx, id, input.version, input.lines).await?;
    one(&cx, id).await
}

/// Says which papers of the dossier are there.
#[utoipa::path(
    put, path = "/api/v1/projects/{id}/dossier", operation_id = "setProjectDossier",
    tag = "programme", params(("id" = Uuid, Path)), request_body = DossierInputs,
    responses(
        (status = 200, body = ProjectDetail),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn put_dossier(
    ApiCx(cx): ApiCx,
    Path(id): Path<Uuid>,
    ApiJson(input): ApiJson<DossierInputs>,
) -> Result<Json<ProjectDetail>, WebError> {
    let id = Id::from_uuid(id);
    tick(&cx, id, &input.items, &[]).await?;
    one(&cx, id).await
}

/// Records findings and the conclusion of an appraisal; the level is `base` or `ministry`.
#[utoipa::path(
    put, path = "/api/v1/projects/{id}/appraisals/{level}", operation_id = "setProjectAppraisal",
    tag = "programme", params(("id" = Uuid, Path), ("level" = inline(Level), Path)),
    request_body = AppraisalInput,
    responses(
        (status = 200, body = ProjectDetail),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn put_appraisal(
    ApiCx(cx): ApiCx,
    Path((id, level)): Path<(Uuid, Level)>,
    ApiJson(input): ApiJson<AppraisalInput>,
) -> Result<Json<ProjectDetail>, WebError> {
    let id = Id::from_uuid(id);
    appraise(&cx, id, level, input).await?;
    one(&cx, id).await
}

/// Takes a step of the workflow. `steps` of the project lists the codes possible now.
#[utoipa::path(
    post, path = "/api/v1/projects/{id}/steps/{step}", operation_id = "takeProjectStep",
    tag = "programme", params(("id" = Uuid, Path), ("step" = String, Path)),
    request_body = StepInput,
    responses(
        (status = 200, body = ProjectDetail),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn post_step(
    ApiCx(cx): ApiCx,
    Path((id, step)): Path<(Uuid, String)>,
    ApiJson(input): ApiJson<StepInput>,
) -> Result<Json<ProjectDetail>, WebError> {
    let id = Id::from_uuid(id);
    take(&cx, id, &step, input, None).await?;
    one(&cx, id).await
}

/// The money of a project by line and source, with every movement.
#[utoipa::path(
    get, path = "/api/v1/projects/{id}/money", operation_id = "getProjectMoney",
    tag = "programme", params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = ProjectMoney),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn money(ApiCx(cx): ApiCx, Path(id): Path<Uuid>) -> Result<Json<ProjectMoney>, WebError> {
    cx.may(Verb::View, Thing::Project)?;
    let mut conn = cx.read().await?;
    let case = Case::load(&cx, &mut conn, Id::from_uuid(id)).await?;
    let entries = store::entries(&mut conn, case.project.id).await?;
    Ok(Json(ProjectMoney {
        lines: case.lines,
        entries,
    }))
}

/// Keeps a file, to be named as the paper of a step by the same caller.
#[utoipa::path(
    post, path = "/api/v1/files", operation_id = "uploadFile", tag = "programme",
    request_body(content = FileUpload, content_type = "multipart/form-data"),
    responses(
        (status = 201, body = StoredFile),
        (status = "4XX", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn upload(ApiCx(cx): ApiCx, form: Form) -> Result<(StatusCode, Json<StoredFile>), WebError> {
    cx.may(Verb::Decide, Thing::Project)?;
    let upload = form.file("file").ok_or_else(|| {
        CommandError::field("file", cx.t("Chưa có tệp nào.", "There is no file."))
    })?;
    let mut tx = cx.begin().await?;
    let id = tx.store_file(&cx, &upload).await?;
    let row = db::file_row(&mut tx, id)
        .await?
        .ok_or_else(WebError::not_found)?;
    tx.audit_new(&cx, "file", id, &row).await?;
    tx.commit().await?;
    Ok((
        StatusCode::CREATED,
        Json(StoredFile {
            id: row.id,
            name: row.name,
            media_type: row.media_type,
            size: row.size,
            sha256: row.sha256,
        }),
    ))
}
