//! The settlement of projects (quyết toán): the list of vouchers (bảng kê chứng từ), entered by one
//! person and admitted by another, and the table that sums a year up (bảng tổng hợp quyết toán).
//!
//! What is admitted is kept beside the balances of a cost line, where the table refuses to settle
//! more. An invoice is claimed for one project, as those of the acceptance are.
//!
//! - `model.rs`, `store.rs`: vouchers; `commands.rs`: entering, proposing, taking out, admitting.
//! - `rule.rs`: what the step of settlement asks for.
//! - `summary.rs`: the rows of the table, each a sum over the ledger's entries.
//! - `pages.rs`, `summary_pages.rs`, `papers.rs`, `api.rs`: the ways out.

mod api;
mod commands;
mod model;
mod pages;
mod papers;
mod proposal;
mod rule;
mod store;
mod summary;
pub(crate) mod summary_pages;
#[cfg(test)]
pub(crate) mod tests;

use web_kit::{Routes, samples::Sample};

pub use commands::{Judgement, VoucherInput, enter, judge, take_out};
pub use model::Voucher;
pub use proposal::propose;
pub(crate) use rule::{settled, unproven, within};
pub use store::vouchers;
pub use summary::{Filter, Row, rows};

pub(crate) use api::router;

pub(crate) fn routes() -> Routes {
    pages::routes().merge(summary_pages::routes())
}

pub(crate) fn samples() -> Vec<Sample> {
    let mut all = pages::samples();
    all.extend(summary_pages::samples());
    all
}
