use std::collections::HashMap;

use db::{Conn, DbError, Page, PageRequest, Sql, row, sql};
use jiff::civil::Date;
use kernel::{Activity, Dong, EstablishmentId, Lang, ProjectId, Scope, UnitId, WorkflowId};
use rules::{FundingScope, ProjectKind};

use super::{model::Balances, store::visible};

/// What a list of projects is narrowed by.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words of the code, the title or a beneficiary's name, with or without diacritics.
    pub words: String,
    pub year: Option<i64>,
    pub scope: Option<FundingScope>,
    pub activity: Option<Activity>,
    pub kind: Option<ProjectKind>,
    pub state: Option<String>,
    /// The province with those merged into it.
    pub provinces: Vec<UnitId>,
    /// Who files them.
    pub filed_by: Option<FiledBy>,
}

/// Who files a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FiledBy {
    /// The province's centre, through its department.
    Province,
    /// A national centre, to the ministry agency directly.
    NationalCentre,
}

impl FiledBy {
    pub const ALL: [FiledBy; 2] = [FiledBy::Province, FiledBy::NationalCentre];

    pub fn code(self) -> &'static str {
        match self {
            FiledBy::Province => "province",
            FiledBy::NationalCentre => "national_centre",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            FiledBy::Province => lang.t("Qua Sở Công Thương", "Through the department"),
            FiledBy::NationalCentre => {
                lang.t("Trung tâm quốc gia nộp thẳng", "National centres, directly")
            }
        }
    }
}

row! {
    /// A project in a list.
    #[derive(Clone, Debug)]
    pub struct Listed {
        pub id: ProjectId,
        pub code: String,
        pub title: String,
        pub scope: String,
        pub kind: String,
        pub activity: Activity,
        pub year: i64,
        /// The province it is carried out in, by name.
        pub province: String,
        pub beneficiaries: String,
        /// Code of the flagship that it is a part of.
        pub flagship: Option<String>,
        pub workflow_id: WorkflowId,
        pub state: String,
        pub state_since: Date,
        /// Code of the national centre that files it.
        pub national_centre: Option<String>,
        pub illustration: bool,
    }
}

/// A listed project with its promotion money.
#[derive(Clone, Debug)]
pub struct ListedMoney {
    pub project: Listed,
    /// Whom it serves, as far as that is known.
    pub serves: Serves,
    pub money: Balances,
}

/// Whom a project serves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Serves {
    /// The first of them.
    pub names: Vec<String>,
    /// How many there are.
    pub total: usize,
}

/// How many of a group's beneficiaries a list names.
const NAMED: usize = 2;

fn narrowed(head: &str, scope: &Scope, filter: &Filter) -> Sql {
    let mut q = sql!(&format!("{head} FROM project p WHERE 1 = 1"));
    visible(&mut q, scope);
    q.push_containing("p.search", &filter.words);
    if let Some(year) = filter.year {
        q.push(" AND p.year = ?", [year.into()]);
    }
    if let Some(budget) = filter.scope {
        q.push(" AND p.scope = ?", [budget.code().into()]);
    }
    if let Some(activity) = filter.activity {
        q.push(" AND p.activity = ?", [activity.into()]);
    }
    if let Some(kind) = filter.kind {
        q.push(" AND p.kind = ?", [kind.code().into()]);
    }
    if let Some(state) = &filter.state {
        q.push(" AND p.state = ?", [state.into()]);
    }
    match filter.filed_by {
        Some(FiledBy::NationalCentre) => q.push(" AND p.national_centre IS NOT NULL", []),
        Some(FiledBy::Province) => q.push(" AND p.national_centre IS NULL", []),
        None => &mut q,
    };
    q.push_among("p.province_id", &filter.provinces);
    q
}

const HEAD: &str = "SELECT p.id, p.code, p.title, p.scope, p.kind, p.activity, p.year, \
    (SELECT u.name FROM unit u WHERE u.id = p.province_id) AS province, p.beneficiaries, \
    (SELECT f.code FROM flagship_part k JOIN flagship f ON f.id = k.flagship_id \
      WHERE k.project_id = p.id) AS flagship, \
    p.workflow_id, p.state, p.state_since, p.national_centre, p.illustration";

