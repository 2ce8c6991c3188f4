//! A small register and a simple norm, as literals, for the tests of this crate.

use std::sync::{Arc, Mutex};

use db::{BoxFuture, CommandResult, Conn, Cx, DbError, Migration, Ports, sql};
use jiff::civil::Date;
use kernel::{
    AccountId, Activity, BasisPoints, CeilingId, Dong, EstablishmentId, Role, UnitId, WorkflowId,
};
use rules::{
    FundingScope,
    checklist::{self, DossierItem, DossierQuery},
    criteria::{self, Criterion},
    numbering::PaperKind,
    parameter::{Subject, Value, YearDay},
    workflow,
};
use testkit::TestDb;
use uuid::Uuid;

use crate::council::ports::{People, Person, Representatives};
use crate::ports::{
    Acceptances, AcceptedProject, Assessment, CeilingFinding, CeilingQuestion, Ceilings,
    CriteriaQuestion, DossierQuestion, EstablishmentFacts, Establishments, NumberQuestion,
    NumberRequest, Numbers, Parameter, ParameterQuestion, Parameters, Parties, Party,
    PartyQuestion, Requirements, ResultCount, ResultQuestion, Results, SupportedMachine,
    SupportedMachines, WorkflowVersion, Workflows,
};

/// Tables of others, of which only the keys are needed here.
const OTHERS: &[Migration] = &[
    Migration::both(
        "20260104_1_register",
        "CREATE TABLE establishment (id UUID PRIMARY KEY);",
    ),
    Migration::both(
        "20260105_6_workflow",
        "CREATE TABLE workflow_version (id UUID PRIMARY KEY);",
    ),
];

/// A cap and a share as literals: min(50 % × cost; 200.000.000 đ).
pub const CAP: Dong = Dong(200_000_000);
/// The activity whose norm nobody has compared with its text.
pub const UNVERIFIED: Activity = Activity::A3c;

/// The industry of an establishment that the literal norm refuses.
const OUTSIDE: &str = "01110";
/// An industry of which something has to be confirmed.
const UNCLEAR: &str = "32110";

pub struct Town {
    pub t: TestDb,
    pub commune: UnitId,
    pub accepted: Arc<Mutex<Vec<AcceptedProject>>>,
    /// What stands in the register of supported machines.
    pub machines: Arc<Mutex<Vec<SupportedMachine>>>,
}

/// The first two are eligible and called alike, the third is not eligible, the fourth is called
/// otherwise and works at the site of the second, the fifth is large, and of the sixth something has to
/// be confirmed.
pub fn establishment(n: u128) -> EstablishmentId {
    EstablishmentId::from_uuid(Uuid::from_u128(n))
}

fn account(role: Role) -> AccountId {
    AccountId::from_uuid(Uuid::from_u128(1_000 + role as u128))
}

/// A town on SQLite and one on PostgreSQL, with the workflows loaded and three establishments.
pub async fn towns() -> Vec<Town> {
    let mut towns = Vec::new();
    for mut t in testkit::both(&[OTHERS, crate::MIGRATIONS]).await {
        let mut tx = t.db.begin().await.expect("begins");
        for n in 1..=6 {
            tx.exec(sql!(
                "INSERT INTO establishment (id) VALUES (?)",
                establishment(n)
            ))
            .await
            .expect("inserts");
        }
        for version in versions() {
            tx.exec(sql!(
                "INSERT INTO workflow_version (id) VALUES (?)",
                version.id
            ))
            .await
            .expect("inserts");
        }
        let (commune,): (UnitId,) = tx
            .one(sql!(
                "SELECT id FROM unit WHERE level = 'commune' AND province_id = ? ORDER BY id LIMIT 1",
                testkit::ba_ria_vung_tau()
            ))
            .await
            .expect("a commune");
        tx.commit().await.expect("commits");
        let accepted = Arc::new(Mutex::new(Vec::new()));
        let machines: Arc<Mutex<Vec<SupportedMachine>>> = Arc::default();
        t.ports = Ports::default()
            .with::<dyn Establishments>(Arc::new(Register { commune }))
            .with::<dyn Ceilings>(Arc::new(Norm))
            .with::<dyn Parameters>(Arc::new(Limits))
            .with::<dyn Workflows>(Arc::new(Builtin))
            .with::<dyn Requirements>(Arc::new(Builtin))
            .with::<dyn Numbers>(Arc::new(Builtin))
            .with::<dyn Acceptances>(Arc::new(Taken(accepted.clone())))
            .with::<dyn Results>(Arc::new(Counted))
            .with::<dyn Parties>(Arc::new(Kin))
            .with::<dyn SupportedMachines>(Arc::new(Machines(machines.clone())))
            .with::<dyn People>(Arc::new(Directory))
            .with::<dyn Representatives>(Arc::new(Register { commune }));
        let town = Town {
            t,
            commune,
            accepted,
            machines,
        };
        crate::funding_match::rules::load(&town.cx(Role::Administrator))
            .await
            .expect("loads");
        crate::proposal::criteria::load(&town.cx(Role::Administrator))
            .await
            .expect("loads");
        towns.push(town);
    }
    towns
}

