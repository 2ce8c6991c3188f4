use askama::Template;
use axum::extract::Path;
use db::{CommandError, CommandResult};
use kernel::{Dong, Id, Lang, ProposalId, Thing, Verb, format_date, format_timestamp};
use reference::picked;
use uuid::Uuid;
use web_kit::{Choices, Chrome, Form, TrailLine, Web, WebError, WebResult};

use super::{list::passed_text, title};
use crate::{
    plan::{self, Plan, Quarters},
    proposal::{
        DecisionInput, Holder, Outcome, Proposal, ProposalState, ScoreInput, carrying,
        criteria::{self, Criterion, Points},
        rising, selection, store,
    },
};

/// A remark as the page shows it.
pub(in crate::proposal) struct RemarkLine {
    pub at: String,
    pub actor: String,
    pub way: String,
    pub text: String,
}

/// A criterion with its points.
pub(in crate::proposal) struct ScoreLine {
    pub criterion: Criterion,
    pub points: Option<Points>,
}

#[derive(Template)]
#[template(path = "proposal/views/show.html")]
pub(in crate::proposal) struct ShowPage {
    pub c: Chrome,
    pub proposal: Proposal,
    pub plan: Plan,
    pub place: String,
    pub remarks: Vec<RemarkLine>,
    pub scores: Vec<ScoreLine>,
    pub outcomes: Choices,
    pub trail: Vec<TrailLine>,
    /// One form at a time may come back refused; its fields are told apart by their names.
    pub form: Form,
    pub may_edit: bool,
    /// Whom a passing on would reach.
    pub above: Option<Holder>,
    pub may_return: bool,
    pub may_decide: bool,
    pub may_see_plan: bool,
    /// It waits for the plan of the next year, and this person may put it there.
    pub may_carry: bool,
    /// The open plan of the next year.
    pub next_plan: Option<Plan>,
    /// What goes on with it in another plan, and the title of that plan.
    pub carried_to: Option<(ProposalId, String)>,
    /// The title of the plan of the year before that it comes from.
    pub carried_from: Option<String>,
}

impl ShowPage {
    pub(in crate::proposal) fn of(c: Chrome, proposal: Proposal, plan: Plan, form: Form) -> Self {
        let lang = c.lang;
        ShowPage {
            place: String::new(),
            remarks: Vec::new(),
            scores: Vec::new(),
            outcomes: Outcome::ALL
                .map(|o| (o.code().to_owned(), o.label(lang).to_owned()))
                .to_vec(),
            trail: Vec::new(),
            may_edit: false,
            above: None,
            may_return: false,
            may_decide: false,
            may_see_plan: false,
            may_carry: false,
            next_plan: None,
            carried_to: None,
            carried_from: None,
            proposal,
            plan,
            form,
            c,
        }
    }

    fn since(&self) -> String {
        format_date(self.proposal.state_since)
    }

    fn ceiling_day(&self) -> String {
        format_date(self.proposal.ceiling_on)
    }

    fn granted(&self) -> String {
        self.proposal
            .granted
            .map_or_else(String::new, |g| g.to_string())
    }

    fn activity(&self) -> String {
        let activity = self.proposal.activity;
        activity.titled(self.c.lang)
    }

    fn count(&self) -> String {
        format!("{} {}", self.proposal.quantity, self.proposal.unit_word)
            .trim_end()
            .to_owned()
    }

    /// The way up as a step line.
    fn way(&self) -> Vec<(String, String, &'static str)> {
        let lang = self.c.lang;
        let (at, origin) = (self.proposal.holder, self.proposal.origin);
        let top = Holder::deciding(self.plan.area().scope);
        let ended = !self.proposal.state.is_moving();
        Holder::ALL
            .into_iter()
            .filter(|h| *h >= origin && *h <= top.max(at))
            .map(|h| {
                let stage = match h.cmp(&at) {
                    std::cmp::Ordering::Less => "done",
                    std::cmp::Ordering::Equal if ended => "done",
                    std::cmp::Ordering::Equal => "now",
                    std::cmp::Ordering::Greater => "next",
                };
                let note = match h == at {
                    true => format!("{} {}", self.proposal.state.label(lang), self.since()),
                    false => String::new(),
                };
                (h.label(lang).to_owned(), note, stage)
            })
            .collect()
    }
}

