use askama::Template;
use axum::extract::Path;
use db::{CommandError, Conn};
use kernel::{CostLineId, Lang, ProjectId, Role, Thing, Verb, format_date};
use reference::picked;
use web_kit::{Chrome, Form, Guard, Routes, Web, WebError, WebResult};

use super::{
    Entry, EntryInput, FixInput,
    check::{Judged, Sheet, gaps, sheet},
    fix,
    model::{Mode, mode, serves},
    put_entry, remove_entry,
};
use crate::project::{
    Case, PaperInput, Project,
    pages::{Head, head},
};

pub(in crate::project) fn routes() -> Routes {
    let needs = |verb| Guard::Needs(verb, Thing::Project);
    let (view, edit) = (needs(Verb::View), needs(Verb::Edit));
    Routes::new()
        .get("/projects/{id}/beneficiaries", view, show)
        .post("/projects/{id}/beneficiaries", edit, create)
        .get("/projects/{id}/beneficiaries/new", edit, new)
        .get("/projects/{id}/beneficiaries/{line}/edit", edit, open)
        .post("/projects/{id}/beneficiaries/{line}", edit, update)
        .post("/projects/{id}/beneficiaries/{line}/removal", edit, remove)
        .get(
            "/projects/{id}/beneficiary-fixing",
            needs(Verb::Decide),
            fixing_form,
        )
        .post(
            "/projects/{id}/beneficiary-fixing",
            needs(Verb::Decide),
            fixing,
        )
}