impl Town {
    /// Somebody of that role, with an account.
    pub fn cx(&self, role: Role) -> Cx {
        let mut cx = self.t.cx(role);
        cx.actor.account = Some(account(role));
        cx
    }
}

fn industry(n: u128) -> &'static str {
    match n {
        3 => OUTSIDE,
        6 => UNCLEAR,
        _ => "25920",
    }
}

fn name(n: u128) -> String {
    match n {
        4 => "Hợp tác xã Dệt may Thành Công".into(),
        _ => format!("Công ty TNHH Cơ khí Phước Hải {n}"),
    }
}

struct Register {
    commune: UnitId,
}

impl Establishments for Register {
    fn facts<'a>(
        &'a self,
        _cx: &'a Cx,
        _conn: &'a mut Conn,
        id: EstablishmentId,
    ) -> BoxFuture<'a, CommandResult<Option<EstablishmentFacts>>> {
        let n = id.uuid().as_u128();
        let facts = (1..=6).contains(&n).then(|| EstablishmentFacts {
            id,
            name: name(n),
            tax_code: Some(format!("350010110{n}")),
            legal_form: "ENTERPRISE".into(),
            industry: Some(industry(n).into()),
            site_id: None,
            unit_id: self.commune,
            province_id: testkit::ba_ria_vung_tau(),
            in_craft_village: false,
            is_sme: Some(n != 5),
            illustration: false,
        });
        Box::pin(async move { Ok(facts) })
    }
}

struct Norm;

fn assess(question: &CeilingQuestion) -> Assessment {
    let of = |code: &str| question.industries.iter().any(|i| i == code);
    let (eligible, open) = (!of(OUTSIDE), of(UNCLEAR));
    // The fifth is a large enterprise, which gets half as much.
    let cap = match question.is_sme {
        Some(false) => Dong(CAP.0 / 2),
        _ => CAP,
    };
    let ceiling = question.cost.share(BasisPoints::percent(50)).min(cap);
    Assessment {
        eligible,
        findings: vec![CeilingFinding {
            passed: (!open).then_some(eligible),
            text: "Ngành nghề".into(),
            article: "Điều 5".into(),
            verified: true,
        }],
        ceiling: Some(ceiling),
        equation: format!("min(50 % × {}; {CAP}) = {ceiling}", question.cost),
        article: "TTLT 26/2014".into(),
        rule_key: "N14-04".into(),
        verified: question.activity != UNVERIFIED,
        reasons: match (eligible, open) {
            (true, false) => Vec::new(),
            (true, true) => vec!["Cần xác nhận ngành nghề.".into()],
            (false, _) => vec!["Ngành này nằm ngoài danh mục.".into()],
        },
    }
}

impl Ceilings for Norm {
    fn assess<'a>(
        &'a self,
        _cx: &'a Cx,
        _conn: &'a mut Conn,
        question: CeilingQuestion,
    ) -> BoxFuture<'a, CommandResult<Assessment>> {
        Box::pin(async move { Ok(assess(&question)) })
    }

    fn keep<'a>(
        &'a self,
        cx: &'a Cx,
        _tx: &'a mut Conn,
        _question: CeilingQuestion,
        _thing: &'static str,
        _id: String,
    ) -> BoxFuture<'a, CommandResult<CeilingId>> {
        Box::pin(async move { Ok(cx.new_id()) })
    }
}

/// Lists by 31 March and registration before 20 June of the year before the plan year; at most 60 % of a
/// contract in advance; reports every quarter; flagships of at most 36 months.
struct Limits;

impl Parameters for Limits {
    fn find<'a>(
        &'a self,
        _cx: &'a Cx,
        _conn: &'a mut Conn,
        question: ParameterQuestion,
    ) -> BoxFuture<'a, CommandResult<Option<Parameter>>> {
        let value = match question.subject {
            Subject::RegistrationClose => Some(Value::Deadline(YearDay {
                month: 6,
                day: 20,
                year_offset: -1,
                inclusive: false,
            })),
            Subject::BudgetClose => Some(Value::Deadline(YearDay {
                month: 1,
                day: 31,
                year_offset: 1,
                inclusive: true,
            })),
            Subject::AdvanceLimit => Some(Value::Share(BasisPoints::percent(60))),
            Subject::FlagshipLength => Some(Value::Months(36)),
            Subject::FirstFollowUp => Some(Value::Months(6)),
            Subject::SecondFollowUp => Some(Value::Months(12)),
            Subject::ThirdFollowUp => Some(Value::Months(24)),
            Subject::ProgressReport => Some(Value::Months(3)),
            Subject::RequestClose => Some(Value::Deadline(YearDay {
                month: 3,
                day: 31,
                year_offset: -1,
                inclusive: true,
            })),
            _ => None,
        };
        let found = value.map(|value| Parameter {
            value: Some(value),
            article: "36/2013/TT-BCT, Điều 6".into(),
            verified: matches!(
                question.subject,
                Subject::AdvanceLimit | Subject::FlagshipLength
            ),
        });
        Box::pin(async move { Ok(found) })
    }
}

