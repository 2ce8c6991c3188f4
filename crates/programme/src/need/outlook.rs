use db::{CommandError, CommandResult, Conn, Cx};
use rules::FundingScope;

use super::Need;
use crate::ports::{Assessment, CeilingQuestion, Ceilings, EstablishmentFacts, Establishments};

/// What a need may expect from one budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlook {
    pub scope: FundingScope,
    pub assessment: Assessment,
}

/// What a need may expect from local and from national money under the norms in force today.
/// Empty when the establishment lies outside the actor's scope by now.
pub async fn outlooks(cx: &Cx, conn: &mut Conn, need: &Need) -> CommandResult<Vec<Outlook>> {
    let establishments = cx.port::<dyn Establishments>();
    let Some(facts) = establishments
        .facts(cx, conn, need.establishment_id)
        .await?
    else {
        return Ok(Vec::new());
    };
    let ceilings = cx.port::<dyn Ceilings>();
    let mut out = Vec::with_capacity(2);
    for scope in [FundingScope::Kcdp, FundingScope::Kcqg] {
        match ceilings
            .assess(cx, conn, question(cx, need, &facts, scope))
            .await
        {
            Ok(assessment) => out.push(Outlook { scope, assessment }),
            // A place that cannot be judged leaves the sheet readable.
            Err(CommandError::Invalid(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(out)
}

fn question(
    cx: &Cx,
    need: &Need,
    facts: &EstablishmentFacts,
    scope: FundingScope,
) -> CeilingQuestion {
    CeilingQuestion {
        activity: need.activity,
        variant: need.variant.clone(),
        scope,
        unit: need.unit_id,
        on: cx.today(),
        cost: need.total_cost,
        line: need.line,
        legal_form: Some(facts.legal_form.clone()),
        industries: facts.industry.iter().cloned().collect(),
        in_craft_village: facts.in_craft_village,
        is_sme: facts.is_sme,
    }
}
