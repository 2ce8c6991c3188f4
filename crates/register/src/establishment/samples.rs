//! Every page of this folder with invented values, for the test that renders them.

use db::{Page, PageRequest};
use jiff::{Timestamp, civil::date};
use kernel::{Dong, EstablishmentId, Id, Lang, SiteId, UnitId};
use rules::eligibility::LegalForm;
use web_kit::{Chrome, Form, Pager, samples::Sample};

use super::{
    changes::{Change, HistoryLine},
    forms::FormPage,
    import_pages::ImportPage,
    imports::{ImportReport, RowFault},
    model::{Establishment, FormColumn, OwnerSex, Status},
    pages::{Choices, ListPage},
    show::{ShowPage, SiteLine, YearLine},
    store::{Brief, ListRow},
};
use crate::{
    support::SupportLine,
    year::{YearFigures, YearSource},
};

/// A name of 120 letters.
fn long_name() -> String {
    "Công ty TNHH Một thành viên Chế biến Hải sản "
        .chars()
        .cycle()
        .take(120)
        .collect()
}

fn id(n: u8) -> EstablishmentId {
    Id::from_uuid(
        format!("01900000-0000-7000-8000-0000000000{n:02x}")
            .parse()
            .expect("a well-formed uuid"),
    )
}

fn row(n: u8) -> ListRow {
    ListRow {
        id: id(n),
        name: long_name(),
        short_name: String::new(),
        tax_code: n.is_multiple_of(2).then(|| "3500101107".into()),
        legal_form: FormColumn(LegalForm::BusinessHousehold),
        industry_version: 2018,
        industry_code: "10202".into(),
        industry_name: "Chế biến và bảo quản thủy sản khô".into(),
        unit_id: UnitId(302_656_900),
        unit_label: "Xã Long Phước, Thành phố Bà Rịa, Tỉnh Bà Rịa - Vũng Tàu".into(),
        province_id: UnitId(100_007_700),
        representative: String::new(),
        phone: String::new(),
        status: if n == 1 {
            Status::Closed
        } else {
            Status::Active
        },
        illustration: n == 2,
    }
}

fn list(lang: Lang, count: u8, filtered: bool) -> Sample {
    let page = Page {
        rows: (1..=count).map(row).collect(),
        total: if count == 50 { 5_000 } else { i64::from(count) },
        request: PageRequest::new(None),
    };
    Sample::of(
        "list of establishments",
        ListPage {
            c: Chrome::sample(lang, "Cơ sở CNNT"),
            form: Form::new(lang).with("q", "điện <cơ>"),
            choices: Choices {
                provinces: vec![("1".into(), "Tỉnh Bà Rịa - Vũng Tàu".into())],
                groups: vec![("10".into(), "10 Sản xuất, chế biến thực phẩm".into())],
                forms: vec![("ENTERPRISE", "Doanh nghiệp")],
                statuses: vec![("active", "Đang hoạt động")],
            },
            total: Dong(page.total).grouped(),
            pager: Pager::new(&page, "/establishments", &[("q", "điện")]),
            export: "/establishments/export.xlsx".into(),
            filtered,
            may_create: count != 1,
            may_export: count != 1,
            rows: page.rows,
        },
    )
}

fn form(lang: Lang, existing: bool) -> Sample {
    let mut form = Form::new(lang).with("name", long_name()).with("version", 3);
    form.fail("tax_code", "Mã số thuế này đã có ở cơ sở khác.");
    form.fail("", "Người khác vừa sửa bản ghi này.");
    let mut page = FormPage::new(Chrome::sample(lang, "Cơ sở"), form, existing.then(|| id(1)));
    if existing {
        page.stale = vec![Change {
            label: "Tên cơ sở",
            before: long_name(),
            after: "<B>".into(),
        }];
    } else {
        page.duplicates = vec![Brief {
            id: id(2),
            name: long_name(),
            tax_code: Some("3500101107".into()),
            unit_label: "Xã Long Phước".into(),
        }];
    }
    Sample::of("form of an establishment", page)
}

