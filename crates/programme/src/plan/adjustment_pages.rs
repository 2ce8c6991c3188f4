use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use db::{CommandError, Conn};
use kernel::{Dong, Id, PlanId, PlanLineId, Scope, Thing, Verb};
use uuid::Uuid;
use web_kit::{Choices, Chrome, Form, Web, WebError, WebResult};

use super::{
    Plan, PlanLine, Standing,
    adjustment::{self, Change},
    approval_pages::typed,
    commands::{self, PlanLineInput},
    line_pages::{LinePage, filled_line, typed_line},
    pages::title,
    store,
    versions::{self, LineDifference, PlanVersion, VersionLine},
};
use crate::{
    budget::{self, Budget},
    proposal::{self, ProposalState},
};

/// A prepared change with its way back.
pub(super) struct Prepared {
    pub difference: LineDifference,
    pub href: String,
    pub actor: String,
}

#[derive(Template)]
#[template(path = "plan/views/adjustment.html")]
pub(super) struct AdjustmentPage {
    pub c: Chrome,
    pub plan: Plan,
    pub form: Form,
    pub prepared: Vec<Prepared>,
    /// Proposals selected since the last version: how many, and their money.
    pub selected: (i64, Dong),
    /// What the changes add to the money that is allotted, or take away.
    pub more: Dong,
    pub budget: Option<Budget>,
    pub may_edit: bool,
    pub may_decide: bool,
}

impl AdjustmentPage {
    pub(super) fn of(c: Chrome, plan: Plan, form: Form) -> AdjustmentPage {
        AdjustmentPage {
            prepared: Vec::new(),
            selected: (0, Dong::ZERO),
            more: Dong::ZERO,
            budget: None,
            may_edit: false,
            may_decide: false,
            plan,
            form,
            c,
        }
    }

    fn is_empty(&self) -> bool {
        self.prepared.is_empty() && self.selected.0 == 0
    }

    fn next(&self) -> i64 {
        self.plan.number + 1
    }

    /// True when the decision must say why no budget was told.
    fn lacks_budget(&self) -> bool {
        self.budget.is_none() && self.more + self.selected.1 > Dong::ZERO
    }

    /// What would be left of the budget.
    fn rest(&self) -> Option<Dong> {
        let budget = self.budget.as_ref()?;
        Some(budget.left() - self.more - self.selected.1)
    }
}

fn as_version(line: &PlanLine) -> VersionLine {
    VersionLine {
        line_id: line.id,
        title: line.title.clone(),
        activity: line.activity,
        quantity: line.quantity,
        unit_word: line.unit_word.clone(),
        amount: line.amount,
        quarter_1: line.quarter_1,
        quarter_2: line.quarter_2,
        quarter_3: line.quarter_3,
        quarter_4: line.quarter_4,
        standing: line.standing,
        implementer: line.implementer.clone(),
    }
}

fn changed(change: &Change) -> VersionLine {
    VersionLine {
        line_id: change.line_id,
        title: change.title.clone(),
        activity: change.activity,
        quantity: change.quantity,
        unit_word: change.unit_word.clone(),
        amount: change.amount,
        quarter_1: change.quarter_1,
        quarter_2: change.quarter_2,
        quarter_3: change.quarter_3,
        quarter_4: change.quarter_4,
        standing: change.standing,
        implementer: change.implementer.clone(),
    }
}

/// What of a line counts against the budget.
fn counted(standing: Standing, amount: Option<Dong>) -> Dong {
    match standing {
        Standing::Allotted => amount.unwrap_or_default(),
        _ => Dong::ZERO,
    }
}

