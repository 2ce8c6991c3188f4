use db::row;
use jiff::{Timestamp, civil::Date};
use kernel::{BudgetId, Dong, FundingSource, Lang, UnitId, format_date};
use rules::FundingScope;
use serde::Serialize;

/// What a budget is for: one source, one province or the nation, one year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    pub scope: FundingScope,
    /// None for the nation.
    pub province: Option<UnitId>,
    pub year: i64,
}

impl Area {
    /// The nation's area that a province's plan of national money is a part of.
    pub fn nation(self) -> Option<Area> {
        let part = self.scope == FundingScope::Kcqg && self.province.is_some();
        part.then_some(Area {
            province: None,
            ..self
        })
    }
}

row! {
    /// The budget of a year.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct Budget {
        pub id: BudgetId,
        pub scope: FundingSource,
        /// None for the nation.
        pub province_id: Option<UnitId>,
        pub year: i64,
        /// The sum of the grants.
        pub amount: Dong,
        /// What approved plans have given out.
        pub allotted: Dong,
        pub illustration: bool,
        pub version: i64,
    }
}

row! {
    /// A budget in a list.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct BudgetRow {
        pub id: BudgetId,
        pub scope: FundingSource,
        /// Empty for the nation.
        pub province: String,
        pub year: i64,
        pub amount: Dong,
        pub allotted: Dong,
        /// How many papers.
        pub grants: i64,
        pub illustration: bool,
    }
}

row! {
    /// A paper that gave, added to or cut a budget.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct Grant {
        /// Negative for a cut.
        pub amount: Dong,
        pub instrument_no: String,
        #[schema(value_type = String, format = Date)]
        pub instrument_on: Date,
        pub issuer: String,
        pub note: String,
        pub actor: String,
        #[schema(value_type = String, format = DateTime)]
        pub at: Timestamp,
    }
}

/// Of the budgets that bind a plan, the one that leaves least.
pub fn tightest(budgets: Vec<Budget>) -> Option<Budget> {
    budgets.into_iter().min_by_key(Budget::left)
}

impl Budget {
    /// True for the budget of the nation.
    pub fn is_national(&self) -> bool {
        self.province_id.is_none()
    }

    /// What may still be given out.
    pub fn left(&self) -> Dong {
        self.amount - self.allotted
    }
}

impl BudgetRow {
    pub fn left(&self) -> Dong {
        self.amount - self.allotted
    }

    /// The province, or the country.
    pub fn area(&self, lang: Lang) -> &str {
        if self.province.is_empty() {
            lang.t("Toàn quốc", "Whole country")
        } else {
            &self.province
        }
    }
}

impl Grant {
    /// The day of the paper as people write it.
    pub fn day(&self) -> String {
        format_date(self.instrument_on)
    }

    /// What the paper does.
    pub fn word(&self, lang: Lang) -> &'static str {
        if self.amount < Dong::ZERO {
            lang.t("Cắt giảm", "Cut")
        } else {
            lang.t("Giao", "Given")
        }
    }
}
