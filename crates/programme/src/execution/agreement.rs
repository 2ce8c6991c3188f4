//! Agreements on machines between the Centre, the beneficiary and the supplier (biên bản thỏa thuận,
//! hợp đồng ba bên, mẫu F12), and the annexes of the project's contract (phụ lục hợp đồng).

use db::{Checks, CommandError, CommandResult, Conn, Cx, DbError, Upload, row, sql};
use jiff::{ToSpan, civil::Date};
use kernel::{
    AgreementId, Dong, EstablishmentId, FileId, Lang, ProjectId, TaxCode, Thing, Verb, format_date,
};
use rules::workflow::Guard;
use serde::{Deserialize, Serialize};

use super::lines;
use crate::project::{Accepts, Case, has_beneficiary, ledger::Cause};

/// A machine that is bought.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct MachineInput {
    pub name: String,
    pub model: String,
    pub quantity: i64,
    /// Price of one, in đồng.
    pub price: Dong,
}

/// An agreement as it is entered.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct AgreementInput {
    pub number: String,
    #[schema(value_type = Option<String>, format = Date)]
    pub signed_on: Option<Date>,
    pub centre_name: String,
    pub centre_signer: String,
    /// The beneficiary; the project's only one when absent.
    pub establishment_id: Option<EstablishmentId>,
    pub owner_signer: String,
    /// Empty when only two sides sign.
    pub supplier_name: String,
    pub supplier_code: String,
    pub supplier_signer: String,
    pub machines: Vec<MachineInput>,
    pub support: Dong,
    #[schema(value_type = Option<String>, format = Date)]
    pub deliver_on: Option<Date>,
    /// How many years the machine is kept after the acceptance.
    pub keep_years: Option<i64>,
    pub no_resale: bool,
    pub visits: bool,
    pub terms: String,
}

row! {
    #[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
    pub struct Agreement {
        pub id: AgreementId,
        pub project_id: ProjectId,
        pub number: String,
        #[schema(value_type = Option<String>, format = Date)]
        pub signed_on: Option<Date>,
        pub centre_name: String,
        pub centre_signer: String,
        pub establishment_id: EstablishmentId,
        pub owner_name: String,
        pub owner_signer: String,
        pub supplier_name: String,
        pub supplier_code: String,
        pub supplier_signer: String,
        pub price: Dong,
        pub support: Dong,
        #[schema(value_type = Option<String>, format = Date)]
        pub deliver_on: Option<Date>,
        pub keep_years: i64,
        pub no_resale: bool,
        pub visits: bool,
        pub terms: String,
        pub file_id: Option<FileId>,
        pub actor: String,
        pub version: i64,
    }
}

row! {
    #[derive(Clone, Debug, Serialize)]
    pub struct Machine {
        pub name: String,
        pub model: String,
        pub quantity: i64,
        pub price: Dong,
    }
}

impl Agreement {
    /// Until when the machine is kept: counted from the acceptance, or from the day of delivery
    /// while nothing is accepted.
    pub fn keep_until(&self, accepted_on: Option<Date>) -> Option<Date> {
        if self.keep_years == 0 {
            return None;
        }
        let from = accepted_on.or(self.deliver_on)?;
        from.checked_add(self.keep_years.years()).ok()
    }
}

const COLUMNS: &str = "id, project_id, number, signed_on, centre_name, centre_signer, \
    establishment_id, owner_name, owner_signer, supplier_name, supplier_code, supplier_signer, \
    price, support, deliver_on, keep_years, no_resale, visits, terms, file_id, actor, version";

pub(crate) async fn of_project(conn: &mut Conn, id: ProjectId) -> Result<Vec<Agreement>, DbError> {
    conn.all(sql!(
        &format!("SELECT {COLUMNS} FROM agreement WHERE project_id = ? ORDER BY id"),
        id
    ))
    .await
}

pub(super) async fn find(conn: &mut Conn, id: AgreementId) -> Result<Option<Agreement>, DbError> {
    conn.opt(sql!(
        &format!("SELECT {COLUMNS} FROM agreement WHERE id = ?"),
        id
    ))
    .await
}

pub(super) async fn machines(conn: &mut Conn, id: AgreementId) -> Result<Vec<Machine>, DbError> {
    conn.all(sql!(
        "SELECT name, model, quantity, price FROM agreement_machine WHERE agreement_id = ?
          ORDER BY position",
        id
    ))
    .await
}

/// Name and tax code of the only supplier of a project's machines; None without one, or with several.
pub(crate) async fn supplier(
    conn: &mut Conn,
    id: ProjectId,
) -> Result<Option<(String, String)>, DbError> {
    let rows: Vec<(String, String)> = conn
        .all(sql!(
            "SELECT DISTINCT supplier_name, supplier_code FROM agreement
              WHERE project_id = ? AND supplier_name <> ''",
            id
        ))
        .await?;
    Ok(match rows.as_slice() {
        [one] => Some(one.clone()),
        _ => None,
    })
}

