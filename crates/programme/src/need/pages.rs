use askama::Template;
use axum::extract::{Path, Query};
use db::{CommandError, Conn, Page, PageRequest};
use kernel::{Activity, Dong, EstablishmentId, Id, Lang, NeedId, Scope, Thing, Verb, format_date};
use papers::EXPORT_LIMIT;
use reference::picked;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web_kit::{
    Choices, Chrome, Difference, Form, Guard, Labelled, Pager, Routes, TrailLine, Web, WebError,
    WebResult, differences, file_response, query_string, samples::Sample,
};

use super::{
    Need, NeedInput, NeedSource, NeedState, commands,
    outlook::{Outlook, outlooks},
    sheet,
    store::{self, Filter},
};
use crate::{parts, ports::Establishments};

pub(crate) fn routes() -> Routes {
    let needs = |verb| Guard::Needs(verb, Thing::Need);
    Routes::new()
        .get("/needs", needs(Verb::View), list)
        .post("/needs", needs(Verb::Create), create)
        .get("/needs/new", needs(Verb::Create), new)
        .get("/needs/export.xlsx", needs(Verb::Export), export)
        .get("/needs/{id}", needs(Verb::View), show)
        .post("/needs/{id}", needs(Verb::Edit), edit)
        .get("/needs/{id}/edit", needs(Verb::Edit), edit_form)
        .post("/needs/{id}/rejection", needs(Verb::Edit), reject)
        .post("/needs/{id}/reopening", needs(Verb::Edit), reopen)
}

/// The filters as they stand in the address: texts, because an empty choice sends an empty value.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct ListQuery {
    q: String,
    year: String,
    state: String,
    activity: String,
    province: String,
    #[serde(skip_serializing)]
    page: String,
}

impl ListQuery {
    async fn filter(&self, conn: &mut Conn) -> Result<Filter, WebError> {
        Ok(Filter {
            q: self.q.clone(),
            year: self.year.parse().ok(),
            state: NeedState::from_code(&self.state),
            activity: self.activity.parse::<Activity>().ok(),
            provinces: parts::family(conn, &self.province).await?,
        })
    }

    fn pairs(&self) -> [(&'static str, &str); 5] {
        [
            ("q", &self.q),
            ("year", &self.year),
            ("state", &self.state),
            ("activity", &self.activity),
            ("province", &self.province),
        ]
    }
}

#[derive(Template)]
#[template(path = "need/views/list.html")]
pub(super) struct ListPage {
    pub c: Chrome,
    /// The filters.
    pub form: Form,
    pub years: Choices,
    pub states: Choices,
    pub activities: Choices,
    pub provinces: Choices,
    pub rows: Vec<Need>,
    pub pager: Pager,
    pub wanted: Dong,
    pub may_create: bool,
    pub export: Option<String>,
}

impl ListPage {
    pub(super) fn of(c: Chrome, query: &ListQuery, page: Page<Need>, wanted: Dong) -> ListPage {
        let lang = c.lang;
        let mut form = Form::new(lang);
        for (name, value) in query.pairs() {
            form.set(name, value);
        }
        ListPage {
            form,
            years: Vec::new(),
            states: NeedState::ALL
                .into_iter()
                .map(|s| (s.code().to_owned(), s.label(lang).to_owned()))
                .collect(),
            activities: Activity::choices(lang),
            provinces: Vec::new(),
            pager: Pager::new(&page, "/needs", &query.pairs()),
            rows: page.rows,
            wanted,
            may_create: false,
            export: None,
            c,
        }
    }
}

fn title(lang: Lang) -> &'static str {
    lang.t("Nhu cầu của cơ sở", "Needs of establishments")
}

async fn list(web: Web, Query(query): Query<ListQuery>) -> WebResult {
    let actor = &web.cx.actor;
    let mut conn = web.cx.read().await?;
    let filter = query.filter(&mut conn).await?;
    let request = PageRequest::new(query.page.parse().ok());
    let (page, wanted) = store::list(&mut conn, &actor.scope, &filter, request).await?;
    let (years, provinces) = store::extent(&mut conn, &actor.scope).await?;
    let export = format!("/needs/export.xlsx{}", query_string(&query.pairs()));
    web.page(ListPage {
        years: parts::years(&years),
        provinces: provinces
            .into_iter()
            .map(|(id, label)| (id.to_string(), label))
            .collect(),
        may_create: actor.may(Verb::Create, Thing::Need),
        export: actor.may(Verb::Export, Thing::Need).then_some(export),
        ..ListPage::of(web.chrome(title(web.cx.lang)), &query, page, wanted)
    })
}

