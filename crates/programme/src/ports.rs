//! What this module asks of others. The binary's wiring answers; tests answer with literals.

use db::{BoxFuture, CommandResult, Conn, Cx, DbError};
use jiff::civil::Date;
use kernel::{
    Activity, CeilingId, Dong, EstablishmentId, Lang, ProjectId, SiteId, UnitId, WorkflowId,
};
use rules::{
    FundingScope, ProjectKind,
    checklist::DossierItem,
    criteria::Criterion,
    numbering::{Issuer, PaperKind},
    parameter::{Subject, Value},
    workflow::Definition,
};

use crate::project::Level;

/// What a project or a need must know of an establishment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EstablishmentFacts {
    pub id: EstablishmentId,
    pub name: String,
    pub tax_code: Option<String>,
    /// A code of `rules::eligibility::LegalForm`.
    pub legal_form: String,
    /// VSIC code of the main industry.
    pub industry: Option<String>,
    pub site_id: Option<SiteId>,
    /// The commune of the production site, in the era the site was recorded in.
    pub unit_id: UnitId,
    pub province_id: UnitId,
    pub in_craft_village: bool,
    pub is_sme: Option<bool>,
    pub illustration: bool,
}

/// The register of establishments.
pub trait Establishments: Send + Sync {
    /// The facts of an establishment within the actor's scope; None outside it.
    fn facts<'a>(
        &'a self,
        cx: &'a Cx,
        conn: &'a mut Conn,
        id: EstablishmentId,
    ) -> BoxFuture<'a, CommandResult<Option<EstablishmentFacts>>>;
}

/// "May this be supported, and with how much at most?"
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CeilingQuestion {
    pub activity: Activity,
    /// Which of several norms of one activity; empty for the main one.
    pub variant: String,
    pub scope: FundingScope,
    /// The commune of the site, or a province when no site is known.
    pub unit: UnitId,
    pub on: Date,
    /// The cost the norm's percentage is taken of.
    pub cost: Dong,
    /// A whole production line, for which some norms lift the cap.
    pub line: bool,
    /// None when nobody in particular benefits, as with a bulletin.
    pub legal_form: Option<String>,
    pub industries: Vec<String>,
    pub in_craft_village: bool,
    pub is_sme: Option<bool>,
}

/// One condition and whether it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CeilingFinding {
    /// None when a fact is missing and somebody has to confirm.
    pub passed: Option<bool>,
    pub text: String,
    pub article: String,
    pub verified: bool,
}

/// The answer to a [`CeilingQuestion`], in the actor's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    pub eligible: bool,
    pub findings: Vec<CeilingFinding>,
    /// None when no norm sets a number.
    pub ceiling: Option<Dong>,
    /// `min(50 % × 570.000.000 đ; 200.000.000 đ) = 200.000.000 đ`; empty without a norm.
    pub equation: String,
    /// The legal text, its place in the text and its days in force; empty without a norm.
    pub article: String,
    /// Key of the norm used, as `N18-05`; empty without a norm.
    pub rule_key: String,
    /// Whether the norm used was compared with a published text.
    pub verified: bool,
    pub reasons: Vec<String>,
}

impl Assessment {
    /// Whether it may be supported, as far as the facts are known.
    pub fn eligibility(&self) -> Eligibility {
        let open = self.findings.iter().any(|f| f.passed.is_none());
        Eligibility::of(self.eligible, open)
    }
}

/// Whether support may be given, the same wherever it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Eligibility {
    Eligible,
    /// Nothing speaks against it, but a fact is missing and somebody has to confirm.
    Unsure,
    NotEligible,
}

impl Eligibility {
    /// `eligible`: nothing speaks against it. `open`: a fact is missing.
    pub fn of(eligible: bool, open: bool) -> Eligibility {
        match (eligible, open) {
            (false, _) => Eligibility::NotEligible,
            (true, true) => Eligibility::Unsure,
            (true, false) => Eligibility::Eligible,
        }
    }

    /// The word, colour and icon of its badge.
    pub fn badge(self, lang: Lang) -> (&'static str, &'static str, &'static str) {
        match self {
            Eligibility::Eligible => (lang.t("Đủ điều kiện", "Eligible"), "green", "check"),
            Eligibility::Unsure => (lang.t("Cần xác nhận", "To be confirmed"), "amber", "alert"),
            Eligibility::NotEligible => {
                (lang.t("Chưa đủ điều kiện", "Not eligible"), "red", "stop")
            }
        }
    }

    pub fn is_unsure(self) -> bool {
        self == Eligibility::Unsure
    }

