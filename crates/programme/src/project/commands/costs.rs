use db::{Checks, CommandError, CommandResult, Conn, Cx, sql};
use kernel::{CostLineId, Dong, EstablishmentId, FundingSource, Lang, ProjectId, Thing, Verb};
use serde::{Deserialize, Serialize};

use super::{draft::closed, within_norm};
use crate::{
    flagship,
    project::{
        case::{Case, Editing},
        model::CostLine,
        roster, versions,
    },
};

/// The money of one cost line by source, in đồng.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct SourceAmounts {
    pub kcqg: Dong,
    pub kcdp: Dong,
    pub other_state: Dong,
    pub counterpart: Dong,
    pub loan: Dong,
}

impl SourceAmounts {
    pub fn get(&self, source: FundingSource) -> Dong {
        match source {
            FundingSource::Kcqg => self.kcqg,
            FundingSource::Kcdp => self.kcdp,
            FundingSource::OtherState => self.other_state,
            FundingSource::Counterpart => self.counterpart,
            FundingSource::Loan => self.loan,
        }
    }

    pub fn set(&mut self, source: FundingSource, amount: Dong) {
        let slot = match source {
            FundingSource::Kcqg => &mut self.kcqg,
            FundingSource::Kcdp => &mut self.kcdp,
            FundingSource::OtherState => &mut self.other_state,
            FundingSource::Counterpart => &mut self.counterpart,
            FundingSource::Loan => &mut self.loan,
        };
        *slot = amount;
    }

    pub fn total(&self) -> Dong {
        FundingSource::ALL.iter().map(|s| self.get(*s)).sum()
    }

    pub(crate) fn of(line: &CostLine) -> SourceAmounts {
        let mut amounts = SourceAmounts::default();
        for source in FundingSource::ALL {
            amounts.set(source, line.of(source).requested);
        }
        amounts
    }
}

/// A line of the estimate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CostLineInput {
    /// The line it changes; a new one when absent.
    #[serde(default)]
    pub id: Option<CostLineId>,
    /// Whose line it is in a group project.
    #[serde(default)]
    pub establishment_id: Option<EstablishmentId>,
    pub title: String,
    #[serde(default)]
    pub unit: String,
    pub quantity: i64,
    pub unit_price: Dong,
    /// Whether the norm's percentage is taken of this cost.
    #[serde(default = "yes")]
    pub counted: bool,
    #[serde(default)]
    pub sources: SourceAmounts,
}

fn yes() -> bool {
    true
}

impl CostLineInput {
    /// Quantity × price; None when it is too large to be an amount.
    pub fn amount(&self) -> Option<Dong> {
        let amount = Dong(self.quantity.checked_mul(self.unit_price.0)?);
        (amount <= Dong::MAX).then_some(amount)
    }
}

/// A checked line with its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Estimated {
    pub id: CostLineId,
    pub input: CostLineInput,
    pub amount: Dong,
}

/// Sets the whole estimate. While an adjustment is asked for, it becomes the proposal for the next
/// version; the approved one stays until the decision.
///
/// Promotion money above a verified norm is refused. The answer holds sentences on amounts above a
/// norm that is not verified: they are written.
pub async fn set_costs(
    cx: &Cx,
    id: ProjectId,
    version: i64,
    inputs: Vec<CostLineInput>,
) -> CommandResult<Vec<String>> {
    cx.may(Verb::Edit, Thing::Project)?;
    let mut tx = cx.begin().await?;
    let case = Case::load(cx, &mut tx, id).await?;
    let lines = checked(cx, &mut tx, &case, inputs).await?;
    let warnings = within_norm::check(cx, &mut tx, &case, &lines).await?;
    write(cx, &mut tx, &case, version, &lines).await?;
    tx.commit().await?;
    Ok(warnings)
}

/// [`set_costs`] as a part of a larger command, which has asked whether the actor may. The norms are
/// not asked: an estimate that comes from another project is for the steps to judge.
pub(crate) async fn set_costs_in(
    cx: &Cx,
    tx: &mut Conn,
    id: ProjectId,
    version: i64,
    inputs: Vec<CostLineInput>,
) -> CommandResult<()> {
    let case = Case::load(cx, tx, id).await?;
    let lines = checked(cx, tx, &case, inputs).await?;
    write(cx, tx, &case, version, &lines).await
}

/// The lines as they may be written.
async fn checked(
    cx: &Cx,
    tx: &mut Conn,
    case: &Case,
    inputs: Vec<CostLineInput>,
) -> CommandResult<Vec<Estimated>> {
    let id = case.project.id;
    let editing = case.editing();
    if editing == Editing::Closed {
        return Err(closed(cx, case));
    }
    let mut known: Vec<CostLineId> = case.lines.iter().map(|l| l.id).collect();
    if editing == Editing::Proposal {
        let proposed = versions::proposed(tx, id).await?.unwrap_or_default();
        known.extend(proposed.iter().map(|l| l.id));
    }
    let mut owners: Vec<EstablishmentId> = case
        .beneficiaries
        .iter()
        .map(|b| b.establishment_id)
        .collect();
    owners.extend(roster::draft_establishments(tx, id).await?);
    check(cx, case, &known, &owners, inputs)
}

