//! What becomes of a project after its source was shifted (chuyển nguồn): the province goes on with
//! local money. That is a project of its own, under the local workflow, norms and plan, drawn up from
//! the old one by one command; both name each other.

mod api;
mod commands;
mod pages;
mod store;
#[cfg(test)]
mod tests;

use db::Migration;

pub(crate) use api::router;
pub use commands::continue_locally;
pub(crate) use commands::may_continue;
pub(crate) use pages::{links, routes, samples};
pub(crate) use store::neighbours;

pub const MIGRATION: Migration = Migration::both(
    "20260106_92_continuation",
    include_str!("../../migrations/20260106_92_continuation.sql"),
);
