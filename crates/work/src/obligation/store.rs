use db::{Conn, DbError, Page, PageRequest, ScopeColumns, Sql, sql};
use jiff::{ToSpan as _, civil::Date};
use kernel::{AccountId, Actor, Role};

use super::model::Obligation;

const COLUMNS: &str = "o.kind, o.thing, o.record_id, o.title, o.owner, o.province_id, \
    o.project_id, o.person_id, o.role, o.year, o.due_on, o.done_on, o.illustration";

const SCOPE: ScopeColumns<'_> = ScopeColumns {
    province: "o.province_id",
    commune: "",
    establishment: "",
};

/// How many days ahead “soon” reaches on the page.
const SOON: i64 = 30;

/// Which of the obligations a list shows by how they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// Not done, whether due or not.
    #[default]
    Open,
    /// Not done, and the day has passed.
    Late,
    /// Not done, and due within thirty days.
    Soon,
    /// Late or soon.
    Pressing,
    Done,
    /// Done after the day.
    DoneLate,
    All,
}

impl Standing {
    pub const ALL: [Standing; 7] = [
        Standing::Open,
        Standing::Late,
        Standing::Soon,
        Standing::Pressing,
        Standing::Done,
        Standing::DoneLate,
        Standing::All,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Standing::Open => "open",
            Standing::Late => "late",
            Standing::Soon => "soon",
            Standing::Pressing => "pressing",
            Standing::Done => "done",
            Standing::DoneLate => "done_late",
            Standing::All => "all",
        }
    }

    /// The standing of that code; everything open when there is none.
    pub fn from_code(code: &str) -> Standing {
        Self::ALL
            .into_iter()
            .find(|standing| standing.code() == code)
            .unwrap_or_default()
    }
}

/// Whose obligations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Whose {
    #[default]
    Everybody,
    /// Those of one account by name, and of its role where nobody is named.
    Person(AccountId, Option<Role>),
}

/// Which obligations a list shows, within the actor's scope.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub year: Option<i64>,
    pub kind: String,
    pub standing: Standing,
    pub whose: Whose,
    /// Without tasks and obstacles, which have pages of their own.
    pub records_only: bool,
}

/// The views of those who owe (see the migrations). Each is asked by itself: of several put together
/// neither database finds the first rows, or the sums, in an index.
const OWNERS: [&str; 2] = ["obligation_programme", "obligation_work"];

fn narrowed(head: &str, owner: &str, actor: &Actor, filter: &Filter, today: Date) -> Sql {
    let mut q = sql!(&format!("{head} FROM {owner} o WHERE 1 = 1"));
    q.within(&actor.scope, SCOPE);
    if let Some(year) = filter.year {
        q.push(" AND o.year = ?", [year.into()]);
    }
    if !filter.kind.is_empty() {
        q.push(" AND o.kind = ?", [(&filter.kind).into()]);
    }
    if filter.records_only {
        q.push(" AND o.kind NOT IN ('task', 'obstacle')", []);
    }
    match &filter.whose {
        Whose::Everybody => {}
        Whose::Person(id, Some(role)) => {
            q.push(
                " AND (o.person_id = ? OR (o.person_id IS NULL AND o.role = ?))",
                [(*id).into(), role.code().into()],
            );
        }
        Whose::Person(id, None) => {
            q.push(" AND o.person_id = ?", [(*id).into()]);
        }
    }
    match filter.standing {
        Standing::Open => q.push(" AND o.done_on IS NULL", []),
        Standing::Late => q.push(" AND o.done_on IS NULL AND o.due_on < ?", [today.into()]),
        Standing::Soon => {
            let until = today.saturating_add(SOON.days());
            q.push(
                " AND o.done_on IS NULL AND o.due_on >= ? AND o.due_on <= ?",
                [today.into(), until.into()],
            )
        }
        Standing::Pressing => {
            let until = today.saturating_add(SOON.days());
            q.push(" AND o.done_on IS NULL AND o.due_on <= ?", [until.into()])
        }
        Standing::Done => q.push(" AND o.done_on IS NOT NULL", []),
        Standing::DoneLate => q.push(" AND o.done_on > o.due_on", []),
        Standing::All => &mut q,
    };
    q
}

/// The first so many that the filter meets, those due first before the others.
async fn first(
    conn: &mut Conn,
    actor: &Actor,
    filter: &Filter,
    today: Date,
    limit: i64,
) -> Result<Vec<Obligation>, DbError> {
    let mut rows: Vec<Obligation> = Vec::new();
    for owner in OWNERS {
        let mut q = narrowed(&format!("SELECT {COLUMNS}"), owner, actor, filter, today);
        q.push(
            " ORDER BY o.due_on, o.kind, o.record_id LIMIT ?",
            [limit.into()],
        );
        rows.append(&mut conn.all(q).await?);
    }
    // Stable: what one owner has for a day keeps its order, and owners follow each other.
    rows.sort_by_key(|duty| duty.due_on);
    rows.truncate(usize::try_from(limit).unwrap_or_default());
    Ok(rows)
}

