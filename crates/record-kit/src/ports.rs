//! What registers ask of the module that owns establishments.

use db::{BoxFuture, Conn, Cx, DbError};
use kernel::{EstablishmentId, UnitId};

/// What a register needs to know of an establishment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EstablishmentFacts {
    pub id: EstablishmentId,
    pub name: String,
    /// The commune of its main production site, of the era in which that was recorded.
    pub unit_id: UnitId,
    pub province_id: UnitId,
}

/// Answers about establishments within the scope of `cx.actor`; what lies outside is not there.
pub trait Establishments: Send + Sync {
    fn facts<'a>(
        &'a self,
        cx: &'a Cx,
        conn: &'a mut Conn,
        id: EstablishmentId,
    ) -> BoxFuture<'a, Result<Option<EstablishmentFacts>, DbError>>;

    /// The names of these establishments, in any order; whoever may see a row may read the name of
    /// its establishment.
    fn names<'a>(
        &'a self,
        cx: &'a Cx,
        conn: &'a mut Conn,
        ids: &'a [EstablishmentId],
    ) -> BoxFuture<'a, Result<Vec<(EstablishmentId, String)>, DbError>>;

    /// Establishments whose name or tax code is meant by a typed text, the best first.
    fn matching<'a>(
        &'a self,
        cx: &'a Cx,
        conn: &'a mut Conn,
        text: &'a str,
        limit: i64,
    ) -> BoxFuture<'a, Result<Vec<EstablishmentFacts>, DbError>>;
}
