//! Rows by the thousand, straight into the tables: what they look like matters, not who entered
//! them.

use anyhow::{Context, Result};
use db::{Conn, Dialect, Sql, Val, sql};
use jiff::{Timestamp, civil::Date};
use kernel::{Actor, Dong, EstablishmentId, Id, PlanId, Role, UnitId, fold};
use people::account::{self, NewAccount};
use rules::workflow;
use web_kit::App;

use super::{Plan, nation::Nation};
use crate::{
    cli::refusal,
    demo::{Names, OLD_PROVINCE},
};

/// The year that all projects are of.
pub const YEAR: i64 = 2022;

/// How many rows one statement brings: the widest table then stays below both databases' limits on
/// values.
pub(super) const AT_ONCE: usize = 500;

/// What was put in, as far as measurements ask for it.
pub struct Stock {
    /// An account of the ministry's agency, which sees the whole country.
    pub token: String,
    /// About a thousand, spread over all.
    pub ids: Vec<EstablishmentId>,
    /// The folded name and the tax code of one in the middle.
    pub sample: (String, String),
    /// The province that lists are narrowed to, and the older ones merged into it.
    pub province: UnitId,
    pub family: Vec<UnitId>,
    /// Its plan with many proposals.
    pub plan: PlanId,
}

/// Collects rows of one table and writes them many at a time.
pub(super) struct Rows {
    head: String,
    pub rows: Vec<Vec<Val>>,
}

impl Rows {
    pub fn of(table: &str, columns: &str) -> Rows {
        Rows {
            head: format!("INSERT INTO {table} ({columns}) VALUES "),
            rows: Vec::with_capacity(AT_ONCE),
        }
    }

    async fn add(&mut self, tx: &mut Conn, row: Vec<Val>) -> Result<()> {
        self.rows.push(row);
        if self.rows.len() == AT_ONCE {
            self.write(tx).await?;
        }
        Ok(())
    }

    pub async fn write(&mut self, tx: &mut Conn) -> Result<()> {
        while !self.rows.is_empty() {
            let piece = self.rows.drain(..self.rows.len().min(AT_ONCE));
            let mut query = Sql::new(self.head.clone(), Vec::new());
            for (n, row) in piece.enumerate() {
                if n > 0 {
                    query.push(", ", []);
                }
                query.push_list(row);
            }
            tx.exec(query).await?;
        }
        Ok(())
    }
}

pub async fn fill(app: &App, plan: &Plan) -> Result<Stock> {
    let cx = app.cx(Actor::operator());
    let mut conn = app.db.read().await?;
    let today = reference::units::by_code(&mut conn, "79", None)
        .await?
        .context("there is no province 79")?;
    let family = reference::units::family(&mut conn, today.id).await?;
    drop(conn);
    let account = NewAccount {
        username: "bench".into(),
        name: "Cục (đo tốc độ)".into(),
        role: Some(Role::MinistryAgency),
        password: uuid::Uuid::now_v7().to_string(),
        ..NewAccount::default()
    };
    let account = account::create(&cx, account).await.map_err(refusal)?;
    let token = account::issue_token(&cx, account, "bench")
        .await
        .map_err(refusal)?;

    let mut tx = app.db.begin().await?;
    let mut filler = Filler {
        tx: &mut tx,
        now: cx.now(),
        names: Names::new(1),
    };
    let (ids, sample) = filler.establishments(plan.establishments).await?;
    filler.projects(plan.projects, &ids).await?;
    let mut nation = Nation::new(&mut tx, cx.now(), Names::new(2)).await?;
    nation.projects(plan.national).await?;
    let filled = nation.plan(today.id, plan.proposals).await?;
    programme::totals::rebuild(&mut tx).await?;
    programme::duties::rebuild(&mut tx).await?;
    tx.commit().await?;
    survey(app).await?;
    Ok(Stock {
        token,
        ids: every(&ids, ids.len().div_ceil(1000)),
        sample,
        province: today.id,
        family,
        plan: filled,
    })
}

/// What a server does by itself some minutes after so many rows came in: ours on SQLite, PostgreSQL's
/// own there.
async fn survey(app: &App) -> Result<()> {
    app.db.survey().await?;
    if app.db.dialect() == Dialect::Postgres {
        app.db.read().await?.script("VACUUM ANALYZE").await?;
    }
    Ok(())
}

pub(super) fn id<K>() -> Id<K> {
    Id::from_uuid(uuid::Uuid::now_v7())
}

fn every<T: Copy>(all: &[T], step: usize) -> Vec<T> {
    all.iter().copied().step_by(step.max(1)).collect()
}

pub(super) fn text(value: &str) -> Val {
    value.into()
}

const ESTABLISHMENT: &str = "id, name, short_name, name_fold, name_key, search, legal_form,
    tax_code, registration_number, registration_date, registration_issuer, representative, phone,
    email, website, owner_sex, owner_ethnic, founded, industry_version, industry_code, head_office,
    declared_sme, publish_profile, publish_contact, unit_id, province_id, status, closed_on,
    closed_reason, version, illustration, created_at";

