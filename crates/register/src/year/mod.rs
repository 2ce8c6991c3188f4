//! Figures of an establishment by year and source (số liệu theo năm): workers, revenue, capital.
//!
//! A figure is never overwritten: each source has its own row, and a correction is a further
//! revision of it, the earlier one staying in sight.
//!
//! - `model`: the row, its sources, what somebody says.
//! - `commands`: recording, with the SQL it needs.
//! - `pages`: the form.

mod commands;
mod model;
mod pages;
#[cfg(test)]
mod tests;

pub use commands::{of, record};
pub use model::{YearFigures, YearInput, YearSource};
pub(crate) use pages::{routes, samples};
