//! Flagship projects (đề án điểm): several years and provinces, carried out in parts.
//!
//! The frame names years, provinces, units and the promotion money planned for each year and
//! province. A part is an ordinary project of one year, province and centre: it runs the workflow,
//! carries the money, and stands in plans, totals and reports as any other. So the sums on the page of
//! a flagship are sums over its parts and cannot differ from the ledger.
//!
//! A province sees the frames it takes part in, and of their parts its own.
//!
//! - `model.rs`, `store.rs`: frame, cell, part.  `commands.rs`: drawing the frame up.
//! - `parts.rs`: a project joins a frame, and what keeps it within.
//! - `matrix.rs`: years by provinces, with the sums of the parts.

mod api;
mod commands;
mod matrix;
mod model;
mod pages;
pub(crate) mod parts;
mod samples;
mod show;
pub mod store;
#[cfg(test)]
mod tests;

use db::Migration;
use kernel::Thing;
use web_kit::{NavEntry, NavKey};

pub(crate) use api::router;
pub use commands::{CellInput, FlagshipInput, create, edit};
pub use matrix::{Figures, Matrix, matrix};
pub use model::{Cell, Flagship, Part};
pub(crate) use pages::routes;
pub(crate) use samples::samples;

pub const MIGRATION: Migration = Migration::both(
    "20260106_8_flagship",
    include_str!("../../migrations/20260106_8_flagship.sql"),
);

pub const NAV: NavEntry = NavEntry {
    section: NavKey::Programme,
    order: 31,
    label: ("Đề án điểm", "Flagship projects"),
    href: "/flagships",
    thing: Some(Thing::Plan),
    key: None,
};
