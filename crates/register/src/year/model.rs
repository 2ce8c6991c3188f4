use db::row;
use jiff::{Timestamp, civil::Date};
use kernel::{Dong, EstablishmentId, Id, Lang};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Marks the ids of yearly figures.
pub enum YearRow {}

/// Where a figure comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum YearSource {
    /// A survey of the Centre.
    Survey,
    /// The establishment's own statement.
    SelfDeclared,
    TaxOffice,
    Collaborator,
}

impl YearSource {
    pub const ALL: [YearSource; 4] = [
        YearSource::Survey,
        YearSource::SelfDeclared,
        YearSource::TaxOffice,
        YearSource::Collaborator,
    ];

    pub fn code(self) -> &'static str {
        match self {
            YearSource::Survey => "survey",
            YearSource::SelfDeclared => "self_declared",
            YearSource::TaxOffice => "tax_office",
            YearSource::Collaborator => "collaborator",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            YearSource::Survey => lang.t("Khảo sát", "Survey"),
            YearSource::SelfDeclared => lang.t("Cơ sở tự khai", "Own statement"),
            YearSource::TaxOffice => lang.t("Cơ quan thuế", "Tax office"),
            YearSource::Collaborator => lang.t("Cộng tác viên", "Collaborator"),
        }
    }
}
db::code_column!(YearSource);

row! {
    /// The figures of one year from one source, in one revision.
    #[derive(Clone, Debug, Serialize)]
    pub struct YearFigures {
        pub id: Id<YearRow>,
        pub establishment_id: EstablishmentId,
        pub year: i64,
        pub source: YearSource,
        /// 1 for the first statement; the highest counts.
        pub revision: i64,
        /// Workers, on average over the year.
        pub workers: Option<i64>,
        pub women: Option<i64>,
        pub revenue: Option<Dong>,
        pub capital: Option<Dong>,
        pub collected_on: Date,
        pub note: String,
        pub illustration: bool,
        pub created_at: Timestamp,
    }
}

/// What somebody says of a year.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct YearInput {
    pub year: Option<i64>,
    pub source: Option<YearSource>,
    pub workers: Option<i64>,
    pub women: Option<i64>,
    /// đồng
    pub revenue: Option<Dong>,
    /// đồng
    pub capital: Option<Dong>,
    /// When the figures were collected; absent: today.
    #[schema(value_type = Option<String>, format = Date)]
    pub collected_on: Option<Date>,
    pub note: String,
    /// These figures correct those already kept of this year and source.
    pub correction: bool,
}
