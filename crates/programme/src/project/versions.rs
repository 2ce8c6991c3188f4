//! Versions of the estimate: frozen when approved, proposed by an adjustment, put in force by its
//! decision. Earlier versions stay readable. What a version says beside the estimate is kept by
//! `adjustment/` under the same number.

use db::{CommandError, CommandResult, Conn, Cx, row, sql};
use jiff::Timestamp;
use kernel::{CostLineId, Dong, EstablishmentId, FundingSource, ProjectId};
use serde::Serialize;

use super::{
    adjustment::same_estimate,
    case::Case,
    commands::costs::{
        CostLineInput, Estimated, SourceAmounts, input_of, remove, write_line, write_sources,
    },
    ledger::{self, Cause, Movement},
    model::{CostLine, MoneyKind},
};

row! {
    /// One version.
    #[derive(Clone, Debug, Serialize)]
    pub struct CostVersion {
        pub number: i64,
        pub state: String,
        pub actor: String,
        pub at: Timestamp,
    }
}

row! {
    struct VersionLine {
        line_id: CostLineId,
        establishment_id: Option<EstablishmentId>,
        title: String,
        unit: String,
        quantity: i64,
        unit_price: Dong,
        counted: bool,
        kcqg: Dong,
        kcdp: Dong,
        other_state: Dong,
        counterpart: Dong,
        loan: Dong,
    }
}

impl From<VersionLine> for Estimated {
    fn from(row: VersionLine) -> Estimated {
        let input = CostLineInput {
            id: Some(row.line_id),
            establishment_id: row.establishment_id,
            title: row.title,
            unit: row.unit,
            quantity: row.quantity,
            unit_price: row.unit_price,
            counted: row.counted,
            sources: SourceAmounts {
                kcqg: row.kcqg,
                kcdp: row.kcdp,
                other_state: row.other_state,
                counterpart: row.counterpart,
                loan: row.loan,
            },
        };
        Estimated {
            id: row.line_id,
            amount: input.amount().unwrap_or_default(),
            input,
        }
    }
}

/// All versions, the oldest first.
pub async fn all(conn: &mut Conn, id: ProjectId) -> CommandResult<Vec<CostVersion>> {
    Ok(conn
        .all(sql!(
            "SELECT number, state, actor, at FROM cost_version
              WHERE project_id = ? ORDER BY number",
            id
        ))
        .await?)
}

/// The lines of one version.
pub(crate) async fn lines(
    conn: &mut Conn,
    id: ProjectId,
    number: i64,
) -> CommandResult<Vec<Estimated>> {
    let rows: Vec<VersionLine> = conn
        .all(sql!(
            "SELECT line_id, establishment_id, title, unit, quantity, unit_price, counted, kcqg,
                    kcdp, other_state, counterpart, loan
               FROM cost_version_line WHERE project_id = ? AND number = ? ORDER BY position",
            id,
            number
        ))
        .await?;
    Ok(rows.into_iter().map(Estimated::from).collect())
}

/// A line of a version.
pub(crate) type Versioned = Estimated;

/// The lines of the version that another one took the place of; none before the first.
pub(crate) async fn before(
    conn: &mut Conn,
    id: ProjectId,
    number: i64,
) -> CommandResult<Vec<Estimated>> {
    let older = all(conn, id).await?;
    let older = older.iter().rev();
    match older
        .filter(|v| v.number < number)
        .find(|v| v.state == "superseded")
    {
        Some(version) => lines(conn, id, version.number).await,
        None => Ok(Vec::new()),
    }
}

/// The version in force; an estimate that no step has frozen yet becomes the first.
pub(super) async fn approved_number(cx: &Cx, tx: &mut Conn, case: &Case) -> CommandResult<i64> {
    let found: Option<(i64,)> = tx
        .opt(sql!(
            "SELECT number FROM cost_version WHERE project_id = ? AND state = 'approved'",
            case.project.id
        ))
        .await?;
    match found {
        Some((number,)) => Ok(number),
        None => freeze(cx, tx, case).await,
    }
}

/// The proposed version; where nothing of the estimate is to change, one that repeats it.
pub(super) async fn ensure_proposed(cx: &Cx, tx: &mut Conn, case: &Case) -> CommandResult<i64> {
    if let Some(number) = proposed_number(tx, case.project.id).await? {
        return Ok(number);
    }
    let number = add(cx, tx, case.project.id, "proposed").await?;
    write(tx, case.project.id, number, &estimate(case)).await?;
    Ok(number)
}

/// The estimate in force as lines of a version.
fn estimate(case: &Case) -> Vec<Estimated> {
    case.lines
        .iter()
        .map(|line| Estimated {
            id: line.id,
            amount: line.amount,
            input: input_of(line),
        })
        .collect()
}