async fn write(
    cx: &Cx,
    tx: &mut Conn,
    case: &Case,
    version: i64,
    lines: &[Estimated],
) -> CommandResult<()> {
    let id = case.project.id;
    let changed = tx
        .exec(sql!(
            "UPDATE project SET version = version + 1 WHERE id = ? AND version = ? AND state = ?",
            id,
            version,
            &case.project.state,
        ))
        .await?;
    if changed == 0 {
        return Err(CommandError::Stale);
    }
    let after: Vec<&CostLineInput> = lines.iter().map(|l| &l.input).collect();
    match case.editing() {
        Editing::Proposal => versions::propose(cx, tx, id, lines).await?,
        _ => replace_lines(tx, case, lines).await?,
    }
    flagship::parts::follow(cx, tx, &case.project).await?;
    tx.audit(cx, "costs", "project", id, Some(&case.lines), &after)
        .await?;
    Ok(())
}

/// Checks all lines and gives new ones an id. Every mistake is named at once.
/// `known` are the lines that may be named, `owners` the establishments.
fn check(
    cx: &Cx,
    case: &Case,
    known: &[CostLineId],
    owners: &[EstablishmentId],
    inputs: Vec<CostLineInput>,
) -> CommandResult<Vec<Estimated>> {
    let mut checks = Checks::new(cx.lang);
    if inputs.len() > 200 {
        let text = checks.t("Nhiều nhất 200 dòng chi phí.", "At most 200 cost lines.");
        checks.fail("", text.to_owned());
        checks.done()?;
        return Ok(Vec::new());
    }
    let mut lines: Vec<Estimated> = Vec::new();
    for (i, mut input) in inputs.into_iter().enumerate() {
        let field = |name: &str| format!("line_{}_{name}", i + 1);
        input.title = checks.text(&field("title"), &input.title, 300);
        input.unit = checks.optional_text(&field("unit"), &input.unit, 50);
        checks.number(&field("quantity"), input.quantity, 1, 1_000_000_000);
        checks.amount(&field("unit_price"), input.unit_price);
        for source in FundingSource::ALL {
            checks.amount(&field(source.code()), input.sources.get(source));
        }
        let Some(amount) = input.amount() else {
            let text = checks.t("Thành tiền quá lớn.", "The amount is too large.");
            checks.fail(&field("unit_price"), text.to_owned());
            continue;
        };
        if !checks.is_ok() {
            continue;
        }
        sources_fit(&mut checks, case, &field, &input, amount);
        let owner = input.establishment_id;
        if owner.is_some_and(|o| !owners.contains(&o)) {
            let text = checks.t(
                "Cơ sở này không phải đơn vị thụ hưởng của đề án.",
                "This establishment is no beneficiary of the project.",
            );
            checks.fail(&field("establishment_id"), text.to_owned());
        }
        let id = match input.id {
            Some(id) if !known.contains(&id) => {
                let text = checks.t(
                    "Dòng này không thuộc dự toán của đề án.",
                    "This line is not in the project's estimate.",
                );
                checks.fail(&field("title"), text.to_owned());
                id
            }
            Some(id) if lines.iter().any(|l| l.id == id) => {
                let text = checks.t("Dòng này đã có ở trên.", "This line is listed above.");
                checks.fail(&field("title"), text.to_owned());
                id
            }
            Some(id) => id,
            None => cx.new_id(),
        };
        lines.push(Estimated { id, input, amount });
    }
    checks.done()?;
    Ok(lines)
}

/// The sources make up the amount, and State money comes from one source only.
fn sources_fit(
    checks: &mut Checks,
    case: &Case,
    field: &impl Fn(&str) -> String,
    input: &CostLineInput,
    amount: Dong,
) {
    let lang = checks.lang;
    let own = case.project.source();
    let other = FundingSource::ALL
        .into_iter()
        .find(|s| s.is_promotion() && *s != own && !input.sources.get(*s).is_zero());
    if let Some(other) = other {
        let (own, wrong) = (own.label(lang), other.label(lang));
        let text = match lang {
            Lang::Vi => format!("Đề án này dùng nguồn {own}; phần {wrong} cần đề án riêng."),
            Lang::En => format!("This project uses {own}; {wrong} needs a project of its own."),
        };
        checks.fail(&field(other.code()), text);
    }
    let state: Vec<FundingSource> = FundingSource::ALL
        .into_iter()
        .filter(|s| s.is_state() && !input.sources.get(*s).is_zero())
        .collect();
    if state.len() > 1 {
        let names: Vec<_> = state.iter().map(|s| s.label(lang)).collect();
        let names = names.join(lang.t(" và ", " and "));
        let text = match lang {
            Lang::Vi => format!(
                "Dòng “{}” có tiền từ {names}. Mỗi khoản chi chỉ được một nguồn ngân sách hỗ trợ.",
                input.title
            ),
            Lang::En => format!(
                "Line “{}” has money from {names}. State money may fund an item from one source only.",
                input.title
            ),
        };
        checks.fail(&field(state[1].code()), text);
    }
    let sum = input.sources.total();
    if sum != amount {
        let text = match lang {
            Lang::Vi => format!("Các nguồn cộng lại {sum}, khác thành tiền {amount}."),
            Lang::En => format!("The sources add up to {sum}, not to {amount}."),
        };
        checks.fail(&field(own.code()), text);
    }
}

