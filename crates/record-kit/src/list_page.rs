use askama::Template;
use db::Page;
use jiff::civil::Date;
use kernel::{Dong, Lang};
use web_kit::{Chrome, Pager, query_string};

use crate::{
    Badge, Field, FieldKind, Listing, Names, Record, Register, Value,
    names::heading,
    pages::{ListQuery, record_path},
};

/// The list of one register.
#[derive(Template)]
#[template(path = "views/list.html")]
pub(crate) struct ListPage {
    pub c: Chrome,
    pub total: String,
    pub path: &'static str,
    pub title_head: &'static str,
    pub heads: Vec<Head>,
    pub rows: Vec<Row>,
    pub query: ListQuery,
    pub years: Vec<(String, String)>,
    pub provinces: Vec<(String, String)>,
    pub pager: Pager,
    pub add: Option<(&'static str, &'static str)>,
    pub export: Option<String>,
    /// The sentence of an empty list.
    pub empty: String,
}

pub(crate) struct Head {
    pub label: &'static str,
    pub class: &'static str,
}

pub(crate) struct Row {
    pub href: String,
    pub title: String,
    /// A second line under the title; may be empty.
    pub under: String,
    pub illustration: bool,
    pub badge: Option<Badge>,
    pub cells: Vec<CellView>,
}

pub(crate) struct CellView {
    pub label: &'static str,
    pub class: &'static str,
    pub text: String,
}

fn class(field: &Field) -> &'static str {
    let key = field.listing == Listing::Key;
    match field.kind {
        FieldKind::Money | FieldKind::Count | FieldKind::Hectares if key => "num key",
        FieldKind::Money | FieldKind::Count | FieldKind::Hectares => "num",
        FieldKind::Date | FieldKind::PartialDate if key => "date key",
        FieldKind::Date | FieldKind::PartialDate => "date",
        _ if key => "key",
        _ => "",
    }
}

/// A value as people read it, with the name of the record it refers to.
pub(crate) fn shown(value: &dyn Value, field: &Field, names: &Names, lang: Lang) -> String {
    match field.kind {
        FieldKind::Reference | FieldKind::Unit => {
            let id = value.text();
            names.get(&id).unwrap_or_default().to_owned()
        }
        _ => value.shown(lang),
    }
}

fn listed<R: Register>() -> impl Iterator<Item = &'static Field> {
    R::FIELDS
        .iter()
        .filter(|field| field.listing != Listing::No)
}

pub(crate) fn heads<R: Register>(lang: Lang) -> Vec<Head> {
    listed::<R>()
        .map(|f| Head {
            label: f.label(lang),
            class: class(f),
        })
        .collect()
}

pub(crate) fn rows<R: Register>(
    records: &[Record<R>],
    names: &Names,
    lang: Lang,
    today: Date,
) -> Vec<Row> {
    records
        .iter()
        .map(|record| {
            let (title, under) = heading(&record.fields, names);
            Row {
                href: record_path::<R>(record.id),
                title,
                under,
                illustration: record.illustration,
                badge: record.fields.badge(lang, today),
                cells: record
                    .fields
                    .pairs()
                    .filter(|(field, _)| field.listing != Listing::No)
                    .map(|(field, value)| CellView {
                        label: field.label(lang),
                        class: class(field),
                        text: shown(value, field, names, lang),
                    })
                    .collect(),
            }
        })
        .collect()
}

impl ListPage {
    pub(crate) fn of<R: Register>(
        c: Chrome,
        page: Page<Record<R>>,
        names: &Names,
        query: ListQuery,
        today: Date,
    ) -> ListPage {
        let lang = c.lang;
        let path = R::PATHS.list;
        let filters = query.pairs();
        let filtered = filters.iter().any(|(_, value)| !value.is_empty());
        let (vi, en) = R::WORDS.one;
        let one = lang.t(vi, en);
        let empty = match (lang, filtered) {
            (Lang::Vi, true) => format!("Không có {one} nào khớp bộ lọc này."),
            (Lang::En, true) => format!("No {one} fits this filter."),
            (Lang::Vi, false) => format!("Chưa có {one} nào trong địa bàn của bạn."),
            (Lang::En, false) => format!("There is no {one} in your area yet."),
        };
        ListPage {
            total: Dong(page.total).grouped(),
            path,
            title_head: lang.t(R::WORDS.title.0, R::WORDS.title.1),
            heads: heads::<R>(lang),
            rows: rows(&page.rows, names, lang, today),
            pager: Pager::new(&page, path, &filters),
            years: Vec::new(),
            provinces: Vec::new(),
            add: None,
            export: None,
            empty,
            c,
            query,
        }
    }

    pub(crate) fn offering(
        mut self,
        add: bool,
        export: bool,
        paths: crate::Paths,
        label: &'static str,
    ) -> Self {
        self.add = add.then_some((paths.new, label));
        self.export =
            export.then(|| format!("{}{}", paths.export, query_string(&self.query.pairs())));
        self
    }
}