/// One page of obligations, those due first before the others, and how many stand how among all that
/// the filter meets whatever their standing. The count of the page is one of those.
pub async fn list(
    conn: &mut Conn,
    actor: &Actor,
    filter: &Filter,
    today: Date,
    request: PageRequest,
) -> Result<(Page<Obligation>, Counts), DbError> {
    let counts = counts(conn, actor, filter, today).await?;
    let before = request.offset();
    let mut rows = first(conn, actor, filter, today, before + request.size).await?;
    rows.drain(..rows.len().min(usize::try_from(before).unwrap_or_default()));
    let page = Page {
        rows,
        total: counts.of(filter.standing),
        request,
    };
    Ok((page, counts))
}

/// How many obligations stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub open: i64,
    pub late: i64,
    pub soon: i64,
    pub done: i64,
    pub done_late: i64,
}

impl Counts {
    /// How many stand so.
    pub fn of(&self, standing: Standing) -> i64 {
        match standing {
            Standing::Open => self.open,
            Standing::Late => self.late,
            Standing::Soon => self.soon,
            Standing::Pressing => self.late + self.soon,
            Standing::Done => self.done,
            Standing::DoneLate => self.done_late,
            Standing::All => self.open + self.done,
        }
    }
}

async fn counts(
    conn: &mut Conn,
    actor: &Actor,
    filter: &Filter,
    today: Date,
) -> Result<Counts, DbError> {
    let soon = today.saturating_add(SOON.days());
    let all = Filter {
        standing: Standing::All,
        ..filter.clone()
    };
    let count = |case: &str| {
        format!("CAST(COALESCE(SUM(CASE WHEN {case} THEN 1 ELSE 0 END), 0) AS BIGINT)")
    };
    let heads = [
        count("o.done_on IS NULL"),
        count("o.done_on IS NULL AND o.due_on < ?"),
        count("o.done_on IS NULL AND o.due_on >= ? AND o.due_on <= ?"),
        count("o.done_on IS NOT NULL"),
        count("o.done_on > o.due_on"),
    ];
    let mut counts = Counts::default();
    for owner in OWNERS {
        let mut q = sql!(format!("SELECT {}", heads.join(", ")), today, today, soon);
        q.append(narrowed("", owner, actor, &all, today));
        let (open, late, soon, done, done_late): (i64, i64, i64, i64, i64) = conn.one(q).await?;
        counts.open += open;
        counts.late += late;
        counts.soon += soon;
        counts.done += done;
        counts.done_late += done_late;
    }
    Ok(counts)
}

/// What presses of a list: the first late duties, then those due soon, and how many of each there
/// are. What is done is not looked at.
pub async fn pressing(
    conn: &mut Conn,
    actor: &Actor,
    filter: &Filter,
    today: Date,
    limit: i64,
) -> Result<Pressing, DbError> {
    let filter = Filter {
        standing: Standing::Pressing,
        ..filter.clone()
    };
    let count = |case| format!("CAST(COALESCE(SUM({case}), 0) AS BIGINT)");
    let late = "CASE WHEN o.due_on < ? THEN 1 ELSE 0 END";
    let mut pressing = Pressing {
        duties: first(conn, actor, &filter, today, limit).await?,
        ..Pressing::default()
    };
    for owner in OWNERS {
        let mut sums = sql!(format!("SELECT {}, {}", count(late), count("1")), today);
        sums.append(narrowed("", owner, actor, &filter, today));
        let (late, all): (i64, i64) = conn.one(sums).await?;
        pressing.late += late;
        pressing.soon += all - late;
    }
    Ok(pressing)
}

/// What is late or due soon.
#[derive(Clone, Debug, Default)]
pub struct Pressing {
    pub duties: Vec<Obligation>,
    pub late: i64,
    pub soon: i64,
}

/// Everything open that is due between two days, wherever: for reminders.
pub(crate) async fn due_between(
    conn: &mut Conn,
    from: Date,
    until: Date,
) -> Result<Vec<Obligation>, DbError> {
    let mut rows: Vec<Obligation> = Vec::new();
    for owner in OWNERS {
        let mut owed = conn
            .all(sql!(
                &format!(
                    "SELECT {COLUMNS} FROM {owner} o
                      WHERE o.done_on IS NULL AND o.due_on >= ? AND o.due_on <= ?
                      ORDER BY o.due_on, o.kind, o.record_id"
                ),
                from,
                until
            ))
            .await?;
        rows.append(&mut owed);
    }
    rows.sort_by_key(|duty| duty.due_on);
    Ok(rows)
}
