//! Steps that are recorded with more than their paper: what belongs to each, and where both are
//! recorded together. By the step alone it would say that something was done, and nothing of what was
//! seen.

use db::{CommandError, CommandResult, Cx};
use kernel::{Lang, ProjectId};
use rules::workflow::Transition;

use super::{follow_up, inspection, report, request};
use crate::project::Case;

/// Where a step is recorded, and with what.
pub(crate) struct Recorded {
    /// The last part of the address, the same for people and programs.
    name: &'static str,
    with: (&'static str, &'static str),
}

const REPORT: Recorded = Recorded {
    name: "progress-reports",
    with: (
        "việc đã làm, mức hoàn thành và số liệu của kỳ",
        "the work done and the figures of the period",
    ),
};

const INSPECTION: Recorded = Recorded {
    name: "inspections",
    with: (
        "thành phần đoàn, điều đã thấy, kết luận và kiến nghị",
        "who came, what was seen, the conclusion and what is asked for",
    ),
};

const DEFECTS: Recorded = Recorded {
    name: "defects",
    with: (
        "từng lỗi phải khắc phục và hạn",
        "each defect and the day by which it is put right",
    ),
};

const VISIT: Recorded = Recorded {
    name: "follow-ups",
    with: ("số liệu của từng đơn vị", "the figures of each beneficiary"),
};

/// The record that belongs to a step; None for one that stands by itself.
pub(crate) fn recorded(step: &Transition) -> Option<&'static Recorded> {
    match step.code.as_str() {
        report::STEP => Some(&REPORT),
        inspection::STEP => Some(&INSPECTION),
        request::FAILURE => Some(&DEFECTS),
        _ if follow_up::is_visit(step) => Some(&VISIT),
        _ => None,
    }
}

impl Recorded {
    /// The address of the form that records it.
    pub(crate) fn form(&self, project: ProjectId) -> String {
        format!("/projects/{project}/{}/new", self.name)
    }

    fn operation(&self, project: ProjectId) -> String {
        format!("POST /api/v1/projects/{project}/{}", self.name)
    }
}

/// Refuses a step that comes without the record that belongs to it.
pub(crate) fn refuse_bare(cx: &Cx, case: &Case, step: &Transition) -> CommandResult<()> {
    let Some(recorded) = recorded(step) else {
        return Ok(());
    };
    let (name, id) = (step.name.get(cx.lang), case.project.id);
    let (page, api) = (recorded.form(id), recorded.operation(id));
    let with = cx.t(recorded.with.0, recorded.with.1);
    Err(CommandError::refused(
        "record-missing",
        match cx.lang {
            Lang::Vi => format!(
                "Bước “{name}” được ghi kèm {with}, ở trang {page}; phần mềm khác gửi tới {api}."
            ),
            Lang::En => {
                format!("“{name}” is recorded with {with}, on {page}; programs send it to {api}.")
            }
        },
    ))
}