/// Writes an open estimate in place of the one before.
pub(crate) async fn replace_lines(
    tx: &mut Conn,
    case: &Case,
    lines: &[Estimated],
) -> CommandResult<()> {
    remove_missing(tx, case, lines).await?;
    for (position, line) in lines.iter().enumerate() {
        write_line(tx, case.project.id, position as i64, line).await?;
        write_sources(tx, line).await?;
    }
    Ok(())
}

/// Takes out the lines that are no longer listed. Those that money ever moved on stay in the table.
async fn remove_missing(tx: &mut Conn, case: &Case, lines: &[Estimated]) -> CommandResult<()> {
    for gone in case
        .lines
        .iter()
        .filter(|l| !lines.iter().any(|n| n.id == l.id))
    {
        let (entries,): (i64,) = tx
            .one(sql!(
                "SELECT COUNT(*) FROM money_entry WHERE line_id = ?",
                gone.id
            ))
            .await?;
        if entries > 0 {
            remove(tx, gone.id).await?;
            continue;
        }
        tx.exec(sql!(
            "DELETE FROM cost_line_source WHERE line_id = ?",
            gone.id
        ))
        .await?;
        tx.exec(sql!("DELETE FROM cost_line WHERE id = ?", gone.id))
            .await?;
    }
    Ok(())
}

/// Marks a line as taken out; its balances must be empty.
pub(crate) async fn remove(tx: &mut Conn, line: CostLineId) -> CommandResult<()> {
    tx.exec(sql!(
        "UPDATE cost_line_source SET requested = 0 WHERE line_id = ?",
        line
    ))
    .await?;
    tx.exec(sql!(
        "UPDATE cost_line SET removed = TRUE WHERE id = ?",
        line
    ))
    .await?;
    Ok(())
}

pub(crate) async fn write_line(
    tx: &mut Conn,
    project: ProjectId,
    position: i64,
    line: &Estimated,
) -> CommandResult<()> {
    let input = &line.input;
    tx.exec(sql!(
        "INSERT INTO cost_line (id, project_id, establishment_id, position, title, unit, quantity,
             unit_price, amount, counted)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET establishment_id = excluded.establishment_id,
             position = excluded.position, title = excluded.title, unit = excluded.unit,
             quantity = excluded.quantity, unit_price = excluded.unit_price,
             amount = excluded.amount, counted = excluded.counted",
        line.id,
        project,
        input.establishment_id,
        position,
        &input.title,
        &input.unit,
        input.quantity,
        input.unit_price,
        line.amount,
        input.counted,
    ))
    .await?;
    Ok(())
}

/// Writes what is asked of each source.
pub(crate) async fn write_sources(tx: &mut Conn, line: &Estimated) -> CommandResult<()> {
    // Emptied first, so that a change from one State source to another never holds two at once.
    tx.exec(sql!(
        "UPDATE cost_line_source SET requested = planned WHERE line_id = ?",
        line.id
    ))
    .await?;
    for source in FundingSource::ALL {
        let amount = line.input.sources.get(source);
        tx.exec(sql!(
            "INSERT INTO cost_line_source (line_id, source, requested) VALUES (?, ?, ?)
             ON CONFLICT (line_id, source) DO UPDATE SET requested = excluded.requested",
            line.id,
            source,
            amount,
        ))
        .await?;
    }
    Ok(())
}

/// The estimate as inputs, to edit: the proposal while an adjustment is asked for.
pub async fn costs_to_edit(conn: &mut Conn, case: &Case) -> CommandResult<Vec<CostLineInput>> {
    if case.editing() == Editing::Proposal
        && let Some(proposed) = versions::proposed(conn, case.project.id).await?
    {
        return Ok(proposed.into_iter().map(|line| line.input).collect());
    }
    Ok(case.lines.iter().map(input_of).collect())
}

pub(crate) fn input_of(line: &CostLine) -> CostLineInput {
    CostLineInput {
        id: Some(line.id),
        establishment_id: line.establishment_id,
        title: line.title.clone(),
        unit: line.unit.clone(),
        quantity: line.quantity,
        unit_price: line.unit_price,
        counted: line.counted,
        sources: SourceAmounts::of(line),
    }
}
