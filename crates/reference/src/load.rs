//! Puts the embedded lists into the database.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    io::Read,
};

use db::{Conn, Db, DbError, Dialect, Sql, Val, sql};
use flate2::read::GzDecoder;
use jiff::civil::Date;
use kernel::{UnitId, UnitLevel, fold};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::industries::Industry;

/// A list by its name, as `build.rs` packed it.
macro_rules! list {
    ($name:literal) => {
        (
            $name,
            include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".gz")),
        )
    };
}

const LISTS: [(&str, &[u8]); 6] = [
    list!("units.csv"),
    list!("successions.csv"),
    list!("regions.csv"),
    list!("national_centres.csv"),
    list!("vsic.csv"),
    list!("vsic_map_2018_2025.csv"),
];

/// What a loading did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loaded {
    /// The lists were there already.
    Unchanged,
    Fresh {
        units: usize,
        industries: usize,
    },
}

/// Which part of the units to load: all, or for tests the provinces and what lies in a few.
#[derive(Clone, Copy, Debug)]
pub enum Slice {
    Whole,
    /// All provinces, and the districts and communes below those with these codes.
    Below(&'static [&'static str]),
}

#[derive(Clone, Deserialize)]
struct UnitLine {
    code: String,
    name: String,
    kind: String,
    parent_code: String,
    valid_from: Option<Date>,
    valid_to: Option<Date>,
    level: String,
    short_name: String,
    alias: String,
}

#[derive(Deserialize)]
struct SuccessionLine {
    old_code: String,
    new_code: String,
    kind: String,
    effective_date: Date,
    old_level: String,
    new_level: String,
    is_default: String,
}

#[derive(Deserialize)]
struct RegionLine {
    region_set: String,
    region_code: String,
    region_name: String,
    era: String,
    province_code: String,
    confidence: String,
}

#[derive(Deserialize)]
struct CentreLine {
    code: String,
    name: String,
    region_set: String,
    region_code: String,
    confidence: String,
    note: String,
}

#[derive(Deserialize)]
struct IndustryLine {
    version: i64,
    code: String,
    level: i64,
    parent_code: String,
    name: String,
}

#[derive(Deserialize)]
struct IndustryMapLine {
    code_2018: String,
    code_2025: String,
    level: i64,
    relation: String,
}

fn bytes(name: &str) -> Result<Vec<u8>, DbError> {
    let listed = LISTS.iter().find(|(listed, _)| *listed == name);
    let (_, packed) =
        listed.ok_or_else(|| DbError::Setup(format!("the list {name} is not in this program")))?;
    let mut bytes = Vec::new();
    match GzDecoder::new(*packed).read_to_end(&mut bytes) {
        Ok(_) => Ok(bytes),
        Err(e) => Err(DbError::Setup(format!("the list {name} is damaged: {e}"))),
    }
}

fn lines<T: for<'de> Deserialize<'de>>(name: &str) -> Result<Vec<T>, DbError> {
    csv::Reader::from_reader(bytes(name)?.as_slice())
        .deserialize()
        .collect::<Result<_, _>>()
        .map_err(|e| DbError::Setup(format!("the list {name} cannot be read: {e}")))
}

/// The industries of both editions as the embedded list has them.
pub(crate) fn industries() -> Result<Vec<Industry>, DbError> {
    let lines = lines::<IndustryLine>("vsic.csv")?.into_iter();
    Ok(lines
        .map(|line| Industry {
            version: line.version,
            code: line.code,
            level: line.level,
            name: line.name,
        })
        .collect())
}

/// What a unit is called.
pub(crate) struct UnitName {
    pub id: UnitId,
    pub level: UnitLevel,
    /// Whether it is no more.
    pub ended: bool,
    pub short_name: String,
    /// Folded: its name without and with its kind, other spellings, its code.
    pub search: String,
}

