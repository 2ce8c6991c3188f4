use db::row;
use jiff::civil::Date;
use kernel::{Activity, CostLineId, EstablishmentId, PaperId, UnitId};
use rules::workflow::Guard;
use serde::Serialize;

use crate::project::{
    Case, Editing,
    model::{Beneficiary, CostLine, has_beneficiary},
};
use rules::ProjectKind;

/// The name of the act in the project's history and on its entries of money.
pub(in crate::project) const STEP: &str = "beneficiary-fixing";

row! {
    /// One beneficiary of a list.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
    pub struct Entry {
        /// The cost line that carries its money.
        pub line_id: CostLineId,
        /// None for a class or a party of learners.
        pub establishment_id: Option<EstablishmentId>,
        /// The establishment when it was listed, or the class.
        pub name: String,
        pub unit_id: Option<UnitId>,
        pub place: String,
        /// The type of machine, the trade of the class, the topic.
        pub subject: String,
        pub specification: String,
        pub quantity: i64,
        pub unit_word: String,
        /// Number and day of the list of learners.
        pub list_ref: String,
    }
}

/// When and by which paper a list was fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Fixed {
    pub number: i64,
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    pub paper_id: PaperId,
}

/// The list that counts for a project: the fixed one, or the draft while none was fixed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Roster {
    pub fixed: Option<Fixed>,
    pub entries: Vec<Entry>,
    /// False for a draft beside money that was given already: its lines are only proposed.
    pub goes_with_estimate: bool,
}

impl Roster {
    /// Whose line it is: an entry's own, or one of its establishment.
    pub fn entry_of(&self, line: &CostLine) -> Option<&Entry> {
        let own = |entry: &&Entry| entry.line_id == line.id;
        let same = |entry: &&Entry| {
            line.establishment_id.is_some() && line.establishment_id == entry.establishment_id
        };
        let entries = &self.entries;
        entries
            .iter()
            .find(own)
            .or_else(|| entries.iter().find(same))
    }
}

/// How the list may be changed now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// With the open estimate.
    Direct,
    /// The money is given and the contract waits for the list.
    Drafting,
    /// As part of an adjustment.
    Proposal,
    Closed,
}

pub(super) fn mode(case: &Case) -> Mode {
    match case.editing() {
        Editing::Direct => Mode::Direct,
        Editing::Proposal => Mode::Proposal,
        Editing::Closed if case.roster.fixed.is_none() && waits(case) => Mode::Drafting,
        Editing::Closed => Mode::Closed,
    }
}

/// True where a step asks for the fixed list.
fn waits(case: &Case) -> bool {
    case.definition
        .exits(&case.project.state)
        .any(|step| step.guards.contains(&Guard::BeneficiaryKnown))
}

/// True for projects that keep such a list: every group, and a flagship part that supports
/// establishments.
pub(in crate::project) fn serves(kind: ProjectKind, activity: Activity) -> bool {
    match kind {
        ProjectKind::Group => true,
        ProjectKind::Flagship => has_beneficiary(activity),
        ProjectKind::Single => false,
    }
}

/// The beneficiaries that the entries name.
pub(super) fn beneficiaries(entries: &[Entry], province: UnitId) -> Vec<Beneficiary> {
    entries
        .iter()
        .filter_map(|entry| {
            Some(Beneficiary {
                establishment_id: entry.establishment_id?,
                name: entry.name.clone(),
                unit_id: entry.unit_id.unwrap_or(province),
            })
        })
        .collect()
}
