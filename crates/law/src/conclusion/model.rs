use db::row;
use jiff::{Timestamp, civil::Date};
use kernel::{InstrumentId, Lang, Scope, UnitId, format_date, format_timestamp};
use serde::{Deserialize, Serialize};

use crate::instrument::{InstrumentKind, model::title};

/// What is to become of a local document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ConclusionOutcome)]
pub enum Outcome {
    Repeal,
    Amend,
    Replace,
    /// It still fits; nothing is to be done.
    Keep,
}

impl Outcome {
    pub const ALL: [Outcome; 4] = [
        Outcome::Repeal,
        Outcome::Amend,
        Outcome::Replace,
        Outcome::Keep,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Outcome::Repeal => "repeal",
            Outcome::Amend => "amend",
            Outcome::Replace => "replace",
            Outcome::Keep => "keep",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|o| o.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Outcome::Repeal => lang.t("Bãi bỏ", "Repeal"),
            Outcome::Amend => lang.t("Sửa đổi, bổ sung", "Amend"),
            Outcome::Replace => lang.t("Thay thế", "Replace"),
            Outcome::Keep => lang.t("Giữ nguyên, còn phù hợp", "Keep, it still fits"),
        }
    }
}

/// What a version does to the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ConclusionChange)]
pub enum Change {
    Conclude,
    /// Another conclusion in the place of the one before.
    Revise,
    /// A paper has done it.
    Complete,
}

impl Change {
    const ALL: [Change; 3] = [Change::Conclude, Change::Revise, Change::Complete];

    pub fn code(self) -> &'static str {
        match self {
            Change::Conclude => "conclude",
            Change::Revise => "revise",
            Change::Complete => "complete",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Change::Conclude => lang.t("Kết luận", "Concluded"),
            Change::Revise => lang.t("Kết luận lại", "Concluded anew"),
            Change::Complete => lang.t("Đã thực hiện", "Done"),
        }
    }
}

db::code_column!(Outcome, Change);

/// Where a local document stands in the review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ConclusionProgress)]
pub enum Progress {
    /// Nobody has concluded anything.
    Missing,
    /// Concluded, and its day has not passed.
    Doing,
    /// Concluded, not done, and its day has passed.
    Late,
    /// Done, or kept as it is.
    Done,
}

impl Progress {
    pub const ALL: [Progress; 4] = [
        Progress::Missing,
        Progress::Doing,
        Progress::Late,
        Progress::Done,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Progress::Missing => "missing",
            Progress::Doing => "doing",
            Progress::Late => "late",
            Progress::Done => "done",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Progress::Missing => lang.t("Chưa có kết luận", "Not concluded"),
            Progress::Doing => lang.t("Đang làm", "Under way"),
            Progress::Late => lang.t("Quá hạn", "Overdue"),
            Progress::Done => lang.t("Đã xong", "Done"),
        }
    }

    /// Colour and icon of its badge.
    pub fn look(self) -> (&'static str, &'static str) {
        match self {
            Progress::Missing => ("amber", "alert"),
            Progress::Doing => ("blue", "clock"),
            Progress::Late => ("red", "alert"),
            Progress::Done => ("green", "check"),
        }
    }
}

row! {
    /// A conclusion as it is kept: one version.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct Conclusion {
        pub instrument_id: InstrumentId,
        pub version: i64,
        pub change: Change,
        pub outcome: Outcome,
        pub reason: String,
        #[schema(value_type = String, format = Date)]
        pub concluded_on: Date,
        /// Who is to do it; empty when the document stays as it is.
        pub executor: String,
        #[schema(value_type = Option<String>, format = Date)]
        pub due_on: Option<Date>,
        /// The day of the paper that did it.
        #[schema(value_type = Option<String>, format = Date)]
        pub done_on: Option<Date>,
        /// That paper, when it is in the register.
        pub done_instrument_id: Option<InstrumentId>,
        #[serde(skip)]
        pub done_kind: Option<InstrumentKind>,
        #[serde(skip)]
        pub done_number: String,
        #[serde(skip)]
        pub done_issuer: String,
        /// Its number, when it is not.
        pub done_paper: String,
        pub recorded_by: String,
        #[schema(value_type = String, format = DateTime)]
        pub recorded_at: Timestamp,
        pub illustration: bool,
    }
}

impl Conclusion {
    /// True while a paper has to do it.
    pub fn is_open(&self) -> bool {
        self.due_on.is_some() && self.done_on.is_none()
    }

    pub fn progress(&self, today: Date) -> Progress {
        match self.due_on.filter(|_| self.is_open()) {
            None => Progress::Done,
            Some(due) if due < today => Progress::Late,
            Some(_) => Progress::Doing,
        }
    }

    pub fn concluded(&self) -> String {
        format_date(self.concluded_on)
    }

    pub fn due(&self) -> String {
        self.due_on.map(format_date).unwrap_or_default()
    }

    pub fn done(&self) -> String {
        self.done_on.map(format_date).unwrap_or_default()
    }

    pub fn recorded(&self) -> String {
        format_timestamp(self.recorded_at)
    }

    /// The paper that did it, by its name; empty while there is none.
    pub fn paper(&self, lang: Lang) -> String {
        let listed = self
            .done_kind
            .map(|kind| title(kind, &self.done_number, &self.done_issuer, lang));
        match listed {
            Some(listed) if self.done_paper.is_empty() => listed,
            Some(listed) => format!("{listed}; {}", self.done_paper),
            None => self.done_paper.clone(),
        }
    }
}

/// Where a local document stands in the review on a day; of another province, which the person does
/// not see, nothing.
pub fn progress(
    conclusion: Option<&Conclusion>,
    unit: Option<UnitId>,
    scope: &Scope,
    today: Date,
) -> Option<Progress> {
    sees(scope, unit).then(|| conclusion.map_or(Progress::Missing, |c| c.progress(today)))
}

/// Whether the person sees what was concluded in this province.
pub fn sees(scope: &Scope, unit: Option<UnitId>) -> bool {
    match (scope, unit) {
        (Scope::Nation, Some(_)) => true,
        (Scope::Provinces(provinces), Some(unit)) => provinces.contains(&unit),
        _ => false,
    }
}

/// How many local documents stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = ConclusionTally)]
pub struct Tally {
    pub missing: i64,
    pub doing: i64,
    pub late: i64,
    pub done: i64,
}

impl Tally {
    pub fn count(&mut self, progress: Progress) {
        match progress {
            Progress::Missing => self.missing += 1,
            Progress::Doing => self.doing += 1,
            Progress::Late => self.late += 1,
            Progress::Done => self.done += 1,
        }
    }

    pub fn of(&self, progress: Progress) -> i64 {
        match progress {
            Progress::Missing => self.missing,
            Progress::Doing => self.doing,
            Progress::Late => self.late,
            Progress::Done => self.done,
        }
    }

    pub fn total(&self) -> i64 {
        self.missing + self.doing + self.late + self.done
    }
}