async fn show_page(web: &Web, id: ProposalId, form: Form) -> Result<ShowPage, WebError> {
    let (cx, lang) = (&web.cx, web.cx.lang);
    let actor = &cx.actor;
    let mut conn = cx.read().await?;
    let proposal = store::find(cx, &mut conn, id).await?;
    let plan = plan::store::seen(cx, &mut conn, proposal.plan_id).await?;
    let chrome = web
        .chrome(&proposal.title)
        .crumb(title(lang), "/proposals")
        .crumb(&proposal.title, "");
    let mut form = form;
    form.set("version", proposal.version);
    let here = Holder::of(actor.role) == Some(proposal.holder);
    let moving = proposal.state.is_moving();
    let decides = here && actor.may(Verb::Decide, Thing::Proposal);
    let weighs = decides && proposal.holder >= Holder::Department;
    let still = !matches!(
        proposal.state,
        ProposalState::Approved | ProposalState::Withdrawn
    );
    let records = db::history(&mut conn, "proposal", &id.to_string()).await?;
    let remarks = store::remarks(&mut conn, id).await?;
    let known = criteria::for_plan(&mut conn, &plan, cx.today()).await?;
    let points = criteria::points(&mut conn, id, &known).await?;
    let mut page = ShowPage::of(chrome, proposal, plan, form);
    let place = page.proposal.unit_id.unwrap_or(page.proposal.province_id);
    page.place = picked::unit_label(&mut conn, Some(place)).await?;
    page.trail = web_kit::trail(records, |verb| word(verb, lang));
    page.remarks = remarks
        .into_iter()
        .map(|r| RemarkLine {
            at: format_timestamp(r.at),
            actor: r.actor,
            way: format!(
                "{} → {}",
                r.from_holder.label(lang),
                r.to_holder.label(lang)
            ),
            text: r.remark,
        })
        .collect();
    page.scores = known
        .into_iter()
        .zip(points)
        .map(|(criterion, points)| ScoreLine { criterion, points })
        .collect();
    let scope = page.plan.area().scope;
    page.may_edit = here && moving && actor.may(Verb::Edit, Thing::Proposal);
    page.above = rising::next_holder(cx, &page.proposal, scope).filter(|_| decides && moving);
    page.may_return = decides && moving && page.proposal.holder > page.proposal.origin;
    page.may_decide = weighs && still;
    page.may_see_plan = actor.may(Verb::View, Thing::Plan);
    page.carried_to = store::carried_to(&mut conn, id).await?;
    if let Some(earlier) = page.proposal.carried_from {
        page.carried_from = store::plan_title(&mut conn, earlier).await?;
    }
    page.may_decide &= page.carried_to.is_none();
    page.may_carry = page.carried_to.is_none()
        && carrying::waits(&page.proposal, &page.plan)
        && carrying::level(cx, &page.proposal).is_some()
        && actor.may(Verb::Create, Thing::Proposal);
    if page.may_carry {
        page.next_plan = plan::store::following(cx, &mut conn, &page.plan).await?;
    }
    if page.may_decide {
        prefill(&mut page);
    }
    Ok(page)
}

