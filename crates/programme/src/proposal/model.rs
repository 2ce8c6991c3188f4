use db::row;
use jiff::{Timestamp, civil::Date};
use kernel::{
    AccountId, Activity, Dong, EstablishmentId, FundingSource, Lang, NeedId, PlanId, PlanLineId,
    ProjectId, ProposalId, Role, UnitId,
};
use rules::{FundingScope, ProjectKind};
use serde::{Deserialize, Serialize};

use crate::{plan::quarters, ports::Eligibility};

/// Who holds a proposal. The order is the way up.
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
pub enum Holder {
    /// Xã, phường, đặc khu, or the collaborator there.
    Commune,
    Centre,
    Department,
    /// The ministry agency; national money only.
    Agency,
}

impl Holder {
    pub const ALL: [Holder; 4] = [
        Holder::Commune,
        Holder::Centre,
        Holder::Department,
        Holder::Agency,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Holder::Commune => "commune",
            Holder::Centre => "centre",
            Holder::Department => "department",
            Holder::Agency => "agency",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|h| h.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Holder::Commune => lang.t("Xã, phường", "Commune"),
            Holder::Centre => lang.t("Trung tâm", "Centre"),
            Holder::Department => lang.t("Sở Công Thương", "Department"),
            Holder::Agency => lang.t("Cục thuộc Bộ Công Thương", "Ministry agency"),
        }
    }

    /// The level at which a role works; None for roles that hold no proposals.
    pub fn of(role: Role) -> Option<Holder> {
        match role {
            Role::Collaborator => Some(Holder::Commune),
            Role::Officer | Role::CentreHead => Some(Holder::Centre),
            Role::Appraiser => Some(Holder::Department),
            Role::MinistryAgency => Some(Holder::Agency),
            Role::Accountant | Role::Establishment | Role::Administrator => None,
        }
    }

    /// Who decides on the plans of a budget.
    pub fn deciding(scope: FundingScope) -> Holder {
        match scope {
            FundingScope::Kcqg => Holder::Agency,
            FundingScope::Kcdp => Holder::Department,
        }
    }

    /// Who gets it next. A national centre files straight to the agency (`direct`).
    pub fn above(self, scope: FundingScope, direct: bool) -> Option<Holder> {
        match self {
            Holder::Commune => Some(Holder::Centre),
            Holder::Centre if direct && scope == FundingScope::Kcqg => Some(Holder::Agency),
            Holder::Centre => Some(Holder::Department),
            Holder::Department if scope == FundingScope::Kcqg => Some(Holder::Agency),
            Holder::Department | Holder::Agency => None,
        }
    }

    /// To whom it may be sent back, never below whoever drew it up.
    pub fn below(self, origin: Holder, direct: bool) -> Option<Holder> {
        let below = match self {
            Holder::Commune => return None,
            Holder::Centre => Holder::Commune,
            Holder::Department => Holder::Centre,
            Holder::Agency if direct => Holder::Centre,
            Holder::Agency => Holder::Department,
        };
        (below >= origin).then_some(below)
    }
}

/// Where a proposal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProposalState {
    /// Its holder works on it.
    Open,
    /// It came back with a remark.
    Returned,
    Selected,
    Reserve,
    /// For the next year.
    Deferred,
    Refused,
    Withdrawn,
    /// It became a line of the plan.
    Approved,
}

impl ProposalState {
    pub const ALL: [ProposalState; 8] = [
        ProposalState::Open,
        ProposalState::Returned,
        ProposalState::Selected,
        ProposalState::Reserve,
        ProposalState::Deferred,
        ProposalState::Refused,
        ProposalState::Withdrawn,
        ProposalState::Approved,
    ];