/// One page of the list, the newest first, with the count of the whole.
pub async fn page(
    conn: &mut Conn,
    scope: &Scope,
    filter: &Filter,
    request: PageRequest,
) -> Result<Page<ListedMoney>, DbError> {
    let total = conn
        .count(narrowed("SELECT COUNT(*)", scope, filter))
        .await?;
    let rows = narrowed(HEAD, scope, filter);
    let page: Page<Listed> = conn.page(rows, "p.id DESC", request, total).await?;
    Ok(Page {
        rows: with_money(conn, page.rows).await?,
        total,
        request,
    })
}

/// The whole list, for a sheet; at most `limit` rows.
pub async fn whole(
    conn: &mut Conn,
    scope: &Scope,
    filter: &Filter,
    limit: i64,
) -> Result<Vec<ListedMoney>, DbError> {
    let mut q = narrowed(HEAD, scope, filter);
    q.push(" ORDER BY p.id DESC LIMIT ?", [limit.into()]);
    let rows = conn.all(q).await?;
    with_money(conn, rows).await
}

row! {
    struct MoneyRow {
        project_id: ProjectId,
        requested: Dong,
        planned: Dong,
        allotted: Dong,
        committed: Dong,
        advanced: Dong,
        accepted: Dong,
        settled: Dong,
        paid: Dong,
        recovered: Dong,
        admitted: Dong,
    }
}

/// Adds the promotion money: one query for the whole page.
async fn with_money(conn: &mut Conn, rows: Vec<Listed>) -> Result<Vec<ListedMoney>, DbError> {
    let mut money: HashMap<ProjectId, Balances> = HashMap::new();
    // PostgreSQL takes at most 65 535 values in one statement.
    for some in rows.chunks(10_000) {
        let sum = |column: &str| format!("CAST(SUM(s.{column}) AS BIGINT) AS {column}");
        let sums: Vec<String> = [
            "requested",
            "planned",
            "allotted",
            "committed",
            "advanced",
            "accepted",
            "settled",
            "paid",
            "recovered",
            "admitted",
        ]
        .map(sum)
        .to_vec();
        let mut q = sql!(&format!(
            "SELECT l.project_id AS project_id, {} FROM cost_line l
               JOIN cost_line_source s ON s.line_id = l.id
              WHERE NOT l.removed AND s.source IN ('kcqg', 'kcdp') AND l.project_id IN ",
            sums.join(", ")
        ));
        q.push_list(some.iter().map(|p| p.id));
        q.push(" GROUP BY l.project_id", []);
        let found: Vec<MoneyRow> = conn.all(q).await?;
        money.extend(found.into_iter().map(|r| {
            let balances = Balances {
                requested: r.requested,
                planned: r.planned,
                allotted: r.allotted,
                committed: r.committed,
                advanced: r.advanced,
                accepted: r.accepted,
                settled: r.settled,
                paid: r.paid,
                recovered: r.recovered,
                admitted: r.admitted,
            };
            (r.project_id, balances)
        }));
    }
    let mut served = served(conn, &rows).await?;
    Ok(rows
        .into_iter()
        .map(|project| ListedMoney {
            money: money.remove(&project.id).unwrap_or_default(),
            serves: served.remove(&project.id).unwrap_or_default(),
            project,
        })
        .collect())
}

/// The beneficiaries of groups, of the list that is fixed, or of the one that is drawn up.
async fn served(conn: &mut Conn, rows: &[Listed]) -> Result<HashMap<ProjectId, Serves>, DbError> {
    let mut found: HashMap<ProjectId, Serves> = HashMap::new();
    let groups: Vec<ProjectId> = rows
        .iter()
        .filter(|p| p.kind == ProjectKind::Group.code())
        .map(|p| p.id)
        .collect();
    for some in groups.chunks(10_000) {
        let mut q = sql!(
            "SELECT e.project_id, e.name FROM roster_entry e
               JOIN project_roster r ON r.project_id = e.project_id AND r.number = e.number
              WHERE (r.state = 'fixed' OR (r.state = 'draft' AND NOT EXISTS (
                        SELECT 1 FROM project_roster x
                         WHERE x.project_id = r.project_id AND x.state = 'fixed')))
                AND e.project_id IN "
        );
        q.push_list(some.iter().copied());
        q.push(" ORDER BY e.project_id, e.position", []);
        let entries: Vec<(ProjectId, String)> = conn.all(q).await?;
        for (project, name) in entries {
            let serves = found.entry(project).or_default();
            serves.total += 1;
            if serves.names.len() < NAMED {
                serves.names.push(name);
            }
        }
    }
    Ok(found)
}

