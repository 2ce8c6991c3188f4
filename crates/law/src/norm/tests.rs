use db::{CommandError, Cx, sql};
use jiff::civil::date;
use kernel::{Activity, BasisPoints, Dong, Role};
use web_kit::version::EndInput;

use super::*;
use crate::{MIGRATIONS, instrument};

fn input(key: &str) -> NormInput {
    NormInput {
        key: key.into(),
        scope: "kcdp".into(),
        territory: Some(testkit::ba_ria_vung_tau()),
        activity: Some(Activity::A3b),
        title_vi: "Máy móc tiên tiến".into(),
        title_en: "Advanced machines".into(),
        pct_bp: Some(BasisPoints::percent(50)),
        cap: Some(Dong(250_000_000)),
        per: "establishment".into(),
        legal_doc: "12/2020/NQ-HĐND".into(),
        valid_from: Some(date(2020, 1, 1)),
        ..NormInput::default()
    }
}

fn fields(error: CommandError) -> Vec<String> {
    match error {
        CommandError::Invalid(errors) => errors.into_iter().map(|e| e.field).collect(),
        other => panic!("{other:?}"),
    }
}

async fn newest(cx: &Cx, key: &str) -> NormVersion {
    let mut conn = cx.read().await.unwrap();
    store::versions(&mut conn, key).await.unwrap().remove(0)
}