async fn proposed_number(conn: &mut Conn, id: ProjectId) -> CommandResult<Option<i64>> {
    let row: Option<(i64,)> = conn
        .opt(sql!(
            "SELECT number FROM cost_version WHERE project_id = ? AND state = 'proposed'",
            id
        ))
        .await?;
    Ok(row.map(|(number,)| number))
}

/// The proposal of an adjustment, if one was made.
pub(super) async fn proposed(
    conn: &mut Conn,
    id: ProjectId,
) -> CommandResult<Option<Vec<Estimated>>> {
    match proposed_number(conn, id).await? {
        Some(number) => Ok(Some(lines(conn, id, number).await?)),
        None => Ok(None),
    }
}

/// Writes the proposal for the next version, in place of an earlier one.
pub(super) async fn propose(
    cx: &Cx,
    tx: &mut Conn,
    id: ProjectId,
    lines: &[Estimated],
) -> CommandResult<()> {
    if let Some(number) = proposed_number(tx, id).await? {
        tx.exec(sql!(
            "DELETE FROM cost_version_line WHERE project_id = ? AND number = ?",
            id,
            number
        ))
        .await?;
        return write(tx, id, number, lines).await;
    }
    let number = add(cx, tx, id, "proposed").await?;
    write(tx, id, number, lines).await
}

/// Freezes the estimate as approved. Answers with the number of its version.
pub(super) async fn freeze(cx: &Cx, tx: &mut Conn, case: &Case) -> CommandResult<i64> {
    let id = case.project.id;
    supersede(tx, id).await?;
    let number = add(cx, tx, id, "approved").await?;
    write(tx, id, number, &estimate(case)).await?;
    Ok(number)
}

async fn supersede(tx: &mut Conn, id: ProjectId) -> CommandResult<()> {
    tx.exec(sql!(
        "UPDATE cost_version SET state = 'superseded' WHERE project_id = ? AND state = 'approved'",
        id
    ))
    .await?;
    Ok(())
}

async fn add(cx: &Cx, tx: &mut Conn, id: ProjectId, state: &str) -> CommandResult<i64> {
    let (last,): (i64,) = tx
        .one(sql!(
            "SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT) FROM cost_version
              WHERE project_id = ?",
            id
        ))
        .await?;
    tx.exec(sql!(
        "INSERT INTO cost_version (project_id, number, state, actor, at) VALUES (?, ?, ?, ?, ?)",
        id,
        last + 1,
        state,
        &cx.actor.name,
        cx.now(),
    ))
    .await?;
    Ok(last + 1)
}

async fn write(
    tx: &mut Conn,
    id: ProjectId,
    number: i64,
    lines: &[Estimated],
) -> CommandResult<()> {
    for (position, line) in lines.iter().enumerate() {
        let input = &line.input;
        tx.exec(sql!(
            "INSERT INTO cost_version_line (project_id, number, line_id, position,
                 establishment_id, title, unit, quantity, unit_price, counted, kcqg, kcdp,
                 other_state, counterpart, loan)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            id,
            number,
            line.id,
            position as i64,
            input.establishment_id,
            &input.title,
            &input.unit,
            input.quantity,
            input.unit_price,
            input.counted,
            input.sources.kcqg,
            input.sources.kcdp,
            input.sources.other_state,
            input.sources.counterpart,
            input.sources.loan,
        ))
        .await?;
    }
    Ok(())
}

/// Puts the proposal of an adjustment in force: lines are changed, added and taken out, and the
/// money planned, allotted and bound on each follows. What was advanced stays and sets the floor.
pub(super) async fn put_in_force(
    cx: &Cx,
    tx: &mut Conn,
    case: &Case,
    cause: &Cause<'_>,
) -> CommandResult<()> {
    let id = case.project.id;
    let Some(number) = proposed_number(tx, id).await? else {
        return Err(CommandError::refused(
            "no-proposal",
            cx.t(
                "Chưa có dự toán nào được đề nghị.",
                "No estimate is proposed.",
            ),
        ));
    };
    let next = lines(tx, id, number).await?;
    // A version that repeats the estimate moves no money: an appraisal may have planned less than
    // was asked for.
    if same_estimate(case, &next) {
        return approve(tx, id, number).await;
    }
    let goals = goals(case, &next);
    let (down, up): (Vec<Movement>, Vec<Movement>) = goals
        .iter()
        .flat_map(|goal| goal.movements())
        .partition(|m| m.amount < Dong::ZERO);
    // What is bound goes down before what it rests on, and up after it.
    let mut down = down;
    down.sort_by_key(|m| std::cmp::Reverse(m.kind));
    ledger::post(cx, tx, cause, &down).await?;
    for gone in case
        .lines
        .iter()
        .filter(|l| !next.iter().any(|n| n.id == l.id))
    {
        remove(tx, gone.id).await?;
    }
    for (position, line) in next.iter().enumerate() {
        write_line(tx, id, position as i64, line).await?;
        write_sources(tx, line).await?;
    }
    let mut up = up;
    up.sort_by_key(|m| m.kind);
    ledger::post(cx, tx, cause, &up).await?;
    approve(tx, id, number).await
}

