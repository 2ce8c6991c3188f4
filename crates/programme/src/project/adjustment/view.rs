//! What an adjustment changes, as pages and papers show it.

use db::{CommandResult, Conn, Cx};
use kernel::{Dong, Lang, ProjectId, UnitId};
use reference::picked;
use rules::workflow::Change;

use super::{
    deciding,
    model::ProjectFacts,
    proposal::Proposal,
    store::{self, Recorded},
};
use crate::{
    parts::day,
    project::{Case, Editing, commands::costs::Estimated, roster::Entry, versions::Difference},
};

/// One thing that changes; a side is empty for what was not, or is no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactChange {
    pub label: String,
    pub before: String,
    pub after: String,
}

impl FactChange {
    fn of(label: &str, before: impl Into<String>, after: impl Into<String>) -> FactChange {
        FactChange {
            label: label.to_owned(),
            before: before.into(),
            after: after.into(),
        }
    }

    /// `Kết thúc: 31/12/2025 → 31/03/2026`
    pub fn sentence(&self) -> String {
        let side = |text: &str| match text.is_empty() {
            true => "–".to_owned(),
            false => text.lines().collect::<Vec<_>>().join(" "),
        };
        format!(
            "{}: {} → {}",
            self.label,
            side(&self.before),
            side(&self.after)
        )
    }
}

/// What an adjustment would change, and who decides.
pub(in crate::project) struct ChangesView {
    /// Names, places, days, beneficiaries and sums.
    pub facts: Vec<FactChange>,
    pub lines: Vec<Difference>,
    /// "Nơi quyết định: …"; empty while nothing is proposed.
    pub decider: String,
    /// What the workflow says of each subject, with its source.
    pub deciders: Vec<String>,
}

/// What is proposed now; None for a project that waits for no adjustment.
pub(in crate::project) async fn changes_view(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
) -> CommandResult<Option<ChangesView>> {
    if case.editing() != Editing::Proposal {
        return Ok(None);
    }
    let lang = cx.lang;
    let proposal = Proposal::load(conn, case).await?;
    let mut facts = Vec::new();
    if let Some(next) = &proposal.facts {
        facts.extend(fact_changes(conn, &ProjectFacts::of(case), next, lang).await?);
    }
    if let Some(entries) = &proposal.entries {
        facts.extend(list_rows(conn, &case.roster.entries, entries, lang).await?);
    }
    if let Some(lines) = &proposal.lines {
        facts.extend(sums(case, lines, lang));
    }
    let changes = proposal.changes(case);
    Ok(Some(ChangesView {
        lines: proposal.differences(case),
        decider: match changes.is_empty() {
            true => String::new(),
            false => deciding::sentence(case, &changes, lang),
        },
        deciders: deciding::sentences(case, &changes, lang),
        facts,
    }))
}

/// The cost and the promotion money in all.
fn sums(case: &Case, lines: &[Estimated], lang: Lang) -> Vec<FactChange> {
    let source = case.project.source();
    let own = case.promotion();
    let was = match own.planned.is_zero() {
        true => own.requested,
        false => own.planned,
    };
    let cost: Dong = case.lines.iter().map(|line| line.amount).sum();
    let next: Dong = lines.iter().map(|line| line.amount).sum();
    let promotion: Dong = lines
        .iter()
        .map(|line| line.input.sources.get(source))
        .sum();
    let row = |label, before: Dong, after: Dong| {
        FactChange::of(label, before.to_string(), after.to_string())
    };
    vec![
        row(lang.t("Tổng kinh phí", "Whole cost"), cost, next),
        row(source.label(lang), was, promotion),
    ]
}

