use db::sql;
use jiff::civil::date;
use kernel::{Activity, Dong, FundingSource, ProjectId, Role, Scope};
use rules::{FundingScope, ProjectKind};

use super::*;
use crate::{
    project::{ProjectInput, create, edit},
    test_support::{Town, establishment, towns},
};

fn draft(year: i64) -> ProjectInput {
    ProjectInput {
        title: "Máy cắt CNC".into(),
        kind: Some(ProjectKind::Single),
        scope: Some(FundingScope::Kcdp),
        activity: Some(Activity::A3b),
        year,
        establishments: vec![establishment(1)],
        drafted_on: Some(date(2022, 1, 4)),
        ..ProjectInput::default()
    }
}

async fn counted(town: &Town, year: i64) -> i64 {
    let cx = town.cx(Role::MinistryAgency);
    let mut conn = cx.read().await.unwrap();
    let source = Some(FundingSource::Kcdp);
    by_province(&mut conn, &Scope::Nation, (year, year), source)
        .await
        .unwrap()
        .iter()
        .map(|t| t.projects)
        .sum()
}

#[tokio::test]
async fn a_project_counts_in_its_year_and_moves_with_it() {
    for town in towns().await {
        let cx = town.cx(Role::Officer);
        let id: ProjectId = create(&cx, draft(2022)).await.unwrap();
        assert_eq!(counted(&town, 2022).await, 1, "{}", town.t.engine);
        edit(&cx, id, 1, draft(2023)).await.unwrap();
        assert_eq!(
            (counted(&town, 2022).await, counted(&town, 2023).await),
            (0, 1)
        );
        let mut conn = cx.read().await.unwrap();
        assert_eq!(verify(&mut conn).await.unwrap(), []);
        drop(conn);
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_kept_figure_that_drifted_is_found_and_can_be_rebuilt() {
    for town in towns().await {
        let cx = town.cx(Role::Officer);
        create(&cx, draft(2022)).await.unwrap();
        let mut tx = cx.db.begin().await.unwrap();
        tx.exec(sql!(
            "UPDATE kept_total SET allotted = ? WHERE level = 'province'",
            Dong(7)
        ))
        .await
        .unwrap();
        let faults = verify(&mut tx).await.unwrap();
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(faults[0].what.contains("allotted is kept as 7"));
        rebuild(&mut tx).await.unwrap();
        assert_eq!(verify(&mut tx).await.unwrap(), [], "{}", town.t.engine);
        drop(tx);
        town.t.close().await;
    }
}
