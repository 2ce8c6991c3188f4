//! Projects in every stage, invented: two of 2022 carried to their end, whose machines are part of
//! the year's ten; two of the national plan of 2023; and some of this year that wait for somebody.

use db::{CommandResult, Cx, sql};
use jiff::civil::{Date, date};
use kernel::{Activity, Dong, EstablishmentId, NeedId, PlanLineId, ProjectId, Role};
use programme::{
    execution::{FigureInput, MachineUse, VisitInput, record_visit},
    need::{NeedInput, create as create_need},
    plan::{PlanInput, PlanLineInput, add_line, create as create_plan},
    project::{
        AppraisalInput, Beneficiary, BudgetFit, Case, CostLineInput, DossierInput, ItemInput,
        Level, PaperInput, ProjectInput, ResultInput, SourceAmounts, Standing, StepInput,
        VerdictInput, appraise, create, set_costs, take, tick,
    },
    settlement::{self, Judgement},
};
use rules::{
    FundingScope, ProjectKind, checklist,
    criteria::{self, Conclusion, CriterionResult},
};

use super::{Names, Stage, council::Council, plans};

/// A project on its way.
pub(super) struct Way<'a> {
    pub stage: &'a Stage,
    pub id: ProjectId,
    pub kind: ProjectKind,
    pub scope: FundingScope,
    pub activity: Activity,
}

/// One step: who, which, when, the number of its paper.
pub(super) type Step = (Role, &'static str, Date, &'static str);

impl Way<'_> {
    pub async fn version(&self, cx: &Cx) -> CommandResult<i64> {
        let mut conn = cx.read().await?;
        let (version,) = conn
            .one::<(i64,)>(sql!("SELECT version FROM project WHERE id = ?", self.id))
            .await?;
        Ok(version)
    }

    /// Takes a step with whatever it needs beside its paper.
    pub async fn step_with(&self, step: Step, more: StepInput) -> CommandResult<()> {
        let (role, code, on, number) = step;
        let cx = self.stage.invented(role);
        let input = StepInput {
            version: self.version(&cx).await?,
            on: Some(on),
            paper: PaperInput {
                number: format!("{number} (minh họa)"),
                signed_on: Some(on),
                signer: cx.actor.name.clone(),
                ..PaperInput::default()
            },
            ..more
        };
        Box::pin(take(&cx, self.id, code, input, Some(&self.stage.scan))).await
    }

    pub async fn step(&self, step: Step) -> CommandResult<()> {
        self.step_with(step, StepInput::default()).await
    }

    pub async fn steps(&self, steps: &[Step]) -> CommandResult<()> {
        for step in steps {
            self.step(*step).await?;
        }
        Ok(())
    }

    /// Enters the vouchers of the acceptance and has them admitted by the department.
    async fn vouchers(&self) -> CommandResult<()> {
        let cx = self.stage.invented(Role::Accountant);
        settlement::propose(&cx, self.id).await?;
        let mut conn = cx.read().await?;
        let entered = settlement::vouchers(&mut conn, self.id).await?;
        drop(conn);
        let admitted = entered
            .into_iter()
            .map(|voucher| Judgement {
                id: voucher.id,
                admitted: voucher.claimed,
                refusal: String::new(),
            })
            .collect();
        settlement::judge(&self.stage.invented(Role::Appraiser), self.id, admitted).await
    }

    /// The first visit after the support, with invented figures of each beneficiary.
    async fn visit(&self, on: Date, number: &str) -> CommandResult<()> {
        let cx = self.stage.invented(Role::Officer);
        let mut conn = cx.read().await?;
        let case = Case::load(&cx, &mut conn, self.id).await?;
        drop(conn);
        let seen = |owner: &Beneficiary| FigureInput {
            establishment_id: Some(owner.establishment_id),
            name: owner.name.clone(),
            machine: Some(MachineUse::InUse),
            revenue: Some(Dong(3_200_000_000)),
            labour: Some(14),
            ..FigureInput::default()
        };
        let visit = VisitInput {
            version: case.project.version,
            on: Some(on),
            figures: case.beneficiaries.iter().map(seen).collect(),
            note: "Số liệu minh họa".into(),
            paper: PaperInput {
                number: format!("{number} (minh họa)"),
                signed_on: Some(on),
                signer: cx.actor.name.clone(),
                ..PaperInput::default()
            },
        };
        record_visit(&cx, self.id, visit, &[], Some(&self.stage.scan)).await?;
        Ok(())
    }

    /// Ticks every paper of the dossier.
    pub async fn dossier(&self, on: Date) -> CommandResult<()> {
        self.dossier_by(&self.stage.invented(Role::Officer), on)
            .await
    }

    /// The same by somebody else than the province's officer.
    pub async fn dossier_by(&self, cx: &Cx, on: Date) -> CommandResult<()> {
        let seed = checklist::seed();
        let needed = checklist::needed(
            &seed,
            &checklist::DossierQuery {
                scope: self.scope,
                kind: self.kind,
                activity: self.activity,
                territory: &[],
                on,
            },
        );
        let inputs: Vec<DossierInput> = needed
            .into_iter()
            .map(|item| DossierInput {
                item: item.code.clone(),
                present: true,
                note: String::new(),
            })
            .collect();
        tick(cx, self.id, &inputs, &[]).await
    }

    /// Finds every criterion fulfilled.
    pub async fn appraisal(
        &self,
        role: Role,
        level: Level,
        on: Date,
        proposed: Dong,
    ) -> CommandResult<()> {
        let verdicts = criteria::seed()
            .into_iter()
            .map(|criterion| VerdictInput {
                criterion: criterion.code.clone(),
                verdict: CriterionResult::Pass,
                note: String::new(),
            })
            .collect();
        let input = AppraisalInput {
            verdicts,
            conclusion: Some(Conclusion::Passed),
            proposed: Some(proposed),
            standing: match level {
                Level::Base => Standing::default(),
                Level::Ministry => Standing {
                    rank: Some(1),
                    budget_fit: Some(BudgetFit::Fits),
                },
            },
            note: String::new(),
            on: Some(on),
        };
        appraise(&self.stage.invented(role), self.id, level, input).await
    }
}

