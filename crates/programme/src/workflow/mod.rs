//! The kept versions of the workflow definitions (quy trình).
//!
//! - [`load`] puts the definitions that come with the product into the table, once each.
//! - [`newest`] picks the version a new project begins on; it stays on it ([`by_id`]).
//! - [`verify`] proves every kept definition sound, for `khuyencong check`.
//!
//! What a definition says is in [`rules::workflow`]; who follows it is [`crate::project`].

mod pages;
mod store;
#[cfg(test)]
mod tests;

pub(crate) use pages::look;
pub use pages::{routes, samples};
pub(crate) use store::all;
pub use store::{WorkflowFault, WorkflowVersion, by_id, load, newest, verify};

use db::Migration;
use web_kit::{NavEntry, NavKey};

pub(crate) const MIGRATION: Migration = Migration::both(
    "20260106_3_workflow",
    include_str!("../../migrations/20260106_3_workflow.sql"),
);

pub(crate) const NAV: NavEntry = NavEntry {
    section: NavKey::Administration,
    order: 40,
    label: ("Quy trình", "Workflows"),
    href: "/workflows",
    thing: Some(kernel::Thing::Workflow),
    key: None,
};
