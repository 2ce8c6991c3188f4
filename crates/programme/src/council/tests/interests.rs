use db::CommandError;
use kernel::Role;

use super::walk::*;
use crate::{
    council::{
        InterestInput, add_member, answer, close, declare,
        minutes::{self, Document},
        model::{Duty, InterestKind, InterestState, VoteChoice},
        papers, settle, store,
    },
    project::{
        Case, Level,
        papers::admit_file,
        tests::walk::{project, step},
    },
    test_support::{REPRESENTATIVE, towns},
};

fn relative() -> InterestInput {
    InterestInput {
        member_id: None,
        kind: Some(InterestKind::Relative),
        detail: "Em ruột của giám đốc cơ sở".into(),
    }
}

#[tokio::test]
async fn who_declares_an_interest_neither_votes_nor_sees_and_the_minutes_say_so() {
    for town in towns().await {
        let id = submitted(&town).await;
        let bench = bench(&town).await;
        let at = bench.open_session(&town, id, &[0, 1, 2]).await;
        let (session, item) = at;
        for n in 0..3 {
            bench.vote(&town, at, n, VoteChoice::For).await.unwrap();
        }
        let out = bench.cx(&town, 2);
        declare(&out, session, item, relative()).await.unwrap();

        let again = bench.vote(&town, at, 2, VoteChoice::Against).await;
        assert!(
            matches!(again, Err(CommandError::Forbidden(_))),
            "{again:?}"
        );
        let mut conn = out.read().await.unwrap();
        let seen = store::item(&out, &mut conn, session, item).await.unwrap();
        assert!(seen.barred && seen.proposed.is_none() && seen.summary.is_empty());
        let case = papers::case(&out, &mut conn, &seen).await;
        assert!(matches!(case, Err(CommandError::Forbidden(_))));
        assert!(
            papers::votes(&out, &mut conn, item)
                .await
                .unwrap()
                .is_empty()
        );
        assert!(
            papers::findings(&out, &mut conn, item)
                .await
                .unwrap()
                .is_empty()
        );
        assert!(
            papers::vote_acts(&out, &mut conn, item)
                .await
                .unwrap()
                .is_empty()
        );

        // The others go on: two of the two entitled are there; the void vote stays in the trail.
        let cx = town.cx(Role::Appraiser);
        let seats = papers::seats(&mut conn, item).await.unwrap();
        let votes = papers::votes(&cx, &mut conn, item).await.unwrap();
        let tally = papers::tally(&seats, &votes);
        assert_eq!((tally.entitled, tally.present, tally.cast()), (2, 2, 2));
        let acts = papers::vote_acts(&cx, &mut conn, item).await.unwrap();
        assert_eq!(acts.last().unwrap().act, "void", "{}", town.t.engine);
        close(&cx, session).await.unwrap();

        let kept = project(&town, id).await;
        let hidden = crate::project::appraisal_of(&out, &mut conn, &kept, Level::Base).await;
        assert!(matches!(hidden, Err(CommandError::Forbidden(_))));
        let paper = minutes::paper(&cx, &mut conn, session, Document::Minutes)
            .await
            .unwrap();
        let html = ::papers::html(&paper);
        assert!(
            html.contains("Lê Văn Cường") && html.contains("rời phòng họp"),
            "{html}"
        );
        assert!(html.contains("Bổ sung báo giá thứ ba"));
        let paper = minutes::paper(&out, &mut conn, session, Document::Minutes)
            .await
            .unwrap();
        let theirs = ::papers::html(&paper);
        assert!(!theirs.contains("Bổ sung báo giá thứ ba") && !theirs.contains("Biểu quyết:"));
        drop(conn);
        town.t.close().await;
    }
}

