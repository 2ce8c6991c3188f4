use db::{CommandError, PageRequest};
use jiff::civil::date;
use kernel::{Dong, Role};
use rules::FundingScope;

use super::{store::Filter, *};
use crate::test_support::{Town, towns};

fn paper(amount: i64) -> GrantInput {
    GrantInput {
        amount: Some(Dong(amount)),
        instrument_no: "15/QĐ-UBND".into(),
        instrument_on: Some(date(2022, 1, 5)),
        issuer: "UBND tỉnh".into(),
        ..GrantInput::default()
    }
}

fn budget(amount: i64) -> BudgetInput {
    BudgetInput {
        scope: Some(FundingScope::Kcdp),
        province_id: Some(testkit::ba_ria_vung_tau()),
        year: Some(2022),
        grant: paper(amount),
    }
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

async fn stored(town: &Town, id: kernel::BudgetId) -> Budget {
    let cx = town.cx(Role::Accountant);
    let mut conn = cx.read().await.unwrap();
    store::find(&cx, &mut conn, id).await.unwrap()
}

#[tokio::test]
async fn a_budget_is_the_sum_of_its_papers() {
    for town in towns().await {
        let cx = town.cx(Role::Accountant);
        let id = create(&cx, budget(1_000)).await.unwrap();
        add_grant(&cx, id, 1, paper(500)).await.unwrap();
        let cut = GrantInput {
            cut: true,
            ..paper(300)
        };
        let stale = add_grant(&cx, id, 1, cut.clone()).await;
        assert!(matches!(stale, Err(CommandError::Stale)), "{stale:?}");
        add_grant(&cx, id, 2, cut).await.unwrap();
        let kept = stored(&town, id).await;
        assert_eq!(kept.amount, Dong(1_200), "{}", town.t.engine);
        let mut conn = cx.read().await.unwrap();
        assert_eq!(store::grants(&mut conn, id).await.unwrap().len(), 3);
        drop(conn);
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_year_has_one_budget_of_each_source_and_area() {
    for town in towns().await {
        let cx = town.cx(Role::Appraiser);
        create(&cx, budget(1_000)).await.unwrap();
        let again = message(create(&cx, budget(1_000)).await.unwrap_err());
        assert!(again.starts_with("year: "), "{again}");
        let nation = BudgetInput {
            scope: Some(FundingScope::Kcqg),
            province_id: None,
            ..budget(1_000)
        };
        let foreign = message(create(&cx, nation.clone()).await.unwrap_err());
        assert!(foreign.starts_with("province_id: "), "{foreign}");
        create(&town.cx(Role::MinistryAgency), nation)
            .await
            .unwrap();
        let mut conn = cx.read().await.unwrap();
        let request = PageRequest::new(None);
        let page = store::list(&mut conn, &cx.actor.scope, &Filter::default(), request)
            .await
            .unwrap();
        assert_eq!(page.total, 2, "the nation's is everybody's to read");
        drop(conn);
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_cut_below_what_plans_give_out_is_refused_with_both_figures() {
    for town in towns().await {
        let cx = town.cx(Role::Appraiser);
        let id = create(&cx, budget(1_000_000)).await.unwrap();
        let mut tx = cx.begin().await.unwrap();
        let area = Area {
            scope: FundingScope::Kcdp,
            province: Some(testkit::ba_ria_vung_tau()),
            year: 2022,
        };
        give(&cx, &mut tx, area, Dong(900_000), "amount")
            .await
            .unwrap();
        let over = give(&cx, &mut tx, area, Dong(200_000), "amount").await;
        let over = message(over.unwrap_err());
        assert!(
            over.contains("1.000.000") && over.contains("900.000") && over.contains("200.000"),
            "{over}"
        );
        drop(tx);
        let mut tx = cx.begin().await.unwrap();
        give(&cx, &mut tx, area, Dong(900_000), "amount")
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let cut = GrantInput {
            cut: true,
            ..paper(200_000)
        };
        let refused = message(add_grant(&cx, id, 2, cut).await.unwrap_err());
        assert!(refused.contains("900.000"), "{refused}");
        assert_eq!(stored(&town, id).await.amount, Dong(1_000_000));
        town.t.close().await;
    }
}
