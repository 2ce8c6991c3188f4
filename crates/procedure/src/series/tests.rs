use db::{CommandError, Cx, sql};
use jiff::civil::{Date, date};
use kernel::{PaperSeriesId, Role};
use rules::numbering::{Issuer, PaperKind};
use testkit::{ba_ria_vung_tau, ho_chi_minh};

use super::{
    commands::{SeriesInput, add, edit},
    *,
};
use crate::MIGRATIONS;

fn decisions(pattern: &str, from_year: i64) -> SeriesInput {
    SeriesInput {
        territory: Some(ba_ria_vung_tau()),
        issuer: "department".into(),
        kind: "decision".into(),
        pattern: pattern.into(),
        from_year: Some(from_year),
        first_number: Some(1),
    }
}

fn asked(on: Date) -> Question {
    Question {
        kind: PaperKind::Decision,
        issuer: Issuer::Department,
        province: ba_ria_vung_tau(),
        on,
    }
}

fn bearer() -> Bearer {
    Bearer {
        title: "Quyết định giao kế hoạch, kinh phí".into(),
        thing: "project",
        id: "1".into(),
    }
}

async fn given(cx: &Cx, on: Date, wanted: Wanted<'_>) -> Result<Option<String>, CommandError> {
    let mut tx = cx.begin().await.unwrap();
    let text = take(cx, &mut tx, &asked(on), wanted, &bearer()).await?;
    tx.commit().await.unwrap();
    Ok(text)
}

async fn proposed(cx: &Cx, on: Date) -> Option<String> {
    let mut conn = cx.read().await.unwrap();
    propose(&mut conn, &asked(on)).await.unwrap()
}

#[tokio::test]
async fn an_office_numbers_each_year_from_one() {
    for t in testkit::both(&[MIGRATIONS]).await {
        let cx = t.cx(Role::Appraiser);
        let (spring, next_year) = (date(2024, 3, 1), date(2025, 3, 1));
        assert_eq!(proposed(&cx, spring).await, None, "{}", t.engine);
        assert_eq!(given(&cx, spring, Wanted::Next).await.unwrap(), None);
        add(&cx, decisions("{số}/QĐ-SCT", 2023)).await.unwrap();
        assert_eq!(proposed(&cx, spring).await.unwrap(), "01/QĐ-SCT");
        for expected in ["01/QĐ-SCT", "02/QĐ-SCT"] {
            let text = given(&cx, spring, Wanted::Next).await.unwrap();
            assert_eq!(text.unwrap(), expected);
        }
        assert_eq!(proposed(&cx, spring).await.unwrap(), "03/QĐ-SCT");
        assert_eq!(proposed(&cx, next_year).await.unwrap(), "01/QĐ-SCT");
        assert_eq!(proposed(&cx, date(2022, 3, 1)).await, None);
        add(&cx, decisions("{số}/{năm}/QĐ-SCT", 2025))
            .await
            .unwrap();
        assert_eq!(proposed(&cx, next_year).await.unwrap(), "01/2025/QĐ-SCT");
        t.close().await;
    }
}

