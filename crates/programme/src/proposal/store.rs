use db::{
    CommandError, CommandResult, Conn, Cursor, Cx, DbError, Page, PageRequest, ScopeColumns, Sql,
    sql,
};
use kernel::{Activity, Dong, NeedId, PlanId, PlanLineId, ProjectId, ProposalId, Scope, UnitId};

use super::model::{Holder, Proposal, ProposalRow, ProposalState, Remark};
use crate::plan::Plan;

const COLUMNS: &str = "r.id, r.plan_id, r.need_id, r.project_id, r.establishment_id, \
    r.beneficiary, r.province_id, r.unit_id, r.kind, r.activity, r.variant, r.line, r.title, \
    r.content, r.implementer, r.quantity, r.unit_word, r.total_cost, r.asked, r.holder, r.origin, \
    r.state, r.state_since, r.reason, r.rank, r.rank_reason, r.score, r.granted, r.quarter_1, \
    r.quarter_2, r.quarter_3, r.quarter_4, r.ceiling_on, r.ceiling, r.ceiling_equation, \
    r.ceiling_article, r.ceiling_verified, r.eligible, r.unsure, r.ceiling_reasons, r.plan_line_id, r.carried_from, r.created_by, r.illustration, r.version";
const ROW: &str = "r.id, r.plan_id, a.scope, a.year, r.title, r.beneficiary, \
    COALESCE(u.label, v.label) AS place, r.kind, r.activity, r.asked, r.granted, r.ceiling, \
    r.ceiling_verified, r.eligible, r.unsure, r.holder, r.state, r.rank, r.score, r.illustration, \
    r.version";
/// What a proposal takes of the plan's money: once it is a line, what that line has now.
const COUNTED: &str = "CASE WHEN r.state <> 'approved' THEN COALESCE(r.granted, r.asked) \
    WHEN l.standing = 'allotted' THEN COALESCE(l.amount, 0) ELSE 0 END";
const LINE: &str = " LEFT JOIN plan_line l ON l.id = r.plan_line_id";
const FROM: &str = " FROM proposal r JOIN annual_plan a ON a.id = r.plan_id \
    LEFT JOIN unit u ON u.id = r.unit_id LEFT JOIN unit v ON v.id = r.province_id WHERE 1 = 1";

/// Those that wait for the plan of the next year and are not in it yet.
const WAITING: &str = "(r.state = 'deferred' OR (r.state = 'reserve' AND EXISTS \
    (SELECT 1 FROM annual_plan w WHERE w.id = r.plan_id AND w.state = 'approved'))) \
    AND NOT EXISTS (SELECT 1 FROM proposal n \
    WHERE n.carried_from = r.id AND n.state <> 'withdrawn')";

const SCOPE: ScopeColumns<'_> = ScopeColumns {
    province: "r.province_id",
    commune: "r.unit_id",
    establishment: "",
};

/// Which proposals a list shows, within the actor's scope.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words of title, beneficiary or content, with or without diacritics.
    pub q: String,
    pub plan: Option<PlanId>,
    pub holder: Option<Holder>,
    pub state: Option<ProposalState>,
    /// Only those that wait for the plan of the next year.
    pub waiting: bool,
    pub activity: Option<Activity>,
    /// A province with those merged into it; empty for all.
    pub provinces: Vec<UnitId>,
}

/// Keeps a query over `proposal r` within somebody's scope. A national centre sees those of its own
/// projects.
fn visible(query: &mut Sql, scope: &Scope) {
    match scope.national_centre() {
        Some(centre) => query.push(
            " AND r.project_id IN (SELECT p.id FROM project p WHERE p.national_centre = ?)",
            [centre.into()],
        ),
        None => query.within(scope, SCOPE),
    };
}

fn narrow(query: &mut Sql, scope: &Scope, filter: &Filter) {
    visible(query, scope);
    if let Some(plan) = filter.plan {
        query.push(" AND r.plan_id = ?", [plan.into()]);
    }
    query.push_containing("r.search", &filter.q);
    if let Some(holder) = filter.holder {
        query.push(" AND r.holder = ?", [holder.into()]);
    }
    if let Some(state) = filter.state {
        query.push(" AND r.state = ?", [state.into()]);
    }
    if filter.waiting {
        query.push(&format!(" AND {WAITING}"), []);
    }
    if let Some(activity) = filter.activity {
        query.push(" AND r.activity = ?", [activity.into()]);
    }
    query.push_among("r.province_id", &filter.provinces);
}

