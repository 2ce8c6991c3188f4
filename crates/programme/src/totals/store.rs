use std::collections::BTreeMap;

use db::{CommandResult, Conn, DbError, ScopeColumns, Sql, row, sql};
use kernel::{Dong, FundingSource, Scope, UnitId};
use rules::FundingScope;
use serde::Serialize;

use crate::{carried, project::Project};

/// The figures that are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Figures {
    pub projects: i64,
    pub illustrations: i64,
    pub planned: Dong,
    pub allotted: Dong,
    pub advanced: Dong,
    pub accepted: Dong,
    pub settled: Dong,
    pub paid: Dong,
    pub recovered: Dong,
}

impl Figures {
    /// Those of one project with these balances of its own source.
    pub fn of(project: &Project, money: &crate::project::Balances) -> Figures {
        Figures {
            projects: 1,
            illustrations: i64::from(project.illustration),
            planned: money.planned,
            allotted: money.allotted,
            advanced: money.advanced,
            accepted: money.accepted,
            settled: money.settled,
            paid: money.paid,
            recovered: money.recovered,
        }
    }

    fn less(self, other: Figures) -> Figures {
        Figures {
            projects: self.projects - other.projects,
            illustrations: self.illustrations - other.illustrations,
            planned: self.planned - other.planned,
            allotted: self.allotted - other.allotted,
            advanced: self.advanced - other.advanced,
            accepted: self.accepted - other.accepted,
            settled: self.settled - other.settled,
            paid: self.paid - other.paid,
            recovered: self.recovered - other.recovered,
        }
    }
}

/// Where in the totals a project counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub province: UnitId,
    pub unit: Option<UnitId>,
    pub year: i64,
    pub scope: FundingScope,
}

impl Place {
    pub fn of(project: &Project) -> Place {
        Place {
            province: project.province_id,
            unit: project.unit_id,
            year: project.year,
            scope: project.funding(),
        }
    }
}

/// Moves a project's figures from what they were to what they are; a new project comes from
/// nowhere. The rows are locked until the transaction ends.
pub async fn move_project(
    tx: &mut Conn,
    before: Option<(Place, Figures)>,
    after: (Place, Figures),
) -> CommandResult<()> {
    match before {
        Some((place, figures)) if place == after.0 => {
            add(tx, place, after.1.less(figures)).await?;
        }
        Some((place, figures)) => {
            add(tx, place, Figures::default().less(figures)).await?;
            add(tx, after.0, after.1).await?;
        }
        None => add(tx, after.0, after.1).await?,
    }
    Ok(())
}

async fn add(tx: &mut Conn, place: Place, more: Figures) -> Result<(), DbError> {
    if more == Figures::default() {
        return Ok(());
    }
    // The commune before its province, always: two writers then never wait for each other.
    if let Some(unit) = place.unit {
        let path = format!("{}/{unit}", place.province);
        add_row(tx, &path, "commune", Some(unit), place, more).await?;
    }
    let path = place.province.to_string();
    add_row(tx, &path, "province", None, place, more).await
}

async fn add_row(
    tx: &mut Conn,
    path: &str,
    level: &str,
    unit: Option<UnitId>,
    place: Place,
    more: Figures,
) -> Result<(), DbError> {
    let sums: Vec<String> = SUMMED
        .iter()
        .map(|column| format!("{column} = kept_total.{column} + excluded.{column}"))
        .collect();
    tx.exec(sql!(
        &format!(
            "INSERT INTO kept_total (path, level, province_id, unit_id, year, scope, {})
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (path, year, scope) DO UPDATE SET {}",
            SUMMED.join(", "),
            sums.join(", ")
        ),
        path,
        level,
        place.province,
        unit,
        place.year,
        place.scope.code(),
        more.projects,
        more.illustrations,
        more.planned,
        more.allotted,
        more.advanced,
        more.accepted,
        more.settled,
        more.paid,
        more.recovered,
    ))
    .await?;
    Ok(())
}

const SUMMED: [&str; 9] = [
    "projects",
    "illustrations",
    "planned",
    "allotted",
    "advanced",
    "accepted",
    "settled",
    "paid",
    "recovered",
];

