use askama::Template;
use axum::extract::{Path, Query};
use db::{CommandError, Page, PageRequest};
use kernel::{Dong, Id, Lang, PlanId, Scope, Thing, Verb};
use rules::FundingScope;
use serde::Deserialize;
use uuid::Uuid;
use web_kit::{Choices, Chrome, Form, Pager, Web, WebError, WebResult};

use super::chosen;
use crate::{
    budget::{self, Budget},
    parts,
    plan::{self, Plan, Quarters},
    proposal::{
        DecisionInput, Holder, Outcome, ProposalRow, ProposalState,
        meeting::{self, Meeting},
        minutes as paper, selection, store,
    },
};

/// The money of a plan beside its budget.
#[derive(Clone, Debug, Default)]
pub(in crate::proposal) struct Means {
    /// The budget that leaves least.
    pub budget: Option<Budget>,
    /// What the plan had of the budget when it was approved or adjusted; nothing before.
    pub given_out: Dong,
    /// Tasks that are no proposals of this level, which these come on top of.
    pub lines: Dong,
    /// Selected, or in the plan already.
    pub selected: Dong,
    pub selected_count: i64,
    pub waiting: i64,
}

impl Means {
    /// What is left for the proposals of this level together; None when no budget was told.
    pub fn left(&self) -> Option<Dong> {
        let budget = self.budget.as_ref()?;
        Some(budget.left() + self.given_out - self.lines)
    }

    /// What other plans have of the same budget.
    pub fn others(&self) -> Dong {
        let budget = self.budget.as_ref();
        budget.map_or(Dong::ZERO, |b| b.allotted - self.given_out)
    }

    /// True when a running total passes what is left.
    pub fn is_passed_by(&self, running: Dong) -> bool {
        self.left().is_some_and(|left| running > left)
    }
}

#[derive(Template)]
#[template(path = "proposal/views/selection.html")]
pub(in crate::proposal) struct SelectionPage {
    pub c: Chrome,
    pub plan: Plan,
    pub holder: Holder,
    pub rows: Vec<ProposalRow>,
    pub means: Means,
    pub pager: Pager,
    pub outcomes: Choices,
    pub form: Form,
    pub may_decide: bool,
    pub may_approve: bool,
    /// The meeting of this level, once it was entered.
    pub meeting: Option<Meeting>,
    pub may_meet: bool,
}

impl SelectionPage {
    pub(in crate::proposal) fn of(
        c: Chrome,
        plan: Plan,
        holder: Holder,
        page: Page<ProposalRow>,
        means: Means,
        form: Form,
    ) -> Self {
        let lang = c.lang;
        let path = format!("/plans/{}/selection", plan.id);
        SelectionPage {
            pager: Pager::new(&page, &path, &[]),
            rows: page.rows,
            outcomes: Outcome::ALL
                .map(|o| (o.code().to_owned(), o.label(lang).to_owned()))
                .to_vec(),
            may_decide: false,
            may_approve: false,
            meeting: None,
            may_meet: false,
            plan,
            holder,
            means,
            form,
            c,
        }
    }

