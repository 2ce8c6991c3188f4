use askama::Template;
use kernel::Lang;
use web_kit::{Chrome, Form};

use crate::{Field, FieldKind, Names, Register, list_page::shown};

/// The form of one register, for a new row and for a correction.
#[derive(Template)]
#[template(path = "views/form.html")]
pub(crate) struct FormPage {
    pub c: Chrome,
    pub form: Form,
    pub action: String,
    pub cancel: String,
    pub fields: Vec<FieldView>,
    /// When somebody else changed the row meanwhile: (label, stored now, typed here).
    pub conflict: Vec<(&'static str, String, String)>,
}

/// One field as the template asks for it.
pub(crate) struct FieldView {
    pub name: &'static str,
    pub label: &'static str,
    pub help: &'static str,
    pub unit: &'static str,
    pub required: bool,
    pub max: usize,
    pub control: Control,
}

pub(crate) enum Control {
    Line,
    Lines,
    Number,
    Money,
    Date,
    Flag,
    Choice(Vec<(&'static str, &'static str)>),
    Picker(&'static str),
    Hidden,
}

fn control(field: &Field, lang: Lang) -> Control {
    match field.kind {
        _ if !field.asked => Control::Hidden,
        FieldKind::Line | FieldKind::PartialDate => Control::Line,
        FieldKind::Lines => Control::Lines,
        FieldKind::Count | FieldKind::Hectares => Control::Number,
        FieldKind::Money => Control::Money,
        FieldKind::Date => Control::Date,
        FieldKind::Flag => Control::Flag,
        FieldKind::Choice(options) => Control::Choice(options(lang)),
        FieldKind::Reference | FieldKind::Unit => Control::Picker(field.picker),
    }
}

impl FormPage {
    pub(crate) fn of<R: Register>(c: Chrome, form: Form, action: String, cancel: String) -> Self {
        let lang = c.lang;
        let fields = R::FIELDS
            .iter()
            .map(|field| FieldView {
                name: field.name,
                label: field.label(lang),
                help: lang.t(field.help.0, field.help.1),
                unit: lang.t(field.unit.0, field.unit.1),
                required: field.required,
                max: field.max,
                control: control(field, lang),
            })
            .collect();
        FormPage {
            c,
            form,
            action,
            cancel,
            fields,
            conflict: Vec::new(),
        }
    }
}

/// Puts the values of a row into a form, and beside each id its name.
pub(crate) fn fill<R: Register>(form: &mut Form, row: &R, names: &Names) {
    for (field, value) in row.pairs() {
        form.set(field.name, value.text());
        if matches!(field.kind, FieldKind::Reference | FieldKind::Unit) {
            form.set(
                &format!("{}_text", field.name),
                names.get(&value.text()).unwrap_or_default(),
            );
        }
    }
}

/// The fields in which the stored row and the typed one differ.
pub(crate) fn differences<R: Register>(
    stored: &R,
    typed: &R,
    names: &Names,
    lang: Lang,
) -> Vec<(&'static str, String, String)> {
    stored
        .pairs()
        .zip(typed.each())
        .filter(|((_, stored), typed)| stored.text() != typed.text())
        .map(|((field, stored), typed)| {
            (
                field.label(lang),
                shown(stored, field, names, lang),
                shown(typed, field, names, lang),
            )
        })
        .collect()
}
