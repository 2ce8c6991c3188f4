//! What the norms allow each beneficiary, and what a list still lacks.

use db::{CommandResult, Conn, Cx};
use jiff::civil::Date;
use kernel::{Activity, Dong, Lang};
use rules::ProjectKind;

pub(in crate::project) use super::model::serves;
use super::{
    estimate::{self, Amounts},
    model::{Entry, Roster, beneficiaries},
    store,
};
use crate::{
    funding_match,
    ports::Establishments,
    project::{
        Answer, Case, CostLine,
        ceilings::{self, Asked, Basis},
        commands::costs::Estimated,
    },
};

/// An entry with its money and what the norms allow it.
#[derive(Clone, Debug)]
pub(super) struct Judged {
    pub entry: Entry,
    pub amounts: Amounts,
    /// None where the norms were not asked because it has no cost yet.
    pub answer: Option<Answer>,
}

/// A list with all that decisions on it need.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    pub entries: Vec<Judged>,
    /// The estimate that goes with the list.
    pub lines: Vec<Estimated>,
    /// Promotion money of the entries together.
    pub support: Dong,
    /// Promotion money on lines of the whole group.
    pub common: Dong,
    /// What the project was allotted.
    pub allotted: Dong,
    pub matches: Vec<funding_match::Match>,
}

impl Sheet {
    /// What the ceilings of all come to; None when one has no number.
    pub fn ceiling(&self) -> Option<Dong> {
        self.entries
            .iter()
            .map(|j| j.answer.as_ref()?.assessment.ceiling)
            .sum()
    }

    /// What is given to nobody yet of the money allotted; negative when more is given.
    pub fn left(&self) -> Dong {
        self.allotted - self.support - self.common
    }
}

/// The project as it would be with these entries and this estimate.
pub(super) fn supposed(case: &Case, entries: &[Entry], lines: Vec<CostLine>) -> Case {
    let mut supposed = case.clone();
    supposed.beneficiaries = beneficiaries(entries, case.project.province_id);
    supposed.lines = lines;
    supposed.roster = Roster {
        fixed: case.roster.fixed,
        entries: entries.to_vec(),
        goes_with_estimate: true,
    };
    supposed
}

/// The project as it would be with this estimate, and with the list that is drawn up beside it.
pub(in crate::project) fn with_estimate(
    case: &Case,
    drafted: Option<&[Entry]>,
    lines: &[Estimated],
) -> Case {
    let lines = estimate::as_cost_lines(lines);
    match drafted {
        Some(entries) => supposed(case, entries, lines),
        None => Case {
            lines,
            ..case.clone()
        },
    }
}

/// The list that a person sees: the draft with its estimate, or the one in force.
pub(super) async fn sheet(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
    drafted: bool,
) -> CommandResult<Sheet> {
    let project = &case.project;
    let (entries, lines) = match drafted {
        true => (
            store::drafted(conn, project, &case.beneficiaries, &case.lines).await?,
            estimate::working(conn, case).await?,
        ),
        false => (
            case.roster.entries.clone(),
            case.lines.iter().map(estimate::estimated).collect(),
        ),
    };
    let source = project.source();
    let on = project.norm_day(cx.today());
    let case = supposed(case, &entries, estimate::as_cost_lines(&lines));
    let answers = match entries.is_empty() {
        true => Vec::new(),
        false => ceilings::answers(cx, conn, &case, on, Basis::Estimate).await?,
    };
    let matches = funding_match::matches(cx, conn, &case, on).await?;
    let judged: Vec<Judged> = entries
        .into_iter()
        .zip(answers.into_iter().map(Some).chain(std::iter::repeat(None)))
        .map(|(entry, answer)| {
            let amounts = estimate::amounts(&lines, &entry, source);
            Judged {
                answer: answer.filter(|_| !amounts.cost.is_zero()),
                amounts,
                entry,
            }
        })
        .collect();
    let support = judged.iter().map(|j| j.amounts.support).sum();
    Ok(Sheet {
        common: estimate::support(&lines, source) - support,
        support,
        entries: judged,
        lines,
        allotted: case_allotted(&case, conn).await?,
        matches,
    })
}

/// Of the project as it is kept: the supposed lines carry no allotment.
async fn case_allotted(case: &Case, conn: &mut Conn) -> CommandResult<Dong> {
    let lines = crate::project::store::cost_lines(conn, case.project.id).await?;
    Ok(crate::project::total_of(&lines, case.project.source()).allotted)
}

/// One question for each entry of the list that counts: one cap is never applied to the group. None
/// when the list does not cover the beneficiaries; the project is then asked about as a whole.
pub(in crate::project) async fn questions(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
    on: Date,
    basis: Basis,
) -> CommandResult<Option<Vec<Asked>>> {
    let entries = &case.roster.entries;
    let covers = case.beneficiaries.iter().all(|b| {
        entries
            .iter()
            .any(|entry| entry.establishment_id == Some(b.establishment_id))
    });
    if entries.is_empty() || !covers {
        return Ok(None);
    }
    let register = cx.port::<dyn Establishments>();
    let mut asked = Vec::new();
    for entry in entries {
        let facts = match entry.establishment_id {
            Some(id) => register.facts(cx, conn, id).await?,
            None => None,
        };
        let own = case
            .lines
            .iter()
            .filter(|line| estimate::belongs(line.id, line.establishment_id, entry));
        let mut one = ceilings::ask(case, facts.as_ref(), own, on, basis);
        if let (None, Some(unit)) = (&facts, entry.unit_id) {
            one.question.unit = unit;
        }
        one.establishment = entry.establishment_id;
        one.name = entry.name.clone();
        asked.push(one);
    }
    Ok(Some(asked))
}

