//! The pages with invented values, for the test that renders them all.

use kernel::{Dong, FundingSource, Lang, ProjectId, UnitId, UnitKind, UnitLevel};
use reference::Unit;
use uuid::Uuid;
use web_kit::{Chrome, Pager, samples::Sample};

use super::{
    behind::{ProjectsPage, RecordsPage, with_state},
    model::{Sums, YearlyReport},
    pages::{asked_sample, yearly_page},
    store::{FactRecord, FactSum, MoneySum, ProjectRow, StateSum},
};
use crate::{indicator::INDICATORS, sending, state::States};

/// A name as long as names get.
fn long_name() -> String {
    "Cơ sở sản xuất chế biến thủy sản xuất khẩu ".repeat(3)
}

pub(crate) fn unit(code: u32, name: &str) -> Unit {
    let id = UnitId::new(UnitLevel::Province, code, 0);
    Unit {
        id,
        code: code.to_string(),
        name: name.to_owned(),
        kind: UnitKind::Tinh,
        level: UnitLevel::Province,
        parent_id: None,
        province_id: id,
        valid_from: None,
        valid_to: None,
        label: name.to_owned(),
        short_name: name.trim_start_matches("Tỉnh ").to_owned(),
    }
}

/// A report with `quantity` under every indicator, twice as much money, and half a year before.
pub(super) fn report(quantity: i64, members: Vec<Unit>) -> YearlyReport {
    let fact = |indicator: &str, year, quantity| FactSum {
        indicator: indicator.to_owned(),
        year,
        quantity,
        subjects: quantity,
        records: quantity,
        illustrations: quantity,
    };
    let facts: Vec<FactSum> = INDICATORS
        .iter()
        .filter(|_| quantity > 0)
        .flat_map(|i| [fact(i.key, 2022, quantity), fact(i.key, 2021, quantity / 2)])
        .collect();
    let state = |scope, state: &str, projects| StateSum {
        scope,
        year: 2022,
        state: state.to_owned(),
        projects,
        illustrations: projects,
    };
    let sum = |scope| MoneySum {
        scope,
        year: 2022,
        planned: Dong(99_999_999_999),
        allotted: Dong(99_999_999_999),
        paid: Dong(33_333_333_333),
    };
    let mut sums = Sums {
        facts,
        states: Vec::new(),
        money: Vec::new(),
    };
    if quantity > 0 {
        sums.states = vec![
            state(FundingSource::Kcqg, "in_progress", 2),
            state(FundingSource::Kcdp, "paid", 20),
            state(FundingSource::Kcdp, "a_state_of_a_province", 3),
        ];
        sums.money = vec![sum(FundingSource::Kcqg), sum(FundingSource::Kcdp)];
    }
    let states = States::builtin();
    YearlyReport::new(
        unit(77, "Tỉnh Bà Rịa - Vũng Tàu"),
        members,
        2022,
        &sums,
        states,
    )
}

fn record(n: u128) -> FactRecord {
    FactRecord {
        indicator: INDICATORS[0].key.to_owned(),
        province_id: UnitId::new(UnitLevel::Province, 77, 0),
        quantity: 1,
        subject_id: None,
        thing: "machine".into(),
        record_id: Uuid::from_u128(n),
        title: long_name(),
        illustration: n.is_multiple_of(2),
    }
}

fn project(n: u128) -> ProjectRow {
    ProjectRow {
        project_id: ProjectId::from_uuid(Uuid::from_u128(n)),
        code: format!("KCDP-2022-{n:03}"),
        title: long_name(),
        scope: FundingSource::Kcdp,
        state: "in_progress".into(),
        planned: Dong(99_999_999_999),
        allotted: Dong(99_999_999_999),
        paid: Dong::ZERO,
        illustration: true,
    }
}

pub fn samples() -> Vec<Sample> {
    let mut all = Vec::new();
    for lang in [Lang::Vi, Lang::En] {
        let chrome = |title: &str| Chrome::sample(lang, title);
        for quantity in [0, 1, 12_340] {
            let members = vec![
                unit(79, "Thành phố Hồ Chí Minh"),
                unit(74, "Tỉnh Bình Dương"),
            ];
            let asked = asked_sample(report(quantity, members));
            let sending = sending::sample(&asked.report.unit, lang);
            let mut page = yearly_page(chrome("Báo cáo năm 2022"), &asked, 2022, quantity > 0);
            if quantity > 0 {
                page.sending = sending;
            }
            all.push(Sample::of("yearly report", page));
        }
        for count in [0, 1, 50] {
            let pager = Pager {
                first: 1,
                last: 50,
                total: "12.340".into(),
                ..Pager::default()
            };
            let rows = (0..count)
                .map(|n| (record(n), "Bà Rịa - Vũng Tàu".to_owned()))
                .collect();
            all.push(Sample::of(
                "records of a figure",
                RecordsPage {
                    c: chrome("Cơ sở được hỗ trợ"),
                    label: "Cơ sở được hỗ trợ".into(),
                    unit: "cơ sở".into(),
                    definition: INDICATORS[0].definition(lang).into(),
                    basis: (INDICATORS[0].basis(), "/instruments/1#article-4".into()),
                    value: "10".into(),
                    rows,
                    pager: pager.clone(),
                    illustration: true,
                },
            ));
            all.push(Sample::of(
                "projects of a report",
                ProjectsPage {
                    c: chrome("Đề án"),
                    rows: (0..count)
                        .map(|n| with_state(project(n), &States::builtin(), lang))
                        .collect(),
                    pager,
                    state: "Đang thực hiện".into(),
                    all: "/reports/yearly/projects".into(),
                },
            ));
        }
    }
    all
}