async fn approve(tx: &mut Conn, id: ProjectId, number: i64) -> CommandResult<()> {
    supersede(tx, id).await?;
    tx.exec(sql!(
        "UPDATE cost_version SET state = 'approved' WHERE project_id = ? AND number = ?",
        id,
        number
    ))
    .await?;
    Ok(())
}

/// What the planned, allotted and committed money of a line and source must become.
struct Goal {
    line_id: CostLineId,
    source: FundingSource,
    target: Dong,
    now: super::model::Balances,
    /// Whether the project's money was allotted, and bound by contract.
    allotted: bool,
    committed: bool,
}

impl Goal {
    fn movements(&self) -> Vec<Movement> {
        let bound = self.source.is_promotion();
        let goal = |on: bool| if on && bound { self.target } else { Dong::ZERO };
        [
            (MoneyKind::Plan, self.target - self.now.planned),
            (MoneyKind::Allot, goal(self.allotted) - self.now.allotted),
            (MoneyKind::Commit, goal(self.committed) - self.now.committed),
        ]
        .into_iter()
        .map(|(kind, amount)| Movement {
            line_id: self.line_id,
            source: self.source,
            kind,
            amount,
        })
        .collect()
    }
}

fn goals(case: &Case, next: &[Estimated]) -> Vec<Goal> {
    let promotion = case.promotion();
    let goal = |line_id, source, target, old: Option<&CostLine>| Goal {
        line_id,
        source,
        target,
        now: old.map(|l| l.of(source)).unwrap_or_default(),
        allotted: !promotion.allotted.is_zero(),
        committed: !promotion.committed.is_zero(),
    };
    let mut goals = Vec::new();
    for line in next {
        let old = case.lines.iter().find(|l| l.id == line.id);
        for source in FundingSource::ALL {
            goals.push(goal(line.id, source, line.input.sources.get(source), old));
        }
    }
    for gone in case
        .lines
        .iter()
        .filter(|l| !next.iter().any(|n| n.id == l.id))
    {
        for source in FundingSource::ALL {
            goals.push(goal(gone.id, source, Dong::ZERO, Some(gone)));
        }
    }
    goals
}

/// Ends a proposal that was not accepted.
pub(super) async fn refuse(tx: &mut Conn, id: ProjectId) -> CommandResult<()> {
    tx.exec(sql!(
        "UPDATE cost_version SET state = 'refused' WHERE project_id = ? AND state = 'proposed'",
        id
    ))
    .await?;
    Ok(())
}

/// A line of two versions side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub title: String,
    pub before: Option<SourceAmounts>,
    pub after: Option<SourceAmounts>,
}

/// What an adjustment would change: only lines that differ.
pub(super) fn differences(before: &[CostLine], after: &[Estimated]) -> Vec<Difference> {
    let mut out = Vec::new();
    for new in after {
        let old = before.iter().find(|l| l.id == new.id);
        let was = old.map(SourceAmounts::of);
        let same = old.is_some_and(|l| l.title == new.input.title);
        if !same || was != Some(new.input.sources) {
            out.push(Difference {
                title: new.input.title.clone(),
                before: was,
                after: Some(new.input.sources),
            });
        }
    }
    for gone in before
        .iter()
        .filter(|l| !after.iter().any(|n| n.id == l.id))
    {
        out.push(Difference {
            title: gone.title.clone(),
            before: Some(SourceAmounts::of(gone)),
            after: None,
        });
    }
    out
}

/// The same for two versions.
pub(crate) fn differences_of(before: &[Estimated], after: &[Estimated]) -> Vec<Difference> {
    let sources = |line: &Estimated| (line.input.title.clone(), line.input.sources);
    let mut out = Vec::new();
    for new in after {
        let old = before.iter().find(|l| l.id == new.id);
        if old.map(sources) != Some(sources(new)) {
            out.push(Difference {
                title: new.input.title.clone(),
                before: old.map(|l| l.input.sources),
                after: Some(new.input.sources),
            });
        }
    }
    let gone = before
        .iter()
        .filter(|l| !after.iter().any(|n| n.id == l.id));
    out.extend(gone.map(|l| Difference {
        title: l.input.title.clone(),
        before: Some(l.input.sources),
        after: None,
    }));
    out
}
