//! Who may do what: one table, read by commands, by the navigation and by `generated/access.txt`.
//!
//! *Where* somebody may do it is their [`Scope`], which the stores put into every query. *Which
//! step* of a project somebody may take is said by the workflow definition, not here.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::{AccountId, EstablishmentId, Lang, UnitId};

/// The work a person does. One account has one role; a person with two posts has two accounts.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Chuyên viên Trung tâm: prepares projects, keeps the registers.
    Officer,
    /// Giám đốc Trung tâm: decides and signs for the Centre.
    CentreHead,
    /// Sở Công Thương: appraises, selects, keeps the plan.
    Appraiser,
    /// Kế toán: advances, payments, settlement.
    Accountant,
    /// Cục (Bộ Công Thương): national plan, ministry appraisal, the rules of the whole country.
    MinistryAgency,
    /// Cộng tác viên khuyến công, or the commune's officer.
    Collaborator,
    /// A rural industrial establishment signing in for itself.
    Establishment,
    /// Quản trị: accounts, norms, reference data; no part in projects or money.
    Administrator,
}

impl Role {
    pub const ALL: [Role; 8] = [
        Role::Officer,
        Role::CentreHead,
        Role::Appraiser,
        Role::Accountant,
        Role::MinistryAgency,
        Role::Collaborator,
        Role::Establishment,
        Role::Administrator,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Role::Officer => "officer",
            Role::CentreHead => "centre_head",
            Role::Appraiser => "appraiser",
            Role::Accountant => "accountant",
            Role::MinistryAgency => "ministry_agency",
            Role::Collaborator => "collaborator",
            Role::Establishment => "establishment",
            Role::Administrator => "administrator",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Role::Officer => lang.t("Chuyên viên Trung tâm", "Officer of the Centre"),
            Role::CentreHead => lang.t("Giám đốc Trung tâm", "Head of the Centre"),
            Role::Appraiser => lang.t("Thẩm định, Sở Công Thương", "Department appraiser"),
            Role::Accountant => lang.t("Kế toán", "Accountant"),
            Role::MinistryAgency => lang.t("Cục thuộc Bộ Công Thương", "Ministry agency"),
            Role::Collaborator => lang.t("Cộng tác viên khuyến công", "Collaborator"),
            Role::Establishment => lang.t(
                "Cơ sở công nghiệp nông thôn",
                "Rural industrial establishment",
            ),
            Role::Administrator => lang.t("Quản trị", "Administrator"),
        }
    }
}

/// What is done to a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verb {
    View,
    Create,
    Edit,
    /// Move a project along its workflow; the definition then says which role takes which step.
    /// In a council: vote, which only its members can. Of money: admit vouchers that somebody else
    /// entered.
    Decide,
    /// Take many records out at once; such exports are written to the audit trail.
    Export,
}

impl Verb {
    pub const ALL: [Verb; 5] = [
        Verb::View,
        Verb::Create,
        Verb::Edit,
        Verb::Decide,
        Verb::Export,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Verb::View => "view",
            Verb::Create => "create",
            Verb::Edit => "edit",
            Verb::Decide => "decide",
            Verb::Export => "export",
        }
    }
}

/// What there is to see or change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thing {
    Establishment,
    Need,
    Norm,
    Parameter,
    Instrument,
    Plan,
    /// What is proposed for a plan, on its way from the commune to the ministry agency.
    Proposal,
    /// The budget told for a year, which plans may not exceed.
    Budget,
    Project,
    Money,
    /// Supports of every province, compared to find those given twice.
    FundingMatch,
    Council,
    Activity,
    Cluster,
    Meeting,
    /// A task of the Centre's implementation plan.
    Task,
    /// What is due: reports, payments, acceptances, follow-ups.
    Obligation,
    Report,
    /// How a province goes about it: workflows, check-lists, criteria, number series.
    Workflow,
    Account,
    Audit,
}

