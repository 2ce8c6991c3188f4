use askama::Template;
use axum::extract::{Path, Query};
use db::{CommandError, Conn, Page, PageRequest};
use kernel::{Dong, Id, Lang, PlanId, Scope, Thing, Verb};
use papers::EXPORT_LIMIT;
use reference::picked;
use rules::FundingScope;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web_kit::{
    Choices, Chrome, Difference, Form, Guard, Labelled, Pager, Routes, TrailLine, Web, WebError,
    WebResult, differences, file_response, query_string, samples::Sample,
};

use super::{
    Plan, PlanInput, PlanLine, PlanRow, adjustment_pages, approval_pages, commands, line_pages,
    sheet,
    store::{self, Filter},
    transfer_pages,
    versions::{self, PlanVersion},
};
use crate::{
    budget::{self, Budget},
    parts, proposal,
};

pub(crate) fn routes() -> Routes {
    let needs = |verb| Guard::Needs(verb, Thing::Plan);
    Routes::new()
        .get("/plans", needs(Verb::View), list)
        .post("/plans", needs(Verb::Create), create)
        .get("/plans/new", needs(Verb::Create), new)
        .get("/plans/export.xlsx", needs(Verb::Export), export)
        .get("/plans/{id}", needs(Verb::View), show)
        .post("/plans/{id}", needs(Verb::Edit), edit)
        .get("/plans/{id}/edit", needs(Verb::Edit), edit_form)
        .post("/plans/{id}/lines", needs(Verb::Edit), line_pages::add_line)
        .get(
            "/plans/{id}/lines/{line}/edit",
            needs(Verb::Edit),
            line_pages::line_form,
        )
        .post(
            "/plans/{id}/lines/{line}",
            needs(Verb::Edit),
            line_pages::edit_line,
        )
        .post(
            "/plans/{id}/lines/{line}/removal",
            needs(Verb::Edit),
            line_pages::remove_line,
        )
        .get(
            "/plans/{id}/approval",
            needs(Verb::Decide),
            approval_pages::open,
        )
        .post(
            "/plans/{id}/approval",
            needs(Verb::Decide),
            approval_pages::approve,
        )
        .get(
            "/plans/{id}/adjustment",
            needs(Verb::View),
            adjustment_pages::open,
        )
        .post(
            "/plans/{id}/adjustment",
            needs(Verb::Decide),
            adjustment_pages::adjust,
        )
        .get(
            "/plans/{id}/adjustment/lines/{line}",
            needs(Verb::Edit),
            adjustment_pages::line_form,
        )
        .post(
            "/plans/{id}/adjustment/lines/{line}",
            needs(Verb::Edit),
            adjustment_pages::save_line,
        )
        .post(
            "/plans/{id}/adjustment/lines/{line}/removal",
            needs(Verb::Edit),
            adjustment_pages::drop_line,
        )
        .get(
            "/plans/{id}/transfers",
            needs(Verb::View),
            transfer_pages::open,
        )
        .post(
            "/plans/{id}/transfers",
            needs(Verb::Decide),
            transfer_pages::transfer,
        )
        .get(
            "/plans/{id}/versions/{number}",
            needs(Verb::View),
            adjustment_pages::version,
        )
        .get(
            "/plans/{id}/decisions/{number}",
            needs(Verb::View),
            approval_pages::decision_file,
        )
}

/// The filters as they stand in the address: texts, because an empty choice sends an empty value.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct ListQuery {
    q: String,
    year: String,
    scope: String,
    #[serde(skip_serializing)]
    page: String,
}

impl ListQuery {
    fn filter(&self) -> Filter {
        Filter {
            q: self.q.clone(),
            year: self.year.parse().ok(),
            scope: FundingScope::from_code(&self.scope),
            provinces: Vec::new(),
        }
    }

    fn pairs(&self) -> [(&'static str, &str); 3] {
        [("q", &self.q), ("year", &self.year), ("scope", &self.scope)]
    }
}

#[derive(Template)]
#[template(path = "plan/views/list.html")]
pub(super) struct ListPage {
    pub c: Chrome,
    /// The filters.
    pub form: Form,
    pub years: Choices,
    pub scopes: Choices,
    pub rows: Vec<PlanRow>,
    pub pager: Pager,
    pub may_create: bool,
    pub export: Option<String>,
}

impl ListPage {
    pub(super) fn of(c: Chrome, query: &ListQuery, page: Page<PlanRow>) -> ListPage {
        let mut form = Form::new(c.lang);
        for (name, value) in query.pairs() {
            form.set(name, value);
        }
        ListPage {
            form,
            years: Vec::new(),
            scopes: FundingScope::choices(c.lang),
            pager: Pager::new(&page, "/plans", &query.pairs()),
            rows: page.rows,
            may_create: false,
            export: None,
            c,
        }
    }
}

pub(super) fn title(lang: Lang) -> &'static str {
    lang.t("Kế hoạch khuyến công năm", "Annual plans")
}

