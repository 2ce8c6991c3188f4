use db::{
    CommandError, CommandResult, Conn, Cursor, Cx, DbError, Page, PageRequest, ScopeColumns, Sql,
    sql,
};
use jiff::civil::Date;
use kernel::{Dong, PlanId, PlanLineId, Scope, UnitId};
use rules::FundingScope;

use super::model::{Plan, PlanLine, PlanRow};
use crate::budget::Budget;

const COLUMNS: &str = "p.id, p.scope, p.province_id, p.year, p.title, p.instrument_no, \
    p.instrument_on, p.issuer, p.stated_tasks, p.stated_amount, p.note, p.state, \
    p.number, p.illustration, p.version";
const ROW: &str = "p.id, p.scope, COALESCE(u.label, '') AS province, p.year, p.title, \
    p.instrument_no, p.instrument_on, p.stated_tasks, p.stated_amount, \
    (SELECT COUNT(*) FROM plan_line l WHERE l.plan_id = p.id) AS lines, \
    (SELECT CAST(COALESCE(SUM(l.amount), 0) AS BIGINT) FROM plan_line l \
      WHERE l.plan_id = p.id AND l.standing = 'allotted') AS amount, p.state, p.number, \
    p.illustration";
const LINE: &str = "id, plan_id, position, title, activity, quantity, unit_word, amount, \
                    quarter_1, quarter_2, quarter_3, quarter_4, standing, taken, implementer, \
                    illustration, version";

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
    query.push_containing("p.search", &filter.q);
    if let Some(year) = filter.year {
        query.push(" AND p.year = ?", [year.into()]);
    }
    if let Some(scope) = filter.scope {
        query.push(" AND p.scope = ?", [scope.code().into()]);
    }
    query.push_among("p.province_id", &filter.provinces);
    query
}

/// One page of plans, the newest year first.
pub async fn list(
    conn: &mut Conn,
    scope: &Scope,
    filter: &Filter,
    request: PageRequest,
) -> Result<Page<PlanRow>, DbError> {
    let total = conn
        .count(filtered("SELECT COUNT(*)", scope, filter))
        .await?;
    let rows = filtered(&format!("SELECT {ROW}"), scope, filter);
    conn.page(
        rows,
        "p.year DESC, p.scope DESC, p.province_id, p.id",
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
) -> Result<Vec<PlanRow>, DbError> {
    let rows = filtered(&format!("SELECT {ROW}"), scope, filter);
    conn.rows_after(rows, "p.id", cursor, limit).await
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

/// A plan as proposals see it: also a commune's people see the plans of their province.
pub async fn seen(cx: &Cx, conn: &mut Conn, id: PlanId) -> CommandResult<Plan> {
    let mut query = sql!(
        &format!("SELECT {COLUMNS} FROM annual_plan p WHERE p.id = ?"),
        id
    );
    of_province(&mut query, &cx.actor.scope);
    conn.opt(query).await?.ok_or(CommandError::NotFound)
}

/// The open plan of the next year for the same source and area; for a province that has ended by
/// then, that of the one it merged into.
pub async fn following(cx: &Cx, conn: &mut Conn, plan: &Plan) -> CommandResult<Option<Plan>> {
    let year = plan.year + 1;
    let mut query = sql!(
        &format!(
            "SELECT {COLUMNS} FROM annual_plan p
              WHERE p.scope = ? AND p.year = ? AND p.state = 'open'"
        ),
        plan.scope,
        year,
    );
    match plan.province_id {
        Some(province) => {
            let mut places = vec![province];
            if let Some(day) = begins(year) {
                let held = reference::units::at(conn, province, day).await?;
                places.extend(held.into_iter().map(|unit| unit.id));
            }
            query.push(" AND p.province_id IN ", []).push_list(places);
        }
        None => {
            query.push(" AND p.province_id IS NULL", []);
        }
    }
    of_province(&mut query, &cx.actor.scope);
    query.push(" ORDER BY p.province_id, p.id LIMIT 1", []);
    Ok(conn.opt(query).await?)
}

/// The first day of a year.
pub(crate) fn begins(year: i64) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, 1, 1).ok()
}

fn of_province(query: &mut Sql, scope: &Scope) {
    match scope {
        Scope::Communes { provinces, .. } => {
            query.push(" AND (p.province_id IS NULL OR p.province_id IN ", []);
            query.push_list(provinces.iter().copied());
            query.push(")", []);
        }
        _ => visible(query, scope),
    }
}

