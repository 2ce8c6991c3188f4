//! What the review of local documents (rà soát văn bản) concluded of each: to repeal, amend, replace or
//! keep it, why, who does it and until when, and later the paper that did it. A new conclusion stands
//! in the place of the one before, which stays readable.
//!
//! - [`model`]: outcomes, rows, where a document stands in the review.  [`store`]: reading, within the
//!   scope.  [`commands`]: concluding, and saying that it is done.
//! - `pages.rs`, `api.rs`: for people and for programs. The list is the page of the review
//!   (`instrument/pages/review.rs`); `sheet.rs` is the same for Excel.
//!
//! What waits for its paper is a duty of the department: the view `obligation_law`.

pub mod api;
pub mod commands;
pub mod model;
pub mod pages;
pub(crate) mod samples;
pub mod sheet;
pub mod store;

#[cfg(test)]
mod tests;

pub use commands::{CompletionInput, ConclusionInput, complete, conclude};
pub use model::{Conclusion, Outcome, Progress, Tally};