#[tokio::test]
async fn loading_twice_adds_nothing_and_keeps_what_people_changed() {
    for t in testkit::both(&[MIGRATIONS]).await {
        let cx = t.cx(Role::Administrator);
        let first = load(&cx).await.unwrap();
        assert_eq!(first.norms, 37, "{}", t.engine);
        assert!(first.instruments > 30);
        let norm = newest(&cx, "N18-04").await;
        assert!(!norm.verified && norm.instrument_id.is_some());
        let evidence = VerifyInput {
            evidence: "Đã đọc Điều 8, bản Công báo".into(),
            ..VerifyInput::default()
        };
        verify(&cx, norm.id, evidence).await.unwrap();
        assert_eq!(load(&cx).await.unwrap(), Loaded::default());
        assert!(newest(&cx, "N18-04").await.verified);
        let mut conn = cx.read().await.unwrap();
        let documents = instrument::store::by_number(&mut conn, "28/2018/TT-BTC")
            .await
            .unwrap();
        let resting = store::of_instrument(&mut conn, documents[0].id)
            .await
            .unwrap();
        assert_eq!(resting.len(), 22);
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn a_correction_is_a_new_version_and_the_old_one_stays_readable() {
    for t in testkit::both(&[MIGRATIONS]).await {
        let cx = t.cx(Role::Administrator);
        let first = add(&cx, input("L-BVT-01")).await.unwrap();
        let changed = NormInput {
            cap: Some(Dong(200_000_000)),
            reason: "Nhập nhầm số".into(),
            ..input("ignored")
        };
        let second = correct(&cx, first, changed.clone()).await.unwrap();
        let mut conn = cx.read().await.unwrap();
        let versions = store::versions(&mut conn, "L-BVT-01").await.unwrap();
        let seen: Vec<_> = versions.iter().map(|v| (v.id, v.version, v.cap)).collect();
        assert_eq!(
            seen,
            [
                (second, 2, Some(Dong(200_000_000))),
                (first, 1, Some(Dong(250_000_000)))
            ],
            "{}",
            t.engine
        );
        assert_eq!(
            store::rules(&mut conn, None).await.unwrap().len(),
            1,
            "one version counts"
        );
        drop(conn);
        let late = correct(&cx, first, changed).await.unwrap_err();
        assert!(matches!(late, CommandError::Stale), "{late:?}");
        t.close().await;
    }
}

#[tokio::test]
async fn two_norms_of_one_content_may_follow_each_other_but_not_overlap() {
    for t in testkit::both(&[MIGRATIONS]).await {
        let cx = t.cx(Role::Administrator);
        let first = add(&cx, input("L-BVT-01")).await.unwrap();
        let next = NormInput {
            valid_from: Some(date(2023, 1, 1)),
            ..input("L-BVT-02")
        };
        assert_eq!(
            fields(add(&cx, next.clone()).await.unwrap_err()),
            ["valid_from"],
            "{}",
            t.engine
        );
        let ending = EndInput {
            last_day: Some(date(2022, 12, 31)),
            reason: "Có nghị quyết mới".into(),
        };
        end(&cx, first, ending).await.unwrap();
        add(&cx, next).await.unwrap();
        let elsewhere = NormInput {
            territory: Some(testkit::ho_chi_minh()),
            ..input("L-HCM-01")
        };
        add(&cx, elsewhere).await.unwrap();
        let open = NormInput {
            valid_from: None,
            valid_to: None,
            ..input("L-BVT-03")
        };
        assert_eq!(fields(add(&cx, open).await.unwrap_err()), ["valid_from"]);
        t.close().await;
    }
}

#[tokio::test]
async fn the_database_itself_refuses_overlap_and_rewriting() {
    for t in testkit::both(&[MIGRATIONS]).await {
        let cx = t.cx(Role::Administrator);
        add(&cx, input("L-BVT-01")).await.unwrap();
        let copy = "INSERT INTO norm SELECT ?, 'L-BVT-09', 1, NULL, change, reason, scope,
            territory_id, activity, variant, title_vi, title_en, pct_bp, cap, per, multiplier_x100,
            condition_vi, condition_en, cost_items_vi, cost_items_en, instrument_id, legal_doc,
            locator, valid_from, valid_to, verified, verified_by, verified_at, evidence, source,
            recorded_by, recorded_account, recorded_at, illustration FROM norm";
        let id: kernel::NormId = cx.new_id();
        let mut tx = cx.begin().await.unwrap();
        let refusal = format!("{:?}", tx.exec(sql!(copy, id)).await.unwrap_err());
        assert!(refusal.contains("norm_overlap"), "{}: {refusal}", t.engine);
        drop(tx);
        for statement in ["UPDATE norm SET cap = 1", "DELETE FROM norm"] {
            let mut tx = cx.begin().await.unwrap();
            assert!(
                tx.exec(sql!(statement)).await.is_err(),
                "{}: {statement}",
                t.engine
            );
        }
        t.close().await;
    }
}

#[tokio::test]
async fn everything_wrong_with_a_norm_is_said_at_once() {
    for t in testkit::both(&[MIGRATIONS]).await {
        let cx = t.cx(Role::Administrator);
        let bad = NormInput {
            scope: "kcqg".into(),
            pct_bp: Some(BasisPoints(20_000)),
            cap: Some(Dong(-1)),
            multiplier_x100: Some(7),
            valid_to: Some(date(2019, 1, 1)),
            title_vi: "\0".into(),
            per: "bag".into(),
            ..input("X")
        };
        let mut wrong = fields(add(&cx, bad).await.unwrap_err());
        wrong.sort();
        assert_eq!(
            wrong,
            [
                "cap",
                "multiplier_x100",
                "pct_bp",
                "per",
                "territory",
                "title_vi",
                "valid_to"
            ],
            "{}",
            t.engine
        );
        let nowhere = NormInput {
            territory: Some(kernel::UnitId(7)),
            ..input("Y")
        };
        assert_eq!(fields(add(&cx, nowhere).await.unwrap_err()), ["territory"]);
        add(&cx, input("Z")).await.unwrap();
        assert_eq!(fields(add(&cx, input("Z")).await.unwrap_err()), ["key"]);
        t.close().await;
    }
}

#[tokio::test]
async fn norms_are_written_by_those_who_keep_them() {
    for t in testkit::both(&[MIGRATIONS]).await {
        let national = NormInput {
            scope: "kcqg".into(),
            territory: None,
            ..input("N26-01")
        };
        let elsewhere = NormInput {
            territory: Some(kernel::UnitId::new(kernel::UnitLevel::Province, 1, 0)),
            ..input("L-HNO-01")
        };
        let administrator = t.cx(Role::Administrator);
        let [of_the_nation, of_another] = [&national, &elsewhere].map(Clone::clone);
        let of_the_nation = add(&administrator, of_the_nation).await.unwrap();
        let of_another = add(&administrator, of_another).await.unwrap();
        let ending = || EndInput {
            last_day: Some(date(2027, 12, 31)),
            reason: "Có văn bản mới".into(),
        };

        let department = t.cx(Role::Appraiser);
        let id = add(&department, input("L-BVT-01")).await.unwrap();
        let moved = NormInput {
            reason: "Nhầm tỉnh".into(),
            ..elsewhere.clone()
        };
        for refused in [
            add(
                &department,
                NormInput {
                    key: "N26-02".into(),
                    ..national.clone()
                },
            )
            .await,
            add(
                &department,
                NormInput {
                    key: "L-HNO-02".into(),
                    ..elsewhere.clone()
                },
            )
            .await,
            correct(&department, id, moved).await,
            end(&department, of_the_nation, ending()).await,
            end(&department, of_another, ending()).await,
            verify(&department, of_the_nation, VerifyInput::default()).await,
            add(&t.cx(Role::MinistryAgency), input("L-BVT-02")).await,
            end(&t.cx(Role::MinistryAgency), id, ending()).await,
        ] {
            assert!(
                matches!(refused, Err(CommandError::Forbidden(_))),
                "{}: {refused:?}",
                t.engine
            );
        }
        end(&t.cx(Role::MinistryAgency), of_the_nation, ending())
            .await
            .unwrap();
        let without_english = NormInput {
            title_en: String::new(),
            reason: "Đọc lại nghị quyết".into(),
            ..input("L-BVT-01")
        };
        let id = correct(&department, id, without_english).await.unwrap();
        assert_eq!(
            newest(&department, "L-BVT-01")
                .await
                .title(kernel::Lang::En),
            "Máy móc tiên tiến"
        );

        let keepers = [Role::Administrator, Role::Appraiser, Role::MinistryAgency];
        for role in Role::ALL.into_iter().filter(|role| !keepers.contains(role)) {
            let cx = t.cx(role);
            assert!(matches!(
                add(&cx, input("A")).await,
                Err(CommandError::Forbidden(_))
            ));
            let ended = end(&cx, id, EndInput::default()).await;
            assert!(
                matches!(ended, Err(CommandError::Forbidden(_))),
                "{}: {role:?}",
                t.engine
            );
        }
        t.close().await;
    }
}
