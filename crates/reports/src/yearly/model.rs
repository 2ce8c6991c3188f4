use std::collections::BTreeMap;

use kernel::{BasisPoints, Dong, FundingSource, UnitId};
use reference::Unit;
use serde::Serialize;
use serde_json::{Value, json};

use super::store::{FactSum, MoneySum, StateSum};
use crate::{
    indicator::{Counting, INDICATORS, Indicator},
    state::States,
};

/// A figure for programs: a whole number, or true when something was held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(untagged)]
pub enum FigureValue {
    Count(i64),
    Held(bool),
}

/// One indicator in one year.
#[derive(Clone, Debug)]
pub struct Figure {
    pub indicator: &'static Indicator,
    /// The count; 0 or 1 for an indicator that is yes or no.
    pub value: i64,
    /// The same a year before.
    pub before: i64,
    /// How many records lie under it.
    pub records: i64,
    /// Whether invented records are among them.
    pub illustration: bool,
}

impl Figure {
    /// None when nothing was held: such a figure is then left out.
    pub fn for_programs(&self) -> Option<FigureValue> {
        match self.indicator.counting {
            Counting::Held => (self.value > 0).then_some(FigureValue::Held(true)),
            Counting::Sum | Counting::Establishments => Some(FigureValue::Count(self.value)),
        }
    }

    /// The difference from the year before; None for yes and no.
    pub fn change(&self) -> Option<i64> {
        (self.indicator.counting != Counting::Held).then(|| self.value - self.before)
    }
}

/// The projects of a year in one state of the workflow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateCount {
    pub state: String,
    pub projects: i64,
}

/// The projects of one budget and their promotion money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyLine {
    /// [`FundingSource::Kcqg`] or [`FundingSource::Kcdp`].
    pub source: FundingSource,
    pub projects: i64,
    pub planned: Dong,
    pub allotted: Dong,
    /// Advanced and paid, less what was recovered.
    pub paid: Dong,
    pub states: Vec<StateCount>,
    pub projects_before: i64,
    pub allotted_before: Dong,
    pub paid_before: Dong,
    pub illustration: bool,
}

impl MoneyLine {
    fn empty(source: FundingSource) -> MoneyLine {
        MoneyLine {
            source,
            projects: 0,
            planned: Dong::ZERO,
            allotted: Dong::ZERO,
            paid: Dong::ZERO,
            states: Vec::new(),
            projects_before: 0,
            allotted_before: Dong::ZERO,
            paid_before: Dong::ZERO,
            illustration: false,
        }
    }

    fn count(&mut self, sum: &StateSum, year: i64) {
        if sum.year == year {
            self.projects += sum.projects;
            self.illustration |= sum.illustrations > 0;
            self.states.push(StateCount {
                state: sum.state.clone(),
                projects: sum.projects,
            });
        } else {
            self.projects_before += sum.projects;
        }
    }

    fn add(&mut self, sum: &MoneySum, year: i64) {
        if sum.year == year {
            self.planned += sum.planned;
            self.allotted += sum.allotted;
            self.paid += sum.paid;
        } else {
            self.allotted_before += sum.allotted;
            self.paid_before += sum.paid;
        }
    }

    /// Paid of allotted; None when nothing was allotted.
    pub fn disbursed(&self) -> Option<BasisPoints> {
        disbursed(self.paid, self.allotted)
    }
}

/// The share of the allotted money that was paid, rounded down to a hundredth of a percent; None
/// when nothing was allotted.
pub fn disbursed(paid: Dong, allotted: Dong) -> Option<BasisPoints> {
    let share = (i128::from(paid.0) * 10_000).checked_div(i128::from(allotted.0))?;
    i64::try_from(share).ok().map(BasisPoints)
}

