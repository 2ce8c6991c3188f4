use askama::Template;
use axum::extract::Path;
use kernel::{FileId, Lang, Thing, UnitId, Verb, WorkflowId, format_date};
use rules::FundingScope;
use web_kit::{Chrome, Form, Web, WebError, WebResult, basis};

use super::{crumb, list::paper, view::DefinitionView};
use crate::{
    area, overview,
    workflow::{
        Basis, WorkflowVersion,
        difference::differences,
        model::Paper,
        paper_file::{self, PaperFile},
        store,
    },
};

#[derive(Template)]
#[template(path = "workflow/views/show.html")]
pub(in crate::workflow) struct ShowPage {
    pub c: Chrome,
    pub href: String,
    pub number: i64,
    pub budget: &'static str,
    pub area: String,
    pub valid_from: String,
    pub paper: String,
    pub signer: String,
    /// Scans of the decision, the one sent last first.
    pub files: Vec<PaperFile>,
    /// The form that sends one, for who may.
    pub form: Option<Form>,
    /// The text it follows, and where that can be read.
    pub article: String,
    pub basis: String,
    pub illustration: bool,
    pub view: DefinitionView,
    /// What it changed against the version before it.
    pub differences: Vec<String>,
    /// The version it was drawn up from, with its address.
    pub before: Option<(String, String)>,
    pub may_draft: bool,
}

pub(in crate::workflow) fn show_page(
    c: Chrome,
    version: &WorkflowVersion,
    before: Option<&WorkflowVersion>,
    area: String,
    may_draft: bool,
) -> ShowPage {
    let lang = c.lang;
    let definition = &version.definition;
    ShowPage {
        href: format!("/workflows/{}", version.id),
        number: version.number,
        budget: version.scope.label(lang),
        area,
        valid_from: format_date(version.valid_from),
        paper: paper(version, lang),
        signer: version
            .paper
            .as_ref()
            .map(|p: &Paper| p.signer.clone())
            .unwrap_or_default(),
        files: Vec::new(),
        form: None,
        article: version.basis.article.clone(),
        basis: String::new(),
        illustration: version.illustration,
        view: DefinitionView::of(definition, None, lang),
        differences: before
            .map(|old| differences(&old.definition, definition, lang))
            .unwrap_or_default(),
        before: before.map(|old| (label(old, lang), format!("/workflows/{}", old.id))),
        may_draft,
        c,
    }
}

/// “Đề án khuyến công địa phương, phiên bản 2”.
pub(in crate::workflow) fn label(version: &WorkflowVersion, lang: Lang) -> String {
    let (title, number) = (version.definition.title.get(lang), version.number);
    match lang {
        Lang::Vi => format!("{title}, phiên bản {number}"),
        Lang::En => format!("{title}, version {number}"),
    }
}

pub(super) async fn show(web: Web, Path(id): Path<WorkflowId>) -> WebResult {
    let page = page(&web, id, Form::new(web.cx.lang)).await?;
    web.page(page)
}

async fn page(web: &Web, id: WorkflowId, form: Form) -> Result<ShowPage, WebError> {
    let cx = &web.cx;
    let mut conn = cx.read().await?;
    let version = find(&mut conn, id).await?;
    let before = match version.from {
        Some(from) => store::by_id(&mut conn, from).await?,
        None => None,
    };
    let area = area::name(&mut conn, version.territory, cx.lang).await?;
    let name = version.definition.title.get(cx.lang).to_owned();
    let chrome = overview::frame(web, &name, vec![crumb(cx.lang)]);
    let may_draft = may_draft(cx, version.scope);
    let Basis {
        article,
        instrument_id,
    } = &version.basis;
    let basis = basis::address(cx, &mut conn, *instrument_id, article).await?;
    let keeps = cx
        .actor
        .keeps(Verb::Edit, Thing::Workflow, version.territory);
    Ok(ShowPage {
        basis,
        files: paper_file::of_version(&mut conn, id).await?,
        form: (keeps && version.paper.is_some()).then_some(form),
        ..show_page(chrome, &version, before.as_ref(), area, may_draft)
    })
}

/// Attaches a scan to the decision.
pub(super) async fn attach(web: Web, Path(id): Path<WorkflowId>, mut form: Form) -> WebResult {
    let file = form.file("file");
    match paper_file::attach(&form.cx(&web.cx), id, file.as_ref()).await {
        Ok(()) => {
            let text = web.t(
                "Đã gắn tệp vào văn bản ban hành.",
                "The file is attached to the decision.",
            );
            web.done(&format!("/workflows/{id}"), text).await
        }
        Err(error) => {
            form.refuse(error)?;
            let page = page(&web, id, form).await?;
            web.refused(page)
        }
    }
}

/// A scan of the decision; a file of something else is not found here.
pub(super) async fn download(web: Web, Path((id, file)): Path<(WorkflowId, FileId)>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let files = paper_file::of_version(&mut conn, id).await?;
    if !files.iter().any(|known| known.file_id == file) {
        return Err(WebError::not_found());
    }
    web_kit::stored_file(&web, &mut conn, file).await
}

/// Whether the person keeps any area that may have a workflow of this budget.
fn may_draft(cx: &db::Cx, scope: FundingScope) -> bool {
    let keeps = |area: Option<UnitId>| cx.actor.keeps(Verb::Create, Thing::Workflow, area);
    keeps(None) || (scope == FundingScope::Kcdp && cx.actor.home.is_some_and(|h| keeps(Some(h))))
}

async fn find(conn: &mut db::Conn, id: WorkflowId) -> Result<WorkflowVersion, WebError> {
    store::by_id(conn, id)
        .await?
        .ok_or_else(WebError::not_found)
}

/// The definition as a file, to be passed on.
pub(super) async fn export(web: Web, Path(id): Path<WorkflowId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let version = find(&mut conn, id).await?;
    file(
        &version.definition,
        &format!("{}-{}.json", version.key, version.number),
    )
}

/// A definition as a readable file.
pub(super) fn file(definition: &rules::workflow::Definition, name: &str) -> WebResult {
    let json = serde_json::to_vec_pretty(definition).map_err(WebError::internal)?;
    Ok(web_kit::file_response(name, json))
}