const SITE: &str = "id, establishment_id, main, unit_id, province_id, address, in_craft_village,
    craft_village, cluster_note, since, until, version, illustration, created_at";

pub(super) const PROJECT: &str =
    "id, code, title, kind, scope, activity, variant, line, year, province_id,
    unit_id, workflow_id, state, implementer, coordinator, background, goals, content, effect,
    drafted_on, state_since, beneficiaries, search, created_at, version, illustration, accepted_on";

pub(super) const COST_LINE: &str =
    "id, project_id, position, title, unit, quantity, unit_price, amount,
    counted, removed";

pub(super) const COST_SOURCE: &str =
    "line_id, source, requested, planned, allotted, committed, advanced,
    accepted, settled, paid, recovered, admitted";

const MACHINE: &str = "id, version, illustration, created_at, year, search, province_id,
    establishment_id, unit_id, project_id, name, model, serial, maker, origin, made_year, quantity,
    price, support, accepted_on, note";

const CLASS: &str = "id, version, illustration, created_at, year, search, province_id, unit_id,
    kind, name, host, place, starts_on, ends_on, learners_planned, learners, women, evidence, note";

struct Filler<'a> {
    tx: &'a mut Conn,
    now: Timestamp,
    names: Names,
}

impl Filler<'_> {
    /// Establishments with one site each, over the communes of both eras.
    async fn establishments(
        &mut self,
        count: usize,
    ) -> Result<(Vec<EstablishmentId>, (String, String))> {
        let communes: Vec<(UnitId, UnitId)> = self
            .tx
            .all(sql!(
                "SELECT id, province_id FROM unit WHERE level = 'commune' ORDER BY id"
            ))
            .await?;
        let last = i64::try_from(communes.len())? - 1;
        let mut rows = Rows::of("establishment", ESTABLISHMENT);
        let mut sites = Rows::of("establishment_site", SITE);
        let mut ids = Vec::with_capacity(count);
        let mut sample = (String::new(), String::new());
        for number in 0..count {
            let invented = self.names.establishment(number);
            let (unit, province) = communes[usize::try_from(self.names.number(0, last))?];
            let id: EstablishmentId = id();
            let tax_code = format!("{:010}", 3_500_000_000_u64 + number as u64 * 7);
            let folded = fold(&invented.name);
            let search = format!("{folded} {tax_code}");
            if number == count / 2 {
                sample = (folded.clone(), tax_code.clone());
            }
            let person = self.names.person();
            let phone = format!("09{:08}", self.names.number(0, 99_999_999));
            let row = vec![
                id.into(),
                text(&invented.name),
                text(""),
                text(&folded),
                text(&folded),
                search.into(),
                text(invented.legal_form),
                text(&tax_code),
                text(&tax_code),
                Val::Date(Some(jiff::civil::date(2015, 3, 2))),
                text("Phòng Đăng ký kinh doanh"),
                person.into(),
                phone.into(),
                text(""),
                text(""),
                Val::Text(None),
                text(""),
                Val::Date(None),
                2018_i64.into(),
                invented.industry.into(),
                text("Khu phố 2"),
                true.into(),
                false.into(),
                false.into(),
                unit.into(),
                province.into(),
                text("active"),
                Val::Date(None),
                text(""),
                1_i64.into(),
                true.into(),
                self.now.into(),
            ];
            rows.add(self.tx, row).await?;
            // A site needs its establishment, so both tables are written in step.
            sites.rows.push(self.site(id, unit, province));
            if rows.rows.is_empty() {
                sites.write(self.tx).await?;
            }
            ids.push(id);
        }
        rows.write(self.tx).await?;
        sites.write(self.tx).await?;
        Ok((ids, sample))
    }

    fn site(&self, owner: EstablishmentId, unit: UnitId, province: UnitId) -> Vec<Val> {
        vec![
            id::<kernel::Site>().into(),
            owner.into(),
            true.into(),
            unit.into(),
            province.into(),
            text("Tổ 5, ấp Bắc"),
            false.into(),
            text(""),
            text(""),
            Val::Date(None),
            Val::Date(None),
            1_i64.into(),
            true.into(),
            self.now.into(),
        ]
    }

    /// Projects of one province and year in all states of the local workflow, each with three cost
    /// lines of two sources and one record of results: two machines for each class.
    async fn projects(&mut self, count: usize, owners: &[EstablishmentId]) -> Result<()> {
        let province = reference::units::by_code(self.tx, OLD_PROVINCE, None)
            .await?
            .context("the province of the projects is missing")?
            .id;
        let communes: Vec<(UnitId,)> = self
            .tx
            .all(sql!(
                "SELECT id FROM unit WHERE level = 'commune' AND province_id = ? ORDER BY id",
                province
            ))
            .await?;
        let (definition,): (uuid::Uuid,) = self
            .tx
            .one(sql!(
                "SELECT id FROM workflow_version WHERE scope = 'kcdp' ORDER BY number DESC LIMIT 1"
            ))
            .await?;
        let states: Vec<String> = workflow::builtin()
            .into_iter()
            .filter(|definition| definition.key == "kcdp")
            .flat_map(|definition| definition.states)
            .map(|state| state.code)
            .collect();
        let mut projects = Rows::of("project", PROJECT);
        let mut costs = Costs::new();
        let mut results = Results::new();
        for number in 0..count {
            let (unit,) = communes[number % communes.len()];
            let owner = owners[number * 7 % owners.len()];
            let id: kernel::ProjectId = id();
            let machine = self.names.machine();
            let title = format!("Hỗ trợ ứng dụng {machine} vào sản xuất {number}");
            let row = vec![
                id.into(),
                format!("KCĐP-{YEAR}-{number:05}").into(),
                text(&title),
                text("single"),
                text("kcdp"),
                text("A3b"),
                text(""),
                false.into(),
                YEAR.into(),
                province.into(),
                unit.into(),
                definition.into(),
                text(&states[number % states.len()]),
                text("Trung tâm Khuyến công"),
                text(""),
                text(""),
                text(""),
                text(""),
                text(""),
                day().into(),
                day().into(),
                text(""),
                fold(&title).into(),
                self.now.into(),
                1_i64.into(),
                true.into(),
                Val::Date(None),
            ];
            projects.add(self.tx, row).await?;
            costs.of_project(id, number);
            if number % 3 == 2 {
                results.class(self.now, province, unit, number);
            } else {
                results.machine(self.now, (province, unit), (owner, id), &machine, number);
            }
            if projects.rows.is_empty() {
                costs.write(self.tx).await?;
                results.write(self.tx).await?;
            }
        }
        projects.write(self.tx).await?;
        costs.write(self.tx).await?;
        results.write(self.tx).await
    }
}

