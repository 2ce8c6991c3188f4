use db::{Checks, CommandResult, Conn, Cx};
use kernel::{Lang, Scope, UnitId, format_date};
use reference::{Unit, units};

use crate::{Register, ports};

/// How the rows of a register have a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceRule {
    /// At an establishment: its place on the day counts unless another is given.
    Establishment,
    /// In a unit that is chosen: a province, a district of before 7/2025, or a commune.
    Unit,
    /// Nowhere in particular; everybody whose role allows it sees all rows.
    Anywhere,
}

/// Where a row belongs, found before it is written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Place {
    /// The province of the era of the row's date.
    pub province: Option<UnitId>,
    /// For the search text.
    pub establishment_name: String,
}

/// Finds the place of a row and puts the unit into it; notes what does not fit.
pub(crate) async fn settle<R: Register>(
    cx: &Cx,
    conn: &mut Conn,
    row: &mut R,
    checks: &mut Checks,
) -> CommandResult<Place> {
    let mut place = Place::default();
    let mut unit = row.unit();
    match R::PLACE {
        PlaceRule::Anywhere => return Ok(place),
        PlaceRule::Unit => {}
        PlaceRule::Establishment => {
            let Some(id) = row.establishment() else {
                return Ok(place);
            };
            let port = cx.port::<dyn ports::Establishments>();
            let Some(facts) = port.facts(cx, conn, id).await? else {
                checks.fail(
                    "establishment_id",
                    checks.t(
                        "Không có cơ sở này trong phạm vi của bạn. Hãy chọn lại trong sổ cơ sở.",
                        "There is no such establishment within your scope. Choose again.",
                    ),
                );
                return Ok(place);
            };
            if unit.is_none() {
                // The establishment may be recorded in a commune of another era than the row.
                let held = match row.date() {
                    Some(date) => units::at(conn, facts.unit_id, date).await?,
                    None => Vec::new(),
                };
                unit = Some(held.first().map_or(facts.unit_id, |unit| unit.id));
            }
            place.establishment_name = facts.name;
        }
    }
    let Some(id) = unit else { return Ok(place) };
    let Some(unit) = units::get(conn, id).await? else {
        checks.fail(
            "unit_id",
            checks.t(
                "Không có đơn vị hành chính này. Gõ hai chữ đầu rồi chọn trong danh sách.",
                "There is no such administrative unit. Type two letters and choose.",
            ),
        );
        return Ok(place);
    };
    if let Some(date) = row.date()
        && !unit.in_force(date)
    {
        let held = units::at(conn, id, date).await?;
        checks.fail("unit_id", not_in_force(checks.lang, &unit, date, &held));
    } else if !covers(&cx.actor.scope, &unit) {
        checks.fail(
            "unit_id",
            checks.t(
                "Nơi này ngoài địa bàn của bạn. Chọn đơn vị trong tỉnh, xã bạn phụ trách.",
                "This place lies outside your area. Choose a unit of your province or commune.",
            ),
        );
    }
    row.set_unit(unit.id);
    place.province = Some(unit.province_id);
    Ok(place)
}

fn covers(scope: &Scope, unit: &Unit) -> bool {
    match scope {
        Scope::Nation => true,
        Scope::Provinces(provinces) => provinces.contains(&unit.province_id),
        Scope::Communes { communes, .. } => communes.contains(&unit.id),
        Scope::Region { .. } | Scope::Own(_) => false,
    }
}

fn not_in_force(lang: Lang, unit: &Unit, date: jiff::civil::Date, held: &[Unit]) -> String {
    let day = format_date(date);
    let mut text = match lang {
        Lang::Vi => format!("Ngày {day} không có đơn vị {}.", unit.label),
        Lang::En => format!("On {day} there was no {}.", unit.label),
    };
    let held: Vec<&str> = held.iter().map(|unit| unit.label.as_str()).collect();
    if !held.is_empty() {
        text.push(' ');
        text.push_str(&match lang {
            Lang::Vi => format!("Nơi này khi đó là {}.", held.join(" hoặc ")),
            Lang::En => format!("The place was then {}.", held.join(" or ")),
        });
    }
    text
}
