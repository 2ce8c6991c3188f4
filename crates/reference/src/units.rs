//! Administrative units in time.

use std::{collections::HashSet, sync::OnceLock};

use db::{Conn, Cx, DbError, row, sql};
use jiff::civil::Date;
use kernel::{Scope, UnitId, UnitKind, UnitLevel, fold};
use serde::Serialize;

use crate::names;

row! {
    /// One administrative unit in one era.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
    pub struct Unit {
        pub id: UnitId,
        /// The statistics office's code.
        pub code: String,
        /// With its kind: “Xã Long Phước”.
        pub name: String,
        #[schema(value_type = String)]
        pub kind: UnitKind,
        #[schema(value_type = String)]
        pub level: UnitLevel,
        pub parent_id: Option<UnitId>,
        /// The province it lies in; of its own era.
        pub province_id: UnitId,
        #[schema(value_type = Option<String>, format = Date)]
        pub valid_from: Option<Date>,
        /// The first day on which it is no more.
        #[schema(value_type = Option<String>, format = Date)]
        pub valid_to: Option<Date>,
        /// With everything above it.
        pub label: String,
        /// Without its kind: “Long Phước”.
        pub short_name: String,
    }
}

const COLUMNS: &str = "id, code, name, kind, level, parent_id, province_id, valid_from, valid_to, \
                       label, short_name";

impl Unit {
    /// True when the unit existed on that day.
    pub fn in_force(&self, on: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= on) && self.valid_to.is_none_or(|to| on < to)
    }

    /// The name without its kind.
    pub fn short(&self) -> &str {
        &self.short_name
    }
}

pub async fn get(conn: &mut Conn, id: UnitId) -> Result<Option<Unit>, DbError> {
    conn.opt(sql!(
        &format!("SELECT {COLUMNS} FROM unit WHERE id = ?"),
        id
    ))
    .await
}

/// The unit with this code: the one in force on the day, or, without a day, the newest.
pub async fn by_code(
    conn: &mut Conn,
    code: &str,
    on: Option<Date>,
) -> Result<Option<Unit>, DbError> {
    let mut found: Vec<Unit> = conn
        .all(sql!(
            &format!("SELECT {COLUMNS} FROM unit WHERE code = ? ORDER BY id DESC"),
            code
        ))
        .await?;
    Ok(match on {
        Some(on) => found.into_iter().find(|unit| unit.in_force(on)),
        None if found.is_empty() => None,
        None => Some(found.remove(0)),
    })
}

/// How many units are asked for at once beyond those that were expected to be there.
const MORE: usize = 500;

/// Units in whose name every word of `q` begins a word, with or without diacritics: names that begin
/// with it first, units in force before ended ones.
pub async fn search(
    conn: &mut Conn,
    q: &str,
    level: Option<UnitLevel>,
    limit: usize,
) -> Result<Vec<Unit>, DbError> {
    let folded = fold(q);
    let mut matching = names::matching(&folded, level);
    let (mut found, mut asked) = (Vec::new(), limit);
    // A database may hold a part of the lists; otherwise the first question answers.
    loop {
        let ids: Vec<UnitId> = matching.by_ref().take(asked).collect();
        if ids.is_empty() || found.len() >= limit {
            found.truncate(limit);
            return Ok(found);
        }
        let mut query = sql!(&format!("SELECT {COLUMNS} FROM unit WHERE id IN "));
        query.push_list(ids.iter().copied());
        let mut units: Vec<Unit> = conn.all(query).await?;
        units.sort_by_key(|unit| ids.iter().position(|id| *id == unit.id));
        found.append(&mut units);
        asked = MORE;
    }
}

/// The provinces in force on a day; without a day those of both eras, today's first.
pub async fn provinces(conn: &mut Conn, on: Option<Date>) -> Result<Vec<Unit>, DbError> {
    let mut query = sql!(&format!(
        "SELECT {COLUMNS} FROM unit WHERE level = 'province'"
    ));
    if let Some(on) = on {
        query.push(
            " AND (valid_from IS NULL OR valid_from <= ?) AND (valid_to IS NULL OR valid_to > ?)",
            [on.into(), on.into()],
        );
    }
    query.push(
        " ORDER BY CASE WHEN valid_to IS NULL THEN 0 ELSE 1 END, code",
        [],
    );
    conn.all(query).await
}

/// The provinces of both eras as they were read first. Units come with the program and are loaded before
/// it serves, so they stay as they are while it runs.
#[derive(Debug, Default)]
pub struct KnownProvinces(OnceLock<Vec<Unit>>);

