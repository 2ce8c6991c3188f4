use db::row;
use jiff::{Timestamp, civil::Date};
use kernel::{Activity, Dong, EstablishmentId, FundingSource, Id, InstrumentId, Lang, UnitId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// By what two supports are taken for the same.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum MatchKind {
    /// The same machine, by its serial number.
    Serial,
    /// The same invoice, by number and day.
    Invoice,
    /// The same taxpayer with the same activity in the same plan year, paid by the other budget.
    OtherBudget,
    /// The same taxpayer with the same activity.
    Taxpayer,
    /// Another establishment at the same production site with the same activity.
    Site,
    /// An establishment of a like name with the same activity.
    Name,
}

impl MatchKind {
    pub const ALL: [MatchKind; 6] = [
        MatchKind::Serial,
        MatchKind::Invoice,
        MatchKind::OtherBudget,
        MatchKind::Taxpayer,
        MatchKind::Site,
        MatchKind::Name,
    ];

    pub fn code(self) -> &'static str {
        match self {
            MatchKind::Serial => "serial",
            MatchKind::Invoice => "invoice",
            MatchKind::OtherBudget => "other_budget",
            MatchKind::Taxpayer => "taxpayer",
            MatchKind::Site => "site",
            MatchKind::Name => "name",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            MatchKind::Serial => lang.t("Cùng số máy", "Same serial number"),
            MatchKind::Invoice => lang.t("Cùng hóa đơn", "Same invoice"),
            MatchKind::OtherBudget => lang.t(
                "Cùng cơ sở, cùng nội dung, cùng năm, nguồn khác",
                "Same taxpayer, activity and year, other budget",
            ),
            MatchKind::Taxpayer => {
                lang.t("Cùng cơ sở, cùng nội dung", "Same taxpayer and activity")
            }
            MatchKind::Site => lang.t(
                "Cùng địa điểm sản xuất, cơ sở khác",
                "Same site, another establishment",
            ),
            MatchKind::Name => lang.t("Tên gần giống", "Like name"),
        }
    }
}

/// What a rule does with a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MatchAction {
    /// The step is refused until the match is settled.
    Block,
    /// The match is shown; the step goes on.
    Warn,
    /// Not looked for.
    Off,
}

impl MatchAction {
    pub const ALL: [MatchAction; 3] = [MatchAction::Block, MatchAction::Warn, MatchAction::Off];

    pub fn code(self) -> &'static str {
        match self {
            MatchAction::Block => "block",
            MatchAction::Warn => "warn",
            MatchAction::Off => "off",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            MatchAction::Block => lang.t("Chặn đến khi giải quyết", "Stops the step"),
            MatchAction::Warn => lang.t("Cảnh báo", "Warns"),
            MatchAction::Off => lang.t("Không rà soát", "Not looked for"),
        }
    }
}

/// How a match was settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Resolution {
    /// They are two different things.
    Distinct,
    /// The same, and supporting it again is allowed.
    Allowed,
    /// It is double funding; the project cannot go on like this.
    Confirmed,
}

impl Resolution {
    pub const ALL: [Resolution; 3] = [
        Resolution::Distinct,
        Resolution::Allowed,
        Resolution::Confirmed,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Resolution::Distinct => "distinct",
            Resolution::Allowed => "allowed",
            Resolution::Confirmed => "confirmed",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Resolution::Distinct => lang.t("Không trùng", "Not the same"),
            Resolution::Allowed => lang.t("Được hỗ trợ tiếp", "The same, and allowed"),
            Resolution::Confirmed => lang.t("Đúng là trùng hỗ trợ", "Double funding"),
        }
    }

    /// True when the step may go on.
    pub fn clears(self) -> bool {
        self != Resolution::Confirmed
    }
}

db::code_column!(MatchKind, MatchAction, Resolution);

/// Marks the ids of rules.
pub enum RuleKind {}
pub type RuleId = Id<RuleKind>;

