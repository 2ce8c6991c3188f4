use db::{
    CommandError, CommandResult, Conn, Cursor, Cx, DbError, Page, PageRequest, ScopeColumns, Sql,
    sql,
};
use jiff::civil::Date;
use kernel::{AccountId, Actor, ObstacleId, ProjectId, TaskId};

use super::model::{Neighbour, Obstacle, Report, Task};

const COLUMNS: &str = "t.id, t.title, t.description, t.project_id, t.province_id, t.department, \
    t.person_id, t.person_name, t.starts_on, t.due_on, t.state, t.progress, t.done_on, \
    (SELECT COUNT(*) FROM task_obstacle o WHERE o.task_id = t.id AND o.resolved_on IS NULL) \
    AS obstacles, \
    (SELECT COUNT(*) FROM task_dependency d JOIN task n ON n.id = d.needs_id \
      WHERE d.task_id = t.id AND n.state IN ('planned', 'doing')) AS waits, \
    t.illustration, t.version";

const OPEN: &str = " AND t.state IN ('planned', 'doing')";
const BLOCKED: &str = "EXISTS (SELECT 1 FROM task_obstacle o \
                        WHERE o.task_id = t.id AND o.resolved_on IS NULL)";

/// Which state a list is narrowed to. Blocked is an open task with an obstacle that is not untied;
/// such a task is neither among those not begun nor among those under way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StateFilter {
    /// Everything that is still to be done.
    #[default]
    Open,
    Planned,
    Doing,
    Blocked,
    Done,
    Dropped,
    All,
}

impl StateFilter {
    pub const ALL: [StateFilter; 7] = [
        StateFilter::Open,
        StateFilter::Planned,
        StateFilter::Doing,
        StateFilter::Blocked,
        StateFilter::Done,
        StateFilter::Dropped,
        StateFilter::All,
    ];

    pub fn code(self) -> &'static str {
        match self {
            StateFilter::Open => "open",
            StateFilter::Planned => "planned",
            StateFilter::Doing => "doing",
            StateFilter::Blocked => "blocked",
            StateFilter::Done => "done",
            StateFilter::Dropped => "dropped",
            StateFilter::All => "all",
        }
    }

    /// The state of that code; everything open when there is none.
    pub fn from_code(code: &str) -> StateFilter {
        Self::ALL
            .into_iter()
            .find(|state| state.code() == code)
            .unwrap_or_default()
    }

    fn narrow(self, q: &mut Sql) {
        let text = match self {
            StateFilter::Open => OPEN.to_owned(),
            StateFilter::Planned => format!(" AND t.state = 'planned' AND NOT {BLOCKED}"),
            StateFilter::Doing => format!(" AND t.state = 'doing' AND NOT {BLOCKED}"),
            StateFilter::Blocked => format!("{OPEN} AND {BLOCKED}"),
            StateFilter::Done => " AND t.state = 'done'".to_owned(),
            StateFilter::Dropped => " AND t.state = 'dropped'".to_owned(),
            StateFilter::All => return,
        };
        q.push(&text, []);
    }
}

/// Which tasks a list shows, among those the actor sees.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words of title, person or department, with or without diacritics.
    pub words: String,
    pub state: StateFilter,
    pub person: Option<AccountId>,
    pub department: String,
    pub project: Option<ProjectId>,
    /// Only what is open and was due before this day.
    pub late_on: Option<Date>,
}

/// Those within the scope, and those the actor has to do.
pub(super) fn visible(q: &mut Sql, actor: &Actor) {
    q.push(" AND ((1 = 1", []);
    q.within(
        &actor.scope,
        ScopeColumns {
            province: "t.province_id",
            commune: "",
            establishment: "",
        },
    );
    q.push(")", []);
    if let Some(me) = actor.account {
        q.push(
            " OR t.person_id = ? OR EXISTS (SELECT 1 FROM task_obstacle o
                                             WHERE o.task_id = t.id AND o.person_id = ?)",
            [me.into(), me.into()],
        );
    }
    q.push(")", []);
}

fn narrowed(head: &str, actor: &Actor, filter: &Filter) -> Sql {
    let mut q = sql!(&format!("{head} FROM task t WHERE 1 = 1"));
    visible(&mut q, actor);
    filter.state.narrow(&mut q);
    q.push_containing("t.search", &filter.words);
    if let Some(person) = filter.person {
        q.push(" AND t.person_id = ?", [person.into()]);
    }
    if !filter.department.is_empty() {
        q.push(" AND t.department = ?", [(&filter.department).into()]);
    }
    if let Some(project) = filter.project {
        q.push(" AND t.project_id = ?", [project.into()]);
    }
    if let Some(today) = filter.late_on {
        q.push(OPEN, []);
        q.push(" AND t.due_on < ?", [today.into()]);
    }
    q
}

