//! A Centre with its projects and people as literals, for the tests of this crate.

use std::sync::Arc;

use db::{BoxFuture, Conn, Cx, DbError, Migration, Ports, sql};
use jiff::civil::Date;
use kernel::{AccountId, Actor, ProjectId, Role, Scope, UnitId};
use testkit::TestDb;
use uuid::Uuid;

use crate::ports::{People, Person, ProjectBrief, Projects};

/// The tables of the programme, of which only this is needed here.
const PROGRAMME: &[Migration] = &[Migration::both(
    "20260106_1_programme",
    "CREATE TABLE project (id UUID PRIMARY KEY);
     CREATE TABLE obligation_kept (
         kind TEXT NOT NULL, thing TEXT NOT NULL, record_id UUID NOT NULL, title TEXT NOT NULL,
         owner TEXT NOT NULL, province_id BIGINT NOT NULL, project_id UUID, person_id UUID,
         role TEXT NOT NULL, year BIGINT NOT NULL, due_on DATE NOT NULL, done_on DATE,
         illustration BOOLEAN NOT NULL, unverified BOOLEAN NOT NULL);
     CREATE VIEW obligation_kept_sum AS SELECT * FROM obligation_kept;
     CREATE VIEW obligation_asked AS SELECT * FROM obligation_kept WHERE 1 = 0;
     CREATE VIEW obligation_law AS SELECT * FROM obligation_kept WHERE 1 = 0;
     CREATE VIEW obligation_report AS SELECT * FROM obligation_kept WHERE 1 = 0;",
)];

/// A province that lies outside the scope of everybody but the ministry.
pub fn elsewhere() -> UnitId {
    UnitId::new(kernel::UnitLevel::Province, 30, 1)
}

pub struct Centre {
    pub t: TestDb,
}

/// The one project, in Bà Rịa – Vũng Tàu.
pub fn project() -> ProjectId {
    ProjectId::from_uuid(Uuid::from_u128(77))
}

pub fn account(role: Role) -> AccountId {
    AccountId::from_uuid(Uuid::from_u128(1_000 + role as u128))
}

/// Those who have an account at the Centre.
const PEOPLE: [Role; 5] = [
    Role::Officer,
    Role::CentreHead,
    Role::Appraiser,
    Role::Accountant,
    Role::Collaborator,
];

/// A Centre on SQLite and one on PostgreSQL.
pub async fn centres() -> Vec<Centre> {
    let mut centres = Vec::new();
    for mut t in testkit::both(&[PROGRAMME, crate::MIGRATIONS]).await {
        let mut tx = t.db.begin().await.expect("begins");
        tx.exec(sql!("INSERT INTO project (id) VALUES (?)", project()))
            .await
            .expect("inserts");
        for role in PEOPLE {
            tx.exec(sql!(
                "INSERT INTO account (id, username, name, role, organisation, home_id,
                     password_hash, active, created_at)
                 VALUES (?, ?, ?, ?, '', ?, '', TRUE, ?)",
                account(role),
                role.code(),
                role.label(kernel::Lang::Vi),
                role,
                testkit::ba_ria_vung_tau(),
                t.clock.now(),
            ))
            .await
            .expect("inserts");
        }
        tx.commit().await.expect("commits");
        let actors = PEOPLE.map(|role| (account(role), actor(&t, role))).to_vec();
        t.ports = Ports::default()
            .with::<dyn Projects>(Arc::new(Programme))
            .with::<dyn People>(Arc::new(Accounts(actors)));
        centres.push(Centre { t });
    }
    centres
}

fn actor(t: &TestDb, role: Role) -> Actor {
    Actor {
        account: Some(account(role)),
        ..t.cx(role).actor
    }
}

impl Centre {
    /// Somebody of that role, with an account.
    pub fn cx(&self, role: Role) -> Cx {
        let mut cx = self.t.cx(role);
        cx.actor.account = Some(account(role));
        cx
    }