/// The filtered list as a workbook. Taking many records out is written to the audit trail.
async fn export(web: Web, Query(query): Query<ListQuery>) -> WebResult {
    let cx = &web.cx;
    let mut tx = cx.begin().await?;
    let filter = query.filter(&mut tx).await?;
    let request = PageRequest {
        page: 1,
        size: EXPORT_LIMIT,
    };
    let (page, _) = store::list(&mut tx, &cx.actor.scope, &filter, request).await?;
    tx.audit(cx, "export", "need", "list", None::<&()>, &query)
        .await?;
    tx.commit().await?;
    let mut sheet = sheet::sheet(cx.lang, &page.rows);
    sheet.note_cut(page.total);
    let bytes = papers::xlsx(&[sheet]).map_err(WebError::internal)?;
    Ok(file_response(&format!("{}.xlsx", title(cx.lang)), bytes))
}

/// What a need may expect, as the page shows it.
pub(super) struct OutlookView {
    pub title: String,
    pub badge: (&'static str, &'static str, &'static str),
    pub amount: String,
    pub equation: String,
    pub article: String,
    pub verified: bool,
    /// A sentence when more is wanted than may be paid.
    pub over: Option<String>,
    pub reasons: Vec<String>,
}

impl OutlookView {
    pub(super) fn of(outlook: Outlook, need: &Need, lang: Lang) -> OutlookView {
        let assessment = outlook.assessment;
        OutlookView {
            title: outlook.scope.label(lang).to_owned(),
            badge: assessment.eligibility().badge(lang),
            amount: assessment
                .ceiling
                .map(|a| a.to_string())
                .unwrap_or_default(),
            equation: assessment.equation,
            article: assessment.article,
            verified: assessment.verified,
            over: assessment
                .ceiling
                .filter(|ceiling| need.help_wanted > *ceiling)
                .map(|ceiling| over(need.help_wanted, ceiling, lang)),
            reasons: assessment.reasons,
        }
    }
}

fn over(wanted: Dong, ceiling: Dong, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("Cơ sở đề nghị {wanted}, cao hơn mức tối đa {ceiling}."),
        Lang::En => format!("{wanted} is wanted, more than the {ceiling} that may be paid."),
    }
}

#[derive(Template)]
#[template(path = "need/views/show.html")]
pub(super) struct ShowPage {
    pub c: Chrome,
    pub need: Need,
    pub place: String,
    pub activity: String,
    pub outlooks: Vec<OutlookView>,
    pub trail: Vec<TrailLine>,
    /// The form of the rejection.
    pub form: Form,
    pub may_edit: bool,
    pub may_propose: bool,
    pub may_project: bool,
    pub may_reject: bool,
    pub may_reopen: bool,
}

async fn show(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let form = Form::new(web.cx.lang);
    let page = show_page(&web, Id::from_uuid(id), form).await?;
    web.page(page)
}

async fn show_page(web: &Web, id: NeedId, mut form: Form) -> Result<ShowPage, WebError> {
    let (cx, lang) = (&web.cx, web.cx.lang);
    let mut conn = cx.read().await?;
    let need = store::find(cx, &mut conn, id).await?;
    let records = db::history(&mut conn, "need", &id.to_string()).await?;
    let mut shown = Vec::new();
    if need.state == NeedState::New {
        let found = outlooks(cx, &mut conn, &need).await?;
        shown = found
            .into_iter()
            .map(|o| OutlookView::of(o, &need, lang))
            .collect();
    }
    let edits = cx.actor.may(Verb::Edit, Thing::Need);
    let decides = edits && cx.actor.may(Verb::Create, Thing::Project);
    let is_new = need.state == NeedState::New;
    if form.value("version").is_empty() {
        form.set("version", need.version);
    }
    Ok(ShowPage {
        c: web
            .chrome(&need.title)
            .crumb(title(lang), "/needs")
            .crumb(&need.title, ""),
        place: picked::unit_label(&mut conn, Some(need.unit_id)).await?,
        activity: need.activity.titled(lang),
        outlooks: shown,
        trail: web_kit::trail(records, |verb| word(verb, lang)),
        form,
        may_edit: edits && is_new,
        may_propose: cx.actor.may(Verb::Create, Thing::Proposal)
            && need.state != NeedState::Rejected,
        may_project: decides && is_new,
        may_reject: decides && is_new,
        may_reopen: decides && need.state == NeedState::Rejected,
        need,
    })
}