/// A need, and the project drawn up from it with one machine.
#[derive(Clone, Copy)]
struct Plan<'a> {
    machine: &'a str,
    establishment: EstablishmentId,
    scope: FundingScope,
    activity: Activity,
    drafted_on: Date,
    year: i64,
    price: Dong,
    support: Dong,
}

async fn draw_up<'a>(stage: &'a Stage, plan: Plan<'_>) -> CommandResult<Way<'a>> {
    let cx = stage.invented(Role::Officer);
    let need = create_need(
        &cx,
        NeedInput {
            establishment_id: Some(plan.establishment),
            activity: Some(plan.activity),
            title: plan.machine.to_owned(),
            total_cost: plan.price,
            own_money: plan.price - plan.support,
            help_wanted: plan.support,
            year: Some(plan.year),
            met_on: Some(plan.drafted_on),
            ..NeedInput::default()
        },
    )
    .await?;
    let id = create(&cx, project_input(plan, need)).await?;
    let mut sources = SourceAmounts {
        counterpart: plan.price - plan.support,
        ..Default::default()
    };
    sources.set(plan.scope.source(), plan.support);
    let way = Way {
        stage,
        id,
        kind: ProjectKind::Single,
        scope: plan.scope,
        activity: plan.activity,
    };
    let lines = vec![CostLineInput {
        id: None,
        establishment_id: None,
        title: plan.machine.to_owned(),
        unit: "máy".to_owned(),
        quantity: 1,
        unit_price: plan.price,
        counted: true,
        sources,
    }];
    set_costs(&cx, id, way.version(&cx).await?, lines).await?;
    Ok(way)
}

/// A machine's name within a sentence: `máy đục gỗ CNC`.
fn within(machine: &str) -> String {
    let mut letters = machine.chars();
    let first = letters.next().map(char::to_lowercase);
    first.into_iter().flatten().chain(letters).collect()
}

fn project_input(plan: Plan<'_>, need: NeedId) -> ProjectInput {
    ProjectInput {
        title: format!(
            "Hỗ trợ {} tại cơ sở công nghiệp nông thôn",
            within(plan.machine)
        ),
        kind: Some(ProjectKind::Single),
        scope: Some(plan.scope),
        activity: Some(plan.activity),
        year: plan.year,
        establishments: vec![plan.establishment],
        need_id: Some(need),
        implementer: "Trung tâm Khuyến công và Tư vấn phát triển công nghiệp".into(),
        background: "Cơ sở sản xuất thủ công, năng suất thấp, hao hụt nguyên liệu.".into(),
        goals: "Tăng năng suất, giảm hao hụt, tăng thu nhập người lao động.".into(),
        content: format!("Đầu tư {} và hướng dẫn vận hành.", within(plan.machine)),
        effect: "Năng suất dự kiến tăng 30 %.".into(),
        drafted_on: Some(plan.drafted_on),
        ..ProjectInput::default()
    }
}

