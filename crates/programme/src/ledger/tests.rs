use kernel::{Dong, Role};

use super::{Filter, Grain, Line, lines, total};
use crate::{project::tests::walk::*, settlement::tests::paid, test_support::towns};

fn add(lines: &[Line]) -> [Dong; 9] {
    let mut sum = [Dong::ZERO; 9];
    for line in lines {
        for (sum, amount) in sum.iter_mut().zip(line.amounts()) {
            *sum += amount;
        }
    }
    sum
}

#[tokio::test]
async fn every_grain_adds_up_to_the_whole_and_to_the_kept_totals() {
    for town in towns().await {
        let id = paid(&town).await;
        step(&town, id, Role::Accountant, "settlement").await;
        local_in_progress(&town, 500_000_000, 150_000_000).await;
        drafted(&town, rules::FundingScope::Kcqg, 400_000_000, 100_000_000).await;
        let cx = town.cx(Role::MinistryAgency);
        let scope = &cx.actor.scope;
        let mut conn = cx.read().await.unwrap();
        let filter = Filter {
            year: Some(2022),
            ..Filter::default()
        };
        let whole = total(&mut conn, scope, &filter).await.unwrap().unwrap();
        assert_eq!(whole.projects, 3);
        assert_eq!(whole.requested, Dong(450_000_000));
        for grain in Grain::ALL {
            let found = lines(&mut conn, scope, &filter, grain, 100).await.unwrap();
            assert_eq!(add(&found), whole.amounts(), "{}", grain.code());
        }
        let totals = crate::totals::by_province(&mut conn, scope, (2022, 2022), None)
            .await
            .unwrap();
        let kept: Dong = totals.iter().map(|t| t.allotted).sum();
        assert_eq!(kept, whole.allotted);
        let kept: Dong = totals.iter().map(|t| t.settled).sum();
        assert_eq!(kept, whole.settled);
        // Another year is empty.
        let filter = Filter {
            year: Some(2030),
            ..Filter::default()
        };
        assert_eq!(total(&mut conn, scope, &filter).await.unwrap(), None);
        drop(conn);
        town.t.close().await;
    }
}
