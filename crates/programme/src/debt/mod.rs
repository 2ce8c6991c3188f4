//! Money that has to come back (khoản phải thu hồi): too much was paid, an audit says so, or the
//! project is to be stopped. A debt
//! has its paper and its day, shows among the obligations, and stays open until the ledger's
//! recoveries make it up, in one go or in parts.
//!
//! - `model.rs`, `store.rs`: the table; `commands.rs`: recording a debt and what came back for it.
//! - `follow.rs`: the steps of the workflow that make a debt or pay one back.
//! - `pages.rs`: the debts of a project, and one debt.

mod commands;
mod follow;
mod model;
mod pages;
mod store;
#[cfg(test)]
mod tests;

pub(crate) use commands::lock;
pub use commands::{DebtInput, RecoveryInput, record, recover};
pub(crate) use follow::{came_back, of_liquidation, of_stop, open_sentence, withdraw};
pub use model::{Cause, Debt};
pub(crate) use pages::{routes, samples};
pub(crate) use store::of_project;

use db::Migration;

pub(crate) const MIGRATION: Migration = Migration::each(
    "20260106_96_debt_stopped",
    include_str!("../../migrations/20260106_96_debt_stopped.sqlite.sql"),
    include_str!("../../migrations/20260106_96_debt_stopped.postgres.sql"),
);
