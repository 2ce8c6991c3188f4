use db::PageRequest;
use kernel::Role;

use super::*;
use crate::test_support::{databases, establishment, with_tax_code};

pub(super) async fn found(cx: &db::Cx, q: &str) -> Vec<String> {
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
                    .push_search(t.db.dialect(), "establishment", "e", text, &hits)
                    .push(" ORDER BY e.name_fold, e.id", []);
                let indexed: Vec<(kernel::EstablishmentId,)> = conn.all(indexed).await.unwrap();
                let first: Vec<(kernel::EstablishmentId,)> = conn
                    .all(by_words::first_with_words(narrowed, text, &hits, 50))
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
            (db::Hits::MOST, true, 50),
            "{}",
            t.engine
        );
        assert_eq!(
            told(&mut conn, &words, 100).await,
            (db::Hits::MOST, true, 50),
            "{}",
            t.engine
        );
        words.status = Some(Status::Active);
        assert_eq!(
            told(&mut conn, &words, 1).await,
            (db::Hits::MOST, true, 50),
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
            (db::Hits::MOST + 1, false, 50),
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
