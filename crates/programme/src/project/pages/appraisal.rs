use askama::Template;
use axum::extract::Path;
use kernel::{Lang, ProjectId};
use rules::criteria::{Conclusion, CriterionResult};
use web_kit::{Chrome, FlashKind, Form, Web, WebError, WebResult, samples::Sample};

use super::view::{CeilingView, Head, MoneyRow, ceiling_views, head, money_rows};
use crate::{
    council::charge::charge,
    project::{
        Appraisal, AppraisalInput, BudgetFit, Case, Level, Standing, VerdictInput, appraisal,
        appraise,
        ceilings::{self, Basis},
        limits,
    },
};

#[derive(Template)]
#[template(path = "project/views/appraisal.html")]
struct AppraisalPage {
    c: Chrome,
    head: Head,
    form: Form,
    level: Level,
    /// (code, title, article)
    criteria: Vec<(String, String, String)>,
    verdicts: Vec<(&'static str, &'static str)>,
    conclusions: Vec<(&'static str, &'static str)>,
    /// Of the ministry appraisal only.
    fits: Vec<(&'static str, &'static str)>,
    /// What is asked for beside what is left of the budget.
    budget: String,
    costs: Vec<MoneyRow>,
    ceilings: Vec<CeilingView>,
}

fn page(
    c: Chrome,
    case: &Case,
    form: Form,
    appraisal: &Appraisal,
    ceilings: Vec<CeilingView>,
) -> AppraisalPage {
    let lang = c.lang;
    AppraisalPage {
        head: head(case, lang),
        level: appraisal.level,
        criteria: appraisal
            .lines
            .iter()
            .map(|(criterion, _)| {
                let title = format!("{}. {}", criterion.order, criterion.title.get(lang));
                (criterion.code.clone(), title, criterion.article.clone())
            })
            .collect(),
        verdicts: CriterionResult::ALL
            .map(|r| (r.code(), r.label(lang)))
            .to_vec(),
        conclusions: Conclusion::ALL.map(|r| (r.code(), r.label(lang))).to_vec(),
        fits: match appraisal.level {
            Level::Ministry => BudgetFit::ALL.map(|f| (f.code(), f.label(lang))).to_vec(),
            Level::Base => Vec::new(),
        },
        budget: String::new(),
        costs: money_rows(&case.lines, lang),
        ceilings,
        c,
        form,
    }
}

fn frame(web: &Web, case: &Case, level: Level) -> Chrome {
    web.chrome(level.label(web.cx.lang))
        .crumb(web.t("Đề án", "Projects"), "/projects")
        .crumb(&case.project.code, format!("/projects/{}", case.project.id))
}

fn filled(case: &Case, appraisal: &Appraisal, lang: Lang) -> Form {
    let mut form = Form::new(lang);
    for (criterion, verdict) in &appraisal.lines {
        if let Some(verdict) = verdict {
            form.set(&format!("verdict_{}", criterion.code), &verdict.verdict);
            form.set(&format!("note_{}", criterion.code), &verdict.note);
        }
    }
    form.set("proposed", case.promotion().requested.grouped());
    if let Some(done) = &appraisal.appraised {
        form.set("conclusion", &done.conclusion);
        form.set("proposed", done.proposed.grouped());
        form.set("note", &done.note);
        if let Some(rank) = done.rank {
            form.set("rank", rank);
        }
        if let Some(fit) = done.budget_fit {
            form.set("budget_fit", fit.code());
        }
        form.set("on", kernel::format_date(done.on_date));
    }
    form
}

pub(super) async fn open(web: Web, Path((id, level)): Path<(ProjectId, String)>) -> WebResult {
    let level = Level::from_code(&level).ok_or_else(WebError::not_found)?;
    let cx = &web.cx;
    let mut conn = cx.read().await?;
    let case = Case::load(cx, &mut conn, id).await?;
    let project = &case.project;
    let found = appraisal::get(cx, &mut conn, project, level).await?;
    // A council's project is appraised in its session.
    let council = charge(&mut conn, id, project.province_id, level, cx.today()).await?;
    if let Some(council) = council {
        let sentence = council.sentence(cx.lang);
        return web.go(&council.href(), FlashKind::Warning, sentence).await;
    }
    let on = case.project.norm_day(cx.today());
    let answers = ceilings::answers(cx, &mut conn, &case, on, Basis::Estimate).await?;
    let form = filled(&case, &found, cx.lang);
    let c = frame(&web, &case, level);
    let mut page = page(c, &case, form, &found, ceiling_views(&answers));
    if level == Level::Ministry {
        page.budget = limits::within_budget(cx, &mut conn, &case).await?.sentence;
    }
    web.page(page)
}

fn read(form: &mut Form, appraisal: &Appraisal) -> AppraisalInput {
    let mut verdicts = Vec::new();
    for (criterion, _) in &appraisal.lines {
        let name = format!("verdict_{}", criterion.code);
        if let Some(verdict) = form.code(&name, CriterionResult::from_code) {
            verdicts.push(VerdictInput {
                criterion: criterion.code.clone(),
                verdict,
                note: form.text(&format!("note_{}", criterion.code)),
            });
        }
    }
    AppraisalInput {
        verdicts,
        conclusion: form.code("conclusion", Conclusion::from_code),
        proposed: form.dong("proposed"),
        standing: Standing {
            rank: form.int("rank"),
            budget_fit: form.code("budget_fit", BudgetFit::from_code),
        },
        note: form.text("note"),
        on: form.date("on"),
    }
}

pub(super) async fn save(
    web: Web,
    Path((id, level)): Path<(ProjectId, String)>,
    mut form: Form,
) -> WebResult {
    let level = Level::from_code(&level).ok_or_else(WebError::not_found)?;
    let mut conn = web.cx.read().await?;
    let case = Case::load(&web.cx, &mut conn, id).await?;
    let found = appraisal::get(&web.cx, &mut conn, &case.project, level).await?;
    drop(conn);
    let input = read(&mut form, &found);
    if !form.has_errors() {
        match appraise(&form.cx(&web.cx), id, level, input).await {
            Ok(()) => {
                let text = web.t("Đã ghi kết quả thẩm định.", "The appraisal is recorded.");
                let to = format!("/projects/{id}?tab=appraisal");
                return web.done(&to, text).await;
            }
            Err(error) => form.refuse(error)?,
        }
    }
    let c = frame(&web, &case, level);
    web.refused(page(c, &case, form, &found, Vec::new()))
}

pub(super) fn samples() -> Vec<Sample> {
    let case = super::sample_data::case();
    [Lang::Vi, Lang::En]
        .into_iter()
        .flat_map(|lang| Level::ALL.map(|level| (lang, level)))
        .map(|(lang, level)| {
            let found = Appraisal {
                level,
                lines: rules::criteria::seed()
                    .into_iter()
                    .map(|c| (c, None))
                    .collect(),
                appraised: None,
            };
            let answers = ceiling_views(&[super::sample_data::answer()]);
            let c = Chrome::sample(lang, "Thẩm định");
            Sample::of(
                "appraisal",
                page(c, &case, Form::new(lang), &found, answers),
            )
        })
        .collect()
}
