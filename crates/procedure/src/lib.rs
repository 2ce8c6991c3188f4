//! How a province goes about it, configured without a developer: workflows, what a project must
//! show, and how offices number their papers.
//!
//! - [`overview`]: one place that leads to all of them.
//! - [`workflow`]: the kept versions of the workflow definitions, on which projects run, and drafts.
//! - [`requirement`]: the papers of a dossier and the questions of an appraisal.
//! - [`paper_form`]: the forms of papers and the text each rests on.
//! - [`series`]: how offices number their papers.
//! - [`citing`]: which of them rest on a legal document.
//! - [`ports`]: what this module asks of the programme.

mod area;
mod citing;
mod overview;
pub mod paper_form;
pub mod ports;
pub mod requirement;
pub mod series;
pub mod workflow;

pub use citing::citing;

use db::Migration;
use web_kit::{Module, Operations, Routes, samples::Sample};

pub const MODULE: Module = Module {
    name: "procedure",
    routes,
    api,
    migrations: MIGRATIONS,
    nav: &[overview::NAV],
    records: &[
        ("workflow", "/workflows/{id}"),
        ("workflow_draft", "/workflow-drafts/{id}"),
        ("requirement", "/requirements/{id}"),
        ("form_basis", "/form-bases/{id}"),
        ("paper_series", "/paper-series/{id}"),
    ],
    samples,
};

pub const MIGRATIONS: &[Migration] = &[
    Migration::each(
        "20260105_6_workflow",
        concat!(
            include_str!("../migrations/20260105_6_workflow.sql"),
            include_str!("../migrations/20260105_6_workflow.sqlite.sql")
        ),
        concat!(
            include_str!("../migrations/20260105_6_workflow.sql"),
            include_str!("../migrations/20260105_6_workflow.postgres.sql")
        ),
    ),
    Migration::each(
        "20260105_7_requirement",
        concat!(
            include_str!("../migrations/20260105_7_requirement.sql"),
            include_str!("../migrations/20260105_7_requirement.sqlite.sql")
        ),
        concat!(
            include_str!("../migrations/20260105_7_requirement.sql"),
            include_str!("../migrations/20260105_7_requirement.postgres.sql")
        ),
    ),
    Migration::each(
        "20260105_8_paper_series",
        concat!(
            include_str!("../migrations/20260105_8_paper_series.sql"),
            include_str!("../migrations/20260105_8_paper_series.sqlite.sql")
        ),
        concat!(
            include_str!("../migrations/20260105_8_paper_series.sql"),
            include_str!("../migrations/20260105_8_paper_series.postgres.sql")
        ),
    ),
    workflow::paper_file::MIGRATION,
    paper_form::MIGRATION,
    Migration::each(
        "20260105_9_basis",
        concat!(
            include_str!("../migrations/20260105_9_basis.head.sqlite.sql"),
            include_str!("../migrations/20260105_9_basis.sql"),
            include_str!("../migrations/20260105_9_basis.sqlite.sql")
        ),
        concat!(
            include_str!("../migrations/20260105_9_basis.head.postgres.sql"),
            include_str!("../migrations/20260105_9_basis.sql"),
            include_str!("../migrations/20260105_9_basis.postgres.sql")
        ),
    ),
];

fn routes() -> Routes {
    overview::routes()
        .merge(workflow::pages::routes())
        .merge(requirement::pages::routes())
        .merge(paper_form::pages::routes())
        .merge(series::pages::routes())
}

fn api() -> Operations {
    workflow::api::router()
        .merge(requirement::api::router())
        .merge(paper_form::api::router())
        .merge(series::api::router())
}

fn samples() -> Vec<Sample> {
    let mut samples = overview::samples();
    samples.extend(workflow::pages::samples());
    samples.extend(requirement::pages::samples());
    samples.extend(paper_form::pages::samples());
    samples.extend(series::pages::samples());
    samples
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_page_renders_with_its_samples_in_both_languages() {
        let samples = super::samples();
        assert!(samples.len() > 15);
        for sample in samples {
            assert_eq!(sample.faults(), Vec::<String>::new());
        }
    }
}
