//! The list of vouchers of a project: what was entered, what is admitted, and both forms.

use askama::Template;
use axum::extract::Path;
use db::Cx;
use kernel::{
    CostLineId, Dong, FundingSource, Lang, ProjectId, Thing, Verb, VoucherId, format_date,
};
use web_kit::{
    Choices, Chrome, Form, Guard, Routes, Web, WebError, WebResult, file_response, samples::Sample,
};

use super::{
    commands::{Judgement, VoucherInput, closed, enter, judge, take_out},
    model::Voucher,
    papers, propose, store,
    summary::{self, Filter},
};
use crate::{
    parts,
    project::{
        Case,
        pages::{
            tab_links,
            view::{Head, head},
        },
    },
};

/// Rows for vouchers on one page.
const ROWS: usize = 3;

pub(super) fn routes() -> Routes {
    let view = Guard::Needs(Verb::View, Thing::Project);
    let create = Guard::Needs(Verb::Create, Thing::Money);
    let decide = Guard::Needs(Verb::Decide, Thing::Money);
    Routes::new()
        .get("/projects/{id}/vouchers", view, open)
        .post("/projects/{id}/vouchers", create, save)
        .post("/projects/{id}/voucher-proposal", create, propose_all)
        .post("/projects/{id}/voucher-judgement", decide, judge_all)
        .get("/projects/{id}/vouchers/{name}", view, document)
        .post("/projects/{id}/vouchers/{name}/removal", create, remove)
}

struct Line {
    id: String,
    line: String,
    source: &'static str,
    number: String,
    day: String,
    seller: String,
    tax_code: String,
    content: String,
    total: Dong,
    vat: Dong,
    claimed: Dong,
    admitted: String,
    refusal: String,
    entered: String,
    judged: String,
    badge: (&'static str, &'static str, &'static str),
    /// Whether the reader may say what is admitted, and take it out.
    may_judge: bool,
    may_remove: bool,
}

/// What one line and source may still settle.
struct Room {
    line: String,
    source: &'static str,
    accepted: Dong,
    claimed: Dong,
    admitted: Dong,
}

#[derive(Template)]
#[template(path = "settlement/views/vouchers.html")]
struct VouchersPage {
    c: Chrome,
    head: Head,
    tabs: Vec<(String, String, bool)>,
    form: Form,
    lines: Vec<Line>,
    rooms: Vec<Room>,
    choices: Choices,
    rows: usize,
    closed: String,
    may_enter: bool,
    may_propose: bool,
    may_judge: bool,
}

/// A cost line and source in one choice.
fn choice(line: CostLineId, source: FundingSource) -> String {
    format!("{line}_{}", source.code())
}

fn chosen(text: &str) -> Option<(CostLineId, FundingSource)> {
    let (line, source) = text.split_once('_')?;
    Some((line.parse().ok()?, FundingSource::from_code(source)?))
}

fn page(cx: &Cx, c: Chrome, case: &Case, vouchers: &[Voucher], form: Form) -> VouchersPage {
    let lang = cx.lang;
    let closed = closed(case, lang).unwrap_or_default().to_owned();
    let open = closed.is_empty();
    let may = |verb| open && cx.actor.may(verb, Thing::Money);
    let title = |id: CostLineId| {
        let line = case.lines.iter().find(|l| l.id == id);
        line.map(|l| l.name()).unwrap_or_default()
    };
    let own = |v: &Voucher| v.entered_by.is_some() && v.entered_by == cx.actor.account;
    let lines: Vec<Line> = vouchers
        .iter()
        .map(|v| Line {
            id: v.id.to_string(),
            line: title(v.line_id),
            source: v.source.label(lang),
            number: v.number.clone(),
            day: format_date(v.issued_on),
            seller: v.seller.clone(),
            tax_code: v.tax_code.clone(),
            content: v.content.clone(),
            total: v.total(),
            vat: v.vat,
            claimed: v.claimed,
            admitted: v.admitted.map(Dong::grouped).unwrap_or_default(),
            refusal: v.refusal.clone(),
            entered: v.entered_name.clone(),
            judged: v.admitted_name.clone(),
            badge: v.badge(lang),
            may_judge: may(Verb::Decide) && !own(v),
            may_remove: may(Verb::Create) && v.admitted.is_none(),
        })
        .collect();
    let pairs = case.lines.iter().flat_map(|line| {
        let sources = line.sources.iter();
        sources
            .filter(|s| !s.balances.requested.is_zero())
            .map(move |s| (line, s))
    });
    let mut rooms = Vec::new();
    let mut choices = Vec::new();
    for (line, s) in pairs {
        let of = |v: &&Voucher| v.line_id == line.id && v.source == s.source;
        rooms.push(Room {
            line: line.name(),
            source: s.source.label(lang),
            accepted: s.balances.accepted,
            claimed: vouchers.iter().filter(of).map(|v| v.claimed).sum(),
            admitted: s.balances.admitted,
        });
        choices.push((
            choice(line.id, s.source),
            format!("{} · {}", line.name(), s.source.label(lang)),
        ));
    }
    VouchersPage {
        c,
        head: head(case, lang),
        tabs: tab_links(case, "vouchers", lang),
        form,
        may_judge: lines.iter().any(|l| l.may_judge),
        may_enter: may(Verb::Create),
        may_propose: may(Verb::Create) && case.project.accepted_on.is_some(),
        lines,
        rooms,
        choices,
        rows: ROWS,
        closed,
    }
}

fn frame(web: &Web, case: &Case) -> Chrome {
    web.chrome(heading(web.cx.lang))
        .crumb(web.t("Đề án", "Projects"), "/projects")
        .crumb(&case.project.code, format!("/projects/{}", case.project.id))
}

fn heading(lang: Lang) -> &'static str {
    lang.t("Bảng kê chứng từ, quyết toán", "Vouchers and settlement")
}

