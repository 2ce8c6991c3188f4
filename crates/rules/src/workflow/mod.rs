//! The life of a project (đề án) as a versioned definition: states, steps, who takes them, what
//! must hold, which paper proves them, and what they do to the money.
//!
//! A definition is data. A running project stays on the version it began with; a province may have
//! its own. [`check`] proves a definition sound before anybody uses it: above all, every state
//! that a project can reach has a way to an end.
//!
//! This module decides *whether* a step exists for a state and a role. Whether its [`Guard`]s hold,
//! and what its [`Effect`] writes, is answered by whoever keeps the projects.

mod builtin;
mod change;
mod check;
mod fault;
mod guard;
mod meaning;
mod steps;

use kernel::{Lang, Role, UnitId};
use serde::{Deserialize, Serialize};

use crate::{FundingScope, Text, numbering::PaperKind};

pub use builtin::{builtin, kcdp, kcqg};
pub use change::{Change, Decider};
pub use check::{check, may_be_step};
pub use fault::{Fault, Subject};
pub use guard::{Effect, Guard};
pub use steps::{Step, StepPosition};

/// One version of a workflow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definition {
    /// Name of the workflow across its versions, as `kcqg`.
    pub key: String,
    pub version: u32,
    pub scope: FundingScope,
    /// The province it was written for; None for all.
    #[serde(default)]
    pub territory: Option<UnitId>,
    pub title: Text,
    pub states: Vec<State>,
    /// Code of the state a project is opened in.
    pub start: String,
    /// How a project comes into being.
    pub opening: Opening,
    pub transitions: Vec<Transition>,
    /// The states of a project that meets no trouble, in order, for the step display.
    pub main_path: Vec<String>,
}

/// Where a project stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    pub code: String,
    #[serde(flatten)]
    pub name: Text,
    pub tone: Tone,
    /// An end: nothing leads out of it.
    #[serde(default)]
    pub terminal: bool,
}

/// The kind of a state; each has one colour and one icon everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    Draft,
    Progress,
    Waiting,
    Done,
    Stopped,
}

impl Tone {
    pub const ALL: [Tone; 5] = [
        Tone::Draft,
        Tone::Progress,
        Tone::Waiting,
        Tone::Done,
        Tone::Stopped,
    ];

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tone| tone.code() == code)
    }

    /// What a state of this kind means.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Tone::Draft => lang.t("Đang soạn", "Draft"),
            Tone::Progress => lang.t("Đang tiến hành", "In progress"),
            Tone::Waiting => lang.t("Chờ người khác", "Waiting"),
            Tone::Done => lang.t("Đã xong", "Done"),
            Tone::Stopped => lang.t("Dừng, không đạt", "Stopped"),
        }
    }

    /// The colour and icon of its badge, the same everywhere.
    pub fn look(self) -> (&'static str, &'static str) {
        match self {
            Tone::Draft => ("grey", "pencil"),
            Tone::Progress => ("blue", "clock"),
            Tone::Waiting => ("amber", "back"),
            Tone::Done => ("green", "check"),
            Tone::Stopped => ("red", "stop"),
        }
    }

    pub fn code(self) -> &'static str {
        match self {
            Tone::Draft => "draft",
            Tone::Progress => "progress",
            Tone::Waiting => "waiting",
            Tone::Done => "done",
            Tone::Stopped => "stopped",
        }
    }
}

/// Who may open a project, and what it takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    #[serde(flatten)]
    pub name: Text,
    pub roles: Vec<Role>,
    #[serde(default)]
    pub guards: Vec<Guard>,
    pub proof: ProofKind,
}