    /// False as well where it is not known yet.
    pub fn is_certain(self) -> bool {
        self == Eligibility::Eligible
    }
}

/// The norms of the law.
pub trait Ceilings: Send + Sync {
    fn assess<'a>(
        &'a self,
        cx: &'a Cx,
        conn: &'a mut Conn,
        question: CeilingQuestion,
    ) -> BoxFuture<'a, CommandResult<Assessment>>;

    /// Assesses and keeps facts, rule version and result, so that the decision can be replayed.
    /// `thing` and `id` name the record that the decision was made for.
    fn keep<'a>(
        &'a self,
        cx: &'a Cx,
        tx: &'a mut Conn,
        question: CeilingQuestion,
        thing: &'static str,
        id: String,
    ) -> BoxFuture<'a, CommandResult<CeilingId>>;
}

/// "By when, or how much at most?", of the numbers of the law that are no norms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParameterQuestion {
    pub subject: Subject,
    pub scope: FundingScope,
    /// The province of the project or plan, of either era.
    pub province: UnitId,
    pub on: Date,
}

/// The deadline, limit or term that applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// None while no known text sets one.
    pub value: Option<Value>,
    /// The legal text and the place in it, in the actor's language; says so when none is known.
    pub article: String,
    /// Whether it was compared with a published text.
    pub verified: bool,
}

/// The deadlines, limits and terms of the law.
pub trait Parameters: Send + Sync {
    /// The row in force for a budget and province on a day; None when there is none.
    fn find<'a>(
        &'a self,
        cx: &'a Cx,
        conn: &'a mut Conn,
        question: ParameterQuestion,
    ) -> BoxFuture<'a, CommandResult<Option<Parameter>>>;
}

/// A machine or a result that was accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedItem {
    pub establishment_id: Option<EstablishmentId>,
    pub name: String,
    pub model: String,
    pub serial: String,
    pub maker: String,
    pub origin: String,
    pub made_year: Option<i64>,
    pub quantity: i64,
    /// Price of one.
    pub price: Dong,
    pub invoice_no: String,
    pub invoice_on: Option<Date>,
}

/// A project whose work was accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedProject {
    pub project_id: ProjectId,
    pub code: String,
    pub title: String,
    pub activity: Activity,
    pub scope: FundingScope,
    pub province_id: UnitId,
    pub unit_id: Option<UnitId>,
    pub establishment_ids: Vec<EstablishmentId>,
    pub accepted_on: Date,
    pub items: Vec<AcceptedItem>,
    /// The accepted promotion money.
    pub support: Dong,
}

/// The registers that take over what was accepted.
pub trait Acceptances: Send + Sync {
    fn accepted<'a>(
        &'a self,
        cx: &'a Cx,
        tx: &'a mut Conn,
        project: AcceptedProject,
    ) -> BoxFuture<'a, CommandResult<()>>;
}

/// Who is looked for, in every province, whatever the actor's scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartyQuestion {
    /// By tax code, citizen number or registration number; head office and branches together.
    Identity(String),
    /// By the words of a site's address.
    Site(String),
    /// By a name, at least that many percent alike.
    Name(String, i64),
    /// The others that share the taxpayer with one.
    SameTaxpayer(EstablishmentId),
    /// The others at one's sites.
    SameSite(EstablishmentId),
    /// The others with a name at least that many percent like one's.
    SameName(EstablishmentId, i64),
}

/// An establishment that may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    pub id: EstablishmentId,
    pub name: String,
    /// The address that was met, when a site was asked for.
    pub address: String,
    /// How alike the names are, when a name was asked for.
    pub percent: Option<i64>,
}

/// The register of establishments, asked about double funding. The answer lies outside the actor's
/// scope as well: of it only what need-to-know allows may be shown.
pub trait Parties: Send + Sync {
    fn find<'a>(
        &'a self,
        cx: &'a Cx,
        conn: &'a mut Conn,
        question: PartyQuestion,
    ) -> BoxFuture<'a, CommandResult<Vec<Party>>>;
}

/// A machine in the register of supported machines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupportedMachine {
    pub id: uuid::Uuid,
    pub establishment_id: EstablishmentId,
    /// The establishment's name.
    pub owner: String,
    pub project_id: Option<ProjectId>,
    pub name: String,
    pub serial: String,
    pub year: i64,
    pub province_id: UnitId,
    pub support: Dong,
    pub illustration: bool,
}

