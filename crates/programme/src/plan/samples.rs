//! The pages of plans with invented values: none, one and many rows, and a long title.

use db::{Page, PageRequest};
use jiff::civil::date;
use kernel::{Activity, Dong, FundingSource, Id, Lang, UnitId};
use uuid::Uuid;
use web_kit::{Chrome, Difference, Form, samples::Sample};

use super::{
    Plan, PlanLine, PlanRow, PlanState, Standing,
    adjustment_pages::{AdjustmentPage, Prepared, VersionPage},
    approval_pages::ApprovalPage,
    line_pages::LinePage,
    pages::{FormPage, ListPage, ListQuery, ShowPage},
    transfer::{Transfer, TransferKind},
    transfer_pages::TransfersPage,
    versions::{LineDifference, PlanVersion},
};

const TITLE: &str = "Kế hoạch khuyến công địa phương năm 2023 trên địa bàn tỉnh Bà Rịa – Vũng Tàu và \
                     phương án phân bổ kinh phí cho các đơn vị thực hiện";

/// A plan with invented values, also for pages of proposals.
pub(crate) fn plan() -> Plan {
    Plan {
        id: Id::from_uuid(Uuid::from_u128(1)),
        scope: FundingSource::Kcdp,
        province_id: Some(UnitId(1)),
        year: 2023,
        title: TITLE.into(),
        instrument_no: "4262/UBND-VP".into(),
        instrument_on: Some(date(2023, 4, 13)),
        issuer: "UBND tỉnh Bà Rịa – Vũng Tàu".into(),
        stated_tasks: Some(23),
        stated_amount: None,
        note: String::new(),
        state: PlanState::Open,
        number: 0,
        illustration: false,
        version: 1,
    }
}

fn row() -> PlanRow {
    let plan = plan();
    PlanRow {
        id: plan.id,
        scope: plan.scope,
        province: String::new(),
        year: plan.year,
        title: plan.title,
        instrument_no: plan.instrument_no,
        instrument_on: None,
        stated_tasks: plan.stated_tasks,
        stated_amount: plan.stated_amount,
        lines: 5,
        amount: Dong(99_999_999_999),
        state: PlanState::Approved,
        number: 2,
        illustration: true,
    }
}

fn line() -> PlanLine {
    PlanLine {
        id: Id::from_uuid(Uuid::from_u128(2)),
        plan_id: plan().id,
        position: 1,
        title: "Hỗ trợ ứng dụng máy móc tiên tiến".into(),
        activity: Activity::A3b,
        quantity: Some(10),
        unit_word: "cơ sở".into(),
        amount: None,
        quarter_1: None,
        quarter_2: None,
        quarter_3: None,
        quarter_4: None,
        standing: Standing::Allotted,
        taken: Dong::ZERO,
        implementer: "Trung tâm Khuyến công".into(),
        illustration: true,
        version: 1,
    }
}

fn list(lang: Lang, rows: usize) -> Sample {
    let page = Page {
        rows: vec![row(); rows],
        total: rows as i64,
        request: PageRequest::new(None),
    };
    let chrome = Chrome::sample(lang, lang.t("Kế hoạch khuyến công năm", "Annual plans"));
    let page = ListPage {
        may_create: true,
        export: Some("/plans/export.xlsx".into()),
        ..ListPage::of(chrome, &ListQuery::default(), page)
    };
    Sample::of("plans", page)
}

fn show(lang: Lang, lines: usize) -> Sample {
    let chrome = Chrome::sample(lang, TITLE);
    let page = Page {
        rows: vec![line(); lines],
        total: lines as i64,
        request: PageRequest::new(None),
    };
    let mut shown = plan();
    if lines == 1 {
        shown.state = PlanState::Approved;
        shown.number = 2;
    }
    let mut page = ShowPage::of(chrome, shown, page, Form::new(lang));
    page.may_edit = true;
    page.may_approve = lines == 0;
    page.standing =
        vec![("Sở Công Thương".into(), "Được chọn".into(), 3, Dong(5)); lines.min(1)];
    page.waiting = vec![("/proposals".into(), TITLE.into(), 2); lines.min(1)];
    page.versions = vec![version(); lines.min(2)];
    Sample::of("plan", page)
}

