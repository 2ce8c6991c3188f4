//! Reports: what the programme did and paid, counted from records. Nothing is written here, and no
//! figure is typed.
//!
//! - [`indicator`]: the dictionary of indicators: what each counts, and how.
//! - [`place`]: the province of a report, of either era.
//! - [`yearly`]: the yearly report of a province, on the screen and on paper.
//!
//! Facts come through views: `report_fact` gathers what each module declares as countable
//! (`report_fact_<module>`), `project_summary` is the programme's.

pub mod indicator;
pub mod place;
pub mod yearly;

#[cfg(test)]
mod fixture;

use db::Migration;

pub use yearly::{YearlyReport, yearly};

pub const MIGRATIONS: &[Migration] = &[Migration::both(
    "20260110_1_report_fact",
    include_str!("../migrations/20260110_1_report_fact.sql"),
)];
