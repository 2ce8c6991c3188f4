use db::{Checks, CommandError, CommandResult, Conn, Cx, sql};
use jiff::civil::Date;
use kernel::{Dong, EstablishmentId, Lang, ProjectId, fold};
use serde::{Deserialize, Serialize};

use super::days::plausible;
use crate::{
    funding_match::number_key,
    project::{accepts::Accepts, case::Case},
};

/// A machine or a result to accept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[schema(as = ProjectItemInput)]
pub struct ItemInput {
    /// Whose machine it is in a group project; the only beneficiary's when absent.
    pub establishment_id: Option<EstablishmentId>,
    pub name: String,
    pub model: String,
    pub serial: String,
    pub maker: String,
    pub origin: String,
    pub made_year: Option<i64>,
    pub quantity: i64,
    /// Price of one, in đồng.
    pub price: Dong,
    pub invoice_no: String,
    #[schema(value_type = Option<String>, format = Date)]
    pub invoice_on: Option<Date>,
    /// What is counted: gian hàng, chuyên mục. Not for machines and classes.
    pub unit: String,
    /// How many of it the project promised.
    pub planned: Option<i64>,
    /// Learners of a class: how many began, finished, were certified, and are in work since.
    pub enrolled: Option<i64>,
    pub finished: Option<i64>,
    pub certified: Option<i64>,
    pub employed: Option<i64>,
}

/// A result by indicator, for the final report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct ResultInput {
    pub name: String,
    pub unit: String,
    pub planned: Option<i64>,
    pub actual: i64,
}

/// Judges the numbers that go with the activity: those of a class, or those of other counted work.
fn check_counts(
    checks: &mut Checks,
    accepts: Accepts,
    item: &ItemInput,
    field: impl Fn(&str) -> String,
) {
    if !accepts.is_class() {
        if [item.enrolled, item.finished, item.certified, item.employed]
            .iter()
            .any(Option::is_some)
        {
            let text = checks.t(
                "Chỉ đề án đào tạo, tập huấn mới ghi số học viên.",
                "Learners are recorded for training only.",
            );
            checks.fail(&field("enrolled"), text.to_owned());
        }
        checks.optional_text(&field("unit"), &item.unit, 50);
        if let Some(planned) = item.planned {
            checks.number(&field("planned"), planned, 0, 1_000_000);
        }
        return;
    }
    let made = [&item.model, &item.serial, &item.maker, &item.origin];
    if made.iter().any(|text| !fold(text).is_empty()) || item.made_year.is_some() {
        let text = checks.t(
            "Lớp, nhóm học viên không có số sê-ri, hãng, xuất xứ.",
            "A class has no serial, maker or origin.",
        );
        checks.fail(&field("name"), text.to_owned());
    }
    let enrolled = checks.required(&field("enrolled"), item.enrolled);
    let finished = checks.required(&field("finished"), item.finished);
    let (Some(enrolled), Some(finished)) = (enrolled, finished) else {
        return;
    };
    checks.number(&field("enrolled"), enrolled, 1, 100_000);
    checks.number(&field("finished"), finished, 0, 100_000);
    if finished > enrolled {
        let text = checks.t(
            "Số hoàn thành cao hơn số nhập học.",
            "More finished than were enrolled.",
        );
        checks.fail(&field("finished"), text.to_owned());
    }
    for (name, number) in [("certified", item.certified), ("employed", item.employed)] {
        let Some(number) = number else {
            continue;
        };
        checks.number(&field(name), number, 0, 100_000);
        if number > finished {
            let text = checks.t(
                "Cao hơn số hoàn thành khóa học.",
                "More than finished the course.",
            );
            checks.fail(&field(name), text.to_owned());
        }
    }
}

