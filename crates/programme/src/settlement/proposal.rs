//! Vouchers proposed from the invoices of the acceptance: which line each pays, and how much of it
//! each source.

use db::{CommandError, CommandResult, Cx};
use kernel::{Dong, FundingSource, ProjectId, Thing, Verb, VoucherId, fold};

use super::{
    commands::{VoucherInput, open_case, write},
    store,
};
use crate::{
    execution::agreement,
    project::{AcceptanceItem, Case, CostLine, commands::items::invoice_claim, items_of},
};

/// Enters a voucher for each invoice of the acceptance that is not listed yet. The accepted money of
/// a line is shared over its invoices, the promotion money first.
pub async fn propose(cx: &Cx, project: ProjectId) -> CommandResult<Vec<VoucherId>> {
    cx.may(Verb::Create, Thing::Money)?;
    let mut tx = cx.begin().await?;
    let case = open_case(cx, &mut tx, project).await?;
    let items = items_of(&mut tx, project).await?;
    let known: Vec<String> = store::vouchers(&mut tx, project)
        .await?
        .into_iter()
        .map(|v| v.claim)
        .collect();
    let supplier = match agreement::supplier(&mut tx, project).await? {
        Some(supplier) => supplier,
        None => {
            let unknown = cx.t("Theo hóa đơn", "As on the invoice");
            (unknown.to_owned(), String::new())
        }
    };
    let inputs = vouchers(&case, &items, &known, &supplier);
    if inputs.is_empty() {
        return Err(CommandError::refused(
            "no-invoice",
            cx.t(
                "Không có hóa đơn nghiệm thu nào chưa vào bảng kê, hoặc chưa ghi giá trị nghiệm thu. Nhập chứng từ ở mẫu bên dưới.",
                "Every invoice of the acceptance is listed, or nothing is accepted yet. Enter vouchers in the form below.",
            ),
        ));
    }
    let ids = write(cx, &mut tx, &case, inputs).await?;
    tx.commit().await?;
    Ok(ids)
}

/// The line an item belongs to: the only one, the only one of the class or establishment or of the
/// title that it is called by, or the only one of its owner.
fn line_of(case: &Case, item: &AcceptanceItem) -> Option<usize> {
    let lines = &case.lines;
    if lines.len() == 1 {
        return Some(0);
    }
    let name = fold(&item.name);
    let only = |fits: &dyn Fn(&CostLine) -> bool| {
        let mut found = (0..lines.len()).filter(|i| fits(&lines[*i]));
        found.next().filter(|_| found.next().is_none())
    };
    only(&|line| fold(&line.owner) == name)
        .or_else(|| only(&|line| fold(&line.title) == name))
        .or_else(|| {
            only(&|line| {
                item.establishment_id.is_some() && line.establishment_id == item.establishment_id
            })
        })
}

fn vouchers(
    case: &Case,
    items: &[AcceptanceItem],
    known: &[String],
    supplier: &(String, String),
) -> Vec<VoucherInput> {
    let mut inputs: Vec<VoucherInput> = Vec::new();
    for (i, line) in case.lines.iter().enumerate() {
        // One invoice may hold several machines.
        let mut invoices: Vec<(&AcceptanceItem, Dong)> = Vec::new();
        for item in items.iter().filter(|item| line_of(case, item) == Some(i)) {
            let price = price(item);
            let same = invoices.iter_mut().find(|(one, _)| {
                one.invoice_no == item.invoice_no && one.invoice_on == item.invoice_on
            });
            match same {
                Some((_, sum)) => *sum += price,
                None => invoices.push((item, price)),
            }
        }
        let sources = own_first(case.project.source());
        let mut left: Vec<(FundingSource, Dong)> = sources
            .into_iter()
            .map(|s| (s, line.of(s).accepted))
            .collect();
        for (item, share) in invoices {
            let Some(on) = item.invoice_on else {
                continue;
            };
            let whole = items
                .iter()
                .filter(|o| o.invoice_no == item.invoice_no && o.invoice_on == item.invoice_on)
                .map(price);
            if known.contains(&invoice_claim(&item.invoice_no, on)) {
                continue;
            }
            let mut rest = share;
            for (source, open) in &mut left {
                let some = rest.min(*open);
                if some.is_zero() {
                    continue;
                }
                rest = rest - some;
                *open = *open - some;
                inputs.push(VoucherInput {
                    line_id: Some(line.id),
                    source: Some(*source),
                    number: item.invoice_no.clone(),
                    issued_on: Some(on),
                    seller: supplier.0.clone(),
                    tax_code: supplier.1.clone(),
                    content: item.name.clone(),
                    amount: whole.clone().sum(),
                    vat: Dong::ZERO,
                    claimed: some,
                });
            }
        }
    }
    inputs
}

fn own_first(own: FundingSource) -> Vec<FundingSource> {
    let mut sources = vec![own];
    sources.extend(FundingSource::ALL.into_iter().filter(|s| *s != own));
    sources
}

fn price(item: &AcceptanceItem) -> Dong {
    Dong(item.price.0.saturating_mul(item.quantity))
}
