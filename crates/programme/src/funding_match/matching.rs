//! What a project raises: the supports that may be the same as it, with the rule of the day.

use std::collections::HashSet;

use db::{CommandResult, Conn, Cx, DbError, sql};
use jiff::civil::Date;
use kernel::{Activity, EstablishmentId, Lang, ProjectId};

use super::{
    given,
    model::{Given, GivenThing, Kept, MatchAction, MatchKind, Rule},
    number_key, rules,
};
use crate::{
    ports::{Parties, PartyQuestion},
    project::{AcceptanceItem, Case, items_of},
};

/// A support that may be the same as a project, and what became of the question.
#[derive(Clone, Debug)]
pub struct Match {
    /// Kind, record and subject together; the same at every asking.
    pub key: String,
    pub kind: MatchKind,
    pub rule: Rule,
    /// What is the same: a serial, an invoice, a name, an address.
    pub subject: String,
    pub given: Given,
    /// How it was settled for this project.
    pub kept: Option<Kept>,
    /// How the other project settled the same question with this one.
    pub mirrored: Option<Kept>,
}

impl Match {
    /// The settlement that counts: this project's own before the other's.
    pub fn settled(&self) -> Option<&Kept> {
        self.kept
            .as_ref()
            .filter(|kept| kept.resolution.is_some())
            .or(self.mirrored.as_ref())
    }

    /// True when a step may not go on because of it.
    pub fn stops(&self) -> bool {
        let resolution = self.settled().and_then(|kept| kept.resolution);
        match resolution {
            Some(resolution) => !resolution.clears(),
            None => self.rule.action == MatchAction::Block,
        }
    }

    /// True when nobody has settled it.
    pub fn is_open(&self) -> bool {
        self.settled().is_none()
    }
}

/// Everything that a project may double, judged by the rules of a day; those that stop it first.
pub async fn matches(cx: &Cx, conn: &mut Conn, case: &Case, on: Date) -> CommandResult<Vec<Match>> {
    let mut finder = Finder {
        case,
        rules: rules::on(conn, on).await?,
        found: Vec::new(),
    };
    finder.by_party(cx, conn).await?;
    finder.by_number(cx, conn).await?;
    let mut found = finder.found;
    settle(conn, case.project.id, &mut found).await?;
    found.sort_by_key(|m| (!m.stops(), !m.is_open(), m.kind, m.key.clone()));
    Ok(found)
}

/// How an establishment is bound to the project's beneficiaries.
struct Bond {
    id: EstablishmentId,
    kind: MatchKind,
    subject: String,
}

struct Finder<'c> {
    case: &'c Case,
    rules: Vec<Rule>,
    found: Vec<Match>,
}

