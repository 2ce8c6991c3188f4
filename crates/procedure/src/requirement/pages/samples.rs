//! Pages with invented values, for the test that renders them all.

use std::collections::HashMap;

use jiff::{Timestamp, civil::date};
use kernel::{Id, Lang};
use uuid::Uuid;
use web_kit::{Chrome, Form, samples::Sample, version::Change};

use super::{
    RequirementView,
    edit::FormPage,
    list::{ListPage, ListQuery},
    show::ShowPage,
    step::StepPage,
};
use crate::requirement::{
    form,
    model::{Kind, Requirement},
};

fn row(kind: Kind) -> Requirement {
    let paper = kind == Kind::Paper;
    Requirement {
        id: Id::from_uuid(Uuid::from_u128(5)),
        kind,
        key: format!("{}.bao_gia", kind.code()),
        version: 2,
        supersedes_id: Some(Id::from_uuid(Uuid::from_u128(4))),
        change: Change::Correct,
        reason: "Đọc lại văn bản".into(),
        code: "bao_gia".into(),
        position: 3,
        title_vi: "Báo giá hoặc hợp đồng mua máy móc thiết bị của ít nhất ba nhà cung cấp".into(),
        title_en: "Quotations or contract for machines".into(),
        scope: paper.then(|| "kcdp".into()),
        territory_id: Some(kernel::UnitId(77)),
        stage: paper.then(|| "base_appraisal".into()),
        required: paper.then_some(true),
        copies: paper.then_some(2),
        activities: if paper { "A3a,A3b" } else { "" }.into(),
        project_kinds: if paper { "single" } else { "" }.into(),
        level: (!paper).then(|| "base".into()),
        article: "Điều 5 Thông tư 36/2013/TT-BCT".into(),
        instrument_id: Some(Id::from_uuid(Uuid::from_u128(7))),
        valid_from: date(2014, 2, 10),
        valid_to: None,
        verified: false,
        verified_by: String::new(),
        verified_at: None,
        evidence: String::new(),
        recorded_by: "Sở Công Thương".into(),
        recorded_at: Timestamp::UNIX_EPOCH,
        illustration: true,
    }
}

fn view(lang: Lang, kind: Kind) -> RequirementView {
    RequirementView::of(row(kind), &HashMap::new(), lang).expect("the invented row has known codes")
}

fn of(lang: Lang, kind: Kind) -> Vec<Sample> {
    let chrome = || Chrome::sample(lang, kind.title(lang));
    let list = |rows: usize| {
        Sample::of(
            "requirements",
            ListPage {
                c: chrome(),
                kind,
                tabs: vec![(kind.title(lang), kind.href(), true)],
                query: ListQuery::default(),
                areas: Vec::new(),
                rows: (0..rows).map(|_| view(lang, kind)).collect(),
                bad_day: rows == 1,
                may_create: true,
            },
        )
    };
    let show = |older: bool| {
        Sample::of(
            "requirement",
            ShowPage {
                c: chrome(),
                view: view(lang, kind),
                versions: vec![view(lang, kind)],
                basis: "/instruments/7#article-5".into(),
                newest: older.then(|| Id::from_uuid(Uuid::from_u128(6))),
                may_edit: true,
                may_create: true,
            },
        )
    };
    let mut failed = Form::new(lang);
    failed.fail("title_vi", lang.t("Cần điền ô này.", "Required."));
    let form = |form: Form, correcting: bool| {
        let id = correcting.then(|| Id::from_uuid(Uuid::from_u128(5)));
        Sample::of(
            "requirement form",
            FormPage::of(chrome(), form, kind, id, Vec::new()),
        )
    };
    let step = |ending: bool| {
        let page = StepPage::of(chrome(), Form::new(lang), view(lang, kind), ending);
        Sample::of("requirement step", page)
    };
    vec![
        list(0),
        list(1),
        list(20),
        show(false),
        show(true),
        form(failed, false),
        form(form::of(lang, &row(kind)), true),
        step(false),
        step(true),
    ]
}

pub(crate) fn samples() -> Vec<Sample> {
    [Lang::Vi, Lang::En]
        .into_iter()
        .flat_map(|lang| Kind::ALL.into_iter().flat_map(move |kind| of(lang, kind)))
        .collect()
}
