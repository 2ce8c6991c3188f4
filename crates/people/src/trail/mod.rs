//! The audit trail as a page: who did what, when, and what the record was before and after.

mod words;

pub use words::Definitions;

use askama::Template;
use axum::extract::Query;
use db::{AuditRecord, recent};
use kernel::{Lang, Thing, Verb, format_timestamp};
use rules::workflow::Definition;
use serde::Deserialize;
use web_kit::{Chrome, Guard, Routes, Web, WebResult, samples::Sample};

const PIECE: i64 = 100;

pub(crate) fn routes() -> Routes {
    Routes::new().get("/audit", Guard::Needs(Verb::View, Thing::Audit), list)
}

#[derive(Deserialize)]
struct TrailQuery {
    before: Option<i64>,
}

/// A record as people read it.
struct Row {
    record: AuditRecord,
    at: String,
    act: String,
    thing: String,
}

impl Row {
    fn of(record: AuditRecord, ways: &[Definition], lang: Lang) -> Row {
        Row {
            at: format_timestamp(record.at),
            act: words::act(&record.verb, &record.thing, ways, lang),
            thing: words::thing(&record.thing, lang).to_owned(),
            record,
        }
    }
}

#[derive(Template)]
#[template(path = "trail/views/list.html")]
struct TrailPage {
    c: Chrome,
    rows: Vec<Row>,
    older: Option<i64>,
}

async fn list(web: Web, Query(query): Query<TrailQuery>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let records = recent(&mut conn, query.before, PIECE).await?;
    let ways = words::ways(&web.cx, &mut conn).await?;
    let older = records.last().map(|r| r.seq).filter(|seq| *seq > 1);
    web.page(TrailPage {
        c: web.chrome(web.t("Nhật ký", "Audit trail")),
        rows: records
            .into_iter()
            .map(|record| Row::of(record, &ways, web.cx.lang))
            .collect(),
        older,
    })
}

pub(crate) fn samples() -> Vec<Sample> {
    let record = |seq| AuditRecord {
        seq,
        at: Default::default(),
        actor: "Chuyên viên phòng Nghiệp vụ".into(),
        role: "officer".into(),
        verb: "edit".into(),
        thing: "establishment".into(),
        thing_id: "0".into(),
        before_json: "{\"name\":\"Cơ sở A\"}".into(),
        after_json: "{\"name\":\"Cơ sở <B>\"}".into(),
        prev_hash: "0".repeat(64),
        hash: "f".repeat(64),
    };
    let mut all = Vec::new();
    for lang in [Lang::Vi, Lang::En] {
        for count in [0, 1, 50] {
            let rows = (1..=count).map(|n| Row::of(record(n), &[], lang)).collect();
            all.push(Sample::of(
                "audit trail",
                TrailPage {
                    c: Chrome::sample(lang, "Nhật ký"),
                    rows,
                    older: Some(1),
                },
            ));
        }
    }
    all
}
