use db::{CommandError, sql};
use jiff::civil::date;
use kernel::Role;
use rules::FundingScope;

use super::{
    criteria::{self, Criterion, CriterionInput},
    tests::{at_department, machine, messages, plan_of, stored},
    *,
};
use crate::{
    plan,
    test_support::{Town, towns},
};

fn own() -> CriterionInput {
    CriterionInput {
        scope: Some(FundingScope::Kcdp),
        province_id: Some(testkit::ba_ria_vung_tau()),
        title: "Nghề truyền thống".into(),
        most: Some(10),
        weight: Some(2),
        valid_from: Some(date(2022, 1, 1)),
        ..CriterionInput::default()
    }
}

async fn known(town: &Town, plan: kernel::PlanId) -> Vec<Criterion> {
    let cx = town.cx(Role::Appraiser);
    let mut conn = cx.read().await.unwrap();
    let shown = plan::store::find(&cx, &mut conn, plan).await.unwrap();
    criteria::for_plan(&mut conn, &shown, cx.today())
        .await
        .unwrap()
}

#[tokio::test]
async fn a_criterion_is_corrected_by_a_version_with_its_reason_and_points_stay() {
    for town in towns().await {
        let plan = plan_of(&town, FundingScope::Kcdp).await;
        let cx = town.cx(Role::Appraiser);
        let first = criteria::add(&cx, own()).await.unwrap();
        let id = at_department(&town, machine(plan, 1, 100_000_000)).await;
        let eight = ScoreInput {
            criterion_id: Some(first),
            points: Some(8),
            reason: "Làng nghề".into(),
        };
        score(&cx, id, 2, &[eight]).await.unwrap();
        let before = stored(&town, id).await.score;
        let renamed = CriterionInput {
            title: "Nghề, làng nghề truyền thống".into(),
            ..own()
        };
        let unsaid = criteria::correct(&cx, first, renamed.clone(), " ").await;
        assert!(messages(unsaid.unwrap_err()).starts_with("reason: "));
        let both = CriterionInput {
            title: String::new(),
            ..own()
        };
        let both = messages(criteria::correct(&cx, first, both, "").await.unwrap_err());
        assert!(
            both.contains("title: ") && both.contains("reason: "),
            "all at once: {both}"
        );
        let second = criteria::correct(&cx, first, renamed.clone(), "Ghi thiếu làng nghề").await;
        let second = second.unwrap();
        let late = criteria::correct(&cx, first, renamed, "Lần nữa").await;
        assert!(
            matches!(late, Err(CommandError::Stale)),
            "{}",
            town.t.engine
        );
        let ended = criteria::end(&cx, first, 1).await;
        assert!(
            matches!(ended, Err(CommandError::Stale)),
            "the old one is no more"
        );

        let now = known(&town, plan).await;
        let ids: Vec<_> = now.iter().map(|c| c.id).collect();
        assert!(ids.contains(&second) && !ids.contains(&first));
        let points = async |known: &[Criterion]| {
            let mut conn = cx.read().await.unwrap();
            let all = criteria::points(&mut conn, id, known).await.unwrap();
            all.into_iter()
                .flatten()
                .map(|p| p.points)
                .collect::<Vec<_>>()
        };
        assert_eq!(points(&now).await, [8], "another wording, the same points");
        let narrower = CriterionInput {
            most: Some(5),
            ..own()
        };
        criteria::correct(&cx, second, narrower, "Thang 5 điểm")
            .await
            .unwrap();
        let now = known(&town, plan).await;
        assert!(points(&now).await.is_empty(), "8 of 5 means nothing");
        assert_eq!(
            stored(&town, id).await.score,
            before,
            "until somebody scores again"
        );
        let mut conn = cx.read().await.unwrap();
        let corrected = criteria::corrected(&cx, &mut conn).await.unwrap();
        let reasons: Vec<&str> = corrected.iter().map(|(_, l)| l.reason.as_str()).collect();
        assert_eq!(reasons, ["Thang 5 điểm", "Ghi thiếu làng nghề"]);
        assert_eq!(criteria::latest(&mut conn, first).await.unwrap().most, 5);
        drop(conn);
        town.t.close().await;
    }
}

#[tokio::test]
async fn criteria_of_the_country_are_the_agency_s_to_correct_and_rows_stay_as_they_are() {
    for town in towns().await {
        let plan = plan_of(&town, FundingScope::Kcdp).await;
        let national = known(&town, plan).await.remove(0);
        assert_eq!(national.province_id, None);
        let nationwide = CriterionInput {
            scope: None,
            province_id: None,
            ..own()
        };
        let department = town.cx(Role::Appraiser);
        let refused = criteria::correct(&department, national.id, nationwide.clone(), "Vì").await;
        assert!(
            matches!(refused, Err(CommandError::Forbidden(_))),
            "{refused:?}"
        );
        let agency = town.cx(Role::MinistryAgency);
        let newest = criteria::correct(&agency, national.id, nationwide, "Theo thông tư mới")
            .await
            .unwrap();
        for change in [
            "UPDATE selection_criterion SET most = 1",
            "DELETE FROM selection_criterion",
        ] {
            let mut tx = agency.begin().await.unwrap();
            assert!(
                tx.exec(sql!(change)).await.is_err(),
                "{}: {change}",
                town.t.engine
            );
        }
        let mut tx = agency.begin().await.unwrap();
        let unsaid = tx
            .exec(sql!(
                "INSERT INTO selection_criterion (id, position, title, hint, most, weight, article,
                     verified, valid_from, created_at, supersedes_id, reason)
                 VALUES (?, 1, 'x', '', 1, 1, '', TRUE, ?, ?, ?, '')",
                agency.new_id::<()>(),
                agency.today(),
                agency.now(),
                newest,
            ))
            .await
            .unwrap_err();
        assert!(
            unsaid.breaks_check("selection_criterion_reason"),
            "{unsaid:?}"
        );
        drop(tx);
        town.t.close().await;
    }
}