/// Checks the items; empty texts and impossible numbers are named row by row.
pub(super) fn check(checks: &mut Checks, cx: &Cx, case: &Case, items: &[ItemInput]) {
    if items.is_empty() || items.len() > 200 {
        let text = checks.t(
            "Ghi từ 1 đến 200 máy móc hoặc kết quả cần nghiệm thu.",
            "List 1 to 200 machines or results to accept.",
        );
        checks.fail("item_1_name", text.to_owned());
    }
    let accepts = Accepts::of(case.project.activity);
    for (i, item) in items.iter().take(200).enumerate() {
        let field = |name: &str| format!("item_{}_{name}", i + 1);
        checks.text(&field("name"), &item.name, 300);
        for (name, text) in [
            ("model", &item.model),
            ("serial", &item.serial),
            ("maker", &item.maker),
            ("origin", &item.origin),
            ("invoice_no", &item.invoice_no),
        ] {
            checks.optional_text(&field(name), text, 100);
        }
        let serial = fold(&item.serial);
        if !serial.is_empty() && items[..i].iter().any(|other| fold(&other.serial) == serial) {
            let text = checks.t("Số sê-ri này đã có ở trên.", "This serial is listed above.");
            checks.fail(&field("serial"), text.to_owned());
        }
        check_counts(checks, accepts, item, field);
        checks.number(&field("quantity"), item.quantity, 1, 1_000_000);
        checks.amount(&field("price"), item.price);
        if let Some(year) = item.made_year {
            let this_year = i64::from(cx.today().year());
            checks.number(&field("made_year"), year, 1950, this_year);
        }
        if let Some(day) = item.invoice_on {
            checks.date(&field("invoice_on"), Some(day), Some(cx.today()));
            plausible(checks, &field("invoice_on"), item.invoice_on);
        }
        if fold(&item.invoice_no).is_empty() != item.invoice_on.is_none() {
            let text = checks.t(
                "Hóa đơn cần cả số và ngày.",
                "An invoice needs both number and day.",
            );
            checks.fail(&field("invoice_no"), text.to_owned());
        }
        let owner = item.establishment_id;
        if owner.is_some_and(|o| !case.beneficiaries.iter().any(|b| b.establishment_id == o)) {
            let text = checks.t(
                "Cơ sở này không phải đơn vị thụ hưởng của đề án.",
                "This establishment is no beneficiary of the project.",
            );
            checks.fail(&field("establishment_id"), text.to_owned());
        }
    }
}

/// Puts these items in place of those listed so far, and claims their serials and invoices for the
/// project: an item that another project holds is refused with that project's code.
pub(super) async fn replace(
    cx: &Cx,
    tx: &mut Conn,
    case: &Case,
    items: &[ItemInput],
) -> CommandResult<()> {
    let id = case.project.id;
    // Invoices that vouchers hold stay claimed.
    tx.exec(sql!(
        "DELETE FROM item_claim WHERE project_id = ?
            AND claim NOT IN (SELECT v.claim FROM voucher v WHERE v.project_id = ?)",
        id,
        id
    ))
    .await?;
    tx.exec(sql!("DELETE FROM acceptance_item WHERE project_id = ?", id))
        .await?;
    let only = match case.beneficiaries.as_slice() {
        [one] => Some(one.establishment_id),
        _ => None,
    };
    for (i, item) in items.iter().enumerate() {
        claim(cx, tx, case, i, item).await?;
        tx.exec(sql!(
            "INSERT INTO acceptance_item (id, project_id, establishment_id, position, name, model,
                 serial, maker, origin, made_year, quantity, price, invoice_no, invoice_on,
                 serial_key, invoice_key, unit_word, planned, enrolled, finished, certified, employed)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            cx.new_id::<()>(),
            id,
            item.establishment_id.or(only),
            i as i64,
            kernel::clean(&item.name),
            kernel::clean(&item.model),
            kernel::clean(&item.serial),
            kernel::clean(&item.maker),
            kernel::clean(&item.origin),
            item.made_year,
            item.quantity,
            item.price,
            kernel::clean(&item.invoice_no),
            item.invoice_on,
            number_key(&item.serial),
            number_key(&item.invoice_no),
            kernel::clean(&item.unit),
            item.planned,
            item.enrolled,
            item.finished,
            item.certified,
            item.employed,
        ))
        .await?;
    }
    Ok(())
}

