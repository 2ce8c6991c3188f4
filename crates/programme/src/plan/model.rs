use db::row;
use jiff::civil::Date;
use kernel::{Activity, Dong, FundingSource, Lang, PlanId, PlanLineId, UnitId, format_date};
use rules::FundingScope;
use serde::{Deserialize, Serialize};

use crate::budget::Area;

/// Whether a plan still gathers, or is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlanState {
    /// Proposals are gathered and lines entered.
    Open,
    /// In force; it changes by numbered versions only.
    Approved,
}

impl PlanState {
    pub fn code(self) -> &'static str {
        match self {
            PlanState::Open => "open",
            PlanState::Approved => "approved",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [PlanState::Open, PlanState::Approved]
            .into_iter()
            .find(|s| s.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            PlanState::Open => lang.t("Đang lập", "Being drawn up"),
            PlanState::Approved => lang.t("Đã phê duyệt", "Approved"),
        }
    }

    pub fn colour(self) -> &'static str {
        match self {
            PlanState::Open => "blue",
            PlanState::Approved => "green",
        }
    }

    pub fn icon(self) -> &'static str {
        match self {
            PlanState::Open => "pencil",
            PlanState::Approved => "check",
        }
    }
}

/// What became of a line of a plan. Only an allotted line counts against the budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = PlanLineStanding)]
pub enum Standing {
    Allotted,
    /// Dự phòng: carried out when money is found.
    Reserve,
    /// Money of the year before, carried over; it does not count against this year's budget.
    Carried,
    /// Chuyển sang năm sau.
    Deferred,
    /// Chuyển nguồn: goes on with the money of another source.
    Shifted,
    /// Taken out.
    Dropped,
}

impl Standing {
    pub const ALL: [Standing; 6] = [
        Standing::Allotted,
        Standing::Reserve,
        Standing::Carried,
        Standing::Deferred,
        Standing::Shifted,
        Standing::Dropped,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Standing::Allotted => "allotted",
            Standing::Reserve => "reserve",
            Standing::Carried => "carried",
            Standing::Deferred => "deferred",
            Standing::Shifted => "shifted",
            Standing::Dropped => "dropped",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Standing::Allotted => lang.t("Giao kế hoạch", "Allotted"),
            Standing::Reserve => lang.t("Dự phòng", "In reserve"),
            Standing::Carried => lang.t("Chuyển từ năm trước", "Carried over"),
            Standing::Deferred => lang.t("Chuyển năm sau", "Deferred"),
            Standing::Shifted => lang.t("Chuyển nguồn", "Shifted to another source"),
            Standing::Dropped => lang.t("Đưa ra khỏi kế hoạch", "Taken out"),
        }
    }
}

db::code_column!(PlanState, Standing);

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
        pub state: PlanState,
        /// The version in force; 0 before the approval.
        pub number: i64,
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
        /// The money of those that are allotted.
        pub amount: Dong,
        pub state: PlanState,
        pub number: i64,
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
        /// The amount by quarters; none while it is not split.
        pub quarter_1: Option<Dong>,
        pub quarter_2: Option<Dong>,
        pub quarter_3: Option<Dong>,
        pub quarter_4: Option<Dong>,
        pub standing: Standing,
        /// What projects on this line have been allotted.
        pub taken: Dong,
        pub implementer: String,
        pub illustration: bool,
        pub version: i64,
    }
}

impl Plan {
    pub fn is_approved(&self) -> bool {
        self.state == PlanState::Approved
    }

    /// What its money is of.
    pub fn area(&self) -> Area {
        Area {
            scope: FundingScope::of(self.scope)
                .expect("CHECK annual_plan_scope allows only these codes"),
            province: self.province_id,
            year: self.year,
        }
    }

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

    /// `100 · 200 · 0 · 50` in đồng; empty when not split.
    pub fn quarters(&self) -> String {
        super::quarters::text([
            self.quarter_1,
            self.quarter_2,
            self.quarter_3,
            self.quarter_4,
        ])
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
