//! What is due of a project, as the view says it on both databases.

use jiff::civil::{Date, date};
use kernel::{ProjectId, Role};
use rules::FundingScope;

use super::walk::*;
use crate::{
    duties,
    project::{create, take},
    test_support::{Town, towns},
};

/// (kind, due, done), in the order of the days, without the reports of the periods.
async fn due(town: &Town) -> Vec<(String, Date, Option<Date>)> {
    let mut conn = town.t.db.read().await.unwrap();
    assert_eq!(duties::verify(&mut conn).await.unwrap(), []);
    conn.all(db::sql!(
        "SELECT kind, due_on, done_on FROM obligation_programme
          WHERE kind <> 'progress_report' ORDER BY due_on, kind"
    ))
    .await
    .unwrap()
}

/// (due, done) of the reports of the periods.
async fn reports(town: &Town) -> Vec<(Date, Option<Date>)> {
    let mut conn = town.t.db.read().await.unwrap();
    assert_eq!(duties::verify(&mut conn).await.unwrap(), []);
    conn.all(db::sql!(
        "SELECT due_on, done_on FROM obligation_programme
          WHERE kind = 'progress_report' AND unverified ORDER BY due_on"
    ))
    .await
    .unwrap()
}

async fn step_on(town: &Town, id: ProjectId, role: Role, code: &str, day: Date) {
    town.t.on(day);
    let mut input = usual(town, id, code).await;
    input.on = Some(day);
    input.paper.signed_on = Some(day);
    take(&town.cx(role), id, code, input, Some(&scan()))
        .await
        .unwrap_or_else(|e| panic!("{code}: {e:?}"));
}

fn names(rows: &[(String, Date, Option<Date>)]) -> Vec<(&str, Date, Option<Date>)> {
    rows.iter()
        .map(|(kind, due, done)| (kind.as_str(), *due, *done))
        .collect()
}

#[tokio::test]
async fn a_project_owes_what_its_steps_have_begun_until_the_next_step_is_taken() {
    for town in towns().await {
        assert_eq!(due(&town).await, []);
        let id = local_in_progress(&town, 600_000_000, 200_000_000).await;
        let begun = due(&town).await;
        let end = date(2022, 12, 31);
        let kinds: Vec<(&str, bool)> = begun
            .iter()
            .map(|(kind, _, done)| (kind.as_str(), done.is_some()))
            .collect();
        assert_eq!(
            kinds,
            [("acceptance", false), ("implementation", true)],
            "{}",
            town.t.engine
        );
        assert!(begun.iter().all(|(_, day, _)| *day == end));

        let accepted = date(2022, 8, 31);
        step_on(&town, id, Role::Officer, "delivery", accepted).await;
        step_on(&town, id, Role::CentreHead, "acceptance", accepted).await;
        let owed = due(&town).await;
        let open: Vec<_> = names(&owed)
            .into_iter()
            .filter(|(.., done)| done.is_none())
            .collect();
        assert_eq!(
            open,
            [
                ("final_report", end, None),
                // The last day of a shorter month, on both databases.
                ("follow_up_1", date(2023, 2, 28), None),
                ("follow_up_2", date(2023, 8, 31), None),
                ("follow_up_3", date(2024, 8, 31), None),
            ],
            "{}",
            town.t.engine
        );

        step_on(
            &town,
            id,
            Role::CentreHead,
            "final-report",
            date(2022, 9, 5),
        )
        .await;
        step_on(&town, id, Role::CentreHead, "liquidation", date(2022, 9, 9)).await;
        let owed = due(&town).await;
        assert!(names(&owed).contains(&("payment", end, None)));
        step_on(&town, id, Role::Accountant, "payment", date(2022, 12, 20)).await;
        let owed = due(&town).await;
        assert!(names(&owed).contains(&("payment", end, Some(date(2022, 12, 20)))));
        assert!(names(&owed).contains(&("settlement", date(2023, 12, 31), None)));

        admit_vouchers(&town, id).await;
        step_on(&town, id, Role::Accountant, "settlement", date(2023, 3, 1)).await;
        step_on(&town, id, Role::Officer, "follow-up", date(2023, 3, 1)).await;
        // To begin with the follow-up is no visit yet.
        let begun = due(&town).await;
        assert!(names(&begun).contains(&("follow_up_1", date(2023, 2, 28), None)));
        for day in [date(2023, 3, 5), date(2023, 9, 1)] {
            town.t.on(day);
            visit_on(&town, id, day).await;
        }
        let owed = due(&town).await;
        let visits: Vec<_> = names(&owed)
            .into_iter()
            .filter(|(kind, ..)| kind.starts_with("follow_up"))
            .map(|(.., done)| done)
            .collect();
        assert_eq!(
            visits,
            [Some(date(2023, 3, 5)), Some(date(2023, 9, 1)), None]
        );
        step_on(&town, id, Role::CentreHead, "closure", date(2023, 9, 2)).await;
        let owed = due(&town).await;
        assert!(owed.iter().all(|(.., done)| done.is_some()), "{owed:?}");
        town.t.close().await;
    }
}

