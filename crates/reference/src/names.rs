//! What units are called, folded and in the order in which a search shows them, from the list that
//! is in the program. Pickers ask at every letter; looking through all names here takes less than
//! one row of the database takes to be compared. About 1 MB, made at the first search.

use std::sync::LazyLock;

use kernel::{UnitId, UnitLevel};

use crate::load;

/// One unit of the list; its text reaches from the end of the one before.
struct Named {
    id: UnitId,
    level: UnitLevel,
    end: usize,
}

/// Every text begins with a space, as does every word in it.
struct Names {
    text: String,
    units: Vec<Named>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut found = load::unit_names().unwrap_or_default();
    found.sort_by(|a, b| (a.ended, &a.short_name, a.id).cmp(&(b.ended, &b.short_name, b.id)));
    let mut names = Names {
        text: String::new(),
        units: Vec::with_capacity(found.len()),
    };
    for unit in found {
        names.text.push(' ');
        names.text.push_str(&unit.search);
        names.units.push(Named {
            id: unit.id,
            level: unit.level,
            end: names.text.len(),
        });
    }
    names.text.shrink_to_fit();
    names
});

/// The units in whose names every word of the folded text begins a word: those whose name begins
/// with the text before others, units in force before ended ones, then by name.
pub(crate) fn matching(folded: &str, level: Option<UnitLevel>) -> impl Iterator<Item = UnitId> {
    let words: Vec<String> = folded.split(' ').map(|word| format!(" {word}")).collect();
    let begins = move |text: &str| text[1..].starts_with(folded);
    let first = of_level(level).filter(move |(_, text)| begins(text));
    let others = of_level(level).filter(move |(_, text)| {
        !begins(text) && words.iter().all(|word| text.contains(word.as_str()))
    });
    first.chain(others).map(|(id, _)| id)
}

fn of_level(level: Option<UnitLevel>) -> impl Iterator<Item = (UnitId, &'static str)> {
    let mut start = 0;
    NAMES
        .units
        .iter()
        .map(move |unit| {
            let text = &NAMES.text[start..unit.end];
            start = unit.end;
            (unit, text)
        })
        .filter(move |(unit, _)| level.is_none_or(|level| unit.level == level))
        .map(|(unit, text)| (unit.id, text))
}
