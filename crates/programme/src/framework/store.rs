use db::{
    CommandError, CommandResult, Conn, Cursor, Cx, DbError, Page, PageRequest, ScopeColumns, Sql,
    sql,
};
use kernel::{FrameworkId, Scope, UnitId};

use super::model::{Figures, Framework, FrameworkRow, FrameworkVersion};

const COLUMNS: &str = "f.id, f.province_id, f.from_year, f.to_year, f.title, f.note, f.number, \
                       f.illustration, f.version";
const ROW: &str = "f.id, COALESCE(u.label, '') AS province, f.from_year, f.to_year, f.title, \
    f.number, v.instrument_no, v.instrument_on, \
    (SELECT COUNT(*) FROM framework_target t \
      WHERE t.framework_id = f.id AND t.number = f.number) AS targets, \
    (SELECT CAST(COALESCE(SUM(m.amount), 0) AS BIGINT) FROM framework_money m \
      WHERE m.framework_id = f.id AND m.number = f.number) AS amount, \
    v.verified, f.illustration";
const VERSION: &str = "number, instrument_no, instrument_on, issuer, reason, verified, actor, \
                       created_at";

const SCOPE: ScopeColumns<'_> = ScopeColumns {
    province: "f.province_id",
    commune: "",
    establishment: "",
};

/// Which programmes a list shows, within the actor's scope; those of the nation are everybody's.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub q: String,
    /// A year that the programme covers.
    pub year: Option<i64>,
    /// A province with those merged into it; empty for all.
    pub provinces: Vec<UnitId>,
}

/// Adds the limit of the actor's scope.
fn visible(query: &mut Sql, scope: &Scope) {
    query.push(" AND (f.province_id IS NULL OR (1 = 1", []);
    query.within(scope, SCOPE);
    query.push("))", []);
}

fn filtered(head: &str, scope: &Scope, filter: &Filter) -> Sql {
    let mut query = sql!(&format!(
        "{head} FROM framework f
           JOIN framework_version v ON v.framework_id = f.id AND v.number = f.number
           LEFT JOIN unit u ON u.id = f.province_id WHERE 1 = 1"
    ));
    visible(&mut query, scope);
    query.push_containing("f.search", &filter.q);
    if let Some(year) = filter.year {
        query.push(
            " AND f.from_year <= ? AND f.to_year >= ?",
            [year.into(), year.into()],
        );
    }
    query.push_among("f.province_id", &filter.provinces);
    query
}

/// One page of programmes: the newest period first, the nation's before the provinces'.
pub async fn list(
    conn: &mut Conn,
    scope: &Scope,
    filter: &Filter,
    request: PageRequest,
) -> Result<Page<FrameworkRow>, DbError> {
    let total = conn
        .count(filtered("SELECT COUNT(*)", scope, filter))
        .await?;
    let rows = filtered(&format!("SELECT {ROW}"), scope, filter);
    conn.page(
        rows,
        "f.from_year DESC, COALESCE(f.province_id, 0), f.id",
        request,
        total,
    )
    .await
}

/// A part of the whole for programs, by id.
pub async fn after(
    conn: &mut Conn,
    scope: &Scope,
    filter: &Filter,
    cursor: Cursor,
    limit: i64,
) -> Result<Vec<FrameworkRow>, DbError> {
    let rows = filtered(&format!("SELECT {ROW}"), scope, filter);
    conn.rows_after(rows, "f.id", cursor, limit).await
}

/// A programme within the actor's scope; one outside it is not found.
pub async fn find(cx: &Cx, conn: &mut Conn, id: FrameworkId) -> CommandResult<Framework> {
    let mut query = sql!(
        &format!("SELECT {COLUMNS} FROM framework f WHERE f.id = ?"),
        id
    );
    visible(&mut query, &cx.actor.scope);
    conn.opt(query).await?.ok_or(CommandError::NotFound)
}

/// The programme of a province, or of the nation, that shares a year with a period.
pub(super) async fn overlapping(
    conn: &mut Conn,
    province: Option<UnitId>,
    from: i64,
    to: i64,
    not: Option<FrameworkId>,
) -> Result<Option<Framework>, DbError> {
    let mut query = sql!(
        &format!("SELECT {COLUMNS} FROM framework f WHERE f.from_year <= ? AND f.to_year >= ?"),
        to,
        from,
    );
    match province {
        Some(province) => query.push(" AND f.province_id = ?", [province.into()]),
        None => query.push(" AND f.province_id IS NULL", []),
    };
    if let Some(not) = not {
        query.push(" AND f.id <> ?", [not.into()]);
    }
    query.push(" ORDER BY f.from_year LIMIT 1", []);
    conn.opt(query).await
}

/// The versions of a programme, the newest first. Whoever asks has found the programme first.
pub async fn versions(conn: &mut Conn, id: FrameworkId) -> Result<Vec<FrameworkVersion>, DbError> {
    conn.all(sql!(
        &format!(
            "SELECT {VERSION} FROM framework_version WHERE framework_id = ? ORDER BY number DESC"
        ),
        id
    ))
    .await
}

/// The figures of one version.
pub async fn figures(conn: &mut Conn, id: FrameworkId, number: i64) -> Result<Figures, DbError> {
    Ok(Figures {
        targets: conn
            .all(sql!(
                "SELECT indicator, target FROM framework_target
                  WHERE framework_id = ? AND number = ? ORDER BY indicator",
                id,
                number
            ))
            .await?,
        money: conn
            .all(sql!(
                "SELECT year, source, amount FROM framework_money
                  WHERE framework_id = ? AND number = ? ORDER BY year, source",
                id,
                number
            ))
            .await?,
    })
}
