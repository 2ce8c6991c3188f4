//! Days late, and how they are said.

use jiff::civil::Date;
use kernel::{Dong, Lang};

/// How many days `until` lies after `due`; 0 when it does not.
pub(crate) fn late(due: Date, until: Date) -> i64 {
    due.until(until)
        .map_or(0, |span| i64::from(span.get_days()))
        .max(0)
}

/// “trễ 5 ngày”; empty for none.
pub(crate) fn lateness(days: i64, lang: Lang) -> String {
    let said = Dong(days).grouped();
    match (days, lang) {
        (0, _) => String::new(),
        (_, Lang::Vi) => format!("trễ {said} ngày"),
        (1, Lang::En) => "1 day late".to_owned(),
        (_, Lang::En) => format!("{said} days late"),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_counted_after_the_day_itself() {
        let due = date(2022, 12, 31);
        assert_eq!(late(due, due), 0);
        assert_eq!(late(due, date(2023, 1, 1)), 1);
        assert_eq!(late(due, date(2022, 12, 1)), 0);
        assert_eq!(late(due, date(2024, 12, 31)), 731);
        assert_eq!(
            lateness(late(due, date(2023, 1, 5)), Lang::Vi),
            "trễ 5 ngày"
        );
        assert_eq!(lateness(1204, Lang::Vi), "trễ 1.204 ngày");
        assert_eq!(lateness(0, Lang::Vi), "");
    }
}
