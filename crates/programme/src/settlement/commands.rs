use db::{Checks, CommandError, CommandResult, Conn, Cx, sql};
use jiff::civil::Date;
use kernel::{CostLineId, Dong, FundingSource, Lang, ProjectId, Thing, Verb, VoucherId};
use serde::{Deserialize, Serialize};

use super::{model::Voucher, store};
use crate::{
    debt,
    funding_match::number_key,
    project::{
        Case,
        commands::items::{held_elsewhere, invoice_claim},
    },
};

/// A voucher as it is entered.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct VoucherInput {
    pub line_id: Option<CostLineId>,
    pub source: Option<FundingSource>,
    pub number: String,
    #[schema(value_type = Option<String>, format = Date)]
    pub issued_on: Option<Date>,
    pub seller: String,
    /// The seller's tax code; empty when it has none.
    pub tax_code: String,
    pub content: String,
    /// The whole invoice without value-added tax, in đồng.
    pub amount: Dong,
    pub vat: Dong,
    /// What of it this source is to pay.
    pub claimed: Dong,
}

/// What somebody found of a voucher.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Judgement {
    pub id: VoucherId,
    pub admitted: Dong,
    /// Why less is admitted than claimed.
    #[serde(default)]
    pub refusal: String,
}

pub(super) const MOST: usize = 500;

/// Why vouchers cannot be changed now; None when they can.
pub(super) fn closed(case: &Case, lang: Lang) -> Option<&'static str> {
    let money = case.promotion();
    if money.committed.is_zero() {
        return Some(lang.t(
            "Đề án chưa ký hợp đồng nên chưa có bảng kê chứng từ.",
            "The project has no contract yet, and so no vouchers.",
        ));
    }
    if !money.settled.is_zero() || case.is_ended() {
        return Some(lang.t(
            "Đề án đã quyết toán hoặc đã kết thúc; bảng kê chứng từ không đổi nữa.",
            "The project is settled or ended; its vouchers do not change any more.",
        ));
    }
    None
}

pub(super) async fn open_case(cx: &Cx, tx: &mut Conn, project: ProjectId) -> CommandResult<Case> {
    debt::lock(tx, project).await?;
    let case = Case::load(cx, tx, project).await?;
    match closed(&case, cx.lang) {
        None => Ok(case),
        Some(reason) => Err(CommandError::refused("vouchers-closed", reason)),
    }
}

/// Enters vouchers, all or none. A mistake in the second is named `voucher_2_number`.
pub async fn enter(
    cx: &Cx,
    project: ProjectId,
    inputs: Vec<VoucherInput>,
) -> CommandResult<Vec<VoucherId>> {
    cx.may(Verb::Create, Thing::Money)?;
    let mut tx = cx.begin().await?;
    let case = open_case(cx, &mut tx, project).await?;
    let ids = write(cx, &mut tx, &case, inputs).await?;
    tx.commit().await?;
    Ok(ids)
}

