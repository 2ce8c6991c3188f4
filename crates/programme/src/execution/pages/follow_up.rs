use askama::Template;
use axum::extract::Path;
use db::Conn;
use kernel::{Dong, FollowUpId, Lang, ProjectId, Thing, Verb, format_date};
use web_kit::{Choices, Chrome, Form, Web, WebError, WebResult, samples::Sample};

use super::{
    PhotoView, load,
    overview::{keep_text, visit_title},
    photo_views, read_photos, record_frame, recorded, sent_back, step_name, step_paper,
};
use crate::{
    execution::{
        agreement,
        follow_up::{self, Figure, FigureInput, FollowUp, MachineUse, VisitInput, record, step_of},
        papers, photo,
    },
    paper_form::{self, PaperAsk},
    parts,
    project::{
        Accepts, Case,
        pages::view::{Head, head},
    },
};

#[derive(Template)]
#[template(path = "execution/views/visit_form.html")]
struct FormPage {
    c: Chrome,
    head: Head,
    form: Form,
    action: String,
    /// What is asked of the paper; None when the figures of an earlier visit are put right.
    paper: Option<PaperAsk>,
    button: String,
    /// Whose figures each group takes.
    owners: Vec<String>,
    /// What may have become of the machine; None where none was bought.
    uses: Option<Choices>,
    facts: Vec<(&'static str, String)>,
    photos: Vec<PhotoView>,
    /// Address of the document without its ending; None before the visit.
    document: Option<String>,
    may_write: bool,
}

fn uses(case: &Case, lang: Lang) -> Option<Choices> {
    Accepts::of(case.project.activity).is_machine().then(|| {
        MachineUse::ALL
            .map(|m| (m.code().to_owned(), m.label(lang).to_owned()))
            .to_vec()
    })
}

/// The beneficiaries, or the implementing unit when the project has none.
fn owners(case: &Case) -> Vec<(Option<kernel::EstablishmentId>, String)> {
    match case.beneficiaries.as_slice() {
        [] => vec![(None, case.project.implementer.clone())],
        many => many
            .iter()
            .map(|b| (Some(b.establishment_id), b.name.clone()))
            .collect(),
    }
}

async fn duties(conn: &mut Conn, case: &Case, lang: Lang) -> Result<String, WebError> {
    let agreements = agreement::of_project(conn, case.project.id).await?;
    let until = agreements
        .iter()
        .filter_map(|a| a.keep_until(case.project.accepted_on))
        .max();
    Ok(keep_text(until, lang))
}

/// The step that records a visit in the present state.
fn visit_step(case: &Case) -> &str {
    step_of(case).unwrap_or("follow-up-visit")
}

async fn new_page(
    web: &Web,
    conn: &mut Conn,
    case: &Case,
    form: Form,
) -> Result<FormPage, WebError> {
    let lang = web.cx.lang;
    let code = visit_step(case);
    let kind = step_paper(web, case, code)?;
    let button = step_name(case, code, lang);
    let visits = follow_up::of_project(conn, case.project.id).await?;
    let next = visits.iter().find(|f| f.visited_on.is_none());
    let mut facts = vec![(lang.t("Nghĩa vụ", "Duty"), duties(conn, case, lang).await?)];
    if let Some(next) = next {
        facts.push((lang.t("Lần theo dõi", "Visit"), visit_title(next, lang)));
        facts.push((lang.t("Hạn", "Due"), format_date(next.due_on)));
    }
    Ok(FormPage {
        c: record_frame(web, case, &button),
        head: head(case, lang),
        form,
        action: format!("/projects/{}/follow-ups", case.project.id),
        paper: Some(PaperAsk::of(&kind, lang)),
        button,
        owners: owners(case).into_iter().map(|(_, name)| name).collect(),
        uses: uses(case, lang),
        facts,
        photos: Vec::new(),
        document: None,
        may_write: true,
    })
}

pub(super) async fn new(web: Web, Path(id): Path<ProjectId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let case = load(&web, &mut conn, id).await?;
    let mut form = Form::new(web.cx.lang).with("version", case.project.version);
    let kind = step_paper(&web, &case, visit_step(&case))?;
    paper_form::propose(&web.cx, &mut conn, &case, &kind, &mut form).await?;
    let page = new_page(&web, &mut conn, &case, form).await?;
    web.page(page)
}

fn read_figures(form: &mut Form, case: &Case) -> Vec<FigureInput> {
    owners(case)
        .into_iter()
        .enumerate()
        .map(|(i, (establishment_id, name))| {
            let field = |what: &str| format!("figure_{}_{what}", i + 1);
            FigureInput {
                establishment_id,
                name,
                machine: form.code(&field("machine"), MachineUse::from_code),
                output: form.text(&field("output")),
                revenue: form.dong(&field("revenue")),
                labour: form.int(&field("labour")),
                income: form.dong(&field("income")),
                tax: form.dong(&field("tax")),
                exports: form.dong(&field("exports")),
                energy: form.int(&field("energy")),
                reason: form.text(&field("reason")),
            }
        })
        .collect()
}

pub(super) async fn save(web: Web, Path(id): Path<ProjectId>, mut form: Form) -> WebResult {
    let mut conn = web.cx.read().await?;
    let case = load(&web, &mut conn, id).await?;
    drop(conn);
    let code = step_of(&case).unwrap_or("follow-up-visit").to_owned();
    let input = VisitInput {
        version: form.version_number(),
        on: form.date("on"),
        figures: read_figures(&mut form, &case),
        note: form.lines("note"),
        paper: paper_form::read(&mut form),
    };
    let (photos, upload) = (read_photos(&form), form.file("paper_file"));
    let number = input.paper.number.clone();
    let mut refusal = None;
    if !form.has_errors() {
        match record(&form.cx(&web.cx), id, input, &photos, upload.as_ref()).await {
            Ok(_) => return recorded(&web, id, &code, &number).await,
            Err(error) => refusal = Some(error),
        }
    }
    let mut conn = web.cx.read().await?;
    let case = sent_back(&web, &mut conn, id, &mut form, refusal).await?;
    let page = new_page(&web, &mut conn, &case, form).await?;
    web.refused(page)
}

async fn found(
    web: &Web,
    conn: &mut Conn,
    id: FollowUpId,
) -> Result<(Case, FollowUp, Vec<Figure>), WebError> {
    let visit = follow_up::find(conn, id).await?;
    let visit = visit.ok_or_else(WebError::not_found)?;
    let case = load(web, conn, visit.project_id).await?;
    let figures = follow_up::figures(conn, id).await?;
    Ok((case, visit, figures))
}

async fn visit_page(
    web: &Web,
    conn: &mut Conn,
    case: &Case,
    visit: &FollowUp,
    form: Form,
) -> Result<FormPage, WebError> {
    let lang = web.cx.lang;
    let photos = photo::of_project(conn, case.project.id).await?;
    let source = match visit.verified {
        true => visit.article.clone(),
        false => format!(
            "{}; {}",
            visit.article,
            lang.t("chưa kiểm chứng", "unverified")
        ),
    };
    Ok(FormPage {
        c: record_frame(web, case, &visit_title(visit, lang)),
        head: head(case, lang),
        form,
        action: format!("/follow-ups/{}", visit.id),
        paper: None,
        button: lang.t("Ghi số liệu", "Record the figures").to_owned(),
        owners: owners(case).into_iter().map(|(_, name)| name).collect(),
        uses: uses(case, lang),
        facts: vec![
            (lang.t("Hạn", "Due"), format_date(visit.due_on)),
            (lang.t("Căn cứ", "Based on"), source),
            (
                lang.t("Ngày theo dõi", "Visited on"),
                parts::day(visit.visited_on),
            ),
            (
                lang.t("Văn bản", "Paper"),
                visit.paper.clone().unwrap_or_default(),
            ),
            (lang.t("Nghĩa vụ", "Duty"), duties(conn, case, lang).await?),
        ],
        photos: photo_views(&photos, case.project.id, |p| {
            p.follow_up_id == Some(visit.id)
        }),
        document: visit
            .visited_on
            .map(|_| format!("/follow-ups/{}/sheet", visit.id)),
        may_write: visit.visited_on.is_some() && web.cx.actor.may(Verb::Edit, Thing::Project),
    })
}

pub(super) async fn show(web: Web, Path(id): Path<FollowUpId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let (case, visit, figures) = found(&web, &mut conn, id).await?;
    let mut form = Form::new(web.cx.lang)
        .with("version", visit.version)
        .with("note", &visit.note);
    for (i, figure) in figures.iter().enumerate() {
        let field = |what: &str| format!("figure_{}_{what}", i + 1);
        form.set(&field("machine"), figure.machine.code());
        form.set(&field("output"), &figure.output);
        form.set(&field("reason"), &figure.reason);
        for (what, amount) in [
            ("revenue", figure.revenue),
            ("income", figure.income),
            ("tax", figure.tax),
            ("exports", figure.exports),
            ("labour", figure.labour.map(Dong)),
            ("energy", figure.energy.map(Dong)),
        ] {
            if let Some(amount) = amount {
                form.set(&field(what), amount.grouped());
            }
        }
    }
    let page = visit_page(&web, &mut conn, &case, &visit, form).await?;
    web.page(page)
}

pub(super) async fn amend(web: Web, Path(id): Path<FollowUpId>, mut form: Form) -> WebResult {
    let mut conn = web.cx.read().await?;
    let (case, ..) = found(&web, &mut conn, id).await?;
    drop(conn);
    let figures = read_figures(&mut form, &case);
    let (version, note) = (form.version_number(), form.lines("note"));
    if !form.has_errors() {
        match follow_up::amend(&form.cx(&web.cx), id, version, figures, &note).await {
            Ok(()) => {
                let text = web.t("Đã ghi số liệu theo dõi.", "The figures are recorded.");
                return web.done(&format!("/follow-ups/{id}"), text).await;
            }
            Err(error) => form.refuse(error)?,
        }
    }
    let mut conn = web.cx.read().await?;
    let (case, visit, _) = found(&web, &mut conn, id).await?;
    let page = visit_page(&web, &mut conn, &case, &visit, form).await?;
    web.refused(page)
}

/// `sheet.docx`, `sheet.pdf`, `sheet.html`.
pub(super) async fn document(web: Web, Path((id, name)): Path<(FollowUpId, String)>) -> WebResult {
    let ending = name
        .strip_prefix("sheet.")
        .ok_or_else(WebError::not_found)?;
    let mut conn = web.cx.read().await?;
    let (case, visit, figures) = found(&web, &mut conn, id).await?;
    let duty = duties(&mut conn, &case, Lang::Vi).await?;
    drop(conn);
    let paper = papers::visit(&web.cx, &case, &visit, &figures, &duty);
    let file = format!(
        "Phiếu theo dõi sau hỗ trợ {} lần {}",
        case.project.code, visit.number
    );
    parts::paper_response(&web, paper, &file, ending).await
}

pub(super) fn samples() -> Vec<Sample> {
    let case = crate::project::pages::sample_data::case();
    [Lang::Vi, Lang::En]
        .into_iter()
        .flat_map(|lang| {
            let page = |paper: Option<PaperAsk>| FormPage {
                c: Chrome::sample(lang, lang.t("Lần theo dõi", "Visit")),
                head: head(&case, lang),
                form: Form::new(lang),
                action: "/follow-ups/x".into(),
                button: lang.t("Ghi số liệu", "Record").into(),
                owners: vec!["Công ty TNHH Cơ khí".into()],
                uses: uses(&case, lang),
                facts: vec![(lang.t("Hạn", "Due"), "28/02/2023".into())],
                photos: Vec::new(),
                document: paper.is_none().then(|| "/follow-ups/x/sheet".into()),
                may_write: true,
                paper,
            };
            [
                Sample::of("visit", page(None)),
                Sample::of(
                    "visit-form",
                    page(Some(PaperAsk {
                        name: "Phiếu theo dõi".into(),
                        required: true,
                        file: false,
                    })),
                ),
            ]
        })
        .collect()
}
