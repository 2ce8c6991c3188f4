use std::{fmt, hash::Hash, marker::PhantomData, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// An identifier of one kind of thing: a `ProjectId` cannot be passed where a `NeedId` is meant.
///
/// The value is a UUID of version 7, so ids sort by the time they were made.
pub struct Id<K>(Uuid, PhantomData<fn() -> K>);

impl<K> Id<K> {
    pub const fn from_uuid(value: Uuid) -> Self {
        Id(value, PhantomData)
    }

    pub const fn uuid(self) -> Uuid {
        self.0
    }
}

impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K> Copy for Id<K> {}
impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<K> Eq for Id<K> {}
impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<K> Hash for Id<K> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<K> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
impl<K> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
impl<K> FromStr for Id<K> {
    type Err = uuid::Error;
    fn from_str(s: &str) -> Result<Self, uuid::Error> {
        Uuid::parse_str(s).map(Self::from_uuid)
    }
}
impl<K> Serialize for Id<K> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(s)
    }
}
impl<'de, K> Deserialize<'de> for Id<K> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Uuid::deserialize(d).map(Self::from_uuid)
    }
}
impl<K> utoipa::PartialSchema for Id<K> {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid)))
            .into()
    }
}
impl<K> utoipa::ToSchema for Id<K> {}

macro_rules! ids {
    ($($(#[$doc:meta])* $alias:ident of $kind:ident),* $(,)?) => {$(
        #[doc = concat!("Marks the ids of one kind; see [`", stringify!($alias), "`].")]
        pub enum $kind {}
        $(#[$doc])*
        pub type $alias = Id<$kind>;
    )*};
}

ids! {
    /// A person who signs in.
    AccountId of Account,
    /// A body that signs, carries out or receives: centre, department, agency, committee.
    OrganisationId of Organisation,
    /// A rural industrial establishment (cơ sở công nghiệp nông thôn).
    EstablishmentId of Establishment,
    /// A production site of an establishment.
    SiteId of Site,
    /// A stated need of an establishment (phiếu đề xuất nhu cầu).
    NeedId of Need,
    /// A legal document (văn bản).
    InstrumentId of Instrument,
    /// An article or annex of a legal document (điều, phụ lục).
    ArticleId of Article,
    /// A support norm (định mức hỗ trợ).
    NormId of Norm,
    /// A programme of several years (chương trình khuyến công giai đoạn).
    FrameworkId of Framework,
    /// A project of several years and provinces, carried out in parts.
    FlagshipId of Flagship,
    /// A version of a deadline, limit or term (thời hạn, giới hạn).
    ParameterId of Parameter,
    /// An annual plan (kế hoạch khuyến công năm).
    PlanId of Plan,
    /// A task line of an annual plan.
    PlanLineId of PlanLine,
    /// A proposal for an annual plan (đề xuất kế hoạch).
    ProposalId of Proposal,
    /// A criterion by which proposals are scored (tiêu chí xét chọn).
    SelectionCriterionId of SelectionCriterion,
    /// The budget told for a year (dự toán được giao).
    BudgetId of Budget,
    /// An industrial-promotion project (đề án khuyến công).
    ProjectId of Project,
    /// A cost line of a project.
    CostLineId of CostLine,
    /// A paper that proves a step (văn bản chứng minh).
    PaperId of ProofPaper,
    /// A voucher of a settlement (chứng từ).
    VoucherId of Voucher,
    /// Money that has to come back (khoản phải thu hồi).
    DebtId of Debt,
    /// An agreement on machines (biên bản thỏa thuận, hợp đồng ba bên).
    AgreementId of Agreement,
    /// A report on the progress of a project (báo cáo tiến độ).
    ProgressReportId of ProgressReport,
    /// An inspection of a project (kiểm tra, giám sát).
    InspectionId of Inspection,
    /// What an inspection asks for, or a defect found at acceptance.
    RequestId of Request,
    /// A visit after the support (theo dõi sau hỗ trợ).
    FollowUpId of FollowUp,
    /// A stored file.
    FileId of StoredFile,
    /// A version of a workflow definition.
    WorkflowId of Workflow,
    /// A draft of the next version of a workflow.
    WorkflowDraftId of WorkflowDraft,
    /// A version of what a project must show: a paper of its dossier, a question of its appraisal.
    RequirementId of Requirement,
    /// A version of the text that a form (biểu mẫu) rests on.
    FormBasisId of FormBasis,
    /// How an office numbers one kind of paper.
    PaperSeriesId of PaperSeries,
    /// A decision on a ceiling, with the facts and the rule it used.
    CeilingId of Ceiling,
    /// A row of one of the activity registers.
    ActivityRecordId of ActivityRecord,
    /// An industrial cluster (cụm công nghiệp).
    ClusterId of Cluster,
    /// A meeting, conference or delegation.
    MeetingId of Meeting,
    /// An appraisal council or group (hội đồng, tổ thẩm định).
    CouncilId of Council,
    /// A member of an appraisal council.
    CouncilMemberId of CouncilMember,
    /// A session of an appraisal council (phiên họp).
    CouncilSessionId of CouncilSession,
    /// A project on the agenda of a session.
    CouncilItemId of CouncilItem,
    /// A member's interest in a project.
    InterestId of Interest,
    /// A round of supplement to a dossier (lần yêu cầu bổ sung).
    SupplementId of Supplement,
    /// A recommendation (kiến nghị).
    RecommendationId of Recommendation,
    /// A task of the implementation plan (nhiệm vụ).
    TaskId of Task,
    /// What holds a task up (vướng mắc).
    ObstacleId of Obstacle,
    /// A reminder to one person of one thing that is due.
    ReminderId of Reminder,
    /// An e-mail that waits to be sent, or was.
    MailId of Mail,
}
