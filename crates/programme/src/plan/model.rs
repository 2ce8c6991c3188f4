use db::row;
use jiff::civil::Date;
use kernel::{Activity, Dong, FundingSource, Lang, PlanId, PlanLineId, UnitId, format_date};
use serde::Serialize;

row! {
    /// A plan of a year.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct Plan {
        pub id: PlanId,
        /// National or local promotion money.
        pub scope: FundingSource,
        /// None for the nation.
        pub province_id: Option<UnitId>,
        pub year: i64,
        pub title: String,
        /// Number of the document that approved it.
        pub instrument_no: String,
        #[schema(value_type = Option<String>, format = Date)]
        pub instrument_on: Option<Date>,
        pub issuer: String,
        /// How many tasks the document states.
        pub stated_tasks: Option<i64>,
        /// How much money the document states.
        pub stated_amount: Option<Dong>,
        pub note: String,
        pub illustration: bool,
        pub version: i64,
    }
}

row! {
    /// A plan in a list.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct PlanRow {
        pub id: PlanId,
        pub scope: FundingSource,
        /// Empty for the nation.
        pub province: String,
        pub year: i64,
        pub title: String,
        pub instrument_no: String,
        #[schema(value_type = Option<String>, format = Date)]
        pub instrument_on: Option<Date>,
        pub stated_tasks: Option<i64>,
        pub stated_amount: Option<Dong>,
        /// How many lines were entered.
        pub lines: i64,
        /// Their money.
        pub amount: Dong,
        pub illustration: bool,
    }
}

row! {
    /// A task of a plan.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct PlanLine {
        pub id: PlanLineId,
        pub plan_id: PlanId,
        pub position: i64,
        pub title: String,
        pub activity: Activity,
        pub quantity: Option<i64>,
        /// What is counted: `máy`, `lớp`, `cơ sở`.
        pub unit_word: String,
        pub amount: Option<Dong>,
        pub implementer: String,
        pub illustration: bool,
        pub version: i64,
    }
}

impl Plan {
    /// `2948/QĐ-BCT, 29/12/2022`; empty when no document is known.
    pub fn basis(&self) -> String {
        basis(&self.instrument_no, self.instrument_on)
    }
}

impl PlanRow {
    pub fn basis(&self) -> String {
        basis(&self.instrument_no, self.instrument_on)
    }

    /// How many tasks the document states; empty when unknown.
    pub fn stated(&self) -> String {
        self.stated_tasks.map(|n| n.to_string()).unwrap_or_default()
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

impl PlanLine {
    /// `3 lớp`; empty when not planned in numbers.
    pub fn count(&self) -> String {
        match self.quantity {
            Some(quantity) => format!("{quantity} {}", self.unit_word)
                .trim_end()
                .to_owned(),
            None => String::new(),
        }
    }

    /// Grouped, without the unit; empty when unknown.
    pub fn money(&self) -> String {
        self.amount.map(Dong::grouped).unwrap_or_default()
    }
}

fn basis(number: &str, on: Option<Date>) -> String {
    match on {
        Some(on) if number.is_empty() => format_date(on),
        Some(on) => format!("{number}, {}", format_date(on)),
        None => number.to_owned(),
    }
}
