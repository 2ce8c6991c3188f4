use kernel::{Dong, PlanId, Role};
use rules::FundingScope;

use super::{
    store::Filter,
    tests::{at_department, decision, machine, messages, plan_of, stored},
    *,
};
use crate::{
    plan::{self, PlanInput, Quarters},
    test_support::{Town, towns},
};

async fn plan_of_next_year(town: &Town) -> PlanId {
    let input = PlanInput {
        scope: Some(FundingScope::Kcdp),
        province_id: Some(testkit::ba_ria_vung_tau()),
        year: Some(2023),
        title: "Kế hoạch năm 2023".into(),
        ..PlanInput::default()
    };
    plan::create(&town.cx(Role::Appraiser), input)
        .await
        .unwrap()
}

fn outcome(outcome: Outcome) -> DecisionInput {
    DecisionInput {
        outcome,
        granted: None,
        reason: "Hết dự toán".into(),
        quarters: Quarters::default(),
    }
}

/// How many proposals the list shows as waiting for the next year.
async fn waiting(town: &Town) -> i64 {
    let cx = town.cx(Role::Appraiser);
    let mut conn = cx.read().await.unwrap();
    let filter = Filter {
        waiting: true,
        ..Filter::default()
    };
    store::sums(&mut conn, &cx.actor.scope, &filter)
        .await
        .unwrap()
        .0
}

#[tokio::test]
async fn a_deferred_proposal_goes_on_once_in_the_plan_of_the_next_year() {
    for town in towns().await {
        let plan = plan_of(&town, FundingScope::Kcdp).await;
        let cx = town.cx(Role::Appraiser);
        let id = at_department(&town, machine(plan, 1, 150_000_000)).await;
        let early = carry_over(&cx, id, 2).await;
        assert!(messages(early.unwrap_err()).contains("chuyển năm sau"));
        decide(&cx, &[(id, 2)], &outcome(Outcome::Defer))
            .await
            .unwrap();
        assert_eq!(waiting(&town).await, 1);
        let nowhere = messages(carry_over(&cx, id, 3).await.unwrap_err());
        assert!(nowhere.contains("năm 2023"), "{nowhere}");

        let next = plan_of_next_year(&town).await;
        let commune = carry_over(&town.cx(Role::Collaborator), id, 3).await;
        assert!(commune.is_err(), "{commune:?}");
        let new = carry_over(&cx, id, 3).await.unwrap();
        let kept = stored(&town, new).await;
        assert_eq!(
            (kept.plan_id, kept.carried_from, kept.state, kept.holder),
            (next, Some(id), ProposalState::Open, Holder::Department),
            "{}",
            town.t.engine
        );
        let before = stored(&town, id).await;
        assert_eq!(
            (kept.asked, kept.ceiling, kept.origin),
            (before.asked, before.ceiling, before.origin)
        );
        let again = messages(carry_over(&cx, id, 4).await.unwrap_err());
        assert!(again.contains("Kế hoạch năm 2023"), "{again}");
        let reopened = decide(&cx, &[(id, 4)], &outcome(Outcome::Reopen)).await;
        assert!(messages(reopened.unwrap_err()).contains("Kế hoạch năm 2023"));
        assert_eq!(waiting(&town).await, 0);

        // Withdrawn there, it waits again.
        withdraw(&cx, new, 1, "Cơ sở chưa đủ vốn đối ứng")
            .await
            .unwrap();
        assert_eq!(waiting(&town).await, 1);
        carry_over(&cx, id, 4).await.unwrap();
        town.t.close().await;
    }
}

#[tokio::test]
async fn what_is_in_reserve_waits_for_the_next_year_once_the_plan_is_approved() {
    for town in towns().await {
        let plan = plan_of(&town, FundingScope::Kcdp).await;
        let next = plan_of_next_year(&town).await;
        let cx = town.cx(Role::Appraiser);
        let taken = at_department(&town, machine(plan, 1, 150_000_000)).await;
        let spare = at_department(&town, machine(plan, 2, 120_000_000)).await;
        decide(&cx, &[(taken, 2)], &outcome(Outcome::Select))
            .await
            .unwrap();
        decide(&cx, &[(spare, 2)], &outcome(Outcome::Reserve))
            .await
            .unwrap();
        assert_eq!(waiting(&town).await, 0, "it may still be selected");
        plan::approve(&cx, plan, 1, decision(), None).await.unwrap();
        let mut conn = cx.read().await.unwrap();
        let shown = plan::store::find(&cx, &mut conn, next).await.unwrap();
        let from = store::waiting_for(&mut conn, &cx.actor.scope, &shown)
            .await
            .unwrap();
        drop(conn);
        assert_eq!(from, [(plan, "Kế hoạch năm 2022".to_owned(), 1)]);
        let new = carry_over(&cx, spare, 3).await.unwrap();
        assert_eq!(stored(&town, new).await.asked, Dong(120_000_000));
        assert_eq!(
            stored(&town, spare).await.state,
            ProposalState::Deferred,
            "{}",
            town.t.engine
        );
        town.t.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_people_who_press_at_once_carry_a_proposal_over_once() {
    for town in towns().await {
        let plan = plan_of(&town, FundingScope::Kcdp).await;
        plan_of_next_year(&town).await;
        let cx = town.cx(Role::Appraiser);
        let id = at_department(&town, machine(plan, 1, 150_000_000)).await;
        decide(&cx, &[(id, 2)], &outcome(Outcome::Defer))
            .await
            .unwrap();
        let head = town.cx(Role::CentreHead);
        let (one, other) = tokio::join!(carry_over(&cx, id, 3), carry_over(&head, id, 3));
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
        assert_eq!(town.t.count("proposal").await, 2, "{}", town.t.engine);
        town.t.close().await;
    }
}
