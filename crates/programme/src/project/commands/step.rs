//! The one engine that takes a project along its workflow.

use db::{Checks, CommandError, CommandResult, Conn, Cx, Upload, sql};
use jiff::civil::Date;
use kernel::{BasisPoints, Lang, PaperId, PlanLineId, ProjectId, Thing, Verb};
use rules::workflow::{Effect, Guard, Transition};
use serde::{Deserialize, Serialize};

use super::{
    consequences,
    days::plausible,
    effects::{self, AmountInput},
    items::{self, ItemInput, ResultInput},
    papers::{self, PaperInput, Proof},
};
use crate::{
    carried::BudgetYear,
    duties, execution, flagship, funding_match,
    ports::{Acceptances, AcceptedItem, AcceptedProject},
    project::{
        adjustment,
        case::{Case, Editing, editing},
        ceilings::{self, Basis},
        guards,
        ledger::{self, Cause},
        limits,
        model::MoneyKind,
        plan_lines, roster, store, supplement, versions,
    },
    totals,
};

/// What somebody gives to take a step.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct StepInput {
    /// The version of the project that was read; a newer one refuses the step.
    pub version: i64,
    /// The day of the step; that of the paper, or today, when absent.
    #[schema(value_type = Option<String>, format = Date)]
    pub on: Option<Date>,
    pub paper: PaperInput,
    pub reason: String,
    pub note: String,
    /// Amounts by line and source, where the step moves money. Empty: as the step proposes.
    pub amounts: Vec<AmountInput>,
    /// What is to be accepted, in place of the list so far.
    pub items: Vec<ItemInput>,
    /// Results by indicator, in place of those so far.
    pub results: Vec<ResultInput>,
    /// The line of the annual plan that carries the project.
    pub plan_line_id: Option<PlanLineId>,
    /// The share of the contract that may be advanced, in whole percent, if the contract says so.
    pub advance_percent: Option<i64>,
    /// By when what was advanced has to come back, where the step asks to stop the project; the end
    /// of the year when absent.
    #[schema(value_type = Option<String>, format = Date)]
    pub due_on: Option<Date>,
}

/// Takes a step: who may, whether the state allows it, what must hold, its paper, its money, and
/// the audit record, all or nothing. `upload` is the scanned paper.
pub async fn take(
    cx: &Cx,
    id: ProjectId,
    code: &str,
    input: StepInput,
    upload: Option<&Upload>,
) -> CommandResult<()> {
    cx.may(Verb::Decide, Thing::Project)?;
    let mut tx = cx.begin().await?;
    let case = Case::load(cx, &mut tx, id).await?;
    if let Some(step) = case.definition.transition(code) {
        execution::refuse_bare(cx, &case, step)?;
    }
    take_in(cx, &mut tx, id, code, input, upload).await?;
    tx.commit().await?;
    Ok(())
}

