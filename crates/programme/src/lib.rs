//! The programme: needs of establishments, annual plans, projects (đề án) and their money.
//!
//! - [`need`]: what an establishment asks for (phiếu đề xuất nhu cầu).
//! - [`flagship`]: flagship projects (đề án điểm), frames of several years and provinces.
//! - [`framework`]: programmes of several years (chương trình giai đoạn) and their progress.
//! - [`funding_match`]: support that may have been given twice (trùng hỗ trợ).
//! - [`plan`]: the plan of a year, of the nation or a province (kế hoạch khuyến công).
//! - [`proposal`]: what is proposed for a plan, on its way up, scored, ranked and selected.
//! - [`budget`]: the budget told for a year, which plans may not exceed.
//! - [`totals`]: kept figures of projects by province, commune, year and source.
//! - [`duties`]: what is due of projects, kept as it moves.
//! - [`council`]: appraisal councils, their sessions and votes.
//! - [`project`]: the project itself: draft, dossier, appraisal, steps, money, papers.
//! - [`flagship`]: frames of several years and provinces whose parts are projects (đề án điểm).
//! - [`continuation`]: the project that goes on with local money after a shift (chuyển nguồn).
//! - [`settlement`]: the vouchers of a project, admitted by a second person, and the year's table.
//! - [`debt`]: money that has to come back (khoản phải thu hồi).
//! - [`execution`]: agreements, reports on the progress, inspections, defects, follow-up visits.
//! - [`ledger`]: reports of the money by nation, province, plan, source, activity and project.
//! - [`ports`]: what this module asks of the register, the law, the procedures and the activity
//!   registers.

pub mod budget;
mod carried;
mod citing;
pub mod continuation;
pub mod council;
pub mod debt;
pub mod duties;
pub mod execution;
pub mod flagship;
pub mod framework;
pub mod funding_match;
pub mod ledger;
pub mod need;
mod paper_form;
mod parts;
pub mod plan;
pub mod ports;
pub mod project;
pub mod proposal;
pub mod settlement;
#[cfg(test)]
mod test_support;
pub mod totals;

pub use citing::citing;

use db::Migration;
use web_kit::{Module, Operations, Routes, samples::Sample};

pub const MODULE: Module = Module {
    name: "programme",
    routes,
    api,
    migrations: MIGRATIONS,
    nav: &[
        framework::NAV,
        need::NAV,
        plan::NAV,
        proposal::NAV,
        budget::NAV,
        totals::NAV,
        project::NAV,
        flagship::NAV,
        settlement::summary_pages::NAV,
        ledger::NAV,
        council::NAV,
        funding_match::NAV,
        funding_match::RULES_NAV,
    ],
    records: &[
        ("framework", "/frameworks/{id}"),
        ("need", "/needs/{id}"),
        ("plan", "/plans/{id}"),
        ("proposal", "/proposals/{id}"),
        ("budget", "/budgets/{id}"),
        ("project", "/projects/{id}"),
        ("flagship", "/flagships/{id}"),
        ("debt", "/debts/{id}"),
        ("request", "/requests/{id}"),
        ("follow_up", "/follow-ups/{id}"),
        ("council", "/councils/{id}"),
        ("council_session", "/council-sessions/{id}"),
    ],
    samples,
};

pub const MIGRATIONS: &[Migration] = &[
    need::MIGRATIONS[0],
    plan::MIGRATIONS[0],
    project::MIGRATIONS[0],
    project::MIGRATIONS[1],
    framework::MIGRATION,
    funding_match::MIGRATION,
    council::MIGRATIONS[0],
    project::MIGRATIONS[2],
    project::MIGRATIONS[3],
    project::MIGRATIONS[4],
    debt::MIGRATION,
    flagship::MIGRATION,
    execution::MIGRATIONS[0],
    execution::MIGRATIONS[1],
    duties::MIGRATIONS[0],
    duties::MIGRATIONS[1],
    budget::MIGRATIONS[0],
    budget::MIGRATIONS[1],
    proposal::MIGRATIONS[0],
    proposal::MIGRATIONS[1],
    proposal::MIGRATIONS[2],
    proposal::MIGRATIONS[3],
    proposal::MIGRATIONS[4],
    plan::MIGRATIONS[1],
    totals::MIGRATIONS[0],
    plan::MIGRATIONS[2],
    continuation::MIGRATION,
    totals::MIGRATIONS[1],
    carried::MIGRATIONS[0],
    carried::MIGRATIONS[1],
    citing::MIGRATION,
    project::accepts::MIGRATION,
    execution::MIGRATIONS[2],
    duties::MIGRATIONS[2],
    funding_match::VOUCHER_MIGRATION,
    council::MIGRATIONS[1],
    proposal::MIGRATIONS[5],
];

fn routes() -> Routes {
    need::pages::routes()
        .merge(plan::pages::routes())
        .merge(proposal::pages::routes())
        .merge(budget::pages::routes())
        .merge(totals::pages::routes())
        .merge(project::routes())
        .merge(flagship::routes())
        .merge(continuation::routes())
        .merge(settlement::routes())
        .merge(ledger::routes())
        .merge(debt::routes())
        .merge(execution::routes())
        .merge(framework::routes())
        .merge(funding_match::routes())
        .merge(council::routes())
}

fn api() -> Operations {
    need::api::router()
        .merge(plan::api::router())
        .merge(proposal::api::router())
        .merge(budget::api::router())
        .merge(project::api())
        .merge(flagship::router())
        .merge(continuation::router())
        .merge(settlement::router())
        .merge(execution::router())
        .merge(ledger::router())
        .merge(framework::router())
        .merge(funding_match::router())
        .merge(council::api::router())
}

fn samples() -> Vec<Sample> {
    let mut all = need::pages::samples();
    all.extend(plan::pages::samples());
    all.extend(proposal::pages::samples());
    all.extend(budget::pages::samples());
    all.extend(totals::pages::samples());
    all.extend(project::samples());
    all.extend(flagship::samples());
    all.extend(continuation::samples());
    all.extend(settlement::samples());
    all.extend(ledger::samples());
    all.extend(debt::samples());
    all.extend(execution::samples());
    all.extend(framework::samples());
    all.extend(funding_match::samples());
    all.extend(council::samples());
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
