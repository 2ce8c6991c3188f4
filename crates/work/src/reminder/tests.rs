use std::sync::Mutex;

use db::{BoxFuture, CommandError};
use jiff::civil::date;
use kernel::Role;

use super::*;
use crate::test_support::{Centre, Duty, account, centres, elsewhere, payment};

/// A post office as a literal: it takes what it gets, or refuses as long as it is closed.
#[derive(Default)]
struct Post {
    closed: Mutex<bool>,
    taken: Mutex<Vec<Letter>>,
}

impl Post {
    fn close(&self, closed: bool) {
        *self.closed.lock().unwrap() = closed;
    }

    fn letters(&self) -> Vec<Letter> {
        self.taken.lock().unwrap().clone()
    }
}

impl Mailer for Post {
    fn send<'a>(&'a self, letter: &'a Letter) -> BoxFuture<'a, Result<(), String>> {
        Box::pin(async move {
            if *self.closed.lock().unwrap() {
                return Err("connection refused".to_owned());
            }
            self.taken.lock().unwrap().push(letter.clone());
            Ok(())
        })
    }
}

async fn wants_mail(centre: &Centre, role: Role, version: i64, email: &str) {
    let input = SettingInput {
        version,
        email: email.into(),
        days_ahead: Some(7),
    };
    save_setting(&centre.cx(role), input).await.unwrap();
}

async fn run(centre: &Centre) -> Collected {
    collect(
        &centre.cx(Role::Administrator),
        Some("https://kc.example.vn"),
        false,
    )
    .await
    .unwrap()
}

#[tokio::test]
async fn each_thing_is_told_once_soon_and_once_late() {
    for centre in centres().await {
        centre.owes(payment(date(2022, 6, 30))).await;
        centre
            .owes(Duty {
                province: elsewhere(),
                ..payment(date(2022, 6, 30))
            })
            .await;
        centre.t.on(date(2022, 6, 15));
        assert!(
            run(&centre).await.reminders.is_empty(),
            "fifteen days ahead"
        );
        centre.t.on(date(2022, 6, 28));
        let first = run(&centre).await.reminders;
        assert_eq!(first.len(), 1, "{}: {first:?}", centre.t.engine);
        assert_eq!(first[0].stage, Stage::Soon);
        assert!(run(&centre).await.reminders.is_empty(), "told already");
        centre.t.on(date(2022, 7, 1));
        let late = run(&centre).await.reminders;
        assert_eq!(
            late.iter().map(|r| r.stage).collect::<Vec<_>>(),
            [Stage::Late]
        );
        assert!(run(&centre).await.reminders.is_empty());
        let mut conn = centre.t.db.read().await.unwrap();
        assert_eq!(
            unread(&mut conn, account(Role::Accountant)).await.unwrap(),
            2
        );
        assert_eq!(unread(&mut conn, account(Role::Officer)).await.unwrap(), 0);
        drop(conn);
        centre.t.close().await;
    }
}

#[tokio::test]
async fn what_was_due_long_ago_is_told_by_its_number_once_a_week() {
    for centre in centres().await {
        for year in [2019, 2020] {
            centre.owes(payment(date(year, 6, 30))).await;
        }
        // A Wednesday.
        centre.t.on(date(2022, 6, 15));
        let told = run(&centre).await.reminders;
        let said: Vec<(&str, &str)> = told
            .iter()
            .map(|r| (r.kind.as_str(), r.title.as_str()))
            .collect();
        let week = [("late_week", "2 việc chưa xong")];
        assert_eq!(said, week, "{}", centre.t.engine);
        centre.t.on(date(2022, 6, 17));
        assert!(run(&centre).await.reminders.is_empty(), "the same week");
        centre.t.on(date(2022, 6, 20));
        assert_eq!(run(&centre).await.reminders.len(), 1, "the next Monday");
        centre.t.close().await;
    }
}

#[tokio::test]
async fn a_dry_run_tells_what_it_would_do_and_keeps_nothing() {
    for centre in centres().await {
        centre.owes(payment(date(2022, 6, 14))).await;
        wants_mail(&centre, Role::Accountant, 0, "ketoan@example.vn").await;
        let cx = centre.cx(Role::Administrator);
        let dry = collect(&cx, Some(""), true).await.unwrap();
        assert_eq!(
            (dry.reminders.len(), dry.mails),
            (1, 1),
            "{}",
            centre.t.engine
        );
        assert_eq!(centre.t.count("reminder").await, 0);
        assert_eq!(centre.t.count("mail").await, 0);
        let real = run(&centre).await;
        assert_eq!((real.reminders, real.mails), (dry.reminders, dry.mails));
        centre.t.close().await;
    }
}