row! {
    /// The figures of a province or a commune in one year.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    pub struct Total {
        pub unit_id: UnitId,
        /// With everything above it.
        pub name: String,
        pub year: i64,
        pub projects: i64,
        pub illustrations: i64,
        pub planned: Dong,
        pub allotted: Dong,
        pub advanced: Dong,
        pub accepted: Dong,
        pub settled: Dong,
        pub paid: Dong,
        pub recovered: Dong,
    }
}

impl Total {
    /// A province without projects.
    pub(super) fn none(unit_id: UnitId, name: String, year: i64) -> Total {
        Total {
            unit_id,
            name,
            year,
            projects: 0,
            illustrations: 0,
            planned: Dong::ZERO,
            allotted: Dong::ZERO,
            advanced: Dong::ZERO,
            accepted: Dong::ZERO,
            settled: Dong::ZERO,
            paid: Dong::ZERO,
            recovered: Dong::ZERO,
        }
    }
}

fn summed() -> String {
    SUMMED
        .map(|column| format!("CAST(SUM(t.{column}) AS BIGINT) AS {column}"))
        .join(", ")
}

fn narrow(query: &mut Sql, scope: &Scope, source: Option<FundingSource>) {
    query.within(
        scope,
        ScopeColumns {
            province: "t.province_id",
            commune: "t.unit_id",
            establishment: "",
        },
    );
    if let Some(source) = source {
        query.push(" AND t.scope = ?", [source.into()]);
    }
}

/// The provinces of today by year, each with those merged into it.
pub async fn by_province(
    conn: &mut Conn,
    scope: &Scope,
    years: (i64, i64),
    source: Option<FundingSource>,
) -> Result<Vec<Total>, DbError> {
    let mut query = sql!(
        &format!(
            "SELECT f.province_id AS unit_id, p.short_name AS name, t.year AS year, {}
               FROM kept_total t
               JOIN unit_family f ON f.member_id = t.province_id
               JOIN unit p ON p.id = f.province_id AND p.valid_to IS NULL
              WHERE t.level = 'province' AND t.year BETWEEN ? AND ?",
            summed()
        ),
        years.0,
        years.1,
    );
    narrow(&mut query, scope, source);
    query.push(
        " GROUP BY f.province_id, p.short_name, t.year ORDER BY p.short_name, t.year",
        [],
    );
    conn.all(query).await
}

/// The communes of some provinces in one year.
pub async fn by_commune(
    conn: &mut Conn,
    scope: &Scope,
    provinces: &[UnitId],
    year: i64,
    source: Option<FundingSource>,
) -> Result<Vec<Total>, DbError> {
    let mut query = sql!(
        &format!(
            "SELECT t.unit_id AS unit_id, u.label AS name, t.year AS year, {}
               FROM kept_total t JOIN unit u ON u.id = t.unit_id
              WHERE t.level = 'commune' AND t.year = ? AND t.province_id IN ",
            summed()
        ),
        year,
    );
    query.push_list(provinces.iter().copied());
    narrow(&mut query, scope, source);
    query.push(
        " GROUP BY t.unit_id, u.label, t.year ORDER BY u.label LIMIT 500",
        [],
    );
    conn.all(query).await
}

/// A kept figure that differs from what the projects add up to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// `79/2026/kcdp`
    pub subject: String,
    pub what: String,
}

