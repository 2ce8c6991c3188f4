use db::{Checks, CommandError, CommandResult, Conn, Cx, sql};
use jiff::civil::Date;
use kernel::{AccountId, Lang, ProjectId, TaskId, Thing, UnitId, Verb, fold};
use serde::{Deserialize, Serialize};

use super::{
    model::{Task, TaskState},
    store,
};
use crate::{
    ports::{People, Projects},
    reminder::{self, Stage, Told},
    text::lines,
};

/// What somebody says of a task.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct TaskInput {
    pub title: String,
    pub description: String,
    /// The project it belongs to; none for the Centre's other work.
    pub project_id: Option<ProjectId>,
    /// Phòng, bộ phận.
    pub department: String,
    pub person_id: Option<AccountId>,
    #[schema(value_type = Option<String>, format = Date)]
    pub starts_on: Option<Date>,
    #[schema(value_type = Option<String>, format = Date)]
    pub due_on: Option<Date>,
}

/// How far a task is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[schema(as = TaskReportInput)]
pub struct ReportInput {
    pub version: i64,
    pub state: Option<TaskState>,
    /// Hundredths done; counts only while the task is under way.
    pub progress: Option<i64>,
    /// The day it was done; today when absent.
    #[schema(value_type = Option<String>, format = Date)]
    pub done_on: Option<Date>,
    /// What was done, what is next. Why, when it is given up.
    pub note: String,
}

struct Ready {
    title: String,
    description: String,
    department: String,
    person: Option<(AccountId, String)>,
    province: UnitId,
    due_on: Date,
    search: String,
}

impl Ready {
    fn person_id(&self) -> Option<AccountId> {
        self.person.as_ref().map(|(id, _)| *id)
    }

    fn person_name(&self) -> &str {
        self.person.as_ref().map_or("", |(_, name)| name)
    }
}

/// Judges the input. `before` is the task that it changes, if there is one: whoever has it may keep
/// it, also when they work elsewhere now.
async fn check(
    cx: &Cx,
    conn: &mut Conn,
    input: &TaskInput,
    before: Option<&Task>,
) -> CommandResult<Ready> {
    let mut checks = Checks::new(cx.lang);
    let title = checks.text("title", &input.title, 300);
    let description = lines(&mut checks, "description", &input.description, 4000);
    let department = checks.optional_text("department", &input.department, 120);
    let due_on = checks.date("due_on", input.due_on, None);
    checks.optional_date("starts_on", input.starts_on, None);
    if input.due_on.is_some() && input.starts_on.is_some_and(|start| start > due_on) {
        checks.fail(
            "starts_on",
            checks.t(
                "Ngày bắt đầu cần trước hoặc đúng ngày hạn.",
                "The first day cannot lie after the day it is due.",
            ),
        );
    }
    let person = match before.filter(|task| task.person_id == input.person_id) {
        Some(task) => task.person_id.map(|id| (id, task.person_name.clone())),
        None => find_person(cx, conn, &mut checks, input.person_id).await?,
    };
    if input.person_id.is_none() && department.is_empty() {
        checks.fail(
            "person_id",
            checks.t(
                "Chọn người làm, hoặc điền phòng, bộ phận.",
                "Choose the person, or enter the department.",
            ),
        );
    }
    let province = province_of(cx, conn, &mut checks, input.project_id).await?;
    checks.done()?;
    let name = person.as_ref().map_or("", |(_, name)| name);
    Ok(Ready {
        search: fold(&format!("{title} {department} {name}")),
        title,
        description,
        department,
        person,
        province: province.ok_or(CommandError::NotFound)?,
        due_on,
    })
}