fn version() -> PlanVersion {
    PlanVersion {
        number: 1,
        instrument_no: "12/QĐ-UBND".into(),
        instrument_on: date(2023, 1, 5),
        issuer: "UBND tỉnh Bà Rịa – Vũng Tàu".into(),
        reason: "Cắt giảm dự toán".into(),
        file_id: Some(Id::from_uuid(Uuid::from_u128(9))),
        lines: 23,
        amount: Dong(5_000_000_000),
        actor: "Sở Công Thương".into(),
        at: jiff::Timestamp::UNIX_EPOCH,
        without_budget: "Chưa có thông báo dự toán".into(),
    }
}

fn approval(lang: Lang) -> Sample {
    let chrome = Chrome::sample(lang, lang.t("Phê duyệt kế hoạch", "Approve the plan"));
    let mut page = ApprovalPage::of(chrome, plan(), Form::new(lang));
    page.selected = (3, Dong(600_000_000));
    page.lines = (2, Dong(100_000_000));
    Sample::of("plan-approval", page)
}

fn line_difference() -> LineDifference {
    LineDifference {
        title: "Hỗ trợ ứng dụng máy móc tiên tiến".into(),
        fresh: true,
        fields: vec![("Kinh phí", "1.000 đ".into(), "2.000 đ".into())],
    }
}

fn adjustment(lang: Lang, rows: usize) -> Sample {
    let chrome = Chrome::sample(lang, lang.t("Điều chỉnh kế hoạch", "Adjust the plan"));
    let mut page = AdjustmentPage::of(chrome, plan(), Form::new(lang));
    page.prepared = (0..rows)
        .map(|_| Prepared {
            difference: line_difference(),
            href: "/plans/1/adjustment/lines/1".into(),
            actor: "Sở Công Thương".into(),
        })
        .collect();
    page.may_edit = true;
    page.may_decide = true;
    Sample::of("plan-adjustment", page)
}

fn transfers(lang: Lang, rows: usize) -> Sample {
    let chrome = Chrome::sample(lang, lang.t("Chuyển nguồn", "Transfers"));
    let moved = Transfer {
        kind: TransferKind::CarryOver,
        title: TITLE.into(),
        from_plan: plan().id,
        from_title: TITLE.into(),
        to_plan: plan().id,
        to_title: TITLE.into(),
        amount: Dong(99_999_999_999),
        instrument_no: "12/QĐ-UBND".into(),
        instrument_on: date(2023, 1, 5),
        issuer: "UBND tỉnh".into(),
        reason: "Chưa nghiệm thu trong năm".into(),
        file_id: None,
        actor: "Sở Công Thương".into(),
    };
    let mut page = TransfersPage::of(chrome, plan(), vec![moved; rows], Form::new(lang));
    page.may_decide = true;
    match rows {
        1 => page.tasks = vec![line(); 2],
        _ => page.line = Some((TITLE.into(), "1.000".into())),
    }
    Sample::of("plan-transfers", page)
}

fn version_page(lang: Lang, rows: usize) -> Sample {
    let page = VersionPage {
        c: Chrome::sample(lang, lang.t("Bản 2", "Version 2")),
        plan: plan(),
        version: version(),
        differences: vec![line_difference(); rows],
    };
    Sample::of("plan-version", page)
}

fn difference() -> Difference {
    Difference {
        label: "Năm",
        stored: "2022".into(),
        typed: "2023".into(),
    }
}

fn form(lang: Lang) -> Sample {
    let mut form = Form::new(lang);
    form.fail(
        "year",
        lang.t(
            "Cần một số từ 2000 đến 2200.",
            "A number from 2000 to 2200.",
        ),
    );
    let chrome = Chrome::sample(lang, lang.t("Lập kế hoạch năm", "New plan"));
    let mut page = FormPage::of(chrome, form, Some(plan().id));
    page.conflict.push(difference());
    Sample::of("plan-form", page)
}

fn line_form(lang: Lang) -> Sample {
    let chrome = Chrome::sample(lang, lang.t("Sửa nhiệm vụ", "Edit the task"));
    let mut page = LinePage::of(chrome, Form::new(lang), plan().id, line().id);
    page.conflict.push(difference());
    Sample::of("plan-line-form", page)
}

pub(super) fn of(lang: Lang) -> Vec<Sample> {
    let lists = [0, 1, 50].map(|rows| list(lang, rows));
    let shows = [0, 1, 50].map(|lines| show(lang, lines));
    lists
        .into_iter()
        .chain(shows)
        .chain([form(lang), line_form(lang), approval(lang)])
        .chain([0, 2].map(|rows| adjustment(lang, rows)))
        .chain([0, 2].map(|rows| version_page(lang, rows)))
        .chain([0, 1, 2].map(|rows| transfers(lang, rows)))
        .collect()
}
