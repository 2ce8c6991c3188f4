//! Adding, changing and taking out a beneficiary, as long as the list is open.

use db::{Checks, CommandError, CommandResult, Conn, Cx, sql};
use kernel::{Activity, CostLineId, Dong, EstablishmentId, Lang, ProjectId, Thing, UnitId, Verb};
use serde::{Deserialize, Serialize};

use super::{
    estimate::{self, Amounts},
    model::{Entry, Mode, beneficiaries, mode, serves},
    store,
};
use crate::{
    flagship,
    ports::Establishments,
    project::{
        Case,
        commands::costs::{Estimated, replace_lines},
        commands::draft::write_beneficiaries,
        versions,
    },
};

/// A beneficiary as somebody enters it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct EntryInput {
    /// None for a class or a party of learners.
    pub establishment_id: Option<EstablishmentId>,
    /// The class, when no establishment benefits.
    pub name: String,
    /// Where; the commune of the establishment's site when absent.
    pub unit_id: Option<UnitId>,
    pub place: String,
    /// The type of machine, the trade of the class, the topic.
    pub subject: String,
    /// Thông số kỹ thuật; needed for machines before the contract.
    pub specification: String,
    /// How many machines, learners or booths; 1 when absent.
    pub quantity: Option<i64>,
    pub unit_word: String,
    /// Number and day of the list of learners.
    pub list_ref: String,
    /// What it costs. Cost and support may be absent where the estimate has several lines for the
    /// establishment.
    pub cost: Option<Dong>,
    /// The promotion money of it.
    pub support: Option<Dong>,
}

struct Ready {
    entry: Entry,
    /// None: as the estimate has it.
    amounts: Option<Amounts>,
}

/// Adds a beneficiary, or changes that of a line. `version` is that of the project that was read.
pub async fn put_entry(
    cx: &Cx,
    id: ProjectId,
    version: i64,
    line: Option<CostLineId>,
    input: EntryInput,
) -> CommandResult<CostLineId> {
    cx.may(Verb::Edit, Thing::Project)?;
    let mut tx = cx.begin().await?;
    let case = opened(cx, &mut tx, id, version).await?;
    let mut entries =
        store::drafted(&mut tx, &case.project, &case.beneficiaries, &case.lines).await?;
    let lines = estimate::working(&mut tx, &case).await?;
    let before = match line {
        Some(line) => Some(
            entries
                .iter()
                .find(|entry| entry.line_id == line)
                .cloned()
                .ok_or(CommandError::NotFound)?,
        ),
        None => None,
    };
    let ready = check(cx, &mut tx, &case, &entries, &lines, before.as_ref(), input).await?;
    let entry = ready.entry;
    let next = rewritten(&case, &lines, before.as_ref(), &entry, ready.amounts);
    match entries.iter_mut().find(|e| e.line_id == entry.line_id) {
        Some(slot) => *slot = entry.clone(),
        None => entries.push(entry.clone()),
    }
    save(cx, &mut tx, &case, &entries, next).await?;
    tx.audit(cx, "beneficiary", "project", id, before.as_ref(), &entry)
        .await?;
    tx.commit().await?;
    Ok(entry.line_id)
}

/// Takes a beneficiary out of the list, with its lines.
pub async fn remove_entry(
    cx: &Cx,
    id: ProjectId,
    version: i64,
    line: CostLineId,
) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Project)?;
    let mut tx = cx.begin().await?;
    let case = opened(cx, &mut tx, id, version).await?;
    let mut entries =
        store::drafted(&mut tx, &case.project, &case.beneficiaries, &case.lines).await?;
    let lines = estimate::working(&mut tx, &case).await?;
    let at = entries
        .iter()
        .position(|entry| entry.line_id == line)
        .ok_or(CommandError::NotFound)?;
    let gone = entries.remove(at);
    let next = lines
        .into_iter()
        .filter(|l| !estimate::belongs(l.id, l.input.establishment_id, &gone))
        .collect();
    save(cx, &mut tx, &case, &entries, next).await?;
    tx.audit(cx, "beneficiary-removal", "project", id, Some(&gone), &())
        .await?;
    tx.commit().await?;
    Ok(())
}

