//! Deadlines, limits and terms (thời hạn, giới hạn): the numbers of the law that are no norms.
//!
//! Each belongs to one budget or to both, to the nation or to one province, and is in force from
//! one day to another. A province's own row counts before the nation's; which one applies is
//! decided by [`choose`]. A row may be there without a value: then no text seen so far sets one,
//! and whoever asks must say so rather than make a number up.

mod seed;
mod subject;

use jiff::civil::Date;
use kernel::{BasisPoints, Lang, ParameterId, UnitId, format_date};
use serde::{Deserialize, Serialize};

use crate::{Confidence, FundingScope};

pub use seed::seed;
pub use subject::{Measure, Subject};

/// A day of every year, counted from the plan year: `trước ngày 20/6 của năm trước`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearDay {
    pub month: i8,
    pub day: i8,
    /// −1 for the year before the plan year, 1 for the year after it.
    pub year_offset: i8,
    /// True when the day itself still counts (“chậm nhất ngày”), false for “trước ngày”.
    pub inclusive: bool,
}

impl YearDay {
    /// True for a day that exists, at most in leap years, within two years of the plan year.
    pub fn exists(self) -> bool {
        Date::new(2000, self.month, self.day).is_ok() && (-2..=2).contains(&self.year_offset)
    }

    /// The day named for a plan year; 29 February becomes the 28th in other years.
    pub fn day_of(self, plan_year: i64) -> Option<Date> {
        let year = i16::try_from(plan_year + i64::from(self.year_offset)).ok()?;
        let day = Date::new(year, self.month, self.day);
        day.or_else(|_| Date::new(year, self.month, self.day - 1))
            .ok()
    }

    /// True while the deadline for a plan year has not passed.
    pub fn is_open(self, plan_year: i64, on: Date) -> bool {
        self.day_of(plan_year)
            .is_none_or(|day| on < day || (self.inclusive && on == day))
    }

    /// `trước ngày 20/06/2021`, `chậm nhất ngày 31/01/2024`.
    pub fn dated(self, plan_year: i64, lang: Lang) -> String {
        let day = self.day_of(plan_year).map(format_date).unwrap_or_default();
        format!("{} {day}", self.word(lang))
    }

    fn word(self, lang: Lang) -> &'static str {
        match self.inclusive {
            true => lang.t("chậm nhất ngày", "at the latest on"),
            false => lang.t("trước ngày", "before"),
        }
    }

    /// `trước ngày 20/6 của năm trước năm kế hoạch`.
    pub fn text(self, lang: Lang) -> String {
        let year = match self.year_offset {
            0 => lang.t("của năm kế hoạch", "of the plan year"),
            -1 => lang.t(
                "của năm trước năm kế hoạch",
                "of the year before the plan year",
            ),
            1 => lang.t(
                "của năm sau năm kế hoạch",
                "of the year after the plan year",
            ),
            offset if offset < 0 => lang.t(
                "của hai năm trước năm kế hoạch",
                "two years before the plan year",
            ),
            _ => lang.t(
                "của hai năm sau năm kế hoạch",
                "two years after the plan year",
            ),
        };
        format!("{} {}/{} {year}", self.word(lang), self.day, self.month)
    }
}

/// What a parameter says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    Deadline(YearDay),
    Share(BasisPoints),
    Months(i64),
}

impl Value {
    pub fn measure(self) -> Measure {
        match self {
            Value::Deadline(_) => Measure::Deadline,
            Value::Share(_) => Measure::Share,
            Value::Months(_) => Measure::Months,
        }
    }

    pub fn text(self, lang: Lang) -> String {
        match self {
            Value::Deadline(day) => day.text(lang),
            Value::Share(share) => share.to_string(),
            Value::Months(n) => match lang {
                Lang::Vi => format!("{n} tháng"),
                Lang::En => format!("{n} months"),
            },
        }
    }

    fn in_range(self) -> bool {
        match self {
            Value::Deadline(day) => day.exists(),
            Value::Share(share) => (1..=10_000).contains(&share.0),
            Value::Months(n) => (1..=120).contains(&n),
        }
    }
}

/// One deadline, limit or term, as a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParameterRule {
    /// None until the row is stored.
    #[serde(default)]
    pub id: Option<ParameterId>,
    /// The short name people use for the row, as `P-01`.
    pub key: String,
    pub subject: Subject,
    /// What it is about, for subjects that provinces name themselves; empty for the others.
    #[serde(default)]
    pub title: String,
    /// None for both budgets.
    #[serde(default)]
    pub scope: Option<FundingScope>,
    /// None for the nation; else a province of either era.
    #[serde(default)]
    pub territory: Option<UnitId>,
    /// None while no text seen sets one.
    #[serde(default)]
    pub value: Option<Value>,
    /// Number of the legal text; empty while no text is known.
    #[serde(default)]
    pub legal_doc: String,
    #[serde(default)]
    pub locator: String,
    /// First day; None when the start is not known.
    #[serde(default)]
    pub valid_from: Option<Date>,
    /// Last day, inclusive; None while in force.
    #[serde(default)]
    pub valid_to: Option<Date>,
    pub confidence: Confidence,
    #[serde(default)]
    pub note: String,
    /// Where the number was read.
    #[serde(default)]
    pub source: String,
}

