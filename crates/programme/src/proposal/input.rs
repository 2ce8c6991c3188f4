use db::{Checks, CommandError, CommandResult, Conn, Cx};
use jiff::civil::Date;
use kernel::{
    Activity, Dong, EstablishmentId, NeedId, PlanId, ProjectId, Scope, UnitId, UnitLevel,
};
use rules::{FundingScope, ProjectKind};
use serde::{Deserialize, Serialize};

use crate::{
    need,
    plan::{self, Plan},
    ports::{CeilingQuestion, Ceilings, EstablishmentFacts, Establishments},
    project::{self, Case},
};

/// What somebody proposes for a plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct ProposalInput {
    pub plan_id: Option<PlanId>,
    /// The need it answers; its establishment and place are taken over.
    pub need_id: Option<NeedId>,
    /// The project in draft it is for; its beneficiaries and place are taken over.
    pub project_id: Option<ProjectId>,
    pub establishment_id: Option<EstablishmentId>,
    /// Where, when no establishment says so.
    pub province_id: Option<UnitId>,
    /// `single`, `group` or `flagship`; single when absent.
    #[schema(value_type = Option<String>)]
    pub kind: Option<ProjectKind>,
    pub activity: Option<Activity>,
    pub variant: String,
    /// A whole technology line.
    pub line: bool,
    pub title: String,
    pub content: String,
    pub implementer: String,
    /// How many beneficiaries, machines or classes; 1 when absent.
    pub quantity: Option<i64>,
    pub unit_word: String,
    pub total_cost: Option<Dong>,
    /// The promotion money asked for.
    pub asked: Option<Dong>,
}

/// What the norms allow, on a day.
pub(super) struct Allowed {
    pub on: Date,
    pub ceiling: Option<Dong>,
    pub equation: String,
    pub article: String,
    pub verified: bool,
    pub eligible: bool,
    /// Nothing speaks against it, but a fact is missing.
    pub unsure: bool,
    pub reasons: String,
}

/// An input that was found right.
pub(super) struct Ready {
    pub plan: Plan,
    pub establishment: Option<EstablishmentId>,
    pub beneficiary: String,
    pub province: UnitId,
    pub unit: Option<UnitId>,
    pub kind: ProjectKind,
    pub activity: Activity,
    pub variant: String,
    pub title: String,
    pub content: String,
    pub implementer: String,
    pub quantity: i64,
    pub unit_word: String,
    pub total_cost: Dong,
    pub asked: Dong,
    pub allowed: Allowed,
    pub illustration: bool,
}

/// Who benefits and where.
#[derive(Default)]
struct Whose {
    facts: Option<EstablishmentFacts>,
    beneficiary: String,
    province: Option<UnitId>,
    unit: Option<UnitId>,
    case: Option<Case>,
}

/// Judges an input whole, and asks the norms what they allow today.
pub(super) async fn check(cx: &Cx, conn: &mut Conn, input: &ProposalInput) -> CommandResult<Ready> {
    let mut checks = Checks::new(cx.lang);
    let plan = match checks.required("plan_id", input.plan_id) {
        Some(id) => open_plan(cx, conn, &mut checks, id).await?,
        None => None,
    };
    let activity = checks.required("activity", input.activity);
    let title = checks.text("title", &input.title, 300);
    let content = checks.optional_text("content", &input.content, 4000);
    let implementer = checks.optional_text("implementer", &input.implementer, 200);
    let variant = checks.optional_text("variant", &input.variant, 50);
    let unit_word = checks.optional_text("unit_word", &input.unit_word, 40);
    let quantity = checks.number("quantity", input.quantity.unwrap_or(1), 1, 100_000);
    let mut kind = input.kind.unwrap_or(ProjectKind::Single);
    if cx.actor.scope.national_centre().is_some() && input.project_id.is_none() {
        let text = checks.t(
            "Trung tâm khuyến công quốc gia đề xuất từ đề án của mình: mở đề án rồi chọn “Đề xuất vào kế hoạch”.",
            "A national centre proposes its own projects: open one and propose it.",
        );
        checks.fail("plan_id", text);
    }
    if let Some(activity) = activity {
        may_be_group(&mut checks, kind, activity);
    }
    let (total_cost, asked) = check_money(&mut checks, input);
    let whose = whose(cx, conn, &mut checks, input).await?;
    if let Some(case) = &whose.case {
        kind = case.project.kind();
    }
    let province = checks.required("province_id", whose.province);
    if let (Some(plan), Some(province)) = (&plan, province) {
        fits(conn, &mut checks, plan, province).await?;
    }
    checks.done()?;
    let (Some(plan), Some(activity), Some(province)) = (plan, activity, province) else {
        return Err(CommandError::NotFound);
    };
    let scope = FundingScope::of(plan.scope).ok_or(CommandError::NotFound)?;
    let question = CeilingQuestion {
        activity,
        variant: variant.clone(),
        scope,
        unit: whose.unit.unwrap_or(province),
        on: cx.today(),
        cost: total_cost,
        line: input.line,
        legal_form: whose.facts.as_ref().map(|f| f.legal_form.clone()),
        industries: whose
            .facts
            .as_ref()
            .and_then(|f| f.industry.clone())
            .into_iter()
            .collect(),
        in_craft_village: whose.facts.as_ref().is_some_and(|f| f.in_craft_village),
        is_sme: whose.facts.as_ref().and_then(|f| f.is_sme),
    };
    let allowed = match &whose.case {
        Some(case) if !case.lines.is_empty() => of_project(cx, conn, case).await?,
        _ => of_question(cx, conn, question, kind, quantity).await?,
    };
    Ok(Ready {
        establishment: whose.facts.as_ref().map(|f| f.id),
        illustration: cx.illustration || whose.facts.as_ref().is_some_and(|f| f.illustration),
        beneficiary: whose.beneficiary,
        unit: whose.unit,
        implementer: match implementer.is_empty() {
            true => cx.actor.organisation.clone(),
            false => implementer,
        },
        plan,
        province,
        kind,
        activity,
        variant,
        title,
        content,
        quantity,
        unit_word,
        total_cost,
        asked,
        allowed,
    })
}

