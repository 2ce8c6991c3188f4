use askama::Template;
use axum::extract::Path;
use db::Conn;
use kernel::{Dong, Lang, ProgressReportId, ProjectId, format_date};
use web_kit::{Chrome, Form, Web, WebError, WebResult, samples::Sample};

use super::{
    Listing, RecordPage, load, overview::report_title, photo_views, read_photos, record_frame,
    recorded, sent_back, step_name, step_paper,
};
use crate::{
    execution::{
        papers, photo,
        report::{self, QuantityInput, Report, ReportInput, record},
    },
    paper_form::{self, PaperAsk},
    parts,
    project::{
        AcceptanceItem, Case,
        pages::view::{Head, head},
        store,
    },
};

/// Rows for quantities; those after the first few are folded.
const QUANTITY_ROWS: usize = 20;

#[derive(Template)]
#[template(path = "execution/views/report_form.html")]
struct FormPage {
    c: Chrome,
    head: Head,
    form: Form,
    paper: PaperAsk,
    button: String,
    quantities: usize,
    money: Vec<(&'static str, Dong)>,
}

fn form_page(web: &Web, case: &Case, form: Form) -> Result<FormPage, WebError> {
    let lang = web.cx.lang;
    let kind = step_paper(web, case, report::STEP)?;
    let button = step_name(case, report::STEP, lang);
    let money = case.promotion();
    Ok(FormPage {
        c: record_frame(web, case, &button),
        head: head(case, lang),
        form,
        paper: PaperAsk::of(&kind, lang),
        button,
        quantities: QUANTITY_ROWS,
        money: vec![
            (lang.t("Được giao", "Allotted"), money.allotted),
            (lang.t("Tạm ứng", "Advanced"), money.advanced),
        ],
    })
}

pub(super) async fn new(web: Web, Path(id): Path<ProjectId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let case = load(&web, &mut conn, id).await?;
    let mut form = Form::new(web.cx.lang)
        .with("version", case.project.version)
        .with("period_to", format_date(web.cx.today()));
    let kind = step_paper(&web, &case, report::STEP)?;
    paper_form::propose(&web.cx, &mut conn, &case, &kind, &mut form).await?;
    // The period follows on the last report, or on the state's first day.
    let last = report::of_project(&mut conn, id).await?;
    let from = match last.first() {
        Some(last) => last.period_to.tomorrow().unwrap_or(last.period_to),
        None => case.project.state_since,
    };
    form.set("period_from", format_date(from.min(web.cx.today())));
    let listed = store::items(&mut conn, id).await?;
    for (i, (name, unit, planned)) in planned(&case, &listed).into_iter().enumerate() {
        let field = |what: &str| format!("quantity_{}_{what}", i + 1);
        form.set(&field("name"), name);
        form.set(&field("unit"), unit);
        form.set(&field("planned"), planned);
    }
    let page = form_page(&web, &case, form)?;
    web.page(page)
}

/// What the project promised: (work, unit, how many) of each beneficiary or class of its list; else
/// of what is listed for the acceptance.
fn planned<'a>(case: &'a Case, listed: &'a [AcceptanceItem]) -> Vec<(&'a str, &'a str, i64)> {
    let entries = &case.roster.entries;
    let mut work: Vec<_> = entries
        .iter()
        .map(|e| (e.name.as_str(), e.unit_word.as_str(), e.quantity))
        .collect();
    if work.is_empty() {
        work.extend(listed.iter().map(|item| {
            let planned = item.planned.unwrap_or(item.quantity);
            (item.name.as_str(), item.unit.as_str(), planned)
        }));
    }
    work.truncate(QUANTITY_ROWS);
    work
}

fn read(form: &mut Form) -> ReportInput {
    let mut quantities = Vec::new();
    for i in 1..=QUANTITY_ROWS {
        let name = |field: &str| format!("quantity_{i}_{field}");
        if form.text(&name("name")).is_empty() {
            continue;
        }
        quantities.push(QuantityInput {
            name: form.text(&name("name")),
            unit: form.text(&name("unit")),
            planned: form.int(&name("planned")).unwrap_or_default(),
            done: form.int(&name("done")).unwrap_or_default(),
        });
    }
    ReportInput {
        version: form.version_number(),
        period_from: form.date("period_from"),
        period_to: form.date("period_to"),
        work: form.lines("work"),
        percent: form.int("percent"),
        quantities,
        spent: form.dong("spent").unwrap_or_default(),
        counterpart: form.dong("counterpart").unwrap_or_default(),
        problems: form.lines("problems"),
        proposals: form.lines("proposals"),
        paper: paper_form::read(form),
    }
}

pub(super) async fn save(web: Web, Path(id): Path<ProjectId>, mut form: Form) -> WebResult {
    let input = read(&mut form);
    let (photos, upload) = (read_photos(&form), form.file("paper_file"));
    let number = input.paper.number.clone();
    let mut refusal = None;
    if form.has_errors() {
        // What could not be read is named together with all else that is amiss.
        let others = report::judge(&web.cx, id, &input, &photos).await?;
        for other in others {
            if form.error(&other.field).is_none() {
                form.fail(&other.field, other.message);
            }
        }
    } else {
        match record(&form.cx(&web.cx), id, input, &photos, upload.as_ref()).await {
            Ok(_) => return recorded(&web, id, report::STEP, &number).await,
            Err(error) => refusal = Some(error),
        }
    }
    let mut conn = web.cx.read().await?;
    let case = sent_back(&web, &mut conn, id, &mut form, refusal).await?;
    let page = form_page(&web, &case, form)?;
    web.refused(page)
}

