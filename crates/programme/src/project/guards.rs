//! Whether the conditions of a step hold, with a sentence that says what is missing.

use db::{CommandResult, Conn, Cx};
use jiff::civil::Date;
use kernel::{Dong, Lang, Role};
use rules::ProjectKind;
use rules::workflow::{Destination, Guard, Tone, Transition};

use super::{
    appraisal,
    case::Case,
    ceilings::{self, Answer, Basis},
    dossier,
    limits::{self, Judged},
    model::{CostLine, Level, has_beneficiary},
    roster, store,
};
use crate::{
    execution::{agreement, follow_up, request},
    flagship, funding_match,
};

/// One condition of a step, as the decision page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub guard: Guard,
    pub met: bool,
    /// What holds, or what is missing.
    pub sentence: String,
    /// Where to put it right; empty when it cannot be put right on a page.
    pub href: String,
}

/// True for conditions on what the step itself writes; they are judged after it was written.
pub(super) fn after_effect(guard: Guard) -> bool {
    matches!(
        guard,
        Guard::WithinCeiling
            | Guard::PlanLineExists
            | Guard::WithinBudget
            | Guard::AdvancesWithinLimit
            | Guard::ResultsRecorded
            | Guard::CostComplete
            | Guard::BalanceZero
    )
}

/// The level whose appraisal a step concludes: the ministry's when its agency takes the step.
pub(crate) fn level_of(step: &Transition) -> Level {
    if step.roles.contains(&Role::MinistryAgency) {
        Level::Ministry
    } else {
        Level::Base
    }
}

/// Judges one condition on a day.
pub(super) async fn judge(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
    step: &Transition,
    guard: Guard,
    on: Date,
) -> CommandResult<Finding> {
    if guard == Guard::NoDoubleFunding {
        return no_double_funding(cx, conn, case, on).await;
    }
    let missing = missing(cx, conn, case, step, guard, on).await?;
    let page = format!("/projects/{}", case.project.id);
    let href = match guard {
        Guard::BeneficiaryKnown if lists(case) => format!("{page}/beneficiaries"),
        Guard::KindComplete if case.project.kind() == ProjectKind::Group => {
            format!("{page}/beneficiaries")
        }
        Guard::KindComplete => format!("{page}/edit"),
        Guard::SiteKnown | Guard::BeneficiaryKnown => format!("{page}/edit"),
        Guard::WithinCeiling | Guard::CostComplete => format!("{page}/costs"),
        Guard::ChecklistComplete => format!("{page}/dossier"),
        Guard::CriteriaDecided => format!("{page}/appraisal/{}", level_of(step).code()),
        Guard::AgreementSigned if case.project.accepted_on.is_none() => {
            format!("{page}/agreements/new")
        }
        Guard::AgreementSigned | Guard::DefectsAnswered => format!("{page}/execution"),
        Guard::HasAcceptanceItems => format!("{page}/delivery"),
        Guard::VouchersAdmitted => format!("{page}/vouchers"),
        Guard::BalanceZero | Guard::AdvancesRecovered => format!("{page}/debts"),
        _ => String::new(),
    };
    Ok(Finding {
        guard,
        met: missing.is_none(),
        sentence: match missing {
            Some(missing) => missing,
            None => held(cx, conn, case, guard, on).await?,
        },
        href,
    })
}

/// The condition on double funding: what stops the project, or how many signs only warn.
async fn no_double_funding(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
    on: Date,
) -> CommandResult<Finding> {
    let guard = Guard::NoDoubleFunding;
    let matches = funding_match::matches(cx, conn, case, on).await?;
    let stop = funding_match::open_block(&matches, cx.lang);
    let met = stop.is_none();
    let sentence = stop.unwrap_or_else(|| match funding_match::open_warnings(&matches) {
        0 => holds(guard, cx.lang).to_owned(),
        n => match cx.lang {
            Lang::Vi => format!("Có {n} dấu hiệu trùng hỗ trợ cần xem; không chặn bước này."),
            Lang::En => {
                format!("{n} signs of double funding to look at; they do not stop the step.")
            }
        },
    });
    Ok(Finding {
        guard,
        met,
        sentence,
        href: format!("/projects/{}/funding-matches", case.project.id),
    })
}

