use askama::Template;
use axum::extract::{Path, Query};
use db::{CommandError, Conn, Cx, DbError};
use jiff::{Timestamp, civil::date};
use kernel::{Id, Lang, PaperSeriesId, Scope, Thing, Verb, format_date, format_timestamp};
use rules::numbering::{Issuer, PaperKind};
use serde::Deserialize;
use uuid::Uuid;
use web_kit::{Chrome, Form, Guard, Routes, Web, WebError, WebResult, samples::Sample};

use super::{
    Given, Series,
    commands::{self, SeriesInput},
    model::gaps,
    store,
};
use crate::{area, overview};

pub(crate) fn routes() -> Routes {
    let needs = |verb| Guard::Needs(verb, Thing::Workflow);
    let (view, create, edit) = (needs(Verb::View), needs(Verb::Create), needs(Verb::Edit));
    Routes::new()
        .get("/paper-series", view, list)
        .post("/paper-series", create, add)
        .get("/paper-series/new", create, new)
        .get("/paper-series/{id}", view, show)
        .get("/paper-series/{id}/edit", edit, open)
        .post("/paper-series/{id}/edit", edit, save)
}

fn title(lang: Lang) -> &'static str {
    lang.t("Số văn bản", "Paper numbers")
}

fn crumb(lang: Lang) -> (String, String) {
    (title(lang).to_owned(), "/paper-series".to_owned())
}

/// A series as pages show it.
struct SeriesView {
    series: Series,
    office: &'static str,
    kind: &'static str,
    area: String,
    /// The number that comes next this year.
    next: String,
}

impl SeriesView {
    fn of(
        series: Series,
        area: String,
        last: Option<i64>,
        year: i16,
        lang: Lang,
    ) -> Result<SeriesView, DbError> {
        let next = last.map_or(series.first_number, |last| last + 1);
        Ok(SeriesView {
            office: series.issuer().label(lang),
            kind: series.kind().label(lang),
            next: series.pattern()?.render(next, year),
            area,
            series,
        })
    }
}

async fn view(cx: &Cx, conn: &mut Conn, series: Series) -> Result<SeriesView, DbError> {
    let area = area::name(conn, series.territory_id, cx.lang).await?;
    let year = cx.today().year();
    let last = store::last(conn, series.id, i64::from(year)).await?;
    SeriesView::of(series, area, last, year, cx.lang)
}

#[derive(Template)]
#[template(path = "series/views/list.html")]
struct ListPage {
    c: Chrome,
    tabs: overview::Tabs,
    rows: Vec<SeriesView>,
    may_create: bool,
}

async fn list(web: Web) -> WebResult {
    let cx = &web.cx;
    let mut conn = cx.read().await?;
    let mut rows = Vec::new();
    for series in store::list(&mut conn, &cx.actor.scope).await? {
        rows.push(view(cx, &mut conn, series).await?);
    }
    web.page(ListPage {
        c: overview::frame(&web, title(cx.lang), Vec::new()),
        tabs: overview::tabs(cx, overview::Tab::Series),
        rows,
        may_create: cx.actor.may(Verb::Create, Thing::Workflow),
    })
}

/// A number given, or a gap.
struct NumberRow {
    text: String,
    title: String,
    signed_on: String,
    href: String,
    given: String,
    gap: bool,
}

