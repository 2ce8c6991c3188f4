//! The yearly report of a province (báo cáo năm): results by indicator, the money of its projects,
//! each compared with the year before, and the records behind every figure.
//!
//! - [`model`]: the report as a value.
//! - [`paper()`], [`sheets()`]: the report as an administrative document and as tables.
//! - `store`: the queries, over the views that the owners declare.
//! - `pages`, `behind`, `exports`, `api`: how it is asked for.

mod api;
mod behind;
mod exports;
pub mod model;
mod pages;
mod paper;
mod samples;
mod sheets;
mod store;

pub use api::router as api;
pub use model::{Figure, FigureValue, MoneyLine, StateCount, YearlyReport};
pub use pages::routes;
pub(crate) use pages::{Asked, YearQuery, title as report_title};
pub use paper::paper;
pub use samples::samples;
pub use sheets::sheets;
pub use store::FactRecord;

use db::{CommandError, CommandResult, Conn, Cx};
use kernel::{Thing, Verb};
use reference::{Unit, units};

use crate::{place, state::States, subjects};

/// The years a report may be asked for, as the records allow them.
pub const YEARS: std::ops::RangeInclusive<i64> = 2000..=2200;

/// The report of a province and everything merged into it, for one year.
///
/// # Errors
/// `Forbidden` without the right to see reports, `NotFound` outside the actor's scope, `Invalid`
/// for a year outside [`YEARS`].
pub async fn yearly(
    cx: &Cx,
    conn: &mut Conn,
    unit: &Unit,
    year: i64,
) -> CommandResult<YearlyReport> {
    cx.may(Verb::View, Thing::Report)?;
    if !place::sees(&cx.actor.scope, unit.id) {
        return Err(CommandError::NotFound);
    }
    check_year(cx, year)?;
    let family = units::family(conn, unit.id).await?;
    let mut members = Vec::new();
    for id in family.iter().filter(|id| **id != unit.id) {
        members.extend(units::get(conn, *id).await?);
    }
    let scope = &cx.actor.scope;
    let sums = model::Sums {
        facts: store::figures(conn, scope, &family, year).await?,
        states: store::states(conn, scope, &family, year).await?,
        money: store::money(conn, scope, &family, year).await?,
    };
    let states = States::load(cx, conn).await?;
    Ok(YearlyReport::new(
        unit.clone(),
        members,
        year,
        &sums,
        states,
    ))
}

/// The newest year, not after this one, of which the province has results or projects.
pub(crate) async fn newest_year(cx: &Cx, conn: &mut Conn, unit: &Unit) -> CommandResult<i64> {
    let family = units::family(conn, unit.id).await?;
    let this_year = i64::from(cx.today().year());
    let newest = store::newest_year(conn, &cx.actor.scope, &family, this_year).await?;
    Ok(newest.unwrap_or(this_year))
}

/// Every record under the figures of a report, at most `limit`.
///
/// # Errors
/// As [`yearly`].
pub async fn records(
    cx: &Cx,
    conn: &mut Conn,
    report: &YearlyReport,
    limit: i64,
) -> CommandResult<Vec<FactRecord>> {
    cx.may(Verb::View, Thing::Report)?;
    let family = report.family();
    let filter = store::RecordFilter {
        scope: &cx.actor.scope,
        family: &family,
        year: report.year,
        indicator: None,
    };
    let mut found = store::records_after(conn, filter, None, limit).await?;
    subjects::name(cx, conn, &mut found).await?;
    Ok(found)
}

pub(crate) fn check_year(cx: &Cx, year: i64) -> CommandResult<()> {
    if YEARS.contains(&year) {
        return Ok(());
    }
    let (first, last) = (YEARS.start(), YEARS.end());
    Err(CommandError::field(
        "year",
        match cx.lang {
            kernel::Lang::Vi => format!("Năm báo cáo từ {first} đến {last}."),
            kernel::Lang::En => format!("The year of a report runs from {first} to {last}."),
        },
    ))
}

#[cfg(test)]
mod paper_tests;
#[cfg(test)]
mod tests;
