//! What an officer typed, asked of every year and province.

use std::collections::HashSet;

use db::{CommandResult, Conn, Cx};
use kernel::{EstablishmentId, Lang, ProjectId, TaxCode, Thing, Verb, fold};
use serde::{Deserialize, Serialize};

use super::{
    given::{self, MOST},
    model::Given,
    number_key,
};
use crate::ports::{Parties, Party, PartyQuestion};

/// How alike a typed name must be, in percent: looser than a rule, because somebody reads the list. A
/// name that holds what was typed is found however long it is.
const NEAR: i64 = 50;

/// By what is searched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SearchBy {
    /// By everything that the text may be.
    #[default]
    Anything,
    /// Tax code, citizen number or registration number.
    Identity,
    Serial,
    Invoice,
    Site,
    Name,
}

impl SearchBy {
    pub const ALL: [SearchBy; 6] = [
        SearchBy::Anything,
        SearchBy::Identity,
        SearchBy::Serial,
        SearchBy::Invoice,
        SearchBy::Site,
        SearchBy::Name,
    ];

    pub fn code(self) -> &'static str {
        match self {
            SearchBy::Anything => "anything",
            SearchBy::Identity => "identity",
            SearchBy::Serial => "serial",
            SearchBy::Invoice => "invoice",
            SearchBy::Site => "site",
            SearchBy::Name => "name",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            SearchBy::Anything => lang.t("Tất cả", "Anything"),
            SearchBy::Identity => lang.t("Mã số thuế, số căn cước", "Tax code, citizen number"),
            SearchBy::Serial => lang.t("Số máy (số sê-ri)", "Serial number"),
            SearchBy::Invoice => lang.t("Số hóa đơn", "Invoice number"),
            SearchBy::Site => lang.t("Địa điểm sản xuất", "Production site"),
            SearchBy::Name => lang.t("Tên cơ sở", "Name"),
        }
    }

    fn covers(self, other: SearchBy) -> bool {
        self == SearchBy::Anything || self == other
    }
}

/// A support with why it was met.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Found {
    #[serde(flatten)]
    pub given: Given,
    /// Sentences in the asker's language.
    pub why: Vec<String>,
}

/// Every support that a text may mean, the newest year first; at most 200.
pub async fn search(
    cx: &Cx,
    conn: &mut Conn,
    text: &str,
    by: SearchBy,
) -> CommandResult<Vec<Found>> {
    cx.may(Verb::View, Thing::FundingMatch)?;
    let text = kernel::clean(text);
    if number_key(&text).chars().count() < 2 {
        return Ok(Vec::new());
    }
    let mut reasons = Reasons::default();
    parties(cx, conn, &text, by, &mut reasons).await?;
    keys(conn, &text, by, cx.lang, &mut reasons).await?;
    let serials = match by.covers(SearchBy::Serial) {
        true => vec![number_key(&text)],
        false => Vec::new(),
    };
    let establishments = reasons.establishments();
    let mut alone = Vec::new();
    for machine in given::machines(cx, conn, &establishments, &serials).await? {
        let by_serial = serials.contains(&number_key(&machine.serial));
        let why = match by_serial {
            true => vec![serial_words(&machine.serial, cx.lang)],
            false => reasons.of(machine.establishment_id),
        };
        match machine.project_id {
            Some(project) if by_serial => reasons.project(project, &why[0]),
            // Its project is met through the establishment.
            Some(_) => {}
            None => alone.push((machine, why)),
        }
    }
    let mut ids = given::projects_of(conn, &establishments).await?;
    ids.extend(reasons.projects.iter().map(|(id, _)| *id));
    let mut found = Vec::new();
    for given in given::projects(cx, conn, &ids).await? {
        let mut why = reasons.of_project(ProjectId::from_uuid(given.id));
        for id in &given.establishments {
            why.extend(reasons.of(*id));
        }
        found.push(Found { given, why });
    }
    for (machine, why) in alone {
        let given = given::alone(cx, conn, machine).await?;
        found.push(Found { given, why });
    }
    for given in given::needs(cx, conn, &establishments).await? {
        let why = given
            .establishments
            .iter()
            .flat_map(|id| reasons.of(*id))
            .collect();
        found.push(Found { given, why });
    }
    for one in &mut found {
        one.why.dedup();
    }
    found.sort_by_key(|f| (std::cmp::Reverse(f.given.year), f.given.unfunded));
    found.truncate(MOST);
    Ok(found)
}

