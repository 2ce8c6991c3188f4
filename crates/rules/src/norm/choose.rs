use jiff::civil::Date;
use kernel::{Activity, Dong, UnitId};

use super::{Ceiling, NormRule, Rounding, ceiling};
use crate::FundingScope;

/// The variant of a norm that is written for a technology line (dây chuyền công nghệ).
pub const LINE: &str = "day_chuyen";

/// What a norm is looked up by.
#[derive(Clone, Copy, Debug)]
pub struct NormQuery<'a> {
    pub scope: FundingScope,
    /// The provinces of the site, the more specific first: the old province of the commune, then
    /// the province of today. Only local money asks for them.
    pub territory: &'a [UnitId],
    pub activity: Activity,
    /// Empty for the main norm of the activity.
    pub variant: &'a str,
    /// True for a whole technology line rather than single machines.
    pub line: bool,
    /// The day of the approval decision; today while there is none.
    pub on: Date,
}

/// The norm that applies, and the national one that a province may not exceed.
#[derive(Clone, Copy, Debug)]
pub struct Choice<'r> {
    pub rule: &'r NormRule,
    /// Set when `rule` is a province's own and a national norm of the same content is in force.
    pub national: Option<&'r NormRule>,
    line: bool,
}

impl Choice<'_> {
    /// The most that may be paid for this cost. A province's norm gives way to a lower national
    /// one; the result then shows both.
    pub fn ceiling(&self, cost: Dong, rounding: Rounding) -> Ceiling {
        let own = ceiling(self.rule, cost, self.line).rounded(rounding);
        match self.national {
            Some(rule) => own.limited_by(ceiling(rule, cost, self.line).rounded(rounding)),
            None => own,
        }
    }
}

/// Picks the norm in force: for local money the province's own, else the national one, which
/// covers both budgets (TTLT 26/2014/TTLT-BTC-BCT, then Thông tư 28/2018/TT-BTC); for national
/// money the national one only.
///
/// `rules` holds the current version of each row. Where two rows overlap, the later start wins.
pub fn choose<'r>(rules: &'r [NormRule], query: &NormQuery<'_>) -> Option<Choice<'r>> {
    let line = query.line || query.variant == LINE;
    let national = find(rules, query, line, None);
    let local = match query.scope {
        FundingScope::Kcqg => None,
        FundingScope::Kcdp => query
            .territory
            .iter()
            .find_map(|unit| find(rules, query, line, Some(*unit))),
    };
    match local {
        Some(rule) => Some(Choice {
            rule,
            national,
            line,
        }),
        None => national.map(|rule| Choice {
            rule,
            national: None,
            line,
        }),
    }
}

/// A line takes the row written for lines where there is one, else the main row and its multiplier.
fn find<'r>(
    rules: &'r [NormRule],
    query: &NormQuery<'_>,
    line: bool,
    territory: Option<UnitId>,
) -> Option<&'r NormRule> {
    let of_variant = |variant: &str| {
        rules
            .iter()
            .filter(|r| r.activity == query.activity && r.variant == variant)
            .filter(|r| r.territory == territory && r.in_force(query.on))
            .filter(|r| r.scope == query.scope || query.scope == FundingScope::Kcdp)
            .max_by_key(|r| {
                (
                    r.scope == query.scope,
                    r.valid_from,
                    r.confidence.is_verified(),
                )
            })
    };
    if line && (query.variant.is_empty() || query.variant == LINE) {
        of_variant(LINE).or_else(|| of_variant(""))
    } else {
        of_variant(query.variant)
    }
}
