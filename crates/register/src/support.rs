//! What this module asks of others: the support that an establishment received. The binary's
//! wiring answers; tests answer with literals.

use db::{BoxFuture, Conn, Cx, DbError};
use kernel::{Dong, EstablishmentId};

/// One support, or one stated need, as the page of an establishment shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupportLine {
    pub year: i64,
    pub title: String,
    /// The promotion money; zero while nothing was decided.
    pub amount: Dong,
    /// Where the money comes from, or how far the matter stands, in the reader's language.
    pub source: String,
    /// The page of the project or need.
    pub href: String,
}

/// Who knows what support an establishment asked for and received.
pub trait SupportHistory: Send + Sync {
    /// Newest first, within the actor's scope.
    fn of<'a>(
        &'a self,
        cx: &'a Cx,
        conn: &'a mut Conn,
        id: EstablishmentId,
    ) -> BoxFuture<'a, Result<Vec<SupportLine>, DbError>>;
}
