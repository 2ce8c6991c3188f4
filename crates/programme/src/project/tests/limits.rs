//! Deadlines and limits of the law at the steps that rest on them.

use db::CommandError;
use jiff::civil::date;
use kernel::{Dong, FundingSource, Role};
use rules::FundingScope;

use super::walk::*;
use crate::{
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
