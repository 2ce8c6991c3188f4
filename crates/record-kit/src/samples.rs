use db::{Page, PageRequest};
use jiff::{Timestamp, civil::date};
use kernel::{Id, Lang};
use uuid::Uuid;
use web_kit::{Chrome, Form, Pager, samples::Sample};

use crate::{
    FieldKind, Names, Record, Register,
    form_page::{FormPage, fill},
    list_page::ListPage,
    names::heading,
    pages::ListQuery,
    show_page::{Change, ShowPage, facts},
};

const NAME: &str = "Công ty trách nhiệm hữu hạn một thành viên sản xuất, thương mại và dịch vụ cơ khí \
                    chính xác Nguyễn Hoàng Phương Bà Rịa – Vũng Tàu";

/// The pages of a register with 0, 1 and 50 rows, in both languages.
pub fn samples<R: Register>() -> Vec<Sample> {
    [Lang::Vi, Lang::En].into_iter().flat_map(of::<R>).collect()
}

fn of<R: Register>(lang: Lang) -> Vec<Sample> {
    let today = date(2022, 6, 15);
    let record = Record {
        id: Id::from_uuid(Uuid::from_u128(7)),
        version: 1,
        illustration: true,
        created_at: Timestamp::UNIX_EPOCH,
        province_id: None,
        fields: R::sample(),
    };
    let mut names = Names::default();
    for (field, value) in record.fields.pairs() {
        let refers = matches!(field.kind, FieldKind::Reference | FieldKind::Unit);
        if refers && !value.text().is_empty() {
            names.add(value.text(), NAME);
        }
    }
    let title = lang.t(R::WORDS.many.0, R::WORDS.many.1);
    let list =
        |rows: usize| {
            let page = Page {
                rows: vec![record.clone(); rows],
                total: 12_340,
                request: PageRequest::new(None),
            };
            let chrome = Chrome::sample(lang, title);
            let mut list = ListPage::of(chrome, page, &names, ListQuery::default(), today)
                .offering(true, true, R::PATHS, title);
            list.years = vec![("2022".to_owned(), "2022".to_owned())];
            list.pager = Pager {
                next: Some(R::PATHS.list.to_owned()),
                ..list.pager
            };
            Sample::of(R::THING, list)
        };
    let form = |faulty: bool| {
        let mut form = Form::new(lang);
        fill(&mut form, &record.fields, &names);
        let mut page = FormPage::of::<R>(
            Chrome::sample(lang, title),
            form,
            R::PATHS.list.to_owned(),
            R::PATHS.list.to_owned(),
        );
        if faulty {
            for field in R::FIELDS {
                page.form
                    .fail(field.name, lang.t("Cần điền ô này.", "This is required."));
            }
            page.conflict = vec![(title, NAME.to_owned(), String::new())];
        }
        Sample::of(R::THING, page)
    };
    let (name, under) = heading(&record.fields, &names);
    let show = ShowPage {
        c: Chrome::sample(lang, &name),
        under,
        illustration: true,
        badge: record.fields.badge(lang, today),
        facts: facts(&record, &names, lang, today),
        edit: Some(R::PATHS.list.to_owned()),
        list: (R::PATHS.list, title),
        related: vec![(NAME.to_owned(), R::PATHS.list.to_owned())],
        history: vec![Change {
            at: "14:05 15/06/2022".to_owned(),
            actor: NAME.to_owned(),
            what: lang.t("Sửa", "Corrected"),
            fields: vec![(title, String::new(), NAME.to_owned())],
        }],
    };
    vec![
        list(0),
        list(1),
        list(50),
        form(false),
        form(true),
        Sample::of(R::THING, show),
    ]
}