/// What must be one project's only: a serial number, and an invoice by number and day (numbers
/// alone repeat between sellers and years).
fn claims(item: &ItemInput) -> Vec<(&'static str, String)> {
    let mut claims = Vec::new();
    let serial = number_key(&item.serial);
    if !serial.is_empty() {
        claims.push(("serial", format!("serial:{serial}")));
    }
    if let (false, Some(day)) = (number_key(&item.invoice_no).is_empty(), item.invoice_on) {
        claims.push(("invoice_no", invoice_claim(&item.invoice_no, day)));
    }
    claims
}

/// The claim on an invoice.
pub(crate) fn invoice_claim(number: &str, on: Date) -> String {
    format!("invoice:{}@{on}", number_key(number))
}

/// Claims a serial or an invoice for a project; answers with the code of the project that holds it
/// already, if another does.
pub(crate) async fn held_elsewhere(
    tx: &mut Conn,
    project: ProjectId,
    claim: &str,
) -> CommandResult<Option<String>> {
    tx.exec(sql!(
        "INSERT INTO item_claim (claim, project_id) VALUES (?, ?) ON CONFLICT (claim) DO NOTHING",
        claim,
        project,
    ))
    .await?;
    let (holder, code): (ProjectId, String) = tx
        .one(sql!(
            "SELECT c.project_id, p.code FROM item_claim c JOIN project p ON p.id = c.project_id
              WHERE c.claim = ?",
            claim
        ))
        .await?;
    Ok((holder != project).then_some(code))
}

async fn claim(
    cx: &Cx,
    tx: &mut Conn,
    case: &Case,
    index: usize,
    item: &ItemInput,
) -> CommandResult<()> {
    for (name, claim) in claims(item) {
        let Some(code) = held_elsewhere(tx, case.project.id, &claim).await? else {
            continue;
        };
        let what = match name {
            "serial" => cx.t("Số sê-ri", "The serial"),
            _ => cx.t("Hóa đơn", "The invoice"),
        };
        let shown = if name == "serial" {
            &item.serial
        } else {
            &item.invoice_no
        };
        return Err(CommandError::field(
            &format!("item_{}_{name}", index + 1),
            match cx.lang {
                Lang::Vi => format!(
                    "{what} {shown} đã được ghi ở đề án {code}. Mỗi khoản chi chỉ được ngân sách hỗ trợ một lần."
                ),
                Lang::En => format!(
                    "{what} {shown} is recorded in project {code}. State money funds an item once."
                ),
            },
        ));
    }
    Ok(())
}

/// Gives the claims back, when the list is replaced or the project ends without acceptance.
pub(super) async fn release(tx: &mut Conn, case: &Case) -> CommandResult<()> {
    tx.exec(sql!(
        "DELETE FROM item_claim WHERE project_id = ?",
        case.project.id
    ))
    .await?;
    Ok(())
}

pub(super) fn check_results(checks: &mut Checks, results: &[ResultInput]) {
    for (i, result) in results.iter().take(100).enumerate() {
        let field = |name: &str| format!("result_{}_{name}", i + 1);
        checks.text(&field("name"), &result.name, 300);
        checks.optional_text(&field("unit"), &result.unit, 50);
        checks.number(&field("actual"), result.actual, 0, Dong::MAX.0);
        if let Some(planned) = result.planned {
            checks.number(&field("planned"), planned, 0, Dong::MAX.0);
        }
    }
    if results.len() > 100 {
        let text = checks.t("Nhiều nhất 100 chỉ tiêu.", "At most 100 indicators.");
        checks.fail("result_1_name", text.to_owned());
    }
}

/// Puts these results in place of those recorded so far.
pub(super) async fn replace_results(
    tx: &mut Conn,
    case: &Case,
    results: &[ResultInput],
) -> CommandResult<()> {
    let id = case.project.id;
    tx.exec(sql!("DELETE FROM project_result WHERE project_id = ?", id))
        .await?;
    for (i, result) in results.iter().enumerate() {
        tx.exec(sql!(
            "INSERT INTO project_result (project_id, position, name, unit, planned, actual)
             VALUES (?, ?, ?, ?, ?, ?)",
            id,
            i as i64,
            kernel::clean(&result.name),
            kernel::clean(&result.unit),
            result.planned,
            result.actual,
        ))
        .await?;
    }
    Ok(())
}
