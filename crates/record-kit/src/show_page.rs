use askama::Template;
use db::AuditRecord;
use kernel::{Lang, format_timestamp};
use web_kit::Chrome;

use crate::{Badge, FieldKind, Names, Record, Register, form_page::differences, list_page::shown};

/// One row of a register, with what was done to it.
#[derive(Template)]
#[template(path = "views/show.html")]
pub(crate) struct ShowPage {
    pub c: Chrome,
    /// A second line under the title; may be empty.
    pub under: String,
    pub illustration: bool,
    pub badge: Option<Badge>,
    pub facts: Vec<Fact>,
    pub edit: Option<String>,
    pub list: (&'static str, &'static str),
    /// Records that belong to this one: (title, address).
    pub related: Vec<(String, String)>,
    pub history: Vec<Change>,
}

pub(crate) struct Fact {
    pub label: String,
    pub text: String,
    /// A page of ours, or empty.
    pub href: String,
    /// An address elsewhere, or empty.
    pub outside: String,
    /// Text of several lines.
    pub lines: bool,
}

/// One record of the audit trail.
pub(crate) struct Change {
    pub at: String,
    pub actor: String,
    pub what: &'static str,
    /// (label, before, after)
    pub fields: Vec<(&'static str, String, String)>,
}

pub(crate) fn facts<R: Register>(
    record: &Record<R>,
    names: &Names,
    lang: Lang,
    today: jiff::civil::Date,
) -> Vec<Fact> {
    let mut facts: Vec<Fact> = record
        .fields
        .pairs()
        .map(|(field, value)| {
            let id = value.text();
            let mut text = shown(value, field, names, lang);
            if text.is_empty() && !id.is_empty() && !field.page.is_empty() {
                text = lang.t("Mở bản ghi", "Open the record").to_owned();
            }
            if !text.is_empty() && !field.unit.0.is_empty() {
                text.push(' ');
                text.push_str(lang.t(field.unit.0, field.unit.1));
            }
            let href = match field.kind {
                FieldKind::Reference if !id.is_empty() && !field.page.is_empty() => {
                    format!("{}{id}", field.page)
                }
                _ => String::new(),
            };
            let web = text.starts_with("https://") || text.starts_with("http://");
            Fact {
                label: field.label(lang).to_owned(),
                outside: if web { text.clone() } else { String::new() },
                lines: matches!(field.kind, FieldKind::Lines),
                text,
                href,
            }
        })
        .collect();
    facts.extend(
        record
            .fields
            .facts(lang, today)
            .into_iter()
            .map(|(label, text)| Fact {
                label,
                text,
                href: String::new(),
                outside: String::new(),
                lines: false,
            }),
    );
    facts
}

/// The audit trail of a row in its own words. Names are those that the row refers to now.
pub(crate) fn changes<R: Register>(
    trail: &[AuditRecord],
    names: &Names,
    lang: Lang,
) -> Vec<Change> {
    trail
        .iter()
        .map(|record| {
            let before = serde_json::from_str::<R>(&record.before_json);
            let after = serde_json::from_str::<R>(&record.after_json);
            let fields = match (before, after) {
                (Ok(before), Ok(after)) => differences(&before, &after, names, lang),
                _ => Vec::new(),
            };
            Change {
                at: format_timestamp(record.at),
                actor: record.actor.clone(),
                what: match record.verb.as_str() {
                    "create" => lang.t("Ghi mới", "Entered"),
                    _ => lang.t("Sửa", "Corrected"),
                },
                fields,
            }
        })
        .collect()
}