/// A step from one state to another, or an event within a state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transition {
    /// A noun fit for an address, as `registration` in `POST /projects/{id}/registration`.
    pub code: String,
    pub from: Vec<String>,
    pub to: Destination,
    /// The act, as on its button: "Đăng ký kế hoạch".
    #[serde(flatten)]
    pub name: Text,
    pub roles: Vec<Role>,
    /// What must hold, or the step is refused.
    #[serde(default)]
    pub guards: Vec<Guard>,
    /// What should hold; the step goes on with a warning.
    #[serde(default)]
    pub warnings: Vec<Guard>,
    #[serde(default)]
    pub effect: Option<Effect>,
    /// Of an adjustment: who decides which subject. Subjects without a row are decided by whoever
    /// may take the step.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deciders: Vec<Decider>,
    pub proof: ProofKind,
    #[serde(default)]
    pub needs_reason: bool,
}

/// Where a step leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Destination {
    State(String),
    /// Written `@same`: an event that leaves the project where it is.
    Same,
    /// Written `@origin`: back to the state the present one was entered from.
    Origin,
}

impl From<String> for Destination {
    fn from(text: String) -> Self {
        match text.as_str() {
            "@same" => Destination::Same,
            "@origin" => Destination::Origin,
            _ => Destination::State(text),
        }
    }
}

impl From<Destination> for String {
    fn from(to: Destination) -> String {
        match to {
            Destination::State(code) => code,
            Destination::Same => "@same".into(),
            Destination::Origin => "@origin".into(),
        }
    }
}

/// The paper that proves a step (number, date, signer, file).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofKind {
    #[serde(flatten)]
    pub name: Text,
    pub required: bool,
    /// The signed file must come with the step: decisions, and whatever moves money. Of other
    /// papers the file may follow.
    #[serde(default)]
    pub file: bool,
    /// Which series its number comes from; None when its number is not given by the office.
    #[serde(default)]
    pub kind: Option<PaperKind>,
}

impl Definition {
    /// Reads a definition. It may still be faulty: see [`check`].
    pub fn from_json(json: &str) -> Result<Definition, serde_json::Error> {
        serde_json::from_str(json)
    }

    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("a definition holds only strings, numbers and lists")
    }

    pub fn state(&self, code: &str) -> Option<&State> {
        self.states.iter().find(|s| s.code == code)
    }

    pub fn transition(&self, code: &str) -> Option<&Transition> {
        self.transitions.iter().find(|t| t.code == code)
    }

    /// The name of a state for a person; the code itself if the definition does not know it.
    pub fn state_name<'a>(&'a self, code: &'a str, lang: Lang) -> &'a str {
        self.state(code).map_or(code, |s| s.name.get(lang))
    }

    pub fn is_terminal(&self, state: &str) -> bool {
        self.state(state).is_some_and(|s| s.terminal)
    }

    /// The steps that lead out of a state or happen in it, whoever takes them.
    pub fn exits<'d>(&'d self, state: &str) -> impl Iterator<Item = &'d Transition> {
        self.transitions
            .iter()
            .filter(move |t| t.from.iter().any(|from| from == state))
    }

    /// The steps a role may take in a state.
    pub fn available(&self, state: &str, role: Role) -> Vec<&Transition> {
        self.exits(state)
            .filter(|t| t.roles.contains(&role))
            .collect()
    }

    /// True when a project that enters this state must remember the one it came from, because a
    /// step leads back there. Events within the state do not change what is remembered.
    pub fn remembers_origin(&self, state: &str) -> bool {
        self.exits(state).any(|t| t.to == Destination::Origin)
    }
}

impl Transition {
    /// The state this step leads to. `origin` is the state that `state` was entered from; None is
    /// returned when the step leads back there and it is not known.
    pub fn destination<'a>(&'a self, state: &'a str, origin: Option<&'a str>) -> Option<&'a str> {
        match &self.to {
            Destination::State(code) => Some(code),
            Destination::Same => Some(state),
            Destination::Origin => origin,
        }
    }

    /// True for an event, which leaves the project where it is and may happen again.
    pub fn is_event(&self) -> bool {
        self.to == Destination::Same
    }
}

#[cfg(test)]
mod tests;