fn word(verb: &str, lang: Lang) -> &'static str {
    match verb {
        "create" => lang.t("Ghi phiếu", "Entered"),
        "rejection" => lang.t("Ghi là không đáp ứng", "Rejected"),
        "reopening" => lang.t("Mở lại", "Reopened"),
        "acceptance" => lang.t("Đưa vào đề án", "Taken up by a project"),
        _ => lang.t("Sửa", "Changed"),
    }
}

#[derive(Template)]
#[template(path = "need/views/form.html")]
pub(super) struct FormPage {
    pub c: Chrome,
    pub form: Form,
    pub action: String,
    pub cancel: String,
    pub activities: Choices,
    pub sources: Choices,
    pub conflict: Vec<Difference>,
}

impl FormPage {
    pub(super) fn of(c: Chrome, form: Form, id: Option<NeedId>) -> FormPage {
        let lang = c.lang;
        let action = id.map_or("/needs".to_owned(), |id| format!("/needs/{id}"));
        FormPage {
            form,
            cancel: action.clone(),
            action,
            activities: Activity::choices(lang),
            sources: NeedSource::ALL
                .into_iter()
                .map(|s| (s.code().to_owned(), s.label(lang).to_owned()))
                .collect(),
            conflict: Vec::new(),
            c,
        }
    }
}

const FIELDS: &[Labelled] = &[
    ("establishment_id_text", ("Cơ sở", "Establishment")),
    ("activity", ("Nội dung khuyến công", "Activity")),
    ("title", ("Máy móc, hoạt động", "Machine, activity")),
    ("line", ("Cả dây chuyền", "A whole line")),
    ("description", ("Mô tả, lý do", "Description, reason")),
    ("total_cost", ("Tổng chi phí", "Total cost")),
    ("own_money", ("Vốn tự có", "Own money")),
    ("help_wanted", ("Đề nghị hỗ trợ", "Help wanted")),
    ("year", ("Năm cần hỗ trợ", "Year wanted")),
    ("met_on", ("Ngày gặp", "Met on")),
    ("met_by", ("Người gặp", "Met by")),
    ("source", ("Nguồn thông tin", "How it was learned")),
];

fn form_page(web: &Web, form: Form, id: Option<NeedId>) -> FormPage {
    let heading = match id {
        Some(_) => web.t("Sửa phiếu nhu cầu", "Edit the need"),
        None => web.t("Ghi nhu cầu của cơ sở", "Enter a need"),
    };
    let chrome = web
        .chrome(heading)
        .crumb(title(web.cx.lang), "/needs")
        .crumb(heading, "");
    FormPage::of(chrome, form, id)
}

fn filled(lang: Lang, need: &Need) -> Form {
    Form::new(lang)
        .with("establishment_id", need.establishment_id)
        .with("establishment_id_text", &need.establishment_name)
        .with("activity", need.activity.code())
        .with("variant", &need.variant)
        .with("title", &need.title)
        .with("line", if need.line { "true" } else { "" })
        .with("description", &need.description)
        .with("total_cost", need.total_cost.grouped())
        .with("own_money", need.own_money.grouped())
        .with("help_wanted", need.help_wanted.grouped())
        .with("year", need.year)
        .with("met_on", format_date(need.met_on))
        .with("met_by", &need.met_by)
        .with("source", need.source.code())
        .with("version", need.version)
}

fn typed(form: &mut Form) -> NeedInput {
    if form.value("establishment_id").is_empty() && !form.text("establishment_id_text").is_empty() {
        let message = picked::unclear(form.lang);
        form.fail("establishment_id", message);
    }
    NeedInput {
        establishment_id: form.id("establishment_id"),
        activity: form.parsed::<Activity>("activity"),
        variant: form.text("variant"),
        line: form.flag("line"),
        title: form.text("title"),
        description: form.text("description"),
        total_cost: form.dong("total_cost").unwrap_or_default(),
        own_money: form.dong("own_money").unwrap_or_default(),
        help_wanted: form.dong("help_wanted").unwrap_or_default(),
        year: form.int("year"),
        met_by: form.text("met_by"),
        met_on: form.date("met_on"),
        source: form.code("source", NeedSource::from_code),
    }
}