/// The sentence of a condition that holds; one that rests on the law names the article.
async fn held(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
    guard: Guard,
    on: Date,
) -> CommandResult<String> {
    Ok(match guard {
        Guard::AdvancesWithinLimit => limits::advances(cx, conn, case, on).await?.sentence,
        Guard::RegistrationOpen => limits::registration(cx, conn, case, on).await?.sentence,
        Guard::WithinBudget => limits::within_budget(cx, conn, case).await?.sentence,
        _ => holds(guard, cx.lang).to_owned(),
    })
}

/// What is missing for a condition; None when it holds.
async fn missing(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
    step: &Transition,
    guard: Guard,
    on: Date,
) -> CommandResult<Option<String>> {
    let project = &case.project;
    let money = case.promotion();
    let plain = |met: bool| (!met).then(|| guard.unmet(cx.lang).to_owned());
    let known = !has_beneficiary(project.activity) || !case.beneficiaries.is_empty();
    Ok(match guard {
        Guard::BeneficiaryKnown if lists(case) => {
            roster::missing_for_contract(cx, conn, case).await?
        }
        Guard::SiteKnown | Guard::BeneficiaryKnown => plain(known),
        Guard::KindComplete => match roster::missing_for_appraisal(cx, conn, case).await? {
            Some(missing) => Some(missing),
            None => flagship::parts::missing_for_appraisal(cx, conn, case).await?,
        },
        Guard::Eligible => not_eligible(cx, conn, case, on).await?,
        Guard::WithinCeiling => over_ceiling(cx, conn, case, on, Basis::Estimate).await?,
        Guard::CostComplete => incomplete(case, cx.lang),
        Guard::ChecklistComplete => dossier::missing(cx, conn, case, on).await?,
        Guard::CriteriaDecided => {
            appraisal::missing(cx, conn, case, level_of(step), wants_failure(case, step)).await?
        }
        Guard::NationalCentre => plain(
            project.national_centre.is_some()
                && project.national_centre.as_deref() == cx.actor.scope.national_centre(),
        ),
        Guard::PlanLineExists => plain(project.plan_line_id.is_some()),
        Guard::WithinBudget => unless(limits::within_budget(cx, conn, case).await?),
        Guard::Allotted => plain(money.allotted > Dong::ZERO),
        Guard::Committed => plain(money.committed > Dong::ZERO),
        Guard::AgreementSigned => agreement::missing(cx, conn, case, on).await?,
        Guard::AdvancesWithinLimit => unless(limits::advances(cx, conn, case, on).await?),
        Guard::HasAcceptanceItems => plain(!store::items(conn, project.id).await?.is_empty()),
        Guard::AcceptedRecorded => plain(project.accepted_on.is_some()),
        Guard::ResultsRecorded => plain(!store::results(conn, project.id).await?.is_empty()),
        Guard::DefectsAnswered => {
            let open = request::open_defects(conn, project.id).await?;
            request::open_sentence(&open, cx.lang)
        }
        Guard::NotOwnProject => {
            plain(project.created_by.is_none() || project.created_by != cx.actor.account)
        }
        Guard::AdvancesRecovered => not_recovered(money.spent(), cx.lang),
        Guard::VouchersAdmitted => crate::settlement::unproven(cx, conn, case).await?,
        Guard::BalanceZero => match unbalanced(case, cx.lang) {
            Some(sentence) => Some(sentence),
            None => crate::debt::open_sentence(cx, conn, case.project.id).await?,
        },
        Guard::FollowUpRecorded => {
            let visits = follow_up::of_project(conn, project.id).await?;
            plain(visits.iter().any(|visit| visit.visited_on.is_some()))
        }
        // Judged by [`no_double_funding`], which also counts warnings.
        Guard::NoDoubleFunding => None,
        Guard::RegistrationOpen => unless(limits::registration(cx, conn, case, on).await?),
    })
}

/// "Còn 50.000.000 đ đã chi chưa thu hồi."
fn not_recovered(spent: Dong, lang: Lang) -> Option<String> {
    (spent != Dong::ZERO).then(|| match lang {
        Lang::Vi => {
            format!("Còn {spent} đã tạm ứng, thanh toán mà chưa thu hồi; cần thu hồi đủ trước khi ngừng.")
        }
        Lang::En => format!("{spent} of what was paid has not come back; it must before the stop."),
    })
}

/// True for projects whose beneficiaries stand in a list that is fixed.
fn lists(case: &Case) -> bool {
    roster::serves(case.project.kind(), case.project.activity)
}