/// The provinces a person may narrow a list to: those of today for who sees the nation, those of both
/// eras within a scope of several, and none where there is no choice. Read once where
/// [`KnownProvinces`] are wired.
pub async fn provinces_within(cx: &Cx, conn: &mut Conn) -> Result<Vec<Unit>, DbError> {
    let mine = match &cx.actor.scope {
        Scope::Nation => None,
        Scope::Provinces(mine)
        | Scope::Region {
            provinces: mine, ..
        } if mine.len() > 1 => Some(mine),
        _ => return Ok(Vec::new()),
    };
    let today = cx.today();
    let within = |unit: &Unit| match mine {
        Some(mine) => mine.contains(&unit.id),
        None => unit.in_force(today),
    };
    let Some(known) = cx.ports.find::<KnownProvinces>() else {
        let mut all = provinces(conn, None).await?;
        all.retain(within);
        return Ok(all);
    };
    let all = match known.0.get() {
        Some(all) => all,
        None => {
            let read = provinces(conn, None).await?;
            known.0.get_or_init(|| read)
        }
    };
    Ok(all.iter().filter(|unit| within(unit)).cloned().collect())
}

/// A province, and every older one that was merged into it.
pub async fn family(conn: &mut Conn, province: UnitId) -> Result<Vec<UnitId>, DbError> {
    let rows: Vec<(UnitId,)> = conn
        .all(sql!(
            "SELECT member_id FROM unit_family WHERE province_id = ? ORDER BY member_id",
            province
        ))
        .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The unit or units that held this place on a day, the most likely first. A commune that was
/// split has several; one that ended before the day leads forward to its successors, one that did
/// not yet exist leads back to its predecessors.
pub async fn at(conn: &mut Conn, id: UnitId, on: Date) -> Result<Vec<Unit>, DbError> {
    let Some(start) = get(conn, id).await? else {
        return Ok(Vec::new());
    };
    let mut seen = HashSet::from([start.id]);
    let (mut found, mut open) = (Vec::new(), vec![start]);
    while let Some(unit) = open.pop() {
        if unit.in_force(on) {
            found.push(unit);
            continue;
        }
        let forward = unit.valid_to.is_some_and(|to| to <= on);
        // The most likely successor is pushed last, and so looked at first.
        let next: Vec<Unit> = conn
            .all(sql!(
                &if forward {
                    format!(
                        "SELECT {} FROM unit_succession s JOIN unit u ON u.id = s.new_id
                         WHERE s.old_id = ? ORDER BY s.is_default, s.new_id DESC",
                        qualified()
                    )
                } else {
                    format!(
                        "SELECT {} FROM unit_succession s JOIN unit u ON u.id = s.old_id
                         WHERE s.new_id = ? ORDER BY s.whole, s.is_default, s.old_id DESC",
                        qualified()
                    )
                },
                unit.id,
            ))
            .await?;
        open.extend(next.into_iter().filter(|unit| seen.insert(unit.id)));
    }
    Ok(found)
}

/// These units with all that held their places before and after: their predecessors and successors,
/// but not the neighbours that only became one with them.
pub async fn lineage(conn: &mut Conn, ids: &[UnitId]) -> Result<Vec<UnitId>, DbError> {
    let mut all: HashSet<UnitId> = ids.iter().copied().collect();
    for (from, to) in [("old_id", "new_id"), ("new_id", "old_id")] {
        let mut seen: HashSet<UnitId> = ids.iter().copied().collect();
        let mut next = ids.to_vec();
        while !next.is_empty() {
            let mut query = sql!(&format!(
                "SELECT DISTINCT {to} FROM unit_succession WHERE {from} IN "
            ));
            query.push_list(next.iter().copied());
            let rows: Vec<(UnitId,)> = conn.all(query).await?;
            next = rows.into_iter().map(|(id,)| id).collect();
            next.retain(|id| seen.insert(*id));
        }
        all.extend(seen);
    }
    let mut all: Vec<UnitId> = all.into_iter().collect();
    all.sort();
    Ok(all)
}

/// The provinces whose own rules may count at a place: the one that is named, whose rules keep
/// working on its old area until replaced, then the one that holds it on the day. A province of
/// today stood for several before the merger; none of their rules is taken for all.
pub async fn chain(conn: &mut Conn, province: UnitId, on: Date) -> Result<Vec<UnitId>, DbError> {
    let mut chain = vec![province];
    if let [only] = at(conn, province, on).await?.as_slice()
        && only.id != province
    {
        chain.push(only.id);
    }
    Ok(chain)
}

fn qualified() -> String {
    COLUMNS
        .split(", ")
        .map(|c| format!("u.{c}"))
        .collect::<Vec<_>>()
        .join(", ")
}
