//! The pages of documents with invented values: none, one and many rows, and a long name.

use jiff::civil::date;
use kernel::{Id, Lang};
use uuid::Uuid;
use web_kit::samples::Sample;

use super::{
    model::{Instrument, InstrumentKind, Related, RelationKind},
    pages::invented,
};
use crate::{differences::Difference, norm};

const LONG: &str = "Hướng dẫn lập, quản lý, sử dụng kinh phí khuyến công quốc gia và kinh phí khuyến \
                    công địa phương trên địa bàn các tỉnh, thành phố";

fn instrument() -> Instrument {
    Instrument {
        id: Id::from_uuid(Uuid::from_u128(1)),
        kind: InstrumentKind::Circular,
        number: "28/2018/TT-BTC".into(),
        issuer: "Bộ Tài chính".into(),
        subject: LONG.into(),
        signed_on: Some(date(2018, 3, 28)),
        effective_from: Some(date(2018, 5, 11)),
        effective_to: None,
        unit_id: None,
        file_id: None,
        source: String::new(),
        note: String::new(),
        verified: false,
        illustration: true,
        version: 1,
    }
}

fn related() -> Related {
    Related {
        relation: RelationKind::Amends,
        incoming: false,
        id: Id::from_uuid(Uuid::from_u128(2)),
        kind: InstrumentKind::Circular,
        number: String::new(),
        issuer: "Bộ Tài chính".into(),
        subject: LONG.into(),
    }
}

pub(super) fn of(lang: Lang) -> Vec<Sample> {
    let difference = Difference {
        label: "Số",
        stored: "1/QĐ".into(),
        typed: "2/QĐ".into(),
    };
    vec![
        invented::list(lang, Vec::new()),
        invented::list(lang, vec![instrument()]),
        invented::list(lang, vec![instrument(); 50]),
        invented::show(lang, instrument(), Vec::new(), Vec::new()),
        invented::show(
            lang,
            instrument(),
            vec![related()],
            vec![norm::samples::version()],
        ),
        invented::form(lang, Vec::new()),
        invented::form(lang, vec![difference]),
    ]
}
