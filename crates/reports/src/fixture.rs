//! Facts for the tests: tables that stand in for the views of the owners, and the published
//! results of Bà Rịa – Vũng Tàu in 2022.

use db::{Cx, Migration, sql};
use kernel::UnitId;
use testkit::TestDb;
use uuid::Uuid;

const OWNERS: &[Migration] = &[Migration::both(
    "20260107_1_stand_in",
    "CREATE TABLE report_fact_activities (
         indicator TEXT NOT NULL, province_id BIGINT NOT NULL, year BIGINT NOT NULL,
         quantity BIGINT NOT NULL, subject_id UUID, thing TEXT NOT NULL, record_id UUID NOT NULL,
         title TEXT NOT NULL, illustration BOOLEAN NOT NULL);
     CREATE TABLE project_summary (
         project_id UUID NOT NULL, code TEXT NOT NULL, title TEXT NOT NULL, scope TEXT NOT NULL,
         activity TEXT NOT NULL, year BIGINT NOT NULL, province_id BIGINT NOT NULL,
         state TEXT NOT NULL, planned BIGINT NOT NULL, allotted BIGINT NOT NULL,
         paid BIGINT NOT NULL, illustration BOOLEAN NOT NULL);
     CREATE VIEW project_spent AS
     SELECT province_id, scope, year, planned, allotted, paid FROM project_summary;",
)];

/// Empty databases with the views of this crate.
pub async fn both() -> Vec<TestDb> {
    testkit::both(&[OWNERS, crate::MIGRATIONS]).await
}

/// One countable result.
#[derive(Clone, Debug)]
pub struct Fact {
    pub indicator: &'static str,
    pub province: UnitId,
    pub year: i64,
    pub quantity: i64,
    pub subject: Option<Uuid>,
    pub title: String,
    pub illustration: bool,
}

pub fn fact(indicator: &'static str, quantity: i64) -> Fact {
    Fact {
        indicator,
        province: testkit::ba_ria_vung_tau(),
        year: 2022,
        quantity,
        subject: None,
        title: indicator.to_owned(),
        illustration: true,
    }
}

/// Facts about `n` different establishments.
pub fn establishments(indicator: &'static str, n: i64) -> Vec<Fact> {
    (0..n)
        .map(|i| Fact {
            subject: Some(Uuid::now_v7()),
            title: format!("Cơ sở minh họa {i:03}"),
            ..fact(indicator, 1)
        })
        .collect()
}

/// What the province published for 2022, as records.
pub fn published() -> Vec<Fact> {
    let mut all = establishments("machinery.establishments", 10);
    all.extend([34, 33, 33].into_iter().flat_map(|learners| {
        [
            fact("training.capacity.classes", 1),
            fact("training.capacity.learners", learners),
        ]
    }));
    all.push(fact("training.cleaner_production.classes", 1));
    all.push(fact("training.cleaner_production.learners", 35));
    all.push(fact("training.collaborators_and_staff.held", 1));
    all.extend((0..35).map(|_| fact("products.recognised.province", 1)));
    all.extend((0..13).map(|_| fact("products.recognised.region", 1)));
    all.extend((0..4).map(|_| fact("communication.bulletin.issues", 1)));
    all.extend([100, 140].map(|items| fact("communication.broadcast.items", items)));
    all.extend(establishments("showroom.establishments", 3));
    all.extend(establishments(
        "survey.establishments.published_on_website",
        150,
    ));
    all
}

pub async fn record(cx: &Cx, facts: &[Fact]) {
    let mut tx = cx.db.begin().await.expect("begins");
    for fact in facts {
        tx.exec(sql!(
            "INSERT INTO report_fact_activities (indicator, province_id, year, quantity, subject_id,
                 thing, record_id, title, illustration) VALUES (?, ?, ?, ?, ?, 'machine', ?, ?, ?)",
            fact.indicator,
            fact.province,
            fact.year,
            fact.quantity,
            fact.subject,
            Uuid::now_v7(),
            &fact.title,
            fact.illustration,
        ))
        .await
        .expect("the fact is kept");
    }
    tx.commit().await.expect("commits");
}

/// A project of 2022 in Bà Rịa – Vũng Tàu: (code, budget, state, allotted, paid).
pub type Project = (&'static str, &'static str, &'static str, i64, i64);

pub async fn projects(cx: &Cx, year: i64, province: UnitId, projects: &[Project]) {
    let mut tx = cx.db.begin().await.expect("begins");
    for (code, scope, state, allotted, paid) in projects {
        tx.exec(sql!(
            "INSERT INTO project_summary (project_id, code, title, scope, activity, year,
                 province_id, state, planned, allotted, paid, illustration)
             VALUES (?, ?, ?, ?, 'A3b', ?, ?, ?, ?, ?, ?, ?)",
            Uuid::now_v7(),
            *code,
            "Hỗ trợ ứng dụng máy móc tiên tiến",
            *scope,
            year,
            province,
            *state,
            *allotted,
            *allotted,
            *paid,
            true,
        ))
        .await
        .expect("the project is kept");
    }
    tx.commit().await.expect("commits");
}
