use askama::Template;
use axum::extract::Query;
use kernel::{Thing, UnitId, Verb, parse_date};
use serde::Deserialize;
use web_kit::{Choices, Chrome, Web, WebResult};

use super::{ParameterView, title, views};
use crate::{
    norm::store::Area,
    parameter::store::{self, Filter},
};

/// The filters as they stand in the address: texts, because an empty choice sends an empty value.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::parameter) struct ListQuery {
    /// `nation` or the id of a province.
    pub area: String,
    pub on: String,
    pub unverified: String,
}

#[derive(Template)]
#[template(path = "parameter/views/list.html")]
pub(in crate::parameter) struct ListPage {
    pub c: Chrome,
    pub query: ListQuery,
    pub areas: Choices,
    pub rows: Vec<ParameterView>,
    pub bad_day: bool,
    pub may_create: bool,
}

pub(super) async fn list(web: Web, Query(query): Query<ListQuery>) -> WebResult {
    let lang = web.cx.lang;
    let on = parse_date(&query.on);
    let filter = Filter {
        area: match (query.area.as_str(), query.area.parse::<UnitId>()) {
            ("nation", _) => Area::Nation,
            (_, Ok(unit)) => Area::Province(unit),
            _ => Area::Any,
        },
        on,
        unverified: query.unverified == "true",
    };
    let mut conn = web.cx.read().await?;
    let rows = store::list(&mut conn, &filter).await?;
    let provinces = store::territories(&mut conn).await?;
    let mut areas = vec![(
        "nation".to_owned(),
        lang.t("Cả nước", "Whole country").to_owned(),
    )];
    areas.extend(
        provinces
            .iter()
            .map(|(id, label)| (id.to_string(), label.clone())),
    );
    web.page(ListPage {
        c: web.chrome(title(lang)),
        bad_day: on.is_none() && !query.on.trim().is_empty(),
        query,
        areas,
        rows: views(rows, &provinces, lang)?,
        may_create: web.cx.actor.may(Verb::Create, Thing::Parameter),
    })
}
