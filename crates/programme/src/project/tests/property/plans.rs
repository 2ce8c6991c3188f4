//! The plans that the projects are taken up in.

use super::*;

/// The plans of the years, by budget.
#[derive(Clone, Copy)]
pub(super) struct Plans {
    pub local: PlanId,
    pub national: PlanId,
    pub next_local: PlanId,
    pub next_national: PlanId,
}

pub(super) async fn plan_of(town: &Town, scope: FundingScope, year: i64) -> PlanId {
    let input = PlanInput {
        scope: Some(scope),
        province_id: Some(testkit::ba_ria_vung_tau()),
        year: Some(year),
        title: format!("Kế hoạch {} năm {year}", scope.code()),
        ..PlanInput::default()
    };
    plan::create(&town.cx(Role::Appraiser), input)
        .await
        .unwrap()
}

/// Who decides on a plan of this budget.
pub(super) fn decider(scope: FundingScope) -> Role {
    match scope {
        FundingScope::Kcqg => Role::MinistryAgency,
        FundingScope::Kcdp => Role::Appraiser,
    }
}

pub(super) fn task(activity: Activity, million: i64) -> PlanLineInput {
    PlanLineInput {
        title: "Hỗ trợ máy móc, đào tạo".into(),
        activity: Some(activity),
        amount: Some(Dong(million * 1_000_000)),
        ..PlanLineInput::default()
    }
}

impl Plans {
    /// The plans of both budgets and years; those of the first are approved.
    pub async fn new(town: &Town) -> Plans {
        let day = date(2022, 2, 1);
        town.t.on(date(2022, 3, 1));
        let mut plans = Vec::new();
        for scope in [FundingScope::Kcdp, FundingScope::Kcqg] {
            let id = plan_of(town, scope, YEAR).await;
            let cx = town.cx(decider(scope));
            plan::add_line(&cx, id, task(Activity::A6, 50))
                .await
                .unwrap();
            let version = plan_version(town, id).await;
            plan::approve(&cx, id, version, decision(day), None)
                .await
                .unwrap();
            plans.push(id);
            plans.push(plan_of(town, scope, YEAR + 1).await);
        }
        Plans {
            local: plans[0],
            next_local: plans[1],
            national: plans[2],
            next_national: plans[3],
        }
    }

    pub fn of(&self, scope: FundingScope) -> (PlanId, PlanId) {
        match scope {
            FundingScope::Kcdp => (self.local, self.next_local),
            FundingScope::Kcqg => (self.national, self.next_national),
        }
    }
}
