use std::{str::FromStr, time::Duration};

use sqlx::{
    AssertSqlSafe, PgPool, Postgres, Sqlite, SqlitePool, Transaction,
    postgres::{PgArguments, PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions},
};

use crate::{
    DbError, FromRow, RowRef, Sql, Val,
    lend::{Lender, Lent},
};

/// Which SQL is spoken. Almost no query needs to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    Sqlite,
    Postgres,
}

/// The most connections for reading.
const SQLITE_READERS: usize = 4;
const POSTGRES_READERS: usize = 12;

/// How many rows SQLite's thread may be ahead of the reader: a page of a list without a pause.
const ROWS_AHEAD: usize = 128;

/// The most transactions at a time on PostgreSQL; SQLite has one.
const POSTGRES_WRITERS: u32 = 6;

/// The database: some connections for reading, and for transactions one on SQLite, a few on
/// PostgreSQL.
#[derive(Clone, Debug)]
pub enum Db {
    Sqlite {
        read: Lender<Sqlite>,
        write: SqlitePool,
    },
    Postgres {
        read: Lender<Postgres>,
        write: PgPool,
    },
}

/// A connection in use: for reading, or inside a transaction. Store functions take `&mut Conn`.
///
/// A transaction that is dropped without [`Conn::commit`] is rolled back.
pub enum Conn {
    SqliteRead(Lent<Sqlite>),
    SqliteTx(Transaction<'static, Sqlite>),
    PostgresRead(Lent<Postgres>),
    PostgresTx(Transaction<'static, Postgres>),
}

impl Db {
    /// Opens `sqlite:PATH` (made when missing) or `postgres://…`.
    pub async fn connect(url: &str) -> Result<Db, DbError> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let options = PgConnectOptions::from_str(url)?.application_name("khuyencong");
            let read = Lender::new(options.clone(), POSTGRES_READERS).await?;
            let write = PgPoolOptions::new()
                .max_connections(POSTGRES_WRITERS)
                .acquire_timeout(Duration::from_secs(10))
                .connect_lazy_with(options);
            return Ok(Db::Postgres { read, write });
        }
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(sqlx::sqlite::SqliteSynchronous::Normal)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(30))
            .pragma("cache_size", "-8000")
            .statement_cache_capacity(200);
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .connect_with(options.clone())
            .await?;
        let reading = options
            .pragma("query_only", "ON")
            .row_buffer_size(ROWS_AHEAD);
        let read = Lender::new(reading, SQLITE_READERS).await?;
        Ok(Db::Sqlite { read, write })
    }

    pub fn dialect(&self) -> Dialect {
        match self {
            Db::Sqlite { .. } => Dialect::Sqlite,
            Db::Postgres { .. } => Dialect::Postgres,
        }
    }

    /// A connection for reading. No transaction: each statement sees the newest committed state.
    pub async fn read(&self) -> Result<Conn, DbError> {
        Ok(match self {
            Db::Sqlite { read, .. } => Conn::SqliteRead(read.lend().await?),
            Db::Postgres { read, .. } => Conn::PostgresRead(read.lend().await?),
        })
    }

    /// A transaction for writing. On SQLite it takes the write lock at once, so that writers queue
    /// instead of failing half-way.
    pub async fn begin(&self) -> Result<Conn, DbError> {
        Ok(match self {
            Db::Sqlite { write, .. } => Conn::SqliteTx(write.begin_with("BEGIN IMMEDIATE").await?),
            Db::Postgres { write, .. } => Conn::PostgresTx(write.begin().await?),
        })
    }

    /// Closes all connections; SQLite then folds its write-ahead log into the file.
    pub async fn close(&self) {
        match self {
            Db::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Db::Postgres { read, write } => {
                read.close().await;
                write.close().await;
            }
        }
    }
}

fn sqlite_args(values: Vec<Val>) -> Result<SqliteArguments, DbError> {
    use sqlx::Arguments as _;
    let mut args = SqliteArguments::default();
    for value in values {
        match value {
            Val::Int(v) => args.add(v),
            Val::Text(v) => args.add(v),
            Val::Uuid(v) => args.add(v),
            Val::Date(v) => args.add(v.map(|d| d.to_string())),
            Val::Time(v) => args.add(v.map(|t| format!("{t:.6}"))),
            Val::Bool(v) => args.add(v),
        }
        .map_err(sqlx::Error::Encode)?;
    }
    Ok(args)
}

fn postgres_args(values: Vec<Val>) -> Result<PgArguments, DbError> {
    use jiff_sqlx::ToSqlx as _;
    use sqlx::Arguments as _;
    let mut args = PgArguments::default();
    for value in values {
        match value {
            Val::Int(v) => args.add(v),
            Val::Text(v) => args.add(v),
            Val::Uuid(v) => args.add(v),
            Val::Date(v) => args.add(v.map(|d| d.to_sqlx())),
            Val::Time(v) => args.add(v.map(|t| t.to_sqlx())),
            Val::Bool(v) => args.add(v),
        }
        .map_err(sqlx::Error::Encode)?;
    }
    Ok(args)
}

