//! The programme: needs of establishments, annual plans, projects (đề án) and their money.
//!
//! - [`need`]: what an establishment asks for (phiếu đề xuất nhu cầu).
//! - [`plan`]: the plan of a year, of the nation or a province (kế hoạch khuyến công).
//! - [`workflow`]: the kept versions of the workflow definitions, on which projects run.
//! - [`project`]: the project itself: draft, dossier, appraisal, steps, money, papers.
//! - [`ports`]: what this module asks of the register, the law and the activity registers.

pub mod need;
mod parts;
pub mod plan;
pub mod ports;
pub mod project;
#[cfg(test)]
mod test_support;
pub mod workflow;

use db::Migration;
use web_kit::{App, Module, OpenApiRouter, Routes, samples::Sample};

pub const MODULE: Module = Module {
    name: "programme",
    routes,
    api,
    migrations: MIGRATIONS,
    nav: &[need::NAV, plan::NAV, project::NAV, workflow::NAV],
    records: &[
        ("need", "/needs/{id}"),
        ("plan", "/plans/{id}"),
        ("project", "/projects/{id}"),
        ("workflow", "/workflows/{id}"),
    ],
    samples,
};

pub const MIGRATIONS: &[Migration] = &[
    need::MIGRATIONS[0],
    plan::MIGRATIONS[0],
    workflow::MIGRATION,
    project::MIGRATIONS[0],
    project::MIGRATIONS[1],
    OBLIGATIONS,
];

/// What is due of projects, for the module that gathers it.
const OBLIGATIONS: Migration = Migration::each(
    "20260106_90_obligation",
    include_str!("../migrations/20260106_90_obligation.sqlite.sql"),
    include_str!("../migrations/20260106_90_obligation.postgres.sql"),
);

fn routes() -> Routes {
    need::pages::routes()
        .merge(plan::pages::routes())
        .merge(project::routes())
        .merge(workflow::routes())
}

fn api() -> OpenApiRouter<App> {
    need::api::router()
        .merge(plan::api::router())
        .merge(project::api())
}

fn samples() -> Vec<Sample> {
    let mut all = need::pages::samples();
    all.extend(plan::pages::samples());
    all.extend(project::samples());
    all.extend(workflow::samples());
    all
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_page_renders_in_both_languages_without_fault() {
        for sample in super::samples() {
            assert_eq!(sample.faults(), Vec::<String>::new());
        }
    }
}
