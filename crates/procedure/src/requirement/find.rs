//! Which papers and questions apply to a project.

use db::{Conn, DbError};
use jiff::civil::Date;
use kernel::{Activity, UnitId};
use reference::units;
use rules::{
    FundingScope, ProjectKind,
    checklist::{self, DossierItem, DossierQuery},
    criteria::{self, CriteriaQuery, Criterion, Level},
};

use super::{
    model::{Kind, Requirement},
    store::{self, Filter},
};

/// The papers of a project on a day; those that were `entered` stay when their rows ended.
pub async fn papers(
    conn: &mut Conn,
    scope: FundingScope,
    kind: ProjectKind,
    activity: Activity,
    province: UnitId,
    on: Date,
    entered: &[String],
) -> Result<Vec<DossierItem>, DbError> {
    let rows = store::list(conn, Kind::Paper, &Filter::default()).await?;
    let items: Vec<DossierItem> = rows
        .iter()
        .map(Requirement::paper)
        .collect::<Result<_, _>>()?;
    let territory = units::chain(conn, province, on).await?;
    let query = DossierQuery {
        scope,
        kind,
        activity,
        territory: &territory,
        on,
    };
    let found = checklist::listed(&items, &query, entered);
    Ok(found.into_iter().cloned().collect())
}

/// The questions of an appraisal on a day; those that were `answered` stay when their rows ended.
pub async fn questions(
    conn: &mut Conn,
    level: Level,
    scope: FundingScope,
    province: UnitId,
    on: Date,
    answered: &[String],
) -> Result<Vec<Criterion>, DbError> {
    let rows = store::list(conn, Kind::Criterion, &Filter::default()).await?;
    let items: Vec<Criterion> = rows.iter().map(Requirement::criterion).collect();
    let territory = units::chain(conn, province, on).await?;
    let query = CriteriaQuery {
        level,
        scope,
        territory: &territory,
        on,
    };
    let found = criteria::listed(&items, &query, answered);
    // People count them from 1, whatever rows lie between.
    Ok(found
        .into_iter()
        .cloned()
        .zip(1..)
        .map(|(criterion, order)| Criterion { order, ..criterion })
        .collect())
}
