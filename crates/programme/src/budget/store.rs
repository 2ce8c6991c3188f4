use db::{
    CommandError, CommandResult, Conn, Cursor, Cx, DbError, Page, PageRequest, ScopeColumns, Sql,
    sql,
};
use kernel::{BudgetId, Scope, UnitId};
use rules::FundingScope;

use super::model::{Area, Budget, BudgetRow, Grant};

const COLUMNS: &str =
    "b.id, b.scope, b.province_id, b.year, b.amount, b.allotted, b.illustration, b.version";
const ROW: &str = "b.id, b.scope, COALESCE(u.label, '') AS province, b.year, b.amount, b.allotted, \
    (SELECT COUNT(*) FROM budget_grant g WHERE g.budget_id = b.id) AS grants, b.illustration";

const SCOPE: ScopeColumns<'_> = ScopeColumns {
    province: "b.province_id",
    commune: "",
    establishment: "",
};

/// Which budgets a list shows, within the actor's scope; those of the nation are everybody's.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub year: Option<i64>,
    pub scope: Option<FundingScope>,
    /// A province with those merged into it; empty for all.
    pub provinces: Vec<UnitId>,
}

/// Adds the limit of the actor's scope.
fn visible(query: &mut Sql, scope: &Scope) {
    query.push(" AND (b.province_id IS NULL OR (1 = 1", []);
    query.within(scope, SCOPE);
    query.push("))", []);
}

fn filtered(head: &str, scope: &Scope, filter: &Filter) -> Sql {
    let mut query = sql!(&format!(
        "{head} FROM budget b LEFT JOIN unit u ON u.id = b.province_id WHERE 1 = 1"
    ));
    visible(&mut query, scope);
    if let Some(year) = filter.year {
        query.push(" AND b.year = ?", [year.into()]);
    }
    if let Some(scope) = filter.scope {
        query.push(" AND b.scope = ?", [scope.code().into()]);
    }
    query.push_among("b.province_id", &filter.provinces);
    query
}

/// One page of budgets, the newest year first.
pub async fn list(
    conn: &mut Conn,
    scope: &Scope,
    filter: &Filter,
    request: PageRequest,
) -> Result<Page<BudgetRow>, DbError> {
    let total = conn
        .count(filtered("SELECT COUNT(*)", scope, filter))
        .await?;
    let rows = filtered(&format!("SELECT {ROW}"), scope, filter);
    conn.page(
        rows,
        "b.year DESC, b.scope DESC, b.province_id, b.id",
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
) -> Result<Vec<BudgetRow>, DbError> {
    let rows = filtered(&format!("SELECT {ROW}"), scope, filter);
    conn.rows_after(rows, "b.id", cursor, limit).await
}

/// A budget within the actor's scope; one outside it is not found.
pub async fn find(cx: &Cx, conn: &mut Conn, id: BudgetId) -> CommandResult<Budget> {
    let mut query = sql!(
        &format!("SELECT {COLUMNS} FROM budget b WHERE b.id = ?"),
        id
    );
    visible(&mut query, &cx.actor.scope);
    conn.opt(query).await?.ok_or(CommandError::NotFound)
}

/// The budget of a source, area and year, if one was told.
pub async fn of(conn: &mut Conn, area: Area) -> Result<Option<Budget>, DbError> {
    let mut query = sql!(
        &format!("SELECT {COLUMNS} FROM budget b WHERE b.scope = ? AND b.year = ?"),
        area.scope.code(),
        area.year,
    );
    match area.province {
        Some(province) => query.push(" AND b.province_id = ?", [province.into()]),
        None => query.push(" AND b.province_id IS NULL", []),
    };
    conn.opt(query).await
}

/// The budgets that the plan of an area keeps within, its own first. National money that is planned
/// by province is also of the nation's budget.
pub async fn binding(conn: &mut Conn, area: Area) -> Result<Vec<Budget>, DbError> {
    let mut found: Vec<Budget> = of(conn, area).await?.into_iter().collect();
    if let Some(nation) = area.nation() {
        found.extend(of(conn, nation).await?);
    }
    Ok(found)
}

/// The papers of a budget, the oldest first.
pub async fn grants(conn: &mut Conn, id: BudgetId) -> Result<Vec<Grant>, DbError> {
    conn.all(sql!(
        "SELECT amount, instrument_no, instrument_on, issuer, note, actor, at
           FROM budget_grant WHERE budget_id = ? ORDER BY id",
        id
    ))
    .await
}

/// The years that occur, for the filter of the list.
pub async fn years(conn: &mut Conn, scope: &Scope) -> Result<Vec<i64>, DbError> {
    let mut query = sql!("SELECT DISTINCT b.year FROM budget b WHERE 1 = 1");
    visible(&mut query, scope);
    query.push(" ORDER BY b.year DESC", []);
    let rows: Vec<(i64,)> = conn.all(query).await?;
    Ok(rows.into_iter().map(|(year,)| year).collect())
}
