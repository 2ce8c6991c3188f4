use askama::Template;
use axum::extract::{Path, Query};
use kernel::{Lang, ProjectId, Scope, Thing, Verb, format_date, format_timestamp};
use serde::{Deserialize, Serialize};
use web_kit::{Choices, Chrome, Form, Guard, Routes, Web, WebError, WebResult, query_string};

use super::{
    Found, Given, MatchAction, SearchBy,
    commands::{self, ResolutionInput},
    matching::{self, Match},
    model::{Kept, Resolution},
    search,
};
use crate::project::Case;

pub(crate) fn routes() -> Routes {
    let view = Guard::Needs(Verb::View, Thing::FundingMatch);
    Routes::new()
        .get("/funding-matches", view, find)
        .get("/projects/{id}/funding-matches", view, show)
        .post(
            "/projects/{id}/funding-matches",
            Guard::Needs(Verb::Decide, Thing::FundingMatch),
            resolve,
        )
}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct SearchQuery {
    q: String,
    by: String,
}

/// A support as a page shows it.
#[derive(Clone, Debug)]
pub(super) struct GivenView {
    pub label: String,
    /// Empty when the asker may not open it.
    pub href: String,
    pub party: String,
    pub activity: String,
    pub year: i64,
    pub source: &'static str,
    pub amount: String,
    pub amount_of: &'static str,
    pub province: String,
    pub state: String,
    pub unfunded: bool,
    pub illustration: bool,
}

pub(super) fn given_view(given: &Given, lang: Lang) -> GivenView {
    GivenView {
        label: given.label(),
        href: given.href(),
        party: given.party.clone(),
        activity: given.activity.titled(lang),
        year: given.year,
        source: given.source_label(lang),
        amount: given.amount.to_string(),
        amount_of: given.amount_of.label(lang),
        province: given.province.clone(),
        state: given.state.clone(),
        unfunded: given.unfunded,
        illustration: given.illustration,
    }
}

#[derive(Template)]
#[template(path = "funding_match/views/search.html")]
pub(super) struct SearchPage {
    pub c: Chrome,
    pub form: Form,
    pub by: Choices,
    /// None before anything was asked.
    pub rows: Option<Vec<(GivenView, Vec<String>)>>,
    /// Some of what is shown lies outside the asker's scope.
    pub beyond: bool,
}

impl SearchPage {
    pub(super) fn of(c: Chrome, query: &SearchQuery, found: Option<Vec<Found>>) -> SearchPage {
        let lang = c.lang;
        let beyond = found
            .as_ref()
            .is_some_and(|found| found.iter().any(|f| !f.given.open));
        SearchPage {
            form: Form::new(lang).with("q", &query.q).with("by", &query.by),
            by: SearchBy::ALL
                .into_iter()
                .map(|by| (by.code().to_owned(), by.label(lang).to_owned()))
                .collect(),
            rows: found.map(|found| {
                found
                    .into_iter()
                    .map(|f| (given_view(&f.given, lang), f.why))
                    .collect()
            }),
            beyond,
            c,
        }
    }
}

fn title(lang: Lang) -> &'static str {
    lang.t("Tra cứu trùng hỗ trợ", "Search for double funding")
}

async fn find(web: Web, Query(query): Query<SearchQuery>) -> WebResult {
    let cx = &web.cx;
    let by = SearchBy::from_code(&query.by).unwrap_or_default();
    let found = match query.q.trim().is_empty() {
        true => None,
        false => {
            commands::note_search(cx, &query.q).await?;
            let mut conn = cx.read().await?;
            Some(search(cx, &mut conn, &query.q, by).await?)
        }
    };
    web.page(SearchPage::of(web.chrome(title(cx.lang)), &query, found))
}

