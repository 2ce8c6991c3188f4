use db::{CommandError, Cx};
use jiff::civil::{Date, date};
use kernel::{Activity, Dong, Role, UnitId, UnitKind};
use reference::units;
use rules::{FundingScope, eligibility::LegalForm};
use testkit::TestDb;

use super::*;
use crate::{MIGRATIONS, norm};

fn million(n: i64) -> Dong {
    Dong(n * 1_000_000)
}

async fn loaded() -> Vec<(TestDb, Cx)> {
    let mut out = Vec::new();
    for t in testkit::both(&[MIGRATIONS]).await {
        let cx = t.cx(Role::Administrator);
        norm::load(&cx).await.unwrap();
        out.push((t, cx));
    }
    out
}

/// The commune or province with this code on that day.
async fn unit(cx: &Cx, code: &str, on: Date) -> UnitId {
    let mut conn = cx.read().await.unwrap();
    units::by_code(&mut conn, code, Some(on))
        .await
        .unwrap()
        .expect(code)
        .id
}

/// A unit of this kind inside a province on a day.
async fn some_unit(cx: &Cx, province: &str, kind: UnitKind, on: Date) -> UnitId {
    let province = unit(cx, province, on).await;
    let mut conn = cx.read().await.unwrap();
    conn.one::<(UnitId,)>(db::sql!(
        "SELECT id FROM unit WHERE province_id = ? AND kind = ? ORDER BY id LIMIT 1",
        province,
        kind
    ))
    .await
    .unwrap()
    .0
}

fn machines(unit: UnitId, scope: FundingScope, on: Date, cost: Dong) -> Question {
    Question {
        activity: Activity::A3b,
        variant: String::new(),
        scope,
        unit,
        on,
        cost,
        line: false,
        legal_form: Some(LegalForm::Enterprise),
        industries: vec!["25".into()],
        in_craft_village: false,
        is_sme: Some(true),
    }
}

async fn ask(cx: &Cx, question: Question) -> Assessment {
    let mut conn = cx.read().await.unwrap();
    assess(cx, &mut conn, question).await.unwrap()
}

#[tokio::test]
async fn a_plan_approved_in_2017_gets_200_million_under_the_norm_of_then() {
    for (t, cx) in loaded().await {
        let on = date(2017, 12, 22);
        let place = unit(&cx, "77", on).await;
        let got = ask(&cx, machines(place, FundingScope::Kcqg, on, million(570))).await;
        assert_eq!(got.ceiling(), Some(million(200)), "{}", t.engine);
        assert_eq!(got.rule_key(), "N14-04");
        assert!(got.verified() && got.eligible());
        let next = ask(
            &cx,
            machines(place, FundingScope::Kcqg, date(2018, 5, 11), million(570)),
        )
        .await;
        assert_eq!(
            next.ceiling(),
            Some(million(285)),
            "the new norm: 50 %, at most 300 million"
        );
        t.close().await;
    }
}

#[tokio::test]
async fn a_ward_of_a_city_of_the_centre_is_out_since_october_2025_unless_a_craft_village() {
    for (t, cx) in loaded().await {
        let on = date(2025, 10, 15);
        let ward = some_unit(&cx, "79", UnitKind::Phuong, on).await;
        let mut question = machines(ward, FundingScope::Kcdp, on, million(500));
        let out = ask(&cx, question.clone()).await;
        assert!(!out.eligible(), "{}", t.engine);
        let reasons = out.reasons(kernel::Lang::Vi).join(" ");
        assert!(
            reasons.contains("235/2025"),
            "the article is named: {reasons}"
        );

        question.in_craft_village = true;
        assert!(ask(&cx, question.clone()).await.eligible());

        let commune = some_unit(&cx, "79", UnitKind::Xa, on).await;
        assert!(
            ask(
                &cx,
                Question {
                    unit: commune,
                    in_craft_village: false,
                    ..question
                }
            )
            .await
            .eligible()
        );
        t.close().await;
    }
}

#[tokio::test]
async fn a_ward_of_a_province_stays_eligible() {
    for (t, cx) in loaded().await {
        let on = date(2026, 1, 5);
        let ward = some_unit(&cx, "66", UnitKind::Phuong, on).await;
        let got = ask(&cx, machines(ward, FundingScope::Kcdp, on, million(500))).await;
        assert!(
            got.eligible(),
            "{}: {:?}",
            t.engine,
            got.reasons(kernel::Lang::En)
        );
        t.close().await;
    }
}

