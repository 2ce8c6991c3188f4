//! The pages of documents.
//!
//! - [`list`]: all documents, and the picker.  [`show`]: one document, its course and relations.
//! - [`form`]: adding and editing.  [`articles`]: its articles.
//! - [`review`]: local documents whose basis has ended or changed.

pub(super) mod articles;
pub(super) mod form;
pub(super) mod list;
pub(crate) mod review;
pub(super) mod show;

use db::Conn;
use kernel::{Id, Lang, Thing, Verb};
use uuid::Uuid;
use web_kit::{Choices, Guard, Routes, WebError, samples::Sample};

use super::{
    model::{Instrument, InstrumentKind},
    store,
};

pub(crate) fn routes() -> Routes {
    let needs = |verb| Guard::Needs(verb, Thing::Instrument);
    Routes::new()
        .get("/instrument-review", needs(Verb::View), review::review)
        .get(
            "/instrument-review/export.xlsx",
            needs(Verb::Export),
            review::export,
        )
        .get("/instruments", needs(Verb::View), list::list)
        .post("/instruments", needs(Verb::Create), form::create)
        .get("/instruments/new", needs(Verb::Create), form::new)
        .get("/instruments/search", needs(Verb::View), list::search)
        .get("/instruments/{id}", needs(Verb::View), show::show)
        .post("/instruments/{id}", needs(Verb::Edit), form::edit)
        .get("/instruments/{id}/edit", needs(Verb::Edit), form::edit_form)
        .get("/instruments/{id}/file", needs(Verb::View), show::file)
        .post(
            "/instruments/{id}/relations",
            needs(Verb::Edit),
            show::relate,
        )
        .post(
            "/instruments/{id}/relations/removal",
            needs(Verb::Edit),
            show::unrelate,
        )
        .post(
            "/instruments/{id}/articles",
            needs(Verb::Edit),
            articles::add,
        )
        .get(
            "/instruments/{id}/articles/new",
            needs(Verb::Edit),
            articles::new,
        )
        .get(
            "/instruments/{id}/articles/{article}",
            needs(Verb::Edit),
            articles::edit_form,
        )
        .post(
            "/instruments/{id}/articles/{article}",
            needs(Verb::Edit),
            articles::edit,
        )
        .post(
            "/instruments/{id}/articles/{article}/removal",
            needs(Verb::Edit),
            articles::remove,
        )
}

pub(crate) fn title(lang: Lang) -> &'static str {
    lang.t("Văn bản", "Legal documents")
}

fn kinds(lang: Lang) -> Choices {
    InstrumentKind::ALL
        .into_iter()
        .map(|kind| (kind.code().to_owned(), kind.label(lang).to_owned()))
        .collect()
}

pub(crate) async fn load(conn: &mut Conn, id: Uuid) -> Result<Instrument, WebError> {
    store::get(conn, Id::from_uuid(id))
        .await?
        .ok_or_else(WebError::not_found)
}

pub(crate) fn samples() -> Vec<Sample> {
    [Lang::Vi, Lang::En]
        .into_iter()
        .flat_map(super::samples::of)
        .collect()
}
