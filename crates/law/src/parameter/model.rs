use db::{DbError, row};
use jiff::{Timestamp, civil::Date};
use kernel::{BasisPoints, InstrumentId, ParameterId, UnitId};
use rules::{
    Confidence, FundingScope,
    parameter::{Measure, ParameterRule, Subject, Value, YearDay},
};
use serde::Serialize;

use web_kit::version::Change;

row! {
    /// One version of a parameter.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct ParameterVersion {
        pub id: ParameterId,
        /// The short name people use, as `TH-01`; the same in every version.
        pub key: String,
        pub version: i64,
        pub supersedes_id: Option<ParameterId>,
        pub change: Change,
        /// Why the version was written.
        pub reason: String,
        /// What it is about: `registration_close`, `advance_limit` …
        pub subject: String,
        /// Only of `other_deadline`.
        pub title: String,
        /// `kcqg` or `kcdp`; none for both.
        pub scope: Option<String>,
        /// None for the nation; else a province of either era.
        pub territory_id: Option<UnitId>,
        /// `deadline`, `share` or `months`.
        pub measure: String,
        pub month: Option<i64>,
        pub day: Option<i64>,
        /// −1 for the year before the plan year, 1 for the year after it.
        pub year_offset: Option<i64>,
        /// Whether the day itself still counts.
        pub inclusive: Option<bool>,
        /// Hundredths of a percent.
        pub share_bp: Option<BasisPoints>,
        pub months: Option<i64>,
        pub instrument_id: Option<InstrumentId>,
        /// Empty while no legal text is known.
        pub legal_doc: String,
        pub locator: String,
        #[schema(value_type = Option<String>, format = Date)]
        pub valid_from: Option<Date>,
        /// Last day, inclusive.
        #[schema(value_type = Option<String>, format = Date)]
        pub valid_to: Option<Date>,
        pub verified: bool,
        pub verified_by: String,
        #[schema(value_type = Option<String>, format = DateTime)]
        pub verified_at: Option<Timestamp>,
        /// What was compared: the text, its page, a letter.
        pub evidence: String,
        pub note: String,
        pub source: String,
        pub recorded_by: String,
        #[schema(value_type = String, format = DateTime)]
        pub recorded_at: Timestamp,
        pub illustration: bool,
    }
}

impl ParameterVersion {
    /// The version as the rules read it. Fails when a code in the row is not one of theirs.
    pub fn rule(&self) -> Result<ParameterRule, DbError> {
        let unknown = |what: &str, code: &str| {
            DbError::Shape(format!("parameter {}: {code:?} is not a {what}", self.key))
        };
        let subject =
            Subject::from_code(&self.subject).ok_or_else(|| unknown("subject", &self.subject))?;
        let scope = self
            .scope
            .as_deref()
            .map(|code| FundingScope::from_code(code).ok_or_else(|| unknown("budget", code)));
        Ok(ParameterRule {
            id: Some(self.id),
            key: self.key.clone(),
            subject,
            title: self.title.clone(),
            scope: scope.transpose()?,
            territory: self.territory_id,
            value: self.value(subject.measure()),
            legal_doc: self.legal_doc.clone(),
            locator: self.locator.clone(),
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            confidence: if self.verified {
                Confidence::Verified
            } else {
                Confidence::Unverified
            },
            note: self.note.clone(),
            source: self.source.clone(),
        })
    }

    fn value(&self, measure: Measure) -> Option<Value> {
        match measure {
            Measure::Deadline => year_day(self.month, self.day, self.year_offset, self.inclusive)
                .map(Value::Deadline),
            Measure::Share => self.share_bp.map(Value::Share),
            Measure::Months => self.months.map(Value::Months),
        }
    }
}

/// A day of the year from its parts; none unless all of them are there and small enough.
pub(super) fn year_day(
    month: Option<i64>,
    day: Option<i64>,
    year_offset: Option<i64>,
    inclusive: Option<bool>,
) -> Option<YearDay> {
    Some(YearDay {
        month: i8::try_from(month?).ok()?,
        day: i8::try_from(day?).ok()?,
        year_offset: i8::try_from(year_offset?).ok()?,
        inclusive: inclusive?,
    })
}
