use db::{CommandError, CommandResult, Conn, Cx, sql};
use jiff::civil::Date;
use kernel::{
    Activity, EstablishmentId, FlagshipId, Lang, NeedId, ProjectId, Thing, UnitId, Verb, fold,
    format_date,
};
use rules::{FundingScope, ProjectKind};
use serde::{Deserialize, Serialize};

use super::draft_check::{Draft, check};
use crate::{
    duties, flagship,
    ports::{WorkflowVersion, Workflows},
    project::{
        case::{self, Case, Editing},
        model::{Balances, Beneficiary, Project},
        roster, store,
    },
    totals,
};

/// A project as it is drawn up (mẫu F03), without its estimate.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct ProjectInput {
    pub title: String,
    /// `single`, `group` or `flagship`.
    #[schema(value_type = Option<String>)]
    pub kind: Option<ProjectKind>,
    /// The flagship it is a part of. It cannot change once the project is made.
    pub flagship_id: Option<FlagshipId>,
    /// `kcqg` or `kcdp`. It cannot change once the project is made.
    #[schema(value_type = Option<String>)]
    pub scope: Option<FundingScope>,
    pub activity: Option<Activity>,
    /// Which of several norms of the activity; empty for the main one.
    pub variant: String,
    /// A whole production line, for which some norms lift the cap.
    pub line: bool,
    /// The plan year.
    pub year: i64,
    /// Where the project is carried out, when no establishment benefits.
    pub province_id: Option<UnitId>,
    pub unit_id: Option<UnitId>,
    pub establishments: Vec<EstablishmentId>,
    pub need_id: Option<NeedId>,
    /// Đơn vị thực hiện.
    pub implementer: String,
    /// Đơn vị phối hợp.
    pub coordinator: String,
    /// Sự cần thiết.
    pub background: String,
    pub goals: String,
    pub content: String,
    /// Hiệu quả dự kiến.
    pub effect: String,
    #[schema(value_type = Option<String>, format = Date)]
    pub starts_on: Option<Date>,
    #[schema(value_type = Option<String>, format = Date)]
    pub ends_on: Option<Date>,
    /// The day it was drawn up; today when absent.
    #[schema(value_type = Option<String>, format = Date)]
    pub drafted_on: Option<Date>,
}

/// Draws up a project. It is opened and goes on to its draft at once.
pub async fn create(cx: &Cx, input: ProjectInput) -> CommandResult<ProjectId> {
    cx.may(Verb::Create, Thing::Project)?;
    let mut tx = cx.begin().await?;
    let id = create_in(cx, &mut tx, input).await?;
    tx.commit().await?;
    Ok(id)
}

/// [`create`] as a part of a larger command, which has asked whether the actor may.
pub(crate) async fn create_in(
    cx: &Cx,
    tx: &mut Conn,
    input: ProjectInput,
) -> CommandResult<ProjectId> {
    let draft = check(cx, tx, &input).await?;
    let version = cx
        .port::<dyn Workflows>()
        .newest(tx, draft.scope, draft.province, draft.drafted_on)
        .await?
        .ok_or_else(|| no_workflow(cx, draft.drafted_on))?;
    let definition = &version.definition;
    if !definition.opening.roles.contains(&cx.actor.role) {
        return Err(CommandError::role(cx.lang));
    }
    let id: ProjectId = cx.new_id();
    let code = next_code(tx, &draft, input.year).await?;
    insert(cx, tx, id, &code, &input, &draft, &version).await?;
    insert_beneficiaries(tx, id, &draft).await?;
    if let Some(place) = draft.part {
        flagship::parts::join(cx, tx, id, place).await?;
    }
    open(cx, tx, id, &draft, &version).await?;
    let stored = store::find(tx, &cx.actor.scope, id).await?;
    if let Some(project) = &stored {
        let figures = totals::Figures::of(project, &Balances::default());
        totals::move_project(tx, None, (totals::Place::of(project), figures)).await?;
    }
    duties::keep(cx, tx, id).await?;
    tx.audit_new(cx, "project", id, &stored).await?;
    if let Some(need) = input.need_id {
        crate::need::taken_up(cx, tx, need, id, &code).await?;
    }
    Ok(id)
}

fn no_workflow(cx: &Cx, on: Date) -> CommandError {
    let day = format_date(on);
    CommandError::field(
        "drafted_on",
        match cx.lang {
            Lang::Vi => format!("Chưa có quy trình nào có hiệu lực vào ngày {day}."),
            Lang::En => format!("No workflow is in force on {day}."),
        },
    )
}

