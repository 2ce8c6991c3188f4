use axum::{
    Json,
    extract::{Path, Query},
    http::StatusCode,
};
use db::{CommandError, CommandResult, Conn, Cx};
use jiff::civil::Date;
use kernel::{EstablishmentId, SiteId, Thing, UnitId, Verb};
use rules::eligibility::LegalForm;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web_kit::{ApiCx, ApiJson, ApiList, ListQuery, Operations, Problem, WebError, operations};

use super::{
    commands::{self, CloseInput},
    input::{EstablishmentInput, NewEstablishment},
    model::{Establishment, OwnerSex, Status},
    store::{self, Filter, ListRow},
};
use crate::{
    site::{self, Site, SiteInput},
    year::{self, YearFigures, YearInput},
};

const TAG: &str = "establishments";

pub(crate) fn router() -> Operations {
    operations![
        list,
        create,
        get,
        update,
        close,
        reopen,
        add_site,
        years,
        record_year
    ]
}

/// An establishment in a list: no personal data.
#[derive(Serialize, ToSchema)]
struct EstablishmentItem {
    id: EstablishmentId,
    name: String,
    short_name: String,
    tax_code: Option<String>,
    #[schema(example = "ENTERPRISE")]
    legal_form: &'static str,
    industry_version: i64,
    industry_code: String,
    industry_name: String,
    unit_id: UnitId,
    /// The commune with everything above it.
    unit: String,
    province_id: UnitId,
    status: Status,
    /// Invented for the demonstration.
    illustration: bool,
}

impl From<ListRow> for EstablishmentItem {
    fn from(row: ListRow) -> Self {
        EstablishmentItem {
            id: row.id,
            name: row.name,
            short_name: row.short_name,
            tax_code: row.tax_code,
            legal_form: row.legal_form.0.code(),
            industry_version: row.industry_version,
            industry_code: row.industry_code,
            industry_name: row.industry_name,
            unit_id: row.unit_id,
            unit: row.unit_label,
            province_id: row.province_id,
            status: row.status,
            illustration: row.illustration,
        }
    }
}

/// A production site.
#[derive(Serialize, ToSchema)]
struct SiteDetail {
    id: SiteId,
    main: bool,
    unit_id: UnitId,
    province_id: UnitId,
    address: String,
    in_craft_village: bool,
    craft_village: String,
    cluster_note: String,
    #[schema(value_type = Option<String>, format = Date)]
    since: Option<Date>,
    #[schema(value_type = Option<String>, format = Date)]
    until: Option<Date>,
    version: i64,
}

impl From<Site> for SiteDetail {
    fn from(site: Site) -> Self {
        SiteDetail {
            id: site.id,
            main: site.main,
            unit_id: site.unit_id,
            province_id: site.province_id,
            address: site.address,
            in_craft_village: site.in_craft_village,
            craft_village: site.craft_village,
            cluster_note: site.cluster_note,
            since: site.since,
            until: site.until,
            version: site.version,
        }
    }
}

/// An establishment with its sites.
#[derive(Serialize, ToSchema)]
struct EstablishmentDetail {
    id: EstablishmentId,
    /// To be given back with an edit.
    version: i64,
    status: Status,
    #[schema(value_type = Option<String>, format = Date)]
    closed_on: Option<Date>,
    closed_reason: String,
    unit_id: UnitId,
    province_id: UnitId,
    illustration: bool,
    /// As an edit sends it; the owner's sex and ethnic group only for those who may edit.
    establishment: EstablishmentInput,
    sites: Vec<SiteDetail>,
}

impl EstablishmentDetail {
    fn new(e: Establishment, sites: Vec<Site>, personal: bool) -> EstablishmentDetail {
        let mut facts = EstablishmentInput::from(&e);
        if !personal {
            facts.owner_sex = None::<OwnerSex>;
            facts.owner_ethnic.clear();
        }
        EstablishmentDetail {
            id: e.id,
            version: e.version,
            status: e.status,
            closed_on: e.closed_on,
            closed_reason: e.closed_reason,
            unit_id: e.unit_id,
            province_id: e.province_id,
            illustration: e.illustration,
            establishment: facts,
            sites: sites.into_iter().map(SiteDetail::from).collect(),
        }
    }
}

/// Figures of one year from one source.
#[derive(Serialize, ToSchema)]
struct YearDetail {
    year: i64,
    source: year::YearSource,
    revision: i64,
    workers: Option<i64>,
    women: Option<i64>,
    revenue: Option<kernel::Dong>,
    capital: Option<kernel::Dong>,
    #[schema(value_type = String, format = Date)]
    collected_on: Date,
    note: String,
    illustration: bool,
}

