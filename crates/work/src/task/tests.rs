use db::{CommandError, PageRequest};
use jiff::civil::date;
use kernel::{Actor, Role, Scope, TaskId};

use super::*;
use crate::{
    reminder,
    test_support::{Centre, account, centres, elsewhere, project},
};

fn input(title: &str) -> TaskInput {
    TaskInput {
        title: title.into(),
        project_id: Some(project()),
        department: "Phòng Khuyến công".into(),
        person_id: Some(account(Role::Officer)),
        starts_on: Some(date(2022, 6, 1)),
        due_on: Some(date(2022, 6, 20)),
        ..TaskInput::default()
    }
}

fn fields(error: CommandError) -> Vec<String> {
    match error {
        CommandError::Invalid(errors) => errors.into_iter().map(|e| e.field).collect(),
        other => panic!("{other:?}"),
    }
}

fn sentence(error: CommandError) -> String {
    match error {
        CommandError::Invalid(errors) => errors.into_iter().map(|e| e.message).collect(),
        other => panic!("{other:?}"),
    }
}

async fn read(centre: &Centre, role: Role, id: TaskId) -> Task {
    let cx = centre.cx(role);
    let mut conn = cx.read().await.unwrap();
    store::find(&cx, &mut conn, id).await.unwrap()
}

async fn titles(centre: &Centre, actor: &Actor, filter: Filter) -> Vec<String> {
    let mut conn = centre.t.db.read().await.unwrap();
    let request = PageRequest::new(None);
    let page = store::list(&mut conn, actor, &filter, request)
        .await
        .unwrap();
    page.rows.into_iter().map(|task| task.title).collect()
}

fn doing(version: i64) -> ReportInput {
    ReportInput {
        version,
        state: Some(TaskState::Doing),
        progress: Some(40),
        ..ReportInput::default()
    }
}

fn done(version: i64) -> ReportInput {
    ReportInput {
        version,
        state: Some(TaskState::Done),
        ..ReportInput::default()
    }
}

