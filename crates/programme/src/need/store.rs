use db::{
    CommandError, CommandResult, Conn, Cursor, Cx, DbError, Page, PageRequest, ScopeColumns, Sql,
    sql,
};
use kernel::{Activity, Dong, NeedId, Scope, UnitId};

use super::model::{Need, NeedState};

const COLUMNS: &str = "n.id, n.establishment_id, n.establishment_name, n.site_id, n.unit_id, \
    n.province_id, n.activity, n.variant, n.line, n.title, n.description, n.total_cost, \
    n.own_money, n.help_wanted, n.year, n.met_by, n.met_on, n.source, n.state, n.reason, \
    n.decided_on, n.project_id, n.project_code, n.illustration, n.version";

const SCOPE: ScopeColumns<'_> = ScopeColumns {
    province: "n.province_id",
    commune: "n.unit_id",
    establishment: "n.establishment_id",
};

/// Which needs a list shows, within the actor's scope.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words of establishment or content, with or without diacritics.
    pub q: String,
    pub year: Option<i64>,
    pub state: Option<NeedState>,
    pub activity: Option<Activity>,
    /// A province with those merged into it; empty for all.
    pub provinces: Vec<UnitId>,
}

fn filtered(head: &str, scope: &Scope, filter: &Filter) -> Sql {
    let mut query = sql!(&format!("{head} FROM need n WHERE 1 = 1"));
    query.within(scope, SCOPE);
    query.push_containing("n.search", &filter.q);
    if let Some(year) = filter.year {
        query.push(" AND n.year = ?", [year.into()]);
    }
    if let Some(state) = filter.state {
        query.push(" AND n.state = ?", [state.into()]);
    }
    if let Some(activity) = filter.activity {
        query.push(" AND n.activity = ?", [activity.into()]);
    }
    query.push_among("n.province_id", &filter.provinces);
    query
}

/// One page of needs, the newest first, with the sum of the help wanted over all of them.
pub async fn list(
    conn: &mut Conn,
    scope: &Scope,
    filter: &Filter,
    request: PageRequest,
) -> Result<(Page<Need>, Dong), DbError> {
    let head = "SELECT COUNT(*), CAST(COALESCE(SUM(n.help_wanted), 0) AS BIGINT)";
    let (total, wanted) = conn
        .one::<(i64, Dong)>(filtered(head, scope, filter))
        .await?;
    let rows = filtered(&format!("SELECT {COLUMNS}"), scope, filter);
    let page = conn.page(rows, "n.met_on DESC, n.id DESC", request, total);
    Ok((page.await?, wanted))
}

/// A part of the whole for programs, by id.
pub async fn after(
    conn: &mut Conn,
    scope: &Scope,
    filter: &Filter,
    cursor: Cursor,
    limit: i64,
) -> Result<Vec<Need>, DbError> {
    let rows = filtered(&format!("SELECT {COLUMNS}"), scope, filter);
    conn.rows_after(rows, "n.id", cursor, limit).await
}

/// A need within the actor's scope; one outside it is not found.
pub async fn find(cx: &Cx, conn: &mut Conn, id: NeedId) -> CommandResult<Need> {
    let mut query = sql!(&format!("SELECT {COLUMNS} FROM need n WHERE n.id = ?"), id);
    query.within(&cx.actor.scope, SCOPE);
    conn.opt(query).await?.ok_or(CommandError::NotFound)
}

/// The years and provinces that occur, for the filters of the list.
pub async fn extent(
    conn: &mut Conn,
    scope: &Scope,
) -> Result<(Vec<i64>, Vec<(UnitId, String)>), DbError> {
    let mut years = sql!("SELECT DISTINCT n.year FROM need n WHERE 1 = 1");
    years.within(scope, SCOPE).push(" ORDER BY n.year DESC", []);
    let years: Vec<(i64,)> = conn.all(years).await?;
    let mut provinces = sql!(
        "SELECT DISTINCT u.id, u.label FROM need n JOIN unit u ON u.id = n.province_id WHERE 1 = 1"
    );
    provinces.within(scope, SCOPE).push(" ORDER BY u.label", []);
    Ok((
        years.into_iter().map(|(year,)| year).collect(),
        conn.all(provinces).await?,
    ))
}
