use jiff::civil::Date;
use kernel::{Dong, Lang, clean};

use crate::{CommandError, CommandResult, FieldError};

/// Collects what is wrong with an input, so that a person sees every mistake at once.
///
/// Each method returns the cleaned value, or a harmless stand-in after noting the mistake;
/// [`Checks::done`] then refuses the whole input.
pub struct Checks {
    pub lang: Lang,
    errors: Vec<FieldError>,
}

impl Checks {
    pub fn new(lang: Lang) -> Checks {
        Checks {
            lang,
            errors: Vec::new(),
        }
    }

    pub fn t<'a>(&self, vi: &'a str, en: &'a str) -> &'a str {
        self.lang.t(vi, en)
    }

    /// Notes a mistake.
    pub fn fail(&mut self, field: &str, message: impl Into<String>) {
        self.errors.push(FieldError {
            field: field.to_owned(),
            message: message.into(),
        });
    }

    /// A required line of text of at most `max` letters.
    pub fn text(&mut self, field: &str, value: &str, max: usize) -> String {
        let value = self.optional_text(field, value, max);
        if value.is_empty() {
            self.fail(field, self.t("Cần điền ô này.", "This is required."));
        }
        value
    }

    /// An optional line of text of at most `max` letters; empty when absent.
    pub fn optional_text(&mut self, field: &str, value: &str, max: usize) -> String {
        let value = clean(value);
        let length = value.chars().count();
        if length > max {
            let message = match self.lang {
                Lang::Vi => format!("Dài {length} chữ; tối đa {max}."),
                Lang::En => format!("{length} letters long; at most {max}."),
            };
            self.fail(field, message);
        }
        value
    }

    /// A value that must be there.
    pub fn required<T>(&mut self, field: &str, value: Option<T>) -> Option<T> {
        if value.is_none() {
            self.fail(
                field,
                self.t("Cần chọn hoặc điền ô này.", "This is required."),
            );
        }
        value
    }

    /// A required date of our times, not after `latest` when given.
    pub fn date(&mut self, field: &str, value: Option<Date>, latest: Option<Date>) -> Date {
        self.required(field, value);
        self.optional_date(field, value, latest)
            .unwrap_or(Date::ZERO)
    }

    /// A date of our times, or none. The limits keep out what PostgreSQL cannot store.
    pub fn optional_date(
        &mut self,
        field: &str,
        value: Option<Date>,
        latest: Option<Date>,
    ) -> Option<Date> {
        let date = value?;
        if !(1900..=2200).contains(&date.year()) {
            let message = self.t(
                "Năm cần từ 1900 đến 2200.",
                "The year must lie between 1900 and 2200.",
            );
            self.fail(field, message);
        } else if let Some(latest) = latest.filter(|latest| date > *latest) {
            let day = kernel::format_date(latest);
            let message = match self.lang {
                Lang::Vi => format!("Ngày này chưa đến; muộn nhất là {day}."),
                Lang::En => format!("This day has not come yet; at the latest {day}."),
            };
            self.fail(field, message);
        }
        Some(date)
    }

    /// An amount that is not negative.
    pub fn amount(&mut self, field: &str, value: Dong) -> Dong {
        if value < Dong::ZERO || value > Dong::MAX {
            self.fail(
                field,
                self.t(
                    "Số tiền cần từ 0 đ trở lên.",
                    "The amount must be 0 đ or more.",
                ),
            );
        }
        value
    }

    /// A whole number within limits.
    pub fn number(&mut self, field: &str, value: i64, min: i64, max: i64) -> i64 {
        if !(min..=max).contains(&value) {
            // Years are not grouped.
            let years = min >= 1000 && max < 10_000;
            let written = |n: i64| match years {
                true => n.to_string(),
                false => Dong(n).grouped(),
            };
            let (min, max) = (written(min), written(max));
            let message = match self.lang {
                Lang::Vi => format!("Cần một số từ {min} đến {max}."),
                Lang::En => format!("A number from {min} to {max} is needed."),
            };
            self.fail(field, message);
        }
        value
    }

    pub fn is_ok(&self) -> bool {
        self.errors.is_empty()
    }

    /// Refuses the input when anything was noted.
    pub fn done(self) -> CommandResult<()> {
        if self.errors.is_empty() {
            Ok(())
        } else {
            Err(CommandError::Invalid(self.errors))
        }
    }
}