row! {
    /// What a kind of match means from a day on.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct Rule {
        #[schema(value_type = Uuid)]
        pub id: RuleId,
        pub kind: MatchKind,
        pub action: MatchAction,
        /// How many plan years apart still count; none for all years.
        pub years: Option<i64>,
        /// How alike names must be, in percent.
        pub similarity: Option<i64>,
        #[schema(value_type = String, format = Date)]
        pub valid_from: Date,
        /// The text and article it rests on.
        pub basis: String,
        /// The document of that text, when it is in the register.
        pub instrument_id: Option<InstrumentId>,
        pub verified: bool,
        pub note: String,
        pub actor: String,
        #[schema(value_type = String, format = DateTime)]
        pub created_at: Timestamp,
    }
}

impl Rule {
    /// True when supports of these plan years are near enough to be compared.
    pub fn reaches(&self, year: i64, other: i64) -> bool {
        self.years.is_none_or(|years| (year - other).abs() <= years)
    }
}

row! {
    /// A match that was kept.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Kept {
        pub project_id: kernel::ProjectId,
        pub match_key: String,
        pub kind: MatchKind,
        pub action: MatchAction,
        pub subject: String,
        pub other_id: Uuid,
        pub other_label: String,
        pub other_party: String,
        pub found_step: String,
        pub found_on: Date,
        pub resolution: Option<Resolution>,
        pub reason: String,
        pub resolver: String,
        pub resolved_at: Option<Timestamp>,
        pub version: i64,
    }
}

/// Which record a support stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum GivenThing {
    Project,
    /// A machine of the register of supported machines that no project holds.
    MachineSupport,
    /// A need that no project took up: asked for, not given.
    Need,
}

impl GivenThing {
    pub fn code(self) -> &'static str {
        match self {
            GivenThing::Project => "project",
            GivenThing::MachineSupport => "machine_support",
            GivenThing::Need => "need",
        }
    }
}

/// Which amount is shown of a support.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AmountOf {
    Requested,
    Planned,
    Allotted,
    Accepted,
}

impl AmountOf {
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            AmountOf::Requested => lang.t("đề nghị", "asked"),
            AmountOf::Planned => lang.t("kế hoạch", "planned"),
            AmountOf::Allotted => lang.t("được giao", "allotted"),
            AmountOf::Accepted => lang.t("nghiệm thu", "accepted"),
        }
    }
}

/// A support that was given or asked for, with as much of it as everybody who looks for double
/// funding may know: name, project, amount, place, state; never a tax code or citizen number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = GivenSupport)]
pub struct Given {
    pub thing: GivenThing,
    pub id: Uuid,
    /// The number of a project; empty for other records.
    pub code: String,
    pub title: String,
    /// Whom it supports.
    pub party: String,
    #[schema(value_type = Vec<Uuid>)]
    #[serde(skip)]
    pub establishments: Vec<EstablishmentId>,
    pub activity: Activity,
    pub year: i64,
    /// None when the record does not say.
    pub source: Option<FundingSource>,
    pub amount: Dong,
    pub amount_of: AmountOf,
    pub province_id: UnitId,
    pub province: String,
    /// In the asker's language.
    pub state: String,
    /// It ended without support, or is not more than a wish: it was not funded.
    pub unfunded: bool,
    /// Whether the asker may open the record.
    pub open: bool,
    pub illustration: bool,
}

impl Given {
    /// `ĐA-77-2022-0001 · Hỗ trợ …`
    pub fn label(&self) -> String {
        match self.code.is_empty() {
            true => self.title.clone(),
            false => format!("{} · {}", self.code, self.title),
        }
    }

    /// Where the record is; empty when the asker may not open it.
    pub fn href(&self) -> String {
        if !self.open {
            return String::new();
        }
        match self.thing {
            GivenThing::Project => format!("/projects/{}", self.id),
            GivenThing::MachineSupport => format!("/machines/{}", self.id),
            GivenThing::Need => format!("/needs/{}", self.id),
        }
    }

    pub fn source_label(&self, lang: Lang) -> &'static str {
        self.source.map_or("", |source| source.label(lang))
    }
}