/// The results of a province in a year.
#[derive(Clone, Debug)]
pub struct YearlyReport {
    pub unit: Unit,
    /// The older provinces merged into it, whose results are counted too.
    pub members: Vec<Unit>,
    pub year: i64,
    /// Every indicator of the dictionary, in its order.
    pub figures: Vec<Figure>,
    /// National, then local promotion money.
    pub money: Vec<MoneyLine>,
    /// How states are called.
    pub states: States,
    /// Whether anything is known of the year before; without it a comparison says nothing.
    pub has_before: bool,
}

/// What the database says of the year and the one before.
pub(super) struct Sums {
    pub facts: Vec<FactSum>,
    pub states: Vec<StateSum>,
    pub money: Vec<MoneySum>,
}

impl YearlyReport {
    pub(super) fn new(
        unit: Unit,
        members: Vec<Unit>,
        year: i64,
        sums: &Sums,
        states: States,
    ) -> YearlyReport {
        let figures = INDICATORS
            .iter()
            .map(|indicator| figure(indicator, year, &sums.facts))
            .collect();
        let lines = [FundingSource::Kcqg, FundingSource::Kcdp].map(|source| {
            let mut line = MoneyLine::empty(source);
            sums.states
                .iter()
                .filter(|s| s.scope == source)
                .for_each(|s| line.count(s, year));
            sums.money
                .iter()
                .filter(|s| s.scope == source)
                .for_each(|s| line.add(s, year));
            line
        });
        YearlyReport {
            unit,
            members,
            year,
            figures,
            money: lines.into(),
            states,
            has_before: sums.facts.iter().any(|fact| fact.year != year)
                || sums.states.iter().any(|sum| sum.year != year),
        }
    }

    /// The province and those merged into it.
    pub fn family(&self) -> Vec<UnitId> {
        std::iter::once(&self.unit)
            .chain(&self.members)
            .map(|unit| unit.id)
            .collect()
    }

    /// Whether invented records lie under any of its figures.
    pub fn illustration(&self) -> bool {
        self.figures.iter().any(|figure| figure.illustration)
            || self.money.iter().any(|line| line.illustration)
    }

    /// True when the year has neither results nor projects.
    pub fn is_empty(&self) -> bool {
        self.figures.iter().all(|figure| figure.records == 0)
            && self.money.iter().all(|line| line.projects == 0)
    }

    /// National and local promotion money together.
    pub fn money_total(&self) -> (i64, Dong, Dong, Dong) {
        self.money
            .iter()
            .fold((0, Dong::ZERO, Dong::ZERO, Dong::ZERO), |sum, line| {
                (
                    sum.0 + line.projects,
                    sum.1 + line.planned,
                    sum.2 + line.allotted,
                    sum.3 + line.paid,
                )
            })
    }

    /// The figures by key.
    pub fn by_key(&self) -> BTreeMap<&'static str, FigureValue> {
        self.figures
            .iter()
            .filter_map(|figure| Some((figure.indicator.key, figure.for_programs()?)))
            .collect()
    }

    /// `{"unit": "77", "year": 2022, "figures": {KEY: integer or true, …}}`, a stable interface.
    pub fn figures_json(&self) -> Value {
        json!({ "unit": self.unit.code, "year": self.year, "figures": self.by_key() })
    }
}

fn figure(indicator: &'static Indicator, year: i64, facts: &[FactSum]) -> Figure {
    let of = |year: i64| {
        facts
            .iter()
            .find(move |fact| fact.indicator == indicator.key && fact.year == year)
    };
    let count = |fact: Option<&FactSum>| {
        fact.map_or(0, |fact| match indicator.counting {
            Counting::Sum => fact.quantity,
            Counting::Establishments => fact.subjects,
            Counting::Held => i64::from(fact.quantity > 0),
        })
    };
    let now = of(year);
    Figure {
        indicator,
        value: count(now),
        before: count(of(year - 1)),
        records: now.map_or(0, |fact| fact.records),
        illustration: now.is_some_and(|fact| fact.illustrations > 0),
    }
}
