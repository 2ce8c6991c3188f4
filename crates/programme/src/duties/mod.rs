//! Kept duties of projects: what is due of each by when, and the day it was done. The view
//! `project_duty` says what a project owes; its rows are kept in the transaction that moves them
//! ([`keep`]), so that lists and counts over many projects read an index, and computed again by
//! `khuyencong check` ([`verify`]). Which days follow from deadlines and terms on record is kept by
//! `days.rs`.

mod days;
mod store;

use db::Migration;

pub use store::{Fault, keep, rebuild, verify};

pub const MIGRATIONS: [Migration; 3] = [
    Migration::each(
        "20260106_90_obligation",
        include_str!("../../migrations/20260106_90_obligation.sqlite.sql"),
        include_str!("../../migrations/20260106_90_obligation.postgres.sql"),
    ),
    Migration::both(
        "20260106_91_kept_duty",
        include_str!("../../migrations/20260106_91_kept_duty.sql"),
    ),
    Migration::each(
        "20260106_97_duty_day",
        include_str!("../../migrations/20260106_97_duty_day.sqlite.sql"),
        include_str!("../../migrations/20260106_97_duty_day.postgres.sql"),
    ),
];
