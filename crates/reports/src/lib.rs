//! Reports: what the programme did and paid, counted from records. No figure is typed; the only thing
//! written here is that a report was sent.
//!
//! - [`citing`]: which indicators name a legal document.
//! - [`dashboard`]: the overview for leaders, with a map of the country.
//! - [`indicator`]: the dictionary of indicators: what each counts, and how.
//! - [`place`]: the province of a report, of either era.
//! - [`progress`]: results over several years, for comparison with targets.
//! - [`sending`]: the reports a province owes the Ministry, and that they were sent.
//! - [`state`]: how states of projects are called.
//! - [`subjects`]: whose a record is.
//! - [`yearly`]: the yearly report of a province, on the screen and on paper.
//!
//! Facts come through views: `report_fact` gathers what each module declares as countable
//! (`report_fact_<module>`), `project_summary` and `project_spent` are the programme's.

mod chart;
mod citing;
pub mod dashboard;
pub mod indicator;
pub mod place;
pub mod progress;
pub mod sending;
pub mod state;
pub mod subjects;
pub mod yearly;

#[cfg(test)]
mod fixture;

use db::Migration;
use kernel::Thing;
use web_kit::{Module, NavEntry, NavKey, Operations, Routes, samples::Sample};

pub use citing::citing;
pub use yearly::{YearlyReport, yearly};

pub const MIGRATIONS: &[Migration] = &[
    Migration::both(
        "20260110_1_report_fact",
        include_str!("../migrations/20260110_1_report_fact.sql"),
    ),
    sending::MIGRATION,
];

pub const MODULE: Module = Module {
    name: "reports",
    routes,
    api,
    migrations: MIGRATIONS,
    nav: &[
        NavEntry {
            section: NavKey::Reports,
            order: 1,
            label: ("Tổng quan", "Overview"),
            href: "/dashboard",
            thing: Some(Thing::Report),
            key: None,
        },
        NavEntry {
            section: NavKey::Reports,
            order: 2,
            label: ("Báo cáo năm", "Yearly report"),
            href: "/reports/yearly",
            thing: Some(Thing::Report),
            key: Some('b'),
        },
    ],
    records: &[("report_due", "/report-duties/{id}")],
    samples,
};

fn routes() -> Routes {
    dashboard::routes()
        .merge(yearly::routes())
        .merge(sending::routes())
}

fn api() -> Operations {
    yearly::api().merge(sending::router())
}

fn samples() -> Vec<Sample> {
    let mut all = dashboard::samples();
    all.extend(yearly::samples());
    all.extend(sending::samples());
    all
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_page_renders_with_its_samples() {
        let faults: Vec<String> = (super::MODULE.samples)()
            .iter()
            .flat_map(|sample| sample.faults())
            .collect();
        assert_eq!(faults, Vec::<String>::new());
    }

    #[test]
    fn every_operation_is_described() {
        let described = (super::MODULE.api)().describe(utoipa::openapi::OpenApi::default());
        let paths: Vec<&String> = described.paths.paths.keys().collect();
        assert_eq!(
            paths,
            [
                "/api/v1/reports/sendings",
                "/api/v1/reports/yearly",
                "/api/v1/reports/yearly/records"
            ]
        );
    }
}
