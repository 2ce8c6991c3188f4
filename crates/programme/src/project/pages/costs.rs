use askama::Template;
use axum::extract::{Path, Query};
use kernel::{Dong, FundingSource, Lang, ProjectId};
use serde::Deserialize;
use web_kit::{Chrome, FlashKind, Form, Web, WebResult, samples::Sample};

use super::view::{CeilingView, Head, ceiling_views, head};
use crate::project::{
    Case, CostLineInput, Editing, SourceAmounts, ceilings::ceilings_today, commands::costs_to_edit,
    set_costs,
};

/// Empty rows offered beyond those filled in.
const SPARE_ROWS: usize = 4;
/// The most rows one form carries.
const MOST_ROWS: usize = 200;

#[derive(Deserialize)]
pub(super) struct RowsQuery {
    rows: Option<usize>,
}

#[derive(Template)]
#[template(path = "project/views/costs.html")]
struct CostsPage {
    c: Chrome,
    head: Head,
    form: Form,
    sources: Vec<(&'static str, &'static str)>,
    owners: Vec<(String, String)>,
    rows: usize,
    more: String,
    proposal: bool,
    ceilings: Vec<CeilingView>,
}

fn page(c: Chrome, case: &Case, form: Form, rows: usize, ceilings: Vec<CeilingView>) -> CostsPage {
    let lang = c.lang;
    let own = case.project.source();
    let offered = FundingSource::ALL
        .into_iter()
        .filter(|s| !s.is_promotion() || *s == own);
    CostsPage {
        head: head(case, lang),
        sources: offered.map(|s| (s.code(), s.label(lang))).collect(),
        owners: match case.beneficiaries.len() {
            0 | 1 => Vec::new(),
            _ => case
                .beneficiaries
                .iter()
                .map(|b| (b.establishment_id.to_string(), b.name.clone()))
                .collect(),
        },
        rows,
        more: format!(
            "/projects/{}/costs?rows={}",
            case.project.id,
            (rows + 10).min(MOST_ROWS)
        ),
        proposal: case.editing() == Editing::Proposal,
        ceilings,
        c,
        form,
    }
}

fn frame(web: &Web, case: &Case) -> Chrome {
    web.chrome(web.t("Dự toán kinh phí", "Estimate"))
        .crumb(web.t("Đề án", "Projects"), "/projects")
        .crumb(&case.project.code, format!("/projects/{}", case.project.id))
}

fn fill(form: &mut Form, lines: &[CostLineInput]) {
    for (i, line) in lines.iter().enumerate() {
        let name = |field: &str| format!("line_{}_{field}", i + 1);
        if let Some(id) = line.id {
            form.set(&name("id"), id);
        }
        if let Some(owner) = line.establishment_id {
            form.set(&name("establishment_id"), owner);
        }
        form.set(&name("title"), &line.title);
        form.set(&name("unit"), &line.unit);
        form.set(&name("quantity"), line.quantity);
        form.set(&name("unit_price"), line.unit_price.grouped());
        form.set(&name("uncounted"), !line.counted);
        for source in FundingSource::ALL {
            let amount = line.sources.get(source);
            if !amount.is_zero() {
                form.set(&name(source.code()), amount.grouped());
            }
        }
    }
}

pub(super) async fn open(
    web: Web,
    Path(id): Path<ProjectId>,
    Query(query): Query<RowsQuery>,
) -> WebResult {
    let cx = &web.cx;
    let mut conn = cx.read().await?;
    let case = Case::load(cx, &mut conn, id).await?;
    let lines = costs_to_edit(&mut conn, &case).await?;
    let answers = ceilings_today(cx, &mut conn, &case).await?;
    let mut form = Form::new(cx.lang).with("version", case.project.version);
    fill(&mut form, &lines);
    let rows = query
        .rows
        .unwrap_or(0)
        .clamp(lines.len() + SPARE_ROWS, MOST_ROWS);
    web.page(page(
        frame(&web, &case),
        &case,
        form,
        rows,
        ceiling_views(&answers),
    ))
}

