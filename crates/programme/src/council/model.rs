use db::row;
use jiff::{Timestamp, civil::Date};
use kernel::{
    AccountId, CouncilId, CouncilItemId, CouncilMemberId, CouncilSessionId, Dong, FileId,
    InterestId, Lang, ProjectId, UnitId, format_date,
};
use rules::criteria::Conclusion;
use serde::{Deserialize, Serialize};

use super::share::Share;
use crate::project::{BudgetFit, Level};

/// An enum kept as a short code, with its label in both languages.
macro_rules! coded {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $code:literal, $vi:literal, $en:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $code)] $variant),+ }

        impl $name {
            pub const ALL: &[$name] = &[$($name::$variant),+];

            pub fn code(self) -> &'static str {
                match self { $($name::$variant => $code),+ }
            }

            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.code() == code)
            }

            pub fn label(self, lang: Lang) -> &'static str {
                match self { $($name::$variant => lang.t($vi, $en)),+ }
            }
        }

        db::code_column!($name);
    };
}

coded! {
    /// What the decision calls it.
    CouncilForm {
        Council = "council", "Hội đồng thẩm định", "Council";
        Group = "group", "Tổ thẩm định", "Group";
    }
}

coded! {
    /// What somebody does in a council.
    Duty {
        Chair = "chair", "Chủ tịch, tổ trưởng", "Chair";
        Deputy = "deputy", "Phó chủ tịch, tổ phó", "Deputy";
        Secretary = "secretary", "Thư ký", "Secretary";
        Member = "member", "Ủy viên", "Member";
    }
}

coded! {
    SessionState {
        Planned = "planned", "Đã lên lịch", "Planned";
        /// Ballots are taken.
        Open = "open", "Đang họp", "Open";
        /// The results are written; nothing changes any more.
        Closed = "closed", "Đã kết thúc", "Closed";
        Cancelled = "cancelled", "Đã hủy", "Cancelled";
    }
}

coded! {
    /// What came of a project on an agenda.
    Outcome {
        Pending = "pending", "Chờ kết luận", "Pending";
        Concluded = "concluded", "Đã kết luận", "Concluded";
        Postponed = "postponed", "Hoãn sang phiên sau", "Postponed";
    }
}

coded! {
    /// What ties a member to a project.
    InterestKind {
        Owner = "owner", "Chủ hoặc người góp vốn của cơ sở", "Owns the establishment";
        Relative = "relative", "Người thân của chủ hoặc người đại diện", "Related to owner or representative";
        Employee = "employee", "Làm việc cho cơ sở", "Works for the establishment";
        Drafter = "drafter", "Tham gia lập đề án", "Took part in drawing up the project";
        Implementer = "implementer", "Thuộc đơn vị thực hiện đề án", "Belongs to the implementing unit";
        Proposer = "proposer", "Ghi nhu cầu hoặc ký văn bản đề nghị của đề án", "Entered the need or signed what was filed";
        Namesake = "namesake", "Trùng họ tên người đại diện của cơ sở", "Bears the name of the representative";
        Supplier = "supplier", "Trùng họ tên người ký của bên cung cấp", "Bears the name of the supplier's signer";
        Other = "other", "Lợi ích khác", "Another interest";
    }
}

coded! {
    InterestState {
        /// Found in records and not yet judged by anybody.
        Question = "question", "Cần làm rõ", "To be settled";
        Excluded = "excluded", "Không tham gia", "Excluded";
        Cleared = "cleared", "Không có lợi ích liên quan", "Cleared";
    }
}

coded! {
    VoteChoice {
        For = "for", "Đồng ý", "For";
        WithChanges = "with_changes", "Đồng ý, có chỉnh sửa", "With changes";
        Against = "against", "Không đồng ý", "Against";
    }
}

impl InterestKind {
    /// What a person may declare; that names are alike is only ever found.
    pub fn declarable() -> impl Iterator<Item = InterestKind> {
        Self::ALL.iter().copied().filter(|kind| !kind.is_likeness())
    }

    /// Found by comparing names, which says nothing by itself.
    pub(super) fn is_likeness(self) -> bool {
        matches!(self, InterestKind::Namesake | InterestKind::Supplier)
    }

