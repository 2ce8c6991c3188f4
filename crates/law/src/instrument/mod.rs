//! Legal documents (văn bản): what the programme rests on, from decrees to the letters that
//! approve a year's money. Each has a number, an issuer, days of effect, articles, and says what it
//! amends, replaces, consolidates, guides or rests upon. Norms and parameters point at the document
//! and the article they come from.
//!
//! - [`number`]: reading `2948/QĐ-BCT`, `16/2026/QĐ-UBND`, `89/2025/QH15`.
//! - [`model`]: kinds, rows.  [`store`]: reading.  [`commands`]: writing.
//! - [`relation`]: what documents do to each other.  [`article`]: their articles and annexes.
//! - [`effect`]: where one stands on a day, and its history.
//! - [`lapse`]: local documents whose basis has ended or changed.
//! - [`quoted`]: documents as the rules of other modules quote them.
//! - [`seed`]: the documents that come along.  [`pages`], [`api`]: for people and for programs.

pub mod api;
pub mod article;
pub mod commands;
pub mod effect;
pub mod lapse;
pub mod model;
pub mod number;
pub mod pages;
pub mod quoted;
pub mod relation;
pub(crate) mod samples;
pub mod seed;
pub mod store;

#[cfg(test)]
mod tests;

pub use article::{Article, ArticleInput, ArticleKind};
pub use commands::{InstrumentInput, create, edit};
pub use effect::Standing;
pub use model::{Instrument, InstrumentKind};
pub use number::InstrumentNumber;
pub use relation::{RelationInput, RelationKind, relate, unrelate};
