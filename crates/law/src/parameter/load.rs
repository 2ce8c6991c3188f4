use std::collections::{HashMap, HashSet};

use db::{CommandResult, Conn, Cx, DbError, sql};
use kernel::InstrumentId;
use rules::parameter;

use super::commands::{Draft, append};

/// Adds the parameters that come with the product and are not there yet, and answers with how
/// many. What people corrected, ended or verified stays as it is.
pub(crate) async fn load_in(
    cx: &Cx,
    tx: &mut Conn,
    documents: &HashMap<String, InstrumentId>,
) -> CommandResult<usize> {
    let known = keys(tx).await?;
    let mut added = 0;
    for rule in parameter::seed() {
        if known.contains(&rule.key) {
            continue;
        }
        let document = documents.get(&rule.legal_doc).copied();
        append(cx, tx, Draft::added(rule, document), None).await?;
        added += 1;
    }
    Ok(added)
}

async fn keys(tx: &mut Conn) -> Result<HashSet<String>, DbError> {
    let rows: Vec<(String,)> = tx.all(sql!("SELECT DISTINCT key FROM parameter")).await?;
    Ok(rows.into_iter().map(|(key,)| key).collect())
}
