//! Which indicators name a legal document.

use db::{Conn, Cx, DbError};
use kernel::{InstrumentId, Thing, Verb};
use web_kit::basis::{self, Citation};

use crate::indicator;

/// The indicators of the yearly report, for the page of the document; none for those who may not see
/// reports.
pub async fn citing(cx: &Cx, conn: &mut Conn, id: InstrumentId) -> Result<Vec<Citation>, DbError> {
    let mut all = Vec::new();
    if !cx.actor.may(Verb::View, Thing::Report) {
        return Ok(all);
    }
    for text in indicator::BASES {
        if basis::named(cx, conn, text).await? != Some(id) {
            continue;
        }
        let resting = indicator::INDICATORS.iter().filter(|i| i.basis() == text);
        all.extend(resting.map(|indicator| Citation {
            kind: cx.t("Chỉ tiêu báo cáo năm", "Indicator of the yearly report"),
            name: indicator.label(cx.lang).to_owned(),
            about: indicator.group.label(cx.lang).to_owned(),
            href: "/reports/yearly".to_owned(),
            place: text.to_owned(),
            verified: false,
        }));
    }
    Ok(all)
}