/// What all units are called, as the embedded list has them.
pub(crate) fn unit_names() -> Result<Vec<UnitName>, DbError> {
    let placed = place(lines("units.csv")?)?.into_values();
    Ok(placed
        .map(
            |Placed {
                 id, line, level, ..
             }| UnitName {
                id,
                level,
                ended: line.valid_to.is_some(),
                search: [&line.short_name, &line.name, &line.alias, &line.code]
                    .map(|text| fold(text))
                    .join(" "),
                short_name: line.short_name,
            },
        )
        .collect())
}

/// A unit with the ids worked out.
struct Placed {
    id: UnitId,
    line: UnitLine,
    level: UnitLevel,
    parent: Option<UnitId>,
}

/// A unit with its first day and the first day on which it is no more.
type Lifetime = (UnitId, Option<Date>, Option<Date>);

/// Numbers the units and finds their parents: the row of the parent's code that lived on the
/// child's last day.
fn place(lines: Vec<UnitLine>) -> Result<BTreeMap<UnitId, Placed>, DbError> {
    let mut by_code: HashMap<(UnitLevel, String), Vec<UnitLine>> = HashMap::new();
    for line in lines {
        let level = UnitLevel::from_code(&line.level)
            .ok_or_else(|| DbError::Setup(format!("unknown level {}", line.level)))?;
        by_code
            .entry((level, line.code.clone()))
            .or_default()
            .push(line);
    }
    let mut placed = BTreeMap::new();
    let mut index: HashMap<String, Vec<Lifetime>> = HashMap::new();
    for ((level, code), mut same) in by_code {
        same.sort_by_key(|line| line.valid_from);
        let number = code
            .parse()
            .map_err(|_| DbError::Setup(format!("the unit code {code} is not a number")))?;
        for (turn, line) in same.into_iter().enumerate() {
            let id = UnitId::new(level, number, turn as u32);
            index
                .entry(code.clone())
                .or_default()
                .push((id, line.valid_from, line.valid_to));
            placed.insert(
                id,
                Placed {
                    id,
                    line,
                    level,
                    parent: None,
                },
            );
        }
    }
    let alive = |code: &str, day: Option<Date>| {
        index.get(code)?.iter().find_map(|(id, from, to)| {
            let ok = match day {
                Some(day) => from.is_none_or(|f| f <= day) && to.is_none_or(|t| day < t),
                None => to.is_none(),
            };
            ok.then_some(*id)
        })
    };
    let parents: Vec<(UnitId, UnitId)> = placed
        .values()
        .filter(|p| !p.line.parent_code.is_empty())
        .filter_map(|p| {
            let last = p.line.valid_to.and_then(|to| to.yesterday().ok());
            Some((p.id, alive(&p.line.parent_code, last)?))
        })
        .collect();
    for (child, parent) in parents {
        if let Some(placed) = placed.get_mut(&child) {
            placed.parent = Some(parent);
        }
    }
    Ok(placed)
}

fn province_of(placed: &BTreeMap<UnitId, Placed>, mut id: UnitId) -> UnitId {
    while let Some(parent) = placed.get(&id).and_then(|p| p.parent) {
        id = parent;
    }
    id
}

fn label_of(placed: &BTreeMap<UnitId, Placed>, id: UnitId) -> String {
    let mut names = Vec::new();
    let mut next = Some(id);
    while let Some(unit) = next.and_then(|id| placed.get(&id)) {
        names.push(unit.line.name.as_str());
        next = unit.parent;
    }
    names.join(", ")
}

/// Inserts rows many at a time: a statement of its own for each would take seconds on PostgreSQL.
async fn insert(conn: &mut Conn, head: &str, rows: Vec<Vec<Val>>) -> Result<(), DbError> {
    for piece in rows.chunks(500) {
        let mut query = Sql::new(format!("{head} VALUES "), Vec::new());
        for (i, row) in piece.iter().enumerate() {
            if i > 0 {
                query.push(", ", []);
            }
            query.push_list(row.iter().cloned());
        }
        conn.exec(query).await?;
    }
    Ok(())
}

/// Loads the whole of the lists, unless the database has them already.
pub async fn load(db: &Db) -> Result<Loaded, DbError> {
    load_slice(db, Slice::Whole).await
}

