//! The appraisal criteria (tiêu chí thẩm định), used at both levels, and the conclusions.

use jiff::civil::Date;
use kernel::{Lang, UnitId};
use serde::{Deserialize, Serialize};

use crate::{Confidence, FundingScope, Text, checklist::closeness};

/// The two levels of appraisal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Cấp cơ sở: the department's.
    Base,
    /// Cấp Bộ.
    Ministry,
}

impl Level {
    pub const ALL: [Level; 2] = [Level::Base, Level::Ministry];

    pub fn code(self) -> &'static str {
        match self {
            Level::Base => "base",
            Level::Ministry => "ministry",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Level::Base => lang.t("Thẩm định cấp cơ sở", "Base appraisal"),
            Level::Ministry => lang.t("Thẩm định cấp Bộ", "Ministry appraisal"),
        }
    }
}

/// One question of the appraisal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// Place in the list, from 1.
    pub order: u8,
    /// Which question it is; a province's own row of the same code takes the nation's place.
    pub code: String,
    pub title: Text,
    /// None for both levels.
    #[serde(default)]
    pub level: Option<Level>,
    /// None for both budgets.
    #[serde(default)]
    pub scope: Option<FundingScope>,
    /// The province that asks it; None for all.
    #[serde(default)]
    pub territory: Option<UnitId>,
    pub valid_from: Date,
    /// Last day, inclusive; None while in force.
    #[serde(default)]
    pub valid_to: Option<Date>,
    /// Empty when no text that asks for it was seen.
    pub article: String,
    pub confidence: Confidence,
}

/// The criteria that come with the product, in their order.
pub fn seed() -> Vec<Criterion> {
    serde_json::from_str(include_str!("../seed/criteria.json"))
        .expect("seed/criteria.json is tested to parse")
}

/// Which criteria are asked for.
#[derive(Clone, Copy, Debug)]
pub struct CriteriaQuery<'q> {
    pub level: Level,
    pub scope: FundingScope,
    /// The provinces whose own rows count, the closest first.
    pub territory: &'q [UnitId],
    pub on: Date,
}

impl Criterion {
    fn in_force(&self, query: &CriteriaQuery<'_>) -> bool {
        self.scope.is_none_or(|s| s == query.scope)
            && self.valid_from <= query.on
            && self.valid_to.is_none_or(|to| query.on <= to)
    }
}

/// The criteria of an appraisal on a day, in their order. Of the rows in force for one question the
/// closest province's counts, whatever level it is for.
pub fn asked<'i>(items: &'i [Criterion], query: &CriteriaQuery<'_>) -> Vec<&'i Criterion> {
    let rank = |item: &Criterion| closeness(item.territory, query.territory);
    let mut found: Vec<&Criterion> = items
        .iter()
        .filter(|item| item.in_force(query) && item.level.is_none_or(|l| l == query.level))
        .filter(|item| {
            rank(item).is_some_and(|own| {
                let rivals = items
                    .iter()
                    .filter(|o| o.code == item.code && o.in_force(query));
                rivals.filter_map(rank).all(|other| own <= other)
            })
        })
        .collect();
    found.sort_by_key(|item| item.order);
    found
}

/// As [`asked`], and the questions that were answered though their rows ended or changed meanwhile.
pub fn listed<'i>(
    items: &'i [Criterion],
    query: &CriteriaQuery<'_>,
    answered: &[String],
) -> Vec<&'i Criterion> {
    let mut found = asked(items, query);
    for code in answered {
        if found.iter().any(|item| item.code == *code) {
            continue;
        }
        let known = items.iter().filter(|item| {
            item.code == *code && closeness(item.territory, query.territory).is_some()
        });
        found.extend(known.max_by_key(|item| item.valid_from));
    }
    found.sort_by_key(|item| item.order);
    found
}

/// What an appraiser found on one criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CriterionResult {
    Pass,
    Fail,
    NeedsMore,
}

impl CriterionResult {
    pub const ALL: [CriterionResult; 3] = [
        CriterionResult::Pass,
        CriterionResult::Fail,
        CriterionResult::NeedsMore,
    ];

    pub fn code(self) -> &'static str {
        match self {
            CriterionResult::Pass => "pass",
            CriterionResult::Fail => "fail",
            CriterionResult::NeedsMore => "needs_more",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            CriterionResult::Pass => lang.t("Đạt", "Passed"),
            CriterionResult::Fail => lang.t("Không đạt", "Failed"),
            CriterionResult::NeedsMore => lang.t("Cần bổ sung", "Needs more"),
        }
    }
}

/// The conclusion of an appraisal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Conclusion {
    Passed,
    PassedWithChanges,
    Failed,
}

impl Conclusion {
    pub const ALL: [Conclusion; 3] = [
        Conclusion::Passed,
        Conclusion::PassedWithChanges,
        Conclusion::Failed,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Conclusion::Passed => "passed",
            Conclusion::PassedWithChanges => "passed_with_changes",
            Conclusion::Failed => "failed",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Conclusion::Passed => lang.t("ĐẠT", "PASSED"),
            Conclusion::PassedWithChanges => lang.t("ĐẠT có chỉnh sửa", "PASSED with changes"),
            Conclusion::Failed => lang.t("KHÔNG ĐẠT", "FAILED"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_twelve_criteria_in_order_and_in_both_languages() {
        let criteria = seed();
        assert_eq!(criteria.len(), 12);
        for (i, criterion) in criteria.iter().enumerate() {
            assert_eq!(usize::from(criterion.order), i + 1);
            assert!(criterion.title.is_complete(), "{}", criterion.code);
            assert_eq!(
                criteria.iter().filter(|c| c.code == criterion.code).count(),
                1
            );
        }
    }

    #[test]
    fn results_and_conclusions_keep_their_codes() {
        for result in CriterionResult::ALL {
            assert_eq!(CriterionResult::from_code(result.code()), Some(result));
        }
        for conclusion in Conclusion::ALL {
            assert_eq!(Conclusion::from_code(conclusion.code()), Some(conclusion));
        }
    }

    #[test]
    fn a_question_of_the_ministry_is_not_asked_at_base_level() {
        let mut items = seed();
        items[1].level = Some(Level::Ministry);
        let count = |level| {
            let query = CriteriaQuery {
                level,
                scope: FundingScope::Kcqg,
                territory: &[],
                on: jiff::civil::date(2025, 1, 1),
            };
            asked(&items, &query).len()
        };
        assert_eq!((count(Level::Base), count(Level::Ministry)), (11, 12));
    }
}
