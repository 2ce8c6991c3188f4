use db::{CommandError, PageRequest};
use jiff::civil::date;
use kernel::{Actor, Role, Scope};

use super::{search_tests::found, *};
use crate::{
    site::{self, SiteInput},
    test_support::{
        databases, establishment, fields, hoa_long, long_phuoc, refusal, with_tax_code,
    },
};

#[tokio::test]
async fn every_mistake_is_told_at_once_beside_its_field() {
    for t in databases().await {
        let cx = t.cx(Role::Officer);
        let mut input = NewEstablishment::default();
        input.establishment.tax_code = "35001".into();
        input.establishment.email = "ai@do".into();
        input.establishment.phone = "không có".into();
        input.establishment.founded = Some(date(2030, 1, 1));
        let names: Vec<String> = fields(create(&cx, input).await)
            .into_iter()
            .map(|f| f.field)
            .collect();
        let expected = [
            "name",
            "legal_form",
            "tax_code",
            "phone",
            "email",
            "founded",
            "industry_code",
        ];
        assert_eq!(names[..7], expected);
        assert_eq!(names[7..], ["unit_id"]);
        assert_eq!(t.count("establishment").await, 0);
        assert_eq!(t.count("audit_record").await, 0);
        t.close().await;
    }
}

#[tokio::test]
async fn a_tax_code_stands_once_and_the_refusal_names_its_holder() {
    for t in databases().await {
        let cx = t.cx(Role::Officer);
        create(&cx, with_tax_code("Cơ sở Một", "3500101107"))
            .await
            .unwrap();
        let second = with_tax_code("Cơ sở Hai", " 3500 101107 ");
        let message = refusal(create(&cx, second.clone()).await, "tax_code");
        assert!(message.contains("Cơ sở Một"), "{message}");

        // Somebody of another province learns that it exists, not whose it is.
        let mut stranger = cx.actor.clone();
        stranger.scope = Scope::Provinces(vec![kernel::UnitId::new(
            kernel::UnitLevel::Province,
            66,
            0,
        )]);
        let found = fields(create(&t.cx_with(stranger), second).await);
        let sentence = &found
            .iter()
            .find(|f| f.field == "tax_code")
            .unwrap()
            .message;
        assert!(!sentence.contains("Cơ sở Một"), "{sentence}");
        t.close().await;
    }
}

#[tokio::test]
async fn two_entries_without_tax_code_stand_side_by_side() {
    for t in databases().await {
        let cx = t.cx(Role::Officer);
        create(&cx, establishment("Tổ hợp tác Đan lát Một"))
            .await
            .unwrap();
        create(&cx, establishment("Tổ hợp tác Đan lát Hai"))
            .await
            .unwrap();
        t.close().await;
    }
}

#[tokio::test]
async fn an_industry_outside_the_list_is_refused() {
    for t in databases().await {
        let cx = t.cx(Role::Officer);
        let mut input = establishment("Cửa hàng tạp hóa");
        input.establishment.industry_code = "4711".into();
        let message = refusal(create(&cx, input).await, "industry_code");
        assert!(
            message.contains("4711") && message.contains("VSIC 2018"),
            "{message}"
        );
        t.close().await;
    }
}

#[tokio::test]
async fn an_ended_commune_is_refused_with_its_successor_unless_the_site_is_that_old() {
    for t in databases().await {
        t.on(date(2026, 11, 1));
        let cx = t.cx(Role::Officer);
        let mut input = establishment("Cơ sở Bánh tráng");
        let message = refusal(create(&cx, input.clone()).await, "unit_id");
        assert!(
            message.contains("nay là") && message.contains("Hồ Chí Minh"),
            "{message}"
        );
        input.site.since = Some(date(2019, 5, 1));
        create(&cx, input).await.unwrap();
        t.close().await;
    }
}

#[tokio::test]
async fn a_unit_that_is_unknown_or_no_commune_or_elsewhere_is_refused() {
    for t in databases().await {
        let cx = t.cx(Role::Officer);
        let elsewhere = kernel::UnitId::new(kernel::UnitLevel::Commune, 24118, 0);
        for unit in [kernel::UnitId(7), testkit::ba_ria_vung_tau(), elsewhere] {
            let mut input = establishment("Cơ sở X");
            input.site.unit_id = Some(unit);
            refusal(create(&cx, input).await, "unit_id");
        }
        t.close().await;
    }
}

