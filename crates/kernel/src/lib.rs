//! The words that every room shares: ids, money, dates, text, languages, people's roles.
//!
//! No input or output, no async, no database. If two modules need the same small fact about the
//! trade (what an activity code is called, how đồng are written), it lives here.

mod access;
mod activity;
mod date;
mod ids;
mod lang;
mod money;
mod place;
mod similar;
mod source;
mod tax_code;
mod text;
mod words;

pub use access::{Actor, Role, Scope, Thing, Verb, access_table, may};
pub use activity::Activity;
pub use date::{format_date, format_timestamp, hanoi, parse_date};
pub use ids::*;
pub use lang::Lang;
pub use money::{BasisPoints, Dong, MoneyError};
pub use place::{UnitId, UnitKind, UnitLevel};
pub use similar::{contained, similarity};
pub use source::FundingSource;
pub use tax_code::{TaxCode, TaxCodeError};
pub use text::{clean, fold};
