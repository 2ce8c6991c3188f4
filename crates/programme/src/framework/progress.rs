//! What was done against what a programme aims at: counted from records, of all budgets, in the
//! programme's area and years.

use std::collections::HashMap;

use db::{CommandResult, Conn, Cx, DbError, Sql, row, sql};
use kernel::{Activity, Dong, FundingSource, UnitId, WorkflowId};
use reference::units;
use rules::workflow::Tone;
use serde::Serialize;

use super::{
    indicator::{Counted, INDICATORS, TargetIndicator},
    model::{Figures, Framework},
};
use crate::ports::{ResultCount, ResultQuestion, Results, Workflows};

/// One indicator of a programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetProgress {
    pub indicator: &'static TargetIndicator,
    pub target: Option<i64>,
    /// None when no register holds such records.
    pub done: Option<ResultCount>,
}

impl TargetProgress {
    /// Done of the target, in percent; none without a target or without records to count.
    pub fn percent(&self) -> Option<i64> {
        let target = self.target.filter(|target| *target > 0)?;
        let done = self.done.as_ref()?.total;
        i64::try_from(i128::from(done) * 100 / i128::from(target)).ok()
    }
}

/// The money of one year and source: what the programme foresees, and what projects got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct MoneyProgress {
    pub year: i64,
    pub source: FundingSource,
    /// None when the programme says nothing.
    pub foreseen: Option<Dong>,
    /// Planned for projects by appraisal or decision.
    pub planned: Dong,
    /// Of promotion money what left the budget, of other money what was accepted.
    pub spent: Dong,
}

impl MoneyProgress {
    pub fn percent(&self) -> Option<i64> {
        let foreseen = self.foreseen.filter(|amount| *amount > Dong::ZERO)?;
        i64::try_from(i128::from(self.spent.0) * 100 / i128::from(foreseen.0)).ok()
    }
}

/// The whole progress of a programme.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    /// The indicators that have a target or results, in the order of the dictionary.
    pub targets: Vec<TargetProgress>,
    /// The years and sources that have money on either side.
    pub money: Vec<MoneyProgress>,
}

/// Counts what was done in a programme's area and years.
pub async fn progress(
    cx: &Cx,
    conn: &mut Conn,
    framework: &Framework,
    figures: &Figures,
) -> CommandResult<Progress> {
    let provinces = area(conn, framework.province_id).await?;
    let (from, to) = (framework.from_year, framework.to_year);
    let mut targets = Vec::new();
    for indicator in &INDICATORS {
        let target = figures.target(indicator.code);
        let question = |keys, establishments| ResultQuestion {
            keys,
            establishments,
            provinces: provinces.clone(),
            from_year: from,
            to_year: to,
        };
        let results = cx.port::<dyn Results>();
        let done = match indicator.counted {
            Counted::Sum(keys) => Some(results.count(cx, conn, question(keys, false)).await?),
            Counted::Establishments(keys) => {
                Some(results.count(cx, conn, question(keys, true)).await?)
            }
            Counted::Projects => Some(projects(cx, conn, &provinces, from, to).await?),
            Counted::Accepted(activity) => {
                Some(accepted(conn, &provinces, from, to, activity).await?)
            }
            Counted::Nowhere => None,
        };
        let any = done.as_ref().is_some_and(|done| done.total > 0);
        if target.is_some() || any {
            targets.push(TargetProgress {
                indicator,
                target,
                done,
            });
        }
    }
    Ok(Progress {
        targets,
        money: money(conn, &provinces, framework, figures).await?,
    })
}

/// The provinces that count: one with those merged into it; None for the whole country.
async fn area(conn: &mut Conn, province: Option<UnitId>) -> Result<Option<Vec<UnitId>>, DbError> {
    let Some(province) = province else {
        return Ok(None);
    };
    let mut family = units::family(conn, province).await?;
    if !family.contains(&province) {
        family.push(province);
    }
    Ok(Some(family))
}

fn within(query: &mut Sql, provinces: &Option<Vec<UnitId>>) {
    if let Some(provinces) = provinces {
        query
            .push(" AND p.province_id IN ", [])
            .push_list(provinces.iter().copied());
    }
}

