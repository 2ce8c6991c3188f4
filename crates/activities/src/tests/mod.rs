//! The registers on both databases, with a register of establishments that knows three names.

mod commands;
mod facts;
mod pages;

use std::sync::Arc;

use db::{BoxFuture, Conn, Cx, DbError, Migration, Ports, sql};
use kernel::{EstablishmentId, Id, ProjectId, Role, UnitId};
use record_kit::ports::{EstablishmentFacts, Establishments};
use testkit::{TestDb, ba_ria_vung_tau};
use uuid::Uuid;

/// What other modules own and these tables point at.
const STAND_IN: &[Migration] = &[Migration::both(
    "20260104_0_stand_in",
    "CREATE TABLE establishment (id UUID PRIMARY KEY);
     CREATE TABLE project (id UUID PRIMARY KEY);",
)];

/// A register of establishments; what it does not list lies outside the scope.
struct Known(Vec<EstablishmentFacts>);

impl Establishments for Known {
    fn facts<'a>(
        &'a self,
        _: &'a Cx,
        _: &'a mut Conn,
        id: EstablishmentId,
    ) -> BoxFuture<'a, Result<Option<EstablishmentFacts>, DbError>> {
        Box::pin(async move { Ok(self.0.iter().find(|known| known.id == id).cloned()) })
    }

    fn names<'a>(
        &'a self,
        _: &'a Cx,
        _: &'a mut Conn,
        ids: &'a [EstablishmentId],
    ) -> BoxFuture<'a, Result<Vec<(EstablishmentId, String)>, DbError>> {
        let known = self.0.iter().filter(|known| ids.contains(&known.id));
        let names = known.map(|known| (known.id, known.name.clone())).collect();
        Box::pin(async move { Ok(names) })
    }

    fn matching<'a>(
        &'a self,
        _: &'a Cx,
        _: &'a mut Conn,
        text: &'a str,
        _: i64,
    ) -> BoxFuture<'a, Result<Vec<EstablishmentFacts>, DbError>> {
        let text = kernel::fold(text);
        let found = self
            .0
            .iter()
            .filter(|known| kernel::fold(&known.name).contains(&text));
        let found = found.cloned().collect();
        Box::pin(async move { Ok(found) })
    }
}

/// The nth establishment of [`Known`].
fn establishment(n: u128) -> EstablishmentId {
    Id::from_uuid(Uuid::from_u128(n))
}

fn project(n: u128) -> ProjectId {
    Id::from_uuid(Uuid::from_u128(n))
}

/// A commune of this province by its name.
async fn commune(cx: &Cx, province: UnitId, name: &str) -> UnitId {
    let mut conn = cx.read().await.unwrap();
    let (id,) = conn
        .one(sql!(
            "SELECT id FROM unit WHERE province_id = ? AND level = 'commune' AND short_name = ?
             ORDER BY id LIMIT 1",
            province,
            name
        ))
        .await
        .unwrap();
    id
}

/// Both databases with an officer of Bà Rịa – Vũng Tàu; establishments 1 to 200 stand in Long
/// Phước as it was until 30/6/2025.
async fn offices() -> Vec<(TestDb, Cx)> {
    let mut offices = Vec::new();
    for mut t in testkit::both(&[STAND_IN, crate::MODULE.migrations]).await {
        let cx = t.cx(Role::Officer);
        let unit_id = commune(&cx, ba_ria_vung_tau(), "Long Phước").await;
        let mut tx = t.db.begin().await.unwrap();
        let mut known = Vec::new();
        for n in 1..=200 {
            let id = establishment(n);
            tx.exec(sql!("INSERT INTO establishment (id) VALUES (?)", id))
                .await
                .unwrap();
            known.push(EstablishmentFacts {
                id,
                name: format!("Cơ sở gỗ Phương Nam {n}"),
                unit_id,
                province_id: ba_ria_vung_tau(),
            });
        }
        tx.exec(sql!("INSERT INTO project (id) VALUES (?)", project(1)))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let answer: Arc<dyn Establishments> = Arc::new(Known(known));
        t.ports = Ports::default().with(answer);
        let cx = t.cx(Role::Officer);
        offices.push((t, cx));
    }
    offices
}

#[test]
fn every_page_renders_with_no_one_and_many_rows_in_both_languages() {
    let faults: Vec<String> = (crate::MODULE.samples)()
        .iter()
        .flat_map(|s| s.faults())
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
}
