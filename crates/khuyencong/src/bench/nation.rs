//! The programme of the whole country for the measurements: projects of every province over five
//! years with what they did, and a plan with its proposals. Straight into the tables, as in `fill`.

use anyhow::{Context, Result};
use db::{Conn, Val, sql};
use jiff::{Timestamp, ToSpan as _, civil::Date};
use kernel::{CostLineId, Dong, PlanId, ProjectId, UnitId, fold};
use rules::workflow::{self, Definition, Destination};

use super::fill::{AT_ONCE, COST_LINE, COST_SOURCE, PROJECT, Rows, id, text};
use crate::demo::Names;

/// The years of the projects: five, the newest of them running.
pub const YEARS: std::ops::RangeInclusive<i64> = 2022..=2026;

const EVENT: &str = "id, project_id, step, from_state, to_state, on_date, reason, note, paper_id,
    account_id, actor, role, at";

const ENTRY: &str = "id, project_id, line_id, source, kind, amount, year, on_date, step, paper_id,
    account_id, actor, at";

const PLAN: &str = "id, scope, province_id, year, title, instrument_no, instrument_on, issuer,
    stated_tasks, stated_amount, note, search, illustration, created_at, state, number";

const PLAN_LINE: &str = "id, plan_id, position, title, activity, quantity, unit_word, amount,
    implementer, illustration, created_at";

const PROPOSAL: &str = "id, plan_id, beneficiary, province_id, unit_id, kind, activity, variant,
    line, title, content, implementer, quantity, unit_word, total_cost, asked, holder, origin,
    state, state_since, reason, rank, rank_reason, score, granted, ceiling_on, ceiling,
    ceiling_equation, ceiling_article, ceiling_verified, eligible, ceiling_reasons, search,
    illustration, created_at";

/// Projects of today's provinces, one after the other.
pub struct Nation<'a> {
    tx: &'a mut Conn,
    now: Timestamp,
    names: Names,
    definition: Definition,
    workflow: uuid::Uuid,
    projects: Rows,
    lines: Rows,
    sources: Rows,
    events: Rows,
    entries: Rows,
}

/// Where a project stands on the main path of the workflow, by its number within its year: earlier
/// years are closed but for a few, of the last two years some stand in every state.
fn reached(year: i64, number: usize, states: usize) -> usize {
    let last = states - 1;
    match YEARS.end() - year {
        0 => number % states,
        1 if number.is_multiple_of(2) => last - number / 2 % states,
        _ if number.is_multiple_of(20) => last - number / 20 % states,
        _ => last,
    }
}

