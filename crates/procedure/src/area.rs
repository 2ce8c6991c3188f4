//! The areas that rules are for: the whole country, or a province of either era.

use db::{Conn, Cx, DbError};
use kernel::{Lang, Thing, UnitId, Verb, format_date};
use reference::{Unit, units};

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
    Ok(found.map_or_else(|| id.to_string(), |unit| dated(&unit, lang)))
}

/// The areas whose rules the person keeps, to choose from: (id or empty, name). Provinces of today
/// come first.
pub(crate) async fn kept(cx: &Cx, conn: &mut Conn) -> Result<Vec<(String, String)>, DbError> {
    let keeps = |area: Option<UnitId>| cx.actor.keeps(Verb::Edit, Thing::Workflow, area);
    let mut areas = Vec::new();
    if keeps(None) {
        let nation = cx.t("Cả nước", "Whole country");
        areas.push((String::new(), nation.to_owned()));
    }
    for unit in units::provinces(conn, None).await? {
        if keeps(Some(unit.id)) {
            areas.push((unit.id.to_string(), dated(&unit, cx.lang)));
        }
    }
    Ok(areas)
}

/// A province that was merged often bears the name of the one it became a part of: its last day
/// tells them apart.
fn dated(unit: &Unit, lang: Lang) -> String {
    match unit.valid_to.and_then(|gone| gone.yesterday().ok()) {
        Some(last) => format!(
            "{} ({} {})",
            unit.label,
            lang.t("đến", "until"),
            format_date(last)
        ),
        None => unit.label.clone(),
    }
}

#[cfg(test)]
mod tests {
    use kernel::Role;

    use super::*;

    #[tokio::test]
    async fn provinces_of_one_name_are_told_apart_by_their_last_day() {
        for t in testkit::both(&[crate::MIGRATIONS]).await {
            let cx = t.cx(Role::Appraiser);
            let mut conn = cx.read().await.unwrap();
            let areas = kept(&cx, &mut conn).await.unwrap();
            let names: Vec<&str> = areas.iter().map(|(_, name)| name.as_str()).collect();
            assert_eq!(names[0], "Thành phố Hồ Chí Minh", "{}", t.engine);
            assert!(
                names.contains(&"Thành phố Hồ Chí Minh (đến 30/06/2025)"),
                "{names:?}"
            );
            let mut once = names.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), names.len(), "{names:?}");
            drop(conn);
            t.close().await;
        }
    }
}
