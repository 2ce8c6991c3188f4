//! SQLite, called in the thread that asks.
//!
//! A question of a page takes some microseconds; handing it to another thread and its rows back
//! costs several times that. So the driver blocks the thread for the length of the question. At
//! most [`READERS`] read at once; the program's runtime has that many threads more than processors.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, ToSql, types::ToSqlOutput};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{DbError, FromRow, RowRef, Val};

/// The most connections for reading.
pub const READERS: usize = 4;

/// How long another program's lock is waited for.
const BUSY: Duration = Duration::from_secs(30);

/// How long a turn is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// How much of the file a reading connection maps into memory, in bytes. What lies there is read
/// without copying it into a cache of each connection. Writing goes through the log as ever.
const MAPPED: i64 = 1 << 30;

/// Statements that a connection keeps prepared.
const STATEMENTS: usize = 200;

/// Some connections to one file, of one kind.
#[derive(Clone)]
pub struct SqlitePool(Arc<Inner>);

struct Inner {
    path: PathBuf,
    /// For writing there is one connection; the others refuse to write.
    writes: bool,
    kept: Mutex<Vec<Connection>>,
    turns: Arc<Semaphore>,
}

/// A lent connection. It goes back when dropped; a transaction that was not committed is undone.
pub struct SqliteConn {
    connection: Option<Connection>,
    in_transaction: bool,
    pool: Arc<Inner>,
    _turn: OwnedSemaphorePermit,
}

impl std::fmt::Debug for SqlitePool {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SqlitePool").finish_non_exhaustive()
    }
}

impl Inner {
    fn kept(&self) -> MutexGuard<'_, Vec<Connection>> {
        // Nothing is done under this lock that could leave the list half-changed.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn open(&self) -> Result<Connection, rusqlite::Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.path, flags)?;
        connection.busy_timeout(BUSY)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        connection.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;
             PRAGMA cache_size = -8000;",
        )?;
        connection.pragma_update(None, "query_only", !self.writes)?;
        if !self.writes {
            connection.pragma_update(None, "mmap_size", MAPPED)?;
        }
        Ok(connection)
    }
}

impl SqlitePool {
    /// The pools for reading and for writing of a file, which is made when missing.
    pub fn pair(path: &Path) -> Result<(SqlitePool, SqlitePool), DbError> {
        let pool = |writes, most| {
            SqlitePool(Arc::new(Inner {
                path: path.to_owned(),
                writes,
                kept: Mutex::default(),
                turns: Arc::new(Semaphore::new(most)),
            }))
        };
        let (read, write) = (pool(false, READERS), pool(true, 1));
        // Opened at once, to fail early.
        let first = write.0.open()?;
        write.0.kept().push(first);
        Ok((read, write))
    }

    /// A connection, waiting for one to come back when all are lent.
    pub async fn lend(&self) -> Result<SqliteConn, DbError> {
        let turns = &self.0.turns;
        // Mostly a turn is free, and no clock has to be started.
        let turn = match turns.clone().try_acquire_owned() {
            Ok(turn) => turn,
            Err(_) => tokio::time::timeout(PATIENCE, turns.clone().acquire_owned())
                .await
                .map_err(|_| DbError::Busy)?
                .map_err(|_| DbError::Closed)?,
        };
        let kept = self.0.kept().pop();
        Ok(SqliteConn {
            connection: Some(match kept {
                Some(connection) => connection,
                None => self.0.open()?,
            }),
            in_transaction: false,
            pool: self.0.clone(),
            _turn: turn,
        })
    }

    /// A transaction that holds the write lock from its start, so that writers queue instead of
    /// failing half-way.
    pub async fn begin(&self) -> Result<SqliteConn, DbError> {
        let mut conn = self.lend().await?;
        // Another program may hold the lock for long.
        waiting(|| conn.get().execute_batch("BEGIN IMMEDIATE"))?;
        conn.in_transaction = true;
        Ok(conn)
    }

    /// Closes the connections that are not lent; the others close when they come back.
    pub fn close(&self) {
        self.0.turns.close();
        self.0.kept().clear();
    }
}

/// Runs what may take long, telling the runtime when it can take note of it.
fn waiting<T>(act: impl FnOnce() -> T) -> T {
    use tokio::runtime::{Handle, RuntimeFlavor};
    let many =
        Handle::try_current().is_ok_and(|h| h.runtime_flavor() == RuntimeFlavor::MultiThread);
    if many {
        tokio::task::block_in_place(act)
    } else {
        act()
    }
}

impl SqliteConn {
    fn get(&self) -> &Connection {
        self.connection
            .as_ref()
            .expect("a connection leaves its holder only when that is dropped")
    }

    pub fn all<T: FromRow>(&self, text: &str, values: &[Val]) -> Result<Vec<T>, DbError> {
        let mut statement = self.get().prepare_cached(text)?;
        let mut rows = statement.query(rusqlite::params_from_iter(values))?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(T::from_row(&RowRef::Sqlite(row))?);
        }
        Ok(all)
    }

    pub fn opt<T: FromRow>(&self, text: &str, values: &[Val]) -> Result<Option<T>, DbError> {
        let mut statement = self.get().prepare_cached(text)?;
        let mut rows = statement.query(rusqlite::params_from_iter(values))?;
        let first = rows.next()?;
        first
            .map(|row| T::from_row(&RowRef::Sqlite(row)))
            .transpose()
    }

    pub fn exec(&self, text: &str, values: &[Val]) -> Result<u64, DbError> {
        let mut statement = self.get().prepare_cached(text)?;
        let changed = statement.execute(rusqlite::params_from_iter(values))?;
        Ok(u64::try_from(changed).unwrap_or_default())
    }

    pub fn script(&self, text: &str) -> Result<(), DbError> {
        Ok(self.get().execute_batch(text)?)
    }

    /// Keeps what a transaction wrote; for reading there is nothing to keep.
    pub fn commit(mut self) -> Result<(), DbError> {
        if self.in_transaction {
            self.get().execute_batch("COMMIT")?;
            self.in_transaction = false;
        }
        Ok(())
    }
}

impl Drop for SqliteConn {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else {
            return;
        };
        // A connection whose transaction cannot be undone is not used again: closing undoes it.
        if self.in_transaction && connection.execute_batch("ROLLBACK").is_err() {
            return;
        }
        let mut kept = self.pool.kept();
        // Under the lock, so that closing cannot pass between the question and the keeping.
        if !self.pool.turns.is_closed() {
            kept.push(connection);
        }
    }
}

/// As the schema keeps them: ids as 16 bytes, days and moments as text, yes and no as 1 and 0.
impl ToSql for Val {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Val::Int(Some(v)) => ToSqlOutput::from(*v),
            Val::Text(Some(v)) => ToSqlOutput::from(v.as_str()),
            Val::Uuid(Some(v)) => ToSqlOutput::from(v.as_bytes().as_slice()),
            Val::Date(Some(v)) => ToSqlOutput::from(v.to_string()),
            Val::Time(Some(v)) => ToSqlOutput::from(format!("{v:.6}")),
            Val::Bool(Some(v)) => ToSqlOutput::from(*v),
            Val::Int(None)
            | Val::Text(None)
            | Val::Uuid(None)
            | Val::Date(None)
            | Val::Time(None)
            | Val::Bool(None) => ToSqlOutput::from(rusqlite::types::Null),
        })
    }
}
