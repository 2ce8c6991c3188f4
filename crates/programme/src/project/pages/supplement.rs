//! Rounds of supplement: the list of gaps before the letter, and the answers to them.

use askama::Template;
use axum::extract::Path;
use db::{CommandResult, Conn, Cx};
use kernel::{Lang, ProjectId, SupplementId, Thing, Verb, format_date};
use web_kit::{Chrome, Form, Web, WebError, WebResult, samples::Sample};

use super::view::{Head, head};
use crate::project::{
    Case, DossierLine, GapAnswer, GapInput, RoundInput, answer_gaps, dossier, prepare_round,
    supplement::{self, Gap, Round},
};

/// A round on the dossier's tab.
pub(in crate::project) struct RoundView {
    pub title: String,
    pub state: &'static str,
    pub colour: &'static str,
    pub icon: &'static str,
    pub dates: String,
    /// (paper, what is missing, answer)
    pub gaps: Vec<(String, String, String)>,
    /// Where the gaps are answered.
    pub answer: Option<String>,
    /// Where a list that was not sent yet is changed.
    pub edit: Option<String>,
}

fn paper_title(lines: &[DossierLine], code: &str, lang: Lang) -> String {
    let known = lines.iter().find(|line| line.item.code == code);
    known.map_or_else(
        || code.to_owned(),
        |line| line.item.title.get(lang).to_owned(),
    )
}

fn dates(round: &Round, lang: Lang) -> String {
    let mut parts = Vec::new();
    if let Some(day) = round.asked_on {
        let (day, letter) = (format_date(day), &round.letter);
        parts.push(match lang {
            Lang::Vi => format!("Yêu cầu ngày {day}, công văn {letter}"),
            Lang::En => format!("Asked on {day}, letter {letter}"),
        });
    }
    if let Some(day) = round.due_on.map(format_date) {
        parts.push(match lang {
            Lang::Vi => format!("hạn {day}"),
            Lang::En => format!("due {day}"),
        });
    }
    if let Some(day) = round.answered_on.map(format_date) {
        let letter = &round.answer;
        parts.push(match lang {
            Lang::Vi => format!("bổ sung ngày {day}, công văn {letter}"),
            Lang::En => format!("answered on {day}, letter {letter}"),
        });
    }
    parts.join("; ")
}

pub(super) async fn round_views(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
    lines: &[DossierLine],
) -> CommandResult<Vec<RoundView>> {
    let (lang, page) = (cx.lang, format!("/projects/{}", case.project.id));
    let may_answer = cx.actor.may(Verb::Edit, Thing::Project);
    let may_ask = supplement::may_ask(cx, case);
    let rounds = supplement::rounds(conn, case.project.id).await?;
    Ok(rounds
        .into_iter()
        .map(|(round, gaps)| {
            let late = round.is_late(cx.today());
            let (state, colour, icon) = match (round.asked_on, round.answered_on, late) {
                (None, _, _) => (lang.t("chưa gửi", "not sent"), "grey", "pencil"),
                (_, None, false) => (lang.t("chờ bổ sung", "waiting"), "amber", "clock"),
                (_, None, true) => (lang.t("quá hạn", "overdue"), "red", "alert"),
                (_, Some(_), false) => (lang.t("đã bổ sung", "answered"), "green", "check"),
                (_, Some(_), true) => {
                    (lang.t("bổ sung trễ hạn", "answered late"), "amber", "alert")
                }
            };
            let waiting = round.asked_on.is_some() && round.answered_on.is_none();
            let answer = format!("{page}/supplement-rounds/{}", round.id);
            RoundView {
                title: match lang {
                    Lang::Vi => format!(
                        "Lần {}, {}",
                        round.number,
                        round.level.label(lang).to_lowercase()
                    ),
                    Lang::En => format!("Round {}, {}", round.number, round.level.label(lang)),
                },
                state,
                colour,
                icon,
                dates: dates(&round, lang),
                gaps: gaps
                    .into_iter()
                    .map(|g| {
                        let paper = match g.item.is_empty() {
                            true => String::new(),
                            false => paper_title(lines, &g.item, lang),
                        };
                        (paper, g.gap, g.answer)
                    })
                    .collect(),
                answer: (waiting && may_answer && round.listed).then_some(answer),
                edit: (round.asked_on.is_none() && may_ask)
                    .then(|| format!("{page}/supplement-rounds/new")),
            }
        })
        .collect())
}

