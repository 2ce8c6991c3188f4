//! Reports of the ledger (báo cáo sổ kinh phí): the money of projects by nation, province, plan,
//! source, activity or project. Every grain is the same query over `ledger_balance`, once grouped
//! by this and once by that, so that the totals agree by construction.
//!
//! A year is the plan year of the projects, or the budget year (niên độ) in which money was spent or
//! came back ([`Basis`]): carried-over money of one plan year is spent in the next. Plans, kept totals
//! and settlements mean the plan year.

mod api;
mod pages;
mod store;
#[cfg(test)]
mod tests;

use kernel::Thing;
use web_kit::{NavEntry, NavKey};

pub(crate) use api::router;
pub(crate) use pages::{routes, samples};
pub use store::{Basis, Filter, Grain, Line, Sources, lines, total};

pub const NAV: NavEntry = NavEntry {
    section: NavKey::Programme,
    order: 34,
    label: ("Sổ kinh phí", "Ledger"),
    href: "/ledger",
    thing: Some(Thing::Money),
    key: None,
};
