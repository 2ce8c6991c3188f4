use jiff::civil::Date;
use kernel::{EstablishmentId, UnitId};
use serde::Serialize;

use crate::project::{Beneficiary, Case, roster};

/// What a version says of a project beside its estimate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct ProjectFacts {
    pub title: String,
    /// Đơn vị thực hiện.
    pub implementer: String,
    /// Đơn vị phối hợp.
    pub coordinator: String,
    /// Where it is carried out: the commune of the beneficiary's site where there is one.
    pub unit_id: Option<UnitId>,
    /// The beneficiary of a single project; those of a group stand in its list.
    pub establishment_id: Option<EstablishmentId>,
    /// Its name; empty without one.
    pub beneficiary: String,
    /// Nội dung, quy mô.
    pub content: String,
    #[schema(value_type = Option<String>, format = Date)]
    pub starts_on: Option<Date>,
    #[schema(value_type = Option<String>, format = Date)]
    pub ends_on: Option<Date>,
}

impl ProjectFacts {
    /// What is in force.
    pub(in crate::project) fn of(case: &Case) -> ProjectFacts {
        let project = &case.project;
        let one = case.beneficiaries.first().filter(|_| names_one(case));
        ProjectFacts {
            title: project.title.clone(),
            implementer: project.implementer.clone(),
            coordinator: project.coordinator.clone(),
            unit_id: project.unit_id,
            establishment_id: one.map(|b| b.establishment_id),
            beneficiary: one.map(|b| b.name.clone()).unwrap_or_default(),
            content: project.content.clone(),
            starts_on: project.starts_on,
            ends_on: project.ends_on,
        }
    }

    /// The project with what the version says in place of what it says itself.
    pub(in crate::project) fn put_on(&self, case: &mut Case) {
        if names_one(case) {
            case.beneficiaries = self.beneficiaries(case);
            case.project.beneficiaries = self.beneficiary.clone();
        }
        let project = &mut case.project;
        project.title = self.title.clone();
        project.implementer = self.implementer.clone();
        project.coordinator = self.coordinator.clone();
        project.unit_id = self.unit_id;
        project.content = self.content.clone();
        project.starts_on = self.starts_on;
        project.ends_on = self.ends_on;
    }

    fn beneficiaries(&self, case: &Case) -> Vec<Beneficiary> {
        let one = self.establishment_id.map(|establishment_id| Beneficiary {
            establishment_id,
            name: self.beneficiary.clone(),
            unit_id: self.unit_id.unwrap_or(case.project.province_id),
        });
        one.into_iter().collect()
    }
}

/// True where the one beneficiary is named with the project, not in a list of its own.
pub(in crate::project) fn names_one(case: &Case) -> bool {
    !roster::serves(case.project.kind(), case.project.activity) && case.beneficiaries.len() <= 1
}