fn record(status: Status) -> Establishment {
    let mut e = Establishment::blank(id(1), Timestamp::UNIX_EPOCH, true);
    e.name = long_name();
    e.tax_code = Some("3500101107".into());
    e.owner_sex = Some(OwnerSex::Female);
    e.owner_ethnic = "Chơ Ro".into();
    e.website = "https://example.vn".into();
    e.founded = Some(date(2010, 5, 1));
    e.declared_sme = Some(true);
    e.publish_profile = true;
    if status == Status::Closed {
        e.status = status;
        e.closed_on = Some(date(2022, 3, 1));
        e.closed_reason = "Chuyển nghề".into();
    }
    e
}

fn year(revision: i64, replaced: bool) -> YearLine {
    YearLine {
        figures: YearFigures {
            id: Id::from_uuid(id(9).uuid()),
            establishment_id: id(1),
            year: 2021,
            source: YearSource::Survey,
            revision,
            workers: Some(12),
            women: None,
            revenue: Some(Dong(99_999_999_999)),
            capital: Some(Dong::ZERO),
            collected_on: date(2022, 2, 1),
            note: "Số liệu ước".into(),
            illustration: true,
            created_at: Timestamp::UNIX_EPOCH,
        },
        replaced,
    }
}

fn show(lang: Lang, status: Status, full: bool) -> Sample {
    let many = if full { 50 } else { 1 };
    let site = |n: u8| SiteLine {
        id: SiteId::from_uuid(id(n).uuid()),
        main: n == 1,
        place: long_name(),
        unit_note: "đến 30/06/2025; nay là Phường Bà Rịa".into(),
        village: Some("Làng nghề bún".into()),
        cluster: String::new(),
        days: "từ 01/05/2010".into(),
        illustration: false,
    };
    let line = HistoryLine {
        at: "08:00 01/01/2022".into(),
        actor: "Chuyên viên".into(),
        what: "Sửa thông tin",
        changes: vec![Change {
            label: "Tên cơ sở",
            before: "A".into(),
            after: "<B>".into(),
        }],
    };
    let support = SupportLine {
        year: 2021,
        title: "Hỗ trợ máy sấy".into(),
        amount: Dong(200_000_000),
        source: "Khuyến công địa phương".into(),
        href: "/projects/1".into(),
    };
    Sample::of(
        "an establishment",
        ShowPage {
            c: Chrome::sample(lang, "Cơ sở"),
            e: record(status),
            industry: "10202 Chế biến và bảo quản thủy sản khô (VSIC 2018)".into(),
            sites: (1..=many).map(site).collect(),
            years: if full {
                vec![year(2, false), year(1, true)]
            } else {
                Vec::new()
            },
            support: if full { vec![support; 50] } else { Vec::new() },
            history: vec![line; usize::from(many)],
            may_edit: full,
            form: Form::new(lang),
        },
    )
}

fn import(lang: Lang, faults: usize) -> Sample {
    let fault = RowFault {
        row: 7,
        column: "Mã số thuế".into(),
        message: "Mã số thuế cần 10 số.".into(),
    };
    Sample::of(
        "import of establishments",
        ImportPage {
            c: Chrome::sample(lang, "Nhập từ Excel"),
            form: Form::new(lang),
            report: Some(ImportReport {
                rows: 60,
                good: 60 - faults,
                written: 0,
                faults: vec![fault; faults],
            }),
            rows: "[{\"number\":1}]".into(),
            more: faults / 2,
        },
    )
}

pub(crate) fn samples() -> Vec<Sample> {
    let mut all = Vec::new();
    for lang in [Lang::Vi, Lang::En] {
        all.extend([
            list(lang, 0, false),
            list(lang, 0, true),
            list(lang, 1, true),
            list(lang, 50, false),
        ]);
        all.extend([form(lang, false), form(lang, true)]);
        all.extend([
            show(lang, Status::Active, true),
            show(lang, Status::Closed, false),
        ]);
        all.extend([import(lang, 0), import(lang, 50)]);
    }
    all
}