    /// True for what the records prove: it excludes at once. Anything else that they show is a
    /// question to the member and to whoever runs the council.
    pub(super) fn is_proven(self) -> bool {
        matches!(self, InterestKind::Owner | InterestKind::Drafter)
    }
}

row! {
    /// A council as its decision has it.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct Council {
        pub id: CouncilId,
        pub form: CouncilForm,
        #[schema(value_type = String)]
        pub level: Level,
        /// None for a council of the Ministry.
        pub province_id: Option<UnitId>,
        /// The label of the province; empty for the Ministry's.
        pub territory: String,
        pub title: String,
        pub decision_no: String,
        #[schema(value_type = String, format = Date)]
        pub decision_on: Date,
        pub issuer: String,
        pub signer: String,
        pub file_id: Option<FileId>,
        /// Share of those entitled to vote who must be there, in hundredths of a percent.
        pub quorum_bp: i64,
        /// Share of the votes cast that carries a project, in hundredths of a percent.
        pub pass_bp: i64,
        /// Every project of the territory goes through this council.
        pub required: bool,
        #[schema(value_type = String, format = Date)]
        pub term_from: Date,
        #[schema(value_type = Option<String>, format = Date)]
        pub term_to: Option<Date>,
        pub note: String,
        pub illustration: bool,
        pub version: i64,
    }
}

/// `10/01/2022 – 31/12/2022`, or `từ 10/01/2022` without a last day.
pub(super) fn term(from: Date, to: Option<Date>, lang: Lang) -> String {
    let from = format_date(from);
    match to {
        Some(to) => format!("{from} – {}", format_date(to)),
        None => format!("{} {from}", lang.t("từ", "since")),
    }
}

impl Council {
    pub fn quorum(&self) -> Share {
        Share::from_stored(self.quorum_bp)
    }

    pub fn pass(&self) -> Share {
        Share::from_stored(self.pass_bp)
    }

    /// `12/QĐ-SCT, 10/01/2022`
    pub fn decision(&self) -> String {
        format!("{}, {}", self.decision_no, format_date(self.decision_on))
    }

    pub fn term(&self, lang: Lang) -> String {
        term(self.term_from, self.term_to, lang)
    }

    pub fn in_force(&self, on: Date) -> bool {
        self.term_from <= on && self.term_to.is_none_or(|to| on <= to)
    }
}

row! {
    /// A council in a list.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct CouncilRow {
        pub id: CouncilId,
        #[schema(value_type = String)]
        pub level: Level,
        pub territory: String,
        pub title: String,
        pub decision_no: String,
        #[schema(value_type = String, format = Date)]
        pub decision_on: Date,
        #[schema(value_type = String, format = Date)]
        pub term_from: Date,
        #[schema(value_type = Option<String>, format = Date)]
        pub term_to: Option<Date>,
        pub members: i64,
        pub sessions: i64,
        pub illustration: bool,
    }
}

row! {
    /// Somebody who sits on a council.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct Member {
        pub id: CouncilMemberId,
        pub council_id: CouncilId,
        pub position: i64,
        pub duty: Duty,
        /// None for an outside expert, whose ballots are entered from paper.
        pub account_id: Option<AccountId>,
        pub name: String,
        pub post: String,
        pub votes: bool,
        #[schema(value_type = String, format = Date)]
        pub since: Date,
        #[schema(value_type = Option<String>, format = Date)]
        pub until: Option<Date>,
    }
}

impl Member {
    pub fn on(&self, day: Date) -> bool {
        self.since <= day && self.until.is_none_or(|until| day <= until)
    }
}

row! {
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct Session {
        pub id: CouncilSessionId,
        pub council_id: CouncilId,
        /// Counted within the council.
        pub number: i64,
        #[schema(value_type = String, format = Date)]
        pub held_on: Date,
        /// `14 giờ 00`; empty when not set.
        pub starts_at: String,
        pub place: String,
        pub invitation_no: String,
        #[schema(value_type = Option<String>, format = Date)]
        pub invited_on: Option<Date>,
        pub guests: String,
        /// What the session asks of others.
        pub requests: String,
        /// As the council had it when the session opened.
        pub quorum_bp: i64,
        pub pass_bp: i64,
        pub state: SessionState,
        /// Why it was cancelled.
        pub reason: String,
        #[schema(value_type = Option<String>, format = DateTime)]
        pub opened_at: Option<Timestamp>,
        #[schema(value_type = Option<String>, format = DateTime)]
        pub closed_at: Option<Timestamp>,
        pub illustration: bool,
        pub version: i64,
    }
}

