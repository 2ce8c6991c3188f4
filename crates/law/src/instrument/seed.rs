use std::collections::HashMap;

use db::{CommandResult, Conn, Cx, sql};
use jiff::civil::Date;
use kernel::{InstrumentId, UnitId};
use serde::Deserialize;

use super::{
    article::{self, ArticleInput},
    commands::{InstrumentInput, create_in},
    relation::{RelationInput, RelationKind, relate_in},
};

/// The documents known when this version was made.
const ROWS: &str = include_str!("../../seed/instruments.json");

#[derive(Deserialize)]
struct Row {
    key: String,
    #[serde(flatten)]
    input: InstrumentInput,
    /// Code and first day of the province it is for.
    #[serde(default)]
    province: Option<(String, Option<Date>)>,
    #[serde(default)]
    relations: Vec<Relation>,
    #[serde(default)]
    articles: Vec<ArticleInput>,
}

#[derive(Deserialize)]
struct Relation {
    kind: RelationKind,
    /// The key of the other document.
    to: String,
    #[serde(default)]
    since: Option<Date>,
    #[serde(default)]
    note: String,
    #[serde(default)]
    verified: bool,
}

/// Loads the documents that are not there yet and answers with how many were added. What somebody
/// changed stays as it is.
pub async fn load_in(
    cx: &Cx,
    tx: &mut Conn,
    province: impl Fn(&str, Option<Date>) -> Option<UnitId>,
) -> CommandResult<usize> {
    let rows: Vec<Row> =
        serde_json::from_str(ROWS).expect("seed/instruments.json is tested to parse");
    let mut known: HashMap<String, InstrumentId> = keys(tx).await?;
    let mut fresh = Vec::new();
    for mut row in rows {
        if known.contains_key(&row.key) {
            continue;
        }
        if let Some((code, since)) = &row.province {
            row.input.unit_id = province(code, *since);
        }
        let id = create_in(cx, tx, &row.input, None, Some(&row.key)).await?;
        for article in &row.articles {
            article::add_in(cx, tx, id, article).await?;
        }
        known.insert(row.key.clone(), id);
        fresh.push((id, row.relations));
    }
    let added = fresh.len();
    for (id, relations) in fresh {
        for relation in relations {
            if let Some(to) = known.get(&relation.to) {
                let input = RelationInput {
                    kind: relation.kind,
                    to: *to,
                    since: relation.since,
                    note: relation.note,
                    verified: relation.verified,
                };
                relate_in(cx, tx, id, input).await?;
            }
        }
    }
    Ok(added)
}

/// The loaded documents by their keys, which are the numbers that norms cite.
pub(crate) async fn keys(conn: &mut Conn) -> Result<HashMap<String, InstrumentId>, db::DbError> {
    let rows: Vec<(String, InstrumentId)> = conn
        .all(sql!(
            "SELECT seed_key, id FROM instrument WHERE seed_key IS NOT NULL"
        ))
        .await?;
    Ok(rows.into_iter().collect())
}