/// An entry as a row.
pub(super) struct Row {
    pub name: String,
    /// The establishment's page; empty for a class.
    pub href: String,
    pub place: String,
    pub subject: String,
    pub specification: String,
    pub quantity: String,
    pub list_ref: String,
    pub cost: kernel::Dong,
    pub support: kernel::Dong,
    pub equation: String,
    pub article: String,
    pub verified: bool,
    /// (label, colour, icon)
    pub badge: (&'static str, &'static str, &'static str),
    pub reasons: String,
    pub edit: String,
    pub removal: String,
}

#[derive(Template)]
#[template(path = "project/roster/views/list.html")]
pub(super) struct ListPage {
    pub c: Chrome,
    pub head: Head,
    pub form: Form,
    pub rows: Vec<Row>,
    pub support: kernel::Dong,
    pub common: kernel::Dong,
    pub allotted: kernel::Dong,
    /// `200.000.000 đ + 150.000.000 đ = 350.000.000 đ`; empty without numbers.
    pub ceiling: String,
    pub over: bool,
    pub fixed: String,
    /// What the page is for now.
    pub hint: String,
    pub gaps: Vec<String>,
    pub matches: usize,
    pub may_edit: bool,
    pub may_fix: bool,
}

fn row(
    judged: &Judged,
    project: ProjectId,
    lang: Lang,
    places: &[(kernel::UnitId, String)],
) -> Row {
    let entry = &judged.entry;
    let found = judged.answer.as_ref();
    let badge = match found {
        None => (lang.t("Chưa có chi phí", "No cost yet"), "grey", "clock"),
        Some(a) if a.assessment.eligible && a.is_over() => (
            lang.t("Cao hơn mức tối đa", "Above the ceiling"),
            "red",
            "alert",
        ),
        Some(a) => a.assessment.eligibility().badge(lang),
    };
    let unit = entry
        .unit_id
        .and_then(|id| places.iter().find(|(unit, _)| *unit == id))
        .map(|(_, label)| label.clone());
    let place: Vec<String> = [Some(entry.place.clone()), unit]
        .into_iter()
        .flatten()
        .filter(|text| !text.is_empty())
        .collect();
    let page = format!("/projects/{project}/beneficiaries/{}", entry.line_id);
    Row {
        name: entry.name.clone(),
        href: entry
            .establishment_id
            .map(|id| format!("/establishments/{id}"))
            .unwrap_or_default(),
        place: place.join(", "),
        subject: entry.subject.clone(),
        specification: entry.specification.clone(),
        quantity: format!("{} {}", entry.quantity, entry.unit_word)
            .trim()
            .to_owned(),
        list_ref: entry.list_ref.clone(),
        cost: judged.amounts.cost,
        support: judged.amounts.support,
        equation: found
            .map(|a| a.assessment.equation.clone())
            .unwrap_or_default(),
        article: found
            .map(|a| a.assessment.article.clone())
            .unwrap_or_default(),
        verified: found.is_none_or(|a| a.assessment.verified),
        badge,
        reasons: found
            .filter(|a| !a.assessment.eligibility().is_certain())
            .map(|a| a.assessment.reasons.join(" "))
            .unwrap_or_default(),
        edit: format!("{page}/edit"),
        removal: format!("{page}/removal"),
    }
}

/// `200.000.000 đ + 150.000.000 đ = 350.000.000 đ`
fn ceiling_sum(sheet: &Sheet) -> String {
    let Some(sum) = sheet.ceiling().filter(|_| sheet.entries.len() > 1) else {
        return String::new();
    };
    let each: Vec<String> = sheet
        .entries
        .iter()
        .filter_map(|j| j.answer.as_ref()?.assessment.ceiling)
        .map(|c| c.to_string())
        .collect();
    format!("{} = {sum}", each.join(" + "))
}

impl ListPage {
    pub(super) fn of(
        c: Chrome,
        case: &Case,
        sheet: &Sheet,
        places: &[(kernel::UnitId, String)],
    ) -> ListPage {
        let (lang, project) = (c.lang, &case.project);
        let now = mode(case);
        ListPage {
            head: head(case, lang),
            form: Form::new(lang).with("version", project.version),
            rows: sheet
                .entries
                .iter()
                .map(|judged| row(judged, project.id, lang, places))
                .collect(),
            support: sheet.support,
            common: sheet.common,
            allotted: sheet.allotted,
            ceiling: ceiling_sum(sheet),
            over: sheet.left() < kernel::Dong::ZERO && now == Mode::Drafting,
            fixed: case
                .roster
                .fixed
                .map(|fixed| match lang {
                    Lang::Vi => format!("Đã chốt ngày {}.", format_date(fixed.on)),
                    Lang::En => format!("Fixed on {}.", format_date(fixed.on)),
                })
                .unwrap_or_default(),
            hint: hint(now, project, lang).to_owned(),
            gaps: match now {
                Mode::Drafting => gaps(case, sheet, lang),
                _ => Vec::new(),
            },
            matches: sheet.matches.iter().filter(|m| m.is_open()).count(),
            may_edit: false,
            may_fix: false,
            c,
        }
    }
}

/// What may be done with the list now, and why.
fn hint(now: Mode, project: &Project, lang: Lang) -> &'static str {
    match now {
        Mode::Direct if project.activity == kernel::Activity::A3b => lang.t(
            "Đề án nhóm về máy móc cần nêu đơn vị thụ hưởng, địa điểm, loại máy trước thẩm định cấp Bộ; thông số kỹ thuật trước khi ký hợp đồng.",
            "A group of machines names beneficiaries, places and types before the ministry appraisal, and specifications before the contract.",
        ),
        Mode::Direct => lang.t(
            "Khi đăng ký và thẩm định chưa cần nêu đơn vị thụ hưởng; danh sách được chốt trước khi ký hợp đồng.",
            "No beneficiary need be named for registration and appraisal; the list is fixed before the contract.",
        ),
        Mode::Drafting => lang.t(
            "Kinh phí của từng đơn vị lấy từ khoản chung của đề án, trong số được giao. Ghi đủ rồi chốt danh sách để ký hợp đồng.",
            "What each gets is drawn from the common lines, within the allotment. Complete the list, then fix it for the contract.",
        ),
        Mode::Proposal => lang.t(
            "Đây là danh sách đề nghị điều chỉnh. Danh sách đã chốt giữ nguyên tới khi có quyết định.",
            "This is the list you propose. The fixed one stays until the decision.",
        ),
        Mode::Closed => "",
    }
}

