use db::CommandError;
use kernel::{Dong, Role};

use super::walk::*;
use crate::{
    council::{
        cast, close,
        model::{Duty, VoteChoice},
        papers, store,
    },
    project::{
        AppraisalInput, Level, appraise,
        tests::walk::{project, step, usual},
    },
    test_support::towns,
};

#[tokio::test]
async fn a_sessions_result_becomes_the_appraisal_on_which_the_step_rests() {
    for town in towns().await {
        let id = submitted(&town).await;
        let bench = bench(&town).await;
        let at = bench.open_session(&town, id, &[0, 1, 2]).await;
        bench.vote(&town, at, 0, VoteChoice::For).await.unwrap();
        bench
            .vote(&town, at, 1, VoteChoice::WithChanges)
            .await
            .unwrap();
        bench.vote(&town, at, 2, VoteChoice::Against).await.unwrap();
        let cx = town.cx(Role::Appraiser);

        let input = usual(&town, id, "base-approval").await;
        let scan = crate::project::tests::walk::scan();
        let early = crate::project::take(&cx, id, "base-approval", input, Some(&scan)).await;
        assert_eq!(problem(early.unwrap_err()), "condition-not-met");
        let alone = appraise(&cx, id, Level::Base, AppraisalInput::default()).await;
        assert_eq!(problem(alone.unwrap_err()), "council-appraises");

        close(&cx, at.0).await.unwrap();
        let mut conn = cx.read().await.unwrap();
        let kept = project(&town, id).await;
        let appraisal = crate::project::appraisal_of(&cx, &mut conn, &kept, Level::Base)
            .await
            .unwrap();
        let appraised = appraisal.appraised.unwrap();
        assert_eq!(
            appraised.conclusion, "passed_with_changes",
            "{}",
            town.t.engine
        );
        assert_eq!(appraised.proposed, Dong(180_000_000));
        assert_eq!(appraised.on_date, DAY);
        assert!(
            appraised.actor.contains("phiên họp thứ 1"),
            "{}",
            appraised.actor
        );
        assert!(appraisal.lines.iter().all(|(_, verdict)| verdict.is_some()));
        drop(conn);
        step(&town, id, Role::Appraiser, "base-approval").await;
        assert_eq!(project(&town, id).await.state, "base_passed");
        town.t.close().await;
    }
}

