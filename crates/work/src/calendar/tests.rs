use icalendar::{Calendar, Component as _};
use jiff::civil::date;
use kernel::Role;

use super::{feed, owner, renew, stop};
use crate::{
    task::{TaskInput, create},
    test_support::{account, centres, payment},
};

#[tokio::test]
async fn a_calendar_holds_what_its_owner_has_to_do_and_can_be_read_back() {
    for centre in centres().await {
        let head = centre.cx(Role::CentreHead);
        let mine = TaskInput {
            title:
                "Nghiệm thu; bàn giao, thanh lý với một tên dài để dòng phải gập lại cho đúng chuẩn"
                    .into(),
            person_id: Some(account(Role::Accountant)),
            due_on: Some(date(2022, 6, 30)),
            ..TaskInput::default()
        };
        create(&head, mine.clone()).await.unwrap();
        let other = TaskInput {
            person_id: Some(account(Role::Officer)),
            ..mine.clone()
        };
        create(&head, other).await.unwrap();
        centre.owes(payment(date(2022, 12, 31))).await;

        let cx = centre.cx(Role::Accountant);
        let mut conn = cx.read().await.unwrap();
        let me = account(Role::Accountant);
        let tasks = feed::tasks(&cx, &mut conn, me).await.unwrap();
        let duties = feed::duties(&cx, &mut conn, me).await.unwrap();
        drop(conn);
        let text = feed::calendar(&cx, "https://kc.example.vn", &tasks, &duties);
        assert!(text.lines().all(|line| line.len() <= 75), "{text}");
        let read: Calendar = text.parse().expect("RFC 5545");
        let events: Vec<(&str, &str)> = read
            .events()
            .map(|event| {
                let day = event.property_value("DTSTART").unwrap_or_default();
                (day, event.get_summary().unwrap_or_default())
            })
            .collect();
        assert_eq!(events.len(), 2, "{}: {events:?}", centre.t.engine);
        assert_eq!(
            events[0],
            ("20220630", format!("Hạn: {}", mine.title).as_str())
        );
        assert_eq!(events[1].0, "20221231");
        assert!(text.contains("DTSTAMP:20220615T020000Z"), "{text}");
        centre.t.close().await;
    }
}

#[tokio::test]
async fn a_renewed_address_ends_the_old_one() {
    for centre in centres().await {
        let cx = centre.cx(Role::Officer);
        let old = renew(&cx).await.unwrap();
        let new = renew(&cx).await.unwrap();
        let mut conn = cx.read().await.unwrap();
        assert_eq!(
            owner(&mut conn, &old).await.unwrap(),
            None,
            "{}",
            centre.t.engine
        );
        assert_eq!(
            owner(&mut conn, &new).await.unwrap(),
            Some(account(Role::Officer))
        );
        drop(conn);
        stop(&cx).await.unwrap();
        let mut conn = cx.read().await.unwrap();
        assert_eq!(owner(&mut conn, &new).await.unwrap(), None);
        drop(conn);
        centre.t.close().await;
    }
}