/// Changes a draft. Budget, province and code stay as they are. What was approved changes by the
/// decision on an adjustment only: see [`crate::project::adjustment`].
pub async fn edit(cx: &Cx, id: ProjectId, version: i64, input: ProjectInput) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Project)?;
    let mut tx = cx.begin().await?;
    let case = Case::load(cx, &mut tx, id).await?;
    let before = &case.project;
    let mut input = input;
    input.scope = Some(before.funding());
    if case.editing() != Editing::Direct {
        return Err(closed(cx, &case));
    }
    input.drafted_on = input.drafted_on.or(Some(before.drafted_on));
    // Somebody of several provinces changes it where it is, not at home.
    if cx.actor.home != Some(before.province_id) {
        input.province_id = input.province_id.or(Some(before.province_id));
    }
    input.flagship_id = flagship::parts::of(&mut tx, id)
        .await?
        .map(|place| place.flagship_id);
    let draft = check(cx, &mut tx, &input).await?;
    if draft.province != before.province_id {
        return Err(CommandError::field(
            "establishment_1",
            cx.t(
                "Cơ sở này ở tỉnh khác; mã và quy trình của đề án theo tỉnh. Hãy lập đề án mới.",
                "It lies in another province, which code and workflow follow. Draw up a new project.",
            ),
        ));
    }
    let changed = tx
        .exec(sql!(
            "UPDATE project SET title = ?, kind = ?, activity = ?, variant = ?, line = ?, year = ?,
                 unit_id = ?, implementer = ?, coordinator = ?, background = ?, goals = ?,
                 content = ?, effect = ?, starts_on = ?, ends_on = ?, drafted_on = ?,
                 beneficiaries = ?, search = ?, version = version + 1
              WHERE id = ? AND version = ?",
            &draft.title,
            draft.kind.code(),
            draft.activity,
            &draft.variant,
            input.line,
            input.year,
            draft.unit,
            &draft.implementer,
            &draft.coordinator,
            &draft.texts[0],
            &draft.texts[1],
            &draft.texts[2],
            &draft.texts[3],
            input.starts_on,
            input.ends_on,
            draft.drafted_on,
            draft.names(),
            search_text(&before.code, &draft),
            id,
            version,
        ))
        .await?;
    if changed == 0 {
        return Err(CommandError::Stale);
    }
    tx.exec(sql!(
        "DELETE FROM project_beneficiary WHERE project_id = ?",
        id
    ))
    .await?;
    insert_beneficiaries(&mut tx, id, &draft).await?;
    disown(&mut tx, id).await?;
    roster::follow_edit(cx, &mut tx, &case).await?;
    if let Some(place) = draft.part {
        flagship::parts::join(cx, &mut tx, id, place).await?;
    }
    let after = store::find(&mut tx, &cx.actor.scope, id).await?;
    if let Some(project) = &after {
        let money = case.promotion();
        let was = (
            totals::Place::of(before),
            totals::Figures::of(before, &money),
        );
        let is = (
            totals::Place::of(project),
            totals::Figures::of(project, &money),
        );
        totals::move_project(&mut tx, Some(was), is).await?;
    }
    duties::keep(cx, &mut tx, id).await?;
    tx.audit(cx, "edit", "project", id, Some(before), &after)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Why the project cannot be edited in its state.
pub(in crate::project) fn closed(cx: &Cx, case: &Case) -> CommandError {
    let state = case.state_name(cx.lang);
    CommandError::refused(
        "project-not-open",
        match (case.editing(), cx.lang) {
            (Editing::Proposal, Lang::Vi) => format!(
                "Đề án đang ở “{state}”: bản đã phê duyệt giữ nguyên tới khi có quyết định. Ghi thay đổi ở trang “Nội dung đề nghị điều chỉnh”."
            ),
            (Editing::Proposal, Lang::En) => format!(
                "The project is in “{state}”: what was approved stays until the decision. Enter the change on the page “What the adjustment changes”."
            ),
            (_, Lang::Vi) => format!(
                "Đề án đang ở “{state}” nên không sửa được. Muốn đổi sau khi đã giao kế hoạch, dùng bước “Đề nghị điều chỉnh”."
            ),
            (_, Lang::En) => format!(
                "The project is in “{state}” and cannot be edited. After the allotment, ask for an adjustment."
            ),
        },
    )
}

/// `ĐA-77-2022-0001`: the province's code, the plan year, a gapless number.
async fn next_code(tx: &mut Conn, draft: &Draft, year: i64) -> CommandResult<String> {
    let unit = reference::units::get(tx, draft.province)
        .await?
        .ok_or_else(|| {
            db::DbError::Shape(format!(
                "province {} is not in the table of units",
                draft.province
            ))
        })?;
    let number = db::next_number(tx, &format!("project/{}/{year}", unit.code)).await?;
    Ok(format!("ĐA-{}-{year}-{number:04}", unit.code))
}

fn search_text(code: &str, draft: &Draft) -> String {
    fold(&format!("{code} {} {}", draft.title, draft.names()))
}