impl Thing {
    pub const ALL: [Thing; 21] = [
        Thing::Establishment,
        Thing::Need,
        Thing::Norm,
        Thing::Parameter,
        Thing::Instrument,
        Thing::Plan,
        Thing::Proposal,
        Thing::Budget,
        Thing::Project,
        Thing::Money,
        Thing::FundingMatch,
        Thing::Council,
        Thing::Activity,
        Thing::Cluster,
        Thing::Meeting,
        Thing::Task,
        Thing::Obligation,
        Thing::Report,
        Thing::Workflow,
        Thing::Account,
        Thing::Audit,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Thing::Establishment => "establishment",
            Thing::Need => "need",
            Thing::Norm => "norm",
            Thing::Parameter => "parameter",
            Thing::Instrument => "instrument",
            Thing::Plan => "plan",
            Thing::Proposal => "proposal",
            Thing::Budget => "budget",
            Thing::Project => "project",
            Thing::Money => "money",
            Thing::FundingMatch => "funding_match",
            Thing::Council => "council",
            Thing::Activity => "activity",
            Thing::Cluster => "cluster",
            Thing::Meeting => "meeting",
            Thing::Task => "task",
            Thing::Obligation => "obligation",
            Thing::Report => "report",
            Thing::Workflow => "workflow",
            Thing::Account => "account",
            Thing::Audit => "audit",
        }
    }
}

use Verb::{Create, Decide, Edit, Export, View};

