use db::{Conn, DbError, Page, PageRequest, ScopeColumns, Sql, row, sql};
use kernel::{Dong, FundingSource, ProjectId, Scope, UnitId};
use uuid::Uuid;

/// Facts and projects belong to a province; people whose scope is narrower read no reports.
const SCOPE: ScopeColumns<'static> = ScopeColumns {
    province: "province_id",
    commune: "",
    establishment: "",
};

row! {
    /// The facts of one indicator in one year.
    #[derive(Clone, Debug)]
    pub struct FactSum {
        pub indicator: String,
        pub year: i64,
        pub quantity: i64,
        pub subjects: i64,
        pub records: i64,
        pub illustrations: i64,
    }
}

row! {
    /// How many projects of one budget and year stand in a state.
    #[derive(Clone, Debug)]
    pub struct StateSum {
        pub scope: FundingSource,
        pub year: i64,
        pub state: String,
        pub projects: i64,
        pub illustrations: i64,
    }
}

row! {
    /// The promotion money of the projects of one budget and year.
    #[derive(Clone, Debug)]
    pub struct MoneySum {
        pub scope: FundingSource,
        pub year: i64,
        pub planned: Dong,
        pub allotted: Dong,
        pub paid: Dong,
    }
}

fn of_provinces(query: &mut Sql, scope: &Scope, family: &[UnitId]) {
    query
        .push(" AND province_id IN ", [])
        .push_list(family.iter().copied());
    query.within(scope, SCOPE);
}

/// What the year and the one before have, by indicator.
pub async fn figures(
    conn: &mut Conn,
    scope: &Scope,
    family: &[UnitId],
    year: i64,
) -> Result<Vec<FactSum>, DbError> {
    let mut query = sql!(
        "SELECT indicator, year, CAST(SUM(quantity) AS BIGINT) AS quantity,
                COUNT(DISTINCT COALESCE(subject_id, record_id)) AS subjects, COUNT(*) AS records,
                CAST(SUM(CASE WHEN illustration THEN 1 ELSE 0 END) AS BIGINT) AS illustrations
           FROM report_fact WHERE year IN (?, ?)",
        year,
        year - 1,
    );
    of_provinces(&mut query, scope, family);
    query.push(" GROUP BY indicator, year", []);
    conn.all(query).await
}

/// The projects of the year and the one before, by budget and state, the most frequent first.
pub async fn states(
    conn: &mut Conn,
    scope: &Scope,
    family: &[UnitId],
    year: i64,
) -> Result<Vec<StateSum>, DbError> {
    let mut query = sql!(
        "SELECT scope, year, state, COUNT(*) AS projects,
                CAST(SUM(CASE WHEN illustration THEN 1 ELSE 0 END) AS BIGINT) AS illustrations
           FROM project_summary WHERE year IN (?, ?)",
        year,
        year - 1,
    );
    of_provinces(&mut query, scope, family);
    query.push(
        " GROUP BY scope, year, state ORDER BY projects DESC, state",
        [],
    );
    conn.all(query).await
}

/// The money of the year and the one before, by budget, from the totals that are kept of it.
pub async fn money(
    conn: &mut Conn,
    scope: &Scope,
    family: &[UnitId],
    year: i64,
) -> Result<Vec<MoneySum>, DbError> {
    let mut query = sql!(
        "SELECT scope, year, CAST(SUM(planned) AS BIGINT) AS planned,
                CAST(SUM(allotted) AS BIGINT) AS allotted, CAST(SUM(paid) AS BIGINT) AS paid
           FROM project_spent WHERE year IN (?, ?)",
        year,
        year - 1,
    );
    of_provinces(&mut query, scope, family);
    query.push(" GROUP BY scope, year", []);
    conn.all(query).await
}