async fn insert(
    cx: &Cx,
    tx: &mut Conn,
    id: ProjectId,
    code: &str,
    input: &ProjectInput,
    draft: &Draft,
    version: &WorkflowVersion,
) -> CommandResult<()> {
    let mut q = sql!(
        "INSERT INTO project (id, code, title, kind, scope, activity, variant, line, year,
             province_id, unit_id, need_id, workflow_id, state, implementer, coordinator,
             background, goals, content, effect, starts_on, ends_on, drafted_on, state_since,
             beneficiaries, search, created_by, national_centre, created_at, illustration) VALUES "
    );
    let values: Vec<db::Val> = vec![
        id.into(),
        code.into(),
        (&draft.title).into(),
        draft.kind.code().into(),
        draft.scope.code().into(),
        draft.activity.into(),
        (&draft.variant).into(),
        input.line.into(),
        input.year.into(),
        draft.province.into(),
        draft.unit.into(),
        input.need_id.into(),
        version.id.into(),
        (&version.definition.start).into(),
        (&draft.implementer).into(),
        (&draft.coordinator).into(),
        (&draft.texts[0]).into(),
        (&draft.texts[1]).into(),
        (&draft.texts[2]).into(),
        (&draft.texts[3]).into(),
        input.starts_on.into(),
        input.ends_on.into(),
        draft.drafted_on.into(),
        draft.drafted_on.into(),
        draft.names().into(),
        search_text(code, draft).into(),
        cx.actor.account.into(),
        cx.actor.scope.national_centre().map(str::to_owned).into(),
        cx.now().into(),
        (cx.illustration || draft.beneficiaries.iter().any(|b| b.illustration)).into(),
    ];
    q.push_list(values);
    tx.exec(q).await?;
    Ok(())
}

async fn insert_beneficiaries(tx: &mut Conn, id: ProjectId, draft: &Draft) -> CommandResult<()> {
    for (position, facts) in draft.beneficiaries.iter().enumerate() {
        tx.exec(sql!(
            "INSERT INTO project_beneficiary (project_id, establishment_id, position, name, unit_id)
             VALUES (?, ?, ?, ?, ?)",
            id,
            facts.id,
            position as i64,
            &facts.name,
            facts.unit_id,
        ))
        .await?;
    }
    Ok(())
}

/// Lines of somebody who no longer benefits belong to the whole project again.
async fn disown(tx: &mut Conn, id: ProjectId) -> CommandResult<()> {
    tx.exec(sql!(
        "UPDATE cost_line SET establishment_id = NULL
          WHERE project_id = ? AND establishment_id IS NOT NULL AND establishment_id NOT IN
                (SELECT b.establishment_id FROM project_beneficiary b WHERE b.project_id = ?)",
        id,
        id,
    ))
    .await?;
    Ok(())
}

/// Writes these beneficiaries of a project in place of those it had.
pub(in crate::project) async fn write_beneficiaries(
    tx: &mut Conn,
    project: &Project,
    named: &[Beneficiary],
) -> CommandResult<()> {
    let id = project.id;
    tx.exec(sql!(
        "DELETE FROM project_beneficiary WHERE project_id = ?",
        id
    ))
    .await?;
    for (position, one) in named.iter().enumerate() {
        tx.exec(sql!(
            "INSERT INTO project_beneficiary (project_id, establishment_id, position, name, unit_id)
             VALUES (?, ?, ?, ?, ?)",
            id,
            one.establishment_id,
            position as i64,
            &one.name,
            one.unit_id,
        ))
        .await?;
    }
    let names: Vec<&str> = named.iter().map(|b| b.name.as_str()).collect();
    let named = Project {
        beneficiaries: names.join("; "),
        ..project.clone()
    };
    write_search(tx, &named).await?;
    disown(tx, id).await
}

/// Writes the names of the beneficiaries, and the words by which a project is found.
pub(in crate::project) async fn write_search(
    tx: &mut Conn,
    project: &Project,
) -> CommandResult<()> {
    let (code, title, names) = (&project.code, &project.title, &project.beneficiaries);
    tx.exec(sql!(
        "UPDATE project SET beneficiaries = ?, search = ? WHERE id = ?",
        names,
        fold(&format!("{code} {title} {names}")),
        project.id,
    ))
    .await?;
    Ok(())
}

/// Writes the opening, and the first step along the main path that needs no paper. The step's
/// condition, eligibility, was checked with the input.
async fn open(
    cx: &Cx,
    tx: &mut Conn,
    id: ProjectId,
    draft: &Draft,
    version: &WorkflowVersion,
) -> CommandResult<()> {
    let definition = &version.definition;
    let start = definition.start.as_str();
    super::step::record_event(
        cx,
        tx,
        id,
        "opening",
        None,
        start,
        draft.drafted_on,
        "",
        "",
        None,
    )
    .await?;
    let Some(step) = case::first_step(definition).filter(|t| t.roles.contains(&cx.actor.role))
    else {
        return Ok(());
    };
    let to = step.destination(start, None).unwrap_or(start);
    tx.exec(sql!("UPDATE project SET state = ? WHERE id = ?", to, id))
        .await?;
    super::step::record_event(
        cx,
        tx,
        id,
        &step.code,
        Some(start),
        to,
        draft.drafted_on,
        "",
        "",
        None,
    )
    .await
}
