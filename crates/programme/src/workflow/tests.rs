use db::sql;
use jiff::civil::date;
use kernel::Role;
use rules::{FundingScope, workflow};

use super::*;
use crate::test_support::towns;

#[tokio::test]
async fn definitions_are_loaded_once_and_are_sound() {
    for town in towns().await {
        assert_eq!(load(&town.cx(Role::Administrator)).await.unwrap(), 0);
        let mut conn = town.t.db.read().await.unwrap();
        assert_eq!(verify(&mut conn).await.unwrap(), []);
        assert_eq!(all(&mut conn).await.unwrap().len(), 2);
        drop(conn);
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_province_with_its_own_definition_uses_it_from_its_first_day() {
    for town in towns().await {
        let province = testkit::ba_ria_vung_tau();
        let mut own = workflow::kcdp();
        own.version = 2;
        own.territory = Some(province);
        let cx = town.cx(Role::Administrator);
        let mut tx = cx.begin().await.unwrap();
        tx.exec(sql!(
            "INSERT INTO workflow_version
                 (id, key, number, scope, territory_id, definition, valid_from, created_at)
             VALUES (?, ?, 2, 'kcdp', ?, ?, ?, ?)",
            cx.new_id::<()>(),
            &own.key,
            province,
            own.to_json(),
            date(2022, 1, 1),
            cx.now(),
        ))
        .await
        .unwrap();
        for (on, number) in [(date(2021, 12, 31), 1), (date(2022, 1, 1), 2)] {
            let found = newest(&mut tx, FundingScope::Kcdp, province, on)
                .await
                .unwrap();
            assert_eq!(found.unwrap().number, number, "{on}");
        }
        let elsewhere = newest(
            &mut tx,
            FundingScope::Kcdp,
            kernel::UnitId(1),
            date(2022, 5, 1),
        );
        assert_eq!(elsewhere.await.unwrap().unwrap().number, 1);
        drop(tx);
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_faulty_definition_is_found() {
    for town in towns().await {
        let mut faulty = workflow::kcdp();
        faulty.main_path.pop();
        let cx = town.cx(Role::Administrator);
        let mut tx = cx.begin().await.unwrap();
        for (number, json) in [(8_i64, faulty.to_json()), (9, "{}".to_owned())] {
            tx.exec(sql!(
                "INSERT INTO workflow_version
                     (id, key, number, scope, definition, valid_from, created_at)
                 VALUES (?, 'kcdp', ?, 'kcdp', ?, ?, ?)",
                cx.new_id::<()>(),
                number,
                json,
                date(2022, 1, 1),
                cx.now(),
            ))
            .await
            .unwrap();
        }
        let faults = verify(&mut tx).await.unwrap();
        let names: Vec<&str> = faults.iter().map(|f| f.name.as_str()).collect();
        assert_eq!(names, ["kcdp 8", "kcdp 9"]);
        drop(tx);
        town.t.close().await;
    }
}