/// Loads the lists, the units only as far as the slice goes.
pub async fn load_slice(db: &Db, slice: Slice) -> Result<Loaded, DbError> {
    let mut hasher = Sha256::new();
    for (name, _) in LISTS {
        hasher.update(bytes(name)?);
    }
    let hash: String = hasher
        .finalize()
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    let mut tx = db.begin().await?;
    let known: Option<(String,)> = tx
        .opt(sql!("SELECT content FROM reference_load WHERE id = 1"))
        .await?;
    if known.as_ref().is_some_and(|(content,)| *content == hash) {
        return Ok(Loaded::Unchanged);
    }
    if known.is_some() {
        return Err(DbError::Setup(
            "this program brings newer reference lists than the database has, and knows no way \
             from one to the other"
                .into(),
        ));
    }
    let units = load_units(&mut tx, slice).await?;
    let industries = load_industries(&mut tx).await?;
    tx.exec(sql!(
        "INSERT INTO reference_load (id, content) VALUES (1, ?)",
        hash
    ))
    .await?;
    tx.commit().await?;
    if db.dialect() == Dialect::Postgres {
        // The planner knows nothing of freshly filled tables.
        db.read()
            .await?
            .script("ANALYZE unit; ANALYZE industry; ANALYZE unit_succession")
            .await?;
    }
    Ok(Loaded::Fresh { units, industries })
}

async fn load_units(tx: &mut Conn, slice: Slice) -> Result<usize, DbError> {
    let placed = place(lines("units.csv")?)?;
    let wanted = |unit: &Placed| match slice {
        Slice::Whole => true,
        Slice::Below(codes) => {
            unit.level == UnitLevel::Province
                || placed
                    .get(&province_of(&placed, unit.id))
                    .is_some_and(|p| codes.contains(&p.line.code.as_str()))
        }
    };
    // The ids sort by level, so a parent always stands before its children.
    let rows: Vec<Vec<Val>> = placed
        .values()
        .filter(|unit| wanted(unit))
        .map(|unit| {
            let line = &unit.line;
            vec![
                unit.id.into(),
                (&line.code).into(),
                (&line.name).into(),
                (&line.short_name).into(),
                (&line.kind).into(),
                (&line.level).into(),
                unit.parent.into(),
                province_of(&placed, unit.id).into(),
                line.valid_from.into(),
                line.valid_to.into(),
                label_of(&placed, unit.id).into(),
            ]
        })
        .collect();
    let count = rows.len();
    insert(
        tx,
        "INSERT INTO unit (id, code, name, short_name, kind, level, parent_id, province_id,
                           valid_from, valid_to, label)",
        rows,
    )
    .await?;
    let kept: HashSet<UnitId> = placed
        .values()
        .filter(|u| wanted(u))
        .map(|u| u.id)
        .collect();
    load_successions(tx, &placed, &kept).await?;
    load_regions(tx, &placed).await?;
    load_centres(tx).await?;
    Ok(count)
}