#[tokio::test]
async fn dak_lak_gives_800_million_for_a_model_since_its_resolution() {
    for (t, cx) in loaded().await {
        let model = |unit, on| Question {
            activity: Activity::A3a,
            ..machines(unit, FundingScope::Kcdp, on, million(4_000))
        };
        let on = date(2025, 7, 26);
        let commune = some_unit(&cx, "66", UnitKind::Xa, on).await;
        let got = ask(&cx, model(commune, on)).await;
        assert_eq!(
            (got.rule_key(), got.ceiling()),
            ("L-DLK-02", Some(million(800))),
            "{}",
            t.engine
        );

        let eve = ask(&cx, model(commune, date(2025, 7, 25))).await;
        assert_eq!(
            eve.rule_key(),
            "N18-02",
            "before it the national norm counts"
        );

        let old = unit(&cx, "66", date(2020, 1, 1)).await;
        let by_old_name = ask(&cx, model(old, on)).await;
        assert_eq!(
            by_old_name.rule_key(),
            "L-DLK-02",
            "the old province leads to the new one"
        );
        t.close().await;
    }
}

#[tokio::test]
async fn the_norm_of_old_hai_duong_still_counts_on_its_area_inside_hai_phong() {
    for (t, cx) in loaded().await {
        let on = date(2025, 9, 1);
        let old = date(2020, 1, 1);
        let local = |unit| machines(unit, FundingScope::Kcdp, on, million(2_000));

        let old_commune = some_unit(&cx, "30", UnitKind::Xa, old).await;
        let got = ask(&cx, local(old_commune)).await;
        assert_eq!(
            (got.rule_key(), got.ceiling()),
            ("L-HDG-02", Some(million(250))),
            "{}",
            t.engine
        );

        let mut conn = cx.read().await.unwrap();
        let today = units::at(&mut conn, old_commune, on)
            .await
            .unwrap()
            .remove(0);
        drop(conn);
        assert_eq!(
            ask(&cx, local(today.id)).await.rule_key(),
            "L-HDG-02",
            "{}",
            today.label
        );

        let elsewhere = some_unit(&cx, "31", UnitKind::Xa, old).await;
        assert_eq!(ask(&cx, local(elsewhere)).await.rule_key(), "N18-05");

        let city = unit(&cx, "31", on).await;
        let open = ask(&cx, local(city)).await;
        assert_eq!(open.rule_key(), "N18-05");
        let reasons = open.reasons(kernel::Lang::Vi).join(" ");
        assert!(
            reasons.contains("Hải Dương"),
            "says that an old area may differ: {reasons}"
        );
        t.close().await;
    }
}

#[tokio::test]
async fn a_province_without_a_commune_leaves_the_place_to_be_confirmed() {
    for (t, cx) in loaded().await {
        let on = date(2026, 3, 1);
        let city = unit(&cx, "79", on).await;
        let got = ask(&cx, machines(city, FundingScope::Kcqg, on, million(500))).await;
        assert!(got.eligible(), "{}", t.engine);
        assert!(
            got.reasons(kernel::Lang::Vi)
                .join(" ")
                .contains("Chưa biết xã")
        );
        t.close().await;
    }
}

#[tokio::test]
async fn a_district_or_an_unknown_unit_is_refused_beside_the_field() {
    for (t, cx) in loaded().await {
        let on = date(2020, 1, 1);
        let district = some_unit(&cx, "77", UnitKind::Huyen, on).await;
        for unit in [district, UnitId(1)] {
            let mut conn = cx.read().await.unwrap();
            let question = machines(unit, FundingScope::Kcqg, on, million(1));
            let error = assess(&cx, &mut conn, question).await.unwrap_err();
            let CommandError::Invalid(fields) = error else {
                panic!("{error:?}")
            };
            assert_eq!(fields[0].field, "unit", "{}", t.engine);
        }
        t.close().await;
    }
}

