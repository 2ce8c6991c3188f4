use db::CommandError;
use kernel::{Role, Scope, UnitId, UnitLevel};
use record_kit::{Register, create, get};
use testkit::ba_ria_vung_tau;

use crate::{ClusterInput, MODULE};

fn hoa_long() -> ClusterInput {
    ClusterInput {
        unit_id: Some(ba_ria_vung_tau()),
        ..ClusterInput::sample()
    }
}

#[test]
fn every_page_renders() {
    let faults: Vec<String> = (MODULE.samples)().iter().flat_map(|s| s.faults()).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[tokio::test]
async fn a_cluster_is_kept_with_a_month_and_seen_in_its_province() {
    for t in testkit::both(&[MODULE.migrations]).await {
        t.on(jiff::civil::date(2023, 8, 1));
        let cx = t.cx(Role::Officer);
        let id = create(&cx, hoa_long()).await.unwrap();
        let mut conn = cx.read().await.unwrap();
        let stored = get::<ClusterInput>(&cx, &mut conn, id)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(stored.fields, hoa_long());
        assert_eq!(stored.fields.managed_since.unwrap().shown(), "07/2023");
        let mut actor = cx.actor.clone();
        actor.scope = Scope::Provinces(vec![UnitId::new(UnitLevel::Province, 66, 0)]);
        let away = t.cx_with(actor);
        assert!(
            get::<ClusterInput>(&away, &mut conn, id)
                .await
                .unwrap()
                .is_none()
        );
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn a_name_stands_once_in_a_province_and_no_management_begins_tomorrow() {
    for t in testkit::both(&[MODULE.migrations]).await {
        t.on(jiff::civil::date(2023, 8, 1));
        let cx = t.cx(Role::Officer);
        create(&cx, hoa_long()).await.unwrap();
        let ahead = ClusterInput {
            name: "CCN Lộc An".into(),
            managed_since: "2023-09".parse().ok(),
            ..hoa_long()
        };
        for (row, field) in [(hoa_long(), "name"), (ahead, "managed_since")] {
            match create(&cx, row).await {
                Err(CommandError::Invalid(faults)) => assert_eq!(faults[0].field, field),
                other => panic!("{other:?}"),
            }
        }
        t.close().await;
    }
}
