use db::{CommandError, CommandResult, Cx, sql};
use kernel::{FundingSource, Lang, ProjectId, Thing, Verb};
use rules::{FundingScope, ProjectKind, workflow::Effect};

use super::store::{self, Neighbour};
use crate::project::{self, Case, CostLineInput, ProjectInput, SourceAmounts};

/// True when the project ended because its source was shifted: the step that led there says so, in
/// whatever workflow.
fn was_shifted(case: &Case) -> bool {
    let here = &case.project.state;
    case.is_ended()
        && case.definition.transitions.iter().any(|step| {
            step.effect == Some(Effect::ShiftSource)
                && step.destination(here, None) == Some(here.as_str())
        })
}

/// True when the actor may draw up the project that goes on with local money.
pub(crate) fn may_continue(cx: &Cx, case: &Case, neighbours: &[Neighbour]) -> bool {
    cx.actor.may(Verb::Create, Thing::Project)
        && was_shifted(case)
        && neighbours.iter().all(|other| other.before)
}

/// Draws up the project that goes on with local money: everything that was said of the old one, and
/// its estimate with local money in place of national money. Today's rules check it like any draft;
/// when they refuse, nothing is written.
pub async fn continue_locally(cx: &Cx, id: ProjectId) -> CommandResult<ProjectId> {
    cx.may(Verb::Create, Thing::Project)?;
    let mut tx = cx.begin().await?;
    // Two people at the same moment: the second waits here and then finds the first one's project.
    tx.exec(sql!(
        "UPDATE project SET version = version WHERE id = ?",
        id
    ))
    .await?;
    let case = Case::load(cx, &mut tx, id).await?;
    if !was_shifted(&case) {
        return Err(CommandError::refused(
            "project-not-shifted",
            cx.t(
                "Chỉ đề án đã chuyển sang khuyến công địa phương mới được tiếp tục bằng đề án mới.",
                "Only a project that was moved to local money goes on as a new one.",
            ),
        ));
    }
    let known = store::neighbours(&mut tx, id).await?;
    if let Some(next) = known.iter().find(|other| !other.before) {
        return Err(CommandError::refused(
            "project-continued",
            match cx.lang {
                Lang::Vi => format!("Đề án này đã được tiếp tục bằng đề án {}.", next.code),
                Lang::En => format!("This project already goes on as {}.", next.code),
            },
        ));
    }
    let next = project::create_in(cx, &mut tx, draft(&case)).await?;
    let lines = estimate(&case);
    if !lines.is_empty() {
        let version = Case::load(cx, &mut tx, next).await?.project.version;
        project::set_costs_in(cx, &mut tx, next, version, lines).await?;
    }
    tx.exec(sql!(
        "INSERT INTO project_continuation (project_id, continues_id) VALUES (?, ?)",
        next,
        id,
    ))
    .await?;
    tx.audit(cx, "continuation", "project", id, None::<&()>, &next)
        .await?;
    tx.commit().await?;
    Ok(next)
}

fn draft(case: &Case) -> ProjectInput {
    let old = &case.project;
    // A part of a flagship goes on alone: the frame's money is national.
    let kind = match old.kind() {
        ProjectKind::Flagship if case.beneficiaries.len() > 1 => ProjectKind::Group,
        ProjectKind::Flagship => ProjectKind::Single,
        kind => kind,
    };
    ProjectInput {
        title: old.title.clone(),
        kind: Some(kind),
        scope: Some(FundingScope::Kcdp),
        activity: Some(old.activity),
        variant: old.variant.clone(),
        line: old.line,
        year: old.year,
        province_id: Some(old.province_id),
        unit_id: old.unit_id,
        establishments: case
            .beneficiaries
            .iter()
            .map(|b| b.establishment_id)
            .collect(),
        implementer: old.implementer.clone(),
        coordinator: old.coordinator.clone(),
        background: old.background.clone(),
        goals: old.goals.clone(),
        content: old.content.clone(),
        effect: old.effect.clone(),
        starts_on: old.starts_on,
        ends_on: old.ends_on,
        ..ProjectInput::default()
    }
}

/// The estimate as it was asked for, with local money in place of national money.
fn estimate(case: &Case) -> Vec<CostLineInput> {
    let local = |line: &project::CostLine| {
        let mut sources = SourceAmounts::default();
        for source in &line.sources {
            let now = match source.source {
                FundingSource::Kcqg => FundingSource::Kcdp,
                other => other,
            };
            sources.set(now, sources.get(now) + source.balances.requested);
        }
        sources
    };
    case.lines
        .iter()
        .map(|line| CostLineInput {
            id: None,
            establishment_id: line.establishment_id,
            title: line.title.clone(),
            unit: line.unit.clone(),
            quantity: line.quantity,
            unit_price: line.unit_price,
            counted: line.counted,
            sources: local(line),
        })
        .collect()
}
