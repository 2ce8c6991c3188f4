use db::{CommandError, CommandResult, Conn, Cx, DbError};
use kernel::{Lang, ProjectId};
use rules::workflow::{Definition, Destination, Effect, Guard, Tone, Transition};

use super::{
    model::{Beneficiary, CostLine, Project, total_of},
    roster::{self, Roster},
    store,
};
use crate::ports::Workflows;

/// A project with what decisions on it need: its definition, beneficiaries and money.
#[derive(Clone, Debug)]
pub struct Case {
    pub project: Project,
    pub definition: Definition,
    pub beneficiaries: Vec<Beneficiary>,
    pub lines: Vec<CostLine>,
    /// The list of a group project's beneficiaries; empty for others.
    pub roster: Roster,
}

/// Whether the estimate may be changed now, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Editing {
    /// The estimate itself.
    Direct,
    /// The next version of an approved estimate, which the decision on the adjustment puts in
    /// force.
    Proposal,
    Closed,
}

impl Case {
    /// Loads a project within the actor's scope.
    pub async fn load(cx: &Cx, conn: &mut Conn, id: ProjectId) -> CommandResult<Case> {
        let project = store::find(conn, &cx.actor.scope, id)
            .await?
            .ok_or(CommandError::NotFound)?;
        let kept = cx.port::<dyn Workflows>();
        let version = kept.by_id(conn, project.workflow_id).await?;
        let definition = version
            .ok_or_else(|| DbError::Shape(format!("project {id} without workflow")))?
            .definition;
        let mut case = Case {
            beneficiaries: store::beneficiaries(conn, id).await?,
            lines: store::cost_lines(conn, id).await?,
            roster: roster::load(conn, &project).await?,
            project,
            definition,
        };
        case.name_owners();
        Ok(case)
    }

    /// Reads the money again after it moved.
    pub(super) async fn refresh(&mut self, conn: &mut Conn) -> Result<(), DbError> {
        self.lines = store::cost_lines(conn, self.project.id).await?;
        self.name_owners();
        Ok(())
    }

    /// Says of each line whose it is, where the lines of several stand side by side.
    fn name_owners(&mut self) {
        let several = self.beneficiaries.len() > 1;
        for line in &mut self.lines {
            let named =
                |b: &&Beneficiary| several && Some(b.establishment_id) == line.establishment_id;
            line.owner = match self.roster.entry_of(line) {
                Some(entry) => entry.name.clone(),
                None => self
                    .beneficiaries
                    .iter()
                    .find(named)
                    .map_or(String::new(), |b| b.name.clone()),
            };
        }
    }

    pub fn state_name(&self, lang: Lang) -> &str {
        self.definition.state_name(&self.project.state, lang)
    }

    pub fn tone(&self) -> Tone {
        self.definition
            .state(&self.project.state)
            .map_or(Tone::Progress, |s| s.tone)
    }

    pub fn is_ended(&self) -> bool {
        self.definition.is_terminal(&self.project.state)
    }

    /// True for a project that ended without being carried out.
    pub fn is_broken_off(&self) -> bool {
        self.is_ended() && self.tone() == Tone::Stopped
    }

    /// Whether it may be changed now. What was approved is never changed directly, whatever a
    /// province's workflow says of the state.
    pub fn editing(&self) -> Editing {
        match editing(&self.definition, &self.project.state) {
            Editing::Direct if self.project.approved_on.is_some() => Editing::Closed,
            found => found,
        }
    }

    /// True where the decision to stop may come next: what was advanced then has to come back.
    pub fn may_be_stopped(&self) -> bool {
        may_stop(&self.definition, &self.project.state)
    }

    /// The steps the actor's role may take now.
    pub fn steps(&self, cx: &Cx) -> Vec<&Transition> {
        self.definition
            .available(&self.project.state, cx.actor.role)
    }

    /// The balances of the promotion money.
    pub fn promotion(&self) -> super::model::Balances {
        total_of(&self.lines, self.project.source())
    }
}

/// A draft is edited freely. A state that waits for supplements lets its estimate be corrected,
/// because a step out of it checks the estimate again; one that waits for the decision on an
/// adjustment collects a proposal.
pub(super) fn editing(definition: &Definition, state: &str) -> Editing {
    let tone = definition.state(state).map(|s| s.tone);
    let checks_costs: Vec<_> = definition
        .exits(state)
        .filter(|t| t.guards.contains(&Guard::CostComplete))
        .collect();
    match tone {
        Some(Tone::Draft) => Editing::Direct,
        Some(Tone::Waiting) if checks_costs.is_empty() => Editing::Closed,
        Some(Tone::Waiting)
            if checks_costs
                .iter()
                .any(|t| t.effect == Some(Effect::Adjust)) =>
        {
            Editing::Proposal
        }
        Some(Tone::Waiting) => Editing::Direct,
        _ => Editing::Closed,
    }
}

/// True for a state out of which a project may be stopped.
pub(super) fn may_stop(definition: &Definition, state: &str) -> bool {
    definition
        .exits(state)
        .any(|step| step.effect == Some(Effect::Stop))
}

/// True for a state that waits for the decision to stop the project: it is stopped, or goes back to
/// where it came from.
pub(super) fn decides_on_stop(definition: &Definition, state: &str) -> bool {
    let ends =
        |step: &Transition| step.effect == Some(Effect::Stop) || step.to == Destination::Origin;
    may_stop(definition, state)
        && definition
            .exits(state)
            .all(|step| step.is_event() || ends(step))
}

/// The step that a new project takes at once: from the opening state along the main path, when it
/// needs no paper.
pub(super) fn first_step(definition: &Definition) -> Option<&Transition> {
    let next = definition.main_path.get(1)?;
    definition
        .exits(&definition.start)
        .find(|t| t.to == Destination::State(next.clone()) && !t.proof.required)
}

#[cfg(test)]
mod tests {
    use rules::workflow::{kcdp, kcqg};

    use super::*;

    #[test]
    fn the_estimate_is_open_in_drafts_and_while_supplements_are_awaited() {
        for (state, expected) in [
            ("need", Editing::Direct),
            ("draft", Editing::Direct),
            ("registered", Editing::Closed),
            ("needs_more", Editing::Direct),
            ("min_needs_more", Editing::Direct),
            ("deferred", Editing::Direct),
            ("reserve", Editing::Closed),
            ("adjust_req", Editing::Proposal),
            ("stop_req", Editing::Closed),
            ("in_progress", Editing::Closed),
            ("closed", Editing::Closed),
        ] {
            assert_eq!(editing(&kcqg(), state), expected, "{state}");
        }
    }

    #[test]
    fn only_the_wait_for_a_decision_to_stop_asks_the_money_back() {
        for definition in [kcdp(), kcqg()] {
            for state in &definition.states {
                assert_eq!(
                    decides_on_stop(&definition, &state.code),
                    state.code == "stop_req",
                    "{}",
                    state.code
                );
            }
        }
    }

    #[test]
    fn a_new_project_goes_on_to_its_draft() {
        for definition in [kcdp(), kcqg()] {
            assert_eq!(
                first_step(&definition).map(|t| t.code.as_str()),
                Some("draft")
            );
        }
    }
}
