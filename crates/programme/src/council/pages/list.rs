use askama::Template;
use axum::extract::Query;
use db::{Page, PageRequest};
use kernel::{Lang, Thing, Verb, format_date};
use serde::Deserialize;
use web_kit::{Chrome, Form, Pager, Web, WebResult};

use super::{Badge, session_badge, title};
use crate::{
    council::{
        model::{CouncilRow, SessionRow, term},
        store::{self, Filter},
    },
    project::Level,
};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ListQuery {
    q: String,
    level: String,
    page: String,
}

impl ListQuery {
    fn pairs(&self) -> [(&'static str, &str); 2] {
        [("q", &self.q), ("level", &self.level)]
    }
}

/// A council in the list.
pub(super) struct Row {
    pub href: String,
    pub title: String,
    pub level: &'static str,
    pub territory: String,
    pub decision: String,
    pub term: String,
    pub members: i64,
    pub sessions: i64,
    pub illustration: bool,
}

/// A session in a list.
pub(in crate::council) struct SessionView {
    pub href: String,
    pub title: String,
    pub council: String,
    pub day: String,
    pub place: String,
    pub items: i64,
    pub badge: Badge,
    pub illustration: bool,
}

pub(super) fn session_view(row: SessionRow, lang: Lang) -> SessionView {
    let n = row.number;
    SessionView {
        href: format!("/council-sessions/{}", row.id),
        title: match lang {
            Lang::Vi => format!("Phiên thứ {n}"),
            Lang::En => format!("Session {n}"),
        },
        council: row.council,
        day: format_date(row.held_on),
        place: row.place,
        items: row.items,
        badge: session_badge(row.state, lang),
        illustration: row.illustration,
    }
}

#[derive(Template)]
#[template(path = "council/views/list.html")]
pub(super) struct ListPage {
    pub c: Chrome,
    pub form: Form,
    pub levels: Vec<(&'static str, &'static str)>,
    /// The sessions that the reader is invited to.
    pub invited: Vec<SessionView>,
    pub rows: Vec<Row>,
    pub pager: Pager,
    pub may_create: bool,
}

impl ListPage {
    pub(super) fn of(c: Chrome, query: &ListQuery, page: Page<CouncilRow>) -> ListPage {
        let lang = c.lang;
        let mut form = Form::new(lang);
        for (name, value) in query.pairs() {
            form.set(name, value);
        }
        let pager = Pager::new(&page, "/councils", &query.pairs());
        ListPage {
            form,
            levels: Level::ALL.map(|l| (l.code(), l.label(lang))).to_vec(),
            invited: Vec::new(),
            rows: page.rows.into_iter().map(|row| view(row, lang)).collect(),
            pager,
            may_create: false,
            c,
        }
    }
}

fn view(row: CouncilRow, lang: Lang) -> Row {
    Row {
        href: format!("/councils/{}", row.id),
        title: row.title,
        level: row.level.label(lang),
        territory: match row.territory.is_empty() {
            true => lang.t("Cả nước", "Whole country").to_owned(),
            false => row.territory,
        },
        decision: format!("{}, {}", row.decision_no, format_date(row.decision_on)),
        term: term(row.term_from, row.term_to, lang),
        members: row.members,
        sessions: row.sessions,
        illustration: row.illustration,
    }
}

pub(super) async fn list(web: Web, Query(query): Query<ListQuery>) -> WebResult {
    let (lang, actor) = (web.cx.lang, &web.cx.actor);
    let mut conn = web.cx.read().await?;
    let filter = Filter {
        q: query.q.clone(),
        level: Level::from_code(&query.level),
    };
    let request = PageRequest::new(query.page.parse().ok());
    let page = store::list(&mut conn, actor, &filter, request).await?;
    let invited = store::invited(&mut conn, actor).await?;
    web.page(ListPage {
        invited: invited
            .into_iter()
            .map(|row| session_view(row, lang))
            .collect(),
        may_create: actor.may(Verb::Create, Thing::Council),
        ..ListPage::of(web.chrome(title(lang)), &query, page)
    })
}
