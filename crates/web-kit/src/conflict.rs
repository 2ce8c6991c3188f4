//! Two versions of a form side by side, when somebody else was faster; `_conflict.html` shows them.

use kernel::Lang;

use crate::Form;

/// A field of a form with its label in both languages.
pub type Labelled = (&'static str, (&'static str, &'static str));

/// One field in which the stored version and the typed one differ.
pub struct Difference {
    pub label: &'static str,
    pub stored: String,
    pub typed: String,
}

/// The fields that differ. A picker is compared by what it shows.
pub fn differences(
    lang: Lang,
    stored: &Form,
    typed: &Form,
    fields: &[Labelled],
) -> Vec<Difference> {
    fields
        .iter()
        .map(|(name, label)| Difference {
            label: lang.t(label.0, label.1),
            stored: stored.text(name),
            typed: typed.text(name),
        })
        .filter(|d| d.stored != d.typed)
        .collect()
}
