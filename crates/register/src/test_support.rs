//! What the tests of this crate share.

use std::sync::Arc;

use db::{BoxFuture, Conn, Cx, DbError, FieldError, Ports};
use kernel::{Dong, EstablishmentId, UnitId, UnitLevel};
use rules::eligibility::LegalForm;
use testkit::TestDb;

use crate::{
    establishment::{EstablishmentInput, NewEstablishment},
    site::SiteInput,
    support::{SupportHistory, SupportLine},
};

/// Xã Long Phước, thành phố Bà Rịa; ended on 01/7/2025.
pub fn long_phuoc() -> UnitId {
    UnitId::new(UnitLevel::Commune, 26569, 0)
}

/// Xã Hòa Long, thành phố Bà Rịa; ended on 01/7/2025.
pub fn hoa_long() -> UnitId {
    UnitId::new(UnitLevel::Commune, 26572, 0)
}

pub async fn databases() -> Vec<TestDb> {
    testkit::both(&[crate::MIGRATIONS]).await
}

/// A complete input with this name and no tax code, at Long Phước.
pub fn establishment(name: &str) -> NewEstablishment {
    NewEstablishment {
        establishment: EstablishmentInput {
            name: name.into(),
            legal_form: Some(LegalForm::Enterprise),
            industry_code: "10202".into(),
            ..EstablishmentInput::default()
        },
        site: SiteInput {
            unit_id: Some(long_phuoc()),
            address: "Ấp Tây".into(),
            ..SiteInput::default()
        },
        confirm_duplicate: false,
    }
}

pub fn with_tax_code(name: &str, code: &str) -> NewEstablishment {
    let mut input = establishment(name);
    input.establishment.tax_code = code.into();
    input
}

/// The field errors of a refusal.
pub fn fields<T: std::fmt::Debug>(result: db::CommandResult<T>) -> Vec<FieldError> {
    match result {
        Err(db::CommandError::Invalid(fields)) => fields,
        other => panic!("a refusal of fields was expected, not {other:?}"),
    }
}

/// Expects a refusal of one field only, and answers with its sentence.
pub fn refusal<T: std::fmt::Debug>(result: db::CommandResult<T>, field: &str) -> String {
    let found = fields(result);
    assert_eq!(
        found.iter().map(|f| f.field.as_str()).collect::<Vec<_>>(),
        [field],
        "{found:?}"
    );
    found[0].message.clone()
}

/// One support for everybody.
pub struct OneSupport;

impl SupportHistory for OneSupport {
    fn of<'a>(
        &'a self,
        _: &'a Cx,
        _: &'a mut Conn,
        _: EstablishmentId,
    ) -> BoxFuture<'a, Result<Vec<SupportLine>, DbError>> {
        Box::pin(async {
            Ok(vec![SupportLine {
                year: 2021,
                title: "Hỗ trợ máy sấy lạnh".into(),
                amount: Dong(200_000_000),
                source: "Khuyến công địa phương".into(),
                href: "/projects/1".into(),
            }])
        })
    }
}

pub fn ports() -> Ports {
    Ports::default().with::<dyn SupportHistory>(Arc::new(OneSupport))
}