type Line = (Role, Thing, &'static [Verb]);

/// The access table. A pair that is not listed is refused.
#[rustfmt::skip]
const ACCESS: &[Line] = &[
    (Role::Officer, Thing::Establishment, &[View, Create, Edit, Export]),
    (Role::Officer, Thing::Need, &[View, Create, Edit, Export]),
    (Role::Officer, Thing::Norm, &[View]),
    (Role::Officer, Thing::Parameter, &[View]),
    (Role::Officer, Thing::Instrument, &[View, Create, Export]),
    (Role::Officer, Thing::Plan, &[View, Create, Edit, Export]),
    (Role::Officer, Thing::Proposal, &[View, Create, Edit, Export]),
    (Role::Officer, Thing::Budget, &[View]),
    (Role::Officer, Thing::Project, &[View, Create, Edit, Decide, Export]),
    (Role::Officer, Thing::Money, &[View]),
    (Role::Officer, Thing::FundingMatch, &[View]),
    (Role::Officer, Thing::Council, &[View, Decide]),
    (Role::Officer, Thing::Activity, &[View, Create, Edit, Export]),
    (Role::Officer, Thing::Cluster, &[View, Create, Edit, Export]),
    (Role::Officer, Thing::Meeting, &[View, Create, Edit, Export]),
    (Role::Officer, Thing::Task, &[View, Create, Edit, Export]),
    (Role::Officer, Thing::Obligation, &[View, Export]),
    (Role::Officer, Thing::Report, &[View, Export]),
    (Role::Officer, Thing::Workflow, &[View]),

    (Role::CentreHead, Thing::Establishment, &[View, Create, Edit, Export]),
    (Role::CentreHead, Thing::Need, &[View, Create, Edit, Export]),
    (Role::CentreHead, Thing::Norm, &[View]),
    (Role::CentreHead, Thing::Parameter, &[View]),
    (Role::CentreHead, Thing::Instrument, &[View, Create, Export]),
    (Role::CentreHead, Thing::Plan, &[View, Create, Edit, Export]),
    (Role::CentreHead, Thing::Proposal, &[View, Create, Edit, Decide, Export]),
    (Role::CentreHead, Thing::Budget, &[View]),
    (Role::CentreHead, Thing::Project, &[View, Create, Edit, Decide, Export]),
    (Role::CentreHead, Thing::Money, &[View, Decide, Export]),
    (Role::CentreHead, Thing::FundingMatch, &[View]),
    (Role::CentreHead, Thing::Council, &[View, Decide]),
    (Role::CentreHead, Thing::Activity, &[View, Create, Edit, Export]),
    (Role::CentreHead, Thing::Cluster, &[View, Create, Edit, Export]),
    (Role::CentreHead, Thing::Meeting, &[View, Create, Edit, Export]),
    (Role::CentreHead, Thing::Task, &[View, Create, Edit, Export]),
    (Role::CentreHead, Thing::Obligation, &[View, Export]),
    (Role::CentreHead, Thing::Report, &[View, Export, Create]),
    (Role::CentreHead, Thing::Workflow, &[View]),
    (Role::CentreHead, Thing::Audit, &[View]),

    (Role::Appraiser, Thing::Establishment, &[View, Export]),
    (Role::Appraiser, Thing::Need, &[View, Export]),
    (Role::Appraiser, Thing::Norm, &[View, Create, Edit]),
    (Role::Appraiser, Thing::Parameter, &[View, Create, Edit]),
    (Role::Appraiser, Thing::Instrument, &[View, Create, Edit, Export]),
    (Role::Appraiser, Thing::Plan, &[View, Create, Edit, Decide, Export]),
    (Role::Appraiser, Thing::Proposal, &[View, Create, Edit, Decide, Export]),
    (Role::Appraiser, Thing::Budget, &[View, Create, Edit, Export]),
    (Role::Appraiser, Thing::Project, &[View, Decide, Export]),
    (Role::Appraiser, Thing::Money, &[View, Decide, Export]),
    (Role::Appraiser, Thing::FundingMatch, &[View, Decide]),
    (Role::Appraiser, Thing::Council, &[View, Create, Edit, Decide]),
    (Role::Appraiser, Thing::Activity, &[View, Export]),
    (Role::Appraiser, Thing::Cluster, &[View, Export]),
    (Role::Appraiser, Thing::Meeting, &[View, Export]),
    (Role::Appraiser, Thing::Task, &[View, Export]),
    (Role::Appraiser, Thing::Obligation, &[View, Export]),
    (Role::Appraiser, Thing::Report, &[View, Export, Create]),
    (Role::Appraiser, Thing::Workflow, &[View, Create, Edit]),

    (Role::Accountant, Thing::Establishment, &[View]),
    (Role::Accountant, Thing::Norm, &[View]),
    (Role::Accountant, Thing::Parameter, &[View]),
    (Role::Accountant, Thing::Instrument, &[View]),
    (Role::Accountant, Thing::Plan, &[View, Export]),
    (Role::Accountant, Thing::Proposal, &[View, Export]),
    (Role::Accountant, Thing::Budget, &[View, Create, Edit, Export]),
    (Role::Accountant, Thing::Project, &[View, Decide, Export]),
    (Role::Accountant, Thing::Money, &[View, Create, Decide, Export]),
    (Role::Accountant, Thing::FundingMatch, &[View]),
    (Role::Accountant, Thing::Council, &[View, Decide]),
    (Role::Accountant, Thing::Activity, &[View]),
    (Role::Accountant, Thing::Task, &[View, Create, Edit, Export]),
    (Role::Accountant, Thing::Obligation, &[View, Export]),
    (Role::Accountant, Thing::Report, &[View, Export]),
    (Role::Accountant, Thing::Workflow, &[View]),

    (Role::MinistryAgency, Thing::Establishment, &[View]),
    (Role::MinistryAgency, Thing::Norm, &[View, Create, Edit]),
    (Role::MinistryAgency, Thing::Parameter, &[View, Create, Edit]),
    (Role::MinistryAgency, Thing::Instrument, &[View, Create, Edit, Export]),
    (Role::MinistryAgency, Thing::Plan, &[View, Create, Edit, Decide, Export]),
    (Role::MinistryAgency, Thing::Proposal, &[View, Create, Edit, Decide, Export]),
    (Role::MinistryAgency, Thing::Budget, &[View, Create, Edit, Export]),
    (Role::MinistryAgency, Thing::Project, &[View, Decide, Export]),
    (Role::MinistryAgency, Thing::Money, &[View, Create, Decide, Export]),
    (Role::MinistryAgency, Thing::FundingMatch, &[View, Decide]),
    (Role::MinistryAgency, Thing::Council, &[View, Create, Edit, Decide]),
    (Role::MinistryAgency, Thing::Activity, &[View, Export]),
    (Role::MinistryAgency, Thing::Cluster, &[View, Export]),
    (Role::MinistryAgency, Thing::Meeting, &[View, Create, Edit, Export]),
    (Role::MinistryAgency, Thing::Obligation, &[View, Export]),
    (Role::MinistryAgency, Thing::Report, &[View, Export]),
    (Role::MinistryAgency, Thing::Workflow, &[View, Create, Edit]),

    (Role::Collaborator, Thing::Establishment, &[View, Create, Edit]),
    (Role::Collaborator, Thing::Need, &[View, Create, Edit]),
    (Role::Collaborator, Thing::Proposal, &[View, Create, Edit, Decide]),
    (Role::Collaborator, Thing::Norm, &[View]),
    (Role::Collaborator, Thing::Parameter, &[View]),
    (Role::Collaborator, Thing::Instrument, &[View]),
    (Role::Collaborator, Thing::Council, &[View, Decide]),
    (Role::Collaborator, Thing::Activity, &[View]),
    (Role::Collaborator, Thing::Task, &[View]),

    (Role::Establishment, Thing::Establishment, &[View, Edit]),
    (Role::Establishment, Thing::Need, &[View, Create, Edit]),
    (Role::Establishment, Thing::Norm, &[View]),
    (Role::Establishment, Thing::Parameter, &[View]),
    (Role::Establishment, Thing::Instrument, &[View]),
    (Role::Establishment, Thing::Project, &[View]),
    (Role::Establishment, Thing::Council, &[View, Decide]),

    (Role::Administrator, Thing::Establishment, &[View]),
    (Role::Administrator, Thing::Norm, &[View, Create, Edit]),
    (Role::Administrator, Thing::Parameter, &[View, Create, Edit]),
    (Role::Administrator, Thing::Instrument, &[View, Create, Edit, Export]),
    (Role::Administrator, Thing::Workflow, &[View, Create, Edit]),
    (Role::Administrator, Thing::Report, &[View]),
    (Role::Administrator, Thing::Account, &[View, Create, Edit]),
    (Role::Administrator, Thing::Audit, &[View, Export]),
];

/// The whole table, for people to read and for tests to walk.
pub fn access_table() -> &'static [Line] {
    ACCESS
}