/// One page of tasks, those due first before the others.
pub async fn list(
    conn: &mut Conn,
    actor: &Actor,
    filter: &Filter,
    request: PageRequest,
) -> Result<Page<Task>, DbError> {
    let total = count(conn, actor, filter).await?;
    let rows = narrowed(&format!("SELECT {COLUMNS}"), actor, filter);
    // What is finished is read from its end: the newest first.
    let by = match filter.state {
        StateFilter::Done | StateFilter::Dropped => "t.due_on DESC, t.id DESC",
        _ => "t.due_on, t.id",
    };
    conn.page(rows, by, request, total).await
}

pub async fn count(conn: &mut Conn, actor: &Actor, filter: &Filter) -> Result<i64, DbError> {
    conn.count(narrowed("SELECT COUNT(*)", actor, filter)).await
}

/// A part of the whole for programs, by id.
pub async fn after(
    conn: &mut Conn,
    actor: &Actor,
    filter: &Filter,
    cursor: Cursor,
    limit: i64,
) -> Result<Vec<Task>, DbError> {
    let rows = narrowed(&format!("SELECT {COLUMNS}"), actor, filter);
    conn.rows_after(rows, "t.id", cursor, limit).await
}

/// A task that the actor sees; others are not found.
pub async fn find(cx: &Cx, conn: &mut Conn, id: TaskId) -> CommandResult<Task> {
    let mut q = sql!(&format!("SELECT {COLUMNS} FROM task t WHERE t.id = ?"), id);
    visible(&mut q, &cx.actor);
    conn.opt(q).await?.ok_or(CommandError::NotFound)
}

/// What was reported of a task, the newest first.
pub async fn reports(conn: &mut Conn, id: TaskId) -> Result<Vec<Report>, DbError> {
    conn.all(sql!(
        "SELECT state, progress, note, actor, at FROM task_report
          WHERE task_id = ? ORDER BY id DESC",
        id
    ))
    .await
}

const OBSTACLE: &str = "o.id, o.task_id, o.description, o.person_id, o.person_name, o.due_on, \
    o.raised_on, o.raised_by, o.resolution, o.resolved_on, o.resolved_by, o.version, \
    o.illustration";

/// The obstacles of a task, those that still hold first.
pub async fn obstacles(conn: &mut Conn, id: TaskId) -> Result<Vec<Obstacle>, DbError> {
    conn.all(sql!(
        &format!(
            "SELECT {OBSTACLE} FROM task_obstacle o WHERE o.task_id = ?
              ORDER BY CASE WHEN o.resolved_on IS NULL THEN 0 ELSE 1 END, o.due_on, o.id"
        ),
        id
    ))
    .await
}

/// One obstacle of a task; whoever asks has found the task first.
pub async fn obstacle(conn: &mut Conn, task: TaskId, id: ObstacleId) -> CommandResult<Obstacle> {
    conn.opt(sql!(
        &format!("SELECT {OBSTACLE} FROM task_obstacle o WHERE o.id = ? AND o.task_id = ?"),
        id,
        task
    ))
    .await?
    .ok_or(CommandError::NotFound)
}

/// The task that an obstacle holds up; its page then says who may see it.
pub(super) async fn task_of(conn: &mut Conn, id: ObstacleId) -> Result<Option<TaskId>, DbError> {
    let row: Option<(TaskId,)> = conn
        .opt(sql!("SELECT task_id FROM task_obstacle WHERE id = ?", id))
        .await?;
    Ok(row.map(|(task,)| task))
}

/// The obstacles that somebody has to untie, with the title of the task they hold up. What somebody
/// outside unties is followed by whoever has the task.
pub async fn obstacles_of(
    conn: &mut Conn,
    person: AccountId,
    limit: i64,
) -> Result<Vec<(Obstacle, String)>, DbError> {
    let rows: Vec<Obstacle> = conn
        .all(sql!(
            &format!(
                "SELECT {OBSTACLE} FROM task_obstacle o JOIN task t ON t.id = o.task_id
                  WHERE o.id IN (SELECT x.id FROM task_obstacle x WHERE x.person_id = ?
                                 UNION ALL
                                 SELECT x.id FROM task y JOIN task_obstacle x ON x.task_id = y.id
                                  WHERE y.person_id = ? AND x.person_id IS NULL)
                    AND o.resolved_on IS NULL AND t.state IN ('planned', 'doing')
                  ORDER BY o.due_on, o.id LIMIT ?"
            ),
            person,
            person,
            limit
        ))
        .await?;
    let mut q = sql!("SELECT id, title FROM task WHERE id IN ");
    q.push_list(rows.iter().map(|o| o.task_id));
    let titles: Vec<(TaskId, String)> = conn.all(q).await?;
    Ok(rows
        .into_iter()
        .map(|obstacle| {
            let title = titles.iter().find(|(id, _)| *id == obstacle.task_id);
            let title = title.map(|(_, title)| title.clone()).unwrap_or_default();
            (obstacle, title)
        })
        .collect())
}

const NEIGHBOUR: &str = "n.id, n.title, n.state, n.due_on";

