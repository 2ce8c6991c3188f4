//! All provinces of today with invented establishments, machines, classes and products: for trying
//! the program at the Ministry's size. The same seed makes the same records.

use activities::{
    machine::MachineInput,
    product::{ProductGroup, ProductInput, ProductLevel},
    training::{TrainingInput, TrainingKind},
};
use db::{CommandResult, Cx, sql};
use jiff::civil::date;
use kernel::{Dong, EstablishmentId, Role, Scope, UnitId};
use record_kit::create;
use register::{
    establishment::{EstablishmentInput, NewEstablishment, create as create_establishment},
    site::SiteInput,
};
use rules::eligibility::LegalForm;

use super::{Names, Stage, dates::spread};

/// How large the demonstration is.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    /// How many years of results, ending with last year.
    pub years: i16,
    /// Establishments of each province; each year a third of them receives something.
    pub records: usize,
    pub seed: u64,
}

const NOTE: &str = "Bản ghi minh họa";

pub async fn load(stage: &Stage, scale: Scale, say: impl Fn(&str)) -> CommandResult<()> {
    let cx = Cx {
        actor: nationwide(stage),
        ..stage.invented(Role::Officer)
    };
    let mut conn = cx.read().await?;
    let provinces = reference::units::provinces(&mut conn, Some(cx.today())).await?;
    drop(conn);
    let mut names = Names::new(scale.seed);
    let mut number = 1_000;
    for (n, province) in provinces.iter().enumerate() {
        say(&format!("{}/{} {}", n + 1, provinces.len(), province.name));
        let made = establishments(&cx, province.id, scale.records, &mut number, &mut names).await?;
        let last = cx.today().year() - 1;
        for year in (last + 1 - scale.years)..=last {
            results(&cx, province.id, year, &made, &mut names).await?;
        }
    }
    Ok(())
}

/// An officer of every province at once, such as only a demonstration has.
fn nationwide(stage: &Stage) -> kernel::Actor {
    kernel::Actor {
        scope: Scope::Nation,
        ..stage.cx(Role::Officer).actor
    }
}

async fn establishments(
    cx: &Cx,
    province: UnitId,
    count: usize,
    number: &mut usize,
    names: &mut Names,
) -> CommandResult<Vec<EstablishmentId>> {
    let mut conn = cx.read().await?;
    let communes: Vec<(UnitId,)> = conn
        .all(sql!(
            "SELECT id FROM unit
             WHERE province_id = ? AND level = 'commune' AND valid_to IS NULL ORDER BY code",
            province
        ))
        .await?;
    drop(conn);
    let mut made = Vec::with_capacity(count);
    for n in 0..count {
        *number += 1;
        let invented = names.establishment(*number);
        let input = NewEstablishment {
            establishment: EstablishmentInput {
                name: invented.name,
                legal_form: LegalForm::from_code(invented.legal_form),
                tax_code: format!("98{:08}", *number),
                representative: names.person(),
                industry_version: Some(2018),
                industry_code: invented.industry,
                declared_sme: Some(true),
                ..EstablishmentInput::default()
            },
            site: SiteInput {
                unit_id: communes.get(n % communes.len().max(1)).map(|(id,)| *id),
                address: format!("Thôn {}", 1 + n % 8),
                ..SiteInput::default()
            },
            confirm_duplicate: true,
        };
        made.push(create_establishment(cx, input).await?);
    }
    Ok(made)
}

async fn results(
    cx: &Cx,
    province: UnitId,
    year: i16,
    establishments: &[EstablishmentId],
    names: &mut Names,
) -> CommandResult<()> {
    let third = establishments.len().div_ceil(3);
    for (n, id) in establishments.iter().enumerate() {
        let n = n as i64;
        let day = spread(year, n, establishments.len() as i64);
        if (n as usize) < third {
            let price = Dong(names.number(20, 80) * 10_000_000);
            let machine = MachineInput {
                establishment_id: Some(*id),
                name: names.machine(),
                quantity: 1,
                price,
                support: Dong((price.0 / 2).min(300_000_000)),
                accepted_on: Some(day),
                note: NOTE.into(),
                ..MachineInput::default()
            };
            create(cx, machine).await?;
        } else if (n as usize) < 2 * third {
            let product = ProductInput {
                name: format!("Sản phẩm {} {year}-{n:03}", names.product().0),
                product_group: Some(ProductGroup::Other),
                establishment_id: Some(*id),
                level: Some(ProductLevel::Province),
                decision: format!("minh họa {n:03}/QĐ-UBND"),
                decided_on: Some(day),
                note: NOTE.into(),
                ..ProductInput::default()
            };
            create(cx, product).await?;
        }
    }
    let mut conn = cx.read().await?;
    let held = reference::units::at(&mut conn, province, date(year, 6, 1)).await?;
    drop(conn);
    let learners = names.number(25, 40);
    let class = TrainingInput {
        name: "Nâng cao năng lực cơ sở công nghiệp nông thôn".into(),
        kind: Some(TrainingKind::Capacity),
        host: "Trung tâm Khuyến công".into(),
        unit_id: held.first().map(|unit| unit.id),
        starts_on: Some(date(year, 6, 1)),
        learners_planned: learners,
        learners,
        women: learners / 3,
        note: NOTE.into(),
        ..TrainingInput::default()
    };
    create(cx, class).await?;
    Ok(())
}
