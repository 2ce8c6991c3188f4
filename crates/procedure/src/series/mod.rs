//! Numbers of papers (số, ký hiệu văn bản): how offices number each kind through a year.
//!
//! A series belongs to an office of a province, or to the Ministry's agency, and to one kind of
//! paper. A step proposes its next number and takes it within its own transaction, so two people
//! never get the same. Somebody may type another; one that fits the pattern is kept as given, and
//! what was left out shows as a gap.
//!
//! - [`model`]: a series and the numbers given.  [`store`]: reading.  [`commands`]: keeping series.
//! - [`give`]: proposing and taking a number.  [`pages`], [`api`]: for people and for programs.

pub mod api;
pub mod commands;
pub mod give;
mod model;
pub(crate) mod pages;
mod store;
#[cfg(test)]
mod tests;

pub use give::{Bearer, Question, Wanted, propose, take};
pub use model::{Given, Series};
