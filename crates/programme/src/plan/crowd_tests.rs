//! Fifty officers who save at the same time, on both databases.

use db::{CommandError, Cx, verify_audit};
use kernel::{Dong, Role};
use rules::FundingScope;
use tokio::task::JoinSet;

use super::{
    store,
    tests::{input, task},
    *,
};
use crate::{
    project::{self, tests::walk::machine_project},
    test_support::{Town, towns},
};

const OFFICERS: i64 = 50;

/// What all officers are answered who act at the same time.
async fn at_once<T, F>(town: &Town, act: impl Fn(Cx, i64) -> F) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let mut acts = JoinSet::new();
    for n in 0..OFFICERS {
        acts.spawn(act(town.cx(Role::Officer), n));
    }
    acts.join_all().await
}

async fn chain_holds(town: &Town) {
    let mut conn = town.t.db.read().await.unwrap();
    assert_eq!(
        verify_audit(&mut conn).await.unwrap(),
        [],
        "{}",
        town.t.engine
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_fifty_officers_who_change_one_task_one_wins_and_the_others_hear_of_it() {
    for town in towns().await {
        let cx = town.cx(Role::Officer);
        let plan = create(&cx, input(FundingScope::Kcdp)).await.unwrap();
        let id = add_line(&cx, plan, task()).await.unwrap();
        let before = town.t.count("audit_record").await;
        for version in 1..=3 {
            let amount = move |n: i64| Dong(1_000_000_000 + version * 1_000_000 + n * 1_000);
            let done = at_once(&town, move |cx, n| async move {
                let input = PlanLineInput {
                    amount: Some(amount(n)),
                    ..task()
                };
                (n, edit_line(&cx, id, version, input).await)
            })
            .await;
            let won: Vec<i64> = done
                .iter()
                .filter(|(_, done)| done.is_ok())
                .map(|(n, _)| *n)
                .collect();
            let told = done
                .iter()
                .filter(|(_, done)| matches!(done, Err(CommandError::Stale)))
                .count();
            assert_eq!((won.len(), told), (1, 49), "{}: {done:?}", town.t.engine);
            let mut conn = cx.read().await.unwrap();
            let line = store::line(&mut conn, id).await.unwrap();
            assert_eq!(line.version, version + 1);
            assert_eq!(line.amount, Some(amount(won[0])), "{}", town.t.engine);
        }
        assert_eq!(town.t.count("audit_record").await, before + 3);
        chain_holds(&town).await;
        town.t.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_fifty_officers_enter_at_once_is_all_there() {
    for town in towns().await {
        let cx = town.cx(Role::Officer);
        let plan = create(&cx, input(FundingScope::Kcdp)).await.unwrap();
        let before = town.t.count("audit_record").await;
        let lines = at_once(&town, move |cx, n| async move {
            let input = PlanLineInput {
                title: format!("Nhiệm vụ {n}"),
                ..task()
            };
            add_line(&cx, plan, input).await
        })
        .await;
        let projects = at_once(&town, |cx, _| async move {
            project::create(&cx, machine_project(FundingScope::Kcdp)).await
        })
        .await;
        for done in lines.iter().map(|l| l.as_ref().err()) {
            assert!(done.is_none(), "{}: {done:?}", town.t.engine);
        }
        for done in projects.iter().map(|p| p.as_ref().err()) {
            assert!(done.is_none(), "{}: {done:?}", town.t.engine);
        }
        assert_eq!(town.t.count("plan_line").await, OFFICERS);
        assert_eq!(town.t.count("project").await, OFFICERS);
        assert_eq!(town.t.count("audit_record").await, before + 2 * OFFICERS);
        let mut conn = cx.read().await.unwrap();
        // No number was given twice, and the sums that all of them moved are right.
        let (codes, places): (i64, i64) = conn
            .one(db::sql!(
                "SELECT (SELECT COUNT(DISTINCT code) FROM project),
                        (SELECT COUNT(DISTINCT position) FROM plan_line)"
            ))
            .await
            .unwrap();
        assert_eq!((codes, places), (OFFICERS, OFFICERS), "{}", town.t.engine);
        assert_eq!(crate::totals::verify(&mut conn).await.unwrap(), []);
        drop(conn);
        chain_holds(&town).await;
        town.t.close().await;
    }
}
