//! How a project is carried out, beside its money: agreements on machines and annexes of the
//! contract, reports on the progress, inspections with what they ask for, defects found at
//! acceptance, visits after the support. Records that belong to a step of the workflow (a report, an
//! inspection, a failed acceptance, a visit) are written in the transaction that takes the step.
//!
//! - `agreement.rs`: biên bản thỏa thuận, hợp đồng ba bên, phụ lục. `report.rs`: báo cáo tiến độ.
//! - `inspection.rs`: kiểm tra, giám sát. `request.rs`: kiến nghị và lỗi phải khắc phục.
//! - `follow_up.rs`: theo dõi sau hỗ trợ. `photo.rs`: ảnh.
//! - `recorded.rs`: which steps come with such a record only, and where it is entered.
//! - `pages/`: one file per record; `papers.rs`: the same as documents.

pub(crate) mod agreement;
mod api;
pub(crate) mod follow_up;
pub(crate) mod inspection;
mod pages;
mod papers;
mod photo;
mod recorded;
pub(crate) mod report;
pub(crate) mod request;
#[cfg(test)]
mod tests;

use db::Migration;

pub(crate) use api::router;
pub use follow_up::{FigureInput, MachineUse, VisitInput, record as record_visit};
pub use inspection::{InspectionInput, record as record_inspection};
pub(crate) use pages::{routes, samples};
pub(crate) use recorded::{recorded, refuse_bare};
pub use report::{QuantityInput, ReportInput, record as record_report};
pub use request::{DefectsInput, RequestInput, fail_acceptance};

pub const MIGRATIONS: &[Migration] = &[
    Migration::both(
        "20260106_8_voucher",
        include_str!("../../migrations/20260106_8_voucher.sql"),
    ),
    Migration::both(
        "20260106_8_execution",
        include_str!("../../migrations/20260106_8_execution.sql"),
    ),
    Migration::both(
        "20260106_97_visit_reason",
        include_str!("../../migrations/20260106_97_visit_reason.sql"),
    ),
];

/// The next number of a record within its project.
async fn next(
    tx: &mut db::Conn,
    table: &str,
    project: kernel::ProjectId,
) -> Result<i64, db::DbError> {
    let (last,): (i64,) = tx
        .one(db::sql!(
            &format!(
                "SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT) FROM {table} WHERE project_id = ?"
            ),
            project
        ))
        .await?;
    Ok(last + 1)
}

/// Keeps the line breaks of a text of several lines, and its size within bounds.
fn lines(checks: &mut db::Checks, field: &str, text: &str, required: bool) -> String {
    let kept: Vec<String> = text.lines().map(kernel::clean).collect();
    let kept = kept.join("\n").trim().to_owned();
    if kept.chars().count() > 4_000 {
        let sentence = checks.t("Tối đa 4.000 chữ.", "At most 4,000 letters.");
        checks.fail(field, sentence.to_owned());
    }
    if required && kept.is_empty() {
        let sentence = checks.t("Cần điền ô này.", "This is required.");
        checks.fail(field, sentence.to_owned());
    }
    kept
}