/// The plan of 2022, of which only the results were published: ten machines, 200 million each at
/// most.
async fn plan_of_2022(stage: &Stage) -> CommandResult<PlanLineId> {
    const MONEY: i64 = 2_000_000_000;
    let paper = ("minh họa 00/TB-STC", date(2021, 12, 10), "Sở Tài chính");
    plans::told(
        stage,
        Role::Appraiser,
        (FundingScope::Kcdp, 2022, MONEY),
        paper,
    )
    .await?;
    let cx = stage.invented(Role::Appraiser);
    let plan = create_plan(
        &cx,
        PlanInput {
            scope: Some(FundingScope::Kcdp),
            province_id: Some(stage.province),
            year: Some(2022),
            title: "Kế hoạch khuyến công địa phương năm 2022 (minh họa)".into(),
            instrument_no: "minh họa 00/QĐ-UBND".into(),
            instrument_on: Some(date(2021, 12, 20)),
            issuer: "UBND tỉnh Bà Rịa – Vũng Tàu".into(),
            ..PlanInput::default()
        },
    )
    .await?;
    let line = add_line(
        &cx,
        plan,
        PlanLineInput {
            title: "Hỗ trợ ứng dụng máy móc thiết bị tiên tiến".into(),
            activity: Some(Activity::A3b),
            quantity: Some(10),
            unit_word: "cơ sở".into(),
            amount: Some(Dong(MONEY)),
            ..PlanLineInput::default()
        },
    )
    .await?;
    plans::approve(&cx, plan).await?;
    Ok(line)
}

pub async fn load(stage: &Stage, establishments: &[EstablishmentId]) -> CommandResult<()> {
    let line = plan_of_2022(stage).await?;
    let mut names = Names::new(2023);
    let council = Council::set_up(stage).await?;
    for n in 0..2_i64 {
        let machine = names.machine();
        let council = (n == 1).then_some(&council);
        finished(
            stage,
            establishments[n as usize],
            &machine,
            n,
            line,
            council,
        )
        .await?;
    }
    national(stage, establishments, &mut names).await?;
    if let Some(waiting) = this_year(stage, establishments, &mut names).await? {
        council.invite(waiting).await?;
    }
    Ok(())
}

/// A local project of 2022 from need to follow-up, appraised by one person or by the council.
async fn finished(
    stage: &Stage,
    establishment: EstablishmentId,
    machine: &str,
    n: i64,
    line: PlanLineId,
    council: Option<&Council<'_>>,
) -> CommandResult<()> {
    let (price, support) = (Dong(570_000_000 + n * 30_000_000), Dong(200_000_000));
    let plan = Plan {
        machine,
        establishment,
        scope: FundingScope::Kcdp,
        activity: Activity::A3b,
        drafted_on: date(2021, 8, 2),
        year: 2022,
        price,
        support,
    };
    let way = draw_up(stage, plan).await?;
    way.step((
        Role::CentreHead,
        "registration",
        date(2021, 9, 6),
        "210/TTKC-NV",
    ))
    .await?;
    way.dossier(date(2021, 9, 20)).await?;
    way.step((
        Role::CentreHead,
        "base-submission",
        date(2021, 9, 24),
        "15/PTN",
    ))
    .await?;
    let day = date(2021, 10, 14);
    match council {
        Some(council) => council.appraise(way.id, day, support).await?,
        None => {
            way.appraisal(Role::Appraiser, Level::Base, day, support)
                .await?;
        }
    }
    way.step((
        Role::Appraiser,
        "base-approval",
        date(2021, 10, 15),
        "08/BB-SCT",
    ))
    .await?;
    let allot = StepInput {
        plan_line_id: Some(line),
        ..StepInput::default()
    };
    way.step_with(
        (
            Role::Appraiser,
            "allotment",
            date(2021, 12, 22),
            "96/QĐ-SCT",
        ),
        allot,
    )
    .await?;
    way.steps(&[
        (Role::CentreHead, "contract", date(2022, 2, 14), "03/HĐ-KC"),
        (
            Role::Officer,
            "implementation",
            date(2022, 2, 21),
            "07/KH-TTKC",
        ),
    ])
    .await?;
    way.report(date(2022, 5, 20), "31/BC-TTKC").await?;
    let items = StepInput {
        items: vec![ItemInput {
            name: machine.to_owned(),
            model: "MH-01".into(),
            serial: format!("MH-DA-2022-{:02}", n + 1),
            maker: "minh họa".into(),
            origin: "Việt Nam".into(),
            made_year: Some(2022),
            quantity: 1,
            price,
            invoice_no: format!("MH{:07}", n + 1),
            invoice_on: Some(date(2022, 7, 1)),
            ..ItemInput::default()
        }],
        ..StepInput::default()
    };
    way.step_with(
        (Role::Officer, "delivery", date(2022, 7, 8), "11/BBBG"),
        items,
    )
    .await?;
    way.step((
        Role::CentreHead,
        "acceptance",
        date(2022, 8, 12),
        "09/BB-TTKC",
    ))
    .await?;
    let results = StepInput {
        results: vec![ResultInput {
            name: "Năng suất".into(),
            unit: "% tăng thêm".into(),
            planned: Some(30),
            actual: 32 + n,
        }],
        ..StepInput::default()
    };
    way.step_with(
        (
            Role::CentreHead,
            "final-report",
            date(2022, 9, 5),
            "64/BC-TTKC",
        ),
        results,
    )
    .await?;
    way.steps(&[
        (
            Role::CentreHead,
            "liquidation",
            date(2022, 10, 3),
            "03/BBTL",
        ),
        (Role::Accountant, "payment", date(2022, 10, 20), "UNC 112"),
    ])
    .await?;
    way.vouchers().await?;
    way.steps(&[(Role::Accountant, "settlement", date(2023, 1, 12), "QT 2022")])
        .await?;
    way.visit(date(2023, 2, 10), "TD 06").await
}