/// A match as the page of a project shows it.
#[derive(Clone, Debug)]
pub(super) struct MatchView {
    pub key: String,
    pub kind: &'static str,
    pub subject: String,
    pub given: GivenView,
    pub rule: String,
    pub verified: bool,
    /// (label, colour, icon)
    pub badge: (&'static str, &'static str, &'static str),
    /// Who settled it, when and why; empty when nobody did.
    pub settled: String,
    pub reason: String,
    /// Its form, when it was just sent and refused.
    pub form: Form,
}

#[derive(Template)]
#[template(path = "funding_match/views/project.html")]
pub(super) struct ProjectPage {
    pub c: Chrome,
    pub action: String,
    pub rows: Vec<MatchView>,
    /// Kept earlier, and not found any more: (kind, what, with what, how settled).
    pub past: Vec<(&'static str, String, String, String)>,
    pub resolutions: Choices,
    pub may_resolve: bool,
    /// Why the person may not settle, when the role could.
    pub own: bool,
    pub search_href: String,
}

pub(super) fn match_view(found: &Match, lang: Lang) -> MatchView {
    let settled = found.settled();
    let by = |kept: &Kept| {
        let resolution = kept.resolution.map_or("", |r| r.label(lang));
        let at = kept.resolved_at.map(format_timestamp).unwrap_or_default();
        format!("{resolution} · {} · {at}", kept.resolver)
    };
    let badge = match (settled.and_then(|kept| kept.resolution), found.rule.action) {
        (Some(Resolution::Confirmed), _) => {
            (lang.t("Trùng hỗ trợ", "Double funding"), "red", "stop")
        }
        (Some(resolution), _) => (resolution.label(lang), "green", "check"),
        (None, MatchAction::Block) => (
            lang.t("Chặn, chờ giải quyết", "Stops, to be settled"),
            "red",
            "stop",
        ),
        (None, _) => (lang.t("Cảnh báo", "Warning"), "amber", "alert"),
    };
    let from = format_date(found.rule.valid_from);
    MatchView {
        key: found.key.clone(),
        kind: found.kind.label(lang),
        subject: found.subject.clone(),
        given: given_view(&found.given, lang),
        rule: match lang {
            Lang::Vi => format!(
                "{}: {}, áp dụng từ {from}",
                found.rule.action.label(lang),
                found.rule.basis
            ),
            Lang::En => format!(
                "{}: {}, from {from}",
                found.rule.action.label(lang),
                found.rule.basis
            ),
        },
        verified: found.rule.verified,
        badge,
        settled: settled.map(by).unwrap_or_default(),
        reason: settled.map(|kept| kept.reason.clone()).unwrap_or_default(),
        form: Form::new(lang),
    }
}

async fn show(web: Web, Path(id): Path<ProjectId>) -> WebResult {
    let page = project_page(&web, id, None).await?;
    web.page(page)
}

async fn project_page(
    web: &Web,
    id: ProjectId,
    refused: Option<Form>,
) -> Result<ProjectPage, WebError> {
    let (cx, lang) = (&web.cx, web.cx.lang);
    let mut conn = cx.read().await?;
    let case = Case::load(cx, &mut conn, id).await?;
    let found = matching::matches(cx, &mut conn, &case, cx.today()).await?;
    let mut rows: Vec<MatchView> = found.iter().map(|found| match_view(found, lang)).collect();
    if let Some(form) = refused {
        let key = form.value("key").to_owned();
        if let Some(row) = rows.iter_mut().find(|row| row.key == key) {
            row.form = form;
        }
    }
    let past = matching::kept(&mut conn, id)
        .await?
        .into_iter()
        .filter(|kept| found.iter().all(|found| found.key != kept.match_key))
        .map(|kept| past_line(kept, lang))
        .collect();
    let heading = web.t("Trùng hỗ trợ", "Double funding");
    let project = &case.project;
    let own = project.created_by.is_some() && project.created_by == cx.actor.account;
    let decides =
        cx.actor.may(Verb::Decide, Thing::FundingMatch) && !matches!(cx.actor.scope, Scope::Own(_));
    let asked = [("q", project.beneficiaries.as_str()), ("by", "name")];
    Ok(ProjectPage {
        c: web
            .chrome(format!("{heading}: {}", project.code))
            .crumb(web.t("Đề án", "Projects"), "/projects")
            .crumb(&project.code, format!("/projects/{id}"))
            .crumb(heading, ""),
        action: format!("/projects/{id}/funding-matches"),
        rows,
        past,
        resolutions: resolutions(lang),
        may_resolve: decides && !own,
        own: decides && own,
        search_href: format!("/funding-matches{}", query_string(&asked)),
    })
}

pub(super) fn resolutions(lang: Lang) -> Choices {
    Resolution::ALL
        .into_iter()
        .map(|r| (r.code().to_owned(), r.label(lang).to_owned()))
        .collect()
}

fn past_line(kept: Kept, lang: Lang) -> (&'static str, String, String, String) {
    let settled = match kept.resolution {
        Some(resolution) => format!(
            "{} · {} · {}",
            resolution.label(lang),
            kept.resolver,
            kept.reason
        ),
        None => lang.t("Chưa ai giải quyết", "Not settled").to_owned(),
    };
    let with = format!("{} ({})", kept.other_label, kept.other_party);
    (kept.kind.label(lang), kept.subject, with, settled)
}

async fn resolve(web: Web, Path(id): Path<ProjectId>, mut form: Form) -> WebResult {
    let input = ResolutionInput {
        key: form.value("key").to_owned(),
        resolution: form.code("resolution", Resolution::from_code),
        reason: form.lines("reason"),
    };
    if !form.has_errors() {
        match commands::resolve(&form.cx(&web.cx), id, input).await {
            Ok(()) => {
                let text = web.t(
                    "Đã ghi kết luận về dấu hiệu trùng hỗ trợ.",
                    "Saved how the match was settled.",
                );
                let to = format!("/projects/{id}/funding-matches");
                return web.done(&to, text).await;
            }
            Err(error) => form.refuse(error)?,
        }
    }
    let page = project_page(&web, id, Some(form)).await?;
    web.refused(page)
}
