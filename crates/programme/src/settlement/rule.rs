//! What the step of settlement asks for, with a sentence each.

use db::{CommandError, CommandResult, Conn, Cx};
use kernel::{Dong, Lang};

use super::store;
use crate::project::{
    Case,
    ledger::{Movement, amount_field},
};

/// Why the vouchers do not carry a settlement yet; None when they do.
pub(crate) async fn unproven(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
) -> CommandResult<Option<String>> {
    let vouchers = store::vouchers(conn, case.project.id).await?;
    let waiting = vouchers.iter().filter(|v| v.admitted.is_none()).count();
    if waiting > 0 {
        return Ok(Some(match cx.lang {
            Lang::Vi => format!(
                "Còn {waiting} chứng từ chưa được xét. Người xét phải khác người nhập chứng từ."
            ),
            Lang::En => format!(
                "{waiting} vouchers are not looked at yet. Somebody else than who entered them does so."
            ),
        }));
    }
    let source = case.project.source();
    let bare = case.lines.iter().find(|line| {
        !line.of(source).accepted.is_zero()
            && !vouchers
                .iter()
                .any(|v| v.line_id == line.id && v.source == source)
    });
    Ok(bare.map(|line| match cx.lang {
        Lang::Vi => format!("Dòng “{}” chưa có chứng từ nào trong bảng kê.", line.name()),
        Lang::En => format!("No voucher is entered for “{}”.", line.name()),
    }))
}

/// Refuses amounts above what was accepted, or above what admitted vouchers prove.
pub(crate) fn within(cx: &Cx, case: &Case, movements: &[Movement]) -> CommandResult<()> {
    for m in movements.iter().filter(|m| m.source.is_promotion()) {
        let Some(line) = case.lines.iter().find(|l| l.id == m.line_id) else {
            continue;
        };
        let (money, title) = (line.of(m.source), line.name());
        let goal = money.settled + m.amount;
        let sentence = if goal > money.accepted {
            let accepted = money.accepted;
            match cx.lang {
                Lang::Vi => format!(
                    "Dòng “{title}”: quyết toán {goal}, cao hơn giá trị nghiệm thu {accepted}. Giảm số quyết toán."
                ),
                Lang::En => format!(
                    "“{title}”: {goal} to settle is above the accepted value of {accepted}. Settle less."
                ),
            }
        } else if goal > money.admitted {
            let admitted = money.admitted;
            match cx.lang {
                Lang::Vi => format!(
                    "Dòng “{title}”: quyết toán {goal}, cao hơn số chứng từ được chấp nhận {admitted}. Bổ sung chứng từ vào bảng kê hoặc giảm số quyết toán."
                ),
                Lang::En => format!(
                    "“{title}”: {goal} to settle is above the {admitted} of admitted vouchers. Enter more vouchers or settle less."
                ),
            }
        } else {
            continue;
        };
        return Err(CommandError::field(
            &amount_field(m.line_id, m.source),
            sentence,
        ));
    }
    Ok(())
}

/// After the settlement, what was paid is what was settled, line by line.
pub(crate) fn settled(cx: &Cx, case: &Case) -> CommandResult<()> {
    let source = case.project.source();
    let money = |line: &crate::project::CostLine| line.of(source);
    let Some(line) = case
        .lines
        .iter()
        .find(|l| money(l).settled != money(l).spent())
    else {
        return Ok(());
    };
    let (settled, spent) = (money(line).settled, money(line).spent());
    let (title, over) = (line.name(), spent - settled);
    let sentence = match (cx.lang, over > Dong::ZERO) {
        (Lang::Vi, true) => format!(
            "Dòng “{title}”: đã trả {spent}, quyết toán {settled}; thu hồi {over} trước khi quyết toán."
        ),
        (Lang::Vi, false) => format!(
            "Dòng “{title}”: quyết toán {settled}, mới trả {spent}; thanh toán phần còn lại trước khi quyết toán."
        ),
        (Lang::En, true) => format!(
            "“{title}”: {spent} is paid and {settled} settled; recover {over} before the settlement."
        ),
        (Lang::En, false) => format!(
            "“{title}”: {settled} is settled and {spent} paid; pay the rest before the settlement."
        ),
    };
    Err(CommandError::field(
        &amount_field(line.id, source),
        sentence,
    ))
}
