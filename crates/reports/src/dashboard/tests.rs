use kernel::{Dong, Role, UnitId, UnitLevel};
use testkit::{ba_ria_vung_tau, ho_chi_minh};

use super::{model::Overview, store};
use crate::{
    fixture::{self, Project},
    state::States,
};

const OF_2022: &[Project] = &[
    ("22-01", "kcdp", "in_progress", 300, 100),
    ("22-02", "kcdp", "needs_more", 0, 0),
    ("22-03", "kcqg", "closed", 700, 700),
];
const OF_2021: &[Project] = &[
    ("21-01", "kcdp", "in_progress", 50, 0),
    ("21-02", "kcdp", "closed", 50, 50),
];

#[tokio::test]
async fn the_overview_adds_old_provinces_to_that_of_today() {
    for t in fixture::both().await {
        let cx = t.cx(Role::CentreHead);
        let daklak = UnitId::new(UnitLevel::Province, 66, 0);
        fixture::projects(&cx, 2022, ba_ria_vung_tau(), OF_2022).await;
        fixture::projects(
            &cx,
            2022,
            ho_chi_minh(),
            &[("22-04", "kcdp", "draft", 0, 0)],
        )
        .await;
        fixture::projects(&cx, 2022, daklak, &[("22-05", "kcdp", "draft", 9, 0)]).await;
        fixture::projects(&cx, 2021, ba_ria_vung_tau(), OF_2021).await;
        let mut conn = cx.read().await.expect("reads");
        let scope = &cx.actor.scope;
        let counted = store::counted(&mut conn, scope, 2022)
            .await
            .expect("counts");
        let spent = store::spent(&mut conn, scope, 2022).await.expect("sums");
        let members = store::members(&mut conn).await.expect("reads");
        let found = Overview::new(2022, &counted, &spent, &members, &States::builtin());
        assert_eq!(
            (found.now.projects, found.now.waiting),
            (4, 1),
            "{}",
            t.engine
        );
        assert_eq!(
            (found.now.allotted, found.now.paid),
            (Dong(1_000), Dong(800))
        );
        assert_eq!(
            (found.before.projects, found.before.allotted),
            (2, Dong(100))
        );
        assert_eq!(found.provinces.len(), 1, "{:?}", found.provinces);
        assert_eq!(found.provinces[0].code, "79");
        assert_eq!(found.provinces[0].totals, found.now);
        drop(conn);
        t.close().await;
    }
}

#[tokio::test]
async fn what_was_left_from_earlier_years_comes_first() {
    for t in fixture::both().await {
        let cx = t.cx(Role::CentreHead);
        fixture::projects(&cx, 2022, ba_ria_vung_tau(), OF_2022).await;
        fixture::projects(&cx, 2021, ba_ria_vung_tau(), OF_2021).await;
        let mut conn = cx.read().await.expect("reads");
        let (rows, total) = store::held(&mut conn, &cx.actor.scope, 2022, 10, &States::builtin())
            .await
            .expect("reads");
        let codes: Vec<&str> = rows.iter().map(|row| row.code.as_str()).collect();
        assert_eq!(codes, ["21-01", "22-02"], "{}", t.engine);
        assert_eq!(total, 2);
        drop(conn);
        t.close().await;
    }
}