    pub fn code(self) -> &'static str {
        match self {
            ProposalState::Open => "open",
            ProposalState::Returned => "returned",
            ProposalState::Selected => "selected",
            ProposalState::Reserve => "reserve",
            ProposalState::Deferred => "deferred",
            ProposalState::Refused => "refused",
            ProposalState::Withdrawn => "withdrawn",
            ProposalState::Approved => "approved",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            ProposalState::Open => lang.t("Đang xem xét", "Being looked at"),
            ProposalState::Returned => lang.t("Bị trả lại", "Sent back"),
            ProposalState::Selected => lang.t("Được chọn", "Selected"),
            ProposalState::Reserve => lang.t("Dự phòng", "In reserve"),
            ProposalState::Deferred => lang.t("Chuyển năm sau", "Deferred"),
            ProposalState::Refused => lang.t("Không chọn", "Not selected"),
            ProposalState::Withdrawn => lang.t("Đã rút", "Withdrawn"),
            ProposalState::Approved => lang.t("Đã vào kế hoạch", "In the plan"),
        }
    }

    pub fn colour(self) -> &'static str {
        match self {
            ProposalState::Open => "blue",
            ProposalState::Returned | ProposalState::Reserve | ProposalState::Deferred => "amber",
            ProposalState::Selected | ProposalState::Approved => "green",
            ProposalState::Refused | ProposalState::Withdrawn => "red",
        }
    }

    pub fn icon(self) -> &'static str {
        match self {
            ProposalState::Open | ProposalState::Reserve | ProposalState::Deferred => "clock",
            ProposalState::Returned => "back",
            ProposalState::Selected | ProposalState::Approved => "check",
            ProposalState::Refused | ProposalState::Withdrawn => "stop",
        }
    }

    /// True while its holder may still change it or pass it on.
    pub fn is_moving(self) -> bool {
        matches!(self, ProposalState::Open | ProposalState::Returned)
    }
}

/// The kind of a proposal, as that of the project it becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Kind(pub ProjectKind);

impl Kind {
    fn code(self) -> &'static str {
        self.0.code()
    }

    fn from_code(code: &str) -> Option<Self> {
        ProjectKind::from_code(code).map(Kind)
    }
}

impl utoipa::PartialSchema for Kind {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        <String as utoipa::PartialSchema>::schema()
    }
}
impl utoipa::ToSchema for Kind {
    fn name() -> std::borrow::Cow<'static, str> {
        "ProposalKind".into()
    }
}

db::code_column!(Holder, ProposalState, Kind);

row! {
    /// A proposal as it is kept.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct Proposal {
        pub id: ProposalId,
        pub plan_id: PlanId,
        pub need_id: Option<NeedId>,
        pub project_id: Option<ProjectId>,
        pub establishment_id: Option<EstablishmentId>,
        /// The beneficiary's name at the time; empty when nobody in particular benefits.
        pub beneficiary: String,
        pub province_id: UnitId,
        pub unit_id: Option<UnitId>,
        /// `single`, `group` or `flagship`.
        pub kind: Kind,
        pub activity: Activity,
        /// Which of several norms of the activity; empty for the main one.
        pub variant: String,
        /// A whole technology line.
        pub line: bool,
        pub title: String,
        pub content: String,
        pub implementer: String,
        pub quantity: i64,
        pub unit_word: String,
        pub total_cost: Dong,
        /// The promotion money asked for.
        pub asked: Dong,
        pub holder: Holder,
        pub origin: Holder,
        pub state: ProposalState,
        #[schema(value_type = String, format = Date)]
        pub state_since: Date,
        /// Why it stands there, where a reason is due.
        pub reason: String,
        /// Place in the order of priority, 1 first.
        pub rank: Option<i64>,
        pub rank_reason: String,
        /// Share of the full score, in hundredths of a percent.
        pub score: Option<i64>,
        /// What those who select would give.
        pub granted: Option<Dong>,
        /// The same by quarters; none while it is not split.
        pub quarter_1: Option<Dong>,
        pub quarter_2: Option<Dong>,
        pub quarter_3: Option<Dong>,
        pub quarter_4: Option<Dong>,
        /// The day whose norms the ceiling rests on.
        #[schema(value_type = String, format = Date)]
        pub ceiling_on: Date,
        /// None when no norm sets a number.
        pub ceiling: Option<Dong>,
        pub ceiling_equation: String,
        pub ceiling_article: String,
        pub ceiling_verified: bool,
        pub eligible: bool,
        /// Nothing speaks against it, but a fact is missing and somebody has to confirm.
        pub unsure: bool,
        /// What speaks against it or has to be confirmed.
        pub ceiling_reasons: String,
        /// The line it became.
        pub plan_line_id: Option<PlanLineId>,
        /// The proposal of the year before that goes on here.
        pub carried_from: Option<ProposalId>,
        pub created_by: Option<AccountId>,
        pub illustration: bool,
        pub version: i64,
    }
}

