use askama::Template;
use axum::extract::Path;
use kernel::{Lang, Role, Thing, Verb, WorkflowId, format_date};
use rules::workflow::{self, Destination, Guard as Condition, Tone};
use web_kit::{Chrome, Guard, Routes, Web, WebError, WebResult, samples::Sample};

use super::{WorkflowVersion, by_id, store};

pub fn routes() -> Routes {
    Routes::new()
        .get(
            "/workflows",
            Guard::Needs(Verb::View, Thing::Workflow),
            list,
        )
        .get(
            "/workflows/{id}",
            Guard::Needs(Verb::View, Thing::Workflow),
            show,
        )
}

struct ListRow {
    href: String,
    title: String,
    number: i64,
    territory: String,
    valid_from: String,
    states: usize,
    steps: usize,
    projects: i64,
    faults: usize,
}

#[derive(Template)]
#[template(path = "workflow/views/list.html")]
struct ListPage {
    c: Chrome,
    rows: Vec<ListRow>,
}

async fn list(web: Web) -> WebResult {
    let mut conn = web.cx.read().await?;
    let counts = store::project_counts(&mut conn).await?;
    let rows = store::all(&mut conn)
        .await?
        .into_iter()
        .map(|version| {
            let projects = counts.iter().find(|(id, _)| *id == version.id);
            list_row(&version, projects.map_or(0, |(_, n)| *n), web.cx.lang)
        })
        .collect();
    web.page(ListPage {
        c: web.chrome(web.t("Quy trình", "Workflows")),
        rows,
    })
}

fn list_row(version: &WorkflowVersion, projects: i64, lang: Lang) -> ListRow {
    let definition = &version.definition;
    ListRow {
        href: format!("/workflows/{}", version.id),
        title: definition.title.get(lang).to_owned(),
        number: version.number,
        territory: territory(version, lang),
        valid_from: format_date(version.valid_from),
        states: definition.states.len(),
        steps: definition.transitions.len(),
        projects,
        faults: workflow::check(definition).len(),
    }
}

fn territory(version: &WorkflowVersion, lang: Lang) -> String {
    match version.territory {
        Some(unit) => unit.to_string(),
        None => lang.t("Cả nước", "Nationwide").to_owned(),
    }
}

struct StateRow {
    code: String,
    name: String,
    colour: &'static str,
    icon: &'static str,
    terminal: bool,
}

struct StepRow {
    name: String,
    from: Vec<String>,
    to: String,
    roles: String,
    guards: Vec<&'static str>,
    warnings: Vec<&'static str>,
    proof: String,
    proof_required: bool,
    proof_file: bool,
    needs_reason: bool,
}

#[derive(Template)]
#[template(path = "workflow/views/show.html")]
struct ShowPage {
    c: Chrome,
    number: i64,
    territory: String,
    valid_from: String,
    states: Vec<StateRow>,
    steps: Vec<StepRow>,
    faults: Vec<String>,
}

async fn show(web: Web, Path(id): Path<WorkflowId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let version = by_id(&mut conn, id)
        .await?
        .ok_or_else(WebError::not_found)?;
    let title = version.definition.title.get(web.cx.lang);
    let chrome = web
        .chrome(title)
        .crumb(web.t("Quy trình", "Workflows"), "/workflows");
    web.page(show_page(chrome, &version))
}

/// The colour and icon of a state, the same everywhere.
pub(crate) fn look(tone: Tone) -> (&'static str, &'static str) {
    match tone {
        Tone::Draft => ("grey", "pencil"),
        Tone::Progress => ("blue", "clock"),
        Tone::Waiting => ("amber", "back"),
        Tone::Done => ("green", "check"),
        Tone::Stopped => ("red", "stop"),
    }
}

fn show_page(c: Chrome, version: &WorkflowVersion) -> ShowPage {
    let (lang, definition) = (c.lang, &version.definition);
    let state_name = |code: &str| definition.state_name(code, lang).to_owned();
    let states = definition.states.iter().map(|state| {
        let (colour, icon) = look(state.tone);
        StateRow {
            code: state.code.clone(),
            name: state.name.get(lang).to_owned(),
            colour,
            icon,
            terminal: state.terminal,
        }
    });
    let steps = definition.transitions.iter().map(|step| StepRow {
        name: step.name.get(lang).to_owned(),
        from: step.from.iter().map(|s| state_name(s)).collect(),
        to: match &step.to {
            Destination::State(code) => state_name(code),
            Destination::Same => lang.t("giữ nguyên trạng thái", "stays where it is").into(),
            Destination::Origin => lang
                .t("về trạng thái trước đó", "back to the state before")
                .into(),
        },
        roles: roles(&step.roles, lang),
        guards: sentences(&step.guards, lang),
        warnings: sentences(&step.warnings, lang),
        proof: step.proof.name.get(lang).to_owned(),
        proof_required: step.proof.required,
        proof_file: step.proof.file,
        needs_reason: step.needs_reason,
    });
    ShowPage {
        number: version.number,
        territory: territory(version, lang),
        valid_from: format_date(version.valid_from),
        states: states.collect(),
        steps: steps.collect(),
        faults: workflow::check(definition)
            .iter()
            .map(|f| f.message(lang))
            .collect(),
        c,
    }
}

fn roles(roles: &[Role], lang: Lang) -> String {
    let labels: Vec<_> = roles.iter().map(|r| r.label(lang)).collect();
    labels.join(", ")
}

fn sentences(guards: &[Condition], lang: Lang) -> Vec<&'static str> {
    guards.iter().map(|g| g.unmet(lang)).collect()
}

pub fn samples() -> Vec<Sample> {
    let version = |definition| WorkflowVersion {
        id: WorkflowId::from_uuid(uuid::Uuid::nil()),
        number: 1,
        territory: None,
        valid_from: jiff::civil::date(2014, 1, 1),
        definition,
    };
    let mut faulty = workflow::kcqg();
    faulty.main_path.pop();
    [Lang::Vi, Lang::En]
        .into_iter()
        .flat_map(|lang| {
            let rows = workflow::builtin()
                .into_iter()
                .map(|d| list_row(&version(d), 3, lang));
            [
                Sample::of(
                    "workflow list",
                    ListPage {
                        c: Chrome::sample(lang, "Quy trình"),
                        rows: rows.collect(),
                    },
                ),
                Sample::of(
                    "workflow list without rows",
                    ListPage {
                        c: Chrome::sample(lang, "Quy trình"),
                        rows: Vec::new(),
                    },
                ),
                Sample::of(
                    "workflow",
                    show_page(Chrome::sample(lang, "KCĐP"), &version(workflow::kcdp())),
                ),
                Sample::of(
                    "workflow with faults",
                    show_page(Chrome::sample(lang, "KCQG"), &version(faulty.clone())),
                ),
            ]
        })
        .collect()
}