/// The tasks that this one waits for.
pub async fn needs(conn: &mut Conn, id: TaskId) -> Result<Vec<Neighbour>, DbError> {
    conn.all(sql!(
        &format!(
            "SELECT {NEIGHBOUR} FROM task_dependency d JOIN task n ON n.id = d.needs_id
              WHERE d.task_id = ? ORDER BY n.due_on, n.id"
        ),
        id
    ))
    .await
}

/// The tasks that wait for this one.
pub async fn needed_by(conn: &mut Conn, id: TaskId) -> Result<Vec<Neighbour>, DbError> {
    conn.all(sql!(
        &format!(
            "SELECT {NEIGHBOUR} FROM task_dependency d JOIN task n ON n.id = d.task_id
              WHERE d.needs_id = ? ORDER BY n.due_on, n.id"
        ),
        id
    ))
    .await
}

/// Open tasks that this one may be made to wait for: those of its project first.
pub async fn candidates(
    conn: &mut Conn,
    actor: &Actor,
    task: &Task,
    limit: i64,
) -> Result<Vec<Neighbour>, DbError> {
    let mut q = sql!(
        "SELECT t.id, t.title, t.state, t.due_on FROM task t
          WHERE t.state IN ('planned', 'doing') AND t.id <> ?
            AND NOT EXISTS (SELECT 1 FROM task_dependency d
                             WHERE d.task_id = ? AND d.needs_id = t.id)",
        task.id,
        task.id
    );
    visible(&mut q, actor);
    q.push(
        " ORDER BY CASE WHEN t.project_id = ? THEN 0 ELSE 1 END, t.due_on, t.id LIMIT ?",
        [task.project_id.into(), limit.into()],
    );
    conn.all(q).await
}

/// The departments that occur, for filters and as suggestions.
pub async fn departments(conn: &mut Conn, actor: &Actor) -> Result<Vec<String>, DbError> {
    let mut q = sql!("SELECT DISTINCT t.department FROM task t WHERE t.department <> ''");
    visible(&mut q, actor);
    q.push(" ORDER BY t.department LIMIT 100", []);
    let rows: Vec<(String,)> = conn.all(q).await?;
    Ok(rows.into_iter().map(|(name,)| name).collect())
}

/// The people who have tasks, for the filter.
pub async fn people(conn: &mut Conn, actor: &Actor) -> Result<Vec<(AccountId, String)>, DbError> {
    let mut q =
        sql!("SELECT t.person_id, MAX(t.person_name) FROM task t WHERE t.person_id IS NOT NULL");
    visible(&mut q, actor);
    q.push(" GROUP BY t.person_id ORDER BY 2 LIMIT 200", []);
    conn.all(q).await
}

/// The way by which `from` waits for `to`, through others: the titles, first and last included.
/// Empty when it does not.
pub(super) async fn way(conn: &mut Conn, from: TaskId, to: TaskId) -> Result<Vec<String>, DbError> {
    // Breadth first: each task is asked once, and remembers from where it was reached.
    let mut reached: Vec<(TaskId, Option<usize>)> = vec![(from, None)];
    let mut next = 0;
    while next < reached.len() {
        let (id, _) = reached[next];
        if id == to {
            return titles(conn, &reached, next).await;
        }
        let needs: Vec<(TaskId,)> = conn
            .all(sql!(
                "SELECT needs_id FROM task_dependency WHERE task_id = ? ORDER BY needs_id",
                id
            ))
            .await?;
        for (need,) in needs {
            if reached.iter().all(|(known, _)| *known != need) {
                reached.push((need, Some(next)));
            }
        }
        next += 1;
    }
    Ok(Vec::new())
}

async fn titles(
    conn: &mut Conn,
    reached: &[(TaskId, Option<usize>)],
    last: usize,
) -> Result<Vec<String>, DbError> {
    let mut names = Vec::new();
    let mut at = Some(last);
    while let Some(index) = at {
        let (id, before) = reached[index];
        let (title,) = conn
            .one::<(String,)>(sql!("SELECT title FROM task WHERE id = ?", id))
            .await?;
        names.push(title);
        at = before;
    }
    names.reverse();
    Ok(names)
}

/// True when somebody may report on the task though their role may not edit tasks.
pub(super) fn is_mine(actor: &Actor, task: &Task) -> bool {
    actor.account.is_some() && task.person_id == actor.account
}

/// How many tasks stand in a state, for the heads of the board.
pub async fn board_counts(
    conn: &mut Conn,
    actor: &Actor,
    filter: &Filter,
) -> Result<[(StateFilter, i64); 4], DbError> {
    let mut counts = [
        (StateFilter::Planned, 0),
        (StateFilter::Doing, 0),
        (StateFilter::Blocked, 0),
        (StateFilter::Done, 0),
    ];
    for (state, number) in &mut counts {
        let narrower = Filter {
            state: *state,
            ..filter.clone()
        };
        *number = count(conn, actor, &narrower).await?;
    }
    Ok(counts)
}
