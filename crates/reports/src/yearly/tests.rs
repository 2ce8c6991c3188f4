use db::{CommandError, Cx, PageRequest};
use kernel::{Actor, BasisPoints, Dong, Role, Scope, UnitId, UnitLevel};
use serde_json::json;
use testkit::{ba_ria_vung_tau, ho_chi_minh};

use super::*;
use crate::fixture::{self, Fact, establishments, fact};

async fn report(cx: &Cx, code: &str, year: i64) -> CommandResult<YearlyReport> {
    let mut conn = cx.read().await.expect("reads");
    let unit = place::find(cx, &mut conn, code).await?;
    yearly(cx, &mut conn, &unit, year).await
}

fn published() -> serde_json::Value {
    json!({
        "machinery.establishments": 10,
        "training.capacity.classes": 3, "training.capacity.learners": 100,
        "training.cleaner_production.classes": 1, "training.cleaner_production.learners": 35,
        "training.collaborators_and_staff.held": true,
        "products.recognised.province": 35, "products.recognised.region": 13,
        "communication.bulletin.issues": 4,
        "communication.broadcast.items": 240,
        "showroom.establishments": 3,
        "survey.establishments.published_on_website": 150
    })
}

#[tokio::test]
async fn the_report_of_ba_ria_vung_tau_2022_shows_the_published_figures() {
    for t in fixture::both().await {
        let cx = t.cx(Role::Officer);
        fixture::record(&cx, &fixture::published()).await;
        let found = report(&cx, "77", 2022).await.expect("reports");
        assert_eq!(
            found.figures_json(),
            json!({"unit": "77", "year": 2022, "figures": published()}),
            "{}",
            t.engine
        );
        assert!(found.illustration());
        let city = report(&cx, "79", 2022).await.expect("reports");
        assert_eq!(
            city.unit.id,
            ho_chi_minh(),
            "the code of both eras means the city of today"
        );
        assert_eq!(
            city.figures_json()["figures"],
            published(),
            "with what merged into it"
        );
        assert_eq!(city.members.len(), 3);
        t.close().await;
    }
}

#[tokio::test]
async fn one_record_more_is_one_more_in_the_report() {
    for t in fixture::both().await {
        let cx = t.cx(Role::Officer);
        fixture::record(&cx, &fixture::published()).await;
        fixture::record(&cx, &[fact("communication.broadcast.items", 1)]).await;
        let found = report(&cx, "77", 2022).await.expect("reports");
        assert_ne!(found.figures_json()["figures"], published(), "{}", t.engine);
        assert_eq!(
            found.figures_json()["figures"]["communication.broadcast.items"],
            241
        );
        t.close().await;
    }
}

#[tokio::test]
async fn an_establishment_with_two_machines_counts_once() {
    for t in fixture::both().await {
        let cx = t.cx(Role::Officer);
        let mut facts = establishments("machinery.establishments", 2);
        facts.push(Fact {
            title: "Máy thứ hai".into(),
            ..facts[0].clone()
        });
        facts.push(Fact {
            subject: None,
            ..facts[0].clone()
        });
        fixture::record(&cx, &facts).await;
        let found = report(&cx, "77", 2022).await.expect("reports");
        let machines = &found.figures[0];
        assert_eq!(
            machines.value, 3,
            "{}: two known, one without an establishment",
            t.engine
        );
        assert_eq!(machines.records, 4);
        t.close().await;
    }
}

#[tokio::test]
async fn other_years_and_provinces_stay_out() {
    for t in fixture::both().await {
        let cx = t.cx(Role::MinistryAgency);
        let tay_ninh = UnitId::new(UnitLevel::Province, 72, 0);
        fixture::record(
            &cx,
            &[
                fact("communication.bulletin.issues", 4),
                Fact {
                    year: 2021,
                    ..fact("communication.bulletin.issues", 3)
                },
                Fact {
                    year: 2020,
                    ..fact("communication.bulletin.issues", 50)
                },
                Fact {
                    province: tay_ninh,
                    ..fact("communication.bulletin.issues", 70)
                },
            ],
        )
        .await;
        let found = report(&cx, "77", 2022).await.expect("reports");
        let issues = found
            .figures
            .iter()
            .find(|figure| figure.indicator.key == "communication.bulletin.issues")
            .expect("is in the dictionary");
        assert_eq!(
            (issues.value, issues.before, issues.change()),
            (4, 3, Some(1))
        );
        assert!(found.has_before);
        let empty = report(&cx, "77", 2018).await.expect("reports");
        assert!(empty.is_empty() && !empty.has_before);
        assert_eq!(
            empty.figures_json()["figures"]["communication.bulletin.issues"],
            0
        );
        let held = &empty.figures_json()["figures"]["training.collaborators_and_staff.held"];
        assert!(held.is_null(), "what was not held is not said");
        t.close().await;
    }
}