#[tokio::test]
async fn a_like_name_in_the_commune_asks_and_may_be_written_all_the_same() {
    for t in databases().await {
        let cx = t.cx(Role::Officer);
        let first = create(&cx, establishment("Công ty TNHH Hải sản Lộc An"))
            .await
            .unwrap();
        let mut input = establishment("Cty cổ phần HẢI SẢN Lộc An");
        refusal(create(&cx, input.clone()).await, "confirm_duplicate");
        let mut conn = cx.read().await.unwrap();
        let alike = possible_duplicates(&cx, &mut conn, &input).await.unwrap();
        assert_eq!(alike.iter().map(|b| b.id).collect::<Vec<_>>(), [first]);
        input.confirm_duplicate = true;
        create(&cx, input.clone()).await.unwrap();
        input.confirm_duplicate = false;
        input.site.unit_id = Some(hoa_long());
        create(&cx, input).await.unwrap();
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn a_form_sent_twice_is_done_once() {
    for t in databases().await {
        let mut cx = t.cx(Role::Officer);
        cx.form_key = Some("0197f000-0000-7000-8000-000000000001".parse().unwrap());
        let input = with_tax_code("Cơ sở Gốm", "3500101107");
        let id = create(&cx, input.clone()).await.unwrap();
        match create(&cx, input).await {
            Err(CommandError::AlreadyDone { thing, id: made }) => {
                assert_eq!((thing.as_str(), made), ("establishment", id.to_string()));
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(t.count("establishment").await, 1);
        t.close().await;
    }
}

#[tokio::test]
async fn an_edit_of_an_old_version_changes_nothing() {
    for t in databases().await {
        let cx = t.cx(Role::Officer);
        let id = create(&cx, establishment("Cơ sở A")).await.unwrap();
        edit(&cx, id, 1, establishment("Cơ sở B").establishment)
            .await
            .unwrap();
        let late = edit(&cx, id, 1, establishment("Cơ sở C").establishment).await;
        assert!(matches!(late, Err(CommandError::Stale)), "{late:?}");
        assert_eq!(found(&cx, "").await, ["Cơ sở B"]);
        t.close().await;
    }
}

#[tokio::test]
async fn people_see_and_change_only_what_lies_in_their_scope() {
    for t in databases().await {
        let officer = t.cx(Role::Officer);
        let mine = create(&officer, establishment("Cơ sở Long Phước"))
            .await
            .unwrap();
        let mut other = establishment("Cơ sở Hòa Long");
        other.site.unit_id = Some(hoa_long());
        let other_id = create(&officer, other.clone()).await.unwrap();
        let with = |role: Role, scope: Scope| {
            let actor = Actor {
                role,
                scope,
                ..officer.actor.clone()
            };
            t.cx_with(actor)
        };
        let collaborator = with(
            Role::Collaborator,
            Scope::Communes {
                communes: vec![long_phuoc()],
                provinces: vec![],
            },
        );
        assert_eq!(found(&collaborator, "").await, ["Cơ sở Long Phước"]);
        other.establishment.name = "Cơ sở Hòa Long 2".into();
        refusal(create(&collaborator, other).await, "unit_id");

        let owner = with(Role::Establishment, Scope::Own(mine));
        assert_eq!(found(&owner, "").await, ["Cơ sở Long Phước"]);
        edit(
            &owner,
            mine,
            1,
            establishment("Cơ sở Long Phước Mới").establishment,
        )
        .await
        .unwrap();
        let input = establishment("Chiếm").establishment;
        let theirs = edit(&owner, other_id, 1, input).await;
        assert!(matches!(theirs, Err(CommandError::NotFound)), "{theirs:?}");
        let created = create(&owner, establishment("Mới")).await;
        assert!(
            matches!(created, Err(CommandError::Forbidden(_))),
            "{created:?}"
        );

        // A national centre reads those of its region, by whatever question; others stay unknown to it.
        let region = |provinces: Vec<kernel::UnitId>| Scope::Region {
            centre: "IPC2".into(),
            provinces,
        };
        let mut conn = officer.read().await.unwrap();
        for (scope, seen) in [
            (region(vec![testkit::ba_ria_vung_tau()]), true),
            (region(Vec::new()), false),
        ] {
            let alone = super::store::get(&mut conn, &scope, mine).await.unwrap();
            let whole = super::store::get_with_sites(&mut conn, &scope, mine);
            assert_eq!(alone.is_some(), seen);
            assert_eq!(whole.await.unwrap().is_some(), seen);
        }
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn closing_asks_for_day_and_reason_and_reopening_takes_it_back() {
    for t in databases().await {
        let cx = t.cx(Role::Officer);
        let id = create(&cx, establishment("Cơ sở Gạch")).await.unwrap();
        let names: Vec<String> = fields(close(&cx, id, 1, CloseInput::default()).await)
            .into_iter()
            .map(|f| f.field)
            .collect();
        assert_eq!(names, ["on", "reason"]);
        let input = CloseInput {
            on: Some(date(2022, 3, 1)),
            reason: "Chuyển nghề".into(),
        };
        close(&cx, id, 1, input.clone()).await.unwrap();
        let again = close(&cx, id, 2, input).await;
        assert!(
            matches!(again, Err(CommandError::Refused { .. })),
            "{again:?}"
        );
        assert!(pick(&cx, "gach", 10).await.unwrap().is_empty());
        reopen(&cx, id, 2, "Sản xuất lại".into()).await.unwrap();
        assert_eq!(pick(&cx, "gach", 10).await.unwrap().len(), 1);
        t.close().await;
    }
}

#[tokio::test]
async fn other_modules_get_the_facts_of_the_site_they_ask_for() {
    for t in databases().await {
        let cx = t.cx(Role::Officer);
        let mut input = with_tax_code("Cơ sở Mây tre", "3500101107");
        input.establishment.owner_sex = Some(OwnerSex::Female);
        input.establishment.owner_ethnic = "Chơ Ro".into();
        let id = create(&cx, input).await.unwrap();
        let second = SiteInput {
            unit_id: Some(hoa_long()),
            in_craft_village: true,
            craft_village: "Làng nghề rượu Hòa Long".into(),
            ..SiteInput::default()
        };
        let site = site::add(&cx, id, second).await.unwrap();
        let mut conn = cx.read().await.unwrap();
        let main = facts(&mut conn, id, None).await.unwrap().unwrap();
        assert_eq!((main.unit_id, main.in_craft_village), (long_phuoc(), false));
        assert_eq!(
            (main.owned_by_woman(), main.owned_by_minority()),
            (Some(true), Some(true))
        );
        let other = facts(&mut conn, id, Some(site)).await.unwrap().unwrap();
        assert_eq!((other.unit_id, other.in_craft_village), (hoa_long(), true));
        assert_eq!(other.site_id, site);
        assert_eq!(names(&mut conn, &[id]).await.unwrap().len(), 1);
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn pages_and_cursors_walk_through_everything_once() {
    for t in databases().await {
        let cx = t.cx(Role::Officer);
        for n in 0..7 {
            create(&cx, establishment(&format!("Cơ sở số {n}")))
                .await
                .unwrap();
        }
        let mut conn = cx.read().await.unwrap();
        let scope = &cx.actor.scope;
        let request = PageRequest { page: 2, size: 3 };
        let page = list(&mut conn, scope, &Filter::default(), request)
            .await
            .unwrap()
            .page;
        assert_eq!(
            (page.total, page.rows.len(), page.rows[0].name.as_str()),
            (7, 3, "Cơ sở số 3")
        );
        let mut seen = Vec::new();
        loop {
            let after = seen.last().copied();
            let rows = list_after(&mut conn, scope, &Filter::default(), after, 3)
                .await
                .unwrap();
            seen.extend(rows.iter().map(|row| row.id));
            if rows.len() < 3 {
                break;
            }
        }
        assert_eq!(seen.len(), 7);
        drop(conn);
        t.close().await;
    }
}
