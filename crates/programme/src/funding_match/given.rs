//! Reading the supports that were given or asked for, wherever they were. What a row may show is
//! decided here once: [`Given`] has no place for a tax code.

use std::collections::{HashMap, HashSet};

use db::{CommandResult, Conn, Cx, DbError, row, sql};
use jiff::civil::Date;
use kernel::{
    Activity, Dong, EstablishmentId, FundingSource, Lang, NeedId, ProjectId, Scope, Thing, UnitId,
    Verb, WorkflowId,
};
use rules::workflow::Tone;

use super::model::{AmountOf, Given, GivenThing};
use crate::{
    ports::Workflows,
    ports::{SupportedMachine, SupportedMachines},
    project,
};

/// PostgreSQL takes at most 65 535 values in one statement; nobody reads more rows than this.
pub const MOST: usize = 200;

row! {
    struct ProjectRow {
        id: ProjectId,
        code: String,
        title: String,
        scope: FundingSource,
        activity: Activity,
        year: i64,
        province_id: UnitId,
        province: String,
        state: String,
        workflow_id: WorkflowId,
        beneficiaries: String,
        requested: Dong,
        planned: Dong,
        allotted: Dong,
        accepted: Dong,
        paid: Dong,
        illustration: bool,
    }
}

/// The projects of these ids, in the order of the newest year.
pub async fn projects(
    cx: &Cx,
    conn: &mut Conn,
    ids: &HashSet<ProjectId>,
) -> CommandResult<Vec<Given>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = sql!(
        "SELECT p.id, p.code, p.title, p.scope, p.activity, p.year, p.province_id,
                u.label AS province, p.state, p.workflow_id, p.beneficiaries, s.requested, s.planned,
                s.allotted, s.accepted, s.paid, p.illustration
           FROM project p JOIN project_summary s ON s.project_id = p.id
           JOIN unit u ON u.id = p.province_id
          WHERE p.id IN "
    );
    query.push_list(ids.iter().copied().take(MOST));
    query.push(" ORDER BY p.year DESC, p.id DESC", []);
    let rows: Vec<ProjectRow> = conn.all(query).await?;
    let open = project::visible_ids(conn, &cx.actor.scope, rows.iter().map(|p| p.id)).await?;
    let may_view = cx.actor.may(Verb::View, Thing::Project);
    let mut owners = owners(conn, rows.iter().map(|p| p.id)).await?;
    let versions = cx.port::<dyn Workflows>().all(conn).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let definition = versions
                .iter()
                .find(|v| v.id == row.workflow_id)
                .map(|v| &v.definition);
            let tone = definition.and_then(|d| d.state(&row.state)).map(|s| s.tone);
            let state =
                definition.map_or(row.state.as_str(), |d| d.state_name(&row.state, cx.lang));
            let (amount, amount_of) = amount(&row);
            Given {
                thing: GivenThing::Project,
                id: row.id.uuid(),
                state: state.to_owned(),
                unfunded: matches!(tone, Some(Tone::Draft | Tone::Stopped))
                    && row.paid == Dong::ZERO,
                establishments: owners.remove(&row.id).unwrap_or_default(),
                open: may_view && open.contains(&row.id),
                code: row.code,
                title: row.title,
                party: row.beneficiaries,
                activity: row.activity,
                year: row.year,
                source: Some(row.scope),
                amount,
                amount_of,
                province_id: row.province_id,
                province: row.province,
                illustration: row.illustration,
            }
        })
        .collect())
}

/// The amount that says most: what was accepted, else allotted, planned, asked for.
fn amount(row: &ProjectRow) -> (Dong, AmountOf) {
    [
        (row.accepted, AmountOf::Accepted),
        (row.allotted, AmountOf::Allotted),
        (row.planned, AmountOf::Planned),
    ]
    .into_iter()
    .find(|(amount, _)| !amount.is_zero())
    .unwrap_or((row.requested, AmountOf::Requested))
}

