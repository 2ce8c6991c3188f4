//! What the kinds of projects and the national centres may and may not.

use db::CommandError;
use kernel::{Activity, Dong, Role, Scope};
use rules::{FundingScope, ProjectKind};

use super::walk::*;
use crate::{
    plan,
    project::{ProjectInput, create, take},
    test_support::{establishment, towns},
};

fn field(error: CommandError) -> String {
    match error {
        CommandError::Invalid(errors) => errors[0].field.clone(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_national_centre_submits_to_the_agency_and_a_provincial_one_may_not() {
    for town in towns().await {
        let own = |role| {
            let mut cx = town.cx(role);
            cx.actor.scope = Scope::Region {
                centre: "IPC2".into(),
                provinces: vec![testkit::ba_ria_vung_tau()],
            };
            cx
        };
        let id = drafted_by(&own(Role::Officer), &town, FundingScope::Kcqg).await;
        complete_dossier(&town, id).await;
        let input = usual(&town, id, "direct-submission").await;
        let provincial = town.cx(Role::CentreHead);
        let refused = take(
            &provincial,
            id,
            "direct-submission",
            input.clone(),
            Some(&scan()),
        )
        .await;
        assert!(
            matches!(
                refused,
                Err(CommandError::NotFound | CommandError::Forbidden(_))
            ),
            "{refused:?}"
        );
        let national = own(Role::CentreHead);
        let unsigned = take(&national, id, "direct-submission", input.clone(), None).await;
        assert_eq!(field(unsigned.unwrap_err()), "paper_file");
        take(&national, id, "direct-submission", input, Some(&scan()))
            .await
            .unwrap();
        let stored = project(&town, id).await;
        assert_eq!(stored.state, "min_appraisal", "{}", town.t.engine);
        assert_eq!(stored.national_centre.as_deref(), Some("IPC2"));
        let local = create(&own(Role::Officer), machine_project(FundingScope::Kcdp)).await;
        assert_eq!(field(local.unwrap_err()), "scope");
        // The project of the province is none of the centre's.
        let other = drafted(&town, FundingScope::Kcqg, 600_000_000, 200_000_000).await;
        let mut conn = national.read().await.unwrap();
        let unseen = crate::project::Case::load(&national, &mut conn, other).await;
        assert!(matches!(unseen, Err(CommandError::NotFound)));
        let filter = crate::project::list::Filter {
            filed_by: Some(crate::project::list::FiledBy::NationalCentre),
            ..Default::default()
        };
        let page = crate::project::list::page(
            &mut conn,
            &Scope::Nation,
            &filter,
            db::PageRequest::new(None),
        );
        let page = page.await.unwrap();
        assert_eq!(page.total, 1);
        assert_eq!(page.rows[0].project.id, id);
        drop(conn);
        town.t.close().await;
    }
}

#[tokio::test]
async fn only_some_contents_make_a_group_project() {
    for town in towns().await {
        let cx = town.cx(Role::Officer);
        let group = |activity| ProjectInput {
            kind: Some(ProjectKind::Group),
            activity: Some(activity),
            establishments: vec![establishment(1), establishment(2)],
            ..machine_project(FundingScope::Kcqg)
        };
        create(&cx, group(Activity::A3b)).await.unwrap();
        let model = create(&cx, group(Activity::A3a)).await.unwrap_err();
        assert_eq!(field(model), "kind", "{}", town.t.engine);
        town.t.close().await;
    }
}

#[tokio::test]
async fn the_projects_of_a_task_get_no_more_than_the_task_has() {
    for town in towns().await {
        let cx = town.cx(Role::Appraiser);
        let id = drafted(&town, FundingScope::Kcdp, 600_000_000, 200_000_000).await;
        step(&town, id, Role::CentreHead, "registration").await;
        complete_dossier(&town, id).await;
        step(&town, id, Role::CentreHead, "base-submission").await;
        pass_appraisal(&town, id, Role::Appraiser, crate::project::Level::Base).await;
        step(&town, id, Role::Appraiser, "base-approval").await;
        let input = usual(&town, id, "allotment").await;
        let line = input.plan_line_id.unwrap();
        let task = |amount: i64| plan::PlanLineInput {
            title: "Hỗ trợ ứng dụng máy móc tiên tiến".into(),
            activity: Some(Activity::A3b),
            amount: Some(Dong(amount)),
            ..plan::PlanLineInput::default()
        };
        plan::edit_line(&cx, line, 1, task(150_000_000))
            .await
            .unwrap();
        let over = take(&cx, id, "allotment", input.clone(), Some(&scan())).await;
        assert_eq!(field(over.unwrap_err()), "plan_line_id");
        plan::edit_line(&cx, line, 2, task(200_000_000))
            .await
            .unwrap();
        take(&cx, id, "allotment", input, Some(&scan()))
            .await
            .unwrap();
        let less = plan::edit_line(&cx, line, 3, task(199_000_000)).await;
        assert_eq!(field(less.unwrap_err()), "amount");
        let mut conn = cx.read().await.unwrap();
        assert_eq!(plan::verify(&mut conn).await.unwrap(), []);
        assert_eq!(crate::totals::verify(&mut conn).await.unwrap(), []);
        let taken = plan::store::line(&mut conn, line).await.unwrap().taken;
        assert_eq!(taken, Dong(200_000_000), "{}", town.t.engine);
        drop(conn);
        step(&town, id, Role::Appraiser, "deferral").await;
        let mut conn = cx.read().await.unwrap();
        let taken = plan::store::line(&mut conn, line).await.unwrap().taken;
        assert_eq!(taken, Dong::ZERO, "deferred projects give back");
        assert_eq!(plan::verify(&mut conn).await.unwrap(), []);
        drop(conn);
        town.t.close().await;
    }
}
