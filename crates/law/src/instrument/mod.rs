//! Legal documents (văn bản): what the programme rests on, from decrees to the letters that
//! approve a year's money. Each has a number, an issuer, days of effect, and says what it amends,
//! replaces, consolidates or guides. Norms point at the document they come from.
//!
//! - [`number`]: reading `2948/QĐ-BCT`, `16/2026/QĐ-UBND`, `89/2025/QH15`.
//! - [`model`]: kinds, relations, rows.
//! - [`store`]: reading.  [`commands`]: writing.  [`seed`]: the documents that come along.
//! - [`pages`], [`api`]: for people and for programs.

pub mod api;
pub mod commands;
pub mod model;
pub mod number;
pub mod pages;
mod samples;
pub mod seed;
pub mod store;

#[cfg(test)]
mod tests;

pub use commands::{InstrumentInput, RelationInput, create, edit, relate, unrelate};
pub use model::{Instrument, InstrumentKind, RelationKind};
pub use number::InstrumentNumber;
