use db::{CommandError, Cx, sql};
use jiff::civil::{Date, date};
use kernel::{BasisPoints, ParameterId, Role, UnitId};
use rules::{
    FundingScope,
    parameter::{ParameterRule, Subject, Value},
};
use testkit::{ba_ria_vung_tau, ho_chi_minh};
use web_kit::version::EndInput;

use super::*;
use crate::{MIGRATIONS, norm};

/// A province's own share that may be advanced.
fn advance(key: &str, percent: i64) -> ParameterInput {
    ParameterInput {
        key: key.into(),
        subject: Subject::AdvanceLimit.code().into(),
        scope: "kcdp".into(),
        territory: Some(ba_ria_vung_tau()),
        share_bp: Some(BasisPoints::percent(percent)),
        legal_doc: "05/2021/QĐ-UBND".into(),
        locator: "Điều 12".into(),
        valid_from: Some(date(2021, 1, 1)),
        ..ParameterInput::default()
    }
}

fn fields(error: CommandError) -> Vec<String> {
    match error {
        CommandError::Invalid(errors) => errors.into_iter().map(|e| e.field).collect(),
        other => panic!("{other:?}"),
    }
}

async fn newest(cx: &Cx, key: &str) -> ParameterVersion {
    let mut conn = cx.read().await.unwrap();
    store::versions(&mut conn, key).await.unwrap().remove(0)
}

async fn found(cx: &Cx, subject: Subject, province: UnitId, on: Date) -> Option<ParameterRule> {
    let mut conn = cx.read().await.unwrap();
    let question = Question {
        subject,
        scope: FundingScope::Kcdp,
        province: Some(province),
        on,
    };
    find(&mut conn, question).await.unwrap()
}

#[tokio::test]
async fn loading_twice_adds_nothing_and_keeps_what_people_changed() {
    for t in testkit::both(&[MIGRATIONS]).await {
        let cx = t.cx(Role::Administrator);
        let loaded = norm::load(&cx).await.unwrap();
        assert!(loaded.parameters >= 6, "{}", t.engine);
        let deadline = newest(&cx, "TH-01").await;
        assert!(deadline.instrument_id.is_some(), "it rests on a document");
        let corrected = ParameterInput {
            day: Some(25),
            reason: "Đọc lại văn bản".into(),
            ..commands::input_of(&deadline)
        };
        correct(&cx, deadline.id, corrected).await.unwrap();
        assert_eq!(norm::load(&cx).await.unwrap().parameters, 0);
        assert_eq!(newest(&cx, "TH-01").await.day, Some(25));
        t.close().await;
    }
}

#[tokio::test]
async fn a_provinces_own_limit_beats_the_nations_until_it_ends() {
    for t in testkit::both(&[MIGRATIONS]).await {
        let cx = t.cx(Role::Administrator);
        norm::load(&cx).await.unwrap();
        let department = t.cx(Role::Appraiser);
        let own = add(&department, advance("GH-BVT-01", 50)).await.unwrap();
        let on = date(2022, 6, 1);
        let limit = |rule: Option<ParameterRule>| rule.and_then(|rule| rule.value);
        let of = |province, on| found(&cx, Subject::AdvanceLimit, province, on);
        let half = Some(Value::Share(BasisPoints::percent(50)));
        assert_eq!(limit(of(ba_ria_vung_tau(), on).await), half, "{}", t.engine);
        assert_eq!(
            limit(of(ho_chi_minh(), on).await),
            None,
            "no text sets one for the nation"
        );
        assert_eq!(
            limit(of(ba_ria_vung_tau(), date(2026, 1, 1)).await),
            half,
            "the rule of an old province keeps working on its area"
        );
        let ending = EndInput {
            last_day: Some(date(2022, 12, 31)),
            reason: "Có quy chế mới".into(),
        };
        end(&department, own, ending).await.unwrap();
        assert_eq!(limit(of(ba_ria_vung_tau(), date(2022, 12, 31)).await), half);
        assert_eq!(limit(of(ba_ria_vung_tau(), date(2023, 1, 1)).await), None);
        t.close().await;
    }
}

#[tokio::test]
async fn two_rows_of_one_subject_follow_each_other_but_do_not_overlap() {
    for t in testkit::both(&[MIGRATIONS]).await {
        let cx = t.cx(Role::Administrator);
        let first = add(&cx, advance("GH-1", 50)).await.unwrap();
        let next = ParameterInput {
            valid_from: Some(date(2023, 1, 1)),
            ..advance("GH-2", 70)
        };
        let refused = add(&cx, next.clone()).await.unwrap_err();
        assert_eq!(fields(refused), ["valid_from"], "{}", t.engine);
        let ending = EndInput {
            last_day: Some(date(2022, 12, 31)),
            reason: "Có quy chế mới".into(),
        };
        end(&cx, first, ending.clone()).await.unwrap();
        add(&cx, next).await.unwrap();
        let late = end(&cx, first, ending).await.unwrap_err();
        assert!(matches!(late, CommandError::Stale), "{late:?}");
        let copy = "INSERT INTO parameter (id, key, version, change, reason, subject, title, scope,
            territory_id, measure, legal_doc, locator, verified, verified_by, evidence, note,
            source, recorded_by, recorded_at)
            SELECT ?, 'GH-3', 1, 'add', '', subject, title, scope, territory_id, measure,
            legal_doc, locator, verified, verified_by, evidence, note, source, recorded_by,
            recorded_at FROM parameter WHERE key = 'GH-2'";
        let id: ParameterId = cx.new_id();
        let mut tx = cx.begin().await.unwrap();
        let refusal = format!("{:?}", tx.exec(sql!(copy, id)).await.unwrap_err());
        assert!(refusal.contains("parameter_overlap"), "{refusal}");
        drop(tx);
        for statement in ["UPDATE parameter SET months = 1", "DELETE FROM parameter"] {
            let mut tx = cx.begin().await.unwrap();
            assert!(tx.exec(sql!(statement)).await.is_err(), "{statement}");
        }
        t.close().await;
    }
}

