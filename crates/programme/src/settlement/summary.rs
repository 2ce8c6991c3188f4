//! The rows of the table of a settlement (F21), each a sum over the entries of the ledger. What was
//! given and adjusted is what is settled, left, given up and moved: by construction, because all
//! come from the same allotments.

use db::{Conn, DbError, Sql, row, sql};
use kernel::{Dong, PlanId, ProjectId, Scope, UnitId};
use rules::FundingScope;
use serde::Serialize;

use crate::project::store::visible;

/// Which projects the table lists.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub project: Option<ProjectId>,
    pub plan: Option<PlanId>,
    pub year: Option<i64>,
    pub scope: Option<FundingScope>,
    /// A province with those merged into it; all when empty.
    pub provinces: Vec<UnitId>,
}

row! {
    /// A project in the table. Money is that of the project's own budget, in đồng.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
    pub struct Row {
        #[schema(value_type = uuid::Uuid)]
        pub project_id: ProjectId,
        pub code: String,
        pub title: String,
        /// `kcqg` or `kcdp`.
        pub scope: String,
        /// Allotted by decision.
        pub given: Dong,
        /// More or less by adjustments.
        pub adjusted: Dong,
        pub advanced: Dong,
        pub accepted: Dong,
        pub settled: Dong,
        /// Still to be paid out.
        pub to_pay: Dong,
        /// To come back.
        pub to_recover: Dong,
        /// Allotted and not settled (dư).
        pub rest: Dong,
        /// Given back when the project ended early (hủy).
        pub cancelled: Dong,
        /// Given back to another budget or year (chuyển nguồn, chuyển năm sau).
        pub moved: Dong,
        /// How many vouchers, and what is admitted of them.
        pub vouchers: i64,
        pub admitted: Dong,
        pub illustration: bool,
    }
}

impl Row {
    /// No project, and nothing to sum.
    pub(super) fn none() -> Row {
        Row {
            project_id: ProjectId::from_uuid(uuid::Uuid::nil()),
            code: String::new(),
            title: String::new(),
            scope: String::new(),
            given: Dong::ZERO,
            adjusted: Dong::ZERO,
            advanced: Dong::ZERO,
            accepted: Dong::ZERO,
            settled: Dong::ZERO,
            to_pay: Dong::ZERO,
            to_recover: Dong::ZERO,
            rest: Dong::ZERO,
            cancelled: Dong::ZERO,
            moved: Dong::ZERO,
            vouchers: 0,
            admitted: Dong::ZERO,
            illustration: false,
        }
    }

    /// Adds another row's figures, for a sum below the table.
    pub fn add(&mut self, other: &Row) {
        self.given += other.given;
        self.adjusted += other.adjusted;
        self.advanced += other.advanced;
        self.accepted += other.accepted;
        self.settled += other.settled;
        self.to_pay += other.to_pay;
        self.to_recover += other.to_recover;
        self.rest += other.rest;
        self.cancelled += other.cancelled;
        self.moved += other.moved;
        self.vouchers += other.vouchers;
        self.admitted += other.admitted;
        self.illustration |= other.illustration;
    }

    /// The ten amounts, in the order of the table.
    pub fn amounts(&self) -> [Dong; 10] {
        [
            self.given,
            self.adjusted,
            self.advanced,
            self.accepted,
            self.settled,
            self.to_pay,
            self.to_recover,
            self.rest,
            self.cancelled,
            self.moved,
        ]
    }
}

/// The sum over rows.
pub fn total(rows: &[Row]) -> Row {
    let mut sum = Row::none();
    rows.iter().for_each(|row| sum.add(row));
    sum
}

/// A sum over the entries of one project and source, under a condition.
fn entries(amount: &str, condition: &str, name: &str) -> String {
    format!(
        "(SELECT CAST(COALESCE(SUM({amount}), 0) AS BIGINT) FROM money_entry m
           WHERE m.project_id = p.id AND m.source = p.scope AND {condition}) AS {name}"
    )
}

/// A sum over the lines of one project, of its own source.
fn lines(amount: &str, name: &str) -> String {
    format!(
        "(SELECT CAST(COALESCE(SUM({amount}), 0) AS BIGINT)
            FROM cost_line l JOIN cost_line_source s ON s.line_id = l.id
           WHERE l.project_id = p.id AND s.source = p.scope) AS {name}"
    )
}

fn columns() -> String {
    let due = "(CASE WHEN s.settled > 0 THEN s.settled ELSE s.accepted END
                 - s.advanced - s.paid + s.recovered)";
    let known = "p.accepted_on IS NOT NULL";
    let moved = "m.step IN ('source-shift', 'deferral')";
    [
        "p.id AS project_id, p.code AS code, p.title AS title, p.scope AS scope".to_owned(),
        entries(
            "m.amount",
            "m.kind = 'allot' AND m.step <> 'adjustment' AND m.amount > 0",
            "given",
        ),
        entries(
            "m.amount",
            "m.kind = 'allot' AND m.step = 'adjustment'",
            "adjusted",
        ),
        entries("m.amount", "m.kind = 'advance'", "advanced"),
        entries("m.amount", "m.kind = 'accept'", "accepted"),
        entries("m.amount", "m.kind = 'settle'", "settled"),
        lines(
            &format!("CASE WHEN {known} AND {due} > 0 THEN {due} ELSE 0 END"),
            "to_pay",
        ),
        lines(
            &format!("CASE WHEN {known} AND {due} < 0 THEN -{due} ELSE 0 END"),
            "to_recover",
        ),
        entries(
            "CASE WHEN m.kind = 'settle' THEN -m.amount ELSE m.amount END",
            "m.kind IN ('allot', 'settle')",
            "rest",
        ),
        entries(
            "-m.amount",
            &format!(
                "m.kind = 'allot' AND m.amount < 0 AND m.step <> 'adjustment' AND NOT {moved}"
            ),
            "cancelled",
        ),
        entries(
            "-m.amount",
            &format!("m.kind = 'allot' AND m.amount < 0 AND {moved}"),
            "moved",
        ),
        "(SELECT COUNT(*) FROM voucher v WHERE v.project_id = p.id AND v.source = p.scope) AS vouchers"
            .to_owned(),
        lines("s.admitted", "admitted"),
        "p.illustration AS illustration".to_owned(),
    ]
    .join(", ")
}

/// The projects to which money was given, by code. A project that never had money is not listed.
pub async fn rows(
    conn: &mut Conn,
    scope: &Scope,
    filter: &Filter,
    limit: i64,
) -> Result<Vec<Row>, DbError> {
    let mut q: Sql = sql!(&format!(
        "SELECT {} FROM project p
          WHERE EXISTS (SELECT 1 FROM money_entry e
                         WHERE e.project_id = p.id AND e.kind = 'allot')",
        columns()
    ));
    visible(&mut q, scope);
    if let Some(id) = filter.project {
        q.push(" AND p.id = ?", [id.into()]);
    }
    if let Some(plan) = filter.plan {
        q.push(
            " AND p.plan_line_id IN (SELECT l.id FROM plan_line l WHERE l.plan_id = ?)",
            [plan.into()],
        );
    }
    if let Some(year) = filter.year {
        q.push(" AND p.year = ?", [year.into()]);
    }
    if let Some(scope) = filter.scope {
        q.push(" AND p.scope = ?", [scope.code().into()]);
    }
    q.push_among("p.province_id", &filter.provinces);
    q.push(" ORDER BY p.code LIMIT ?", [limit.into()]);
    conn.all(q).await
}
