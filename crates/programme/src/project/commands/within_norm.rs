//! Whether an estimate that is being entered keeps within the norms, asked before it is written.
//!
//! The answer is the one that the steps get for the same amounts. A project whose beneficiaries
//! are not known yet is not asked about: its ceiling depends on who and where they are.

use db::{Checks, CommandResult, Conn, Cx};
use kernel::EstablishmentId;
use rules::ProjectKind;

use super::costs::Estimated;
use crate::{
    ports::Ceilings,
    project::{
        adjustment::Proposal,
        case::{Case, Editing},
        ceilings::{self, Answer, Basis},
        guards::over_sentence,
        model::has_beneficiary,
        roster,
    },
};

/// Refuses amounts above a verified norm, each beside its field. Above a norm that nobody has
/// compared with its text the estimate is written all the same; the answer says so in sentences.
pub(super) async fn check(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
    lines: &[Estimated],
) -> CommandResult<Vec<String>> {
    let drafted = match case.editing() {
        Editing::Proposal => roster::draft_entries(conn, case.project.id).await?,
        _ => None,
    };
    let mut supposed = roster::with_estimate(case, drafted.as_deref(), lines);
    // An adjustment may propose another beneficiary, who has a ceiling of his own.
    if case.editing() == Editing::Proposal
        && let Some(facts) = Proposal::load(conn, case).await?.facts
    {
        facts.put_on(&mut supposed);
    }
    let mut warnings = Vec::new();
    if nobody_yet(&supposed) {
        return Ok(warnings);
    }
    let on = case.project.norm_day(cx.today());
    let norms = cx.port::<dyn Ceilings>();
    let asked = ceilings::questions(cx, conn, &supposed, on, Basis::Estimate).await?;
    let several = asked.len() > 1;
    let mut checks = Checks::new(cx.lang);
    for one in asked {
        let answer = Answer {
            name: if several { one.name } else { String::new() },
            amount: one.amount,
            assessment: norms.assess(cx, conn, one.question).await?,
        };
        if !answer.is_over() {
            continue;
        }
        let sentence = over_sentence(&answer, Basis::Estimate, cx.lang);
        match answer.assessment.verified {
            true => checks.fail(&field(case, lines, one.establishment), sentence),
            false => warnings.push(sentence),
        }
    }
    checks.done()?;
    Ok(warnings)
}

fn nobody_yet(case: &Case) -> bool {
    let needs_some =
        has_beneficiary(case.project.activity) || case.project.kind() == ProjectKind::Group;
    needs_some && case.beneficiaries.is_empty() && case.roster.entries.is_empty()
}

/// The field of the promotion money: on the line that asks for most, of the beneficiary's own where
/// there are such.
fn field(case: &Case, lines: &[Estimated], owner: Option<EstablishmentId>) -> String {
    let source = case.project.source();
    let most = |owner: Option<EstablishmentId>| {
        lines
            .iter()
            .enumerate()
            .filter(|(_, line)| owner.is_none() || line.input.establishment_id == owner)
            .filter(|(_, line)| !line.input.sources.get(source).is_zero())
            .max_by_key(|(_, line)| line.input.sources.get(source))
            .map(|(i, _)| i + 1)
    };
    let number = most(owner).or_else(|| most(None)).unwrap_or(1);
    format!("line_{number}_{}", source.code())
}