/// The plan years that have projects within the scope, the newest first.
pub async fn years(conn: &mut Conn, scope: &Scope) -> Result<Vec<i64>, DbError> {
    let mut q = sql!("SELECT DISTINCT p.year FROM project p WHERE 1 = 1");
    visible(&mut q, scope);
    q.push(" ORDER BY p.year DESC", []);
    let rows: Vec<(i64,)> = conn.all(q).await?;
    Ok(rows.into_iter().map(|(year,)| year).collect())
}

/// A project as other records name it.
#[derive(Clone, Debug)]
pub struct Label {
    pub id: ProjectId,
    /// Code and title.
    pub label: String,
    pub province_id: UnitId,
}

fn label((id, code, title, province_id): (ProjectId, String, String, UnitId)) -> Label {
    Label {
        id,
        label: format!("{code} · {title}"),
        province_id,
    }
}

const LABEL: &str = "SELECT p.id, p.code, p.title, p.province_id";

/// One project within the scope, by name; None outside it.
pub async fn labelled(
    conn: &mut Conn,
    scope: &Scope,
    id: ProjectId,
) -> Result<Option<Label>, DbError> {
    let mut q = sql!(&format!("{LABEL} FROM project p WHERE p.id = ?"), id);
    visible(&mut q, scope);
    Ok(conn.opt(q).await?.map(label))
}

/// Projects within the scope that hold these words, the newest first, by name.
pub async fn matching(
    conn: &mut Conn,
    scope: &Scope,
    words: &str,
    limit: i64,
) -> Result<Vec<Label>, DbError> {
    let filter = Filter {
        words: words.to_owned(),
        ..Filter::default()
    };
    let mut q = narrowed(LABEL, scope, &filter);
    q.push(" ORDER BY p.id DESC LIMIT ?", [limit.into()]);
    Ok(conn.all(q).await?.into_iter().map(label).collect())
}

/// What these projects are called, whoever asks: for records that name them already.
pub async fn labels(conn: &mut Conn, ids: &[ProjectId]) -> Result<Vec<Label>, DbError> {
    let mut q = sql!(&format!("{LABEL} FROM project p WHERE p.id IN "));
    q.push_list(ids.iter().copied());
    Ok(conn.all(q).await?.into_iter().map(label).collect())
}

/// A project that supports an establishment.
#[derive(Clone, Debug)]
pub struct Support {
    pub id: ProjectId,
    pub code: String,
    pub title: String,
    pub year: i64,
    pub scope: FundingScope,
    /// What is accepted for it, or allotted while nothing is accepted; of a group project its own
    /// lines, or the whole when the lines name nobody.
    pub amount: Dong,
}

/// The projects of an establishment within the scope, for its support history.
pub async fn support_of(
    conn: &mut Conn,
    scope: &Scope,
    establishment: EstablishmentId,
) -> Result<Vec<Support>, DbError> {
    let mut q = sql!(
        "SELECT p.id, p.code, p.title, p.year, p.scope,
                CAST(COALESCE((SELECT SUM(CASE WHEN s.accepted > 0 THEN s.accepted ELSE s.allotted END)
                    FROM cost_line l JOIN cost_line_source s ON s.line_id = l.id
                   WHERE l.project_id = p.id AND s.source = p.scope
                     AND (l.establishment_id IS NULL OR l.establishment_id = ?)), 0) AS BIGINT)
           FROM project p
          WHERE EXISTS (SELECT 1 FROM project_beneficiary x
                         WHERE x.project_id = p.id AND x.establishment_id = ?)",
        establishment,
        establishment,
    );
    visible(&mut q, scope);
    q.push(" ORDER BY p.year DESC, p.id DESC LIMIT 200", []);
    let rows: Vec<(ProjectId, String, String, i64, String, Dong)> = conn.all(q).await?;
    Ok(rows
        .into_iter()
        .filter_map(|(id, code, title, year, scope, amount)| {
            Some(Support {
                id,
                code,
                title,
                year,
                scope: FundingScope::from_code(&scope)?,
                amount,
            })
        })
        .collect())
}
