//! Who decides an adjustment: what the workflow names for the subjects that it changes.

use db::{CommandError, CommandResult, Conn, Cx};
use kernel::{Lang, Role};
use rules::workflow::{Change, Effect, Transition};

use super::proposal::Proposal;
use crate::project::Case;

/// The step that would approve what is proposed now.
fn approval(case: &Case) -> Option<&Transition> {
    case.definition
        .exits(&case.project.state)
        .find(|step| step.effect == Some(Effect::Adjust))
}

/// The office that the subjects ask for; None when the workflow names none for them.
pub(super) fn decider(case: &Case, changes: &[Change]) -> Option<Role> {
    approval(case).and_then(|step| step.decider(changes))
}

/// What the workflow says of each subject, with its source.
pub(super) fn sentences(case: &Case, changes: &[Change], lang: Lang) -> Vec<String> {
    approval(case)
        .into_iter()
        .flat_map(|step| step.deciders_of(changes))
        .map(|decider| decider.sentence(lang))
        .collect()
}

/// "Nơi quyết định: Cục thuộc Bộ Công Thương."
pub(super) fn sentence(case: &Case, changes: &[Change], lang: Lang) -> String {
    let roles: Vec<&str> = match (decider(case, changes), approval(case)) {
        (Some(role), _) => vec![role.label(lang)],
        (None, Some(step)) => step.roles.iter().map(|r| r.label(lang)).collect(),
        (None, None) => return String::new(),
    };
    let roles = roles.join(", ");
    match lang {
        Lang::Vi => format!("Nơi quyết định: {roles}."),
        Lang::En => format!("Decided by: {roles}."),
    }
}

/// Refuses a decision by another office than the subjects ask for. A refusal is theirs as well, where
/// the workflow lets them take that step.
pub(in crate::project) async fn may_decide(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
    step: &Transition,
) -> CommandResult<()> {
    let changes = Proposal::load(conn, case).await?.changes(case);
    let Some(role) = decider(case, &changes) else {
        return Ok(());
    };
    if role == cx.actor.role || !step.roles.contains(&role) {
        return Ok(());
    }
    let subjects: Vec<String> = changes
        .iter()
        .map(|change| change.label(cx.lang).to_lowercase())
        .collect();
    let (subjects, role) = (subjects.join(", "), role.label(cx.lang));
    Err(CommandError::Forbidden(match cx.lang {
        Lang::Vi => format!("Điều chỉnh {subjects}: {role} quyết định."),
        Lang::En => format!("An adjustment of {subjects} is decided by: {role}."),
    }))
}
