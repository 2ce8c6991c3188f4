use std::collections::BTreeMap;

use kernel::{BasisPoints, Dong, UnitId};
use rules::workflow::Tone;

use super::store::{Counted, Member, Spent};
use crate::{state::States, yearly::model::disbursed};

/// Projects and promotion money of a year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    pub projects: i64,
    /// Waiting for somebody: returned, asked to adjust or to stop, acceptance failed.
    pub waiting: i64,
    pub allotted: Dong,
    pub paid: Dong,
}

impl Totals {
    pub fn disbursed(&self) -> Option<BasisPoints> {
        disbursed(self.paid, self.allotted)
    }
}

/// One province of today with everything merged into it.
#[derive(Clone, Debug)]
pub struct ProvinceTotals {
    pub code: String,
    pub name: String,
    pub totals: Totals,
}

#[derive(Clone, Debug, Default)]
pub struct Overview {
    pub year: i64,
    pub now: Totals,
    pub before: Totals,
    /// Whether there are projects of the year before; without them a comparison says nothing.
    pub has_before: bool,
    /// (state, projects of the year in it), the most frequent first.
    pub states: Vec<(String, i64)>,
    /// By province of today, the most allotted first.
    pub provinces: Vec<ProvinceTotals>,
    pub illustration: bool,
}

impl Overview {
    /// `members` says which province of today each province of either era is part of, `names` which
    /// states wait for somebody.
    pub(super) fn new(
        year: i64,
        counted: &[Counted],
        spent: &[Spent],
        members: &[Member],
        names: &States,
    ) -> Overview {
        let mut overview = Overview {
            year,
            ..Overview::default()
        };
        let today: BTreeMap<UnitId, &Member> = members.iter().map(|m| (m.member_id, m)).collect();
        let mut provinces: BTreeMap<UnitId, ProvinceTotals> = BTreeMap::new();
        let mut province = |id: UnitId, add: &dyn Fn(&mut Totals)| {
            let Some(member) = today.get(&id) else { return };
            let entry = provinces
                .entry(member.province_id)
                .or_insert_with(|| ProvinceTotals {
                    code: member.code.clone(),
                    name: member.name.clone(),
                    totals: Totals::default(),
                });
            add(&mut entry.totals);
        };
        let mut states: BTreeMap<&str, i64> = BTreeMap::new();
        for row in counted {
            let waiting = names.tone(&row.state) == Tone::Waiting;
            let add = |totals: &mut Totals| {
                totals.projects += row.projects;
                totals.waiting += if waiting { row.projects } else { 0 };
            };
            if row.year == year {
                add(&mut overview.now);
                province(row.province_id, &add);
                *states.entry(&row.state).or_default() += row.projects;
                overview.illustration |= row.illustrations > 0;
            } else {
                overview.has_before = true;
                add(&mut overview.before);
            }
        }
        for row in spent {
            let add = |totals: &mut Totals| {
                totals.allotted += row.allotted;
                totals.paid += row.paid;
            };
            if row.year == year {
                add(&mut overview.now);
                province(row.province_id, &add);
            } else {
                add(&mut overview.before);
            }
        }
        overview.states = states
            .into_iter()
            .map(|(code, n)| (code.to_owned(), n))
            .collect();
        overview.states.sort_by_key(|(_, projects)| -projects);
        overview.provinces = provinces.into_values().collect();
        overview
            .provinces
            .sort_by_key(|p| (-p.totals.allotted, -p.totals.projects));
        overview
    }
}