async fn shown(web: &Web, id: ProjectId, form: Form) -> Result<VouchersPage, WebError> {
    let mut conn = web.cx.read().await?;
    let case = Case::load(&web.cx, &mut conn, id).await?;
    let vouchers = store::vouchers(&mut conn, id).await?;
    let mut form = form;
    for v in &vouchers {
        let admitted = format!("admitted_{}", v.id);
        if form.value(&admitted).is_empty() && form.error(&admitted).is_none() {
            let amount = v.admitted.unwrap_or(v.claimed);
            form.set(&admitted, amount.grouped());
            form.set(&format!("refusal_{}", v.id), &v.refusal);
        }
    }
    Ok(page(&web.cx, frame(web, &case), &case, &vouchers, form))
}

async fn open(web: Web, Path(id): Path<ProjectId>) -> WebResult {
    let page = shown(&web, id, Form::new(web.cx.lang)).await?;
    web.page(page)
}

fn read(form: &mut Form) -> Vec<VoucherInput> {
    let mut inputs = Vec::new();
    for i in 1..=ROWS {
        let name = |field: &str| format!("voucher_{i}_{field}");
        if form.text(&name("number")).is_empty() && form.text(&name("claimed")).is_empty() {
            continue;
        }
        let pair = chosen(&form.text(&name("line")));
        let amount = form.dong(&name("amount")).unwrap_or_default();
        let vat = form.dong(&name("vat")).unwrap_or_default();
        inputs.push(VoucherInput {
            line_id: pair.map(|(line, _)| line),
            source: pair.map(|(_, source)| source),
            number: form.text(&name("number")),
            issued_on: form.date(&name("issued_on")),
            seller: form.text(&name("seller")),
            tax_code: form.text(&name("tax_code")),
            content: form.text(&name("content")),
            amount,
            vat,
            claimed: form.dong(&name("claimed")).unwrap_or(amount + vat),
        });
    }
    inputs
}

async fn save(web: Web, Path(id): Path<ProjectId>, mut form: Form) -> WebResult {
    let inputs = read(&mut form);
    if !form.has_errors() {
        match enter(&form.cx(&web.cx), id, inputs).await {
            Ok(ids) => {
                let text = match web.cx.lang {
                    Lang::Vi => format!("Đã nhập {} chứng từ; chờ người khác xét.", ids.len()),
                    Lang::En => format!(
                        "{} vouchers are entered; somebody else looks at them.",
                        ids.len()
                    ),
                };
                return web.done(&format!("/projects/{id}/vouchers"), text).await;
            }
            Err(error) => form.refuse(error)?,
        }
    }
    let page = shown(&web, id, form).await?;
    web.refused(page)
}

async fn propose_all(web: Web, Path(id): Path<ProjectId>, mut form: Form) -> WebResult {
    match propose(&form.cx(&web.cx), id).await {
        Ok(ids) => {
            let text = match web.cx.lang {
                Lang::Vi => format!(
                    "Đã lập {} dòng chứng từ từ hóa đơn nghiệm thu; chờ người khác xét.",
                    ids.len()
                ),
                Lang::En => format!(
                    "{} rows are made from the invoices of the acceptance; somebody else looks at them.",
                    ids.len()
                ),
            };
            web.done(&format!("/projects/{id}/vouchers"), text).await
        }
        Err(error) => {
            form.refuse(error)?;
            let page = shown(&web, id, form).await?;
            web.refused(page)
        }
    }
}

