use db::{Conn, DbError, ScopeColumns, Sql, sql};
use kernel::{InstrumentId, Scope};

use super::model::Conclusion;

const COLUMNS: &str = "c.instrument_id, c.version, c.change, c.outcome, c.reason, c.concluded_on, \
    c.executor, c.due_on, c.done_on, c.done_instrument_id, d.kind AS done_kind, \
    COALESCE(d.number, '') AS done_number, COALESCE(d.issuer, '') AS done_issuer, c.done_paper, \
    c.recorded_by, c.recorded_at, c.illustration";

const SCOPE: ScopeColumns<'_> = ScopeColumns {
    province: "i.unit_id",
    commune: "",
    establishment: "",
};

fn within(table: &str, scope: &Scope) -> Sql {
    let mut query = sql!(&format!(
        "SELECT {COLUMNS} FROM {table} c JOIN instrument i ON i.id = c.instrument_id
              LEFT JOIN instrument d ON d.id = c.done_instrument_id
         WHERE i.unit_id IS NOT NULL"
    ));
    query.within(scope, SCOPE);
    query
}

/// What counts of every document within the scope.
pub async fn current(conn: &mut Conn, scope: &Scope) -> Result<Vec<Conclusion>, DbError> {
    let mut query = within("instrument_conclusion_current", scope);
    query.push(" ORDER BY c.instrument_id", []);
    conn.all(query).await
}

/// Everything that was concluded of a document, what counts first; nothing outside the scope.
pub async fn versions(
    conn: &mut Conn,
    scope: &Scope,
    id: InstrumentId,
) -> Result<Vec<Conclusion>, DbError> {
    let mut query = within("instrument_conclusion", scope);
    query.push(
        " AND c.instrument_id = ? ORDER BY c.version DESC",
        [id.into()],
    );
    conn.all(query).await
}

/// What counts of a document within the scope.
pub async fn of_instrument(
    conn: &mut Conn,
    scope: &Scope,
    id: InstrumentId,
) -> Result<Option<Conclusion>, DbError> {
    Ok(versions(conn, scope, id).await?.into_iter().next())
}
