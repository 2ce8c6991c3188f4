use askama::Template;
use axum::extract::Path;
use kernel::{ParameterId, Thing, Verb};
use uuid::Uuid;
use web_kit::{Chrome, Web, WebResult};

use super::{ParameterView, load, title, views};
use crate::{instrument::article, parameter::store};

#[derive(Template)]
#[template(path = "parameter/views/show.html")]
pub(in crate::parameter) struct ShowPage {
    pub c: Chrome,
    pub view: ParameterView,
    pub versions: Vec<ParameterView>,
    /// The version that counts, when this is an older one.
    pub newest: Option<ParameterId>,
    /// Where the article it rests on is shown; empty when there is none.
    pub basis: String,
    pub may_edit: bool,
}

pub(super) async fn show(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let lang = web.cx.lang;
    let mut conn = web.cx.read().await?;
    let version = load(&mut conn, id).await?;
    let areas = store::territories(&mut conn).await?;
    let versions = store::versions(&mut conn, &version.key).await?;
    let newest = versions
        .first()
        .map(|v| v.id)
        .filter(|newest| *newest != version.id);
    let basis = article::address(&mut conn, version.instrument_id, &version.locator).await?;
    let area = version.territory_id;
    let mut shown = views(vec![version], &areas, lang)?;
    let view = shown.remove(0);
    let name = view.name.clone();
    web.page(ShowPage {
        c: web
            .chrome(&name)
            .crumb(title(lang), "/parameters")
            .crumb(name, ""),
        view,
        versions: views(versions, &areas, lang)?,
        newest,
        basis,
        may_edit: web.cx.actor.keeps(Verb::Edit, Thing::Parameter, area),
    })
}