#[tokio::test]
async fn who_has_an_interest_does_not_get_the_scanned_minutes() {
    use db::sql;
    use kernel::FileId;

    for town in towns().await {
        let id = submitted(&town).await;
        let bench = bench(&town).await;
        let (session, item) = bench.open_session(&town, id, &[0, 1, 2]).await;
        let out = bench.cx(&town, 2);
        declare(&out, session, item, relative()).await.unwrap();
        for n in 0..2 {
            bench
                .vote(&town, (session, item), n, VoteChoice::For)
                .await
                .unwrap();
        }
        let cx = town.cx(Role::Appraiser);
        close(&cx, session).await.unwrap();
        step(&town, id, Role::Appraiser, "base-approval").await;

        let mut conn = cx.read().await.unwrap();
        let scans: Vec<(FileId, String)> = conn
            .all(sql!(
                "SELECT f.file_id, p.step FROM proof_file f JOIN proof_paper p ON p.id = f.paper_id
                  WHERE p.project_id = ?",
                id
            ))
            .await
            .unwrap();
        let of = |step: &str| scans.iter().find(|(_, s)| s == step).unwrap().0;
        let case = Case::load(&out, &mut conn, id).await.unwrap();
        let (minutes, letter) = (of("base-approval"), of("registration"));
        let refused = admit_file(&out, &mut conn, &case, minutes).await;
        assert!(
            matches!(refused, Err(CommandError::Forbidden(_))),
            "{refused:?}"
        );
        admit_file(&out, &mut conn, &case, letter).await.unwrap();
        admit_file(&cx, &mut conn, &case, minutes).await.unwrap();
        let foreign = admit_file(&cx, &mut conn, &case, FileId::from_uuid(uuid::Uuid::nil())).await;
        assert!(matches!(foreign, Err(CommandError::NotFound)));
        drop(conn);
        town.t.close().await;
    }
}

#[tokio::test]
async fn who_drew_the_project_up_is_excluded_by_the_records() {
    for town in towns().await {
        let id = submitted(&town).await;
        let bench = bench(&town).await;
        let cx = town.cx(Role::Appraiser);
        let officer = town.cx(Role::Officer);
        let account = officer.actor.account.unwrap();
        with_accounts(&town, &[account]).await;
        let drafter = member("Hoàng Văn Em", Duty::Member, Some(account));
        let drafter = add_member(&cx, bench.council, drafter).await.unwrap();
        let (session, item) = bench.open_session(&town, id, &[0, 1, 2]).await;
        let mut conn = cx.read().await.unwrap();
        let found = store::interests(&mut conn, session).await.unwrap();
        assert_eq!(found.len(), 1, "{}", town.t.engine);
        assert_eq!(
            (found[0].member_id, found[0].kind, found[0].state),
            (drafter, InterestKind::Drafter, InterestState::Excluded)
        );
        // Records are no opinion: nobody clears them.
        let cleared = settle(&cx, session, found[0].id, false, "Không sao").await;
        assert_eq!(problem(cleared.unwrap_err()), "interest-proven");
        let refused =
            crate::council::cast(&officer, session, item, drafter, ballot(VoteChoice::For));
        assert!(matches!(refused.await, Err(CommandError::Forbidden(_))));
        drop(conn);
        town.t.close().await;
    }
}

