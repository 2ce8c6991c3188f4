//! Parts of pages that tasks, obligations and reminders share.

use db::AuditRecord;
use jiff::civil::Date;
use kernel::{Lang, format_date, format_timestamp};
use web_kit::Form;

pub(crate) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// The most rows of one export; the sheet says when it was cut.
pub(crate) const EXPORT_LIMIT: i64 = 20_000;

/// (value, label)
pub(crate) type Choices = Vec<(String, String)>;

/// The day as people write it; empty when unknown.
pub(crate) fn day(date: Option<Date>) -> String {
    date.map(format_date).unwrap_or_default()
}

/// A field of a form with its label in both languages.
pub(crate) type Labelled = (&'static str, (&'static str, &'static str));

/// One field in which the stored version and the typed one differ.
pub(crate) struct Difference {
    pub label: &'static str,
    pub stored: String,
    pub typed: String,
}

/// The fields that differ. A picker is compared by what it shows.
pub(crate) fn differences(
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

/// One thing that was done to a record.
pub(crate) struct TrailLine {
    pub at: String,
    pub actor: String,
    pub what: String,
}

/// The trail in the words of its module; `word` knows what a verb is called.
pub(crate) fn trail(
    records: Vec<AuditRecord>,
    word: impl Fn(&str) -> &'static str,
) -> Vec<TrailLine> {
    records
        .into_iter()
        .map(|record| TrailLine {
            at: format_timestamp(record.at),
            what: word(&record.verb).to_owned(),
            actor: record.actor,
        })
        .collect()
}

/// The remark of a sheet that was cut.
pub(crate) fn cut_note(lang: Lang, total: i64) -> Option<String> {
    (total > EXPORT_LIMIT).then(|| match lang {
        Lang::Vi => format!("Chỉ có {EXPORT_LIMIT} dòng đầu trong {total} dòng."),
        Lang::En => format!("Only the first {EXPORT_LIMIT} of {total} rows."),
    })
}
