use askama::Template;
use axum::extract::{Path, Query};
use db::{Page, PageRequest};
use kernel::{BudgetId, Id, Lang, Scope, Thing, Verb};
use reference::picked;
use rules::FundingScope;
use serde::Deserialize;
use uuid::Uuid;
use web_kit::{
    Choices, Chrome, Form, Guard, Pager, Routes, TrailLine, Web, WebError, WebResult,
    samples::Sample,
};

use super::{
    Budget, BudgetInput, BudgetRow, Grant, GrantInput, commands,
    store::{self, Filter},
};
use crate::parts;

pub(crate) fn routes() -> Routes {
    let needs = |verb| Guard::Needs(verb, Thing::Budget);
    Routes::new()
        .get("/budgets", needs(Verb::View), list)
        .post("/budgets", needs(Verb::Create), create)
        .get("/budgets/new", needs(Verb::Create), new)
        .get("/budgets/{id}", needs(Verb::View), show)
        .post("/budgets/{id}/grants", needs(Verb::Edit), add_grant)
}

/// The filters as they stand in the address.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ListQuery {
    year: String,
    scope: String,
    page: String,
}

impl ListQuery {
    fn pairs(&self) -> [(&'static str, &str); 2] {
        [("year", &self.year), ("scope", &self.scope)]
    }
}

#[derive(Template)]
#[template(path = "budget/views/list.html")]
pub(super) struct ListPage {
    pub c: Chrome,
    /// The filters.
    pub form: Form,
    pub years: Choices,
    pub scopes: Choices,
    pub rows: Vec<BudgetRow>,
    pub pager: Pager,
    pub may_create: bool,
}

impl ListPage {
    pub(super) fn of(c: Chrome, query: &ListQuery, page: Page<BudgetRow>) -> ListPage {
        let mut form = Form::new(c.lang);
        for (name, value) in query.pairs() {
            form.set(name, value);
        }
        ListPage {
            form,
            years: Vec::new(),
            scopes: FundingScope::choices(c.lang),
            pager: Pager::new(&page, "/budgets", &query.pairs()),
            rows: page.rows,
            may_create: false,
            c,
        }
    }
}

fn title(lang: Lang) -> &'static str {
    lang.t("Dự toán được giao", "Budgets told")
}

async fn list(web: Web, Query(query): Query<ListQuery>) -> WebResult {
    let actor = &web.cx.actor;
    let mut conn = web.cx.read().await?;
    let request = PageRequest::new(query.page.parse().ok());
    let filter = Filter {
        year: query.year.parse().ok(),
        scope: FundingScope::from_code(&query.scope),
        provinces: Vec::new(),
    };
    let page = store::list(&mut conn, &actor.scope, &filter, request).await?;
    let years = store::years(&mut conn, &actor.scope).await?;
    web.page(ListPage {
        years: parts::years(&years),
        may_create: actor.may(Verb::Create, Thing::Budget),
        ..ListPage::of(web.chrome(title(web.cx.lang)), &query, page)
    })
}

#[derive(Template)]
#[template(path = "budget/views/form.html")]
pub(super) struct FormPage {
    pub c: Chrome,
    pub form: Form,
    pub scopes: Choices,
}

fn form_page(web: &Web, form: Form) -> FormPage {
    let heading = web.t("Ghi dự toán được giao", "Enter a budget");
    let c = web
        .chrome(heading)
        .crumb(title(web.cx.lang), "/budgets")
        .crumb(heading, "");
    FormPage {
        scopes: FundingScope::choices(c.lang),
        form,
        c,
    }
}

async fn new(web: Web) -> WebResult {
    let cx = &web.cx;
    let mut conn = cx.read().await?;
    let province = match cx.actor.scope {
        Scope::Nation => None,
        _ => cx.actor.home,
    };
    let form = Form::new(cx.lang)
        .with("year", i64::from(cx.today().year()) + 1)
        .with_some("province_id", province)
        .with(
            "province_id_text",
            picked::unit_label(&mut conn, province).await?,
        );
    web.page(form_page(&web, form))
}

fn typed_grant(form: &mut Form) -> GrantInput {
    GrantInput {
        amount: form.dong("amount"),
        cut: form.value("word") == "cut",
        instrument_no: form.text("instrument_no"),
        instrument_on: form.date("instrument_on"),
        issuer: form.text("issuer"),
        note: form.text("note"),
    }
}

