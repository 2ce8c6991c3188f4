use std::collections::HashMap;

use db::{Conn, Cx, DbError, sql};
use kernel::{EstablishmentId, UnitId};

use crate::{FieldKind, Record, Register, ports};

/// The names of other records, by the text of their ids.
#[derive(Clone, Debug, Default)]
pub struct Names(HashMap<String, String>);

impl Names {
    pub fn add(&mut self, id: impl ToString, name: impl Into<String>) {
        self.0.insert(id.to_string(), name.into());
    }

    pub fn get(&self, id: &str) -> Option<&str> {
        self.0.get(id).map(String::as_str)
    }
}

/// What heads a row, and what stands under it; the latter may be empty.
pub(crate) fn heading<R: Register>(row: &R, names: &Names) -> (String, String) {
    let owner = row
        .establishment()
        .filter(|_| R::OF_ESTABLISHMENT)
        .and_then(|id| names.get(&id.to_string()));
    match owner {
        Some(name) => (name.to_owned(), row.title()),
        None => (row.title(), String::new()),
    }
}

/// The names that these rows need, with one query for each kind of record.
pub(crate) async fn of<R: Register>(
    cx: &Cx,
    conn: &mut Conn,
    rows: &[Record<R>],
) -> Result<Names, DbError> {
    let mut names = Names::default();
    let mut units: Vec<UnitId> = rows.iter().filter_map(|row| row.fields.unit()).collect();
    units.extend(rows.iter().filter_map(|row| row.province_id));
    add_units(conn, units, &mut names).await?;
    let mut ids: Vec<EstablishmentId> = rows
        .iter()
        .filter_map(|row| row.fields.establishment())
        .collect();
    ids.sort_unstable();
    ids.dedup();
    if !ids.is_empty() {
        for (id, name) in cx
            .port::<dyn ports::Establishments>()
            .names(cx, conn, &ids)
            .await?
        {
            names.add(id, name);
        }
    }
    R::names(cx, conn, rows, &mut names).await?;
    Ok(names)
}

pub(crate) async fn add_units(
    conn: &mut Conn,
    mut units: Vec<UnitId>,
    names: &mut Names,
) -> Result<(), DbError> {
    units.sort_unstable();
    units.dedup();
    if units.is_empty() {
        return Ok(());
    }
    let mut query = sql!("SELECT id, label FROM unit WHERE id IN ");
    query.push_list(units);
    for (id, label) in conn.all::<(UnitId, String)>(query).await? {
        names.add(id, label);
    }
    Ok(())
}

/// The record that a typed text means: (id, label). None when nothing, or not just one, fits.
pub(crate) async fn find<R: Register>(
    cx: &Cx,
    conn: &mut Conn,
    field: &crate::Field,
    text: &str,
) -> Result<Option<(String, String)>, DbError> {
    match (field.kind, field.name) {
        (FieldKind::Unit, _) => {
            let found = reference::units::search(conn, text, None, 2).await?;
            Ok(match found.as_slice() {
                [one] => Some((one.id.to_string(), one.label.clone())),
                [first, ..] if first.label == text => {
                    Some((first.id.to_string(), first.label.clone()))
                }
                _ => None,
            })
        }
        (FieldKind::Reference, "establishment_id") => {
            let port = cx.port::<dyn ports::Establishments>();
            let found = port.matching(cx, conn, text, 2).await?;
            Ok(match found.as_slice() {
                [one] => Some((one.id.to_string(), one.name.clone())),
                _ => None,
            })
        }
        _ => R::find(cx, conn, field.name, text).await,
    }
}
