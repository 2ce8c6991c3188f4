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
//! - [`matching`]: who may be the same taxpayer, at the same place or called alike.
//! - `pages`, `forms`, `show`, `import_pages`: the list, the form, the record, the import.
//! - `imports`, `sheet`: Excel and CSV in, Excel out.
//! - `changes`: differences in words, for history and stale edits.
//! - `api`: JSON.

mod api;
mod by_words;
mod changes;
mod commands;
mod facts;
mod forms;
mod import_pages;
#[cfg(test)]
mod import_tests;
mod imports;
mod input;
pub mod matching;
#[cfg(test)]
mod matching_tests;
mod model;
mod pages;
mod samples;
#[cfg(test)]
mod search_tests;
mod sheet;
mod show;
mod store;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod web_tests;

pub(crate) use api::router;
pub(crate) use changes::{Change, between_values};
pub(crate) use commands::required;
pub use commands::{CloseInput, close, create, create_in, edit, possible_duplicates, reopen};
pub use facts::{EstablishmentFacts, facts, facts_in_scope, names, pick, representatives};
pub(crate) use forms::stale_words;
pub use imports::{ImportError, ImportMode, ImportReport, ImportRow, RowFault, import, read_file};
pub use input::{EstablishmentInput, NewEstablishment};
pub(crate) use input::{day, past, since_1900};
pub use model::{Establishment, FormColumn, OwnerSex, Status, name_key};
pub(crate) use pages::routes;
pub(crate) use samples::samples;
pub use sheet::{sheet, template};
pub use store::{Brief, Filter, Found, ListRow, list, list_after};
