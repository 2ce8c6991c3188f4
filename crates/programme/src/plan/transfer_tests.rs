use db::CommandError;
use jiff::civil::date;
use kernel::{Activity, Dong, PlanId, PlanLineId, Role};
use rules::FundingScope;

use super::*;
use crate::test_support::{Town, towns};

fn decision(number: &str) -> ApprovalInput {
    ApprovalInput {
        instrument_no: number.into(),
        instrument_on: Some(date(2022, 5, 1)),
        issuer: "UBND tỉnh".into(),
        reason: "Chưa nghiệm thu trong năm".into(),
        without_budget: "Chưa có thông báo dự toán".into(),
    }
}

async fn plan(town: &Town, scope: FundingScope, year: i64) -> PlanId {
    let input = PlanInput {
        scope: Some(scope),
        province_id: Some(testkit::ba_ria_vung_tau()),
        year: Some(year),
        title: format!("Kế hoạch {} năm {year}", scope.code()),
        ..PlanInput::default()
    };
    create(&town.cx(Role::Appraiser), input).await.unwrap()
}

/// An approved national plan of the province with one task of 300.
async fn national(town: &Town) -> (PlanId, PlanLineId) {
    let cx = town.cx(Role::Appraiser);
    let id = plan(town, FundingScope::Kcqg, 2022).await;
    let task = PlanLineInput {
        title: "Mô hình trình diễn".into(),
        activity: Some(Activity::A3a),
        amount: Some(Dong(300)),
        ..PlanLineInput::default()
    };
    let line = add_line(&cx, id, task).await.unwrap();
    let paper = || decision("10/QĐ-BCT");
    let department = approve(&cx, id, 2, paper(), None).await;
    assert!(matches!(department, Err(CommandError::Forbidden(_))));
    let agency = town.cx(Role::MinistryAgency);
    approve(&agency, id, 2, paper(), None).await.unwrap();
    (id, line)
}

fn message(error: CommandError) -> String {
    match error {
        CommandError::Invalid(errors) => errors
            .into_iter()
            .map(|e| format!("{}: {}", e.field, e.message))
            .collect(),
        CommandError::Refused { reason, .. } => reason,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_task_shifts_from_national_to_local_money_and_both_plans_say_so() {
    for town in towns().await {
        let cx = town.cx(Role::Appraiser);
        let (from, line) = national(&town).await;
        let next = plan(&town, FundingScope::Kcqg, 2023).await;
        let local = plan(&town, FundingScope::Kcdp, 2022).await;
        let shift = |to| TransferInput {
            kind: Some(TransferKind::SourceShift),
            line_id: Some(line),
            to_plan: Some(to),
            decision: decision("21/QĐ-UBND"),
            ..TransferInput::default()
        };
        let wrong = transfer(&cx, from, 3, shift(next), None).await;
        assert!(message(wrong.unwrap_err()).starts_with("to_plan: "));
        transfer(&cx, from, 3, shift(local), None).await.unwrap();
        let mut conn = cx.read().await.unwrap();
        assert_eq!(
            store::sums(&mut conn, from).await.unwrap(),
            (1, Dong::ZERO),
            "{}",
            town.t.engine
        );
        let arrived = store::lines(&mut conn, local).await.unwrap();
        assert_eq!(
            (arrived[0].amount, arrived[0].standing),
            (Some(Dong(300)), Standing::Allotted)
        );
        let shown = store::find(&cx, &mut conn, from).await.unwrap();
        assert_eq!(shown.number, 2, "the shift is a version of its own");
        for plan in [from, local] {
            let seen = transfer::all(&mut conn, plan).await.unwrap();
            assert_eq!(seen.len(), 1);
            assert_eq!(seen[0].instrument_no, "21/QĐ-UBND");
        }
        drop(conn);
        let again = transfer(&cx, from, shown.version, shift(local), None).await;
        assert!(message(again.unwrap_err()).contains("Chuyển nguồn"));
        town.t.close().await;
    }
}

#[tokio::test]
async fn unspent_money_is_carried_over_once_and_not_counted_in_the_new_year() {
    for town in towns().await {
        let cx = town.cx(Role::MinistryAgency);
        let (from, line) = national(&town).await;
        let next = plan(&town, FundingScope::Kcqg, 2023).await;
        let carry = |amount| TransferInput {
            kind: Some(TransferKind::CarryOver),
            line_id: Some(line),
            to_plan: Some(next),
            amount,
            decision: decision("40/QĐ-BCT"),
        };
        let too_much = transfer(&cx, from, 3, carry(Some(Dong(301))), None).await;
        assert!(message(too_much.unwrap_err()).contains("300"));
        transfer(&cx, from, 3, carry(Some(Dong(200))), None)
            .await
            .unwrap();
        let stale = transfer(&cx, from, 3, carry(None), None).await;
        assert!(matches!(stale, Err(CommandError::Stale)), "{stale:?}");
        transfer(&cx, from, 4, carry(None), None).await.unwrap();
        let mut conn = cx.read().await.unwrap();
        let carried = transfer::carried_over(&mut conn, line).await.unwrap();
        assert_eq!(carried, Dong(300), "{}", town.t.engine);
        let lines = store::lines(&mut conn, next).await.unwrap();
        assert!(lines.iter().all(|l| l.standing == Standing::Carried));
        assert_eq!(store::sums(&mut conn, next).await.unwrap(), (2, Dong::ZERO));
        assert_eq!(verify(&mut conn).await.unwrap(), []);
        drop(conn);
        town.t.close().await;
    }
}
