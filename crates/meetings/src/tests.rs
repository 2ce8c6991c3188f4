use db::CommandError;
use jiff::civil::date;
use kernel::{Id, Role};
use record_kit::{Register, create, edit, get};
use uuid::Uuid;

use crate::{MODULE, MeetingInput, Outcome, RecommendationInput};

#[test]
fn every_page_renders() {
    let faults: Vec<String> = (MODULE.samples)().iter().flat_map(|s| s.faults()).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

fn faults<T: std::fmt::Debug>(result: Result<T, CommandError>) -> Vec<String> {
    match result {
        Err(CommandError::Invalid(fields)) => fields.into_iter().map(|f| f.field).collect(),
        other => panic!("not refused by field: {other:?}"),
    }
}

#[tokio::test]
async fn a_recommendation_is_followed_from_its_meeting_to_its_end() {
    for t in testkit::both(&[MODULE.migrations]).await {
        t.on(date(2022, 12, 1));
        let cx = t.cx(Role::Officer);
        let meeting = create(&cx, MeetingInput::sample()).await.unwrap();
        let raised = RecommendationInput {
            content: "Tiếp tục hỗ trợ đề án điểm".into(),
            proposer: "Trung tâm các tỉnh".into(),
            addressee: "Cục Công Thương địa phương".into(),
            meeting_id: Some(meeting),
            raised_on: Some(date(2022, 10, 13)),
            ..RecommendationInput::default()
        };
        assert_eq!(raised.days_open(cx.today()), Some(49));
        let id = create(&cx, raised.clone()).await.unwrap();
        let mut conn = cx.read().await.unwrap();
        let related = MeetingInput::related(&cx, &mut conn, meeting)
            .await
            .unwrap();
        assert_eq!(related[0].1, format!("/recommendations/{id}"));
        drop(conn);

        let answered = RecommendationInput {
            sent_number: "12/BC-TTKC".into(),
            sent_on: Some(date(2022, 10, 20)),
            answered_number: "99/CTĐP".into(),
            answered_on: Some(date(2022, 11, 20)),
            closed_on: Some(date(2022, 11, 22)),
            outcome: Some(Outcome::Accepted),
            ..raised
        };
        edit(&cx, id, 1, answered).await.unwrap();
        let mut conn = cx.read().await.unwrap();
        let stored = get::<RecommendationInput>(&cx, &mut conn, id)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(stored.fields.days_open(cx.today()), Some(40));
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn the_way_of_a_recommendation_must_fit_together() {
    for t in testkit::both(&[MODULE.migrations]).await {
        let cx = t.cx(Role::Officer);
        let base = RecommendationInput {
            meeting_id: None,
            ..RecommendationInput::sample()
        };
        let unknown = RecommendationInput {
            meeting_id: Some(Id::from_uuid(Uuid::from_u128(5))),
            ..base.clone()
        };
        assert_eq!(faults(create(&cx, unknown).await), ["meeting_id"]);
        let backwards = RecommendationInput {
            raised_on: Some(date(2022, 3, 2)),
            ..base.clone()
        };
        assert_eq!(faults(create(&cx, backwards).await), ["sent_on"]);
        let no_number = RecommendationInput {
            sent_number: String::new(),
            ..base.clone()
        };
        assert_eq!(faults(create(&cx, no_number).await), ["sent_number"]);
        let no_outcome = RecommendationInput {
            closed_on: Some(date(2022, 4, 1)),
            ..base
        };
        assert_eq!(faults(create(&cx, no_outcome).await), ["outcome"]);
        t.close().await;
    }
}

#[tokio::test]
async fn a_meeting_known_by_its_month_or_ahead_of_today_can_be_entered() {
    for t in testkit::both(&[MODULE.migrations]).await {
        let cx = t.cx(Role::Officer);
        for held_on in ["2016-11-23", "2023-08", "2030"] {
            let row = MeetingInput {
                held_on: held_on.parse().ok(),
                ..MeetingInput::sample()
            };
            let id = create(&cx, row).await.unwrap();
            let mut conn = cx.read().await.unwrap();
            let stored = get::<MeetingInput>(&cx, &mut conn, id)
                .await
                .unwrap()
                .unwrap();
            assert_eq!(stored.fields.held_on.unwrap().to_string(), held_on);
        }
        let arabic = MeetingInput {
            ordinal: "12".into(),
            ..MeetingInput::sample()
        };
        assert_eq!(faults(create(&cx, arabic).await), ["ordinal"]);
        t.close().await;
    }
}
