use std::collections::{BTreeMap, BTreeSet};

use kernel::{Role, Thing, Verb, may};

use super::{Decider, Definition, Destination, Effect, Fault, Transition, meaning};

/// Nouns below the address of a project that are no steps, and the name of its opening.
const RESERVED: &[&str] = &[
    "adjustment-proposal",
    "agreements",
    "annexes",
    "appraisal",
    "beneficiaries",
    "beneficiary-fixing",
    "continuation",
    "costs",
    "debts",
    "defects",
    "documents",
    "dossier",
    "edit",
    "execution",
    "files",
    "follow-ups",
    "funding-matches",
    "inspections",
    "money",
    "opening",
    "papers",
    "photos",
    "progress-reports",
    "supplement-rounds",
    "voucher-judgement",
    "voucher-proposal",
    "vouchers",
];

/// The longest code of a state or step.
pub(super) const LONGEST_CODE: usize = 60;

/// A state, with the one it was entered from where that decides what comes next.
type Node<'d> = (&'d str, Option<&'d str>);

/// Everything that is wrong with a definition, sorted; empty for one that may be used.
pub fn check(definition: &Definition) -> Vec<Fault> {
    let mut faults = Vec::new();
    names(definition, &mut faults);
    steps(definition, &mut faults);
    ways(definition, &mut faults);
    order_of_effects(definition, &mut faults);
    meaning::check(definition, &mut faults);
    main_path(definition, &mut faults);
    faults.sort();
    faults.dedup();
    faults
}

fn names(definition: &Definition, faults: &mut Vec<Fault>) {
    let mut seen = BTreeSet::new();
    for state in &definition.states {
        if !seen.insert(state.code.as_str()) {
            faults.push(Fault::DuplicateCode(state.code.clone()));
        }
        if !state.name.is_worded() {
            faults.push(Fault::WordingMissing(state.code.clone()));
        }
        if !is_code(&state.code) {
            faults.push(Fault::BadCode(state.code.clone()));
        }
    }
    let mut steps = BTreeSet::new();
    for step in &definition.transitions {
        if !steps.insert(step.code.as_str()) {
            faults.push(Fault::DuplicateCode(step.code.clone()));
        }
        if !step.name.is_worded() || !step.proof.name.is_worded() {
            faults.push(Fault::WordingMissing(step.code.clone()));
        }
        if !may_be_step(&step.code) {
            faults.push(Fault::BadCode(step.code.clone()));
        }
        if step.from.is_empty() {
            faults.push(Fault::FromNowhere(step.code.clone()));
        }
    }
    if !definition.title.is_worded() {
        faults.push(Fault::WordingMissing("title".into()));
    }
    let opening = &definition.opening;
    if !opening.name.is_worded() || !opening.proof.name.is_worded() {
        faults.push(Fault::WordingMissing("opening".into()));
    }
    let mut known = |state: &str, place: &str| {
        if definition.state(state).is_none() {
            faults.push(Fault::UnknownState {
                state: state.into(),
                place: place.into(),
            });
        }
    };
    known(&definition.start, "start");
    definition
        .main_path
        .iter()
        .for_each(|state| known(state, "main_path"));
    for step in &definition.transitions {
        step.from.iter().for_each(|state| known(state, &step.code));
        if let Destination::State(state) = &step.to {
            known(state, &step.code);
        }
    }
}

/// True for what may stand in an address and in a column: small letters, digits, `-` and `_`.
fn is_code(code: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    !code.is_empty() && code.len() <= LONGEST_CODE && code.chars().all(fits)
}

/// True for a code that a new step may have.
pub fn may_be_step(code: &str) -> bool {
    is_code(code) && !RESERVED.contains(&code)
}

fn steps(definition: &Definition, faults: &mut Vec<Fault>) {
    if definition.opening.roles.is_empty() {
        faults.push(Fault::NoRole("opening".into()));
    }
    for step in &definition.transitions {
        if step.roles.is_empty() {
            faults.push(Fault::NoRole(step.code.clone()));
        }
        let idle = |role: &&Role| !may(**role, Verb::Decide, Thing::Project);
        faults.extend(
            step.roles
                .iter()
                .filter(idle)
                .map(|role| Fault::RoleMayNotDecide {
                    step: step.code.clone(),
                    role: role.code(),
                }),
        );
        let stranger = |d: &&Decider| !step.roles.contains(&d.role);
        faults.extend(
            step.deciders
                .iter()
                .filter(stranger)
                .map(|d| Fault::DeciderNotOfStep {
                    step: step.code.clone(),
                    role: d.role.code(),
                }),
        );
        if step.effect.is_some_and(Effect::needs_proof) && !step.proof.required {
            faults.push(Fault::ProofMissing(step.code.clone()));
        }
    }
    for state in definition.states.iter().filter(|s| s.terminal) {
        if definition.exits(&state.code).next().is_some() {
            faults.push(Fault::EndWithExits(state.code.clone()));
        }
    }
}