pub(super) async fn write(
    cx: &Cx,
    tx: &mut Conn,
    case: &Case,
    inputs: Vec<VoucherInput>,
) -> CommandResult<Vec<VoucherId>> {
    let project = case.project.id;
    let mut known = store::vouchers(tx, project).await?;
    let mut checks = Checks::new(cx.lang);
    if inputs.is_empty() || known.len() + inputs.len() > MOST {
        let text = checks.t(
            "Nhập từ 1 chứng từ; mỗi đề án nhiều nhất 500 chứng từ.",
            "Enter at least one voucher; a project has at most 500.",
        );
        checks.fail("voucher_1_number", text.to_owned());
    }
    let mut ids = Vec::new();
    for (i, input) in inputs.iter().enumerate() {
        let field = |name: &str| format!("voucher_{}_{name}", i + 1);
        let Some(voucher) = check(&mut checks, cx, case, &field, input, &known) else {
            continue;
        };
        if let Some(code) = held_elsewhere(tx, project, &voucher.claim).await? {
            let number = &voucher.number;
            checks.fail(
                &field("number"),
                match cx.lang {
                    Lang::Vi => format!(
                        "Hóa đơn {number} đã được ghi ở đề án {code}. Mỗi khoản chi chỉ được ngân sách hỗ trợ một lần."
                    ),
                    Lang::En => format!(
                        "The invoice {number} is recorded in project {code}. State money funds an item once."
                    ),
                },
            );
            continue;
        }
        if !checks.is_ok() {
            continue;
        }
        insert(cx, tx, &voucher).await.map_err(|e| {
            match e.breaks_unique("voucher", &["claim", "line_id", "source"]) {
                true => CommandError::field(&field("number"), listed(cx.lang)),
                false => e.into(),
            }
        })?;
        ids.push(voucher.id);
        known.push(voucher);
    }
    checks.done()?;
    tx.audit(cx, "vouchers", "project", project, None::<&()>, &inputs)
        .await?;
    Ok(ids)
}

fn listed(lang: Lang) -> &'static str {
    lang.t(
        "Hóa đơn này đã có ở dòng chi phí và nguồn vốn đó.",
        "This invoice is already listed for that cost line and source.",
    )
}

/// Checks one voucher beside those that are there; None when it cannot even be read.
fn check(
    checks: &mut Checks,
    cx: &Cx,
    case: &Case,
    field: &impl Fn(&str) -> String,
    input: &VoucherInput,
    known: &[Voucher],
) -> Option<Voucher> {
    let number = checks.text(&field("number"), &input.number, 100);
    if !number.is_empty() && number_key(&number).is_empty() {
        let text = checks.t("Số này không có chữ số nào.", "This number has no digit.");
        checks.fail(&field("number"), text.to_owned());
    }
    let issued_on = checks.date(&field("issued_on"), input.issued_on, Some(cx.today()));
    let seller = checks.text(&field("seller"), &input.seller, 300);
    let tax_code = checks.optional_text(&field("tax_code"), &input.tax_code, 20);
    let digits = tax_code.chars().all(|c| c.is_ascii_digit() || c == '-');
    if !tax_code.is_empty() && (!digits || !matches!(tax_code.len(), 10 | 12 | 14)) {
        let text = checks.t(
            "Mã số thuế có 10 số, 10 số và 3 số sau gạch nối, hoặc 12 số.",
            "A tax code has 10 digits, 10 and 3 after a dash, or 12.",
        );
        checks.fail(&field("tax_code"), text.to_owned());
    }
    let content = checks.text(&field("content"), &input.content, 500);
    for (name, amount) in [
        ("amount", input.amount),
        ("vat", input.vat),
        ("claimed", input.claimed),
    ] {
        checks.amount(&field(name), amount);
    }
    for (name, amount) in [("amount", input.amount), ("claimed", input.claimed)] {
        if amount.is_zero() {
            let text = checks.t("Điền số tiền lớn hơn 0 đ.", "Give an amount above 0 đ.");
            checks.fail(&field(name), text.to_owned());
        }
    }
    let line = checks.required(&field("line"), input.line_id);
    let source = checks.required(&field("line"), input.source);
    let (line_id, source, issued) = (line?, source?, input.issued_on?);
    let claim = invoice_claim(&number, issued);
    let money = case.lines.iter().find(|l| l.id == line_id);
    if money.is_none_or(|l| l.of(source).requested.is_zero()) {
        let text = checks.t(
            "Dự toán không có dòng và nguồn này.",
            "The estimate has no such line and source.",
        );
        checks.fail(&field("line"), text.to_owned());
    }
    let total = input.amount.checked_add(input.vat).unwrap_or(Dong::MAX);
    invoice_fits(checks, field, input, total, &claim, known);
    let twice = |v: &Voucher| v.claim == claim && v.line_id == line_id && v.source == source;
    if known.iter().any(twice) {
        let text = listed(cx.lang);
        checks.fail(&field("number"), text.to_owned());
    }
    Some(Voucher {
        id: cx.new_id(),
        project_id: case.project.id,
        line_id,
        source,
        number,
        issued_on,
        seller,
        tax_code,
        content,
        amount: input.amount,
        vat: input.vat,
        claimed: input.claimed,
        admitted: None,
        refusal: String::new(),
        claim,
        entered_by: cx.actor.account,
        entered_name: cx.actor.name.clone(),
        admitted_name: String::new(),
        version: 1,
    })
}

