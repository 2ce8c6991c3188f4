use db::CommandError;
use kernel::{Dong, ProjectId, Role};
use rules::FundingScope;

use super::*;
use crate::{
    project::{Case, tests::walk::*},
    test_support::{Town, towns},
};

async fn case(town: &Town, id: ProjectId) -> Case {
    let cx = town.cx(Role::MinistryAgency);
    let mut conn = cx.read().await.unwrap();
    Case::load(&cx, &mut conn, id).await.unwrap()
}

async fn planned(town: &Town) -> ProjectId {
    let id = drafted(town, FundingScope::Kcqg, 600_000_000, 200_000_000).await;
    nationally_allotted(town, id).await;
    id
}

#[tokio::test]
async fn a_shifted_project_goes_on_once_with_local_money() {
    for town in towns().await {
        let engine = town.t.engine;
        let officer = town.cx(Role::Officer);
        let id = planned(&town).await;
        let early = continue_locally(&officer, id).await;
        assert!(
            matches!(early, Err(CommandError::Refused { .. })),
            "{engine}: {early:?}"
        );
        step(&town, id, Role::Appraiser, "source-shift").await;
        let (one, other) = tokio::join!(
            continue_locally(&officer, id),
            continue_locally(&officer, id)
        );
        let (next, refused) = match (one, other) {
            (Ok(next), Err(refused)) | (Err(refused), Ok(next)) => (next, refused),
            both => panic!("{engine}: {both:?}"),
        };
        assert!(matches!(refused, CommandError::Refused { .. }), "{engine}");

        let (old, new) = (case(&town, id).await, case(&town, next).await);
        assert_eq!(new.project.scope, "kcdp");
        assert_eq!(new.project.title, old.project.title);
        assert_eq!(new.beneficiaries, old.beneficiaries);
        assert_eq!(new.promotion().requested, Dong(200_000_000));
        assert_eq!(new.lines[0].amount, Dong(600_000_000));
        assert_ne!(new.project.workflow_id, old.project.workflow_id);
        let mut conn = officer.read().await.unwrap();
        let before = neighbours(&mut conn, next).await.unwrap();
        assert_eq!((before[0].id, before[0].before), (id, true));
        let after = neighbours(&mut conn, id).await.unwrap();
        assert_eq!((after[0].id, after[0].before), (next, false));
        assert!(!may_continue(&officer, &old, &after));
        drop(conn);
        town.t.close().await;
    }
}