#[tokio::test]
async fn each_quarter_from_the_contract_to_the_acceptance_is_reported_on() {
    for town in towns().await {
        let id = local_in_progress(&town, 600_000_000, 200_000_000).await;
        let quarters = [(3, 31), (6, 30), (9, 30), (12, 31)];
        let ends = quarters.map(|(month, day)| date(2022, month, day));
        let owed = reports(&town).await;
        assert_eq!(owed, ends.map(|day| (day, None)), "{}", town.t.engine);

        let reported = date(2022, 5, 10);
        town.t.on(reported);
        report_on(&town, id, reported).await;
        let owed = reports(&town).await;
        let done: Vec<Option<Date>> = owed.iter().map(|(_, done)| *done).collect();
        assert_eq!(
            done,
            [Some(reported), Some(reported), None, None],
            "{}",
            town.t.engine
        );

        let accepted = date(2022, 8, 31);
        step_on(&town, id, Role::Officer, "delivery", accepted).await;
        step_on(&town, id, Role::CentreHead, "acceptance", accepted).await;
        assert_eq!(reports(&town).await.len(), 2, "{}", town.t.engine);
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_draft_owes_its_registration_unless_the_deadline_had_passed() {
    for town in towns().await {
        let cx = town.cx(Role::Officer);
        let mut late = machine_project(FundingScope::Kcqg);
        late.year = 2022;
        create(&cx, late).await.unwrap();
        assert_eq!(due(&town).await, [], "{}", town.t.engine);
        let mut early = machine_project(FundingScope::Kcqg);
        early.year = 2023;
        create(&cx, early).await.unwrap();
        assert_eq!(
            names(&due(&town).await),
            [
                ("registration_request", date(2022, 3, 31), None),
                // “Before 20 June”.
                ("registration", date(2022, 6, 19), None),
            ],
            "{}",
            town.t.engine
        );
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_stopped_project_owes_nothing() {
    for town in towns().await {
        let id = local_in_progress(&town, 600_000_000, 200_000_000).await;
        step(&town, id, Role::Officer, "stop-request").await;
        assert_eq!(
            due(&town).await.len(),
            2,
            "not yet decided, {}",
            town.t.engine
        );
        step(&town, id, Role::Appraiser, "stop").await;
        assert_eq!(due(&town).await, []);
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_kept_duty_that_is_not_owed_is_found_and_kept_anew() {
    for town in towns().await {
        let id = local_in_progress(&town, 600_000_000, 200_000_000).await;
        let right = due(&town).await;
        let mut tx = town.t.db.begin().await.unwrap();
        tx.exec(db::sql!(
            "UPDATE kept_duty SET due_on = ? WHERE kind = 'acceptance'",
            date(2030, 1, 1)
        ))
        .await
        .unwrap();
        let faults = duties::verify(&mut tx).await.unwrap();
        let found: Vec<(ProjectId, &str)> = faults
            .iter()
            .map(|fault| (fault.project, fault.what.as_str()))
            .collect();
        assert_eq!(
            found,
            [
                (id, "the duty acceptance is owed but not kept so"),
                (id, "the duty acceptance is kept but not owed so"),
            ],
            "{}",
            town.t.engine
        );
        duties::rebuild(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(due(&town).await, right, "{}", town.t.engine);
        town.t.close().await;
    }
}
