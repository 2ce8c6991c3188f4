use db::CommandResult;
use jiff::civil::date;
use kernel::{EstablishmentId, Role, UnitId};
use reference::Unit;
use register::{
    establishment::{EstablishmentInput, NewEstablishment, create},
    site::SiteInput,
};
use rules::eligibility::LegalForm;
use web_kit::App;

use super::{Names, Stage, is_rural};

/// As many as were presented on the Centre's website.
pub const COUNT: usize = 150;

/// The rural communes of the old province, as they were in 2022.
pub async fn communes(app: &App, province: UnitId) -> CommandResult<Vec<Unit>> {
    let mut conn = app.db.read().await?;
    let rows: Vec<(UnitId,)> = conn
        .all(db::sql!(
            "SELECT id FROM unit WHERE province_id = ? AND level = 'commune' ORDER BY code",
            province
        ))
        .await?;
    let mut found = Vec::new();
    for (id,) in rows {
        found.extend(reference::units::get(&mut conn, id).await?.filter(is_rural));
    }
    Ok(found)
}

/// Invented establishments, spread over the communes.
pub async fn load(stage: &Stage, places: &[Unit]) -> CommandResult<Vec<EstablishmentId>> {
    let cx = stage.invented(Role::Officer);
    let mut names = Names::new(77);
    let mut made = Vec::with_capacity(COUNT);
    for number in 1..=COUNT {
        let invented = names.establishment(number);
        let place = &places[number % places.len()];
        let input = NewEstablishment {
            establishment: EstablishmentInput {
                name: invented.name,
                legal_form: LegalForm::from_code(invented.legal_form),
                // Codes from a range that the tax office has not given out.
                tax_code: format!("99{number:08}"),
                representative: names.person(),
                founded: Some(date(
                    2005 + (number % 15) as i16,
                    1 + (number % 12) as i8,
                    1,
                )),
                industry_version: Some(2018),
                industry_code: invented.industry,
                declared_sme: Some(true),
                publish_profile: true,
                ..EstablishmentInput::default()
            },
            site: SiteInput {
                unit_id: Some(place.id),
                address: format!("Thôn {}", 1 + number % 8),
                since: Some(date(2015, 1, 1)),
                ..SiteInput::default()
            },
            confirm_duplicate: false,
        };
        made.push(create(&cx, input).await?);
    }
    Ok(made)
}