fn frame(web: &Web, case: &Case) -> Chrome {
    web.chrome(web.t(
        "Đơn vị thụ hưởng và thông số",
        "Beneficiaries and specifications",
    ))
    .crumb(web.t("Đề án", "Projects"), "/projects")
    .crumb(&case.project.code, format!("/projects/{}", case.project.id))
}

async fn load(web: &Web, conn: &mut Conn, id: ProjectId) -> Result<Case, WebError> {
    let case = Case::load(&web.cx, conn, id).await?;
    match serves(case.project.kind(), case.project.activity) {
        true => Ok(case),
        false => Err(WebError::not_found()),
    }
}

/// The names of the places that entries name.
async fn places(
    conn: &mut Conn,
    sheet: &Sheet,
) -> Result<Vec<(kernel::UnitId, String)>, db::DbError> {
    let mut found = Vec::new();
    for unit in sheet.entries.iter().filter_map(|j| j.entry.unit_id) {
        if found.iter().any(|(id, _)| *id == unit) {
            continue;
        }
        let label = picked::unit_label(conn, Some(unit)).await?;
        found.push((unit, label));
    }
    Ok(found)
}

async fn page(web: &Web, conn: &mut Conn, case: &Case) -> Result<ListPage, WebError> {
    let cx = &web.cx;
    let open = mode(case) != Mode::Closed;
    let sheet = sheet(cx, conn, case, open).await?;
    let places = places(conn, &sheet).await?;
    let mut page = ListPage::of(frame(web, case), case, &sheet, &places);
    page.may_edit = open && cx.actor.may(Verb::Edit, Thing::Project);
    page.may_fix = mode(case) == Mode::Drafting && cx.actor.role == Role::CentreHead;
    Ok(page)
}

async fn show(web: Web, Path(id): Path<ProjectId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let case = load(&web, &mut conn, id).await?;
    let page = page(&web, &mut conn, &case).await?;
    web.page(page)
}

#[derive(Template)]
#[template(path = "project/roster/views/form.html")]
pub(super) struct FormPage {
    pub c: Chrome,
    pub head: Head,
    pub form: Form,
    pub action: String,
    pub list: String,
    pub machines: bool,
    /// Only establishments may be listed.
    pub establishments_only: bool,
}

impl FormPage {
    pub(super) fn of(c: Chrome, case: &Case, form: Form, line: Option<CostLineId>) -> FormPage {
        let project = &case.project;
        let list = format!("/projects/{}/beneficiaries", project.id);
        FormPage {
            head: head(case, c.lang),
            action: match line {
                Some(line) => format!("{list}/{line}"),
                None => list.clone(),
            },
            list,
            machines: project.activity == kernel::Activity::A3b,
            establishments_only: project.activity == kernel::Activity::A3b
                || project.kind() == rules::ProjectKind::Flagship,
            c,
            form,
        }
    }
}

fn form_frame(web: &Web, case: &Case) -> Chrome {
    let href = format!("/projects/{}/beneficiaries", case.project.id);
    web.chrome(web.t("Ghi đơn vị thụ hưởng", "Beneficiary"))
        .crumb(web.t("Đề án", "Projects"), "/projects")
        .crumb(&case.project.code, format!("/projects/{}", case.project.id))
        .crumb(web.t("Đơn vị thụ hưởng", "Beneficiaries"), href)
}

async fn new(web: Web, Path(id): Path<ProjectId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let case = load(&web, &mut conn, id).await?;
    let form = Form::new(web.cx.lang)
        .with("version", case.project.version)
        .with("quantity", 1);
    web.page(FormPage::of(form_frame(&web, &case), &case, form, None))
}

