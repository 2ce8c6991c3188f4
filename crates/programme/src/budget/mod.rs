//! The budget told for a year (dự toán được giao): per source, area and year, with the papers that
//! gave, added to or cut it. Approved plans give it out; the table itself refuses to give out more
//! (`budget_within`), and the refusal says the ceiling, what is given out and what was asked. A
//! province's plan of national money is of two budgets: its own, if one was told, and the nation's.
//!
//! - [`model`]: budget and grant.  [`store`]: reading within scope.  [`commands`]: writing.
//! - [`give`] is what the plan calls when its lines change.

pub mod api;
pub mod commands;
pub mod model;
pub mod pages;
mod samples;
pub mod store;

#[cfg(test)]
mod tests;

use db::Migration;
use kernel::Thing;
use web_kit::{NavEntry, NavKey};

pub use commands::{BudgetInput, GrantInput, add_grant, create, give};
pub use model::{Area, Budget, BudgetRow, Grant, tightest};

pub const MIGRATIONS: &[Migration] = &[
    Migration::both(
        "20260106_6_plan_1_budget",
        include_str!("../../migrations/20260106_6_plan_1_budget.sql"),
    ),
    Migration::both(
        "20260106_94_budget_nation",
        include_str!("../../migrations/20260106_94_budget_nation.sql"),
    ),
];

pub const NAV: NavEntry = NavEntry {
    section: NavKey::Programme,
    order: 4,
    label: ("Dự toán được giao", "Budgets told"),
    href: "/budgets",
    thing: Some(Thing::Budget),
    key: None,
};
