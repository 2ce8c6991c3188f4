use db::{Conn, Cursor, DbError, Sql, sql};
use jiff::civil::Date;
use kernel::{InstrumentId, ParameterId, UnitId};
use rules::parameter::ParameterRule;

use super::model::ParameterVersion;
use crate::norm::store::Area;

const COLUMNS: &str = "id, key, version, supersedes_id, change, reason, subject, title, scope, \
    territory_id, measure, month, day, year_offset, inclusive, share_bp, months, instrument_id, \
    legal_doc, locator, valid_from, valid_to, verified, verified_by, verified_at, evidence, note, \
    source, recorded_by, recorded_at, illustration";

/// Which parameters a list shows; only versions that count.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub area: Area,
    pub on: Option<Date>,
    pub unverified: bool,
}

fn filtered(filter: &Filter) -> Sql {
    let mut query = sql!(&format!(
        "SELECT {COLUMNS} FROM parameter_current WHERE 1 = 1"
    ));
    match filter.area {
        Area::Any => {}
        Area::Nation => {
            query.push(" AND territory_id IS NULL", []);
        }
        Area::Province(unit) => {
            query.push(" AND territory_id = ?", [unit.into()]);
        }
    }
    if let Some(on) = filter.on {
        query.push(
            " AND (valid_from IS NULL OR valid_from <= ?) AND (valid_to IS NULL OR valid_to >= ?)",
            [on.into(), on.into()],
        );
    }
    if filter.unverified {
        query.push(" AND verified = FALSE", []);
    }
    query
}

/// The parameters of a filter, the nation's first. They are some dozens.
pub async fn list(conn: &mut Conn, filter: &Filter) -> Result<Vec<ParameterVersion>, DbError> {
    let mut query = filtered(filter);
    query.push(
        " ORDER BY CASE WHEN territory_id IS NULL THEN 0 ELSE 1 END, territory_id, measure, key",
        [],
    );
    conn.all(query).await
}

/// A part of the whole for programs, by id.
pub async fn after(
    conn: &mut Conn,
    filter: &Filter,
    cursor: Cursor,
    limit: i64,
) -> Result<Vec<ParameterVersion>, DbError> {
    let rows = filtered(filter);
    conn.rows_after(rows, "id", cursor, limit).await
}

/// One version, whether it counts or was superseded.
pub async fn get(conn: &mut Conn, id: ParameterId) -> Result<Option<ParameterVersion>, DbError> {
    conn.opt(sql!(
        &format!("SELECT {COLUMNS} FROM parameter WHERE id = ?"),
        id
    ))
    .await
}

/// Every version of a parameter, the newest first; the first one counts.
pub async fn versions(conn: &mut Conn, key: &str) -> Result<Vec<ParameterVersion>, DbError> {
    conn.all(sql!(
        &format!("SELECT {COLUMNS} FROM parameter WHERE key = ? ORDER BY version DESC"),
        key
    ))
    .await
}

/// The versions that count, as the rules read them.
pub async fn rules(conn: &mut Conn) -> Result<Vec<ParameterRule>, DbError> {
    let rows = list(conn, &Filter::default()).await?;
    rows.iter().map(ParameterVersion::rule).collect()
}

/// The parameters that rest on a document.
pub async fn of_instrument(
    conn: &mut Conn,
    id: InstrumentId,
) -> Result<Vec<ParameterVersion>, DbError> {
    conn.all(sql!(
        &format!("SELECT {COLUMNS} FROM parameter_current WHERE instrument_id = ? ORDER BY key"),
        id
    ))
    .await
}

/// The other parameter that answers the same question on one of the same days, if there is one.
pub async fn overlapping(
    conn: &mut Conn,
    rule: &ParameterRule,
) -> Result<Option<ParameterVersion>, DbError> {
    let mut query = sql!(
        &format!(
            "SELECT {COLUMNS} FROM parameter_current WHERE key <> ? AND subject = ? AND title = ?"
        ),
        &rule.key,
        rule.subject.code(),
        &rule.title,
    );
    match rule.scope {
        Some(scope) => query.push(" AND scope = ?", [scope.code().into()]),
        None => query.push(" AND scope IS NULL", []),
    };
    match rule.territory {
        Some(unit) => query.push(" AND territory_id = ?", [unit.into()]),
        None => query.push(" AND territory_id IS NULL", []),
    };
    if let Some(to) = rule.valid_to {
        query.push(" AND (valid_from IS NULL OR valid_from <= ?)", [to.into()]);
    }
    if let Some(from) = rule.valid_from {
        query.push(" AND (valid_to IS NULL OR valid_to >= ?)", [from.into()]);
    }
    query.push(" ORDER BY key LIMIT 1", []);
    conn.opt(query).await
}

/// The provinces that have parameters of their own, with their names.
pub async fn territories(conn: &mut Conn) -> Result<Vec<(UnitId, String)>, DbError> {
    conn.all(sql!(
        "SELECT DISTINCT u.id, u.label FROM parameter p JOIN unit u ON u.id = p.territory_id
         ORDER BY u.label, u.id"
    ))
    .await
}
