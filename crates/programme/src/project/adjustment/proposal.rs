use db::{CommandResult, Conn};
use rules::workflow::Change;

use super::{model::ProjectFacts, store};
use crate::project::{
    Case,
    commands::costs::{Estimated, input_of},
    roster::{self, Entry},
    versions::{self, Difference},
};

/// Everything that an adjustment proposes; None where nothing differs from what is in force.
#[derive(Clone, Debug, Default)]
pub(in crate::project) struct Proposal {
    pub facts: Option<ProjectFacts>,
    pub lines: Option<Vec<Estimated>>,
    pub entries: Option<Vec<Entry>>,
}

impl Proposal {
    pub async fn load(conn: &mut Conn, case: &Case) -> CommandResult<Proposal> {
        let id = case.project.id;
        let lines = versions::proposed(conn, id).await?;
        let entries = roster::draft_entries(conn, id).await?;
        Ok(Proposal {
            facts: store::proposed(conn, id)
                .await?
                .filter(|facts| *facts != ProjectFacts::of(case)),
            lines: lines.filter(|lines| !same_estimate(case, lines)),
            entries: entries.filter(|entries| *entries != case.roster.entries),
        })
    }

    /// The subjects, each once, in their order.
    pub fn changes(&self, case: &Case) -> Vec<Change> {
        let mut changes = Vec::new();
        if let Some(next) = &self.facts {
            let now = ProjectFacts::of(case);
            let period = |f: &ProjectFacts| (f.starts_on, f.ends_on);
            let units = |f: &ProjectFacts| (f.implementer.clone(), f.coordinator.clone());
            let differs = [
                (Change::Title, now.title != next.title),
                (
                    Change::Beneficiary,
                    now.establishment_id != next.establishment_id,
                ),
                (Change::Place, now.unit_id != next.unit_id),
                (Change::Implementer, units(&now) != units(next)),
                (Change::Content, now.content != next.content),
                (Change::Time, period(&now) != period(next)),
            ];
            changes.extend(differs.into_iter().filter(|d| d.1).map(|d| d.0));
        }
        if self.lines.is_some() {
            let money = |d: &Difference| d.before != d.after;
            let differences = self.differences(case);
            if differences.iter().any(money) {
                changes.push(Change::Money);
            }
            if differences.is_empty() || !differences.iter().all(money) {
                changes.push(Change::Content);
            }
        }
        if let Some(entries) = &self.entries {
            changes.extend(list_changes(&case.roster.entries, entries));
        }
        changes.sort();
        changes.dedup();
        changes
    }

    /// The lines of the estimate that differ.
    pub fn differences(&self, case: &Case) -> Vec<Difference> {
        match &self.lines {
            Some(lines) => versions::differences(&case.lines, lines),
            None => Vec::new(),
        }
    }

    /// The project as it would be after the decision.
    pub fn supposed(&self, case: &Case) -> Case {
        let mut next = match &self.lines {
            Some(lines) => roster::with_estimate(case, self.entries.as_deref(), lines),
            None => case.clone(),
        };
        if let Some(facts) = &self.facts {
            facts.put_on(&mut next);
        }
        next
    }
}

/// True when a version asks for what the estimate in force asks for, line by line.
pub(in crate::project) fn same_estimate(case: &Case, lines: &[Estimated]) -> bool {
    let kept = |next: &Estimated| {
        let now = case.lines.iter().find(|now| now.id == next.id);
        now.is_some_and(|now| input_of(now) == next.input)
    };
    lines.len() == case.lines.len() && lines.iter().all(kept)
}

/// What differs between two lists of beneficiaries. An entry is known by its line.
fn list_changes(before: &[Entry], after: &[Entry]) -> Vec<Change> {
    let mut changes = Vec::new();
    for next in after {
        let Some(now) = before.iter().find(|e| e.line_id == next.line_id) else {
            changes.push(Change::Beneficiary);
            continue;
        };
        let whom = |e: &Entry| (e.establishment_id, e.name.clone());
        let place = |e: &Entry| (e.unit_id, e.place.clone());
        if whom(now) != whom(next) {
            changes.push(Change::Beneficiary);
        } else if place(now) != place(next) {
            changes.push(Change::Place);
        }
        let what = |e: &Entry| {
            let texts = (e.subject.clone(), e.specification.clone());
            (texts, e.quantity, e.unit_word.clone(), e.list_ref.clone())
        };
        if what(now) != what(next) {
            changes.push(Change::Content);
        }
    }
    let gone = |e: &&Entry| !after.iter().any(|n| n.line_id == e.line_id);
    if before.iter().any(|e| gone(&e)) {
        changes.push(Change::Beneficiary);
    }
    changes
}