impl<'a> Nation<'a> {
    pub async fn new(tx: &'a mut Conn, now: Timestamp, names: Names) -> Result<Nation<'a>> {
        let (workflow,): (uuid::Uuid,) = tx
            .one(sql!(
                "SELECT id FROM workflow_version WHERE scope = 'kcdp' ORDER BY number DESC LIMIT 1"
            ))
            .await?;
        let definition = workflow::builtin()
            .into_iter()
            .find(|definition| definition.key == "kcdp")
            .context("the local workflow is missing")?;
        Ok(Nation {
            tx,
            now,
            names,
            definition,
            workflow,
            projects: Rows::of("project", PROJECT),
            lines: Rows::of("cost_line", COST_LINE),
            sources: Rows::of("cost_line_source", COST_SOURCE),
            events: Rows::of("project_event", EVENT),
            entries: Rows::of("money_entry", ENTRY),
        })
    }

    /// So many projects in all, evenly over provinces and years.
    pub async fn projects(&mut self, count: usize) -> Result<()> {
        let communes: Vec<(UnitId, UnitId)> = self
            .tx
            .all(sql!(
                "SELECT province_id, id FROM unit WHERE level = 'commune' AND valid_to IS NULL
                  ORDER BY province_id, id"
            ))
            .await?;
        let provinces: Vec<&[(UnitId, UnitId)]> = communes.chunk_by(|a, b| a.0 == b.0).collect();
        let years: Vec<i64> = YEARS.collect();
        for number in 0..count {
            let province = provinces[number % provinces.len()];
            let turn = number / provinces.len();
            let place = province[turn % province.len()];
            self.project(number, place, years[turn % years.len()]);
            if self.projects.rows.len() == AT_ONCE {
                self.write().await?;
            }
        }
        self.write().await
    }

    fn project(&mut self, number: usize, (province, unit): (UnitId, UnitId), year: i64) {
        let path = self.definition.main_path.clone();
        let reached = reached(year, number / (YEARS.count() * 34), path.len());
        let at = |state: &str| path.iter().position(|code| code == state);
        let past = |state: &str| at(state).is_some_and(|at| at <= reached);
        let begun = jiff::civil::date(year as i16, 1, 10);
        let day = |step: usize| begun.saturating_add((step as i64 * 25).days());
        let project: ProjectId = id();
        let machine = self.names.machine();
        let title = format!("Hỗ trợ ứng dụng {machine} vào sản xuất {number}");
        let accepted = past("base_accepted").then(|| day(at("base_accepted").unwrap_or_default()));
        self.projects.rows.push(vec![
            project.into(),
            format!("KCĐP-{year}-N{number:06}").into(),
            text(&title),
            text("single"),
            text("kcdp"),
            text("A3b"),
            text(""),
            false.into(),
            year.into(),
            province.into(),
            unit.into(),
            self.workflow.into(),
            text(&path[reached]),
            text("Trung tâm Khuyến công"),
            text(""),
            text(""),
            text(""),
            text(""),
            text(""),
            begun.into(),
            day(reached).into(),
            text("Cơ sở được chọn"),
            fold(&title).into(),
            self.now.into(),
            1_i64.into(),
            true.into(),
            Val::Date(accepted),
        ]);
        for (step, pair) in path.windows(2).enumerate().take(reached) {
            let taken =
                self.definition.transitions.iter().find(|t| {
                    t.from.contains(&pair[0]) && t.to == Destination::State(pair[1].clone())
                });
            let code = taken.map(|t| t.code.clone()).unwrap_or_default();
            self.event(project, &code, (&pair[0], &pair[1]), day(step + 1));
        }
        self.money(project, year, day(3), number, past);
    }

    fn event(&mut self, project: ProjectId, step: &str, (from, to): (&str, &str), on: Date) {
        self.events.rows.push(vec![
            id::<()>().into(),
            project.into(),
            text(step),
            text(from),
            text(to),
            on.into(),
            text(""),
            text(""),
            Val::Uuid(None),
            Val::Uuid(None),
            text("Chuyên viên"),
            text("officer"),
            self.now.into(),
        ]);
    }

    /// One cost line of two sources, its money as far as the project came, and the advance.
    fn money(
        &mut self,
        project: ProjectId,
        year: i64,
        on: Date,
        number: usize,
        past: impl Fn(&str) -> bool,
    ) {
        let line: CostLineId = id();
        let price = Dong(100_000_000 + (number as i64 % 50) * 1_000_000);
        let half = Dong(price.0 / 2);
        let part = |state: &str, amount: Dong| match past(state) {
            true => Val::from(amount),
            false => Val::from(0_i64),
        };
        self.lines.rows.push(vec![
            line.into(),
            project.into(),
            1_i64.into(),
            text("Mua máy"),
            text("máy"),
            1_i64.into(),
            price.into(),
            price.into(),
            true.into(),
            false.into(),
        ]);
        let advance = Dong(half.0 / 5);
        self.sources.rows.push(vec![
            line.into(),
            text("kcdp"),
            half.into(),
            part("planned", half),
            part("planned", half),
            part("contracted", half),
            part("in_progress", advance),
            part("base_accepted", half),
            part("settled", half),
            part("paid", half - advance),
            0_i64.into(),
            part("settled", half),
        ]);
        let own = vec![line.into(), text("counterpart"), half.into(), half.into()];
        let none = std::iter::repeat_n(Val::from(0_i64), 8);
        self.sources
            .rows
            .push(own.into_iter().chain(none).collect());
        if past("in_progress") {
            self.entries.rows.push(vec![
                id::<()>().into(),
                project.into(),
                line.into(),
                text("kcdp"),
                text("advance"),
                advance.into(),
                year.into(),
                on.into(),
                text("advance"),
                Val::Uuid(None),
                Val::Uuid(None),
                text("Kế toán"),
                self.now.into(),
            ]);
        }
    }

    async fn write(&mut self) -> Result<()> {
        self.projects.write(self.tx).await?;
        self.lines.write(self.tx).await?;
        self.sources.write(self.tx).await?;
        self.events.write(self.tx).await?;
        self.entries.write(self.tx).await
    }

    /// The plan of a province with some lines and so many proposals before its council.
    pub async fn plan(&mut self, province: UnitId, proposals: usize) -> Result<PlanId> {
        let plan: PlanId = id();
        let year = *YEARS.end();
        let title = format!("Kế hoạch khuyến công năm {year}");
        let mut rows = Rows::of("annual_plan", PLAN);
        rows.rows.push(vec![
            plan.into(),
            text("kcdp"),
            province.into(),
            year.into(),
            text(&title),
            text(""),
            Val::Date(None),
            text("Sở Công Thương"),
            Val::Int(None),
            Val::Int(None),
            text(""),
            fold(&title).into(),
            true.into(),
            self.now.into(),
            text("open"),
            0_i64.into(),
        ]);
        rows.write(self.tx).await?;
        let mut lines = Rows::of("plan_line", PLAN_LINE);
        for position in 1..=proposals.div_ceil(4) as i64 {
            lines.rows.push(vec![
                id::<kernel::PlanLine>().into(),
                plan.into(),
                position.into(),
                format!("Hỗ trợ {} {position}", self.names.machine()).into(),
                text("A3b"),
                1_i64.into(),
                text("cơ sở"),
                Dong(150_000_000).into(),
                text("Trung tâm Khuyến công"),
                true.into(),
                self.now.into(),
            ]);
        }
        lines.write(self.tx).await?;
        let mut rows = Rows::of("proposal", PROPOSAL);
        for number in 0..proposals {
            rows.rows.push(self.proposal(plan, province, number));
        }
        rows.write(self.tx).await?;
        Ok(plan)
    }

    fn proposal(&mut self, plan: PlanId, province: UnitId, number: usize) -> Vec<Val> {
        let day = jiff::civil::date(2026, 3, 2);
        let (holder, state) = match number % 10 {
            0 => ("centre", "open"),
            1..=3 => ("department", "selected"),
            4 => ("department", "reserve"),
            _ => ("department", "open"),
        };
        let asked = Dong(100_000_000 + (number as i64 % 40) * 2_000_000);
        let title = format!("Ứng dụng {} {number}", self.names.machine());
        vec![
            id::<kernel::Proposal>().into(),
            plan.into(),
            self.names.establishment(number).name.into(),
            province.into(),
            Val::Int(None),
            text(if number.is_multiple_of(50) {
                "flagship"
            } else {
                "single"
            }),
            text("A3b"),
            text(""),
            false.into(),
            text(&title),
            text(""),
            text("Trung tâm Khuyến công"),
            1_i64.into(),
            text("máy"),
            Dong(asked.0 * 2).into(),
            asked.into(),
            text(holder),
            text("centre"),
            text(state),
            day.into(),
            text(if state == "reserve" {
                "Chờ kinh phí"
            } else {
                ""
            }),
            Val::Int((holder == "department").then_some(number as i64 + 1)),
            text(""),
            (number as i64 * 37 % 10_000).into(),
            match state {
                "selected" => asked.into(),
                _ => Val::Int(None),
            },
            day.into(),
            Dong(200_000_000).into(),
            text("50% × chi phí"),
            text("Điều 5"),
            true.into(),
            true.into(),
            text(""),
            fold(&title).into(),
            true.into(),
            self.now.into(),
        ]
    }
}
