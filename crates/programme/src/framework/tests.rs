use db::{CommandError, CommandResult, PageRequest, sql};
use jiff::civil::date;
use kernel::{Dong, FrameworkId, FundingSource, Role, Scope};
use rules::FundingScope;

use super::{
    AmendInput, FiguresInput, FrameworkInput, amend,
    commands::{MoneyInput, TargetInput},
    coverage::coverage,
    create, edit,
    progress::{Progress, progress},
    seed, set_figures,
    store::{self, Filter},
};
use crate::{
    project::tests::walk::{drafted, local_in_progress, step},
    test_support::{Town, towns},
};

fn provincial() -> FrameworkInput {
    FrameworkInput {
        province_id: Some(testkit::ba_ria_vung_tau()),
        from_year: Some(2021),
        to_year: Some(2025),
        title: "Chương trình khuyến công tỉnh giai đoạn 2021–2025".into(),
        instrument_no: "1234/QĐ-UBND".into(),
        instrument_on: Some(date(2021, 1, 15)),
        issuer: "UBND tỉnh".into(),
        note: String::new(),
    }
}

async fn version(town: &Town, id: FrameworkId) -> i64 {
    let cx = town.cx(Role::Appraiser);
    let mut conn = cx.read().await.unwrap();
    store::find(&cx, &mut conn, id).await.unwrap().version
}

async fn counted(town: &Town, id: FrameworkId) -> Progress {
    let cx = town.cx(Role::Appraiser);
    let mut conn = cx.read().await.unwrap();
    let framework = store::find(&cx, &mut conn, id).await.unwrap();
    let figures = store::figures(&mut conn, id, framework.number)
        .await
        .unwrap();
    progress(&cx, &mut conn, &framework, &figures)
        .await
        .unwrap()
}

fn field<T: std::fmt::Debug>(result: CommandResult<T>) -> String {
    match result {
        Err(CommandError::Invalid(errors)) => errors[0].field.clone(),
        other => panic!("not refused beside a field: {other:?}"),
    }
}

fn figures(machines: i64, year: i64, amount: i64) -> FiguresInput {
    FiguresInput {
        targets: vec![
            TargetInput {
                indicator: "MCH_EST".into(),
                target: machines,
            },
            TargetInput {
                indicator: "BOOTH".into(),
                target: 30,
            },
        ],
        money: vec![MoneyInput {
            year,
            source: FundingSource::Kcdp,
            amount: Dong(amount),
        }],
        verified: true,
    }
}

#[tokio::test]
async fn progress_is_counted_from_records_and_never_typed() {
    for town in towns().await {
        let cx = town.cx(Role::Appraiser);
        let id = create(&cx, provincial()).await.unwrap();
        set_figures(&cx, id, 1, figures(40, 2022, 1_000_000_000))
            .await
            .unwrap();
        let project = local_in_progress(&town, 600_000_000, 200_000_000).await;
        for (role, code) in [
            (Role::Officer, "delivery"),
            (Role::CentreHead, "acceptance"),
            (Role::CentreHead, "final-report"),
            (Role::CentreHead, "liquidation"),
            (Role::Accountant, "payment"),
        ] {
            step(&town, project, role, code).await;
        }
        drafted(&town, FundingScope::Kcdp, 600_000_000, 100_000_000).await;

        let done = counted(&town, id).await;
        let of = |code: &str| done.targets.iter().find(|t| t.indicator.code == code);
        let machines = of("MCH_EST").unwrap();
        assert_eq!(machines.percent(), Some(25));
        assert_eq!(machines.done.as_ref().unwrap().by_year, [(2022, 10)]);
        // A draft is no project yet.
        assert_eq!(of("PRJ_CNT").unwrap().done.as_ref().unwrap().total, 1);
        let booths = of("BOOTH").unwrap();
        assert_eq!((booths.target, booths.percent()), (Some(30), None));
        assert!(booths.done.is_none());
        let local = done
            .money
            .iter()
            .find(|m| m.source == FundingSource::Kcdp)
            .unwrap();
        assert_eq!((local.year, local.planned), (2022, Dong(200_000_000)));
        assert_eq!(local.spent, Dong(200_000_000));
        assert_eq!(local.percent(), Some(20));
        town.t.close().await;
    }
}

