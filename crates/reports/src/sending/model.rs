use db::row;
use jiff::{Timestamp, civil::Date};
use kernel::{FileId, Id, Lang, UnitId};
use rules::parameter::Subject;
use serde::{Deserialize, Serialize};

/// Marks ids of records of sending.
pub enum SendingKind {}
/// A record that a report was sent.
pub type SendingId = Id<SendingKind>;

/// What a report to the Ministry covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReportPeriod)]
pub enum Period {
    Yearly,
    /// The first six months.
    HalfYear,
}

impl Period {
    pub const ALL: [Period; 2] = [Period::Yearly, Period::HalfYear];

    pub fn code(self) -> &'static str {
        match self {
            Period::Yearly => "yearly",
            Period::HalfYear => "half_year",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Period::Yearly => lang.t("Báo cáo năm", "Yearly report"),
            Period::HalfYear => lang.t("Báo cáo 6 tháng đầu năm", "Report of the first six months"),
        }
    }

    /// The deadline by which it reaches the Ministry.
    pub fn subject(self) -> Subject {
        match self {
            Period::Yearly => Subject::YearlyReport,
            Period::HalfYear => Subject::HalfYearReport,
        }
    }
}

db::code_column!(Period);

row! {
    /// That a report was sent.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    #[schema(as = ReportSending)]
    pub struct Sending {
        pub id: SendingId,
        pub kind: Period,
        pub province_id: UnitId,
        pub year: i64,
        pub paper_no: String,
        #[schema(value_type = String, format = Date)]
        pub paper_on: Date,
        #[schema(value_type = String, format = Date)]
        pub sent_on: Date,
        pub recipient: String,
        pub note: String,
        pub file_id: Option<FileId>,
        pub actor: String,
        #[schema(value_type = String, format = DateTime)]
        pub at: Timestamp,
        pub illustration: bool,
    }
}

row! {
    /// By which day a report is due.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Due {
        pub kind: Period,
        pub province_id: UnitId,
        pub year: i64,
        pub due_on: Date,
        /// The text that says so, as officials quote it.
        pub article: String,
        pub verified: bool,
    }
}
