use db::{CommandError, Upload};
use jiff::civil::{Date, date};
use kernel::{Dong, Role};

use super::{
    agreement::{self, AgreementInput, MachineInput},
    follow_up::{self, FigureInput, MachineUse, VisitInput},
    inspection::{self, InspectionInput},
    photo::PhotoInput,
    report::{self, QuantityInput, ReportInput},
    request::{self, DefectsInput, RequestInput},
};
use crate::{
    project::{Case, set_costs, take, tests::walk::*},
    settlement::tests::{line_of, paid, sentences},
    test_support::{Town, establishment, towns},
};

const DAY: Date = date(2022, 3, 1);

fn png() -> Upload {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0".to_vec();
    bytes.extend([0; 32]);
    Upload {
        name: "ảnh.png".into(),
        bytes: bytes.into(),
    }
}

fn photo(upload: Upload) -> PhotoInput {
    PhotoInput {
        upload,
        caption: "Máy tại xưởng".into(),
    }
}

async fn due(town: &Town, kind: &str) -> Vec<(Date, Option<Date>)> {
    let mut conn = town.t.db.read().await.unwrap();
    conn.all(db::sql!(
        "SELECT due_on, done_on FROM obligation_programme WHERE kind = ? ORDER BY due_on",
        kind
    ))
    .await
    .unwrap()
}

#[tokio::test]
async fn a_report_holds_work_quantities_money_and_photographs() {
    for town in towns().await {
        let id = local_in_progress(&town, 600_000_000, 200_000_000).await;
        let cx = town.cx(Role::Officer);
        let input = async || ReportInput {
            version: version(&town, id).await,
            period_from: Some(DAY),
            period_to: Some(DAY),
            work: "Đã ký hợp đồng mua máy\nChuẩn bị mặt bằng".into(),
            percent: Some(60),
            quantities: vec![QuantityInput {
                name: "Máy".into(),
                unit: "máy".into(),
                planned: 1,
                done: 0,
            }],
            counterpart: Dong(100_000_000),
            paper: paper("31/BC"),
            ..ReportInput::default()
        };
        let not_an_image = photo(scan());
        let bad = report::record(&cx, id, input().await, &[not_an_image], None)
            .await
            .unwrap_err();
        assert!(
            sentences(&bad).contains("JPG hoặc PNG"),
            "{}",
            sentences(&bad)
        );
        let mut empty = input().await;
        empty.work = String::new();
        empty.percent = Some(120);
        let bad = report::record(&cx, id, empty, &[], None).await.unwrap_err();
        assert!(sentences(&bad).contains("work") && sentences(&bad).contains("percent"));

        report::record(&cx, id, input().await, &[photo(png())], None)
            .await
            .unwrap();
        let mut conn = town.t.db.read().await.unwrap();
        let reports = report::of_project(&mut conn, id).await.unwrap();
        assert_eq!(reports.len(), 1);
        assert_eq!(reports[0].allotted, Dong(200_000_000));
        assert_eq!(reports[0].paper.as_deref(), Some("31/BC"));
        assert_eq!(
            super::photo::of_project(&mut conn, id).await.unwrap().len(),
            1
        );
        drop(conn);
        town.t.close().await;
    }
}