/// The sentence of a condition that does not hold.
fn unless(judged: Judged) -> Option<String> {
    (!judged.met).then_some(judged.sentence)
}

/// True when the step ends the project as one that failed its appraisal.
fn wants_failure(case: &Case, step: &Transition) -> bool {
    let Destination::State(to) = &step.to else {
        return false;
    };
    case.definition
        .state(to)
        .is_some_and(|s| s.tone == Tone::Stopped)
}

pub(super) async fn not_eligible(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
    on: Date,
) -> CommandResult<Option<String>> {
    let day = case.project.norm_day(on);
    let answers = ceilings::answers(cx, conn, case, day, Basis::Estimate).await?;
    Ok(answers
        .into_iter()
        .find(|a| !a.assessment.eligible)
        .map(|a| {
            let reasons = a.assessment.reasons.join(" ");
            match a.name.is_empty() {
                true => reasons,
                false => format!("{}: {reasons}", a.name),
            }
        }))
}

/// "Đề nghị 250.000.000 đ, cao hơn mức tối đa 200.000.000 đ (TTLT 26/2014). Giảm kinh phí …"
pub(super) async fn over_ceiling(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
    on: Date,
    basis: Basis,
) -> CommandResult<Option<String>> {
    let day = case.project.norm_day(on);
    let answers = ceilings::answers(cx, conn, case, day, basis).await?;
    let Some(over) = answers.iter().find(|a| a.is_over()) else {
        return Ok(None);
    };
    Ok(Some(over_sentence(over, basis, cx.lang)))
}

/// Says that an amount is above the ceiling, and what to do.
pub(super) fn over_sentence(over: &Answer, basis: Basis, lang: Lang) -> String {
    let limit = over.assessment.ceiling.unwrap_or_default();
    let (amount, article) = (over.amount, &over.assessment.article);
    let what = match (basis, lang) {
        (Basis::Estimate, Lang::Vi) => format!(
            "Đề nghị {amount}, cao hơn mức tối đa {limit} ({article}). Giảm kinh phí đề nghị hoặc chọn định mức khác."
        ),
        (Basis::Estimate, Lang::En) => format!(
            "{amount} is asked for, above the ceiling of {limit} ({article}). Ask for less or choose another norm."
        ),
        (Basis::Accepted, Lang::Vi) => format!(
            "Nghiệm thu {amount} tiền khuyến công, cao hơn mức tối đa {limit} tính trên chi phí được nghiệm thu ({article}). Giảm số nghiệm thu."
        ),
        (Basis::Accepted, Lang::En) => format!(
            "{amount} of promotion money is accepted, above the ceiling of {limit} for the accepted cost ({article}). Accept less."
        ),
    };
    match over.name.is_empty() {
        true => what,
        false => format!("{}: {what}", over.name),
    }
}

fn incomplete(case: &Case, lang: Lang) -> Option<String> {
    if case.lines.is_empty() {
        let text = lang.t(
            "Dự toán chưa có dòng chi phí nào.",
            "The estimate has no cost line yet.",
        );
        return Some(text.to_owned());
    }
    if case.promotion().requested.is_zero() {
        let text = lang.t(
            "Dự toán chưa đề nghị đồng nào từ kinh phí khuyến công.",
            "The estimate asks for no promotion money.",
        );
        return Some(text.to_owned());
    }
    let line = case.lines.iter().find(|l| l.requested() != l.amount)?;
    Some(match lang {
        Lang::Vi => format!(
            "Dòng “{}”: các nguồn cộng lại {}, khác chi phí {}.",
            line.name(),
            line.requested(),
            line.amount
        ),
        Lang::En => format!(
            "Line “{}”: the sources add up to {}, not to its cost of {}.",
            line.name(),
            line.requested(),
            line.amount
        ),
    })
}

fn unbalanced(case: &Case, lang: Lang) -> Option<String> {
    let source = case.project.source();
    // Before the settlement: what it can take in at most.
    let due = |line: &CostLine| {
        let money = line.of(source);
        let goal = match money.settled.is_zero() {
            true => money.provable(),
            false => money.settled,
        };
        goal - money.spent()
    };
    let line = case.lines.iter().find(|l| due(l) != Dong::ZERO)?;
    let due = due(line);
    Some(match (lang, due > Dong::ZERO) {
        (Lang::Vi, true) => format!("Dòng “{}” còn phải trả {due}.", line.name()),
        (Lang::Vi, false) => format!("Dòng “{}” còn phải thu hồi {}.", line.name(), -due),
        (Lang::En, true) => format!("{due} is still to be paid on “{}”.", line.name()),
        (Lang::En, false) => format!("{} is still to be recovered on “{}”.", -due, line.name()),
    })
}

