//! Lists to choose from, and what a picker means when it sends only what was typed.

use db::{CommandError, CommandResult, Conn, Cx, DbError, PageRequest};
use jiff::civil::Date;
use kernel::{Activity, InstrumentId, Lang, UnitId, UnitLevel};
use reference::units;
use rules::{FundingScope, norm::Per};
use web_kit::Form;

use crate::instrument::{
    InstrumentNumber,
    store::{self, Filter},
};

/// (value, label)
pub(crate) type Choices = Vec<(String, String)>;

pub(crate) fn activities(lang: Lang) -> Choices {
    Activity::ALL
        .into_iter()
        .map(|a| {
            (
                a.code().to_owned(),
                format!("{} · {}", a.code(), a.label(lang)),
            )
        })
        .collect()
}

pub(crate) fn scopes(lang: Lang) -> Choices {
    FundingScope::ALL
        .into_iter()
        .map(|s| (s.code().to_owned(), s.label(lang).to_owned()))
        .collect()
}

pub(crate) fn counted_by(lang: Lang) -> Choices {
    Per::ALL
        .into_iter()
        .map(|p| (p.code().to_owned(), p.label(lang).to_owned()))
        .collect()
}

/// Without script a unit picker sends only the typed text: takes the one unit that is called so,
/// else says that it is not clear.
pub(crate) async fn resolve_unit(
    conn: &mut Conn,
    form: &mut Form,
    name: &str,
    level: Option<UnitLevel>,
) -> Result<Option<UnitId>, DbError> {
    let text = form.text(&format!("{name}_text"));
    if !form.value(name).is_empty() || text.is_empty() {
        return Ok(form.unit(name));
    }
    let found = units::search(conn, &text, level, 10).await?;
    let mut exact = found
        .iter()
        .filter(|unit| unit.label == text || found.len() == 1);
    let (Some(unit), None) = (exact.next(), exact.next()) else {
        let message = unclear(form.lang);
        form.fail(name, message);
        return Ok(None);
    };
    form.set(name, unit.id);
    form.set(&format!("{name}_text"), &unit.label);
    Ok(Some(unit.id))
}

/// The document that a picker means: the one that was picked, or the one whose number was typed.
pub(crate) async fn resolve_instrument(
    conn: &mut Conn,
    form: &mut Form,
    name: &str,
) -> Result<Option<InstrumentId>, DbError> {
    let text = form.text(&format!("{name}_text"));
    if !form.value(name).is_empty() || text.is_empty() {
        return Ok(form.id(name));
    }
    let last = text.split(' ').next_back().unwrap_or_default();
    if let Ok(number) = last.parse::<InstrumentNumber>()
        && let [only] = store::by_number(conn, &number.to_string())
            .await?
            .as_slice()
    {
        return Ok(Some(only.id));
    }
    let filter = Filter {
        q: text,
        ..Filter::default()
    };
    let found = store::list(conn, &filter, PageRequest { page: 1, size: 2 }).await?;
    match found.rows.as_slice() {
        [only] => Ok(Some(only.id)),
        _ => {
            form.fail(name, unclear(form.lang));
            Ok(None)
        }
    }
}

/// The sentence for a picker whose text may mean several things, or nothing.
pub(crate) fn unclear(lang: Lang) -> &'static str {
    lang.t(
        "Chưa rõ mục nào: gõ ít nhất hai chữ rồi chọn trong danh sách hiện ra.",
        "It is not clear which is meant: type two letters and choose from the list.",
    )
}

/// The label of a unit, for a form that opens with it.
pub(crate) async fn unit_label(conn: &mut Conn, id: Option<UnitId>) -> Result<String, DbError> {
    Ok(match id {
        Some(id) => units::get(conn, id)
            .await?
            .map(|unit| unit.label)
            .unwrap_or_default(),
        None => String::new(),
    })
}

/// Reads a day from the address of a JSON list; what is no day is refused beside its name.
pub(crate) fn day_param(cx: &Cx, name: &str, text: Option<&str>) -> CommandResult<Option<Date>> {
    let Some(text) = text.filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let message = cx.t(
        "Ngày cần có dạng 2025-10-15.",
        "A day is written 2025-10-15.",
    );
    kernel::parse_date(text)
        .map(Some)
        .ok_or_else(|| CommandError::field(name, message))
}
