//! The work of the Centre: who does what by when, what is due, and who is told.
//!
//! - [`task`]: tasks of the implementation plan, with dependencies and obstacles.
//! - [`obligation`]: everything that is due, gathered from the views of its owners.
//! - [`reminder`]: reminders in the app and by e-mail, each told once.
//! - [`calendar`]: a person's calendar under a secret address.
//! - [`mine`]: what one person has to do, for the first page.
//! - [`ports`]: what this module asks of the programme and of the accounts.

pub mod calendar;
mod days;
pub mod mine;
pub mod obligation;
pub mod ports;
pub mod reminder;
pub mod task;
#[cfg(test)]
mod test_support;
mod text;

use db::Migration;
use web_kit::{Module, Operations, Routes, samples::Sample};

pub const MIGRATIONS: &[Migration] = &[
    task::MIGRATION,
    obligation::MIGRATIONS[0],
    reminder::MIGRATION,
    obligation::MIGRATIONS[1],
];

pub const MODULE: Module = Module {
    name: "work",
    routes,
    api,
    migrations: MIGRATIONS,
    nav: &[task::NAV, obligation::NAV],
    records: &[
        ("task", "/tasks/{id}"),
        ("obstacle", "/obstacles/{id}"),
        (
            reminder::LATE_DUTIES,
            "/obligations?standing=late&person=me",
        ),
    ],
    samples,
};

fn routes() -> Routes {
    task::routes()
        .merge(obligation::routes())
        .merge(reminder::routes())
        .merge(calendar::routes())
}

fn api() -> Operations {
    task::api().merge(obligation::api())
}

fn samples() -> Vec<Sample> {
    let mut all = task::samples();
    all.extend(obligation::samples());
    all.extend(reminder::samples());
    all
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_page_renders_in_both_languages_without_fault() {
        for sample in super::samples() {
            assert_eq!(sample.faults(), Vec::<String>::new());
        }
    }
}
