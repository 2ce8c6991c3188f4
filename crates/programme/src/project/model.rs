use jiff::{Timestamp, civil::Date};
use kernel::{
    AccountId, Activity, CostLineId, Dong, EstablishmentId, FundingSource, Lang, NeedId, PaperId,
    PlanLineId, ProjectId, UnitId, WorkflowId, fold,
};
use rules::{FundingScope, ProjectKind};
use serde::Serialize;

db::row! {
    /// A project as it is kept.
    #[derive(Clone, Debug, Serialize)]
    pub struct Project {
        pub id: ProjectId,
        pub code: String,
        pub title: String,
        pub kind: String,
        pub scope: String,
        pub activity: Activity,
        pub variant: String,
        pub line: bool,
        pub year: i64,
        pub province_id: UnitId,
        pub unit_id: Option<UnitId>,
        pub need_id: Option<NeedId>,
        pub plan_line_id: Option<PlanLineId>,
        pub workflow_id: WorkflowId,
        pub state: String,
        pub origin_state: Option<String>,
        pub implementer: String,
        pub coordinator: String,
        pub background: String,
        pub goals: String,
        pub content: String,
        pub effect: String,
        pub starts_on: Option<Date>,
        pub ends_on: Option<Date>,
        pub drafted_on: Date,
        pub approved_on: Option<Date>,
        pub advance_limit_bp: Option<i64>,
        pub accepted_on: Option<Date>,
        pub state_since: Date,
        pub beneficiaries: String,
        pub created_by: Option<AccountId>,
        /// The national centre that files it to the ministry agency itself.
        pub national_centre: Option<String>,
        pub created_at: Timestamp,
        pub version: i64,
        pub illustration: bool,
    }
}

impl Project {
    /// The budget that pays.
    pub fn funding(&self) -> FundingScope {
        FundingScope::from_code(&self.scope).expect("CHECK project_scope allows only these codes")
    }

    pub fn kind(&self) -> ProjectKind {
        ProjectKind::from_code(&self.kind).expect("CHECK project_kind allows only these codes")
    }

    /// The promotion money of this project.
    pub fn source(&self) -> FundingSource {
        self.funding().source()
    }

    /// The day whose norms count: once the money is given by decision, the day of that decision
    /// (projects approved before a change of the law go on unchanged).
    pub fn norm_day(&self, today: Date) -> Date {
        self.approved_on.unwrap_or(today)
    }
}

/// Activities that support a particular establishment; the others serve many, such as a bulletin,
/// and need no beneficiary.
pub fn has_beneficiary(activity: Activity) -> bool {
    matches!(
        activity,
        Activity::A3a
            | Activity::A3b
            | Activity::A3c
            | Activity::A4c
            | Activity::A5
            | Activity::A7b
    )
}

db::row! {
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
    pub struct Beneficiary {
        pub establishment_id: EstablishmentId,
        /// Its name when it entered the project.
        pub name: String,
        pub unit_id: UnitId,
    }
}

/// What a movement of money is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MoneyKind {
    Plan,
    Allot,
    Commit,
    Advance,
    Accept,
    Settle,
    Pay,
    Recover,
}

impl MoneyKind {
    pub const ALL: [MoneyKind; 8] = [
        MoneyKind::Plan,
        MoneyKind::Allot,
        MoneyKind::Commit,
        MoneyKind::Advance,
        MoneyKind::Accept,
        MoneyKind::Settle,
        MoneyKind::Pay,
        MoneyKind::Recover,
    ];

    pub fn code(self) -> &'static str {
        match self {
            MoneyKind::Plan => "plan",
            MoneyKind::Allot => "allot",
            MoneyKind::Commit => "commit",
            MoneyKind::Advance => "advance",
            MoneyKind::Accept => "accept",
            MoneyKind::Settle => "settle",
            MoneyKind::Pay => "pay",
            MoneyKind::Recover => "recover",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// True when money leaves the budget.
    pub fn is_spending(self) -> bool {
        matches!(self, MoneyKind::Advance | MoneyKind::Pay)
    }

    /// The balance it moves.
    pub(super) fn column(self) -> &'static str {
        match self {
            MoneyKind::Plan => "planned",
            MoneyKind::Allot => "allotted",
            MoneyKind::Commit => "committed",
            MoneyKind::Advance => "advanced",
            MoneyKind::Accept => "accepted",
            MoneyKind::Settle => "settled",
            MoneyKind::Pay => "paid",
            MoneyKind::Recover => "recovered",
        }
    }

