//! The pages of proposals: one file per page.

pub(super) mod criteria;
pub(super) mod form;
pub(super) mod list;
pub(super) mod meeting;
pub(super) mod selection;
pub(super) mod show;

use kernel::{Lang, ProposalId, Thing, Verb};
use web_kit::{Form, Guard, Routes, samples::Sample};

pub(crate) fn routes() -> Routes {
    let needs = |verb| Guard::Needs(verb, Thing::Proposal);
    let (view, edit, decide) = (needs(Verb::View), needs(Verb::Edit), needs(Verb::Decide));
    let weigh = Guard::Needs(Verb::View, Thing::Plan);
    let rule = Guard::Needs(Verb::Decide, Thing::Plan);
    Routes::new()
        .get("/proposals", view, list::list)
        .post("/proposals", needs(Verb::Create), form::create)
        .get("/proposals/new", needs(Verb::Create), form::new)
        .get("/proposals/export.xlsx", needs(Verb::Export), list::export)
        .post("/proposals/submissions", decide, list::pass_on)
        .get("/proposals/{id}", view, show::show)
        .post("/proposals/{id}", edit, form::update)
        .get("/proposals/{id}/edit", edit, form::edit)
        .post("/proposals/{id}/submission", decide, show::pass_on)
        .post("/proposals/{id}/return", decide, show::send_back)
        .post("/proposals/{id}/withdrawal", edit, show::withdraw)
        .post(
            "/proposals/{id}/carry-over",
            needs(Verb::Create),
            show::carry_over,
        )
        .post("/proposals/{id}/decision", decide, show::decide)
        .post("/proposals/{id}/rank", decide, show::rank)
        .post("/proposals/{id}/score", decide, show::score)
        .get("/plans/{id}/selection", weigh, selection::open)
        .post("/plans/{id}/selection", decide, selection::decide)
        .post("/plans/{id}/ranking", decide, selection::rank_by_score)
        .get("/plans/{id}/selection/{file}", weigh, selection::minutes)
        .get("/plans/{id}/selection-meeting", decide, meeting::open)
        .post("/plans/{id}/selection-meeting", decide, meeting::save)
        .get("/selection-criteria", weigh, criteria::list)
        .post("/selection-criteria", rule, criteria::add)
        .post("/selection-criteria/{id}/end", rule, criteria::end)
        .get(
            "/selection-criteria/{id}/correction",
            rule,
            criteria::correction,
        )
        .post(
            "/selection-criteria/{id}/correction",
            rule,
            criteria::correct,
        )
}

/// The proposals that were ticked, each with the version the person saw: `id:version`.
fn chosen(form: &Form) -> Vec<(ProposalId, i64)> {
    form.all("chosen")
        .iter()
        .filter_map(|text| {
            let (id, version) = text.split_once(':')?;
            Some((id.parse().ok()?, version.parse().ok()?))
        })
        .collect()
}

pub(super) fn title(lang: Lang) -> &'static str {
    lang.t("Đề xuất kế hoạch", "Plan proposals")
}

pub(crate) fn samples() -> Vec<Sample> {
    [Lang::Vi, Lang::En]
        .into_iter()
        .flat_map(super::samples::of)
        .collect()
}
