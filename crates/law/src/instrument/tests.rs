use db::{CommandError, Conn, Cx, PageRequest};
use jiff::civil::{Date, date};
use kernel::{InstrumentId, Role, Scope, UnitId};
use testkit::ba_ria_vung_tau;

use super::{
    article::place,
    relation::related,
    store::{Area, Filter},
    *,
};
use crate::{MIGRATIONS, norm};

/// A document in force since the first day after its year; one of a body of a province is for ours.
fn input(number: &str, issuer: &str) -> InstrumentInput {
    let parsed: Option<InstrumentNumber> = number.parse().ok();
    let local = parsed.as_ref().is_some_and(InstrumentNumber::is_local);
    let year = parsed.and_then(|n| n.year).unwrap_or(2021);
    InstrumentInput {
        unit_id: local.then(ba_ria_vung_tau),
        number: number.into(),
        issuer: issuer.into(),
        subject: "Giao kế hoạch khuyến công".into(),
        signed_on: Some(date(year, 12, 29)),
        effective_from: Some(date(year + 1, 1, 1)),
        ..InstrumentInput::default()
    }
}

fn fields(error: CommandError) -> Vec<String> {
    match error {
        CommandError::Invalid(errors) => errors.into_iter().map(|e| e.field).collect(),
        other => panic!("{other:?}"),
    }
}

async fn add(cx: &Cx, number: &str) -> InstrumentId {
    create(cx, input(number, "Bộ Công Thương"), None)
        .await
        .unwrap()
}

/// The review as somebody of the whole country sees it on its day.
async fn review(conn: &mut Conn, area: Area, on: Date) -> Result<lapse::Review, db::DbError> {
    lapse::review(conn, &Scope::Nation, area, on, on).await
}

/// The one document of this number.
async fn one(cx: &Cx, number: &str) -> Instrument {
    let mut conn = cx.read().await.unwrap();
    let mut found = store::by_number(&mut conn, number).await.unwrap();
    assert_eq!(found.len(), 1, "{number}");
    found.remove(0)
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
        ("15/TB-SCT", "15/TB-SCT", InstrumentKind::Other),
        ("12a/KH-SCT", "12a/KH-SCT", InstrumentKind::Plan),
    ] {
        let number: InstrumentNumber = text.parse().expect(text);
        assert_eq!((number.to_string().as_str(), number.kind()), (shown, kind));
    }
}

#[test]
fn symbols_of_bodies_of_a_province_are_told_from_those_of_the_state() {
    for (number, local) in [
        ("12/2026/NQ-HĐND", true),
        ("16/2026/QĐ-UBND", true),
        ("4262/UBND-VP", true),
        ("12a/KH-SCT", true),
        ("28/2018/TT-BTC", false),
        ("2948/QĐ-BCT", false),
        ("26/2014/TTLT-BTC-BCT", false),
        ("1211/2016/UBTVQH13", false),
    ] {
        let parsed: InstrumentNumber = number.parse().expect(number);
        assert_eq!(parsed.is_local(), local, "{number}");
    }
}