/// True when the role may do that to such things, within its scope.
pub fn may(role: Role, verb: Verb, thing: Thing) -> bool {
    ACCESS
        .iter()
        .any(|(r, t, verbs)| *r == role && *t == thing && verbs.contains(&verb))
}

/// Where somebody sees and works. Stores put it into every list, count, picker and export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The whole country.
    Nation,
    /// These provinces of either era: a province of today together with those merged into it.
    Provinces(Vec<UnitId>),
    /// A national centre (trung tâm khuyến công quốc gia) and the provinces of its region. It opens
    /// projects in all of them and sees its own only; of the provinces' other records it reads the
    /// establishments ([`Scope::over_region`]).
    Region {
        centre: String,
        provinces: Vec<UnitId>,
    },
    /// These communes, and the provinces they lie in.
    Communes {
        communes: Vec<UnitId>,
        provinces: Vec<UnitId>,
    },
    /// One establishment: its own records only.
    Own(EstablishmentId),
}

impl Scope {
    /// The same, with the region of a national centre as provinces: for registers that it may read as
    /// people of the provinces do.
    pub fn over_region(&self) -> Cow<'_, Scope> {
        match self {
            Scope::Region { provinces, .. } => Cow::Owned(Scope::Provinces(provinces.clone())),
            other => Cow::Borrowed(other),
        }
    }

    /// The national centre that somebody works for.
    pub fn national_centre(&self) -> Option<&str> {
        match self {
            Scope::Region { centre, .. } => Some(centre),
            _ => None,
        }
    }
}

