use db::PageRequest;
use jiff::civil::{Date, date};
use kernel::{Actor, Role};

use super::*;
use crate::{
    task::{ReportInput, TaskInput, TaskState, create, report},
    test_support::{Centre, Duty, account, centres, elsewhere, payment},
};

async fn kinds(centre: &Centre, actor: &Actor, filter: Filter, today: Date) -> Vec<String> {
    let mut conn = centre.t.db.read().await.unwrap();
    let request = PageRequest::new(None);
    let page = store::list(&mut conn, actor, &filter, today, request).await;
    page.unwrap()
        .0
        .rows
        .into_iter()
        .map(|duty| duty.kind)
        .collect()
}

fn task(title: &str, due_on: Date) -> TaskInput {
    TaskInput {
        title: title.into(),
        person_id: Some(account(Role::Officer)),
        due_on: Some(due_on),
        ..TaskInput::default()
    }
}

#[tokio::test]
async fn duties_of_projects_and_tasks_stand_in_one_list_and_are_counted() {
    for centre in centres().await {
        let head = centre.cx(Role::CentreHead);
        centre.owes(payment(date(2022, 6, 1))).await;
        centre
            .owes(Duty {
                kind: "follow_up_1",
                done_on: Some(date(2022, 6, 9)),
                ..payment(date(2022, 6, 5))
            })
            .await;
        create(&head, task("Khảo sát", date(2022, 6, 20)))
            .await
            .unwrap();
        let done = create(&head, task("In bản tin", date(2022, 6, 30)))
            .await
            .unwrap();
        let finished = ReportInput {
            version: 1,
            state: Some(TaskState::Done),
            ..ReportInput::default()
        };
        report(&head, done, finished).await.unwrap();

        let today = date(2022, 6, 15);
        let by = |standing| {
            let filter = Filter {
                standing,
                ..Filter::default()
            };
            kinds(&centre, &head.actor, filter, today)
        };
        assert_eq!(
            by(Standing::Open).await,
            ["payment", "task"],
            "{}",
            centre.t.engine
        );
        assert_eq!(by(Standing::Late).await, ["payment"]);
        assert_eq!(by(Standing::Soon).await, ["task"]);
        assert_eq!(by(Standing::DoneLate).await, ["follow_up_1"]);
        let mut conn = head.read().await.unwrap();
        let all = Filter {
            standing: Standing::Pressing,
            ..Filter::default()
        };
        let request = PageRequest::new(None);
        let found = store::list(&mut conn, &head.actor, &all, today, request).await;
        let (page, counts) = found.unwrap();
        assert_eq!((page.total, page.rows.len()), (2, 2), "late and soon");
        assert_eq!(
            (
                counts.open,
                counts.late,
                counts.soon,
                counts.done,
                counts.done_late
            ),
            (2, 1, 1, 2, 1)
        );
        drop(conn);
        centre.t.close().await;
    }
}

#[tokio::test]
async fn a_duty_without_a_person_is_that_of_its_role_within_the_province() {
    for centre in centres().await {
        let accountant = centre.cx(Role::Accountant);
        centre.owes(payment(date(2022, 6, 1))).await;
        centre
            .owes(Duty {
                province: elsewhere(),
                ..payment(date(2022, 6, 1))
            })
            .await;
        centre
            .owes(Duty {
                kind: "acceptance",
                person: Some(account(Role::Officer)),
                ..payment(date(2022, 6, 1))
            })
            .await;
        let mine = Filter {
            whose: Whose::Person(account(Role::Accountant), Some(Role::Accountant)),
            ..Filter::default()
        };
        let today = date(2022, 6, 15);
        assert_eq!(
            kinds(&centre, &accountant.actor, mine, today).await,
            ["payment"],
            "{}",
            centre.t.engine
        );
        centre.t.close().await;
    }
}

#[test]
fn an_unknown_kind_shows_under_its_code() {
    assert_eq!(
        kind_label("payment", kernel::Lang::Vi),
        "Thanh toán sau thanh lý"
    );
    assert_eq!(kind_label("new_kind", kernel::Lang::Vi), "new_kind");
}
