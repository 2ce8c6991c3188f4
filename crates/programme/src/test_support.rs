//! A small register and a simple norm, as literals, for the tests of this crate.

use std::sync::{Arc, Mutex};

use db::{BoxFuture, CommandResult, Conn, Cx, DbError, Migration, Ports, sql};
use kernel::{AccountId, BasisPoints, CeilingId, Dong, EstablishmentId, Role, UnitId};
use testkit::TestDb;
use uuid::Uuid;

use crate::council::ports::{People, Person, Representatives};
use crate::ports::{
    Acceptances, AcceptedProject, Assessment, CeilingFinding, CeilingQuestion, Ceilings,
    EstablishmentFacts, Establishments,
};

/// The register's table, of which only the key is needed here.
const REGISTER: &[Migration] = &[Migration::both(
    "20260104_1_register",
    "CREATE TABLE establishment (id UUID PRIMARY KEY);",
)];

/// A cap and a share as literals: min(50 % × cost; 200.000.000 đ).
pub const CAP: Dong = Dong(200_000_000);

/// The industry of an establishment that the literal norm refuses.
const OUTSIDE: &str = "01110";

pub struct Town {
    pub t: TestDb,
    pub commune: UnitId,
    pub accepted: Arc<Mutex<Vec<AcceptedProject>>>,
}

/// The first two are eligible, the third is not.
pub fn establishment(n: u128) -> EstablishmentId {
    EstablishmentId::from_uuid(Uuid::from_u128(n))
}

fn account(role: Role) -> AccountId {
    AccountId::from_uuid(Uuid::from_u128(1_000 + role as u128))
}

/// A town on SQLite and one on PostgreSQL, with the workflows loaded and three establishments.
pub async fn towns() -> Vec<Town> {
    let mut towns = Vec::new();
    for mut t in testkit::both(&[REGISTER, crate::MIGRATIONS]).await {
        let mut tx = t.db.begin().await.expect("begins");
        for n in 1..=3 {
            tx.exec(sql!(
                "INSERT INTO establishment (id) VALUES (?)",
                establishment(n)
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
        t.ports = Ports::default()
            .with::<dyn Establishments>(Arc::new(Register { commune }))
            .with::<dyn Ceilings>(Arc::new(Norm))
            .with::<dyn Acceptances>(Arc::new(Taken(accepted.clone())))
            .with::<dyn People>(Arc::new(Directory))
            .with::<dyn Representatives>(Arc::new(Register { commune }));
        let town = Town {
            t,
            commune,
            accepted,
        };
        crate::workflow::load(&town.cx(Role::Administrator))
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
        let facts = (1..=3).contains(&n).then(|| EstablishmentFacts {
            id,
            name: format!("Công ty TNHH Cơ khí Phước Hải {n}"),
            tax_code: Some(format!("350010110{n}")),
            legal_form: "ENTERPRISE".into(),
            industry: Some(if n == 3 { OUTSIDE } else { "25920" }.into()),
            site_id: None,
            unit_id: self.commune,
            province_id: testkit::ba_ria_vung_tau(),
            in_craft_village: false,
            is_sme: Some(true),
            illustration: false,
        });
        Box::pin(async move { Ok(facts) })
    }
}

struct Norm;

fn assess(question: &CeilingQuestion) -> Assessment {
    let eligible = !question.industries.iter().any(|i| i == OUTSIDE);
    let ceiling = question.cost.share(BasisPoints::percent(50)).min(CAP);
    Assessment {
        eligible,
        findings: vec![CeilingFinding {
            passed: Some(eligible),
            text: "Ngành nghề".into(),
            article: "Điều 5".into(),
            verified: true,
        }],
        ceiling: Some(ceiling),
        equation: format!("min(50 % × {}; {CAP}) = {ceiling}", question.cost),
        article: "TTLT 26/2014".into(),
        rule_key: "N14-04".into(),
        verified: true,
        reasons: if eligible {
            Vec::new()
        } else {
            vec!["Ngành này nằm ngoài danh mục.".into()]
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