async fn owners(
    conn: &mut Conn,
    ids: impl Iterator<Item = ProjectId>,
) -> Result<HashMap<ProjectId, Vec<EstablishmentId>>, DbError> {
    let mut query =
        sql!("SELECT project_id, establishment_id FROM project_beneficiary WHERE project_id IN ");
    query.push_list(ids);
    let rows: Vec<(ProjectId, EstablishmentId)> = conn.all(query).await?;
    let mut owners: HashMap<ProjectId, Vec<EstablishmentId>> = HashMap::new();
    for (project, establishment) in rows {
        owners.entry(project).or_default().push(establishment);
    }
    Ok(owners)
}

/// Which projects support these establishments.
pub async fn projects_of(
    conn: &mut Conn,
    establishments: &[EstablishmentId],
) -> Result<HashSet<ProjectId>, DbError> {
    let mut query =
        sql!("SELECT DISTINCT project_id FROM project_beneficiary WHERE establishment_id IN ");
    query.push_list(establishments.iter().copied());
    query.push(" LIMIT ?", [(MOST as i64).into()]);
    let rows: Vec<(ProjectId,)> = conn.all(query).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Which projects list one of these machines to accept: project and serial as it is compared.
pub async fn projects_with_serials(
    conn: &mut Conn,
    keys: &[String],
) -> Result<Vec<(ProjectId, String)>, DbError> {
    let mut query = sql!("SELECT project_id, serial_key FROM acceptance_item WHERE serial_key IN ");
    query.push_list(keys.iter().map(String::as_str));
    query.push(" ORDER BY project_id LIMIT ?", [(MOST as i64).into()]);
    conn.all(query).await
}

row! {
    /// An invoice that a project lists, at its acceptance or among its vouchers.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Invoice {
        pub project_id: ProjectId,
        /// The number as it is compared.
        pub key: String,
        pub issued_on: Option<Date>,
        /// The seller's tax code; empty when it is not known.
        pub seller: String,
    }
}

impl Invoice {
    /// True when it may be the same paper: one number and day, and no two sellers.
    pub fn is_same(&self, other: &Invoice) -> bool {
        let sellers = [&self.seller, &other.seller];
        self.key == other.key
            && self.issued_on == other.issued_on
            && (self.seller == other.seller || sellers.iter().any(|seller| seller.is_empty()))
    }
}

const OF_ITEM: &str = "SELECT project_id, invoice_key AS key, invoice_on AS issued_on, '' AS seller \
                       FROM acceptance_item";

/// The number of a voucher as it is compared, as the index over it has it.
const NUMBER: &str =
    "CASE WHEN length(claim) > 19 THEN substr(claim, 9, length(claim) - 19) ELSE '' END";

fn of_voucher() -> String {
    format!(
        "SELECT project_id, {NUMBER} AS key, issued_on, replace(tax_code, ' ', '') AS seller \
           FROM voucher"
    )
}

/// The invoices of these numbers that projects list.
pub async fn invoices(conn: &mut Conn, keys: &[String]) -> Result<Vec<Invoice>, DbError> {
    let mut found = Vec::new();
    for (select, number) in [(OF_ITEM.to_owned(), "invoice_key"), (of_voucher(), NUMBER)] {
        let mut query = sql!(format!("{select} WHERE {number} IN "));
        query.push_list(keys.iter().map(String::as_str));
        query.push(" ORDER BY project_id LIMIT ?", [(MOST as i64).into()]);
        let rows: Vec<Invoice> = conn.all(query).await?;
        found.extend(rows);
    }
    Ok(found)
}

/// The invoices that one project lists, without those that have no number.
pub async fn invoices_of(conn: &mut Conn, project: ProjectId) -> Result<Vec<Invoice>, DbError> {
    let mut found: Vec<Invoice> = Vec::new();
    for select in [OF_ITEM.to_owned(), of_voucher()] {
        let query = sql!(format!("{select} WHERE project_id = ?"), project);
        let rows: Vec<Invoice> = conn.all(query).await?;
        found.extend(rows.into_iter().filter(|invoice| !invoice.key.is_empty()));
    }
    Ok(found)
}

