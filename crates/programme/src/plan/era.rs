//! Provinces that are no more: nothing is planned for a year that begins after their end.

use db::{Checks, Conn, DbError};
use kernel::{Lang, UnitId, format_date};

use super::store::begins;

/// Notes it beside the province when the year begins after it ended, with the name of the one it
/// merged into.
pub(crate) async fn check_province(
    conn: &mut Conn,
    checks: &mut Checks,
    lang: Lang,
    province: Option<UnitId>,
    year: i64,
) -> Result<(), DbError> {
    let (Some(province), Some(day)) = (province, begins(year)) else {
        return Ok(());
    };
    let Some(unit) = reference::units::get(conn, province).await? else {
        return Ok(());
    };
    let Some(end) = unit.valid_to.filter(|end| *end <= day) else {
        return Ok(());
    };
    let held = reference::units::at(conn, province, day).await?;
    let names: Vec<String> = held.into_iter().map(|unit| unit.label).collect();
    let (name, end, heirs) = (unit.label, format_date(end), names.join(", "));
    let text = match lang {
        Lang::Vi => {
            format!("{name} đã sáp nhập vào {heirs} từ {end}. Chọn {heirs} cho năm {year}.")
        }
        Lang::En => format!("{name} merged into {heirs} on {end}. Choose {heirs} for {year}."),
    };
    checks.fail("province_id", text);
    Ok(())
}