#[tokio::test]
async fn a_kept_decision_is_replayed_though_the_norm_was_corrected_since() {
    for (t, cx) in loaded().await {
        let on = date(2022, 6, 1);
        let place = unit(&cx, "77", on).await;
        let question = machines(place, FundingScope::Kcqg, on, million(900));
        let mut tx = cx.begin().await.unwrap();
        let id = keep(&cx, &mut tx, question.clone(), "project", "P1")
            .await
            .unwrap();
        tx.commit().await.unwrap();

        let mut conn = cx.read().await.unwrap();
        let version = norm::store::versions(&mut conn, "N18-05")
            .await
            .unwrap()
            .remove(0);
        drop(conn);
        let input = norm::NormInput {
            cap: Some(million(100)),
            reason: "Đọc lại văn bản".into(),
            ..norm::commands::input_of(&version)
        };
        norm::correct(&cx, version.id, input).await.unwrap();
        assert_eq!(ask(&cx, question).await.ceiling(), Some(million(100)));

        let mut conn = cx.read().await.unwrap();
        let decision = kept(&mut conn, id).await.unwrap();
        assert_eq!(
            decision.assessment.ceiling(),
            Some(million(300)),
            "{}",
            t.engine
        );
        assert_eq!(decision.norm_id, Some(version.id));
        let replay = replay(&mut conn, id).await.unwrap();
        assert!(replay.same);
        assert_eq!(replay.verdict, decision.assessment.verdict);
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn a_kept_decision_cannot_be_rewritten() {
    for (t, cx) in loaded().await {
        let on = date(2022, 6, 1);
        let place = unit(&cx, "77", on).await;
        let mut tx = cx.begin().await.unwrap();
        let question = machines(place, FundingScope::Kcqg, on, million(900));
        keep(&cx, &mut tx, question, "project", "P1").await.unwrap();
        tx.commit().await.unwrap();
        for statement in [
            "UPDATE ceiling_decision SET facts_json = ''",
            "DELETE FROM ceiling_decision",
        ] {
            let mut tx = cx.begin().await.unwrap();
            assert!(
                tx.exec(db::sql!(statement)).await.is_err(),
                "{}: {statement}",
                t.engine
            );
        }
        t.close().await;
    }
}

#[tokio::test]
async fn programs_get_the_stable_answer() {
    for (t, cx) in loaded().await {
        let mut conn = cx.read().await.unwrap();
        let ask = CeilingAsk {
            activity: "A3b".into(),
            variant: None,
            scope: "kcqg".into(),
            unit: "79".into(),
            on: date(2024, 5, 1),
            cost: 2_000_000_000,
            line: true,
            legal_form: None,
            industry: None,
            craft_village: false,
            is_sme: None,
        };
        let answer = ceiling_answer(&cx, &mut conn, &ask).await.unwrap();
        assert_eq!(answer.ceiling, Some(million(450)), "{}", t.engine);
        assert_eq!(answer.rule.as_deref(), Some("N18-06"));
        assert_eq!(answer.status, "verified");
        assert!(answer.eligible && answer.article.unwrap().starts_with("28/2018/TT-BTC"));

        let early = CeilingAsk {
            on: date(2001, 1, 1),
            ..ask.clone()
        };
        let none = ceiling_answer(&cx, &mut conn, &early).await.unwrap();
        assert_eq!(
            (none.ceiling, none.rule, none.eligible),
            (None, None, false)
        );

        let wrong = CeilingAsk {
            activity: "A99".into(),
            unit: "nowhere".into(),
            ..ask
        };
        let error = ceiling_answer(&cx, &mut conn, &wrong).await.unwrap_err();
        let CommandError::Invalid(fields) = error else {
            panic!("{error:?}")
        };
        assert_eq!(fields.len(), 2);
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn local_money_without_a_norm_of_the_province_says_what_stands_in() {
    for (t, cx) in loaded().await {
        // No document of the province on amounts is known: the national number is the limit.
        let before = date(2022, 6, 1);
        let old = unit(&cx, "77", before).await;
        let got = ask(&cx, machines(old, FundingScope::Kcdp, before, million(570))).await;
        assert_eq!(
            (got.rule_key(), got.ceiling()),
            ("N18-05", Some(million(285))),
            "{}",
            t.engine
        );
        assert!(got.verified());
        let said = got.reasons(kernel::Lang::Vi).join(" ");
        assert!(
            said.contains("Dữ liệu chưa có định mức riêng của Tỉnh Bà Rịa - Vũng Tàu"),
            "{said}"
        );

        // Phú Thọ has a resolution in force whose numbers nobody entered.
        let on = date(2026, 3, 1);
        let place = unit(&cx, "25", on).await;
        let got = ask(&cx, machines(place, FundingScope::Kcdp, on, million(900))).await;
        assert_eq!(
            (got.rule_key(), got.ceiling()),
            ("N18-05", Some(million(300)))
        );
        assert!(!got.verified(), "the province's own amount may be lower");
        let said = got.reasons(kernel::Lang::Vi).join(" ");
        assert!(said.contains("Nghị quyết 23/2025/NQ-HĐND"), "{said}");
        assert!(
            !said.contains("N18-05 chưa được đối chiếu"),
            "the national number itself was compared: {said}"
        );
        let eve = date(2025, 12, 31);
        let got = ask(&cx, machines(place, FundingScope::Kcdp, eve, million(900))).await;
        assert!(got.verified(), "the resolution is not in force yet");

        // National money does not ask what a province has set.
        let got = ask(&cx, machines(place, FundingScope::Kcqg, on, million(900))).await;
        assert!(got.verified());
        let said = got.reasons(kernel::Lang::Vi).join(" ");
        assert!(!said.contains("Phú Thọ"), "{said}");
        t.close().await;
    }
}

#[tokio::test]
async fn old_provinces_are_named_only_where_they_have_a_norm_for_the_activity() {
    for (t, cx) in loaded().await {
        let on = date(2025, 9, 1);
        let named = async |code: &str, scope, activity| {
            let province = unit(&cx, code, on).await;
            let question = Question {
                activity,
                ..machines(province, scope, on, million(2_000))
            };
            ask(&cx, question).await.facts.open_areas
        };
        let hai_phong = named("31", FundingScope::Kcdp, Activity::A3b).await;
        assert_eq!(hai_phong, ["Tỉnh Hải Dương"], "{}", t.engine);
        for (code, scope, activity) in [
            // Hải Dương has no norm for this.
            ("31", FundingScope::Kcdp, Activity::A5),
            // Norms of provinces play no part in national money.
            ("31", FundingScope::Kcqg, Activity::A3b),
            // One resolution replaced the rules of both old provinces.
            ("66", FundingScope::Kcdp, Activity::A3a),
            // No old norm is known.
            ("79", FundingScope::Kcdp, Activity::A3b),
        ] {
            let none = named(code, scope, activity).await;
            assert!(
                none.is_empty(),
                "{}: {code} {activity:?} {none:?}",
                t.engine
            );
        }
        t.close().await;
    }
}

#[tokio::test]
async fn a_norm_without_a_first_day_is_not_taken_as_sure_and_a_lower_national_one_is_named() {
    for (t, cx) in loaded().await {
        let mut conn = cx.read().await.unwrap();
        let ask = CeilingAsk {
            activity: "A3a".into(),
            variant: None,
            scope: "kcdp".into(),
            unit: "30".into(),
            on: date(2015, 6, 1),
            cost: 4_000_000_000,
            line: false,
            legal_form: None,
            industry: None,
            craft_village: false,
            is_sme: None,
        };
        let early = ceiling_answer(&cx, &mut conn, &ask).await.unwrap();
        assert_eq!(
            (early.ceiling, early.rule.as_deref()),
            (Some(million(500)), Some("L-HDG-01")),
            "{}",
            t.engine
        );
        assert_eq!(early.capped_by.as_deref(), Some("N14-02"));
        let equation = early.equation.unwrap();
        assert!(
            equation.contains("800.000.000") && equation.contains("N14-02"),
            "{equation}"
        );
        let said = early.reasons.join(" ");
        assert!(said.contains("Chưa rõ ngày bắt đầu có hiệu lực"), "{said}");

        let later = CeilingAsk {
            on: date(2024, 6, 1),
            ..ask
        };
        let later = ceiling_answer(&cx, &mut conn, &later).await.unwrap();
        assert_eq!((later.ceiling, later.capped_by), (Some(million(800)), None));
        assert_eq!(later.status, "unverified");
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn an_unknown_variant_activity_or_unit_is_refused_with_those_that_there_are() {
    for (t, cx) in loaded().await {
        let mut conn = cx.read().await.unwrap();
        let ask = CeilingAsk {
            activity: "A4a".into(),
            variant: Some("quoc_gia".into()),
            scope: "kcqg".into(),
            unit: "79".into(),
            on: date(2024, 5, 1),
            cost: 900_000_000,
            line: false,
            legal_form: None,
            industry: None,
            craft_village: false,
            is_sme: None,
        };
        let known = ceiling_answer(&cx, &mut conn, &ask).await.unwrap();
        assert_eq!(known.rule.as_deref(), Some("N18-12"), "{}", t.engine);
        for (activity, variant, unit, field, part) in [
            ("A4a", "nope", "79", "variant", "quoc_gia (cấp quốc gia)"),
            ("A5", "nope", "79", "variant", "chỉ có mức chính"),
            ("A3", "", "79", "activity", "A3a, A3b, A3c"),
            ("A3b", "", "1", "unit", "như 01"),
        ] {
            let wrong = CeilingAsk {
                activity: activity.into(),
                variant: Some(variant.into()),
                unit: unit.into(),
                ..ask.clone()
            };
            let error = ceiling_answer(&cx, &mut conn, &wrong).await.unwrap_err();
            let CommandError::Invalid(fields) = error else {
                panic!("{error:?}")
            };
            assert_eq!(fields[0].field, field, "{}", t.engine);
            assert!(fields[0].message.contains(part), "{}", fields[0].message);
        }
        drop(conn);
        t.close().await;
    }
}