    /// The name of the balance.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            MoneyKind::Plan => lang.t("Kế hoạch", "Planned"),
            MoneyKind::Allot => lang.t("Được giao", "Allotted"),
            MoneyKind::Commit => lang.t("Hợp đồng", "Committed"),
            MoneyKind::Advance => lang.t("Tạm ứng", "Advanced"),
            MoneyKind::Accept => lang.t("Nghiệm thu", "Accepted"),
            MoneyKind::Settle => lang.t("Quyết toán", "Settled"),
            MoneyKind::Pay => lang.t("Thanh toán", "Paid"),
            MoneyKind::Recover => lang.t("Thu hồi", "Recovered"),
        }
    }
}

db::code_column!(MoneyKind);

/// The balances of one source of one cost line, or sums of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Balances {
    pub requested: Dong,
    pub planned: Dong,
    pub allotted: Dong,
    pub committed: Dong,
    pub advanced: Dong,
    pub accepted: Dong,
    pub settled: Dong,
    pub paid: Dong,
    pub recovered: Dong,
    /// The sum of the vouchers as admitted; settled keeps within it.
    pub admitted: Dong,
}

impl Balances {
    pub fn get(&self, kind: MoneyKind) -> Dong {
        match kind {
            MoneyKind::Plan => self.planned,
            MoneyKind::Allot => self.allotted,
            MoneyKind::Commit => self.committed,
            MoneyKind::Advance => self.advanced,
            MoneyKind::Accept => self.accepted,
            MoneyKind::Settle => self.settled,
            MoneyKind::Pay => self.paid,
            MoneyKind::Recover => self.recovered,
        }
    }

    pub(super) fn slot(&mut self, kind: MoneyKind) -> &mut Dong {
        match kind {
            MoneyKind::Plan => &mut self.planned,
            MoneyKind::Allot => &mut self.allotted,
            MoneyKind::Commit => &mut self.committed,
            MoneyKind::Advance => &mut self.advanced,
            MoneyKind::Accept => &mut self.accepted,
            MoneyKind::Settle => &mut self.settled,
            MoneyKind::Pay => &mut self.paid,
            MoneyKind::Recover => &mut self.recovered,
        }
    }

    /// What has left the budget: advances and payments less what came back.
    pub fn spent(&self) -> Dong {
        self.advanced + self.paid - self.recovered
    }

    /// What may be paid in all: the settled value once there is one, until then the accepted one.
    pub fn payable(&self) -> Dong {
        match self.settled.is_zero() {
            true => self.accepted,
            false => self.settled,
        }
    }

    /// What is still to be paid; negative when money has to come back.
    pub fn due(&self) -> Dong {
        self.payable() - self.spent()
    }

    /// What can be settled: accepted, and proven by admitted vouchers.
    pub fn provable(&self) -> Dong {
        self.accepted.min(self.admitted)
    }

    pub fn add(&mut self, other: &Balances) {
        self.requested += other.requested;
        self.admitted += other.admitted;
        for kind in MoneyKind::ALL {
            *self.slot(kind) += other.get(kind);
        }
    }
}

/// One source of a cost line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct LineSource {
    pub source: FundingSource,
    #[serde(flatten)]
    pub balances: Balances,
}

/// A line of the estimate with the money of each source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct CostLine {
    pub id: CostLineId,
    pub establishment_id: Option<EstablishmentId>,
    /// The establishment or class of a project of several; empty elsewhere.
    pub owner: String,
    pub position: i64,
    pub title: String,
    pub unit: String,
    pub quantity: i64,
    pub unit_price: Dong,
    pub amount: Dong,
    /// Whether the norm's percentage is taken of this cost.
    pub counted: bool,
    pub sources: Vec<LineSource>,
}

impl CostLine {
    /// What it is called beside others: “Lớp may công nghiệp số 1 · May công nghiệp”.
    pub fn name(&self) -> String {
        match self.owner.is_empty() || fold(&self.title).contains(&fold(&self.owner)) {
            true => self.title.clone(),
            false => format!("{} · {}", self.owner, self.title),
        }
    }

    pub fn of(&self, source: FundingSource) -> Balances {
        self.sources
            .iter()
            .find(|s| s.source == source)
            .map_or_else(Balances::default, |s| s.balances)
    }

