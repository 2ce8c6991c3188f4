use std::sync::Arc;

use db::{BoxFuture, CommandError, Conn, Cx, DbError, Ports, sql};
use jiff::civil::{Date, date};
use kernel::{Role, UnitId};
use rules::parameter::{Subject, YearDay};
use testkit::{ba_ria_vung_tau, ho_chi_minh};

use super::{
    due::{Deadline, Deadlines},
    *,
};
use crate::fixture;

/// The yearly report by a day of December of its year; nothing is known of the half-year's.
struct December(i8);

impl Deadlines for December {
    fn find<'a>(
        &'a self,
        _conn: &'a mut Conn,
        subject: Subject,
        _province: UnitId,
        _on: Date,
    ) -> BoxFuture<'a, Result<Option<Deadline>, DbError>> {
        let found = (subject == Subject::YearlyReport).then(|| Deadline {
            day: YearDay {
                month: 12,
                day: self.0,
                year_offset: 0,
                inclusive: false,
            },
            article: "Công văn của Bộ".into(),
            verified: false,
        });
        Box::pin(async move { Ok(found) })
    }
}

fn with(cx: &Cx, day: i8) -> Cx {
    Cx {
        ports: Ports::default().with::<dyn Deadlines>(Arc::new(December(day))),
        ..cx.clone()
    }
}

fn input(cx: &Cx) -> SendingInput {
    SendingInput {
        kind: Some(Period::Yearly),
        year: i64::from(cx.today().year()),
        paper_no: "120/BC-SCT".into(),
        paper_on: Some(cx.today()),
        sent_on: Some(cx.today()),
        recipient: "Bộ Công Thương".into(),
        note: String::new(),
    }
}

/// (kind, due, done, unverified)
async fn owed(cx: &Cx) -> Vec<(String, Date, Option<Date>, bool)> {
    let mut conn = cx.read().await.unwrap();
    conn.all(sql!(
        "SELECT kind, due_on, done_on, unverified FROM obligation_report ORDER BY due_on"
    ))
    .await
    .unwrap()
}

#[tokio::test]
async fn a_report_that_was_sent_stays_on_record_with_its_paper() {
    for t in fixture::both().await {
        let cx = t.cx(Role::Appraiser);
        let here = ba_ria_vung_tau();
        let reader = t.cx(Role::Officer);
        let refused = record(&reader, here, input(&cx), None).await;
        assert!(matches!(refused, Err(CommandError::Forbidden(_))));
        let far = UnitId::new(kernel::UnitLevel::Province, 1, 1);
        let outside = record(&cx, far, input(&cx), None).await;
        assert!(matches!(outside, Err(CommandError::NotFound)));
        let wrong = SendingInput {
            kind: None,
            paper_no: " ".into(),
            sent_on: cx.today().yesterday().ok(),
            ..input(&cx)
        };
        let CommandError::Invalid(errors) = record(&cx, here, wrong, None).await.unwrap_err()
        else {
            panic!("mistakes are named by field");
        };
        let fields: Vec<&str> = errors.iter().map(|e| e.field.as_str()).collect();
        assert_eq!(fields, ["kind", "paper_no", "sent_on"], "{}", t.engine);
        let id = record(&cx, here, input(&cx), None).await.unwrap();
        let mut conn = cx.read().await.unwrap();
        let year = i64::from(cx.today().year());
        let sent = store::of(&mut conn, here, year).await.unwrap();
        assert_eq!(sent.len(), 1);
        assert_eq!((sent[0].id, sent[0].paper_no.as_str()), (id, "120/BC-SCT"));
        drop(conn);
        for statement in [
            "UPDATE report_sent SET paper_no = 'x'",
            "DELETE FROM report_sent",
        ] {
            let mut tx = cx.begin().await.unwrap();
            assert!(tx.exec(sql!(statement)).await.is_err(), "{}", t.engine);
        }
        t.close().await;
    }
}

#[tokio::test]
async fn the_report_of_the_year_is_owed_by_its_deadline_until_it_is_sent() {
    for t in fixture::both().await {
        t.on(date(2026, 6, 15));
        let cx = t.cx(Role::Appraiser);
        let year = cx.today().year();
        assert_eq!(prepare(&cx).await.unwrap(), 0, "nobody knows a deadline");
        // A province of before the merger: today's reports for it.
        let projects = [("P-01", "kcdp", "in_progress", 300, 100)];
        fixture::projects(&cx, year.into(), ba_ria_vung_tau(), &projects).await;
        let known = with(&cx, 15);
        assert_eq!(prepare(&known).await.unwrap(), 1, "{}", t.engine);
        assert_eq!(prepare(&known).await.unwrap(), 0);
        let open = owed(&cx).await;
        let yearly = "yearly_report".to_owned();
        assert_eq!(open, [(yearly, date(year, 12, 14), None, true)]);
        // A day that is still to come moves with its deadline.
        assert_eq!(prepare(&with(&cx, 20)).await.unwrap(), 1);
        assert_eq!(owed(&cx).await[0].1, date(year, 12, 19));
        let sender = t.cx(Role::Appraiser);
        record(&sender, ho_chi_minh(), input(&cx), None)
            .await
            .unwrap();
        assert_eq!(owed(&cx).await[0].2, Some(cx.today()));
        t.close().await;
    }
}

#[tokio::test]
async fn a_province_that_merged_before_the_deadline_owes_no_report() {
    for t in fixture::both().await {
        t.on(date(2025, 6, 15));
        let cx = t.cx(Role::Appraiser);
        let projects = [("P-01", "kcdp", "in_progress", 300, 100)];
        fixture::projects(&cx, 2025, ba_ria_vung_tau(), &projects).await;
        assert_eq!(prepare(&with(&cx, 15)).await.unwrap(), 1, "{}", t.engine);
        assert_eq!(owed(&cx).await, [], "{}", t.engine);
        t.on(date(2025, 7, 2));
        let cx = t.cx(Role::Appraiser);
        assert_eq!(prepare(&with(&cx, 15)).await.unwrap(), 1, "{}", t.engine);
        assert_eq!(owed(&cx).await.len(), 1, "{}", t.engine);
        t.close().await;
    }
}
