//! Reports that a province owes the Ministry (báo cáo năm, báo cáo 6 tháng): by which day, and the
//! record that one was sent. The figures stay queries; nothing of a report is kept here but its paper.
//!
//! - [`model`]: the periods and the record of sending.  [`store`]: reading.
//! - [`commands`]: recording that a report was sent.  [`due`]: the days, from the deadlines on record.
//! - `pages`, `api`: how it is entered and read.

mod api;
pub mod commands;
pub mod due;
pub mod model;
mod pages;
pub mod store;

#[cfg(test)]
mod tests;

use db::Migration;

pub use api::router;
pub use commands::{SendingInput, record};
pub use due::prepare;
pub use model::{Period, Sending};
pub(crate) use pages::{SendingView, sample, view};
pub use pages::{routes, samples};

pub const MIGRATION: Migration = Migration::each(
    "20260110_2_report_sent",
    concat!(
        include_str!("../../migrations/20260110_2_report_sent.sql"),
        include_str!("../../migrations/20260110_2_report_sent.sqlite.sql")
    ),
    concat!(
        include_str!("../../migrations/20260110_2_report_sent.sql"),
        include_str!("../../migrations/20260110_2_report_sent.postgres.sql")
    ),
);
