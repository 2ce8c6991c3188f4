//! The areas that rules are for: the whole country, or a province of either era.

use db::{Conn, Cx, DbError};
use kernel::{Lang, Thing, UnitId, Verb};
use reference::units;

/// The name of an area; the whole country for None.
pub(crate) async fn name(
    conn: &mut Conn,
    unit: Option<UnitId>,
    lang: Lang,
) -> Result<String, DbError> {
    let Some(id) = unit else {
        return Ok(lang.t("Cả nước", "Whole country").to_owned());
    };
    let found = units::get(conn, id).await?;
    Ok(found.map_or_else(|| id.to_string(), |unit| unit.label))
}

/// The areas whose rules the person keeps, to choose from: (id or empty, name).
pub(crate) async fn kept(cx: &Cx, conn: &mut Conn) -> Result<Vec<(String, String)>, DbError> {
    let keeps = |area: Option<UnitId>| cx.actor.keeps(Verb::Edit, Thing::Workflow, area);
    let mut areas = Vec::new();
    if keeps(None) {
        let nation = cx.t("Cả nước", "Whole country");
        areas.push((String::new(), nation.to_owned()));
    }
    for unit in units::provinces(conn, None).await? {
        if keeps(Some(unit.id)) {
            areas.push((unit.id.to_string(), unit.label));
        }
    }
    Ok(areas)
}
