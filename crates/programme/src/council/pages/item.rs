use askama::Template;
use axum::extract::Path;
use db::{CommandError, CommandResult, Conn};
use jiff::civil::Date;
use kernel::{CouncilItemId, CouncilSessionId, Dong, Lang, Scope, format_date, format_timestamp};
use rules::criteria::CriterionResult;
use web_kit::{Chrome, Form, Web, WebResult};

use super::{Badge, frame, outcome_badge, show::session_title};
use crate::{
    council::{
        charge,
        commands::manages,
        model::{Council, Item, Outcome, Seat, Session, SessionState},
        papers::{self, JointFinding},
        sessions::{self, ItemInput},
        store,
    },
    project::{
        BudgetFit, Case, CeilingView, Level, Standing, ceiling_views, dossier_lines,
        estimate_answers,
    },
};

/// A criterion with its joint finding.
pub(super) struct FindingView {
    pub title: String,
    pub badge: Badge,
    /// “2 đạt, 1 cần bổ sung”
    pub count: String,
    pub notes: String,
}

/// A member's seat for this project.
pub(super) struct SeatView {
    pub name: String,
    pub duty: &'static str,
    pub badge: Badge,
    /// Where the ballot is; None when the reader has nothing to do with it.
    pub ballot: Option<String>,
    pub own: bool,
}

pub(super) struct VoteView {
    pub name: String,
    pub choice: &'static str,
    pub opinion: String,
    pub revision: i64,
    pub at: String,
}

/// A paper of the dossier: title, there, note, file.
pub(super) struct PaperView {
    pub title: String,
    pub there: bool,
    pub note: String,
    pub file: Option<String>,
}

