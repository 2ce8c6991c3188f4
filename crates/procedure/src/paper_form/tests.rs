use db::{CommandError, Cx, sql};
use jiff::civil::{Date, date};
use kernel::{InstrumentId, Role};
use testkit::TestDb;
use web_kit::version::{VerifyInput, WithdrawInput};

use super::{
    commands::{FormBasisInput, add, correct, verify, withdraw},
    *,
};
use crate::{MIGRATIONS, citing};

const CIRCULAR: &str = "36/2013/TT-BCT";

/// Databases with the register of documents and the forms: circulars of before and of after.
async fn both() -> Vec<(TestDb, InstrumentId, InstrumentId)> {
    let mut all = Vec::new();
    for mut t in testkit::both(&[MIGRATIONS]).await {
        t.with_instruments();
        let (old, new) = (
            t.instrument(CIRCULAR).await,
            t.instrument("17/2018/TT-BCT").await,
        );
        let added = load(&t.cx(Role::Administrator)).await.unwrap();
        assert_eq!(added, rules::paper_form::seed().len());
        all.push((t, old, new));
    }
    all
}

async fn on(cx: &Cx, code: &str, day: Date) -> PaperForm {
    let mut conn = cx.read().await.unwrap();
    let all = store::list(&mut conn, day).await.unwrap();
    all.into_iter().find(|form| form.code == code).unwrap()
}

async fn basis(cx: &Cx, code: &str, day: Date) -> FormBasis {
    on(cx, code, day).await.basis.expect("a basis has begun")
}

fn from(day: Date, document: InstrumentId, article: &str) -> FormBasisInput {
    FormBasisInput {
        valid_from: Some(day),
        instrument_id: Some(document),
        article: article.into(),
        ..FormBasisInput::default()
    }
}

fn compared() -> VerifyInput {
    VerifyInput {
        evidence: "Công báo số 5".into(),
    }
}

#[tokio::test]
async fn what_comes_along_names_the_one_annex_that_was_seen_and_loads_once() {
    for (t, circular, _) in both().await {
        let admin = t.cx(Role::Administrator);
        assert_eq!(load(&admin).await.unwrap(), 0, "{}", t.engine);
        let seen = basis(&admin, "F06", date(2022, 1, 1)).await;
        assert_eq!(seen.article, "Mẫu số 2, Phụ lục 1 Thông tư 36/2013/TT-BCT");
        assert_eq!(seen.instrument_id, Some(circular));
        assert!(seen.verified);
        let need = on(&admin, "F01", date(2022, 1, 1)).await;
        assert!(need.is_unverified());
        assert_eq!(need.basis.unwrap().article, "");
        let early = on(&admin, "F06", date(2013, 1, 1)).await;
        assert!(early.basis.is_none() && early.is_unverified());
        t.close().await;
    }
}

#[tokio::test]
async fn a_new_basis_applies_from_its_day_and_the_one_before_until_then() {
    for (t, circular, amending) in both().await {
        let agency = t.cx(Role::MinistryAgency);
        let first = date(2027, 1, 1);
        let input = from(first, amending, "Phụ lục 5");
        let id = add(&agency, "F06", input.clone()).await.unwrap();
        let (before, after) = (
            basis(&agency, "F06", date(2026, 12, 31)).await,
            basis(&agency, "F06", first).await,
        );
        assert_eq!(before.instrument_id, Some(circular), "{}", t.engine);
        assert_eq!(after.article, "Phụ lục 5 Thông tư 17/2018/TT-BCT");
        assert!(!after.verified, "somebody has to compare it first");
        let again = add(&agency, "F06", input.clone()).await;
        assert!(
            matches!(&again, Err(CommandError::Invalid(e)) if e[0].field == "valid_from"),
            "{again:?}"
        );
        // The day was wrong: the basis is taken back and entered from another one.
        let reason = "Nhầm ngày".to_owned();
        withdraw(&agency, id, WithdrawInput { reason })
            .await
            .unwrap();
        assert_eq!(basis(&agency, "F06", first).await.id, before.id);
        let right = add(&agency, "F06", input).await.unwrap();
        let after = basis(&agency, "F06", first).await;
        assert_eq!((after.id, after.version), (right, 3));
        t.close().await;
    }
}

