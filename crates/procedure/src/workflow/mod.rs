//! The workflows of projects (quy trình): versions that projects run on, and drafts of the next.
//!
//! A version is never changed; a project stays on the one it began with. Who keeps an area draws up
//! its next version as a draft, on pages that change one state or step at a time, and publishes it
//! by decision once the checker finds no fault. Projects drawn up from its first day on begin on it.
//!
//! - [`model`]: versions and drafts.  [`store`]: reading, and [`load`] of those that come along.
//! - [`edit`]: what one change does to a definition; pure.  [`commands`]: the changes as acts.
//! - [`difference`]: what a draft changes, in sentences.  [`paper_file`]: scans of the decision.
//! - [`pages`], [`api`]: for people and for programs.
//!
//! What a definition says, and its checker, are in [`rules::workflow`].

pub mod api;
pub mod commands;
mod difference;
pub mod edit;
mod model;
pub(crate) mod pages;
pub mod paper_file;
mod store;
#[cfg(test)]
mod tests;

pub(crate) use store::of_instrument;

pub use model::{Basis, Draft, Paper, WorkflowVersion};
pub use store::{WorkflowFault, all, by_id, load, newest, verify};
