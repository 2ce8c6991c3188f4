use askama::Template;
use axum::extract::Path;
use kernel::{FormBasisId, Thing, Verb, format_date, format_timestamp};
use rules::paper_form;
use web_kit::{Chrome, Web, WebResult, basis, version::Change};

use super::{HREF, form_of, load, title};
use crate::{
    overview,
    paper_form::{FormBasis, store},
};

/// A version as its page shows it.
pub(in crate::paper_form) struct BasisView {
    pub since: String,
    pub recorded: String,
    /// Whether it is the newest of its day and was not taken back.
    pub counts: bool,
    pub basis: FormBasis,
}

/// The versions as pages show them; they are given the newest of each day first.
pub(in crate::paper_form) fn views(versions: Vec<FormBasis>) -> Vec<BasisView> {
    let mut views: Vec<BasisView> = Vec::new();
    for basis in versions {
        let newest = views
            .last()
            .is_none_or(|last| last.basis.valid_from != basis.valid_from);
        views.push(BasisView {
            since: format_date(basis.valid_from),
            recorded: format!(
                "{}, {}",
                basis.recorded_by,
                format_timestamp(basis.recorded_at)
            ),
            counts: newest && basis.change != Change::Withdraw,
            basis,
        });
    }
    views
}

#[derive(Template)]
#[template(path = "paper_form/views/show.html")]
pub(in crate::paper_form) struct ShowPage {
    pub c: Chrome,
    pub form: paper_form::PaperForm,
    /// The place of the version that is shown among all; none when no basis has begun.
    pub shown: Option<usize>,
    /// Whether it was asked for, or is just the one that applies today.
    pub asked: bool,
    pub versions: Vec<BasisView>,
    /// Where the text of the version that is shown can be read.
    pub address: String,
    pub may_edit: bool,
}

impl ShowPage {
    fn view(&self) -> Option<&BasisView> {
        self.shown.and_then(|place| self.versions.get(place))
    }

    fn heading(&self) -> &'static str {
        match self.asked {
            true => self.c.t("Căn cứ", "Legal basis"),
            false => self.c.t("Căn cứ hôm nay", "Today's legal basis"),
        }
    }

    fn is_shown(&self, view: &&BasisView) -> bool {
        self.view().is_some_and(|own| own.basis.id == view.basis.id)
    }
}

pub(super) async fn show(web: Web, Path(code): Path<String>) -> WebResult {
    page(web, form_of(&code)?, None).await
}

pub(super) async fn version(web: Web, Path(id): Path<FormBasisId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let (_, form) = load(&mut conn, id).await?;
    drop(conn);
    page(web, form, Some(id)).await
}

async fn page(web: Web, form: paper_form::PaperForm, id: Option<FormBasisId>) -> WebResult {
    let (cx, lang) = (&web.cx, web.cx.lang);
    let mut conn = cx.read().await?;
    let versions = views(store::versions(&mut conn, &form.code).await?);
    let today = cx.today();
    let shown = versions.iter().position(|view| match id {
        Some(id) => view.basis.id == id,
        None => view.counts && view.basis.valid_from <= today,
    });
    let address = match shown.and_then(|place| versions.get(place)) {
        Some(v) => basis::address(cx, &mut conn, v.basis.instrument_id, &v.basis.article).await?,
        None => String::new(),
    };
    let list = (title(lang).to_owned(), HREF.to_owned());
    web.page(ShowPage {
        c: overview::frame(&web, form.title.get(lang), vec![list]),
        asked: id.is_some(),
        form,
        shown,
        versions,
        address,
        may_edit: cx.actor.keeps(Verb::Edit, Thing::Workflow, None),
    })
}