/// The sentence of a condition that holds.
fn holds(guard: Guard, lang: Lang) -> &'static str {
    match guard {
        Guard::SiteKnown => lang.t(
            "Đã có cơ sở và địa điểm.",
            "Establishment and site are known.",
        ),
        Guard::Eligible => lang.t(
            "Không thấy điều kiện nào không đạt.",
            "No condition speaks against the support.",
        ),
        Guard::WithinCeiling => lang.t(
            "Kinh phí khuyến công không vượt mức tối đa.",
            "The promotion money keeps within the ceiling.",
        ),
        Guard::CostComplete => lang.t("Dự toán đủ nguồn.", "The estimate is complete."),
        Guard::ChecklistComplete => lang.t("Hồ sơ đủ giấy tờ.", "The dossier is complete."),
        Guard::CriteriaDecided => lang.t(
            "Các tiêu chí đã có kết luận.",
            "Every criterion has a finding.",
        ),
        Guard::NationalCentre => lang.t(
            "Là trung tâm khuyến công quốc gia.",
            "It is a national centre.",
        ),
        Guard::PlanLineExists => lang.t("Có dòng kế hoạch.", "The plan has a line."),
        Guard::WithinBudget => lang.t("Trong ngân sách.", "Within the budget."),
        Guard::Allotted => lang.t("Kinh phí đã được giao.", "The money has been allotted."),
        Guard::Committed => lang.t("Hợp đồng đã được ghi.", "The contract is recorded."),
        Guard::KindComplete => lang.t(
            "Đủ nội dung riêng của loại đề án.",
            "What this kind of project needs is there.",
        ),
        Guard::BeneficiaryKnown => lang.t(
            "Đã xác định đơn vị thụ hưởng.",
            "The beneficiaries are fixed.",
        ),
        Guard::AgreementSigned => lang.t(
            "Đã ký thỏa thuận với đơn vị thụ hưởng, hoặc đề án không mua máy móc.",
            "The agreement with the beneficiary is signed, or no machines are bought.",
        ),
        Guard::AdvancesWithinLimit => lang.t(
            "Tạm ứng không vượt giới hạn.",
            "The advances keep within the limit.",
        ),
        Guard::HasAcceptanceItems => lang.t(
            "Đã ghi máy móc hoặc kết quả cần nghiệm thu.",
            "What is to be accepted is recorded.",
        ),
        Guard::AcceptedRecorded => lang.t(
            "Đã ghi giá trị nghiệm thu.",
            "The accepted value is recorded.",
        ),
        Guard::ResultsRecorded => lang.t("Đã ghi kết quả.", "The results are recorded."),
        Guard::DefectsAnswered => lang.t(
            "Không còn lỗi nghiệm thu chưa có kết quả khắc phục.",
            "No defect of an acceptance is without its answer.",
        ),
        Guard::NotOwnProject => lang.t(
            "Bạn không phải người lập đề án.",
            "You did not build this project.",
        ),
        Guard::AdvancesRecovered => lang.t(
            "Không còn tiền chưa thu hồi.",
            "No money is left to recover.",
        ),
        Guard::VouchersAdmitted => lang.t(
            "Bảng kê chứng từ đã được chấp nhận.",
            "The vouchers are admitted.",
        ),
        Guard::BalanceZero => lang.t(
            "Số đã trả khớp số được quyết toán; không còn khoản phải thu hồi.",
            "What was paid matches what can be settled; nothing is left to recover.",
        ),
        Guard::FollowUpRecorded => lang.t("Đã ghi lần theo dõi.", "A visit is recorded."),
        Guard::RegistrationOpen => lang.t("Còn hạn đăng ký.", "Registration is open."),
        Guard::NoDoubleFunding => lang.t(
            "Đã rà soát trùng hỗ trợ; không còn dấu hiệu phải giải quyết.",
            "Double funding was looked for; no sign is left that stops the project.",
        ),
    }
}
