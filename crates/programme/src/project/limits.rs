//! Conditions that rest on a deadline or limit of the law, kept as dated rows outside this module.

use db::{CommandError, CommandResult, Conn, Cx};
use jiff::civil::Date;
use kernel::{BasisPoints, Dong, Lang, UnitId};
use rules::{
    FundingScope,
    parameter::{Subject, Value, YearDay},
};

use super::case::Case;
use crate::{
    budget::{self, Area},
    carried::{self, BudgetYear},
    ports::{Parameter, ParameterQuestion, Parameters},
};

/// Whether a condition holds, and the sentence that says why.
pub(super) struct Judged {
    pub met: bool,
    pub sentence: String,
}

pub(crate) async fn parameter(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
    subject: Subject,
    on: Date,
) -> CommandResult<Option<Parameter>> {
    let question = ParameterQuestion {
        subject,
        scope: case.project.funding(),
        province: case.project.province_id,
        on,
    };
    cx.port::<dyn Parameters>().find(cx, conn, question).await
}

/// Whether the registration with the Ministry is still open for the plan year of the project.
/// Without a deadline on record nothing can have passed.
pub(super) async fn registration(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
    on: Date,
) -> CommandResult<Judged> {
    let found = parameter(cx, conn, case, Subject::RegistrationClose, on).await?;
    let year = case.project.year;
    let Some((deadline, source)) = found.and_then(|p| match p.value {
        Some(Value::Deadline(day)) => Some((day, source(&p, cx.lang))),
        _ => None,
    }) else {
        let sentence = cx.t(
            "Chưa có hạn đăng ký kế hoạch với Bộ trong dữ liệu.",
            "No deadline for registering with the Ministry is on record.",
        );
        return Ok(Judged {
            met: true,
            sentence: sentence.to_owned(),
        });
    };
    let (met, dated) = (deadline.is_open(year, on), deadline.dated(year, cx.lang));
    let sentence = match (met, cx.lang) {
        (true, Lang::Vi) => format!("Còn hạn đăng ký kế hoạch với Bộ: {dated} ({source})."),
        (true, Lang::En) => format!("Registration with the Ministry is open: {dated} ({source})."),
        (false, Lang::Vi) => format!("Đã qua hạn đăng ký kế hoạch với Bộ: {dated} ({source})."),
        (false, Lang::En) => {
            format!("Registration with the Ministry has closed: {dated} ({source}).")
        }
    };
    Ok(Judged { met, sentence })
}

/// Whether the advances keep within the share of the contract that may be advanced: the smaller
/// of the one agreed in the contract and the one on record.
pub(super) async fn advances(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
    on: Date,
) -> CommandResult<Judged> {
    let found = parameter(cx, conn, case, Subject::AdvanceLimit, on).await?;
    let law = found.and_then(|p| match p.value {
        Some(Value::Share(share)) => Some((share, source(&p, cx.lang))),
        _ => None,
    });
    let contract = case.project.advance_limit_bp.map(|bp| {
        let source = cx.t("theo hợp đồng", "by the contract");
        (BasisPoints(bp), source.to_owned())
    });
    let unset = law.is_none();
    let smallest = [contract, law].into_iter().flatten().min_by_key(|l| l.0.0);
    let Some((share, source)) = smallest else {
        let sentence = cx.t(
            "Tạm ứng không vượt hợp đồng. Chưa có tỷ lệ tạm ứng chung nào được ghi trong dữ liệu.",
            "Advances keep within the contract. No general share is on record.",
        );
        return Ok(Judged {
            met: true,
            sentence: sentence.to_owned(),
        });
    };
    let money = case.promotion();
    let limit = money.committed.share(share);
    let met = money.advanced <= limit;
    let sentence = if met {
        within(share, limit, &source, unset, cx.lang)
    } else {
        over(money.advanced, share, limit, &source, cx.lang)
    };
    Ok(Judged { met, sentence })
}

/// The day the budget year closes (hết niên độ), with where it is said; None when none is on record.
async fn close(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
    on: Date,
) -> CommandResult<Option<(YearDay, String)>> {
    let found = parameter(cx, conn, case, Subject::BudgetClose, on).await?;
    Ok(found.and_then(|p| match p.value {
        Some(Value::Deadline(day)) => Some((day, source(&p, cx.lang))),
        _ => None,
    }))
}