/// The same within a transaction, for records that are written together with a step: a report, an
/// inspection, a visit. Answers with the paper that was recorded.
pub(crate) async fn take_in(
    cx: &Cx,
    tx: &mut Conn,
    id: ProjectId,
    code: &str,
    input: StepInput,
    upload: Option<&Upload>,
) -> CommandResult<Option<PaperId>> {
    let mut case = Case::load(cx, tx, id).await?;
    let step = allowed(cx, &case, code)?;
    if input.version != case.project.version {
        return Err(CommandError::Stale);
    }
    if leaves_proposal(&case, &step) {
        adjustment::may_decide(cx, tx, &case, &step).await?;
    }
    let Checked { mut proof, on } = check(cx, &case, &step, &input, upload.is_some())?;
    plan_lines::check(cx, tx, &case, input.plan_line_id).await?;
    let budget = match step.effect {
        Some(Effect::Advance | Effect::Pay) => limits::spending(cx, tx, &case, on).await?,
        Some(Effect::Recover) => limits::returning(cx, tx, &case, on).await?,
        _ => BudgetYear::of_plan(case.project.year),
    };
    let before = case.project.clone();
    let money_before = case.promotion();
    advance(cx, tx, &mut case, &step, &input, on).await?;
    for guard in step.guards.iter().filter(|g| !guards::after_effect(**g)) {
        require(cx, tx, &case, &step, *guard, on).await?;
    }
    if let Some(proof) = &mut proof {
        papers::number(cx, tx, &case, &step.proof, &input.paper, proof).await?;
    }
    let paper = match &proof {
        Some(proof) => Some(papers::write(cx, tx, id, code, &step.proof, proof).await?),
        None => None,
    };
    if let Some(paper) = paper {
        papers::write_file(cx, tx, id, paper, upload, input.paper.file_id).await?;
    }
    let cause = Cause {
        project: id,
        year: case.project.year,
        budget,
        step: &step.code,
        on,
        paper,
    };
    apply(cx, tx, &mut case, &step, &input, &cause).await?;
    consequences::of_state(cx, tx, &before.state, &case, &input, &cause).await?;
    for guard in step.guards.iter().filter(|g| guards::after_effect(**g)) {
        require(cx, tx, &case, &step, *guard, on).await?;
    }
    if step.guards.contains(&Guard::WithinCeiling) {
        ceilings::keep(cx, tx, &case, code, case.project.norm_day(on)).await?;
    }
    if step.guards.contains(&Guard::NoDoubleFunding) {
        funding_match::keep(cx, tx, &case, code, on).await?;
    }
    let money = case.promotion();
    plan_lines::move_taken(
        cx,
        tx,
        (before.plan_line_id, money_before.allotted),
        (case.project.plan_line_id, money.allotted),
    )
    .await?;
    totals::move_project(
        tx,
        Some((
            totals::Place::of(&before),
            totals::Figures::of(&before, &money_before),
        )),
        (
            totals::Place::of(&case.project),
            totals::Figures::of(&case.project, &money),
        ),
    )
    .await?;
    record_event(
        cx,
        tx,
        id,
        code,
        Some(&before.state),
        &case.project.state,
        on,
        &input.reason,
        &input.note,
        paper,
    )
    .await?;
    flagship::parts::follow_step(cx, tx, &case).await?;
    supplement::follow(cx, tx, &before, &case, &input, on).await?;
    duties::keep(cx, tx, id).await?;
    let after = store::find(tx, &cx.actor.scope, id).await?;
    tx.audit(cx, code, "project", id, Some(&before), &after)
        .await?;
    Ok(paper)
}

/// The step, if it exists for this role and state; else a sentence on what is possible.
fn allowed(cx: &Cx, case: &Case, code: &str) -> CommandResult<Transition> {
    let Some(step) = case.definition.transition(code) else {
        return Err(CommandError::NotFound);
    };
    let name = step.name.get(cx.lang);
    if !step.roles.contains(&cx.actor.role) {
        let roles: Vec<_> = step.roles.iter().map(|r| r.label(cx.lang)).collect();
        let roles = roles.join(", ");
        return Err(CommandError::Forbidden(match cx.lang {
            Lang::Vi => format!("Bước “{name}” do vai trò sau thực hiện: {roles}."),
            Lang::En => format!("The step “{name}” is taken by: {roles}."),
        }));
    }
    if step.from.contains(&case.project.state) {
        return Ok(step.clone());
    }
    let state = case.state_name(cx.lang);
    let possible: Vec<_> = case
        .definition
        .exits(&case.project.state)
        .map(|t| format!("“{}”", t.name.get(cx.lang)))
        .collect();
    Err(CommandError::refused(
        "step-not-possible",
        match (cx.lang, possible.is_empty()) {
            (Lang::Vi, true) => {
                format!("Đề án đã ở “{state}”, là điểm kết thúc; không có bước “{name}”.")
            }
            (Lang::En, true) => {
                format!("The project is in “{state}”, an end; “{name}” cannot be taken.")
            }
            (Lang::Vi, false) => format!(
                "Đề án đang ở “{state}” nên chưa làm được bước “{name}”. Lúc này có: {}.",
                possible.join(", ")
            ),
            (Lang::En, false) => format!(
                "The project is in “{state}”, so “{name}” cannot be taken. Possible now: {}.",
                possible.join(", ")
            ),
        },
    ))
}

struct Checked {
    proof: Option<Proof>,
    on: Date,
}

