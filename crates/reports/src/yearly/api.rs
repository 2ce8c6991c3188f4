use std::collections::BTreeMap;

use axum::{Json, extract::Query};
use db::{CommandError, Conn, Cx};
use kernel::{BasisPoints, Dong, FundingSource};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use web_kit::{ApiCx, ApiList, ListQuery, Operations, Problem, WebError, operations};

use super::{
    model::{FigureValue, MoneyLine, YearlyReport},
    pages::known,
    store::{self, FactRecord, RecordFilter},
    yearly,
};
use crate::{place, subjects};

pub fn router() -> Operations {
    operations![report, records]
}

/// Which report is asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ReportParams {
    /// The statistics office's code of a province of either era, as 77 or 79. A code of both means
    /// today's, with everything merged into it.
    unit: String,
    /// 2000 to 2200.
    #[param(minimum = 2000, maximum = 2200)]
    year: i64,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct RecordParams {
    /// The statistics office's code of a province of either era.
    unit: String,
    /// 2000 to 2200.
    #[param(minimum = 2000, maximum = 2200)]
    year: i64,
    /// A key of the report's figures.
    indicator: String,
    /// The cursor of the part before.
    after: Option<String>,
    /// How many, 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<i64>,
}

/// A province whose results are counted.
#[derive(Debug, Serialize, ToSchema)]
struct CountedUnit {
    code: String,
    name: String,
}

/// The projects of one budget.
#[derive(Debug, Serialize, ToSchema)]
struct ReportMoney {
    source: FundingSource,
    projects: i64,
    planned: Dong,
    allotted: Dong,
    /// Advanced and paid, less what was recovered.
    paid: Dong,
    /// Paid of allotted, in hundredths of a percent; null when nothing was allotted.
    disbursed: Option<BasisPoints>,
    /// How many projects stand in which state.
    states: BTreeMap<String, i64>,
}

/// The yearly report of a province.
#[derive(Debug, Serialize, ToSchema)]
struct ReportAnswer {
    unit: String,
    name: String,
    /// The older provinces merged into it, which are counted too.
    includes: Vec<CountedUnit>,
    year: i64,
    /// By key: a whole number, or true when something was held.
    figures: BTreeMap<&'static str, FigureValue>,
    money: Vec<ReportMoney>,
    /// Whether invented records lie under the figures.
    illustration: bool,
}

impl From<&MoneyLine> for ReportMoney {
    fn from(line: &MoneyLine) -> ReportMoney {
        ReportMoney {
            source: line.source,
            projects: line.projects,
            planned: line.planned,
            allotted: line.allotted,
            paid: line.paid,
            disbursed: line.disbursed(),
            states: line
                .states
                .iter()
                .map(|s| (s.state.clone(), s.projects))
                .collect(),
        }
    }
}

impl From<&YearlyReport> for ReportAnswer {
    fn from(report: &YearlyReport) -> ReportAnswer {
        let counted = |unit: &reference::Unit| CountedUnit {
            code: unit.code.clone(),
            name: unit.name.clone(),
        };
        ReportAnswer {
            unit: report.unit.code.clone(),
            name: report.unit.name.clone(),
            includes: report.members.iter().map(counted).collect(),
            year: report.year,
            figures: report.by_key(),
            money: report.money.iter().map(ReportMoney::from).collect(),
            illustration: report.illustration(),
        }
    }
}

async fn asked(
    cx: &Cx,
    conn: &mut Conn,
    unit: &str,
    year: i64,
) -> Result<YearlyReport, CommandError> {
    let unit = place::find(cx, conn, unit).await?;
    yearly(cx, conn, &unit, year).await
}

/// The yearly report of a province.
#[utoipa::path(
    get, path = "/api/v1/reports/yearly", params(ReportParams), tag = "reports",
    operation_id = "yearlyReport",
    responses((status = 200, body = ReportAnswer), (status = "4XX", body = Problem))
)]
async fn report(
    ApiCx(cx): ApiCx,
    Query(params): Query<ReportParams>,
) -> Result<Json<ReportAnswer>, WebError> {
    let mut conn = cx.read().await?;
    let report = asked(&cx, &mut conn, &params.unit, params.year).await?;
    Ok(Json(ReportAnswer::from(&report)))
}

/// A record under a figure.
#[derive(Debug, Serialize, ToSchema)]
struct ReportRecord {
    /// What kind of record it is, as in `/records/{thing}/{id}`.
    thing: String,
    id: Uuid,
    title: String,
    quantity: i64,
    illustration: bool,
}

impl From<FactRecord> for ReportRecord {
    fn from(record: FactRecord) -> ReportRecord {
        ReportRecord {
            thing: record.thing,
            id: record.record_id,
            title: record.title,
            quantity: record.quantity,
            illustration: record.illustration,
        }
    }
}

/// The records under one figure of a report.
#[utoipa::path(
    get, path = "/api/v1/reports/yearly/records", params(RecordParams), tag = "reports",
    operation_id = "yearlyReportRecords",
    responses((status = 200, body = ApiList<ReportRecord>), (status = "4XX", body = Problem))
)]
async fn records(
    ApiCx(cx): ApiCx,
    Query(params): Query<RecordParams>,
) -> Result<Json<ApiList<ReportRecord>>, WebError> {
    let list = ListQuery {
        after: params.after,
        limit: params.limit,
    };
    let (cursor, limit) = (list.cursor()?, list.limit());
    let indicator = known(&cx, &params.indicator)?;
    let mut conn = cx.read().await?;
    let report = asked(&cx, &mut conn, &params.unit, params.year).await?;
    let family = report.family();
    let filter = RecordFilter {
        scope: &cx.actor.scope,
        family: &family,
        year: report.year,
        indicator: Some(indicator.key),
    };
    let mut rows = store::records_after(&mut conn, filter, cursor.0, limit).await?;
    subjects::name(&cx, &mut conn, &mut rows).await?;
    let full = rows.len() as i64 == limit;
    let next = rows
        .last()
        .filter(|_| full)
        .map(|record| record.record_id.to_string());
    Ok(Json(ApiList {
        items: rows.into_iter().map(ReportRecord::from).collect(),
        next,
    }))
}