impl From<YearFigures> for YearDetail {
    fn from(f: YearFigures) -> Self {
        YearDetail {
            year: f.year,
            source: f.source,
            revision: f.revision,
            workers: f.workers,
            women: f.women,
            revenue: f.revenue,
            capital: f.capital,
            collected_on: f.collected_on,
            note: f.note,
            illustration: f.illustration,
        }
    }
}

/// What a list of establishments is narrowed to.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct EstablishmentQuery {
    /// Words of name, short name or tax code, with or without diacritics.
    q: Option<String>,
    /// A province of either era; one of today includes those merged into it.
    province: Option<i64>,
    /// The first two digits of the industry.
    industry_group: Option<String>,
    legal_form: Option<String>,
    status: Option<String>,
}

impl EstablishmentQuery {
    async fn filter(self, cx: &Cx, conn: &mut Conn) -> CommandResult<Filter> {
        let unknown = |field: &str| {
            CommandError::field(
                field,
                cx.t(
                    "Giá trị này không có trong danh mục.",
                    "This value is not in the list.",
                ),
            )
        };
        let form = self.legal_form.as_deref().map(LegalForm::from_code);
        let status = self.status.as_deref().map(Status::from_code);
        Ok(Filter {
            q: self.q.unwrap_or_default(),
            provinces: match self.province {
                Some(id) => super::pages::family(conn, UnitId(id)).await?,
                None => Vec::new(),
            },
            industry_group: kernel::clean(&self.industry_group.unwrap_or_default()),
            legal_form: form
                .map(|f| f.ok_or_else(|| unknown("legal_form")))
                .transpose()?,
            status: status
                .map(|s| s.ok_or_else(|| unknown("status")))
                .transpose()?,
        })
    }
}

/// Establishments in the caller's scope, in the order they were entered.
#[utoipa::path(
    get, path = "/api/v1/establishments", tag = TAG, operation_id = "listEstablishments",
    params(EstablishmentQuery, ListQuery),
    responses((status = 200, body = ApiList<EstablishmentItem>), (status = "4XX", body = Problem))
)]
async fn list(
    ApiCx(cx): ApiCx,
    Query(filter): Query<EstablishmentQuery>,
    Query(page): Query<ListQuery>,
) -> Result<Json<ApiList<EstablishmentItem>>, WebError> {
    cx.may(Verb::View, Thing::Establishment)?;
    let after = page.cursor()?.0.map(EstablishmentId::from_uuid);
    let mut conn = cx.read().await?;
    let filter = filter.filter(&cx, &mut conn).await?;
    let rows = store::list_after(&mut conn, &cx.actor.scope, &filter, after, page.limit()).await?;
    let next = db::Cursor::next(rows.last().map(|row| row.id), rows.len(), page.limit());
    Ok(Json(ApiList {
        items: rows.into_iter().map(Into::into).collect(),
        next,
    }))
}

async fn detail(cx: &Cx, id: EstablishmentId) -> CommandResult<EstablishmentDetail> {
    let mut conn = cx.read().await?;
    let found = store::get_with_sites(&mut conn, &cx.actor.scope, id).await?;
    let (e, sites) = found.ok_or(CommandError::NotFound)?;
    let personal = cx.actor.may(Verb::Edit, Thing::Establishment);
    Ok(EstablishmentDetail::new(e, sites, personal))
}

/// One establishment with its sites.
#[utoipa::path(
    get, path = "/api/v1/establishments/{id}", tag = TAG, operation_id = "getEstablishment",
    params(("id" = EstablishmentId, Path)),
    responses((status = 200, body = EstablishmentDetail), (status = "4XX", body = Problem))
)]
async fn get(
    ApiCx(cx): ApiCx,
    Path(id): Path<EstablishmentId>,
) -> Result<Json<EstablishmentDetail>, WebError> {
    cx.may(Verb::View, Thing::Establishment)?;
    Ok(Json(detail(&cx, id).await?))
}

/// Enters an establishment with its first site.
#[utoipa::path(
    post, path = "/api/v1/establishments", tag = TAG, operation_id = "createEstablishment",
    request_body = NewEstablishment,
    responses((status = 201, body = EstablishmentDetail), (status = "4XX", body = Problem))
)]
async fn create(
    ApiCx(cx): ApiCx,
    ApiJson(input): ApiJson<NewEstablishment>,
) -> Result<(StatusCode, Json<EstablishmentDetail>), WebError> {
    let id = commands::create(&cx, input).await?;
    Ok((StatusCode::CREATED, Json(detail(&cx, id).await?)))
}

/// The facts of an establishment as they shall be.
#[derive(Deserialize, ToSchema)]
struct EstablishmentEdit {
    /// The version that was read.
    version: i64,
    establishment: EstablishmentInput,
}