async fn list(web: Web, Query(query): Query<ListQuery>) -> WebResult {
    let actor = &web.cx.actor;
    let mut conn = web.cx.read().await?;
    let request = PageRequest::new(query.page.parse().ok());
    let page = store::list(&mut conn, &actor.scope, &query.filter(), request).await?;
    let years = store::years(&mut conn, &actor.scope).await?;
    let export = format!("/plans/export.xlsx{}", query_string(&query.pairs()));
    web.page(ListPage {
        years: parts::years(&years),
        may_create: actor.may(Verb::Create, Thing::Plan),
        export: actor.may(Verb::Export, Thing::Plan).then_some(export),
        ..ListPage::of(web.chrome(title(web.cx.lang)), &query, page)
    })
}

/// The filtered list as a workbook. Taking many records out is written to the audit trail.
async fn export(web: Web, Query(query): Query<ListQuery>) -> WebResult {
    let cx = &web.cx;
    let mut tx = cx.begin().await?;
    let request = PageRequest {
        page: 1,
        size: EXPORT_LIMIT,
    };
    let page = store::list(&mut tx, &cx.actor.scope, &query.filter(), request).await?;
    tx.audit(cx, "export", "plan", "list", None::<&()>, &query)
        .await?;
    tx.commit().await?;
    let mut sheet = sheet::sheet(cx.lang, &page.rows);
    sheet.note_cut(page.total);
    let bytes = papers::xlsx(&[sheet]).map_err(WebError::internal)?;
    Ok(file_response(&format!("{}.xlsx", title(cx.lang)), bytes))
}

#[derive(Template)]
#[template(path = "plan/views/show.html")]
pub(super) struct ShowPage {
    pub c: Chrome,
    pub plan: Plan,
    pub area: String,
    pub lines: Vec<PlanLine>,
    pub pager: Pager,
    pub stated_tasks: String,
    /// How many lines, and the money of those that are allotted.
    pub sums: (i64, Dong),
    pub budget: Option<Budget>,
    /// Proposals by holder and state: how many, and their money.
    pub standing: Vec<(String, String, i64, Dong)>,
    /// Plans of the year before whose proposals wait for this one: address of their list, title,
    /// how many.
    pub waiting: Vec<(String, String, i64)>,
    pub versions: Vec<PlanVersion>,
    pub activities: Choices,
    pub trail: Vec<TrailLine>,
    /// The form that adds a task.
    pub form: Form,
    pub may_edit: bool,
    pub may_propose: bool,
    pub may_approve: bool,
}

impl ShowPage {
    pub(super) fn of(c: Chrome, plan: Plan, page: Page<PlanLine>, form: Form) -> ShowPage {
        let lang = c.lang;
        let unknown = || lang.t("chưa rõ", "not known").to_owned();
        ShowPage {
            area: lang.t("Toàn quốc", "Whole country").to_owned(),
            stated_tasks: plan.stated_tasks.map_or_else(unknown, |n| n.to_string()),
            pager: Pager::new(&page, &format!("/plans/{}", plan.id), &[]),
            sums: (page.total, Dong::ZERO),
            budget: None,
            standing: Vec::new(),
            waiting: Vec::new(),
            versions: Vec::new(),
            activities: kernel::Activity::choices(lang),
            trail: Vec::new(),
            may_edit: false,
            may_propose: false,
            may_approve: false,
            lines: page.rows,
            plan,
            form,
            c,
        }
    }

    /// The money that the document states; empty when it states none.
    fn stated_note(&self) -> String {
        self.plan
            .stated_amount
            .map(|amount| amount.to_string())
            .unwrap_or_default()
    }