impl Session {
    pub fn quorum(&self) -> Share {
        Share::from_stored(self.quorum_bp)
    }

    pub fn pass(&self) -> Share {
        Share::from_stored(self.pass_bp)
    }

    /// Neither closed nor cancelled.
    pub fn is_live(&self) -> bool {
        matches!(self.state, SessionState::Planned | SessionState::Open)
    }
}

row! {
    /// A session in a list.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct SessionRow {
        pub id: CouncilSessionId,
        pub council: String,
        pub number: i64,
        #[schema(value_type = String, format = Date)]
        pub held_on: Date,
        pub place: String,
        pub state: SessionState,
        pub items: i64,
        pub illustration: bool,
    }
}

row! {
    /// A project on an agenda. Whoever has an interest in it sees only that it is there.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct Item {
        pub id: CouncilItemId,
        pub session_id: CouncilSessionId,
        pub project_id: ProjectId,
        pub position: i64,
        pub code: String,
        pub title: String,
        pub beneficiaries: String,
        pub outcome: Outcome,
        pub conclusion: Option<String>,
        pub proposed: Option<Dong>,
        /// Place among the projects of a council of the Ministry.
        pub rank: Option<i64>,
        pub budget_fit: Option<BudgetFit>,
        pub visit: String,
        pub summary: String,
        /// Why it was postponed.
        pub reason: String,
        pub version: i64,
        /// True when the reader has an interest in the project.
        pub barred: bool,
    }
}

impl Item {
    pub fn conclusion(&self) -> Option<Conclusion> {
        self.conclusion.as_deref().and_then(Conclusion::from_code)
    }
}

row! {
    /// A member on the roll of a session.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct Presence {
        pub member_id: CouncilMemberId,
        pub account_id: Option<AccountId>,
        pub duty: Duty,
        pub name: String,
        pub post: String,
        pub votes: bool,
        pub present: bool,
        /// Why somebody is absent.
        pub reason: String,
    }
}

row! {
    /// An interest of a member in a project.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct Interest {
        pub id: InterestId,
        pub member_id: CouncilMemberId,
        pub name: String,
        pub post: String,
        pub project_id: ProjectId,
        pub code: String,
        pub kind: InterestKind,
        pub declared: bool,
        pub state: InterestState,
        pub detail: String,
        pub actor: String,
        #[schema(value_type = String, format = DateTime)]
        pub at: Timestamp,
        pub settled_by: String,
        pub settlement: String,
        /// What the member says to it; empty before.
        pub answer: String,
    }
}

row! {
    /// A vote as it stands.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct Vote {
        pub member_id: CouncilMemberId,
        pub name: String,
        pub choice: VoteChoice,
        pub opinion: String,
        /// 1 for the first; each change counts one up.
        pub revision: i64,
        pub actor: String,
        #[schema(value_type = String, format = DateTime)]
        pub at: Timestamp,
    }
}

row! {
    /// A member's finding on one criterion.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct MemberFinding {
        pub member_id: CouncilMemberId,
        pub name: String,
        pub criterion: String,
        pub verdict: String,
        pub note: String,
    }
}

row! {
    /// Whether a member may vote on a project, and whether the vote is there.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Seat {
        pub member_id: CouncilMemberId,
        pub account_id: Option<AccountId>,
        pub duty: Duty,
        pub name: String,
        pub post: String,
        pub entitled: bool,
        pub present: bool,
        pub voted: bool,
    }
}

row! {
    /// One act on a vote.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct VoteAct {
        pub name: String,
        pub act: String,
        pub choice: VoteChoice,
        pub opinion: String,
        pub actor: String,
        pub at: Timestamp,
    }
}
