//! Plans within the budgets that bind them: the province's, and of national money the nation's too.

use db::{CommandError, CommandResult};
use jiff::civil::date;
use kernel::{Activity, BudgetId, Dong, PlanId, Role, UnitId};
use rules::FundingScope;

use super::*;
use crate::{
    budget::{self, BudgetInput, GrantInput},
    test_support::{Town, towns},
};

fn decision() -> ApprovalInput {
    ApprovalInput {
        instrument_no: "15/QĐ-BCT".into(),
        instrument_on: Some(date(2022, 2, 1)),
        issuer: "Bộ Công Thương".into(),
        ..ApprovalInput::default()
    }
}

/// An open plan of national money with one task.
async fn plan_of(town: &Town, province: Option<UnitId>, amount: i64) -> PlanId {
    let agency = town.cx(Role::MinistryAgency);
    let input = PlanInput {
        scope: Some(FundingScope::Kcqg),
        province_id: province,
        year: Some(2022),
        title: "Kế hoạch khuyến công quốc gia năm 2022".into(),
        ..PlanInput::default()
    };
    let id = create(&agency, input).await.unwrap();
    let task = PlanLineInput {
        title: "Hỗ trợ ứng dụng máy móc".into(),
        activity: Some(Activity::A3b),
        amount: Some(Dong(amount)),
        ..PlanLineInput::default()
    };
    add_line(&agency, id, task).await.unwrap();
    id
}

async fn told(town: &Town, province: Option<UnitId>, amount: i64) -> CommandResult<BudgetId> {
    let input = BudgetInput {
        scope: Some(FundingScope::Kcqg),
        province_id: province,
        year: Some(2022),
        grant: GrantInput {
            amount: Some(Dong(amount)),
            instrument_no: "02/QĐ-BTC".into(),
            instrument_on: Some(date(2022, 1, 3)),
            issuer: "Bộ Tài chính".into(),
            ..GrantInput::default()
        },
    };
    budget::create(&town.cx(Role::MinistryAgency), input).await
}

async fn allotted(town: &Town, id: BudgetId) -> Dong {
    let cx = town.cx(Role::MinistryAgency);
    let mut conn = cx.read().await.unwrap();
    assert_eq!(verify(&mut conn).await.unwrap(), [], "{}", town.t.engine);
    budget::store::find(&cx, &mut conn, id)
        .await
        .unwrap()
        .allotted
}

