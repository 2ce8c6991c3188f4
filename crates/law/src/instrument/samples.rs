//! The pages of documents with invented values: none, one and many rows, and a long name.

use jiff::civil::{Date, date};
use kernel::{Id, Lang, UnitId};
use uuid::Uuid;
use web_kit::{Chrome, Difference, Form, basis::Citation, samples::Sample};

use super::{
    article::{Article, ArticleKind},
    lapse::{Basis, Review, Reviewed},
    model::{Instrument, InstrumentKind},
    pages::{
        articles::ArticlePage,
        form::FormPage,
        list::ListPage,
        review::ReviewPage,
        show::{Course, ShowPage, article_views, norm_citation, parameter_citation, relations},
    },
    relation::{Related, RelationKind},
};
use crate::{
    conclusion::{self, Progress},
    norm, parameter,
};

const LONG: &str = "Hướng dẫn lập, quản lý, sử dụng kinh phí khuyến công quốc gia và kinh phí khuyến \
                    công địa phương trên địa bàn các tỉnh, thành phố";

const DAY: Date = date(2022, 6, 1);

pub(crate) fn instrument() -> Instrument {
    Instrument {
        id: Id::from_uuid(Uuid::from_u128(1)),
        kind: InstrumentKind::Circular,
        number: "28/2018/TT-BTC".into(),
        issuer: "Bộ Tài chính".into(),
        subject: LONG.into(),
        signed_on: Some(date(2018, 3, 28)),
        effective_from: Some(date(2018, 5, 11)),
        effective_to: None,
        unit_id: None,
        file_id: None,
        source: String::new(),
        note: String::new(),
        verified: false,
        sets_norms: true,
        illustration: true,
        version: 1,
        replaced_since: None,
    }
}

fn related(relation: RelationKind, day: Option<Date>) -> Related {
    Related {
        relation,
        incoming: true,
        day,
        note: "Điều 1".into(),
        verified: false,
        id: Id::from_uuid(Uuid::from_u128(2)),
        kind: InstrumentKind::Circular,
        number: String::new(),
        issuer: "Bộ Tài chính".into(),
        subject: LONG.into(),
    }
}

fn article(number: &str, body: &str) -> Article {
    Article {
        id: Id::from_uuid(Uuid::from_u128(3)),
        instrument_id: instrument().id,
        kind: ArticleKind::Article,
        number: number.into(),
        heading: LONG.into(),
        body: body.into(),
        source: String::new(),
        verified: false,
        version: 1,
    }
}

pub(crate) fn basis(replaced_since: Option<Date>) -> Basis {
    Basis {
        local_id: instrument().id,
        relation: RelationKind::BasedOn,
        verified: false,
        id: Id::from_uuid(Uuid::from_u128(2)),
        kind: InstrumentKind::JointCircular,
        number: "26/2014/TTLT-BTC-BCT".into(),
        issuer: "Bộ Tài chính, Bộ Công Thương".into(),
        effective_to: None,
        replaced_since,
        replaced_by: "28/2018/TT-BTC".into(),
        amended_since: Some(date(2020, 1, 1)),
        amended_by: "1/2020/TT-BTC".into(),
    }
}

fn reviewed(bases: Vec<Basis>) -> Reviewed {
    Reviewed {
        document: Instrument {
            unit_id: Some(UnitId(1)),
            ..instrument()
        },
        area: "Tỉnh Bà Rịa - Vũng Tàu".into(),
        bases,
        conclusion: None,
        progress: None,
    }
}

/// The same of another province, concluded.
fn concluded(province: i64, bases: Vec<Basis>) -> Reviewed {
    let mut one = reviewed(bases);
    one.document.unit_id = Some(UnitId(province));
    one.conclusion = Some(conclusion::samples::conclusion(None));
    one.progress = Some(Progress::Late);
    one
}

fn citations(lang: Lang) -> Vec<Citation> {
    let parameter = parameter_citation(&parameter::samples::version(), lang);
    vec![
        norm_citation(&norm::samples::version(), lang),
        parameter.expect("the invented row has known codes"),
        Citation {
            kind: lang.t("Thành phần hồ sơ", "Dossier papers"),
            name: LONG.into(),
            about: String::new(),
            href: "/requirements/1".into(),
            place: "Điều 8".into(),
            verified: false,
        },
    ]
}

fn show(lang: Lang, full: bool) -> Sample {
    let document = instrument();
    let (related, articles, citations) = if full {
        (
            vec![
                related(RelationKind::Amends, None),
                related(RelationKind::Replaces, Some(date(2026, 1, 1))),
            ],
            vec![article("7", ""), article("8", "1. Một.\n2. Hai.")],
            citations(lang),
        )
    } else {
        (Vec::new(), Vec::new(), Vec::new())
    };
    Sample::of(
        "instrument",
        ShowPage {
            c: Chrome::sample(lang, &document.title(lang)),
            area: lang.t("Cả nước", "Whole country").to_owned(),
            course: Course::of(&document, &related, DAY, lang),
            articles: article_views(articles, &citations, lang),
            related,
            citations,
            trail: Vec::new(),
            may_edit: true,
            reviewed: full,
            relations: relations(lang),
            instrument: document,
            form: Form::new(lang),
        },
    )
}

fn article_form(lang: Lang, editing: bool) -> Sample {
    let chrome = Chrome::sample(lang, lang.t("Thêm điều, phụ lục", "Add an article"));
    let id = editing.then(|| article("8", "").id);
    let mut form = Form::new(lang);
    form.fail("number", lang.t("Chỉ ghi số.", "Only the number."));
    Sample::of(
        "instrument-article",
        ArticlePage::of(chrome, form, &instrument(), id),
    )
}

pub(super) fn of(lang: Lang) -> Vec<Sample> {
    let difference = Difference {
        label: "Số",
        stored: "1/QĐ".into(),
        typed: "2/QĐ".into(),
    };
    let list = |rows| Sample::of("instruments", ListPage::sample(lang, rows, DAY));
    let review = |review| Sample::of("instrument-review", ReviewPage::sample(lang, review, DAY));
    vec![
        list(Vec::new()),
        list(vec![instrument()]),
        list(vec![instrument(); 50]),
        show(lang, false),
        show(lang, true),
        Sample::of("instrument-form", FormPage::sample(lang, Vec::new())),
        Sample::of("instrument-form", FormPage::sample(lang, vec![difference])),
        article_form(lang, false),
        article_form(lang, true),
        review(Review::default()),
        review(Review {
            lapsed: vec![reviewed(vec![basis(Some(date(2018, 5, 11))); 2])],
            amended: vec![reviewed(vec![basis(None)])],
            unrecorded: vec![reviewed(Vec::new())],
            others: Vec::new(),
            looked_at: 3,
        }),
        review(Review {
            lapsed: vec![concluded(1, vec![basis(Some(date(2018, 5, 11))); 2])],
            amended: Vec::new(),
            unrecorded: vec![Reviewed {
                progress: Some(Progress::Missing),
                ..reviewed(Vec::new())
            }],
            others: vec![concluded(2, Vec::new())],
            looked_at: 2,
        }),
    ]
}
