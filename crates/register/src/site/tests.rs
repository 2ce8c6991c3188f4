use db::CommandError;
use jiff::civil::date;
use kernel::Role;

use super::*;
use crate::{
    establishment::{create, facts},
    test_support::{databases, establishment, hoa_long, long_phuoc, refusal},
};

#[tokio::test]
async fn the_establishment_follows_its_main_site() {
    for t in databases().await {
        let cx = t.cx(Role::Officer);
        let id = create(&cx, establishment("Cơ sở Rượu gạo")).await.unwrap();
        let second = SiteInput {
            unit_id: Some(hoa_long()),
            main: true,
            ..SiteInput::default()
        };
        let moved = add(&cx, id, second).await.unwrap();
        let mut conn = cx.read().await.unwrap();
        assert_eq!(
            facts(&mut conn, id, None).await.unwrap().unwrap().site_id,
            moved
        );
        let sites = store::of(&mut conn, id).await.unwrap();
        assert_eq!(
            sites.iter().map(|s| s.main).collect::<Vec<_>>(),
            [true, false]
        );
        drop(conn);

        let back = SiteInput {
            unit_id: Some(long_phuoc()),
            ..SiteInput::from(&sites[0])
        };
        edit(&cx, id, moved, sites[0].version, back.clone())
            .await
            .unwrap();
        let late = edit(&cx, id, moved, sites[0].version, back).await;
        assert!(matches!(late, Err(CommandError::Stale)), "{late:?}");
        let mut conn = cx.read().await.unwrap();
        assert_eq!(
            facts(&mut conn, id, None).await.unwrap().unwrap().unit_id,
            long_phuoc()
        );
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn a_site_recorded_in_an_old_commune_may_be_edited_after_that_commune_ended() {
    for t in databases().await {
        let cx = t.cx(Role::Officer);
        let id = create(&cx, establishment("Cơ sở Muối")).await.unwrap();
        t.on(date(2026, 11, 1));
        let mut conn = cx.read().await.unwrap();
        let site = store::of(&mut conn, id).await.unwrap().remove(0);
        drop(conn);
        let mut input = SiteInput::from(&site);
        input.address = "Ấp Đông".into();
        edit(&cx, id, site.id, 1, input).await.unwrap();
        let fresh = SiteInput {
            unit_id: Some(hoa_long()),
            ..SiteInput::default()
        };
        refusal(add(&cx, id, fresh).await, "unit_id");
        t.close().await;
    }
}

#[tokio::test]
async fn a_craft_village_is_named_and_days_are_in_order() {
    for t in databases().await {
        let cx = t.cx(Role::Officer);
        let id = create(&cx, establishment("Cơ sở Bún")).await.unwrap();
        let mut input = SiteInput {
            unit_id: Some(hoa_long()),
            ..SiteInput::default()
        };
        input.in_craft_village = true;
        refusal(add(&cx, id, input.clone()).await, "craft_village");
        input.craft_village = "Làng bún Long Kiên".into();
        input.since = Some(date(2020, 1, 1));
        input.until = Some(date(2019, 1, 1));
        refusal(add(&cx, id, input).await, "until");
        t.close().await;
    }
}
