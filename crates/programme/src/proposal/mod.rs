//! Proposals for an annual plan (đề xuất kế hoạch): what a commune, the Centre or the department
//! wants in the plan of a year, from a need, a project in draft, or of its own. A proposal rises
//! commune → Centre → department → ministry agency, may be sent back with a remark, is scored,
//! ranked and selected, and becomes a line of the plan when that is approved.
//!
//! - [`model`]: proposal, holder, state.  `store.rs`: reading within scope.
//! - `input.rs`: what is typed, checked, with the ceiling of the day.  `commands.rs`: drawing up.
//! - `rising.rs`: passing on, sending back, withdrawing.
//! - `carrying.rs`: into the plan of the next year.
//! - `selection.rs`: scoring, ranking, deciding: advice of figures, decided by people.
//! - `criteria.rs`: by what proposals are scored, as rows.
//! - [`meeting`]: the meeting that selects.  `minutes.rs`: its minutes as a paper.

pub mod api;
mod carrying;
pub mod commands;
pub mod criteria;
mod input;
pub mod meeting;
mod minutes;
pub mod model;
pub mod pages;
pub mod rising;
mod samples;
pub mod selection;
pub mod store;

#[cfg(test)]
mod carrying_tests;
#[cfg(test)]
mod criteria_tests;
#[cfg(test)]
mod eligibility_tests;
#[cfg(test)]
mod meeting_tests;
#[cfg(test)]
mod tests;

use db::Migration;
use kernel::Thing;
use web_kit::{NavEntry, NavKey};

pub use carrying::carry_over;
pub use commands::{create, edit};
pub use input::ProposalInput;
pub use model::{Holder, Proposal, ProposalRow, ProposalState};
pub use rising::{pass_on, send_back, withdraw};
pub use selection::{DecisionInput, Outcome, ScoreInput, decide, rank, rank_by_score, score};

pub const MIGRATIONS: &[Migration] = &[
    Migration::both(
        "20260106_6_plan_2_proposal",
        include_str!("../../migrations/20260106_6_plan_2_proposal.sql"),
    ),
    Migration::both(
        "20260106_95_proposal_carried",
        include_str!("../../migrations/20260106_95_proposal_carried.sql"),
    ),
    criteria::MIGRATION,
    Migration::both(
        "20260106_98_proposal_quarters",
        include_str!("../../migrations/20260106_98_proposal_quarters.sql"),
    ),
    meeting::MIGRATION,
    Migration::both(
        "20260106_99_proposal_unsure",
        include_str!("../../migrations/20260106_99_proposal_unsure.sql"),
    ),
];

pub const NAV: NavEntry = NavEntry {
    section: NavKey::Programme,
    order: 3,
    label: ("Đề xuất kế hoạch", "Plan proposals"),
    href: "/proposals",
    thing: Some(Thing::Proposal),
    key: None,
};