#[tokio::test]
async fn disbursement_names_what_it_is_a_share_of() {
    for t in fixture::both().await {
        let cx = t.cx(Role::Accountant);
        let here = ba_ria_vung_tau();
        fixture::projects(
            &cx,
            2022,
            here,
            &[
                ("01", "kcqg", "paid", 300_000_000, 300_000_000),
                ("02", "kcdp", "in_progress", 200_000_000, 50_000_000),
                ("03", "kcdp", "in_progress", 100_000_000, 0),
                ("04", "kcdp", "draft", 0, 0),
            ],
        )
        .await;
        fixture::projects(&cx, 2021, here, &[("00", "kcdp", "closed", 90, 90)]).await;
        let found = report(&cx, "77", 2022).await.expect("reports");
        let [national, local] = found.money.as_slice() else {
            panic!("two budgets")
        };
        assert_eq!(
            (national.projects, national.disbursed()),
            (1, Some(BasisPoints(10_000)))
        );
        assert_eq!(
            (local.allotted, local.paid),
            (Dong(300_000_000), Dong(50_000_000))
        );
        assert_eq!(local.disbursed(), Some(BasisPoints(1_666)), "{}", t.engine);
        assert_eq!(
            local.states[0],
            StateCount {
                state: "in_progress".into(),
                projects: 2
            },
            "the most frequent state first"
        );
        assert_eq!(
            (local.projects_before, local.allotted_before),
            (1, Dong(90))
        );
        let none = report(&cx, "77", 2023).await.expect("reports");
        assert_eq!(none.money[1].disbursed(), None, "nothing was allotted");
        t.close().await;
    }
}

#[tokio::test]
async fn a_report_stays_within_the_scope() {
    for t in fixture::both().await {
        let elsewhere = UnitId::new(UnitLevel::Province, 66, 0);
        let neighbour = t.cx_with(Actor {
            scope: Scope::Provinces(vec![elsewhere]),
            ..t.cx(Role::Officer).actor
        });
        let refused = report(&neighbour, "77", 2022).await;
        assert!(
            matches!(refused, Err(CommandError::NotFound)),
            "{}: {refused:?}",
            t.engine
        );
        let refused = report(&t.cx(Role::Collaborator), "77", 2022).await;
        assert!(
            refused.is_err(),
            "{}: a collaborator reads no reports",
            t.engine
        );
        let cx = t.cx(Role::Officer);
        for code in ["", "7", "99", "26758", "77'", "７７", "99999999999999"] {
            let refused = report(&cx, code, 2022).await;
            assert!(
                matches!(refused, Err(CommandError::NotFound)),
                "{code:?}: {refused:?}"
            );
        }
        let refused = report(&cx, "77", i64::MAX).await;
        assert!(
            matches!(refused, Err(CommandError::Invalid(_))),
            "{refused:?}"
        );
        t.close().await;
    }
}

