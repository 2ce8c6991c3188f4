//! The pages of deadlines and limits with invented values: none, one and many rows, a long name.

use std::collections::HashMap;

use jiff::{Timestamp, civil::date};
use kernel::{Id, Lang};
use rules::parameter::Subject;
use uuid::Uuid;
use web_kit::{Chrome, Difference, Form, samples::Sample, version::Change};

use super::{
    ParameterVersion,
    pages::{
        ParameterView,
        calendar::{self, CalendarPage},
        edit::{FormPage, SubjectsPage},
        list::{ListPage, ListQuery},
        show::ShowPage,
        step::StepPage,
    },
};

pub(crate) fn version() -> ParameterVersion {
    ParameterVersion {
        id: Id::from_uuid(Uuid::from_u128(5)),
        key: "TH-01".into(),
        version: 2,
        supersedes_id: Some(Id::from_uuid(Uuid::from_u128(4))),
        change: Change::Correct,
        reason: "Đọc lại văn bản".into(),
        subject: Subject::RegistrationClose.code().into(),
        title: String::new(),
        scope: Some("kcqg".into()),
        territory_id: None,
        measure: "deadline".into(),
        month: Some(6),
        day: Some(20),
        year_offset: Some(-1),
        inclusive: Some(false),
        share_bp: None,
        months: None,
        instrument_id: Some(Id::from_uuid(Uuid::from_u128(1))),
        legal_doc: "36/2013/TT-BCT".into(),
        locator: "Điều 6".into(),
        valid_from: Some(date(2014, 2, 10)),
        valid_to: None,
        verified: false,
        verified_by: String::new(),
        verified_at: None,
        evidence: String::new(),
        note: "Hai trang hỏi đáp pháp luật nêu ngày này; chưa đọc điều gốc.".into(),
        source: String::new(),
        recorded_by: "Quản trị".into(),
        recorded_at: Timestamp::UNIX_EPOCH,
        illustration: true,
    }
}

/// One without a value, of a long name.
fn open() -> ParameterVersion {
    ParameterVersion {
        subject: Subject::OtherDeadline.code().into(),
        title: "Nộp hồ sơ đề án có hợp phần bảo vệ môi trường cho nhiều cơ sở công nghiệp nông \
                thôn trên địa bàn các xã, phường, đặc khu"
            .into(),
        month: None,
        day: None,
        year_offset: None,
        inclusive: None,
        ..version()
    }
}

fn view(lang: Lang, version: ParameterVersion) -> ParameterView {
    ParameterView::of(version, &HashMap::new(), lang).expect("the invented row has known codes")
}

fn list(lang: Lang, rows: usize) -> Sample {
    Sample::of(
        "parameters",
        ListPage {
            c: Chrome::sample(lang, lang.t("Thời hạn và giới hạn", "Deadlines and limits")),
            query: ListQuery::default(),
            areas: Vec::new(),
            rows: (0..rows)
                .map(|i| view(lang, if i % 2 == 0 { version() } else { open() }))
                .collect(),
            bad_day: rows == 1,
            may_create: true,
        },
    )
}

fn show(lang: Lang, older: bool) -> Sample {
    Sample::of(
        "parameter",
        ShowPage {
            c: Chrome::sample(lang, "TH-01"),
            view: view(lang, version()),
            versions: vec![view(lang, version()), view(lang, open())],
            newest: older.then(|| Id::from_uuid(Uuid::from_u128(6))),
            basis: if older {
                String::new()
            } else {
                "/instruments/1#article-6".into()
            },
            may_edit: true,
        },
    )
}

fn form(lang: Lang, subject: Subject, correcting: bool) -> Sample {
    let mut form = Form::new(lang);
    form.fail("day", lang.t("Cần cả ngày và tháng.", "Both are needed."));
    let chrome = Chrome::sample(lang, lang.t("Thêm", "Add"));
    let mut page = FormPage::of(chrome, form, subject, correcting.then(|| version().id));
    if correcting {
        page.conflict = vec![Difference {
            label: "Ngày",
            stored: "20".into(),
            typed: "25".into(),
        }];
    }
    Sample::of("parameter-form", page)
}

fn step(lang: Lang, ending: bool) -> Sample {
    let chrome = Chrome::sample(lang, "TH-01");
    let page = StepPage::of(chrome, Form::new(lang), version(), ending)
        .expect("the invented row has known codes");
    Sample::of("parameter-step", page)
}

fn calendar(lang: Lang, full: bool) -> Sample {
    let rules: Vec<_> = [version(), open()]
        .iter()
        .filter(|_| full)
        .map(|v| v.rule().expect("the invented row has known codes"))
        .collect();
    let day = date(2026, 7, 1);
    let (entries, missing) = calendar::entries(&rules, &[], 2027, day, day, lang);
    let chrome = Chrome::sample(lang, calendar::heading(lang));
    Sample::of(
        "parameter-calendar",
        CalendarPage::of(chrome, 2027, None, Vec::new(), entries, missing),
    )
}

pub(super) fn of(lang: Lang) -> Vec<Sample> {
    let subjects = Chrome::sample(lang, lang.t("Thêm", "Add"));
    vec![
        list(lang, 0),
        list(lang, 1),
        list(lang, 50),
        show(lang, false),
        show(lang, true),
        Sample::of("parameter-subjects", SubjectsPage::of(subjects)),
        form(lang, Subject::RegistrationClose, false),
        form(lang, Subject::AdvanceLimit, true),
        form(lang, Subject::FirstFollowUp, false),
        form(lang, Subject::OtherDeadline, false),
        step(lang, false),
        step(lang, true),
        calendar(lang, false),
        calendar(lang, true),
    ]
}
