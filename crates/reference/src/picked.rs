//! What a picker means when it sends only what was typed, as it does without script.

use db::{Conn, DbError};
use kernel::{Lang, UnitId, UnitLevel};
use web_kit::Form;

use crate::units;

/// The province that was picked, or the one that is called as was typed; else the form says that it is
/// not clear.
pub async fn province(
    conn: &mut Conn,
    form: &mut Form,
    name: &str,
) -> Result<Option<UnitId>, DbError> {
    of_level(conn, form, name, Some(UnitLevel::Province)).await
}

/// The same for a unit of any level.
pub async fn unit(conn: &mut Conn, form: &mut Form, name: &str) -> Result<Option<UnitId>, DbError> {
    of_level(conn, form, name, None).await
}

async fn of_level(
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

/// The label of a unit, for a form that opens with it; empty when there is none.
pub async fn unit_label(conn: &mut Conn, id: Option<UnitId>) -> Result<String, DbError> {
    Ok(match id {
        Some(id) => units::get(conn, id)
            .await?
            .map(|unit| unit.label)
            .unwrap_or_default(),
        None => String::new(),
    })
}

/// The sentence for a picker whose text may mean several things, or nothing.
pub fn unclear(lang: Lang) -> &'static str {
    lang.t(
        "Chưa rõ mục nào: gõ ít nhất hai chữ rồi chọn trong danh sách hiện ra.",
        "It is not clear which is meant: type two letters and choose from the list.",
    )
}