#[tokio::test]
async fn a_document_of_a_council_committee_or_department_needs_its_province() {
    for t in testkit::both(&[MIGRATIONS]).await {
        let cx = t.cx(Role::Appraiser);
        for (number, issuer) in [
            ("12/2026/NQ-HĐND", "HĐND tỉnh"),
            ("12/2026/NQ-HĐND", "X"),
            ("16/QĐ-UBND", "UBND tỉnh"),
            ("", "Ủy ban nhân dân tỉnh Phú Thọ"),
            ("15/TB", "Sở Công Thương"),
        ] {
            let nowhere = InstrumentInput {
                kind: Some(
                    number
                        .parse()
                        .map_or(InstrumentKind::Decision, |n: InstrumentNumber| n.kind()),
                ),
                signed_on: None,
                effective_from: None,
                unit_id: None,
                ..input(number, issuer)
            };
            let refused = create(&cx, nowhere.clone(), None).await.unwrap_err();
            assert_eq!(
                fields(refused),
                ["unit_id"],
                "{}: {number} {issuer}",
                t.engine
            );
            let here = InstrumentInput {
                unit_id: Some(ba_ria_vung_tau()),
                issuer: format!("{issuer}, {number}"),
                ..nowhere
            };
            let id = create(&cx, here.clone(), None).await.unwrap();
            edit(&cx, id, 1, here, None).await.unwrap();
        }
        create(&cx, input("20/CT-BCT", "Bộ Công Thương"), None)
            .await
            .unwrap();
        t.close().await;
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
async fn a_number_typed_with_its_kind_comes_before_documents_that_speak_of_it() {
    for t in testkit::both(&[MIGRATIONS]).await {
        let cx = t.cx(Role::Officer);
        let circular = create(&cx, input("28/2018/TT-BTC", "Bộ Tài chính"), None)
            .await
            .unwrap();
        let amending = InstrumentInput {
            subject: "Sửa đổi Thông tư 28/2018/TT-BTC".into(),
            ..input("64/2019/TT-BTC", "Bộ Tài chính")
        };
        let amending = create(&cx, amending, None).await.unwrap();
        let joint = create(&cx, input("26/2014/TTLT-BTC-BCT", "Bộ Tài chính"), None)
            .await
            .unwrap();
        let mut conn = cx.read().await.unwrap();
        for (typed, wanted) in [
            ("28/2018", vec![circular, amending]),
            ("Thông tư 28", vec![circular, amending]),
            ("thong tu lien tich 26/2014", vec![joint]),
            ("joint circular", vec![joint]),
            ("thông tư sửa đổi", vec![amending]),
        ] {
            let filter = Filter {
                q: typed.into(),
                ..Filter::default()
            };
            let page = store::list(&mut conn, &filter, PageRequest::new(None)).await;
            let found: Vec<_> = page.unwrap().rows.iter().map(|row| row.id).collect();
            assert_eq!(found, wanted, "{} {typed}", t.engine);
        }
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
            standing: Some((Standing::InForce, date(2021, 12, 31))),
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

        let replaces = RelationInput::new(RelationKind::Replaces, old);
        relate(&cx, new, replaces.clone()).await.unwrap();
        relate(&cx, new, replaces).await.unwrap();
        let mut conn = cx.read().await.unwrap();
        let seen = related(&mut conn, old).await.unwrap();
        assert_eq!(seen.len(), 1);
        assert_eq!((seen[0].id, seen[0].incoming), (new, true));
        drop(conn);
        let itself = RelationInput::new(RelationKind::Amends, old);
        assert_eq!(fields(relate(&cx, old, itself).await.unwrap_err()), ["to"]);
        let back = RelationInput::new(RelationKind::Replaces, new);
        let turned = fields(relate(&cx, old, back).await.unwrap_err());
        assert!(turned.contains(&"to".to_owned()), "{turned:?}");
        unrelate(&cx, new, RelationKind::Replaces, old)
            .await
            .unwrap();
        assert!(matches!(
            unrelate(&cx, new, RelationKind::Replaces, old).await,
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
        let related = related(&mut conn, decree.id).await.unwrap();
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

#[tokio::test]
async fn a_number_must_agree_with_the_kind_and_the_day_of_signature() {
    for t in testkit::both(&[MIGRATIONS]).await {
        let cx = t.cx(Role::Administrator);
        let other_year = InstrumentInput {
            signed_on: Some(date(2019, 3, 28)),
            ..input("28/2018/TT-BTC", "Bộ Tài chính")
        };
        let refused = create(&cx, other_year, None).await.unwrap_err();
        assert_eq!(fields(refused), ["number"], "{}", t.engine);
        let no_year = create(&cx, input("28/TT-BTC", "Bộ Tài chính"), None).await;
        assert_eq!(fields(no_year.unwrap_err()), ["number"]);
        let before_the_law = InstrumentInput {
            signed_on: Some(date(1995, 3, 1)),
            ..input("28/TT-BTC", "Bộ Tài chính")
        };
        create(&cx, before_the_law, None).await.unwrap();
        let other_kind = InstrumentInput {
            kind: Some(InstrumentKind::Decision),
            ..input("28/2018/TT-BTC", "Bộ Tài chính")
        };
        let refused = create(&cx, other_kind, None).await.unwrap_err();
        assert_eq!(fields(refused), ["kind"]);
        t.close().await;
    }
}

#[tokio::test]
async fn a_replaced_document_ends_on_the_eve_and_says_by_what() {
    for t in testkit::both(&[MIGRATIONS]).await {
        let cx = t.cx(Role::Administrator);
        norm::load(&cx).await.unwrap();
        let joint = one(&cx, "26/2014/TTLT-BTC-BCT").await;
        let older = one(&cx, "125/2009/TTLT-BTC-BCT").await;
        let mut conn = cx.read().await.unwrap();
        let around = related(&mut conn, joint.id).await.unwrap();
        let stood = |day: Date| joint.standing(day);
        assert_eq!(stood(date(2014, 4, 7)), Standing::NotYet, "{}", t.engine);
        assert_eq!(stood(date(2014, 4, 8)), Standing::InForce);
        assert_eq!(stood(date(2018, 5, 10)), Standing::InForce);
        assert_eq!(stood(date(2018, 5, 11)), Standing::Ended);
        let said = effect::sentence(&joint, &around, date(2020, 1, 1), kernel::Lang::Vi);
        assert!(
            said.contains("11/05/2018") && said.contains("Thông tư 28/2018/TT-BTC"),
            "{said}"
        );
        assert_eq!(
            older.last_day(),
            Some(date(2014, 4, 7)),
            "no end is written in it"
        );

        // Lists say the same as the record.
        for (standing, day, found) in [
            (Standing::InForce, date(2014, 4, 8), true),
            (Standing::InForce, date(2018, 5, 11), false),
            (Standing::Ended, date(2018, 5, 11), true),
            (Standing::NotYet, date(2014, 4, 7), true),
        ] {
            let filter = Filter {
                q: joint.number.clone(),
                standing: Some((standing, day)),
                ..Filter::default()
            };
            let listed = store::all(&mut conn, &filter).await.unwrap();
            assert_eq!(!listed.is_empty(), found, "{standing:?} {day}");
        }
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn the_course_tells_amendments_in_the_order_of_days() {
    for t in testkit::both(&[MIGRATIONS]).await {
        let cx = t.cx(Role::Administrator);
        norm::load(&cx).await.unwrap();
        let circular = one(&cx, "26/2014/TT-BCT").await;
        let mut conn = cx.read().await.unwrap();
        let around = related(&mut conn, circular.id).await.unwrap();
        let lang = kernel::Lang::Vi;
        let days: Vec<_> = effect::course(&circular, &around, lang)
            .into_iter()
            .map(|turn| (turn.day, turn.by_title))
            .filter(|(_, by)| !by.is_empty())
            .collect();
        assert_eq!(
            days,
            [
                (
                    Some(date(2018, 8, 16)),
                    "Thông tư 14/2018/TT-BCT".to_owned()
                ),
                (Some(date(2025, 7, 1)), "Thông tư 38/2025/TT-BCT".to_owned()),
                (
                    Some(date(2025, 10, 13)),
                    "Văn bản hợp nhất 46/VBHN-BCT".to_owned()
                ),
            ],
            "{}",
            t.engine
        );
        let on = |day| effect::sentence(&circular, &around, day, lang);
        assert!(!on(date(2018, 8, 15)).contains("14/2018/TT-BCT"));
        assert!(on(date(2018, 8, 16)).contains("14/2018/TT-BCT"));
        assert!(!on(date(2018, 8, 16)).contains("38/2025/TT-BCT"));
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn a_local_document_loses_its_basis_on_the_day_it_is_replaced() {
    for t in testkit::both(&[MIGRATIONS]).await {
        let cx = t.cx(Role::Administrator);
        let old = add(&cx, "1/2010/TT-BCT").await;
        let new = add(&cx, "2/2015/TT-BCT").await;
        let amending = add(&cx, "3/2017/TT-BCT").await;
        let local = |number: &str| InstrumentInput {
            unit_id: Some(ba_ria_vung_tau()),
            ..input(number, "UBND tỉnh Bà Rịa – Vũng Tàu")
        };
        let rests = create(&cx, local("5/2012/QĐ-UBND"), None).await.unwrap();
        let fresh = create(&cx, local("6/2016/QĐ-UBND"), None).await.unwrap();
        let silent = create(&cx, local("7/2013/QĐ-UBND"), None).await.unwrap();
        create(&cx, local("8/2013/KH-UBND"), None).await.unwrap();
        let relation = |kind, to| RelationInput::new(kind, to);
        for (from, kind, to) in [
            (rests, RelationKind::BasedOn, old),
            (fresh, RelationKind::BasedOn, new),
            (new, RelationKind::Replaces, old),
            (amending, RelationKind::Amends, new),
        ] {
            relate(&cx, from, relation(kind, to)).await.unwrap();
        }
        let mut conn = cx.read().await.unwrap();
        let on_the_eve = review(&mut conn, Area::Local, date(2015, 12, 31))
            .await
            .unwrap();
        assert_eq!(on_the_eve.lapsed, Vec::new(), "{}", t.engine);
        let day = date(2018, 1, 1);
        let found = review(&mut conn, Area::Province(ba_ria_vung_tau()), day)
            .await
            .unwrap();
        assert_eq!(found.looked_at, 3, "a plan sets no rules");
        let ids = |all: &[lapse::Reviewed]| -> Vec<InstrumentId> {
            all.iter().map(|r| r.document.id).collect()
        };
        assert_eq!(ids(&found.lapsed), [rests]);
        let basis = &found.lapsed[0].bases[0];
        assert_eq!(basis.lapsed_since(day), Some(date(2016, 1, 1)));
        assert_eq!(basis.replaced_by, "2/2015/TT-BCT");
        assert_eq!(ids(&found.amended), [fresh]);
        assert_eq!(found.amended[0].bases[0].amended_by, "3/2017/TT-BCT");
        assert_eq!(ids(&found.unrecorded), [silent]);
        let elsewhere = review(&mut conn, Area::Province(UnitId(1)), day)
            .await
            .unwrap();
        assert_eq!(elsewhere.looked_at, 0);
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn a_department_keeps_the_documents_of_its_own_province_only() {
    for t in testkit::both(&[MIGRATIONS]).await {
        let administrator = t.cx(Role::Administrator);
        let national = add(&administrator, "1/2010/TT-BCT").await;
        let department = t.cx(Role::Appraiser);
        let own = InstrumentInput {
            unit_id: Some(ba_ria_vung_tau()),
            ..input("5/2012/QĐ-UBND", "UBND tỉnh")
        };
        let local = create(&department, own.clone(), None).await.unwrap();
        let basis = RelationInput::new(RelationKind::BasedOn, national);
        relate(&department, local, basis).await.unwrap();
        let article = ArticleInput {
            kind: Some(ArticleKind::Article),
            number: "1".into(),
            heading: "Phạm vi".into(),
            ..ArticleInput::default()
        };
        article::add(&department, local, article.clone())
            .await
            .unwrap();
        let forbidden = |result: Result<(), CommandError>| {
            assert!(
                matches!(result, Err(CommandError::Forbidden(_))),
                "{}: {result:?}",
                t.engine
            );
        };
        let elsewhere = RelationInput::new(RelationKind::Guides, local);
        forbidden(relate(&department, national, elsewhere).await);
        forbidden(article::add(&department, national, article).await.map(drop));
        let nationwide = InstrumentInput {
            unit_id: None,
            ..input("5/2012/TT-BCT", "Bộ Công Thương")
        };
        forbidden(edit(&department, local, 1, nationwide, None).await);
        edit(&department, local, 1, own, None).await.unwrap();
        t.close().await;
    }
}

#[tokio::test]
async fn an_article_is_kept_once_and_found_by_the_place_a_norm_names() {
    for t in testkit::both(&[MIGRATIONS]).await {
        let cx = t.cx(Role::Administrator);
        norm::load(&cx).await.unwrap();
        let circular = one(&cx, "28/2018/TT-BTC").await;
        let mut conn = cx.read().await.unwrap();
        let all = article::of_instrument(&mut conn, circular.id)
            .await
            .unwrap();
        assert!(
            all.iter().all(|a| !a.verified),
            "{}: nobody has read them",
            t.engine
        );
        let resting = norm::store::of_instrument(&mut conn, circular.id)
            .await
            .unwrap();
        let at_eight = article::at(&mut conn, circular.id, "khoản 4 Điều 8")
            .await
            .unwrap()
            .unwrap();
        assert!(resting.iter().any(|norm| at_eight.holds(&norm.locator)));
        assert!(place("Điều 8").is_some());
        drop(conn);
        let again = ArticleInput {
            kind: Some(ArticleKind::Article),
            number: "8".into(),
            heading: "Mức chi".into(),
            ..ArticleInput::default()
        };
        let twice = article::add(&cx, circular.id, again.clone()).await;
        assert_eq!(fields(twice.unwrap_err()), ["number"]);
        let empty = ArticleInput {
            number: "9".into(),
            verified: true,
            ..again.clone()
        };
        let unread = article::add(&cx, circular.id, empty).await;
        assert_eq!(fields(unread.unwrap_err()), ["body"]);
        let worded = ArticleInput {
            body: "1. Một.\n2. Hai.".into(),
            verified: true,
            ..again
        };
        article::edit(&cx, circular.id, at_eight.id, 1, worded.clone())
            .await
            .unwrap();
        let late = article::edit(&cx, circular.id, at_eight.id, 1, worded).await;
        assert!(matches!(late, Err(CommandError::Stale)));
        article::remove(&cx, circular.id, at_eight.id)
            .await
            .unwrap();
        t.close().await;
    }
}