/// Somebody the actor may give work to; a mistake beside the field otherwise.
pub(super) async fn find_person(
    cx: &Cx,
    conn: &mut Conn,
    checks: &mut Checks,
    id: Option<AccountId>,
) -> CommandResult<Option<(AccountId, String)>> {
    let Some(id) = id else { return Ok(None) };
    let colleagues = cx.port::<dyn People>().colleagues(cx, conn).await?;
    let found = colleagues.into_iter().find(|person| person.id == id);
    if found.is_none() {
        let message = checks.t(
            "Người này không làm việc trong phạm vi của bạn. Chọn người khác.",
            "This person does not work within your scope. Choose another.",
        );
        checks.fail("person_id", message);
    }
    Ok(found.map(|person| (person.id, person.name)))
}

/// The province whose task it is: the project's, else the actor's own.
async fn province_of(
    cx: &Cx,
    conn: &mut Conn,
    checks: &mut Checks,
    project: Option<ProjectId>,
) -> CommandResult<Option<UnitId>> {
    let Some(id) = project else {
        if cx.actor.home.is_none() {
            let message = checks.t(
                "Tài khoản này không thuộc tỉnh nào: chọn đề án để biết nhiệm vụ của tỉnh nào.",
                "This account belongs to no province: choose the project whose task it is.",
            );
            checks.fail("project_id", message);
        }
        return Ok(cx.actor.home);
    };
    let found = cx.port::<dyn Projects>().find(cx, conn, id).await?;
    if found.is_none() {
        let message = checks.t(
            "Chọn đề án trong danh sách.",
            "Choose a project from the list.",
        );
        checks.fail("project_id", message);
    }
    Ok(found.map(|project| project.province_id))
}

/// Gives a task, and tells the person who got it.
pub async fn create(cx: &Cx, input: TaskInput) -> CommandResult<TaskId> {
    cx.may(Verb::Create, Thing::Task)?;
    let mut tx = cx.begin().await?;
    let ready = check(cx, &mut tx, &input, None).await?;
    let id: TaskId = cx.new_id();
    tx.exec(sql!(
        "INSERT INTO task (id, title, description, project_id, province_id, department, person_id,
             person_name, starts_on, due_on, state, progress, search, illustration, created_by,
             created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'planned', 0, ?, ?, ?, ?)",
        id,
        &ready.title,
        &ready.description,
        input.project_id,
        ready.province,
        &ready.department,
        ready.person_id(),
        ready.person_name(),
        input.starts_on,
        ready.due_on,
        &ready.search,
        cx.illustration,
        cx.actor.account,
        cx.now(),
    ))
    .await?;
    let kept = store::find(cx, &mut tx, id).await?;
    tell(cx, &mut tx, &kept, None).await?;
    tx.audit_new(cx, "task", id, &kept).await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes what a task is, who does it and when. `version` is the one the person saw.
pub async fn edit(cx: &Cx, id: TaskId, version: i64, input: TaskInput) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Task)?;
    let mut tx = cx.begin().await?;
    let before = store::find(cx, &mut tx, id).await?;
    let ready = check(cx, &mut tx, &input, Some(&before)).await?;
    let changed = tx
        .exec(sql!(
            "UPDATE task SET title = ?, description = ?, project_id = ?, province_id = ?,
                 department = ?, person_id = ?, person_name = ?, starts_on = ?, due_on = ?,
                 search = ?, version = version + 1
             WHERE id = ? AND version = ?",
            &ready.title,
            &ready.description,
            input.project_id,
            ready.province,
            &ready.department,
            ready.person_id(),
            ready.person_name(),
            input.starts_on,
            ready.due_on,
            &ready.search,
            id,
            version,
        ))
        .await?;
    if changed == 0 {
        return Err(CommandError::Stale);
    }
    let after = store::find(cx, &mut tx, id).await?;
    tell(cx, &mut tx, &after, before.person_id).await?;
    tx.audit(cx, "edit", "task", id, Some(&before), &after)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Tells somebody that they were given a task; not who gave it to themselves.
async fn tell(cx: &Cx, tx: &mut Conn, task: &Task, before: Option<AccountId>) -> CommandResult<()> {
    let Some(person) = task.person_id else {
        return Ok(());
    };
    if Some(person) == before || Some(person) == cx.actor.account {
        return Ok(());
    }
    let told = Told {
        account: person,
        stage: Stage::Assigned,
        kind: "task",
        thing: "task",
        record: task.id.uuid(),
        title: &task.title,
        due_on: task.due_on,
    };
    reminder::tell(cx, tx, told).await?;
    Ok(())
}