row! {
    /// A proposal in a list.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct ProposalRow {
        pub id: ProposalId,
        pub plan_id: PlanId,
        pub scope: FundingSource,
        pub year: i64,
        pub title: String,
        pub beneficiary: String,
        pub place: String,
        pub kind: Kind,
        pub activity: Activity,
        pub asked: Dong,
        pub granted: Option<Dong>,
        pub ceiling: Option<Dong>,
        pub ceiling_verified: bool,
        pub eligible: bool,
        /// Nothing speaks against it, but a fact is missing and somebody has to confirm.
        pub unsure: bool,
        pub holder: Holder,
        pub state: ProposalState,
        pub rank: Option<i64>,
        pub score: Option<i64>,
        pub illustration: bool,
        pub version: i64,
        /// In the order of priority, what this and all before it would be given together. Those
        /// that are out count nothing; 0 in lists without that order.
        pub running: Dong,
    }
}

row! {
    /// What was said when a proposal was sent back.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct Remark {
        pub from_holder: Holder,
        pub to_holder: Holder,
        pub remark: String,
        pub actor: String,
        #[schema(value_type = String, format = DateTime)]
        pub at: Timestamp,
    }
}

/// 8.250 hundredths of a percent as `82,5`; empty when not scored.
pub fn score_text(score: Option<i64>) -> String {
    score.map_or_else(String::new, |s| match (s / 100, s % 100) {
        (whole, 0) => whole.to_string(),
        (whole, rest) if rest % 10 == 0 => format!("{whole},{}", rest / 10),
        (whole, rest) => format!("{whole},{rest:02}"),
    })
}

impl Proposal {
    pub fn eligibility(&self) -> Eligibility {
        Eligibility::of(self.eligible, self.unsure)
    }

    /// True when more is asked for than the norms allow.
    pub fn is_over(&self) -> bool {
        self.ceiling.is_some_and(|c| self.asked > c)
    }

    pub fn score_text(&self) -> String {
        score_text(self.score)
    }

    /// `100 · 200 · 0 · 50` in đồng; empty when not split.
    pub fn quarters(&self) -> String {
        quarters::text([
            self.quarter_1,
            self.quarter_2,
            self.quarter_3,
            self.quarter_4,
        ])
    }
}

impl ProposalRow {
    pub fn eligibility(&self) -> Eligibility {
        Eligibility::of(self.eligible, self.unsure)
    }

    pub fn score_text(&self) -> String {
        score_text(self.score)
    }

    /// True when more is asked for than the norms allow.
    pub fn is_over(&self) -> bool {
        self.ceiling.is_some_and(|c| self.asked > c)
    }

    /// What counts in the running total: what would be given, or what is asked.
    pub fn counted(&self) -> Dong {
        self.granted.unwrap_or(self.asked)
    }

    /// Grouped, without the unit; empty when no norm sets a number.
    pub fn ceiling_text(&self) -> String {
        self.ceiling.map(Dong::grouped).unwrap_or_default()
    }

    pub fn rank_text(&self) -> String {
        self.rank.map(|r| r.to_string()).unwrap_or_default()
    }
}