/// Reachability from the start and towards an end.
fn ways(definition: &Definition, faults: &mut Vec<Fault>) {
    let edges = explore(definition, |_| true);
    for state in &definition.states {
        if !edges.keys().any(|(code, _)| *code == state.code) {
            faults.push(Fault::Unreachable(state.code.clone()));
        }
    }
    let mut ending: BTreeSet<Node<'_>> = edges
        .keys()
        .copied()
        .filter(|(code, _)| definition.is_terminal(code))
        .collect();
    loop {
        let more: Vec<Node<'_>> = edges
            .iter()
            .filter(|(node, next)| {
                !ending.contains(*node) && next.iter().any(|n| ending.contains(n))
            })
            .map(|(node, _)| *node)
            .collect();
        if more.is_empty() {
            break;
        }
        ending.extend(more);
    }
    for node in edges.keys().filter(|node| !ending.contains(*node)) {
        faults.push(Fault::NoWayToAnEnd(node.0.into()));
    }
    for (state, origin) in edges.keys().filter(|(_, origin)| origin.is_none()) {
        let lost = |t: &&Transition| t.to == Destination::Origin && origin.is_none();
        faults.extend(
            definition
                .exits(state)
                .filter(lost)
                .map(|t| Fault::NoOrigin(t.code.clone())),
        );
    }
}

/// An effect is out of order when its step can be reached without the effect it needs: explore
/// without the steps that have the needed effect, and see whether the step is still there.
fn order_of_effects(definition: &Definition, faults: &mut Vec<Fault>) {
    for step in &definition.transitions {
        let Some(needs) = step.effect.and_then(Effect::needs) else {
            continue;
        };
        let without = explore(definition, |t| t.effect != Some(needs));
        if without
            .keys()
            .any(|(state, _)| step.from.iter().any(|from| from == state))
        {
            faults.push(Fault::EffectOutOfOrder {
                step: step.code.clone(),
                needs,
            });
        }
    }
}

/// All nodes a project can be in, each with the nodes that one step leads to.
fn explore<'d>(
    definition: &'d Definition,
    allowed: impl Fn(&Transition) -> bool,
) -> BTreeMap<Node<'d>, BTreeSet<Node<'d>>> {
    let mut edges = BTreeMap::new();
    let mut open = vec![(definition.start.as_str(), None)];
    while let Some(node) = open.pop() {
        if edges.contains_key(&node) {
            continue;
        }
        let (state, origin) = node;
        let next: BTreeSet<Node<'d>> = definition
            .transitions
            .iter()
            .filter(|t| t.from.iter().any(|from| from == state) && allowed(t))
            .filter_map(|t| match &t.to {
                Destination::Same => None,
                Destination::Origin => origin,
                Destination::State(code) => Some(code.as_str()),
            })
            .map(|to| (to, definition.remembers_origin(to).then_some(state)))
            .collect();
        open.extend(next.iter().copied());
        edges.insert(node, next);
    }
    edges
}

fn main_path(definition: &Definition, faults: &mut Vec<Fault>) {
    let path = &definition.main_path;
    let broken = |state: &String| Fault::MainPathBroken(state.clone());
    if path.first() != Some(&definition.start) {
        faults.push(broken(&definition.start));
    }
    faults.extend(
        path.last()
            .filter(|end| !definition.is_terminal(end))
            .map(broken),
    );
    let mut seen = BTreeSet::new();
    faults.extend(path.iter().filter(|state| !seen.insert(*state)).map(broken));
    for pair in path.windows(2) {
        let joined = definition
            .exits(&pair[0])
            .any(|t| t.to == Destination::State(pair[1].clone()));
        if !joined {
            faults.push(broken(&pair[1]));
        }
    }
}