/// The workflows, papers and questions that come with the product, and one series of numbers.
struct Builtin;

fn versions() -> Vec<WorkflowVersion> {
    (1..)
        .zip(workflow::builtin())
        .map(|(n, definition)| WorkflowVersion {
            id: WorkflowId::from_uuid(Uuid::from_u128(n)),
            definition,
        })
        .collect()
}

impl Workflows for Builtin {
    fn newest<'a>(
        &'a self,
        _conn: &'a mut Conn,
        scope: FundingScope,
        _province: UnitId,
        on: Date,
    ) -> BoxFuture<'a, Result<Option<WorkflowVersion>, DbError>> {
        let mut known = versions().into_iter();
        let found = known.find(|v| v.definition.scope == scope && on.year() >= 2014);
        Box::pin(async move { Ok(found) })
    }

    fn by_id<'a>(
        &'a self,
        _conn: &'a mut Conn,
        id: WorkflowId,
    ) -> BoxFuture<'a, Result<Option<WorkflowVersion>, DbError>> {
        let found = versions().into_iter().find(|v| v.id == id);
        Box::pin(async move { Ok(found) })
    }

    fn all<'a>(
        &'a self,
        _conn: &'a mut Conn,
    ) -> BoxFuture<'a, Result<Vec<WorkflowVersion>, DbError>> {
        Box::pin(async move { Ok(versions()) })
    }
}

impl Requirements for Builtin {
    fn papers<'a>(
        &'a self,
        _conn: &'a mut Conn,
        asked: DossierQuestion,
    ) -> BoxFuture<'a, Result<Vec<DossierItem>, DbError>> {
        let seed = checklist::seed();
        let query = DossierQuery {
            scope: asked.scope,
            kind: asked.kind,
            activity: asked.activity,
            territory: &[],
            on: asked.on,
        };
        let found: Vec<DossierItem> = checklist::listed(&seed, &query, &asked.entered)
            .into_iter()
            .cloned()
            .collect();
        Box::pin(async move { Ok(found) })
    }

    fn criteria<'a>(
        &'a self,
        _conn: &'a mut Conn,
        _asked: CriteriaQuestion,
    ) -> BoxFuture<'a, Result<Vec<Criterion>, DbError>> {
        Box::pin(async move { Ok(criteria::seed()) })
    }
}

/// The number that the literal series gives, of letters only.
pub const NEXT_LETTER: &str = "12/SCT-QLCN";

impl Numbers for Builtin {
    fn propose<'a>(
        &'a self,
        _conn: &'a mut Conn,
        question: NumberQuestion,
    ) -> BoxFuture<'a, Result<Option<String>, DbError>> {
        let letters = question.kind == PaperKind::Letter;
        Box::pin(async move { Ok(letters.then(|| NEXT_LETTER.to_owned())) })
    }

    fn take<'a>(
        &'a self,
        _cx: &'a Cx,
        _tx: &'a mut Conn,
        request: NumberRequest,
    ) -> BoxFuture<'a, CommandResult<Option<String>>> {
        let letters = request.question.kind == PaperKind::Letter && request.typed.is_none();
        Box::pin(async move { Ok(letters.then(|| NEXT_LETTER.to_owned())) })
    }
}

struct Taken(Arc<Mutex<Vec<AcceptedProject>>>);

impl Acceptances for Taken {
    fn accepted<'a>(
        &'a self,
        _cx: &'a Cx,
        _tx: &'a mut Conn,
        project: AcceptedProject,
    ) -> BoxFuture<'a, CommandResult<()>> {
        self.0.lock().expect("not poisoned").push(project);
        Box::pin(async { Ok(()) })
    }
}

/// The four establishments, compared by their literals.
struct Kin;

fn party(n: u128) -> Party {
    Party {
        id: establishment(n),
        name: name(n),
        address: String::new(),
        percent: None,
    }
}

fn called_alike(text: &str, least: i64) -> Vec<Party> {
    let percent = |n| kernel::similarity(&kernel::fold(text), &kernel::fold(&name(n)));
    (1..=4)
        .filter(|n| percent(*n) >= least)
        .map(|n| Party {
            percent: Some(percent(n)),
            ..party(n)
        })
        .collect()
}

