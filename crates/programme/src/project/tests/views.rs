use db::PageRequest;
use kernel::{Dong, Lang, Role};
use rules::{FundingScope, ProjectKind};

use super::walk::*;
use crate::{
    project::{
        Case,
        list::{self, Filter},
        pages::tabs,
        papers::{Document, paper},
        support_of,
    },
    test_support::{establishment, towns},
};

#[tokio::test]
async fn a_list_finds_projects_without_diacritics_and_shows_their_money() {
    for town in towns().await {
        local_in_progress(&town, 600_000_000, 200_000_000).await;
        drafted(&town, FundingScope::Kcqg, 500_000_000, 100_000_000).await;
        let cx = town.cx(Role::Officer);
        let mut conn = cx.read().await.unwrap();
        let found = async |conn: &mut db::Conn, filter: Filter| {
            let request = PageRequest::new(None);
            list::page(conn, &cx.actor.scope, &filter, request)
                .await
                .unwrap()
        };
        assert_eq!(found(&mut conn, Filter::default()).await.total, 2);
        let words = |text: &str| Filter {
            words: text.into(),
            ..Filter::default()
        };
        assert_eq!(
            found(&mut conn, words("may cat LASER phuoc hai"))
                .await
                .total,
            2
        );
        assert_eq!(found(&mut conn, words("da 77 2022 0002")).await.total, 1);
        assert_eq!(found(&mut conn, words("không có")).await.total, 0);
        let local = Filter {
            scope: Some(FundingScope::Kcdp),
            year: Some(2022),
            state: Some("in_progress".into()),
            provinces: vec![testkit::ba_ria_vung_tau()],
            ..Filter::default()
        };
        let kind = |kind| Filter {
            kind: Some(kind),
            ..Filter::default()
        };
        assert_eq!(found(&mut conn, kind(ProjectKind::Single)).await.total, 2);
        assert_eq!(found(&mut conn, kind(ProjectKind::Group)).await.total, 0);
        let page = found(&mut conn, local).await;
        assert_eq!(page.total, 1);
        assert_eq!(page.rows[0].money.allotted, Dong(200_000_000));
        assert_eq!(
            list::years(&mut conn, &cx.actor.scope).await.unwrap(),
            [2022]
        );
        let support = support_of(&mut conn, &cx.actor.scope, establishment(1))
            .await
            .unwrap();
        let amounts: Vec<Dong> = support.iter().map(|s| s.amount).collect();
        assert_eq!(amounts, [Dong(0), Dong(200_000_000)]);
        drop(conn);
        town.t.close().await;
    }
}

#[tokio::test]
async fn every_tab_and_document_of_a_running_project_can_be_made() {
    for town in towns().await {
        let id = local_in_progress(&town, 600_000_000, 200_000_000).await;
        step(&town, id, Role::Officer, "delivery").await;
        let mut cx = town.cx(Role::Officer);
        for lang in [Lang::Vi, Lang::En] {
            cx.lang = lang;
            let mut conn = cx.read().await.unwrap();
            let case = Case::load(&cx, &mut conn, id).await.unwrap();
            for tab in [
                "",
                "money",
                "dossier",
                "appraisal",
                "acceptance",
                "papers",
                "history",
            ] {
                let body = tabs::body(&cx, &mut conn, &case, tab).await.unwrap();
                assert_eq!(body.code(), tab);
            }
            for document in Document::ALL {
                let made = paper(&cx, &mut conn, &case, document).await.unwrap();
                let word = papers::docx(&made).unwrap();
                assert!(word.starts_with(b"PK"));
                assert!(papers::html(&made).contains(&case.project.code));
            }
        }
        town.t.close().await;
    }
}

#[tokio::test]
async fn the_summary_for_reports_holds_the_promotion_money_of_each_project() {
    for town in towns().await {
        local_in_progress(&town, 600_000_000, 200_000_000).await;
        let mut conn = town.t.db.read().await.unwrap();
        let row: (i64, Dong, Dong, Dong) = conn
            .one(db::sql!(
                "SELECT year, planned, allotted, paid FROM project_summary"
            ))
            .await
            .unwrap();
        assert_eq!(row, (2022, Dong(200_000_000), Dong(200_000_000), Dong(0)));
        drop(conn);
        town.t.close().await;
    }
}
