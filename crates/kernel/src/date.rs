use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// The civil time of Hà Nội: UTC+7 the year round, so that no time-zone database is needed.
pub fn hanoi() -> TimeZone {
    TimeZone::fixed(jiff::tz::offset(7))
}

/// `dd/MM/yyyy`, as officials write dates.
pub fn format_date(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// `HH:mm dd/MM/yyyy` in the time of Hà Nội.
pub fn format_timestamp(at: Timestamp) -> String {
    let local = at.to_zoned(hanoi());
    format!(
        "{:02}:{:02} {}",
        local.hour(),
        local.minute(),
        format_date(local.date())
    )
}

/// Reads `dd/MM/yyyy`, `d/M/yyyy` or ISO `yyyy-MM-dd`. Years run from 1900 to 2200.
pub fn parse_date(text: &str) -> Option<Date> {
    let text = text.trim();
    let date = if text.contains('/') {
        let mut parts = text.split('/').map(|p| p.trim().parse::<i16>().ok());
        let (day, month, year) = (parts.next()??, parts.next()??, parts.next()??);
        if parts.next().is_some() {
            return None;
        }
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?
    } else {
        text.parse::<Date>().ok()?
    };
    (1900..=2200).contains(&date.year()).then_some(date)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn dates_are_read_day_first() {
        assert_eq!(parse_date("5/7/2012"), Some(date(2012, 7, 5)));
        assert_eq!(parse_date(" 15/10/2025 "), Some(date(2025, 10, 15)));
        assert_eq!(parse_date("2025-10-15"), Some(date(2025, 10, 15)));
    }

    #[test]
    fn impossible_dates_are_refused() {
        for text in [
            "31/02/2024",
            "1/13/2024",
            "",
            "1/1/24",
            "1/1/2024/5",
            "hôm nay",
            "1/1/99999",
        ] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }

    #[test]
    fn times_are_those_of_ha_noi() {
        let at: Timestamp = "2022-12-31T18:05:00Z".parse().unwrap();
        assert_eq!(format_timestamp(at), "01:05 01/01/2023");
    }
}
