use db::{Conn, DbError, row, sql};
use kernel::{Activity, Dong, FundingSource, Lang, PlanId, ProjectId, Scope, UnitId};
use rules::FundingScope;
use serde::Serialize;

use crate::project::{MoneyKind, store::visible};

/// By what the money is summed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grain {
    Nation,
    #[default]
    Province,
    Plan,
    Source,
    Activity,
    Project,
}

impl Grain {
    pub const ALL: [Grain; 6] = [
        Grain::Nation,
        Grain::Province,
        Grain::Plan,
        Grain::Source,
        Grain::Activity,
        Grain::Project,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Grain::Nation => "nation",
            Grain::Province => "province",
            Grain::Plan => "plan",
            Grain::Source => "source",
            Grain::Activity => "activity",
            Grain::Project => "project",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|g| g.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Grain::Nation => lang.t("Toàn bộ", "As a whole"),
            Grain::Province => lang.t("Tỉnh, thành phố", "Province"),
            Grain::Plan => lang.t("Kế hoạch", "Plan"),
            Grain::Source => lang.t("Nguồn", "Source"),
            Grain::Activity => lang.t("Nội dung khuyến công", "Activity"),
            Grain::Project => lang.t("Đề án", "Project"),
        }
    }

    /// What the rows are keyed by, how they are named, and what that needs beside the view.
    fn sql(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Grain::Nation => ("", "''", ""),
            Grain::Province => (
                "u.id",
                "u.short_name",
                "JOIN unit_family f ON f.member_id = v.province_id
                 JOIN unit u ON u.id = f.province_id AND u.valid_to IS NULL",
            ),
            Grain::Plan => (
                "v.plan_id",
                "COALESCE(a.title, '')",
                "LEFT JOIN annual_plan a ON a.id = v.plan_id",
            ),
            Grain::Source => ("v.source", "v.source", ""),
            Grain::Activity => ("v.activity", "v.activity", ""),
            Grain::Project => ("v.project_id", "p.code || ' · ' || p.title", ""),
        }
    }

    /// The columns that tell what a row sums: one of them holds its key.
    fn keys(self) -> String {
        let key = self.sql().0;
        let column = |own: bool, none: &'static str, name: &str| {
            format!("{} AS {name}", if own { key } else { none })
        };
        [
            column(
                self == Grain::Province,
                "CAST(NULL AS BIGINT)",
                "province_id",
            ),
            column(self == Grain::Plan, "CAST(NULL AS UUID)", "plan_id"),
            column(self == Grain::Project, "CAST(NULL AS UUID)", "project_id"),
            column(
                matches!(self, Grain::Source | Grain::Activity),
                "''",
                "code",
            ),
        ]
        .join(", ")
    }
}

/// Which sources a report takes in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sources {
    /// Both budgets of the programme.
    #[default]
    Promotion,
    All,
    One(FundingSource),
}

impl Sources {
    pub fn from_code(code: &str) -> Sources {
        match (code, FundingSource::from_code(code)) {
            ("all", _) => Sources::All,
            (_, Some(source)) => Sources::One(source),
            _ => Sources::Promotion,
        }
    }
}

/// Which year a report means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Basis {
    /// The plan year of the projects: everything that became of its money, whenever.
    #[default]
    Plan,
    /// The budget year (niên độ) in which money was spent or came back, whichever plan it is from.
    Budget,
}

impl Basis {
    pub const ALL: [Basis; 2] = [Basis::Plan, Basis::Budget];

    pub fn code(self) -> &'static str {
        match self {
            Basis::Plan => "plan",
            Basis::Budget => "budget",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|b| b.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Basis::Plan => lang.t("Năm kế hoạch", "Plan year"),
            Basis::Budget => lang.t("Niên độ chi, thu hồi", "Budget year of spending"),
        }
    }

    fn view(self) -> &'static str {
        match self {
            Basis::Plan => "ledger_balance",
            Basis::Budget => "ledger_spending",
        }
    }

    /// True for an amount that this basis knows.
    fn knows(self, column: &str) -> bool {
        self == Basis::Plan || ["advanced", "paid", "recovered"].contains(&column)
    }
}

/// What a report is narrowed by.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub year: Option<i64>,
    /// What `year` means.
    pub basis: Basis,
    pub sources: Sources,
    /// A province with those merged into it; all when empty.
    pub provinces: Vec<UnitId>,
    pub plan: Option<PlanId>,
    pub activity: Option<Activity>,
}

row! {
    /// A sum of the ledger, in đồng.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
    pub struct Line {
        pub province_id: Option<UnitId>,
        /// None also for projects that are in no plan.
        #[schema(value_type = Option<uuid::Uuid>)]
        pub plan_id: Option<PlanId>,
        #[schema(value_type = Option<uuid::Uuid>)]
        pub project_id: Option<ProjectId>,
        /// The source or the activity.
        pub code: String,
        pub name: String,
        pub projects: i64,
        pub illustrations: i64,
        pub requested: Dong,
        pub planned: Dong,
        pub allotted: Dong,
        pub committed: Dong,
        pub advanced: Dong,
        pub accepted: Dong,
        pub settled: Dong,
        pub paid: Dong,
        pub recovered: Dong,
    }
}

