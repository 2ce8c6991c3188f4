//! What establishments ask for (phiếu đề xuất nhu cầu, F01): the machine or activity, its cost, the
//! money of their own, the help they want, who met them and when.
//!
//! A need is new until a project takes it up ([`taken_up`]) or the Centre rejects it with a reason;
//! a rejected one may be reopened. Establishments enter their own.
//!
//! - [`model`]: the sheet and its states.  [`store`]: reading within scope.
//! - [`commands`]: writing.  [`outlook`]: what support it may expect under the norms of today.

pub mod api;
pub mod commands;
pub mod model;
pub mod outlook;
pub mod pages;
mod samples;
mod sheet;
pub mod store;

#[cfg(test)]
mod tests;

use db::Migration;
use kernel::Thing;
use web_kit::{NavEntry, NavKey};

pub use commands::{NeedInput, create, edit, reject, reopen, taken_up};
pub use model::{Need, NeedSource, NeedState};
pub use store::find;

pub const MIGRATIONS: &[Migration] = &[Migration::both(
    "20260106_1_need",
    include_str!("../../migrations/20260106_1_need.sql"),
)];

pub const NAV: NavEntry = NavEntry {
    section: NavKey::Programme,
    order: 1,
    label: ("Nhu cầu", "Needs"),
    href: "/needs",
    thing: Some(Thing::Need),
    key: None,
};