/// What a group of machines lacks for the ministry appraisal: beneficiaries, their places and types of
/// machine. The other contents need none of it there.
pub(in crate::project) async fn missing_for_appraisal(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
) -> CommandResult<Option<String>> {
    let project = &case.project;
    if project.kind() != ProjectKind::Group || project.activity != Activity::A3b {
        return Ok(None);
    }
    let entries = store::drafted(conn, project, &case.beneficiaries, &case.lines).await?;
    if entries.is_empty() {
        return Ok(Some(cx.t(
            "Đề án nhóm về máy móc cần nêu đơn vị thụ hưởng, địa điểm và loại máy trước thẩm định cấp Bộ (Điều 3a Thông tư 36/2013/TT-BCT). Ghi ở trang “Đơn vị thụ hưởng và thông số”.",
            "A group project of machines names beneficiaries, places and types of machine before the ministry appraisal (Điều 3a of Thông tư 36/2013/TT-BCT). Enter them on the page of beneficiaries.",
        ).to_owned()));
    }
    let nameless = entries.iter().find(|entry| entry.subject.is_empty());
    Ok(nameless.map(|entry| match cx.lang {
        Lang::Vi => format!(
            "{}: chưa ghi loại máy ở trang “Đơn vị thụ hưởng và thông số”.",
            entry.name
        ),
        Lang::En => format!("{}: the type of machine is missing.", entry.name),
    }))
}

/// What keeps a project from its contract: its list is not fixed.
pub(in crate::project) async fn missing_for_contract(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
) -> CommandResult<Option<String>> {
    let project = &case.project;
    if case.roster.fixed.is_some() {
        return Ok(None);
    }
    // A flagship part that named its beneficiaries from the start has nothing to fix.
    if project.kind() == ProjectKind::Flagship && !case.beneficiaries.is_empty() {
        return Ok(None);
    }
    let entries = store::drafted(conn, project, &case.beneficiaries, &case.lines).await?;
    Ok(Some(match (entries.len(), cx.lang) {
        (0, Lang::Vi) => "Chưa có đơn vị thụ hưởng nào. Ghi từng đơn vị ở trang “Đơn vị thụ hưởng và thông số” rồi chốt danh sách.".to_owned(),
        (0, Lang::En) => "No beneficiary is listed. Enter each on the page of beneficiaries, then fix the list.".to_owned(),
        (n, Lang::Vi) => format!("Danh sách {n} đơn vị thụ hưởng chưa được chốt. Giám đốc Trung tâm chốt ở trang “Đơn vị thụ hưởng và thông số”."),
        (n, Lang::En) => format!("The list of {n} beneficiaries is not fixed yet. The head of the Centre fixes it on the page of beneficiaries."),
    }))
}

/// What keeps a list from being fixed, sentence by sentence.
pub(super) fn gaps(case: &Case, sheet: &Sheet, lang: Lang) -> Vec<String> {
    let mut gaps = Vec::new();
    if sheet.entries.is_empty() {
        gaps.push(
            lang.t(
                "Danh sách chưa có đơn vị thụ hưởng nào.",
                "No beneficiary is listed.",
            )
            .to_owned(),
        );
    }
    let machines = case.project.activity == Activity::A3b;
    for judged in &sheet.entries {
        if let Some(gap) = entry_gap(judged, machines, lang) {
            gaps.push(format!("{}: {gap}", judged.entry.name));
        }
    }
    if sheet.left() < Dong::ZERO {
        let (all, allotted) = (sheet.support + sheet.common, sheet.allotted);
        gaps.push(match lang {
            Lang::Vi => format!(
                "Kinh phí khuyến công của danh sách cộng lại {all}, cao hơn số được giao {allotted}. Giảm bớt, hoặc đề nghị điều chỉnh."
            ),
            Lang::En => format!(
                "The promotion money of the list comes to {all}, above the {allotted} allotted. Give less, or ask for an adjustment."
            ),
        });
    }
    gaps.extend(funding_match::open_block(&sheet.matches, lang));
    gaps
}

/// The first thing that an entry lacks.
pub(super) fn entry_gap(judged: &Judged, machines: bool, lang: Lang) -> Option<String> {
    let entry = &judged.entry;
    if entry.subject.is_empty() {
        let text = lang.t(
            "chưa ghi loại máy hoặc nội dung.",
            "the machine or topic is missing.",
        );
        return Some(text.to_owned());
    }
    if machines && entry.specification.is_empty() {
        let text = lang.t(
            "chưa ghi thông số kỹ thuật.",
            "the technical specification is missing.",
        );
        return Some(text.to_owned());
    }
    if judged.amounts.support <= Dong::ZERO {
        let text = lang.t(
            "chưa ghi chi phí và kinh phí hỗ trợ.",
            "cost and support are missing.",
        );
        return Some(text.to_owned());
    }
    let answer = judged.answer.as_ref()?;
    if !answer.assessment.eligible {
        let reasons = answer.assessment.reasons.join(" ");
        return Some(match lang {
            Lang::Vi => format!("chưa đủ điều kiện: {reasons}"),
            Lang::En => format!("not eligible: {reasons}"),
        });
    }
    if !answer.is_over() {
        return None;
    }
    let limit = answer.assessment.ceiling.unwrap_or_default();
    let (amount, article) = (answer.amount, &answer.assessment.article);
    Some(match lang {
        Lang::Vi => format!("hỗ trợ {amount}, cao hơn mức tối đa {limit} ({article})."),
        Lang::En => format!("{amount} is above the ceiling of {limit} ({article})."),
    })
}
