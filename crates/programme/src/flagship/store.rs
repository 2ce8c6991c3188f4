use db::{CommandError, CommandResult, Conn, Cursor, Cx, DbError, Page, PageRequest, Sql, sql};
use kernel::{FlagshipId, Scope};

use super::model::{Cell, Flagship, FlagshipRow, Part, Standing};
use crate::project;

const COLUMNS: &str = "f.id, f.code, f.title, f.scope, f.from_year, f.to_year, f.leader, \
    f.lead_province_id, f.lead_centre, f.goals, f.effect, f.created_by, f.version, f.illustration";

/// Keeps a query over `flagship f` within somebody's scope: frames they lead or take part in.
fn visible(q: &mut Sql, scope: &Scope) {
    let cells = " EXISTS (SELECT 1 FROM flagship_cell c
                           WHERE c.flagship_id = f.id AND c.province_id IN ";
    match scope {
        Scope::Nation => {}
        Scope::Provinces(provinces) => {
            q.push(" AND (f.lead_province_id IN ", []);
            q.push_list(provinces.iter().copied());
            q.push(" OR", []).push(cells, []);
            q.push_list(provinces.iter().copied());
            q.push("))", []);
        }
        Scope::Region { centre, provinces } => {
            q.push(" AND (f.lead_centre = ? OR", [centre.as_str().into()]);
            q.push(cells, []).push_list(provinces.iter().copied());
            q.push("))", []);
        }
        Scope::Communes { .. } | Scope::Own(_) => {
            q.push(" AND 1 = 0", []);
        }
    }
}

/// Which flagships a list shows, within the actor's scope.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words of code, title or leading unit.
    pub q: String,
    /// A year that the frame covers.
    pub year: Option<i64>,
}

fn filtered(head: &str, scope: &Scope, filter: &Filter) -> Sql {
    let mut q = sql!(&format!("{head} FROM flagship f WHERE 1 = 1"));
    visible(&mut q, scope);
    q.push_containing("f.search", &filter.q);
    if let Some(year) = filter.year {
        q.push(
            " AND f.from_year <= ? AND f.to_year >= ?",
            [year.into(), year.into()],
        );
    }
    q
}

/// The columns of a list; parts are counted within the scope.
fn row_head(scope: &Scope) -> Sql {
    let mut q = sql!(
        "SELECT f.id, f.code, f.title, f.scope, f.from_year, f.to_year, f.leader,
                (SELECT COUNT(DISTINCT c.province_id) FROM flagship_cell c
                  WHERE c.flagship_id = f.id) AS provinces,
                (SELECT CAST(COALESCE(SUM(c.amount), 0) AS BIGINT) FROM flagship_cell c
                  WHERE c.flagship_id = f.id) AS amount,
                (SELECT COUNT(*) FROM flagship_part k JOIN project p ON p.id = k.project_id
                  WHERE k.flagship_id = f.id"
    );
    project::keep_visible(&mut q, scope);
    q.push(") AS parts, f.illustration", []);
    q
}

pub async fn list(
    conn: &mut Conn,
    scope: &Scope,
    filter: &Filter,
    request: PageRequest,
) -> Result<Page<FlagshipRow>, DbError> {
    let total = conn
        .count(filtered("SELECT COUNT(*)", scope, filter))
        .await?;
    let mut rows = row_head(scope);
    rows.append(filtered("", scope, filter));
    let by = "f.from_year DESC, f.id DESC";
    conn.page(rows, by, request, total).await
}

/// A part of the whole for programs, by id.
pub async fn after(
    conn: &mut Conn,
    scope: &Scope,
    cursor: Cursor,
    limit: i64,
) -> Result<Vec<FlagshipRow>, DbError> {
    let mut q = row_head(scope);
    q.append(filtered("", scope, &Filter::default()));
    conn.rows_after(q, "f.id", cursor, limit).await
}

/// A frame within the actor's scope; one outside it is not found.
pub async fn find(cx: &Cx, conn: &mut Conn, id: FlagshipId) -> CommandResult<Flagship> {
    let mut q = sql!(
        &format!("SELECT {COLUMNS} FROM flagship f WHERE f.id = ?"),
        id
    );
    visible(&mut q, &cx.actor.scope);
    conn.opt(q).await?.ok_or(CommandError::NotFound)
}

/// What a frame plans, by year and province. Whoever asks has found the frame first.
pub async fn cells(conn: &mut Conn, id: FlagshipId) -> Result<Vec<Cell>, DbError> {
    conn.all(sql!(
        "SELECT c.year, c.province_id, u.label AS province, c.implementer, c.content, c.amount, c.used
           FROM flagship_cell c JOIN unit u ON u.id = c.province_id
          WHERE c.flagship_id = ? ORDER BY c.year, u.label, c.province_id",
        id
    ))
    .await
}

/// The parts within the scope, with the sums of their lines: the ledger's own balances.
pub async fn parts(conn: &mut Conn, scope: &Scope, id: FlagshipId) -> Result<Vec<Part>, DbError> {
    let sum = |what: &str| format!("CAST(COALESCE(SUM({what}), 0) AS BIGINT)");
    let mut q = sql!(
        &format!(
            "SELECT p.id AS project_id, k.year, k.province_id, p.code, p.title, p.implementer,
                    p.workflow_id, p.state, {} AS requested, {} AS planned, {} AS allotted,
                    {} AS accepted, {} AS settled, {} AS paid, p.illustration
               FROM flagship_part k
               JOIN project p ON p.id = k.project_id
               LEFT JOIN cost_line l ON l.project_id = p.id AND NOT l.removed
               LEFT JOIN cost_line_source s ON s.line_id = l.id AND s.source = p.scope
              WHERE k.flagship_id = ?",
            sum("s.requested"),
            sum("s.planned"),
            sum("s.allotted"),
            sum("s.accepted"),
            sum("s.settled"),
            sum("s.advanced + s.paid - s.recovered"),
        ),
        id
    );
    project::keep_visible(&mut q, scope);
    q.push(
        " GROUP BY p.id, k.year, k.province_id, p.code, p.title, p.implementer, p.workflow_id,
                   p.state, p.illustration
          ORDER BY k.year, k.province_id, p.code",
        [],
    );
    conn.all(q).await
}

/// Every part that takes of the frame, whoever asks: where it stands and whose it is.
pub async fn standing(conn: &mut Conn, id: FlagshipId) -> Result<Vec<Standing>, DbError> {
    conn.all(sql!(
        "SELECT p.id AS project_id, k.year, k.province_id, p.implementer
           FROM flagship_part k JOIN project p ON p.id = k.project_id
          WHERE k.flagship_id = ? AND k.counted ORDER BY k.year, k.province_id, p.code",
        id
    ))
    .await
}