/// Judges everything a person typed at once.
fn check(
    cx: &Cx,
    case: &Case,
    step: &Transition,
    input: &StepInput,
    has_upload: bool,
) -> CommandResult<Checked> {
    let mut checks = Checks::new(cx.lang);
    let proof = papers::check(&mut checks, cx, &step.proof, &input.paper, has_upload);
    let reason = checks.optional_text("reason", &input.reason, 2_000);
    if step.needs_reason && reason.is_empty() {
        let text = checks.t("Bước này cần nêu lý do.", "This step needs a reason.");
        checks.fail("reason", text.to_owned());
    }
    checks.optional_text("note", &input.note, 4_000);
    let signed_on = proof
        .as_ref()
        .map(|p| p.signed_on)
        .filter(|d| *d != Date::ZERO);
    let on = input.on.or(signed_on).unwrap_or(cx.today());
    checks.date("on", Some(on), Some(cx.today()));
    if on < case.project.drafted_on {
        let day = kernel::format_date(case.project.drafted_on);
        let field = if input.on.is_some() {
            "on"
        } else {
            "paper_signed_on"
        };
        let text = match cx.lang {
            Lang::Vi => format!("Ngày này đứng trước ngày lập đề án ({day})."),
            Lang::En => format!("This day lies before the project was drawn up ({day})."),
        };
        checks.fail(field, text);
    }
    if step.effect == Some(Effect::RecordAcceptanceItems) {
        items::check(&mut checks, cx, case, &input.items);
    }
    items::check_results(&mut checks, &input.results);
    if let Some(percent) = input.advance_percent {
        checks.number("advance_percent", percent, 0, 100);
    }
    if input.due_on.is_some_and(|due| due < on) {
        let text = checks.t(
            "Hạn nộp lại đứng trước ngày của bước này.",
            "This day lies before that of the step.",
        );
        checks.fail("due_on", text.to_owned());
    }
    plausible(&mut checks, "due_on", input.due_on);
    checks.done()?;
    Ok(Checked { proof, on })
}

/// Moves the state. The write repeats the old state and version, so of two people at once one is
/// told that the project changed; it also locks the row until the end.
async fn advance(
    cx: &Cx,
    tx: &mut Conn,
    case: &mut Case,
    step: &Transition,
    input: &StepInput,
    on: Date,
) -> CommandResult<()> {
    let project = &mut case.project;
    let to = step
        .destination(&project.state, project.origin_state.as_deref())
        .ok_or_else(|| {
            CommandError::refused(
                "origin-unknown",
                cx.t(
                    "Không rõ trạng thái trước đó để quay về.",
                    "The state to go back to is not known.",
                ),
            )
        })?
        .to_owned();
    let origin = if step.is_event() {
        project.origin_state.clone()
    } else {
        case.definition
            .remembers_origin(&to)
            .then(|| project.state.clone())
    };
    let approved_on = match step.effect {
        Some(Effect::Allot) => Some(on),
        Some(Effect::Release) => None,
        _ => project.approved_on,
    };
    let accepted_on = match step.effect {
        Some(Effect::Accept) => Some(on),
        _ => project.accepted_on,
    };
    let limit = input
        .advance_percent
        .filter(|_| step.effect == Some(Effect::Commit))
        .map(|percent| BasisPoints::percent(percent).0)
        .or(project.advance_limit_bp);
    let plan_line = match step.effect {
        Some(Effect::Release) => None,
        _ => input.plan_line_id.or(project.plan_line_id),
    };
    let since = if to == project.state {
        project.state_since
    } else {
        on
    };
    let moved = tx
        .exec(sql!(
            "UPDATE project SET state = ?, origin_state = ?, state_since = ?, approved_on = ?,
                 accepted_on = ?, advance_limit_bp = ?, plan_line_id = ?, version = version + 1
              WHERE id = ? AND state = ? AND version = ?",
            &to,
            origin.clone(),
            since,
            approved_on,
            accepted_on,
            limit,
            plan_line,
            project.id,
            &project.state,
            project.version,
        ))
        .await?;
    if moved == 0 {
        return Err(CommandError::Stale);
    }
    project.state = to;
    project.origin_state = origin;
    project.state_since = since;
    project.approved_on = approved_on;
    project.accepted_on = accepted_on;
    project.advance_limit_bp = limit;
    project.plan_line_id = plan_line;
    project.version += 1;
    Ok(())
}

async fn require(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
    step: &Transition,
    guard: Guard,
    on: Date,
) -> CommandResult<()> {
    let finding = guards::judge(cx, conn, case, step, guard, on).await?;
    if finding.met {
        return Ok(());
    }
    // A ceiling and the estimate are mistakes in figures; the rest is the state of things.
    Err(match guard {
        Guard::NotOwnProject | Guard::NationalCentre => CommandError::Forbidden(finding.sentence),
        Guard::WithinCeiling => CommandError::field("amounts", finding.sentence),
        Guard::PlanLineExists => CommandError::field("plan_line_id", finding.sentence),
        Guard::ResultsRecorded => CommandError::field("result_1_name", finding.sentence),
        Guard::AdvancesWithinLimit => CommandError::field("amounts", finding.sentence),
        _ => CommandError::refused("condition-not-met", finding.sentence),
    })
}

