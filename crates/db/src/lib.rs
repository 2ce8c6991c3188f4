//! The one door to the databases: SQLite in a file, or PostgreSQL.
//!
//! Modules write their SQL by hand, in the dialect common to both, with `?` for values; this crate
//! binds, runs and reads it. It also holds what every command needs: the context of a request
//! ([`Cx`]), errors that speak to people ([`CommandError`]), the audit trail, stored files, number
//! series, migrations. It knows no table of any module, and no other crate names a driver.

mod audit;
mod checks;
mod conn;
mod cx;
mod error;
mod files;
mod migrate;
mod page;
mod ports;
mod postgres;
mod row;
mod scope;
mod search;
mod series;
mod sql;
mod sqlite;
mod value;

pub use audit::{AuditFault, AuditRecord, AuditWrite, history, recent, verify_audit};
pub use checks::Checks;
pub use conn::{Conn, Db, Dialect};
pub use cx::{Clock, Cx};
pub use error::{CommandError, CommandResult, DbError, FieldError};
pub use files::{FileError, FileStore, StoredFileRow, Upload, file_row};
pub use migrate::{Migration, OWN_MIGRATIONS, applied, migrate};
pub use page::{Cursor, Page, PageRequest};
pub use ports::{BoxFuture, Ports};
pub use row::{CodeColumn, Column, FromRow, Joined, RowPart, RowRef};
pub use scope::ScopeColumns;
pub use search::Hits;
pub use series::next_number;
pub use sql::Sql;
pub use sqlite::READERS as SQLITE_READERS;
pub use value::Val;

#[doc(hidden)]
pub use sqlx;
