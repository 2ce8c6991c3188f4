//! How states of projects are called and shown. The definitions that come with the product know
//! the states; a province's own version uses the same codes or adds some.

use std::{collections::HashMap, sync::LazyLock};

use kernel::Lang;
use rules::{
    Text,
    workflow::{self, Tone},
};

static STATES: LazyLock<HashMap<String, (Text, Tone)>> = LazyLock::new(|| {
    let definitions = workflow::builtin();
    let states = definitions
        .into_iter()
        .flat_map(|definition| definition.states);
    states
        .map(|state| (state.code, (state.name, state.tone)))
        .collect()
});

/// The name of a state; its code when no definition of the product has it.
pub fn name(code: &str, lang: Lang) -> String {
    STATES
        .get(code)
        .map_or(code, |(name, _)| name.get(lang))
        .to_owned()
}

/// The kind of a state; one that is not known counts as under way.
pub fn tone(code: &str) -> Tone {
    STATES.get(code).map_or(Tone::Progress, |(_, tone)| *tone)
}

/// The colour and icon of a state's badge.
pub fn look(code: &str) -> (&'static str, &'static str) {
    match tone(code) {
        Tone::Draft => ("grey", "pencil"),
        Tone::Progress => ("blue", "clock"),
        Tone::Waiting => ("amber", "back"),
        Tone::Done => ("green", "check"),
        Tone::Stopped => ("red", "stop"),
    }
}