async fn judge_all(web: Web, Path(id): Path<ProjectId>, mut form: Form) -> WebResult {
    let mut conn = web.cx.read().await?;
    Case::load(&web.cx, &mut conn, id).await?;
    let vouchers = store::vouchers(&mut conn, id).await?;
    drop(conn);
    let mut judgements = Vec::new();
    for v in &vouchers {
        let field = format!("admitted_{}", v.id);
        if let Some(admitted) = form.dong(&field) {
            judgements.push(Judgement {
                id: v.id,
                admitted,
                refusal: form.text(&format!("refusal_{}", v.id)),
            });
        }
    }
    if !form.has_errors() {
        match judge(&form.cx(&web.cx), id, judgements).await {
            Ok(()) => {
                let text = web.t(
                    "Đã ghi kết quả xét chứng từ.",
                    "What is admitted is recorded.",
                );
                return web.done(&format!("/projects/{id}/vouchers"), text).await;
            }
            Err(error) => form.refuse(error)?,
        }
    }
    let page = shown(&web, id, form).await?;
    web.refused(page)
}

async fn remove(
    web: Web,
    Path((id, voucher)): Path<(ProjectId, VoucherId)>,
    form: Form,
) -> WebResult {
    take_out(&form.cx(&web.cx), id, voucher).await?;
    let text = web.t("Đã bỏ chứng từ.", "The voucher is taken out.");
    web.done(&format!("/projects/{id}/vouchers"), text).await
}

/// `settlement.xlsx`, `settlement.docx`, `settlement.pdf`, `settlement.html`.
async fn document(web: Web, Path((id, name)): Path<(ProjectId, String)>) -> WebResult {
    let ending = name
        .strip_prefix("settlement.")
        .ok_or_else(WebError::not_found)?;
    let mut conn = web.cx.read().await?;
    let case = Case::load(&web.cx, &mut conn, id).await?;
    let vouchers = store::vouchers(&mut conn, id).await?;
    let filter = Filter {
        project: Some(id),
        ..Filter::default()
    };
    let rows = summary::rows(&mut conn, &web.cx.actor.scope, &filter, 1).await?;
    drop(conn);
    let file = format!("Quyết toán {}", case.project.code);
    if ending == "xlsx" {
        let lang = web.cx.lang;
        let sheets = [
            papers::voucher_sheet(lang, &case, &vouchers),
            papers::summary_sheet(lang, &case.project.code, &rows),
        ];
        let bytes = ::papers::xlsx(&sheets).map_err(WebError::internal)?;
        return Ok(file_response(&format!("{file}.xlsx"), bytes));
    }
    let paper = papers::project_paper(&web.cx, &case, &vouchers, &rows);
    parts::paper_response(&web, paper, &file, ending).await
}

pub(super) fn samples() -> Vec<Sample> {
    let case = crate::project::pages::sample_data::case();
    [Lang::Vi, Lang::En]
        .into_iter()
        .flat_map(|lang| {
            let line = Line {
                id: "1".into(),
                line: "Máy cắt laser CNC".into(),
                source: FundingSource::Kcdp.label(lang),
                number: "0000123".into(),
                day: "01/07/2022".into(),
                seller: "Công ty TNHH Thiết bị".into(),
                tax_code: "0312345678".into(),
                content: "Máy cắt laser".into(),
                total: Dong(660_000_000),
                vat: Dong(60_000_000),
                claimed: Dong(200_000_000),
                admitted: "180.000.000".into(),
                refusal: "thiếu chứng từ".into(),
                entered: "Kế toán".into(),
                judged: "Sở Công Thương".into(),
                badge: (lang.t("chờ xét", "waiting"), "amber", "clock"),
                may_judge: true,
                may_remove: true,
            };
            let page = |lines: Vec<Line>, closed: &str| VouchersPage {
                c: Chrome::sample(lang, heading(lang)),
                head: head(&case, lang),
                tabs: tab_links(&case, "vouchers", lang),
                form: Form::new(lang),
                may_enter: closed.is_empty(),
                may_propose: closed.is_empty(),
                may_judge: !lines.is_empty(),
                lines,
                rooms: vec![Room {
                    line: "Máy cắt laser CNC".into(),
                    source: FundingSource::Kcdp.label(lang),
                    accepted: Dong(200_000_000),
                    claimed: Dong(200_000_000),
                    admitted: Dong::ZERO,
                }],
                choices: Vec::new(),
                rows: 1,
                closed: closed.into(),
            };
            [
                Sample::of("vouchers", page(vec![line], "")),
                Sample::of("vouchers", page(Vec::new(), "Đã quyết toán.")),
            ]
        })
        .collect()
}
