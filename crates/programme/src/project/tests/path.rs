use db::CommandError;
use jiff::civil::date;
use kernel::{Dong, ProjectId, Role, Scope};
use rules::FundingScope;

use super::walk::*;
use crate::{
    project::{AmountInput, Case, Level, my_work, set_costs, store, take},
    test_support::{NEXT_LETTER, Town, towns},
};

async fn case(town: &Town, id: ProjectId) -> Case {
    let cx = town.cx(Role::MinistryAgency);
    let mut conn = cx.read().await.unwrap();
    Case::load(&cx, &mut conn, id).await.unwrap()
}

async fn no_money_fault(town: &Town) {
    let mut conn = town.t.db.read().await.unwrap();
    assert_eq!(crate::project::verify_money(&mut conn).await.unwrap(), []);
    assert_eq!(crate::totals::verify(&mut conn).await.unwrap(), []);
    assert_eq!(crate::duties::verify(&mut conn).await.unwrap(), []);
    assert_eq!(crate::plan::verify(&mut conn).await.unwrap(), []);
    assert_eq!(db::verify_audit(&mut conn).await.unwrap(), []);
}

#[tokio::test]
async fn a_local_project_goes_from_its_draft_to_its_end() {
    for town in towns().await {
        let id = local_in_progress(&town, 600_000_000, 200_000_000).await;
        let line = case(&town, id).await.lines[0].id;
        let mut advance = usual(&town, id, "advance").await;
        advance.amounts = vec![AmountInput {
            line_id: line,
            source: kernel::FundingSource::Kcdp,
            amount: Dong(80_000_000),
        }];
        take(
            &town.cx(Role::Accountant),
            id,
            "advance",
            advance,
            Some(&scan()),
        )
        .await
        .unwrap();
        step(&town, id, Role::Officer, "progress").await;
        step(&town, id, Role::Officer, "delivery").await;
        for (role, code) in [
            (Role::CentreHead, "acceptance"),
            (Role::CentreHead, "final-report"),
            (Role::CentreHead, "liquidation"),
            (Role::Accountant, "payment"),
            (Role::Accountant, "settlement"),
            (Role::Officer, "follow-up"),
            (Role::Officer, "follow-up-visit"),
            (Role::CentreHead, "closure"),
        ] {
            step(&town, id, role, code).await;
        }
        let done = case(&town, id).await;
        assert_eq!(done.project.state, "closed");
        assert!(
            done.project.code.starts_with("ĐA-77-2022-"),
            "{}",
            done.project.code
        );
        let money = done.promotion();
        assert_eq!(money.advanced, Dong(80_000_000));
        assert_eq!(money.paid, Dong(120_000_000));
        assert_eq!(money.settled, Dong(200_000_000));
        assert_eq!(money.due(), Dong::ZERO);
        let accepted = town.accepted.lock().unwrap().clone();
        assert_eq!(accepted.len(), 1);
        assert_eq!(accepted[0].support, Dong(200_000_000));
        assert_eq!(accepted[0].items[0].serial, "LX-2022-0017");
        no_money_fault(&town).await;
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_national_project_passes_both_appraisals_and_supplement_rounds() {
    for town in towns().await {
        let id = drafted(&town, FundingScope::Kcqg, 500_000_000, 200_000_000).await;
        step(&town, id, Role::CentreHead, "registration").await;
        step(&town, id, Role::Appraiser, "selection").await;
        complete_dossier(&town, id).await;
        step(&town, id, Role::CentreHead, "base-submission").await;
        for _ in 0..2 {
            step(&town, id, Role::Appraiser, "supplement-request").await;
            step(&town, id, Role::Officer, "supplement").await;
        }
        pass_appraisal(&town, id, Role::Appraiser, Level::Base).await;
        step(&town, id, Role::Appraiser, "base-approval").await;
        step(&town, id, Role::Appraiser, "ministry-submission").await;
        pass_appraisal(&town, id, Role::MinistryAgency, Level::Ministry).await;
        step(&town, id, Role::MinistryAgency, "ministry-approval").await;
        step(&town, id, Role::MinistryAgency, "allotment").await;
        step(&town, id, Role::MinistryAgency, "contract").await;
        let contracted = case(&town, id).await;
        assert_eq!(contracted.project.state, "contracted");
        assert_eq!(contracted.promotion().committed, Dong(200_000_000));
        assert_eq!(contracted.project.approved_on, Some(date(2022, 3, 1)));
        no_money_fault(&town).await;
        town.t.close().await;
    }
}

#[tokio::test]
async fn an_adjustment_makes_a_new_version_and_moves_the_money_with_it() {
    for town in towns().await {
        let id = local_in_progress(&town, 600_000_000, 200_000_000).await;
        step(&town, id, Role::Officer, "adjustment-request").await;
        let mut line = machine_line(FundingScope::Kcdp, 360_000_000, 150_000_000);
        line.id = Some(case(&town, id).await.lines[0].id);
        let mut second = machine_line(FundingScope::Kcdp, 40_000_000, 20_000_000);
        second.title = "Máy nén khí".into();
        let now = version(&town, id).await;
        set_costs(&town.cx(Role::Officer), id, now, vec![line, second])
            .await
            .unwrap();
        // Until the decision the approved estimate stands.
        assert_eq!(case(&town, id).await.promotion().planned, Dong(200_000_000));
        step(&town, id, Role::Appraiser, "adjustment").await;
        let adjusted = case(&town, id).await;
        assert_eq!(adjusted.project.state, "in_progress");
        assert_eq!(adjusted.lines.len(), 2);
        let money = adjusted.promotion();
        assert_eq!(money.planned, Dong(170_000_000));
        assert_eq!(money.allotted, money.planned);
        assert_eq!(money.committed, money.planned);
        let mut conn = town.t.db.read().await.unwrap();
        let versions = crate::project::versions::all(&mut conn, id).await.unwrap();
        let states: Vec<&str> = versions.iter().map(|v| v.state.as_str()).collect();
        assert_eq!(states, ["superseded", "approved"]);
        drop(conn);
        no_money_fault(&town).await;
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_project_with_an_advance_stops_only_after_the_money_came_back() {
    for town in towns().await {
        let id = local_in_progress(&town, 600_000_000, 200_000_000).await;
        let amounts = vec![AmountInput {
            line_id: case(&town, id).await.lines[0].id,
            source: kernel::FundingSource::Kcdp,
            amount: Dong(50_000_000),
        }];
        let mut input = usual(&town, id, "advance").await;
        input.amounts = amounts.clone();
        take(
            &town.cx(Role::Accountant),
            id,
            "advance",
            input,
            Some(&scan()),
        )
        .await
        .unwrap();
        step(&town, id, Role::Officer, "stop-request").await;
        let input = usual(&town, id, "stop").await;
        let refused = take(&town.cx(Role::Appraiser), id, "stop", input, Some(&scan())).await;
        let Err(db::CommandError::Refused { reason, .. }) = refused else {
            panic!("{refused:?}");
        };
        assert!(reason.contains("chưa thu hồi"), "{reason}");
        let mut input = usual(&town, id, "recovery").await;
        input.amounts = amounts;
        take(
            &town.cx(Role::Accountant),
            id,
            "recovery",
            input,
            Some(&scan()),
        )
        .await
        .unwrap();
        step(&town, id, Role::Appraiser, "stop").await;
        let stopped = case(&town, id).await;
        assert_eq!(stopped.project.state, "stopped");
        assert_eq!(stopped.promotion().spent(), Dong::ZERO);
        no_money_fault(&town).await;
        town.t.close().await;
    }
}

#[tokio::test]
async fn withdrawing_gives_the_plan_and_the_allotment_back() {
    for town in towns().await {
        let id = drafted(&town, FundingScope::Kcdp, 400_000_000, 150_000_000).await;
        step(&town, id, Role::CentreHead, "registration").await;
        complete_dossier(&town, id).await;
        step(&town, id, Role::CentreHead, "base-submission").await;
        pass_appraisal(&town, id, Role::Appraiser, Level::Base).await;
        step(&town, id, Role::Appraiser, "base-approval").await;
        step(&town, id, Role::Appraiser, "allotment").await;
        step(&town, id, Role::Officer, "withdrawal").await;
        let money = case(&town, id).await.promotion();
        assert_eq!((money.planned, money.allotted), (Dong::ZERO, Dong::ZERO));
        no_money_fault(&town).await;
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_step_waits_for_the_role_that_takes_it() {
    for town in towns().await {
        let id = drafted(&town, FundingScope::Kcdp, 400_000_000, 150_000_000).await;
        let waiting = async |role| {
            let cx = town.cx(role);
            let mut conn = cx.read().await.unwrap();
            my_work(&cx, &mut conn, 10).await.unwrap()
        };
        assert_eq!(
            waiting(Role::CentreHead).await.items[0].next,
            "Đăng ký kế hoạch"
        );
        assert_eq!(waiting(Role::Appraiser).await.total, 0);
        step(&town, id, Role::CentreHead, "registration").await;
        assert_eq!(
            waiting(Role::CentreHead).await.items[0].next,
            "Nộp hồ sơ thẩm định"
        );
        assert_eq!(waiting(Role::Accountant).await.total, 0);
        town.t.close().await;
    }
}

#[tokio::test]
async fn another_province_does_not_find_the_project() {
    for town in towns().await {
        let id = drafted(&town, FundingScope::Kcdp, 400_000_000, 150_000_000).await;
        let mut other = town.cx(Role::Officer);
        other.actor.scope = Scope::Provinces(vec![kernel::UnitId(1)]);
        let mut conn = other.read().await.unwrap();
        let found = Case::load(&other, &mut conn, id).await;
        assert!(matches!(found, Err(db::CommandError::NotFound)));
        let filter = crate::project::list::Filter::default();
        let request = db::PageRequest::new(None);
        let page = crate::project::list::page(&mut conn, &other.actor.scope, &filter, request);
        assert_eq!(page.await.unwrap().total, 0);
        drop(conn);
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_letter_gets_the_next_number_of_its_office_or_the_one_typed() {
    for town in towns().await {
        let id = drafted(&town, FundingScope::Kcdp, 400_000_000, 100_000_000).await;
        let mut input = usual(&town, id, "registration").await;
        input.paper.number = String::new();
        input.paper.next_number = true;
        let cx = town.cx(Role::CentreHead);
        take(&cx, id, "registration", input, Some(&scan()))
            .await
            .unwrap();
        let mut conn = cx.read().await.unwrap();
        let number = store::last_number(&mut conn, id, "registration").await;
        assert_eq!(number.unwrap(), NEXT_LETTER, "{}", town.t.engine);
        drop(conn);
        complete_dossier(&town, id).await;
        let mut slip = usual(&town, id, "base-submission").await;
        slip.paper.next_number = true;
        let refused = take(&cx, id, "base-submission", slip, Some(&scan())).await;
        assert!(
            matches!(&refused, Err(CommandError::Invalid(e)) if e[0].field == "paper_number"),
            "the office numbers no slips: {refused:?}"
        );
        step(&town, id, Role::CentreHead, "base-submission").await;
        let mut conn = cx.read().await.unwrap();
        let number = store::last_number(&mut conn, id, "base-submission").await;
        assert_eq!(number.unwrap(), "01/base-submission");
        drop(conn);
        town.t.close().await;
    }
}