/// The rows that were filled in, under the numbers they had.
fn read(form: &mut Form) -> (Vec<usize>, Vec<CostLineInput>) {
    let (mut numbers, mut lines) = (Vec::new(), Vec::new());
    for i in 1..=MOST_ROWS {
        let name = |field: &str| format!("line_{i}_{field}");
        let blank = ["title", "unit_price"]
            .iter()
            .all(|field| form.text(&name(field)).is_empty());
        if blank {
            continue;
        }
        let mut sources = SourceAmounts::default();
        for source in FundingSource::ALL {
            sources.set(source, form.dong(&name(source.code())).unwrap_or_default());
        }
        let mut line = CostLineInput {
            id: form.id(&name("id")),
            establishment_id: form.id(&name("establishment_id")),
            title: form.text(&name("title")),
            unit: form.text(&name("unit")),
            quantity: form.int(&name("quantity")).unwrap_or(1),
            unit_price: form.dong(&name("unit_price")).unwrap_or_default(),
            counted: !form.flag(&name("uncounted")),
            sources,
        };
        // What no source pays is the beneficiary's own: an empty field takes the rest.
        if form.text(&name("counterpart")).is_empty()
            && let Some(amount) = line.amount()
        {
            line.sources.counterpart = (amount - line.sources.total()).max(Dong::ZERO);
        }
        numbers.push(i);
        lines.push(line);
    }
    (numbers, lines)
}

pub(super) async fn save(web: Web, Path(id): Path<ProjectId>, mut form: Form) -> WebResult {
    let (numbers, lines) = read(&mut form);
    let version = form.version_number();
    if !form.has_errors() {
        match set_costs(&form.cx(&web.cx), id, version, lines).await {
            Ok(warnings) => {
                let text = web.t("Đã ghi dự toán.", "The estimate is saved.");
                let to = format!("/projects/{id}?tab=money");
                if warnings.is_empty() {
                    return web.done(&to, text).await;
                }
                let unverified = web.t(
                    "Định mức này chưa được đối chiếu với văn bản gốc.",
                    "This norm has not been compared with its source.",
                );
                let text = format!("{text} {} {unverified}", warnings.join(" "));
                return web.go(&to, FlashKind::Warning, text).await;
            }
            Err(db::CommandError::Invalid(mut errors)) => {
                // The command counts the filled rows; the form has gaps between them.
                for error in &mut errors {
                    error.field = renumber(&error.field, &numbers);
                }
                form.refuse(db::CommandError::Invalid(errors))?;
            }
            Err(error) => form.refuse(error)?,
        }
    }
    let mut conn = web.cx.read().await?;
    let case = Case::load(&web.cx, &mut conn, id).await?;
    let rows = (numbers.last().copied().unwrap_or(0) + SPARE_ROWS).min(MOST_ROWS);
    let answers = ceilings_today(&web.cx, &mut conn, &case).await?;
    web.refused(page(
        frame(&web, &case),
        &case,
        form,
        rows,
        ceiling_views(&answers),
    ))
}

/// `line_2_title` of the command as `line_5_title` of the form.
fn renumber(field: &str, numbers: &[usize]) -> String {
    let mut parts = field.splitn(3, '_');
    let (Some("line"), Some(number), Some(rest)) = (parts.next(), parts.next(), parts.next())
    else {
        return field.to_owned();
    };
    let shown = number
        .parse::<usize>()
        .ok()
        .and_then(|n| numbers.get(n - 1));
    match shown {
        Some(shown) => format!("line_{shown}_{rest}"),
        None => field.to_owned(),
    }
}

pub(super) fn samples() -> Vec<Sample> {
    let case = super::sample_data::case();
    [Lang::Vi, Lang::En]
        .into_iter()
        .map(|lang| {
            let mut form = Form::new(lang);
            form.fail(
                "line_1_title",
                lang.t("Cần điền ô này.", "This is required."),
            );
            let answers = ceiling_views(&[super::sample_data::answer()]);
            Sample::of(
                "estimate",
                page(Chrome::sample(lang, "Dự toán"), &case, form, 5, answers),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_stand_beside_the_row_that_was_typed() {
        assert_eq!(
            renumber("line_2_other_state", &[1, 5]),
            "line_5_other_state"
        );
        assert_eq!(renumber("", &[1]), "");
        assert_eq!(renumber("line_9_title", &[1]), "line_9_title");
    }
}