fn counted(rows: Vec<(i64, i64)>) -> ResultCount {
    ResultCount {
        total: rows.iter().map(|(_, n)| n).sum(),
        by_year: rows,
    }
}

/// Projects by plan year that are neither drafts nor ended without support.
async fn projects(
    cx: &Cx,
    conn: &mut Conn,
    provinces: &Option<Vec<UnitId>>,
    from: i64,
    to: i64,
) -> CommandResult<ResultCount> {
    let mut query = sql!(
        "SELECT p.year, p.workflow_id, p.state, COUNT(*) FROM project p WHERE p.year BETWEEN ? AND ?",
        from,
        to,
    );
    within(&mut query, provinces);
    query.push(
        " GROUP BY p.year, p.workflow_id, p.state ORDER BY p.year",
        [],
    );
    let rows: Vec<(i64, WorkflowId, String, i64)> = conn.all(query).await?;
    let versions = cx.port::<dyn Workflows>().all(conn).await?;
    let mut by_year: Vec<(i64, i64)> = Vec::new();
    for (year, workflow_id, state, n) in rows {
        let version = versions.iter().find(|v| v.id == workflow_id);
        let tone = version
            .and_then(|v| v.definition.state(&state))
            .map(|s| s.tone);
        if matches!(tone, Some(Tone::Draft | Tone::Stopped)) {
            continue;
        }
        match by_year.last_mut() {
            Some((last, sum)) if *last == year => *sum += n,
            _ => by_year.push((year, n)),
        }
    }
    Ok(counted(by_year))
}

/// Projects of an activity by the plan year, once they were accepted.
async fn accepted(
    conn: &mut Conn,
    provinces: &Option<Vec<UnitId>>,
    from: i64,
    to: i64,
    activity: Activity,
) -> CommandResult<ResultCount> {
    let mut query = sql!(
        "SELECT p.year, COUNT(*) FROM project p
          WHERE p.year BETWEEN ? AND ? AND p.activity = ? AND p.accepted_on IS NOT NULL",
        from,
        to,
        activity,
    );
    within(&mut query, provinces);
    query.push(" GROUP BY p.year ORDER BY p.year", []);
    Ok(counted(conn.all(query).await?))
}

row! {
    struct SpentRow {
        year: i64,
        source: FundingSource,
        planned: Dong,
        accepted: Dong,
        spent: Dong,
    }
}

async fn money(
    conn: &mut Conn,
    provinces: &Option<Vec<UnitId>>,
    framework: &Framework,
    figures: &Figures,
) -> CommandResult<Vec<MoneyProgress>> {
    let mut query = sql!(
        "SELECT p.year, s.source, CAST(SUM(s.planned) AS BIGINT) AS planned,
                CAST(SUM(s.accepted) AS BIGINT) AS accepted,
                CAST(SUM(s.advanced + s.paid - s.recovered) AS BIGINT) AS spent
           FROM project p JOIN cost_line l ON l.project_id = p.id AND NOT l.removed
           JOIN cost_line_source s ON s.line_id = l.id
          WHERE p.year BETWEEN ? AND ?",
        framework.from_year,
        framework.to_year,
    );
    within(&mut query, provinces);
    query.push(" GROUP BY p.year, s.source", []);
    let rows: Vec<SpentRow> = conn.all(query).await?;
    let found: HashMap<(i64, FundingSource), SpentRow> = rows
        .into_iter()
        .map(|row| ((row.year, row.source), row))
        .collect();
    let mut money = Vec::new();
    for year in framework.from_year..=framework.to_year {
        for source in FundingSource::ALL {
            let foreseen = figures.amount(year, source);
            let (planned, spent) = match found.get(&(year, source)) {
                Some(row) if source.is_promotion() => (row.planned, row.spent),
                Some(row) => (row.planned, row.accepted),
                None => (Dong::ZERO, Dong::ZERO),
            };
            if foreseen.is_some() || !planned.is_zero() || !spent.is_zero() {
                money.push(MoneyProgress {
                    year,
                    source,
                    foreseen,
                    planned,
                    spent,
                });
            }
        }
    }
    Ok(money)
}