row! {
    /// Who signed an agreement for the beneficiary and for the supplier.
    #[derive(Clone, Debug)]
    pub(crate) struct Signed {
        pub number: String,
        pub owner_signer: String,
        pub supplier_name: String,
        pub supplier_signer: String,
    }
}

/// Who signed agreements of a project, or of any project with one of these establishments.
pub(crate) async fn signers(
    conn: &mut Conn,
    project: ProjectId,
    owners: &[EstablishmentId],
) -> Result<Vec<Signed>, DbError> {
    let mut query = sql!(
        "SELECT number, owner_signer, supplier_name, supplier_signer FROM agreement
          WHERE project_id = ?",
        project
    );
    if !owners.is_empty() {
        query
            .push(" OR establishment_id IN ", [])
            .push_list(owners.iter().copied());
    }
    query.push(" ORDER BY id", []);
    conn.all(query).await
}

/// A checked agreement.
struct Checked {
    owner: (EstablishmentId, String),
    price: Dong,
    keep_years: i64,
    terms: String,
}

fn check(checks: &mut Checks, case: &Case, input: &AgreementInput) -> Option<Checked> {
    checks.text("number", &input.number, 100);
    checks.optional_date("signed_on", input.signed_on, None);
    checks.text("centre_name", &input.centre_name, 300);
    checks.text("centre_signer", &input.centre_signer, 200);
    checks.text("owner_signer", &input.owner_signer, 200);
    checks.optional_text("supplier_name", &input.supplier_name, 300);
    let code = checks.optional_text("supplier_code", &input.supplier_code, 20);
    if !code.is_empty() && TaxCode::parse(&code).is_err() {
        let text = checks.t(
            "Mã số thuế cần 10 số, 13 số có dấu gạch ngang với chi nhánh, hoặc 12 số căn cước với hộ kinh doanh.",
            "A tax code has 10 digits, 13 with a dash for a branch, or 12 for a household.",
        );
        checks.fail("supplier_code", text.to_owned());
    }
    checks.optional_text("supplier_signer", &input.supplier_signer, 200);
    if kernel::clean(&input.supplier_name).is_empty()
        != kernel::clean(&input.supplier_signer).is_empty()
    {
        let text = checks.t(
            "Bên cung cấp cần cả tên và người ký; để trống cả hai nếu chỉ có hai bên.",
            "A supplier needs name and signer; leave both empty when two sides sign.",
        );
        checks.fail("supplier_signer", text.to_owned());
    }
    checks.amount("support", input.support);
    checks.optional_date("deliver_on", input.deliver_on, None);
    let keep_years = checks.required("keep_years", input.keep_years).unwrap_or(0);
    checks.number("keep_years", keep_years, 0, 30);
    let price = check_machines(checks, &input.machines);
    if input.support > price && !price.is_zero() {
        let text = match checks.lang {
            Lang::Vi => format!("Hỗ trợ cao hơn giá máy {price}."),
            Lang::En => format!("The support is above the price of {price}."),
        };
        checks.fail("support", text);
    }
    let committed = case.promotion().committed;
    if input.support > committed {
        let text = match checks.lang {
            Lang::Vi => format!("Hỗ trợ cao hơn kinh phí khuyến công của hợp đồng {committed}."),
            Lang::En => format!("The support is above the {committed} of the contract."),
        };
        checks.fail("support", text);
    }
    let terms = lines(checks, "terms", &input.terms, false);
    let only = match case.beneficiaries.as_slice() {
        [one] => Some(one.establishment_id),
        _ => None,
    };
    let owner = checks.required("establishment_id", input.establishment_id.or(only))?;
    let known = case
        .beneficiaries
        .iter()
        .find(|b| b.establishment_id == owner);
    if known.is_none() {
        let text = checks.t(
            "Cơ sở này không phải đơn vị thụ hưởng của đề án.",
            "This establishment is no beneficiary of the project.",
        );
        checks.fail("establishment_id", text.to_owned());
    }
    Some(Checked {
        owner: (owner, known?.name.clone()),
        price,
        keep_years,
        terms,
    })
}

