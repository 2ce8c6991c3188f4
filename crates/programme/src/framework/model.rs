use db::row;
use jiff::{Timestamp, civil::Date};
use kernel::{Dong, FrameworkId, FundingSource, Lang, UnitId, format_date};
use serde::Serialize;

row! {
    /// A programme of several years.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct Framework {
        pub id: FrameworkId,
        /// None for the nation.
        pub province_id: Option<UnitId>,
        pub from_year: i64,
        pub to_year: i64,
        pub title: String,
        pub note: String,
        /// The number of the version in force.
        pub number: i64,
        pub illustration: bool,
        pub version: i64,
    }
}

impl Framework {
    /// `2021–2025`
    pub fn period(&self) -> String {
        period(self.from_year, self.to_year)
    }
}

row! {
    /// A version of a programme, with the decision it rests on.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct FrameworkVersion {
        pub number: i64,
        /// Empty while it is a draft.
        pub instrument_no: String,
        #[schema(value_type = Option<String>, format = Date)]
        pub instrument_on: Option<Date>,
        pub issuer: String,
        /// Why it was amended; empty for the first.
        pub reason: String,
        /// Whether its figures were compared with the published text.
        pub verified: bool,
        pub actor: String,
        #[schema(value_type = String, format = DateTime)]
        pub created_at: Timestamp,
    }
}

impl FrameworkVersion {
    pub fn issued(&self) -> bool {
        self.instrument_on.is_some()
    }

    /// `1881/QĐ-TTg, 20/11/2020`; empty while it is a draft.
    pub fn basis(&self) -> String {
        basis(&self.instrument_no, self.instrument_on)
    }
}

row! {
    /// A programme in a list.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct FrameworkRow {
        pub id: FrameworkId,
        /// Empty for the nation.
        pub province: String,
        pub from_year: i64,
        pub to_year: i64,
        pub title: String,
        pub number: i64,
        pub instrument_no: String,
        #[schema(value_type = Option<String>, format = Date)]
        pub instrument_on: Option<Date>,
        pub targets: i64,
        pub amount: Dong,
        pub verified: bool,
        pub illustration: bool,
    }
}

impl FrameworkRow {
    pub fn period(&self) -> String {
        period(self.from_year, self.to_year)
    }

    pub fn basis(&self) -> String {
        basis(&self.instrument_no, self.instrument_on)
    }

    /// The province, or the country.
    pub fn area(&self, lang: Lang) -> &str {
        match self.province.is_empty() {
            true => lang.t("Toàn quốc", "Whole country"),
            false => &self.province,
        }
    }
}

row! {
    /// What a programme aims at.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
    pub struct Target {
        pub indicator: String,
        pub target: i64,
    }
}

row! {
    /// The money of a programme in one year from one source.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
    pub struct YearMoney {
        pub year: i64,
        pub source: FundingSource,
        pub amount: Dong,
    }
}

/// The figures of one version.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = ProgrammeFigures)]
pub struct Figures {
    pub targets: Vec<Target>,
    pub money: Vec<YearMoney>,
}

impl Figures {
    pub fn target(&self, indicator: &str) -> Option<i64> {
        let found = self.targets.iter().find(|t| t.indicator == indicator);
        found.map(|t| t.target)
    }

    pub fn amount(&self, year: i64, source: FundingSource) -> Option<Dong> {
        let found = self
            .money
            .iter()
            .find(|m| m.year == year && m.source == source);
        found.map(|m| m.amount)
    }
}

fn period(from: i64, to: i64) -> String {
    format!("{from}–{to}")
}

fn basis(number: &str, on: Option<Date>) -> String {
    on.map(|on| format!("{number}, {}", format_date(on)))
        .unwrap_or_default()
}
