use askama::Template;
use axum::{Json, extract::Query, response::IntoResponse};
use db::{Conn, Cx, DbError, PageRequest};
use kernel::{Thing, UnitId, Verb};
use reference::{Unit, units};
use rules::eligibility::LegalForm;
use serde::{Deserialize, Serialize};
use web_kit::{Chrome, Form, Guard, Pager, Routes, Web, WebResult, query_string};

use super::{
    facts, forms, import_pages,
    model::Status,
    sheet, show,
    store::{self, Filter, Found, ListRow},
};

pub(crate) fn routes() -> Routes {
    let view = Guard::Needs(Verb::View, Thing::Establishment);
    let create = Guard::Needs(Verb::Create, Thing::Establishment);
    let edit = Guard::Needs(Verb::Edit, Thing::Establishment);
    let export = Guard::Needs(Verb::Export, Thing::Establishment);
    Routes::new()
        .get("/establishments", view, list)
        .post("/establishments", create, forms::create)
        .get("/establishments/new", create, forms::new)
        .get("/establishments/search", view, search)
        .get("/establishments/export.xlsx", export, sheet::export)
        .get("/establishments/import", create, import_pages::open)
        .post("/establishments/import", create, import_pages::check)
        .post(
            "/establishments/import/records",
            create,
            import_pages::write,
        )
        .get(
            "/establishments/import/template.xlsx",
            create,
            import_pages::template,
        )
        .get("/establishments/{id}", view, show::show)
        .post("/establishments/{id}", edit, forms::update)
        .get("/establishments/{id}/edit", edit, forms::edit)
        .post("/establishments/{id}/closure", edit, show::close)
        .post("/establishments/{id}/reopening", edit, show::reopen)
}

/// What the address of a list says. Read leniently: a wrong value filters nothing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ListParams {
    pub q: String,
    pub province: String,
    pub group: String,
    pub form: String,
    pub status: String,
    pub page: String,
}

impl ListParams {
    pub fn pairs(&self) -> [(&'static str, &str); 5] {
        [
            ("q", &self.q),
            ("province", &self.province),
            ("group", &self.group),
            ("form", &self.form),
            ("status", &self.status),
        ]
    }

    pub async fn filter(&self, conn: &mut Conn) -> Result<Filter, DbError> {
        let provinces = match self.province.parse::<UnitId>() {
            Ok(province) => family(conn, province).await?,
            Err(_) => Vec::new(),
        };
        Ok(Filter {
            q: self.q.clone(),
            provinces,
            industry_group: self
                .group
                .chars()
                .filter(char::is_ascii_alphanumeric)
                .take(2)
                .collect(),
            legal_form: LegalForm::from_code(&self.form),
            status: Status::from_code(&self.status),
        })
    }

    fn is_empty(&self) -> bool {
        self.pairs().iter().all(|(_, value)| value.is_empty())
    }
}

/// A province with those merged into it; an old province alone.
pub(super) async fn family(conn: &mut Conn, province: UnitId) -> Result<Vec<UnitId>, DbError> {
    let mut family = units::family(conn, province).await?;
    if family.is_empty() {
        family.push(province);
    }
    Ok(family)
}

/// Choices of the filters, as (value, label).
#[derive(Clone, Debug, Default)]
pub(super) struct Choices {
    pub provinces: Vec<(String, String)>,
    pub groups: Vec<(String, String)>,
    pub forms: Vec<(&'static str, &'static str)>,
    pub statuses: Vec<(&'static str, &'static str)>,
}

impl Choices {
    async fn of(cx: &Cx, conn: &mut Conn) -> Result<Choices, DbError> {
        let lang = cx.lang;
        let provinces = units::provinces_within(cx, conn).await?;
        Ok(Choices {
            provinces: provinces
                .into_iter()
                .map(|u| (u.id.to_string(), province_label(&u, cx)))
                .collect(),
            groups: store::industry_groups(cx.today()),
            forms: LegalForm::ALL.map(|f| (f.code(), f.label(lang))).to_vec(),
            statuses: Status::ALL.map(|s| (s.code(), s.label(lang))).to_vec(),
        })
    }
}

/// The name, and for a province of the past its last day.
fn province_label(unit: &Unit, cx: &Cx) -> String {
    match unit.valid_to {
        Some(end) if end <= cx.today() => {
            let last = kernel::format_date(end.yesterday().unwrap_or(end));
            format!("{} ({} {last})", unit.name, cx.t("đến", "until"))
        }
        _ => unit.name.clone(),
    }
}

#[derive(Template)]
#[template(path = "establishment/views/list.html")]
pub(super) struct ListPage {
    pub c: Chrome,
    /// The filters as they stand.
    pub form: Form,
    pub choices: Choices,
    pub rows: Vec<ListRow>,
    pub total: String,
    pub pager: Pager,
    pub export: String,
    pub filtered: bool,
    pub may_create: bool,
    pub may_export: bool,
}

async fn list(web: Web, Query(params): Query<ListParams>) -> WebResult {
    let cx = &web.cx;
    let mut conn = cx.read().await?;
    let filter = params.filter(&mut conn).await?;
    let request = PageRequest::new(params.page.parse().ok());
    let found = store::list(&mut conn, &cx.actor.scope, &filter, request).await?;
    let choices = Choices::of(cx, &mut conn).await?;
    web.page(list_page(
        web.chrome(web.t("Cơ sở CNNT", "Establishments")),
        cx,
        params,
        choices,
        found,
    ))
}

pub(super) fn list_page(
    c: Chrome,
    cx: &Cx,
    params: ListParams,
    choices: Choices,
    Found { page, more }: Found,
) -> ListPage {
    let pairs = params.pairs();
    let mut form = Form::new(c.lang);
    for (name, value) in pairs {
        form.set(name, value);
    }
    let mut pager = Pager::new(&page, "/establishments", &pairs);
    if more {
        pager.total = format!("{} {}", c.t("hơn", "more than"), pager.total);
    }
    ListPage {
        form,
        choices,
        total: pager.total.clone(),
        pager,
        export: format!("/establishments/export.xlsx{}", query_string(&pairs)),
        filtered: !params.is_empty(),
        may_create: cx.actor.may(Verb::Create, Thing::Establishment),
        may_export: cx.actor.may(Verb::Export, Thing::Establishment),
        rows: page.rows,
        c,
    }
}

/// One choice of a picker.
#[derive(Serialize)]
struct Choice {
    id: String,
    label: String,
    hint: String,
}

#[derive(Deserialize)]
struct Question {
    #[serde(default)]
    q: String,
}

async fn search(web: Web, Query(question): Query<Question>) -> WebResult {
    let found = facts::pick(&web.cx, &question.q, 20).await?;
    let choices: Vec<Choice> = found
        .into_iter()
        .map(|brief| Choice {
            id: brief.id.to_string(),
            hint: match brief.tax_code {
                Some(code) => format!("{code} · {}", brief.unit_label),
                None => brief.unit_label,
            },
            label: brief.name,
        })
        .collect();
    Ok(Json(choices).into_response())
}
