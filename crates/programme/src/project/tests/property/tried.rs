//! What steps ask for, and whether the sequences reached all that moves money.

use super::*;

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
