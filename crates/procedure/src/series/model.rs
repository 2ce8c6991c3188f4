use db::DbError;
use jiff::{Timestamp, civil::Date};
use kernel::{PaperSeriesId, UnitId};
use rules::numbering::{Issuer, PaperKind, Pattern};
use serde::Serialize;

db::row! {
    /// How an office numbers one kind of paper from a year on.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
    pub struct Series {
        pub id: PaperSeriesId,
        /// The province of the office; none for the Ministry's agency.
        pub territory_id: Option<UnitId>,
        /// `centre`, `department` or `agency`.
        pub issuer: String,
        /// The kind of paper, as `decision`.
        pub kind: String,
        /// `{số}/QĐ-SCT`.
        pub pattern: String,
        pub from_year: i64,
        /// The first number of each year.
        pub first_number: i64,
        pub version: i64,
        pub recorded_by: String,
        #[schema(value_type = String, format = DateTime)]
        pub recorded_at: Timestamp,
        pub illustration: bool,
    }
}

impl Series {
    pub fn issuer(&self) -> Issuer {
        Issuer::from_code(&self.issuer).expect("CHECK paper_series_issuer allows only these codes")
    }

    pub fn kind(&self) -> PaperKind {
        PaperKind::from_code(&self.kind).expect("CHECK paper_series_kind allows only these codes")
    }

    pub(super) fn pattern(&self) -> Result<Pattern, DbError> {
        Pattern::parse(&self.pattern)
            .ok_or_else(|| DbError::Shape(format!("series {}: {:?}", self.id, self.pattern)))
    }
}

db::row! {
    /// A number that was given.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
    #[schema(as = SeriesNumber)]
    pub struct Given {
        pub number: i64,
        /// As it stands on the paper.
        pub text: String,
        pub title: String,
        #[schema(value_type = String, format = Date)]
        pub signed_on: Date,
        /// The record it was given for.
        pub thing: String,
        pub thing_id: String,
        pub given_by: String,
        #[schema(value_type = String, format = DateTime)]
        pub given_at: Timestamp,
    }
}

/// The numbers that were left out, as ranges: between the first of the year and the last given.
pub(super) fn gaps(first: i64, given: &[Given]) -> Vec<(i64, i64)> {
    let mut numbers: Vec<i64> = given.iter().map(|g| g.number).collect();
    numbers.sort_unstable();
    let mut gaps = Vec::new();
    let mut next = first;
    for number in numbers {
        if number > next {
            gaps.push((next, number - 1));
        }
        next = next.max(number + 1);
    }
    gaps
}

#[cfg(test)]
mod unit_tests {
    use super::*;

    fn given(number: i64) -> Given {
        Given {
            number,
            text: String::new(),
            title: String::new(),
            signed_on: Date::ZERO,
            thing: String::new(),
            thing_id: String::new(),
            given_by: String::new(),
            given_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn numbers_left_out_show_as_gaps() {
        let of = |numbers: &[i64]| {
            let given: Vec<Given> = numbers.iter().map(|n| given(*n)).collect();
            gaps(1, &given)
        };
        assert_eq!(of(&[]), []);
        assert_eq!(of(&[1, 2, 3]), []);
        assert_eq!(of(&[7, 2, 3]), [(1, 1), (4, 6)]);
    }
}
