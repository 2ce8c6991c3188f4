use db::{CommandError, Cx, sql};
use jiff::civil::{Date, date};
use kernel::{Activity, Lang, Role, UnitId};
use rules::{FundingScope, ProjectKind, checklist::DossierItem, criteria::Level};
use testkit::{TestDb, ba_ria_vung_tau, ho_chi_minh};
use web_kit::version::{EndInput, VerifyInput};

use super::{
    commands::{RequirementInput, add, correct, end, verify},
    model::{Kind, Requirement},
    store::{self, Filter},
    *,
};
use crate::MIGRATIONS;

async fn both() -> Vec<TestDb> {
    let all = testkit::both(&[MIGRATIONS]).await;
    for t in &all {
        assert!(load(&t.cx(Role::Administrator)).await.unwrap() > 20);
    }
    all
}

async fn row(cx: &Cx, kind: Kind, code: &str) -> Requirement {
    let mut conn = cx.read().await.unwrap();
    let rows = store::list(&mut conn, kind, &Filter::default()).await;
    let mut rows = rows.unwrap().into_iter();
    rows.find(|r| r.code == code && r.territory_id.is_none())
        .unwrap()
}

async fn papers(cx: &Cx, province: UnitId, on: Date, entered: &[String]) -> Vec<DossierItem> {
    let mut conn = cx.read().await.unwrap();
    find::papers(
        &mut conn,
        FundingScope::Kcdp,
        ProjectKind::Single,
        Activity::A3b,
        province,
        on,
        entered,
    )
    .await
    .unwrap()
}

fn has(papers: &[DossierItem], code: &str) -> bool {
    papers.iter().any(|p| p.code == code)
}

/// A paper of the province's own.
fn own(code: &str) -> RequirementInput {
    RequirementInput {
        code: code.into(),
        title_vi: "Giấy xác nhận của UBND cấp xã".into(),
        title_en: "Confirmation of the commune".into(),
        territory: Some(ba_ria_vung_tau()),
        scope: "kcdp".into(),
        stage: "base_appraisal".into(),
        required: true,
        copies: Some(2),
        article: "Điều 7 Quy chế 05/2021/QĐ-UBND".into(),
        valid_from: Some(date(2022, 1, 1)),
        ..RequirementInput::default()
    }
}

#[tokio::test]
async fn loading_twice_adds_nothing() {
    for t in both().await {
        assert_eq!(load(&t.cx(Role::Administrator)).await.unwrap(), 0);
        t.close().await;
    }
}

#[tokio::test]
async fn a_provinces_own_paper_counts_there_from_its_first_day() {
    for t in both().await {
        let department = t.cx(Role::Appraiser);
        add(&department, Kind::Paper, own("")).await.unwrap();
        let code = "giay_xac_nhan_cua_ubnd_cap_xa";
        let (here, there) = (ba_ria_vung_tau(), ho_chi_minh());
        let found = papers(&department, here, date(2022, 1, 1), &[]).await;
        assert!(has(&found, code), "{}: {found:?}", t.engine);
        assert!(!has(
            &papers(&department, here, date(2021, 12, 31), &[]).await,
            code
        ));
        assert!(!has(
            &papers(&department, there, date(2022, 1, 1), &[]).await,
            code
        ));
        t.close().await;
    }
}

#[tokio::test]
async fn a_provinces_row_of_the_same_code_takes_the_nations_place() {
    for t in both().await {
        let department = t.cx(Role::Appraiser);
        let input = RequirementInput {
            required: false,
            ..own("bao_gia")
        };
        add(&department, Kind::Paper, input.clone()).await.unwrap();
        let required = |found: Vec<DossierItem>| {
            let rows: Vec<bool> = found
                .iter()
                .filter(|p| p.code == "bao_gia")
                .map(|p| p.required)
                .collect();
            assert_eq!(rows.len(), 1);
            rows[0]
        };
        let on = date(2022, 6, 1);
        assert!(!required(
            papers(&department, ba_ria_vung_tau(), on, &[]).await
        ));
        assert!(required(papers(&department, ho_chi_minh(), on, &[]).await));
        let twice = add(&department, Kind::Paper, input).await;
        assert!(
            matches!(&twice, Err(CommandError::Invalid(e)) if e[0].field == "valid_from"),
            "{twice:?}"
        );
        t.close().await;
    }
}

#[tokio::test]
async fn a_running_dossier_keeps_a_paper_whose_row_ended() {
    for t in both().await {
        let cx = t.cx(Role::Administrator);
        let before = row(&cx, Kind::Paper, "bao_gia").await;
        let ending = EndInput {
            last_day: Some(date(2022, 12, 31)),
            reason: "Có quy chế mới".into(),
        };
        end(&cx, before.id, ending.clone()).await.unwrap();
        let here = ba_ria_vung_tau();
        let entered = ["bao_gia".to_owned()];
        assert!(has(
            &papers(&cx, here, date(2022, 12, 31), &[]).await,
            "bao_gia"
        ));
        assert!(!has(
            &papers(&cx, here, date(2023, 1, 1), &[]).await,
            "bao_gia"
        ));
        assert!(has(
            &papers(&cx, here, date(2023, 1, 1), &entered).await,
            "bao_gia"
        ));
        let late = end(&cx, before.id, ending).await;
        assert!(matches!(late, Err(CommandError::Stale)), "{}", t.engine);
        for statement in [
            "UPDATE requirement SET copies = 1",
            "DELETE FROM requirement",
        ] {
            let mut tx = cx.begin().await.unwrap();
            assert!(tx.exec(sql!(statement)).await.is_err(), "{statement}");
        }
        t.close().await;
    }
}