fn message(error: CommandError) -> String {
    match error {
        CommandError::Invalid(errors) => errors
            .into_iter()
            .map(|e| format!("{}: {}", e.field, e.message))
            .collect(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_plans_of_provinces_keep_within_the_budget_of_the_nation() {
    for town in towns().await {
        let agency = town.cx(Role::MinistryAgency);
        let nation = told(&town, None, 1_000).await.unwrap();
        let own = told(&town, Some(testkit::ba_ria_vung_tau()), 600)
            .await
            .unwrap();
        let first = plan_of(&town, Some(testkit::ba_ria_vung_tau()), 500).await;
        let second = plan_of(&town, Some(testkit::ho_chi_minh()), 400).await;
        let third = plan_of(&town, None, 200).await;
        for plan in [first, second] {
            approve(&agency, plan, 2, decision(), None).await.unwrap();
        }
        let over = approve(&agency, third, 2, decision(), None).await;
        let said = message(over.unwrap_err());
        assert!(said.contains("900") && said.contains("200"), "{said}");
        assert_eq!(allotted(&town, nation).await, Dong(900));
        assert_eq!(allotted(&town, own).await, Dong(500), "{}", town.t.engine);
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_budget_that_is_told_late_counts_the_plans_approved_before() {
    for town in towns().await {
        let agency = town.cx(Role::MinistryAgency);
        let plan = plan_of(&town, Some(testkit::ba_ria_vung_tau()), 500).await;
        let unsaid = approve(&agency, plan, 2, decision(), None).await;
        let said = message(unsaid.unwrap_err());
        assert!(said.starts_with("without_budget: "), "{said}");
        let why = ApprovalInput {
            without_budget: "Bộ Tài chính chưa thông báo dự toán".into(),
            ..decision()
        };
        approve(&agency, plan, 2, why, None).await.unwrap();
        let mut conn = agency.read().await.unwrap();
        let kept = versions::all(&mut conn, plan).await.unwrap();
        drop(conn);
        assert_eq!(
            kept[0].without_budget,
            "Bộ Tài chính chưa thông báo dự toán"
        );
        let small = message(told(&town, None, 400).await.unwrap_err());
        assert!(small.starts_with("amount: "), "{small}");
        let nation = told(&town, None, 800).await.unwrap();
        assert_eq!(
            allotted(&town, nation).await,
            Dong(500),
            "{}",
            town.t.engine
        );
        town.t.close().await;
    }
}

#[tokio::test]
async fn nothing_is_planned_for_a_province_after_it_merged() {
    for town in towns().await {
        let agency = town.cx(Role::MinistryAgency);
        let mut input = PlanInput {
            scope: Some(FundingScope::Kcqg),
            province_id: Some(testkit::ba_ria_vung_tau()),
            year: Some(2025),
            title: "Kế hoạch khuyến công quốc gia".into(),
            ..PlanInput::default()
        };
        create(&agency, input.clone()).await.unwrap();
        input.year = Some(2026);
        let said = message(create(&agency, input.clone()).await.unwrap_err());
        assert!(
            said.starts_with("province_id: ") && said.contains("Thành phố Hồ Chí Minh"),
            "{said}"
        );
        input.province_id = Some(testkit::ho_chi_minh());
        create(&agency, input).await.unwrap();
        let budget = BudgetInput {
            scope: Some(FundingScope::Kcqg),
            province_id: Some(testkit::ba_ria_vung_tau()),
            year: Some(2026),
            grant: GrantInput {
                amount: Some(Dong(1_000)),
                instrument_no: "02/QĐ-BTC".into(),
                instrument_on: Some(date(2022, 1, 3)),
                issuer: "Bộ Tài chính".into(),
                ..GrantInput::default()
            },
        };
        let said = message(budget::create(&agency, budget).await.unwrap_err());
        assert!(
            said.starts_with("province_id: "),
            "{}: {said}",
            town.t.engine
        );
        town.t.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_plans_approved_at_the_same_moment_do_not_pass_the_nations_budget() {
    for town in towns().await {
        let nation = told(&town, None, 1_000).await.unwrap();
        let places = [
            Some(testkit::ba_ria_vung_tau()),
            Some(testkit::ho_chi_minh()),
            None,
        ];
        let mut acts = tokio::task::JoinSet::new();
        for place in places {
            let plan = plan_of(&town, place, 600).await;
            let agency = town.cx(Role::MinistryAgency);
            acts.spawn(async move { approve(&agency, plan, 2, decision(), None).await });
        }
        let done = acts.join_all().await;
        let (won, refused): (Vec<_>, Vec<_>) = done.into_iter().partition(Result::is_ok);
        assert_eq!((won.len(), refused.len()), (1, 2), "{}", town.t.engine);
        for error in refused.into_iter().filter_map(Result::err) {
            assert!(message(error).contains("600"));
        }
        assert_eq!(allotted(&town, nation).await, Dong(600));
        town.t.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_budget_that_is_told_while_a_plan_is_approved_counts_it_or_stops_it() {
    for town in towns().await {
        for province in [testkit::ba_ria_vung_tau(), testkit::ho_chi_minh()] {
            let plan = plan_of(&town, Some(province), 500).await;
            let agency = town.cx(Role::MinistryAgency);
            let why = ApprovalInput {
                without_budget: "Chưa có thông báo dự toán".into(),
                ..decision()
            };
            let (approved, budget) = tokio::join!(
                approve(&agency, plan, 2, why, None),
                told(&town, Some(province), 400),
            );
            assert!(
                approved.is_ok() != budget.is_ok(),
                "{}: {approved:?} {budget:?}",
                town.t.engine
            );
            let mut conn = agency.read().await.unwrap();
            assert_eq!(verify(&mut conn).await.unwrap(), []);
            drop(conn);
        }
        town.t.close().await;
    }
}