async fn open_plan(
    cx: &Cx,
    conn: &mut Conn,
    checks: &mut Checks,
    id: PlanId,
) -> CommandResult<Option<Plan>> {
    let plan = match plan::store::seen(cx, conn, id).await {
        Ok(plan) => plan,
        Err(CommandError::NotFound) => {
            let text = checks.t(
                "Không có kế hoạch này trong phạm vi của bạn.",
                "There is no such plan within your scope.",
            );
            checks.fail("plan_id", text);
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    Ok(Some(plan))
}

/// Only some contents may be a group project (Điều 3a of Thông tư 36/2013/TT-BCT as added by
/// 17/2018/TT-BCT): training, management and start-up, consultancy, fairs, machines, trademarks.
fn may_be_group(checks: &mut Checks, kind: ProjectKind, activity: Activity) {
    if kind == ProjectKind::Group && !rules::may_be_group(activity) {
        let text = checks.t(
            "Nội dung này không lập đề án nhóm được: chỉ đào tạo nghề, quản lý và khởi sự, tư vấn, hội chợ, máy móc tiên tiến, nhãn hiệu (Điều 3a Thông tư 36/2013/TT-BCT).",
            "No group project may be made of this: only training, management, consultancy, fairs, machines, trademarks (Điều 3a of Thông tư 36/2013/TT-BCT).",
        );
        checks.fail("kind", text);
    }
}

fn check_money(checks: &mut Checks, input: &ProposalInput) -> (Dong, Dong) {
    let total = checks
        .required("total_cost", input.total_cost)
        .unwrap_or_default();
    let asked = checks.required("asked", input.asked).unwrap_or_default();
    checks.amount("total_cost", total);
    checks.amount("asked", asked);
    if input.asked == Some(Dong::ZERO) {
        let text = checks.t("Đề nghị lớn hơn 0 đ.", "Ask for more than 0 đ.");
        checks.fail("asked", text);
    }
    if asked > total {
        let text = checks.t(
            "Kinh phí khuyến công đề nghị cao hơn tổng chi phí.",
            "More is asked for than it costs.",
        );
        checks.fail("asked", text);
    }
    (total, asked)
}

async fn whose(
    cx: &Cx,
    conn: &mut Conn,
    checks: &mut Checks,
    input: &ProposalInput,
) -> CommandResult<Whose> {
    if let Some(id) = input.project_id {
        let case = project::Case::load(cx, conn, id).await?;
        let facts = match case.beneficiaries.as_slice() {
            [only] => {
                let register = cx.port::<dyn Establishments>();
                register.facts(cx, conn, only.establishment_id).await?
            }
            _ => None,
        };
        return Ok(Whose {
            facts,
            beneficiary: case.project.beneficiaries.clone(),
            province: Some(case.project.province_id),
            unit: case.project.unit_id,
            case: Some(case),
        });
    }
    let establishment = match input.need_id {
        Some(need) => Some(need::store::find(cx, conn, need).await?.establishment_id),
        None => input.establishment_id,
    };
    if let Some(id) = establishment {
        let register = cx.port::<dyn Establishments>();
        let Some(facts) = register.facts(cx, conn, id).await? else {
            let text = checks.t(
                "Không có cơ sở này trong phạm vi của bạn.",
                "There is no such establishment within your scope.",
            );
            checks.fail("establishment_id", text);
            return Ok(Whose::default());
        };
        return Ok(Whose {
            beneficiary: facts.name.clone(),
            province: Some(facts.province_id),
            unit: Some(facts.unit_id),
            facts: Some(facts),
            case: None,
        });
    }
    let province = input.province_id.or(cx.actor.home);
    Ok(match province {
        Some(id) => place(cx, conn, checks, id).await?,
        None => Whose::default(),
    })
}

/// The place of a proposal that serves nobody in particular.
async fn place(cx: &Cx, conn: &mut Conn, checks: &mut Checks, id: UnitId) -> CommandResult<Whose> {
    let Some(unit) = reference::units::get(conn, id).await? else {
        let text = checks.t("Không có địa bàn này.", "There is no such unit.");
        checks.fail("province_id", text);
        return Ok(Whose::default());
    };
    let inside = match &cx.actor.scope {
        Scope::Nation => true,
        Scope::Provinces(provinces) | Scope::Region { provinces, .. } => {
            provinces.contains(&unit.province_id)
        }
        Scope::Communes { communes, .. } => communes.contains(&unit.id),
        Scope::Own(_) => false,
    };
    if !inside {
        let text = checks.t(
            "Địa bàn này ngoài phạm vi của bạn.",
            "This place lies outside your scope.",
        );
        checks.fail("province_id", text);
    }
    Ok(Whose {
        province: Some(unit.province_id),
        unit: (unit.level == UnitLevel::Commune).then_some(unit.id),
        ..Whose::default()
    })
}

/// The plan is that of the place's province, of one it merged into, or of the nation.
async fn fits(
    conn: &mut Conn,
    checks: &mut Checks,
    plan: &Plan,
    province: UnitId,
) -> CommandResult<()> {
    if let Some(area) = plan.province_id {
        let family = reference::units::family(conn, area).await?;
        let wider = reference::units::family(conn, province).await?;
        if area != province && !family.contains(&province) && !wider.contains(&area) {
            let text = checks.t(
                "Kế hoạch này của tỉnh khác với nơi thực hiện.",
                "This plan is another province's.",
            );
            checks.fail("plan_id", text);
        }
    }
    Ok(())
}

/// One beneficiary's ceiling; of a group whose members are not known yet, the ceiling of an even
/// share times their number: one cap is never applied to the group.
async fn of_question(
    cx: &Cx,
    conn: &mut Conn,
    mut question: CeilingQuestion,
    kind: ProjectKind,
    quantity: i64,
) -> CommandResult<Allowed> {
    let times = if kind == ProjectKind::Group {
        quantity
    } else {
        1
    };
    question.cost = Dong(question.cost.0 / times);
    let on = question.on;
    let answer = cx.port::<dyn Ceilings>().assess(cx, conn, question).await?;
    let unsure = answer.eligibility().is_unsure();
    let ceiling = answer
        .ceiling
        .map(|one| Dong(one.0.saturating_mul(times)).min(Dong::MAX));
    let equation = match (answer.equation.is_empty(), times, ceiling) {
        (false, 2.., Some(all)) => format!("{times} × [{}] = {all}", answer.equation),
        _ => answer.equation,
    };
    Ok(Allowed {
        on,
        ceiling,
        equation,
        unsure,
        article: answer.article,
        verified: answer.verified,
        eligible: answer.eligible,
        reasons: answer.reasons.join(" "),
    })
}

/// The ceilings of a project's beneficiaries, summed.
async fn of_project(cx: &Cx, conn: &mut Conn, case: &Case) -> CommandResult<Allowed> {
    let answers = project::ceilings_today(cx, conn, case).await?;
    let ceiling = answers
        .iter()
        .map(|a| a.assessment.ceiling)
        .sum::<Option<Dong>>();
    let first = answers.first().map(|a| &a.assessment);
    let equation = match (answers.as_slice(), ceiling) {
        ([one], _) => one.assessment.equation.clone(),
        (all, Some(sum)) => {
            let each: Vec<String> = all
                .iter()
                .filter_map(|a| a.assessment.ceiling)
                .map(|c| c.to_string())
                .collect();
            format!("{} = {sum}", each.join(" + "))
        }
        _ => String::new(),
    };
    let mut reasons: Vec<String> = Vec::new();
    for answer in &answers {
        for reason in &answer.assessment.reasons {
            reasons.push(match answer.name.is_empty() {
                true => reason.clone(),
                false => format!("{}: {reason}", answer.name),
            });
        }
    }
    let eligible = answers.iter().all(|a| a.assessment.eligible);
    Ok(Allowed {
        on: cx.today(),
        ceiling,
        equation,
        article: first.map(|a| a.article.clone()).unwrap_or_default(),
        verified: answers.iter().all(|a| a.assessment.verified),
        eligible,
        unsure: eligible
            && answers
                .iter()
                .any(|a| a.assessment.eligibility().is_unsure()),
        reasons: reasons.join(" "),
    })
}
