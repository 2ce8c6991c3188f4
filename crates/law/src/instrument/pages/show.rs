use askama::Template;
use axum::extract::{Path, Query};
use db::{Conn, Cx, DbError};
use jiff::civil::Date;
use kernel::{FileId, Id, InstrumentId, Lang, Thing, Verb, format_date, parse_date};
use reference::picked;
use serde::Deserialize;
use uuid::Uuid;
use web_kit::{
    Choices, Chrome, Form, TrailLine, Web, WebError, WebResult,
    basis::{Citation, Citations},
};

use super::{load, title};
use crate::{
    choices::resolve_instrument,
    conclusion,
    instrument::{
        Article, Instrument, RelationInput, RelationKind, article,
        effect::{self, Turn},
        lapse::sets_rules,
        relation::{self, Related},
    },
    norm::{self, NormVersion},
    parameter::{self, ParameterVersion},
};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ShowQuery {
    /// The day for which the standing is asked; today when empty.
    on: String,
}

/// An article with the rules that point at it.
pub(in crate::instrument) struct ArticleView {
    pub label: String,
    pub anchor: String,
    /// The wording, paragraph by paragraph.
    pub paragraphs: Vec<String>,
    /// Names and addresses of the rules.
    pub rules: Vec<(String, String)>,
    pub article: Article,
}

/// A norm as a rule that rests on the document.
pub(in crate::instrument) fn norm_citation(norm: &NormVersion, lang: Lang) -> Citation {
    Citation {
        kind: lang.t("Định mức", "Norm"),
        name: norm.key.clone(),
        about: norm.title(lang).to_owned(),
        href: format!("/norms/{}", norm.id),
        place: norm.locator.clone(),
        verified: norm.verified,
    }
}

/// A deadline, limit or term as a rule that rests on the document.
pub(in crate::instrument) fn parameter_citation(
    version: &ParameterVersion,
    lang: Lang,
) -> Result<Citation, DbError> {
    let rule = version.rule()?;
    let value = rule.value.map(|v| v.text(lang)).unwrap_or_default();
    let name = rule.name(lang);
    Ok(Citation {
        kind: rule.subject.measure().label(lang),
        about: match value.is_empty() {
            true => name,
            false => format!("{name}: {value}"),
        },
        href: format!("/parameters/{}", version.id),
        name: rule.key,
        place: rule.locator,
        verified: version.verified,
    })
}

/// Every rule that rests on the document, of this module and of the others.
async fn citations(cx: &Cx, conn: &mut Conn, id: InstrumentId) -> Result<Vec<Citation>, DbError> {
    let lang = cx.lang;
    let norms = norm::store::of_instrument(conn, id).await?;
    let mut all: Vec<Citation> = norms.iter().map(|norm| norm_citation(norm, lang)).collect();
    for version in parameter::store::of_instrument(conn, id).await? {
        all.push(parameter_citation(&version, lang)?);
    }
    if let Some(others) = cx.ports.find::<dyn Citations>() {
        all.extend(others.of(cx, conn, id).await?);
    }
    Ok(all)
}

/// A step in the course of a document.
pub(in crate::instrument) struct TurnView {
    pub when: String,
    pub turn: Turn,
}

/// Where a document stands on a day, and its course.
pub(in crate::instrument) struct Course {
    pub on: String,
    pub bad_day: bool,
    pub standing: &'static str,
    pub look: (&'static str, &'static str),
    pub sentence: String,
    pub turns: Vec<TurnView>,
}

impl Course {
    pub(in crate::instrument) fn of(
        instrument: &Instrument,
        related: &[Related],
        on: Date,
        lang: Lang,
    ) -> Course {
        let standing = instrument.standing(on);
        Course {
            on: format_date(on),
            bad_day: false,
            standing: standing.label(lang),
            look: standing.look(),
            sentence: effect::sentence(instrument, related, on, lang),
            turns: effect::course(instrument, related, lang)
                .into_iter()
                .map(|turn| TurnView {
                    when: turn.when(lang),
                    turn,
                })
                .collect(),
        }
    }
}

#[derive(Template)]
#[template(path = "instrument/views/show.html")]
pub(in crate::instrument) struct ShowPage {
    pub c: Chrome,
    pub instrument: Instrument,
    pub area: String,
    pub course: Course,
    pub related: Vec<Related>,
    pub articles: Vec<ArticleView>,
    /// Every rule that rests on it.
    pub citations: Vec<Citation>,
    pub trail: Vec<TrailLine>,
    pub may_edit: bool,
    /// Whether it is reviewed, and the person sees what was concluded of it.
    pub reviewed: bool,
    pub relations: Choices,
    /// The form that adds a relation.
    pub form: Form,
}

pub(super) async fn show(
    web: Web,
    Path(id): Path<Uuid>,
    Query(query): Query<ShowQuery>,
) -> WebResult {
    let form = Form::new(web.cx.lang).with("verified", "true");
    let page = show_page(&web, id, &query.on, form).await?;
    web.page(page)
}