/// The newest year up to `last` with results or projects.
pub async fn newest_year(
    conn: &mut Conn,
    scope: &Scope,
    family: &[UnitId],
    last: i64,
) -> Result<Option<i64>, DbError> {
    let mut newest = None;
    for view in ["report_fact", "project_summary"] {
        let mut query = sql!(
            &format!("SELECT MAX(year) AS year FROM {view} WHERE year <= ?"),
            last
        );
        of_provinces(&mut query, scope, family);
        let (year,): (Option<i64>,) = conn.one(query).await?;
        newest = newest.max(year);
    }
    Ok(newest)
}

row! {
    /// A record under a figure.
    #[derive(Clone, Debug)]
    pub struct FactRecord {
        pub indicator: String,
        pub province_id: UnitId,
        pub quantity: i64,
        /// The establishment it is of, if any.
        pub subject_id: Option<Uuid>,
        pub thing: String,
        pub record_id: Uuid,
        pub title: String,
        pub illustration: bool,
    }
}

const RECORD: &str =
    "indicator, province_id, quantity, subject_id, thing, record_id, title, illustration";

/// What narrows the records under the figures of a report.
#[derive(Clone, Copy, Debug)]
pub struct RecordFilter<'a> {
    pub scope: &'a Scope,
    pub family: &'a [UnitId],
    pub year: i64,
    /// None: of all indicators.
    pub indicator: Option<&'a str>,
}

impl RecordFilter<'_> {
    fn query(&self, columns: &str) -> Sql {
        let mut query = sql!(
            &format!("SELECT {columns} FROM report_fact WHERE year = ?"),
            self.year
        );
        if let Some(indicator) = self.indicator {
            query.push(" AND indicator = ?", [indicator.into()]);
        }
        of_provinces(&mut query, self.scope, self.family);
        query
    }
}

/// A page of the records under a figure, by title.
pub async fn records(
    conn: &mut Conn,
    filter: RecordFilter<'_>,
    request: PageRequest,
) -> Result<Page<FactRecord>, DbError> {
    let total = conn.count(filter.query("COUNT(*)")).await?;
    let rows = filter.query(RECORD);
    conn.page(rows, "title, record_id", request, total).await
}

/// The records under a figure after a cursor, by id.
pub async fn records_after(
    conn: &mut Conn,
    filter: RecordFilter<'_>,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<FactRecord>, DbError> {
    let mut query = filter.query(RECORD);
    if let Some(after) = after {
        query.push(" AND record_id > ?", [after.into()]);
    }
    query.push(" ORDER BY record_id, indicator LIMIT ?", [limit.into()]);
    conn.all(query).await
}

row! {
    /// A project with its promotion money.
    #[derive(Clone, Debug)]
    pub struct ProjectRow {
        pub project_id: ProjectId,
        pub code: String,
        pub title: String,
        pub scope: FundingSource,
        pub state: String,
        pub planned: Dong,
        pub allotted: Dong,
        pub paid: Dong,
        pub illustration: bool,
    }
}

/// What narrows the projects under the money of a report.
#[derive(Clone, Copy, Debug)]
pub struct ProjectFilter<'a> {
    pub scope: &'a Scope,
    pub family: &'a [UnitId],
    pub year: i64,
    pub source: Option<FundingSource>,
    pub state: Option<&'a str>,
}

impl ProjectFilter<'_> {
    fn query(&self, columns: &str) -> Sql {
        let mut query = sql!(
            &format!("SELECT {columns} FROM project_summary WHERE year = ?"),
            self.year
        );
        if let Some(source) = self.source {
            query.push(" AND scope = ?", [source.into()]);
        }
        if let Some(state) = self.state {
            query.push(" AND state = ?", [state.into()]);
        }
        of_provinces(&mut query, self.scope, self.family);
        query
    }
}

/// A page of the projects under the money, by code.
pub async fn projects(
    conn: &mut Conn,
    filter: ProjectFilter<'_>,
    request: PageRequest,
) -> Result<Page<ProjectRow>, DbError> {
    let total = conn.count(filter.query("COUNT(*)")).await?;
    let rows = filter
        .query("project_id, code, title, scope, state, planned, allotted, paid, illustration");
    conn.page(rows, "code, project_id", request, total).await
}