/// Opens the forms of decision with what holds now, unless one came back as it was typed.
fn prefill(page: &mut ShowPage) {
    if page.form.has_errors() {
        return;
    }
    let proposal = &page.proposal;
    let most = proposal
        .ceiling
        .map_or(proposal.asked, |c| c.min(proposal.asked));
    let granted = proposal.granted.unwrap_or(most);
    page.form.set("granted", granted.grouped());
    let quarters = [
        ("quarter_1", proposal.quarter_1),
        ("quarter_2", proposal.quarter_2),
        ("quarter_3", proposal.quarter_3),
        ("quarter_4", proposal.quarter_4),
    ];
    for (name, quarter) in quarters {
        page.form
            .set(name, quarter.map(Dong::grouped).unwrap_or_default());
    }
    page.form.set("outcome", Outcome::Select.code());
    page.form.set(
        "rank",
        proposal.rank.map(|r| r.to_string()).unwrap_or_default(),
    );
    page.form.set("rank_reason", &proposal.rank_reason);
    for (i, line) in page.scores.iter().enumerate() {
        let Some(points) = &line.points else {
            continue;
        };
        page.form.set(&format!("points_{}", i + 1), points.points);
        page.form.set(&format!("why_{}", i + 1), &points.reason);
    }
}

fn word(verb: &str, lang: Lang) -> &'static str {
    match verb {
        "create" => lang.t("Lập đề xuất", "Drawn up"),
        "submission" => lang.t("Trình lên", "Passed on"),
        "return" => lang.t("Trả lại", "Sent back"),
        "withdrawal" => lang.t("Rút", "Withdrawn"),
        "select" => lang.t("Chọn", "Selected"),
        "reserve" => lang.t("Đưa vào dự phòng", "Put in reserve"),
        "defer" => lang.t("Chuyển năm sau", "Deferred"),
        "refuse" => lang.t("Không chọn", "Not selected"),
        "reopen" => lang.t("Xem xét lại", "Looked at again"),
        "score" => lang.t("Chấm điểm", "Scored"),
        "ranking" => lang.t("Xếp thứ hạng", "Ranked"),
        "carry-over" => lang.t("Đưa vào kế hoạch năm sau", "Put into the next year's plan"),
        "approval" => lang.t("Vào kế hoạch được duyệt", "Approved in the plan"),
        _ => lang.t("Sửa", "Changed"),
    }
}

pub(super) async fn show(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let form = Form::new(web.cx.lang);
    let page = show_page(&web, Id::from_uuid(id), form).await?;
    web.page(page)
}

/// Goes back to the page with what was done, or with what was refused.
async fn answer(
    web: &Web,
    id: ProposalId,
    mut form: Form,
    done: CommandResult<String>,
) -> WebResult {
    match done {
        Ok(text) => web.done(&format!("/proposals/{id}"), text).await,
        Err(CommandError::Stale) => {
            let text = web.t(
                "Người khác vừa đổi đề xuất này. Dưới đây là bản mới; xem lại rồi làm lại.",
                "Somebody changed this proposal meanwhile. Below is the new version; look and repeat.",
            );
            form.fail("", text);
            let page = show_page(web, id, form).await?;
            web.refused(page)
        }
        Err(error) => {
            form.refuse(error)?;
            let page = show_page(web, id, form).await?;
            web.refused(page)
        }
    }
}

pub(super) async fn pass_on(web: Web, Path(id): Path<Uuid>, form: Form) -> WebResult {
    let id: ProposalId = Id::from_uuid(id);
    let done = rising::pass_on(&form.cx(&web.cx), &[(id, form.version_number())]).await;
    let lang = web.cx.lang;
    answer(&web, id, form, done.map(|to| passed_text(lang, 1, to))).await
}

pub(super) async fn send_back(web: Web, Path(id): Path<Uuid>, form: Form) -> WebResult {
    let id: ProposalId = Id::from_uuid(id);
    let (version, remark) = (form.version_number(), form.text("remark"));
    let done = rising::send_back(&form.cx(&web.cx), id, version, &remark).await;
    let lang = web.cx.lang;
    let done = done.map(|to| match lang {
        Lang::Vi => format!("Đã trả đề xuất về {} kèm ý kiến.", to.label(lang)),
        Lang::En => format!("Sent back to: {}, with the remark.", to.label(lang)),
    });
    answer(&web, id, form, done).await
}