impl Finder<'_> {
    /// The rule of a kind, unless it is switched off.
    fn rule(&self, kind: MatchKind) -> Option<&Rule> {
        self.rules
            .iter()
            .find(|rule| rule.kind == kind && rule.action != MatchAction::Off)
    }

    fn add(&mut self, kind: MatchKind, subject: &str, subject_key: &str, given: Given) {
        let Some(rule) = self.rule(kind) else {
            return;
        };
        if given.unfunded || !rule.reaches(self.case.project.year, given.year) {
            return;
        }
        let rule = rule.clone();
        let (thing, id) = (given.thing.code(), given.id);
        let key = format!("{}:{thing}:{id}:{subject_key}", kind.code());
        if self.found.iter().any(|m| m.key == key) {
            return;
        }
        self.found.push(Match {
            key,
            kind,
            rule,
            subject: subject.to_owned(),
            given,
            kept: None,
            mirrored: None,
        });
    }

    /// Supports of the beneficiaries and of those bound to them, with the same activity.
    async fn by_party(&mut self, cx: &Cx, conn: &mut Conn) -> CommandResult<()> {
        let bonds = self.bonds(cx, conn).await?;
        if bonds.is_empty() {
            return Ok(());
        }
        let project = &self.case.project;
        let (own, activity, source, year) =
            (project.id, project.activity, project.source(), project.year);
        let ids: Vec<EstablishmentId> = bonds.iter().map(|bond| bond.id).collect();
        let mut projects = given::projects_of(conn, &ids).await?;
        projects.remove(&own);
        for given in given::projects(cx, conn, &projects).await? {
            if given.activity != activity {
                continue;
            }
            let bond = bonds
                .iter()
                .find(|bond| given.establishments.contains(&bond.id));
            let Some(bond) = bond else { continue };
            let other_budget = bond.kind == MatchKind::Taxpayer
                && given.year == year
                && given.source != Some(source);
            let kind = match other_budget && self.rule(MatchKind::OtherBudget).is_some() {
                true => MatchKind::OtherBudget,
                false => bond.kind,
            };
            self.add(kind, &bond.subject, "", given);
        }
        if matches!(activity, Activity::A3a | Activity::A3b) {
            for machine in given::machines(cx, conn, &ids, &[]).await? {
                let bond = bonds
                    .iter()
                    .find(|bond| bond.id == machine.establishment_id);
                if let (Some(bond), None) = (bond, machine.project_id) {
                    let given = given::alone(cx, conn, machine).await?;
                    self.add(bond.kind, &bond.subject, "", given);
                }
            }
        }
        Ok(())
    }

    /// The beneficiaries, and who shares their taxpayer, their site or their name, the strongest
    /// bond of each.
    async fn bonds(&self, cx: &Cx, conn: &mut Conn) -> CommandResult<Vec<Bond>> {
        let register = cx.port::<dyn Parties>();
        let mut bonds: Vec<Bond> = Vec::new();
        for beneficiary in &self.case.beneficiaries {
            bonds.push(Bond {
                id: beneficiary.establishment_id,
                kind: MatchKind::Taxpayer,
                subject: beneficiary.name.clone(),
            });
        }
        let mut questions: Vec<(MatchKind, PartyQuestion)> = Vec::new();
        for kind in [MatchKind::Taxpayer, MatchKind::Site, MatchKind::Name] {
            let Some(rule) = self.rule(kind) else {
                continue;
            };
            for beneficiary in &self.case.beneficiaries {
                let id = beneficiary.establishment_id;
                let question = match kind {
                    MatchKind::Site => PartyQuestion::SameSite(id),
                    MatchKind::Name => PartyQuestion::SameName(id, rule.similarity.unwrap_or(100)),
                    _ => PartyQuestion::SameTaxpayer(id),
                };
                questions.push((kind, question));
            }
        }
        for (kind, question) in questions {
            for party in register.find(cx, conn, question).await? {
                if bonds.iter().any(|bond| bond.id == party.id) {
                    continue;
                }
                let subject = match (kind, party.percent) {
                    (MatchKind::Site, _) => party.address,
                    (MatchKind::Name, Some(percent)) => {
                        format!("{} ({percent}\u{a0}%)", party.name)
                    }
                    _ => party.name,
                };
                bonds.push(Bond {
                    id: party.id,
                    kind,
                    subject,
                });
            }
        }
        Ok(bonds)
    }

    /// Supports that hold one of the project's machines or invoices.
    async fn by_number(&mut self, cx: &Cx, conn: &mut Conn) -> CommandResult<()> {
        let own = self.case.project.id;
        let items = items_of(conn, own).await?;
        let serials = keys(&items, |item| &item.serial);
        let invoices = given::invoices_of(conn, own).await?;
        let mut met: Vec<(ProjectId, MatchKind, String)> = Vec::new();
        for (id, key) in given::projects_with_serials(conn, &serials).await? {
            met.push((id, MatchKind::Serial, key));
        }
        let numbers: Vec<String> = invoices.iter().map(|own| own.key.clone()).collect();
        for other in given::invoices(conn, &numbers).await? {
            if invoices.iter().any(|own| own.is_same(&other)) {
                met.push((other.project_id, MatchKind::Invoice, other.key));
            }
        }
        met.retain(|(id, _, _)| *id != own);
        let ids: HashSet<ProjectId> = met.iter().map(|(id, _, _)| *id).collect();
        let projects = given::projects(cx, conn, &ids).await?;
        for (id, kind, key) in met {
            let given = projects.iter().find(|given| given.id == id.uuid());
            if let Some(given) = given.cloned() {
                let subject = written(&items, kind, &key);
                self.add(kind, &subject, &key, given);
            }
        }
        if serials.is_empty() {
            return Ok(());
        }
        for machine in given::machines(cx, conn, &[], &serials).await? {
            if machine.project_id.is_some() {
                continue;
            }
            let key = number_key(&machine.serial);
            let subject = written(&items, MatchKind::Serial, &key);
            let given = given::alone(cx, conn, machine).await?;
            self.add(MatchKind::Serial, &subject, &key, given);
        }
        Ok(())
    }
}

