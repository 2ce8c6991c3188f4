//! Fixing the list by a paper, and what later steps do to it.

use db::{Checks, CommandError, CommandResult, Conn, Cx, Upload, sql};
use jiff::civil::Date;
use kernel::{Activity, Lang, PaperId, ProjectId, Role, Thing, Verb};
use rules::{Text, workflow::ProofKind};
use serde::{Deserialize, Serialize};

use super::{
    check::{gaps, sheet},
    entries::closed,
    model::{Entry, Mode, STEP, beneficiaries, mode},
    store,
};
use crate::{
    carried::BudgetYear,
    funding_match,
    project::{
        Case, PaperInput, ceilings,
        commands::{draft::write_beneficiaries, papers, step::record_event},
        ledger::Cause,
        plan_lines, store as projects, versions,
    },
    totals,
};

/// What the head of the Centre gives to fix a list.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct FixInput {
    /// The version of the project that was read.
    pub version: i64,
    /// The day; that of the paper when absent.
    #[schema(value_type = Option<String>, format = Date)]
    pub on: Option<Date>,
    /// Đơn vị phối hợp; needed for machines. As the project names it when empty.
    pub coordinator: String,
    pub paper: PaperInput,
}

/// The paper that fixes a list.
pub(super) fn proof() -> ProofKind {
    ProofKind {
        name: Text {
            vi: "Văn bản chốt danh sách đơn vị thụ hưởng và thông số".to_owned(),
            en: "Paper that fixes beneficiaries and specifications".to_owned(),
        },
        required: true,
        file: false,
        kind: None,
    }
}

/// Fixes the list: nothing is missing, everybody is eligible and within the ceiling, and together they
/// get no more than the project was allotted. Their money moves to lines of their own.
pub async fn fix(
    cx: &Cx,
    id: ProjectId,
    input: FixInput,
    upload: Option<&Upload>,
) -> CommandResult<()> {
    cx.may(Verb::Decide, Thing::Project)?;
    if cx.actor.role != Role::CentreHead {
        return Err(CommandError::Forbidden(
            cx.t(
                "Giám đốc Trung tâm chốt danh sách đơn vị thụ hưởng.",
                "The head of the Centre fixes the list of beneficiaries.",
            )
            .to_owned(),
        ));
    }
    let mut tx = cx.begin().await?;
    let mut case = Case::load(cx, &mut tx, id).await?;
    if mode(&case) != Mode::Drafting {
        return Err(not_now(cx, &case));
    }
    if input.version != case.project.version {
        return Err(CommandError::Stale);
    }
    let kind = proof();
    // No series numbers this paper; it brings its own number.
    let mut input = input;
    input.paper.next_number = false;
    let mut checks = Checks::new(cx.lang);
    let proof = papers::check(&mut checks, cx, &kind, &input.paper, upload.is_some());
    let coordinator = checks.optional_text("coordinator", &input.coordinator, 500);
    let coordinator = match coordinator.is_empty() {
        true => case.project.coordinator.clone(),
        false => coordinator,
    };
    if coordinator.is_empty() && case.project.activity == Activity::A3b {
        let text = checks.t(
            "Đề án nhóm về máy móc cần đơn vị phối hợp trước khi ký hợp đồng.",
            "A group project of machines names its coordinating unit before the contract.",
        );
        checks.fail("coordinator", text.to_owned());
    }
    let given = input.on.or(input.paper.signed_on).unwrap_or(cx.today());
    let on = checks.date("on", Some(given), Some(cx.today()));
    let found = sheet(cx, &mut tx, &case, true).await?;
    for gap in gaps(&case, &found, cx.lang) {
        checks.fail("", gap);
    }
    checks.done()?;
    let Some(proof) = proof else {
        return Err(CommandError::NotFound);
    };
    let entries: Vec<Entry> = found.entries.into_iter().map(|j| j.entry).collect();
    store::write_draft(cx, &mut tx, id, &entries).await?;
    let paper = papers::write(cx, &mut tx, id, STEP, &kind, &proof).await?;
    papers::write_file(cx, &mut tx, id, paper, upload, input.paper.file_id).await?;
    let before = case.project.clone();
    let money_before = case.promotion();
    move_money(cx, &mut tx, &case, on, paper).await?;
    put_in_force(cx, &mut tx, &case, paper, on).await?;
    let changed = tx
        .exec(sql!(
            "UPDATE project SET coordinator = ?, version = version + 1
              WHERE id = ? AND version = ?",
            &coordinator,
            id,
            input.version,
        ))
        .await?;
    if changed == 0 {
        return Err(CommandError::Stale);
    }
    case = Case::load(cx, &mut tx, id).await?;
    let day = case.project.norm_day(on);
    ceilings::keep(cx, &mut tx, &case, STEP, day).await?;
    funding_match::keep(cx, &mut tx, &case, STEP, on).await?;
    let money = case.promotion();
    plan_lines::move_taken(
        cx,
        &mut tx,
        (before.plan_line_id, money_before.allotted),
        (case.project.plan_line_id, money.allotted),
    )
    .await?;
    let place = totals::Place::of(&before);
    totals::move_project(
        &mut tx,
        Some((place, totals::Figures::of(&before, &money_before))),
        (place, totals::Figures::of(&case.project, &money)),
    )
    .await?;
    let state = &case.project.state;
    record_event(
        cx,
        &mut tx,
        id,
        STEP,
        Some(state),
        state,
        on,
        "",
        "",
        Some(paper),
    )
    .await?;
    let after = projects::find(&mut tx, &cx.actor.scope, id).await?;
    tx.audit(cx, STEP, "project", id, Some(&before), &(after, &entries))
        .await?;
    tx.commit().await?;
    Ok(())
}