/// The project as the session looks at it.
#[derive(Default)]
pub(super) struct ProjectView {
    pub facts: Vec<(&'static str, String)>,
    pub lines: Vec<(String, String, Dong)>,
    pub requested: String,
    pub ceilings: Vec<CeilingView>,
    pub dossier: Vec<PaperView>,
}

#[derive(Template)]
#[template(path = "council/views/item.html")]
pub(super) struct ItemPage {
    pub c: Chrome,
    pub item: Item,
    pub href: String,
    pub badge: Badge,
    pub proposed: String,
    /// Choices of the fit with the budget; of a council of the Ministry only.
    pub fits: Vec<(&'static str, &'static str)>,
    /// (label, value)
    pub standing: Vec<(&'static str, String)>,
    pub project: ProjectView,
    pub findings: Vec<FindingView>,
    pub seats: Vec<SeatView>,
    pub votes: Vec<VoteView>,
    /// (when, member, what, opinion)
    pub acts: Vec<(String, String, String, String)>,
    pub tally: String,
    /// What keeps the project from being voted on; empty when nothing does.
    pub quorum_missing: String,
    /// Why it cannot be voted on or concluded now, whoever is there; empty when it can.
    pub halted: String,
    pub form: Form,
    pub manages: bool,
    pub pending: bool,
}

pub(super) fn finding_views(findings: &[JointFinding], lang: Lang) -> Vec<FindingView> {
    findings
        .iter()
        .map(|f| FindingView {
            title: format!("{}. {}", f.criterion.order, f.criterion.title.get(lang)),
            badge: match f.result {
                Some(r @ CriterionResult::Pass) => (r.label(lang), "green", "check"),
                Some(r @ CriterionResult::Fail) => (r.label(lang), "red", "stop"),
                Some(r @ CriterionResult::NeedsMore) => (r.label(lang), "amber", "back"),
                None => (lang.t("Chưa có", "None yet"), "grey", "clock"),
            },
            count: counts(f, lang),
            notes: f.notes(),
        })
        .collect()
}

fn counts(finding: &JointFinding, lang: Lang) -> String {
    let parts: Vec<String> = CriterionResult::ALL
        .into_iter()
        .filter_map(|result| {
            let n = finding
                .members
                .iter()
                .filter(|f| f.verdict == result.code())
                .count();
            (n > 0).then(|| format!("{n} {}", result.label(lang).to_lowercase()))
        })
        .collect();
    parts.join(", ")
}

fn seat_view(web: &Web, href: &str, open: bool, seat: &Seat, runs: bool) -> SeatView {
    let lang = web.cx.lang;
    let badge = match (seat.entitled, seat.present, seat.voted) {
        (false, _, _) => (lang.t("không tham gia", "excluded"), "red", "stop"),
        (_, false, _) => (lang.t("vắng", "absent"), "grey", "clock"),
        (_, _, false) => (lang.t("chưa bỏ phiếu", "not voted"), "amber", "clock"),
        (_, _, true) => (lang.t("đã bỏ phiếu", "voted"), "green", "check"),
    };
    let own = seat.account_id.is_some() && seat.account_id == web.cx.actor.account;
    let enters = own || (runs && seat.account_id.is_none());
    let open = open && seat.entitled && seat.present;
    SeatView {
        name: seat.name.clone(),
        duty: seat.duty.label(lang),
        badge,
        ballot: (enters && open).then(|| format!("{href}/ballots/{}", seat.member_id)),
        own,
    }
}

pub(super) async fn project_view(
    web: &Web,
    conn: &mut Conn,
    case: &Case,
    href: &str,
    on: Date,
) -> CommandResult<ProjectView> {
    let lang = web.cx.lang;
    let mut wide = web.cx.clone();
    wide.actor.scope = Scope::Nation;
    let project = &case.project;
    let place = project.unit_id.unwrap_or(project.province_id);
    let place = reference::units::get(conn, place).await?;
    let answers = estimate_answers(&wide, conn, case, project.norm_day(on)).await?;
    let dossier = dossier_lines(&web.cx, conn, case, on).await?;
    Ok(ProjectView {
        facts: vec![
            (
                lang.t("Đơn vị thụ hưởng", "Beneficiaries"),
                project.beneficiaries.clone(),
            ),
            (
                lang.t("Địa bàn", "Place"),
                place.map(|u| u.label).unwrap_or_default(),
            ),
            (
                lang.t("Nội dung khuyến công", "Activity"),
                project.activity.label(lang).to_owned(),
            ),
            (
                lang.t("Đơn vị thực hiện", "Implementing unit"),
                project.implementer.clone(),
            ),
            (
                lang.t("Sự cần thiết", "Background"),
                project.background.clone(),
            ),
            (lang.t("Mục tiêu", "Goals"), project.goals.clone()),
            (
                lang.t("Nội dung, quy mô", "Content and size"),
                project.content.clone(),
            ),
            (
                lang.t("Hiệu quả dự kiến", "Expected effect"),
                project.effect.clone(),
            ),
        ],
        lines: case
            .lines
            .iter()
            .flat_map(|line| {
                line.sources
                    .iter()
                    .filter(|s| !s.balances.requested.is_zero())
                    .map(|s| {
                        let source = s.source.label(lang).to_owned();
                        (line.title.clone(), source, s.balances.requested)
                    })
            })
            .collect(),
        requested: case.promotion().requested.to_string(),
        ceilings: ceiling_views(&answers),
        dossier: dossier
            .into_iter()
            .map(|line| PaperView {
                title: line.item.title.get(lang).to_owned(),
                there: line.is_present(),
                note: line
                    .entry
                    .as_ref()
                    .map(|e| e.note.clone())
                    .unwrap_or_default(),
                file: line
                    .entry
                    .and_then(|e| e.file_id)
                    .map(|file| format!("{href}/files/{file}")),
            })
            .collect(),
    })
}

fn filled(item: &Item, requested: Dong, lang: Lang) -> Form {
    let proposed = item.proposed.unwrap_or(requested);
    let rank = item.rank.map(|r| r.to_string()).unwrap_or_default();
    Form::new(lang)
        .with("rank", rank)
        .with("budget_fit", item.budget_fit.map_or("", BudgetFit::code))
        .with("proposed", proposed.grouped())
        .with("visit", &item.visit)
        .with("summary", &item.summary)
        .with("version", item.version)
}

/// The way to the page of a project within a session.
pub(super) fn crumbs(web: &Web, council: &Council, session: &Session, heading: String) -> Chrome {
    let lang = web.cx.lang;
    let number = session_title(session.number, lang);
    frame(web, heading)
        .crumb(&council.title, format!("/councils/{}", council.id))
        .crumb(
            format!("{number}, {}", format_date(session.held_on)),
            format!("/council-sessions/{}", session.id),
        )
}

async fn page(
    web: &Web,
    conn: &mut Conn,
    session: CouncilSessionId,
    id: CouncilItemId,
    form: Option<Form>,
) -> CommandResult<ItemPage> {
    let (cx, lang) = (&web.cx, web.cx.lang);
    let (council, session) = store::session(cx, conn, session).await?;
    let item = store::item(cx, conn, session.id, id).await?;
    let case = papers::case(cx, conn, &item).await?;
    let href = format!("/council-sessions/{}/items/{id}", session.id);
    let seats = papers::seats(conn, id).await?;
    let votes = papers::votes(cx, conn, id).await?;
    let findings = papers::joint_findings(cx, conn, &item, council.level).await?;
    let acts = papers::vote_acts(cx, conn, id).await?;
    let tally = papers::tally(&seats, &votes);
    let runs = manages(cx, &council).is_ok();
    let pending = session.is_live() && item.outcome == Outcome::Pending;
    let halted = charge::halted(&case, council.level, lang).filter(|_| pending);
    let open = session.state == SessionState::Open && halted.is_none();
    let missing = papers::quorum_missing(lang, &session, &tally)
        .filter(|_| session.state == SessionState::Open);
    let c = crumbs(
        web,
        &council,
        &session,
        format!("{} · {}", item.code, item.title),
    )
    .crumb(&item.code, "");
    Ok(ItemPage {
        badge: outcome_badge(item.outcome, item.conclusion(), lang),
        proposed: item.proposed.map(|d| d.to_string()).unwrap_or_default(),
        fits: match council.level {
            Level::Ministry => BudgetFit::ALL.map(|f| (f.code(), f.label(lang))).to_vec(),
            Level::Base => Vec::new(),
        },
        standing: [
            item.budget_fit.map(|f| {
                let label = lang.t("Phù hợp dự toán", "Fit with the budget");
                (label, f.label(lang).to_owned())
            }),
            item.rank
                .map(|r| (lang.t("Thứ tự ưu tiên", "Place"), r.to_string())),
        ]
        .into_iter()
        .flatten()
        .collect(),
        project: project_view(web, conn, &case, &href, cx.today()).await?,
        findings: finding_views(&findings, lang),
        seats: seats
            .iter()
            .map(|seat| seat_view(web, &href, open, seat, runs))
            .collect(),
        votes: votes
            .into_iter()
            .map(|v| VoteView {
                name: v.name,
                choice: v.choice.label(lang),
                opinion: v.opinion,
                revision: v.revision,
                at: format_timestamp(v.at),
            })
            .collect(),
        acts: acts
            .into_iter()
            .map(|a| {
                let act = match a.act.as_str() {
                    "cast" => lang.t("bỏ phiếu", "voted"),
                    "changed" => lang.t("đổi phiếu", "changed the vote to"),
                    _ => lang.t(
                        "phiếu bị hủy vì lợi ích liên quan",
                        "vote void for an interest",
                    ),
                };
                let what = format!("{act}: {}", a.choice.label(lang));
                (format_timestamp(a.at), a.name, what, a.opinion)
            })
            .collect(),
        tally: tally.sentence(lang),
        quorum_missing: missing.unwrap_or_default(),
        form: form.unwrap_or_else(|| filled(&item, case.promotion().requested, lang)),
        manages: runs,
        halted: halted.unwrap_or_default(),
        pending,
        item,
        href,
        c,
    })
}

pub(super) async fn show(
    web: Web,
    Path((session, id)): Path<(CouncilSessionId, CouncilItemId)>,
) -> WebResult {
    let mut conn = web.cx.read().await?;
    let page = page(&web, &mut conn, session, id, None).await?;
    web.page(page)
}

pub(super) async fn save(
    web: Web,
    Path((session, id)): Path<(CouncilSessionId, CouncilItemId)>,
    mut form: Form,
) -> WebResult {
    let input = ItemInput {
        proposed: form.dong("proposed"),
        standing: Standing {
            rank: form.int("rank"),
            budget_fit: form.code("budget_fit", BudgetFit::from_code),
        },
        visit: form.text("visit"),
        summary: form.text("summary"),
    };
    let version = form.version_number();
    if !form.has_errors() {
        match sessions::save_item(&form.cx(&web.cx), session, id, version, input).await {
            Ok(()) => {
                let text = web.t("Đã ghi ý kiến của hội đồng.", "The remarks are recorded.");
                let to = format!("/council-sessions/{session}/items/{id}");
                return web.done(&to, text).await;
            }
            Err(CommandError::Stale) => {
                let text = web.t(
                    "Người khác vừa ghi ý kiến cho đề án này. Mở lại trang để xem, rồi ghi tiếp.",
                    "Somebody else has just recorded remarks on this project. Open the page again.",
                );
                form.fail("", text);
            }
            Err(error) => form.refuse(error)?,
        }
    }
    let mut conn = web.cx.read().await?;
    let page = page(&web, &mut conn, session, id, Some(form)).await?;
    web.refused(page)
}

pub(super) async fn postpone(
    web: Web,
    Path((session, id)): Path<(CouncilSessionId, CouncilItemId)>,
    mut form: Form,
) -> WebResult {
    let reason = form.text("reason");
    match sessions::postpone(&form.cx(&web.cx), session, id, &reason).await {
        Ok(()) => {
            let text = web.t(
                "Đã hoãn đề án; có thể đưa vào chương trình của phiên khác.",
                "The project is postponed; it may stand on another agenda.",
            );
            web.done(&format!("/council-sessions/{session}"), text)
                .await
        }
        Err(error) => {
            form.refuse(error)?;
            let mut conn = web.cx.read().await?;
            let mut page = page(&web, &mut conn, session, id, None).await?;
            for (name, message) in form.errors() {
                page.form.fail(&name, message);
            }
            page.form.set("reason", reason);
            web.refused(page)
        }
    }
}
