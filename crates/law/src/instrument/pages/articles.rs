use askama::Template;
use axum::extract::Path;
use db::{CommandError, Conn};
use kernel::{ArticleId, Id, Lang};
use uuid::Uuid;
use web_kit::{Choices, Chrome, Difference, Form, Labelled, Web, WebError, WebResult, differences};

use super::{load, title};
use crate::instrument::{Article, ArticleInput, ArticleKind, Instrument, article};

#[derive(Template)]
#[template(path = "instrument/views/article.html")]
pub(in crate::instrument) struct ArticlePage {
    pub c: Chrome,
    pub form: Form,
    pub document: String,
    pub action: String,
    pub cancel: String,
    /// Where an article entered by mistake is taken back; empty for a new one.
    pub removal: String,
    pub kinds: Choices,
    pub conflict: Vec<Difference>,
}

const FIELDS: &[Labelled] = &[
    ("kind", ("Loại", "Kind")),
    ("number", ("Số", "Number")),
    ("heading", ("Tên điều", "Heading")),
    ("body", ("Nội dung", "Wording")),
    ("source", ("Nguồn tra cứu", "Where it was read")),
    ("verified", ("Đã đối chiếu", "Compared")),
];

impl ArticlePage {
    pub(in crate::instrument) fn of(
        c: Chrome,
        form: Form,
        document: &Instrument,
        id: Option<ArticleId>,
    ) -> ArticlePage {
        let lang = c.lang;
        let page = format!("/instruments/{}", document.id);
        let action = match id {
            Some(id) => format!("{page}/articles/{id}"),
            None => format!("{page}/articles"),
        };
        ArticlePage {
            removal: match id {
                Some(_) => format!("{action}/removal"),
                None => String::new(),
            },
            action,
            cancel: page,
            document: document.title(lang),
            form,
            kinds: kinds(lang),
            conflict: Vec::new(),
            c,
        }
    }
}

fn kinds(lang: Lang) -> Choices {
    ArticleKind::ALL
        .into_iter()
        .map(|kind| (kind.code().to_owned(), kind.label(lang).to_owned()))
        .collect()
}

fn page(web: &Web, form: Form, document: &Instrument, id: Option<ArticleId>) -> ArticlePage {
    let heading = match id {
        Some(_) => web.t("Sửa điều, phụ lục", "Edit the article"),
        None => web.t("Thêm điều, phụ lục", "Add an article"),
    };
    let chrome = web
        .chrome(heading)
        .crumb(title(web.cx.lang), "/instruments")
        .crumb(
            document.title(web.cx.lang),
            format!("/instruments/{}", document.id),
        )
        .crumb(heading, "");
    ArticlePage::of(chrome, form, document, id)
}

fn filled(lang: Lang, article: &Article) -> Form {
    Form::new(lang)
        .with("kind", article.kind.code())
        .with("number", &article.number)
        .with("heading", &article.heading)
        .with("body", &article.body)
        .with("source", &article.source)
        .with("verified", if article.verified { "true" } else { "" })
        .with("version", article.version)
}

fn typed(form: &mut Form) -> ArticleInput {
    ArticleInput {
        kind: form.code("kind", ArticleKind::from_code),
        number: form.text("number"),
        heading: form.text("heading"),
        body: form.value("body").to_owned(),
        source: form.text("source"),
        verified: form.flag("verified"),
    }
}

pub(super) async fn new(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let document = load(&mut conn, id).await?;
    let form = Form::new(web.cx.lang).with("kind", ArticleKind::Article.code());
    web.page(page(&web, form, &document, None))
}

pub(super) async fn add(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let mut conn = web.cx.read().await?;
    let document = load(&mut conn, id).await?;
    drop(conn);
    let input = typed(&mut form);
    if form.has_errors() {
        return web.refused(page(&web, form, &document, None));
    }
    match article::add(&form.cx(&web.cx), document.id, input).await {
        Ok(_) => saved(&web, &document).await,
        Err(error) => {
            form.refuse(error)?;
            web.refused(page(&web, form, &document, None))
        }
    }
}

async fn both(conn: &mut Conn, id: Uuid, article: Uuid) -> Result<(Instrument, Article), WebError> {
    let document = load(conn, id).await?;
    let article = article::get(conn, document.id, Id::from_uuid(article))
        .await?
        .ok_or_else(WebError::not_found)?;
    Ok((document, article))
}

pub(super) async fn edit_form(web: Web, Path((id, article)): Path<(Uuid, Uuid)>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let (document, article) = both(&mut conn, id, article).await?;
    let form = filled(web.cx.lang, &article);
    web.page(page(&web, form, &document, Some(article.id)))
}

pub(super) async fn edit(
    web: Web,
    Path((id, article)): Path<(Uuid, Uuid)>,
    mut form: Form,
) -> WebResult {
    let mut conn = web.cx.read().await?;
    let (document, article) = both(&mut conn, id, article).await?;
    drop(conn);
    let input = typed(&mut form);
    if form.has_errors() {
        return web.refused(page(&web, form, &document, Some(article.id)));
    }
    let version = form.version_number();
    match article::edit(&form.cx(&web.cx), document.id, article.id, version, input).await {
        Ok(()) => saved(&web, &document).await,
        Err(CommandError::Stale) => {
            let stored = filled(web.cx.lang, &article);
            let conflict = differences(web.cx.lang, &stored, &form, FIELDS);
            form.set("version", article.version);
            web.refused(ArticlePage {
                conflict,
                ..page(&web, form, &document, Some(article.id))
            })
        }
        Err(error) => {
            form.refuse(error)?;
            web.refused(page(&web, form, &document, Some(article.id)))
        }
    }
}

async fn saved(web: &Web, document: &Instrument) -> WebResult {
    let text = web.t("Đã ghi điều, phụ lục của văn bản.", "Saved the article.");
    web.done(&format!("/instruments/{}#articles", document.id), text)
        .await
}

pub(super) async fn remove(web: Web, Path((id, article)): Path<(Uuid, Uuid)>) -> WebResult {
    article::remove(&web.cx, Id::from_uuid(id), Id::from_uuid(article)).await?;
    let text = web.t(
        "Đã bỏ điều ghi nhầm; nội dung còn trong nhật ký.",
        "Took the article back; what it said stays in the audit trail.",
    );
    web.done(&format!("/instruments/{id}#articles"), text).await
}