async fn page(web: &Web, id: PlanId, form: Form) -> Result<AdjustmentPage, WebError> {
    let (cx, lang) = (&web.cx, web.cx.lang);
    let mut conn = cx.read().await?;
    let plan = store::find(cx, &mut conn, id).await?;
    if !plan.is_approved() {
        return Err(WebError::not_found());
    }
    let heading = web.t("Điều chỉnh kế hoạch", "Adjust the plan");
    let c = web
        .chrome(heading)
        .crumb(title(lang), "/plans")
        .crumb(&plan.title, format!("/plans/{id}"))
        .crumb(heading, "");
    let mut form = form;
    if form.version().is_empty() {
        form.set("version", plan.version);
    }
    let mut page = AdjustmentPage::of(c, plan, form);
    let changes = adjustment::waiting(&mut conn, id).await?;
    let lines = touched(&mut conn, id, &changes).await?;
    for change in &changes {
        let before = lines.get(&change.line_id);
        page.more = page.more + counted(change.standing, change.amount)
            - before.map_or(Dong::ZERO, |l| counted(l.standing, l.amount));
        let was = before.map(as_version);
        let difference = changed(change).difference(was.as_ref(), lang);
        page.prepared.push(Prepared {
            difference: difference.unwrap_or_else(|| LineDifference {
                title: change.title.clone(),
                fresh: false,
                fields: Vec::new(),
            }),
            href: format!("/plans/{id}/adjustment/lines/{}", change.line_id),
            actor: change.actor.clone(),
        });
    }
    for (_, state, count, money) in
        proposal::store::standing(&mut conn, &cx.actor.scope, id).await?
    {
        if state == ProposalState::Selected {
            page.selected.0 += count;
            page.selected.1 += money;
        }
    }
    page.budget = budget::tightest(budget::store::binding(&mut conn, page.plan.area()).await?);
    let owned = page.plan.province_id.is_some() || cx.actor.scope == Scope::Nation;
    page.may_edit = owned && cx.actor.may(Verb::Edit, Thing::Plan);
    page.may_decide = commands::may_decide(cx, &page.plan);
    Ok(page)
}

/// The lines that changes touch, as they are now.
async fn touched(
    conn: &mut Conn,
    plan: PlanId,
    changes: &[Change],
) -> Result<HashMap<PlanLineId, PlanLine>, WebError> {
    let ids: Vec<PlanLineId> = changes.iter().map(|c| c.line_id).collect();
    let lines = store::some_lines(conn, plan, &ids).await?;
    Ok(lines.into_iter().map(|l| (l.id, l)).collect())
}

pub(super) async fn open(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let form = Form::new(web.cx.lang);
    let page = page(&web, Id::from_uuid(id), form).await?;
    web.page(page)
}

pub(super) async fn adjust(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let id: PlanId = Id::from_uuid(id);
    let input = typed(&mut form);
    if !form.has_errors() {
        let (version, file) = (form.version_number(), form.file("file"));
        match adjustment::adjust(&form.cx(&web.cx), id, version, input, file.as_ref()).await {
            Ok(()) => {
                let text = web.t(
                    "Đã điều chỉnh kế hoạch; bản mới có hiệu lực.",
                    "The plan is adjusted; the new version is in force.",
                );
                return web.done(&format!("/plans/{id}"), text).await;
            }
            Err(CommandError::Stale) => {
                let text = web.t(
                    "Người khác vừa đổi kế hoạch. Dưới đây là số mới; xem lại rồi quyết định.",
                    "Somebody changed the plan meanwhile. Below are the new figures.",
                );
                form.fail("", text);
                form.set("version", "");
            }
            Err(error) => form.refuse(error)?,
        }
    }
    let page = page(&web, id, form).await?;
    web.refused(page)
}

fn line_page(web: &Web, plan: PlanId, line: &str, form: Form) -> LinePage {
    let heading = web.t("Soạn thay đổi nhiệm vụ", "Prepare a change");
    let adjustment = format!("/plans/{plan}/adjustment");
    let c = web
        .chrome(heading)
        .crumb(title(web.cx.lang), "/plans")
        .crumb(web.t("Điều chỉnh kế hoạch", "Adjust the plan"), &adjustment)
        .crumb(heading, "");
    // Carrying over, deferring and shifting name the other plan and have a page of their own.
    let standings: Choices = [Standing::Allotted, Standing::Reserve, Standing::Dropped]
        .map(|s| (s.code().to_owned(), s.label(c.lang).to_owned()))
        .to_vec();
    let transfer = line.parse::<PlanLineId>().is_ok();
    LinePage {
        action: format!("{adjustment}/lines/{line}"),
        cancel: adjustment,
        activities: kernel::Activity::choices(c.lang),
        standings,
        conflict: Vec::new(),
        transfer: transfer.then(|| format!("/plans/{plan}/transfers?line={line}")),
        form,
        c,
    }
}

