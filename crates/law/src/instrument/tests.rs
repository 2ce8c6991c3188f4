use db::{CommandError, PageRequest};
use jiff::civil::date;
use kernel::Role;

use super::{store::Filter, *};
use crate::{MIGRATIONS, norm};

fn input(number: &str, issuer: &str) -> InstrumentInput {
    InstrumentInput {
        number: number.into(),
        issuer: issuer.into(),
        subject: "Giao kế hoạch khuyến công".into(),
        signed_on: Some(date(2021, 12, 29)),
        effective_from: Some(date(2022, 1, 1)),
        ..InstrumentInput::default()
    }
}

#[test]
fn both_shapes_of_numbers_are_read() {
    for (text, shown, kind) in [
        ("2948/QĐ-BCT", "2948/QĐ-BCT", InstrumentKind::Decision),
        (
            " Số: 16 / 2026 / QĐ-UBND ",
            "16/2026/QĐ-UBND",
            InstrumentKind::Decision,
        ),
        (
            "26/2014/TTLT-BTC-BCT",
            "26/2014/TTLT-BTC-BCT",
            InstrumentKind::JointCircular,
        ),
        ("28/2018/TT-BTC", "28/2018/TT-BTC", InstrumentKind::Circular),
        ("235/2025/NĐ-CP", "235/2025/NĐ-CP", InstrumentKind::Decree),
        ("89/2025/QH15", "89/2025/QH15", InstrumentKind::Law),
        (
            "4262/UBND-VP",
            "4262/UBND-VP",
            InstrumentKind::OfficialLetter,
        ),
        ("12a/KH-SCT", "12a/KH-SCT", InstrumentKind::Plan),
    ] {
        let number: InstrumentNumber = text.parse().expect(text);
        assert_eq!((number.to_string().as_str(), number.kind()), (shown, kind));
    }
}

#[test]
fn what_is_no_number_is_refused() {
    for text in [
        "",
        "QĐ-BCT",
        "2948",
        "x/QĐ-BCT",
        "1/20/QĐ-BCT",
        "1/2/3/QĐ",
        "1/QĐ-",
        "1/<b>",
        "123456/QĐ",
    ] {
        assert!(text.parse::<InstrumentNumber>().is_err(), "{text}");
    }
}

#[tokio::test]
async fn the_kind_is_taken_from_the_number_and_search_ignores_diacritics() {
    for t in testkit::both(&[MIGRATIONS]).await {
        let cx = t.cx(Role::Officer);
        let id = create(&cx, input("2948/QĐ-BCT", "Bộ Công Thương"), None)
            .await
            .unwrap();
        create(&cx, input("4262/UBND-VP", "UBND tỉnh"), None)
            .await
            .unwrap();
        let mut conn = cx.read().await.unwrap();
        let found = |q: &str| Filter {
            q: q.into(),
            ..Filter::default()
        };
        let page = store::list(
            &mut conn,
            &found("bo cong thuong qd"),
            PageRequest::new(None),
        )
        .await;
        let page = page.unwrap();
        assert_eq!((page.total, page.rows[0].id), (1, id), "{}", t.engine);
        assert_eq!(page.rows[0].kind, InstrumentKind::Decision);
        let before = Filter {
            on: Some(date(2021, 12, 31)),
            ..Filter::default()
        };
        assert_eq!(
            store::list(&mut conn, &before, PageRequest::new(None))
                .await
                .unwrap()
                .total,
            0
        );
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn one_number_of_one_issuer_and_year_stands_once() {
    for t in testkit::both(&[MIGRATIONS]).await {
        let cx = t.cx(Role::Officer);
        create(&cx, input("12/QĐ-SCT", "Sở Công Thương A"), None)
            .await
            .unwrap();
        create(&cx, input("12/QĐ-SCT", "Sở Công Thương B"), None)
            .await
            .unwrap();
        let again = create(&cx, input("12 / QĐ-SCT", "Sở Công Thương A"), None).await;
        let Err(CommandError::Invalid(errors)) = again else {
            panic!("{again:?}")
        };
        assert_eq!(errors[0].field, "number", "{}", t.engine);
        t.close().await;
    }
}

#[tokio::test]
async fn a_stale_edit_is_refused_and_relations_are_seen_from_both_sides() {
    for t in testkit::both(&[MIGRATIONS]).await {
        let cx = t.cx(Role::Administrator);
        let old = create(&cx, input("1/2010/TT-BCT", "Bộ Công Thương"), None)
            .await
            .unwrap();
        let new = create(&cx, input("2/2020/TT-BCT", "Bộ Công Thương"), None)
            .await
            .unwrap();
        edit(&cx, old, 1, input("1/2010/TT-BCT", "Bộ Công Thương"), None)
            .await
            .unwrap();
        let late = edit(&cx, old, 1, input("1/2010/TT-BCT", "Bộ Công Thương"), None).await;
        assert!(matches!(late, Err(CommandError::Stale)), "{}", t.engine);

        let replaces = RelationInput {
            kind: RelationKind::Replaces,
            to: old,
        };
        relate(&cx, new, replaces).await.unwrap();
        relate(&cx, new, replaces).await.unwrap();
        let mut conn = cx.read().await.unwrap();
        let seen = store::related(&mut conn, old).await.unwrap();
        assert_eq!(seen.len(), 1);
        assert_eq!((seen[0].id, seen[0].incoming), (new, true));
        drop(conn);
        let itself = relate(
            &cx,
            old,
            RelationInput {
                kind: RelationKind::Amends,
                to: old,
            },
        )
        .await;
        assert!(matches!(itself, Err(CommandError::Invalid(_))));
        unrelate(&cx, new, replaces).await.unwrap();
        assert!(matches!(
            unrelate(&cx, new, replaces).await,
            Err(CommandError::NotFound)
        ));
        t.close().await;
    }
}

#[tokio::test]
async fn the_documents_that_norms_cite_come_along_with_their_relations() {
    for t in testkit::both(&[MIGRATIONS]).await {
        let cx = t.cx(Role::Administrator);
        norm::load(&cx).await.unwrap();
        let mut conn = cx.read().await.unwrap();
        for number in [
            "1881/QĐ-TTg",
            "2948/QĐ-BCT",
            "4262/UBND-VP",
            "26/2014/TTLT-BTC-BCT",
        ] {
            assert_eq!(
                store::by_number(&mut conn, number).await.unwrap().len(),
                1,
                "{number}"
            );
        }
        let decree = store::by_number(&mut conn, "45/2012/NĐ-CP")
            .await
            .unwrap()
            .remove(0);
        let related = store::related(&mut conn, decree.id).await.unwrap();
        assert!(
            related
                .iter()
                .any(|r| r.incoming && r.number == "235/2025/NĐ-CP"),
            "{}",
            t.engine
        );
        drop(conn);
        t.close().await;
    }
}
