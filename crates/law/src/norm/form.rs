//! The form of a norm: how its numbers are written and read.

use db::{Conn, DbError};
use jiff::civil::Date;
use kernel::{Activity, BasisPoints, Lang, format_date};
use reference::picked;
use web_kit::{Form, Labelled};

use super::{NormInput, NormVersion};
use crate::{
    hundredths::{decimal, hundredths},
    instrument,
};

pub(super) const FIELDS: &[Labelled] = &[
    ("scope", ("Nguồn", "Budget")),
    ("territory_text", ("Tỉnh", "Province")),
    ("activity", ("Nội dung", "Activity")),
    ("variant", ("Loại trong nội dung", "Variant")),
    ("title_vi", ("Tên (tiếng Việt)", "Title (Vietnamese)")),
    ("title_en", ("Tên (tiếng Anh)", "Title (English)")),
    ("pct", ("Tỷ lệ", "Percentage")),
    ("cap", ("Mức tối đa", "Cap")),
    ("per", ("Tính theo", "Counted by")),
    ("multiplier", ("Hệ số dây chuyền", "Factor for a line")),
    (
        "condition_vi",
        ("Điều kiện (tiếng Việt)", "Condition (Vietnamese)"),
    ),
    (
        "condition_en",
        ("Điều kiện (tiếng Anh)", "Condition (English)"),
    ),
    (
        "cost_items_vi",
        (
            "Chi phí được tính (tiếng Việt)",
            "Costs that count (Vietnamese)",
        ),
    ),
    (
        "cost_items_en",
        (
            "Chi phí được tính (tiếng Anh)",
            "Costs that count (English)",
        ),
    ),
    ("legal_doc", ("Văn bản", "Legal text")),
    ("locator", ("Điều khoản", "Article")),
    ("valid_from", ("Có hiệu lực từ", "In force from")),
    ("valid_to", ("Ngày cuối còn hiệu lực", "Last day in force")),
    ("source", ("Nguồn tra cứu", "Where it was read")),
];

/// A form that opens with this version.
pub(super) async fn filled(
    conn: &mut Conn,
    lang: Lang,
    norm: &NormVersion,
) -> Result<Form, DbError> {
    let day = |date: Option<Date>| date.map(format_date).unwrap_or_default();
    let document = match norm.instrument_id {
        Some(id) => instrument::store::get(conn, id)
            .await?
            .map(|i| i.title(lang)),
        None => None,
    };
    Ok(Form::new(lang)
        .with("key", &norm.key)
        .with("scope", &norm.scope)
        .with_some("territory", norm.territory_id)
        .with(
            "territory_text",
            picked::unit_label(conn, norm.territory_id).await?,
        )
        .with("activity", norm.activity.code())
        .with("variant", &norm.variant)
        .with("title_vi", &norm.title_vi)
        .with("title_en", &norm.title_en)
        .with(
            "pct",
            norm.pct_bp.map(|pct| hundredths(pct.0)).unwrap_or_default(),
        )
        .with("cap", norm.cap.map(|cap| cap.grouped()).unwrap_or_default())
        .with("per", &norm.per)
        .with("multiplier", hundredths(norm.multiplier_x100))
        .with("condition_vi", &norm.condition_vi)
        .with("condition_en", &norm.condition_en)
        .with("cost_items_vi", &norm.cost_items_vi)
        .with("cost_items_en", &norm.cost_items_en)
        .with_some("instrument_id", norm.instrument_id)
        .with("instrument_id_text", document.unwrap_or_default())
        .with("legal_doc", &norm.legal_doc)
        .with("locator", &norm.locator)
        .with("valid_from", day(norm.valid_from))
        .with("valid_to", day(norm.valid_to))
        .with("source", &norm.source))
}

/// What was typed. Mistakes of writing are noted in the form.
pub(super) async fn typed(conn: &mut Conn, form: &mut Form) -> Result<NormInput, DbError> {
    Ok(NormInput {
        key: form.text("key"),
        scope: form.text("scope"),
        territory: picked::province(conn, form, "territory").await?,
        activity: form.parsed::<Activity>("activity"),
        variant: form.text("variant"),
        title_vi: form.text("title_vi"),
        title_en: form.text("title_en"),
        pct_bp: decimal(form, "pct").map(BasisPoints),
        cap: form.dong("cap"),
        per: form.text("per"),
        multiplier_x100: decimal(form, "multiplier"),
        condition_vi: form.text("condition_vi"),
        condition_en: form.text("condition_en"),
        cost_items_vi: form.text("cost_items_vi"),
        cost_items_en: form.text("cost_items_en"),
        instrument_id: form.id("instrument_id"),
        legal_doc: form.text("legal_doc"),
        locator: form.text("locator"),
        valid_from: form.date("valid_from"),
        valid_to: form.date("valid_to"),
        source: form.text("source"),
        reason: form.text("reason"),
    })
}

/// Puts messages about values beside the fields in which people write them.
pub(super) fn field_of_input(field: &str) -> &str {
    match field {
        "pct_bp" => "pct",
        "multiplier_x100" => "multiplier",
        other => other,
    }
}
