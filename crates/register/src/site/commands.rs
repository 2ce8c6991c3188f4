use db::{Checks, CommandError, CommandResult, Conn, Cx, DbError};
use jiff::civil::Date;
use kernel::{EstablishmentId, Lang, Scope, SiteId, Thing, UnitLevel, Verb, format_date};
use reference::{Unit, units};

use super::{
    model::{Site, SiteInput},
    store,
};
use crate::establishment;

/// Adds a production site. Errors: not in scope, a unit that is unknown, ended or outside the
/// actor's area.
pub async fn add(cx: &Cx, owner: EstablishmentId, input: SiteInput) -> CommandResult<SiteId> {
    cx.may(Verb::Edit, Thing::Establishment)?;
    let mut tx = cx.begin().await?;
    establishment::required(cx, &mut tx, owner).await?;
    let mut checks = Checks::new(cx.lang);
    let mut site = blank(cx, owner);
    check(cx, &mut tx, &mut checks, &input, &mut site).await?;
    checks.done()?;
    site.main = input.main;
    if site.main {
        store::make_main(&mut tx, &site).await?;
    }
    store::insert(&mut tx, &site).await?;
    tx.audit(cx, "site", "establishment", owner, None::<&()>, &site)
        .await?;
    tx.commit().await?;
    Ok(site.id)
}

/// Edits a production site as it stood at `version`. The main site stays main until another is
/// made so.
pub async fn edit(
    cx: &Cx,
    owner: EstablishmentId,
    id: SiteId,
    version: i64,
    input: SiteInput,
) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Establishment)?;
    let mut tx = cx.begin().await?;
    establishment::required(cx, &mut tx, owner).await?;
    let before = store::get(&mut tx, owner, id)
        .await?
        .ok_or(CommandError::NotFound)?;
    let mut checks = Checks::new(cx.lang);
    let mut site = before.clone();
    check(cx, &mut tx, &mut checks, &input, &mut site).await?;
    checks.done()?;
    site.main = before.main || input.main;
    if site.main && !before.main {
        store::make_main(&mut tx, &site).await?;
    }
    if !store::update(&mut tx, &site, version).await? {
        return Err(CommandError::Stale);
    }
    if site.main {
        store::place(&mut tx, &site).await?;
    }
    tx.audit(cx, "site", "establishment", owner, Some(&before), &site)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// A site without facts.
pub(crate) fn blank(cx: &Cx, owner: EstablishmentId) -> Site {
    Site {
        id: cx.new_id(),
        establishment_id: owner,
        main: true,
        unit_id: kernel::UnitId(0),
        province_id: kernel::UnitId(0),
        address: String::new(),
        in_craft_village: false,
        craft_village: String::new(),
        cluster_note: String::new(),
        since: None,
        until: None,
        version: 1,
        illustration: cx.illustration,
        created_at: cx.now(),
    }
}

/// Checks what is said of a site and puts it into the record.
pub(crate) async fn check(
    cx: &Cx,
    conn: &mut Conn,
    checks: &mut Checks,
    input: &SiteInput,
    site: &mut Site,
) -> Result<(), DbError> {
    site.address = checks.optional_text("address", &input.address, 250);
    site.in_craft_village = input.in_craft_village;
    site.craft_village = if input.in_craft_village {
        checks.text("craft_village", &input.craft_village, 150)
    } else {
        checks.optional_text("craft_village", &input.craft_village, 150)
    };
    site.cluster_note = checks.optional_text("cluster_note", &input.cluster_note, 150);
    site.since = establishment::past(checks, "since", input.since, cx.today());
    site.until = input.until;
    if let Some(until) = input.until {
        establishment::since_1900(checks, "until", until);
    }
    if let (Some(since), Some(until)) = (site.since, site.until)
        && until < since
    {
        let message = checks.t(
            "Ngày ngừng cần sau ngày bắt đầu.",
            "The last day comes after the first.",
        );
        checks.fail("until", message.to_owned());
    }
    let Some(id) = checks.required("unit_id", input.unit_id) else {
        return Ok(());
    };
    let kept = site.unit_id == id && site.since == input.since;
    match units::get(conn, id).await? {
        None => {
            let message = checks.t(
                "Không có xã, phường này. Gõ hai chữ đầu của tên để chọn.",
                "There is no such commune. Type two letters of its name to choose.",
            );
            checks.fail("unit_id", message.to_owned());
        }
        Some(unit) => {
            if let Some(message) = unit_fault(cx, conn, &unit, input, kept).await? {
                checks.fail("unit_id", message);
            }
            site.unit_id = unit.id;
            site.province_id = unit.province_id;
        }
    }
    Ok(())
}

/// Why a site cannot stand in this unit; `kept` for a unit that the record already has.
async fn unit_fault(
    cx: &Cx,
    conn: &mut Conn,
    unit: &Unit,
    input: &SiteInput,
    kept: bool,
) -> Result<Option<String>, DbError> {
    if unit.level != UnitLevel::Commune {
        return Ok(Some(match cx.lang {
            Lang::Vi => format!(
                "{} không phải cấp xã. Chọn xã, phường hoặc đặc khu.",
                unit.name
            ),
            Lang::En => format!("{} is not a commune. Choose a commune or ward.", unit.name),
        }));
    }
    let inside = match &cx.actor.scope {
        Scope::Nation | Scope::Own(_) => true,
        Scope::Provinces(provinces) | Scope::Region { provinces, .. } => {
            provinces.contains(&unit.province_id)
        }
        Scope::Communes { communes, .. } => communes.contains(&unit.id),
    };
    if !inside && !kept {
        return Ok(Some(match cx.lang {
            Lang::Vi => format!("{} ngoài địa bàn bạn phụ trách.", unit.label),
            Lang::En => format!("{} lies outside your area.", unit.label),
        }));
    }
    let today = cx.today();
    let historical = input.since.is_some_and(|since| unit.in_force(since));
    if unit.in_force(today) || historical || kept {
        return Ok(None);
    }
    Ok(Some(match unit.valid_from {
        Some(begins) if begins > today => not_yet(cx, unit, begins),
        _ => successor_words(cx, conn, unit).await?,
    }))
}

fn not_yet(cx: &Cx, unit: &Unit, begins: Date) -> String {
    let begins = format_date(begins);
    match cx.lang {
        Lang::Vi => format!(
            "{} đến {begins} mới có hiệu lực. Chọn đơn vị hiện nay.",
            unit.name
        ),
        Lang::En => format!(
            "{} is in force from {begins} only. Choose today's unit.",
            unit.name
        ),
    }
}

/// “Xã … hết hiệu lực từ …; nay là …”
async fn successor_words(cx: &Cx, conn: &mut Conn, unit: &Unit) -> Result<String, DbError> {
    let now = units::at(conn, unit.id, cx.today()).await?;
    let now: Vec<&str> = now.iter().map(|unit| unit.label.as_str()).collect();
    let ended = unit.valid_to.map(format_date).unwrap_or_default();
    Ok(match cx.lang {
        Lang::Vi => format!(
            "{} hết hiệu lực từ {ended}; nay là {}. Chọn đơn vị mới, hoặc điền ngày bắt đầu sản \
             xuất trong thời gian đơn vị cũ còn hiệu lực.",
            unit.name,
            now.join(" hoặc "),
        ),
        Lang::En => format!(
            "{} ended on {ended}; today it is {}. Choose the new unit, or enter a first day of \
             work on which the old one was in force.",
            unit.name,
            now.join(" or "),
        ),
    })
}
