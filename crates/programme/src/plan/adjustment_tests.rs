use db::CommandError;
use jiff::civil::date;
use kernel::{Activity, Dong, Lang, PlanId, Role};
use rules::FundingScope;

use super::*;
use crate::{
    budget::{self, BudgetInput, GrantInput},
    test_support::{Town, towns},
};

fn decision(number: &str) -> ApprovalInput {
    ApprovalInput {
        instrument_no: number.into(),
        instrument_on: Some(date(2022, 2, 1)),
        issuer: "UBND tỉnh".into(),
        reason: "Cắt giảm dự toán".into(),
        without_budget: "Chưa có thông báo dự toán".into(),
    }
}

fn task(amount: i64) -> PlanLineInput {
    PlanLineInput {
        title: "Hỗ trợ ứng dụng máy móc".into(),
        activity: Some(Activity::A3b),
        amount: Some(Dong(amount)),
        ..PlanLineInput::default()
    }
}

/// A local plan of one task of 300 within a budget of 500, approved.
async fn approved(town: &Town) -> (PlanId, kernel::PlanLineId) {
    let cx = town.cx(Role::Appraiser);
    let input = BudgetInput {
        scope: Some(FundingScope::Kcdp),
        province_id: Some(testkit::ba_ria_vung_tau()),
        year: Some(2022),
        grant: GrantInput {
            amount: Some(Dong(500)),
            instrument_no: "01/QĐ-UBND".into(),
            instrument_on: Some(date(2022, 1, 3)),
            issuer: "UBND tỉnh".into(),
            ..GrantInput::default()
        },
    };
    budget::create(&cx, input).await.unwrap();
    let input = PlanInput {
        scope: Some(FundingScope::Kcdp),
        province_id: Some(testkit::ba_ria_vung_tau()),
        year: Some(2022),
        title: "Kế hoạch khuyến công năm 2022".into(),
        ..PlanInput::default()
    };
    let id = create(&cx, input).await.unwrap();
    let line = add_line(&cx, id, task(300)).await.unwrap();
    approve(&cx, id, 2, decision("10/QĐ-UBND"), None)
        .await
        .unwrap();
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
async fn quarters_add_up_to_the_money_of_a_task() {
    for town in towns().await {
        let cx = town.cx(Role::Appraiser);
        let (id, line) = approved(&town).await;
        let split = PlanLineInput {
            quarter_1: Some(Dong(100)),
            quarter_3: Some(Dong(150)),
            ..task(300)
        };
        let said = message(
            change(&cx, id, Some(line), split.clone())
                .await
                .unwrap_err(),
        );
        assert!(said.starts_with("quarter_1: "), "{said}");
        let split = PlanLineInput {
            quarter_3: Some(Dong(200)),
            ..split
        };
        change(&cx, id, Some(line), split).await.unwrap();
        adjust(&cx, id, 3, decision("11/QĐ-UBND"), None)
            .await
            .unwrap();
        let mut conn = cx.read().await.unwrap();
        let stored = store::line(&mut conn, line).await.unwrap();
        assert_eq!(stored.quarters(), "100 · 0 · 200 · 0", "{}", town.t.engine);
        drop(conn);
        town.t.close().await;
    }
}

#[tokio::test]
async fn an_approved_plan_changes_by_a_decision_only_and_shows_the_difference() {
    for town in towns().await {
        let cx = town.cx(Role::Appraiser);
        let (id, line) = approved(&town).await;
        let direct = edit_line(&cx, line, 1, task(200)).await;
        assert!(message(direct.unwrap_err()).contains("điều chỉnh"));
        let empty = adjust(&cx, id, 3, decision("11/QĐ-UBND"), None).await;
        assert!(message(empty.unwrap_err()).contains("Chưa soạn"));
        change(&cx, id, Some(line), task(250)).await.unwrap();
        let fresh = PlanLineInput {
            title: "Hội chợ".into(),
            activity: Some(Activity::A4b),
            ..task(300)
        };
        let added = change(&cx, id, None, fresh.clone()).await.unwrap();
        let over = adjust(&cx, id, 3, decision("11/QĐ-UBND"), None).await;
        let said = message(over.unwrap_err());
        assert!(said.contains("500") && said.contains("250"), "{said}");
        let less = PlanLineInput {
            amount: Some(Dong(240)),
            ..fresh
        };
        change(&cx, id, Some(added), less).await.unwrap();
        let unexplained = ApprovalInput {
            reason: String::new(),
            ..decision("11/QĐ-UBND")
        };
        let said = adjust(&cx, id, 3, unexplained, None).await.unwrap_err();
        assert!(message(said).starts_with("reason: "));
        adjust(&cx, id, 3, decision("11/QĐ-UBND"), None)
            .await
            .unwrap();
        let twice = adjust(&cx, id, 3, decision("12/QĐ-UBND"), None).await;
        assert!(matches!(twice, Err(CommandError::Stale)), "{twice:?}");
        let mut conn = cx.read().await.unwrap();
        let differences = versions::differences(&mut conn, id, 2, Lang::Vi)
            .await
            .unwrap();
        let money: Vec<_> = differences
            .iter()
            .map(|d| {
                let field = d.fields.iter().find(|f| f.0 == "Kinh phí").unwrap();
                (
                    d.fresh,
                    field.1.replace('\u{a0}', " "),
                    field.2.replace('\u{a0}', " "),
                )
            })
            .collect();
        assert_eq!(
            money,
            [
                (false, "300 đ".into(), "250 đ".into()),
                (true, String::new(), "240 đ".into())
            ],
            "{}",
            town.t.engine
        );
        let shown = store::find(&cx, &mut conn, id).await.unwrap();
        let told = budget::store::of(&mut conn, shown.area()).await.unwrap();
        assert_eq!((shown.number, told.unwrap().allotted), (2, Dong(490)));
        assert_eq!(verify(&mut conn).await.unwrap(), []);
        drop(conn);
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_task_in_reserve_does_not_count_against_the_budget() {
    for town in towns().await {
        let cx = town.cx(Role::Appraiser);
        let (id, _) = approved(&town).await;
        let reserve = PlanLineInput {
            standing: Some(Standing::Reserve),
            ..task(400)
        };
        change(&cx, id, None, reserve).await.unwrap();
        adjust(&cx, id, 3, decision("11/QĐ-UBND"), None)
            .await
            .unwrap();
        let mut conn = cx.read().await.unwrap();
        let (lines, amount) = store::sums(&mut conn, id).await.unwrap();
        assert_eq!((lines, amount), (2, Dong(300)), "{}", town.t.engine);
        drop(conn);
        town.t.close().await;
    }
}