/// What differs between two versions of what a project says.
async fn fact_changes(
    conn: &mut Conn,
    before: &ProjectFacts,
    after: &ProjectFacts,
    lang: Lang,
) -> CommandResult<Vec<FactChange>> {
    let place = (
        place(conn, before.unit_id).await?,
        place(conn, after.unit_id).await?,
    );
    let text = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    let rows = [
        (Change::Title.label(lang), text(&before.title, &after.title)),
        (
            Change::Beneficiary.label(lang),
            text(&before.beneficiary, &after.beneficiary),
        ),
        (Change::Place.label(lang), place),
        (
            lang.t("Đơn vị thực hiện", "Implementing unit"),
            text(&before.implementer, &after.implementer),
        ),
        (
            lang.t("Đơn vị phối hợp", "Coordinating units"),
            text(&before.coordinator, &after.coordinator),
        ),
        (
            lang.t("Nội dung, quy mô", "Content and size"),
            text(&before.content, &after.content),
        ),
        (
            lang.t("Ngày bắt đầu", "Starts"),
            (day(before.starts_on), day(after.starts_on)),
        ),
        (
            lang.t("Ngày kết thúc", "Ends"),
            (day(before.ends_on), day(after.ends_on)),
        ),
    ];
    Ok(rows
        .into_iter()
        .filter(|(_, (a, b))| a != b)
        .map(|(label, (a, b))| FactChange::of(label, a, b))
        .collect())
}

async fn place(conn: &mut Conn, unit: Option<UnitId>) -> CommandResult<String> {
    Ok(picked::unit_label(conn, unit).await?)
}

/// The beneficiaries of a group that are added, changed or taken out.
async fn list_rows(
    conn: &mut Conn,
    before: &[Entry],
    after: &[Entry],
    lang: Lang,
) -> CommandResult<Vec<FactChange>> {
    let label = lang.t("Đơn vị thụ hưởng", "Beneficiary");
    let mut rows = Vec::new();
    for next in after {
        let now = before.iter().find(|e| e.line_id == next.line_id);
        if now == Some(next) {
            continue;
        }
        let was = match now {
            Some(now) => entry_text(conn, now).await?,
            None => String::new(),
        };
        rows.push(FactChange::of(label, was, entry_text(conn, next).await?));
    }
    for gone in before
        .iter()
        .filter(|e| !after.iter().any(|n| n.line_id == e.line_id))
    {
        rows.push(FactChange::of(label, entry_text(conn, gone).await?, ""));
    }
    Ok(rows)
}

async fn entry_text(conn: &mut Conn, entry: &Entry) -> CommandResult<String> {
    let quantity = format!("{} {}", entry.quantity, entry.unit_word);
    let parts = [
        entry.name.clone(),
        entry.place.clone(),
        place(conn, entry.unit_id).await?,
        entry.subject.clone(),
        entry.specification.clone(),
        quantity.trim().to_owned(),
    ];
    let said: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Ok(said.join("; "))
}

/// What each version changed beside the estimate, by its number.
pub(in crate::project) async fn past_changes(
    conn: &mut Conn,
    id: ProjectId,
    lang: Lang,
) -> CommandResult<Vec<(i64, Vec<FactChange>)>> {
    let versions = store::all(conn, id).await?;
    let mut past = Vec::new();
    for (i, version) in versions.iter().enumerate() {
        let Some(before) = before(&versions[..i]) else {
            continue;
        };
        let changes = fact_changes(conn, &before.facts, &version.facts, lang).await?;
        past.push((version.number, changes));
    }
    Ok(past)
}

/// What a decided version changed beside the estimate, for the annex of the contract.
pub(crate) async fn decided(
    conn: &mut Conn,
    id: ProjectId,
    number: i64,
    lang: Lang,
) -> CommandResult<Vec<FactChange>> {
    let past = past_changes(conn, id, lang).await?;
    let found = past.into_iter().find(|(n, _)| *n == number);
    Ok(found.map(|(_, changes)| changes).unwrap_or_default())
}

/// The version that another one took the place of, or was to take it.
fn before(older: &[Recorded]) -> Option<&Recorded> {
    older.iter().rev().find(|version| version.in_force)
}
