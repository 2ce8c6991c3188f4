use db::row;
use jiff::{Timestamp, civil::Date};
use kernel::{AccountId, Lang, ObstacleId, ProjectId, TaskId, UnitId, format_date};
use serde::{Deserialize, Serialize};

/// Where a task stands.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    #[default]
    Planned,
    Doing,
    Done,
    /// Given up, with a reason.
    Dropped,
}

impl TaskState {
    pub const ALL: [TaskState; 4] = [
        TaskState::Planned,
        TaskState::Doing,
        TaskState::Done,
        TaskState::Dropped,
    ];

    pub fn code(self) -> &'static str {
        match self {
            TaskState::Planned => "planned",
            TaskState::Doing => "doing",
            TaskState::Done => "done",
            TaskState::Dropped => "dropped",
        }
    }

    pub fn from_code(code: &str) -> Option<TaskState> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            TaskState::Planned => lang.t("chưa làm", "not begun"),
            TaskState::Doing => lang.t("đang làm", "under way"),
            TaskState::Done => lang.t("đã xong", "done"),
            TaskState::Dropped => lang.t("thôi không làm", "given up"),
        }
    }

    /// True while somebody still has to do something.
    pub fn is_open(self) -> bool {
        matches!(self, TaskState::Planned | TaskState::Doing)
    }
}

db::code_column!(TaskState);

row! {
    /// A task of the implementation plan.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct Task {
        pub id: TaskId,
        pub title: String,
        pub description: String,
        pub project_id: Option<ProjectId>,
        pub province_id: UnitId,
        /// Phòng, bộ phận.
        pub department: String,
        pub person_id: Option<AccountId>,
        /// As the account was called when the task was given.
        pub person_name: String,
        #[schema(value_type = Option<String>, format = Date)]
        pub starts_on: Option<Date>,
        #[schema(value_type = String, format = Date)]
        pub due_on: Date,
        pub state: TaskState,
        /// Hundredths done, 0 to 100.
        pub progress: i64,
        #[schema(value_type = Option<String>, format = Date)]
        pub done_on: Option<Date>,
        /// How many obstacles are not untied yet.
        pub obstacles: i64,
        /// How many of the tasks it waits for are not finished.
        pub waits: i64,
        pub illustration: bool,
        pub version: i64,
    }
}

impl Task {
    /// How many days it is late: until it was done, or today. 0 when it is in time.
    pub fn days_late(&self, today: Date) -> i64 {
        let until = match self.state {
            TaskState::Done => self.done_on.unwrap_or(today),
            TaskState::Dropped => return 0,
            TaskState::Planned | TaskState::Doing => today,
        };
        crate::days::late(self.due_on, until)
    }

    /// The word, colour and icon of where it stands. An obstacle shows before the rest.
    pub fn badge(&self, lang: Lang) -> (&'static str, &'static str, &'static str) {
        if self.state.is_open() && self.obstacles > 0 {
            return (lang.t("đang vướng", "blocked"), "amber", "alert");
        }
        let (colour, icon) = match self.state {
            TaskState::Planned => ("grey", "pencil"),
            TaskState::Doing => ("blue", "clock"),
            TaskState::Done => ("green", "check"),
            TaskState::Dropped => ("grey", "stop"),
        };
        (self.state.label(lang), colour, icon)
    }

    /// “trễ 5 ngày”; empty when it is in time.
    pub fn lateness(&self, today: Date, lang: Lang) -> String {
        crate::days::lateness(self.days_late(today), lang)
    }

    pub fn due(&self) -> String {
        format_date(self.due_on)
    }

    pub fn start(&self) -> String {
        self.starts_on.map(format_date).unwrap_or_default()
    }

    pub fn done(&self) -> String {
        self.done_on.map(format_date).unwrap_or_default()
    }

    /// “40 %”
    pub fn share(&self) -> String {
        format!("{} %", self.progress)
    }

    /// Its page.
    pub fn path(&self) -> String {
        format!("/tasks/{}", self.id)
    }

    /// Who has it: the person, else the department.
    pub fn who(&self) -> &str {
        if self.person_name.is_empty() {
            &self.department
        } else {
            &self.person_name
        }
    }
}

row! {
    /// What was reported of a task.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    #[schema(as = TaskReport)]
    pub struct Report {
        pub state: TaskState,
        pub progress: i64,
        pub note: String,
        pub actor: String,
        #[schema(value_type = String, format = DateTime)]
        pub at: Timestamp,
    }
}

row! {
    /// What holds a task up.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct Obstacle {
        pub id: ObstacleId,
        pub task_id: TaskId,
        pub description: String,
        pub person_id: Option<AccountId>,
        /// Who unties it.
        pub person_name: String,
        #[schema(value_type = String, format = Date)]
        pub due_on: Date,
        #[schema(value_type = String, format = Date)]
        pub raised_on: Date,
        pub raised_by: String,
        /// How it was untied; empty until then.
        pub resolution: String,
        #[schema(value_type = Option<String>, format = Date)]
        pub resolved_on: Option<Date>,
        pub resolved_by: String,
        pub version: i64,
        pub illustration: bool,
    }
}

impl Obstacle {
    /// “trễ 5 ngày”; empty when it is in time.
    pub fn lateness(&self, today: Date, lang: Lang) -> String {
        let until = self.resolved_on.unwrap_or(today);
        crate::days::lateness(crate::days::late(self.due_on, until), lang)
    }

    pub fn due(&self) -> String {
        format_date(self.due_on)
    }

    /// The page of the task that it holds up.
    pub fn path(&self) -> String {
        format!("/tasks/{}", self.task_id)
    }

    pub fn raised(&self) -> String {
        format_date(self.raised_on)
    }

    pub fn resolved(&self) -> String {
        self.resolved_on.map(format_date).unwrap_or_default()
    }
}

row! {
    /// A task that another waits for, or that waits for it.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct Neighbour {
        pub id: TaskId,
        pub title: String,
        pub state: TaskState,
        #[schema(value_type = String, format = Date)]
        pub due_on: Date,
    }
}

impl Neighbour {
    pub fn due(&self) -> String {
        format_date(self.due_on)
    }
}
