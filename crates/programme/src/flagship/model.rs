use db::row;
use kernel::{AccountId, Dong, FlagshipId, FundingSource, ProjectId, Scope, UnitId, WorkflowId};
use rules::FundingScope;
use serde::Serialize;

row! {
    /// The frame of a flagship project.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct Flagship {
        pub id: FlagshipId,
        pub code: String,
        pub title: String,
        /// The budget that pays its parts.
        pub scope: FundingSource,
        pub from_year: i64,
        pub to_year: i64,
        /// Đơn vị chủ trì.
        pub leader: String,
        /// Whose frame it is; neither of the two for the nation's.
        pub lead_province_id: Option<UnitId>,
        pub lead_centre: Option<String>,
        pub goals: String,
        pub effect: String,
        pub created_by: Option<AccountId>,
        pub version: i64,
        pub illustration: bool,
    }
}

impl Flagship {
    /// `2026–2028`
    pub fn period(&self) -> String {
        format!("{}–{}", self.from_year, self.to_year)
    }

    pub fn funding(&self) -> FundingScope {
        FundingScope::of(self.scope).expect("CHECK flagship_scope allows only promotion money")
    }

    pub fn years(&self) -> impl Iterator<Item = i64> {
        self.from_year..=self.to_year
    }

    /// True for who may change the frame: the agency, and the unit that leads it.
    pub fn is_led_by(&self, scope: &Scope) -> bool {
        match scope {
            Scope::Nation => true,
            Scope::Provinces(provinces) => self
                .lead_province_id
                .is_some_and(|p| provinces.contains(&p)),
            Scope::Region { centre, .. } => self.lead_centre.as_ref() == Some(centre),
            Scope::Communes { .. } | Scope::Own(_) => false,
        }
    }
}

row! {
    /// What the frame plans for a year in a province.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
    pub struct Cell {
        pub year: i64,
        pub province_id: UnitId,
        pub province: String,
        pub implementer: String,
        pub content: String,
        pub amount: Dong,
        /// What the parts ask for together.
        pub used: Dong,
    }
}

row! {
    /// A project that is a part, with its promotion money.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
    pub struct Part {
        pub project_id: ProjectId,
        pub year: i64,
        pub province_id: UnitId,
        pub code: String,
        pub title: String,
        pub implementer: String,
        #[serde(skip)]
        pub workflow_id: WorkflowId,
        pub state: String,
        pub requested: Dong,
        pub planned: Dong,
        pub allotted: Dong,
        pub accepted: Dong,
        pub settled: Dong,
        /// Advances and payments less what came back.
        pub paid: Dong,
        pub illustration: bool,
    }
}

row! {
    /// A flagship in a list.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct FlagshipRow {
        pub id: FlagshipId,
        pub code: String,
        pub title: String,
        pub scope: FundingSource,
        pub from_year: i64,
        pub to_year: i64,
        pub leader: String,
        pub provinces: i64,
        /// Promotion money of the whole frame.
        pub amount: Dong,
        /// Parts within the reader's scope.
        pub parts: i64,
        pub illustration: bool,
    }
}

impl FlagshipRow {
    pub fn period(&self) -> String {
        format!("{}–{}", self.from_year, self.to_year)
    }
}

row! {
    /// That a project is a part of a frame, and whose: what everybody may know who sees the frame.
    #[derive(Clone, Debug)]
    pub struct Standing {
        pub project_id: ProjectId,
        pub year: i64,
        pub province_id: UnitId,
        pub implementer: String,
    }
}