/// The project, with its list open for changes.
async fn opened(cx: &Cx, tx: &mut Conn, id: ProjectId, version: i64) -> CommandResult<Case> {
    let case = Case::load(cx, tx, id).await?;
    if !serves(case.project.kind(), case.project.activity) {
        return Err(CommandError::refused(
            "no-roster",
            cx.t(
                "Đề án đơn lẻ có một đơn vị thụ hưởng, ghi ở trang Sửa đề án; danh sách này dành cho đề án nhóm.",
                "A single project has one beneficiary, entered with the project; this list is for groups.",
            ),
        ));
    }
    if mode(&case) == Mode::Closed {
        return Err(closed(cx, &case));
    }
    let changed = tx
        .exec(sql!(
            "UPDATE project SET version = version + 1 WHERE id = ? AND version = ?",
            id,
            version,
        ))
        .await?;
    match changed {
        0 => Err(CommandError::Stale),
        _ => Ok(case),
    }
}

pub(super) fn closed(cx: &Cx, case: &Case) -> CommandError {
    let state = case.state_name(cx.lang);
    CommandError::refused(
        "roster-closed",
        match (case.roster.fixed.is_some(), cx.lang) {
            (true, Lang::Vi) => "Danh sách đơn vị thụ hưởng đã chốt nên không sửa được. Muốn thay đổi, dùng bước “Đề nghị điều chỉnh” của đề án.".to_owned(),
            (true, Lang::En) => "The list of beneficiaries is fixed. To change it, ask for an adjustment of the project.".to_owned(),
            (false, Lang::Vi) => format!("Đề án đang ở “{state}”; danh sách mở khi soạn thảo, khi chờ bổ sung và sau khi giao kế hoạch."),
            (false, Lang::En) => format!("The project is in “{state}”; the list is open in drafts, during supplements and after the allotment."),
        },
    )
}

async fn check(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
    entries: &[Entry],
    lines: &[Estimated],
    before: Option<&Entry>,
    input: EntryInput,
) -> CommandResult<Ready> {
    let mut checks = Checks::new(cx.lang);
    let machines = case.project.activity == Activity::A3b;
    let subject = checks.text("subject", &input.subject, 300);
    let specification = checks.optional_text("specification", &input.specification, 2_000);
    let place = checks.optional_text("place", &input.place, 300);
    let unit_word = checks.optional_text("unit_word", &input.unit_word, 40);
    let list_ref = checks.optional_text("list_ref", &input.list_ref, 200);
    let quantity = checks.number("quantity", input.quantity.unwrap_or(1), 1, 100_000);
    let other = |establishment: EstablishmentId| {
        entries
            .iter()
            .filter(|e| before.is_none_or(|b| b.line_id != e.line_id))
            .any(|e| e.establishment_id == Some(establishment))
    };
    let mut name = String::new();
    let mut unit_id = input.unit_id;
    match input.establishment_id {
        Some(id) => {
            let facts = cx.port::<dyn Establishments>().facts(cx, conn, id).await?;
            match facts {
                None => {
                    let text = checks.t(
                        "Không có cơ sở này trong phạm vi của bạn.",
                        "There is no such establishment within your scope.",
                    );
                    checks.fail("establishment_id", text.to_owned());
                }
                Some(_) if other(id) => {
                    let text = checks.t(
                        "Cơ sở này đã có trong danh sách.",
                        "This establishment is in the list already.",
                    );
                    checks.fail("establishment_id", text.to_owned());
                }
                Some(facts) => {
                    name = facts.name;
                    unit_id = Some(facts.unit_id);
                }
            }
        }
        None if machines || case.project.kind() == rules::ProjectKind::Flagship => {
            let text = checks.t(
                "Nội dung này hỗ trợ từng cơ sở: gõ hai chữ của tên để chọn.",
                "This activity supports establishments: type two letters of the name.",
            );
            checks.fail("establishment_id", text.to_owned());
        }
        None => name = class_name(&mut checks, &input.name),
    }
    let (owned, amounts) = amounts(&mut checks, lines, before, &input);
    if entries.len() >= 200 && before.is_none() {
        let text = checks.t("Nhiều nhất 200 đơn vị.", "At most 200 beneficiaries.");
        checks.fail("establishment_id", text.to_owned());
    }
    checks.done()?;
    let line_id = before
        .map(|b| b.line_id)
        .or(owned)
        .unwrap_or_else(|| cx.new_id());
    Ok(Ready {
        entry: Entry {
            line_id,
            establishment_id: input.establishment_id,
            name,
            unit_id,
            place,
            subject,
            specification,
            quantity,
            unit_word,
            list_ref,
        },
        amounts,
    })
}

