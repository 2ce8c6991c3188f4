use db::{CommandError, PageRequest};
use jiff::civil::date;
use kernel::{Activity, Dong, Role};
use rules::FundingScope;

use super::{store::Filter, *};
use crate::test_support::{Town, towns};

pub(super) fn input(scope: FundingScope) -> PlanInput {
    PlanInput {
        scope: Some(scope),
        province_id: Some(testkit::ba_ria_vung_tau()),
        year: Some(2022),
        title: "Kế hoạch khuyến công năm 2022".into(),
        instrument_no: "12/QĐ-SCT".into(),
        instrument_on: Some(date(2022, 1, 10)),
        stated_tasks: Some(23),
        ..PlanInput::default()
    }
}

pub(super) fn task() -> PlanLineInput {
    PlanLineInput {
        title: "Hỗ trợ ứng dụng máy móc".into(),
        activity: Some(Activity::A3b),
        quantity: Some(10),
        unit_word: "cơ sở".into(),
        amount: Some(Dong(2_000_000_000)),
        ..PlanLineInput::default()
    }
}

fn fields(error: CommandError) -> Vec<String> {
    match error {
        CommandError::Invalid(errors) => errors.into_iter().map(|e| e.field).collect(),
        other => panic!("{other:?}"),
    }
}

async fn rows(town: &Town, role: Role) -> Vec<PlanRow> {
    let cx = town.cx(role);
    let mut conn = cx.read().await.unwrap();
    let request = PageRequest::new(None);
    store::list(&mut conn, &cx.actor.scope, &Filter::default(), request)
        .await
        .unwrap()
        .rows
}

#[tokio::test]
async fn a_plan_keeps_what_its_document_states_beside_the_lines_entered() {
    for town in towns().await {
        let cx = town.cx(Role::Officer);
        let id = create(&cx, input(FundingScope::Kcdp)).await.unwrap();
        add_line(&cx, id, task()).await.unwrap();
        let second = add_line(
            &cx,
            id,
            PlanLineInput {
                amount: None,
                ..task()
            },
        )
        .await
        .unwrap();
        let seen = rows(&town, Role::Officer).await;
        assert_eq!(
            (seen[0].stated_tasks, seen[0].lines, seen[0].amount),
            (Some(23), 2, Dong(2_000_000_000)),
            "{}",
            town.t.engine
        );
        edit_line(
            &cx,
            second,
            1,
            PlanLineInput {
                quantity: Some(3),
                ..task()
            },
        )
        .await
        .unwrap();
        let stale = edit_line(&cx, second, 1, task()).await;
        assert!(matches!(stale, Err(CommandError::Stale)));
        remove_line(&cx, second, 2).await.unwrap();
        let mut conn = cx.read().await.unwrap();
        let lines = store::lines(&mut conn, id).await.unwrap();
        assert_eq!(lines.iter().map(|l| l.position).collect::<Vec<_>>(), [1]);
        drop(conn);
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_year_has_one_plan_of_each_budget_and_area() {
    for town in towns().await {
        let cx = town.cx(Role::Officer);
        create(&cx, input(FundingScope::Kcdp)).await.unwrap();
        create(&cx, input(FundingScope::Kcqg)).await.unwrap();
        let again = create(&cx, input(FundingScope::Kcdp)).await.unwrap_err();
        assert_eq!(fields(again), ["year"], "{}", town.t.engine);

        let agency = town.cx(Role::MinistryAgency);
        let nation = PlanInput {
            province_id: None,
            ..input(FundingScope::Kcqg)
        };
        create(&agency, nation.clone()).await.unwrap();
        assert_eq!(fields(create(&agency, nation).await.unwrap_err()), ["year"]);
        town.t.close().await;
    }
}

#[tokio::test]
async fn the_plan_of_the_nation_is_read_by_all_and_changed_by_the_agency() {
    for town in towns().await {
        let officer = town.cx(Role::Officer);
        let nation = PlanInput {
            province_id: None,
            ..input(FundingScope::Kcqg)
        };
        assert_eq!(
            fields(create(&officer, nation.clone()).await.unwrap_err()),
            ["province_id"]
        );
        let id = create(&town.cx(Role::MinistryAgency), nation)
            .await
            .unwrap();
        assert_eq!(
            rows(&town, Role::Officer).await.len(),
            1,
            "{}",
            town.t.engine
        );
        let foreign = add_line(&officer, id, task()).await;
        assert!(
            matches!(foreign, Err(CommandError::Forbidden(_))),
            "{foreign:?}"
        );
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_local_plan_needs_a_province_within_the_scope() {
    for town in towns().await {
        let cx = town.cx(Role::Officer);
        let none = PlanInput {
            province_id: None,
            ..input(FundingScope::Kcdp)
        };
        assert_eq!(
            fields(create(&cx, none).await.unwrap_err()),
            ["province_id"]
        );
        let elsewhere = kernel::UnitId::new(kernel::UnitLevel::Province, 1, 0);
        let other = PlanInput {
            province_id: Some(elsewhere),
            ..input(FundingScope::Kcdp)
        };
        assert_eq!(
            fields(create(&cx, other).await.unwrap_err()),
            ["province_id"]
        );
        let commune = PlanInput {
            province_id: Some(town.commune),
            ..input(FundingScope::Kcdp)
        };
        assert_eq!(
            fields(create(&cx, commune).await.unwrap_err()),
            ["province_id"]
        );
        let bad = PlanInput {
            year: Some(-1),
            stated_tasks: Some(-1),
            stated_amount: Some(Dong(-1)),
            title: String::new(),
            ..input(FundingScope::Kcdp)
        };
        let mut wrong = fields(create(&cx, bad).await.unwrap_err());
        wrong.sort();
        assert_eq!(
            wrong,
            ["stated_amount", "stated_tasks", "title", "year"],
            "{}",
            town.t.engine
        );
        town.t.close().await;
    }
}
