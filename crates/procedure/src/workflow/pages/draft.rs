//! A draft: its map, its faults, and what it changes.

use askama::Template;
use axum::extract::Path;
use kernel::{WorkflowDraftId, format_date, format_timestamp};
use web_kit::{Chrome, Form, Web, WebResult};

use super::{
    crumb, load,
    show::{file, label},
    view::DefinitionView,
};
use crate::{
    area, overview,
    workflow::{Draft, WorkflowVersion, difference::differences, store},
};

#[derive(Template)]
#[template(path = "workflow/views/draft.html")]
pub(in crate::workflow) struct DraftPage {
    pub c: Chrome,
    pub href: String,
    pub form: Form,
    pub open: bool,
    pub published: String,
    pub budget: &'static str,
    pub area: String,
    pub valid_from: String,
    pub changed: String,
    pub view: DefinitionView,
    pub base: Option<(String, String)>,
    pub differences: Vec<String>,
}

pub(in crate::workflow) fn draft_page(
    c: Chrome,
    draft: &Draft,
    base: Option<&WorkflowVersion>,
    area: String,
) -> DraftPage {
    let lang = c.lang;
    let href = format!("/workflow-drafts/{}", draft.id);
    let definition = &draft.definition;
    DraftPage {
        form: Form::new(lang).with("version", draft.version),
        open: draft.open,
        published: draft
            .published
            .map(|id| format!("/workflows/{id}"))
            .unwrap_or_default(),
        budget: draft.scope.label(lang),
        area,
        valid_from: format_date(draft.valid_from),
        changed: format!(
            "{}, {}",
            draft.changed_by,
            format_timestamp(draft.changed_at)
        ),
        view: DefinitionView::of(definition, draft.open.then_some(href.as_str()), lang),
        base: base.map(|v| (label(v, lang), format!("/workflows/{}", v.id))),
        differences: base
            .map(|old| differences(&old.definition, definition, lang))
            .unwrap_or_default(),
        href,
        c,
    }
}

pub(super) async fn show(web: Web, Path(id): Path<WorkflowDraftId>) -> WebResult {
    let cx = &web.cx;
    let mut conn = cx.read().await?;
    let draft = load(cx, &mut conn, id).await?;
    let base = match draft.base {
        Some(base) => store::by_id(&mut conn, base).await?,
        None => None,
    };
    let area = area::name(&mut conn, draft.territory, cx.lang).await?;
    let name = draft.definition.title.get(cx.lang).to_owned();
    let chrome = overview::frame(&web, &name, vec![crumb(cx.lang)]);
    web.page(draft_page(chrome, &draft, base.as_ref(), area))
}

pub(super) async fn export(web: Web, Path(id): Path<WorkflowDraftId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let draft = load(&web.cx, &mut conn, id).await?;
    file(
        &draft.definition,
        &format!("{}-draft.json", draft.scope.code()),
    )
}

/// The frame of a page below a draft.
pub(super) fn chrome(web: &Web, draft: &Draft, heading: &str) -> Chrome {
    let lang = web.cx.lang;
    let name = draft.definition.title.get(lang).to_owned();
    let address = format!("/workflow-drafts/{}", draft.id);
    overview::frame(web, heading, vec![crumb(lang), (name, address)])
}
