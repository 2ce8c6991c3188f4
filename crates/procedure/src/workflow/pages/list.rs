use askama::Template;
use kernel::{Lang, Thing, Verb, WorkflowId, format_date, format_timestamp};
use web_kit::{Chrome, Web, WebResult};

use super::title;
use crate::{
    area, overview,
    ports::Projects,
    workflow::{Draft, WorkflowVersion, store},
};

pub(in crate::workflow) struct VersionRow {
    pub href: String,
    pub title: String,
    pub budget: &'static str,
    pub number: i64,
    pub area: String,
    pub valid_from: String,
    pub paper: String,
    /// In force, to come, or replaced.
    pub standing: (&'static str, &'static str, &'static str),
    pub projects: i64,
    pub faults: usize,
    pub illustration: bool,
}

pub(in crate::workflow) struct DraftRow {
    pub href: String,
    pub title: String,
    pub area: String,
    pub valid_from: String,
    pub changed: String,
    pub faults: usize,
}

#[derive(Template)]
#[template(path = "workflow/views/list.html")]
pub(in crate::workflow) struct ListPage {
    pub c: Chrome,
    pub tabs: overview::Tabs,
    pub rows: Vec<VersionRow>,
    pub drafts: Vec<DraftRow>,
    pub may_create: bool,
}

pub(super) async fn list(web: Web) -> WebResult {
    let cx = &web.cx;
    let mut conn = cx.read().await?;
    let counts = cx.port::<dyn Projects>().on_versions(&mut conn).await?;
    let versions = store::all(&mut conn).await?;
    let mut rows = Vec::new();
    for version in &versions {
        let area = area::name(&mut conn, version.territory, cx.lang).await?;
        let projects = counts.iter().find(|(id, _)| *id == version.id);
        let standing = standing(version, &versions, cx.today());
        let projects = projects.map_or(0, |(_, n)| *n);
        rows.push(version_row(version, area, standing, projects, cx.lang));
    }
    let may_edit = cx.actor.may(Verb::Edit, Thing::Workflow);
    let mut drafts = Vec::new();
    if may_edit {
        for draft in store::drafts(&mut conn, &cx.actor.scope).await? {
            let area = area::name(&mut conn, draft.territory, cx.lang).await?;
            drafts.push(draft_row(&draft, area, cx.lang));
        }
    }
    web.page(ListPage {
        c: overview::frame(&web, title(cx.lang), Vec::new()),
        tabs: overview::tabs(cx, overview::Tab::Workflows),
        rows,
        drafts,
        may_create: cx.actor.may(Verb::Create, Thing::Workflow),
    })
}

/// Whether new projects begin on a version today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::workflow) enum Standing {
    InForce,
    ToCome,
    Replaced,
}

pub(in crate::workflow) fn standing(
    version: &WorkflowVersion,
    all: &[WorkflowVersion],
    today: jiff::civil::Date,
) -> Standing {
    if version.valid_from > today {
        return Standing::ToCome;
    }
    let later = |other: &&WorkflowVersion| {
        (other.scope, other.territory) == (version.scope, version.territory)
            && other.valid_from <= today
            && other.rank() > version.rank()
    };
    match all.iter().find(later) {
        Some(_) => Standing::Replaced,
        None => Standing::InForce,
    }
}

impl Standing {
    /// Label, colour and icon.
    pub fn badge(self, lang: Lang) -> (&'static str, &'static str, &'static str) {
        match self {
            Standing::InForce => (lang.t("đang áp dụng", "in force"), "green", "check"),
            Standing::ToCome => (lang.t("sắp áp dụng", "to come"), "blue", "clock"),
            Standing::Replaced => (lang.t("đã thay", "replaced"), "grey", "stop"),
        }
    }
}

pub(in crate::workflow) fn version_row(
    version: &WorkflowVersion,
    area: String,
    standing: Standing,
    projects: i64,
    lang: Lang,
) -> VersionRow {
    VersionRow {
        href: address(version.id),
        title: version.definition.title.get(lang).to_owned(),
        budget: version.scope.label(lang),
        number: version.number,
        area,
        valid_from: format_date(version.valid_from),
        paper: paper(version, lang),
        standing: standing.badge(lang),
        projects,
        faults: rules::workflow::check(&version.definition).len(),
        illustration: version.illustration,
    }
}

fn address(id: WorkflowId) -> String {
    format!("/workflows/{id}")
}

/// The decision behind a version, or that it came with the product.
pub(super) fn paper(version: &WorkflowVersion, lang: Lang) -> String {
    match &version.paper {
        None => lang
            .t("có sẵn trong phần mềm", "comes with the product")
            .to_owned(),
        Some(paper) => {
            let day = format_date(paper.signed_on);
            match lang {
                Lang::Vi => format!("{} ngày {day}", paper.number),
                Lang::En => format!("{} of {day}", paper.number),
            }
        }
    }
}

pub(in crate::workflow) fn draft_row(draft: &Draft, area: String, lang: Lang) -> DraftRow {
    let at = format_timestamp(draft.changed_at);
    DraftRow {
        href: format!("/workflow-drafts/{}", draft.id),
        title: draft.definition.title.get(lang).to_owned(),
        area,
        valid_from: format_date(draft.valid_from),
        changed: format!("{}, {at}", draft.changed_by),
        faults: draft.faults().len(),
    }
}