#[tokio::test]
async fn a_typed_number_is_kept_and_leaves_a_gap() {
    for t in testkit::both(&[MIGRATIONS]).await {
        let cx = t.cx(Role::Appraiser);
        let (day, other) = (date(2024, 3, 1), date(2024, 3, 2));
        let id = add(&cx, decisions("{số}/QĐ-SCT", 2023)).await.unwrap();
        let typed = given(&cx, day, Wanted::Text("7/qđ-sct")).await.unwrap();
        assert_eq!(typed.unwrap(), "07/QĐ-SCT");
        assert_eq!(proposed(&cx, day).await.unwrap(), "08/QĐ-SCT");
        let foreign = given(&cx, day, Wanted::Text("7/QĐ-UBND")).await.unwrap();
        assert_eq!(foreign, None, "it is no number of this office");
        let again = given(&cx, day, Wanted::Text("07/QĐ-SCT")).await.unwrap();
        assert_eq!(again.unwrap(), "07/QĐ-SCT", "one decision for two projects");
        let wrong = given(&cx, other, Wanted::Text("07/QĐ-SCT")).await;
        assert!(
            matches!(&wrong, Err(CommandError::Invalid(e)) if e[0].field == "paper_number"),
            "{wrong:?}"
        );
        let earlier = given(&cx, other, Wanted::Text("3/QĐ-SCT")).await.unwrap();
        assert_eq!(earlier.unwrap(), "03/QĐ-SCT");
        assert_eq!(proposed(&cx, day).await.unwrap(), "08/QĐ-SCT");
        let mut conn = cx.read().await.unwrap();
        let numbers = store::given(&mut conn, id, 2024).await.unwrap();
        assert_eq!(model::gaps(1, &numbers), [(1, 2), (4, 6)], "{}", t.engine);
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn twenty_takers_at_once_get_twenty_numbers() {
    for t in testkit::both(&[MIGRATIONS]).await {
        let cx = t.cx(Role::Appraiser);
        let id = add(&cx, decisions("{số}/QĐ-SCT", 2023)).await.unwrap();
        let day = date(2024, 3, 1);
        let takers: Vec<_> = (0..20)
            .map(|_| {
                let cx = cx.clone();
                tokio::spawn(async move { given(&cx, day, Wanted::Next).await.unwrap().unwrap() })
            })
            .collect();
        let mut texts = Vec::new();
        for taker in takers {
            texts.push(taker.await.unwrap());
        }
        texts.sort();
        texts.dedup();
        assert_eq!(texts.len(), 20, "{}", t.engine);
        let mut conn = cx.read().await.unwrap();
        let numbers = store::given(&mut conn, id, 2024).await.unwrap();
        assert_eq!(model::gaps(1, &numbers), []);
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn a_number_that_was_not_used_is_given_again() {
    for t in testkit::both(&[MIGRATIONS]).await {
        let cx = t.cx(Role::Appraiser);
        add(&cx, decisions("{số}/QĐ-SCT", 2023)).await.unwrap();
        let day = date(2024, 3, 1);
        let mut tx = cx.begin().await.unwrap();
        let text = take(&cx, &mut tx, &asked(day), Wanted::Next, &bearer()).await;
        assert_eq!(text.unwrap().unwrap(), "01/QĐ-SCT");
        drop(tx);
        assert_eq!(
            proposed(&cx, day).await.unwrap(),
            "01/QĐ-SCT",
            "{}",
            t.engine
        );
        t.close().await;
    }
}

#[tokio::test]
async fn a_department_keeps_the_series_of_its_province() {
    for t in testkit::both(&[MIGRATIONS]).await {
        let department = t.cx(Role::Appraiser);
        let elsewhere = SeriesInput {
            territory: Some(kernel::UnitId::new(kernel::UnitLevel::Province, 31, 1)),
            ..decisions("{số}/QĐ-SCT", 2023)
        };
        let refused = add(&department, elsewhere).await;
        assert!(matches!(refused, Err(CommandError::Forbidden(_))));
        for (input, field) in [
            (decisions("QĐ-SCT", 2023), "pattern"),
            (decisions("{số}", 2023), "pattern"),
            (decisions("{số}/QĐ-SCT", 1900), "from_year"),
            (
                SeriesInput {
                    kind: "tea".into(),
                    ..decisions("{số}/QĐ-SCT", 2023)
                },
                "kind",
            ),
            (
                SeriesInput {
                    issuer: "agency".into(),
                    ..decisions("{số}/QĐ-SCT", 2023)
                },
                "territory",
            ),
        ] {
            let refused = add(&department, input).await;
            assert!(
                matches!(&refused, Err(CommandError::Invalid(e)) if e[0].field == field),
                "{field}: {refused:?}"
            );
        }
        let id: PaperSeriesId = add(&department, decisions("{số}/QĐ-SCT", 2023))
            .await
            .unwrap();
        let twice = add(&department, decisions("{số}/QĐ", 2023)).await;
        assert!(
            matches!(&twice, Err(CommandError::Invalid(e)) if e[0].field == "from_year"),
            "{}: {twice:?}",
            t.engine
        );
        edit(&department, id, 1, decisions("{số}/QĐ-SCTBRVT", 2023))
            .await
            .unwrap();
        let late = edit(&department, id, 1, decisions("{số}/QĐ", 2023)).await;
        assert!(matches!(late, Err(CommandError::Stale)));
        given(&department, date(2024, 1, 1), Wanted::Next)
            .await
            .unwrap();
        let used = edit(&department, id, 2, decisions("{số}/QĐ", 2023)).await;
        assert!(matches!(&used, Err(CommandError::Invalid(e)) if e[0].field == "pattern"));
        for statement in [
            "UPDATE paper_number SET number = 9",
            "DELETE FROM paper_number",
        ] {
            let mut tx = department.begin().await.unwrap();
            assert!(tx.exec(sql!(statement)).await.is_err(), "{statement}");
        }
        t.close().await;
    }
}

#[tokio::test]
async fn todays_office_numbers_on_the_area_of_an_old_province() {
    for t in testkit::both(&[MIGRATIONS]).await {
        let cx = t.cx(Role::Administrator);
        let today = SeriesInput {
            territory: Some(ho_chi_minh()),
            ..decisions("{số}/QĐ-SCTHCM", 2023)
        };
        add(&cx, today).await.unwrap();
        add(&cx, decisions("{số}/QĐ-SCT", 2023)).await.unwrap();
        let old = proposed(&cx, date(2024, 3, 1)).await.unwrap();
        assert_eq!(old, "01/QĐ-SCT", "{}", t.engine);
        let new = proposed(&cx, date(2026, 3, 1)).await.unwrap();
        assert_eq!(new, "01/QĐ-SCTHCM");
        t.close().await;
    }
}
