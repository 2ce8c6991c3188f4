//! Support norms (định mức hỗ trợ): which share of which cost may be paid, and how much at most.
//!
//! A norm is known by its key (`N18-05`). Nothing is overwritten: adding, correcting, ending and
//! verifying each write a new version that supersedes the one before, and all stay readable. Of
//! norms in force, no two may answer the same question (budget, province, activity, variant) on
//! the same day: the database refuses.
//!
//! - [`model`]: a version as it is kept.  [`store`]: reading.  [`commands`]: writing.
//! - [`load`]: the norms that come with the product.
//! - [`pages`], [`api`]: for people and for programs. What follows from norms: [`crate::ceiling`].

pub mod api;
pub mod commands;
mod form;
pub mod load;
pub mod model;
pub mod pages;
pub(crate) mod samples;
pub mod store;

#[cfg(test)]
mod tests;

pub use commands::{NormInput, VerifyInput, add, correct, end, verify};
pub use load::{Loaded, load};
pub use model::NormVersion;
