use db::Checks;
use jiff::civil::Date;

/// Notes a day outside the years a calendar of officials has. Forms cannot send one, programs can,
/// and the databases do not agree on the rest.
pub(crate) fn plausible(checks: &mut Checks, field: &str, day: Option<Date>) {
    if day.is_some_and(|day| !(1900..=2200).contains(&day.year())) {
        let text = checks.t(
            "Năm cần nằm trong khoảng 1900 đến 2200.",
            "The year must lie between 1900 and 2200.",
        );
        checks.fail(field, text.to_owned());
    }
}
