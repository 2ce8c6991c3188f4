//! Dependencies between tasks, and obstacles: what a task waits for.

use db::{Checks, CommandError, CommandResult, Cx, sql};
use jiff::civil::Date;
use kernel::{AccountId, Lang, ObstacleId, TaskId, Thing, Verb};
use serde::{Deserialize, Serialize};

use super::{
    commands::{find_person, may_report},
    store,
};
use crate::{
    reminder::{self, Stage, Told},
    text::lines,
};

/// Lets a task wait for another. Refused when that one already waits for it, directly or through
/// others; the refusal names the way.
pub async fn add_dependency(cx: &Cx, id: TaskId, needs: Option<TaskId>) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Task)?;
    let mut checks = Checks::new(cx.lang);
    checks.required("needs_id", needs);
    if needs == Some(id) {
        checks.fail(
            "needs_id",
            checks.t(
                "Một nhiệm vụ không chờ chính nó. Chọn nhiệm vụ khác.",
                "A task cannot wait for itself. Choose another.",
            ),
        );
    }
    checks.done()?;
    let needs = needs.ok_or(CommandError::NotFound)?;
    let mut tx = cx.begin().await?;
    let task = store::find(cx, &mut tx, id).await?;
    let need = match store::find(cx, &mut tx, needs).await {
        Err(CommandError::NotFound) => {
            return Err(CommandError::field(
                "needs_id",
                cx.t(
                    "Chọn nhiệm vụ trong danh sách.",
                    "Choose a task from the list.",
                ),
            ));
        }
        other => other?,
    };
    tx.exec(sql!(
        "INSERT INTO task_dependency (task_id, needs_id) VALUES (?, ?)
         ON CONFLICT (task_id, needs_id) DO NOTHING",
        id,
        needs
    ))
    .await?;
    tx.audit(cx, "dependency", "task", id, None::<&()>, &need.title)
        .await?;
    // Looked for after the audit record, whose chain lets one writer in at a time: two people who
    // close a circle from both sides at the same moment do not both pass.
    let way = store::way(&mut tx, needs, id).await?;
    if !way.is_empty() {
        return Err(circle(cx.lang, &task.title, &way));
    }
    tx.commit().await?;
    Ok(())
}

/// The sentence for a circle: each task of the way waits for the next.
fn circle(lang: Lang, title: &str, way: &[String]) -> CommandError {
    let names: Vec<String> = way.iter().map(|name| format!("“{name}”")).collect();
    let (first, names) = (
        names.first().cloned().unwrap_or_default(),
        names.join(" → "),
    );
    CommandError::field(
        "needs_id",
        match lang {
            Lang::Vi => format!(
                "Thành vòng tròn: {names} (mỗi nhiệm vụ đã chờ nhiệm vụ đứng sau), nên “{title}” \
                 không chờ {first} được."
            ),
            Lang::En => format!(
                "That would be a circle: {names} (each waits for the next), so “{title}” cannot \
                 wait for {first}."
            ),
        },
    )
}

/// Takes a dependency away.
pub async fn remove_dependency(cx: &Cx, id: TaskId, needs: TaskId) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Task)?;
    let mut tx = cx.begin().await?;
    store::find(cx, &mut tx, id).await?;
    let removed = tx
        .exec(sql!(
            "DELETE FROM task_dependency WHERE task_id = ? AND needs_id = ?",
            id,
            needs
        ))
        .await?;
    if removed == 0 {
        return Err(CommandError::Stale);
    }
    tx.audit(cx, "dependency-removal", "task", id, Some(&needs), &())
        .await?;
    tx.commit().await?;
    Ok(())
}

/// What holds a task up.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct ObstacleInput {
    pub description: String,
    /// Who unties it, when they have an account.
    pub person_id: Option<AccountId>,
    /// Who unties it, when they are outside: the commune, the establishment, a supplier.
    pub outsider: String,
    /// By when.
    #[schema(value_type = Option<String>, format = Date)]
    pub due_on: Option<Date>,
}