#[tokio::test]
async fn a_department_writes_for_its_own_province_only() {
    for t in testkit::both(&[MIGRATIONS]).await {
        norm::load(&t.cx(Role::Administrator)).await.unwrap();
        let department = t.cx(Role::Appraiser);
        let nationwide = ParameterInput {
            territory: None,
            ..advance("GH-9", 50)
        };
        let elsewhere = ParameterInput {
            territory: Some(UnitId::new(kernel::UnitLevel::Province, 31, 1)),
            ..advance("GH-9", 50)
        };
        for input in [nationwide, elsewhere] {
            let refused = add(&department, input).await.unwrap_err();
            assert!(
                matches!(refused, CommandError::Forbidden(_)),
                "{}",
                t.engine
            );
        }
        let seeded = newest(&department, "TH-01").await;
        let refused = end(&department, seeded.id, EndInput::default()).await;
        assert!(matches!(refused, Err(CommandError::Forbidden(_))));
        for role in [Role::Officer, Role::CentreHead, Role::MinistryAgency] {
            let refused = add(&t.cx(role), advance("GH-9", 50)).await;
            assert!(matches!(refused, Err(CommandError::Forbidden(_))));
        }
        let ending = EndInput {
            last_day: Some(date(2027, 12, 31)),
            reason: "Có thông tư mới".into(),
        };
        let agency = t.cx(Role::MinistryAgency);
        end(&agency, seeded.id, ending).await.unwrap();
        t.close().await;
    }
}

#[tokio::test]
async fn what_was_not_compared_with_a_text_stays_unverified() {
    for t in testkit::both(&[MIGRATIONS]).await {
        let cx = t.cx(Role::Administrator);
        norm::load(&cx).await.unwrap();
        let evidence = VerifyInput {
            evidence: "Công báo số 5".into(),
            instrument_id: None,
        };
        let no_value = newest(&cx, "GH-01").await;
        let refused = verify(&cx, no_value.id, evidence.clone())
            .await
            .unwrap_err();
        assert!(
            matches!(refused, CommandError::Refused { .. }),
            "{}: {refused:?}",
            t.engine
        );
        let no_text = newest(&cx, "TH-02").await;
        let refused = verify(&cx, no_text.id, evidence.clone()).await.unwrap_err();
        assert_eq!(fields(refused), ["instrument_id"]);
        let deadline = newest(&cx, "TH-01").await;
        verify(&cx, deadline.id, evidence).await.unwrap();
        let verified = newest(&cx, "TH-01").await;
        assert!(verified.verified && verified.version == 2);
        let corrected = ParameterInput {
            day: Some(25),
            reason: "Nhập nhầm".into(),
            ..commands::input_of(&verified)
        };
        correct(&cx, verified.id, corrected).await.unwrap();
        assert!(!newest(&cx, "TH-01").await.verified);
        t.close().await;
    }
}

#[tokio::test]
async fn bad_values_are_named_beside_their_fields() {
    for t in testkit::both(&[MIGRATIONS]).await {
        let cx = t.cx(Role::Administrator);
        let deadline = |day, month| ParameterInput {
            subject: Subject::RequestClose.code().into(),
            share_bp: None,
            day,
            month,
            ..advance("TH-9", 50)
        };
        for (input, field) in [
            (deadline(Some(31), Some(2)), "day"),
            (deadline(Some(31), None), "month"),
            (deadline(None, Some(2)), "day"),
            (deadline(Some(300), Some(2)), "month"),
            (advance("GH-9", 101), "share_bp"),
            (
                ParameterInput {
                    scope: "kcqg".into(),
                    ..advance("GH-9", 50)
                },
                "scope",
            ),
            (
                ParameterInput {
                    subject: Subject::BudgetClose.code().into(),
                    ..deadline(Some(31), Some(1))
                },
                "territory",
            ),
            (
                ParameterInput {
                    subject: "tea".into(),
                    ..advance("GH-9", 50)
                },
                "subject",
            ),
        ] {
            let wrong = fields(add(&cx, input).await.unwrap_err());
            assert!(
                wrong.contains(&field.to_owned()),
                "{}: {field}: {wrong:?}",
                t.engine
            );
        }
        t.close().await;
    }
}