const SUMMED: [&str; 9] = [
    "requested",
    "planned",
    "allotted",
    "committed",
    "advanced",
    "accepted",
    "settled",
    "paid",
    "recovered",
];

impl Line {
    /// The nine amounts, in the order of the ledger.
    pub fn amounts(&self) -> [Dong; 9] {
        [
            self.requested,
            self.planned,
            self.allotted,
            self.committed,
            self.advanced,
            self.accepted,
            self.settled,
            self.paid,
            self.recovered,
        ]
    }
}

impl Line {
    /// What left the budget and did not come back.
    pub fn spent(&self) -> Dong {
        self.advanced + self.paid - self.recovered
    }

    /// The amounts that a report of this basis shows, in the order of [`heads`].
    pub fn shown(&self, basis: Basis) -> Vec<Dong> {
        match basis {
            Basis::Plan => self.amounts().to_vec(),
            Basis::Budget => vec![self.advanced, self.paid, self.recovered, self.spent()],
        }
    }
}

/// The heads of the amounts, and whether a narrow screen keeps them.
pub(super) fn heads(basis: Basis, lang: Lang) -> Vec<(&'static str, bool)> {
    use MoneyKind::{Advance, Allot, Pay, Recover, Settle};
    match basis {
        Basis::Plan => {
            let mut heads = vec![(lang.t("Đề nghị", "Requested"), false)];
            heads
                .extend(MoneyKind::ALL.map(|k| (k.label(lang), matches!(k, Allot | Settle | Pay))));
            heads
        }
        Basis::Budget => [Advance, Pay, Recover]
            .map(|k| k.label(lang))
            .into_iter()
            .chain([lang.t("Đã chi, trừ thu hồi", "Spent, less what came back")])
            .map(|head| (head, true))
            .collect(),
    }
}

/// The sums of one grain, by name.
pub async fn lines(
    conn: &mut Conn,
    scope: &Scope,
    filter: &Filter,
    grain: Grain,
    limit: i64,
) -> Result<Vec<Line>, DbError> {
    let (key, name, join) = grain.sql();
    let keys = grain.keys();
    let basis = filter.basis;
    let sums: Vec<String> = SUMMED
        .iter()
        .map(|c| match basis.knows(c) {
            true => format!("CAST(COALESCE(SUM(v.{c}), 0) AS BIGINT) AS {c}"),
            false => format!("CAST(0 AS BIGINT) AS {c}"),
        })
        .collect();
    let mut q = sql!(&format!(
        "SELECT {keys}, {name} AS name, COUNT(DISTINCT v.project_id) AS projects,
                COUNT(DISTINCT CASE WHEN v.illustration THEN v.project_id END) AS illustrations, {}
           FROM {} v JOIN project p ON p.id = v.project_id {join}
          WHERE 1 = 1",
        sums.join(", "),
        basis.view()
    ));
    visible(&mut q, scope);
    if basis == Basis::Plan {
        // Every line has a row of each source; those that nothing was asked of are no money.
        q.push(" AND v.requested + v.accepted > 0", []);
    }
    if let Some(year) = filter.year {
        q.push(" AND v.year = ?", [year.into()]);
    }
    match filter.sources {
        Sources::All => {}
        Sources::Promotion => {
            q.push(" AND v.source IN ", [])
                .push_list(FundingScope::ALL.map(|s| s.source()));
        }
        Sources::One(source) => {
            q.push(" AND v.source = ?", [source.into()]);
        }
    }
    q.push_among("v.province_id", &filter.provinces);
    if let Some(plan) = filter.plan {
        q.push(" AND v.plan_id = ?", [plan.into()]);
    }
    if let Some(activity) = filter.activity {
        q.push(" AND v.activity = ?", [activity.into()]);
    }
    if grain != Grain::Nation {
        q.push(
            &format!(" GROUP BY {key}, {name} ORDER BY {name}, {key}"),
            [],
        );
    }
    q.push(" LIMIT ?", [limit.into()]);
    let mut lines: Vec<Line> = conn.all(q).await?;
    // An aggregate without groups answers one row, also when nothing is there.
    lines.retain(|line| line.projects > 0);
    if grain == Grain::Source {
        // As the programme names them: national, local, other State money, then the beneficiary's own.
        let known = FundingSource::ALL.map(FundingSource::code);
        lines.sort_by_key(|line| known.iter().position(|code| *code == line.code));
    }
    Ok(lines)
}

/// The sum over lines of one grain; the projects of several sources count once.
pub async fn total(
    conn: &mut Conn,
    scope: &Scope,
    filter: &Filter,
) -> Result<Option<Line>, DbError> {
    let all = lines(conn, scope, filter, Grain::Nation, 1).await?;
    Ok(all.into_iter().next())
}