/// Replaces the facts of an establishment.
#[utoipa::path(
    put, path = "/api/v1/establishments/{id}", tag = TAG, operation_id = "editEstablishment",
    params(("id" = EstablishmentId, Path)), request_body = EstablishmentEdit,
    responses((status = 200, body = EstablishmentDetail), (status = "4XX", body = Problem))
)]
async fn update(
    ApiCx(cx): ApiCx,
    Path(id): Path<EstablishmentId>,
    ApiJson(edit): ApiJson<EstablishmentEdit>,
) -> Result<Json<EstablishmentDetail>, WebError> {
    commands::edit(&cx, id, edit.version, edit.establishment).await?;
    Ok(Json(detail(&cx, id).await?))
}

#[derive(Deserialize, ToSchema)]
struct Closure {
    version: i64,
    #[serde(flatten)]
    input: CloseInput,
}

/// Notes that an establishment stopped working.
#[utoipa::path(
    post, path = "/api/v1/establishments/{id}/closure", tag = TAG,
    operation_id = "closeEstablishment",
    params(("id" = EstablishmentId, Path)), request_body = Closure,
    responses((status = 200, body = EstablishmentDetail), (status = "4XX", body = Problem))
)]
async fn close(
    ApiCx(cx): ApiCx,
    Path(id): Path<EstablishmentId>,
    ApiJson(closure): ApiJson<Closure>,
) -> Result<Json<EstablishmentDetail>, WebError> {
    commands::close(&cx, id, closure.version, closure.input).await?;
    Ok(Json(detail(&cx, id).await?))
}

#[derive(Deserialize, ToSchema)]
struct Reopening {
    version: i64,
    reason: String,
}

/// Notes that a closed establishment works again.
#[utoipa::path(
    post, path = "/api/v1/establishments/{id}/reopening", tag = TAG,
    operation_id = "reopenEstablishment",
    params(("id" = EstablishmentId, Path)), request_body = Reopening,
    responses((status = 200, body = EstablishmentDetail), (status = "4XX", body = Problem))
)]
async fn reopen(
    ApiCx(cx): ApiCx,
    Path(id): Path<EstablishmentId>,
    ApiJson(reopening): ApiJson<Reopening>,
) -> Result<Json<EstablishmentDetail>, WebError> {
    commands::reopen(&cx, id, reopening.version, reopening.reason).await?;
    Ok(Json(detail(&cx, id).await?))
}

/// Adds a production site.
#[utoipa::path(
    post, path = "/api/v1/establishments/{id}/sites", tag = TAG, operation_id = "addSite",
    params(("id" = EstablishmentId, Path)), request_body = SiteInput,
    responses((status = 201, body = EstablishmentDetail), (status = "4XX", body = Problem))
)]
async fn add_site(
    ApiCx(cx): ApiCx,
    Path(id): Path<EstablishmentId>,
    ApiJson(input): ApiJson<SiteInput>,
) -> Result<(StatusCode, Json<EstablishmentDetail>), WebError> {
    site::add(&cx, id, input).await?;
    Ok((StatusCode::CREATED, Json(detail(&cx, id).await?)))
}

async fn year_list(cx: &Cx, id: EstablishmentId) -> CommandResult<ApiList<YearDetail>> {
    let mut conn = cx.read().await?;
    commands::required(cx, &mut conn, id).await?;
    let figures = year::of(&mut conn, id).await?;
    Ok(ApiList {
        items: figures.into_iter().map(Into::into).collect(),
        next: None,
    })
}

/// All figures of an establishment, newest year first; of one source the highest revision counts.
#[utoipa::path(
    get, path = "/api/v1/establishments/{id}/years", tag = TAG, operation_id = "listYears",
    params(("id" = EstablishmentId, Path)),
    responses((status = 200, body = ApiList<YearDetail>), (status = "4XX", body = Problem))
)]
async fn years(
    ApiCx(cx): ApiCx,
    Path(id): Path<EstablishmentId>,
) -> Result<Json<ApiList<YearDetail>>, WebError> {
    cx.may(Verb::View, Thing::Establishment)?;
    Ok(Json(year_list(&cx, id).await?))
}

/// Keeps the figures of a year from a source.
#[utoipa::path(
    post, path = "/api/v1/establishments/{id}/years", tag = TAG, operation_id = "recordYear",
    params(("id" = EstablishmentId, Path)), request_body = YearInput,
    responses((status = 201, body = ApiList<YearDetail>), (status = "4XX", body = Problem))
)]
async fn record_year(
    ApiCx(cx): ApiCx,
    Path(id): Path<EstablishmentId>,
    ApiJson(input): ApiJson<YearInput>,
) -> Result<(StatusCode, Json<ApiList<YearDetail>>), WebError> {
    year::record(&cx, id, input).await?;
    Ok((StatusCode::CREATED, Json(year_list(&cx, id).await?)))
}