/// Writes what the step does to records and money.
async fn apply(
    cx: &Cx,
    tx: &mut Conn,
    case: &mut Case,
    step: &Transition,
    input: &StepInput,
    cause: &Cause<'_>,
) -> CommandResult<()> {
    let on = cause.on;
    if !input.results.is_empty() {
        items::replace_results(tx, case, &input.results).await?;
    }
    if step.effect == Some(Effect::RecordAcceptanceItems) {
        items::replace(cx, tx, case, &input.items).await?;
    }
    if let Some(effect) = step.effect {
        let movements = effects::movements(cx, case, effect, &input.amounts)?;
        ledger::post(cx, tx, cause, &movements).await?;
        if effect == Effect::Adjust {
            adjustment::put_in_force(cx, tx, case, cause).await?;
        }
        case.refresh(tx).await?;
        match effect {
            Effect::Release => {
                versions::refuse(tx, case.project.id).await?;
                roster::reopen(tx, case).await?;
            }
            Effect::Plan => {
                versions::freeze(cx, tx, case).await?;
            }
            Effect::Accept => accepted(cx, tx, case, on).await?,
            _ => {}
        }
        consequences::of(cx, tx, case, effect, cause).await?;
    } else if leaves_proposal(case, step) {
        // Leaving the wait for an adjustment by any other way ends the proposal.
        versions::refuse(tx, case.project.id).await?;
        roster::follow_adjustment(cx, tx, case, None, on).await?;
    }
    if case.is_broken_off() {
        items::release(tx, case).await?;
    }
    Ok(())
}

/// True for a step out of a state that collects the proposal of an adjustment.
fn leaves_proposal(case: &Case, step: &Transition) -> bool {
    let waits = |state: &String| editing(&case.definition, state) == Editing::Proposal;
    !step.is_event() && step.from.iter().any(waits)
}

/// The accepted support keeps within the ceiling for the accepted cost, and the registers take
/// over what was accepted.
async fn accepted(cx: &Cx, tx: &mut Conn, case: &Case, on: Date) -> CommandResult<()> {
    if let Some(over) = guards::over_ceiling(cx, tx, case, on, Basis::Accepted).await? {
        return Err(CommandError::field("amounts", over));
    }
    let items = store::items(tx, case.project.id).await?;
    let project = &case.project;
    let accepted = AcceptedProject {
        project_id: project.id,
        code: project.code.clone(),
        title: project.title.clone(),
        activity: project.activity,
        scope: project.funding(),
        province_id: project.province_id,
        unit_id: project.unit_id,
        establishment_ids: case
            .beneficiaries
            .iter()
            .map(|b| b.establishment_id)
            .collect(),
        accepted_on: on,
        items: items
            .into_iter()
            .map(|item| AcceptedItem {
                establishment_id: item.establishment_id,
                name: item.name,
                model: item.model,
                serial: item.serial,
                maker: item.maker,
                origin: item.origin,
                made_year: item.made_year,
                quantity: item.quantity,
                price: item.price,
                invoice_no: item.invoice_no,
                invoice_on: item.invoice_on,
            })
            .collect(),
        support: case.promotion().get(MoneyKind::Accept),
    };
    cx.port::<dyn Acceptances>()
        .accepted(cx, tx, accepted)
        .await
}

/// Writes an event of the project's history.
#[expect(
    clippy::too_many_arguments,
    reason = "the columns of one row, each named at its place"
)]
pub(crate) async fn record_event(
    cx: &Cx,
    tx: &mut Conn,
    id: ProjectId,
    step: &str,
    from: Option<&str>,
    to: &str,
    on: Date,
    reason: &str,
    note: &str,
    paper: Option<PaperId>,
) -> CommandResult<()> {
    tx.exec(sql!(
        "INSERT INTO project_event (id, project_id, step, from_state, to_state, on_date, reason,
             note, paper_id, account_id, actor, role, at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        cx.new_id::<()>(),
        id,
        step,
        from.map(str::to_owned),
        to,
        on,
        kernel::clean(reason),
        kernel::clean(note),
        paper,
        cx.actor.account,
        &cx.actor.name,
        cx.actor.role.code(),
        cx.now(),
    ))
    .await?;
    Ok(())
}
