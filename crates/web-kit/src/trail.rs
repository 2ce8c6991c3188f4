//! The history of a record as its page shows it, with `_trail.html`.

use db::AuditRecord;
use kernel::format_timestamp;

/// One thing that was done to a record.
pub struct TrailLine {
    pub at: String,
    pub actor: String,
    pub what: String,
}

/// The trail in the words of its module; `word` knows what a verb is called.
pub fn trail(records: Vec<AuditRecord>, word: impl Fn(&str) -> &str) -> Vec<TrailLine> {
    records
        .into_iter()
        .map(|record| TrailLine {
            at: format_timestamp(record.at),
            what: word(&record.verb).to_owned(),
            actor: record.actor,
        })
        .collect()
}