async fn show_page(web: &Web, id: Uuid, on: &str, form: Form) -> Result<ShowPage, WebError> {
    let lang = web.cx.lang;
    let asked = parse_date(on);
    let mut conn = web.cx.read().await?;
    let instrument = load(&mut conn, id).await?;
    let area = match instrument.unit_id {
        Some(_) => picked::unit_label(&mut conn, instrument.unit_id).await?,
        None => lang.t("Cả nước", "Whole country").to_owned(),
    };
    let trail = db::history(&mut conn, "instrument", &id.to_string()).await?;
    let related = relation::related(&mut conn, instrument.id).await?;
    let citations = citations(&web.cx, &mut conn, instrument.id).await?;
    let articles = article::of_instrument(&mut conn, instrument.id).await?;
    let name = instrument.title(lang);
    let day = asked.unwrap_or_else(|| web.cx.today());
    let mut course = Course::of(&instrument, &related, day, lang);
    course.bad_day = asked.is_none() && !on.trim().is_empty();
    Ok(ShowPage {
        c: web
            .chrome(&name)
            .crumb(title(lang), "/instruments")
            .crumb(name, ""),
        area,
        course,
        articles: article_views(articles, &citations, lang),
        related,
        citations,
        trail: web_kit::trail(trail, |done| verb(done, lang)),
        may_edit: web
            .cx
            .actor
            .keeps(Verb::Edit, Thing::Instrument, instrument.unit_id),
        reviewed: sets_rules(instrument.kind)
            && conclusion::model::sees(&web.cx.actor.scope, instrument.unit_id),
        relations: relations(lang),
        instrument,
        form,
    })
}

/// Each article with the rules whose place lies in it.
pub(in crate::instrument) fn article_views(
    articles: Vec<Article>,
    citations: &[Citation],
    lang: Lang,
) -> Vec<ArticleView> {
    articles
        .into_iter()
        .map(|article| ArticleView {
            label: article.label(lang),
            anchor: article.anchor(),
            paragraphs: article.body.lines().map(str::to_owned).collect(),
            rules: citations
                .iter()
                .filter(|rule| article.holds(&rule.place))
                .map(|rule| (rule.name.clone(), rule.href.clone()))
                .collect(),
            article,
        })
        .collect()
}

pub(in crate::instrument) fn relations(lang: Lang) -> Choices {
    RelationKind::ALL
        .into_iter()
        .map(|kind| (kind.code().to_owned(), kind.label(lang).to_owned()))
        .collect()
}

pub(super) async fn relate(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let kind = form.code("kind", RelationKind::from_code);
    let mut conn = web.cx.read().await?;
    let to = resolve_instrument(&mut conn, &mut form, "to").await?;
    drop(conn);
    let since = form.date("since");
    if kind.is_none() && form.error("kind").is_none() {
        let message = web.t("Chọn quan hệ.", "Choose the relation.");
        form.fail("kind", message);
    }
    if to.is_none() && form.error("to").is_none() {
        form.fail("to", picked::unclear(web.cx.lang));
    }
    if let (Some(kind), Some(to), false) = (kind, to, form.has_errors()) {
        let input = RelationInput {
            kind,
            to,
            since,
            note: form.text("note"),
            verified: form.flag("verified"),
        };
        match relation::relate(&form.cx(&web.cx), Id::from_uuid(id), input).await {
            Ok(()) => {
                let text = web.t("Đã ghi quan hệ giữa hai văn bản.", "Saved the relation.");
                return web.done(&format!("/instruments/{id}"), text).await;
            }
            Err(error) => form.refuse(error)?,
        }
    }
    let page = show_page(&web, id, "", form).await?;
    web.refused(page)
}

pub(super) async fn unrelate(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let kind = form.code("kind", RelationKind::from_code);
    let (Some(kind), Some(to)) = (kind, form.id("to")) else {
        return Err(WebError::not_found());
    };
    relation::unrelate(&web.cx, Id::from_uuid(id), kind, to).await?;
    let text = web.t("Đã bỏ quan hệ ghi nhầm.", "Took the relation back.");
    web.done(&format!("/instruments/{id}"), text).await
}

pub(super) async fn file(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let instrument = load(&mut conn, id).await?;
    let file: FileId = instrument.file_id.ok_or_else(WebError::not_found)?;
    web_kit::stored_file(&web, &mut conn, file).await
}

fn verb(verb: &str, lang: Lang) -> &str {
    match verb {
        "create" => lang.t("Ghi mới", "Entered"),
        "edit" => lang.t("Sửa", "Changed"),
        "relation" => lang.t(
            "Ghi quan hệ với văn bản khác",
            "Related to another document",
        ),
        "article" => lang.t("Ghi điều, phụ lục", "Entered an article"),
        "article-removal" => lang.t("Bỏ điều ghi nhầm", "Took back an article"),
        "relation-removal" => lang.t("Bỏ quan hệ ghi nhầm", "Took back a relation"),
        other => other,
    }
}
