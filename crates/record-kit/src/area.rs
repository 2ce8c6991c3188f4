use std::{fmt, str::FromStr};

use db::{Checks, DbError, RowRef, Val};
use jiff::civil::Date;
use kernel::Lang;
use papers::Cell;
use serde::{Deserialize, Serialize};
use web_kit::Form;

use crate::{Field, FieldKind, HasKind, Value};

/// An area of land in whole square metres; people write it in hectares with a decimal comma.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(transparent)]
pub struct Area(pub i64);

const HECTARE: i64 = 10_000;
/// The largest area a form accepts: one million hectares.
const MOST: i64 = 1_000_000 * HECTARE;

/// The text is no number of hectares, or is finer than a square metre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotHectares;

impl FromStr for Area {
    type Err = NotHectares;

    /// Reads `35`, `35,5` or `1200,25` hectares.
    fn from_str(text: &str) -> Result<Self, NotHectares> {
        let text = text.trim().trim_end_matches("ha").trim_end();
        let (whole, part) = text.split_once([',', '.']).unwrap_or((text, ""));
        let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || whole.len() > 7 || part.len() > 4 || !digits(whole) || !digits(part)
        {
            return Err(NotHectares);
        }
        let number = |t: &str| t.parse::<i64>().map_err(|_| NotHectares);
        Ok(Area(
            number(whole)? * HECTARE + number(&format!("{part:0<4}"))?,
        ))
    }
}

impl fmt::Display for Area {
    /// Hectares without the unit: `35,5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0 / HECTARE, self.0.rem_euclid(HECTARE));
        if part == 0 {
            return write!(f, "{whole}");
        }
        let part = format!("{part:04}");
        write!(f, "{whole},{}", part.trim_end_matches('0'))
    }
}

impl HasKind for Option<Area> {
    const KIND: FieldKind = FieldKind::Hectares;
}

impl Value for Option<Area> {
    fn val(&self) -> Val {
        Val::Int(self.map(|area| area.0))
    }
    fn read(&mut self, row: &RowRef<'_>, index: usize, name: &'static str) -> Result<(), DbError> {
        *self = row.get::<Option<i64>>(index, name)?.map(Area);
        Ok(())
    }
    fn take(&mut self, form: &mut Form, name: &str) {
        let text = form.text(name);
        *self = text.parse().ok();
        if self.is_none() && !text.is_empty() {
            let message = form.lang.t(
                "Diện tích ghi bằng héc-ta, ví dụ 35,5.",
                "An area is written in hectares, for example 35,5.",
            );
            form.fail(name, message);
        }
    }
    fn text(&self) -> String {
        self.map(|area| area.to_string()).unwrap_or_default()
    }
    fn shown(&self, _: Lang) -> String {
        self.map(|area| format!("{area}\u{a0}ha"))
            .unwrap_or_default()
    }
    fn cell(&self, _: Lang) -> Cell {
        #[expect(
            clippy::cast_precision_loss,
            reason = "an area stays far below 2^53 m²"
        )]
        self.map(|area| Cell::Measure(area.0 as f64 / HECTARE as f64))
            .unwrap_or(Cell::Empty)
    }
    fn tidy(&mut self, field: &Field, checks: &mut Checks, _: Date) {
        if field.required {
            checks.required(field.name, *self);
        }
        if self.is_some_and(|area| !(0..=MOST).contains(&area.0)) {
            let message = checks.t(
                "Diện tích cần từ 0 đến 1.000.000 ha.",
                "The area must be from 0 to 1,000,000 ha.",
            );
            checks.fail(field.name, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn hectares_are_read_with_a_decimal_comma() {
        assert_eq!("35,5".parse(), Ok(Area(355_000)));
        assert_eq!("35".parse(), Ok(Area(350_000)));
        assert_eq!("0,0001".parse(), Ok(Area(1)));
        for text in ["", ",5", "35,12345", "-1", "ba", "12345678", "1,2,3"] {
            assert_eq!(text.parse::<Area>(), Err(NotHectares), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(m2 in 0..=9_999_999 * HECTARE) {
            prop_assert_eq!(Area(m2).to_string().parse(), Ok(Area(m2)));
        }
    }
}