#[tokio::test]
async fn an_amendment_makes_the_next_version_and_keeps_the_one_before() {
    for town in towns().await {
        let cx = town.cx(Role::Appraiser);
        let id = create(&cx, provincial()).await.unwrap();
        set_figures(&cx, id, 1, figures(40, 2022, 1_000))
            .await
            .unwrap();
        let input = AmendInput {
            instrument_no: "99/QĐ-UBND".into(),
            instrument_on: Some(date(2021, 6, 1)),
            issuer: "UBND tỉnh".into(),
            reason: "Sáp nhập đơn vị".into(),
        };
        let mut early = input.clone();
        early.instrument_on = Some(date(2020, 1, 1));
        assert_eq!(field(amend(&cx, id, 2, early).await), "instrument_on");
        assert!(matches!(
            amend(&cx, id, 1, input.clone()).await,
            Err(CommandError::Stale)
        ));
        assert_eq!(amend(&cx, id, 2, input).await.unwrap(), 2);
        let now = version(&town, id).await;
        set_figures(&cx, id, now, figures(60, 2023, 2_000))
            .await
            .unwrap();
        let mut conn = cx.read().await.unwrap();
        let first = store::figures(&mut conn, id, 1).await.unwrap();
        let second = store::figures(&mut conn, id, 2).await.unwrap();
        assert_eq!(first.target("MCH_EST"), Some(40));
        assert_eq!(second.target("MCH_EST"), Some(60));
        assert_eq!(second.amount(2023, FundingSource::Kcdp), Some(Dong(2_000)));
        let versions = store::versions(&mut conn, id).await.unwrap();
        let numbers: Vec<_> = versions.iter().map(|v| v.instrument_no.as_str()).collect();
        assert_eq!(numbers, ["99/QĐ-UBND", "1234/QĐ-UBND"]);
        drop(conn);
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_draft_is_edited_and_not_amended() {
    for town in towns().await {
        let cx = town.cx(Role::Appraiser);
        let mut input = provincial();
        input.instrument_no = String::new();
        assert_eq!(field(create(&cx, input.clone()).await), "instrument_no");
        input.instrument_on = None;
        let id = create(&cx, input).await.unwrap();
        let amended = amend(&cx, id, 1, AmendInput::default()).await;
        assert!(matches!(
            amended,
            Err(CommandError::Refused { problem, .. }) if problem == "framework-not-issued"
        ));
        edit(&cx, id, 1, provincial()).await.unwrap();
        assert!(matches!(
            edit(&cx, id, 1, provincial()).await,
            Err(CommandError::Stale)
        ));
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_year_has_one_programme_of_an_area() {
    for town in towns().await {
        let cx = town.cx(Role::Appraiser);
        create(&cx, provincial()).await.unwrap();
        let mut second = provincial();
        (second.from_year, second.to_year) = (Some(2025), Some(2030));
        assert_eq!(field(create(&cx, second.clone()).await), "from_year");
        (second.from_year, second.to_year) = (Some(2016), Some(2020));
        create(&cx, second).await.unwrap();
        let mut long = provincial();
        long.province_id = Some(testkit::ho_chi_minh());
        (long.from_year, long.to_year) = (Some(2040), Some(2050));
        assert_eq!(field(create(&cx, long).await), "to_year");
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_province_that_merged_gets_no_programme_that_begins_later() {
    for town in towns().await {
        let cx = town.cx(Role::Appraiser);
        let mut late = provincial();
        (late.from_year, late.to_year) = (Some(2026), Some(2030));
        assert_eq!(field(create(&cx, late.clone()).await), "province_id");
        late.province_id = Some(testkit::ho_chi_minh());
        create(&cx, late).await.unwrap();
        town.t.close().await;
    }
}

#[tokio::test]
async fn figures_outside_the_period_or_the_dictionary_are_refused_beside_their_field() {
    for town in towns().await {
        let cx = town.cx(Role::Appraiser);
        let id = create(&cx, provincial()).await.unwrap();
        let late = set_figures(&cx, id, 1, figures(1, 2026, 1)).await;
        assert_eq!(field(late), "money_2026_kcdp");
        let mut unknown = figures(1, 2022, 1);
        unknown.targets[0].indicator = "XYZ".into();
        assert_eq!(field(set_figures(&cx, id, 1, unknown).await), "target_XYZ");
        let mut twice = figures(1, 2022, 1);
        twice.targets.push(twice.targets[0].clone());
        assert_eq!(
            field(set_figures(&cx, id, 1, twice).await),
            "target_MCH_EST"
        );
        set_figures(&cx, id, 1, figures(1, 2025, 1)).await.unwrap();
        let mut short = provincial();
        short.to_year = Some(2024);
        assert_eq!(field(edit(&cx, id, 2, short).await), "to_year");
        town.t.close().await;
    }
}

#[tokio::test]
async fn the_nation_s_programmes_are_loaded_once_and_are_the_agency_s_to_change() {
    for town in towns().await {
        let admin = town.cx(Role::Administrator);
        assert_eq!(seed::load(&admin).await.unwrap(), 2);
        assert_eq!(seed::load(&admin).await.unwrap(), 0);
        let mut cx = town.cx(Role::Officer);
        cx.actor.scope = Scope::Provinces(vec![testkit::ba_ria_vung_tau()]);
        let mut conn = cx.read().await.unwrap();
        let page = store::list(
            &mut conn,
            &cx.actor.scope,
            &Filter::default(),
            PageRequest::new(None),
        )
        .await
        .unwrap();
        let basis: Vec<_> = page.rows.iter().map(|row| row.basis()).collect();
        assert_eq!(
            basis,
            ["2646/QĐ-BCT, 23/09/2025", "1881/QĐ-TTg, 20/11/2020"]
        );
        let targets: Vec<i64> = page.rows.iter().map(|row| row.targets).collect();
        assert_eq!(targets, [0, 3], "what the press tells of 1881/QĐ-TTg");
        assert!(page.rows.iter().all(|row| !row.verified));
        let old = page.rows[1].id;
        let told = store::figures(&mut conn, old, 1).await.unwrap();
        assert_eq!(told.target("MDL_TEC"), Some(340));
        drop(conn);
        let id = page.rows[0].id;
        let changed = set_figures(&cx, id, 1, figures(1, 2026, 1)).await;
        assert!(matches!(changed, Err(CommandError::Forbidden(_))));
        set_figures(&town.cx(Role::MinistryAgency), id, 1, figures(1, 2026, 1))
            .await
            .unwrap();
        let mut national = provincial();
        national.province_id = None;
        assert_eq!(field(create(&cx, national).await), "province_id");
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_programme_that_came_without_targets_gets_them_once_unless_somebody_touched_it() {
    for town in towns().await {
        let admin = town.cx(Role::Administrator);
        seed::load(&admin).await.unwrap();
        let bare = "Chỉ tiêu và kinh phí chưa nhập vì chưa đọc được toàn văn.";
        for touched in [false, true] {
            let mut tx = admin.begin().await.unwrap();
            for statement in [
                "DELETE FROM framework_target".to_owned(),
                format!("UPDATE framework SET note = '{bare}', version = 1"),
                match touched {
                    true => "UPDATE framework SET version = 2".to_owned(),
                    false => "UPDATE framework SET version = 1".to_owned(),
                },
            ] {
                tx.exec(sql!(&statement)).await.unwrap();
            }
            tx.commit().await.unwrap();
            assert_eq!(seed::load(&admin).await.unwrap(), 0);
            assert_eq!(seed::load(&admin).await.unwrap(), 0);
            let expected = if touched { 0 } else { 3 };
            let engine = town.t.engine;
            assert_eq!(town.t.count("framework_target").await, expected, "{engine}");
        }
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_province_that_took_in_another_shows_its_programme_and_others_show_none() {
    for town in towns().await {
        let cx = town.cx(Role::MinistryAgency);
        create(&cx, provincial()).await.unwrap();
        let mut conn = cx.read().await.unwrap();
        let today = date(2025, 8, 1);
        let all = coverage(&cx, &mut conn, 2025, today).await.unwrap();
        assert_eq!(all.len(), 34);
        let issued: Vec<_> = all.iter().filter(|p| p.issued()).collect();
        assert_eq!(issued.len(), 1);
        assert!(issued[0].label.contains("Hồ Chí Minh"), "{:?}", issued[0]);
        let next = coverage(&cx, &mut conn, 2026, today).await.unwrap();
        assert!(next.iter().all(|p| !p.issued()));
        drop(conn);
        town.t.close().await;
    }
}
