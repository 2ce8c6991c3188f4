use std::collections::HashSet;

use db::{CommandError, CommandResult, Conn, Cx, DbError, sql};
use jiff::civil::Date;
use kernel::UnitId;
use rules::norm;

use super::commands::{Draft, append};
use crate::{instrument::seed, parameter};

/// How much was added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    pub instruments: usize,
    pub norms: usize,
    pub parameters: usize,
}

/// Adds the documents, norms and parameters that come with the product and are not there yet. What people
/// corrected, ended or verified stays as it is. Called by `migrate` after the reference data.
pub async fn load(cx: &Cx) -> CommandResult<Loaded> {
    let mut tx = cx.db.begin().await?;
    let provinces = reference::units::provinces(&mut tx, None).await?;
    let province = |code: &str, since: Option<Date>| -> Option<UnitId> {
        provinces
            .iter()
            .find(|unit| unit.code == code && unit.valid_from == since)
            .map(|u| u.id)
    };
    let instruments = seed::load_in(cx, &mut tx, province).await?;
    let documents = seed::keys(&mut tx).await?;
    let known = keys(&mut tx).await?;
    let seeded = norm::seed(province)
        .map_err(|e| CommandError::Db(DbError::Setup(format!("{e}; load the units first"))))?;
    let mut loaded = Loaded {
        instruments,
        norms: 0,
        parameters: parameter::load::load_in(cx, &mut tx, &documents).await?,
    };
    for rule in seeded.into_iter().filter(|rule| !known.contains(&rule.key)) {
        let document = documents.get(&rule.legal_doc).copied();
        append(cx, &mut tx, Draft::added(rule, document), None).await?;
        loaded.norms += 1;
    }
    tx.commit().await?;
    Ok(loaded)
}

async fn keys(tx: &mut Conn) -> Result<HashSet<String>, DbError> {
    let rows: Vec<(String,)> = tx.all(sql!("SELECT DISTINCT key FROM norm")).await?;
    Ok(rows.into_iter().map(|(key,)| key).collect())
}
