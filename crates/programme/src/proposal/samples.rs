//! The pages of proposals with invented values: none, one and many rows, a long title.

use db::{Page, PageRequest};
use jiff::civil::date;
use kernel::{Activity, Dong, FundingSource, Id, Lang, UnitId};
use rules::ProjectKind;
use uuid::Uuid;
use web_kit::{Chrome, Form, samples::Sample};

use super::{
    Holder, Proposal, ProposalRow, ProposalState,
    criteria::{Criterion, Points},
    meeting::Meeting,
    model::Kind,
    pages::{
        criteria::{CorrectionPage, CriteriaPage, Shown},
        form::FormPage,
        list::{ListPage, ListQuery},
        meeting::MeetingPage,
        selection::{Means, SelectionPage},
        show::{RemarkLine, ScoreLine, ShowPage},
    },
};
use crate::{budget::Budget, plan};

const TITLE: &str = "Hỗ trợ ứng dụng máy cắt CNC trong sản xuất cửa, tủ và đồ gỗ gia dụng tại Công ty \
                     TNHH Sản xuất, Thương mại và Dịch vụ Cơ khí Phước Hải";

fn proposal(state: ProposalState) -> Proposal {
    Proposal {
        id: Id::from_uuid(Uuid::from_u128(1)),
        plan_id: Id::from_uuid(Uuid::from_u128(2)),
        need_id: Some(Id::from_uuid(Uuid::from_u128(3))),
        project_id: None,
        establishment_id: Some(Id::from_uuid(Uuid::from_u128(4))),
        beneficiary: "Công ty TNHH Cơ khí Phước Hải".into(),
        province_id: UnitId(1),
        unit_id: None,
        kind: Kind(ProjectKind::Flagship),
        activity: Activity::A3b,
        variant: String::new(),
        line: false,
        title: TITLE.into(),
        content: "Thay máy thủ công.".into(),
        implementer: "Trung tâm Khuyến công".into(),
        quantity: 1,
        unit_word: "máy".into(),
        total_cost: Dong(570_000_000),
        asked: Dong(250_000_000),
        holder: Holder::Department,
        origin: Holder::Commune,
        state,
        state_since: date(2022, 6, 15),
        reason: "Chờ bổ sung báo giá.".into(),
        rank: Some(2),
        rank_reason: "Xã xây dựng nông thôn mới".into(),
        score: Some(8_250),
        granted: Some(Dong(200_000_000)),
        quarter_1: Some(Dong(0)),
        quarter_2: Some(Dong(120_000_000)),
        quarter_3: Some(Dong(80_000_000)),
        quarter_4: Some(Dong(0)),
        ceiling_on: date(2022, 6, 15),
        ceiling: Some(Dong(200_000_000)),
        ceiling_equation: "min(50 % × 570.000.000 đ; 200.000.000 đ) = 200.000.000 đ".into(),
        ceiling_article: "TTLT 26/2014".into(),
        ceiling_verified: false,
        eligible: state != ProposalState::Refused,
        unsure: state == ProposalState::Open,
        ceiling_reasons: "Chưa biết loại hình của đối tượng thụ hưởng: cần xác nhận.".into(),
        plan_line_id: None,
        carried_from: Some(Id::from_uuid(Uuid::from_u128(7))),
        created_by: None,
        illustration: true,
        version: 3,
    }
}

fn row(n: usize) -> ProposalRow {
    let p = proposal(ProposalState::Open);
    ProposalRow {
        id: Id::from_uuid(Uuid::from_u128(n as u128)),
        plan_id: p.plan_id,
        scope: FundingSource::Kcdp,
        year: 2023,
        title: p.title,
        beneficiary: p.beneficiary,
        place: "Xã Long Phước".into(),
        kind: p.kind,
        activity: p.activity,
        asked: Dong(99_999_999_999),
        granted: (!n.is_multiple_of(2)).then_some(Dong(200_000_000)),
        ceiling: p.ceiling,
        ceiling_verified: false,
        eligible: !n.is_multiple_of(3),
        unsure: n % 3 == 1,
        holder: Holder::Department,
        state: ProposalState::ALL[n % 8],
        rank: Some(n as i64 + 1),
        score: p.score,
        illustration: true,
        version: 1,
        running: Dong(200_000_000 * n as i64),
    }
}

fn page(rows: usize) -> Page<ProposalRow> {
    Page {
        rows: (0..rows).map(row).collect(),
        total: rows as i64,
        request: PageRequest::new(None),
    }
}

fn criterion() -> Criterion {
    Criterion {
        id: Id::from_uuid(Uuid::from_u128(5)),
        scope: None,
        province_id: None,
        position: 1,
        title: "Địa bàn ưu tiên".into(),
        hint: "Xã đặc biệt khó khăn".into(),
        most: 10,
        weight: 3,
        article: "Điều 6 Thông tư 46/2012/TT-BCT".into(),
        instrument_id: Some(Id::from_uuid(Uuid::from_u128(6))),
        verified: false,
        valid_from: date(2013, 1, 1),
        valid_to: None,
        version: 1,
        supersedes_id: None,
        reason: String::new(),
        recorded_by: "Sở Công Thương".into(),
        created_at: jiff::Timestamp::UNIX_EPOCH,
    }
}

fn list(lang: Lang, rows: usize) -> Sample {
    let chrome = Chrome::sample(lang, lang.t("Đề xuất kế hoạch", "Plan proposals"));
    let mut page = ListPage::of(chrome, &ListQuery::default(), page(rows), Dong(1));
    page.may_create = true;
    page.passes = Some(Holder::Department);
    page.export = Some("/proposals/export.xlsx".into());
    Sample::of("proposals", page)
}

