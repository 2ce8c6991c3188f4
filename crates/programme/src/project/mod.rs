//! Projects of the programme (đề án khuyến công).
//!
//! A project is drawn up ([`create`]), gets its estimate ([`set_costs`]), its dossier
//! ([`tick`]) and its appraisal ([`appraise`]), and moves along its workflow by
//! one engine ([`take`]): who may, what must hold, which paper proves it, what it does to the
//! money. Where to look:
//!
//! - `model.rs`, `store.rs`: the tables as types; every look-up is kept within a scope.
//! - `case.rs`: a project together with its definition, beneficiaries and money.
//! - `commands/`: one file per verb; `step.rs` is the engine, `effects.rs` its money.
//! - `guards.rs`: the conditions of steps, with a sentence each. `ceilings.rs`: what norms allow.
//!   `limits.rs`: deadlines and limits of the law.
//! - `supplement.rs`: rounds of supplement, with the gaps of the dossier one by one.
//! - `ledger.rs`: append-only movements and the balances that the tables keep within bounds.
//! - `roster/`: the beneficiaries of a group project, with place and specification.
//! - `versions.rs`: frozen, proposed and adjusted estimates.
//! - `adjustment/`: what else an adjustment changes, and who decides it.
//! - `list.rs`, `work.rs`: lists, and what waits for somebody.
//! - `pages/`, `api.rs`, `papers.rs`: the three ways out.

pub(crate) mod accepts;
pub mod adjustment;
mod appraisal;
mod case;
mod ceilings;
pub(crate) mod commands;
mod contract;
mod dossier;
mod guards;
pub(crate) mod ledger;
pub(crate) mod limits;
pub mod list;
mod model;
pub mod papers;
mod plan_lines;
pub mod roster;
pub(crate) mod store;
pub mod supplement;
#[cfg(test)]
pub(crate) mod tests;
pub mod versions;
mod work;

pub use accepts::Accepts;
#[cfg(test)]
pub(crate) use appraisal::get as appraisal_of;
pub use appraisal::{Appraisal, AppraisalInput, BudgetFit, Standing, VerdictInput, appraise};
pub(crate) use appraisal::{AppraisalRecord, VerdictRecord, criteria, record_appraisal};
pub use case::{Case, Editing};
pub(crate) use ceilings::estimate_answers;
pub use ceilings::{Answer, ceilings_today};
pub use commands::{
    AmountInput, CostLineInput, ItemInput, PaperInput, ProjectInput, ResultInput, SourceAmounts,
    StepInput, attach_file, create, edit, set_costs, take,
};
pub(crate) use commands::{create_in, set_costs_in};
pub(crate) use dossier::lines as dossier_lines;
pub use dossier::{DossierInput, DossierLine, tick};
pub use guards::Finding;
pub(crate) use guards::level_of;
pub use ledger::{MoneyFault, verify_money};
pub use list::{Support, support_of};
pub use model::*;
pub use roster::Roster;
pub use store::on_versions;
pub(crate) use store::{items as items_of, visible as keep_visible, visible_ids};
pub use supplement::{GapAnswer, GapInput, RoundInput, answer_gaps, prepare_round};
pub use work::{Work, WorkItem, my_work};

mod api;
pub(crate) mod pages;

pub use api::api;
pub(crate) use pages::{CeilingView, ceiling_views};
pub use pages::{routes, samples};

use db::Migration;
use web_kit::{NavEntry, NavKey};

pub const MIGRATIONS: &[Migration] = &[
    Migration::both(
        "20260106_4_project",
        include_str!("../../migrations/20260106_4_project.sql"),
    ),
    Migration::each(
        "20260106_5_money",
        concat!(
            include_str!("../../migrations/20260106_5_money.sql"),
            include_str!("../../migrations/20260106_5_money.sqlite.sql")
        ),
        concat!(
            include_str!("../../migrations/20260106_5_money.sql"),
            include_str!("../../migrations/20260106_5_money.postgres.sql")
        ),
    ),
    Migration::both(
        "20260106_7_supplement",
        include_str!("../../migrations/20260106_7_supplement.sql"),
    ),
    roster::MIGRATION,
    adjustment::MIGRATION,
];

pub(crate) const NAV: NavEntry = NavEntry {
    section: NavKey::Programme,
    order: 30,
    label: ("Đề án", "Projects"),
    href: "/projects",
    thing: Some(kernel::Thing::Project),
    key: Some('d'),
};
