use std::collections::{HashMap, HashSet};

use db::{Conn, Cursor, DbError, ScopeColumns, Sql, sql};
use kernel::{CostLineId, Dong, EstablishmentId, FundingSource, ProjectId, Scope, WorkflowId};

use super::model::{
    AcceptanceItem, Balances, Beneficiary, CostLine, Event, KeptCeiling, LineSource, MoneyEntry,
    Paper, Project, ProjectResult,
};

const COLUMNS: &str = "p.id, p.code, p.title, p.kind, p.scope, p.activity, p.variant, p.line, \
    p.year, p.province_id, p.unit_id, p.need_id, p.plan_line_id, p.workflow_id, p.state, \
    p.origin_state, p.implementer, p.coordinator, p.background, p.goals, p.content, p.effect, \
    p.starts_on, p.ends_on, p.drafted_on, p.approved_on, p.advance_limit_bp, p.accepted_on, \
    p.state_since, p.beneficiaries, p.created_by, p.national_centre, p.created_at, \
    p.version, p.illustration";

/// Keeps a query over `project p` within somebody's scope. A group project belongs to each of its
/// beneficiaries, so an establishment's scope asks the table of beneficiaries. A national centre sees its own.
pub(crate) fn visible(q: &mut Sql, scope: &Scope) {
    if let Scope::Own(id) = scope {
        q.push(
            " AND EXISTS (SELECT 1 FROM project_beneficiary b
                           WHERE b.project_id = p.id AND b.establishment_id = ?)",
            [(*id).into()],
        );
        return;
    }
    if let Some(centre) = scope.national_centre() {
        q.push(" AND p.national_centre = ?", [centre.into()]);
        return;
    }
    q.within(
        scope,
        ScopeColumns {
            province: "p.province_id",
            commune: "p.unit_id",
            establishment: "",
        },
    );
}

/// A project within the scope; None outside it.
pub(crate) async fn find(
    conn: &mut Conn,
    scope: &Scope,
    id: ProjectId,
) -> Result<Option<Project>, DbError> {
    let mut q = sql!(
        &format!("SELECT {COLUMNS} FROM project p WHERE p.id = ?"),
        id
    );
    visible(&mut q, scope);
    conn.opt(q).await
}

