use askama::Template;
use axum::extract::Query;
use kernel::{Thing, UnitId, Verb, parse_date};
use serde::Deserialize;
use web_kit::{Choices, Chrome, Web, WebResult};

use super::{RequirementView, views};
use crate::{
    overview,
    requirement::{
        model::Kind,
        store::{self, Filter},
    },
};

/// The filters as they stand in the address: texts, because an empty choice sends an empty value.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::requirement) struct ListQuery {
    /// `nation` or the id of a province.
    pub area: String,
    pub on: String,
    pub unverified: String,
}

#[derive(Template)]
#[template(path = "requirement/views/list.html")]
pub(in crate::requirement) struct ListPage {
    pub c: Chrome,
    pub kind: Kind,
    pub tabs: overview::Tabs,
    pub query: ListQuery,
    pub areas: Choices,
    pub rows: Vec<RequirementView>,
    pub bad_day: bool,
    pub may_create: bool,
}

pub(super) async fn papers(web: Web, Query(query): Query<ListQuery>) -> WebResult {
    list(web, Kind::Paper, query).await
}

pub(super) async fn criteria(web: Web, Query(query): Query<ListQuery>) -> WebResult {
    list(web, Kind::Criterion, query).await
}

async fn list(web: Web, kind: Kind, query: ListQuery) -> WebResult {
    let (cx, lang) = (&web.cx, web.cx.lang);
    let on = parse_date(&query.on);
    let filter = Filter {
        area: match (query.area.as_str(), query.area.parse::<UnitId>()) {
            ("nation", _) => Some(None),
            (_, Ok(unit)) => Some(Some(unit)),
            _ => None,
        },
        on,
        unverified: query.unverified == "true",
    };
    let mut conn = cx.read().await?;
    let rows = store::list(&mut conn, kind, &filter).await?;
    let provinces = store::territories(&mut conn, kind).await?;
    let mut areas = vec![(
        "nation".to_owned(),
        lang.t("Cả nước", "Whole country").to_owned(),
    )];
    areas.extend(
        provinces
            .iter()
            .map(|(id, label)| (id.to_string(), label.clone())),
    );
    let tab = match kind {
        Kind::Paper => overview::Tab::Papers,
        Kind::Criterion => overview::Tab::Criteria,
    };
    web.page(ListPage {
        c: overview::frame(&web, kind.title(lang), Vec::new()),
        kind,
        tabs: overview::tabs(cx, tab),
        bad_day: on.is_none() && !query.on.trim().is_empty(),
        query,
        areas,
        rows: views(rows, &provinces, lang)?,
        may_create: cx.actor.may(Verb::Create, Thing::Workflow),
    })
}
