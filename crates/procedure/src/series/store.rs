use db::{Conn, DbError, Sql, sql};
use kernel::{PaperSeriesId, Scope, UnitId};
use rules::numbering::{Issuer, PaperKind};

use super::model::{Given, Series};

const COLUMNS: &str = "id, territory_id, issuer, kind, pattern, from_year, first_number, version, \
    recorded_by, recorded_at, illustration";

/// Series of the agency are seen by all who may see any; those of a province by its people.
fn covered(query: &mut Sql, scope: &Scope) {
    let provinces = match scope {
        Scope::Nation => return,
        Scope::Provinces(provinces) | Scope::Communes { provinces, .. } => provinces.clone(),
        Scope::Region { .. } | Scope::Own(_) => Vec::new(),
    };
    query.push(" AND (territory_id IS NULL", []);
    if !provinces.is_empty() {
        query.push(" OR territory_id IN ", []).push_list(provinces);
    }
    query.push(")", []);
}

pub(super) async fn list(conn: &mut Conn, scope: &Scope) -> Result<Vec<Series>, DbError> {
    let mut query = sql!(&format!("SELECT {COLUMNS} FROM paper_series WHERE 1 = 1"));
    covered(&mut query, scope);
    query.push(
        " ORDER BY territory_id, issuer, kind, from_year DESC, id",
        [],
    );
    conn.all(query).await
}

pub(super) async fn get(
    conn: &mut Conn,
    scope: &Scope,
    id: PaperSeriesId,
) -> Result<Option<Series>, DbError> {
    let mut query = sql!(
        &format!("SELECT {COLUMNS} FROM paper_series WHERE id = ?"),
        id
    );
    covered(&mut query, scope);
    conn.opt(query).await
}

/// The series of an office for a kind of paper that counts in a year.
pub(super) async fn in_year(
    conn: &mut Conn,
    area: Option<UnitId>,
    issuer: Issuer,
    kind: PaperKind,
    year: i16,
) -> Result<Option<Series>, DbError> {
    let mut query = sql!(
        &format!(
            "SELECT {COLUMNS} FROM paper_series WHERE issuer = ? AND kind = ? AND from_year <= ?"
        ),
        issuer.code(),
        kind.code(),
        i64::from(year),
    );
    match area {
        Some(unit) => query.push(" AND territory_id = ?", [unit.into()]),
        None => query.push(" AND territory_id IS NULL", []),
    };
    query.push(" ORDER BY from_year DESC LIMIT 1", []);
    conn.opt(query).await
}

/// The last number of a year so far; None while none was given.
pub(super) async fn last(
    conn: &mut Conn,
    series: PaperSeriesId,
    year: i64,
) -> Result<Option<i64>, DbError> {
    let row: Option<(i64,)> = conn
        .opt(sql!(
            "SELECT last FROM paper_counter WHERE series_id = ? AND year = ?",
            series,
            year
        ))
        .await?;
    Ok(row.map(|(last,)| last))
}

/// The numbers given in a year, the newest first.
pub(super) async fn given(
    conn: &mut Conn,
    series: PaperSeriesId,
    year: i64,
) -> Result<Vec<Given>, DbError> {
    conn.all(sql!(
        "SELECT number, text, title, signed_on, thing, thing_id, given_by, given_at
           FROM paper_number WHERE series_id = ? AND year = ? ORDER BY number DESC",
        series,
        year
    ))
    .await
}

/// One number, when it was given.
pub(super) async fn one_given(
    conn: &mut Conn,
    series: PaperSeriesId,
    year: i64,
    number: i64,
) -> Result<Option<Given>, DbError> {
    conn.opt(sql!(
        "SELECT number, text, title, signed_on, thing, thing_id, given_by, given_at
           FROM paper_number WHERE series_id = ? AND year = ? AND number = ?",
        series,
        year,
        number
    ))
    .await
}

/// The years in which a series gave numbers, the latest first.
pub(super) async fn years(conn: &mut Conn, series: PaperSeriesId) -> Result<Vec<i64>, DbError> {
    let rows: Vec<(i64,)> = conn
        .all(sql!(
            "SELECT year FROM paper_counter WHERE series_id = ? ORDER BY year DESC",
            series
        ))
        .await?;
    Ok(rows.into_iter().map(|(year,)| year).collect())
}
