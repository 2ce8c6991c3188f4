use db::{CommandError, PageRequest};
use kernel::{Activity, Dong, ProjectId, Role};
use uuid::Uuid;

use super::{store::Filter, *};
use crate::test_support::{Town, establishment, towns};

fn input() -> NeedInput {
    NeedInput {
        establishment_id: Some(establishment(1)),
        activity: Some(Activity::A3b),
        title: "Máy cắt laser".into(),
        total_cost: Dong(570_000_000),
        own_money: Dong(370_000_000),
        help_wanted: Dong(200_000_000),
        ..NeedInput::default()
    }
}

fn fields(error: CommandError) -> Vec<String> {
    match error {
        CommandError::Invalid(errors) => errors.into_iter().map(|e| e.field).collect(),
        other => panic!("{other:?}"),
    }
}

async fn count(town: &Town, role: Role) -> i64 {
    let cx = town.cx(role);
    let mut conn = cx.read().await.unwrap();
    let request = PageRequest::new(None);
    store::list(&mut conn, &cx.actor.scope, &Filter::default(), request)
        .await
        .unwrap()
        .0
        .total
}

#[tokio::test]
async fn a_need_is_kept_with_the_place_of_its_establishment_and_found_without_diacritics() {
    for town in towns().await {
        let cx = town.cx(Role::Officer);
        let id = create(&cx, input()).await.unwrap();
        let mut conn = cx.read().await.unwrap();
        let need = find(&cx, &mut conn, id).await.unwrap();
        assert_eq!(
            (need.unit_id, need.year),
            (town.commune, 2022),
            "{}",
            town.t.engine
        );
        assert_eq!(need.met_by, cx.actor.name);
        let filter = Filter {
            q: "may cat phuoc hai".into(),
            ..Filter::default()
        };
        let request = PageRequest::new(None);
        let (page, wanted) = store::list(&mut conn, &cx.actor.scope, &filter, request)
            .await
            .unwrap();
        assert_eq!((page.total, wanted), (1, Dong(200_000_000)));
        drop(conn);
        town.t.close().await;
    }
}

#[tokio::test]
async fn only_those_of_the_place_see_a_need() {
    for town in towns().await {
        let id = create(&town.cx(Role::Officer), input()).await.unwrap();
        assert_eq!(count(&town, Role::CentreHead).await, 1, "{}", town.t.engine);
        assert_eq!(
            count(&town, Role::Collaborator).await,
            0,
            "no commune is theirs"
        );
        assert_eq!(
            count(&town, Role::Establishment).await,
            0,
            "another one's need"
        );
        let cx = town.cx(Role::Establishment);
        let mut conn = cx.read().await.unwrap();
        assert!(matches!(
            find(&cx, &mut conn, id).await,
            Err(CommandError::NotFound)
        ));
        drop(conn);
        town.t.close().await;
    }
}

#[tokio::test]
async fn everything_wrong_with_a_need_is_said_at_once() {
    for town in towns().await {
        let cx = town.cx(Role::Officer);
        let bad = NeedInput {
            establishment_id: Some(establishment(99)),
            activity: None,
            title: "\u{0}".into(),
            total_cost: Dong(-5),
            year: Some(99_999),
            met_on: Some(jiff::civil::date(-4000, 1, 1)),
            ..input()
        };
        let mut wrong = fields(create(&cx, bad).await.unwrap_err());
        wrong.sort();
        assert_eq!(
            wrong,
            [
                "activity",
                "establishment_id",
                "met_on",
                "title",
                "total_cost",
                "year"
            ],
            "{}",
            town.t.engine
        );
        let over = NeedInput {
            help_wanted: Dong(400_000_000),
            ..input()
        };
        assert_eq!(
            fields(create(&cx, over).await.unwrap_err()),
            ["help_wanted"]
        );
        assert_eq!(count(&town, Role::Officer).await, 0, "nothing was written");
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_need_is_taken_up_once_and_then_stays_as_it_is() {
    for town in towns().await {
        let cx = town.cx(Role::Officer);
        let id = create(&cx, input()).await.unwrap();
        let project = ProjectId::from_uuid(Uuid::from_u128(77));
        let mut tx = cx.begin().await.unwrap();
        taken_up(&cx, &mut tx, id, project, "ĐA-2022-0001")
            .await
            .unwrap();
        let again = taken_up(&cx, &mut tx, id, project, "ĐA-2022-0002")
            .await
            .unwrap_err();
        let CommandError::Refused { reason, .. } = again else {
            panic!("{again:?}")
        };
        assert!(
            reason.contains("ĐA-2022-0001"),
            "{}: {reason}",
            town.t.engine
        );
        tx.commit().await.unwrap();
        for late in [
            edit(&cx, id, 2, input()).await,
            reject(&cx, id, 2, "muộn").await,
        ] {
            assert!(
                matches!(late, Err(CommandError::Refused { .. })),
                "{late:?}"
            );
        }
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_rejection_needs_a_reason_and_may_be_taken_back() {
    for town in towns().await {
        let cx = town.cx(Role::Officer);
        let id = create(&cx, input()).await.unwrap();
        assert_eq!(
            fields(reject(&cx, id, 1, " ").await.unwrap_err()),
            ["reason"]
        );
        reject(&cx, id, 1, "Ngoài kế hoạch năm").await.unwrap();
        reopen(&cx, id, 2).await.unwrap();
        edit(&cx, id, 3, input()).await.unwrap();
        let stale = edit(&cx, id, 3, input()).await;
        assert!(
            matches!(stale, Err(CommandError::Stale)),
            "{}",
            town.t.engine
        );
        let role = reject(&town.cx(Role::Establishment), id, 4, "x").await;
        assert!(matches!(role, Err(CommandError::Forbidden(_))));
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_new_need_shows_what_it_may_expect_from_both_budgets() {
    for town in towns().await {
        let cx = town.cx(Role::Officer);
        let id = create(&cx, input()).await.unwrap();
        let mut conn = cx.read().await.unwrap();
        let need = find(&cx, &mut conn, id).await.unwrap();
        let seen = outlook::outlooks(&cx, &mut conn, &need).await.unwrap();
        assert_eq!(seen.len(), 2, "{}", town.t.engine);
        assert!(
            seen.iter()
                .all(|o| o.assessment.ceiling == Some(Dong(200_000_000)))
        );
        drop(conn);
        town.t.close().await;
    }
}