async fn found(
    web: &Web,
    conn: &mut Conn,
    id: ProgressReportId,
) -> Result<(Case, Report), WebError> {
    let report = report::find(conn, id).await?;
    let report = report.ok_or_else(WebError::not_found)?;
    let case = load(web, conn, report.project_id).await?;
    Ok((case, report))
}

pub(super) async fn show(web: Web, Path(id): Path<ProgressReportId>) -> WebResult {
    let lang = web.cx.lang;
    let mut conn = web.cx.read().await?;
    let (case, report) = found(&web, &mut conn, id).await?;
    let quantities = report::quantities(&mut conn, id).await?;
    let photos = photo::of_project(&mut conn, report.project_id).await?;
    let title = report_title(report.number, report.period_from, report.period_to, lang);
    let c = record_frame(&web, &case, &title);
    let mut page = RecordPage::new(c, &case, format!("/progress-reports/{id}/report"));
    page.photos = photo_views(&photos, report.project_id, |p| p.report_id == Some(id));
    page.tables = vec![Listing {
        title: lang.t("Khối lượng", "Quantities"),
        heads: vec![
            lang.t("Nội dung", "Work"),
            lang.t("Đơn vị", "Unit"),
            lang.t("Kế hoạch", "Planned"),
            lang.t("Đã làm", "Done"),
        ],
        rows: quantities
            .into_iter()
            .map(|q| vec![q.name, q.unit, q.planned.to_string(), q.done.to_string()])
            .collect(),
        figures: &[2, 3],
        ..Listing::default()
    }];
    page.facts = vec![
        (lang.t("Văn bản", "Paper"), report.paper.unwrap_or_default()),
        (lang.t("Người báo cáo", "Reported by"), report.actor),
        (lang.t("Việc đã làm", "Work done"), report.work),
        (
            lang.t("Mức hoàn thành", "Done"),
            format!("{} %", report.percent),
        ),
        (
            lang.t("Kinh phí được giao", "Allotted"),
            report.allotted.to_string(),
        ),
        (
            lang.t("Đã tạm ứng", "Advanced"),
            report.advanced.to_string(),
        ),
        (
            lang.t("Đã chi từ khuyến công", "Spent of the promotion money"),
            report.spent.to_string(),
        ),
        (
            lang.t("Đã chi vốn đối ứng", "Counterpart spent"),
            report.counterpart.to_string(),
        ),
        (lang.t("Khó khăn, vướng mắc", "Problems"), report.problems),
        (lang.t("Kiến nghị", "Proposals"), report.proposals),
    ];
    web.page(page)
}

/// `report.docx`, `report.pdf`, `report.html`.
pub(super) async fn document(
    web: Web,
    Path((id, name)): Path<(ProgressReportId, String)>,
) -> WebResult {
    let ending = name
        .strip_prefix("report.")
        .ok_or_else(WebError::not_found)?;
    let mut conn = web.cx.read().await?;
    let (case, report) = found(&web, &mut conn, id).await?;
    let quantities = report::quantities(&mut conn, id).await?;
    drop(conn);
    let paper = papers::progress(&web.cx, &case, &report, &quantities);
    let file = format!("Báo cáo tiến độ {} số {}", case.project.code, report.number);
    parts::paper_response(&web, paper, &file, ending).await
}

pub(super) fn samples() -> Vec<Sample> {
    let case = crate::project::pages::sample_data::case();
    [Lang::Vi, Lang::En]
        .into_iter()
        .flat_map(|lang| {
            let mut form = Form::new(lang);
            form.fail("work", lang.t("Cần điền ô này.", "This is required."));
            let page = FormPage {
                c: Chrome::sample(lang, lang.t("Báo cáo tiến độ", "Report")),
                head: head(&case, lang),
                form,
                paper: PaperAsk {
                    name: "Báo cáo tiến độ".into(),
                    required: true,
                    file: false,
                },
                button: lang.t("Báo cáo tiến độ", "Report").into(),
                quantities: 2,
                money: vec![(lang.t("Tạm ứng", "Advanced"), Dong(80_000_000))],
            };
            let c = Chrome::sample(lang, "Báo cáo số 1");
            let mut record = RecordPage::new(c, &case, "/progress-reports/x/report".into());
            record.facts = vec![(lang.t("Việc đã làm", "Work done"), "Đã lắp máy".into())];
            record.tables = vec![Listing {
                title: lang.t("Khối lượng", "Quantities"),
                heads: vec!["a", "b"],
                rows: vec![vec!["1".into(), "2".into()]],
                figures: &[1],
                links: vec!["/requests/x".into()],
            }];
            record.photos = vec![super::PhotoView {
                href: "/projects/x/photos/y".into(),
                caption: "Máy".into(),
            }];
            record.file = Some("/x".into());
            record.signing = Some(("/agreements/x".into(), Form::new(lang)));
            [
                Sample::of("progress-report-form", page),
                Sample::of("execution-record", record),
            ]
        })
        .collect()
}
