//! What waits for somebody: the projects whose next step their role takes.

use db::{CommandResult, Conn, Cx, sql};
use jiff::civil::Date;
use kernel::{ProjectId, Role, WorkflowId};
use rules::workflow::{Definition, Destination, Effect, Tone, Transition};

use super::store::visible;
use crate::ports::{WorkflowVersion, Workflows};

/// A project that waits for the actor.
#[derive(Clone, Debug)]
pub struct WorkItem {
    pub id: ProjectId,
    pub code: String,
    pub title: String,
    /// The state, in the actor's language.
    pub state: String,
    /// What to do next: the name of the step.
    pub next: String,
    pub href: String,
    /// Since when the project stands there.
    pub since: Date,
    pub illustration: bool,
}

/// The projects that wait for the actor, those waiting longest first, and how many there are.
#[derive(Clone, Debug, Default)]
pub struct Work {
    pub items: Vec<WorkItem>,
    pub total: i64,
}

/// True for a step that carries a project on, or answers what it waits for; withdrawing or asking
/// to stop is always possible and is nobody's work.
fn is_work(definition: &Definition, state: &str, step: &Transition) -> bool {
    let waiting = definition
        .state(state)
        .is_some_and(|s| s.tone == Tone::Waiting);
    match &step.to {
        Destination::State(to) if definition.main_path.contains(to) => true,
        _ => waiting && step.effect != Some(Effect::Release),
    }
}

/// The step a role is to take in a state.
pub(super) fn next_step<'d>(
    definition: &'d Definition,
    state: &str,
    role: Role,
) -> Option<&'d Transition> {
    definition
        .exits(state)
        .find(|t| t.roles.contains(&role) && is_work(definition, state, t))
}

fn waiting_states(version: &WorkflowVersion, role: Role) -> Vec<String> {
    let definition = &version.definition;
    definition
        .states
        .iter()
        .filter(|s| next_step(definition, &s.code, role).is_some())
        .map(|s| s.code.clone())
        .collect()
}

type Row = (ProjectId, String, String, WorkflowId, String, Date, bool);

/// What waits for the actor; at most `limit` items.
pub async fn my_work(cx: &Cx, conn: &mut Conn, limit: i64) -> CommandResult<Work> {
    let versions = cx.port::<dyn Workflows>().all(conn).await?;
    let role = cx.actor.role;
    let mut filter = sql!(" FROM project p WHERE (1 = 0");
    for version in &versions {
        let states = waiting_states(version, role);
        if !states.is_empty() {
            filter.push(
                " OR (p.workflow_id = ? AND p.state IN ",
                [version.id.into()],
            );
            filter.push_list(states).push(")", []);
        }
    }
    filter.push(")", []);
    visible(&mut filter, &cx.actor.scope);
    let mut count = sql!("SELECT COUNT(*)");
    count.append(filter.clone());
    let (total,): (i64,) = conn.one(count).await?;
    let mut q =
        sql!("SELECT p.id, p.code, p.title, p.workflow_id, p.state, p.state_since, p.illustration");
    q.append(filter);
    q.push(" ORDER BY p.state_since, p.id LIMIT ?", [limit.into()]);
    let rows: Vec<Row> = conn.all(q).await?;
    let items = rows
        .into_iter()
        .filter_map(|row| item(cx, &versions, row))
        .collect();
    Ok(Work { items, total })
}

fn item(cx: &Cx, versions: &[WorkflowVersion], row: Row) -> Option<WorkItem> {
    let (id, code, title, workflow_id, state, since, illustration) = row;
    let definition = &versions.iter().find(|v| v.id == workflow_id)?.definition;
    let step = next_step(definition, &state, cx.actor.role)?;
    Some(WorkItem {
        id,
        code,
        title,
        state: definition.state_name(&state, cx.lang).to_owned(),
        next: step.name.get(cx.lang).to_owned(),
        href: format!("/projects/{id}"),
        since,
        illustration,
    })
}
