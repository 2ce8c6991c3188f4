//! What an amendment changed, figure by figure.

use kernel::{Dong, FundingSource, Lang};

use super::{indicator::INDICATORS, model::Figures};

/// A figure that differs between two versions; empty where a version has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureChange {
    pub label: String,
    pub before: String,
    pub after: String,
}

/// The figures that differ: targets in the order of the dictionary, then money by year and source.
pub fn changes(before: &Figures, after: &Figures, lang: Lang) -> Vec<FigureChange> {
    let mut all = Vec::new();
    for indicator in &INDICATORS {
        let (old, new) = (before.target(indicator.code), after.target(indicator.code));
        if old != new {
            let shown = |target: Option<i64>| target.map(|t| Dong(t).grouped());
            all.push(FigureChange {
                label: format!("{} ({})", indicator.label(lang), indicator.unit(lang)),
                before: shown(old).unwrap_or_default(),
                after: shown(new).unwrap_or_default(),
            });
        }
    }
    let mut years: Vec<i64> = before
        .money
        .iter()
        .chain(&after.money)
        .map(|money| money.year)
        .collect();
    years.sort_unstable();
    years.dedup();
    for year in years {
        for source in FundingSource::ALL {
            let (old, new) = (before.amount(year, source), after.amount(year, source));
            if old != new {
                let shown = |amount: Option<Dong>| amount.map(|a| a.to_string());
                all.push(FigureChange {
                    label: format!("{year} · {}", source.label(lang)),
                    before: shown(old).unwrap_or_default(),
                    after: shown(new).unwrap_or_default(),
                });
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framework::model::{Target, YearMoney};

    #[test]
    fn only_what_differs_is_named_with_both_figures() {
        let money = |year, amount| YearMoney {
            year,
            source: FundingSource::Kcdp,
            amount: Dong(amount),
        };
        let target = |indicator: &str, target| Target {
            indicator: indicator.into(),
            target,
        };
        let before = Figures {
            targets: vec![target("MCH_EST", 40), target("SHOWROOM", 3)],
            money: vec![money(2022, 1_000), money(2023, 5)],
        };
        let after = Figures {
            targets: vec![target("MCH_EST", 1_060), target("SHOWROOM", 3)],
            money: vec![money(2022, 1_000), money(2024, 7)],
        };
        let found = changes(&before, &after, Lang::En);
        let found: Vec<_> = found
            .iter()
            .map(|c| (c.label.as_str(), c.before.as_str(), c.after.as_str()))
            .collect();
        assert_eq!(
            found,
            [
                (
                    "Establishments with advanced machines (establishments)",
                    "40",
                    "1.060"
                ),
                ("2023 · Local promotion money", "5\u{a0}đ", ""),
                ("2024 · Local promotion money", "", "7\u{a0}đ"),
            ]
        );
        assert!(changes(&before, &before, Lang::Vi).is_empty());
    }
}