#[tokio::test]
async fn a_correction_is_verified_again() {
    for t in both().await {
        let cx = t.cx(Role::Administrator);
        let seeded = row(&cx, Kind::Paper, "moi_truong").await;
        let evidence = VerifyInput {
            evidence: "Công báo số 5".into(),
        };
        let verified = verify(&cx, seeded.id, evidence.clone()).await.unwrap();
        assert!(row(&cx, Kind::Paper, "moi_truong").await.verified);
        let correction = RequirementInput {
            reason: "Đọc lại".into(),
            territory: None,
            scope: String::new(),
            ..own("")
        };
        correct(&cx, verified, correction).await.unwrap();
        let corrected = row(&cx, Kind::Paper, "moi_truong").await;
        assert!(
            !corrected.verified && corrected.version == 3,
            "{}",
            t.engine
        );
        let criterion = row(&cx, Kind::Criterion, "need_goals").await;
        let refused = verify(&cx, criterion.id, evidence).await;
        assert!(matches!(refused, Err(CommandError::Refused { .. })));
        t.close().await;
    }
}

#[tokio::test]
async fn questions_follow_level_province_and_day_and_are_counted_from_one() {
    for t in both().await {
        let department = t.cx(Role::Appraiser);
        let own = RequirementInput {
            title_vi: "Có đóng góp cho sản phẩm chủ lực của tỉnh".into(),
            title_en: "Serves the province's key products".into(),
            stage: String::new(),
            copies: None,
            level: "base".into(),
            position: Some(1),
            ..own("")
        };
        add(&department, Kind::Criterion, own).await.unwrap();
        let mut conn = department.read().await.unwrap();
        let (here, there) = (ba_ria_vung_tau(), ho_chi_minh());
        for (level, province, on, count) in [
            (Level::Base, here, date(2022, 6, 1), 13),
            (Level::Base, here, date(2021, 6, 1), 12),
            (Level::Base, there, date(2022, 6, 1), 12),
            (Level::Ministry, here, date(2022, 6, 1), 12),
        ] {
            let scope = FundingScope::Kcdp;
            let found = find::questions(&mut conn, level, scope, province, on, &[]).await;
            let orders: Vec<u8> = found.unwrap().iter().map(|c| c.order).collect();
            assert_eq!(orders, (1..=count).collect::<Vec<u8>>(), "{}", t.engine);
        }
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn a_department_writes_for_its_own_province_only_and_mistakes_are_named() {
    for t in both().await {
        let department = t.cx(Role::Appraiser);
        let nationwide = RequirementInput {
            territory: None,
            ..own("")
        };
        let refused = add(&department, Kind::Paper, nationwide).await;
        assert!(matches!(refused, Err(CommandError::Forbidden(_))));
        let seeded = row(&department, Kind::Paper, "bao_gia").await;
        let refused = end(&department, seeded.id, EndInput::default()).await;
        assert!(matches!(refused, Err(CommandError::Forbidden(_))));
        let agency = t.cx(Role::MinistryAgency);
        let refused = add(&agency, Kind::Paper, own("")).await;
        assert!(matches!(refused, Err(CommandError::Forbidden(_))));
        let nationwide = RequirementInput {
            territory: None,
            title_en: String::new(),
            ..own("")
        };
        add(&agency, Kind::Paper, nationwide).await.unwrap();
        let listed = papers(&agency, ho_chi_minh(), date(2022, 6, 1), &[]).await;
        let named = |p: &DossierItem| p.title.get(Lang::En) == "Giấy xác nhận của UBND cấp xã";
        assert!(
            listed.iter().any(named),
            "without English the Vietnamese name stands: {}",
            t.engine
        );
        let wrong = RequirementInput {
            title_vi: String::new(),
            scope: "kcqg".into(),
            stage: "tea".into(),
            copies: Some(0),
            activities: vec!["Z9".into()],
            project_kinds: vec!["huge".into()],
            valid_to: Some(date(2021, 1, 1)),
            ..own("")
        };
        let CommandError::Invalid(errors) = add(&department, Kind::Paper, wrong).await.unwrap_err()
        else {
            panic!("it is refused field by field");
        };
        for field in [
            "title_vi",
            "scope",
            "stage",
            "copies",
            "activities",
            "project_kinds",
            "valid_to",
        ] {
            assert!(
                errors.iter().any(|e| e.field == field),
                "{field}: {errors:?}"
            );
        }
        t.close().await;
    }
}
