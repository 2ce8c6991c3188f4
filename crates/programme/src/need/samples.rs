//! The pages of needs with invented values: none, one and many rows, and a long name.

use db::{Page, PageRequest};
use jiff::civil::date;
use kernel::{Activity, Dong, Id, Lang, UnitId};
use rules::FundingScope;
use uuid::Uuid;
use web_kit::{Chrome, Difference, Form, samples::Sample};

use super::{
    Need, NeedSource, NeedState,
    outlook::Outlook,
    pages::{FormPage, ListPage, ListQuery, OutlookView, ShowPage},
};
use crate::ports::{Assessment, CeilingFinding, Eligibility};

const NAME: &str = "Công ty trách nhiệm hữu hạn một thành viên sản xuất, thương mại và dịch vụ cơ khí \
                    chính xác Nguyễn Hoàng Phương Bà Rịa – Vũng Tàu";

fn need(state: NeedState) -> Need {
    let decided = state != NeedState::New;
    Need {
        id: Id::from_uuid(Uuid::from_u128(1)),
        establishment_id: Id::from_uuid(Uuid::from_u128(2)),
        establishment_name: NAME.into(),
        site_id: None,
        unit_id: UnitId(1),
        province_id: UnitId(1),
        activity: Activity::A3b,
        variant: String::new(),
        line: true,
        title: "Dây chuyền cắt laser sợi quang 3 kW".into(),
        description: String::new(),
        total_cost: Dong(99_999_999_999),
        own_money: Dong::ZERO,
        help_wanted: Dong(450_000_000),
        year: 2023,
        met_by: "Phòng Khuyến công".into(),
        met_on: date(2022, 5, 12),
        source: NeedSource::Visit,
        state,
        reason: if state == NeedState::Rejected {
            "Ngoài kế hoạch năm".into()
        } else {
            String::new()
        },
        decided_on: decided.then(|| date(2022, 6, 1)),
        project_id: (state == NeedState::Accepted).then(|| Id::from_uuid(Uuid::from_u128(3))),
        project_code: if state == NeedState::Accepted {
            "ĐA-2023-0001".into()
        } else {
            String::new()
        },
        illustration: true,
        version: 1,
    }
}

fn list(lang: Lang, rows: usize) -> Sample {
    let page = Page {
        rows: vec![need(NeedState::New); rows],
        total: rows as i64,
        request: PageRequest::new(None),
    };
    let chrome = Chrome::sample(lang, lang.t("Nhu cầu của cơ sở", "Needs"));
    let page = ListPage {
        may_create: true,
        export: Some("/needs/export.xlsx".into()),
        ..ListPage::of(chrome, &ListQuery::default(), page, Dong(99_999_999_999))
    };
    Sample::of("needs", page)
}

fn outlook(eligibility: Eligibility) -> Outlook {
    let eligible = eligibility != Eligibility::NotEligible;
    let passed = match eligibility {
        Eligibility::Eligible => Some(true),
        Eligibility::Unsure => None,
        Eligibility::NotEligible => Some(false),
    };
    Outlook {
        scope: FundingScope::Kcdp,
        assessment: Assessment {
            eligible,
            findings: vec![CeilingFinding {
                passed,
                text: "Địa bàn".into(),
                article: "Điều 1".into(),
                verified: true,
            }],
            ceiling: eligible.then_some(Dong(300_000_000)),
            equation: "min(50 % × 99.999.999.999 đ; 300.000.000 đ) = 300.000.000 đ".into(),
            article: "28/2018/TT-BTC, Điều 8 khoản 4".into(),
            rule_key: "N18-05".into(),
            verified: false,
            reasons: vec!["Cần xác nhận quy mô doanh nghiệp.".into()],
        },
    }
}

fn show(lang: Lang, state: NeedState) -> Sample {
    let need = need(state);
    let outlooks = [
        Eligibility::Eligible,
        Eligibility::Unsure,
        Eligibility::NotEligible,
    ]
    .into_iter()
    .map(|eligibility| OutlookView::of(outlook(eligibility), &need, lang))
    .collect();
    Sample::of(
        "need",
        ShowPage {
            c: Chrome::sample(lang, &need.title),
            place: "Xã Long Phước, Thành phố Bà Rịa, Tỉnh Bà Rịa - Vũng Tàu".into(),
            activity: "A3b".into(),
            outlooks,
            trail: Vec::new(),
            form: Form::new(lang),
            may_edit: state == NeedState::New,
            may_propose: state != NeedState::Rejected,
            may_project: state == NeedState::New,
            may_reject: state == NeedState::New,
            may_reopen: state == NeedState::Rejected,
            need,
        },
    )
}

fn form(lang: Lang, conflict: bool) -> Sample {
    let mut form = Form::new(lang);
    form.fail("title", lang.t("Cần điền ô này.", "This is required."));
    let chrome = Chrome::sample(lang, lang.t("Ghi nhu cầu của cơ sở", "Enter a need"));
    let mut page = FormPage::of(chrome, form, None);
    if conflict {
        page.conflict.push(Difference {
            label: "Năm",
            stored: "2022".into(),
            typed: "2023".into(),
        });
    }
    Sample::of("need-form", page)
}

pub(super) fn of(lang: Lang) -> Vec<Sample> {
    let lists = [0, 1, 50].map(|rows| list(lang, rows));
    let shows = NeedState::ALL.map(|state| show(lang, state));
    let forms = [false, true].map(|conflict| form(lang, conflict));
    lists.into_iter().chain(shows).chain(forms).collect()
}
