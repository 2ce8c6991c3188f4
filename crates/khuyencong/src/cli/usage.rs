//! What is said of a command line that cannot be read: one line, Vietnamese first, that says what to
//! do. Clap's own text takes several lines and is English only.

use clap::{
    Error,
    error::{ContextKind, ContextValue, ErrorKind},
};
use jiff::civil::Date;

/// The line of an error that is no question for help.
pub(crate) fn line(error: &Error) -> String {
    let argument = text(error, ContextKind::InvalidArg);
    let value = text(error, ContextKind::InvalidValue);
    let name = argument.split([' ', '=']).next().unwrap_or_default();
    match error.kind() {
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if value.is_empty() => {
            format!("{name}: cần một giá trị (needs a value)")
        }
        ErrorKind::InvalidValue => {
            let choices = text(error, ContextKind::ValidValue);
            format!("{name}: chọn một trong {choices}; không có {value:?} (choose one of them)")
        }
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error)
                .map(ToString::to_string)
                .unwrap_or_default();
            // The parsers of this file say what is wanted in both languages.
            match why.contains('(') {
                true => format!("{name}: {why}; không phải {value:?}"),
                false => format!("{name}: giá trị {value:?} không hợp lệ (not valid: {why})"),
            }
        }
        ErrorKind::UnknownArgument => format!(
            "không có tham số {name}; xem {} (there is no such argument)",
            help(error)
        ),
        ErrorKind::InvalidSubcommand => format!(
            "không có lệnh {:?}; xem {} (there is no such command)",
            text(error, ContextKind::InvalidSubcommand),
            help(error)
        ),
        ErrorKind::MissingRequiredArgument => {
            format!("thiếu {argument}; xem {} (missing)", help(error))
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            format!("cần một lệnh; xem {} (a command is needed)", help(error))
        }
        ErrorKind::ArgumentConflict => format!(
            "không dùng {argument} cùng với {} (cannot be used together)",
            text(error, ContextKind::PriorArg)
        ),
        _ => format!(
            "dòng lệnh không đọc được; xem {} (the command line cannot be read)",
            help(error)
        ),
    }
}

/// A day: `2025-10-15`.
pub(crate) fn day(text: &str) -> Result<Date, String> {
    text.parse()
        .map_err(|_| "ngày viết dạng YYYY-MM-DD, ví dụ 2025-10-15 (a day as YYYY-MM-DD)".to_owned())
}

/// An amount in whole đồng, from 0.
pub(crate) fn dong(text: &str) -> Result<i64, String> {
    let amount = text.parse::<i64>().ok();
    amount
        .filter(|dong| (0..=kernel::Dong::MAX.0).contains(dong))
        .ok_or_else(|| {
            "số đồng viết liền bằng chữ số, từ 0, ví dụ 570000000 (whole đồng, digits only)"
                .to_owned()
        })
}

/// A year: `2022`.
pub(crate) fn year(text: &str) -> Result<i64, String> {
    let year = text.parse::<i64>().ok();
    year.filter(|year| (1000..=9999).contains(year))
        .ok_or_else(|| "năm có bốn chữ số, ví dụ 2022 (a year of four digits)".to_owned())
}

/// What clap knows of one side of the error.
fn text(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(one)) => one.clone(),
        Some(ContextValue::Strings(several)) => several.join(", "),
        _ => String::new(),
    }
}

/// The call that shows the help of the command that was meant.
fn help(error: &Error) -> String {
    let usage = match error.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(usage)) => usage.to_string(),
        _ => error.to_string(),
    };
    let words = usage.split_whitespace().skip_while(|w| *w != "khuyencong");
    let mut command: Vec<&str> = words
        .take_while(|word| !word.starts_with(['-', '<', '[']))
        .collect();
    if command.is_empty() {
        command.push("khuyencong");
    }
    format!("{} --help", command.join(" "))
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::Cli;

    fn refused(arguments: &str) -> String {
        let words = std::iter::once("khuyencong").chain(arguments.split(' '));
        let said = line(&Cli::try_parse_from(words).expect_err(arguments));
        assert!(!said.contains('\n'), "{said}");
        said
    }

    #[test]
    fn what_cannot_be_read_is_said_in_one_line_that_says_what_to_do() {
        let ask = "norm ceiling --activity A3b --scope kcdp --unit 77";
        for (arguments, parts) in [
            (
                format!("{ask} --cost 5 --on 2024-13-01"),
                ["--on", "ngày viết dạng YYYY-MM-DD"],
            ),
            (
                format!("{ask} --on 2024-12-01 --cost -5"),
                ["--cost", "từ 0"],
            ),
            (
                format!("{ask} --on 2024-12-01 --cost 99999999999999999999"),
                ["--cost", "số đồng"],
            ),
            (
                format!("{ask} --on 2024-12-01"),
                ["thiếu --cost", "khuyencong norm ceiling --help"],
            ),
            (
                format!("{ask} --on 2024-12-01 --cost"),
                ["--cost", "cần một giá trị"],
            ),
            (
                "report yearly --unit 77 --year abcd".into(),
                ["--year", "bốn chữ số"],
            ),
            (
                "report yearly --unit 77 --year 2022 --format xml".into(),
                ["--format", "text, json"],
            ),
            ("frob".into(), ["không có lệnh", "khuyencong --help"]),
            ("norm".into(), ["cần một lệnh", "khuyencong norm --help"]),
            ("check --loud".into(), ["--loud", "khuyencong check --help"]),
            ("demo --years 99".into(), ["--years", "không hợp lệ"]),
        ] {
            let said = refused(&arguments);
            for part in parts {
                assert!(said.contains(part), "{arguments}: {said}");
            }
        }
    }

    #[test]
    fn the_help_names_every_variant_that_comes_with_the_product() {
        let words = ["khuyencong", "norm", "ceiling", "--help"];
        let help = Cli::try_parse_from(words).expect_err("help").to_string();
        for rule in rules::norm::seed(|_, _| Some(kernel::UnitId(1))).expect("the norms") {
            assert!(help.contains(&rule.variant), "{}: {help}", rule.variant);
        }
    }
}