    pub fn requested(&self) -> Dong {
        self.sources.iter().map(|s| s.balances.requested).sum()
    }
}

/// Sums of one source over all lines.
pub fn total_of(lines: &[CostLine], source: FundingSource) -> Balances {
    let mut total = Balances::default();
    lines.iter().for_each(|line| total.add(&line.of(source)));
    total
}

/// Sums over all sources.
pub fn total(lines: &[CostLine]) -> Balances {
    let mut total = Balances::default();
    for source in lines.iter().flat_map(|line| &line.sources) {
        total.add(&source.balances);
    }
    total
}

/// The two levels of appraisal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Cấp cơ sở: the department's.
    Base,
    /// Cấp Bộ.
    Ministry,
}

impl Level {
    pub const ALL: [Level; 2] = [Level::Base, Level::Ministry];

    pub fn code(self) -> &'static str {
        match self {
            Level::Base => "base",
            Level::Ministry => "ministry",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Level::Base => lang.t("Thẩm định cấp cơ sở", "Base appraisal"),
            Level::Ministry => lang.t("Thẩm định cấp Bộ", "Ministry appraisal"),
        }
    }
}

db::code_column!(Level);

db::row! {
    /// A step that was taken.
    #[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
    pub struct Event {
        pub step: String,
        pub from_state: Option<String>,
        pub to_state: String,
        #[schema(value_type = String, format = Date)]
        pub on_date: Date,
        pub reason: String,
        pub note: String,
        pub paper_id: Option<PaperId>,
        pub actor: String,
        pub role: String,
        #[schema(value_type = String, format = DateTime)]
        pub at: Timestamp,
    }
}

db::row! {
    /// A paper that proves a step, with the newest file that was attached to it.
    #[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
    pub struct Paper {
        pub id: PaperId,
        pub step: String,
        pub title: String,
        pub number: String,
        #[schema(value_type = String, format = Date)]
        pub signed_on: Date,
        pub signer: String,
        pub file_id: Option<kernel::FileId>,
        pub sha256: Option<String>,
    }
}

db::row! {
    /// One movement of money.
    #[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
    pub struct MoneyEntry {
        pub line_id: CostLineId,
        pub source: FundingSource,
        pub kind: MoneyKind,
        pub amount: Dong,
        /// The plan year.
        pub year: i64,
        /// The budget year (niên độ) in which it was spent or came back; the plan year for other kinds.
        pub budget_year: i64,
        #[schema(value_type = String, format = Date)]
        pub on_date: Date,
        pub step: String,
        pub paper_id: Option<PaperId>,
        pub actor: String,
        #[schema(value_type = String, format = DateTime)]
        pub at: Timestamp,
    }
}

db::row! {
    /// A machine or a result to accept.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
    pub struct AcceptanceItem {
        pub establishment_id: Option<EstablishmentId>,
        pub name: String,
        pub model: String,
        pub serial: String,
        pub maker: String,
        pub origin: String,
        pub made_year: Option<i64>,
        pub quantity: i64,
        pub price: Dong,
        pub invoice_no: String,
        #[schema(value_type = Option<String>, format = Date)]
        pub invoice_on: Option<Date>,
        /// What is counted: gian hàng, chuyên mục; empty for machines and classes.
        pub unit: String,
        /// How many of it the project promised.
        pub planned: Option<i64>,
        /// Learners of a class.
        pub enrolled: Option<i64>,
        pub finished: Option<i64>,
        /// None: not known on the day of the acceptance.
        pub certified: Option<i64>,
        pub employed: Option<i64>,
    }
}

db::row! {
    /// A result by indicator.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
    pub struct ProjectResult {
        pub name: String,
        pub unit: String,
        pub planned: Option<i64>,
        pub actual: i64,
    }
}

db::row! {
    /// A ceiling that a step rested on.
    #[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
    pub struct KeptCeiling {
        pub step: String,
        /// Whom it is about, where there are several; empty elsewhere.
        pub name: String,
        #[schema(value_type = String, format = Date)]
        pub on_date: Date,
        pub establishment_id: Option<EstablishmentId>,
        pub ceiling_id: kernel::CeilingId,
        pub asked: Dong,
        pub ceiling: Option<Dong>,
        pub equation: String,
        pub article: String,
        pub verified: bool,
    }
}