#[derive(Template)]
#[template(path = "project/views/supplement.html")]
struct PreparePage {
    c: Chrome,
    head: Head,
    form: Form,
    /// (name of the field, paper)
    papers: Vec<(String, String)>,
}

fn frame(web: &Web, case: &Case, title: &str) -> Chrome {
    web.chrome(title)
        .crumb(web.t("Đề án", "Projects"), "/projects")
        .crumb(&case.project.code, format!("/projects/{}", case.project.id))
}

fn prepare_page(c: Chrome, case: &Case, form: Form, lines: &[DossierLine]) -> PreparePage {
    PreparePage {
        head: head(case, c.lang),
        papers: lines
            .iter()
            .map(|line| {
                let title = line.item.title.get(c.lang).to_owned();
                (format!("gap_{}", line.item.code), title)
            })
            .collect(),
        c,
        form,
    }
}

fn heading(web: &Web) -> &'static str {
    web.cx.lang.t("Các điểm cần bổ sung", "Gaps of the dossier")
}

/// The list of gaps, with what was listed and not sent yet.
pub(super) async fn open(web: Web, Path(id): Path<ProjectId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let case = Case::load(&web.cx, &mut conn, id).await?;
    let lines = dossier::lines(&web.cx, &mut conn, &case, web.cx.today()).await?;
    let rounds = supplement::rounds(&mut conn, id).await?;
    let mut form = Form::new(web.cx.lang);
    if let Some((round, gaps)) = rounds.into_iter().find(|(r, _)| r.asked_on.is_none()) {
        let due = round.due_on.map(format_date).unwrap_or_default();
        form.set("due_on", due);
        let mut other = Vec::new();
        for gap in gaps {
            match gap.item.is_empty() {
                true => other.push(gap.gap),
                false => form.set(&format!("gap_{}", gap.item), gap.gap),
            }
        }
        form.set("gap_other", other.join("\n"));
    }
    let c = frame(&web, &case, heading(&web));
    web.page(prepare_page(c, &case, form, &lines))
}

pub(super) async fn save(web: Web, Path(id): Path<ProjectId>, mut form: Form) -> WebResult {
    let mut conn = web.cx.read().await?;
    let case = Case::load(&web.cx, &mut conn, id).await?;
    let lines = dossier::lines(&web.cx, &mut conn, &case, web.cx.today()).await?;
    drop(conn);
    let mut gaps: Vec<GapInput> = lines
        .iter()
        .map(|line| GapInput {
            item: line.item.code.clone(),
            gap: form.text(&format!("gap_{}", line.item.code)),
        })
        .filter(|gap| !gap.gap.is_empty())
        .collect();
    let other = form.lines("gap_other");
    gaps.extend(other.lines().filter(|l| !l.is_empty()).map(|l| GapInput {
        item: String::new(),
        gap: l.to_owned(),
    }));
    let input = RoundInput {
        due_on: form.date("due_on"),
        gaps,
    };
    if !form.has_errors() {
        match prepare_round(&form.cx(&web.cx), id, input).await {
            Ok(_) => {
                let text = web.t(
                    "Đã ghi các điểm cần bổ sung. Bước tiếp: ghi công văn yêu cầu bổ sung.",
                    "The gaps are recorded. Next: record the letter that asks for supplements.",
                );
                let step = supplement::asking(&case.definition, &case.project.state);
                let to = step.map_or_else(
                    || format!("/projects/{id}?tab=dossier"),
                    |(step, _)| format!("/projects/{id}/{}", step.code),
                );
                return web.done(&to, text).await;
            }
            Err(error) => form.refuse(error)?,
        }
    }
    let c = frame(&web, &case, heading(&web));
    web.refused(prepare_page(c, &case, form, &lines))
}

#[derive(Template)]
#[template(path = "project/views/supplement_answer.html")]
struct AnswerPage {
    c: Chrome,
    head: Head,
    form: Form,
    action: String,
    dates: String,
    /// (name of the field, label)
    gaps: Vec<(String, String)>,
}

async fn load(
    web: &Web,
    id: ProjectId,
    round: SupplementId,
) -> Result<(Case, Vec<DossierLine>, Round, Vec<Gap>), WebError> {
    let mut conn = web.cx.read().await?;
    let case = Case::load(&web.cx, &mut conn, id).await?;
    let lines = dossier::lines(&web.cx, &mut conn, &case, web.cx.today()).await?;
    let rounds = supplement::rounds(&mut conn, id).await?;
    let (round, gaps) = rounds
        .into_iter()
        .find(|(r, _)| r.id == round)
        .ok_or_else(WebError::not_found)?;
    Ok((case, lines, round, gaps))
}

