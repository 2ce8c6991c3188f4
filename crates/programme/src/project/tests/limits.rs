//! Deadlines and limits of the law at the steps that rest on them.

use db::CommandError;
use jiff::civil::date;
use kernel::{Dong, FundingSource, Role};
use rules::FundingScope;

use super::walk::*;
use crate::{
    budget::{BudgetInput, GrantInput, add_grant, create},
    plan,
    project::{AmountInput, Case, limits, take},
    test_support::towns,
};

#[tokio::test]
async fn registration_is_open_until_the_eve_of_the_day_on_record() {
    for town in towns().await {
        let id = drafted(&town, FundingScope::Kcqg, 600_000_000, 200_000_000).await;
        let cx = town.cx(Role::MinistryAgency);
        let mut conn = cx.read().await.unwrap();
        let case = Case::load(&cx, &mut conn, id).await.unwrap();
        assert_eq!(case.project.year, 2022);
        for (day, open) in [(date(2021, 6, 19), true), (date(2021, 6, 20), false)] {
            let judged = limits::registration(&cx, &mut conn, &case, day)
                .await
                .unwrap();
            assert_eq!(judged.met, open, "{}: {day}", town.t.engine);
            assert!(
                judged
                    .sentence
                    .contains("trước ngày 20/06/2021 (36/2013/TT-BCT, Điều 6; chưa kiểm chứng)"),
                "{}",
                judged.sentence
            );
        }
        drop(conn);
        town.t.close().await;
    }
}

#[tokio::test]
async fn the_budget_of_the_year_is_compared_with_what_is_asked() {
    for town in towns().await {
        let id = drafted(&town, FundingScope::Kcqg, 600_000_000, 200_000_000).await;
        let cx = town.cx(Role::MinistryAgency);
        let judge = async || {
            let mut conn = cx.read().await.unwrap();
            let case = Case::load(&cx, &mut conn, id).await.unwrap();
            limits::within_budget(&cx, &mut conn, &case).await.unwrap()
        };
        let unknown = judge().await;
        assert!(!unknown.met && unknown.sentence.contains("Chưa ghi dự toán"));
        let grant = |amount| GrantInput {
            amount: Some(Dong(amount)),
            instrument_no: "2948/QĐ-BCT".into(),
            instrument_on: Some(date(2021, 12, 29)),
            issuer: "Bộ Công Thương".into(),
            ..GrantInput::default()
        };
        let told = BudgetInput {
            scope: Some(FundingScope::Kcqg),
            province_id: None,
            year: Some(2022),
            grant: grant(150_000_000),
        };
        let told = create(&cx, told).await.unwrap();
        let short = judge().await;
        assert!(!short.met, "{}", town.t.engine);
        assert_eq!(
            short.sentence,
            "Đề nghị 200.000.000\u{a0}đ; dự toán năm 2022 còn 150.000.000\u{a0}đ."
        );
        add_grant(&cx, told, 1, grant(50_000_000)).await.unwrap();
        assert!(judge().await.met, "{}", town.t.engine);
        town.t.close().await;
    }
}

#[tokio::test]
async fn an_advance_over_the_limit_on_record_is_refused_with_its_article() {
    for town in towns().await {
        let id = local_in_progress(&town, 600_000_000, 200_000_000).await;
        let cx = town.cx(Role::Accountant);
        let mut conn = cx.read().await.unwrap();
        let line = Case::load(&cx, &mut conn, id).await.unwrap().lines[0].id;
        drop(conn);
        let mut input = usual(&town, id, "advance").await;
        input.amounts = vec![AmountInput {
            line_id: line,
            source: FundingSource::Kcdp,
            amount: Dong(120_000_001),
        }];
        let refused = take(&cx, id, "advance", input.clone(), Some(&scan())).await;
        let Err(CommandError::Invalid(errors)) = refused else {
            panic!("{}: {refused:?}", town.t.engine)
        };
        assert_eq!(errors[0].field, "amounts");
        let said = &errors[0].message;
        for part in ["60\u{a0}%", "120.000.000", "36/2013/TT-BCT, Điều 6"] {
            assert!(said.contains(part), "{part}: {said}");
        }
        input.amounts[0].amount = Dong(120_000_000);
        take(&cx, id, "advance", input, Some(&scan()))
            .await
            .unwrap();
        town.t.close().await;
    }
}

#[tokio::test]
async fn money_of_a_closed_year_is_paid_only_after_its_carry_over() {
    for town in towns().await {
        let id = local_in_progress(&town, 600_000_000, 200_000_000).await;
        let line = project(&town, id).await.plan_line_id.unwrap();
        let money = {
            let cx = town.cx(Role::Accountant);
            let mut conn = cx.read().await.unwrap();
            Case::load(&cx, &mut conn, id).await.unwrap().lines[0].id
        };
        town.t.on(date(2023, 2, 1));
        let mut input = usual(&town, id, "advance").await;
        input.on = Some(date(2023, 2, 1));
        input.amounts = vec![AmountInput {
            line_id: money,
            source: FundingSource::Kcdp,
            amount: Dong(10_000_000),
        }];
        let cx = town.cx(Role::Accountant);
        let refused = take(&cx, id, "advance", input.clone(), Some(&scan())).await;
        let Err(CommandError::Refused { problem, reason }) = refused else {
            panic!("{}: {refused:?}", town.t.engine)
        };
        assert_eq!(problem, "budget-year-closed");
        assert!(reason.contains("31/01/2023"), "{reason}");

        let department = town.cx(Role::Appraiser);
        let mut conn = department.read().await.unwrap();
        let from = plan::store::line(&mut conn, line).await.unwrap().plan_id;
        drop(conn);
        let task = plan::PlanLineInput {
            title: "Hỗ trợ ứng dụng máy móc".into(),
            activity: Some(kernel::Activity::A3b),
            amount: Some(Dong(300_000_000)),
            ..plan::PlanLineInput::default()
        };
        plan::edit_line(&department, line, 1, task).await.unwrap();
        let decision = plan::ApprovalInput {
            instrument_no: "77/QĐ-UBND".into(),
            instrument_on: Some(date(2023, 1, 20)),
            issuer: "UBND tỉnh".into(),
            reason: "Chưa nghiệm thu trong năm".into(),
        };
        plan::approve(&department, from, 2, decision.clone(), None)
            .await
            .unwrap();
        let next = plan::PlanInput {
            scope: Some(FundingScope::Kcdp),
            province_id: Some(testkit::ba_ria_vung_tau()),
            year: Some(2023),
            title: "Kế hoạch năm 2023".into(),
            ..plan::PlanInput::default()
        };
        let next = plan::create(&department, next).await.unwrap();
        let carry = plan::TransferInput {
            kind: Some(plan::TransferKind::CarryOver),
            line_id: Some(line),
            to_plan: Some(next),
            amount: Some(Dong(200_000_000)),
            decision,
        };
        plan::transfer(&department, from, 3, carry, None)
            .await
            .unwrap();
        take(&cx, id, "advance", input, Some(&scan()))
            .await
            .unwrap();
        town.t.close().await;
    }
}
