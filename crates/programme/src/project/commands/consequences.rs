//! What follows from the money and the records of a step in the other records of the project.

use db::{CommandError, CommandResult, Conn, Cx};
use rules::workflow::Effect;

use crate::{
    debt, execution,
    project::{case::Case, ledger::Cause, limits},
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
        Effect::FollowUp => execution::follow_up::visited(cx, tx, case, cause).await,
        _ => Ok(()),
    }
}
