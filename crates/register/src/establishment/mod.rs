//! The register of rural industrial establishments (cơ sở công nghiệp nông thôn, cơ sở CNNT).
//!
//! Who one is: Điều 1 Nghị định 45/2012/NĐ-CP, from 15/10/2025 as amended by Nghị định
//! 235/2025/NĐ-CP. Whether one is eligible is not said here but by `rules::eligibility`, from the
//! facts this module keeps ([`facts`]).
//!
//! - `model`: the record, its statuses, the name without the words of legal forms.
//! - `input`: what somebody says, and its checks.
//! - `store`: SQL; everything that lists or loads goes through the scope.
//! - `commands`: entering, editing, closing, reopening; duplicates.
//! - `facts`: what other modules may ask.

mod commands;
mod facts;
mod input;
mod model;
mod store;
#[cfg(test)]
mod tests;

pub(crate) use commands::required;
pub use commands::{CloseInput, close, create, create_in, edit, possible_duplicates, reopen};
pub use facts::{EstablishmentFacts, facts, facts_in_scope, names, pick};
pub(crate) use input::past;
pub use input::{EstablishmentInput, NewEstablishment};
pub use model::{Establishment, FormColumn, OwnerSex, Status, name_key};
pub use store::{Brief, Filter, ListRow, list, list_after};
