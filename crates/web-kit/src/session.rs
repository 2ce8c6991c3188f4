//! Sessions: tower-sessions over our own table, because its ready-made SQL stores pin another sqlx.

use async_trait::async_trait;
use db::{Conn, Db, DbError, Migration, sql};
use jiff::Timestamp;
use kernel::AccountId;
pub use tower_sessions::Session;
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
    session_store::{Error, Result},
};

use crate::WebError;

pub const SESSION_MIGRATIONS: &[Migration] = &[Migration::both(
    "20260101_2_session",
    include_str!("../migrations/20260101_2_session.sql"),
)];

const ACCOUNT: &str = "account";

/// Sessions in the database: any node of a cluster can answer any request.
#[derive(Clone, Debug)]
pub struct SqlSessions(Db);

impl SqlSessions {
    pub(crate) fn over(db: &Db) -> SqlSessions {
        SqlSessions(db.clone())
    }
}

fn backend(error: impl std::fmt::Display) -> Error {
    Error::Backend(error.to_string())
}

/// Who is signed in, when somebody is.
fn holder(record: &Record) -> Option<AccountId> {
    let value = record.data.get(ACCOUNT)?;
    serde_json::from_value(value.clone()).ok()
}

fn expiry(record: &Record) -> Timestamp {
    Timestamp::from_second(record.expiry_date.unix_timestamp()).unwrap_or(Timestamp::UNIX_EPOCH)
}

#[async_trait]
impl SessionStore for SqlSessions {
    /// Keeps a new session under an id that no other has, and clears away those that ended.
    async fn create(&self, record: &mut Record) -> Result<()> {
        let now = db::Clock::System.now();
        let mut tx = self.0.begin().await.map_err(backend)?;
        tx.exec(sql!("DELETE FROM session WHERE expires_at < ?", now))
            .await
            .map_err(backend)?;
        loop {
            let data = serde_json::to_string(record).map_err(backend)?;
            let fresh = tx
                .exec(sql!(
                    "INSERT INTO session (id, data, account_id, expires_at) VALUES (?, ?, ?, ?)
                     ON CONFLICT (id) DO NOTHING",
                    record.id.to_string(),
                    data,
                    holder(record),
                    expiry(record),
                ))
                .await
                .map_err(backend)?;
            if fresh == 1 {
                return tx.commit().await.map_err(backend);
            }
            record.id = Id::default();
        }
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let data = serde_json::to_string(record).map_err(backend)?;
        let mut tx = self.0.begin().await.map_err(backend)?;
        tx.exec(sql!(
            "INSERT INTO session (id, data, account_id, expires_at) VALUES (?, ?, ?, ?)
             ON CONFLICT (id) DO UPDATE SET data = excluded.data,
                 account_id = excluded.account_id, expires_at = excluded.expires_at",
            record.id.to_string(),
            data,
            holder(record),
            expiry(record),
        ))
        .await
        .map_err(backend)?;
        tx.commit().await.map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let mut conn = self.0.read().await.map_err(backend)?;
        let row: Option<(String,)> = conn
            .opt(sql!(
                "SELECT data FROM session WHERE id = ?",
                id.to_string()
            ))
            .await
            .map_err(backend)?;
        let Some((data,)) = row else { return Ok(None) };
        let record: Record = serde_json::from_str(&data).map_err(backend)?;
        let now = db::Clock::System.now();
        Ok((expiry(&record) > now).then_some(record))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let mut tx = self.0.begin().await.map_err(backend)?;
        tx.exec(sql!("DELETE FROM session WHERE id = ?", id.to_string()))
            .await
            .map_err(backend)?;
        tx.commit().await.map_err(backend)
    }
}

/// Begins a session under a new id, so that an id planted before signing in is worthless.
pub async fn sign_in(session: &Session, account: AccountId) -> std::result::Result<(), WebError> {
    session.cycle_id().await.map_err(WebError::internal)?;
    session
        .insert(ACCOUNT, account)
        .await
        .map_err(WebError::internal)
}

pub async fn sign_out(session: &Session) -> std::result::Result<(), WebError> {
    session.flush().await.map_err(WebError::internal)
}

/// Ends every session of an account but the present one: after a new password, whoever knew the old
/// one is out.
pub async fn end_sessions(
    tx: &mut Conn,
    account: AccountId,
    present: Option<&Session>,
) -> std::result::Result<(), DbError> {
    let present = present.and_then(Session::id).map(|id| id.to_string());
    tx.exec(sql!(
        "DELETE FROM session WHERE account_id = ? AND id <> ?",
        account,
        present.unwrap_or_default()
    ))
    .await?;
    Ok(())
}

/// The account of the session, if somebody is signed in.
pub(crate) async fn account(session: &Session) -> std::result::Result<Option<AccountId>, WebError> {
    session.get(ACCOUNT).await.map_err(WebError::internal)
}
