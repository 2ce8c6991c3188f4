//! What the norms allow a project: one question per beneficiary, or one for the whole.

use db::{CommandResult, Conn, Cx, sql};
use jiff::civil::Date;
use kernel::{Dong, EstablishmentId};

use super::{
    adjustment::Proposal,
    case::{Case, Editing},
    model::{CostLine, has_beneficiary},
    roster,
};
use crate::ports::{Assessment, CeilingQuestion, Ceilings, EstablishmentFacts, Establishments};

/// Which amounts a ceiling is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Basis {
    /// What is asked for, or what is planned once an appraisal has fixed it, against the estimate.
    Estimate,
    /// The accepted support against the accepted cost.
    Accepted,
}

/// One question with the money it is about.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub establishment: Option<EstablishmentId>,
    /// Whom it is about; empty for the whole project.
    pub name: String,
    pub question: CeilingQuestion,
    pub amount: Dong,
}

/// A question and its answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The beneficiary's name, when there are several.
    pub name: String,
    pub amount: Dong,
    pub assessment: Assessment,
}

impl Answer {
    pub fn is_over(&self) -> bool {
        self.assessment.ceiling.is_some_and(|c| self.amount > c)
    }
}

/// What the norms of a day allow for the estimate.
pub(crate) async fn estimate_answers(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
    on: Date,
) -> CommandResult<Vec<Answer>> {
    answers(cx, conn, case, on, Basis::Estimate).await
}

/// The questions a project raises on a day. A group project is asked for each beneficiary by
/// itself: one cap is never applied to the group.
pub(super) async fn questions(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
    on: Date,
    basis: Basis,
) -> CommandResult<Vec<Asked>> {
    if counts(case)
        && let Some(asked) = roster::questions(cx, conn, case, on, basis).await?
    {
        return Ok(asked);
    }
    let register = cx.port::<dyn Establishments>();
    let each =
        case.beneficiaries.len() > 1 && case.lines.iter().any(|l| l.establishment_id.is_some());
    if case.beneficiaries.is_empty() || !has_beneficiary(case.project.activity) {
        return Ok(vec![ask(case, None, case.lines.iter(), on, basis)]);
    }
    let mut asked = Vec::new();
    for beneficiary in &case.beneficiaries {
        let id = beneficiary.establishment_id;
        let facts = register.facts(cx, conn, id).await?;
        if !each {
            let mut one = ask(case, facts.as_ref(), case.lines.iter(), on, basis);
            // Without lines per beneficiary, the cost is shared evenly by the group.
            let n = case.beneficiaries.len() as i64;
            one.question.cost = Dong(one.question.cost.0 / n);
            one.amount = Dong(one.amount.0.div_euclid(n) + i64::from(one.amount.0 % n > 0));
            one.establishment = Some(id);
            one.name = beneficiary.name.clone();
            asked.push(one);
            continue;
        }
        let own = case.lines.iter().filter(|l| l.establishment_id == Some(id));
        let mut one = ask(case, facts.as_ref(), own, on, basis);
        one.establishment = Some(id);
        one.name = beneficiary.name.clone();
        asked.push(one);
    }
    Ok(asked)
}

/// Whether the list of beneficiaries goes with the estimate as it stands: a draft beside money that
/// was given already does not yet.
fn counts(case: &Case) -> bool {
    case.roster.goes_with_estimate || case.editing() == Editing::Direct
}

pub(super) fn ask<'a>(
    case: &Case,
    facts: Option<&EstablishmentFacts>,
    lines: impl Iterator<Item = &'a CostLine> + Clone,
    on: Date,
    basis: Basis,
) -> Asked {
    let project = &case.project;
    let fixed = !case.promotion().planned.is_zero();
    let amount = lines
        .clone()
        .map(|line| line.of(project.source()))
        .map(|b| match (basis, fixed) {
            (Basis::Accepted, _) => b.accepted,
            (Basis::Estimate, true) => b.planned,
            (Basis::Estimate, false) => b.requested,
        })
        .sum();
    let cost = lines
        .filter(|line| line.counted)
        .map(|line| match basis {
            Basis::Estimate => line.amount,
            Basis::Accepted => line.sources.iter().map(|s| s.balances.accepted).sum(),
        })
        .sum();
    Asked {
        establishment: None,
        name: String::new(),
        question: question_of(case, facts, on, cost),
        amount,
    }
}

fn question_of(
    case: &Case,
    facts: Option<&EstablishmentFacts>,
    on: Date,
    cost: Dong,
) -> CeilingQuestion {
    let project = &case.project;
    CeilingQuestion {
        activity: project.activity,
        variant: project.variant.clone(),
        scope: project.funding(),
        unit: facts.map_or(project.unit_id.unwrap_or(project.province_id), |f| {
            f.unit_id
        }),
        on,
        cost,
        line: project.line,
        legal_form: facts.map(|f| f.legal_form.clone()),
        industries: facts.and_then(|f| f.industry.clone()).into_iter().collect(),
        in_craft_village: facts.is_some_and(|f| f.in_craft_village),
        is_sme: facts.and_then(|f| f.is_sme),
    }
}

/// Asks the norms; nothing is kept.
pub(super) async fn answers(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
    on: Date,
    basis: Basis,
) -> CommandResult<Vec<Answer>> {
    let norms = cx.port::<dyn Ceilings>();
    let mut answers = Vec::new();
    let all = questions(cx, conn, case, on, basis).await?;
    let several = all.len() > 1;
    for asked in all {
        let assessment = norms.assess(cx, conn, asked.question).await?;
        answers.push(Answer {
            name: if several { asked.name } else { String::new() },
            amount: asked.amount,
            assessment,
        });
    }
    Ok(answers)
}

/// What the norms of today allow the estimate, or the one proposed with an adjustment; nothing is
/// kept.
pub async fn ceilings_today(cx: &Cx, conn: &mut Conn, case: &Case) -> CommandResult<Vec<Answer>> {
    let day = case.project.norm_day(cx.today());
    if case.editing() != Editing::Proposal {
        return answers(cx, conn, case, day, Basis::Estimate).await;
    }
    let supposed = Proposal::load(conn, case).await?.supposed(case);
    answers(cx, conn, &supposed, day, Basis::Estimate).await
}

/// Keeps the decisions on the ceilings that a step rests on, so that each can be replayed.
pub(super) async fn keep(
    cx: &Cx,
    tx: &mut Conn,
    case: &Case,
    step: &str,
    on: Date,
) -> CommandResult<()> {
    let norms = cx.port::<dyn Ceilings>();
    let all = questions(cx, tx, case, on, Basis::Estimate).await?;
    let several = all.len() > 1;
    for asked in all {
        let answer = norms.assess(cx, tx, asked.question.clone()).await?;
        let id = case.project.id.to_string();
        let ceiling_id = norms.keep(cx, tx, asked.question, "project", id).await?;
        tx.exec(sql!(
            "INSERT INTO project_ceiling (id, project_id, step, name, on_date, establishment_id,
                 ceiling_id, asked, ceiling, equation, article, verified, at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            cx.new_id::<()>(),
            case.project.id,
            step,
            if several { asked.name } else { String::new() },
            on,
            asked.establishment,
            ceiling_id,
            asked.amount,
            answer.ceiling,
            answer.equation,
            answer.article,
            answer.verified,
            cx.now(),
        ))
        .await?;
    }
    Ok(())
}
