//! Which criteria, rules and targets of the programme rest on a legal document.

use db::{Conn, Cx, DbError, Migration};
use kernel::{InstrumentId, Thing, Verb};
use reference::picked;
use web_kit::basis::{self, Citation};

use crate::{framework::indicator, funding_match::rules, proposal::criteria};

pub const MIGRATION: Migration = Migration::both(
    "20260106_97_basis",
    include_str!("../migrations/20260106_97_basis.sql"),
);

/// The rules that count today, for the page of the document; only those that the person may see.
pub async fn citing(cx: &Cx, conn: &mut Conn, id: InstrumentId) -> Result<Vec<Citation>, DbError> {
    let mut all = Vec::new();
    let may = |thing| cx.actor.may(Verb::View, thing);
    if may(Thing::Plan) {
        for criterion in criteria::of_instrument(cx, conn, id).await? {
            all.push(Citation {
                kind: cx.t("Tiêu chí xét chọn", "Selection criterion"),
                about: match criterion.province_id {
                    None => cx.t("Cả nước", "Whole country").to_owned(),
                    area => picked::unit_label(conn, area).await?,
                },
                name: criterion.title,
                href: "/selection-criteria".to_owned(),
                place: criterion.article,
                verified: criterion.verified,
            });
        }
    }
    if may(Thing::Norm) {
        for rule in rules::of_instrument(conn, id, cx.today()).await? {
            all.push(Citation {
                kind: cx.t("Quy tắc trùng hỗ trợ", "Rule on double funding"),
                name: rule.kind.label(cx.lang).to_owned(),
                about: rule.action.label(cx.lang).to_owned(),
                href: "/funding-match-rules".to_owned(),
                place: rule.basis,
                verified: rule.verified,
            });
        }
    }
    if may(Thing::Plan) {
        all.extend(targets(cx, conn, id).await?);
    }
    Ok(all)
}

async fn targets(cx: &Cx, conn: &mut Conn, id: InstrumentId) -> Result<Vec<Citation>, DbError> {
    let mut all = Vec::new();
    for text in indicator::BASES {
        if basis::named(cx, conn, text).await? != Some(id) {
            continue;
        }
        let resting = indicator::INDICATORS.iter().filter(|i| i.basis() == text);
        all.extend(resting.map(|indicator| Citation {
            kind: cx.t("Chỉ tiêu chương trình", "Target of programmes"),
            name: indicator.label(cx.lang).to_owned(),
            about: indicator.unit(cx.lang).to_owned(),
            href: "/frameworks".to_owned(),
            place: text.to_owned(),
            verified: false,
        }));
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kernel::Role;

    use super::*;
    use crate::{
        funding_match::{MatchAction, MatchKind, rules::RuleInput},
        proposal::criteria::CriterionInput,
        test_support::towns,
    };

    #[tokio::test]
    async fn criteria_and_rules_stand_with_the_document_that_was_picked() {
        for mut town in towns().await {
            town.t.with_instruments();
            let id = town.t.instrument("50/2026/TT-BCT").await;
            let department = town.cx(Role::Appraiser);
            let criterion = CriterionInput {
                province_id: Some(testkit::ba_ria_vung_tau()),
                scope: Some(::rules::FundingScope::Kcdp),
                title: "Nghề truyền thống".into(),
                most: Some(10),
                weight: Some(1),
                article: "Điều 7".into(),
                instrument_id: Some(id),
                valid_from: Some(date(2022, 1, 1)),
                ..CriterionInput::default()
            };
            criteria::add(&department, criterion).await.unwrap();
            let rule = RuleInput {
                kind: Some(MatchKind::Serial),
                action: Some(MatchAction::Warn),
                instrument_id: Some(id),
                valid_from: Some(date(2022, 1, 1)),
                ..RuleInput::default()
            };
            rules::add(&town.cx(Role::Administrator), rule)
                .await
                .unwrap();
            let mut conn = department.read().await.unwrap();
            let all = citing(&department, &mut conn, id).await.unwrap();
            let places: Vec<&str> = all.iter().map(|c| c.place.as_str()).collect();
            let engine = town.t.engine;
            assert_eq!(
                places,
                ["Điều 7 Thông tư 50/2026/TT-BCT", "Thông tư 50/2026/TT-BCT"],
                "{engine}"
            );
            drop(conn);
            town.t.close().await;
        }
    }

    #[tokio::test]
    async fn targets_stand_with_the_document_that_names_what_they_count() {
        for mut town in towns().await {
            town.t.with_instruments();
            let id = town.t.instrument("26/2014/TT-BCT").await;
            let department = town.cx(Role::Appraiser);
            let mut conn = department.read().await.unwrap();
            let all = citing(&department, &mut conn, id).await.unwrap();
            assert_eq!(all.len(), 4, "products recognised at four levels");
            assert!(all.iter().all(|c| c.href == "/frameworks" && !c.verified));
            drop(conn);
            town.t.close().await;
        }
    }
}