fn not_now(cx: &Cx, case: &Case) -> CommandError {
    if mode(case) == Mode::Closed {
        return closed(cx, case);
    }
    let state = case.state_name(cx.lang);
    CommandError::refused(
        "fixing-not-open",
        match cx.lang {
            Lang::Vi => format!(
                "Đề án đang ở “{state}”; danh sách được chốt sau khi giao kế hoạch, trước khi ký hợp đồng."
            ),
            Lang::En => format!(
                "The project is in “{state}”; the list is fixed after the allotment and before the contract."
            ),
        },
    )
}

/// Puts the estimate that was drawn up with the list in force, if one was.
async fn move_money(
    cx: &Cx,
    tx: &mut Conn,
    case: &Case,
    on: Date,
    paper: PaperId,
) -> CommandResult<()> {
    if versions::proposed(tx, case.project.id).await?.is_none() {
        return Ok(());
    }
    let cause = Cause {
        project: case.project.id,
        year: case.project.year,
        budget: BudgetYear::of_plan(case.project.year),
        step: STEP,
        on,
        paper: Some(paper),
    };
    versions::put_in_force(cx, tx, case, &cause).await
}

/// The draft becomes the list in force, and its establishments the beneficiaries of the project.
async fn put_in_force(
    cx: &Cx,
    tx: &mut Conn,
    case: &Case,
    paper: PaperId,
    on: Date,
) -> CommandResult<()> {
    let project = &case.project;
    let Some(number) = store::draft(tx, project.id).await? else {
        return Ok(());
    };
    let entries = store::entries(tx, project.id, number).await?;
    write_beneficiaries(tx, project, &beneficiaries(&entries, project.province_id)).await?;
    store::put_in_force(cx, tx, project.id, number, paper, on).await
}

/// What the decision on an adjustment does to the list: the one proposed with it takes the place of
/// the one in force, by the paper of the decision; otherwise it is refused.
pub(in crate::project) async fn follow_adjustment(
    cx: &Cx,
    tx: &mut Conn,
    case: &mut Case,
    agreed: Option<PaperId>,
    on: Date,
) -> CommandResult<()> {
    let Some(paper) = agreed else {
        // A first list that was never fixed goes on; only a change of a fixed one is refused.
        return match case.roster.fixed {
            Some(_) => store::refuse(tx, case.project.id).await,
            None => Ok(()),
        };
    };
    put_in_force(cx, tx, case, paper, on).await?;
    case.beneficiaries = projects::beneficiaries(tx, case.project.id).await?;
    case.roster = store::load(tx, &case.project).await?;
    Ok(())
}

/// A project whose money was taken back is drawn up anew, and so is its list.
pub(in crate::project) async fn reopen(tx: &mut Conn, case: &mut Case) -> CommandResult<()> {
    store::supersede(tx, case.project.id).await?;
    case.roster = store::load(tx, &case.project).await?;
    Ok(())
}

/// Leaves in the draft only establishments that the edited project still names, and adds those that
/// it newly names.
pub(in crate::project) async fn follow_edit(
    cx: &Cx,
    tx: &mut Conn,
    case: &Case,
) -> CommandResult<()> {
    let id = case.project.id;
    let Some(number) = store::draft(tx, id).await? else {
        return Ok(());
    };
    let mut entries = store::entries(tx, id, number).await?;
    let named = projects::beneficiaries(tx, id).await?;
    entries.retain(|entry| {
        entry
            .establishment_id
            .is_none_or(|e| named.iter().any(|b| b.establishment_id == e))
    });
    let fresh = store::of_beneficiaries(&case.project, &named, &case.lines);
    for entry in fresh {
        if !entries
            .iter()
            .any(|e| e.establishment_id == entry.establishment_id)
        {
            entries.push(entry);
        }
    }
    store::write_draft(cx, tx, id, &entries).await
}