/// An invoice pays once: what all its rows claim keeps within it, and they state the same invoice.
fn invoice_fits(
    checks: &mut Checks,
    field: &impl Fn(&str) -> String,
    input: &VoucherInput,
    total: Dong,
    claim: &str,
    known: &[Voucher],
) {
    let same: Vec<&Voucher> = known.iter().filter(|v| v.claim == claim).collect();
    let claimed: Dong = same.iter().map(|v| v.claimed).sum();
    // Amounts out of bounds were refused above; their sum may not overflow either.
    let together = input.claimed.checked_add(claimed).unwrap_or(Dong::MAX);
    if together > total {
        let left = (total - claimed).max(Dong::ZERO);
        let text = match (checks.lang, same.is_empty()) {
            (Lang::Vi, true) => {
                format!("Đề nghị quyết toán cao hơn giá trị hóa đơn {total}.")
            }
            (Lang::Vi, false) => {
                format!("Hóa đơn này {total}, các dòng khác đã đề nghị {claimed}; chỉ còn {left}.")
            }
            (Lang::En, true) => format!("More is claimed than the invoice of {total}."),
            (Lang::En, false) => format!(
                "This invoice is of {total} and other rows claim {claimed}; {left} is left."
            ),
        };
        checks.fail(&field("claimed"), text);
    }
    if same
        .first()
        .is_some_and(|v| (v.amount, v.vat) != (input.amount, input.vat))
    {
        let text = checks.t(
            "Hóa đơn này đã được nhập với số tiền khác. Ghi đúng giá trị cả hóa đơn.",
            "This invoice was entered with another amount. State the whole invoice.",
        );
        checks.fail(&field("amount"), text.to_owned());
    }
}

async fn insert(cx: &Cx, tx: &mut Conn, v: &Voucher) -> Result<(), db::DbError> {
    tx.exec(sql!(
        "INSERT INTO voucher (id, project_id, line_id, source, number, issued_on, seller, tax_code,
             content, amount, vat, claimed, refusal, claim, entered_by, entered_name, entered_at,
             admitted_name)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, ?, ?, '')",
        v.id,
        v.project_id,
        v.line_id,
        v.source,
        &v.number,
        v.issued_on,
        &v.seller,
        &v.tax_code,
        &v.content,
        v.amount,
        v.vat,
        v.claimed,
        &v.claim,
        v.entered_by,
        &v.entered_name,
        cx.now(),
    ))
    .await?;
    Ok(())
}