/// The second and the fourth work at one site; the first at another.
fn at_site(text: &str) -> Vec<Party> {
    let at = |n: u128, address: &str| Party {
        address: address.into(),
        ..party(n)
    };
    let sites = [at(1, "Ấp Tây"), at(2, "Ấp Đông"), at(4, "Ấp Đông")];
    let asked = kernel::fold(text);
    sites
        .into_iter()
        .filter(|site| kernel::fold(&site.address) == asked)
        .collect()
}

impl Parties for Kin {
    fn find<'a>(
        &'a self,
        _cx: &'a Cx,
        _conn: &'a mut Conn,
        question: PartyQuestion,
    ) -> BoxFuture<'a, CommandResult<Vec<Party>>> {
        let others = |id: EstablishmentId, found: Vec<Party>| {
            found.into_iter().filter(|p| p.id != id).collect()
        };
        let found = match question {
            PartyQuestion::Identity(code) => {
                let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
                (1..=4)
                    .filter(|n| format!("350010110{n}") == code)
                    .map(party)
                    .collect()
            }
            PartyQuestion::Site(text) => at_site(&text),
            PartyQuestion::Name(text, least) => called_alike(&text, least),
            PartyQuestion::SameTaxpayer(_) => Vec::new(),
            PartyQuestion::SameSite(id) => {
                let own = ["Ấp Tây", "Ấp Đông"].map(at_site);
                let site = own.into_iter().find(|site| site.iter().any(|p| p.id == id));
                others(id, site.unwrap_or_default())
            }
            PartyQuestion::SameName(id, least) => {
                others(id, called_alike(&name(id.uuid().as_u128()), least))
            }
        };
        Box::pin(async move { Ok(found) })
    }
}

/// Who represents the first establishment, and the account that it signs in with.
pub const REPRESENTATIVE: &str = "Phan Thị Hạnh";
pub const OWNER_ACCOUNT: AccountId = AccountId::from_uuid(Uuid::from_u128(9_001));

impl Representatives for Register {
    fn representatives<'a>(
        &'a self,
        _conn: &'a mut Conn,
        ids: &'a [EstablishmentId],
    ) -> BoxFuture<'a, Result<Vec<(EstablishmentId, String)>, DbError>> {
        let own = ids.iter().filter(|id| **id == establishment(1));
        let found = own.map(|id| (*id, REPRESENTATIVE.to_owned())).collect();
        Box::pin(async move { Ok(found) })
    }
}

struct Machines(Arc<Mutex<Vec<SupportedMachine>>>);

impl SupportedMachines for Machines {
    fn find<'a>(
        &'a self,
        _cx: &'a Cx,
        _conn: &'a mut Conn,
        establishments: &'a [EstablishmentId],
        serials: &'a [String],
    ) -> BoxFuture<'a, CommandResult<Vec<SupportedMachine>>> {
        let mut found = self.0.lock().expect("not poisoned").clone();
        found.retain(|m| {
            establishments.contains(&m.establishment_id)
                || serials.contains(&crate::funding_match::number_key(&m.serial))
        });
        Box::pin(async move { Ok(found) })
    }
}

/// Ten establishments with machines in 2022, and nothing else.
struct Counted;

impl Results for Counted {
    fn count<'a>(
        &'a self,
        _cx: &'a Cx,
        _conn: &'a mut Conn,
        question: ResultQuestion,
    ) -> BoxFuture<'a, CommandResult<ResultCount>> {
        let here = question
            .provinces
            .is_none_or(|provinces| provinces.contains(&testkit::ba_ria_vung_tau()));
        let machines = question.keys == ["machinery.establishments"];
        let count = match here && machines {
            true => ResultCount {
                by_year: vec![(2022, 10)],
                total: 10,
            },
            false => ResultCount::default(),
        };
        Box::pin(async move { Ok(count) })
    }
}

struct Directory;

impl People for Directory {
    fn person<'a>(
        &'a self,
        _conn: &'a mut Conn,
        id: AccountId,
    ) -> BoxFuture<'a, Result<Option<Person>, DbError>> {
        let person = Person {
            id,
            name: "Chuyên viên".into(),
            organisation: "Sở Công Thương".into(),
            establishment_id: (id == OWNER_ACCOUNT).then(|| establishment(1)),
        };
        Box::pin(async move { Ok(Some(person)) })
    }

    fn matching<'a>(
        &'a self,
        _conn: &'a mut Conn,
        _text: &'a str,
        _limit: usize,
    ) -> BoxFuture<'a, Result<Vec<Person>, DbError>> {
        Box::pin(async { Ok(Vec::new()) })
    }
}
