//! Appraisal councils (hội đồng, tổ thẩm định): who sits on them, their sessions, and how a session
//! comes to what it says of a project.
//!
//! A council is set up by a decision, for a province (base level) or by the Ministry. A session has
//! an agenda of projects, a roll of members, and one ballot per member and project: findings on the
//! criteria and a vote. Who has an interest in a project loses the seat for it: neither reads nor
//! votes there, and the minutes say so. Closing the session writes the result into the project's
//! appraisal of that level, on which the steps of its workflow rest.
//!
//! - [`model`]: the tables as types.  [`share`]: quorum and majority.  [`tally`]: what votes come to.
//! - [`store`], `papers.rs`: reading within scope; whoever has an interest is kept out in the SQL.
//! - [`commands`]: council and members.  [`sessions`]: sessions and agenda.  [`ballot`]: findings
//!   and votes.  [`interest`]: declared, answered, settled; `detection.rs`: found in records.   [`closing`]: the result.
//! - `roll.rs`: who is invited and who may vote.  [`charge`]: which projects a council has.
//! - [`minutes`]: the paper of a session.  [`ports`]: what is asked of accounts and the register.

pub mod api;
pub mod ballot;
pub mod charge;
pub mod closing;
pub mod commands;
mod detection;
pub mod interest;
pub mod minutes;
pub mod model;
mod pages;
mod papers;
pub mod ports;
mod roll;
pub mod sessions;
pub mod share;
pub mod store;
pub mod tally;

#[cfg(test)]
mod tests;

use db::Migration;
use kernel::Thing;
use web_kit::{NavEntry, NavKey};

pub use ballot::{BallotInput, FindingInput, cast};
pub use closing::close;
pub use commands::{CouncilInput, MemberInput, add_member, create, edit, end_member};
pub use interest::{InterestInput, answer, declare, settle};
pub(crate) use pages::{routes, samples};
pub use sessions::{
    ItemInput, PresenceInput, SessionInput, add_item, cancel, create_session, edit_session,
    note_presence, open, postpone, save_item,
};
pub use share::Share;

pub const MIGRATIONS: &[Migration] = &[
    Migration::each(
        "20260106_7_council",
        concat!(
            include_str!("../../migrations/20260106_7_council.sql"),
            include_str!("../../migrations/20260106_7_council.sqlite.sql")
        ),
        concat!(
            include_str!("../../migrations/20260106_7_council.sql"),
            include_str!("../../migrations/20260106_7_council.postgres.sql")
        ),
    ),
    Migration::each(
        "20260106_98_council_interest",
        include_str!("../../migrations/20260106_98_council_interest.sqlite.sql"),
        include_str!("../../migrations/20260106_98_council_interest.postgres.sql"),
    ),
];

pub const NAV: NavEntry = NavEntry {
    section: NavKey::Programme,
    order: 40,
    label: ("Hội đồng thẩm định", "Appraisal councils"),
    href: "/councils",
    thing: Some(Thing::Council),
    key: None,
};