#[tokio::test]
async fn the_account_of_the_establishment_has_an_interest() {
    for town in towns().await {
        let id = submitted(&town).await;
        let bench = bench(&town).await;
        let cx = town.cx(Role::Appraiser);
        let owner = crate::test_support::OWNER_ACCOUNT;
        with_accounts(&town, &[owner]).await;
        let owner = member("Vũ Thị Giang", Duty::Member, Some(owner));
        let owner = add_member(&cx, bench.council, owner).await.unwrap();
        let (session, _) = bench.session(&town, id).await;
        let mut conn = cx.read().await.unwrap();
        let found = store::interests(&mut conn, session).await.unwrap();
        let found: Vec<_> = found.iter().map(|n| (n.member_id, n.kind)).collect();
        assert_eq!(found, [(owner, InterestKind::Owner)], "{}", town.t.engine);
        drop(conn);
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_namesake_is_a_question_that_somebody_else_settles() {
    for town in towns().await {
        let id = submitted(&town).await;
        let bench = bench(&town).await;
        let cx = town.cx(Role::Appraiser);
        let namesake = member(&REPRESENTATIVE.to_lowercase(), Duty::Member, None);
        let namesake = add_member(&cx, bench.council, namesake).await.unwrap();
        let at = bench.open_session(&town, id, &[0, 1, 2]).await;
        let there = [crate::council::PresenceInput {
            member_id: namesake,
            present: true,
            reason: String::new(),
        }];
        crate::council::note_presence(&cx, at.0, &there)
            .await
            .unwrap();
        let early = crate::council::cast(&cx, at.0, at.1, namesake, ballot(VoteChoice::For)).await;
        assert_eq!(
            problem(early.unwrap_err()),
            "interest-open",
            "{}",
            town.t.engine
        );
        for n in 0..3 {
            bench.vote(&town, at, n, VoteChoice::For).await.unwrap();
        }
        assert!(close(&cx, at.0).await.is_err());

        let mut conn = cx.read().await.unwrap();
        let question = store::interests(&mut conn, at.0).await.unwrap().remove(0);
        assert_eq!(question.state, InterestState::Question);
        let bare = settle(&cx, at.0, question.id, false, " ")
            .await
            .unwrap_err();
        assert_eq!(fields(bare), ["settlement"]);
        settle(&cx, at.0, question.id, false, "Khác ngày sinh")
            .await
            .unwrap();
        crate::council::cast(&cx, at.0, at.1, namesake, ballot(VoteChoice::For))
            .await
            .unwrap();
        close(&cx, at.0).await.unwrap();
        drop(conn);
        town.t.close().await;
    }
}

#[tokio::test]
async fn nobody_settles_his_own_interest() {
    for town in towns().await {
        let id = submitted(&town).await;
        let bench = bench(&town).await;
        let (session, item) = bench.session(&town, id).await;
        let chair = bench.cx(&town, 0);
        declare(&chair, session, item, relative()).await.unwrap();
        let mut conn = chair.read().await.unwrap();
        let own = store::interests(&mut conn, session)
            .await
            .unwrap()
            .remove(0);
        let refused = settle(&chair, session, own.id, false, "Nhầm").await;
        assert!(
            matches!(refused, Err(CommandError::Forbidden(_))),
            "{refused:?}"
        );
        // Another one who runs the council takes a mistake back.
        let other = bench.cx(&town, 1);
        settle(&other, session, own.id, false, "Khai nhầm đề án")
            .await
            .unwrap();
        let seats = papers::seats(&mut conn, item).await.unwrap();
        assert!(seats.iter().all(|s| s.entitled), "{}", town.t.engine);
        drop(conn);
        town.t.close().await;
    }
}

#[tokio::test]
async fn who_belongs_to_the_implementing_unit_or_signed_for_it_is_asked_and_answers() {
    for town in towns().await {
        let id = submitted(&town).await;
        let bench = bench(&town).await;
        let cx = town.cx(Role::Appraiser);
        let centre = &town.cx(Role::Officer).actor.organisation;
        let mut colleague = member("Đỗ Văn Hùng", Duty::Member, None);
        colleague.post = format!("Trưởng phòng, {centre}");
        let colleague = add_member(&cx, bench.council, colleague).await.unwrap();
        // The papers of the Centre are signed by this name.
        with_accounts(&town, &[account(3_001)]).await;
        let signer = member("Giám đốc", Duty::Member, Some(account(3_001)));
        let signer = add_member(&cx, bench.council, signer).await.unwrap();
        let (session, item) = bench.open_session(&town, id, &[0, 1, 2]).await;
        let mut conn = cx.read().await.unwrap();
        let found = store::interests(&mut conn, session).await.unwrap();
        let said: Vec<_> = found
            .iter()
            .map(|n| (n.member_id, n.kind, n.state))
            .collect();
        let open = InterestState::Question;
        assert_eq!(
            said,
            [
                (colleague, InterestKind::Implementer, open),
                (signer, InterestKind::Proposer, open)
            ],
            "{}",
            town.t.engine
        );
        // Each answers for himself, with a reason where he denies it.
        let foreign = answer(&bench.cx(&town, 1), session, found[1].id, false, "Không").await;
        assert!(matches!(foreign, Err(CommandError::Forbidden(_))));
        let own = person(&town, Role::Appraiser, account(3_001));
        let bare = answer(&own, session, found[1].id, false, " ").await;
        assert_eq!(fields(bare.unwrap_err()), ["answer"]);
        answer(
            &own,
            session,
            found[1].id,
            false,
            "Người khác cùng chức danh",
        )
        .await
        .unwrap();
        let seats = papers::seats(&mut conn, item).await.unwrap();
        assert!(
            seats.iter().all(|s| s.entitled),
            "a question excludes nobody"
        );
        answer(
            &own,
            session,
            found[1].id,
            true,
            "Tôi đã ký công văn đề nghị",
        )
        .await
        .unwrap();
        let seats = papers::seats(&mut conn, item).await.unwrap();
        let out = seats.iter().find(|s| s.member_id == signer).unwrap();
        assert!(!out.entitled);
        let paper = minutes::paper(&cx, &mut conn, session, Document::Minutes)
            .await
            .unwrap();
        let text = format!("{:?}", paper.body);
        assert!(text.contains("Tôi đã ký công văn đề nghị"), "{text}");
        drop(conn);
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_program_declares_answers_and_settles_an_interest_under_the_same_refusals() {
    use axum::{Json, extract::Path, http::StatusCode};
    use web_kit::{ApiCx, ApiJson};

    use crate::council::api::{
        InterestAnswer, InterestSettlement, post_interest, put_answer, put_settlement,
    };

    for town in towns().await {
        let id = submitted(&town).await;
        let bench = bench(&town).await;
        // The papers of the Centre are signed by this name.
        with_accounts(&town, &[account(3_001)]).await;
        let signer = member("Giám đốc", Duty::Member, Some(account(3_001)));
        let cx = town.cx(Role::Appraiser);
        add_member(&cx, bench.council, signer).await.unwrap();
        let (session, item) = bench.open_session(&town, id, &[0, 1, 2]).await;
        let mut conn = cx.read().await.unwrap();
        let question = store::interests(&mut conn, session).await.unwrap()[0].id;
        drop(conn);
        let at = || Path((session, question));
        let denied = |text: &str| {
            ApiJson(InterestAnswer {
                confirmed: false,
                answer: text.into(),
            })
        };
        let foreign = ApiCx(bench.cx(&town, 1));
        let refused = put_answer(foreign, at(), denied("Không")).await;
        assert_eq!(refused.unwrap_err().status, StatusCode::FORBIDDEN);
        let own = || ApiCx(person(&town, Role::Appraiser, account(3_001)));
        let bare = put_answer(own(), at(), denied(" ")).await.unwrap_err();
        assert_eq!(bare.fields[0].field, "answer", "{}", town.t.engine);
        let said = put_answer(own(), at(), denied("Người khác cùng chức danh")).await;
        let Json(said) = said.unwrap();
        assert_eq!(said[0].answer, "Người khác cùng chức danh");
        assert_eq!(said[0].state, InterestState::Question);

        let cleared = || {
            ApiJson(InterestSettlement {
                excluded: false,
                settlement: "Khác người".into(),
            })
        };
        let refused = put_settlement(own(), at(), cleared()).await;
        assert_eq!(refused.unwrap_err().status, StatusCode::FORBIDDEN);
        let settled = put_settlement(ApiCx(cx), at(), cleared()).await;
        let Json(settled) = settled.unwrap();
        assert_eq!(settled[0].state, InterestState::Cleared);
        let late = put_answer(own(), at(), denied("Không")).await.unwrap_err();
        assert_eq!(late.problem, "interest-settled");

        let third = ApiCx(bench.cx(&town, 2));
        let declared = post_interest(third, Path((session, item)), ApiJson(relative())).await;
        let (status, Json(all)) = declared.unwrap();
        assert_eq!(status, StatusCode::CREATED);
        let theirs = all.iter().find(|n| n.kind == InterestKind::Relative);
        assert_eq!(theirs.unwrap().state, InterestState::Excluded);
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_project_that_waits_for_supplements_is_neither_voted_on_nor_concluded() {
    for town in towns().await {
        let id = submitted(&town).await;
        let bench = bench(&town).await;
        let at = bench.open_session(&town, id, &[0, 1, 2]).await;
        bench.vote(&town, at, 0, VoteChoice::For).await.unwrap();
        step(&town, id, Role::Appraiser, "supplement-request").await;
        let refused = bench.vote(&town, at, 1, VoteChoice::For).await.unwrap_err();
        assert!(
            format!("{refused:?}").contains("chờ nộp bổ sung"),
            "{refused:?}"
        );
        assert_eq!(problem(refused), "project-halted", "{}", town.t.engine);
        let cx = town.cx(Role::Appraiser);
        let unfinished = close(&cx, at.0).await.unwrap_err();
        assert_eq!(fields(unfinished), [format!("item_{}", at.1)]);
        // It may be put off, and the others are concluded.
        crate::council::postpone(&cx, at.0, at.1, "Chờ bổ sung hồ sơ")
            .await
            .unwrap();
        close(&cx, at.0).await.unwrap();
        town.t.close().await;
    }
}
