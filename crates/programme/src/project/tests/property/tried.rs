//! What steps ask for, and whether the sequences reached all that moves money.

use super::*;
use crate::execution::{
    DefectsInput, InspectionInput, ReportInput, RequestInput, fail_acceptance, record_inspection,
    record_report, request,
};

/// The sequences are worth something only when they move money in every way there is.
pub(super) async fn everything_was_tried(town: &Town) {
    let mut conn = town.t.db.read().await.unwrap();
    let counts = [
        ("kinds", "SELECT COUNT(DISTINCT kind) FROM money_entry", 8),
        ("recoveries", "SELECT COUNT(*) FROM debt_recovery", 1),
        (
            "shifts",
            "SELECT COUNT(*) FROM plan_transfer WHERE kind = 'source_shift'",
            1,
        ),
        (
            "deferrals",
            "SELECT COUNT(*) FROM plan_transfer WHERE kind = 'deferral'",
            1,
        ),
        (
            "late spending",
            "SELECT COUNT(*) FROM money_entry WHERE carried_line_id IS NOT NULL",
            1,
        ),
        (
            "continuations",
            "SELECT COUNT(*) FROM project_continuation c JOIN project p ON p.id = c.project_id
              WHERE p.state <> 'draft'",
            1,
        ),
        (
            "fixed lists that were contracted",
            "SELECT COUNT(*) FROM project p WHERE p.kind = 'group' AND EXISTS
               (SELECT 1 FROM money_entry e WHERE e.project_id = p.id AND e.kind = 'commit')",
            1,
        ),
        (
            "settlements",
            "SELECT COUNT(*) FROM money_entry WHERE kind = 'settle' AND amount > 0",
            1,
        ),
        (
            "plan versions",
            "SELECT CAST(MAX(number) AS BIGINT) FROM plan_version",
            6,
        ),
    ];
    for (what, query, least) in counts {
        let (count,): (i64,) = conn.one(db::sql!(query)).await.unwrap();
        assert!(count >= least, "{}: too few {what}: {count}", town.t.engine);
    }
}

/// The appraiser finds that the project is another one than those that resemble it: the sequences are
/// about money, and one that went on with local money resembles the next national one.
pub(super) async fn tell_apart(town: &Town, case: &Case) {
    let cx = town.cx(Role::Appraiser);
    let found = {
        let mut conn = cx.read().await.unwrap();
        funding_match::matches(&cx, &mut conn, case, DRAFTED)
            .await
            .unwrap()
    };
    for one in found {
        let input = ResolutionInput {
            key: one.key,
            resolution: Some(Resolution::Distinct),
            reason: "Máy khác, nội dung khác".into(),
        };
        funding_match::resolve(&cx, case.project.id, input)
            .await
            .unwrap();
    }
}

/// What a step usually asks for beside its paper and its amounts.
pub(super) fn usual_in(line: PlanLineId, step: &str) -> StepInput {
    StepInput {
        reason: "Theo kết quả xem xét".into(),
        plan_line_id: step.ends_with("allotment").then_some(line),
        results: match step {
            "final-report" => vec![crate::project::ResultInput {
                name: "Máy móc được hỗ trợ".into(),
                unit: "máy".into(),
                planned: Some(1),
                actual: 1,
            }],
            _ => Vec::new(),
        },
        ..StepInput::default()
    }
}

/// Takes a step together with the record that belongs to it; None for a step that stands by itself, and
/// for visits, which move nothing.
pub(super) async fn with_record(
    town: &Town,
    role: Role,
    id: ProjectId,
    step: &str,
    input: &StepInput,
) -> Option<db::CommandResult<()>> {
    let cx = town.cx(role);
    let on = input.paper.signed_on;
    let (version, paper) = (input.version, input.paper.clone());
    Some(match step {
        "progress" => {
            let report = ReportInput {
                version,
                period_from: on,
                period_to: on,
                work: "Đã lắp máy".into(),
                percent: Some(60),
                paper,
                ..ReportInput::default()
            };
            record_report(&cx, id, report, &[], None).await.map(|_| ())
        }
        "inspection" => {
            let seen = InspectionInput {
                version,
                inspected_on: on,
                members: "Lê Quỳnh Như".into(),
                facts: "Máy đã lắp".into(),
                conclusion: "Đúng hợp đồng".into(),
                paper,
                ..InspectionInput::default()
            };
            record_inspection(&cx, id, seen, Some(&scan()))
                .await
                .map(|_| ())
        }
        "acceptance-failure" => {
            let failed = DefectsInput {
                version,
                paper,
                defects: vec![RequestInput {
                    finding: "Máy chưa chạy thử".into(),
                    wanted: "Chạy thử có tải".into(),
                    due_on: on,
                }],
            };
            fail_acceptance(&cx, id, failed, Some(&scan())).await
        }
        _ => return None,
    })
}

/// Answers every open defect, as the remedy demands.
pub(super) async fn put_right(town: &Town, id: ProjectId) {
    let cx = town.cx(Role::Officer);
    let open = {
        let mut conn = cx.read().await.unwrap();
        request::open_defects(&mut conn, id).await.unwrap()
    };
    for defect in open {
        request::answer(&cx, defect.id, "Đã chạy thử", None)
            .await
            .unwrap();
    }
}
