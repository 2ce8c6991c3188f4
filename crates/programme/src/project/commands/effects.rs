use db::{Checks, CommandError, CommandResult, Cx};
use kernel::{CostLineId, Dong, FundingSource, Lang};
use rules::workflow::Effect;
use serde::{Deserialize, Serialize};

use crate::project::{
    case::Case,
    ledger::{Movement, amount_field},
    model::{Balances, MoneyKind},
};

/// An amount for one source of one cost line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct AmountInput {
    pub line_id: CostLineId,
    pub source: FundingSource,
    pub amount: Dong,
}

/// The balance that a person states amounts for in a step with this effect; None when the effect
/// moves money by itself or not at all.
pub fn stated(effect: Effect) -> Option<MoneyKind> {
    match effect {
        Effect::Plan => Some(MoneyKind::Plan),
        Effect::Allot => Some(MoneyKind::Allot),
        Effect::Commit => Some(MoneyKind::Commit),
        Effect::Advance => Some(MoneyKind::Advance),
        Effect::Accept => Some(MoneyKind::Accept),
        Effect::Settle => Some(MoneyKind::Settle),
        Effect::Pay => Some(MoneyKind::Pay),
        Effect::Recover => Some(MoneyKind::Recover),
        Effect::RecordAcceptanceItems
        | Effect::Liquidate
        | Effect::Adjust
        | Effect::Release
        | Effect::ShiftSource
        | Effect::Stop
        | Effect::FollowUp => None,
    }
}

/// The amount a step proposes for one source of a line: what the step before left to do.
pub(crate) fn proposed(kind: MoneyKind, source: FundingSource, now: &Balances) -> Dong {
    let promotion = source.is_promotion();
    let left = |goal: Dong, done: Dong| (goal - done).max(Dong::ZERO);
    match kind {
        MoneyKind::Plan => left(now.requested, now.planned),
        MoneyKind::Accept if promotion => left(now.committed, now.accepted),
        MoneyKind::Accept => left(now.planned, now.accepted),
        _ if !promotion => Dong::ZERO,
        MoneyKind::Allot => left(now.planned, now.allotted),
        MoneyKind::Commit => left(now.allotted, now.committed),
        // How much to advance is agreed case by case; nothing can be proposed.
        MoneyKind::Advance => Dong::ZERO,
        MoneyKind::Settle => left(now.provable(), now.settled),
        MoneyKind::Pay => now.due().max(Dong::ZERO),
        MoneyKind::Recover => (-now.due()).max(Dong::ZERO),
    }
}

/// True when a person states the amount of this source for this balance. Money outside the
/// programme is planned as it was asked for, and its accepted part is stated.
pub(crate) fn is_stated(kind: MoneyKind, source: FundingSource) -> bool {
    source.is_promotion() || kind == MoneyKind::Accept
}

/// The movements of a step, from the amounts that were stated, or as proposed when none were.
pub(super) fn movements(
    cx: &Cx,
    case: &Case,
    effect: Effect,
    amounts: &[AmountInput],
) -> CommandResult<Vec<Movement>> {
    match effect {
        Effect::Release | Effect::ShiftSource => Ok(give_back(case, |_| Dong::ZERO, true)),
        // What was advanced stays on record; the rest is free again.
        Effect::Stop => Ok(give_back(case, |now| now.advanced, false)),
        _ => match stated(effect) {
            Some(kind) => state_amounts(cx, case, kind, amounts),
            None => Ok(Vec::new()),
        },
    }
}

fn state_amounts(
    cx: &Cx,
    case: &Case,
    kind: MoneyKind,
    amounts: &[AmountInput],
) -> CommandResult<Vec<Movement>> {
    let mut checks = Checks::new(cx.lang);
    for given in amounts {
        let field = amount_field(given.line_id, given.source);
        let known = case
            .lines
            .iter()
            .any(|l| l.id == given.line_id && l.sources.iter().any(|s| s.source == given.source));
        if !known {
            let text = checks.t(
                "Dự toán không có dòng và nguồn này.",
                "The estimate has no such line and source.",
            );
            checks.fail(&field, text.to_owned());
        }
        checks.amount(&field, given.amount);
        let twice = amounts
            .iter()
            .filter(|a| a.line_id == given.line_id && a.source == given.source);
        if twice.count() > 1 {
            let text = checks.t("Dòng và nguồn này bị nêu hai lần.", "Listed twice.");
            checks.fail(&field, text.to_owned());
        }
    }
    checks.done()?;
    let mut movements = Vec::new();
    for line in &case.lines {
        for source in &line.sources {
            let given = amounts
                .iter()
                .find(|a| a.line_id == line.id && a.source == source.source);
            let stated = is_stated(kind, source.source) && !amounts.is_empty();
            let amount = match (stated, given) {
                (true, given) => given.map_or(Dong::ZERO, |a| a.amount),
                (false, _) => proposed(kind, source.source, &source.balances),
            };
            movements.push(Movement {
                line_id: line.id,
                source: source.source,
                kind,
                amount,
            });
        }
    }
    let sum: Dong = movements
        .iter()
        .filter(|m| m.source == case.project.source())
        .map(|m| m.amount)
        .sum();
    if kind == MoneyKind::Settle {
        crate::settlement::within(cx, case, &movements)?;
    }
    // Nothing may be left to pay when everything was advanced, and nothing may have been accepted.
    let may_be_zero = matches!(kind, MoneyKind::Pay | MoneyKind::Accept | MoneyKind::Settle);
    if sum.is_zero() && !may_be_zero {
        return Err(CommandError::field(
            "amounts",
            match cx.lang {
                Lang::Vi => format!(
                    "Điền số tiền {} lớn hơn 0 đ.",
                    kind.label(cx.lang).to_lowercase()
                ),
                Lang::En => format!("Give an amount above 0 đ ({}).", kind.label(cx.lang)),
            },
        ));
    }
    Ok(movements)
}

/// Gives back what is planned (when `plan`), allotted and bound above a floor, the last first.
fn give_back(case: &Case, floor: impl Fn(&Balances) -> Dong, plan: bool) -> Vec<Movement> {
    let mut movements = Vec::new();
    for kind in [MoneyKind::Commit, MoneyKind::Allot, MoneyKind::Plan] {
        if kind == MoneyKind::Plan && !plan {
            continue;
        }
        for line in &case.lines {
            for source in &line.sources {
                let now = &source.balances;
                let above = now.get(kind) - floor(now);
                if above > Dong::ZERO {
                    movements.push(Movement {
                        line_id: line.id,
                        source: source.source,
                        kind,
                        amount: -above,
                    });
                }
            }
        }
    }
    movements
}