fn number_rows(series: &Series, given: &[Given], year: i16) -> Result<Vec<NumberRow>, DbError> {
    let pattern = series.pattern()?;
    let mut rows: Vec<(i64, NumberRow)> = given
        .iter()
        .map(|g| {
            let row = NumberRow {
                text: g.text.clone(),
                title: g.title.clone(),
                signed_on: format_date(g.signed_on),
                href: match g.thing.as_str() {
                    "project" => format!("/projects/{}", g.thing_id),
                    _ => String::new(),
                },
                given: format!("{}, {}", g.given_by, format_timestamp(g.given_at)),
                gap: false,
            };
            (g.number, row)
        })
        .collect();
    for (from, to) in gaps(series.first_number, given) {
        let text = match from == to {
            true => pattern.render(from, year),
            false => format!(
                "{} – {}",
                pattern.render(from, year),
                pattern.render(to, year)
            ),
        };
        let row = NumberRow {
            text,
            title: String::new(),
            signed_on: String::new(),
            href: String::new(),
            given: String::new(),
            gap: true,
        };
        rows.push((to, row));
    }
    rows.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct ShowQuery {
    year: String,
}

#[derive(Template)]
#[template(path = "series/views/show.html")]
struct ShowPage {
    c: Chrome,
    view: SeriesView,
    year: i64,
    years: Vec<i64>,
    rows: Vec<NumberRow>,
    may_edit: bool,
}

async fn load(cx: &Cx, conn: &mut Conn, id: PaperSeriesId) -> Result<Series, WebError> {
    store::get(conn, &cx.actor.scope, id)
        .await?
        .ok_or_else(WebError::not_found)
}

async fn show(
    web: Web,
    Path(id): Path<PaperSeriesId>,
    Query(query): Query<ShowQuery>,
) -> WebResult {
    let cx = &web.cx;
    let mut conn = cx.read().await?;
    let series = load(cx, &mut conn, id).await?;
    let this_year = i64::from(cx.today().year());
    let year = query.year.parse().unwrap_or(this_year);
    let mut years = store::years(&mut conn, id).await?;
    if !years.contains(&this_year) {
        years.insert(0, this_year);
    }
    let given = store::given(&mut conn, id, year).await?;
    let rows = number_rows(&series, &given, i16::try_from(year).unwrap_or_default())?;
    let may_edit = cx
        .actor
        .keeps(Verb::Edit, Thing::Workflow, series.territory_id);
    let view = view(cx, &mut conn, series).await?;
    web.page(ShowPage {
        c: overview::frame(&web, view.series.pattern.clone(), vec![crumb(cx.lang)]),
        view,
        year,
        years,
        rows,
        may_edit,
    })
}

#[derive(Template)]
#[template(path = "series/views/form.html")]
struct FormPage {
    c: Chrome,
    form: Form,
    action: String,
    cancel: String,
    editing: bool,
    areas: Vec<(String, String)>,
    issuers: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
}

fn form_page(
    c: Chrome,
    form: Form,
    id: Option<PaperSeriesId>,
    areas: Vec<(String, String)>,
) -> FormPage {
    let lang = c.lang;
    FormPage {
        action: id.map_or("/paper-series".into(), |id| {
            format!("/paper-series/{id}/edit")
        }),
        cancel: id.map_or("/paper-series".into(), |id| format!("/paper-series/{id}")),
        editing: id.is_some(),
        areas,
        issuers: Issuer::ALL
            .map(|i| (i.code().to_owned(), i.label(lang).to_owned()))
            .to_vec(),
        kinds: PaperKind::ALL
            .map(|k| (k.code().to_owned(), k.label(lang).to_owned()))
            .to_vec(),
        form,
        c,
    }
}

async fn page(
    web: &Web,
    conn: &mut Conn,
    form: Form,
    id: Option<PaperSeriesId>,
) -> Result<FormPage, WebError> {
    let lang = web.cx.lang;
    let heading = match id {
        Some(_) => lang.t("Sửa mẫu số", "Change the series"),
        None => lang.t("Thêm mẫu số văn bản", "Add a series"),
    };
    let chrome = overview::frame(web, heading, vec![crumb(lang)]);
    let areas = area::kept(&web.cx, conn).await?;
    Ok(form_page(chrome, form, id, areas))
}

async fn new(web: Web) -> WebResult {
    let cx = &web.cx;
    let mut form = Form::new(cx.lang)
        .with("issuer", Issuer::Department.code())
        .with("from_year", cx.today().year())
        .with("first_number", 1);
    if let (Scope::Provinces(_), Some(home)) = (&cx.actor.scope, cx.actor.home) {
        form.set("territory", home);
    }
    let mut conn = cx.read().await?;
    let page = page(&web, &mut conn, form, None).await?;
    web.page(page)
}

fn typed(form: &mut Form) -> SeriesInput {
    SeriesInput {
        territory: form.parsed("territory"),
        issuer: form.text("issuer"),
        kind: form.text("kind"),
        pattern: form.text("pattern"),
        from_year: form.int("from_year"),
        first_number: form.int("first_number"),
    }
}

async fn add(web: Web, mut form: Form) -> WebResult {
    let input = typed(&mut form);
    if !form.has_errors() {
        match commands::add(&form.cx(&web.cx), input).await {
            Ok(id) => {
                let text = web.t(
                    "Đã ghi mẫu số. Bước dùng loại văn bản này sẽ đề xuất số kế tiếp.",
                    "Saved. Steps with this kind of paper propose the next number.",
                );
                return web.done(&format!("/paper-series/{id}"), text).await;
            }
            Err(error) => form.refuse(error)?,
        }
    }
    let mut conn = web.cx.read().await?;
    let page = page(&web, &mut conn, form, None).await?;
    web.refused(page)
}

async fn open(web: Web, Path(id): Path<PaperSeriesId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let series = load(&web.cx, &mut conn, id).await?;
    let form = Form::new(web.cx.lang)
        .with("version", series.version)
        .with("pattern", &series.pattern)
        .with("first_number", series.first_number);
    let page = page(&web, &mut conn, form, Some(id)).await?;
    web.page(page)
}

async fn save(web: Web, Path(id): Path<PaperSeriesId>, mut form: Form) -> WebResult {
    let input = typed(&mut form);
    let version = form.version_number();
    let mut conn = web.cx.read().await?;
    let series = load(&web.cx, &mut conn, id).await?;
    drop(conn);
    if !form.has_errors() {
        match commands::edit(&form.cx(&web.cx), id, version, input).await {
            Ok(()) => {
                let text = web.t("Đã sửa mẫu số.", "The series is changed.");
                return web.done(&format!("/paper-series/{id}"), text).await;
            }
            Err(CommandError::Stale) => {
                let text = web.t(
                    "Mẫu số vừa có người khác sửa. Xem lại rồi gửi lại.",
                    "Somebody has just changed this series. Look again, then send it.",
                );
                form.fail("", text);
                form.set("version", series.version);
            }
            Err(error) => form.refuse(error)?,
        }
    }
    let mut conn = web.cx.read().await?;
    let page = page(&web, &mut conn, form, Some(id)).await?;
    web.refused(page)
}

fn sample_view(lang: Lang) -> SeriesView {
    let series = Series {
        id: Id::from_uuid(Uuid::from_u128(5)),
        territory_id: Some(kernel::UnitId(77)),
        issuer: Issuer::Department.code().into(),
        kind: PaperKind::Decision.code().into(),
        pattern: "{số}/QĐ-SCT".into(),
        from_year: 2026,
        first_number: 1,
        version: 1,
        recorded_by: "Sở Công Thương".into(),
        recorded_at: Timestamp::UNIX_EPOCH,
        illustration: true,
    };
    let area = "Tỉnh Bà Rịa – Vũng Tàu".to_owned();
    SeriesView::of(series, area, Some(12), 2026, lang).expect("the invented pattern is one")
}

pub(crate) fn samples() -> Vec<Sample> {
    let given = |number| Given {
        number,
        text: format!("{number:02}/QĐ-SCT"),
        title: "Quyết định giao kế hoạch, kinh phí".into(),
        signed_on: date(2026, 3, 2),
        thing: "project".into(),
        thing_id: "1".into(),
        given_by: "Sở Công Thương".into(),
        given_at: Timestamp::UNIX_EPOCH,
    };
    let of = |lang: Lang| {
        let chrome = || Chrome::sample(lang, title(lang));
        let list = |full: bool| ListPage {
            c: chrome(),
            tabs: vec![("Số văn bản", "/paper-series", true)],
            rows: (0..3).filter(|_| full).map(|_| sample_view(lang)).collect(),
            may_create: true,
        };
        let show = |numbers: &[i64]| {
            let view = sample_view(lang);
            let given: Vec<Given> = numbers.iter().map(|n| given(*n)).collect();
            let rows = number_rows(&view.series, &given, 2026);
            ShowPage {
                c: chrome(),
                rows: rows.expect("the invented pattern is one"),
                view,
                year: 2026,
                years: vec![2026, 2025],
                may_edit: true,
            }
        };
        let mut form = Form::new(lang);
        form.fail("pattern", lang.t("Cần điền ô này.", "Required."));
        let id = Some(Id::from_uuid(Uuid::from_u128(5)));
        vec![
            Sample::of("paper series", list(false)),
            Sample::of("paper series", list(true)),
            Sample::of("paper numbers", show(&[])),
            Sample::of("paper numbers", show(&[1, 2, 7, 12])),
            Sample::of(
                "paper series form",
                form_page(chrome(), form.clone(), None, Vec::new()),
            ),
            Sample::of(
                "paper series form",
                form_page(chrome(), form, id, Vec::new()),
            ),
        ]
    };
    [Lang::Vi, Lang::En].into_iter().flat_map(of).collect()
}
