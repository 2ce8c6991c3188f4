//! Plain registers: tables that people fill in by a form, list, correct and count.
//!
//! A register is one typed struct, declared by [`record_fields!`], with what only it knows said in
//! [`Register`]: its words, its rules, which unique index means which sentence. This crate gives it
//! the rest: list with filters and export, form, record page with history, JSON. The rows lie in a
//! table of their own with typed columns and constraints; nothing is kept as a bag of names.
//!
//! Where to look: `field.rs` and `value.rs` for what a field can be, `register.rs` for what a
//! register says of itself, `place.rs` for where and in which era a fact happened, `commands.rs`
//! for writing, `store.rs` for the SQL.

pub mod api;
mod area;
mod choice;
mod commands;
mod field;
mod form_page;
mod list_page;
mod names;
mod pages;
mod partial_date;
mod place;
pub mod ports;
mod register;
mod samples;
mod sheet;
mod show_page;
mod store;
mod value;

pub use area::Area;
pub use choice::Choice;
pub use commands::{create, create_in, edit, record_in};
pub use field::{Field, FieldKind, Listing, field};
pub use names::Names;
pub use pages::routes;
pub use partial_date::PartialDate;
pub use place::PlaceRule;
pub use register::{Badge, Fields, Paths, Register, Words};
pub use samples::samples;
pub use store::{Filter, Record, get, list};
pub use value::{HasKind, Value};
