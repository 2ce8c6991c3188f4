use db::{CommandError, sql};
use kernel::{CostLineId, Dong, FundingSource, PaperId, ProjectId, Role};
use proptest::prelude::*;
use rules::FundingScope;

use super::walk::*;
use crate::{
    carried::BudgetYear,
    project::{
        MoneyKind, Project,
        ledger::{Cause, Movement, post},
        take, verify_money,
    },
    test_support::{Town, towns},
};

async fn line_of(town: &Town, id: ProjectId) -> CostLineId {
    let cx = town.cx(Role::MinistryAgency);
    let mut conn = cx.read().await.unwrap();
    crate::project::Case::load(&cx, &mut conn, id)
        .await
        .unwrap()
        .lines[0]
        .id
}

#[tokio::test]
async fn of_two_approvals_at_once_one_wins_and_the_other_is_told_it_changed() {
    for town in towns().await {
        let id = drafted(&town, FundingScope::Kcdp, 600_000_000, 200_000_000).await;
        step(&town, id, Role::CentreHead, "registration").await;
        complete_dossier(&town, id).await;
        step(&town, id, Role::CentreHead, "base-submission").await;
        pass_appraisal(&town, id, Role::Appraiser, crate::project::Level::Base).await;
        step(&town, id, Role::Appraiser, "base-approval").await;
        let input = usual(&town, id, "allotment").await;
        let cx = town.cx(Role::Appraiser);
        let signed = scan();
        let (one, two) = tokio::join!(
            take(&cx, id, "allotment", input.clone(), Some(&signed)),
            take(&cx, id, "allotment", input.clone(), Some(&signed)),
        );
        let results = [one, two];
        let won = results.iter().filter(|r| r.is_ok()).count();
        assert_eq!(won, 1, "{}: {results:?}", town.t.engine);
        let lost = results.iter().find(|r| r.is_err()).unwrap();
        // The loser either waited for the winner's write, or came after it and found the new state.
        let told = matches!(
            lost,
            Err(CommandError::Stale
                | CommandError::Refused {
                    problem: "step-not-possible",
                    ..
                })
        );
        assert!(told, "{lost:?}");
        let mut conn = town.t.db.read().await.unwrap();
        assert_eq!(verify_money(&mut conn).await.unwrap(), []);
        drop(conn);
        town.t.close().await;
    }
}

#[tokio::test]
async fn entries_cannot_be_changed_or_deleted() {
    for town in towns().await {
        local_in_progress(&town, 600_000_000, 200_000_000).await;
        for statement in [
            "UPDATE money_entry SET amount = 1",
            "DELETE FROM money_entry",
            "UPDATE project_event SET reason = 'x'",
            "DELETE FROM proof_paper",
        ] {
            let mut tx = town.t.db.begin().await.unwrap();
            assert!(tx.exec(sql!(statement)).await.is_err(), "{statement}");
        }
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_balance_changed_behind_the_ledger_is_found() {
    for town in towns().await {
        let id = local_in_progress(&town, 600_000_000, 200_000_000).await;
        let line = line_of(&town, id).await;
        let mut tx = town.t.db.begin().await.unwrap();
        tx.exec(sql!(
            "UPDATE cost_line_source SET advanced = 7 WHERE line_id = ? AND source = 'kcdp'",
            line
        ))
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let mut conn = town.t.db.read().await.unwrap();
        let faults = verify_money(&mut conn).await.unwrap();
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert_eq!(faults[0].line_id, line);
        assert!(faults[0].what.contains("advanced"), "{faults:?}");
        drop(conn);
        town.t.close().await;
    }
}

/// Any sequence of movements, in any order and size.
fn movements() -> impl Strategy<Value = Vec<(MoneyKind, i64)>> {
    let kind = proptest::sample::select(MoneyKind::ALL.to_vec());
    let amount = prop_oneof![1_i64..=100, -50_i64..=-1];
    proptest::collection::vec((kind, amount), 1..60)
}

/// Tries each movement in its own transaction; those that the table refuses leave no trace.
async fn try_all(town: &Town, project: &Project, line: CostLineId, all: &[(MoneyKind, i64)]) {
    let cx = town.cx(Role::Accountant);
    for (kind, amount) in all {
        let mut tx = cx.db.begin().await.unwrap();
        let cause = Cause {
            project: project.id,
            year: project.year,
            budget: BudgetYear::of_plan(project.year),
            step: "test",
            on: DRAFTED,
            paper: None::<PaperId>,
        };
        let movement = Movement {
            line_id: line,
            source: FundingSource::Kcdp,
            kind: *kind,
            amount: Dong(*amount),
        };
        match post(&cx, &mut tx, &cause, &[movement]).await {
            Ok(()) => tx.commit().await.unwrap(),
            Err(CommandError::Invalid(_)) => drop(tx),
            Err(other) => panic!("{other:?}"),
        }
    }
}

#[test]
fn no_sequence_of_movements_takes_a_balance_over_its_bound() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let towns = runtime.block_on(towns());
    for town in &towns {
        let config = ProptestConfig::with_cases(12);
        proptest!(config, |(all in movements())| {
            runtime.block_on(async {
                let id = drafted(town, FundingScope::Kcdp, 200, 100).await;
                let line = line_of(town, id).await;
                let before = project(town, id).await;
                try_all(town, &before, line, &all).await;
                let cx = town.cx(Role::MinistryAgency);
                let mut conn = cx.read().await.unwrap();
                let case = crate::project::Case::load(&cx, &mut conn, id).await.unwrap();
                let b = case.lines[0].of(FundingSource::Kcdp);
                assert!(b.planned <= b.requested && b.allotted <= b.planned);
                assert!(b.committed <= b.allotted && b.advanced <= b.committed);
                assert!(b.accepted <= b.committed && b.settled <= b.accepted);
                assert!(b.recovered <= b.advanced + b.paid);
                assert!(b.paid == Dong::ZERO || b.spent() <= b.accepted);
                for kind in MoneyKind::ALL {
                    assert!(b.get(kind) >= Dong::ZERO);
                }
                assert_eq!(verify_money(&mut conn).await.unwrap(), []);
            });
        });
    }
    runtime.block_on(async {
        for town in towns {
            town.t.close().await;
        }
    });
}