async fn load_successions(
    tx: &mut Conn,
    placed: &BTreeMap<UnitId, Placed>,
    kept: &HashSet<UnitId>,
) -> Result<(), DbError> {
    let mut ends: HashMap<(&str, &str, Option<Date>), UnitId> = HashMap::new();
    let mut starts: HashMap<(&str, &str, Option<Date>), UnitId> = HashMap::new();
    for unit in placed.values() {
        let line = &unit.line;
        ends.insert((&line.level, &line.code, line.valid_to), unit.id);
        starts.insert((&line.level, &line.code, line.valid_from), unit.id);
    }
    let mut rows = Vec::new();
    let mut merged: HashMap<UnitId, Vec<UnitId>> = HashMap::new();
    for line in lines::<SuccessionLine>("successions.csv")? {
        let on = Some(line.effective_date);
        let old = ends.get(&(line.old_level.as_str(), line.old_code.as_str(), on));
        let new = starts.get(&(line.new_level.as_str(), line.new_code.as_str(), on));
        let (Some(&old), Some(&new)) = (old, new) else {
            return Err(DbError::Setup(format!(
                "succession {} → {} names a unit that is not in the list",
                line.old_code, line.new_code
            )));
        };
        if line.new_level == "province" && line.old_level == "province" {
            merged.entry(new).or_default().push(old);
        }
        if kept.contains(&old) && kept.contains(&new) {
            rows.push(vec![
                old.into(),
                new.into(),
                (line.kind == "whole").into(),
                line.effective_date.into(),
                (line.is_default == "1").into(),
            ]);
        }
    }
    insert(
        tx,
        "INSERT INTO unit_succession (old_id, new_id, whole, on_date, is_default)",
        rows,
    )
    .await?;
    let mut family = Vec::new();
    for province in placed.values().filter(|u| u.level == UnitLevel::Province) {
        let mut members = vec![province.id];
        let mut next = 0;
        while let Some(id) = members.get(next).copied() {
            for older in merged.get(&id).into_iter().flatten() {
                if !members.contains(older) {
                    members.push(*older);
                }
            }
            next += 1;
        }
        family.extend(
            members
                .into_iter()
                .map(|m| vec![province.id.into(), m.into()]),
        );
    }
    insert(
        tx,
        "INSERT INTO unit_family (province_id, member_id)",
        family,
    )
    .await
}

async fn load_regions(tx: &mut Conn, placed: &BTreeMap<UnitId, Placed>) -> Result<(), DbError> {
    let province = |code: &str, old: bool| {
        placed
            .values()
            .filter(|u| u.level == UnitLevel::Province && u.line.code == code)
            .filter(|u| {
                old == u
                    .line
                    .valid_to
                    .is_some_and(|to| to <= jiff::civil::date(2025, 7, 1))
            })
            .map(|u| u.id)
            .next_back()
    };
    let mut rows = Vec::new();
    for line in lines::<RegionLine>("regions.csv")? {
        let Some(id) = province(&line.province_code, line.era == "pre2025") else {
            return Err(DbError::Setup(format!(
                "no province {} in regions",
                line.province_code
            )));
        };
        rows.push(vec![
            line.region_set.into(),
            line.region_code.into(),
            line.region_name.into(),
            line.era.into(),
            id.into(),
            line.confidence.into(),
        ]);
    }
    insert(
        tx,
        "INSERT INTO region_member
             (region_set, region_code, region_name, era, province_id, confidence)",
        rows,
    )
    .await
}

async fn load_centres(tx: &mut Conn) -> Result<(), DbError> {
    let rows = lines::<CentreLine>("national_centres.csv")?
        .into_iter()
        .map(|line| {
            vec![
                line.code.into(),
                line.name.into(),
                line.region_set.into(),
                line.region_code.into(),
                line.confidence.into(),
                line.note.into(),
            ]
        })
        .collect();
    insert(
        tx,
        "INSERT INTO national_centre (code, name, region_set, region_code, confidence, note)",
        rows,
    )
    .await
}

async fn load_industries(tx: &mut Conn) -> Result<usize, DbError> {
    let rows: Vec<Vec<Val>> = lines::<IndustryLine>("vsic.csv")?
        .into_iter()
        .map(|line| {
            let search = format!(" {}", fold(&line.name));
            vec![
                line.version.into(),
                line.code.into(),
                line.level.into(),
                line.parent_code.into(),
                line.name.into(),
                search.into(),
            ]
        })
        .collect();
    let count = rows.len();
    insert(
        tx,
        "INSERT INTO industry (version, code, level, parent_code, name, search)",
        rows,
    )
    .await?;
    let map = lines::<IndustryMapLine>("vsic_map_2018_2025.csv")?
        .into_iter()
        .map(|line| {
            vec![
                line.code_2018.into(),
                line.code_2025.into(),
                line.level.into(),
                line.relation.into(),
            ]
        })
        .collect();
    insert(
        tx,
        "INSERT INTO industry_map (code_2018, code_2025, level, relation)",
        map,
    )
    .await?;
    Ok(count)
}