fn filtered(head: &str, scope: &Scope, filter: &Filter) -> Sql {
    let mut query = sql!(&format!("{head}{FROM}"));
    narrow(&mut query, scope, filter);
    query
}

/// How many proposals a filter meets, and what they ask for together.
pub async fn sums(conn: &mut Conn, scope: &Scope, filter: &Filter) -> Result<(i64, Dong), DbError> {
    let mut query = sql!(
        "SELECT COUNT(*), CAST(COALESCE(SUM(r.asked), 0) AS BIGINT) FROM proposal r WHERE 1 = 1"
    );
    narrow(&mut query, scope, filter);
    conn.one(query).await
}

/// One page of proposals, the newest first, with what all of them ask for.
pub async fn list(
    conn: &mut Conn,
    scope: &Scope,
    filter: &Filter,
    request: PageRequest,
) -> Result<(Page<ProposalRow>, Dong), DbError> {
    let (total, asked) = sums(conn, scope, filter).await?;
    let head = format!("SELECT {ROW}, CAST(0 AS BIGINT) AS running");
    let rows = filtered(&head, scope, filter);
    let page = conn.page(rows, "r.id DESC", request, total).await?;
    Ok((page, asked))
}

/// The order of priority: flagship projects first (Điều 7 of Thông tư 36/2013/TT-BCT as amended),
/// then by rank, then by score.
const PRIORITY: &str = "CASE WHEN r.state IN ('refused', 'deferred') THEN 1 ELSE 0 END, \
    CASE WHEN r.rank IS NULL THEN 1 ELSE 0 END, r.rank, \
    CASE WHEN r.kind = 'flagship' THEN 0 ELSE 1 END, COALESCE(r.score, -1) DESC, r.id";

/// The proposals of a plan that its deciding level weighs, in the order of priority, with the
/// running total over all of them. What became a line is shown with the money that the line has.
pub async fn ranked(
    conn: &mut Conn,
    scope: &Scope,
    plan: PlanId,
    holder: Holder,
    request: PageRequest,
) -> Result<Page<ProposalRow>, DbError> {
    let mut narrow = sql!(
        " AND r.plan_id = ? AND r.holder = ? AND r.state NOT IN ('withdrawn', 'returned')",
        plan,
        holder,
    );
    visible(&mut narrow, scope);
    let mut count = sql!("SELECT COUNT(*) FROM proposal r WHERE 1 = 1");
    count.append(narrow.clone());
    let total = conn.count(count).await?;
    let row = ROW.replace(
        "r.granted",
        &format!("CASE WHEN r.state = 'approved' THEN {COUNTED} ELSE r.granted END AS granted"),
    );
    let from = FROM.replace(" WHERE", &format!("{LINE} WHERE"));
    let mut query = sql!(&format!(
        "SELECT {row}, CAST(SUM(CASE WHEN r.state IN ('open', 'selected', 'approved')
                THEN {COUNTED} ELSE 0 END)
            OVER (ORDER BY {PRIORITY} ROWS UNBOUNDED PRECEDING) AS BIGINT) AS running{from}"
    ));
    query.append(narrow);
    conn.page(query, PRIORITY, request, total).await
}

/// A part of the whole for programs, by id.
pub async fn after(
    conn: &mut Conn,
    scope: &Scope,
    filter: &Filter,
    cursor: Cursor,
    limit: i64,
) -> Result<Vec<ProposalRow>, DbError> {
    let head = format!("SELECT {ROW}, CAST(0 AS BIGINT) AS running");
    let rows = filtered(&head, scope, filter);
    conn.rows_after(rows, "r.id", cursor, limit).await
}

/// A proposal within the actor's scope; one outside it is not found.
pub async fn find(cx: &Cx, conn: &mut Conn, id: ProposalId) -> CommandResult<Proposal> {
    let mut query = sql!(
        &format!("SELECT {COLUMNS} FROM proposal r WHERE r.id = ?"),
        id
    );
    visible(&mut query, &cx.actor.scope);
    conn.opt(query).await?.ok_or(CommandError::NotFound)
}

/// The proposals of a plan in a state, in the order of priority; whoever asks has found the plan.
pub async fn of_plan(
    conn: &mut Conn,
    plan: PlanId,
    state: ProposalState,
) -> Result<Vec<Proposal>, DbError> {
    conn.all(sql!(
        &format!(
            "SELECT {COLUMNS} FROM proposal r WHERE r.plan_id = ? AND r.state = ? ORDER BY {PRIORITY}"
        ),
        plan,
        state,
    ))
    .await
}

