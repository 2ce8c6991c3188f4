use askama::Template;
use axum::extract::Path;
use kernel::{RequirementId, Thing, Verb};
use web_kit::{Chrome, Web, WebResult, basis};

use super::{RequirementView, crumb, load, views};
use crate::{
    overview,
    requirement::{model::Kind, store},
};

#[derive(Template)]
#[template(path = "requirement/views/show.html")]
pub(in crate::requirement) struct ShowPage {
    pub c: Chrome,
    pub view: RequirementView,
    pub versions: Vec<RequirementView>,
    /// Where its text can be read; empty when it is not in the register.
    pub basis: String,
    /// The version that counts, when this is an older one.
    pub newest: Option<RequirementId>,
    pub may_edit: bool,
    /// Whether the person may write a row of the own province in its place.
    pub may_create: bool,
}

impl ShowPage {
    fn is_paper(&self) -> bool {
        self.view.row.kind == Kind::Paper
    }
}

pub(super) async fn show(web: Web, Path(id): Path<RequirementId>) -> WebResult {
    let (cx, lang) = (&web.cx, web.cx.lang);
    let mut conn = cx.read().await?;
    let row = load(&mut conn, id).await?;
    let (kind, area) = (row.kind, row.territory_id);
    let basis = basis::address(cx, &mut conn, row.instrument_id, &row.article).await?;
    let areas = store::territories(&mut conn, kind).await?;
    let versions = store::versions(&mut conn, &row.key).await?;
    let newest = versions
        .first()
        .map(|v| v.id)
        .filter(|newest| *newest != row.id);
    let view = views(vec![row], &areas, lang)?.remove(0);
    web.page(ShowPage {
        c: overview::frame(&web, view.title.clone(), vec![crumb(kind, lang)]),
        view,
        versions: views(versions, &areas, lang)?,
        basis,
        newest,
        may_edit: cx.actor.keeps(Verb::Edit, Thing::Workflow, area),
        may_create: cx.actor.may(Verb::Create, Thing::Workflow),
    })
}