/// Who is asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// None for the operator of the machine (command line, first loading of data).
    pub account: Option<AccountId>,
    /// How the audit trail names this person: post and body rather than a private name.
    pub name: String,
    pub role: Role,
    pub scope: Scope,
    /// The body the person works for, as papers print it.
    pub organisation: String,
    /// The province whose unit is preselected in forms.
    pub home: Option<UnitId>,
}

impl Actor {
    /// The person at the machine: loads reference data and manages accounts.
    pub fn operator() -> Actor {
        Actor {
            account: None,
            name: "Người vận hành máy".into(),
            role: Role::Administrator,
            scope: Scope::Nation,
            organisation: String::new(),
            home: None,
        }
    }

    /// True when the person may do that to such things, within the scope. Reports are of a province,
    /// of which a national centre has none.
    pub fn may(&self, verb: Verb, thing: Thing) -> bool {
        let of_a_province = thing == Thing::Report;
        may(self.role, verb, thing) && !(of_a_province && self.scope.national_centre().is_some())
    }

    /// True when the person may do this to rules of this area: a department to those of its own
    /// province, the ministry agency to those of the whole country (None), the administrator to all.
    pub fn keeps(&self, verb: Verb, thing: Thing, area: Option<UnitId>) -> bool {
        let own = match &self.scope {
            // What a province's council or committee has set is not the ministry's to write.
            Scope::Nation => area.is_none() || self.role != Role::MinistryAgency,
            Scope::Provinces(provinces) => area.is_some_and(|unit| provinces.contains(&unit)),
            Scope::Region { .. } | Scope::Communes { .. } | Scope::Own(_) => false,
        };
        own && self.may(verb, thing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::UnitLevel;

    #[test]
    fn each_pair_of_role_and_thing_stands_once() {
        for (i, (role, thing, verbs)) in ACCESS.iter().enumerate() {
            assert!(!verbs.is_empty());
            let again = ACCESS
                .iter()
                .skip(i + 1)
                .any(|(r, t, _)| r == role && t == thing);
            assert!(!again, "{} × {} is listed twice", role.code(), thing.code());
        }
    }

    #[test]
    fn the_administrator_has_no_hand_in_projects_or_money() {
        for verb in Verb::ALL {
            assert!(!may(Role::Administrator, verb, Thing::Money));
            assert!(!may(Role::Administrator, verb, Thing::Project));
        }
    }

    #[test]
    fn rules_are_kept_by_those_who_set_them() {
        let [own, other] = [77, 79].map(|code| UnitId::new(UnitLevel::Province, code, 0));
        let person = |role, scope| Actor {
            role,
            scope,
            ..Actor::operator()
        };
        let department = person(Role::Appraiser, Scope::Provinces(vec![own]));
        let agency = person(Role::MinistryAgency, Scope::Nation);
        let administrator = person(Role::Administrator, Scope::Nation);
        for thing in [
            Thing::Norm,
            Thing::Parameter,
            Thing::Instrument,
            Thing::Workflow,
        ] {
            let areas = |who: &Actor| {
                [None, Some(own), Some(other)].map(|area| who.keeps(Edit, thing, area))
            };
            assert_eq!(areas(&department), [false, true, false], "{thing:?}");
            assert_eq!(areas(&agency), [true, false, false], "{thing:?}");
            assert_eq!(areas(&administrator), [true, true, true], "{thing:?}");
        }
    }

    #[test]
    fn what_may_be_changed_may_be_seen() {
        for (role, thing, verbs) in ACCESS {
            assert!(verbs.contains(&View), "{} × {}", role.code(), thing.code());
        }
    }
}