/// The budget year in which money of the project is spent on a day: its plan year until that closes,
/// and the next year, of what was carried over to it, until that one closes. Later nothing is spent.
pub(crate) async fn spending(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
    on: Date,
) -> CommandResult<BudgetYear> {
    let year = case.project.year;
    let Some((deadline, source)) = close(cx, conn, case, on).await? else {
        return Ok(BudgetYear::of_plan(year));
    };
    if deadline.is_open(year, on) {
        return Ok(BudgetYear::of_plan(year));
    }
    let refused = |sentence| Err(CommandError::refused("budget-year-closed", sentence));
    let line = case.project.plan_line_id;
    let carried = match line {
        Some(line) => carried::of(conn, line).await?.map(|_| line),
        None => None,
    };
    if carried.is_none() {
        let dated = deadline.dated(year, cx.lang);
        return refused(match cx.lang {
            Lang::Vi => format!(
                "Niên độ {year} đã khóa: {dated} ({source}). Muốn chi tiếp, ghi quyết định chuyển kinh phí sang năm sau ở trang “Chuyển nguồn, năm sau” của kế hoạch."
            ),
            Lang::En => format!(
                "The budget year {year} has closed: {dated} ({source}). To spend more, record the decision that carries the money over, on the plan's page of transfers."
            ),
        });
    }
    let next = year + 1;
    if !deadline.is_open(next, on) {
        let dated = deadline.dated(next, cx.lang);
        return refused(match cx.lang {
            Lang::Vi => format!(
                "Kinh phí năm {year} được chuyển sang năm {next}, và niên độ {next} cũng đã khóa: {dated} ({source}). Không còn chi được từ kinh phí này."
            ),
            Lang::En => format!(
                "The money of {year} was carried over to {next}, and that budget year has closed too: {dated} ({source}). Nothing more can be spent of it."
            ),
        });
    }
    Ok(BudgetYear {
        year: next,
        carried,
    })
}

/// The budget year in which money comes back on a day: the first from the plan year on that has not
/// closed.
pub(crate) async fn returning(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
    on: Date,
) -> CommandResult<BudgetYear> {
    let mut year = case.project.year;
    if let Some((deadline, _)) = close(cx, conn, case, on).await? {
        let last = i64::from(on.year());
        while year < last && !deadline.is_open(year, on) {
            year += 1;
        }
    }
    Ok(BudgetYear::of_plan(year))
}

fn within(share: BasisPoints, limit: Dong, source: &str, unset: bool, lang: Lang) -> String {
    let general = match unset {
        true => lang.t(
            " Chưa có tỷ lệ tạm ứng chung nào được ghi trong dữ liệu.",
            " No general share is on record.",
        ),
        false => "",
    };
    match lang {
        Lang::Vi => {
            format!("Tạm ứng tối đa {share} giá trị hợp đồng, là {limit} ({source}).{general}")
        }
        Lang::En => {
            format!(
                "At most {share} of the contract, {limit}, may be advanced ({source}).{general}"
            )
        }
    }
}

fn over(advanced: Dong, share: BasisPoints, limit: Dong, source: &str, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!(
            "Tổng tạm ứng {advanced} cao hơn {share} giá trị hợp đồng, là {limit} ({source}). Giảm số tạm ứng."
        ),
        Lang::En => format!(
            "Advances of {advanced} exceed {share} of the contract, {limit} ({source}). Advance less."
        ),
    }
}

/// `36/2013/TT-BCT, Điều 6; chưa kiểm chứng`.
fn source(parameter: &Parameter, lang: Lang) -> String {
    match parameter.verified {
        true => parameter.article.clone(),
        false => format!(
            "{}; {}",
            parameter.article,
            lang.t("chưa kiểm chứng", "unverified")
        ),
    }
}

/// The province that plans for a place in a year: the one it lies in, or that it merged into.
async fn plan_province(conn: &mut Conn, province: UnitId, year: i64) -> CommandResult<UnitId> {
    let Some(day) = crate::plan::store::begins(year) else {
        return Ok(province);
    };
    let ended = reference::units::get(conn, province)
        .await?
        .and_then(|unit| unit.valid_to)
        .is_some_and(|end| end <= day);
    let held = reference::units::at(conn, province, day).await?;
    Ok(held
        .first()
        .filter(|_| ended)
        .map_or(province, |unit| unit.id))
}

/// Whether what the project asks for fits what is left of the budget told for its plan year.
pub(super) async fn within_budget(cx: &Cx, conn: &mut Conn, case: &Case) -> CommandResult<Judged> {
    let project = &case.project;
    let scope = project.funding();
    let year = project.year;
    let province = match scope {
        FundingScope::Kcdp => Some(plan_province(conn, project.province_id, year).await?),
        FundingScope::Kcqg => None,
    };
    let area = Area {
        scope,
        province,
        year,
    };
    let Some(budget) = budget::store::of(conn, area).await? else {
        let sentence = match cx.lang {
            Lang::Vi => format!(
                "Chưa ghi dự toán được giao của năm {year}, nên chưa biết có đủ kinh phí hay không."
            ),
            Lang::En => format!("No budget of {year} is entered, so it is not known to suffice."),
        };
        return Ok(Judged {
            met: false,
            sentence,
        });
    };
    let (asked, left) = (case.promotion().requested, budget.amount - budget.allotted);
    let sentence = match cx.lang {
        Lang::Vi => format!("Đề nghị {asked}; dự toán năm {year} còn {left}."),
        Lang::En => format!("{asked} is asked for; {left} is left of the budget of {year}."),
    };
    Ok(Judged {
        met: asked <= left,
        sentence,
    })
}