/// How many proposals of a plan each holder has in each state, and what they take of its money.
pub async fn standing(
    conn: &mut Conn,
    scope: &Scope,
    plan: PlanId,
) -> Result<Vec<(Holder, ProposalState, i64, Dong)>, DbError> {
    let mut query = sql!(
        &format!(
            "SELECT r.holder, r.state, COUNT(*), CAST(COALESCE(SUM({COUNTED}), 0) AS BIGINT)
               FROM proposal r{LINE} WHERE r.plan_id = ?"
        ),
        plan
    );
    visible(&mut query, scope);
    query.push(" GROUP BY r.holder, r.state ORDER BY r.holder, r.state", []);
    conn.all(query).await
}

/// The remarks, the newest first.
pub async fn remarks(conn: &mut Conn, id: ProposalId) -> Result<Vec<Remark>, DbError> {
    conn.all(sql!(
        "SELECT from_holder, to_holder, remark, actor, at FROM proposal_remark
          WHERE proposal_id = ? ORDER BY id DESC",
        id
    ))
    .await
}

/// The live proposals made from a need or for a project: plan's title and the proposal.
pub async fn made_from(
    conn: &mut Conn,
    need: Option<NeedId>,
    project: Option<ProjectId>,
) -> Result<Vec<(ProposalId, String)>, DbError> {
    conn.all(sql!(
        "SELECT r.id, a.title FROM proposal r JOIN annual_plan a ON a.id = r.plan_id
          WHERE r.state <> 'withdrawn' AND (r.need_id = ? OR r.project_id = ?) ORDER BY r.id",
        need,
        project,
    ))
    .await
}

/// The proposal that goes on with this one in another plan, with the title of that plan.
pub async fn carried_to(
    conn: &mut Conn,
    id: ProposalId,
) -> Result<Option<(ProposalId, String)>, DbError> {
    conn.opt(sql!(
        "SELECT r.id, a.title FROM proposal r JOIN annual_plan a ON a.id = r.plan_id
          WHERE r.carried_from = ? AND r.state <> 'withdrawn'",
        id,
    ))
    .await
}

/// The title of the plan that a proposal was made for.
pub async fn plan_title(conn: &mut Conn, id: ProposalId) -> Result<Option<String>, DbError> {
    let found: Option<(String,)> = conn
        .opt(sql!(
            "SELECT a.title FROM proposal r JOIN annual_plan a ON a.id = r.plan_id WHERE r.id = ?",
            id,
        ))
        .await?;
    Ok(found.map(|(title,)| title))
}

/// The plans of the year before, of the same source and area or of a province that merged into it,
/// whose proposals wait for this plan: with how many.
pub async fn waiting_for(
    conn: &mut Conn,
    scope: &Scope,
    plan: &Plan,
) -> Result<Vec<(PlanId, String, i64)>, DbError> {
    let mut query = sql!(
        &format!(
            "SELECT a.id, a.title, COUNT(*) FROM proposal r JOIN annual_plan a ON a.id = r.plan_id
              WHERE a.scope = ? AND a.year = ? AND {WAITING}"
        ),
        plan.scope,
        plan.year - 1,
    );
    match plan.province_id {
        Some(province) => query.push(
            " AND (a.province_id = ? OR a.province_id IN
                   (SELECT f.member_id FROM unit_family f WHERE f.province_id = ?))",
            [province.into(), province.into()],
        ),
        None => query.push(" AND a.province_id IS NULL", []),
    };
    visible(&mut query, scope);
    query.push(" GROUP BY a.id, a.title ORDER BY a.id", []);
    conn.all(query).await
}

/// Writes that a selected proposal became a line. Somebody who decided meanwhile makes it stale.
pub(crate) async fn became(
    cx: &Cx,
    tx: &mut Conn,
    proposal: &Proposal,
    line: PlanLineId,
) -> CommandResult<()> {
    let changed = tx
        .exec(sql!(
            "UPDATE proposal SET state = 'approved', state_since = ?, plan_line_id = ?,
                 version = version + 1
              WHERE id = ? AND version = ? AND state = 'selected'",
            cx.today(),
            line,
            proposal.id,
            proposal.version,
        ))
        .await?;
    if changed == 0 {
        return Err(CommandError::Stale);
    }
    Ok(())
}
