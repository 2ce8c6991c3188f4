//! The pages of programmes with invented values: none, one and many rows, and a long title.

use db::{Page, PageRequest};
use jiff::{Timestamp, civil::date};
use kernel::{Dong, FundingSource, Id, Lang, UnitId};
use uuid::Uuid;
use web_kit::{Chrome, Difference, Form, samples::Sample};

use super::{
    Framework, FrameworkVersion,
    changes::changes,
    coverage::{CoveragePage, ProvinceCoverage},
    figure_pages::{AmendPage, FiguresPage},
    indicator::INDICATORS,
    model::{Figures, FrameworkRow, Target},
    pages::{FormPage, ListPage, ListQuery, ShowPage},
    progress::{MoneyProgress, Progress, TargetProgress},
};
use crate::ports::ResultCount;

const TITLE: &str = "Chương trình khuyến công giai đoạn 2021–2025 trên địa bàn tỉnh Bà Rịa – Vũng Tàu, kèm \
                     danh mục nhiệm vụ ưu tiên và cơ chế phối hợp";

fn framework() -> Framework {
    Framework {
        id: Id::from_uuid(Uuid::from_u128(1)),
        province_id: Some(UnitId(1)),
        from_year: 2021,
        to_year: 2025,
        title: TITLE.into(),
        note: String::new(),
        number: 2,
        illustration: true,
        version: 3,
    }
}

fn version(number: i64) -> FrameworkVersion {
    FrameworkVersion {
        number,
        instrument_no: "1881/QĐ-TTg".into(),
        instrument_on: Some(date(2020, 11, 20)),
        issuer: "Thủ tướng Chính phủ".into(),
        reason: "Thay đổi địa giới".into(),
        verified: false,
        actor: "Quản trị".into(),
        created_at: Timestamp::UNIX_EPOCH,
    }
}

fn row() -> FrameworkRow {
    let framework = framework();
    FrameworkRow {
        id: framework.id,
        province: String::new(),
        from_year: framework.from_year,
        to_year: framework.to_year,
        title: framework.title,
        number: framework.number,
        instrument_no: String::new(),
        instrument_on: None,
        targets: 12,
        amount: Dong(99_999_999_999),
        verified: false,
        illustration: true,
    }
}

fn list(lang: Lang, rows: usize) -> Sample {
    let page = Page {
        rows: vec![row(); rows],
        total: rows as i64,
        request: PageRequest::new(None),
    };
    let chrome = Chrome::sample(lang, lang.t("Chương trình giai đoạn", "Programmes"));
    let page = ListPage {
        may_create: true,
        export: Some("/frameworks/export.xlsx".into()),
        ..ListPage::of(chrome, &ListQuery::default(), page)
    };
    Sample::of("frameworks", page)
}

fn progress() -> Progress {
    Progress {
        targets: INDICATORS
            .iter()
            .enumerate()
            .map(|(i, indicator)| TargetProgress {
                indicator,
                target: (i % 2 == 0).then_some(100),
                done: (i % 3 != 0).then(|| ResultCount {
                    by_year: vec![(2021, 20), (2022, 30)],
                    total: 50,
                }),
            })
            .collect(),
        money: vec![MoneyProgress {
            year: 2021,
            source: FundingSource::Kcdp,
            foreseen: Some(Dong(99_999_999_999)),
            planned: Dong(1),
            spent: Dong::ZERO,
        }],
    }
}

fn figures() -> Figures {
    Figures {
        targets: vec![Target {
            indicator: "MCH_EST".into(),
            target: 40,
        }],
        money: Vec::new(),
    }
}

fn show(lang: Lang, progress: &Progress) -> Sample {
    let chrome = Chrome::sample(lang, TITLE);
    let versions = vec![version(2), version(1)];
    let mut page = ShowPage::of(chrome, framework(), versions, version(2), progress);
    page.changes = changes(&Figures::default(), &figures(), lang);
    page.may_edit = true;
    page.export = true;
    Sample::of("framework", page)
}

fn form(lang: Lang) -> Sample {
    let mut form = Form::new(lang);
    form.fail("from_year", "…");
    let chrome = Chrome::sample(lang, lang.t("Nhập chương trình", "New programme"));
    let mut page = FormPage::of(chrome, form, Some(framework().id));
    page.conflict.push(Difference {
        label: "Năm",
        stored: "2021".into(),
        typed: "2022".into(),
    });
    Sample::of("framework-form", page)
}

pub(super) fn all() -> Vec<Sample> {
    let mut all = Vec::new();
    for lang in [Lang::Vi, Lang::En] {
        all.extend([0, 1, 50].map(|rows| list(lang, rows)));
        all.push(show(lang, &Progress::default()));
        all.push(show(lang, &progress()));
        all.push(form(lang));
        let chrome = Chrome::sample(lang, lang.t("Chỉ tiêu", "Targets"));
        let mut figures = Form::new(lang);
        figures.fail("target_PRJ_CNT", "…");
        all.push(Sample::of(
            "framework-figures",
            FiguresPage::of(chrome, &framework(), figures),
        ));
        let chrome = Chrome::sample(lang, lang.t("Điều chỉnh", "Amend"));
        all.push(Sample::of(
            "framework-amendment",
            AmendPage::of(chrome, &framework(), Form::new(lang)),
        ));
        for frameworks in [Vec::new(), vec![row()]] {
            let chrome = Chrome::sample(lang, lang.t("Tỉnh đã ban hành", "Coverage"));
            let rows = vec![ProvinceCoverage {
                province: UnitId(1),
                label: "Thành phố Hồ Chí Minh".into(),
                frameworks,
            }];
            all.push(Sample::of(
                "framework-coverage",
                CoveragePage::of(chrome, 2022, rows),
            ));
        }
        let chrome = Chrome::sample(lang, lang.t("Tỉnh đã ban hành", "Coverage"));
        all.push(Sample::of(
            "framework-coverage",
            CoveragePage::of(chrome, 2022, Vec::new()),
        ));
    }
    all
}