#[tokio::test]
async fn a_task_goes_from_being_given_to_being_done() {
    for centre in centres().await {
        let head = centre.cx(Role::CentreHead);
        let id = create(&head, input("Khảo sát hiện trường")).await.unwrap();
        let mut conn = head.read().await.unwrap();
        let told = reminder::unread(&mut conn, account(Role::Officer)).await;
        assert_eq!(told.unwrap(), 1, "{}", centre.t.engine);
        drop(conn);

        let officer = centre.cx(Role::Officer);
        report(&officer, id, doing(1)).await.unwrap();
        let stale = report(&officer, id, doing(1)).await;
        assert!(matches!(stale, Err(CommandError::Stale)), "{stale:?}");
        centre.t.on(date(2022, 6, 25));
        let late = read(&centre, Role::CentreHead, id).await;
        assert_eq!((late.progress, late.days_late(date(2022, 6, 25))), (40, 5));
        let on = ReportInput {
            done_on: Some(date(2022, 6, 22)),
            ..done(2)
        };
        report(&officer, id, on).await.unwrap();
        let finished = read(&centre, Role::CentreHead, id).await;
        assert_eq!(
            (finished.state, finished.progress, finished.done_on),
            (TaskState::Done, 100, Some(date(2022, 6, 22)))
        );
        assert_eq!(finished.days_late(date(2022, 12, 31)), 2, "late to the end");
        centre.t.close().await;
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_task_is_said_beside_each_field() {
    for centre in centres().await {
        let head = centre.cx(Role::CentreHead);
        let bad = TaskInput {
            title: " ".into(),
            department: String::new(),
            person_id: None,
            project_id: Some(kernel::Id::from_uuid(uuid::Uuid::nil())),
            starts_on: Some(date(2022, 7, 1)),
            ..input("")
        };
        let mut wrong = fields(create(&head, bad).await.unwrap_err());
        wrong.sort();
        assert_eq!(wrong, ["person_id", "project_id", "starts_on", "title"]);
        let nobody = TaskInput {
            person_id: Some(kernel::Id::from_uuid(uuid::Uuid::nil())),
            due_on: None,
            ..input("Khảo sát")
        };
        let mut wrong = fields(create(&head, nobody).await.unwrap_err());
        wrong.sort();
        assert_eq!(wrong, ["due_on", "person_id"], "{}", centre.t.engine);
        assert_eq!(centre.t.count("task").await, 0);
        centre.t.close().await;
    }
}

#[tokio::test]
async fn tasks_do_not_wait_for_each_other_in_a_circle() {
    for centre in centres().await {
        let head = centre.cx(Role::CentreHead);
        let mut ids = Vec::new();
        for title in ["Khảo sát", "Ký hợp đồng", "Nghiệm thu"] {
            ids.push(create(&head, input(title)).await.unwrap());
        }
        add_dependency(&head, ids[1], Some(ids[0])).await.unwrap();
        add_dependency(&head, ids[2], Some(ids[1])).await.unwrap();
        let refused = add_dependency(&head, ids[0], Some(ids[2]))
            .await
            .unwrap_err();
        let text = sentence(refused);
        let way = "“Nghiệm thu” → “Ký hợp đồng” → “Khảo sát”";
        assert!(text.contains(way), "{}: {text}", centre.t.engine);
        let itself = add_dependency(&head, ids[0], Some(ids[0])).await;
        assert_eq!(fields(itself.unwrap_err()), ["needs_id"]);
        assert_eq!(
            centre.t.count("task_dependency").await,
            2,
            "nothing half done"
        );

        let early = report(&head, ids[1], done(1)).await.unwrap_err();
        assert!(sentence(early).contains("“Khảo sát”"));
        report(&head, ids[0], done(1)).await.unwrap();
        report(&head, ids[1], done(1)).await.unwrap();
        remove_dependency(&head, ids[2], ids[1]).await.unwrap();
        add_dependency(&head, ids[1], Some(ids[2])).await.unwrap();
        centre.t.close().await;
    }
}

#[tokio::test]
async fn two_people_cannot_close_a_circle_from_both_sides_at_once() {
    for centre in centres().await {
        let head = centre.cx(Role::CentreHead);
        let one = create(&head, input("Một")).await.unwrap();
        let two = create(&head, input("Hai")).await.unwrap();
        let (first, second) = tokio::join!(
            add_dependency(&head, one, Some(two)),
            add_dependency(&head, two, Some(one)),
        );
        assert!(
            first.is_ok() != second.is_ok(),
            "{}: {first:?} {second:?}",
            centre.t.engine
        );
        assert_eq!(centre.t.count("task_dependency").await, 1);
        centre.t.close().await;
    }
}

#[tokio::test]
async fn an_obstacle_holds_a_task_up_until_it_is_untied() {
    for centre in centres().await {
        let head = centre.cx(Role::CentreHead);
        let officer = centre.cx(Role::Officer);
        let id = create(&head, input("Nghiệm thu")).await.unwrap();
        let nobody = ObstacleInput {
            description: "Thiếu hóa đơn".into(),
            due_on: Some(date(2022, 6, 1)),
            ..ObstacleInput::default()
        };
        let mut wrong = fields(raise_obstacle(&officer, id, nobody).await.unwrap_err());
        wrong.sort();
        assert_eq!(wrong, ["due_on", "person_id"]);
        let obstacle = ObstacleInput {
            description: "Thiếu hóa đơn".into(),
            person_id: Some(account(Role::Accountant)),
            due_on: Some(date(2022, 6, 18)),
            ..ObstacleInput::default()
        };
        let obstacle = raise_obstacle(&officer, id, obstacle).await.unwrap();
        let blocked = Filter {
            state: StateFilter::Blocked,
            ..Filter::default()
        };
        assert_eq!(
            titles(&centre, &head.actor, blocked.clone()).await,
            ["Nghiệm thu"],
            "{}",
            centre.t.engine
        );
        let accountant = centre.cx(Role::Accountant);
        let mut conn = accountant.read().await.unwrap();
        let mine = store::obstacles_of(&mut conn, account(Role::Accountant), 10).await;
        assert_eq!(mine.unwrap()[0].1, "Nghiệm thu");
        assert_eq!(
            reminder::unread(&mut conn, account(Role::Accountant))
                .await
                .unwrap(),
            1
        );
        drop(conn);
        let empty = resolve_obstacle(&accountant, id, obstacle, 1, " ").await;
        assert_eq!(fields(empty.unwrap_err()), ["resolution"]);
        resolve_obstacle(&accountant, id, obstacle, 1, "Đã bổ sung hóa đơn")
            .await
            .unwrap();
        let again = resolve_obstacle(&accountant, id, obstacle, 1, "Lần nữa").await;
        assert!(matches!(again, Err(CommandError::Stale)));
        assert!(titles(&centre, &head.actor, blocked).await.is_empty());
        centre.t.close().await;
    }
}

#[tokio::test]
async fn people_see_the_tasks_of_their_province_and_those_they_have() {
    for centre in centres().await {
        let head = centre.cx(Role::CentreHead);
        create(&head, input("Của Trung tâm")).await.unwrap();
        let given = TaskInput {
            person_id: Some(account(Role::Collaborator)),
            ..input("Của cộng tác viên")
        };
        let given = create(&head, given).await.unwrap();
        let collaborator = centre.cx(Role::Collaborator);
        assert_eq!(
            titles(&centre, &collaborator.actor, Filter::default()).await,
            ["Của cộng tác viên"],
            "{}",
            centre.t.engine
        );
        report(&collaborator, given, doing(1)).await.unwrap();
        let edited = edit(&collaborator, given, 2, input("Khác")).await;
        assert!(matches!(edited, Err(CommandError::Forbidden(_))));

        let stranger = Actor {
            account: None,
            scope: Scope::Provinces(vec![elsewhere()]),
            ..head.actor.clone()
        };
        assert!(
            titles(&centre, &stranger, Filter::default())
                .await
                .is_empty()
        );
        let cx = centre.t.cx_with(stranger);
        let mut conn = cx.read().await.unwrap();
        let hidden = store::find(&cx, &mut conn, given).await;
        assert!(matches!(hidden, Err(CommandError::NotFound)));
        drop(conn);
        // The department reads; it does not report on the Centre's work.
        let appraiser = centre.cx(Role::Appraiser);
        let foreign = report(&appraiser, given, doing(2)).await;
        assert!(matches!(foreign, Err(CommandError::Forbidden(_))));
        centre.t.close().await;
    }
}

#[tokio::test]
async fn giving_up_needs_a_reason_and_finished_tasks_can_be_taken_up_again() {
    for centre in centres().await {
        let head = centre.cx(Role::CentreHead);
        let id = create(&head, input("Hội thảo")).await.unwrap();
        let silent = ReportInput {
            version: 1,
            state: Some(TaskState::Dropped),
            ..ReportInput::default()
        };
        let refused = report(&head, id, silent.clone()).await.unwrap_err();
        assert_eq!(fields(refused), ["note"]);
        let said = ReportInput {
            note: "Hoãn sang năm sau".into(),
            ..silent
        };
        report(&head, id, said).await.unwrap();
        let whole = ReportInput {
            progress: Some(100),
            ..doing(2)
        };
        assert_eq!(
            fields(report(&head, id, whole).await.unwrap_err()),
            ["progress"]
        );
        report(&head, id, doing(2)).await.unwrap();
        let task = read(&centre, Role::CentreHead, id).await;
        assert_eq!((task.state, task.done_on), (TaskState::Doing, None));
        let mut conn = head.read().await.unwrap();
        let reports = store::reports(&mut conn, id).await.unwrap();
        assert_eq!(reports[1].note, "Hoãn sang năm sau", "{}", centre.t.engine);
        drop(conn);
        centre.t.close().await;
    }
}

#[tokio::test]
async fn the_list_is_narrowed_by_words_department_person_and_lateness() {
    for centre in centres().await {
        let head = centre.cx(Role::CentreHead);
        create(&head, input("Khảo sát hiện trường")).await.unwrap();
        let other = TaskInput {
            department: "Phòng Tư vấn".into(),
            person_id: None,
            project_id: None,
            due_on: Some(date(2022, 12, 1)),
            ..input("In bản tin")
        };
        create(&head, other).await.unwrap();
        let by = |filter| titles(&centre, &head.actor, filter);
        let words = Filter {
            words: "hien truong".into(),
            ..Filter::default()
        };
        assert_eq!(
            by(words).await,
            ["Khảo sát hiện trường"],
            "{}",
            centre.t.engine
        );
        let department = Filter {
            department: "Phòng Tư vấn".into(),
            ..Filter::default()
        };
        assert_eq!(by(department).await, ["In bản tin"]);
        let late = Filter {
            late_on: Some(date(2022, 7, 1)),
            ..Filter::default()
        };
        assert_eq!(by(late).await, ["Khảo sát hiện trường"]);
        let project = Filter {
            project: Some(project()),
            person: Some(account(Role::Officer)),
            ..Filter::default()
        };
        assert_eq!(by(project).await, ["Khảo sát hiện trường"]);
        centre.t.close().await;
    }
}