async fn create(web: Web, mut form: Form) -> WebResult {
    let mut conn = web.cx.read().await?;
    let input = BudgetInput {
        scope: form.code("scope", FundingScope::from_code),
        province_id: picked::province(&mut conn, &mut form, "province_id").await?,
        year: form.int("year"),
        grant: typed_grant(&mut form),
    };
    drop(conn);
    if form.has_errors() {
        return web.refused(form_page(&web, form));
    }
    match commands::create(&form.cx(&web.cx), input).await {
        Ok(id) => {
            let text = web.t(
                "Đã ghi dự toán được giao. Kế hoạch của nguồn và năm này không phân bổ vượt số đó.",
                "Saved the budget. Plans of this source and year cannot give out more.",
            );
            web.done(&format!("/budgets/{id}"), text).await
        }
        Err(error) => {
            form.refuse(error)?;
            web.refused(form_page(&web, form))
        }
    }
}

#[derive(Template)]
#[template(path = "budget/views/show.html")]
pub(super) struct ShowPage {
    pub c: Chrome,
    pub budget: Budget,
    pub area: String,
    pub grants: Vec<Grant>,
    /// The plans that give this budget out: title, address.
    pub plans: Vec<(String, String)>,
    pub words: Choices,
    pub trail: Vec<TrailLine>,
    /// The form that adds a paper.
    pub form: Form,
    pub may_edit: bool,
}

impl ShowPage {
    pub(super) fn of(c: Chrome, budget: Budget, grants: Vec<Grant>, form: Form) -> ShowPage {
        let lang = c.lang;
        ShowPage {
            area: lang.t("Toàn quốc", "Whole country").to_owned(),
            words: vec![
                ("add".into(), lang.t("Giao bổ sung", "Adds money").into()),
                ("cut".into(), lang.t("Cắt giảm", "Cuts money").into()),
            ],
            plans: Vec::new(),
            trail: Vec::new(),
            may_edit: false,
            budget,
            grants,
            form,
            c,
        }
    }
}

async fn show_page(web: &Web, id: BudgetId, form: Form) -> Result<ShowPage, WebError> {
    let (cx, lang) = (&web.cx, web.cx.lang);
    let mut conn = cx.read().await?;
    let budget = store::find(cx, &mut conn, id).await?;
    let grants = store::grants(&mut conn, id).await?;
    let records = db::history(&mut conn, "budget", &id.to_string()).await?;
    let area = match budget.province_id {
        Some(_) => picked::unit_label(&mut conn, budget.province_id).await?,
        None => lang.t("Toàn quốc", "Whole country").to_owned(),
    };
    let heading = format!("{} {}", budget.scope.label(lang), budget.year);
    let chrome = web
        .chrome(&heading)
        .crumb(title(lang), "/budgets")
        .crumb(&heading, "");
    let mut form = form;
    form.set("version", budget.version);
    let owned = budget.province_id.is_some() || cx.actor.scope == Scope::Nation;
    let plans = crate::plan::store::of_budget(cx, &mut conn, &budget).await?;
    let mut page = ShowPage::of(chrome, budget, grants, form);
    page.plans = plans
        .into_iter()
        .map(|(id, title)| (title, format!("/plans/{id}")))
        .collect();
    page.area = area;
    page.may_edit = owned && cx.actor.may(Verb::Edit, Thing::Budget);
    page.trail = web_kit::trail(records, |verb| match verb {
        "create" => lang.t("Ghi dự toán", "Entered"),
        "grant" => lang.t("Ghi văn bản giao hoặc cắt giảm", "Entered a paper"),
        _ => lang.t("Sửa", "Changed"),
    });
    Ok(page)
}

async fn show(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let form = Form::new(web.cx.lang).with("word", "add");
    let page = show_page(&web, Id::from_uuid(id), form).await?;
    web.page(page)
}

async fn add_grant(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let id: BudgetId = Id::from_uuid(id);
    let input = typed_grant(&mut form);
    if !form.has_errors() {
        match commands::add_grant(&form.cx(&web.cx), id, form.version_number(), input).await {
            Ok(()) => {
                let text = web.t(
                    "Đã ghi văn bản vào dự toán.",
                    "The paper is entered in the budget.",
                );
                return web.done(&format!("/budgets/{id}"), text).await;
            }
            Err(error) => form.refuse(error)?,
        }
    }
    let page = show_page(&web, id, form).await?;
    web.refused(page)
}

pub(crate) fn samples() -> Vec<Sample> {
    [Lang::Vi, Lang::En]
        .into_iter()
        .flat_map(super::samples::of)
        .collect()
}
