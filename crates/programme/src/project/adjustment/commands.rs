use db::{Checks, CommandError, CommandResult, Conn, Cx, sql};
use jiff::civil::Date;
use kernel::{EstablishmentId, ProjectId, Thing, UnitId, Verb};
use rules::ProjectKind;
use serde::{Deserialize, Serialize};

use super::{
    model::{ProjectFacts, names_one},
    proposal::Proposal,
    store,
};
use crate::{
    ports::Establishments,
    project::{
        Case, Editing, ProjectInput,
        commands::{
            days::plausible,
            draft::{closed, write_beneficiaries, write_search},
            draft_check::{eligible, long_text, place},
        },
        guards,
        ledger::Cause,
        model::has_beneficiary,
        roster, store as projects, versions,
    },
};

/// What the project shall say after the adjustment, beside its estimate (mẫu F16).
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct ProjectAdjustmentInput {
    pub title: String,
    /// Đơn vị thực hiện.
    pub implementer: String,
    /// Đơn vị phối hợp.
    pub coordinator: String,
    /// The beneficiary of a single project. Those of a group are changed in its list.
    pub establishment_id: Option<EstablishmentId>,
    /// Where it is carried out, when no establishment benefits; as it is now when absent.
    pub unit_id: Option<UnitId>,
    /// Nội dung, quy mô.
    pub content: String,
    #[schema(value_type = Option<String>, format = Date)]
    pub starts_on: Option<Date>,
    #[schema(value_type = Option<String>, format = Date)]
    pub ends_on: Option<Date>,
}

