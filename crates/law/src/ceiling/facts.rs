use db::{CommandError, CommandResult, Conn, Cx, DbError};
use jiff::{ToSpan, civil::Date};
use kernel::{Activity, Dong, UnitId, UnitKind, UnitLevel};
use reference::{Unit, units};
use rules::{FundingScope, eligibility};
use serde::{Deserialize, Serialize};

use crate::instrument::commands::unknown_unit;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    pub activity: Activity,
    /// Which of several norms of one activity; empty for the main one.
    pub variant: String,
    pub scope: FundingScope,
    /// The commune of the production site, or a province while no site is known; of either era.
    pub unit: UnitId,
    /// The day of the approval decision; today while there is none.
    pub on: Date,
    /// The cost the norm's percentage is taken of.
    pub cost: Dong,
    /// A whole technology line rather than single machines.
    pub line: bool,
    /// None when it is not known, or when nobody in particular benefits.
    pub legal_form: Option<eligibility::LegalForm>,
    /// VSIC codes of the establishment.
    pub industries: Vec<String>,
    pub in_craft_village: bool,
    /// None when not established.
    pub is_sme: Option<bool>,
}

/// A question with all that was known of its place on its day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseFacts {
    pub question: Question,
    /// The unit that was asked for.
    pub asked: Place,
    /// The unit or units that hold the place on the day, the most likely first.
    pub places: Vec<Place>,
    /// Provinces whose norms may count, the more specific first.
    pub territory: Vec<UnitId>,
    /// Old provinces inside the province asked for, when no commune says which one it is.
    pub open_areas: Vec<String>,
}

/// A unit as the rules see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub unit: UnitId,
    pub label: String,
    /// None for a province: its communes may differ.
    pub commune_kind: Option<UnitKind>,
    pub district_kind: Option<UnitKind>,
    pub province_kind: UnitKind,
    pub in_force: bool,
}

/// Finds what is known of the place. Fails beside the field `unit` when there is no such unit, or
/// when it is a district.
pub async fn gather(cx: &Cx, conn: &mut Conn, question: Question) -> CommandResult<CaseFacts> {
    let Some(unit) = units::get(conn, question.unit).await? else {
        return Err(CommandError::field("unit", unknown_unit(cx.lang)));
    };
    if unit.level == UnitLevel::District {
        let message = cx.t(
            "Chọn xã, phường, đặc khu hoặc tỉnh; cấp huyện không đủ để xét địa bàn.",
            "Choose a commune or a province; a district does not settle the place.",
        );
        return Err(CommandError::field("unit", message));
    }
    let on = question.on;
    let found = units::at(conn, unit.id, on).await?;
    let asked = place(conn, &unit, on).await?;
    let mut places = Vec::with_capacity(found.len());
    for unit in &found {
        places.push(place(conn, unit, on).await?);
    }
    let (territory, open_areas) = territory(conn, &unit, &found, on).await?;
    Ok(CaseFacts {
        question,
        asked,
        places,
        territory,
        open_areas,
    })
}

async fn place(conn: &mut Conn, unit: &Unit, on: Date) -> Result<Place, DbError> {
    let commune = unit.level == UnitLevel::Commune;
    let province = if unit.level == UnitLevel::Province {
        None
    } else {
        units::get(conn, unit.province_id).await?
    };
    let parent = match unit.parent_id {
        Some(id) if commune => units::get(conn, id).await?,
        _ => None,
    };
    Ok(Place {
        unit: unit.id,
        label: unit.label.clone(),
        commune_kind: commune.then_some(unit.kind),
        district_kind: parent
            .filter(|p| p.level == UnitLevel::District)
            .map(|p| p.kind),
        province_kind: province.map_or(unit.kind, |p| p.kind),
        in_force: unit.in_force(on),
    })
}

/// The provinces whose norms may count: the one the place lay in before the merger, whose norms
/// keep working on their old area until replaced, then the one of the day. A province of today
/// that was made of several leaves open which old one is meant.
async fn territory(
    conn: &mut Conn,
    unit: &Unit,
    found: &[Unit],
    on: Date,
) -> Result<(Vec<UnitId>, Vec<String>), DbError> {
    let mut now: Vec<UnitId> = found.iter().map(|u| u.province_id).collect();
    if now.is_empty() {
        now.push(unit.province_id);
    }
    let mut before: Vec<UnitId> = Vec::new();
    let mut open = Vec::new();
    if unit.province_id != now[0] {
        before.push(unit.province_id);
    } else if unit.level == UnitLevel::Province {
        let older = older_members(conn, unit).await?;
        match older.as_slice() {
            [only] => before.push(only.id),
            several => open = several.iter().map(|u| u.label.clone()).collect(),
        }
    } else if let Some(start) = unit.valid_from.filter(|start| *start <= on) {
        let eve = start.saturating_sub(1.day());
        before = units::at(conn, unit.id, eve)
            .await?
            .iter()
            .map(|u| u.province_id)
            .collect();
    }
    let mut chain: Vec<UnitId> = Vec::new();
    for province in before.into_iter().chain(now) {
        if !chain.contains(&province) {
            chain.push(province);
        }
    }
    Ok((chain, open))
}

/// The provinces of before that make up this one of today; none for one of before.
async fn older_members(conn: &mut Conn, province: &Unit) -> Result<Vec<Unit>, DbError> {
    let mut members = Vec::new();
    for id in units::family(conn, province.id).await? {
        if id != province.id
            && let Some(unit) = units::get(conn, id).await?
        {
            members.push(unit);
        }
    }
    Ok(members)
}
