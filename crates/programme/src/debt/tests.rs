use jiff::civil::{Date, date};
use kernel::{Dong, FundingSource, ProjectId, Role};

use super::{Cause, DebtInput, RecoveryInput, record, recover, store};
use crate::{
    project::{AmountInput, Balances, PaperInput, take, tests::walk::*, verify_money},
    settlement::tests::{line_of, paid, sentences},
    test_support::{Town, towns},
};

async fn money(town: &Town, id: ProjectId) -> Balances {
    let cx = town.cx(Role::MinistryAgency);
    let mut conn = cx.read().await.unwrap();
    let case = crate::project::Case::load(&cx, &mut conn, id)
        .await
        .unwrap();
    case.promotion()
}

async fn owed(town: &Town) -> Vec<(Date, Option<Date>)> {
    let mut conn = town.t.db.read().await.unwrap();
    conn.all(db::sql!(
        "SELECT due_on, done_on FROM obligation_programme WHERE kind = 'debt' ORDER BY due_on"
    ))
    .await
    .unwrap()
}

async fn sound(town: &Town) {
    let mut conn = town.t.db.read().await.unwrap();
    assert_eq!(verify_money(&mut conn).await.unwrap(), []);
    assert_eq!(crate::totals::verify(&mut conn).await.unwrap(), []);
}

fn paper_on(number: &str) -> PaperInput {
    PaperInput {
        signed_on: Some(date(2022, 3, 1)),
        ..paper(number)
    }
}

fn recovery(amount: i64) -> RecoveryInput {
    RecoveryInput {
        amount: Dong(amount),
        paper: paper_on("UNC 9"),
    }
}

#[tokio::test]
async fn an_audit_finding_after_settlement_is_owed_until_all_of_it_came_back() {
    for town in towns().await {
        let id = paid(&town).await;
        step(&town, id, Role::Accountant, "settlement").await;
        let cx = town.cx(Role::Accountant);
        let input = |amount| DebtInput {
            cause: Some(Cause::Audit),
            amount: Dong(amount),
            due_on: Some(date(2022, 6, 30)),
            reason: "Chi sai đối tượng".into(),
            paper: paper_on("12/KL-KTNN"),
        };
        let over = record(&cx, id, input(300_000_000), None).await.unwrap_err();
        assert!(
            sentences(&over).contains("chỉ còn 200.000.000 đ"),
            "{}",
            sentences(&over)
        );
        let debt = record(&cx, id, input(50_000_000), None).await.unwrap();
        assert_eq!(owed(&town).await, [(date(2022, 6, 30), None)]);

        let bare = recover(&cx, debt, recovery(20_000_000), None)
            .await
            .unwrap_err();
        assert!(
            sentences(&bare).contains("paper_file"),
            "{}",
            sentences(&bare)
        );
        recover(&cx, debt, recovery(20_000_000), Some(&scan()))
            .await
            .unwrap();
        let now = money(&town, id).await;
        assert_eq!(
            (now.recovered, now.settled, now.accepted),
            (Dong(20_000_000), Dong(180_000_000), Dong(180_000_000))
        );
        assert_eq!(now.spent(), now.settled, "paid stays settled");
        assert_eq!(owed(&town).await, [(date(2022, 6, 30), None)]);
        sound(&town).await;

        let more = recover(&cx, debt, recovery(40_000_000), Some(&scan()))
            .await
            .unwrap_err();
        assert!(
            sentences(&more).contains("chỉ còn phải thu hồi 30.000.000 đ"),
            "{}",
            sentences(&more)
        );
        recover(&cx, debt, recovery(30_000_000), Some(&scan()))
            .await
            .unwrap();
        assert_eq!(
            owed(&town).await,
            [(date(2022, 6, 30), Some(date(2022, 3, 1)))]
        );
        assert_eq!(money(&town, id).await.spent(), Dong(150_000_000));
        sound(&town).await;
        town.t.close().await;
    }
}

/// Accepts 100 of 200 million after 120 million were advanced, and liquidates.
async fn overadvanced(town: &Town) -> ProjectId {
    let id = local_in_progress(town, 600_000_000, 200_000_000).await;
    let line = line_of(town, id).await;
    let stated = |amount: i64| AmountInput {
        line_id: line,
        source: FundingSource::Kcdp,
        amount: Dong(amount),
    };
    let mut advance = usual(town, id, "advance").await;
    advance.amounts = vec![stated(120_000_000)];
    take(
        &town.cx(Role::Accountant),
        id,
        "advance",
        advance,
        Some(&scan()),
    )
    .await
    .unwrap();
    step(town, id, Role::Officer, "delivery").await;
    let mut accept = usual(town, id, "acceptance").await;
    accept.amounts = vec![
        stated(100_000_000),
        AmountInput {
            line_id: line,
            source: FundingSource::Counterpart,
            amount: Dong(400_000_000),
        },
    ];
    take(
        &town.cx(Role::CentreHead),
        id,
        "acceptance",
        accept,
        Some(&scan()),
    )
    .await
    .unwrap();
    step(town, id, Role::CentreHead, "final-report").await;
    step(town, id, Role::CentreHead, "liquidation").await;
    id
}

