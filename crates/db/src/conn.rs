use std::{path::Path, str::FromStr, time::Duration};

use sqlx::{
    AssertSqlSafe, PgPool, Postgres, Transaction,
    postgres::{PgArguments, PgConnectOptions, PgPoolOptions},
};

use crate::{
    DbError, FromRow, RowRef, Sql, Val,
    postgres::{Lender, Lent},
    sqlite::{SqliteConn, SqlitePool},
};

/// Which SQL is spoken. Almost no query needs to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    Sqlite,
    Postgres,
}

/// The most connections for reading on PostgreSQL.
const POSTGRES_READERS: usize = 12;

/// The most transactions at a time on PostgreSQL; SQLite has one.
const POSTGRES_WRITERS: u32 = 6;

/// The database: some connections for reading, and for transactions one on SQLite, a few on
/// PostgreSQL.
#[derive(Clone, Debug)]
pub enum Db {
    Sqlite { read: SqlitePool, write: SqlitePool },
    Postgres { read: Lender, write: PgPool },
}

/// A connection in use: for reading, or inside a transaction. Store functions take `&mut Conn`.
///
/// A transaction that is dropped without [`Conn::commit`] is rolled back.
pub enum Conn {
    Sqlite(SqliteConn),
    PostgresRead(Lent),
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
        let Some(path) = url.strip_prefix("sqlite:") else {
            return Err(DbError::Setup(
                "the address of a database begins with sqlite: or postgres://".into(),
            ));
        };
        let (read, write) = SqlitePool::pair(Path::new(path))?;
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
            Db::Sqlite { read, .. } => Conn::Sqlite(read.lend().await?),
            Db::Postgres { read, .. } => Conn::PostgresRead(read.lend().await?),
        })
    }

    /// A transaction for writing.
    pub async fn begin(&self) -> Result<Conn, DbError> {
        Ok(match self {
            Db::Sqlite { write, .. } => Conn::Sqlite(write.begin().await?),
            // Boxed: sqlx's future takes 12 KB, which every command's would carry inside.
            Db::Postgres { write, .. } => Conn::PostgresTx(Box::pin(write.begin()).await?),
        })
    }

    /// Lets the planner know how many rows the tables hold and how they are spread, where they changed
    /// much since it was last told. PostgreSQL does so by itself.
    pub async fn survey(&self) -> Result<(), DbError> {
        match self {
            // All tables, a limited number of rows of each; what was read for it is not kept.
            Db::Sqlite { write, .. } => write
                .lend()
                .await?
                .script("PRAGMA optimize = 0x10012; PRAGMA shrink_memory"),
            Db::Postgres { .. } => Ok(()),
        }
    }

    /// Closes all connections; SQLite then folds its write-ahead log into the file.
    pub async fn close(&self) {
        match self {
            Db::Sqlite { read, write } => {
                read.close();
                write.close();
            }
            Db::Postgres { read, write } => {
                read.close().await;
                write.close().await;
            }
        }
    }
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

/// Runs one of sqlx's fetching methods on whichever connection of PostgreSQL this is.
macro_rules! fetch {
    ($conn:expr, $text:expr, $values:expr, $method:ident) => {{
        let query = sqlx::query_with(AssertSqlSafe($text), postgres_args($values)?);
        match $conn {
            Conn::Sqlite(_) => unreachable!("SQLite was answered before"),
            Conn::PostgresRead(lent) => {
                // Unless the question is answered whole, the connection is not used again.
                lent.engage();
                let answer = query.$method(&mut **lent).await;
                lent.settle_if(&answer);
                answer?
            }
            Conn::PostgresTx(tx) => query.$method(&mut **tx).await?,
        }
    }};
}

impl Conn {
    pub fn dialect(&self) -> Dialect {
        match self {
            Conn::Sqlite(_) => Dialect::Sqlite,
            Conn::PostgresRead(_) | Conn::PostgresTx(_) => Dialect::Postgres,
        }
    }

    /// All rows of the answer.
    pub async fn all<T: FromRow>(&mut self, sql: Sql) -> Result<Vec<T>, DbError> {
        let (text, values) = sql.render(self.dialect());
        if let Conn::Sqlite(conn) = self {
            return conn.all(&text, &values);
        }
        let rows = fetch!(self, text, values, fetch_all);
        rows.iter()
            .map(|row| T::from_row(&RowRef::Postgres(row)))
            .collect()
    }

    /// The first row, if any.
    pub async fn opt<T: FromRow>(&mut self, sql: Sql) -> Result<Option<T>, DbError> {
        let (text, values) = sql.render(self.dialect());
        if let Conn::Sqlite(conn) = self {
            return conn.opt(&text, &values);
        }
        let row = fetch!(self, text, values, fetch_optional);
        row.map(|row| T::from_row(&RowRef::Postgres(&row)))
            .transpose()
    }

    /// The only row; none is an error.
    pub async fn one<T: FromRow>(&mut self, sql: Sql) -> Result<T, DbError> {
        self.opt(sql).await?.ok_or(DbError::NoRow)
    }

    /// Runs a statement and says how many rows it changed.
    pub async fn exec(&mut self, sql: Sql) -> Result<u64, DbError> {
        let (text, values) = sql.render(self.dialect());
        if let Conn::Sqlite(conn) = self {
            return conn.exec(&text, &values);
        }
        Ok(fetch!(self, text, values, execute).rows_affected())
    }

    /// Runs several statements without values, as migrations have them.
    pub async fn script(&mut self, text: &str) -> Result<(), DbError> {
        let script = sqlx::raw_sql(AssertSqlSafe(text.to_owned()));
        match self {
            Conn::Sqlite(conn) => conn.script(text)?,
            Conn::PostgresRead(lent) => {
                lent.engage();
                let answer = script.execute(&mut **lent).await;
                lent.settle_if(&answer);
                answer?;
            }
            Conn::PostgresTx(tx) => {
                script.execute(&mut **tx).await?;
            }
        }
        Ok(())
    }

    /// Ends the transaction. On a reading connection there is nothing to end.
    pub(crate) async fn commit_only(self) -> Result<(), DbError> {
        match self {
            Conn::Sqlite(conn) => conn.commit()?,
            Conn::PostgresRead(_) => {}
            Conn::PostgresTx(tx) => tx.commit().await?,
        }
        Ok(())
    }

    /// Ends the transaction and keeps what it wrote.
    pub async fn commit(self) -> Result<(), DbError> {
        self.commit_only().await
    }
}
