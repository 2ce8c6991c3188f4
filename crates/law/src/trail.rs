//! The history of a record as its page shows it.

use db::AuditRecord;
use kernel::{Lang, format_timestamp};

/// One thing that was done to the record.
pub(crate) struct TrailLine {
    pub at: String,
    pub actor: String,
    pub what: String,
}

pub(crate) fn lines(records: Vec<AuditRecord>, lang: Lang) -> Vec<TrailLine> {
    records
        .into_iter()
        .map(|record| TrailLine {
            at: format_timestamp(record.at),
            actor: record.actor,
            what: verb(&record.verb, lang).to_owned(),
        })
        .collect()
}

fn verb(verb: &str, lang: Lang) -> &str {
    match verb {
        "create" => lang.t("Ghi mới", "Entered"),
        "edit" => lang.t("Sửa", "Changed"),
        "relation" => lang.t(
            "Ghi quan hệ với văn bản khác",
            "Related to another document",
        ),
        "article" => lang.t("Ghi điều, phụ lục", "Entered an article"),
        "article-removal" => lang.t("Bỏ điều ghi nhầm", "Took back an article"),
        "relation-removal" => lang.t("Bỏ quan hệ ghi nhầm", "Took back a relation"),
        other => other,
    }
}