/// Reports how far a task is: begun, under way, done, or given up with its reason. The person who
/// has the task may, and whoever may edit tasks.
pub async fn report(cx: &Cx, id: TaskId, input: ReportInput) -> CommandResult<()> {
    cx.may(Verb::View, Thing::Task)?;
    let mut checks = Checks::new(cx.lang);
    let state = checks.required("state", input.state).unwrap_or_default();
    let note = lines(&mut checks, "note", &input.note, 2000);
    let done_on = checks.optional_date("done_on", input.done_on, Some(cx.today()));
    if let Some(progress) = input.progress {
        checks.number("progress", progress, 0, 100);
    }
    if state == TaskState::Doing && input.progress == Some(100) {
        checks.fail(
            "progress",
            checks.t(
                "Đã đủ 100 % thì chọn trạng thái đã xong.",
                "At 100 % choose the state done.",
            ),
        );
    }
    if state == TaskState::Dropped && note.is_empty() {
        checks.fail(
            "note",
            checks.t("Ghi lý do thôi không làm.", "Say why it is given up."),
        );
    }
    checks.done()?;
    let mut tx = cx.begin().await?;
    let before = store::find(cx, &mut tx, id).await?;
    may_report(cx, &before)?;
    if state == TaskState::Done {
        finished_before(cx, &mut tx, id).await?;
    }
    let progress = match state {
        TaskState::Planned => 0,
        TaskState::Doing => input.progress.unwrap_or(before.progress).min(99),
        TaskState::Done => 100,
        TaskState::Dropped => before.progress.min(99),
    };
    let done_on = (state == TaskState::Done).then(|| done_on.unwrap_or(cx.today()));
    let changed = tx
        .exec(sql!(
            "UPDATE task SET state = ?, progress = ?, done_on = ?, version = version + 1
             WHERE id = ? AND version = ?",
            state,
            progress,
            done_on,
            id,
            input.version,
        ))
        .await?;
    if changed == 0 {
        return Err(CommandError::Stale);
    }
    tx.exec(sql!(
        "INSERT INTO task_report (id, task_id, state, progress, note, actor, at)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
        cx.new_id::<kernel::Task>(),
        id,
        state,
        progress,
        &note,
        &cx.actor.name,
        cx.now(),
    ))
    .await?;
    let after = store::find(cx, &mut tx, id).await?;
    tx.audit(cx, "progress", "task", id, Some(&before), &after)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Refuses unless the actor may edit tasks, or has this one to do.
pub(super) fn may_report(cx: &Cx, task: &Task) -> CommandResult<()> {
    if cx.actor.may(Verb::Edit, Thing::Task) || store::is_mine(&cx.actor, task) {
        return Ok(());
    }
    Err(CommandError::Forbidden(
        cx.t(
            "Chỉ người được giao nhiệm vụ và người của Trung tâm báo được tiến độ.",
            "Only the person who has the task and the Centre's people report on it.",
        )
        .to_owned(),
    ))
}

/// Refuses to finish a task whose forerunners are open, with their names.
async fn finished_before(cx: &Cx, tx: &mut Conn, id: TaskId) -> CommandResult<()> {
    let open: Vec<String> = store::needs(tx, id)
        .await?
        .into_iter()
        .filter(|need| need.state.is_open())
        .map(|need| format!("“{}”", need.title))
        .collect();
    if open.is_empty() {
        return Ok(());
    }
    let open = open.join(", ");
    Err(CommandError::field(
        "state",
        match cx.lang {
            Lang::Vi => format!("Nhiệm vụ này chờ {open}, chưa xong. Ghi xong nhiệm vụ đó trước."),
            Lang::En => format!("This task waits for {open}, which is not finished yet."),
        },
    ))
}
