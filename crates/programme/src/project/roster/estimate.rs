//! The lines of the estimate that carry the money of the entries.

use db::{CommandResult, Conn};
use kernel::{CostLineId, Dong, EstablishmentId, FundingSource};

use super::model::{Entry, Mode, mode};
use crate::project::{
    Balances, Case, CostLine, LineSource,
    commands::costs::{CostLineInput, Estimated, SourceAmounts, input_of},
    versions,
};

/// What one beneficiary costs, and how much of it is promotion money.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Amounts {
    pub cost: Dong,
    pub support: Dong,
}

pub(super) fn estimated(line: &CostLine) -> Estimated {
    Estimated {
        id: line.id,
        amount: line.amount,
        input: input_of(line),
    }
}

/// The estimate that the list is drawn up on: the open one, or the proposed version.
pub(super) async fn working(conn: &mut Conn, case: &Case) -> CommandResult<Vec<Estimated>> {
    if mode(case) != Mode::Direct
        && let Some(lines) = versions::proposed(conn, case.project.id).await?
    {
        return Ok(lines);
    }
    Ok(case.lines.iter().map(estimated).collect())
}

/// True when a line belongs to an entry: as its own, or by the establishment.
pub(super) fn belongs(line: CostLineId, owner: Option<EstablishmentId>, entry: &Entry) -> bool {
    entry.line_id == line || (owner.is_some() && owner == entry.establishment_id)
}

pub(super) fn own<'e>(
    lines: &'e [Estimated],
    entry: &'e Entry,
) -> impl Iterator<Item = &'e Estimated> {
    lines
        .iter()
        .filter(|line| belongs(line.id, line.input.establishment_id, entry))
}

pub(super) fn amounts(lines: &[Estimated], entry: &Entry, source: FundingSource) -> Amounts {
    Amounts {
        cost: own(lines, entry).map(|line| line.amount).sum(),
        support: own(lines, entry)
            .map(|line| line.input.sources.get(source))
            .sum(),
    }
}

/// The promotion money of an estimate.
pub(super) fn support(lines: &[Estimated], source: FundingSource) -> Dong {
    lines
        .iter()
        .map(|line| line.input.sources.get(source))
        .sum()
}

/// The one line of an entry with these amounts; what is not promotion money is the beneficiary's own.
pub(super) fn line(entry: &Entry, amounts: Amounts, source: FundingSource) -> Estimated {
    let mut sources = SourceAmounts {
        counterpart: amounts.cost - amounts.support,
        ..SourceAmounts::default()
    };
    sources.set(source, amounts.support);
    let subject = match entry.subject.is_empty() {
        true => &entry.name,
        false => &entry.subject,
    };
    Estimated {
        id: entry.line_id,
        amount: amounts.cost,
        input: CostLineInput {
            id: Some(entry.line_id),
            establishment_id: entry.establishment_id,
            title: subject.clone(),
            unit: entry.unit_word.clone(),
            quantity: 1,
            unit_price: amounts.cost,
            counted: true,
            sources,
        },
    }
}

/// The next estimate while the money is given already: the lines of the entries, and what they leave
/// of the lines of the whole group. More than those had is drawn nowhere: the sum then shows it.
pub(super) fn drawn(
    in_force: &[CostLine],
    entries: &[Entry],
    given: Vec<Estimated>,
    source: FundingSource,
) -> Vec<Estimated> {
    let mine = |line: &CostLine| {
        entries
            .iter()
            .any(|entry| belongs(line.id, line.establishment_id, entry))
    };
    let had: Dong = in_force
        .iter()
        .filter(|line| mine(line))
        .map(|line| line.of(source).requested)
        .sum();
    let mut need = (support(&given, source) - had).max(Dong::ZERO);
    let mut next = given;
    for common in in_force.iter().filter(|line| !mine(line)) {
        let mut left = estimated(common);
        left.input.establishment_id = None;
        let has = left.input.sources.get(source);
        let taken = has.min(need);
        need = need - taken;
        if taken.is_zero() {
            next.push(left);
        } else if taken < has {
            next.push(shrunk(left, has, has - taken));
        }
    }
    next
}

/// A line of the whole group with less promotion money; its other money shrinks alike.
fn shrunk(mut line: Estimated, has: Dong, keeps: Dong) -> Estimated {
    let share = |amount: Dong| {
        let part = i128::from(amount.0) * i128::from(keeps.0) / i128::from(has.0);
        Dong(i64::try_from(part).unwrap_or(amount.0))
    };
    for source in FundingSource::ALL {
        let amount = line.input.sources.get(source);
        line.input.sources.set(source, share(amount));
    }
    line.amount = line.input.sources.total();
    line.input.quantity = 1;
    line.input.unit_price = line.amount;
    line
}

/// Lines as a case carries them, to ask the norms about an estimate that is only proposed.
pub(super) fn as_cost_lines(lines: &[Estimated]) -> Vec<CostLine> {
    lines
        .iter()
        .enumerate()
        .map(|(position, line)| CostLine {
            id: line.id,
            establishment_id: line.input.establishment_id,
            owner: String::new(),
            position: position as i64,
            title: line.input.title.clone(),
            unit: line.input.unit.clone(),
            quantity: line.input.quantity,
            unit_price: line.input.unit_price,
            amount: line.amount,
            counted: line.input.counted,
            sources: FundingSource::ALL
                .into_iter()
                .map(|source| LineSource {
                    source,
                    balances: Balances {
                        requested: line.input.sources.get(source),
                        ..Balances::default()
                    },
                })
                .collect(),
        })
        .collect()
}
