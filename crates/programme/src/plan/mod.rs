//! The plan of a year (kế hoạch khuyến công năm): national or local money, of the nation or of a
//! province, with the document that approved it and its tasks. What the document states (how many
//! tasks, how much money) stands beside the lines that were entered, so that a plan known only by
//! its totals is still true.
//!
//! A plan is open while proposals are gathered (`crate::proposal`) and lines entered. The approval
//! turns what was selected into lines and puts version 1 in force, within the budget told; after it
//! lines change by an adjustment with its decision, version n + 1.
//!
//! - [`model`]: plan and line.  [`store`]: reading within scope.  [`commands`]: writing.
//! - [`approval`]: the decision.  [`adjustment`]: its changes.  [`transfer`]: money that moves
//!   to another source or year.  [`versions`]: what was in force when.  `check.rs`: kept totals.
//! - [`quarters`]: the split by quarters.  `era.rs`: no plan for a province that is no more.

pub mod adjustment;
pub(crate) mod adjustment_pages;
pub mod api;
pub mod approval;
pub(crate) mod approval_pages;
mod check;
pub mod commands;
pub(crate) mod era;
mod line_pages;
pub mod model;
pub mod pages;
pub mod quarters;
mod samples;
mod sheet;
pub mod store;
pub mod transfer;
pub(crate) mod transfer_pages;
pub mod versions;

#[cfg(test)]
mod adjustment_tests;
#[cfg(test)]
mod budget_tests;
#[cfg(test)]
mod crowd_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod transfer_tests;

use db::Migration;
use kernel::Thing;
use web_kit::{NavEntry, NavKey};

pub use adjustment::{adjust, change, drop_change};
pub use approval::{ApprovalInput, approve};
pub use check::{PlanFault, verify};
pub use commands::{PlanInput, PlanLineInput, add_line, create, edit, edit_line, remove_line};
pub use model::{Plan, PlanLine, PlanRow, PlanState, Standing};
pub use quarters::Quarters;
pub(crate) use samples::plan as sample_plan;
pub use transfer::{TransferInput, TransferKind, transfer};

pub const MIGRATIONS: &[Migration] = &[
    Migration::both(
        "20260106_2_plan",
        include_str!("../../migrations/20260106_2_plan.sql"),
    ),
    Migration::both(
        "20260106_6_plan_3_version",
        include_str!("../../migrations/20260106_6_plan_3_version.sql"),
    ),
    Migration::each(
        "20260106_6_plan_9_trail",
        include_str!("../../migrations/20260106_6_plan_9_trail.sqlite.sql"),
        include_str!("../../migrations/20260106_6_plan_9_trail.postgres.sql"),
    ),
];

pub const NAV: NavEntry = NavEntry {
    section: NavKey::Programme,
    order: 2,
    label: ("Kế hoạch năm", "Annual plans"),
    href: "/plans",
    thing: Some(Thing::Plan),
    key: Some('k'),
};