#[tokio::test]
async fn a_form_that_is_no_longer_used_cites_nothing() {
    for (t, circular, amending) in both().await {
        let admin = t.cx(Role::Administrator);
        let cited = async |id| {
            let mut conn = admin.read().await.unwrap();
            let all = citing(&admin, &mut conn, id).await.unwrap();
            let forms = all.into_iter().filter(|c| c.kind == "Biểu mẫu");
            forms.map(|c| (c.href, c.verified)).collect::<Vec<_>>()
        };
        let summary = ("/paper-forms/F06".to_owned(), true);
        assert!(cited(circular).await.contains(&summary), "{}", t.engine);
        let today = admin.today();
        let ended = FormBasisInput {
            ended: true,
            ..from(today, amending, "Điều 2")
        };
        add(&admin, "F06", ended).await.unwrap();
        assert!(!cited(circular).await.contains(&summary), "{}", t.engine);
        assert!(cited(amending).await.is_empty(), "{}", t.engine);
        let nobody = t.cx(Role::Establishment);
        let mut conn = nobody.read().await.unwrap();
        assert!(
            citing(&nobody, &mut conn, circular)
                .await
                .unwrap()
                .is_empty()
        );
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn a_correction_is_verified_again_and_a_superseded_version_is_stale() {
    for (t, circular, _) in both().await {
        let admin = t.cx(Role::Administrator);
        let day = admin.today();
        let unknown = basis(&admin, "F01", day).await;
        let refused = verify(&admin, unknown.id, compared()).await;
        assert!(matches!(refused, Err(CommandError::Refused { .. })));
        let correction = FormBasisInput {
            reason: "Đã đọc phụ lục".into(),
            ..from(date(2030, 1, 1), circular, "Phụ lục 2")
        };
        let no_reason = FormBasisInput {
            reason: String::new(),
            ..correction.clone()
        };
        let refused = correct(&admin, unknown.id, no_reason).await;
        assert!(matches!(&refused, Err(CommandError::Invalid(e)) if e[0].field == "reason"));
        let known = correct(&admin, unknown.id, correction.clone())
            .await
            .unwrap();
        let corrected = basis(&admin, "F01", day).await;
        assert_eq!(corrected.id, known, "the day stays: {}", t.engine);
        assert_eq!(corrected.valid_from, unknown.valid_from);
        let verified = verify(&admin, known, compared()).await.unwrap();
        assert!(basis(&admin, "F01", day).await.verified);
        let late = correct(&admin, known, correction.clone()).await;
        assert!(matches!(late, Err(CommandError::Stale)), "{}", t.engine);
        correct(&admin, verified, correction).await.unwrap();
        assert!(!basis(&admin, "F01", day).await.verified);
        let mut conn = admin.read().await.unwrap();
        let kept = store::versions(&mut conn, "F01").await.unwrap();
        assert_eq!(kept.len(), 4, "nothing is lost");
        drop(conn);
        for statement in [
            "UPDATE form_basis SET article = ''",
            "DELETE FROM form_basis",
        ] {
            let mut tx = admin.begin().await.unwrap();
            assert!(tx.exec(sql!(statement)).await.is_err(), "{statement}");
        }
        t.close().await;
    }
}

#[tokio::test]
async fn only_who_keeps_what_is_of_the_nation_writes_and_mistakes_are_named() {
    for (t, circular, _) in both().await {
        let department = t.cx(Role::Appraiser);
        let input = from(date(2027, 1, 1), circular, "Phụ lục 2");
        for role in [Role::Appraiser, Role::Officer, Role::Establishment] {
            let refused = add(&t.cx(role), "F01", input.clone()).await;
            assert!(
                matches!(refused, Err(CommandError::Forbidden(_))),
                "{role:?}: {}",
                t.engine
            );
        }
        let seeded = basis(&department, "F06", date(2026, 1, 1)).await;
        let refused = verify(&department, seeded.id, compared()).await;
        assert!(matches!(refused, Err(CommandError::Forbidden(_))));
        let admin = t.cx(Role::Administrator);
        let missing = add(&admin, "F99", input.clone()).await;
        assert!(matches!(missing, Err(CommandError::NotFound)));
        let fields = async |input: FormBasisInput| match add(&admin, "F01", input).await {
            Err(CommandError::Invalid(errors)) => {
                errors.into_iter().map(|e| e.field).collect::<Vec<_>>()
            }
            other => panic!("it is refused field by field: {other:?}"),
        };
        let nothing = fields(FormBasisInput::default()).await;
        assert_eq!(nothing, ["valid_from", "article"], "{}", t.engine);
        let unknown = InstrumentId::from_uuid(uuid::Uuid::nil());
        let wrong = FormBasisInput {
            note: "x".repeat(501),
            ..from(date(2027, 1, 1), unknown, "Phụ lục 2")
        };
        assert_eq!(fields(wrong).await, ["instrument_id", "note"]);
        t.close().await;
    }
}
