//! Deadlines, limits and terms (thời hạn, giới hạn): by which day of which year something is due,
//! how much may be advanced, after how many months a visit follows.
//!
//! A parameter is known by its key (`TH-01`). As with norms nothing is overwritten: adding,
//! correcting, ending and verifying each write a new version, and of those in force no two may
//! answer the same question (subject, budget, province) on the same day: the database refuses.
//! A department keeps the rows of its own province, the administrator all others.
//!
//! - [`model`]: a version as it is kept.  [`store`]: reading.  [`commands`]: writing.
//! - [`find`]: which one applies at a place on a day.  [`load`]: those that come along.
//! - [`pages`], [`api`]: for people and for programs. The rules themselves: [`rules::parameter`].

pub mod api;
pub mod commands;
pub mod find;
mod form;
pub mod load;
pub mod model;
pub mod pages;
pub(crate) mod samples;
pub mod store;

#[cfg(test)]
mod tests;

pub use commands::{ParameterInput, VerifyInput, add, correct, end, verify};
pub use find::{Question, find};
pub use model::ParameterVersion;