/// Writes the proposed version of a project that waits for the decision on an adjustment, in place
/// of what was proposed before. What is in force stays until the decision.
pub async fn propose(
    cx: &Cx,
    id: ProjectId,
    version: i64,
    input: ProjectAdjustmentInput,
) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Project)?;
    let mut tx = cx.begin().await?;
    let case = Case::load(cx, &mut tx, id).await?;
    if case.editing() != Editing::Proposal {
        return Err(not_open(cx, &case));
    }
    let facts = check(cx, &mut tx, &case, &input).await?;
    let changed = tx
        .exec(sql!(
            "UPDATE project SET version = version + 1 WHERE id = ? AND version = ? AND state = ?",
            id,
            version,
            &case.project.state,
        ))
        .await?;
    if changed == 0 {
        return Err(CommandError::Stale);
    }
    let before = store::proposed(&mut tx, id).await?;
    let now = ProjectFacts::of(&case);
    let in_force = versions::approved_number(cx, &mut tx, &case).await?;
    if !store::all(&mut tx, id)
        .await?
        .iter()
        .any(|v| v.number == in_force)
    {
        store::write(cx, &mut tx, id, in_force, &now).await?;
    }
    let number = versions::ensure_proposed(cx, &mut tx, &case).await?;
    match facts == now {
        true => store::take_back(&mut tx, id, number).await?,
        false => store::write(cx, &mut tx, id, number, &facts).await?,
    }
    tx.audit(
        cx,
        "adjustment-proposal",
        "project",
        id,
        Some(&before.unwrap_or(now)),
        &facts,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

fn not_open(cx: &Cx, case: &Case) -> CommandError {
    match case.editing() {
        Editing::Direct => CommandError::refused(
            "project-not-approved",
            cx.t(
                "Đề án chưa được giao kế hoạch nên chưa cần điều chỉnh: sửa thẳng ở trang “Sửa đề án”.",
                "The project is not approved yet: edit it directly.",
            ),
        ),
        _ => closed(cx, case),
    }
}

/// Judges an input whole, so that a person sees every mistake at once.
async fn check(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
    input: &ProjectAdjustmentInput,
) -> CommandResult<ProjectFacts> {
    let mut checks = Checks::new(cx.lang);
    let mut facts = ProjectFacts {
        title: checks.text("title", &input.title, 500),
        implementer: checks.text("implementer", &input.implementer, 300),
        coordinator: checks.optional_text("coordinator", &input.coordinator, 500),
        content: long_text(&mut checks, "content", &input.content),
        starts_on: input.starts_on,
        ends_on: input.ends_on,
        ..ProjectFacts::of(case)
    };
    plausible(&mut checks, "starts_on", input.starts_on);
    plausible(&mut checks, "ends_on", input.ends_on);
    if let (Some(from), Some(to)) = (input.starts_on, input.ends_on)
        && to < from
    {
        let text = checks.t(
            "Ngày kết thúc đứng trước ngày bắt đầu.",
            "The end lies before the start.",
        );
        checks.fail("ends_on", text.to_owned());
    }
    if names_one(case) {
        whom(cx, conn, &mut checks, case, input, &mut facts).await?;
    }
    if facts.establishment_id.is_none() && case.beneficiaries.is_empty() {
        where_to(cx, conn, &mut checks, case, input, &mut facts).await?;
    }
    checks.done()?;
    Ok(facts)
}

/// The beneficiary, with its site as the place. One that stays is not judged again: it was eligible
/// when the money was given.
async fn whom(
    cx: &Cx,
    conn: &mut Conn,
    checks: &mut Checks,
    case: &Case,
    input: &ProjectAdjustmentInput,
    facts: &mut ProjectFacts,
) -> CommandResult<()> {
    let project = &case.project;
    if input.establishment_id == facts.establishment_id {
        if facts.establishment_id.is_none() && has_beneficiary(project.activity) {
            need_one(checks);
        }
        return Ok(());
    }
    let Some(id) = input.establishment_id else {
        if has_beneficiary(project.activity) && project.kind() == ProjectKind::Single {
            need_one(checks);
        }
        facts.establishment_id = None;
        facts.beneficiary = String::new();
        return Ok(());
    };
    let found = cx.port::<dyn Establishments>().facts(cx, conn, id).await?;
    let Some(found) = found else {
        let text = checks.t(
            "Không có cơ sở này trong phạm vi của bạn.",
            "There is no such establishment within your scope.",
        );
        checks.fail("establishment_1", text.to_owned());
        return Ok(());
    };
    if found.province_id != project.province_id {
        let text = checks.t(
            "Cơ sở này ở tỉnh khác; mã, kế hoạch và quy trình của đề án theo tỉnh nên không thay được bằng điều chỉnh.",
            "It lies in another province, which code, plan and workflow follow.",
        );
        checks.fail("establishment_1", text.to_owned());
        return Ok(());
    }
    facts.establishment_id = Some(found.id);
    facts.beneficiary = found.name.clone();
    facts.unit_id = Some(found.unit_id);
    let asked = ProjectInput {
        activity: Some(project.activity),
        scope: Some(project.funding()),
        variant: project.variant.clone(),
        line: project.line,
        ..ProjectInput::default()
    };
    let on = project.norm_day(cx.today());
    eligible(cx, conn, checks, &asked, &[found], on).await
}

fn need_one(checks: &mut Checks) {
    let text = checks.t(
        "Nội dung này cần cơ sở thụ hưởng. Gõ hai chữ của tên để chọn.",
        "This activity needs a beneficiary. Type two letters of its name.",
    );
    checks.fail("establishment_1", text.to_owned());
}

/// The place of a project that supports no establishment in particular.
async fn where_to(
    cx: &Cx,
    conn: &mut Conn,
    checks: &mut Checks,
    case: &Case,
    input: &ProjectAdjustmentInput,
    facts: &mut ProjectFacts,
) -> CommandResult<()> {
    let project = &case.project;
    if input.unit_id.is_none() || input.unit_id == facts.unit_id {
        return Ok(());
    }
    let asked = ProjectInput {
        unit_id: input.unit_id,
        ..ProjectInput::default()
    };
    let (province, unit) = place(cx, conn, checks, &asked, &[], project.drafted_on).await?;
    if province.is_some_and(|p| p != project.province_id) {
        let text = checks.t(
            "Địa bàn này thuộc tỉnh khác; mã, kế hoạch và quy trình của đề án theo tỉnh nên không thay được bằng điều chỉnh.",
            "It lies in another province, which code, plan and workflow follow.",
        );
        checks.fail("unit_id", text.to_owned());
    }
    facts.unit_id = unit;
    Ok(())
}

/// Puts in force what was proposed: the estimate with its money, what the project says, the list of
/// a group. The paper of the decision is that of `cause`.
pub(in crate::project) async fn put_in_force(
    cx: &Cx,
    tx: &mut Conn,
    case: &mut Case,
    cause: &Cause<'_>,
) -> CommandResult<()> {
    let proposal = Proposal::load(tx, case).await?;
    if proposal.changes(case).is_empty() {
        return Err(CommandError::refused(
            "no-proposal",
            cx.t(
                "Chưa có thay đổi nào được đề nghị. Trung tâm cần ghi ở trang “Nội dung đề nghị điều chỉnh” hoặc “Dự toán đề nghị điều chỉnh” trước khi quyết định.",
                "No change is proposed. The Centre enters it before the decision.",
            ),
        ));
    }
    versions::ensure_proposed(cx, tx, case).await?;
    versions::put_in_force(cx, tx, case, cause).await?;
    if let Some(facts) = &proposal.facts {
        apply(cx, tx, case, facts, cause.on).await?;
    }
    roster::follow_adjustment(cx, tx, case, cause.paper, cause.on).await
}

/// The project says what its version in force says; the table itself keeps both alike.
async fn apply(
    cx: &Cx,
    tx: &mut Conn,
    case: &mut Case,
    facts: &ProjectFacts,
    on: Date,
) -> CommandResult<()> {
    let id = case.project.id;
    let before = ProjectFacts::of(case);
    facts.put_on(case);
    tx.exec(sql!(
        "UPDATE project SET title = ?, implementer = ?, coordinator = ?, unit_id = ?, content = ?,
             starts_on = ?, ends_on = ? WHERE id = ?",
        &facts.title,
        &facts.implementer,
        &facts.coordinator,
        facts.unit_id,
        &facts.content,
        facts.starts_on,
        facts.ends_on,
        id,
    ))
    .await?;
    if before.establishment_id == facts.establishment_id {
        return write_search(tx, &case.project).await;
    }
    write_beneficiaries(tx, &case.project, &case.beneficiaries).await?;
    case.beneficiaries = projects::beneficiaries(tx, id).await?;
    match guards::not_eligible(cx, tx, case, on).await? {
        Some(reason) => Err(CommandError::refused("condition-not-met", reason)),
        None => Ok(()),
    }
}