/// What is wrong with a parameter that somebody wants to enter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParameterFault {
    #[error("the value does not measure what the subject asks for")]
    OtherMeasure,
    #[error("the value is out of range")]
    OutOfRange(Measure),
    #[error("the last day lies before the first day")]
    PeriodReversed,
    #[error("a deadline of its own needs a title")]
    TitleMissing,
    #[error("only the nation sets this")]
    NationOnly,
    #[error("a province sets this for its own money only")]
    LocalMoneyOnly,
}

impl ParameterFault {
    /// The sentence for a person.
    pub fn message(self, lang: Lang) -> &'static str {
        match self {
            ParameterFault::OtherMeasure => lang.t(
                "Giá trị không đúng loại của nội dung này.",
                "The value is not of the kind this subject asks for.",
            ),
            ParameterFault::OutOfRange(Measure::Deadline) => lang.t(
                "Không có ngày này trong lịch: kiểm tra ngày và tháng.",
                "There is no such day: look at day and month again.",
            ),
            ParameterFault::OutOfRange(Measure::Share) => lang.t(
                "Tỷ lệ cần từ 0,01 đến 100 %.",
                "A share lies between 0,01 and 100 %.",
            ),
            ParameterFault::OutOfRange(Measure::Months) => lang.t(
                "Số tháng cần từ 1 đến 120.",
                "Months lie between 1 and 120.",
            ),
            ParameterFault::PeriodReversed => lang.t(
                "Ngày hết hiệu lực đứng trước ngày có hiệu lực.",
                "The last day lies before the first day.",
            ),
            ParameterFault::TitleMissing => {
                lang.t("Ghi tên thời hạn này.", "Say what this deadline is about.")
            }
            ParameterFault::NationOnly => lang.t(
                "Nội dung này do trung ương quy định cho cả nước; để trống tỉnh.",
                "This is set for the whole country; leave the province empty.",
            ),
            ParameterFault::LocalMoneyOnly => lang.t(
                "Quy định riêng của tỉnh chỉ áp dụng cho khuyến công địa phương.",
                "A province sets this for local promotion money only.",
            ),
        }
    }
}

impl ParameterRule {
    /// What it is about, in words.
    pub fn name(&self, lang: Lang) -> String {
        match self.title.as_str() {
            "" => self.subject.label(lang).to_owned(),
            title => title.to_owned(),
        }
    }

    /// True on every day from the first to the last, both included. A start that is not known
    /// counts as past.
    pub fn in_force(&self, on: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= on) && self.valid_to.is_none_or(|to| on <= to)
    }

    /// `36/2013/TT-BCT, Điều 6`; says so when no text is known.
    pub fn citation(&self, lang: Lang) -> String {
        match (self.legal_doc.as_str(), self.locator.as_str()) {
            ("", _) => lang
                .t("chưa rõ văn bản quy định", "no legal text known")
                .to_owned(),
            (doc, "") => doc.to_owned(),
            (doc, locator) => format!("{doc}, {locator}"),
        }
    }

    /// Everything that is wrong with the row, so that a form can show it all at once.
    pub fn faults(&self) -> Vec<ParameterFault> {
        let own_title = self.subject == Subject::OtherDeadline;
        let local = self.territory.is_some();
        let checks = [
            (
                self.value
                    .is_some_and(|v| v.measure() != self.subject.measure()),
                ParameterFault::OtherMeasure,
            ),
            (
                self.value.is_some_and(|v| !v.in_range()),
                ParameterFault::OutOfRange(self.subject.measure()),
            ),
            (
                matches!((self.valid_from, self.valid_to), (Some(from), Some(to)) if to < from),
                ParameterFault::PeriodReversed,
            ),
            (
                own_title && self.title.trim().is_empty(),
                ParameterFault::TitleMissing,
            ),
            (
                local && self.subject.is_national(),
                ParameterFault::NationOnly,
            ),
            (
                local
                    && !self.subject.is_national()
                    && !self.subject.is_local_for_all_money()
                    && self.scope != Some(FundingScope::Kcdp),
                ParameterFault::LocalMoneyOnly,
            ),
        ];
        checks
            .into_iter()
            .filter_map(|(wrong, fault)| wrong.then_some(fault))
            .collect()
    }
}

/// What a parameter is looked up by.
#[derive(Clone, Copy, Debug)]
pub struct ParameterQuery<'a> {
    pub subject: Subject,
    pub scope: FundingScope,
    /// The provinces that may have a row of their own, the more specific first.
    pub territory: &'a [UnitId],
    pub on: Date,
}

/// The row that applies: a province's own, else the nation's; of each, one for the budget asked
/// for before one for both. Where two rows overlap, the later start wins.
pub fn choose<'r>(
    rules: &'r [ParameterRule],
    query: &ParameterQuery<'_>,
) -> Option<&'r ParameterRule> {
    let of = |territory: Option<UnitId>| {
        rules
            .iter()
            .filter(|r| r.subject == query.subject && r.territory == territory)
            .filter(|r| r.scope.is_none_or(|scope| scope == query.scope) && r.in_force(query.on))
            .max_by_key(|r| (r.scope.is_some(), r.valid_from))
    };
    query
        .territory
        .iter()
        .find_map(|unit| of(Some(*unit)))
        .or_else(|| of(None))
}

#[cfg(test)]
mod tests;
