use db::row;
use jiff::civil::Date;
use kernel::{
    Activity, Dong, EstablishmentId, Lang, NeedId, ProjectId, SiteId, UnitId, format_date,
};
use serde::{Deserialize, Serialize};

/// Where a need stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NeedState {
    New,
    /// A project took it up.
    Accepted,
    Rejected,
}

impl NeedState {
    pub const ALL: [NeedState; 3] = [NeedState::New, NeedState::Accepted, NeedState::Rejected];

    pub fn code(self) -> &'static str {
        match self {
            NeedState::New => "new",
            NeedState::Accepted => "accepted",
            NeedState::Rejected => "rejected",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            NeedState::New => lang.t("Mới", "New"),
            NeedState::Accepted => lang.t("Đã lập đề án", "Taken up by a project"),
            NeedState::Rejected => lang.t("Không đáp ứng", "Rejected"),
        }
    }

    pub fn colour(self) -> &'static str {
        match self {
            NeedState::New => "amber",
            NeedState::Accepted => "green",
            NeedState::Rejected => "red",
        }
    }

    pub fn icon(self) -> &'static str {
        match self {
            NeedState::New => "clock",
            NeedState::Accepted => "check",
            NeedState::Rejected => "stop",
        }
    }
}

/// How the Centre learned of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NeedSource {
    Visit,
    Letter,
    Phone,
    Meeting,
    /// Entered by the establishment itself.
    Online,
}

impl NeedSource {
    pub const ALL: [NeedSource; 5] = [
        NeedSource::Visit,
        NeedSource::Letter,
        NeedSource::Phone,
        NeedSource::Meeting,
        NeedSource::Online,
    ];

    pub fn code(self) -> &'static str {
        match self {
            NeedSource::Visit => "visit",
            NeedSource::Letter => "letter",
            NeedSource::Phone => "phone",
            NeedSource::Meeting => "meeting",
            NeedSource::Online => "online",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            NeedSource::Visit => lang.t("Khảo sát tại cơ sở", "Visit on site"),
            NeedSource::Letter => lang.t("Đơn, công văn", "Letter"),
            NeedSource::Phone => lang.t("Điện thoại", "Telephone"),
            NeedSource::Meeting => lang.t("Hội nghị, tập huấn", "Meeting or training"),
            NeedSource::Online => lang.t("Cơ sở tự nhập", "Entered by the establishment"),
        }
    }
}

db::code_column!(NeedState, NeedSource);

row! {
    /// A need sheet.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct Need {
        pub id: NeedId,
        pub establishment_id: EstablishmentId,
        /// As it was when the sheet was written.
        pub establishment_name: String,
        pub site_id: Option<SiteId>,
        /// The commune of the production site.
        pub unit_id: UnitId,
        pub province_id: UnitId,
        pub activity: Activity,
        /// Which of several norms of the activity; empty for the main one.
        pub variant: String,
        /// Whether it is a whole technology line.
        pub line: bool,
        /// The machine or activity wanted.
        pub title: String,
        pub description: String,
        pub total_cost: Dong,
        pub own_money: Dong,
        pub help_wanted: Dong,
        /// The year in which it is wanted.
        pub year: i64,
        pub met_by: String,
        #[schema(value_type = String, format = Date)]
        pub met_on: Date,
        pub source: NeedSource,
        pub state: NeedState,
        /// Why it was rejected.
        pub reason: String,
        #[schema(value_type = Option<String>, format = Date)]
        pub decided_on: Option<Date>,
        pub project_id: Option<ProjectId>,
        /// Code of the project that took it up; empty before.
        pub project_code: String,
        pub illustration: bool,
        pub version: i64,
    }
}

impl Need {
    /// The day of the meeting as people write it.
    pub fn met_day(&self) -> String {
        format_date(self.met_on)
    }
}
