//! Reports of the ledger (báo cáo sổ kinh phí): the money of projects by nation, province, plan,
//! source, activity or project. Every grain is the same query over `ledger_balance`, once grouped
//! by this and once by that, so that the totals agree by construction.

mod api;
mod pages;
mod store;
#[cfg(test)]
mod tests;

use kernel::Thing;
use web_kit::{NavEntry, NavKey};

pub(crate) use api::router;
pub(crate) use pages::{routes, samples};
pub use store::{Filter, Grain, Line, Sources, lines, total};

pub const NAV: NavEntry = NavEntry {
    section: NavKey::Programme,
    order: 34,
    label: ("Sổ kinh phí", "Ledger"),
    href: "/ledger",
    thing: Some(Thing::Money),
    key: None,
};