#[derive(Deserialize)]
struct NewQuery {
    establishment: Option<EstablishmentId>,
}

/// The empty sheet. A link from an establishment's page names it; an establishment writes its own.
async fn new(web: Web, Query(query): Query<NewQuery>) -> WebResult {
    let cx = &web.cx;
    let mut form = Form::new(cx.lang)
        .with("met_on", format_date(cx.today()))
        .with("year", i64::from(cx.today().year()) + 1)
        .with("activity", Activity::A3b.code());
    let own = match cx.actor.scope {
        Scope::Own(id) => Some(id),
        _ => query.establishment,
    };
    if let Some(id) = own {
        let mut conn = cx.read().await?;
        if let Some(facts) = cx
            .port::<dyn Establishments>()
            .facts(cx, &mut conn, id)
            .await?
        {
            form.set("establishment_id", facts.id);
            form.set("establishment_id_text", facts.name);
        }
    }
    let source = if matches!(cx.actor.scope, Scope::Own(_)) {
        NeedSource::Online
    } else {
        NeedSource::Visit
    };
    form.set("source", source.code());
    web.page(form_page(&web, form, None))
}

async fn create(web: Web, mut form: Form) -> WebResult {
    let input = typed(&mut form);
    if form.has_errors() {
        return web.refused(form_page(&web, form, None));
    }
    match commands::create(&form.cx(&web.cx), input).await {
        Ok(id) => web.done(&format!("/needs/{id}"), saved(&web)).await,
        Err(error) => {
            form.refuse(error)?;
            web.refused(form_page(&web, form, None))
        }
    }
}

fn saved(web: &Web) -> &'static str {
    web.cx.lang.t(
        "Đã ghi phiếu nhu cầu. Bước tiếp: xem mức hỗ trợ, lập đề án.",
        "Saved the need. Next: look at the support it may get, draw up a project.",
    )
}

async fn edit_form(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let need = store::find(&web.cx, &mut conn, Id::from_uuid(id)).await?;
    let form = filled(web.cx.lang, &need);
    web.page(form_page(&web, form, Some(need.id)))
}

async fn edit(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let id: NeedId = Id::from_uuid(id);
    let input = typed(&mut form);
    if form.has_errors() {
        return web.refused(form_page(&web, form, Some(id)));
    }
    match commands::edit(&form.cx(&web.cx), id, form.version_number(), input).await {
        Ok(()) => web.done(&format!("/needs/{id}"), saved(&web)).await,
        Err(CommandError::Stale) => conflict(&web, id, form).await,
        Err(error) => {
            form.refuse(error)?;
            web.refused(form_page(&web, form, Some(id)))
        }
    }
}

/// Both versions side by side; saving again replaces the stored one.
async fn conflict(web: &Web, id: NeedId, mut form: Form) -> WebResult {
    let mut conn = web.cx.read().await?;
    let stored = store::find(&web.cx, &mut conn, id).await?;
    let conflict = differences(web.cx.lang, &filled(web.cx.lang, &stored), &form, FIELDS);
    form.set("version", stored.version);
    web.refused(FormPage {
        conflict,
        ..form_page(web, form, Some(id))
    })
}

async fn reject(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let id: NeedId = Id::from_uuid(id);
    let (version, reason) = (form.version_number(), form.text("reason"));
    match commands::reject(&form.cx(&web.cx), id, version, &reason).await {
        Ok(()) => {
            let text = web.t("Đã ghi là không đáp ứng.", "Recorded the rejection.");
            web.done(&format!("/needs/{id}"), text).await
        }
        Err(error) => {
            form.refuse(error)?;
            let page = show_page(&web, id, form).await?;
            web.refused(page)
        }
    }
}

async fn reopen(web: Web, Path(id): Path<Uuid>, form: Form) -> WebResult {
    let (cx, version) = (form.cx(&web.cx), form.version_number());
    commands::reopen(&cx, Id::from_uuid(id), version).await?;
    let text = web.t("Đã mở lại nhu cầu.", "Reopened the need.");
    web.done(&format!("/needs/{id}"), text).await
}

pub(crate) fn samples() -> Vec<Sample> {
    [Lang::Vi, Lang::En]
        .into_iter()
        .flat_map(super::samples::of)
        .collect()
}
