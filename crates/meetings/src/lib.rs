//! Meetings, conferences and delegations (hội nghị, đoàn công tác), and the recommendations (kiến
//! nghị) that are raised there and followed until they are answered.
//!
//! Plain first forms, registers of `record-kit`. Delegates, papers and minutes come to this crate
//! later.

mod meeting;
mod recommendation;
#[cfg(test)]
mod tests;

pub use meeting::{MeetingInput, MeetingKind};
pub use recommendation::{Outcome, RecommendationInput};
pub use record_kit::{create, create_in, edit, get};

use db::Migration;
use kernel::Thing;
use web_kit::{Module, NavEntry, NavKey, Operations, Routes, samples::Sample};

pub const MODULE: Module = Module {
    name: "meetings",
    routes,
    api,
    migrations: &[Migration::both(
        "20260109_1_meeting",
        include_str!("../migrations/20260109_1_meeting.sql"),
    )],
    nav: &[
        NavEntry {
            section: NavKey::Meetings,
            order: 1,
            label: ("Hội nghị, đoàn công tác", "Meetings and visits"),
            href: "/meetings",
            thing: Some(Thing::Meeting),
            key: Some('h'),
        },
        NavEntry {
            section: NavKey::Meetings,
            order: 2,
            label: ("Kiến nghị", "Recommendations"),
            href: "/recommendations",
            thing: Some(Thing::Meeting),
            key: None,
        },
    ],
    records: &[
        ("meeting", "/meetings/{id}"),
        ("recommendation", "/recommendations/{id}"),
    ],
    samples,
};

fn routes() -> Routes {
    record_kit::routes::<MeetingInput>().merge(record_kit::routes::<RecommendationInput>())
}

fn api() -> Operations {
    meeting::api().merge(recommendation::api())
}

fn samples() -> Vec<Sample> {
    let mut all = record_kit::samples::<MeetingInput>();
    all.extend(record_kit::samples::<RecommendationInput>());
    all
}