fn answer_page(
    c: Chrome,
    case: &Case,
    form: Form,
    lines: &[DossierLine],
    round: &Round,
    gaps: &[Gap],
) -> AnswerPage {
    let lang = c.lang;
    AnswerPage {
        head: head(case, lang),
        action: format!(
            "/projects/{}/supplement-rounds/{}",
            case.project.id, round.id
        ),
        dates: dates(round, lang),
        gaps: gaps
            .iter()
            .map(|g| {
                let label = match g.item.is_empty() {
                    true => g.gap.clone(),
                    false => format!("{}: {}", paper_title(lines, &g.item, lang), g.gap),
                };
                (format!("answer_{}", g.id), label)
            })
            .collect(),
        form,
        c,
    }
}

fn answer_heading(web: &Web, round: &Round) -> String {
    match web.cx.lang {
        Lang::Vi => format!("Trả lời yêu cầu bổ sung lần {}", round.number),
        Lang::En => format!("Answer round {} of supplements", round.number),
    }
}

pub(super) async fn open_answer(
    web: Web,
    Path((id, round)): Path<(ProjectId, SupplementId)>,
) -> WebResult {
    let (case, lines, round, gaps) = load(&web, id, round).await?;
    let mut form = Form::new(web.cx.lang);
    for gap in &gaps {
        form.set(&format!("answer_{}", gap.id), &gap.answer);
    }
    let c = frame(&web, &case, &answer_heading(&web, &round));
    web.page(answer_page(c, &case, form, &lines, &round, &gaps))
}

pub(super) async fn save_answer(
    web: Web,
    Path((id, round)): Path<(ProjectId, SupplementId)>,
    mut form: Form,
) -> WebResult {
    let (case, lines, round, gaps) = load(&web, id, round).await?;
    let answers: Vec<GapAnswer> = gaps
        .iter()
        .map(|g| GapAnswer {
            id: g.id,
            answer: form.text(&format!("answer_{}", g.id)),
        })
        .collect();
    match answer_gaps(&form.cx(&web.cx), id, round.id, &answers).await {
        Ok(()) => {
            let text = web.t(
                "Đã ghi câu trả lời. Bước tiếp: cập nhật giấy tờ rồi nộp bổ sung.",
                "The answers are recorded. Next: update the papers and submit the supplements.",
            );
            web.done(&format!("/projects/{id}?tab=dossier"), text).await
        }
        Err(error) => {
            form.refuse(error)?;
            let c = frame(&web, &case, &answer_heading(&web, &round));
            web.refused(answer_page(c, &case, form, &lines, &round, &gaps))
        }
    }
}

/// A late round, for samples.
pub(super) fn sample_rounds(lang: Lang) -> Vec<RoundView> {
    vec![RoundView {
        title: lang.t("Lần 1", "Round 1").into(),
        state: lang.t("quá hạn", "overdue"),
        colour: "red",
        icon: "alert",
        dates: lang
            .t("Yêu cầu ngày 02/03/2022", "Asked on 02/03/2022")
            .into(),
        gaps: vec![(
            lang.t("Báo giá", "Quotation").into(),
            lang.t("thiếu báo giá thứ ba", "the third one is missing")
                .into(),
            String::new(),
        )],
        answer: Some("/projects/x/supplement-rounds/y".into()),
        edit: None,
    }]
}

pub(super) fn samples() -> Vec<Sample> {
    let case = super::sample_data::case();
    let lines: Vec<DossierLine> = rules::checklist::seed()
        .into_iter()
        .map(|item| DossierLine { item, entry: None })
        .collect();
    [Lang::Vi, Lang::En]
        .into_iter()
        .flat_map(|lang| {
            let mut form = Form::new(lang);
            form.fail(
                "gap_other",
                lang.t("Ghi ít nhất một điểm.", "List one gap."),
            );
            let c = Chrome::sample(lang, lang.t("Các điểm cần bổ sung", "Gaps"));
            let prepare = prepare_page(c, &case, form, &lines);
            let c = Chrome::sample(lang, lang.t("Trả lời", "Answer"));
            let answer = AnswerPage {
                head: head(&case, lang),
                form: Form::new(lang),
                action: "/projects/x/supplement-rounds/y".into(),
                dates: String::new(),
                gaps: vec![("answer_1".into(), "Báo giá".into())],
                c,
            };
            [
                Sample::of("supplement", prepare),
                Sample::of("supplement-answer", answer),
            ]
        })
        .collect()
}
