//! The lines of annual plans that may carry a project.

use db::{CommandError, CommandResult, Conn, Cx, row, sql};
use kernel::{Activity, Dong, Lang, PlanLineId};

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

/// The lines of the national plan and of the plan of the province, or of the one it merged into, for
/// the budget and year of the project; those of its activity first. A line whose money went to another
/// plan carries nothing.
pub(super) async fn choices(conn: &mut Conn, case: &Case) -> CommandResult<Vec<PlanLineChoice>> {
    let project = &case.project;
    let family = reference::units::family(conn, project.province_id).await?;
    let mut q = sql!(
        "SELECT l.id, l.title, l.activity, a.instrument_no
           FROM plan_line l JOIN annual_plan a ON a.id = l.plan_id
          WHERE a.scope = ? AND a.year = ? AND l.standing NOT IN ('shifted', 'deferred', 'dropped')
            AND (a.province_id IS NULL OR a.province_id IN ",
        &project.scope,
        project.year,
    );
    q.push_list(family.into_iter().chain([project.province_id]));
    q.push(
        " OR a.province_id IN (SELECT f.province_id FROM unit_family f WHERE f.member_id = ?))
          ORDER BY CASE WHEN l.activity = ? THEN 0 ELSE 1 END, l.position, l.id LIMIT 500",
        [project.province_id.into(), project.activity.into()],
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

/// Keeps on the plan's lines what their projects were allotted, when a step moved the project's
/// allotment or its line. The table refuses more than a line has.
pub(super) async fn move_taken(
    cx: &Cx,
    tx: &mut Conn,
    before: (Option<PlanLineId>, Dong),
    after: (Option<PlanLineId>, Dong),
) -> CommandResult<()> {
    if before == after {
        return Ok(());
    }
    if let (Some(line), taken) = before
        && !taken.is_zero()
    {
        take(cx, tx, line, -taken).await?;
    }
    if let (Some(line), taken) = after
        && !taken.is_zero()
    {
        take(cx, tx, line, taken).await?;
    }
    Ok(())
}

async fn take(cx: &Cx, tx: &mut Conn, line: PlanLineId, more: Dong) -> CommandResult<()> {
    let (title, amount, taken): (String, Option<Dong>, Dong) = tx
        .one(sql!(
            "SELECT title, amount, taken FROM plan_line WHERE id = ?",
            line
        ))
        .await?;
    tx.exec(sql!(
        "UPDATE plan_line SET taken = taken + ? WHERE id = ?",
        more,
        line
    ))
    .await
    .map_err(|error| {
        if !error.breaks_check("plan_line_taken") {
            return error.into();
        }
        let amount = amount.unwrap_or_default();
        CommandError::field(
            "plan_line_id",
            match cx.lang {
                Lang::Vi => format!(
                    "Nhiệm vụ “{title}” của kế hoạch có {amount}; các đề án khác đã nhận {taken}, lần này {more}. Giao ít hơn, chọn nhiệm vụ khác hoặc điều chỉnh kế hoạch."
                ),
                Lang::En => format!(
                    "The plan's task “{title}” has {amount}; other projects took {taken}, this takes {more}. Allot less, choose another task or adjust the plan."
                ),
            },
        )
    })?;
    Ok(())
}