/// Takes a voucher out that nobody has looked at yet; the audit trail keeps it.
pub async fn take_out(cx: &Cx, project: ProjectId, id: VoucherId) -> CommandResult<()> {
    cx.may(Verb::Create, Thing::Money)?;
    let mut tx = cx.begin().await?;
    open_case(cx, &mut tx, project).await?;
    let vouchers = store::vouchers(&mut tx, project).await?;
    let voucher = vouchers.into_iter().find(|v| v.id == id);
    let voucher = voucher.ok_or(CommandError::NotFound)?;
    if voucher.admitted.is_some() {
        return Err(CommandError::refused(
            "voucher-judged",
            cx.t(
                "Chứng từ này đã được xét. Người xét có thể xét lại, ghi 0 đ và lý do.",
                "This voucher was looked at. Who did so can admit 0 đ with a reason.",
            ),
        ));
    }
    tx.exec(sql!("DELETE FROM voucher WHERE id = ?", id))
        .await?;
    // The invoice is free again, unless the acceptance or another row holds it.
    tx.exec(sql!(
        "DELETE FROM item_claim WHERE claim = ? AND project_id = ?
            AND NOT EXISTS (SELECT 1 FROM voucher v WHERE v.claim = item_claim.claim)
            AND NOT EXISTS (SELECT 1 FROM acceptance_item a
                             WHERE a.project_id = item_claim.project_id AND a.invoice_key = ?
                               AND a.invoice_on = ?)",
        &voucher.claim,
        project,
        number_key(&voucher.number),
        voucher.issued_on,
    ))
    .await?;
    tx.audit(
        cx,
        "voucher-removal",
        "project",
        project,
        Some(&voucher),
        &(),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Says what is admitted of vouchers. Nobody does so for one he entered himself; what was said may
/// be said again until the settlement.
pub async fn judge(cx: &Cx, project: ProjectId, judgements: Vec<Judgement>) -> CommandResult<()> {
    cx.may(Verb::Decide, Thing::Money)?;
    let mut tx = cx.begin().await?;
    open_case(cx, &mut tx, project).await?;
    let vouchers = store::vouchers(&mut tx, project).await?;
    let mut checks = Checks::new(cx.lang);
    let mut changed = Vec::new();
    for judgement in &judgements {
        let Some(voucher) = vouchers.iter().find(|v| v.id == judgement.id) else {
            return Err(CommandError::NotFound);
        };
        let admitted_field = format!("admitted_{}", voucher.id);
        let refusal_field = format!("refusal_{}", voucher.id);
        if voucher.entered_by.is_some() && voucher.entered_by == cx.actor.account {
            let text = checks.t(
                "Bạn đã nhập chứng từ này nên người khác phải xét.",
                "You entered this voucher, so somebody else looks at it.",
            );
            checks.fail(&admitted_field, text.to_owned());
            continue;
        }
        checks.amount(&admitted_field, judgement.admitted);
        let refusal = checks.optional_text(&refusal_field, &judgement.refusal, 500);
        if judgement.admitted > voucher.claimed {
            let claimed = voucher.claimed;
            let text = match cx.lang {
                Lang::Vi => format!("Chấp nhận cao hơn số đề nghị {claimed}."),
                Lang::En => format!("More is admitted than the {claimed} claimed."),
            };
            checks.fail(&admitted_field, text);
        } else if judgement.admitted < voucher.claimed && refusal.is_empty() {
            let text = checks.t(
                "Chấp nhận thấp hơn đề nghị thì ghi lý do.",
                "Say why less is admitted than claimed.",
            );
            checks.fail(&refusal_field, text.to_owned());
        }
        let same = voucher.admitted == Some(judgement.admitted) && voucher.refusal == refusal;
        if !same {
            changed.push((voucher, judgement.admitted, refusal));
        }
    }
    checks.done()?;
    for (voucher, admitted, refusal) in changed {
        let before = voucher.admitted.unwrap_or_default();
        tx.exec(sql!(
            "UPDATE voucher SET admitted = ?, refusal = ?, admitted_by = ?, admitted_name = ?,
                 admitted_at = ?, version = version + 1
              WHERE id = ?",
            admitted,
            &refusal,
            cx.actor.account,
            &cx.actor.name,
            cx.now(),
            voucher.id,
        ))
        .await?;
        tx.exec(sql!(
            "UPDATE cost_line_source SET admitted = admitted + ? WHERE line_id = ? AND source = ?",
            admitted - before,
            voucher.line_id,
            voucher.source,
        ))
        .await?;
    }
    tx.audit(
        cx,
        "voucher-judgement",
        "project",
        project,
        None::<&()>,
        &judgements,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}
