//! The list of a group project's beneficiaries (đơn vị thụ hưởng và thông số): who, where, which
//! machine or class, at which cost and support.
//!
//! A group project is registered without it, except that one of machines names beneficiaries, places
//! and types at the ministry appraisal (Điều 3a of Thông tư 36/2013/TT-BCT as added by 17/2018). It is
//! fixed by a paper before the contract, and then changes only with an adjustment of the estimate.
//! A part of a flagship that named nobody at first uses it as well.
//!
//! Money stands on the cost lines alone: an entry names its line. While the estimate is open the
//! line is written there; later it is written into the proposed version of the estimate, which
//! fixing puts in force. What entries get is then drawn from the lines of the whole group, so that
//! the money allotted never grows.
//!
//! - `model.rs`, `store.rs`: list and entry.  `estimate.rs`: their lines.
//! - `entries.rs`: adding, changing, taking out.  `fixing.rs`: fixing, and following adjustments.
//! - `check.rs`: the ceiling of each, and what is missing for the appraisal and the contract.
//! - `pages.rs`, `api.rs`: the ways out.

mod api;
mod check;
mod entries;
mod estimate;
mod fixing;
mod model;
mod pages;
mod samples;
mod store;

pub(super) use api::router;
pub(super) use check::{
    missing_for_appraisal, missing_for_contract, questions, serves, with_estimate,
};
pub use entries::{EntryInput, put_entry, remove_entry};
pub use fixing::{FixInput, fix};
pub(super) use fixing::{follow_adjustment, follow_edit, reopen};
pub(super) use model::STEP;
pub use model::{Entry, Roster};
pub(super) use pages::routes;
pub(super) use samples::samples;
pub(super) use store::{draft_entries, draft_establishments, load};

use db::Migration;

pub const MIGRATION: Migration = Migration::each(
    "20260106_8_roster",
    concat!(
        include_str!("../../../migrations/20260106_8_roster.sql"),
        include_str!("../../../migrations/20260106_8_roster.sqlite.sql")
    ),
    concat!(
        include_str!("../../../migrations/20260106_8_roster.sql"),
        include_str!("../../../migrations/20260106_8_roster.postgres.sql")
    ),
);
