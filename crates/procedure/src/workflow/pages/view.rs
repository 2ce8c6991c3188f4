//! A definition as pages show it: a map of states with the steps out of each, and the steps.

use kernel::{Lang, Role};
use rules::workflow::{Definition, Fault, Guard, Subject, Transition};

use crate::workflow::difference::destination;

/// A state on the map.
pub(in crate::workflow) struct StateView {
    /// Its place on the main path.
    pub place: Option<usize>,
    pub name: String,
    pub colour: &'static str,
    pub icon: &'static str,
    pub start: bool,
    pub terminal: bool,
    /// Where it is edited; empty when it is not.
    pub href: String,
    pub exits: Vec<ExitView>,
}

/// A step out of a state, on the map.
pub(in crate::workflow) struct ExitView {
    pub name: String,
    pub to: String,
    pub who: String,
    pub href: String,
}

pub(in crate::workflow) struct StepView {
    pub name: String,
    pub href: String,
    pub from: String,
    pub to: String,
    pub who: String,
    pub guards: Vec<&'static str>,
    pub warnings: Vec<&'static str>,
    pub effect: &'static str,
    /// Who decides which subject of an adjustment.
    pub deciders: Vec<String>,
    pub proof: String,
    pub proof_required: bool,
    pub proof_file: bool,
    pub proof_kind: &'static str,
    pub needs_reason: bool,
}

/// A fault as a sentence, and where it is put right.
pub(in crate::workflow) struct FaultView {
    pub text: String,
    pub href: String,
}

/// The whole of a definition.
pub(in crate::workflow) struct DefinitionView {
    pub opening: StepView,
    pub states: Vec<StateView>,
    pub steps: Vec<StepView>,
    pub faults: Vec<FaultView>,
}

impl DefinitionView {
    /// `editor` is the address of the draft; None when nothing is edited.
    pub fn of(definition: &Definition, editor: Option<&str>, lang: Lang) -> DefinitionView {
        let address = |noun: &str, code: &str| {
            editor.map_or_else(String::new, |draft| format!("{draft}/{noun}/{code}"))
        };
        let step_view = |step: &Transition| StepView {
            name: step.name.get(lang).to_owned(),
            href: address("steps", &step.code),
            from: names(definition, &step.from, lang),
            to: destination(definition, &step.to, lang),
            who: roles(&step.roles, lang),
            guards: labels(&step.guards, lang),
            warnings: labels(&step.warnings, lang),
            effect: step.effect.map_or("", |effect| effect.label(lang)),
            deciders: step.deciders.iter().map(|d| d.sentence(lang)).collect(),
            proof: step.proof.name.get(lang).to_owned(),
            proof_required: step.proof.required,
            proof_file: step.proof.file,
            proof_kind: step.proof.kind.map_or("", |kind| kind.label(lang)),
            needs_reason: step.needs_reason,
        };
        let opening = &definition.opening;
        DefinitionView {
            opening: StepView {
                name: opening.name.get(lang).to_owned(),
                href: editor.map_or_else(String::new, |draft| format!("{draft}/edit")),
                from: String::new(),
                to: definition.state_name(&definition.start, lang).to_owned(),
                who: roles(&opening.roles, lang),
                guards: labels(&opening.guards, lang),
                warnings: Vec::new(),
                effect: "",
                deciders: Vec::new(),
                proof: opening.proof.name.get(lang).to_owned(),
                proof_required: opening.proof.required,
                proof_file: opening.proof.file,
                proof_kind: "",
                needs_reason: false,
            },
            states: states(definition, &address, lang),
            steps: definition.transitions.iter().map(step_view).collect(),
            faults: faults(
                &rules::workflow::check(definition),
                definition,
                editor,
                lang,
            ),
        }
    }
}

/// The states in the order people meet them: the main path, then those beside it.
fn states(
    definition: &Definition,
    address: &impl Fn(&str, &str) -> String,
    lang: Lang,
) -> Vec<StateView> {
    let place = |code: &str| definition.main_path.iter().position(|stop| stop == code);
    let mut states: Vec<StateView> = definition
        .states
        .iter()
        .map(|state| {
            let (colour, icon) = state.tone.look();
            let exits = definition.exits(&state.code).map(|step| ExitView {
                name: step.name.get(lang).to_owned(),
                to: destination(definition, &step.to, lang),
                who: roles(&step.roles, lang),
                href: address("steps", &step.code),
            });
            StateView {
                place: place(&state.code).map(|i| i + 1),

                name: state.name.get(lang).to_owned(),
                colour,
                icon,
                start: definition.start == state.code,
                terminal: state.terminal,
                href: address("states", &state.code),
                exits: exits.collect(),
            }
        })
        .collect();
    states.sort_by_key(|state| state.place.unwrap_or(usize::MAX));
    states
}

pub(in crate::workflow) fn faults(
    faults: &[Fault],
    definition: &Definition,
    editor: Option<&str>,
    lang: Lang,
) -> Vec<FaultView> {
    faults
        .iter()
        .map(|fault| FaultView {
            text: fault.sentence(definition, lang),
            href: match (editor, fault.subject(definition)) {
                (None, _) => String::new(),
                (Some(draft), Subject::State(code)) => format!("{draft}/states/{code}"),
                (Some(draft), Subject::Step(code)) => format!("{draft}/steps/{code}"),
                (Some(draft), Subject::Whole) => format!("{draft}/edit"),
            },
        })
        .collect()
}

fn names(definition: &Definition, codes: &[String], lang: Lang) -> String {
    let names: Vec<&str> = codes
        .iter()
        .map(|code| definition.state_name(code, lang))
        .collect();
    names.join(", ")
}

fn roles(roles: &[Role], lang: Lang) -> String {
    let labels: Vec<_> = roles.iter().map(|r| r.label(lang)).collect();
    labels.join(", ")
}

fn labels(guards: &[Guard], lang: Lang) -> Vec<&'static str> {
    guards.iter().map(|g| g.label(lang)).collect()
}