/// The numbers of the items as they are compared, without empty ones.
fn keys(items: &[AcceptanceItem], number: impl Fn(&AcceptanceItem) -> &String) -> Vec<String> {
    let keys = items.iter().map(|item| number_key(number(item)));
    keys.filter(|key| !key.is_empty()).collect()
}

/// The number as the project writes it.
fn written(items: &[AcceptanceItem], kind: MatchKind, key: &str) -> String {
    let number = |item: &AcceptanceItem| match kind {
        MatchKind::Serial => item.serial.clone(),
        _ => item.invoice_no.clone(),
    };
    items
        .iter()
        .map(number)
        .find(|number| number_key(number) == key)
        .unwrap_or_else(|| key.to_owned())
}

const KEPT: &str = "project_id, match_key, kind, action, subject, other_id, other_label, other_party, \
                    found_step, found_on, resolution, reason, resolver, resolved_at, version";

/// What was kept for a project, the oldest first.
pub(super) async fn kept(conn: &mut Conn, id: ProjectId) -> Result<Vec<Kept>, DbError> {
    conn.all(sql!(
        &format!("SELECT {KEPT} FROM funding_match WHERE project_id = ? ORDER BY id"),
        id
    ))
    .await
}

/// Adds to each match how it was settled, here or at the other project.
async fn settle(conn: &mut Conn, id: ProjectId, found: &mut [Match]) -> Result<(), DbError> {
    if found.is_empty() {
        return Ok(());
    }
    let own = kept(conn, id).await?;
    let others: Vec<Kept> = conn
        .all(sql!(
            &format!(
                "SELECT {KEPT} FROM funding_match
                  WHERE other_thing = 'project' AND other_id = ?
                    AND resolution IN ('distinct', 'allowed') ORDER BY id"
            ),
            id.uuid()
        ))
        .await?;
    for one in found {
        one.kept = own.iter().find(|kept| kept.match_key == one.key).cloned();
        if one.given.thing == GivenThing::Project {
            let same = |kept: &&Kept| {
                kept.project_id.uuid() == one.given.id
                    && kept.kind == one.kind
                    && (!matches!(one.kind, MatchKind::Serial | MatchKind::Invoice)
                        || number_key(&kept.subject) == number_key(&one.subject))
            };
            one.mirrored = others.iter().find(same).cloned();
        }
    }
    Ok(())
}

/// Why a step is refused, in a sentence; None when no match stops it.
pub(crate) fn open_block(matches: &[Match], lang: Lang) -> Option<String> {
    let stop = matches.iter().find(|m| m.stops())?;
    let (kind, label) = (stop.kind.label(lang), stop.given.label());
    let (party, province) = (&stop.given.party, &stop.given.province);
    Some(match (stop.settled(), lang) {
        (Some(settled), Lang::Vi) => format!(
            "Đã kết luận trùng hỗ trợ với {label}: {}. Sửa nội dung hoặc rút đề án.",
            settled.reason.trim_end_matches('.')
        ),
        (Some(settled), Lang::En) => format!(
            "Found to double {label}: {}. Change or withdraw the project.",
            settled.reason.trim_end_matches('.')
        ),
        (None, Lang::Vi) => format!(
            "Có dấu hiệu trùng hỗ trợ chưa giải quyết. {kind}: {} với {label} ({party}, {province}). Người thẩm định cần kết luận ở trang Trùng hỗ trợ của đề án.",
            stop.subject
        ),
        (None, Lang::En) => format!(
            "A sign of double funding is not settled. {kind}: {} with {label} ({party}, {province}). An appraiser has to settle it on the project's page on double funding.",
            stop.subject
        ),
    })
}

/// How many matches only warn and are not settled.
pub(crate) fn open_warnings(matches: &[Match]) -> usize {
    matches.iter().filter(|m| m.is_open() && !m.stops()).count()
}
