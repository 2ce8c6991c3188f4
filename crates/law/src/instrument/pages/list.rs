use askama::Template;
use axum::{Json, extract::Query, response::IntoResponse};
use db::PageRequest;
use jiff::civil::Date;
use kernel::{InstrumentId, Lang, Thing, UnitId, Verb, format_date, parse_date};
use serde::{Deserialize, Serialize};
use web_kit::{Choices, Chrome, Pager, Web, WebResult};

use super::{kinds, title};
use crate::instrument::{
    Instrument, InstrumentKind, Standing,
    store::{self, Area, Filter},
};

/// The filters as they stand in the address: texts, because an empty choice sends an empty value.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::instrument) struct ListQuery {
    pub q: String,
    pub kind: String,
    /// `nation`, `local` or the id of a province.
    pub area: String,
    pub standing: String,
    /// The day for which the standing is asked; today when empty.
    pub on: String,
    pub unverified: String,
    pub page: String,
}

impl ListQuery {
    fn filter(&self, on: Date) -> Filter {
        Filter {
            q: self.q.clone(),
            kind: InstrumentKind::from_code(&self.kind),
            area: area(&self.area),
            standing: Standing::from_code(&self.standing).map(|standing| (standing, on)),
            unverified: self.unverified == "true",
        }
    }

    fn pairs(&self) -> [(&'static str, &str); 6] {
        [
            ("q", &self.q),
            ("kind", &self.kind),
            ("area", &self.area),
            ("standing", &self.standing),
            ("on", &self.on),
            ("unverified", &self.unverified),
        ]
    }
}

/// Reads an area from the address.
pub(super) fn area(text: &str) -> Area {
    match (text, text.parse::<UnitId>()) {
        ("nation", _) => Area::Nation,
        ("local", _) => Area::Local,
        (_, Ok(unit)) => Area::Province(unit),
        _ => Area::Any,
    }
}

/// The areas to choose from: the nation, all provinces, and each that has documents of its own.
pub(super) fn areas(provinces: &[(UnitId, String)], lang: Lang) -> Choices {
    let mut areas = vec![
        (
            "nation".to_owned(),
            lang.t("Cả nước", "Whole country").to_owned(),
        ),
        (
            "local".to_owned(),
            lang.t("Văn bản địa phương", "Local documents").to_owned(),
        ),
    ];
    areas.extend(
        provinces
            .iter()
            .map(|(id, label)| (id.to_string(), label.clone())),
    );
    areas
}

pub(super) fn standings(lang: Lang) -> Choices {
    Standing::ALL
        .into_iter()
        .map(|s| (s.code().to_owned(), s.label(lang).to_owned()))
        .collect()
}

/// A document with where it stands on the day that was asked for.
pub(in crate::instrument) struct Row {
    pub document: Instrument,
    pub standing: &'static str,
    pub look: (&'static str, &'static str),
}

impl Row {
    pub(in crate::instrument) fn of(document: Instrument, on: Date, lang: Lang) -> Row {
        let standing = document.standing(on);
        Row {
            standing: standing.label(lang),
            look: standing.look(),
            document,
        }
    }
}

#[derive(Template)]
#[template(path = "instrument/views/list.html")]
pub(in crate::instrument) struct ListPage {
    pub c: Chrome,
    pub query: ListQuery,
    pub kinds: Choices,
    pub areas: Choices,
    pub standings: Choices,
    /// The day for which the standing is shown, as it is written.
    pub on: String,
    /// What was typed as a day and is none.
    pub bad_day: bool,
    pub rows: Vec<Row>,
    pub pager: Pager,
    pub may_create: bool,
}

pub(super) async fn list(web: Web, Query(query): Query<ListQuery>) -> WebResult {
    let lang = web.cx.lang;
    let asked = parse_date(&query.on);
    let on = asked.unwrap_or_else(|| web.cx.today());
    let mut conn = web.cx.read().await?;
    let request = PageRequest::new(query.page.parse().ok());
    let page = store::list(&mut conn, &query.filter(on), request).await?;
    let provinces = store::territories(&mut conn).await?;
    web.page(ListPage {
        c: web.chrome(title(lang)),
        kinds: kinds(lang),
        areas: areas(&provinces, lang),
        standings: standings(lang),
        on: format_date(on),
        bad_day: asked.is_none() && !query.on.trim().is_empty(),
        pager: Pager::new(&page, "/instruments", &query.pairs()),
        rows: page
            .rows
            .into_iter()
            .map(|document| Row::of(document, on, lang))
            .collect(),
        query,
        may_create: web.cx.actor.may(Verb::Create, Thing::Instrument),
    })
}

impl ListPage {
    pub(in crate::instrument) fn sample(lang: Lang, rows: Vec<Instrument>, on: Date) -> ListPage {
        let page = db::Page {
            total: rows.len() as i64,
            rows,
            request: PageRequest::new(None),
        };
        ListPage {
            c: Chrome::sample(lang, title(lang)),
            query: ListQuery::default(),
            kinds: kinds(lang),
            areas: areas(&[], lang),
            standings: standings(lang),
            on: format_date(on),
            bad_day: true,
            pager: Pager::new(&page, "/instruments", &[]),
            rows: page
                .rows
                .into_iter()
                .map(|document| Row::of(document, on, lang))
                .collect(),
            may_create: true,
        }
    }
}

/// One choice of the picker.
#[derive(Serialize)]
struct Choice {
    id: InstrumentId,
    label: String,
    hint: String,
}

/// What pickers of every module ask: documents by words of number, issuer or subject.
pub(super) async fn search(web: Web, Query(query): Query<ListQuery>) -> WebResult {
    let lang = web.cx.lang;
    let on = parse_date(&query.on).unwrap_or_else(|| web.cx.today());
    let mut conn = web.cx.read().await?;
    let request = PageRequest { page: 1, size: 20 };
    let page = store::list(&mut conn, &query.filter(on), request).await?;
    let choices: Vec<Choice> = page
        .rows
        .into_iter()
        .map(|row| Choice {
            id: row.id,
            label: row.title(lang),
            hint: format!("{} · {}", row.subject, row.standing(on).label(lang)),
        })
        .collect();
    Ok(Json(choices).into_response())
}
