//! The lines of annual plans that may carry a project.

use db::{CommandError, CommandResult, Conn, Cx, row, sql};
use kernel::{Activity, PlanLineId};

use super::case::Case;

row! {
    /// A task of a plan of the project's budget and year.
    #[derive(Clone, Debug)]
    pub struct PlanLineChoice {
        pub id: PlanLineId,
        pub title: String,
        pub activity: Activity,
        pub instrument_no: String,
    }
}

/// The lines of the national plan and of the province's plan for the budget and year of the
/// project; those of its activity first.
pub(super) async fn choices(conn: &mut Conn, case: &Case) -> CommandResult<Vec<PlanLineChoice>> {
    let project = &case.project;
    let family = reference::units::family(conn, project.province_id).await?;
    let mut q = sql!(
        "SELECT l.id, l.title, l.activity, a.instrument_no
           FROM plan_line l JOIN annual_plan a ON a.id = l.plan_id
          WHERE a.scope = ? AND a.year = ? AND (a.province_id IS NULL OR a.province_id IN ",
        &project.scope,
        project.year,
    );
    q.push_list(family.into_iter().chain([project.province_id]));
    q.push(
        ") ORDER BY CASE WHEN l.activity = ? THEN 0 ELSE 1 END, l.position, l.id LIMIT 500",
        [project.activity.into()],
    );
    Ok(conn.all(q).await?)
}

/// Refuses a line that is not of a plan for this project.
pub(super) async fn check(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
    line: Option<PlanLineId>,
) -> CommandResult<()> {
    let Some(line) = line else {
        return Ok(());
    };
    if choices(conn, case).await?.iter().any(|c| c.id == line) {
        return Ok(());
    }
    Err(CommandError::field(
        "plan_line_id",
        cx.t(
            "Dòng này không thuộc kế hoạch của nguồn vốn và năm của đề án.",
            "This line is not in a plan for the budget and year of the project.",
        ),
    ))
}