/// Which of these projects lie within the scope.
pub(crate) async fn visible_ids(
    conn: &mut Conn,
    scope: &Scope,
    ids: impl Iterator<Item = ProjectId>,
) -> Result<HashSet<ProjectId>, DbError> {
    let mut q = sql!("SELECT p.id FROM project p WHERE p.id IN ");
    q.push_list(ids);
    visible(&mut q, scope);
    let rows: Vec<(ProjectId,)> = conn.all(q).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Projects within the scope after a cursor, in the order they were made.
pub(crate) async fn after(
    conn: &mut Conn,
    scope: &Scope,
    cursor: Cursor,
    limit: i64,
) -> Result<Vec<Project>, DbError> {
    let mut q = sql!(&format!("SELECT {COLUMNS} FROM project p WHERE 1 = 1"));
    visible(&mut q, scope);
    conn.rows_after(q, "p.id", cursor, limit).await
}

pub(crate) async fn beneficiaries(
    conn: &mut Conn,
    id: ProjectId,
) -> Result<Vec<Beneficiary>, DbError> {
    conn.all(sql!(
        "SELECT establishment_id, name, unit_id FROM project_beneficiary
          WHERE project_id = ? ORDER BY position",
        id
    ))
    .await
}

db::row! {
    struct LineRow {
        id: CostLineId,
        establishment_id: Option<EstablishmentId>,
        position: i64,
        title: String,
        unit: String,
        quantity: i64,
        unit_price: Dong,
        amount: Dong,
        counted: bool,
    }
}

db::row! {
    struct SourceRow {
        line_id: CostLineId,
        source: FundingSource,
        requested: Dong,
        planned: Dong,
        allotted: Dong,
        committed: Dong,
        advanced: Dong,
        accepted: Dong,
        settled: Dong,
        paid: Dong,
        recovered: Dong,
        admitted: Dong,
    }
}

/// The estimate of a project with its money: two queries, whatever the number of lines.
pub(crate) async fn cost_lines(conn: &mut Conn, id: ProjectId) -> Result<Vec<CostLine>, DbError> {
    let rows: Vec<LineRow> = conn
        .all(sql!(
            "SELECT id, establishment_id, position, title, unit, quantity, unit_price, amount,
                    counted
               FROM cost_line WHERE project_id = ? AND NOT removed ORDER BY position",
            id
        ))
        .await?;
    let sources: Vec<SourceRow> = conn
        .all(sql!(
            "SELECT s.line_id, s.source, s.requested, s.planned, s.allotted, s.committed,
                    s.advanced, s.accepted, s.settled, s.paid, s.recovered, s.admitted
               FROM cost_line_source s JOIN cost_line l ON l.id = s.line_id
              WHERE l.project_id = ? AND NOT l.removed",
            id
        ))
        .await?;
    let mut by_line: HashMap<CostLineId, Vec<LineSource>> = HashMap::new();
    for s in sources {
        let balances = Balances {
            requested: s.requested,
            planned: s.planned,
            allotted: s.allotted,
            committed: s.committed,
            advanced: s.advanced,
            accepted: s.accepted,
            settled: s.settled,
            paid: s.paid,
            recovered: s.recovered,
            admitted: s.admitted,
        };
        by_line.entry(s.line_id).or_default().push(LineSource {
            source: s.source,
            balances,
        });
    }
    Ok(rows
        .into_iter()
        .map(|row| {
            let mut sources = by_line.remove(&row.id).unwrap_or_default();
            sources.sort_by_key(|s| s.source);
            CostLine {
                id: row.id,
                establishment_id: row.establishment_id,
                owner: String::new(),
                position: row.position,
                title: row.title,
                unit: row.unit,
                quantity: row.quantity,
                unit_price: row.unit_price,
                amount: row.amount,
                counted: row.counted,
                sources,
            }
        })
        .collect())
}

/// The steps taken, the oldest first.
pub(crate) async fn events(conn: &mut Conn, id: ProjectId) -> Result<Vec<Event>, DbError> {
    conn.all(sql!(
        "SELECT step, from_state, to_state, on_date, reason, note, paper_id, actor, role, at
           FROM project_event WHERE project_id = ? ORDER BY id",
        id
    ))
    .await
}

pub(crate) async fn papers(conn: &mut Conn, id: ProjectId) -> Result<Vec<Paper>, DbError> {
    conn.all(sql!(
        "SELECT p.id, p.step, p.title, p.number, p.signed_on, p.signer,
                f.file_id AS file_id, f.sha256 AS sha256
           FROM proof_paper p
           LEFT JOIN proof_file f ON f.paper_id = p.id
            AND f.id = (SELECT f2.id FROM proof_file f2 WHERE f2.paper_id = p.id
                         ORDER BY f2.id DESC LIMIT 1)
          WHERE p.project_id = ? ORDER BY p.id",
        id
    ))
    .await
}

pub(crate) async fn entries(conn: &mut Conn, id: ProjectId) -> Result<Vec<MoneyEntry>, DbError> {
    conn.all(sql!(
        "SELECT line_id, source, kind, amount, year, COALESCE(budget_year, year) AS budget_year,
                on_date, step, paper_id, actor, at
           FROM money_entry WHERE project_id = ? ORDER BY id",
        id
    ))
    .await
}

pub(crate) async fn items(conn: &mut Conn, id: ProjectId) -> Result<Vec<AcceptanceItem>, DbError> {
    conn.all(sql!(
        "SELECT establishment_id, name, model, serial, maker, origin, made_year, quantity, price,
                invoice_no, invoice_on, unit_word AS unit, planned, enrolled, finished, certified,
                employed
           FROM acceptance_item WHERE project_id = ? ORDER BY position",
        id
    ))
    .await
}

pub(crate) async fn results(conn: &mut Conn, id: ProjectId) -> Result<Vec<ProjectResult>, DbError> {
    conn.all(sql!(
        "SELECT name, unit, planned, actual FROM project_result
          WHERE project_id = ? ORDER BY position",
        id
    ))
    .await
}

/// The ceilings that steps rested on, the newest first.
pub(crate) async fn ceilings(conn: &mut Conn, id: ProjectId) -> Result<Vec<KeptCeiling>, DbError> {
    conn.all(sql!(
        "SELECT step, name, on_date, establishment_id, ceiling_id, asked, ceiling, equation,
                article, verified
           FROM project_ceiling WHERE project_id = ? ORDER BY id DESC",
        id
    ))
    .await
}

/// The number of the paper that the last step of this name was taken with; empty without one.
pub(super) async fn last_number(
    conn: &mut Conn,
    id: ProjectId,
    step: &str,
) -> Result<String, DbError> {
    let row: Option<(String,)> = conn
        .opt(sql!(
            "SELECT number FROM proof_paper WHERE project_id = ? AND step = ?
              ORDER BY created_at DESC, id DESC LIMIT 1",
            id,
            step
        ))
        .await?;
    Ok(row.map(|(number,)| number).unwrap_or_default())
}

/// How many projects run on each version of the workflows.
pub async fn on_versions(conn: &mut Conn) -> Result<Vec<(WorkflowId, i64)>, DbError> {
    conn.all(sql!(
        "SELECT workflow_id, COUNT(*) FROM project GROUP BY workflow_id"
    ))
    .await
}