/// Both levels of one figure: path, year, source, amount.
const SUMS: &str = "SELECT CAST(province_id AS TEXT) AS path, year, scope, projects, illustrations, \
        planned, allotted, advanced, accepted, settled, paid, recovered FROM ( \
      SELECT province_id, year, scope, COUNT(*) AS projects, SUM(illustration) AS illustrations, \
             SUM(planned) AS planned, SUM(allotted) AS allotted, SUM(advanced) AS advanced, \
             SUM(accepted) AS accepted, SUM(settled) AS settled, SUM(paid) AS paid, \
             SUM(recovered) AS recovered \
        FROM project_total GROUP BY province_id, year, scope) AS by_province \
     UNION ALL \
     SELECT CAST(province_id AS TEXT) || '/' || CAST(unit_id AS TEXT) AS path, year, scope, \
        projects, illustrations, planned, allotted, advanced, accepted, settled, paid, recovered FROM ( \
      SELECT province_id, unit_id, year, scope, COUNT(*) AS projects, \
             SUM(illustration) AS illustrations, \
             SUM(planned) AS planned, SUM(allotted) AS allotted, SUM(advanced) AS advanced, \
             SUM(accepted) AS accepted, SUM(settled) AS settled, SUM(paid) AS paid, \
             SUM(recovered) AS recovered \
        FROM project_total WHERE unit_id IS NOT NULL \
       GROUP BY province_id, unit_id, year, scope) AS by_commune";

row! {
    struct Sums {
        path: String,
        year: i64,
        scope: String,
        projects: i64,
        illustrations: i64,
        planned: i64,
        allotted: i64,
        advanced: i64,
        accepted: i64,
        settled: i64,
        paid: i64,
        recovered: i64,
    }
}

impl Sums {
    fn figures(&self) -> [i64; 9] {
        [
            self.projects,
            self.illustrations,
            self.planned,
            self.allotted,
            self.advanced,
            self.accepted,
            self.settled,
            self.paid,
            self.recovered,
        ]
    }
}

/// Adds every project up again and lists each kept figure that differs, those of carried-over money
/// among them.
pub async fn verify(conn: &mut Conn) -> Result<Vec<Fault>, DbError> {
    let names = SUMMED.join(", ");
    let kept: Vec<Sums> = conn
        .all(sql!(&format!(
            "SELECT path, year, scope, {names} FROM kept_total"
        )))
        .await?;
    let casts = SUMMED
        .map(|c| format!("CAST({c} AS BIGINT) AS {c}"))
        .join(", ");
    let real: Vec<Sums> = conn
        .all(sql!(&format!(
            "SELECT path, year, scope, {casts} FROM ({SUMS}) AS s"
        )))
        .await?;
    let mut sides: BTreeMap<String, [[i64; 9]; 2]> = BTreeMap::new();
    for (side, rows) in [kept, real].iter().enumerate() {
        for row in rows {
            let key = format!("{}/{}/{}", row.path, row.year, row.scope);
            sides.entry(key).or_default()[side] = row.figures();
        }
    }
    let mut faults = Vec::new();
    for (subject, [kept, real]) in sides {
        for (i, column) in SUMMED.iter().enumerate() {
            if kept[i] != real[i] {
                faults.push(Fault {
                    subject: subject.clone(),
                    what: format!(
                        "{column} is kept as {} but the projects add up to {}",
                        kept[i], real[i]
                    ),
                });
            }
        }
    }
    faults.extend(carried::verify(conn).await?);
    Ok(faults)
}

/// Writes all totals anew from the projects, for data that were loaded past the commands.
pub async fn rebuild(tx: &mut Conn) -> Result<(), DbError> {
    tx.exec(sql!("DELETE FROM kept_total")).await?;
    let sums = SUMMED.map(|c| format!("CAST(SUM({c}) AS BIGINT)"))[2..].join(", ");
    let columns = SUMMED.join(", ");
    tx.exec(sql!(&format!(
        "INSERT INTO kept_total (path, level, province_id, unit_id, year, scope, {columns})
         SELECT CAST(province_id AS TEXT), 'province', province_id, NULL, year, scope, COUNT(*),
                CAST(SUM(illustration) AS BIGINT), {sums}
           FROM project_total GROUP BY province_id, year, scope"
    )))
    .await?;
    tx.exec(sql!(&format!(
        "INSERT INTO kept_total (path, level, province_id, unit_id, year, scope, {columns})
         SELECT CAST(province_id AS TEXT) || '/' || CAST(unit_id AS TEXT), 'commune', province_id,
                unit_id, year, scope, COUNT(*), CAST(SUM(illustration) AS BIGINT), {sums}
           FROM project_total WHERE unit_id IS NOT NULL
          GROUP BY province_id, unit_id, year, scope"
    )))
    .await?;
    Ok(())
}
