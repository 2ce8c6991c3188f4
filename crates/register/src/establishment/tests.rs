use db::{CommandError, PageRequest};
use jiff::civil::date;
use kernel::{Actor, Role, Scope};

use super::*;
use crate::{
    site::{self, SiteInput},
    test_support::{
        databases, establishment, fields, hoa_long, long_phuoc, refusal, with_tax_code,
    },
};

async fn found(cx: &db::Cx, q: &str) -> Vec<String> {
    let filter = Filter {
        q: q.into(),
        ..Filter::default()
    };
    let mut conn = cx.read().await.unwrap();
    let page = list(&mut conn, &cx.actor.scope, &filter, PageRequest::new(None))
        .await
        .unwrap()
        .page;
    assert_eq!(page.total, page.rows.len() as i64);
    page.rows.into_iter().map(|row| row.name).collect()
}

#[tokio::test]
async fn search_finds_names_and_codes_with_and_without_diacritics() {
    for t in databases().await {
        let cx = t.cx(Role::Officer);
        let dien_co = "Công ty TNHH Điện cơ Đất Đỏ";
        create(&cx, with_tax_code(dien_co, "3500101107"))
            .await
            .unwrap();
        create(&cx, establishment("Hộ kinh doanh Cá khô Bà Sáu"))
            .await
            .unwrap();
        for q in [
            "điện cơ",
            "dien co",
            "CƠ đỏ",
            "dat",
            "3500101",
            "cong ty dien",
            "",
        ] {
            assert!(
                found(&cx, q).await.contains(&dien_co.to_owned()),
                "{} {q}",
                t.engine
            );
        }
        assert_eq!(
            found(&cx, "ca kho").await,
            ["Hộ kinh doanh Cá khô Bà Sáu"],
            "{}",
            t.engine
        );
        for q in ["oan", "khong co", "\"'*:&|!()"] {
            let hits = found(&cx, q).await;
            assert_eq!(
                hits.len(),
                if q.contains('*') { 2 } else { 0 },
                "{} {q}",
                t.engine
            );
        }
        t.close().await;
    }
}