/// Puts a waiting proposal into the plan of the next year and opens it there.
pub(super) async fn carry_over(web: Web, Path(id): Path<Uuid>, form: Form) -> WebResult {
    let id: ProposalId = Id::from_uuid(id);
    let done = carrying::carry_over(&form.cx(&web.cx), id, form.version_number()).await;
    match done {
        Ok(next) => {
            let text = web.t(
                "Đã đưa vào kế hoạch năm sau; mức tối đa tính lại theo định mức hôm nay. Bước tiếp: xem lại rồi trình.",
                "It is in the plan of the next year, its ceiling by today's norms. Next: look at it and pass it on.",
            );
            web.done(&format!("/proposals/{next}"), text).await
        }
        Err(error) => answer(&web, id, form, Err(error)).await,
    }
}

pub(super) async fn withdraw(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let id: ProposalId = Id::from_uuid(id);
    let (version, reason) = (form.version_number(), form.text("withdrawal_reason"));
    let done = rising::withdraw(&form.cx(&web.cx), id, version, &reason).await;
    if matches!(done, Err(CommandError::Invalid(_))) {
        let text = web.t("Nêu lý do rút.", "Say why it is withdrawn.");
        form.fail("withdrawal_reason", text);
        let page = show_page(&web, id, form).await?;
        return web.refused(page);
    }
    let text = web
        .t("Đã rút đề xuất.", "The proposal is withdrawn.")
        .to_owned();
    answer(&web, id, form, done.map(|()| text)).await
}

pub(super) async fn decide(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let id: ProposalId = Id::from_uuid(id);
    let granted: Option<Dong> = form.dong("granted");
    let quarters = Quarters {
        quarter_1: form.dong("quarter_1"),
        quarter_2: form.dong("quarter_2"),
        quarter_3: form.dong("quarter_3"),
        quarter_4: form.dong("quarter_4"),
    };
    let outcome = form.code("outcome", Outcome::from_code);
    let lang = web.cx.lang;
    let Some(outcome) = outcome.filter(|_| !form.has_errors()) else {
        if !form.has_errors() {
            form.fail("outcome", web.t("Chọn kết quả.", "Choose an outcome."));
        }
        let page = show_page(&web, id, form).await?;
        return web.refused(page);
    };
    let input = DecisionInput {
        outcome,
        granted,
        quarters,
        reason: form.text("reason"),
    };
    let version = form.version_number();
    let done = selection::decide(&form.cx(&web.cx), &[(id, version)], &input).await;
    let done = done.map(|()| match lang {
        Lang::Vi => format!("Đã ghi kết quả: {}.", outcome.label(lang).to_lowercase()),
        Lang::En => format!("Recorded: {}.", outcome.label(lang).to_lowercase()),
    });
    answer(&web, id, form, done).await
}

pub(super) async fn rank(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let id: ProposalId = Id::from_uuid(id);
    let (version, place) = (form.version_number(), form.int("rank"));
    if form.has_errors() {
        let page = show_page(&web, id, form).await?;
        return web.refused(page);
    }
    let reason = form.text("rank_reason");
    let done = selection::rank(&form.cx(&web.cx), id, version, place, &reason).await;
    let text = web.t("Đã xếp thứ hạng.", "Ranked.").to_owned();
    answer(&web, id, form, done.map(|()| text)).await
}

pub(super) async fn score(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let id: ProposalId = Id::from_uuid(id);
    let version = form.version_number();
    let mut points = Vec::new();
    for n in 1..=200 {
        let Some(criterion) = form.id(&format!("criterion_{n}")) else {
            break;
        };
        points.push(ScoreInput {
            criterion_id: Some(criterion),
            points: form.int(&format!("points_{n}")),
            reason: form.text(&format!("why_{n}")),
        });
    }
    if form.has_errors() {
        let page = show_page(&web, id, form).await?;
        return web.refused(page);
    }
    let done = selection::score(&form.cx(&web.cx), id, version, &points).await;
    let text = web.t("Đã ghi điểm.", "The points are saved.").to_owned();
    answer(&web, id, form, done.map(|()| text)).await
}