    fn budget_label(&self) -> &'static str {
        let nation = self.budget.as_ref().is_some_and(Budget::is_national);
        match nation && self.plan.province_id.is_some() {
            true => self
                .c
                .t("Dự toán cả nước được giao", "Budget told to the nation"),
            false => self.c.t("Dự toán được giao", "Budget told"),
        }
    }

    /// True when lines are added and changed directly.
    fn edits_lines(&self) -> bool {
        self.may_edit && !self.plan.is_approved()
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct PageQuery {
    page: String,
}

async fn show(web: Web, Path(id): Path<Uuid>, Query(query): Query<PageQuery>) -> WebResult {
    let form = Form::new(web.cx.lang);
    let page = show_page(&web, Id::from_uuid(id), &query.page, form).await?;
    web.page(page)
}

pub(super) async fn show_page(
    web: &Web,
    id: PlanId,
    page: &str,
    form: Form,
) -> Result<ShowPage, WebError> {
    let (cx, lang) = (&web.cx, web.cx.lang);
    let mut conn = cx.read().await?;
    let plan = store::find(cx, &mut conn, id).await?;
    let request = PageRequest {
        size: 100,
        ..PageRequest::new(page.parse().ok())
    };
    let lines = store::lines_page(&mut conn, id, request).await?;
    let records = db::history(&mut conn, "plan", &id.to_string()).await?;
    let chrome = web
        .chrome(&plan.title)
        .crumb(title(lang), "/plans")
        .crumb(&plan.title, "");
    let owned = plan.province_id.is_some() || cx.actor.scope == Scope::Nation;
    let province = plan.province_id;
    let mut page = ShowPage::of(chrome, plan, lines, form);
    if province.is_some() {
        page.area = picked::unit_label(&mut conn, province).await?;
    }
    page.trail = web_kit::trail(records, |verb| word(verb, lang));
    page.sums = store::sums(&mut conn, id).await?;
    page.budget = budget::tightest(budget::store::binding(&mut conn, page.plan.area()).await?);
    let standing = proposal::store::standing(&mut conn, &cx.actor.scope, id).await?;
    page.standing = standing
        .into_iter()
        .map(|(h, s, n, money)| (h.label(lang).into(), s.label(lang).into(), n, money))
        .collect();
    if !page.plan.is_approved() {
        let waiting = proposal::store::waiting_for(&mut conn, &cx.actor.scope, &page.plan).await?;
        page.waiting = waiting
            .into_iter()
            .map(|(id, title, n)| (format!("/proposals?plan={id}&state=waiting"), title, n))
            .collect();
    }
    page.versions = versions::all(&mut conn, id).await?;
    page.may_edit = owned && cx.actor.may(Verb::Edit, Thing::Plan);
    let open = !page.plan.is_approved();
    page.may_propose = open && cx.actor.may(Verb::Create, Thing::Proposal);
    page.may_approve = open && commands::may_decide(cx, &page.plan);
    Ok(page)
}

fn word(verb: &str, lang: Lang) -> &'static str {
    match verb {
        "create" => lang.t("Lập kế hoạch", "Entered"),
        "line" => lang.t("Ghi nhiệm vụ", "Saved a task"),
        "approval" => lang.t("Phê duyệt kế hoạch", "Approved"),
        "adjustment" => lang.t("Điều chỉnh kế hoạch", "Adjusted"),
        "transfer" => lang.t(
            "Chuyển nguồn hoặc chuyển năm sau",
            "Moved money to another plan",
        ),
        "change-removal" => lang.t("Bỏ thay đổi đã soạn", "Dropped a change"),
        "change" => lang.t("Soạn thay đổi cho bản điều chỉnh", "Prepared a change"),
        "ranking" => lang.t("Xếp thứ hạng theo điểm", "Ranked by score"),
        "line-removal" => lang.t("Bỏ nhiệm vụ", "Removed a task"),
        _ => lang.t("Sửa", "Changed"),
    }
}

#[derive(Template)]
#[template(path = "plan/views/form.html")]
pub(super) struct FormPage {
    pub c: Chrome,
    pub form: Form,
    pub action: String,
    pub cancel: String,
    pub scopes: Choices,
    pub conflict: Vec<Difference>,
}

impl FormPage {
    pub(super) fn of(c: Chrome, form: Form, id: Option<PlanId>) -> FormPage {
        let action = id.map_or("/plans".to_owned(), |id| format!("/plans/{id}"));
        FormPage {
            form,
            cancel: action.clone(),
            action,
            scopes: FundingScope::choices(c.lang),
            conflict: Vec::new(),
            c,
        }
    }
}

const FIELDS: &[Labelled] = &[
    ("scope", ("Nguồn kinh phí", "Budget")),
    ("year", ("Năm", "Year")),
    ("province_id_text", ("Tỉnh, thành phố", "Province")),
    ("title", ("Tên kế hoạch", "Title")),
    ("instrument_no", ("Số văn bản", "Document")),
    ("instrument_on", ("Ngày văn bản", "Its date")),
    ("issuer", ("Cơ quan ban hành", "Issuer")),
    ("stated_tasks", ("Số nhiệm vụ theo văn bản", "Tasks stated")),
    ("stated_amount", ("Kinh phí theo văn bản", "Money stated")),
    ("note", ("Ghi chú", "Note")),
];

