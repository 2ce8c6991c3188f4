//! Pages with invented values, for the test that renders them all.

use jiff::{Timestamp, civil::date};
use kernel::{Id, Lang};
use rules::paper_form;
use uuid::Uuid;
use web_kit::{Chrome, Form, samples::Sample, version::Change};

use super::{
    HREF,
    edit::FormPage,
    list::{FormRow, ListPage, ListQuery},
    show::{ShowPage, views},
    step::StepPage,
    title,
};
use crate::paper_form::{FormBasis, PaperForm, form};

fn basis(change: Change) -> FormBasis {
    FormBasis {
        id: Id::from_uuid(Uuid::from_u128(5)),
        code: "F06".into(),
        valid_from: date(2014, 2, 10),
        version: 2,
        change,
        reason: "Đọc lại phụ lục trên Công báo".into(),
        ended: false,
        article: "Mẫu số 2, Phụ lục 1 Thông tư 36/2013/TT-BCT".into(),
        instrument_id: Some(Id::from_uuid(Uuid::from_u128(7))),
        note: "Các cột chưa đối chiếu với mẫu; kiểm tra trước khi gửi báo cáo về Cục".into(),
        verified: change == Change::Verify,
        verified_by: "Cục Đổi mới sáng tạo, Chuyển đổi xanh và Khuyến công".into(),
        verified_at: None,
        evidence: "Công báo số 5, trang 12".into(),
        recorded_by: "Quản trị".into(),
        recorded_at: Timestamp::UNIX_EPOCH,
        illustration: true,
    }
}

fn unknown() -> FormBasis {
    FormBasis {
        id: Id::from_uuid(Uuid::from_u128(6)),
        article: String::new(),
        instrument_id: None,
        version: 1,
        ended: true,
        note: String::new(),
        ..basis(Change::Add)
    }
}

fn of(lang: Lang) -> Option<Vec<Sample>> {
    let one = paper_form::find("F06")?;
    let chrome = || Chrome::sample(lang, title(lang));
    let row = |basis: Option<FormBasis>| {
        let form = PaperForm::of(one.clone(), basis);
        FormRow {
            title: form.title().get(lang).to_owned(),
            made: form.made(lang),
            place: form.place().get(lang).to_owned(),
            address: "/instruments/7#annex-1".into(),
            since: "10/02/2014".into(),
            form,
        }
    };
    let list = |rows: Vec<FormRow>| {
        Sample::of(
            "paper forms",
            ListPage {
                c: chrome(),
                tabs: vec![(title(lang), HREF, true)],
                query: ListQuery::default(),
                bad_day: rows.is_empty(),
                rows,
            },
        )
    };
    let show = |shown: Option<usize>, asked: bool| {
        Sample::of(
            "paper form",
            ShowPage {
                c: chrome(),
                form: one.clone(),
                shown,
                asked,
                versions: views(vec![
                    basis(Change::Verify),
                    basis(Change::Correct),
                    unknown(),
                ]),
                address: "/instruments/7#annex-1".into(),
                may_edit: true,
            },
        )
    };
    let edit = |form: Form, since: &str| {
        Sample::of(
            "form of a basis",
            FormPage {
                c: chrome(),
                form,
                action: "/form-bases/5/correction".into(),
                cancel: "/form-bases/5".into(),
                since: since.into(),
            },
        )
    };
    let step = |withdrawing: bool| {
        let form = Form::new(lang);
        let basis = basis(Change::Add);
        let page = StepPage::of(chrome(), form, one.clone(), basis, withdrawing);
        Sample::of("step of a basis", page)
    };
    let mut failed = Form::new(lang);
    failed.fail("article", lang.t("Cần điền ô này.", "Required."));
    Some(vec![
        list(Vec::new()),
        list(vec![
            row(None),
            row(Some(unknown())),
            row(Some(basis(Change::Verify))),
        ]),
        show(None, false),
        show(Some(0), false),
        show(Some(1), true),
        show(Some(2), true),
        edit(failed, ""),
        edit(form::of(lang, &basis(Change::Add)), "10/02/2014"),
        step(false),
        step(true),
    ])
}

pub(crate) fn samples() -> Vec<Sample> {
    [Lang::Vi, Lang::En]
        .into_iter()
        .filter_map(of)
        .flatten()
        .collect()
}