/// Fills the form of a change that was prepared before.
fn filled(form: Form, input: &PlanLineInput) -> Form {
    let money = |amount: Option<Dong>| amount.map(Dong::grouped).unwrap_or_default();
    form.with("title", &input.title)
        .with("activity", input.activity.map_or("", |a| a.code()))
        .with_some("quantity", input.quantity)
        .with("unit_word", &input.unit_word)
        .with("amount", money(input.amount))
        .with("quarter_1", money(input.quarter_1))
        .with("quarter_2", money(input.quarter_2))
        .with("quarter_3", money(input.quarter_3))
        .with("quarter_4", money(input.quarter_4))
        .with("standing", input.standing().code())
        .with("implementer", &input.implementer)
}

pub(super) async fn line_form(web: Web, Path((id, line)): Path<(Uuid, String)>) -> WebResult {
    let lang = web.cx.lang;
    let mut conn = web.cx.read().await?;
    let plan = store::find(&web.cx, &mut conn, Id::from_uuid(id)).await?;
    let form = match line.parse::<PlanLineId>() {
        Err(_) => Form::new(lang).with("standing", Standing::Allotted.code()),
        Ok(line) => match adjustment::waiting_for(&mut conn, line).await? {
            Some(change) if change.plan_id == plan.id => filled(Form::new(lang), &change.input()),
            _ => {
                let stored = store::line(&mut conn, line).await?;
                if stored.plan_id != plan.id {
                    return Err(WebError::not_found());
                }
                filled_line(lang, &stored)
            }
        },
    };
    web.page(line_page(&web, plan.id, &line, form))
}

pub(super) async fn save_line(
    web: Web,
    Path((id, line)): Path<(Uuid, String)>,
    mut form: Form,
) -> WebResult {
    let id: PlanId = Id::from_uuid(id);
    let input = typed_line(&mut form);
    if !form.has_errors() {
        let target = line.parse::<PlanLineId>().ok();
        match adjustment::change(&form.cx(&web.cx), id, target, input).await {
            Ok(_) => {
                let text = web.t(
                    "Đã soạn thay đổi; có hiệu lực khi có quyết định điều chỉnh.",
                    "The change is prepared; the decision puts it in force.",
                );
                return web.done(&format!("/plans/{id}/adjustment"), text).await;
            }
            Err(error) => form.refuse(error)?,
        }
    }
    web.refused(line_page(&web, id, &line, form))
}

pub(super) async fn drop_line(web: Web, Path((id, line)): Path<(Uuid, Uuid)>) -> WebResult {
    let id: PlanId = Id::from_uuid(id);
    adjustment::drop_change(&web.cx, id, Id::from_uuid(line)).await?;
    let text = web.t("Đã bỏ thay đổi đã soạn.", "The prepared change is dropped.");
    web.done(&format!("/plans/{id}/adjustment"), text).await
}

#[derive(Template)]
#[template(path = "plan/views/version.html")]
pub(super) struct VersionPage {
    pub c: Chrome,
    pub plan: Plan,
    pub version: PlanVersion,
    pub differences: Vec<LineDifference>,
}

/// What a version changed, old beside new.
pub(super) async fn version(web: Web, Path((id, number)): Path<(Uuid, String)>) -> WebResult {
    let lang = web.cx.lang;
    let mut conn = web.cx.read().await?;
    let plan = store::find(&web.cx, &mut conn, Id::from_uuid(id)).await?;
    let number: i64 = number.parse().map_err(|_| WebError::not_found())?;
    let all = versions::all(&mut conn, plan.id).await?;
    let version = all
        .into_iter()
        .find(|v| v.number == number)
        .ok_or_else(WebError::not_found)?;
    let differences = versions::differences(&mut conn, plan.id, number, lang).await?;
    let heading = format!("{} {number}", web.t("Bản", "Version"));
    let c = web
        .chrome(&heading)
        .crumb(title(lang), "/plans")
        .crumb(&plan.title, format!("/plans/{}", plan.id))
        .crumb(&heading, "");
    web.page(VersionPage {
        c,
        plan,
        version,
        differences,
    })
}