fn form_page(web: &Web, form: Form, id: Option<PlanId>) -> FormPage {
    let heading = match id {
        Some(_) => web.t("Sửa kế hoạch năm", "Edit the plan"),
        None => web.t("Lập kế hoạch năm", "New plan"),
    };
    let chrome = web
        .chrome(heading)
        .crumb(title(web.cx.lang), "/plans")
        .crumb(heading, "");
    FormPage::of(chrome, form, id)
}

async fn filled(conn: &mut Conn, lang: Lang, plan: &Plan) -> Result<Form, WebError> {
    Ok(Form::new(lang)
        .with("scope", plan.scope.code())
        .with("year", plan.year)
        .with_some("province_id", plan.province_id)
        .with(
            "province_id_text",
            picked::unit_label(conn, plan.province_id).await?,
        )
        .with("title", &plan.title)
        .with("instrument_no", &plan.instrument_no)
        .with_some("instrument_on", plan.instrument_on.map(kernel::format_date))
        .with("issuer", &plan.issuer)
        .with_some("stated_tasks", plan.stated_tasks)
        .with_some("stated_amount", plan.stated_amount.map(Dong::grouped))
        .with("note", &plan.note)
        .with("version", plan.version))
}

async fn typed(web: &Web, form: &mut Form) -> Result<PlanInput, WebError> {
    let mut conn = web.cx.read().await?;
    Ok(PlanInput {
        scope: form.code("scope", FundingScope::from_code),
        province_id: picked::province(&mut conn, form, "province_id").await?,
        year: form.int("year"),
        title: form.text("title"),
        instrument_no: form.text("instrument_no"),
        instrument_on: form.date("instrument_on"),
        issuer: form.text("issuer"),
        stated_tasks: form.int("stated_tasks"),
        stated_amount: form.dong("stated_amount"),
        note: form.text("note"),
    })
}

async fn new(web: Web) -> WebResult {
    let cx = &web.cx;
    let mut conn = cx.read().await?;
    let form = Form::new(cx.lang)
        .with("year", cx.today().year())
        .with_some("province_id", cx.actor.home)
        .with(
            "province_id_text",
            picked::unit_label(&mut conn, cx.actor.home).await?,
        );
    web.page(form_page(&web, form, None))
}

async fn create(web: Web, mut form: Form) -> WebResult {
    let input = typed(&web, &mut form).await?;
    if form.has_errors() {
        return web.refused(form_page(&web, form, None));
    }
    match commands::create(&form.cx(&web.cx), input).await {
        Ok(id) => web.done(&format!("/plans/{id}"), saved(&web)).await,
        Err(error) => {
            form.refuse(error)?;
            web.refused(form_page(&web, form, None))
        }
    }
}

fn saved(web: &Web) -> &'static str {
    web.cx.lang.t(
        "Đã ghi kế hoạch năm. Bước tiếp: nhập các nhiệm vụ.",
        "Saved the plan. Next: enter its tasks.",
    )
}

async fn edit_form(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let plan = store::find(&web.cx, &mut conn, Id::from_uuid(id)).await?;
    let form = filled(&mut conn, web.cx.lang, &plan).await?;
    web.page(form_page(&web, form, Some(plan.id)))
}

async fn edit(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let id: PlanId = Id::from_uuid(id);
    let input = typed(&web, &mut form).await?;
    if form.has_errors() {
        return web.refused(form_page(&web, form, Some(id)));
    }
    match commands::edit(&form.cx(&web.cx), id, form.version_number(), input).await {
        Ok(()) => web.done(&format!("/plans/{id}"), saved(&web)).await,
        Err(CommandError::Stale) => conflict(&web, id, form).await,
        Err(error) => {
            form.refuse(error)?;
            web.refused(form_page(&web, form, Some(id)))
        }
    }
}

/// Both versions side by side; saving again replaces the stored one.
async fn conflict(web: &Web, id: PlanId, mut form: Form) -> WebResult {
    let mut conn = web.cx.read().await?;
    let stored = store::find(&web.cx, &mut conn, id).await?;
    let stored_form = filled(&mut conn, web.cx.lang, &stored).await?;
    let conflict = differences(web.cx.lang, &stored_form, &form, FIELDS);
    form.set("version", stored.version);
    web.refused(FormPage {
        conflict,
        ..form_page(web, form, Some(id))
    })
}

pub(crate) fn samples() -> Vec<Sample> {
    [Lang::Vi, Lang::En]
        .into_iter()
        .flat_map(super::samples::of)
        .collect()
}
