//! What an adjustment changes (nội dung đề nghị điều chỉnh, mẫu F16): name, place, time, implementing
//! unit, beneficiary and content, beside the estimate (`../versions.rs`) and a group's list
//! (`../roster/`).
//!
//! While a project waits for the decision, the Centre writes a proposed version ([`propose`]); the
//! project itself stays as it was approved. The decision puts it in force, a refusal drops it, and
//! both stay on record. Who decides is asked of the workflow, by what is changed.
//!
//! - `model.rs`, `store.rs`: what a version says, and its table.
//! - `proposal.rs`: everything that is proposed together, and what it changes.
//! - `commands.rs`: proposing, and what the decision does. `deciding.rs`: who may decide.
//! - `pages.rs`, `view.rs`, `api.rs`: the form, the differences, JSON.

mod api;
mod commands;
mod deciding;
mod model;
mod pages;
mod proposal;
mod store;
#[cfg(test)]
mod tests;
mod view;

pub(super) use api::router;
pub(super) use commands::put_in_force;
pub use commands::{ProjectAdjustmentInput, propose};
pub(super) use deciding::may_decide;
pub use model::ProjectFacts;
pub(super) use pages::{routes, sample_changes, samples};
pub(super) use proposal::{Proposal, same_estimate};
pub(crate) use view::FactChange;
pub(crate) use view::decided;
pub(super) use view::{ChangesView, changes_view, past_changes};

use db::Migration;

pub(crate) const MIGRATION: Migration = Migration::each(
    "20260106_95_project_version",
    concat!(
        include_str!("../../../migrations/20260106_95_project_version.sql"),
        include_str!("../../../migrations/20260106_95_project_version.sqlite.sql")
    ),
    concat!(
        include_str!("../../../migrations/20260106_95_project_version.sql"),
        include_str!("../../../migrations/20260106_95_project_version.postgres.sql")
    ),
);
