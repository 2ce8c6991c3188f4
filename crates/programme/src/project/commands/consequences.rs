//! What follows from the money and the records of a step in the other records of the project.

use db::{CommandError, CommandResult, Conn, Cx};
use rules::workflow::Effect;

use super::step::StepInput;
use crate::{
    debt, execution,
    project::{
        case::{Case, decides_on_stop, may_stop},
        ledger::Cause,
        limits,
    },
    settlement,
};

pub(super) async fn of(
    cx: &Cx,
    tx: &mut Conn,
    case: &mut Case,
    effect: Effect,
    cause: &Cause<'_>,
) -> CommandResult<()> {
    match effect {
        Effect::Accept => {
            execution::request::none_open(cx, tx, case).await?;
            execution::follow_up::schedule(cx, tx, case, cause.on).await
        }
        Effect::Adjust => {
            // A smaller contract may be advanced less.
            let advances = limits::advances(cx, tx, case, cause.on).await?;
            if !advances.met {
                return Err(CommandError::refused(
                    "condition-not-met",
                    advances.sentence,
                ));
            }
            execution::agreement::annex(tx, case, cause).await
        }
        Effect::Liquidate => debt::of_liquidation(cx, tx, case, cause).await,
        Effect::Recover => {
            debt::came_back(cx, tx, case, cause).await?;
            case.refresh(tx).await?;
            Ok(())
        }
        Effect::Settle => settlement::settled(cx, case),
        _ => Ok(()),
    }
}

/// What follows from entering a state or leaving it: a project that is to be stopped owes what was
/// advanced, and owes it no more when it goes on after all.
pub(super) async fn of_state(
    cx: &Cx,
    tx: &mut Conn,
    from: &str,
    case: &Case,
    input: &StepInput,
    cause: &Cause<'_>,
) -> CommandResult<()> {
    let to = case.project.state.as_str();
    if from == to {
        return Ok(());
    }
    let definition = &case.definition;
    if decides_on_stop(definition, to) {
        let due_on = input.due_on.unwrap_or(cause.on.last_of_year());
        return debt::of_stop(cx, tx, case, cause, &input.reason, due_on).await;
    }
    if may_stop(definition, from) && !may_stop(definition, to) && !case.is_broken_off() {
        return debt::withdraw(tx, case, cause).await;
    }
    Ok(())
}