#[tokio::test]
async fn a_liquidation_that_finds_too_much_advanced_makes_the_debt() {
    for town in towns().await {
        let id = overadvanced(&town).await;
        let mut conn = town.t.db.read().await.unwrap();
        let debts = store::of_project(&mut conn, id).await.unwrap();
        drop(conn);
        assert_eq!(debts.len(), 1);
        assert_eq!(
            (debts[0].amount, debts[0].due_on),
            (Dong(20_000_000), date(2022, 12, 31))
        );
        assert_eq!(debts[0].paper, "01/liquidation");

        step(&town, id, Role::Accountant, "payment").await;
        admit_vouchers(&town, id).await;
        let input = usual(&town, id, "settlement").await;
        let cx = town.cx(Role::Accountant);
        let early = take(&cx, id, "settlement", input, Some(&scan()))
            .await
            .unwrap_err();
        assert!(
            sentences(&early).contains("thu hồi 20.000.000 đ"),
            "{}",
            sentences(&early)
        );
        // The workflow's own step pays the debt back.
        step(&town, id, Role::Accountant, "recovery").await;
        assert!(owed(&town).await[0].1.is_some());
        let input = usual(&town, id, "settlement").await;
        take(&cx, id, "settlement", input, Some(&scan()))
            .await
            .unwrap();
        let now = money(&town, id).await;
        assert_eq!(
            (now.settled, now.spent()),
            (Dong(100_000_000), Dong(100_000_000))
        );
        sound(&town).await;
        town.t.close().await;
    }
}

/// Fifty million advanced, and the request to stop.
async fn to_be_stopped(town: &Town, due_on: Option<Date>) -> ProjectId {
    let id = local_in_progress(town, 600_000_000, 200_000_000).await;
    let mut input = usual(town, id, "advance").await;
    input.amounts = vec![AmountInput {
        line_id: line_of(town, id).await,
        source: FundingSource::Kcdp,
        amount: Dong(50_000_000),
    }];
    take(
        &town.cx(Role::Accountant),
        id,
        "advance",
        input,
        Some(&scan()),
    )
    .await
    .unwrap();
    let mut input = usual(town, id, "stop-request").await;
    input.due_on = due_on;
    take(
        &town.cx(Role::Officer),
        id,
        "stop-request",
        input,
        Some(&scan()),
    )
    .await
    .unwrap();
    id
}

async fn debts(town: &Town, id: ProjectId) -> Vec<super::Debt> {
    let mut conn = town.t.db.read().await.unwrap();
    store::of_project(&mut conn, id).await.unwrap()
}

#[tokio::test]
async fn a_project_that_is_to_be_stopped_owes_its_advance_by_a_day_until_it_came_back() {
    for town in towns().await {
        let day = date(2022, 5, 15);
        let id = to_be_stopped(&town, Some(day)).await;
        assert_eq!(owed(&town).await, [(day, None)]);
        let debt = debts(&town, id).await.remove(0);
        assert_eq!(
            (debt.cause, debt.left(), debt.paper.as_str()),
            (Cause::Stopped, Dong(50_000_000), "01/stop-request")
        );
        assert!(debt.reason.contains("Theo kết quả xem xét"));
        let input = usual(&town, id, "stop").await;
        let early = take(&town.cx(Role::Appraiser), id, "stop", input, Some(&scan())).await;
        let why = sentences(&early.unwrap_err());
        assert!(why.contains("Còn 50.000.000"), "{why}");
        let cx = town.cx(Role::Accountant);
        recover(&cx, debt.id, recovery(20_000_000), Some(&scan()))
            .await
            .unwrap();
        // The rest by the step of the workflow: both ways pay the same debt.
        let mut input = usual(&town, id, "recovery").await;
        input.amounts = vec![AmountInput {
            line_id: line_of(&town, id).await,
            source: FundingSource::Kcdp,
            amount: Dong(30_000_000),
        }];
        take(&cx, id, "recovery", input, Some(&scan()))
            .await
            .unwrap();
        assert_eq!(owed(&town).await, [(day, Some(date(2022, 3, 1)))]);
        step(&town, id, Role::Appraiser, "stop").await;
        assert_eq!(money(&town, id).await.spent(), Dong::ZERO);
        sound(&town).await;
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_refused_stop_withdraws_what_was_owed_for_it() {
    for town in towns().await {
        let id = to_be_stopped(&town, None).await;
        assert_eq!(owed(&town).await, [(date(2022, 12, 31), None)]);
        step(&town, id, Role::Appraiser, "stop-refusal").await;
        let debt = debts(&town, id).await.remove(0);
        assert!(debt.withdrawn && debt.left().is_zero(), "{}", town.t.engine);
        assert_eq!(
            owed(&town).await,
            [(date(2022, 12, 31), Some(date(2022, 3, 1)))]
        );
        // Only such a debt is withdrawn; the table keeps the others.
        let mut tx = town.t.db.begin().await.unwrap();
        let sly = tx
            .exec(db::sql!(
                "UPDATE debt SET cause = 'audit' WHERE id = ?",
                debt.id
            ))
            .await;
        assert!(sly.is_err(), "{}", town.t.engine);
        drop(tx);
        // The project goes on and may be stopped later.
        let input = usual(&town, id, "stop-request").await;
        take(
            &town.cx(Role::Officer),
            id,
            "stop-request",
            input,
            Some(&scan()),
        )
        .await
        .unwrap();
        let open: Vec<Dong> = debts(&town, id).await.iter().map(|d| d.left()).collect();
        assert_eq!(open, [Dong::ZERO, Dong(50_000_000)]);
        sound(&town).await;
        town.t.close().await;
    }
}
