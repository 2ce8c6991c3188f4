//! Programmes of several years (chương trình khuyến công giai đoạn): of the nation, approved by the
//! Prime Minister until 2025 and by the Minister since Nghị định 235/2025/NĐ-CP, and of a province.
//! They set targets by indicator and money by year and source. What was done is never typed here: it
//! is counted from records, so that progress and reports cannot differ.
//!
//! A version rests on its decision. An amendment makes the next version; those before are kept.
//!
//! - [`model`]: programme, version.  [`indicator`]: what targets are set for, and whence it is
//!   counted.  [`store`]: reading within scope.  [`commands`]: writing.
//! - `progress.rs`: done against planned.  `changes.rs`: what an amendment changed.
//! - `coverage.rs`: who has issued a programme.
//! - `seed.rs`: the national programmes that are known.

mod api;
mod changes;
pub mod commands;
mod coverage;
mod figure_pages;
pub mod indicator;
pub mod model;
mod pages;
pub mod progress;
mod samples;
pub mod seed;
mod sheet;
pub mod store;
#[cfg(test)]
mod tests;

use db::Migration;
use kernel::Thing;
use web_kit::{NavEntry, NavKey, Routes, samples::Sample};

pub(crate) use api::router;
pub use commands::{AmendInput, FiguresInput, FrameworkInput, amend, create, edit, set_figures};
pub use model::{Framework, FrameworkVersion};

pub const MIGRATION: Migration = Migration::both(
    "20260106_8_framework",
    include_str!("../../migrations/20260106_8_framework.sql"),
);

pub const NAV: NavEntry = NavEntry {
    section: NavKey::Programme,
    order: 1,
    label: ("Chương trình giai đoạn", "Multi-year programmes"),
    href: "/frameworks",
    thing: Some(Thing::Plan),
    key: None,
};

pub(crate) fn routes() -> Routes {
    pages::routes()
        .merge(figure_pages::routes())
        .merge(coverage::routes())
}

pub(crate) fn samples() -> Vec<Sample> {
    samples::all()
}
