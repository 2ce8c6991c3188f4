use db::{
    CommandError, CommandResult, Conn, Cursor, Cx, DbError, Page, PageRequest, ScopeColumns, Sql,
    sql,
};
use kernel::{PlanId, PlanLineId, Scope, UnitId, fold};
use rules::FundingScope;

use super::model::{Plan, PlanLine, PlanRow};

const COLUMNS: &str = "p.id, p.scope, p.province_id, p.year, p.title, p.instrument_no, \
    p.instrument_on, p.issuer, p.stated_tasks, p.stated_amount, p.note, p.illustration, p.version";
const ROW: &str = "p.id, p.scope, COALESCE(u.label, '') AS province, p.year, p.title, \
    p.instrument_no, p.instrument_on, p.stated_tasks, p.stated_amount, \
    (SELECT COUNT(*) FROM plan_line l WHERE l.plan_id = p.id) AS lines, \
    (SELECT CAST(COALESCE(SUM(l.amount), 0) AS BIGINT) FROM plan_line l WHERE l.plan_id = p.id) \
    AS amount, p.illustration";
const LINE: &str = "id, plan_id, position, title, activity, quantity, unit_word, amount, \
                    implementer, illustration, version";

const SCOPE: ScopeColumns<'_> = ScopeColumns {
    province: "p.province_id",
    commune: "",
    establishment: "",
};

/// Which plans a list shows, within the actor's scope; plans of the nation are everybody's.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub q: String,
    pub year: Option<i64>,
    pub scope: Option<FundingScope>,
    /// A province with those merged into it; empty for all.
    pub provinces: Vec<UnitId>,
}

/// Adds the limit of the actor's scope.
fn visible(query: &mut Sql, scope: &Scope) {
    query.push(" AND (p.province_id IS NULL OR (1 = 1", []);
    query.within(scope, SCOPE);
    query.push("))", []);
}

fn filtered(head: &str, scope: &Scope, filter: &Filter) -> Sql {
    let mut query = sql!(&format!(
        "{head} FROM annual_plan p LEFT JOIN unit u ON u.id = p.province_id WHERE 1 = 1"
    ));
    visible(&mut query, scope);
    for word in fold(&filter.q).split(' ').filter(|word| !word.is_empty()) {
        query.push(" AND p.search LIKE ?", [format!("%{word}%").into()]);
    }
    if let Some(year) = filter.year {
        query.push(" AND p.year = ?", [year.into()]);
    }
    if let Some(scope) = filter.scope {
        query.push(" AND p.scope = ?", [scope.code().into()]);
    }
    if !filter.provinces.is_empty() {
        query
            .push(" AND p.province_id IN ", [])
            .push_list(filter.provinces.iter().copied());
    }
    query
}

/// One page of plans, the newest year first.
pub async fn list(
    conn: &mut Conn,
    scope: &Scope,
    filter: &Filter,
    request: PageRequest,
) -> Result<Page<PlanRow>, DbError> {
    let (total,) = conn
        .one::<(i64,)>(filtered("SELECT COUNT(*)", scope, filter))
        .await?;
    let mut query = filtered(&format!("SELECT {ROW}"), scope, filter);
    query.push(
        " ORDER BY p.year DESC, p.scope DESC, p.province_id, p.id LIMIT ? OFFSET ?",
        [request.size.into(), request.offset().into()],
    );
    let rows = conn.all(query).await?;
    Ok(Page {
        rows,
        total,
        request,
    })
}

/// A part of the whole for programs, by id.
pub async fn after(
    conn: &mut Conn,
    scope: &Scope,
    filter: &Filter,
    cursor: Cursor,
    limit: i64,
) -> Result<Vec<PlanRow>, DbError> {
    let mut query = filtered(&format!("SELECT {ROW}"), scope, filter);
    if let Some(last) = cursor.0 {
        query.push(" AND p.id > ?", [last.into()]);
    }
    query.push(" ORDER BY p.id LIMIT ?", [limit.into()]);
    conn.all(query).await
}

/// A plan within the actor's scope; one outside it is not found.
pub async fn find(cx: &Cx, conn: &mut Conn, id: PlanId) -> CommandResult<Plan> {
    let mut query = sql!(
        &format!("SELECT {COLUMNS} FROM annual_plan p WHERE p.id = ?"),
        id
    );
    visible(&mut query, &cx.actor.scope);
    conn.opt(query).await?.ok_or(CommandError::NotFound)
}

/// The tasks of a plan, in their order.
pub async fn lines(conn: &mut Conn, id: PlanId) -> Result<Vec<PlanLine>, DbError> {
    conn.all(sql!(
        &format!("SELECT {LINE} FROM plan_line WHERE plan_id = ? ORDER BY position, id"),
        id
    ))
    .await
}

/// One task; whoever asks has found its plan first.
pub async fn line(conn: &mut Conn, id: PlanLineId) -> CommandResult<PlanLine> {
    conn.opt(sql!(
        &format!("SELECT {LINE} FROM plan_line WHERE id = ?"),
        id
    ))
    .await?
    .ok_or(CommandError::NotFound)
}

/// The years that occur, for the filter of the list.
pub async fn years(conn: &mut Conn, scope: &Scope) -> Result<Vec<i64>, DbError> {
    let mut query = sql!("SELECT DISTINCT p.year FROM annual_plan p WHERE 1 = 1");
    visible(&mut query, scope);
    query.push(" ORDER BY p.year DESC", []);
    let rows: Vec<(i64,)> = conn.all(query).await?;
    Ok(rows.into_iter().map(|(year,)| year).collect())
}
