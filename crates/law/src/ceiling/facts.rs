use db::{CommandError, CommandResult, Conn, Cx, DbError};
use jiff::{ToSpan, civil::Date};
use kernel::{Activity, Dong, Lang, UnitId, UnitKind, UnitLevel};
use reference::{Unit, units};
use rules::{
    FundingScope, Text, eligibility,
    norm::{NormQuery, NormRule, choose},
};
use serde::{Deserialize, Serialize};

use crate::instrument::{self, commands::unknown_unit};

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
    /// Old provinces inside the province asked for that have a norm of their own for the activity
    /// on that day, when the money is local and no commune says which area it is.
    pub open_areas: Vec<String>,
    /// Nothing for national money.
    #[serde(default)]
    pub local: LocalRules,
}

/// What is known of a place's own rules on local money.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalRules {
    /// The provinces of `territory`, by name.
    pub provinces: Vec<String>,
    /// Their documents that set how much may be paid and may be in force on that day.
    pub documents: Vec<Text>,
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

/// Finds what is known of the place; `norms` are those of the activity. Fails beside the field `unit`
/// when there is no such unit, or when it is a district.
pub async fn gather(
    cx: &Cx,
    conn: &mut Conn,
    question: Question,
    norms: &[NormRule],
) -> CommandResult<CaseFacts> {
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
    let (territory, older) = territory(conn, &unit, &found, on).await?;
    let open_areas = older
        .into_iter()
        .filter(|old| question.has_own_norm(norms, old.id))
        .map(|old| old.label)
        .collect();
    let local = match question.scope {
        FundingScope::Kcdp => local_rules(conn, &territory, on).await?,
        FundingScope::Kcqg => LocalRules::default(),
    };
    Ok(CaseFacts {
        question,
        asked,
        places,
        territory,
        open_areas,
        local,
    })
}

impl Question {
    /// What norms are looked up by, on the area of these provinces.
    pub(super) fn query<'q>(&'q self, territory: &'q [UnitId]) -> NormQuery<'q> {
        NormQuery {
            scope: self.scope,
            territory,
            activity: self.activity,
            variant: &self.variant,
            line: self.line,
            on: self.on,
        }
    }

    /// True when money is local and the province has a norm of its own for what is asked.
    fn has_own_norm(&self, norms: &[NormRule], province: UnitId) -> bool {
        choose(norms, &self.query(&[province]))
            .is_some_and(|choice| choice.rule.territory == Some(province))
    }
}

async fn local_rules(
    conn: &mut Conn,
    territory: &[UnitId],
    on: Date,
) -> Result<LocalRules, DbError> {
    let mut rules = LocalRules::default();
    for id in territory {
        let name = units::get(conn, *id).await?.map(|unit| unit.label);
        rules
            .provinces
            .extend(name.filter(|name| !rules.provinces.contains(name)));
    }
    rules.documents = instrument::store::setting_norms(conn, territory, on)
        .await?
        .iter()
        .map(|document| Text::new(document.title(Lang::Vi), document.title(Lang::En)))
        .collect();
    Ok(rules)
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
) -> Result<(Vec<UnitId>, Vec<Unit>), DbError> {
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
            several => open = several.to_vec(),
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