fn check_machines(checks: &mut Checks, machines: &[MachineInput]) -> Dong {
    if machines.is_empty() || machines.len() > 50 {
        let text = checks.t("Ghi từ 1 đến 50 máy.", "List 1 to 50 machines.");
        checks.fail("machine_1_name", text.to_owned());
    }
    let mut price = Dong::ZERO;
    for (i, machine) in machines.iter().enumerate() {
        let field = |name: &str| format!("machine_{}_{name}", i + 1);
        checks.text(&field("name"), &machine.name, 300);
        checks.optional_text(&field("model"), &machine.model, 100);
        checks.number(&field("quantity"), machine.quantity, 1, 1_000_000);
        checks.amount(&field("price"), machine.price);
        let amount = machine.price.0.checked_mul(machine.quantity).map(Dong);
        match amount.and_then(|a| price.checked_add(a)) {
            Some(sum) if sum <= Dong::MAX => price = sum,
            _ => {
                let text = checks.t("Thành tiền quá lớn.", "The amount is too large.");
                checks.fail(&field("price"), text.to_owned());
            }
        }
    }
    if price.is_zero() {
        let text = checks.t("Ghi đơn giá của máy.", "Give the price of the machine.");
        checks.fail("machine_1_price", text.to_owned());
    }
    price
}

/// What is missing before every beneficiary has signed by a day: a sentence with their names. None
/// where no machines are bought.
pub(crate) async fn missing(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
    on: Date,
) -> CommandResult<Option<String>> {
    if !Accepts::of(case.project.activity).is_machine() {
        return Ok(None);
    }
    let agreements = of_project(conn, case.project.id).await?;
    let signed = |owner: EstablishmentId| {
        agreements
            .iter()
            .any(|a| a.establishment_id == owner && a.signed_on.is_some_and(|day| day <= on))
    };
    let without: Vec<&str> = case
        .beneficiaries
        .iter()
        .filter(|b| !signed(b.establishment_id))
        .map(|b| b.name.as_str())
        .collect();
    if case.beneficiaries.is_empty() {
        // Where nobody need be named there is nobody to sign with.
        let needed = has_beneficiary(case.project.activity);
        return Ok(needed.then(|| Guard::AgreementSigned.unmet(cx.lang).to_owned()));
    }
    let names = without.join(", ");
    Ok((!without.is_empty()).then(|| match cx.lang {
        Lang::Vi => format!("Chưa ghi biên bản thỏa thuận đã ký với: {names}."),
        Lang::En => format!("No signed agreement is recorded with: {names}."),
    }))
}

/// Refuses an agreement where no machine is bought, before the contract, or after the acceptance.
pub(super) fn may_agree(cx: &Cx, case: &Case) -> CommandResult<()> {
    if !Accepts::of(case.project.activity).is_machine() {
        return Err(CommandError::refused(
            "no-machines",
            cx.t(
                "Đề án này không mua máy móc nên không có biên bản thỏa thuận về máy.",
                "This project buys no machines, so it has no agreement on them.",
            ),
        ));
    }
    if let Some(day) = case.project.accepted_on {
        let day = format_date(day);
        return Err(CommandError::refused(
            "already-accepted",
            match cx.lang {
                Lang::Vi => format!(
                    "Đề án đã nghiệm thu ngày {day} nên không ghi thêm thỏa thuận về máy móc được nữa."
                ),
                Lang::En => {
                    format!("The project was accepted on {day}: no agreement is recorded any more.")
                }
            },
        ));
    }
    if case.promotion().committed.is_zero() || case.is_ended() {
        return Err(CommandError::refused(
            "no-contract",
            cx.t(
                "Biên bản thỏa thuận được ghi sau khi ký hợp đồng thực hiện đề án và trước khi nghiệm thu.",
                "An agreement is recorded after the contract and before the acceptance.",
            ),
        ));
    }
    Ok(())
}

