use db::CommandError;
use jiff::civil::date;
use kernel::Role;

use super::walk::*;
use crate::{
    project::{
        GapAnswer, GapInput, RoundInput, StepInput, answer_gaps, prepare_round, supplement, take,
    },
    test_support::{Town, towns},
};

async fn submitted(town: &Town) -> kernel::ProjectId {
    let id = drafted(town, rules::FundingScope::Kcdp, 600_000_000, 200_000_000).await;
    step(town, id, Role::CentreHead, "registration").await;
    complete_dossier(town, id).await;
    step(town, id, Role::CentreHead, "base-submission").await;
    id
}

async fn dated(
    town: &Town,
    id: kernel::ProjectId,
    code: &str,
    day: jiff::civil::Date,
) -> StepInput {
    let mut input = usual(town, id, code).await;
    input.paper.signed_on = Some(day);
    input.on = Some(day);
    input
}

#[tokio::test]
async fn a_round_lists_its_gaps_and_goes_back_when_each_is_answered() {
    for town in towns().await {
        let id = submitted(&town).await;
        let cx = town.cx(Role::Appraiser);
        let input = RoundInput {
            due_on: Some(date(2022, 6, 20)),
            gaps: vec![
                GapInput {
                    item: "bao_gia".into(),
                    gap: "thiếu báo giá thứ ba".into(),
                },
                GapInput {
                    item: String::new(),
                    gap: "thiếu mục lục".into(),
                },
            ],
        };
        let round = prepare_round(&cx, id, input).await.unwrap();
        let asked = dated(&town, id, "supplement-request", date(2022, 6, 13)).await;
        take(&cx, id, "supplement-request", asked, Some(&scan()))
            .await
            .unwrap();

        let officer = town.cx(Role::Officer);
        let back = dated(&town, id, "supplement", date(2022, 6, 14)).await;
        let early = take(&officer, id, "supplement", back, Some(&scan())).await;
        let Err(CommandError::Refused { problem, .. }) = early else {
            panic!("{early:?}");
        };
        assert_eq!(problem, "gaps-unanswered", "{}", town.t.engine);

        let mut conn = cx.read().await.unwrap();
        let (_, gaps) = supplement::rounds(&mut conn, id).await.unwrap().remove(0);
        let answers: Vec<GapAnswer> = gaps
            .iter()
            .map(|g| GapAnswer {
                id: g.id,
                answer: "Đã bổ sung".into(),
            })
            .collect();
        answer_gaps(&officer, id, round, &answers).await.unwrap();
        town.t.on(date(2022, 6, 25));
        let back = dated(&town, id, "supplement", date(2022, 6, 25)).await;
        take(&officer, id, "supplement", back, Some(&scan()))
            .await
            .unwrap();
        let (done, _) = supplement::rounds(&mut conn, id).await.unwrap().remove(0);
        assert_eq!(
            (done.number, done.answered_on),
            (1, Some(date(2022, 6, 25)))
        );
        assert!(done.is_late(date(2022, 6, 25)));
        drop(conn);
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_request_without_a_list_makes_a_numbered_round_of_its_reason() {
    for town in towns().await {
        let id = submitted(&town).await;
        for n in 1..=2 {
            step(&town, id, Role::Appraiser, "supplement-request").await;
            step(&town, id, Role::Officer, "supplement").await;
            let mut conn = town.t.db.read().await.unwrap();
            let rounds = supplement::rounds(&mut conn, id).await.unwrap();
            let (newest, gaps) = &rounds[0];
            assert_eq!(
                (rounds.len(), newest.number),
                (n, n as i64),
                "{}",
                town.t.engine
            );
            assert_eq!(gaps[0].gap, "Theo kết quả xem xét");
            assert!(newest.answered_on.is_some() && !newest.is_late(date(2030, 1, 1)));
        }
        town.t.close().await;
    }
}

#[tokio::test]
async fn only_who_asks_for_supplements_lists_gaps_of_papers_that_exist() {
    for town in towns().await {
        let id = submitted(&town).await;
        let gap = |item: &str| RoundInput {
            due_on: None,
            gaps: vec![GapInput {
                item: item.into(),
                gap: "thiếu".into(),
            }],
        };
        let centre = prepare_round(&town.cx(Role::CentreHead), id, gap("")).await;
        assert!(
            matches!(centre, Err(CommandError::Refused { .. })),
            "{centre:?}"
        );
        let cx = town.cx(Role::Appraiser);
        let unknown = prepare_round(&cx, id, gap("giay_la")).await;
        assert!(
            matches!(unknown, Err(CommandError::Invalid(_))),
            "{unknown:?}"
        );
        let none = prepare_round(&cx, id, RoundInput::default()).await;
        assert!(matches!(none, Err(CommandError::Invalid(_))), "{none:?}");
        // A list that was not sent is replaced, not added to.
        prepare_round(&cx, id, gap("")).await.unwrap();
        prepare_round(&cx, id, gap("bao_gia")).await.unwrap();
        assert_eq!(
            town.t.count("supplement_round").await,
            1,
            "{}",
            town.t.engine
        );
        town.t.close().await;
    }
}
