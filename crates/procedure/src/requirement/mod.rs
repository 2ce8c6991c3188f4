//! What a project must show: the papers of its dossier (thành phần hồ sơ) and the questions of its
//! appraisal (tiêu chí thẩm định).
//!
//! Both are dated rows of the nation or of a province. Nothing is overwritten: adding, correcting,
//! ending and verifying each write a new version. A province's own row of the same code takes the
//! place of the nation's there; of one area, no two rows ask for the same on the same day.
//!
//! - [`model`]: a version as it is kept.  [`store`]: reading.  [`commands`]: writing.
//! - [`find`]: which rows apply to a project.  [`load`](commands::load): those that come along.
//! - [`pages`], [`api`]: for people and for programs. The rules: [`rules::checklist`],
//!   [`rules::criteria`].

pub mod api;
pub mod commands;
pub mod find;
mod form;
mod model;
pub(crate) mod pages;
mod store;
#[cfg(test)]
mod tests;

pub use commands::load;
pub use model::{Kind, Requirement};
pub(crate) use store::of_instrument;
