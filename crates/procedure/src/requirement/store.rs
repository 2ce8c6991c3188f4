use db::{Conn, DbError, Sql, sql};
use jiff::civil::Date;
use kernel::{InstrumentId, RequirementId, UnitId};

use super::model::{Kind, Requirement};

const COLUMNS: &str = "id, kind, key, version, supersedes_id, change, reason, code, position, \
    title_vi, title_en, scope, territory_id, stage, required, copies, activities, project_kinds, \
    level, article, instrument_id, valid_from, valid_to, verified, verified_by, verified_at, evidence, \
    recorded_by, recorded_at, illustration";

/// Which rows a list shows; only versions that count.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter {
    /// The rows of one province only; those of the nation with `Some(None)`.
    pub area: Option<Option<UnitId>>,
    pub on: Option<Date>,
    pub unverified: bool,
}

/// The rows that count, the nation's first, in their order.
pub(super) async fn list(
    conn: &mut Conn,
    kind: Kind,
    filter: &Filter,
) -> Result<Vec<Requirement>, DbError> {
    let mut query: Sql = sql!(
        &format!("SELECT {COLUMNS} FROM requirement_current WHERE kind = ?"),
        kind
    );
    match filter.area {
        None => {}
        Some(None) => {
            query.push(" AND territory_id IS NULL", []);
        }
        Some(Some(unit)) => {
            query.push(" AND territory_id = ?", [unit.into()]);
        }
    }
    if let Some(on) = filter.on {
        query.push(
            " AND valid_from <= ? AND (valid_to IS NULL OR valid_to >= ?)",
            [on.into(), on.into()],
        );
    }
    if filter.unverified {
        query.push(" AND verified = FALSE", []);
    }
    query.push(
        " ORDER BY position, CASE WHEN territory_id IS NULL THEN 0 ELSE 1 END, key",
        [],
    );
    conn.all(query).await
}

/// One version, whether it counts or was superseded.
pub(super) async fn get(
    conn: &mut Conn,
    id: RequirementId,
) -> Result<Option<Requirement>, DbError> {
    conn.opt(sql!(
        &format!("SELECT {COLUMNS} FROM requirement WHERE id = ?"),
        id
    ))
    .await
}

/// Every version of a requirement, the newest first; the first one counts.
pub(super) async fn versions(conn: &mut Conn, key: &str) -> Result<Vec<Requirement>, DbError> {
    conn.all(sql!(
        &format!("SELECT {COLUMNS} FROM requirement WHERE key = ? ORDER BY version DESC"),
        key
    ))
    .await
}

/// The rows that count and rest on a document, papers first.
pub(crate) async fn of_instrument(
    conn: &mut Conn,
    id: InstrumentId,
) -> Result<Vec<Requirement>, DbError> {
    conn.all(sql!(
        &format!(
            "SELECT {COLUMNS} FROM requirement_current WHERE instrument_id = ?
              ORDER BY kind DESC, position, key"
        ),
        id
    ))
    .await
}

/// True when another row of the area asks for the same on one of the same days.
pub(super) async fn overlaps(conn: &mut Conn, row: &Requirement) -> Result<bool, DbError> {
    let mut query = sql!(
        "SELECT COUNT(*) FROM requirement_current WHERE key <> ? AND kind = ? AND code = ?
            AND (valid_to IS NULL OR valid_to >= ?)",
        &row.key,
        row.kind,
        &row.code,
        row.valid_from,
    );
    if let Some(to) = row.valid_to {
        query.push(" AND valid_from <= ?", [to.into()]);
    }
    if let Some(scope) = &row.scope {
        query.push(" AND (scope IS NULL OR scope = ?)", [scope.into()]);
    }
    match row.territory_id {
        Some(unit) => query.push(" AND territory_id = ?", [unit.into()]),
        None => query.push(" AND territory_id IS NULL", []),
    };
    let (others,): (i64,) = conn.one(query).await?;
    Ok(others > 0)
}

/// How many requirements share a code.
pub(super) async fn with_code(conn: &mut Conn, kind: Kind, code: &str) -> Result<i64, DbError> {
    let (count,): (i64,) = conn
        .one(sql!(
            "SELECT COUNT(DISTINCT key) FROM requirement WHERE kind = ? AND code = ?",
            kind,
            code
        ))
        .await?;
    Ok(count)
}

/// The highest place in a list so far.
pub(super) async fn last_position(conn: &mut Conn, kind: Kind) -> Result<i64, DbError> {
    let (last,): (i64,) = conn
        .one(sql!(
            "SELECT COALESCE(MAX(position), 0) FROM requirement_current WHERE kind = ?",
            kind
        ))
        .await?;
    Ok(last)
}

/// The provinces that have rows of their own, with their names.
pub(super) async fn territories(
    conn: &mut Conn,
    kind: Kind,
) -> Result<Vec<(UnitId, String)>, DbError> {
    conn.all(sql!(
        "SELECT DISTINCT u.id, u.label FROM requirement r JOIN unit u ON u.id = r.territory_id
          WHERE r.kind = ? ORDER BY u.label, u.id",
        kind
    ))
    .await
}
