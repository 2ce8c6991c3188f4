//! Deadlines and limits of the law at the steps that rest on them.

use db::CommandError;
use jiff::civil::date;
use kernel::{Dong, FundingSource, Role};
use rules::FundingScope;

use super::walk::*;
use crate::{
    budget::{BudgetInput, GrantInput, add_grant, create},
    ledger::{self, Basis, Grain},
    project::{AmountInput, Case, MoneyKind, limits, take},
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
async fn the_budget_of_the_year_is_compared_with_what_is_asked() {
    for town in towns().await {
        let id = drafted(&town, FundingScope::Kcqg, 600_000_000, 200_000_000).await;
        let cx = town.cx(Role::MinistryAgency);
        let judge = async || {
            let mut conn = cx.read().await.unwrap();
            let case = Case::load(&cx, &mut conn, id).await.unwrap();
            limits::within_budget(&cx, &mut conn, &case).await.unwrap()
        };
        let unknown = judge().await;
        assert!(!unknown.met && unknown.sentence.contains("Chưa ghi dự toán"));
        let grant = |amount| GrantInput {
            amount: Some(Dong(amount)),
            instrument_no: "2948/QĐ-BCT".into(),
            instrument_on: Some(date(2021, 12, 29)),
            issuer: "Bộ Công Thương".into(),
            ..GrantInput::default()
        };
        let told = BudgetInput {
            scope: Some(FundingScope::Kcqg),
            province_id: None,
            year: Some(2022),
            grant: grant(150_000_000),
        };
        let told = create(&cx, told).await.unwrap();
        let short = judge().await;
        assert!(!short.met, "{}", town.t.engine);
        assert_eq!(
            short.sentence,
            "Đề nghị 200.000.000\u{a0}đ; dự toán năm 2022 còn 150.000.000\u{a0}đ."
        );
        add_grant(&cx, told, 1, grant(50_000_000)).await.unwrap();
        assert!(judge().await.met, "{}", town.t.engine);
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

/// The problem and the sentence of a refusal; for a mistake in a field, its name.
fn refusal(refused: db::CommandResult<()>) -> (String, String) {
    match refused {
        Err(CommandError::Refused { problem, reason }) => (problem.to_owned(), reason),
        Err(CommandError::Invalid(errors)) => (errors[0].field.clone(), errors[0].message.clone()),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn money_of_a_closed_year_is_paid_only_after_its_carry_over() {
    for town in towns().await {
        let id = local_in_progress(&town, 600_000_000, 200_000_000).await;
        let day = date(2023, 2, 1);
        town.t.on(day);
        let (problem, said) = refusal(advance_on(&town, id, 10_000_000, day).await);
        assert_eq!(problem, "budget-year-closed", "{}", town.t.engine);
        assert!(said.contains("31/01/2023"), "{said}");
        carry_over(&town, id, 200_000_000, date(2023, 1, 20)).await;
        advance_on(&town, id, 10_000_000, day).await.unwrap();
        town.t.close().await;
    }
}

#[tokio::test]
async fn what_is_spent_late_keeps_within_the_carried_over_and_ends_with_the_next_year() {
    for town in towns().await {
        let one = local_in_progress(&town, 600_000_000, 200_000_000).await;
        let other = local_in_progress(&town, 500_000_000, 200_000_000).await;
        advance_on(&town, one, 20_000_000, date(2022, 3, 1))
            .await
            .unwrap();
        carry_over(&town, one, 100_000_000, date(2022, 6, 1)).await;
        let day = date(2023, 2, 1);
        town.t.on(day);
        advance_on(&town, one, 60_000_000, day).await.unwrap();
        // Both are projects of one task of the plan, which was carried over with 100 million.
        let (field, said) = refusal(advance_on(&town, other, 60_000_000, day).await);
        assert_eq!(field, "amounts", "{}", town.t.engine);
        for part in [
            "năm 2023",
            "là 100.000.000",
            "đã chi 60.000.000",
            "còn 40.000.000",
            "lần này 60.000.000",
        ] {
            assert!(said.contains(part), "{part}: {said}");
        }
        advance_on(&town, other, 40_000_000, day).await.unwrap();
        let (field, _) = refusal(advance_on(&town, other, 1, day).await);
        assert_eq!(field, "amounts");
        carry_over(&town, one, 50_000_000, day).await;
        advance_on(&town, other, 1, day).await.unwrap();

        let cx = town.cx(Role::MinistryAgency);
        let spent = async |basis, year| {
            let mut conn = cx.read().await.unwrap();
            let filter = ledger::Filter {
                year: Some(year),
                basis,
                ..ledger::Filter::default()
            };
            let line = ledger::total(&mut conn, &cx.actor.scope, &filter).await;
            line.unwrap().map_or(Dong::ZERO, |line| line.spent())
        };
        assert_eq!(spent(Basis::Plan, 2022).await, Dong(120_000_001));
        assert_eq!(spent(Basis::Plan, 2023).await, Dong::ZERO);
        assert_eq!(spent(Basis::Budget, 2022).await, Dong(20_000_000));
        assert_eq!(spent(Basis::Budget, 2023).await, Dong(100_000_001));
        let mut conn = cx.read().await.unwrap();
        let filter = ledger::Filter {
            year: Some(2023),
            basis: Basis::Budget,
            ..ledger::Filter::default()
        };
        let by_plan = ledger::lines(&mut conn, &cx.actor.scope, &filter, Grain::Plan, 10).await;
        let by_plan = by_plan.unwrap();
        assert_eq!(by_plan.len(), 1);
        assert_eq!(by_plan[0].name, "Kế hoạch năm sau");
        assert_eq!(crate::totals::verify(&mut conn).await.unwrap(), []);
        drop(conn);

        let end = date(2024, 2, 1);
        town.t.on(end);
        let (problem, said) = refusal(advance_on(&town, other, 1, end).await);
        assert_eq!(problem, "budget-year-closed");
        for part in ["niên độ 2023 cũng đã khóa", "31/01/2024", "chưa kiểm chứng"] {
            assert!(said.contains(part), "{part}: {said}");
        }
        town.t.close().await;
    }
}

#[tokio::test]
async fn of_two_who_spend_carried_over_money_at_once_one_finds_it_spent() {
    for town in towns().await {
        let one = local_in_progress(&town, 600_000_000, 200_000_000).await;
        let other = local_in_progress(&town, 500_000_000, 200_000_000).await;
        carry_over(&town, one, 100_000_000, date(2022, 6, 1)).await;
        let day = date(2023, 2, 1);
        town.t.on(day);
        let (a, b) = tokio::join!(
            advance_on(&town, one, 60_000_000, day),
            advance_on(&town, other, 60_000_000, day),
        );
        let lost = match (a, b) {
            (Ok(()), lost) | (lost, Ok(())) => lost,
            both => panic!("{}: {both:?}", town.t.engine),
        };
        assert_eq!(refusal(lost).0, "amounts", "{}", town.t.engine);
        let mut conn = town.t.db.read().await.unwrap();
        assert_eq!(crate::totals::verify(&mut conn).await.unwrap(), []);
        drop(conn);
        town.t.close().await;
    }
}

#[tokio::test]
async fn money_that_comes_back_later_counts_in_the_budget_year_of_that_day() {
    for town in towns().await {
        let id = local_in_progress(&town, 600_000_000, 200_000_000).await;
        advance_on(&town, id, 60_000_000, date(2022, 3, 1))
            .await
            .unwrap();
        step(&town, id, Role::Officer, "stop-request").await;
        let day = date(2023, 3, 1);
        town.t.on(day);
        let mut input = usual(&town, id, "recovery").await;
        input.on = Some(day);
        input.amounts = vec![AmountInput {
            line_id: crate::settlement::tests::line_of(&town, id).await,
            source: FundingSource::Kcdp,
            amount: Dong(60_000_000),
        }];
        let cx = town.cx(Role::Accountant);
        take(&cx, id, "recovery", input, Some(&scan()))
            .await
            .unwrap();
        let mut conn = cx.read().await.unwrap();
        let entries = crate::project::store::entries(&mut conn, id).await.unwrap();
        let seen: Vec<(MoneyKind, i64, i64)> = entries
            .iter()
            .filter(|e| matches!(e.kind, MoneyKind::Advance | MoneyKind::Recover))
            .map(|e| (e.kind, e.year, e.budget_year))
            .collect();
        assert_eq!(
            seen,
            [
                (MoneyKind::Advance, 2022, 2022),
                (MoneyKind::Recover, 2022, 2023)
            ],
            "{}",
            town.t.engine
        );
        drop(conn);
        town.t.close().await;
    }
}
