use db::CommandError;
use jiff::civil::date;
use kernel::{Role, Scope};

use super::walk::*;
use crate::{
    council::{
        CouncilInput, SessionInput, add_item, add_member, cancel, create, create_session, edit,
        end_member, model::Duty, open, store,
    },
    project::{AppraisalInput, Level, appraise},
    test_support::towns,
};

#[tokio::test]
async fn a_council_is_written_from_its_decision_with_every_mistake_named() {
    for town in towns().await {
        let cx = town.cx(Role::Appraiser);
        let bad = CouncilInput {
            title: String::new(),
            quorum: "ba phần tư".into(),
            province_id: None,
            term_to: Some(date(2021, 1, 1)),
            ..council_input()
        };
        let mut wrong = fields(create(&cx, bad, None).await.unwrap_err());
        wrong.sort();
        assert_eq!(wrong, ["province_id", "quorum", "term_to", "title"]);
        let ministry = CouncilInput {
            level: Some(Level::Ministry),
            province_id: None,
            ..council_input()
        };
        let theirs = create(&cx, ministry.clone(), None).await.unwrap_err();
        assert_eq!(fields(theirs), ["level"]);
        create(&town.cx(Role::MinistryAgency), ministry, None)
            .await
            .unwrap();
        let other = CouncilInput {
            decision_no: "13/QĐ-SCT".into(),
            ..council_input()
        };
        let id = create(&cx, other, None).await.unwrap();
        edit(&cx, id, 1, council_input(), None).await.unwrap_err();
        let stale = edit(
            &cx,
            id,
            7,
            CouncilInput {
                decision_no: "14/QĐ-SCT".into(),
                ..council_input()
            },
            None,
        )
        .await;
        assert!(
            matches!(stale, Err(CommandError::Stale)),
            "{}",
            town.t.engine
        );
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_council_has_one_chair_and_each_account_once() {
    for town in towns().await {
        let bench = bench(&town).await;
        let cx = town.cx(Role::Appraiser);
        let chair = member("Đỗ Văn Hùng", Duty::Chair, None);
        let second = add_member(&cx, bench.council, chair).await.unwrap_err();
        assert_eq!(fields(second), ["duty"], "{}", town.t.engine);
        let twice = member("Trần Thị Bình", Duty::Member, Some(bench.members[1].1));
        let twice = add_member(&cx, bench.council, twice).await.unwrap_err();
        assert_eq!(fields(twice), ["account_id"]);
        end_member(
            &cx,
            bench.council,
            bench.members[0].0,
            Some(date(2022, 6, 1)),
        )
        .await
        .unwrap();
        let chair = member("Đỗ Văn Hùng", Duty::Chair, None);
        add_member(&cx, bench.council, chair).await.unwrap();
        town.t.close().await;
    }
}

#[tokio::test]
async fn the_members_of_the_day_are_invited() {
    for town in towns().await {
        let id = submitted(&town).await;
        let bench = bench(&town).await;
        let (session, _) = bench.session(&town, id).await;
        let cx = town.cx(Role::Appraiser);
        end_member(
            &cx,
            bench.council,
            bench.members[2].0,
            Some(date(2022, 6, 1)),
        )
        .await
        .unwrap();
        let late = member("Đỗ Văn Hùng", Duty::Member, None);
        add_member(&cx, bench.council, late).await.unwrap();
        let mut conn = cx.read().await.unwrap();
        let roll = store::presence(&mut conn, session).await.unwrap();
        let names: Vec<&str> = roll.iter().map(|m| m.name.as_str()).collect();
        assert_eq!(
            names,
            ["Nguyễn Văn An", "Trần Thị Bình", "Đỗ Văn Hùng"],
            "{}",
            town.t.engine
        );
        drop(conn);
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_project_waits_for_one_session_at_a_time() {
    for town in towns().await {
        let id = submitted(&town).await;
        let bench = bench(&town).await;
        let (session, _) = bench.session(&town, id).await;
        let cx = town.cx(Role::Appraiser);
        let input = SessionInput {
            held_on: Some(DAY),
            place: "Phòng họp số 1".into(),
            ..SessionInput::default()
        };
        let other = create_session(&cx, bench.council, input).await.unwrap();
        let twice = add_item(&cx, other, id).await.unwrap_err();
        assert_eq!(fields(twice), ["project_id"], "{}", town.t.engine);
        cancel(&cx, session, "Thiếu thành viên").await.unwrap();
        add_item(&cx, other, id).await.unwrap();
        let draft = crate::project::tests::walk::drafted(
            &town,
            rules::FundingScope::Kcdp,
            400_000_000,
            150_000_000,
        );
        let early = add_item(&cx, other, draft.await).await.unwrap_err();
        assert_eq!(fields(early), ["project_id"]);
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_session_opens_on_its_day_with_an_agenda() {
    for town in towns().await {
        let bench = bench(&town).await;
        let cx = town.cx(Role::Appraiser);
        let mut input = SessionInput {
            held_on: Some(date(2022, 6, 20)),
            place: "Phòng họp số 1".into(),
            ..SessionInput::default()
        };
        let later = create_session(&cx, bench.council, input.clone())
            .await
            .unwrap();
        assert_eq!(
            problem(open(&cx, later).await.unwrap_err()),
            "session-not-yet"
        );
        input.held_on = Some(DAY);
        let empty = create_session(&cx, bench.council, input.clone())
            .await
            .unwrap();
        assert_eq!(problem(open(&cx, empty).await.unwrap_err()), "agenda-empty");
        input.held_on = Some(date(2021, 6, 10));
        let outside = create_session(&cx, bench.council, input).await.unwrap_err();
        assert_eq!(fields(outside), ["held_on"], "{}", town.t.engine);
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_council_that_has_every_project_leaves_nothing_to_one_appraiser() {
    for town in towns().await {
        let id = submitted(&town).await;
        let cx = town.cx(Role::Appraiser);
        let input = CouncilInput {
            required: true,
            ..council_input()
        };
        create(&cx, input, None).await.unwrap();
        let alone = appraise(&cx, id, Level::Base, AppraisalInput::default()).await;
        assert_eq!(
            problem(alone.unwrap_err()),
            "council-appraises",
            "{}",
            town.t.engine
        );
        town.t.close().await;
    }
}

#[tokio::test]
async fn another_province_finds_neither_council_nor_session() {
    for town in towns().await {
        let id = submitted(&town).await;
        let bench = bench(&town).await;
        let (session, _) = bench.session(&town, id).await;
        let mut other = person(&town, Role::Appraiser, account(4_000));
        other.actor.scope = Scope::Provinces(vec![kernel::UnitId(1)]);
        let mut conn = other.read().await.unwrap();
        let council = store::find(&other, &mut conn, bench.council).await;
        assert!(matches!(council, Err(CommandError::NotFound)));
        let found = store::session(&other, &mut conn, session).await;
        assert!(matches!(found, Err(CommandError::NotFound)));
        // A member sees the council wherever he works.
        other.actor.account = Some(bench.members[1].1);
        store::session(&other, &mut conn, session).await.unwrap();
        let open = store::invited(&mut conn, &other.actor).await.unwrap();
        assert_eq!(open.len(), 1, "{}", town.t.engine);
        drop(conn);
        town.t.close().await;
    }
}