/// The day by which everything of the year is counted.
fn day() -> Date {
    jiff::civil::date(2022, 6, 1)
}

struct Costs {
    lines: Rows,
    sources: Rows,
}

impl Costs {
    fn new() -> Costs {
        Costs {
            lines: Rows::of("cost_line", COST_LINE),
            sources: Rows::of("cost_line_source", COST_SOURCE),
        }
    }

    fn of_project(&mut self, project: kernel::ProjectId, number: usize) {
        for position in 1..=3_i64 {
            let line: kernel::CostLineId = id();
            let price = Dong(100_000_000 + (number as i64 % 50) * 1_000_000);
            self.lines.rows.push(vec![
                line.into(),
                project.into(),
                position.into(),
                text("Mua máy"),
                text("máy"),
                1_i64.into(),
                price.into(),
                price.into(),
                true.into(),
                false.into(),
            ]);
            let half = Val::from(Dong(price.0 / 2));
            let none = || Val::from(0_i64);
            let own = |source: &str, spent: [Val; 8]| {
                let mut row = vec![line.into(), text(source), half.clone(), half.clone()];
                row.extend(spent);
                row
            };
            let promotion = [
                half.clone(),
                half.clone(),
                none(),
                half.clone(),
                half.clone(),
                half.clone(),
                none(),
                half.clone(),
            ];
            let mut counterpart = std::array::from_fn(|_| none());
            counterpart[3] = half.clone();
            self.sources.rows.push(own("kcdp", promotion));
            self.sources.rows.push(own("counterpart", counterpart));
        }
    }

    async fn write(&mut self, tx: &mut Conn) -> Result<()> {
        self.lines.write(tx).await?;
        self.sources.write(tx).await
    }
}

struct Results {
    machines: Rows,
    classes: Rows,
}

impl Results {
    fn new() -> Results {
        Results {
            machines: Rows::of("machine_support", MACHINE),
            classes: Rows::of("training_class", CLASS),
        }
    }

    fn machine(
        &mut self,
        now: Timestamp,
        (province, unit): (UnitId, UnitId),
        (owner, project): (EstablishmentId, kernel::ProjectId),
        name: &str,
        number: usize,
    ) {
        self.machines.rows.push(vec![
            id::<kernel::ActivityRecord>().into(),
            1_i64.into(),
            true.into(),
            now.into(),
            YEAR.into(),
            fold(name).into(),
            province.into(),
            owner.into(),
            unit.into(),
            project.into(),
            text(name),
            text(""),
            format!("BENCH-{number}").into(),
            text(""),
            text(""),
            Val::Int(None),
            1_i64.into(),
            Dong(300_000_000).into(),
            Dong(150_000_000).into(),
            day().into(),
            text(""),
        ]);
    }

    fn class(&mut self, now: Timestamp, province: UnitId, unit: UnitId, number: usize) {
        let name = format!("Lớp đào tạo nghề {number}");
        self.classes.rows.push(vec![
            id::<kernel::ActivityRecord>().into(),
            1_i64.into(),
            true.into(),
            now.into(),
            YEAR.into(),
            fold(&name).into(),
            province.into(),
            unit.into(),
            text("vocational"),
            name.into(),
            text(""),
            text(""),
            day().into(),
            Val::Date(None),
            30_i64.into(),
            28_i64.into(),
            12_i64.into(),
            text(""),
            text(""),
        ]);
    }

    async fn write(&mut self, tx: &mut Conn) -> Result<()> {
        self.machines.write(tx).await?;
        self.classes.write(tx).await
    }
}
