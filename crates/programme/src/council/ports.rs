//! What councils ask of other modules. The binary's wiring answers; tests answer with literals.

use db::{BoxFuture, Conn, DbError};
use kernel::{AccountId, EstablishmentId};

/// Somebody who signs in and may sit on a council.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: AccountId,
    /// By post: “Chuyên viên phòng Nghiệp vụ”.
    pub name: String,
    pub organisation: String,
    /// The establishment whose account it is.
    pub establishment_id: Option<EstablishmentId>,
}

/// The accounts.
pub trait People: Send + Sync {
    /// An open account; None when there is none.
    fn person<'a>(
        &'a self,
        conn: &'a mut Conn,
        id: AccountId,
    ) -> BoxFuture<'a, Result<Option<Person>, DbError>>;

    /// Open accounts whose post, body or user name holds these words.
    fn matching<'a>(
        &'a self,
        conn: &'a mut Conn,
        text: &'a str,
        limit: usize,
    ) -> BoxFuture<'a, Result<Vec<Person>, DbError>>;
}

/// The register of establishments: who represents one.
pub trait Representatives: Send + Sync {
    fn representatives<'a>(
        &'a self,
        conn: &'a mut Conn,
        ids: &'a [EstablishmentId],
    ) -> BoxFuture<'a, Result<Vec<(EstablishmentId, String)>, DbError>>;
}