/// Records an agreement once the money is bound by the contract.
pub async fn record(
    cx: &Cx,
    project: ProjectId,
    input: AgreementInput,
    upload: Option<&Upload>,
) -> CommandResult<AgreementId> {
    cx.may(Verb::Edit, Thing::Project)?;
    let mut tx = cx.begin().await?;
    let case = Case::load(cx, &mut tx, project).await?;
    may_agree(cx, &case)?;
    let mut checks = Checks::new(cx.lang);
    let checked = check(&mut checks, &case, &input);
    if let Some(Err(error)) = upload.map(Upload::check) {
        checks.fail("file", error.message(cx.lang));
    }
    checks.done()?;
    let Some(checked) = checked else {
        return Err(CommandError::NotFound);
    };
    let file = match upload {
        Some(upload) => Some(tx.store_file(cx, upload).await?),
        None => None,
    };
    let id: AgreementId = cx.new_id();
    tx.exec(sql!(
        "INSERT INTO agreement (id, project_id, number, signed_on, centre_name, centre_signer,
             establishment_id, owner_name, owner_signer, supplier_name, supplier_code,
             supplier_signer, price, support, deliver_on, keep_years, no_resale, visits, terms,
             file_id, actor, at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        project,
        kernel::clean(&input.number),
        input.signed_on,
        kernel::clean(&input.centre_name),
        kernel::clean(&input.centre_signer),
        checked.owner.0,
        &checked.owner.1,
        kernel::clean(&input.owner_signer),
        kernel::clean(&input.supplier_name),
        kernel::clean(&input.supplier_code),
        kernel::clean(&input.supplier_signer),
        checked.price,
        input.support,
        input.deliver_on,
        checked.keep_years,
        input.no_resale,
        input.visits,
        &checked.terms,
        file,
        &cx.actor.name,
        cx.now(),
    ))
    .await
    .map_err(
        |e| match e.breaks_unique("agreement", &["project_id", "number"]) {
            true => CommandError::field(
                "number",
                cx.t(
                    "Đề án đã có biên bản thỏa thuận mang số này.",
                    "The project has an agreement of this number.",
                ),
            ),
            false => e.into(),
        },
    )?;
    for (i, machine) in input.machines.iter().enumerate() {
        tx.exec(sql!(
            "INSERT INTO agreement_machine (agreement_id, position, name, model, quantity, price)
             VALUES (?, ?, ?, ?, ?, ?)",
            id,
            i as i64,
            kernel::clean(&machine.name),
            kernel::clean(&machine.model),
            machine.quantity,
            machine.price,
        ))
        .await?;
    }
    tx.audit(cx, "agreement", "project", project, None::<&()>, &input)
        .await?;
    tx.commit().await?;
    Ok(id)
}

/// Records the day on which an agreement that was drawn up before is signed, with the signed copy.
pub async fn sign(
    cx: &Cx,
    id: AgreementId,
    signed_on: Option<Date>,
    upload: Option<&Upload>,
) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Project)?;
    let mut tx = cx.begin().await?;
    let before = find(&mut tx, id).await?.ok_or(CommandError::NotFound)?;
    let case = Case::load(cx, &mut tx, before.project_id).await?;
    may_agree(cx, &case)?;
    if let Some(day) = before.signed_on {
        let day = format_date(day);
        return Err(CommandError::refused(
            "already-signed",
            match cx.lang {
                Lang::Vi => format!("Biên bản này đã ghi ngày ký {day}."),
                Lang::En => format!("This agreement was signed on {day}."),
            },
        ));
    }
    let mut checks = Checks::new(cx.lang);
    let day = checks.date("signed_on", signed_on, Some(cx.today()));
    if let Some(Err(error)) = upload.map(Upload::check) {
        checks.fail("file", error.message(cx.lang));
    }
    checks.done()?;
    let file = match upload {
        Some(upload) => Some(tx.store_file(cx, upload).await?),
        None => before.file_id,
    };
    let signed = tx
        .exec(sql!(
            "UPDATE agreement SET signed_on = ?, file_id = ?, version = version + 1
              WHERE id = ? AND version = ?",
            day,
            file,
            id,
            before.version,
        ))
        .await?;
    if signed == 0 {
        return Err(CommandError::Stale);
    }
    tx.audit(
        cx,
        "agreement-signature",
        "project",
        before.project_id,
        Some(&before),
        &(day, file),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

row! {
    /// An annex of the contract, made by an approved adjustment.
    #[derive(Clone, Debug, Serialize)]
    pub struct Annex {
        pub number: i64,
        pub cost_version: i64,
        /// The decision on the adjustment.
        pub paper: String,
        pub signed_on: Date,
    }
}

pub(super) async fn annexes(conn: &mut Conn, id: ProjectId) -> Result<Vec<Annex>, DbError> {
    conn.all(sql!(
        "SELECT a.number, a.cost_version, p.number AS paper, p.signed_on AS signed_on
           FROM contract_annex a JOIN proof_paper p ON p.id = a.paper_id
          WHERE a.project_id = ? ORDER BY a.number",
        id
    ))
    .await
}

/// An adjustment after the contract makes the next annex of it.
pub(crate) async fn annex(tx: &mut Conn, case: &Case, cause: &Cause<'_>) -> CommandResult<()> {
    let project = case.project.id;
    let (Some(paper), false) = (cause.paper, case.promotion().committed.is_zero()) else {
        return Ok(());
    };
    let (version,): (i64,) = tx
        .one(sql!(
            "SELECT number FROM cost_version WHERE project_id = ? AND state = 'approved'",
            project
        ))
        .await?;
    let number = super::next(tx, "contract_annex", project).await?;
    tx.exec(sql!(
        "INSERT INTO contract_annex (project_id, number, cost_version, paper_id)
         VALUES (?, ?, ?, ?)",
        project,
        number,
        version,
        paper,
    ))
    .await?;
    Ok(())
}