fn selection(lang: Lang, rows: usize) -> Sample {
    let chrome = Chrome::sample(lang, lang.t("Xét chọn", "Selection"));
    let mut means = Means::default();
    if rows > 0 {
        means.budget = Some(Budget {
            id: Id::from_uuid(Uuid::from_u128(6)),
            scope: FundingSource::Kcdp,
            province_id: Some(UnitId(1)),
            year: 2023,
            amount: Dong(5_000_000_000),
            allotted: Dong::ZERO,
            illustration: false,
            version: 1,
        });
    }
    let plan = plan::sample_plan();
    let form = Form::new(lang);
    let mut page = SelectionPage::of(chrome, plan, Holder::Department, page(rows), means, form);
    page.may_decide = true;
    page.may_approve = rows == 1;
    page.may_meet = true;
    page.meeting = (rows > 0).then(|| Meeting {
        held_on: date(2022, 6, 15),
        starts_at: "8 giờ 30".into(),
        place: "Phòng họp số 2, Sở Công Thương".into(),
        chair: "Phó Giám đốc Sở".into(),
        secretary: "Chuyên viên phòng Quản lý công nghiệp".into(),
        attendees: "Đại diện Sở Tài chính\nGiám đốc Trung tâm Khuyến công".into(),
        illustration: true,
        version: 1,
    });
    Sample::of("selection", page)
}

fn show(lang: Lang, state: ProposalState) -> Sample {
    let chrome = Chrome::sample(lang, TITLE);
    let mut page = ShowPage::of(
        chrome,
        proposal(state),
        plan::sample_plan(),
        Form::new(lang),
    );
    let open = state == ProposalState::Open;
    page.may_edit = open;
    page.may_return = open;
    page.may_decide = open;
    page.may_see_plan = true;
    page.above = Some(Holder::Agency).filter(|_| open);
    page.may_carry = matches!(state, ProposalState::Deferred | ProposalState::Reserve);
    page.next_plan = (state == ProposalState::Deferred).then(plan::sample_plan);
    page.carried_from = open.then(|| "Kế hoạch năm 2022".into());
    page.carried_to = (state == ProposalState::Refused).then(|| {
        (
            Id::from_uuid(Uuid::from_u128(8)),
            "Kế hoạch năm 2024".into(),
        )
    });
    page.remarks = vec![RemarkLine {
        at: "09:00 15/06/2022".into(),
        actor: "Sở Công Thương".into(),
        way: "Sở Công Thương → Trung tâm".into(),
        text: "Bổ sung báo giá.".into(),
    }];
    page.scores = vec![ScoreLine {
        criterion: criterion(),
        points: Some(Points {
            criterion_id: criterion().id,
            points: 8,
            reason: "Xã đảo".into(),
        }),
    }];
    Sample::of("proposal", page)
}

fn form(lang: Lang) -> Sample {
    let mut form = Form::new(lang);
    form.fail("asked", lang.t("Cần điền ô này.", "This is required."));
    let chrome = Chrome::sample(lang, lang.t("Lập đề xuất", "New proposal"));
    Sample::of("proposal-form", FormPage::of(chrome, form, None))
}

fn criteria(lang: Lang, rows: usize) -> Sample {
    let page = CriteriaPage {
        c: Chrome::sample(lang, lang.t("Tiêu chí xét chọn", "Criteria")),
        rows: (0..rows)
            .map(|_| Shown {
                criterion: criterion(),
                area: "Toàn quốc".into(),
                basis: "/instruments/6#article-6".into(),
                mine: true,
            })
            .collect(),
        corrected: (0..rows.min(2))
            .map(|_| {
                let later = Criterion {
                    reason: "Ghi nhầm điểm tối đa".into(),
                    ..criterion()
                };
                (criterion(), later)
            })
            .collect(),
        scopes: rules::FundingScope::choices(lang),
        form: Form::new(lang),
        may_add: true,
    };
    Sample::of("selection-criteria", page)
}

fn correction(lang: Lang, meanwhile: Option<Criterion>) -> Sample {
    let mut form = Form::new(lang);
    form.fail("reason", lang.t("Cần điền ô này.", "This is required."));
    let page = CorrectionPage {
        c: Chrome::sample(lang, lang.t("Đính chính tiêu chí", "Correct a criterion")),
        form,
        action: "/selection-criteria/5/correction".into(),
        scopes: rules::FundingScope::choices(lang),
        meanwhile,
    };
    Sample::of("selection-criterion", page)
}

fn meeting_form(lang: Lang) -> Sample {
    let mut form = Form::new(lang);
    form.fail("place", lang.t("Cần điền ô này.", "This is required."));
    let page = MeetingPage {
        c: Chrome::sample(lang, lang.t("Cuộc họp xét chọn", "Meeting")),
        plan: plan::sample_plan(),
        holder: Holder::Department,
        form,
    };
    Sample::of("selection-meeting", page)
}

pub(super) fn of(lang: Lang) -> Vec<Sample> {
    let mut all = Vec::new();
    for rows in [0, 1, 50] {
        all.extend([
            list(lang, rows),
            selection(lang, rows),
            criteria(lang, rows),
        ]);
    }
    all.extend(ProposalState::ALL.map(|state| show(lang, state)));
    all.push(form(lang));
    all.push(correction(lang, None));
    all.push(correction(lang, Some(criterion())));
    all.push(meeting_form(lang));
    all
}