row! {
    struct NeedRow {
        id: NeedId,
        establishment_id: EstablishmentId,
        establishment_name: String,
        title: String,
        activity: Activity,
        year: i64,
        help_wanted: Dong,
        state: String,
        province_id: UnitId,
        province: String,
        illustration: bool,
    }
}

/// The needs of these establishments that no project took up.
pub async fn needs(
    cx: &Cx,
    conn: &mut Conn,
    establishments: &[EstablishmentId],
) -> CommandResult<Vec<Given>> {
    let mut query = sql!(
        "SELECT n.id, n.establishment_id, n.establishment_name, n.title, n.activity, n.year,
                n.help_wanted, n.state, n.province_id, u.label AS province, n.illustration
           FROM need n JOIN unit u ON u.id = n.province_id
          WHERE n.project_id IS NULL AND n.establishment_id IN "
    );
    query.push_list(establishments.iter().copied());
    query.push(
        " ORDER BY n.year DESC, n.id DESC LIMIT ?",
        [(MOST as i64).into()],
    );
    let rows: Vec<NeedRow> = conn.all(query).await?;
    let may_view = cx.actor.may(Verb::View, Thing::Need);
    Ok(rows
        .into_iter()
        .map(|row| Given {
            thing: GivenThing::Need,
            id: row.id.uuid(),
            code: String::new(),
            title: row.title,
            party: row.establishment_name,
            establishments: vec![row.establishment_id],
            activity: row.activity,
            year: row.year,
            source: None,
            amount: row.help_wanted,
            amount_of: AmountOf::Requested,
            open: may_view && covers(&cx.actor.scope, row.province_id),
            province_id: row.province_id,
            province: row.province,
            state: need_state(&row.state, cx.lang).to_owned(),
            unfunded: true,
            illustration: row.illustration,
        })
        .collect())
}

fn need_state(state: &str, lang: Lang) -> &'static str {
    match state {
        "rejected" => lang.t("Nhu cầu không đáp ứng", "Need not met"),
        _ => lang.t("Nhu cầu mới", "New need"),
    }
}

/// Machines of the register with one of these serials, or of these establishments. Those that a
/// project holds come back as the project's id.
pub async fn machines(
    cx: &Cx,
    conn: &mut Conn,
    establishments: &[EstablishmentId],
    serials: &[String],
) -> CommandResult<Vec<SupportedMachine>> {
    cx.port::<dyn SupportedMachines>()
        .find(cx, conn, establishments, serials)
        .await
}

/// A machine that stands in the register alone, as a support.
pub async fn alone(cx: &Cx, conn: &mut Conn, machine: SupportedMachine) -> CommandResult<Given> {
    let province = reference::units::get(conn, machine.province_id).await?;
    let open =
        cx.actor.may(Verb::View, Thing::Activity) && covers(&cx.actor.scope, machine.province_id);
    Ok(Given {
        thing: GivenThing::MachineSupport,
        id: machine.id,
        code: String::new(),
        title: machine.name,
        party: machine.owner,
        establishments: vec![machine.establishment_id],
        activity: Activity::A3b,
        year: machine.year,
        source: None,
        amount: machine.support,
        amount_of: AmountOf::Accepted,
        province_id: machine.province_id,
        province: province.map(|unit| unit.label).unwrap_or_default(),
        state: cx
            .t("Đã nghiệm thu (sổ máy móc)", "Accepted (machine register)")
            .to_owned(),
        unfunded: false,
        open,
        illustration: machine.illustration,
    })
}

/// True when a whole province lies in somebody's scope. Who sees only communes finds records in
/// their own lists.
fn covers(scope: &Scope, province: UnitId) -> bool {
    match scope {
        Scope::Nation => true,
        Scope::Provinces(provinces) => provinces.contains(&province),
        Scope::Region { .. } | Scope::Communes { .. } | Scope::Own(_) => false,
    }
}
