use askama::Template;
use axum::extract::Query;
use kernel::{format_date, parse_date};
use serde::Deserialize;
use web_kit::{Chrome, Web, WebResult, basis};

use super::title;
use crate::{
    overview,
    paper_form::{PaperForm, store},
};

/// The filters as they stand in the address: texts, because an empty choice sends an empty value.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::paper_form) struct ListQuery {
    pub on: String,
    pub unverified: String,
}

/// A form as the list shows it.
pub(in crate::paper_form) struct FormRow {
    pub form: PaperForm,
    pub title: String,
    pub made: &'static str,
    pub place: String,
    /// Where its text can be read; empty when it is not in the register.
    pub address: String,
    pub since: String,
}

#[derive(Template)]
#[template(path = "paper_form/views/list.html")]
pub(in crate::paper_form) struct ListPage {
    pub c: Chrome,
    pub tabs: overview::Tabs,
    pub query: ListQuery,
    pub rows: Vec<FormRow>,
    pub bad_day: bool,
}

pub(super) async fn list(web: Web, Query(query): Query<ListQuery>) -> WebResult {
    let (cx, lang) = (&web.cx, web.cx.lang);
    let on = parse_date(&query.on);
    let mut conn = cx.read().await?;
    let mut rows = Vec::new();
    for form in store::list(&mut conn, on.unwrap_or(cx.today())).await? {
        if query.unverified == "true" && !form.is_unverified() {
            continue;
        }
        let address = match &form.basis {
            Some(b) => basis::address(cx, &mut conn, b.instrument_id, &b.article).await?,
            None => String::new(),
        };
        rows.push(FormRow {
            title: form.title().get(lang).to_owned(),
            made: form.made(lang),
            place: form.place().get(lang).to_owned(),
            address,
            since: form
                .basis
                .as_ref()
                .map(|b| format_date(b.valid_from))
                .unwrap_or_default(),
            form,
        });
    }
    web.page(ListPage {
        c: overview::frame(&web, title(lang), Vec::new()),
        tabs: overview::tabs(cx, overview::Tab::Forms),
        bad_day: on.is_none() && !query.on.trim().is_empty(),
        query,
        rows,
    })
}
