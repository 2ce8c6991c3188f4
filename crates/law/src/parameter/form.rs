//! The form of a parameter: how its numbers are written and read.

use db::{Conn, DbError};
use jiff::civil::Date;
use kernel::{BasisPoints, Lang, format_date};
use reference::picked;
use web_kit::{Choices, Form, Labelled};

use super::{ParameterInput, ParameterVersion};
use crate::{
    hundredths::{decimal, hundredths},
    instrument,
};

pub(super) const FIELDS: &[Labelled] = &[
    ("title", ("Tên thời hạn", "Title")),
    ("scope", ("Nguồn", "Budget")),
    ("territory_text", ("Tỉnh", "Province")),
    ("day", ("Ngày", "Day")),
    ("month", ("Tháng", "Month")),
    ("year_offset", ("Năm", "Year")),
    ("inclusive", ("Cách tính", "Counting")),
    ("share", ("Tỷ lệ", "Share")),
    ("months", ("Số tháng", "Months")),
    ("legal_doc", ("Văn bản", "Legal text")),
    ("locator", ("Điều khoản", "Article")),
    ("valid_from", ("Có hiệu lực từ", "In force from")),
    ("valid_to", ("Ngày cuối còn hiệu lực", "Last day in force")),
    ("note", ("Ghi chú", "Note")),
    ("source", ("Nguồn tra cứu", "Where it was read")),
];

/// The years a deadline may lie in.
pub(super) fn years(lang: Lang) -> Choices {
    [
        (-2, ("Hai năm trước năm kế hoạch", "Two years before")),
        (-1, ("Năm trước năm kế hoạch", "The year before")),
        (0, ("Năm kế hoạch", "The plan year")),
        (1, ("Năm sau năm kế hoạch", "The year after")),
        (2, ("Hai năm sau năm kế hoạch", "Two years after")),
    ]
    .into_iter()
    .map(|(offset, label)| (offset.to_string(), lang.t(label.0, label.1).to_owned()))
    .collect()
}

/// Whether the day itself counts.
pub(super) fn countings(lang: Lang) -> Choices {
    [
        ("false", ("Trước ngày này", "Before this day")),
        (
            "true",
            ("Chậm nhất là ngày này", "On this day at the latest"),
        ),
    ]
    .into_iter()
    .map(|(value, label)| (value.to_owned(), lang.t(label.0, label.1).to_owned()))
    .collect()
}

/// A form that opens with this version.
pub(super) async fn filled(
    conn: &mut Conn,
    lang: Lang,
    version: &ParameterVersion,
) -> Result<Form, DbError> {
    let date = |date: Option<Date>| date.map(format_date).unwrap_or_default();
    let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    let document = match version.instrument_id {
        Some(id) => instrument::store::get(conn, id)
            .await?
            .map(|i| i.title(lang)),
        None => None,
    };
    Ok(Form::new(lang)
        .with("key", &version.key)
        .with("subject", &version.subject)
        .with("title", &version.title)
        .with("scope", version.scope.as_deref().unwrap_or_default())
        .with_some("territory", version.territory_id)
        .with(
            "territory_text",
            picked::unit_label(conn, version.territory_id).await?,
        )
        .with("day", number(version.day))
        .with("month", number(version.month))
        .with("year_offset", version.year_offset.unwrap_or(0))
        .with("inclusive", version.inclusive.unwrap_or(false))
        .with(
            "share",
            version
                .share_bp
                .map(|share| hundredths(share.0))
                .unwrap_or_default(),
        )
        .with("months", number(version.months))
        .with_some("instrument_id", version.instrument_id)
        .with("instrument_id_text", document.unwrap_or_default())
        .with("legal_doc", &version.legal_doc)
        .with("locator", &version.locator)
        .with("valid_from", date(version.valid_from))
        .with("valid_to", date(version.valid_to))
        .with("note", &version.note)
        .with("source", &version.source))
}

/// What was typed. Mistakes of writing are noted in the form.
pub(super) async fn typed(conn: &mut Conn, form: &mut Form) -> Result<ParameterInput, DbError> {
    Ok(ParameterInput {
        key: form.text("key"),
        subject: form.text("subject"),
        title: form.text("title"),
        scope: form.text("scope"),
        territory: picked::province(conn, form, "territory").await?,
        month: form.int("month"),
        day: form.int("day"),
        year_offset: form.parsed("year_offset"),
        inclusive: form.parsed("inclusive"),
        share_bp: decimal(form, "share").map(BasisPoints),
        months: form.int("months"),
        instrument_id: form.id("instrument_id"),
        legal_doc: form.text("legal_doc"),
        locator: form.text("locator"),
        valid_from: form.date("valid_from"),
        valid_to: form.date("valid_to"),
        note: form.text("note"),
        source: form.text("source"),
        reason: form.text("reason"),
    })
}

/// Puts messages about values beside the fields in which people write them.
pub(super) fn field_of_input(field: &str) -> &str {
    match field {
        "share_bp" => "share",
        other => other,
    }
}