#[tokio::test]
async fn only_who_gave_an_address_gets_one_e_mail_with_all_that_is_new() {
    for centre in centres().await {
        let post = Post::default();
        let cx = centre.cx(Role::Administrator);
        centre.owes(payment(date(2022, 6, 14))).await;
        assert_eq!(run(&centre).await.mails, 0, "nobody asked for e-mail");
        // What was told before the address was given stays in the app.
        centre.t.on(date(2022, 6, 16));
        wants_mail(&centre, Role::Accountant, 0, "ketoan@example.vn").await;
        centre.owes(payment(date(2022, 6, 15))).await;
        centre.owes(payment(date(2022, 6, 20))).await;
        assert_eq!(run(&centre).await.mails, 1, "{}", centre.t.engine);
        let delivery = deliver(&cx, &post).await.unwrap();
        assert_eq!((delivery.sent, delivery.failed), (1, 0));
        let letters = post.letters();
        assert_eq!(letters[0].recipient, "ketoan@example.vn");
        assert!(
            letters[0].subject.contains("2 việc, trong đó 1"),
            "{}",
            letters[0].subject
        );
        assert!(
            letters[0]
                .body
                .contains("https://kc.example.vn/records/project/")
        );
        run(&centre).await;
        deliver(&cx, &post).await.unwrap();
        assert_eq!(post.letters().len(), 1, "never twice");
        centre.t.close().await;
    }
}

#[tokio::test]
async fn a_failed_e_mail_is_kept_and_tried_again_later() {
    for centre in centres().await {
        let post = Post::default();
        let cx = centre.cx(Role::Administrator);
        wants_mail(&centre, Role::Accountant, 0, "ketoan@example.vn").await;
        centre.owes(payment(date(2022, 6, 14))).await;
        run(&centre).await;
        post.close(true);
        let failed = deliver(&cx, &post).await.unwrap();
        assert_eq!((failed.sent, failed.failed), (0, 1), "{}", centre.t.engine);
        assert_eq!(failed.last_error, "connection refused");
        post.close(false);
        let early = deliver(&cx, &post).await.unwrap();
        assert_eq!((early.sent, early.failed), (0, 0), "not before its time");
        centre
            .t
            .clock
            .set(cx.now() + jiff::SignedDuration::from_mins(6));
        assert_eq!(deliver(&cx, &post).await.unwrap().sent, 1);
        let mut conn = cx.read().await.unwrap();
        assert_eq!(waiting(&mut conn).await.unwrap(), 0);
        drop(conn);
        centre.t.close().await;
    }
}

#[tokio::test]
async fn two_senders_at_once_send_each_e_mail_once() {
    for centre in centres().await {
        let post = Post::default();
        let cx = centre.cx(Role::Administrator);
        for role in [Role::Accountant, Role::Officer, Role::CentreHead] {
            wants_mail(&centre, role, 0, "nguoi@example.vn").await;
            centre
                .owes(Duty {
                    role: role.code(),
                    ..payment(date(2022, 6, 14))
                })
                .await;
        }
        let (one, two) = tokio::join!(run(&centre), run(&centre));
        assert_eq!(one.mails + two.mails, 3, "{}", centre.t.engine);
        let (one, two) = tokio::join!(deliver(&cx, &post), deliver(&cx, &post));
        assert_eq!(one.unwrap().sent + two.unwrap().sent, 3);
        assert_eq!(post.letters().len(), 3);
        centre.t.close().await;
    }
}

#[tokio::test]
async fn taking_the_address_back_stops_what_waits_and_a_new_one_redirects_it() {
    for centre in centres().await {
        let post = Post::default();
        let cx = centre.cx(Role::Administrator);
        wants_mail(&centre, Role::Accountant, 0, "cu@example.vn").await;
        centre.owes(payment(date(2022, 6, 14))).await;
        run(&centre).await;
        wants_mail(&centre, Role::Accountant, 1, "moi@example.vn").await;
        deliver(&cx, &post).await.unwrap();
        assert_eq!(
            post.letters()[0].recipient,
            "moi@example.vn",
            "{}",
            centre.t.engine
        );
        centre.owes(payment(date(2022, 6, 13))).await;
        run(&centre).await;
        wants_mail(&centre, Role::Accountant, 2, "").await;
        deliver(&cx, &post).await.unwrap();
        assert_eq!(post.letters().len(), 1);
        let wrong = SettingInput {
            version: 3,
            email: "không phải địa chỉ".into(),
            days_ahead: Some(90),
        };
        let refused = save_setting(&centre.cx(Role::Accountant), wrong).await;
        let Err(CommandError::Invalid(fields)) = refused else {
            panic!("{refused:?}");
        };
        let fields: Vec<String> = fields.into_iter().map(|f| f.field).collect();
        assert_eq!(fields, ["email", "days_ahead"]);
        centre.t.close().await;
    }
}
