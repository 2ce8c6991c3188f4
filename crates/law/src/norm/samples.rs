//! The pages of norms with invented values: none, one and many rows, and a long title.

use std::collections::HashMap;

use db::{Page, PageRequest};
use jiff::{Timestamp, civil::date};
use kernel::{Activity, BasisPoints, Dong, Id, Lang};
use uuid::Uuid;
use web_kit::{Chrome, Difference, Form, Pager, samples::Sample, version::Change};

use super::{
    NormVersion,
    pages::{FormPage, ListPage, ListQuery, NormView, ShowPage, StepPage},
};

pub(crate) fn version() -> NormVersion {
    NormVersion {
        id: Id::from_uuid(Uuid::from_u128(5)),
        key: "N18-05".into(),
        version: 2,
        supersedes_id: Some(Id::from_uuid(Uuid::from_u128(4))),
        change: Change::Correct,
        reason: "Đọc lại văn bản".into(),
        scope: "kcqg".into(),
        territory_id: None,
        activity: Activity::A3b,
        variant: "day_chuyen".into(),
        title_vi:
            "Ứng dụng máy móc thiết bị tiên tiến, chuyển giao công nghệ, tiến bộ khoa học kỹ \
                   thuật vào sản xuất công nghiệp – tiểu thủ công nghiệp"
                .into(),
        title_en: "Advanced machines, technology transfer".into(),
        pct_bp: Some(BasisPoints::percent(50)),
        cap: Some(Dong(99_999_999_999)),
        per: "establishment".into(),
        multiplier_x100: 150,
        condition_vi: String::new(),
        condition_en: String::new(),
        cost_items_vi: String::new(),
        cost_items_en: String::new(),
        instrument_id: Some(Id::from_uuid(Uuid::from_u128(1))),
        legal_doc: "28/2018/TT-BTC".into(),
        locator: "Điều 8 khoản 4".into(),
        valid_from: Some(date(2018, 5, 11)),
        valid_to: None,
        verified: false,
        verified_by: String::new(),
        verified_at: None,
        evidence: String::new(),
        source: String::new(),
        recorded_by: "Quản trị".into(),
        recorded_at: Timestamp::UNIX_EPOCH,
        illustration: true,
    }
}

fn view(lang: Lang) -> NormView {
    NormView::of(version(), &HashMap::new(), lang).expect("the invented norm has known codes")
}

fn list(lang: Lang, rows: usize) -> Sample {
    let page = Page {
        rows: (0..rows).map(|_| view(lang)).collect(),
        total: rows as i64,
        request: PageRequest::new(None),
    };
    Sample::of(
        "norms",
        ListPage {
            c: Chrome::sample(lang, lang.t("Định mức hỗ trợ", "Support norms")),
            query: ListQuery::default(),
            scopes: rules::FundingScope::choices(lang),
            areas: Vec::new(),
            activities: Activity::choices(lang),
            pager: Pager::new(&page, "/norms", &[]),
            rows: page.rows,
            may_create: true,
        },
    )
}

fn show(lang: Lang, older: bool) -> Sample {
    Sample::of(
        "norm",
        ShowPage {
            c: Chrome::sample(lang, "N18-05"),
            view: view(lang),
            versions: vec![view(lang)],
            newest: older.then(|| Id::from_uuid(Uuid::from_u128(6))),
            basis: "/instruments/1#article-8".into(),
            example: "min(50 % × 1.000.000.000 đ; 300.000.000 đ) = 300.000.000 đ".into(),
            may_edit: true,
        },
    )
}

fn form(lang: Lang, correcting: bool) -> Sample {
    let mut form = Form::new(lang);
    form.fail(
        "pct",
        lang.t("Tỷ lệ hỗ trợ không quá 100 %.", "At most 100 %."),
    );
    let chrome = Chrome::sample(lang, lang.t("Thêm định mức", "Add a norm"));
    let mut page = FormPage::of(chrome, form, correcting.then(|| version().id));
    if correcting {
        page.conflict = vec![Difference {
            label: "Tỷ lệ",
            stored: "50".into(),
            typed: "40".into(),
        }];
    }
    Sample::of("norm-form", page)
}

fn step(lang: Lang, ending: bool) -> Sample {
    let chrome = Chrome::sample(lang, "N18-05");
    let page = StepPage::of(chrome, Form::new(lang), version(), ending)
        .expect("the invented norm has known codes");
    Sample::of("norm-step", page)
}

pub(super) fn of(lang: Lang) -> Vec<Sample> {
    vec![
        list(lang, 0),
        list(lang, 1),
        list(lang, 50),
        show(lang, false),
        show(lang, true),
        form(lang, false),
        form(lang, true),
        step(lang, false),
        step(lang, true),
    ]
}