#[tokio::test]
async fn without_a_council_one_appraiser_appraises_as_before() {
    for town in towns().await {
        let id = submitted(&town).await;
        crate::project::tests::walk::pass_appraisal(&town, id, Role::Appraiser, Level::Base).await;
        step(&town, id, Role::Appraiser, "base-approval").await;
        assert_eq!(project(&town, id).await.state, "base_passed");
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_vote_without_quorum_or_by_an_absent_member_is_refused() {
    for town in towns().await {
        let id = submitted(&town).await;
        let bench = bench(&town).await;
        let at = bench.open_session(&town, id, &[0]).await;
        let alone = bench.vote(&town, at, 0, VoteChoice::For).await;
        assert_eq!(
            problem(alone.unwrap_err()),
            "quorum-missing",
            "{}",
            town.t.engine
        );
        bench.present(&town, at.0, &[0, 1]).await.unwrap();
        bench.vote(&town, at, 0, VoteChoice::For).await.unwrap();
        let absent = bench.vote(&town, at, 2, VoteChoice::For).await;
        assert_eq!(problem(absent.unwrap_err()), "member-absent");
        // Who has voted was there.
        let away = bench.present(&town, at.0, &[1]).await.unwrap_err();
        assert_eq!(fields(away), [format!("present_{}", bench.members[0].0)]);
        town.t.close().await;
    }
}

#[tokio::test]
async fn the_database_itself_refuses_a_vote_of_an_absent_member() {
    for town in towns().await {
        let id = submitted(&town).await;
        let bench = bench(&town).await;
        let (session, item) = bench.open_session(&town, id, &[0, 1]).await;
        let mut tx = town.t.db.begin().await.unwrap();
        let forged = tx
            .exec(db::sql!(
                "INSERT INTO council_vote (item_id, member_id, session_id, entitled, present,
                     choice, opinion, revision, actor, at)
                 VALUES (?, ?, ?, TRUE, TRUE, 'for', '', 1, '', ?)",
                item,
                bench.members[2].0,
                session,
                town.t.clock.now(),
            ))
            .await;
        assert!(
            forged.is_err_and(|e| e.breaks_reference()),
            "{}",
            town.t.engine
        );
        drop(tx);
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_vote_counts_once_and_may_change_until_the_session_closes() {
    for town in towns().await {
        let id = submitted(&town).await;
        let bench = bench(&town).await;
        let at = bench.open_session(&town, id, &[0, 1]).await;
        let (session, item) = at;
        let member = bench.members[0].0;
        let twice = {
            let mut cx = bench.cx(&town, 0);
            cx.form_key = Some(uuid::Uuid::now_v7());
            cx
        };
        let first = cast(&twice, session, item, member, ballot(VoteChoice::For));
        let second = cast(&twice, session, item, member, ballot(VoteChoice::For));
        let (first, second) = tokio::join!(first, second);
        let once = [&first, &second].iter().filter(|r| r.is_ok()).count();
        assert_eq!(once, 1, "{}: {first:?} {second:?}", town.t.engine);
        bench.vote(&town, at, 0, VoteChoice::Against).await.unwrap();
        bench.vote(&town, at, 1, VoteChoice::For).await.unwrap();

        let cx = town.cx(Role::Appraiser);
        let mut conn = cx.read().await.unwrap();
        let votes = papers::votes(&cx, &mut conn, item).await.unwrap();
        let choices: Vec<VoteChoice> = votes.iter().map(|v| v.choice).collect();
        assert_eq!(choices, [VoteChoice::Against, VoteChoice::For]);
        assert_eq!(votes[0].revision, 2);
        let acts = papers::vote_acts(&cx, &mut conn, item).await.unwrap();
        let acts: Vec<&str> = acts.iter().map(|a| a.act.as_str()).collect();
        assert_eq!(acts, ["cast", "changed", "cast"]);
        drop(conn);

        close(&cx, session).await.unwrap();
        let late = bench.vote(&town, at, 0, VoteChoice::For).await;
        assert_eq!(problem(late.unwrap_err()), "session-over");
        town.t.close().await;
    }
}

#[tokio::test]
async fn nobody_votes_for_a_member_with_an_account_and_paper_ballots_are_the_experts() {
    for town in towns().await {
        let id = submitted(&town).await;
        let bench = bench(&town).await;
        let cx = town.cx(Role::Appraiser);
        let expert = member("Phạm Thị Dung", Duty::Member, None);
        let expert = crate::council::add_member(&cx, bench.council, expert)
            .await
            .unwrap();
        let at = bench.open_session(&town, id, &[0, 1, 2]).await;
        let other = bench.members[1].0;
        let forged = cast(&cx, at.0, at.1, other, ballot(VoteChoice::For)).await;
        assert!(
            matches!(forged, Err(CommandError::Forbidden(_))),
            "{forged:?}"
        );
        let absent = cast(&cx, at.0, at.1, expert, ballot(VoteChoice::For)).await;
        assert_eq!(problem(absent.unwrap_err()), "member-absent");
        let there = [crate::council::PresenceInput {
            member_id: expert,
            present: true,
            reason: String::new(),
        }];
        crate::council::note_presence(&cx, at.0, &there)
            .await
            .unwrap();
        cast(&cx, at.0, at.1, expert, ballot(VoteChoice::For))
            .await
            .unwrap();
        let stranger = person(&town, Role::Officer, account(3_000));
        let stranger = cast(&stranger, at.0, at.1, expert, ballot(VoteChoice::For)).await;
        assert!(
            matches!(stranger, Err(CommandError::Forbidden(_))),
            "{stranger:?}"
        );
        town.t.close().await;
    }
}

#[tokio::test]
async fn closing_lists_what_is_missing_and_writes_nothing() {
    for town in towns().await {
        let id = submitted(&town).await;
        let bench = bench(&town).await;
        let at = bench.open_session(&town, id, &[0, 1, 2]).await;
        bench.vote(&town, at, 0, VoteChoice::For).await.unwrap();
        let cx = town.cx(Role::Appraiser);
        let refused = close(&cx, at.0).await.unwrap_err();
        let CommandError::Invalid(errors) = &refused else {
            panic!("{refused:?}");
        };
        assert!(errors[0].message.contains("Trần Thị Bình"), "{errors:?}");
        assert_eq!(town.t.count("appraisal").await, 0, "{}", town.t.engine);
        // Postponed with a reason, the session closes without it and the project is free again.
        crate::council::postpone(&cx, at.0, at.1, "Chờ báo giá")
            .await
            .unwrap();
        close(&cx, at.0).await.unwrap();
        assert_eq!(town.t.count("appraisal").await, 0);
        bench.session(&town, id).await;
        town.t.close().await;
    }
}

#[tokio::test]
async fn an_objection_says_why() {
    for town in towns().await {
        let id = submitted(&town).await;
        let bench = bench(&town).await;
        let at = bench.open_session(&town, id, &[0, 1, 2]).await;
        let mut silent = ballot(VoteChoice::Against);
        silent.opinion.clear();
        let member = bench.members[0].0;
        let refused = cast(&bench.cx(&town, 0), at.0, at.1, member, silent).await;
        assert_eq!(fields(refused.unwrap_err()), ["opinion"]);
        let cx = town.cx(Role::Appraiser);
        let mut conn = cx.read().await.unwrap();
        let item = store::item(&cx, &mut conn, at.0, at.1).await.unwrap();
        assert!(
            papers::votes(&cx, &mut conn, item.id)
                .await
                .unwrap()
                .is_empty()
        );
        drop(conn);
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_council_of_the_ministry_concludes_the_second_appraisal() {
    for town in towns().await {
        use crate::project::tests::walk::{complete_dossier, drafted, pass_appraisal};
        let scope = rules::FundingScope::Kcqg;
        let id = drafted(&town, scope, 600_000_000, 200_000_000).await;
        step(&town, id, Role::CentreHead, "registration").await;
        step(&town, id, Role::Appraiser, "selection").await;
        complete_dossier(&town, id).await;
        step(&town, id, Role::CentreHead, "base-submission").await;
        pass_appraisal(&town, id, Role::Appraiser, Level::Base).await;
        step(&town, id, Role::Appraiser, "base-approval").await;
        step(&town, id, Role::Appraiser, "ministry-submission").await;

        let agency = town.cx(Role::MinistryAgency);
        let account = agency.actor.account.unwrap();
        with_accounts(&town, &[account]).await;
        let input = crate::council::CouncilInput {
            level: Some(Level::Ministry),
            province_id: None,
            ..council_input()
        };
        let council = crate::council::create(&agency, input, None).await.unwrap();
        let chair = member("Bùi Thị Lan", Duty::Chair, Some(account));
        let chair = crate::council::add_member(&agency, council, chair)
            .await
            .unwrap();
        let session = crate::council::SessionInput {
            held_on: Some(DAY),
            place: "Hà Nội".into(),
            ..Default::default()
        };
        let session = crate::council::create_session(&agency, council, session)
            .await
            .unwrap();
        let item = crate::council::add_item(&agency, session, id)
            .await
            .unwrap();
        crate::council::open(&agency, session).await.unwrap();
        let there = [crate::council::PresenceInput {
            member_id: chair,
            present: true,
            reason: String::new(),
        }];
        crate::council::note_presence(&agency, session, &there)
            .await
            .unwrap();
        cast(&agency, session, item, chair, ballot(VoteChoice::For))
            .await
            .unwrap();
        let bare = close(&agency, session).await.unwrap_err();
        assert_eq!(fields(bare), [format!("item_{item}")], "{}", town.t.engine);
        let remarks = crate::council::ItemInput {
            proposed: Some(Dong(200_000_000)),
            ..Default::default()
        };
        // The department of the province reads the council of the Ministry as little as it runs it.
        let department = town.cx(Role::Appraiser);
        let foreign = crate::council::save_item(&department, session, item, 1, remarks.clone());
        assert!(matches!(foreign.await, Err(CommandError::NotFound)));
        crate::council::save_item(&agency, session, item, 1, remarks)
            .await
            .unwrap();
        close(&agency, session).await.unwrap();
        step(&town, id, Role::MinistryAgency, "ministry-approval").await;
        assert_eq!(project(&town, id).await.state, "min_passed");
        town.t.close().await;
    }
}
