use std::{fmt, str::FromStr};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A date as far as it is known: `2023`, `2023-07` or `2023-07-15`. Kept as that text, which sorts
/// by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

/// The text is no date, or lies outside the years 1900 to 2200.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotADate;

impl fmt::Display for NotADate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date as YYYY, YYYY-MM or YYYY-MM-DD, of the years 1900 to 2200")
    }
}

impl PartialDate {
    /// The first day that it may mean.
    pub fn first_day(self) -> Date {
        Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
            .expect("checked when it was made")
    }

    /// `15/07/2023`, `07/2023` or `2023`.
    pub fn shown(self) -> String {
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{day:02}/{month:02}/{:04}", self.year),
            (Some(month), None) => format!("{month:02}/{:04}", self.year),
            _ => format!("{:04}", self.year),
        }
    }

    fn new(year: i16, month: Option<i8>, day: Option<i8>) -> Result<Self, NotADate> {
        let real = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).is_ok();
        if real && (1900..=2200).contains(&year) && (day.is_none() || month.is_some()) {
            Ok(PartialDate { year, month, day })
        } else {
            Err(NotADate)
        }
    }
}

impl From<Date> for PartialDate {
    fn from(date: Date) -> Self {
        PartialDate {
            year: date.year(),
            month: Some(date.month()),
            day: Some(date.day()),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl FromStr for PartialDate {
    type Err = NotADate;

    /// Reads both the kept form and the one people type: `15/07/2023`, `07/2023`, `2023`.
    fn from_str(text: &str) -> Result<Self, NotADate> {
        let typed = text.contains('/');
        let mut parts = text
            .trim()
            .split(['/', '-'])
            .map(|part| part.trim().parse::<i16>().map_err(|_| NotADate))
            .collect::<Result<Vec<_>, _>>()?;
        if typed {
            parts.reverse();
        }
        let small = |at: usize| {
            parts
                .get(at)
                .map(|n| i8::try_from(*n).map_err(|_| NotADate))
                .transpose()
        };
        if parts.len() > 3 {
            return Err(NotADate);
        }
        PartialDate::new(*parts.first().ok_or(NotADate)?, small(1)?, small(2)?)
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> String {
        date.to_string()
    }
}

impl TryFrom<String> for PartialDate {
    type Error = NotADate;
    fn try_from(text: String) -> Result<Self, NotADate> {
        text.parse()
    }
}

impl utoipa::PartialSchema for PartialDate {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::schema::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .description(Some(
                "A date as far as it is known: YYYY, YYYY-MM or YYYY-MM-DD",
            ))
            .examples(["2023-07"])
            .into()
    }
}
impl utoipa::ToSchema for PartialDate {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_without_a_day_is_kept_as_such() {
        let july: PartialDate = "07/2023".parse().unwrap();
        assert_eq!(july.to_string(), "2023-07");
        assert_eq!(july.shown(), "07/2023");
        assert_eq!(july.first_day(), jiff::civil::date(2023, 7, 1));
        assert_eq!("2023-07".parse(), Ok(july));
    }

    #[test]
    fn days_and_years_are_read_as_they_are_typed() {
        for (typed, kept) in [
            ("15/7/2023", "2023-07-15"),
            ("2023", "2023"),
            ("2016-11-23", "2016-11-23"),
        ] {
            assert_eq!(typed.parse::<PartialDate>().unwrap().to_string(), kept);
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "13/2023",
            "30/02/2023",
            "1/1/1/2023",
            "7/23",
            "tháng 7",
            "-2023",
        ] {
            assert_eq!(text.parse::<PartialDate>(), Err(NotADate), "{text}");
        }
    }
}