#[tokio::test]
async fn what_an_inspection_asks_for_is_owed_until_it_is_answered() {
    for town in towns().await {
        let id = local_in_progress(&town, 600_000_000, 200_000_000).await;
        let input = InspectionInput {
            version: version(&town, id).await,
            inspected_on: Some(DAY),
            members: "Lê Quỳnh Như, Sở Công Thương".into(),
            facts: "Máy chưa lắp".into(),
            conclusion: "Đề án chậm so với hợp đồng".into(),
            requests: vec![RequestInput {
                finding: "Chậm tiến độ".into(),
                wanted: "Lắp máy".into(),
                due_on: Some(date(2022, 4, 1)),
            }],
            paper: paper("02/BB-KT"),
            ..InspectionInput::default()
        };
        inspection::record(&town.cx(Role::Appraiser), id, input, None)
            .await
            .unwrap();
        assert_eq!(
            due(&town, "inspection_request").await,
            [(date(2022, 4, 1), None)]
        );
        let found = {
            let mut conn = town.t.db.read().await.unwrap();
            request::of_project(&mut conn, id).await.unwrap()
        };
        let cx = town.cx(Role::Officer);
        let early = request::answer(&cx, found[0].id, "", Some(date(2022, 2, 1)))
            .await
            .unwrap_err();
        assert!(
            sentences(&early).contains("answer"),
            "{}",
            sentences(&early)
        );
        request::answer(&cx, found[0].id, "Đã lắp máy", Some(DAY))
            .await
            .unwrap();
        assert_eq!(
            due(&town, "inspection_request").await,
            [(date(2022, 4, 1), Some(DAY))]
        );
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_project_is_accepted_once_its_defects_are_put_right() {
    for town in towns().await {
        let id = local_in_progress(&town, 600_000_000, 200_000_000).await;
        step(&town, id, Role::Officer, "delivery").await;
        let head = town.cx(Role::CentreHead);
        let mut input = DefectsInput {
            version: version(&town, id).await,
            paper: paper("05/BB"),
            defects: Vec::new(),
        };
        let none = request::fail_acceptance(&head, id, input.clone(), None)
            .await
            .unwrap_err();
        assert!(sentences(&none).contains("ít nhất một lỗi"));
        input.defects = vec![RequestInput {
            finding: "Máy chưa chạy thử".into(),
            wanted: "Chạy thử có tải".into(),
            due_on: Some(date(2022, 3, 20)),
        }];
        request::fail_acceptance(&head, id, input, None)
            .await
            .unwrap();
        let remedy = usual(&town, id, "remedy").await;
        let refused = take(&head, id, "remedy", remedy, Some(&scan()))
            .await
            .unwrap_err();
        assert!(
            sentences(&refused).contains("Máy chưa chạy thử"),
            "{}",
            sentences(&refused)
        );
        let found = {
            let mut conn = town.t.db.read().await.unwrap();
            request::of_project(&mut conn, id).await.unwrap()
        };
        request::answer(
            &town.cx(Role::Officer),
            found[0].id,
            "Đã chạy thử",
            Some(DAY),
        )
        .await
        .unwrap();
        step(&town, id, Role::Officer, "remedy").await;
        step(&town, id, Role::CentreHead, "acceptance").await;
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_step_that_has_a_record_is_not_taken_without_it() {
    for town in towns().await {
        let id = local_in_progress(&town, 600_000_000, 200_000_000).await;
        step(&town, id, Role::Officer, "delivery").await;
        let before = version(&town, id).await;
        for (role, code, place) in [
            (Role::Officer, "progress", "progress-reports"),
            (Role::Appraiser, "inspection", "inspections"),
            (Role::CentreHead, "acceptance-failure", "defects"),
        ] {
            let bare = usual(&town, id, code).await;
            let bare = take(&town.cx(role), id, code, bare, Some(&scan())).await;
            let said = sentences(&bare.unwrap_err());
            for address in [
                format!("/projects/{id}/{place}/new"),
                format!("POST /api/v1/projects/{id}/{place}"),
            ] {
                assert!(said.contains(&address), "{}: {said}", town.t.engine);
            }
        }
        assert_eq!(version(&town, id).await, before);
        town.t.close().await;
    }
}

fn agreed() -> AgreementInput {
    AgreementInput {
        number: "05/BBTT".into(),
        signed_on: Some(DAY),
        centre_name: "Trung tâm Khuyến công".into(),
        centre_signer: "Trần Đức Thịnh".into(),
        owner_signer: "Phan Thị Hạnh".into(),
        supplier_name: "Công ty TNHH Thiết bị".into(),
        supplier_code: "0312345678".into(),
        supplier_signer: "Lê Minh Tâm".into(),
        machines: vec![MachineInput {
            name: "Máy cắt laser CNC".into(),
            quantity: 1,
            price: Dong(600_000_000),
            ..MachineInput::default()
        }],
        support: Dong(200_000_000),
        keep_years: Some(5),
        no_resale: true,
        visits: true,
        ..AgreementInput::default()
    }
}

#[tokio::test]
async fn an_agreement_names_the_sides_and_how_long_the_machine_is_kept() {
    for town in towns().await {
        let id = local_in_progress(&town, 600_000_000, 200_000_000).await;
        let cx = town.cx(Role::Officer);
        let mut over = agreed();
        over.support = Dong(250_000_000);
        over.keep_years = None;
        over.supplier_signer = String::new();
        let bad = agreement::record(&cx, id, over, None).await.unwrap_err();
        for field in ["support", "keep_years", "supplier_signer"] {
            assert!(sentences(&bad).contains(field), "{}", sentences(&bad));
        }
        agreement::record(&cx, id, agreed(), None).await.unwrap();
        let twice = agreement::record(&cx, id, agreed(), None)
            .await
            .unwrap_err();
        assert!(sentences(&twice).contains("mang số này"));
        let mut conn = town.t.db.read().await.unwrap();
        let kept = agreement::of_project(&mut conn, id).await.unwrap();
        assert_eq!(kept[0].price, Dong(600_000_000));
        assert_eq!(
            kept[0].keep_until(Some(date(2022, 8, 31))),
            Some(date(2027, 8, 31))
        );
        let supplier = agreement::supplier(&mut conn, id).await.unwrap();
        assert_eq!(supplier.unwrap().1, "0312345678");
        drop(conn);
        town.t.close().await;
    }
}

#[tokio::test]
async fn every_beneficiary_signs_an_agreement_before_the_acceptance() {
    for town in towns().await {
        let id = local_in_progress(&town, 600_000_000, 200_000_000).await;
        let cx = town.cx(Role::Officer);
        let missing = async |on: Date| {
            let mut conn = cx.read().await.unwrap();
            let case = Case::load(&cx, &mut conn, id).await.unwrap();
            agreement::missing(&cx, &mut conn, &case, on).await.unwrap()
        };
        assert!(missing(DAY).await.unwrap().contains("Chưa ghi biên bản"));
        let drawn_up = AgreementInput {
            signed_on: None,
            ..agreed()
        };
        let paper = agreement::record(&cx, id, drawn_up, None).await.unwrap();
        assert!(missing(DAY).await.is_some(), "drawn up, not signed");
        let ahead = date(2122, 1, 1);
        let bad = agreement::sign(&cx, paper, Some(ahead), None).await;
        assert!(sentences(&bad.unwrap_err()).contains("signed_on"));
        agreement::sign(&cx, paper, Some(DAY), None).await.unwrap();
        assert_eq!(missing(DAY).await, None);
        assert!(missing(DAY.yesterday().unwrap()).await.is_some());
        let twice = agreement::sign(&cx, paper, Some(DAY), None).await;
        assert!(matches!(
            twice,
            Err(CommandError::Refused {
                problem: "already-signed",
                ..
            })
        ));
        step(&town, id, Role::Officer, "delivery").await;
        step(&town, id, Role::CentreHead, "acceptance").await;
        let late = agreement::record(&cx, id, agreed(), None).await;
        assert!(sentences(&late.unwrap_err()).contains("đã nghiệm thu"));
        town.t.close().await;
    }
}

#[tokio::test]
async fn an_approved_adjustment_after_the_contract_makes_the_next_annex() {
    for town in towns().await {
        let id = local_in_progress(&town, 600_000_000, 200_000_000).await;
        for (n, asked) in [(1, 180_000_000), (2, 160_000_000)] {
            step(&town, id, Role::Officer, "adjustment-request").await;
            let mut line = machine_line(rules::FundingScope::Kcdp, 500_000_000, asked);
            line.id = Some(line_of(&town, id).await);
            let now = version(&town, id).await;
            set_costs(&town.cx(Role::Officer), id, now, vec![line])
                .await
                .unwrap();
            step(&town, id, Role::Appraiser, "adjustment").await;
            let mut conn = town.t.db.read().await.unwrap();
            let annexes = agreement::annexes(&mut conn, id).await.unwrap();
            assert_eq!(annexes.len(), n);
            assert_eq!(annexes[n - 1].number, n as i64);
        }
        town.t.close().await;
    }
}

#[tokio::test]
async fn visits_are_due_by_the_terms_of_the_law_and_hold_figures() {
    for town in towns().await {
        let id = paid(&town).await;
        let days = async || {
            let mut all = Vec::new();
            for kind in ["follow_up_1", "follow_up_2", "follow_up_3"] {
                all.extend(due(&town, kind).await);
            }
            all
        };
        assert_eq!(
            days().await,
            [
                (date(2022, 9, 1), None),
                (date(2023, 3, 1), None),
                (date(2024, 3, 1), None)
            ]
        );
        let cx = town.cx(Role::Officer);
        let visit = async || VisitInput {
            version: version(&town, id).await,
            figures: vec![FigureInput {
                establishment_id: Some(establishment(1)),
                name: "Công ty".into(),
                machine: Some(MachineUse::InUse),
                revenue: Some(Dong(2_000_000_000)),
                labour: Some(12),
                ..FigureInput::default()
            }],
            note: "Máy chạy tốt".into(),
            paper: paper("TD 01"),
            ..VisitInput::default()
        };
        let early = follow_up::record(&cx, id, visit().await, &[], None).await;
        assert!(matches!(early, Err(CommandError::Refused { .. })));
        step(&town, id, Role::Accountant, "settlement").await;
        // Nothing is presumed of the machine, and figures that are missing need a reason.
        let mut silent = visit().await;
        silent.figures = vec![FigureInput {
            establishment_id: Some(establishment(1)),
            name: "Công ty".into(),
            ..FigureInput::default()
        }];
        let bad = follow_up::record(&cx, id, silent.clone(), &[], None)
            .await
            .unwrap_err();
        for field in ["figure_1_machine", "figure_1_labour", "figure_1_revenue"] {
            assert!(sentences(&bad).contains(field), "{}", sentences(&bad));
        }
        silent.figures[0].reason = "Cơ sở không cung cấp".into();
        let bad = follow_up::record(&cx, id, silent, &[], None)
            .await
            .unwrap_err();
        assert!(!sentences(&bad).contains("labour") && sentences(&bad).contains("machine"));
        // The step alone would say that somebody was there, and nothing of what was seen.
        step(&town, id, Role::Officer, "follow-up").await;
        assert_eq!(days().await[0], (date(2022, 9, 1), None));
        let bare = usual(&town, id, "follow-up-visit").await;
        let bare = take(&cx, id, "follow-up-visit", bare, Some(&scan())).await;
        assert!(sentences(&bare.unwrap_err()).contains("follow-ups/new"));
        let first = follow_up::record(&cx, id, visit().await, &[photo(png())], None)
            .await
            .unwrap();
        assert_eq!(days().await[0], (date(2022, 9, 1), Some(DAY)));
        let figures = {
            let mut conn = town.t.db.read().await.unwrap();
            follow_up::figures(&mut conn, first).await.unwrap()
        };
        assert_eq!(figures[0].labour, Some(12));
        let again = visit().await.figures;
        let stale = follow_up::amend(&cx, first, 99, again, "").await;
        assert!(matches!(stale, Err(CommandError::Stale)));
        follow_up::record(&cx, id, visit().await, &[], None)
            .await
            .unwrap();
        assert_eq!(days().await[1].1, Some(DAY));
        town.t.close().await;
    }
}