    fn budget_label(&self) -> &'static str {
        let nation = self.means.budget.as_ref().is_some_and(Budget::is_national);
        match nation && self.plan.province_id.is_some() {
            true => self
                .c
                .t("Dự toán cả nước được giao", "Budget told to the nation"),
            false => self.c.t("Dự toán được giao", "Budget told"),
        }
    }

    /// What other plans have of the budget; empty when it is this plan's alone.
    fn others(&self) -> String {
        let others = self.means.others();
        match (others > Dong::ZERO, self.c.lang) {
            (false, _) => String::new(),
            (true, Lang::Vi) => format!("kế hoạch khác đã phân bổ {others}"),
            (true, Lang::En) => format!("other plans have {others}"),
        }
    }

    fn left(&self) -> String {
        self.means
            .left()
            .map_or_else(String::new, |left| left.to_string())
    }

    fn in_play(&self, row: &ProposalRow) -> bool {
        !matches!(
            row.state,
            ProposalState::Refused | ProposalState::Deferred | ProposalState::Reserve
        )
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct PageQuery {
    page: String,
}

pub(in crate::proposal) async fn means(
    conn: &mut db::Conn,
    scope: &Scope,
    plan: &Plan,
    holder: Holder,
) -> Result<Means, db::DbError> {
    let (_, lines) = plan::store::sums(conn, plan.id).await?;
    let mut means = Means {
        budget: budget::tightest(budget::store::binding(conn, plan.area()).await?),
        given_out: if plan.is_approved() {
            lines
        } else {
            Dong::ZERO
        },
        lines,
        ..Means::default()
    };
    for (at, state, count, money) in store::standing(conn, scope, plan.id).await? {
        if at != holder {
            continue;
        }
        match state {
            ProposalState::Selected => {
                means.selected += money;
                means.selected_count += count;
            }
            ProposalState::Approved => {
                means.selected += money;
                means.selected_count += count;
                means.lines = means.lines - money;
            }
            ProposalState::Open | ProposalState::Returned => means.waiting += count,
            _ => {}
        }
    }
    Ok(means)
}

async fn page(web: &Web, id: PlanId, page: &str, form: Form) -> Result<SelectionPage, WebError> {
    let (cx, actor) = (&web.cx, &web.cx.actor);
    let mut conn = cx.read().await?;
    let plan = plan::store::find(cx, &mut conn, id).await?;
    let holder = meeting::level(cx, &plan);
    let request = PageRequest {
        size: 100,
        ..PageRequest::new(page.parse().ok())
    };
    let rows = store::ranked(&mut conn, &actor.scope, id, holder, request).await?;
    let means = means(&mut conn, &actor.scope, &plan, holder).await?;
    let meeting = meeting::of_plan(&mut conn, id, holder).await?;
    let heading = web.t("Xét chọn đề xuất", "Selection of proposals");
    let c = web
        .chrome(heading)
        .crumb(web.t("Kế hoạch khuyến công năm", "Annual plans"), "/plans")
        .crumb(&plan.title, format!("/plans/{id}"))
        .crumb(heading, "");
    let here = Holder::of(actor.role) == Some(holder);
    let open = !plan.is_approved();
    let mut page = SelectionPage::of(c, plan, holder, rows, means, form);
    page.may_decide = here && actor.may(Verb::Decide, Thing::Proposal);
    page.meeting = meeting;
    page.may_meet = actor.may(Verb::Decide, Thing::Proposal)
        && meeting::own_level(cx, &page.plan).is_ok_and(|own| own == holder);
    page.may_approve = open && plan::commands::may_decide(&web.cx, &page.plan);
    if FundingScope::of(page.plan.scope) == Some(FundingScope::Kcqg) && holder == Holder::Department
    {
        // The department chooses for national money by passing on; it only turns others down here.
        page.outcomes
            .retain(|(code, _)| code != "select" && code != "reserve");
    }
    Ok(page)
}

pub(super) async fn open(
    web: Web,
    Path(id): Path<Uuid>,
    Query(query): Query<PageQuery>,
) -> WebResult {
    let form = Form::new(web.cx.lang);
    let page = page(&web, Id::from_uuid(id), &query.page, form).await?;
    web.page(page)
}

pub(super) async fn decide(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let id: PlanId = Id::from_uuid(id);
    let chosen = chosen(&form);
    let outcome = form.code("outcome", Outcome::from_code);
    if let Some(outcome) = outcome {
        let input = DecisionInput {
            outcome,
            granted: None,
            reason: form.text("reason"),
            quarters: Quarters::default(),
        };
        match selection::decide(&form.cx(&web.cx), &chosen, &input).await {
            Ok(()) => {
                let (lang, n) = (web.cx.lang, chosen.len());
                let word = outcome.label(lang).to_lowercase();
                let text = match lang {
                    Lang::Vi => format!("Đã ghi kết quả “{word}” cho {n} đề xuất."),
                    Lang::En => format!("Recorded “{word}” for {n} proposals."),
                };
                return web.done(&format!("/plans/{id}/selection"), text).await;
            }
            Err(CommandError::Stale) => {
                let text = web.t(
                    "Có đề xuất vừa được người khác đổi nên chưa ghi gì. Xem lại danh sách.",
                    "Somebody changed one of them meanwhile, so nothing was recorded. Look again.",
                );
                form.fail("", text);
            }
            Err(error) => form.refuse(error)?,
        }
    } else if !form.has_errors() {
        form.fail("outcome", web.t("Chọn kết quả.", "Choose an outcome."));
    }
    let at = form.text("page");
    let page = page(&web, id, &at, form).await?;
    web.refused(page)
}

pub(super) async fn rank_by_score(web: Web, Path(id): Path<Uuid>, form: Form) -> WebResult {
    let id: PlanId = Id::from_uuid(id);
    selection::rank_by_score(&form.cx(&web.cx), id).await?;
    let text = web.t(
        "Đã xếp thứ hạng theo điểm; đề án điểm đứng trước.",
        "Ranked by score, flagship projects first.",
    );
    web.done(&format!("/plans/{id}/selection"), text).await
}

/// The minutes of the selection: `minutes.docx`, `minutes.pdf`, `minutes.html`.
pub(super) async fn minutes(web: Web, Path((id, file)): Path<(Uuid, String)>) -> WebResult {
    let (name, ending) = file.rsplit_once('.').ok_or_else(WebError::not_found)?;
    if name != "minutes" {
        return Err(WebError::not_found());
    }
    let cx = &web.cx;
    let mut conn = cx.read().await?;
    let plan = plan::store::find(cx, &mut conn, Id::from_uuid(id)).await?;
    let holder = meeting::level(cx, &plan);
    let made = paper::paper(cx, &mut conn, &plan, holder).await?;
    drop(conn);
    let file = format!("Biên bản xét chọn {}", plan.year);
    parts::paper_response(&web, made, &file, ending).await
}
