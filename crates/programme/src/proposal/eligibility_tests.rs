use db::PageRequest;
use kernel::{Lang, Role};
use rules::FundingScope;

use super::{
    store::Filter,
    tests::{machine, plan_of, stored},
    *,
};
use crate::{ports::Eligibility, test_support::towns};

#[tokio::test]
async fn what_has_to_be_confirmed_is_not_called_eligible() {
    for town in towns().await {
        let plan = plan_of(&town, FundingScope::Kcdp).await;
        let cx = town.cx(Role::Officer);
        let id = create(&cx, machine(plan, 6, 100_000_000)).await.unwrap();
        let proposal = stored(&town, id).await;
        let (_, colour, _) = proposal.eligibility().badge(Lang::Vi);
        assert_eq!(proposal.eligibility(), Eligibility::Unsure);
        assert_eq!(colour, "amber", "{}", town.t.engine);
        assert!(proposal.ceiling_reasons.contains("xác nhận"));
        let mut conn = cx.read().await.unwrap();
        let request = PageRequest::new(None);
        let scope = &cx.actor.scope;
        let (page, _) = store::list(&mut conn, scope, &Filter::default(), request)
            .await
            .unwrap();
        assert_eq!(page.rows[0].eligibility(), Eligibility::Unsure);
        drop(conn);
        edit(&cx, id, 1, machine(plan, 1, 100_000_000))
            .await
            .unwrap();
        let known = stored(&town, id).await.eligibility();
        assert_eq!(known, Eligibility::Eligible);
        let foreign = create(&cx, machine(plan, 3, 100_000_000)).await.unwrap();
        let refused = stored(&town, foreign).await.eligibility();
        assert_eq!(refused, Eligibility::NotEligible);
        town.t.close().await;
    }
}

#[test]
fn pages_say_in_amber_what_has_to_be_confirmed() {
    for name in ["proposal", "selection"] {
        let said = samples::of(Lang::Vi).into_iter().any(|page| {
            let html = page.html.unwrap();
            let badges = || {
                html.split("kc-badge kc-")
                    .map(|rest| rest.split("</span>").next())
            };
            let amber = |badge: Option<&str>| {
                badge.is_some_and(|b| b.starts_with("amber") && b.ends_with("Cần xác nhận"))
            };
            page.name == name && badges().any(amber)
        });
        assert!(said, "{name}");
    }
}