/// Two national projects of the plan of 2023: one carried out, one before the Ministry.
async fn national(
    stage: &Stage,
    establishments: &[EstablishmentId],
    names: &mut Names,
) -> CommandResult<()> {
    let machine = names.machine();
    let plan = Plan {
        machine: &machine,
        establishment: establishments[11],
        scope: FundingScope::Kcqg,
        activity: Activity::A3b,
        drafted_on: date(2022, 4, 4),
        year: 2023,
        price: Dong(720_000_000),
        support: Dong(300_000_000),
    };
    let way = draw_up(stage, plan).await?;
    way.steps(&[
        (
            Role::CentreHead,
            "registration",
            date(2022, 5, 16),
            "118/TTKC-NV",
        ),
        (Role::Appraiser, "selection", date(2022, 6, 10), "45/BC-SCT"),
    ])
    .await?;
    way.dossier(date(2022, 7, 1)).await?;
    way.step((
        Role::CentreHead,
        "base-submission",
        date(2022, 7, 4),
        "09/PTN",
    ))
    .await?;
    way.appraisal(
        Role::Appraiser,
        Level::Base,
        date(2022, 7, 28),
        plan.support,
    )
    .await?;
    way.steps(&[
        (
            Role::Appraiser,
            "base-approval",
            date(2022, 7, 29),
            "05/BB-SCT",
        ),
        (
            Role::Appraiser,
            "ministry-submission",
            date(2022, 8, 15),
            "812/SCT-QLCN",
        ),
    ])
    .await
}

/// What waits for somebody today; answers with the project that waits for its appraisal.
async fn this_year(
    stage: &Stage,
    establishments: &[EstablishmentId],
    names: &mut Names,
) -> CommandResult<Option<ProjectId>> {
    let mut waiting = None;
    let year = i64::from(stage.cx(Role::Officer).today().year());
    let mut drawn = Vec::new();
    for (n, id) in establishments[12..18].iter().enumerate() {
        let machine = names.machine();
        let plan = Plan {
            machine: &machine,
            establishment: *id,
            scope: FundingScope::Kcdp,
            activity: Activity::A3b,
            drafted_on: date(year as i16, 3, 2 + n as i8),
            year: year + 1,
            price: Dong(480_000_000),
            support: Dong(180_000_000),
        };
        let way = match draw_up(stage, plan).await {
            // A commune that became a ward of a centrally-run city is not eligible any more: the
            // need stays, with the reason on its page.
            Err(db::CommandError::Refused { .. } | db::CommandError::Invalid(_)) => continue,
            other => other?,
        };
        if n < 2 {
            way.step((
                Role::CentreHead,
                "registration",
                date(year as i16, 4, 6),
                "77/TTKC-NV",
            ))
            .await?;
        }
        if n < 1 {
            way.dossier(date(year as i16, 4, 20)).await?;
            way.step((
                Role::CentreHead,
                "base-submission",
                date(year as i16, 4, 21),
                "02/PTN",
            ))
            .await?;
            waiting = Some(way.id);
        }
        drawn.push((way.id, plan.price, plan.support));
    }
    plans::load(stage, year + 1, &drawn).await?;
    Ok(waiting)
}
