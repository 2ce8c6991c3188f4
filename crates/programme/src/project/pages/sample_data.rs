//! An invented project, for the samples of pages.

use jiff::{Timestamp, civil::date};
use kernel::{Activity, CostLineId, Dong, FundingSource, ProjectId, UnitId, WorkflowId};
use uuid::Uuid;

use crate::{
    ports::{Assessment, CeilingFinding},
    project::{Answer, Balances, Case, CostLine, LineSource, Project},
};

/// A project with a long name and one cost line.
pub(crate) fn case() -> Case {
    Case {
        project: project(),
        definition: rules::workflow::kcdp(),
        beneficiaries: Vec::new(),
        lines: vec![line()],
        roster: crate::project::Roster::default(),
    }
}

fn project() -> Project {
    let name = "Công ty trách nhiệm hữu hạn một thành viên sản xuất, thương mại và dịch vụ cơ khí \
                chế tạo Phước Hải Đất Đỏ Bà Rịa";
    Project {
        id: ProjectId::from_uuid(Uuid::nil()),
        code: "ĐA-77-2022-0001".into(),
        title: format!("Hỗ trợ ứng dụng máy cắt laser tại {name}"),
        kind: "single".into(),
        scope: "kcdp".into(),
        activity: Activity::A3b,
        variant: String::new(),
        line: false,
        year: 2022,
        province_id: UnitId(1),
        unit_id: None,
        need_id: None,
        plan_line_id: None,
        workflow_id: WorkflowId::from_uuid(Uuid::nil()),
        state: "in_progress".into(),
        origin_state: None,
        implementer: "Trung tâm Khuyến công".into(),
        coordinator: String::new(),
        background: String::new(),
        goals: "Tăng năng suất".into(),
        content: String::new(),
        effect: String::new(),
        starts_on: Some(date(2022, 3, 1)),
        ends_on: None,
        drafted_on: date(2022, 2, 1),
        approved_on: Some(date(2022, 3, 1)),
        advance_limit_bp: None,
        accepted_on: None,
        state_since: date(2022, 4, 1),
        beneficiaries: name.into(),
        created_by: None,
        national_centre: None,
        created_at: Timestamp::UNIX_EPOCH,
        version: 7,
        illustration: true,
    }
}

fn line() -> CostLine {
    let balances = |requested: i64| Balances {
        requested: Dong(requested),
        planned: Dong(requested),
        ..Balances::default()
    };
    CostLine {
        id: CostLineId::from_uuid(Uuid::nil()),
        establishment_id: None,
        owner: String::new(),
        position: 0,
        title: "Máy cắt laser CNC".into(),
        unit: "máy".into(),
        quantity: 1,
        unit_price: Dong(99_999_999_999),
        amount: Dong(99_999_999_999),
        counted: true,
        sources: vec![
            LineSource {
                source: FundingSource::Kcdp,
                balances: Balances {
                    allotted: Dong(200_000_000),
                    committed: Dong(200_000_000),
                    ..balances(200_000_000)
                },
            },
            LineSource {
                source: FundingSource::Counterpart,
                balances: balances(99_799_999_999),
            },
        ],
    }
}

pub(crate) fn answer() -> Answer {
    Answer {
        name: String::new(),
        amount: Dong(250_000_000),
        assessment: Assessment {
            eligible: true,
            findings: vec![CeilingFinding {
                passed: None,
                text: "Ngành nghề cần xác nhận.".into(),
                article: "Điều 5, Nghị định 45/2012/NĐ-CP".into(),
                verified: false,
            }],
            ceiling: Some(Dong(200_000_000)),
            equation: "min(50 % × 570.000.000 đ; 200.000.000 đ) = 200.000.000 đ".into(),
            article: "26/2014/TTLT-BTC-BCT".into(),
            rule_key: "N14-04".into(),
            verified: false,
            reasons: Vec::new(),
        },
    }
}