/// Runs one of sqlx's fetching methods on whichever connection this is, and reads what it gives.
macro_rules! fetch {
    ($conn:expr, $sql:expr, $method:ident, |$rows:ident, $wrap:ident| $read:expr) => {{
        let (text, values) = $sql.render($conn.dialect());
        let text = AssertSqlSafe(text);
        macro_rules! sqlite {
            ($c:expr) => {{
                let query = sqlx::query_with(text, sqlite_args(values)?);
                let $rows = query.$method($c).await?;
                let $wrap = |row| RowRef::Sqlite(row);
                $read
            }};
        }
        macro_rules! postgres {
            ($c:expr) => {{
                let query = sqlx::query_with(text, postgres_args(values)?);
                let $rows = query.$method($c).await?;
                let $wrap = |row| RowRef::Postgres(row);
                $read
            }};
        }
        match $conn {
            Conn::SqliteRead(c) => sqlite!(&mut **c),
            Conn::SqliteTx(c) => sqlite!(&mut **c),
            Conn::PostgresRead(c) => postgres!(&mut **c),
            Conn::PostgresTx(c) => postgres!(&mut **c),
        }
    }};
}

impl Conn {
    pub fn dialect(&self) -> Dialect {
        match self {
            Conn::SqliteRead(_) | Conn::SqliteTx(_) => Dialect::Sqlite,
            Conn::PostgresRead(_) | Conn::PostgresTx(_) => Dialect::Postgres,
        }
    }

    /// All rows of the answer.
    pub async fn all<T: FromRow>(&mut self, sql: Sql) -> Result<Vec<T>, DbError> {
        self.engage();
        let all = fetch!(self, sql, fetch_all, |rows, wrap| rows
            .iter()
            .map(|row| T::from_row(&wrap(row)))
            .collect::<Result<Vec<T>, DbError>>());
        self.settle();
        all
    }

    /// The first row, if any.
    pub async fn opt<T: FromRow>(&mut self, sql: Sql) -> Result<Option<T>, DbError> {
        self.engage();
        let first = fetch!(self, sql, fetch_optional, |row, wrap| row
            .as_ref()
            .map(|row| T::from_row(&wrap(row)))
            .transpose());
        self.settle();
        first
    }

    /// The only row; none is an error.
    pub async fn one<T: FromRow>(&mut self, sql: Sql) -> Result<T, DbError> {
        self.opt(sql)
            .await?
            .ok_or(DbError::Driver(sqlx::Error::RowNotFound))
    }

    /// Runs a statement and says how many rows it changed.
    pub async fn exec(&mut self, sql: Sql) -> Result<u64, DbError> {
        self.engage();
        let changed = fetch!(self, sql, execute, |done, _wrap| Ok(done.rows_affected()));
        self.settle();
        changed
    }

    /// Runs several statements without values, as migrations have them.
    pub async fn script(&mut self, text: &str) -> Result<(), DbError> {
        let script = sqlx::raw_sql(AssertSqlSafe(text.to_owned()));
        self.engage();
        match self {
            Conn::SqliteRead(c) => script.execute(&mut **c).await.map(drop)?,
            Conn::SqliteTx(c) => script.execute(&mut **c).await.map(drop)?,
            Conn::PostgresRead(c) => script.execute(&mut **c).await.map(drop)?,
            Conn::PostgresTx(c) => script.execute(&mut **c).await.map(drop)?,
        }
        self.settle();
        Ok(())
    }

    /// A question begins: a lent connection comes back into use only after [`Conn::settle`].
    fn engage(&mut self) {
        match self {
            Conn::SqliteRead(lent) => lent.engage(),
            Conn::PostgresRead(lent) => lent.engage(),
            // The pool of transactions looks after its own.
            Conn::SqliteTx(_) | Conn::PostgresTx(_) => {}
        }
    }

    fn settle(&mut self) {
        match self {
            Conn::SqliteRead(lent) => lent.settle(),
            Conn::PostgresRead(lent) => lent.settle(),
            Conn::SqliteTx(_) | Conn::PostgresTx(_) => {}
        }
    }

    /// Ends the transaction. On a reading connection there is nothing to end.
    pub(crate) async fn commit_only(self) -> Result<(), DbError> {
        match self {
            Conn::SqliteTx(tx) => tx.commit().await?,
            Conn::PostgresTx(tx) => tx.commit().await?,
            Conn::SqliteRead(_) | Conn::PostgresRead(_) => {}
        }
        Ok(())
    }

    /// Ends the transaction and keeps what it wrote.
    pub async fn commit(self) -> Result<(), DbError> {
        self.commit_only().await
    }
}
