use db::PageRequest;
use jiff::civil::{Date, date};
use kernel::{Actor, Role};

use super::*;
use crate::{
    task::{ObstacleInput, ReportInput, TaskInput, TaskState, create, raise_obstacle, report},
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
                role: "officer",
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

#[tokio::test]
async fn what_an_officer_drew_up_and_the_head_takes_is_a_duty_of_both() {
    for centre in centres().await {
        centre
            .owes(Duty {
                kind: "acceptance",
                role: "centre_head",
                person: Some(account(Role::Officer)),
                ..payment(date(2022, 6, 1))
            })
            .await;
        let today = date(2022, 6, 15);
        for (role, expected) in [
            (Role::Officer, 1),
            (Role::CentreHead, 1),
            (Role::Accountant, 0),
        ] {
            let cx = centre.cx(role);
            let mine = Filter {
                whose: Whose::Person(account(role), Some(role)),
                ..Filter::default()
            };
            let found = kinds(&centre, &cx.actor, mine, today).await;
            assert_eq!(found.len(), expected, "{role:?}, {}", centre.t.engine);
            let mut conn = cx.read().await.unwrap();
            let mine = crate::mine::mine(&cx, &mut conn).await.unwrap();
            assert_eq!(mine.late_total, expected as i64, "{role:?}");
            let leads = role == Role::CentreHead;
            assert_eq!(mine.of_all, leads.then_some((1, 0)), "{role:?}");
            drop(conn);
        }
        centre.t.close().await;
    }
}

#[tokio::test]
async fn the_ministry_sees_what_is_late_of_every_year_and_no_task_of_a_centre() {
    for centre in centres().await {
        let head = centre.cx(Role::CentreHead);
        create(&head, task("Việc trong Trung tâm", date(2022, 6, 1)))
            .await
            .unwrap();
        centre.owes(payment(date(2019, 6, 1))).await;
        for (year, day) in [(2019, 9), (2022, 9)] {
            centre
                .owes(Duty {
                    kind: "settlement",
                    done_on: Some(date(year, 6, day)),
                    ..payment(date(year, 6, 1))
                })
                .await;
        }
        let agency = centre.cx(Role::MinistryAgency);
        let filter = |standing| Filter {
            standing,
            done_of: Some(2022),
            records_only: true,
            ..Filter::default()
        };
        let today = date(2022, 6, 15);
        let mut conn = agency.read().await.unwrap();
        for (standing, expected) in [(Standing::Late, 1), (Standing::Done, 1), (Standing::All, 1)] {
            let request = PageRequest::new(None);
            let found =
                store::list(&mut conn, &agency.actor, &filter(standing), today, request).await;
            let (page, counts) = found.unwrap();
            let late = standing != Standing::All;
            assert_eq!(
                (page.total, page.rows.len()),
                (expected, expected as usize),
                "{standing:?}, {}",
                centre.t.engine
            );
            assert!(page.rows.iter().all(|duty| duty.kind != "task"));
            if late {
                assert_eq!(counts.done, 1, "{standing:?}");
            }
        }
        drop(conn);
        centre.t.close().await;
    }
}

#[tokio::test]
async fn an_obstacle_that_somebody_outside_unties_stays_with_whoever_has_the_task() {
    for centre in centres().await {
        let head = centre.cx(Role::CentreHead);
        let id = create(&head, task("Nghiệm thu máy", date(2022, 6, 30)))
            .await
            .unwrap();
        let obstacle = ObstacleInput {
            description: "Chưa lắp xong máy".into(),
            outsider: "Cơ sở thụ hưởng".into(),
            due_on: Some(date(2022, 6, 20)),
            ..ObstacleInput::default()
        };
        raise_obstacle(&head, id, obstacle).await.unwrap();
        let mine = Filter {
            whose: Whose::Person(account(Role::Officer), Some(Role::Officer)),
            kind: "obstacle".into(),
            ..Filter::default()
        };
        let officer = centre.cx(Role::Officer);
        let mut conn = officer.read().await.unwrap();
        let request = PageRequest::new(None);
        let today = date(2022, 6, 15);
        let found = store::list(&mut conn, &officer.actor, &mine, today, request).await;
        let duty = found.unwrap().0.rows.remove(0);
        assert_eq!(duty.title, "Chưa lắp xong máy · Nghiệm thu máy");
        assert_eq!(duty.owner, "Cơ sở thụ hưởng", "{}", centre.t.engine);
        let untie = crate::task::store::obstacles_of(&mut conn, account(Role::Officer), 9).await;
        assert_eq!(untie.unwrap().len(), 1);
        drop(conn);
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
