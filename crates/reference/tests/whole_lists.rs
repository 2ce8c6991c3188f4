//! The whole of the reference data, on both databases.

use jiff::civil::date;
use kernel::{UnitKind, UnitLevel};
use reference::{Loaded, load, units};

/// A database without the slice that testkit loads.
async fn fresh(t: &testkit::TestDb) -> db::Cx {
    let cx = t.cx(kernel::Role::Administrator);
    let mut tx = cx.begin().await.unwrap();
    for table in [
        "region_member",
        "unit_family",
        "unit_succession",
        "national_centre",
        "industry",
        "industry_map",
    ] {
        tx.exec(db::sql!(&format!("DELETE FROM {table}")))
            .await
            .unwrap();
    }
    for level in ["commune", "district", "province"] {
        tx.exec(db::sql!("DELETE FROM unit WHERE level = ?", level))
            .await
            .unwrap();
    }
    tx.exec(db::sql!("DELETE FROM reference_load"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    cx
}

#[tokio::test]
async fn the_lists_load_once_and_hold_what_they_should() {
    for t in testkit::both(&[]).await {
        let cx = fresh(&t).await;
        let first = load(&cx.db).await.unwrap();
        assert_eq!(
            first,
            Loaded::Fresh {
                units: 14_175,
                industries: 1_041
            },
            "{}",
            t.engine
        );
        assert_eq!(load(&cx.db).await.unwrap(), Loaded::Unchanged);
        assert_eq!(t.count("unit").await, 14_175);
        assert_eq!(t.count("unit_succession").await, 11_356);
        let mut conn = cx.read().await.unwrap();

        let today = units::provinces(&mut conn, Some(date(2026, 11, 22)))
            .await
            .unwrap();
        assert_eq!(today.len(), 34);
        let cities = today
            .iter()
            .filter(|u| u.kind == UnitKind::ThanhPhoTw)
            .count();
        assert_eq!(cities, 9);
        assert_eq!(
            units::provinces(&mut conn, Some(date(2025, 6, 30)))
                .await
                .unwrap()
                .len(),
            63
        );

        // A code names different provinces at different times.
        let old = units::by_code(&mut conn, "24", Some(date(2020, 1, 1)))
            .await
            .unwrap()
            .unwrap();
        let new = units::by_code(&mut conn, "24", None)
            .await
            .unwrap()
            .unwrap();
        assert_eq!((old.short(), new.short()), ("Bắc Giang", "Bắc Ninh"));

        // A commune is found by its old name, with and without diacritics.
        for q in ["Đặng Xá", "dang xa", "Dang  XA", "đang xá"] {
            let found = units::search(&mut conn, q, Some(UnitLevel::Commune), 20)
                .await
                .unwrap();
            assert!(
                found.iter().any(|u| u.short() == "Đặng Xá"),
                "{q}: {found:?}"
            );
        }

        find_communes(&mut conn).await;

        // What Hòa Long became, and what it was.
        let commune = units::search(&mut conn, "Long Phước", Some(UnitLevel::Commune), 20)
            .await
            .unwrap()
            .into_iter()
            .find(|u| u.label.contains("Bà Rịa - Vũng Tàu"))
            .expect("Long Phước of Bà Rịa");
        let now = units::at(&mut conn, commune.id, date(2026, 1, 1))
            .await
            .unwrap();
        assert!(
            !now.is_empty() && now.iter().all(|u| u.in_force(date(2026, 1, 1))),
            "{now:?}"
        );
        let then = units::at(&mut conn, now[0].id, date(2022, 1, 1))
            .await
            .unwrap();
        assert!(then.iter().any(|u| u.id == commune.id), "{then:?}");
        drop(conn);
        t.close().await;
    }
}

/// The names of the first communes that a text finds.
async fn communes(conn: &mut db::Conn, q: &str, limit: usize) -> Vec<units::Unit> {
    units::search(conn, q, Some(UnitLevel::Commune), limit)
        .await
        .unwrap()
}

async fn find_communes(conn: &mut db::Conn) {
    // One letter: names that begin with it, those in force first.
    let found = communes(conn, "p", 20).await;
    assert_eq!(found.len(), 20);
    assert!(
        found
            .iter()
            .all(|u| u.valid_to.is_none() && kernel::fold(u.short()).starts_with('p'))
    );
    let mut sorted = found.clone();
    sorted.sort_by(|a, b| (a.short(), a.id).cmp(&(b.short(), b.id)));
    assert_eq!(found, sorted);

    // A word within the name, and words in another order than they stand.
    for (q, name) in [("phuoc", "Long Phước"), ("phuoc long", "Long Phước")] {
        let found = communes(conn, q, 10_000).await;
        assert!(found.iter().any(|u| u.short() == name), "{q}");
        assert!(
            found
                .iter()
                .all(|u| kernel::fold(&u.name).contains("phuoc"))
        );
    }
    // The middle of a word is not looked into.
    assert!(
        communes(conn, "huoc", 10_000).await.is_empty(),
        "words are found by their beginning"
    );

    // The kind, the code and another spelling of the name.
    let found = communes(conn, "phuong long phuoc", 20).await;
    assert!(
        found.iter().any(|u| u.name == "Phường Long Phước"),
        "{found:?}"
    );
    let found = communes(conn, "00712", 20).await;
    assert_eq!(found[0].short(), "Phố Bảng");
    let found = communes(conn, "Phó Bảng", 20).await;
    assert!(found.iter().any(|u| u.code == "00712"), "{found:?}");

    // Of a name of both eras, the unit in force comes first.
    let found = communes(conn, "long phuoc", 20).await;
    let ended = found.iter().position(|u| u.valid_to.is_some());
    let begin = found.iter().take_while(|u| u.short() == "Long Phước");
    assert!(begin.clone().count() > 1);
    assert!(ended.is_some_and(|first| {
        found[first..]
            .iter()
            .take_while(|u| u.short() == "Long Phước")
            .all(|u| u.valid_to.is_some())
    }));

    // Nothing typed begins with everything; nothing alike finds nothing.
    assert_eq!(communes(conn, "", 7).await.len(), 7);
    assert!(communes(conn, "zzzz", 20).await.is_empty());
    // Provinces are not communes.
    let found = units::search(conn, "ba ria", Some(UnitLevel::Province), 20)
        .await
        .unwrap();
    assert_eq!(found.len(), 1, "{found:?}");
}

#[tokio::test]
async fn a_part_of_the_lists_is_searched_as_the_whole() {
    // Testkit loads a few provinces only.
    for t in testkit::both(&[]).await {
        let mut conn = t.db.read().await.unwrap();
        let found = communes(&mut conn, "phuong", 20).await;
        assert_eq!(found.len(), 20, "{}", t.engine);
        let found = communes(&mut conn, "long phuoc", 20).await;
        assert!(found.iter().any(|u| u.label.contains("Bà Rịa - Vũng Tàu")));
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn the_divisions_in_the_program_are_those_in_the_database() {
    for t in testkit::both(&[]).await {
        let mut conn = t.db.read().await.expect("connects");
        for version in [2018_i64, 2025] {
            let kept: Vec<(String, String)> = conn
                .all(db::sql!(
                    "SELECT code, name FROM industry WHERE version = ? AND level = 2 ORDER BY code",
                    version
                ))
                .await
                .expect("reads");
            let known: Vec<(String, String)> = reference::industries::divisions(version)
                .map(|division| (division.code.clone(), division.name.clone()))
                .collect();
            assert!(!known.is_empty());
            assert_eq!(known, kept);
        }
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn lists_narrow_to_the_provinces_within_reach_wired_or_not() {
    for mut t in testkit::both(&[]).await {
        for wired in [false, true] {
            if wired {
                let ports = std::mem::take(&mut t.ports);
                t.ports = ports.with(std::sync::Arc::new(units::KnownProvinces::default()));
            }
            let mut cx = t.cx(kernel::Role::MinistryAgency);
            let mut conn = cx.read().await.unwrap();
            let all = units::provinces(&mut conn, None).await.unwrap();
            let mine: Vec<_> = all.iter().take(2).map(|unit| unit.id).collect();
            for _ in 0..2 {
                cx.actor.scope = kernel::Scope::Nation;
                let now = units::provinces_within(&cx, &mut conn).await.unwrap();
                let today = units::provinces(&mut conn, Some(cx.today())).await.unwrap();
                assert_eq!(now, today, "{} {wired}", t.engine);
                cx.actor.scope = kernel::Scope::Provinces(mine.clone());
                let some = units::provinces_within(&cx, &mut conn).await.unwrap();
                assert_eq!(some, all[..2], "{} {wired}", t.engine);
                cx.actor.scope = kernel::Scope::Provinces(mine[..1].to_vec());
                let one = units::provinces_within(&cx, &mut conn).await.unwrap();
                assert_eq!(one, [], "{} {wired}", t.engine);
            }
        }
        t.close().await;
    }
}
