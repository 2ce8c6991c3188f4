//! Obligations (nghĩa vụ đến hạn): every report, payment, acceptance, settlement and follow-up that
//! is due, with whose it is, by which day, and how late. Nothing is typed here: the owners of the
//! records declare views `obligation_<module>`, which the view `obligation` gathers.
//!
//! - `model.rs`: one obligation, and what the kinds are called. `store.rs`: reading within scope.
//! - `pages.rs`, `sheet.rs`, `api.rs`: the three ways out.

mod api;
pub(crate) mod model;
mod pages;
mod sheet;
pub(crate) mod store;
#[cfg(test)]
mod tests;

pub use model::{Obligation, kind_label};
pub use store::{Counts, Filter, MOST_COUNTED, Standing, Whose};

pub(crate) use api::router as api;
pub(crate) use pages::{routes, samples};

use db::Migration;
use kernel::Thing;
use web_kit::{NavEntry, NavKey};

pub const MIGRATIONS: [Migration; 2] = [
    Migration::each(
        "20260111_2_obligation",
        include_str!("../../migrations/20260111_2_obligation.sqlite.sql"),
        include_str!("../../migrations/20260111_2_obligation.postgres.sql"),
    ),
    Migration::each(
        "20260111_4_duties_told",
        include_str!("../../migrations/20260111_4_duties_told.sqlite.sql"),
        include_str!("../../migrations/20260111_4_duties_told.postgres.sql"),
    ),
];

pub(crate) const NAV: NavEntry = NavEntry {
    section: NavKey::Work,
    order: 2,
    label: ("Nghĩa vụ đến hạn", "What is due"),
    href: "/obligations",
    thing: Some(Thing::Obligation),
    key: Some('o'),
};