async fn filled(conn: &mut Conn, judged: &Judged, mut form: Form) -> Result<Form, db::DbError> {
    let entry: &Entry = &judged.entry;
    match entry.establishment_id {
        Some(id) => {
            form.set("establishment_id", id);
            form.set("establishment_id_text", &entry.name);
        }
        None => {
            form.set("name", &entry.name);
            if let Some(unit) = entry.unit_id {
                form.set("unit_id", unit);
                form.set("unit_id_text", picked::unit_label(conn, Some(unit)).await?);
            }
        }
    }
    form.set("place", &entry.place);
    form.set("subject", &entry.subject);
    form.set("specification", &entry.specification);
    form.set("quantity", entry.quantity);
    form.set("unit_word", &entry.unit_word);
    form.set("list_ref", &entry.list_ref);
    if !judged.amounts.cost.is_zero() {
        form.set("cost", judged.amounts.cost.grouped());
        form.set("support", judged.amounts.support.grouped());
    }
    Ok(form)
}

async fn open(web: Web, Path((id, line)): Path<(ProjectId, CostLineId)>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let case = load(&web, &mut conn, id).await?;
    let found = sheet(&web.cx, &mut conn, &case, true).await?;
    let judged = found
        .entries
        .iter()
        .find(|j| j.entry.line_id == line)
        .ok_or_else(WebError::not_found)?;
    let form = Form::new(web.cx.lang).with("version", case.project.version);
    let mut form = filled(&mut conn, judged, form).await?;
    // Several lines are kept in the estimate; their figures are not typed here.
    if super::estimate::own(&found.lines, &judged.entry).count() > 1 {
        form.set("cost", "");
        form.set("support", "");
    }
    web.page(FormPage::of(
        form_frame(&web, &case),
        &case,
        form,
        Some(line),
    ))
}

async fn read(web: &Web, form: &mut Form) -> Result<EntryInput, WebError> {
    let name = "establishment_id";
    if form.value(name).is_empty() && !form.text("establishment_id_text").is_empty() {
        let message = picked::unclear(form.lang);
        form.fail(name, message);
    }
    let mut conn = web.cx.read().await?;
    let unit_id = picked::unit(&mut conn, form, "unit_id").await?;
    Ok(EntryInput {
        establishment_id: form.id(name),
        name: form.text("name"),
        unit_id,
        place: form.text("place"),
        subject: form.text("subject"),
        specification: form.lines("specification"),
        quantity: form.int("quantity"),
        unit_word: form.text("unit_word"),
        list_ref: form.text("list_ref"),
        cost: form.dong("cost"),
        support: form.dong("support"),
    })
}

async fn save(web: Web, id: ProjectId, line: Option<CostLineId>, mut form: Form) -> WebResult {
    let input = read(&web, &mut form).await?;
    let version = form.version_number();
    if !form.has_errors() {
        match put_entry(&form.cx(&web.cx), id, version, line, input).await {
            Ok(_) => {
                let text = web.t("Đã ghi đơn vị thụ hưởng.", "The beneficiary is saved.");
                return web
                    .done(&format!("/projects/{id}/beneficiaries"), text)
                    .await;
            }
            Err(error) => form.refuse(error)?,
        }
    }
    let mut conn = web.cx.read().await?;
    let case = load(&web, &mut conn, id).await?;
    web.refused(FormPage::of(form_frame(&web, &case), &case, form, line))
}

async fn create(web: Web, Path(id): Path<ProjectId>, form: Form) -> WebResult {
    save(web, id, None, form).await
}

async fn update(
    web: Web,
    Path((id, line)): Path<(ProjectId, CostLineId)>,
    form: Form,
) -> WebResult {
    save(web, id, Some(line), form).await
}