/// The open plans that somebody may propose to, the newest year first: of this year and later. One of a
/// year gone by, whose decision came late or was never entered, takes proposals from its own page only;
/// `kept` is that plan, or the one of a proposal that is being changed.
pub async fn open(
    cx: &Cx,
    conn: &mut Conn,
    kept: Option<PlanId>,
) -> Result<Vec<(PlanId, String)>, DbError> {
    let mut query = sql!(
        "SELECT p.id, p.title FROM annual_plan p
          WHERE p.state = 'open' AND (p.year >= ? OR p.id = ?)",
        i64::from(cx.today().year()),
        kept,
    );
    of_province(&mut query, &cx.actor.scope);
    query.push(" ORDER BY p.year DESC, p.scope, p.id LIMIT 200", []);
    conn.all(query).await
}

/// The plans that proposals are or may be made for, the newest year first.
pub async fn with_proposals(cx: &Cx, conn: &mut Conn) -> Result<Vec<(PlanId, String)>, DbError> {
    let mut query = sql!(
        "SELECT p.id, p.title FROM annual_plan p
          WHERE (p.state = 'open' OR EXISTS (SELECT 1 FROM proposal r WHERE r.plan_id = p.id))"
    );
    of_province(&mut query, &cx.actor.scope);
    query.push(" ORDER BY p.year DESC, p.scope, p.id LIMIT 200", []);
    conn.all(query).await
}

/// The plans that money of a plan may move to: local ones of its year, and those of the next year.
pub async fn neighbours(
    cx: &Cx,
    conn: &mut Conn,
    plan: &Plan,
) -> Result<Vec<(PlanId, String)>, DbError> {
    let mut query = sql!(
        "SELECT p.id, p.title FROM annual_plan p
          WHERE ((p.year = ? AND p.scope = 'kcdp' AND p.id <> ?) OR (p.year = ? AND p.scope = ?))",
        plan.year,
        plan.id,
        plan.year + 1,
        plan.scope,
    );
    visible(&mut query, &cx.actor.scope);
    query.push(" ORDER BY p.year, p.province_id, p.id LIMIT 200", []);
    conn.all(query).await
}

/// The plans that give a budget out, of the nation's those of the provinces too; whoever asks has
/// found the budget.
pub async fn of_budget(
    cx: &Cx,
    conn: &mut Conn,
    budget: &Budget,
) -> Result<Vec<(PlanId, String)>, DbError> {
    let mut query = sql!(
        "SELECT p.id, p.title FROM annual_plan p WHERE p.scope = ? AND p.year = ?",
        budget.scope,
        budget.year,
    );
    if let Some(province) = budget.province_id {
        query.push(" AND p.province_id = ?", [province.into()]);
    }
    visible(&mut query, &cx.actor.scope);
    query.push(
        " ORDER BY CASE WHEN p.province_id IS NULL THEN 0 ELSE 1 END, p.province_id, p.id LIMIT 200",
        [],
    );
    conn.all(query).await
}

/// How many lines a plan has, and the money of those that are allotted.
pub async fn sums(conn: &mut Conn, id: PlanId) -> Result<(i64, Dong), DbError> {
    conn.one(sql!(
        "SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN standing = 'allotted' THEN amount END), 0)
                AS BIGINT) FROM plan_line WHERE plan_id = ?",
        id
    ))
    .await
}

/// One page of the tasks of a plan, in their order.
pub async fn lines_page(
    conn: &mut Conn,
    id: PlanId,
    request: PageRequest,
) -> Result<Page<PlanLine>, DbError> {
    let (total, _) = sums(conn, id).await?;
    let rows = conn
        .all(sql!(
            &format!(
                "SELECT {LINE} FROM plan_line WHERE plan_id = ? ORDER BY position, id
                  LIMIT ? OFFSET ?"
            ),
            id,
            request.size,
            request.offset(),
        ))
        .await?;
    Ok(Page {
        rows,
        total,
        request,
    })
}

/// The tasks of a plan, in their order.
pub async fn lines(conn: &mut Conn, id: PlanId) -> Result<Vec<PlanLine>, DbError> {
    conn.all(sql!(
        &format!("SELECT {LINE} FROM plan_line WHERE plan_id = ? ORDER BY position, id"),
        id
    ))
    .await
}

/// Some tasks of a plan.
pub async fn some_lines(
    conn: &mut Conn,
    plan: PlanId,
    ids: &[PlanLineId],
) -> Result<Vec<PlanLine>, DbError> {
    let mut query = sql!(
        &format!("SELECT {LINE} FROM plan_line WHERE plan_id = ? AND id IN "),
        plan
    );
    query.push_list(ids.iter().copied());
    conn.all(query).await
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