#[tokio::test]
async fn the_first_rows_by_name_are_searched_as_the_index_is() {
    for t in databases().await {
        let cx = t.cx(Role::Officer);
        for input in [
            establishment("Công ty TNHH Điện cơ Bắc Nam"),
            with_tax_code("Hợp tác xã Gạo sạch", "3500101107"),
            establishment("Cơ sở Nước mắm Cô Ba"),
            establishment("Xưởng cơ khí 35"),
        ] {
            create(&cx, input).await.unwrap();
        }
        let mut conn = cx.read().await.unwrap();
        for text in [
            "c", "co", "cong ty", "Cơ", "35", "3500", "ba co", "ong", "x", "zz",
        ] {
            let whole = conn.search_hits("establishment", text).await.unwrap();
            let begun = conn.search_begun("establishment", text).await.unwrap();
            for hits in [Some(whole), begun].into_iter().flatten() {
                let mut narrowed = db::Sql::default();
                narrowed.within(&cx.actor.scope, store::SCOPE);
                let mut indexed = db::sql!("SELECT e.id FROM establishment e WHERE 1 = 1");
                indexed
                    .append(narrowed.clone())
                    .push_search(t.db.dialect(), "establishment", "e", text, hits)
                    .push(" ORDER BY e.name_fold, e.id", []);
                let indexed: Vec<(kernel::EstablishmentId,)> = conn.all(indexed).await.unwrap();
                let first: Vec<(kernel::EstablishmentId,)> = conn
                    .all(by_words::first_with_words(narrowed, text, hits, 50))
                    .await
                    .unwrap();
                let mut sorted = first.clone();
                sorted.sort_by_key(|id| indexed.iter().position(|other| other == id));
                assert_eq!(sorted, indexed, "{}: {text:?} {hits:?}", t.engine);
            }
        }
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn whole_words_are_found_before_beginnings_and_names_that_begin_so_before_others() {
    for t in databases().await {
        let cx = t.cx(Role::Officer);
        for input in [
            establishment("Cơ khí Bắc Nam"),
            establishment("Xưởng Cơ khí Minh Bac"),
            establishment("An Cơ Khiêm"),
        ] {
            create(&cx, input).await.unwrap();
        }
        let picked = async |text: &str| {
            let mut conn = cx.read().await.unwrap();
            let rows = store::pick(&mut conn, &cx.actor.scope, text, 10).await;
            rows.unwrap()
                .into_iter()
                .map(|row| row.name)
                .collect::<Vec<_>>()
        };
        let listed = async |text: &str| {
            let mut names = found(&cx, text).await;
            names.sort();
            names
        };
        // By the beginning of the name first, then by name.
        assert_eq!(
            picked("co khi").await,
            ["Cơ khí Bắc Nam", "An Cơ Khiêm", "Xưởng Cơ khí Minh Bac"],
            "{}",
            t.engine
        );
        assert_eq!(
            found(&cx, "co khi").await,
            ["Cơ khí Bắc Nam", "An Cơ Khiêm", "Xưởng Cơ khí Minh Bac"],
            "{}",
            t.engine
        );
        // “khi” is a whole word before another one.
        assert_eq!(
            listed("khi co").await,
            ["Cơ khí Bắc Nam", "Xưởng Cơ khí Minh Bac"],
            "{}",
            t.engine
        );
        // No name has these whole, so each is a beginning.
        for q in ["kh ba", "c kh b"] {
            assert_eq!(
                listed(q).await,
                ["Cơ khí Bắc Nam", "Xưởng Cơ khí Minh Bac"],
                "{} {q}",
                t.engine
            );
            assert_eq!(picked(q).await.len(), 2, "{} {q}", t.engine);
        }
        t.close().await;
    }
}

#[tokio::test]
async fn pages_of_a_search_go_on_from_the_names_that_begin_so_to_the_others() {
    for t in databases().await {
        let cx = t.cx(Role::Officer);
        for n in 0..7 {
            let name = match n % 2 {
                0 => format!("Mộc Phú {n}"),
                _ => format!("An mộc {n}"),
            };
            create(&cx, establishment(&name)).await.unwrap();
        }
        let mut conn = cx.read().await.unwrap();
        let filter = Filter {
            q: "mộc".into(),
            ..Filter::default()
        };
        let mut names = Vec::new();
        for page in 1..=3 {
            let mut request = PageRequest::new(Some(page));
            request.size = 3;
            let found = list(&mut conn, &cx.actor.scope, &filter, request)
                .await
                .unwrap();
            assert_eq!(found.page.total, 7, "{}", t.engine);
            names.extend(found.page.rows.into_iter().map(|row| row.name));
        }
        assert_eq!(
            names,
            [
                "Mộc Phú 0",
                "Mộc Phú 2",
                "Mộc Phú 4",
                "Mộc Phú 6",
                "An mộc 1",
                "An mộc 3",
                "An mộc 5"
            ],
            "{}",
            t.engine
        );
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn of_words_in_very_many_names_the_list_says_more_than_a_number() {
    let kept = "name, short_name, name_fold, name_key, search, legal_form, registration_number,
        registration_issuer, representative, phone, email, website, owner_ethnic,
        industry_version, industry_code, head_office, publish_profile, publish_contact,
        unit_id, province_id, status, closed_reason, created_at";
    for t in databases().await {
        let cx = t.cx(Role::MinistryAgency);
        create(&t.cx(Role::Officer), establishment("Cơ sở Nước mắm"))
            .await
            .unwrap();
        let id = match t.db.dialect() {
            db::Dialect::Sqlite => "randomblob(16)",
            db::Dialect::Postgres => "gen_random_uuid()",
        };
        let mut tx = t.db.begin().await.unwrap();
        tx.exec(db::sql!(
            format!(
                "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?)
             INSERT INTO establishment (id, {kept}) SELECT {id}, {kept} FROM establishment, n"
            ),
            db::Hits::MOST
        ))
        .await
        .unwrap();
        tx.commit().await.unwrap();

        let mut conn = cx.read().await.unwrap();
        let told = async |conn: &mut db::Conn, filter: &Filter, page| {
            let request = PageRequest::new(Some(page));
            let found = list(conn, &cx.actor.scope, filter, request).await.unwrap();
            (found.page.total, found.more, found.page.rows.len())
        };
        let mut words = Filter {
            q: "nuoc mam".into(),
            ..Filter::default()
        };
        assert_eq!(
            told(&mut conn, &words, 1).await,
            (10_000, true, 50),
            "{}",
            t.engine
        );
        assert_eq!(
            told(&mut conn, &words, 200).await,
            (10_000, true, 50),
            "{}",
            t.engine
        );
        words.status = Some(Status::Active);
        assert_eq!(
            told(&mut conn, &words, 1).await,
            (10_000, true, 50),
            "{}",
            t.engine
        );
        words.status = Some(Status::Closed);
        assert_eq!(
            told(&mut conn, &words, 1).await,
            (0, false, 0),
            "{}",
            t.engine
        );
        let all = Filter::default();
        assert_eq!(
            told(&mut conn, &all, 1).await,
            (10_001, false, 50),
            "{}",
            t.engine
        );
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn an_edited_name_is_found_by_its_new_words_only() {
    for t in databases().await {
        let cx = t.cx(Role::Officer);
        let id = create(&cx, establishment("Cơ sở Nước mắm Cũ"))
            .await
            .unwrap();
        let mut input = establishment("Cơ sở Nước mắm Mới").establishment;
        input.short_name = "NMM".into();
        edit(&cx, id, 1, input).await.unwrap();
        assert!(found(&cx, "cũ").await.is_empty(), "{}", t.engine);
        assert_eq!(found(&cx, "nmm").await.len(), 1, "{}", t.engine);
        t.close().await;
    }
}

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