    /// A duty of the programme, not done.
    pub async fn owes(&self, duty: Duty) {
        let mut tx = self.t.db.begin().await.expect("begins");
        tx.exec(sql!(
            "INSERT INTO obligation_kept (kind, thing, record_id, title, owner, province_id,
                 project_id, person_id, role, year, due_on, done_on, illustration,
                 unverified)
             VALUES (?, 'project', ?, ?, 'Trung tâm', ?, ?, ?, ?, ?, ?, ?, FALSE, FALSE)",
            duty.kind,
            Uuid::now_v7(),
            duty.title,
            duty.province,
            project(),
            duty.person,
            duty.role,
            i64::from(duty.due_on.year()),
            duty.due_on,
            duty.done_on,
        ))
        .await
        .expect("inserts");
        tx.commit().await.expect("commits");
    }
}

/// What a project owes.
#[derive(Clone)]
pub struct Duty {
    pub kind: &'static str,
    pub title: &'static str,
    pub role: &'static str,
    pub person: Option<AccountId>,
    pub province: UnitId,
    pub due_on: Date,
    pub done_on: Option<Date>,
}

pub fn payment(due_on: Date) -> Duty {
    Duty {
        kind: "payment",
        title: "77-2022-001 · Máy cắt",
        role: "accountant",
        person: None,
        province: testkit::ba_ria_vung_tau(),
        due_on,
        done_on: None,
    }
}

struct Programme;

fn brief() -> ProjectBrief {
    ProjectBrief {
        id: project(),
        label: "77-2022-001 · Máy cắt".into(),
        province_id: testkit::ba_ria_vung_tau(),
    }
}

impl Projects for Programme {
    fn find<'a>(
        &'a self,
        _cx: &'a Cx,
        _conn: &'a mut Conn,
        id: ProjectId,
    ) -> BoxFuture<'a, Result<Option<ProjectBrief>, DbError>> {
        Box::pin(async move { Ok((id == project()).then(brief)) })
    }

    fn matching<'a>(
        &'a self,
        _cx: &'a Cx,
        _conn: &'a mut Conn,
        words: &'a str,
        _limit: i64,
    ) -> BoxFuture<'a, Result<Vec<ProjectBrief>, DbError>> {
        let found = words.contains("77").then(brief);
        Box::pin(async move { Ok(found.into_iter().collect()) })
    }

    fn labels<'a>(
        &'a self,
        _conn: &'a mut Conn,
        ids: &'a [ProjectId],
    ) -> BoxFuture<'a, Result<Vec<(ProjectId, String)>, DbError>> {
        Box::pin(async move { Ok(ids.iter().map(|id| (*id, brief().label)).collect()) })
    }
}

struct Accounts(Vec<(AccountId, Actor)>);

impl Accounts {
    fn all(&self) -> Vec<(AccountId, Actor)> {
        self.0.clone()
    }
}

impl People for Accounts {
    fn colleagues<'a>(
        &'a self,
        cx: &'a Cx,
        _conn: &'a mut Conn,
    ) -> BoxFuture<'a, Result<Vec<Person>, DbError>> {
        let here = cx.actor.scope != Scope::Provinces(vec![elsewhere()]);
        let all = self.all().into_iter().filter(|_| here);
        let people = all.map(|(id, actor)| Person {
            id,
            name: actor.name,
            role: actor.role,
            organisation: actor.organisation,
        });
        let people: Vec<Person> = people.collect();
        Box::pin(async move { Ok(people) })
    }

    fn names<'a>(
        &'a self,
        _conn: &'a mut Conn,
        ids: &'a [AccountId],
    ) -> BoxFuture<'a, Result<Vec<(AccountId, String)>, DbError>> {
        let all = self.all().into_iter().filter(|(id, _)| ids.contains(id));
        let names: Vec<(AccountId, String)> = all.map(|(id, actor)| (id, actor.name)).collect();
        Box::pin(async move { Ok(names) })
    }

    fn everybody<'a>(
        &'a self,
        _conn: &'a mut Conn,
    ) -> BoxFuture<'a, Result<Vec<(AccountId, Actor)>, DbError>> {
        let all = self.all();
        Box::pin(async move { Ok(all) })
    }
}