async fn remove(
    web: Web,
    Path((id, line)): Path<(ProjectId, CostLineId)>,
    mut form: Form,
) -> WebResult {
    let version = form.version_number();
    match remove_entry(&form.cx(&web.cx), id, version, line).await {
        Ok(()) => {
            let text = web.t("Đã bỏ đơn vị thụ hưởng.", "The beneficiary is taken out.");
            web.done(&format!("/projects/{id}/beneficiaries"), text)
                .await
        }
        Err(error @ (CommandError::Invalid(_) | CommandError::Refused { .. })) => {
            form.refuse(error)?;
            let mut conn = web.cx.read().await?;
            let case = load(&web, &mut conn, id).await?;
            let mut page = page(&web, &mut conn, &case).await?;
            page.form = form;
            web.refused(page)
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Template)]
#[template(path = "project/roster/views/fixing.html")]
pub(super) struct FixingPage {
    pub c: Chrome,
    pub head: Head,
    pub form: Form,
    pub gaps: Vec<String>,
    /// (label, value)
    pub sums: Vec<(&'static str, String)>,
    pub list: String,
}

impl FixingPage {
    pub(super) fn of(c: Chrome, case: &Case, sheet: &Sheet, form: Form) -> FixingPage {
        let lang = c.lang;
        let mut sums = vec![
            (lang.t("Được giao", "Allotted"), sheet.allotted.to_string()),
            (
                lang.t("Của các đơn vị thụ hưởng", "Of the beneficiaries"),
                sheet.support.to_string(),
            ),
            (
                lang.t("Khoản chung còn lại", "Left on common lines"),
                sheet.common.to_string(),
            ),
        ];
        if sheet.left() > kernel::Dong::ZERO {
            sums.push((
                lang.t("Trả lại kế hoạch", "Given back to the plan"),
                sheet.left().to_string(),
            ));
        }
        FixingPage {
            head: head(case, lang),
            gaps: gaps(case, sheet, lang),
            sums,
            list: format!("/projects/{}/beneficiaries", case.project.id),
            c,
            form,
        }
    }
}

fn fixing_frame(web: &Web, case: &Case) -> Chrome {
    let href = format!("/projects/{}/beneficiaries", case.project.id);
    web.chrome(web.t(
        "Chốt danh sách đơn vị thụ hưởng",
        "Fix the list of beneficiaries",
    ))
    .crumb(web.t("Đề án", "Projects"), "/projects")
    .crumb(&case.project.code, format!("/projects/{}", case.project.id))
    .crumb(web.t("Đơn vị thụ hưởng", "Beneficiaries"), href)
}

async fn fixing_form(web: Web, Path(id): Path<ProjectId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let case = load(&web, &mut conn, id).await?;
    let found = sheet(&web.cx, &mut conn, &case, true).await?;
    let form = Form::new(web.cx.lang)
        .with("version", case.project.version)
        .with("coordinator", &case.project.coordinator);
    web.page(FixingPage::of(
        fixing_frame(&web, &case),
        &case,
        &found,
        form,
    ))
}

async fn fixing(web: Web, Path(id): Path<ProjectId>, mut form: Form) -> WebResult {
    let input = FixInput {
        version: form.version_number(),
        on: form.date("on"),
        coordinator: form.text("coordinator"),
        paper: PaperInput {
            number: form.text("paper_number"),
            signed_on: form.date("paper_signed_on"),
            signer: form.text("paper_signer"),
            ..PaperInput::default()
        },
    };
    let upload = form.file("paper_file");
    if !form.has_errors() {
        match fix(&form.cx(&web.cx), id, input, upload.as_ref()).await {
            Ok(()) => {
                let text = web.t(
                    "Đã chốt danh sách đơn vị thụ hưởng. Bước tiếp: ký hợp đồng.",
                    "The list of beneficiaries is fixed. Next: the contract.",
                );
                return web
                    .done(&format!("/projects/{id}/beneficiaries"), text)
                    .await;
            }
            Err(error) => form.refuse(error)?,
        }
    }
    let mut conn = web.cx.read().await?;
    let case = load(&web, &mut conn, id).await?;
    let found = sheet(&web.cx, &mut conn, &case, true).await?;
    web.refused(FixingPage::of(
        fixing_frame(&web, &case),
        &case,
        &found,
        form,
    ))
}