/// Notes an obstacle of an open task, and tells who has to untie it.
pub async fn raise_obstacle(
    cx: &Cx,
    task: TaskId,
    input: ObstacleInput,
) -> CommandResult<ObstacleId> {
    cx.may(Verb::View, Thing::Task)?;
    let mut tx = cx.begin().await?;
    let before = store::find(cx, &mut tx, task).await?;
    may_report(cx, &before)?;
    if !before.state.is_open() {
        return Err(CommandError::refused(
            "task-closed",
            cx.t(
                "Nhiệm vụ này đã kết thúc. Ghi lại là đang làm rồi mới ghi vướng mắc.",
                "This task is finished. Report it as under way before noting an obstacle.",
            ),
        ));
    }
    let mut checks = Checks::new(cx.lang);
    let description = lines(&mut checks, "description", &input.description, 2000);
    if description.is_empty() {
        checks.fail(
            "description",
            checks.t("Cần điền ô này.", "This is required."),
        );
    }
    let outsider = checks.optional_text("outsider", &input.outsider, 200);
    let due_on = checks.date("due_on", input.due_on, None);
    if input.due_on.is_some() && due_on < cx.today() {
        checks.fail(
            "due_on",
            checks.t(
                "Hạn gỡ cần từ hôm nay trở đi.",
                "The day to untie it by cannot lie in the past.",
            ),
        );
    }
    let person = find_person(cx, &mut tx, &mut checks, input.person_id).await?;
    if input.person_id.is_none() && outsider.is_empty() {
        checks.fail(
            "person_id",
            checks.t(
                "Chọn người gỡ, hoặc điền cơ quan, đơn vị ngoài.",
                "Choose who unties it, or enter the body outside.",
            ),
        );
    }
    checks.done()?;
    let (person_id, person_name) = match person {
        Some((id, name)) => (Some(id), name),
        None => (None, outsider),
    };
    let id: ObstacleId = cx.new_id();
    tx.exec(sql!(
        "INSERT INTO task_obstacle (id, task_id, description, person_id, person_name, due_on,
             raised_on, raised_by, illustration)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        task,
        &description,
        person_id,
        &person_name,
        due_on,
        cx.today(),
        &cx.actor.name,
        cx.illustration,
    ))
    .await?;
    if let Some(person) = person_id.filter(|person| Some(*person) != cx.actor.account) {
        let told = Told {
            account: person,
            stage: Stage::Assigned,
            kind: "obstacle",
            thing: "task",
            record: task.uuid(),
            title: &before.title,
            due_on,
        };
        reminder::tell(cx, &mut tx, told).await?;
    }
    let kept = store::obstacle(&mut tx, task, id).await?;
    tx.audit(cx, "obstacle", "task", task, None::<&()>, &kept)
        .await?;
    tx.commit().await?;
    Ok(id)
}

/// Notes how an obstacle was untied. Whoever reports on the task may, and who had to untie it.
pub async fn resolve_obstacle(
    cx: &Cx,
    task: TaskId,
    id: ObstacleId,
    version: i64,
    resolution: &str,
) -> CommandResult<()> {
    cx.may(Verb::View, Thing::Task)?;
    let mut tx = cx.begin().await?;
    let found = store::find(cx, &mut tx, task).await?;
    let before = store::obstacle(&mut tx, task, id).await?;
    let mine = before.person_id.is_some() && before.person_id == cx.actor.account;
    if !mine {
        may_report(cx, &found)?;
    }
    let mut checks = Checks::new(cx.lang);
    let resolution = lines(&mut checks, "resolution", resolution, 2000);
    if resolution.is_empty() {
        checks.fail(
            "resolution",
            checks.t("Ghi đã gỡ bằng cách nào.", "Say how it was untied."),
        );
    }
    checks.done()?;
    let changed = tx
        .exec(sql!(
            "UPDATE task_obstacle SET resolution = ?, resolved_on = ?, resolved_by = ?,
                 version = version + 1
             WHERE id = ? AND version = ? AND resolved_on IS NULL",
            &resolution,
            cx.today(),
            &cx.actor.name,
            id,
            version,
        ))
        .await?;
    if changed == 0 {
        return Err(CommandError::Stale);
    }
    let after = store::obstacle(&mut tx, task, id).await?;
    tx.audit(
        cx,
        "obstacle-resolution",
        "task",
        task,
        Some(&before),
        &after,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}
