use db::{Conn, DbError, Page, PageRequest, ScopeColumns, Sql, sql};
use jiff::{ToSpan as _, civil::Date};
use kernel::{AccountId, Actor, Role, UnitId};

use super::model::Obligation;

const COLUMNS: &str = "o.kind, o.thing, o.record_id, o.title, o.owner, o.province_id, \
    o.project_id, o.person_id, o.role, o.year, o.due_on, o.done_on, o.illustration, o.unverified";

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

    /// True when it shows what is done.
    pub fn counts_done(self) -> bool {
        matches!(self, Standing::Done | Standing::DoneLate | Standing::All)
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
    /// Those of one account by name, and those whose step its role takes.
    Person(AccountId, Option<Role>),
}

/// Which obligations a list shows, within the actor's scope.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub year: Option<i64>,
    /// The year of what is done, when none was asked for: what is late or open is shown whatever its
    /// year, but all that was ever done in the whole country is more than anybody reads.
    pub done_of: Option<i64>,
    pub kind: String,
    pub standing: Standing,
    pub whose: Whose,
    /// Without tasks and obstacles: they have pages of their own, which not everybody may see.
    pub records_only: bool,
}

impl Filter {
    /// The year that narrows a standing.
    fn year_of(&self, standing: Standing) -> Option<i64> {
        match standing.counts_done() {
            true => self.year.or(self.done_of),
            false => self.year,
        }
    }
}

/// A view of somebody who owes (see the migrations), and what is counted of it without the words.
struct Owner {
    rows: &'static str,
    sums: &'static str,
}

/// Each is asked by itself: of several put together neither database finds the first rows, or the
/// sums, in an index. The last holds the tasks.
const OWNERS: [Owner; 5] = [
    Owner {
        rows: "obligation_kept",
        sums: "obligation_kept_sum",
    },
    Owner {
        rows: "obligation_asked",
        sums: "obligation_asked",
    },
    Owner {
        rows: "obligation_law",
        sums: "obligation_law",
    },
    Owner {
        rows: "obligation_report",
        sums: "obligation_report",
    },
    Owner {
        rows: "obligation_work",
        sums: "obligation_work",
    },
];

fn owners(filter: &Filter) -> &'static [Owner] {
    &OWNERS[..OWNERS.len() - usize::from(filter.records_only)]
}

fn narrowed(head: &str, owner: &str, actor: &Actor, filter: &Filter, today: Date) -> Sql {
    let mut q = sql!(&format!("{head} FROM {owner} o WHERE 1 = 1"));
    q.within(&actor.scope, SCOPE);
    if let Some(year) = filter.year_of(filter.standing) {
        q.push(" AND o.year = ?", [year.into()]);
    }
    if !filter.kind.is_empty() {
        q.push(" AND o.kind = ?", [(&filter.kind).into()]);
    }
    match &filter.whose {
        Whose::Everybody => {}
        Whose::Person(id, Some(role)) => {
            q.push(
                " AND (o.person_id = ? OR o.role = ?)",
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
    for owner in owners(filter) {
        let head = format!("SELECT {COLUMNS}");
        let mut q = narrowed(&head, owner.rows, actor, filter, today);
        // The order of the index.
        q.push(
            " ORDER BY o.due_on, o.kind, o.project_id, o.record_id LIMIT ?",
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
    let filter = &Filter {
        year: filter.year_of(filter.standing),
        ..filter.clone()
    };
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
    let of = |standing| Filter {
        standing,
        ..filter.clone()
    };
    let count = |case: &str| {
        format!("CAST(COALESCE(SUM(CASE WHEN {case} THEN 1 ELSE 0 END), 0) AS BIGINT)")
    };
    let open_heads = format!(
        "SELECT COUNT(*), {}, {}",
        count("o.due_on < ?"),
        count("o.due_on >= ? AND o.due_on <= ?")
    );
    let done_heads = format!("SELECT COUNT(*), {}", count("o.done_on > o.due_on"));
    let mut counts = Counts::default();
    // What is open and what is done are counted apart: of the first there is an index of its own.
    for owner in owners(filter) {
        let mut q = sql!(&open_heads, today, today, soon);
        q.append(narrowed("", owner.sums, actor, &of(Standing::Open), today));
        let (open, late, soon): (i64, i64, i64) = conn.one(q).await?;
        let done = narrowed(&done_heads, owner.sums, actor, &of(Standing::Done), today);
        let (done, done_late): (i64, i64) = conn.one(done).await?;
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
    let duties = first(conn, actor, &filter, today, limit).await?;
    let (late, soon) = late_and_soon(conn, actor, &filter, today).await?;
    Ok(Pressing { duties, late, soon })
}

/// The first page counts so far and then says "more": a whole country can have more duties than are
/// worth counting for one line.
pub const MOST_COUNTED: i64 = 10_000;

/// How many are late, and how many are due within thirty days; each at most one more than
/// [`MOST_COUNTED`].
pub(crate) async fn late_and_soon(
    conn: &mut Conn,
    actor: &Actor,
    filter: &Filter,
    today: Date,
) -> Result<(i64, i64), DbError> {
    let mut found = [0, 0];
    for (count, standing) in found.iter_mut().zip([Standing::Late, Standing::Soon]) {
        let filter = Filter {
            standing,
            ..filter.clone()
        };
        for owner in owners(&filter) {
            let left = MOST_COUNTED + 1 - *count;
            let mut q = sql!("SELECT COUNT(*) FROM (");
            q.append(narrowed(
                "SELECT o.due_on",
                owner.sums,
                actor,
                &filter,
                today,
            ));
            q.push(" LIMIT ?) AS counted", [left.into()]);
            *count += conn.one::<(i64,)>(q).await?.0;
        }
    }
    Ok((found[0], found[1]))
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
                    "SELECT {COLUMNS} FROM {} o
                      WHERE o.done_on IS NULL AND o.due_on >= ? AND o.due_on <= ?
                      ORDER BY o.due_on, o.kind, o.project_id, o.record_id",
                    owner.rows
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

/// How many duties of one person or role in one province were due before a day and are not done.
pub(crate) struct LateGroup {
    pub person_id: Option<AccountId>,
    pub role: String,
    pub province_id: UnitId,
    pub count: i64,
}

/// Everything open that was due before a day, wherever, counted by whose it is: for reminders.
pub(crate) async fn late_before(conn: &mut Conn, day: Date) -> Result<Vec<LateGroup>, DbError> {
    let mut groups = Vec::new();
    for owner in OWNERS {
        let rows: Vec<(Option<AccountId>, String, UnitId, i64)> = conn
            .all(sql!(
                &format!(
                    "SELECT o.person_id, o.role, o.province_id, COUNT(*) FROM {} o
                      WHERE o.done_on IS NULL AND o.due_on < ?
                      GROUP BY o.person_id, o.role, o.province_id",
                    owner.sums
                ),
                day
            ))
            .await?;
        groups.extend(
            rows.into_iter()
                .map(|(person_id, role, province_id, count)| LateGroup {
                    person_id,
                    role,
                    province_id,
                    count,
                }),
        );
    }
    Ok(groups)
}