fn class_name(checks: &mut Checks, name: &str) -> String {
    let name = checks.optional_text("name", name, 300);
    if name.is_empty() {
        let text = checks.t(
            "Chọn cơ sở, hoặc ghi tên lớp, nhóm học viên.",
            "Choose an establishment, or name the class.",
        );
        checks.fail("name", text.to_owned());
    }
    name
}

/// The line that the establishment has already, and the amounts when they are to be written.
fn amounts(
    checks: &mut Checks,
    lines: &[Estimated],
    before: Option<&Entry>,
    input: &EntryInput,
) -> (Option<CostLineId>, Option<Amounts>) {
    let has: Vec<&Estimated> = lines
        .iter()
        .filter(|line| match before {
            Some(entry) => estimate::belongs(line.id, line.input.establishment_id, entry),
            None => {
                input.establishment_id.is_some()
                    && line.input.establishment_id == input.establishment_id
            }
        })
        .collect();
    let first = has.first().map(|line| line.id);
    if has.len() > 1 {
        if input.cost.is_some() || input.support.is_some() {
            let text = checks.t(
                "Dự toán có nhiều dòng cho cơ sở này; để trống ô này và sửa ở trang Dự toán.",
                "The estimate has several lines for it; leave this empty and edit the estimate.",
            );
            checks.fail("cost", text.to_owned());
        }
        return (first, None);
    }
    let cost = checks.required("cost", input.cost).unwrap_or_default();
    let support = checks
        .required("support", input.support)
        .unwrap_or_default();
    checks.amount("cost", cost);
    checks.amount("support", support);
    if input.support.is_some() && support.is_zero() {
        let text = checks.t("Hỗ trợ lớn hơn 0 đ.", "Support with more than 0 đ.");
        checks.fail("support", text.to_owned());
    }
    if input.cost.is_some() && support > cost {
        let text = checks.t(
            "Hỗ trợ cao hơn chi phí.",
            "The support is more than the cost.",
        );
        checks.fail("support", text.to_owned());
    }
    (first, Some(Amounts { cost, support }))
}

/// The estimate with the lines of an entry as it is now. A line whose figures stay keeps its words.
fn rewritten(
    case: &Case,
    lines: &[Estimated],
    before: Option<&Entry>,
    entry: &Entry,
    amounts: Option<Amounts>,
) -> Vec<Estimated> {
    let source = case.project.source();
    let mine = |line: &Estimated| {
        let owner = line.input.establishment_id;
        estimate::belongs(line.id, owner, entry)
            || before.is_some_and(|b| estimate::belongs(line.id, owner, b))
    };
    let (mut own, mut next): (Vec<Estimated>, Vec<Estimated>) =
        lines.iter().cloned().partition(mine);
    match (own.as_mut_slice(), amounts) {
        ([one], Some(amounts))
            if one.amount == amounts.cost && one.input.sources.get(source) == amounts.support => {}
        (_, Some(amounts)) => own = vec![estimate::line(entry, amounts, source)],
        (_, None) => {}
    }
    for line in &mut own {
        line.input.establishment_id = entry.establishment_id;
    }
    next.extend(own);
    next
}

/// Writes list and estimate: at once while the estimate is open, else as the proposed version.
async fn save(
    cx: &Cx,
    tx: &mut Conn,
    case: &Case,
    entries: &[Entry],
    lines: Vec<Estimated>,
) -> CommandResult<()> {
    let (project, id) = (&case.project, case.project.id);
    store::write_draft(cx, tx, id, entries).await?;
    match mode(case) {
        Mode::Direct => {
            let named = beneficiaries(entries, project.province_id);
            write_beneficiaries(tx, project, &named).await?;
            replace_lines(tx, case, &lines).await?;
            flagship::parts::follow(cx, tx, project).await
        }
        Mode::Drafting => {
            let given = lines
                .into_iter()
                .filter(|line| {
                    entries
                        .iter()
                        .any(|e| estimate::belongs(line.id, line.input.establishment_id, e))
                })
                .collect();
            let next = estimate::drawn(&case.lines, entries, given, project.source());
            versions::propose(cx, tx, id, &next).await
        }
        Mode::Proposal => versions::propose(cx, tx, id, &lines).await,
        Mode::Closed => Err(closed(cx, case)),
    }
}