/// Why establishments and projects were met.
#[derive(Default)]
struct Reasons {
    establishments: Vec<(EstablishmentId, String)>,
    projects: Vec<(ProjectId, String)>,
}

impl Reasons {
    fn establishment(&mut self, id: EstablishmentId, why: String) {
        self.establishments.push((id, why));
    }

    fn project(&mut self, id: ProjectId, why: &str) {
        let known = self.projects.iter().any(|(p, w)| *p == id && w == why);
        if !known {
            self.projects.push((id, why.to_owned()));
        }
    }

    fn establishments(&self) -> Vec<EstablishmentId> {
        let mut seen = HashSet::new();
        self.establishments
            .iter()
            .map(|(id, _)| *id)
            .filter(|id| seen.insert(*id))
            .collect()
    }

    fn of(&self, id: EstablishmentId) -> Vec<String> {
        let met = self.establishments.iter().filter(|(e, _)| *e == id);
        met.map(|(_, why)| why.clone()).collect()
    }

    fn of_project(&self, id: ProjectId) -> Vec<String> {
        let met = self.projects.iter().filter(|(p, _)| *p == id);
        met.map(|(_, why)| why.clone()).collect()
    }
}

/// The establishments that are met.
async fn parties(
    cx: &Cx,
    conn: &mut Conn,
    text: &str,
    by: SearchBy,
    reasons: &mut Reasons,
) -> CommandResult<()> {
    let register = cx.port::<dyn Parties>();
    let lang = cx.lang;
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if by == SearchBy::Identity || (by == SearchBy::Anything && digits >= 6) {
        let question = PartyQuestion::Identity(text.to_owned());
        for party in register.find(cx, conn, question).await? {
            let why = lang.t(
                "Trùng mã số thuế hoặc số căn cước, số đăng ký",
                "Same tax, citizen or registration number",
            );
            reasons.establishment(party.id, why.to_owned());
        }
    }
    // A code or a serial is no address and no name.
    let words = fold(text)
        .split(' ')
        .any(|w| w.chars().all(char::is_alphabetic))
        && TaxCode::parse(text).is_err();
    if by == SearchBy::Site || (by == SearchBy::Anything && words && text.contains(' ')) {
        let question = PartyQuestion::Site(text.to_owned());
        for party in register.find(cx, conn, question).await? {
            reasons.establishment(party.id, site_words(&party, lang));
        }
    }
    if by == SearchBy::Name || (by == SearchBy::Anything && words) {
        let question = PartyQuestion::Name(text.to_owned(), NEAR);
        for party in register.find(cx, conn, question).await? {
            reasons.establishment(party.id, name_words(&party, lang));
        }
    }
    Ok(())
}

/// The projects that are met by a machine or an invoice.
async fn keys(
    conn: &mut Conn,
    text: &str,
    by: SearchBy,
    lang: Lang,
    reasons: &mut Reasons,
) -> CommandResult<()> {
    let key = number_key(text);
    if by.covers(SearchBy::Serial) {
        for (id, _) in given::projects_with_serials(conn, std::slice::from_ref(&key)).await? {
            reasons.project(id, &serial_words(text, lang));
        }
    }
    if by.covers(SearchBy::Invoice) {
        for invoice in given::invoices(conn, &[key]).await? {
            let day = invoice.issued_on.map(kernel::format_date);
            let day = day.unwrap_or_default();
            let why = match lang {
                Lang::Vi => format!("Hóa đơn số {text} ngày {day}"),
                Lang::En => format!("Invoice {text} of {day}"),
            };
            reasons.project(invoice.project_id, &why);
        }
    }
    Ok(())
}

fn serial_words(serial: &str, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("Số máy {serial}"),
        Lang::En => format!("Serial {serial}"),
    }
}

fn site_words(party: &Party, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("Địa điểm sản xuất: {}", party.address),
        Lang::En => format!("Production site: {}", party.address),
    }
}

fn name_words(party: &Party, lang: Lang) -> String {
    let percent = party.percent.unwrap_or(100);
    match (lang, percent) {
        (Lang::Vi, ..NEAR) => format!("Tên có chứa chữ đã gõ: {}", party.name),
        (Lang::En, ..NEAR) => format!("The name holds what was typed: {}", party.name),
        (Lang::Vi, 100) => format!("Cùng tên: {}", party.name),
        (Lang::Vi, _) => format!("Tên giống {percent}\u{a0}%: {}", party.name),
        (Lang::En, 100) => format!("Same name: {}", party.name),
        (Lang::En, _) => format!("{percent}\u{a0}% like: {}", party.name),
    }
}
