use db::row;
use jiff::{Timestamp, civil::Date};
use kernel::{AccountId, Lang, MailId, ReminderId, format_date, format_timestamp};
use serde::Serialize;
use uuid::Uuid;

use crate::obligation::kind_label;

/// The kind of the reminder that says once a week how much is late, and the thing it opens: the list
/// of it. What was due long ago would otherwise be told once and never again.
pub(super) const LATE_WEEK: &str = "late_week";
pub const LATE_DUTIES: &str = "late_duties";

/// Why somebody is reminded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// It was just given to them.
    Assigned,
    /// Its day comes near.
    Soon,
    /// Its day has passed.
    Late,
}

impl Stage {
    pub const ALL: [Stage; 3] = [Stage::Assigned, Stage::Soon, Stage::Late];

    pub fn code(self) -> &'static str {
        match self {
            Stage::Assigned => "assigned",
            Stage::Soon => "soon",
            Stage::Late => "late",
        }
    }

    pub fn from_code(code: &str) -> Option<Stage> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Stage::Assigned => lang.t("mới giao", "new"),
            Stage::Soon => lang.t("sắp đến hạn", "due soon"),
            Stage::Late => lang.t("quá hạn", "overdue"),
        }
    }

    /// (colour, icon) of its badge.
    pub fn look(self) -> (&'static str, &'static str) {
        match self {
            Stage::Assigned => ("blue", "flag"),
            Stage::Soon => ("amber", "clock"),
            Stage::Late => ("red", "alert"),
        }
    }
}

db::code_column!(Stage);

row! {
    /// One thing that is due, told to one person.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Reminder {
        pub id: ReminderId,
        pub account_id: AccountId,
        pub stage: Stage,
        /// The kind of duty, as obligations have it.
        pub kind: String,
        pub thing: String,
        pub record_id: Uuid,
        pub title: String,
        pub due_on: Date,
        pub made_at: Timestamp,
        pub read_at: Option<Timestamp>,
        pub mail_id: Option<MailId>,
    }
}

impl Reminder {
    pub fn label(&self, lang: Lang) -> &str {
        match self.kind.as_str() {
            LATE_WEEK => lang.t("Việc quá hạn", "What is overdue"),
            kind => kind_label(kind, lang),
        }
    }

    /// The day it is due; empty for the sum of a week.
    pub fn due(&self) -> String {
        match self.kind.as_str() {
            LATE_WEEK => String::new(),
            _ => format_date(self.due_on),
        }
    }

    pub fn made(&self) -> String {
        format_timestamp(self.made_at)
    }
}

row! {
    /// How a person wants to be reminded.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Setting {
        pub account_id: AccountId,
        /// Empty: nothing is sent by e-mail.
        pub email: String,
        /// How many days before the day itself, 0 to 60.
        pub days_ahead: i64,
        /// Reminders made before this do not go out by e-mail.
        pub since: Timestamp,
        pub version: i64,
    }
}

/// How many days ahead somebody is told who has not said otherwise.
pub(crate) const DAYS_AHEAD: i64 = 3;
