//! The forms of papers (biểu mẫu) and the text that each rests on.
//!
//! The forms come with the program ([`rules::paper_form`]); what the ministry agency or the
//! administrator keeps is the basis of each from a day. Nothing is overwritten: adding, correcting,
//! verifying and taking back each write a new version. Of the bases of a form, the one that began last
//! applies.
//!
//! - [`model`]: a basis as it is kept, a form with its basis on a day.  [`store`]: reading.
//! - [`commands`]: writing.  [`load`](commands::load): what comes along.
//! - [`pages`], [`api`]: for people and for programs.

pub mod api;
pub mod commands;
mod form;
mod model;
pub(crate) mod pages;
mod store;
#[cfg(test)]
mod tests;

use db::Migration;

pub use commands::load;
pub use model::{FormBasis, PaperForm};
pub(crate) use pages::address;
pub(crate) use store::of_instrument;

pub const MIGRATION: Migration = Migration::each(
    "20260105_94_paper_form",
    concat!(
        include_str!("../../migrations/20260105_94_paper_form.sql"),
        include_str!("../../migrations/20260105_94_paper_form.sqlite.sql")
    ),
    concat!(
        include_str!("../../migrations/20260105_94_paper_form.sql"),
        include_str!("../../migrations/20260105_94_paper_form.postgres.sql")
    ),
);
