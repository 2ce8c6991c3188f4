//! The pages of projects: one file per page, plain values into templates.

mod appraisal;
mod asked;
mod costs;
mod dossier;
mod form;
mod items;
mod list;
mod papers;
pub(crate) mod sample_data;
mod show;
mod step;
mod supplement;
pub(super) mod tabs;
pub(crate) mod view;

pub(crate) use show::tab_links;
pub(crate) use view::{CeilingView, ceiling_views};
pub(in crate::project) use view::{Head, head};

use kernel::{Thing, Verb};
use web_kit::{Guard, Routes, samples::Sample};

use super::{adjustment, roster};

pub fn routes() -> Routes {
    let needs = |verb| Guard::Needs(verb, Thing::Project);
    let (view, edit, decide) = (needs(Verb::View), needs(Verb::Edit), needs(Verb::Decide));
    Routes::new()
        .get("/projects", view, list::list)
        .get("/projects/export.xlsx", needs(Verb::Export), list::export)
        .get("/projects/new", needs(Verb::Create), form::new)
        .post("/projects", needs(Verb::Create), form::create)
        .get("/projects/{id}", view, show::show)
        .post("/projects/{id}", edit, form::update)
        .get("/projects/{id}/edit", edit, form::edit)
        .get("/projects/{id}/costs", edit, costs::open)
        .post("/projects/{id}/costs", edit, costs::save)
        .get("/projects/{id}/money", view, show::ledger)
        .get("/projects/{id}/dossier", edit, dossier::open)
        .post("/projects/{id}/dossier", edit, dossier::save)
        .get(
            "/projects/{id}/supplement-rounds/new",
            decide,
            supplement::open,
        )
        .post("/projects/{id}/supplement-rounds", decide, supplement::save)
        .get(
            "/projects/{id}/supplement-rounds/{round}",
            edit,
            supplement::open_answer,
        )
        .post(
            "/projects/{id}/supplement-rounds/{round}",
            edit,
            supplement::save_answer,
        )
        .get("/projects/{id}/appraisal/{level}", decide, appraisal::open)
        .post("/projects/{id}/appraisal/{level}", decide, appraisal::save)
        .get("/projects/{id}/files/{file}", view, papers::download)
        .post("/projects/{id}/papers/{paper}", decide, papers::attach)
        .get("/projects/{id}/documents/{kind}", view, papers::document)
        .merge(roster::routes())
        .merge(adjustment::routes())
        // A step of the workflow; its code is a noun of the definition.
        .get("/projects/{id}/{step}", decide, step::open)
        .post("/projects/{id}/{step}", decide, step::take)
}

pub fn samples() -> Vec<Sample> {
    let mut all = list::samples();
    all.extend(show::samples());
    all.extend(form::samples());
    all.extend(costs::samples());
    all.extend(dossier::samples());
    all.extend(appraisal::samples());
    all.extend(step::samples());
    all.extend(supplement::samples());
    all.extend(roster::samples());
    all.extend(adjustment::samples());
    all
}
