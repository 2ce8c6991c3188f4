//! The plan of a year (kế hoạch khuyến công năm): national or local money, of the nation or of a
//! province, with the document that approved it and its tasks. What the document states (how many
//! tasks, how much money) stands beside the lines that were entered, so that a plan known only by
//! its totals is still true.
//!
//! - [`model`]: plan and line.  [`store`]: reading within scope.  [`commands`]: writing.

pub mod api;
pub mod commands;
pub mod model;
pub mod pages;
mod samples;
mod sheet;
pub mod store;

#[cfg(test)]
mod tests;

use db::Migration;
use kernel::Thing;
use web_kit::{NavEntry, NavKey};

pub use commands::{PlanInput, PlanLineInput, add_line, create, edit, edit_line, remove_line};
pub use model::{Plan, PlanLine, PlanRow};

pub const MIGRATIONS: &[Migration] = &[Migration::both(
    "20260106_2_plan",
    include_str!("../../migrations/20260106_2_plan.sql"),
)];

pub const NAV: NavEntry = NavEntry {
    section: NavKey::Programme,
    order: 2,
    label: ("Kế hoạch năm", "Annual plans"),
    href: "/plans",
    thing: Some(Thing::Plan),
    key: Some('k'),
};