#[tokio::test]
async fn a_figure_opens_to_exactly_its_records() {
    for t in fixture::both().await {
        let cx = t.cx(Role::Officer);
        fixture::record(&cx, &fixture::published()).await;
        let found = report(&cx, "79", 2022).await.expect("reports");
        let mut conn = cx.read().await.expect("reads");
        let family = found.family();
        let filter = |indicator| store::RecordFilter {
            scope: &cx.actor.scope,
            family: &family,
            year: 2022,
            indicator,
        };
        for figure in &found.figures {
            let filter = filter(Some(figure.indicator.key));
            let page = store::records(&mut conn, filter, PageRequest::new(None))
                .await
                .expect("reads");
            assert_eq!(
                page.total, figure.records,
                "{}: {}",
                t.engine, figure.indicator.key
            );
        }
        let websites = filter(Some("survey.establishments.published_on_website"));
        let second = store::records(&mut conn, websites, PageRequest::new(Some(2)))
            .await
            .expect("reads");
        assert_eq!((second.rows.len(), second.total), (50, 150));
        assert_eq!(second.rows[0].title, "Cơ sở minh họa 050");
        let (mut after, mut seen) = (None, 0);
        loop {
            let part = store::records_after(&mut conn, websites, after, 40)
                .await
                .expect("reads");
            let Some(last) = part.last() else { break };
            after = Some(last.record_id);
            seen += part.len();
        }
        assert_eq!(seen, 150, "{}: the cursor meets each record once", t.engine);
        let all = records(&cx, &mut conn, &found, 1_000).await.expect("reads");
        let under: i64 = found.figures.iter().map(|figure| figure.records).sum();
        assert_eq!(all.len() as i64, under);
        drop(conn);
        t.close().await;
    }
}

/// A register where each establishment is called the same.
struct Called(&'static str);

impl crate::subjects::Subjects for Called {
    fn names<'a>(
        &'a self,
        _: &'a Cx,
        _: &'a mut db::Conn,
        ids: &'a [kernel::EstablishmentId],
    ) -> db::BoxFuture<'a, Result<Vec<(kernel::EstablishmentId, String)>, db::DbError>> {
        let named = ids.iter().map(|id| (*id, self.0.to_owned())).collect();
        Box::pin(async move { Ok(named) })
    }
}

#[tokio::test]
async fn a_record_of_an_establishment_says_whose_it_is() {
    for t in fixture::both().await {
        let mut cx = t.cx(Role::Officer);
        cx.ports = db::Ports::default()
            .with::<dyn crate::subjects::Subjects>(std::sync::Arc::new(Called("HTX Đồng Tâm")));
        let of_one = Fact {
            title: "máy tiện CNC".into(),
            ..establishments("machinery.establishments", 1).remove(0)
        };
        let of_none = fact("communication.bulletin.issues", 1);
        fixture::record(&cx, &[of_one, of_none]).await;
        let found = report(&cx, "77", 2022).await.expect("reports");
        let mut conn = cx.read().await.expect("reads");
        let all = records(&cx, &mut conn, &found, 10).await.expect("reads");
        let mut titles: Vec<&str> = all.iter().map(|record| record.title.as_str()).collect();
        titles.sort_unstable();
        assert_eq!(
            titles,
            [
                "HTX Đồng Tâm · máy tiện CNC",
                "communication.bulletin.issues"
            ]
        );
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn the_money_opens_to_its_projects() {
    for t in fixture::both().await {
        let cx = t.cx(Role::Officer);
        let here = ba_ria_vung_tau();
        fixture::projects(
            &cx,
            2021,
            here,
            &[
                ("02", "kcdp", "paid", 20, 20),
                ("01", "kcdp", "draft", 10, 0),
                ("03", "kcqg", "paid", 30, 30),
            ],
        )
        .await;
        let mut conn = cx.read().await.expect("reads");
        let unit = place::find(&cx, &mut conn, "77").await.expect("is there");
        assert_eq!(
            newest_year(&cx, &mut conn, &unit).await.expect("reads"),
            2021
        );
        let filter = store::ProjectFilter {
            scope: &cx.actor.scope,
            family: &[here],
            year: 2021,
            source: Some(kernel::FundingSource::Kcdp),
            state: None,
        };
        let page = store::projects(&mut conn, filter, PageRequest::new(None))
            .await
            .expect("reads");
        let codes: Vec<&str> = page.rows.iter().map(|row| row.code.as_str()).collect();
        assert_eq!(codes, ["01", "02"], "{}", t.engine);
        let paid = store::ProjectFilter {
            state: Some("paid"),
            ..filter
        };
        let page = store::projects(&mut conn, paid, PageRequest::new(None))
            .await
            .expect("reads");
        assert_eq!((page.total, page.rows[0].allotted), (1, Dong(20)));
        drop(conn);
        t.close().await;
    }
}