/// The register of supported machines, in every province.
pub trait SupportedMachines: Send + Sync {
    /// The machines of these establishments, and those with one of these serial numbers. Serials
    /// are compared by their letters and digits alone, as they come.
    fn find<'a>(
        &'a self,
        cx: &'a Cx,
        conn: &'a mut Conn,
        establishments: &'a [EstablishmentId],
        serials: &'a [String],
    ) -> BoxFuture<'a, CommandResult<Vec<SupportedMachine>>>;
}

/// Results that the registers hold, for the progress of a programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultQuestion {
    /// Keys of countable results, as `machinery.establishments`.
    pub keys: &'static [&'static str],
    /// Count different establishments instead of adding quantities.
    pub establishments: bool,
    /// None for the whole country.
    pub provinces: Option<Vec<UnitId>>,
    pub from_year: i64,
    pub to_year: i64,
}

/// How much was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResultCount {
    /// Years without results are left out.
    pub by_year: Vec<(i64, i64)>,
    /// Of the whole period; of different establishments less than the sum of the years.
    pub total: i64,
}

/// The countable results of every register.
pub trait Results: Send + Sync {
    fn count<'a>(
        &'a self,
        cx: &'a Cx,
        conn: &'a mut Conn,
        question: ResultQuestion,
    ) -> BoxFuture<'a, CommandResult<ResultCount>>;
}

/// A version of a workflow that projects run on.
#[derive(Clone, Debug)]
pub struct WorkflowVersion {
    pub id: WorkflowId,
    pub definition: Definition,
}

/// The kept versions of the workflows.
pub trait Workflows: Send + Sync {
    /// The version a project of this budget and province begins on; None when there is none yet.
    fn newest<'a>(
        &'a self,
        conn: &'a mut Conn,
        scope: FundingScope,
        province: UnitId,
        on: Date,
    ) -> BoxFuture<'a, Result<Option<WorkflowVersion>, DbError>>;

    fn by_id<'a>(
        &'a self,
        conn: &'a mut Conn,
        id: WorkflowId,
    ) -> BoxFuture<'a, Result<Option<WorkflowVersion>, DbError>>;

    fn all<'a>(
        &'a self,
        conn: &'a mut Conn,
    ) -> BoxFuture<'a, Result<Vec<WorkflowVersion>, DbError>>;
}

/// "Which papers does this dossier hold?"
#[derive(Clone, Debug)]
pub struct DossierQuestion {
    pub scope: FundingScope,
    pub kind: ProjectKind,
    pub activity: Activity,
    /// The province of the project, of either era.
    pub province: UnitId,
    pub on: Date,
    /// Codes of papers that were handed in: they stay though their rows ended meanwhile.
    pub entered: Vec<String>,
}

/// "Which questions does this appraisal answer?"
#[derive(Clone, Debug)]
pub struct CriteriaQuestion {
    pub level: Level,
    pub scope: FundingScope,
    /// The province of the project, of either era.
    pub province: UnitId,
    pub on: Date,
    /// Codes of questions that were answered: they stay though their rows ended meanwhile.
    pub answered: Vec<String>,
}

/// What a project must show.
pub trait Requirements: Send + Sync {
    fn papers<'a>(
        &'a self,
        conn: &'a mut Conn,
        question: DossierQuestion,
    ) -> BoxFuture<'a, Result<Vec<DossierItem>, DbError>>;

    /// In their order, counted from 1.
    fn criteria<'a>(
        &'a self,
        conn: &'a mut Conn,
        question: CriteriaQuestion,
    ) -> BoxFuture<'a, Result<Vec<Criterion>, DbError>>;
}

/// "Which number has this paper?"
#[derive(Clone, Copy, Debug)]
pub struct NumberQuestion {
    pub kind: PaperKind,
    pub issuer: Issuer,
    /// The province of the project, of either era.
    pub province: UnitId,
    /// The day it is signed.
    pub on: Date,
}

/// The paper of a project that needs a number.
#[derive(Clone, Debug)]
pub struct NumberRequest {
    pub question: NumberQuestion,
    /// As somebody typed it; None for the next number of the series.
    pub typed: Option<String>,
    pub title: String,
    pub project: ProjectId,
}

/// How offices number their papers.
pub trait Numbers: Send + Sync {
    /// The number that would be given now; None when the office keeps no series of this kind.
    fn propose<'a>(
        &'a self,
        conn: &'a mut Conn,
        question: NumberQuestion,
    ) -> BoxFuture<'a, Result<Option<String>, DbError>>;

    /// Gives the number within the transaction; None when there is no series, or when what was
    /// typed is none of its numbers.
    fn take<'a>(
        &'a self,
        cx: &'a Cx,
        tx: &'a mut Conn,
        request: NumberRequest,
    ) -> BoxFuture<'a, CommandResult<Option<String>>>;
}
