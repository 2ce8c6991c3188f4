//! A group project and a flagship, invented: a training group whose classes are fixed, and a frame of
//! two years and two provinces with parts in three stages.

use db::CommandResult;
use jiff::civil::{Date, date};
use kernel::{Activity, Dong, PlanLineId, ProjectId, Role, UnitId};
use programme::{
    flagship::{self, CellInput, FlagshipInput},
    plan::{PlanInput, PlanLineInput, add_line, create as create_plan},
    project::{
        CostLineInput, Level, PaperInput, ProjectInput, SourceAmounts, StepInput, create,
        roster::{EntryInput, FixInput, fix, put_entry},
        set_costs, take,
    },
};
use rules::{FundingScope, ProjectKind};

use super::{Stage, plans, projects::Way};

const YEAR: i64 = 2024;
/// What the plan gives to the training group, and to the province's part of the frame.
const TRAINING: i64 = 160_000_000;
const NEWS: i64 = 160_000_000;

pub async fn load(stage: &Stage) -> CommandResult<()> {
    let (training, news) = national_plan(stage).await?;
    group(stage, training).await?;
    flagship(stage, news).await?;
    regional(stage).await
}

/// A project that the national centre of the region files to the agency itself.
async fn regional(stage: &Stage) -> CommandResult<()> {
    let (Some(officer), Some(head)) = (
        stage.of_region(Role::Officer),
        stage.of_region(Role::CentreHead),
    ) else {
        return Ok(());
    };
    let input = ProjectInput {
        title: "Chuyên mục truyền hình về công nghiệp nông thôn các tỉnh phía Nam".into(),
        kind: Some(ProjectKind::Single),
        scope: Some(FundingScope::Kcqg),
        activity: Some(Activity::A6),
        year: YEAR + 1,
        province_id: Some(stage.province),
        content: "Sáu chuyên mục, mỗi chuyên mục phát hai lần (minh họa).".into(),
        goals: "Giới thiệu cơ sở, mô hình làm tốt ở các tỉnh phía Nam.".into(),
        drafted_on: Some(date(2024, 4, 15)),
        ..ProjectInput::default()
    };
    let id = create(&officer, input).await?;
    let way = Way {
        stage,
        id,
        kind: ProjectKind::Single,
        scope: FundingScope::Kcqg,
        activity: Activity::A6,
    };
    let costs = vec![line("Chuyên mục truyền hình", 180_000_000, 180_000_000)];
    set_costs(&officer, id, way.version(&officer).await?, costs).await?;
    way.dossier_by(&officer, date(2024, 5, 20)).await?;
    let paper = PaperInput {
        number: "412/SCT-QLCN (minh họa)".into(),
        signed_on: Some(date(2024, 6, 3)),
        signer: "Phó Giám đốc Sở Công Thương".into(),
        ..PaperInput::default()
    };
    let filed = StepInput {
        version: way.version(&head).await?,
        on: Some(date(2024, 6, 5)),
        paper,
        ..StepInput::default()
    };
    take(&head, id, "direct-submission", filed, Some(&stage.scan)).await
}

/// The national plan of the year, with a task for each.
async fn national_plan(stage: &Stage) -> CommandResult<(PlanLineId, PlanLineId)> {
    let told = (FundingScope::Kcqg, YEAR, TRAINING + NEWS);
    let paper = ("minh họa 01/QĐ-BCT", date(2023, 12, 11), "Bộ Công Thương");
    plans::told(stage, Role::MinistryAgency, told, paper).await?;
    let cx = stage.invented(Role::MinistryAgency);
    let plan = PlanInput {
        scope: Some(FundingScope::Kcqg),
        province_id: Some(stage.province),
        year: Some(YEAR),
        title: format!("Kế hoạch khuyến công quốc gia năm {YEAR} (minh họa)"),
        instrument_no: "minh họa 02/QĐ-BCT".into(),
        instrument_on: Some(date(2023, 12, 18)),
        issuer: "Bộ Công Thương".into(),
        ..PlanInput::default()
    };
    let plan = create_plan(&cx, plan).await?;
    let task = |title: &str, activity, amount| PlanLineInput {
        title: title.to_owned(),
        activity: Some(activity),
        amount: Some(Dong(amount)),
        ..PlanLineInput::default()
    };
    let training = task(
        "Đào tạo nghề cho lao động nông thôn",
        Activity::A1,
        TRAINING,
    );
    let news = task("Thông tin, tuyên truyền", Activity::A6, NEWS);
    let lines = (
        add_line(&cx, plan, training).await?,
        add_line(&cx, plan, news).await?,
    );
    plans::approve(&cx, plan).await?;
    Ok(lines)
}

fn line(title: &str, cost: i64, support: i64) -> CostLineInput {
    CostLineInput {
        id: None,
        establishment_id: None,
        title: title.to_owned(),
        unit: String::new(),
        quantity: 1,
        unit_price: Dong(cost),
        counted: true,
        sources: SourceAmounts {
            kcqg: Dong(support),
            counterpart: Dong(cost - support),
            ..SourceAmounts::default()
        },
    }
}

/// From the registration to the decision that allots the money.
async fn allotted(way: &Way<'_>, support: Dong, line: PlanLineId) -> CommandResult<()> {
    passed(way, support).await?;
    let allot = StepInput {
        plan_line_id: Some(line),
        ..StepInput::default()
    };
    let step = (
        Role::MinistryAgency,
        "allotment",
        date(2023, 12, 20),
        "3102/QĐ-BCT",
    );
    way.step_with(step, allot).await
}

/// From the registration to the ministry appraisal that it passes.
async fn passed(way: &Way<'_>, support: Dong) -> CommandResult<()> {
    way.steps(&[
        (
            Role::CentreHead,
            "registration",
            date(2023, 5, 15),
            "96/TTKC-NV",
        ),
        (Role::Appraiser, "selection", date(2023, 6, 12), "51/BC-SCT"),
    ])
    .await?;
    way.dossier(date(2023, 7, 3)).await?;
    way.step((
        Role::CentreHead,
        "base-submission",
        date(2023, 7, 5),
        "11/PTN",
    ))
    .await?;
    way.appraisal(Role::Appraiser, Level::Base, date(2023, 7, 27), support)
        .await?;
    way.steps(&[
        (
            Role::Appraiser,
            "base-approval",
            date(2023, 7, 28),
            "07/BB-SCT",
        ),
        (
            Role::Appraiser,
            "ministry-submission",
            date(2023, 8, 14),
            "820/SCT-QLCN",
        ),
    ])
    .await?;
    let day = date(2023, 10, 10);
    way.appraisal(Role::MinistryAgency, Level::Ministry, day, support)
        .await?;
    way.step((
        Role::MinistryAgency,
        "ministry-approval",
        date(2023, 10, 12),
        "19/BB-CĐX",
    ))
    .await
}

fn training() -> ProjectInput {
    ProjectInput {
        title: "Đào tạo nghề may công nghiệp cho lao động nông thôn".into(),
        kind: Some(ProjectKind::Group),
        scope: Some(FundingScope::Kcqg),
        activity: Some(Activity::A1),
        year: YEAR,
        implementer: "Trung tâm Khuyến công và Tư vấn phát triển công nghiệp".into(),
        goals: "70 lao động có việc làm sau đào tạo.".into(),
        content: "Hai lớp may công nghiệp, mỗi lớp 35 học viên, ba tháng.".into(),
        drafted_on: Some(date(2023, 4, 10)),
        ..ProjectInput::default()
    }
}

async fn group(stage: &Stage, task: PlanLineId) -> CommandResult<()> {
    let cx = stage.invented(Role::Officer);
    let id = create(&cx, training()).await?;
    let way = Way {
        stage,
        id,
        kind: ProjectKind::Group,
        scope: FundingScope::Kcqg,
        activity: Activity::A1,
    };
    let costs = vec![line(
        "Đào tạo nghề may công nghiệp",
        180_000_000,
        160_000_000,
    )];
    set_costs(&cx, id, way.version(&cx).await?, costs).await?;
    allotted(&way, Dong(TRAINING), task).await?;
    for (name, place) in [
        ("Lớp may công nghiệp số 1", "Nhà văn hóa xã Phước Hội"),
        (
            "Lớp may công nghiệp số 2",
            "Trung tâm học tập cộng đồng xã Láng Dài",
        ),
    ] {
        let class = EntryInput {
            name: name.into(),
            place: place.into(),
            subject: "May công nghiệp".into(),
            specification: "Ba tháng, thực hành tại xưởng".into(),
            quantity: Some(35),
            unit_word: "học viên".into(),
            list_ref: "minh họa 03/DS-TTKC, 15/01/2024".into(),
            cost: Some(Dong(90_000_000)),
            support: Some(Dong(80_000_000)),
            ..EntryInput::default()
        };
        put_entry(&cx, id, way.version(&cx).await?, None, class).await?;
    }
    let head = stage.invented(Role::CentreHead);
    let paper = PaperInput {
        number: "04/QĐ-TTKC (minh họa)".into(),
        signed_on: Some(date(2024, 1, 22)),
        signer: head.actor.name.clone(),
        ..PaperInput::default()
    };
    let input = FixInput {
        version: way.version(&head).await?,
        paper,
        ..FixInput::default()
    };
    fix(&head, id, input, None).await?;
    way.step((Role::CentreHead, "contract", date(2024, 2, 5), "02/HĐ-KCQG"))
        .await
}

/// Bình Dương as it was until 30/6/2025.
async fn neighbour(stage: &Stage) -> CommandResult<UnitId> {
    let cx = stage.cx(Role::MinistryAgency);
    let mut conn = cx.read().await?;
    let unit = reference::units::by_code(&mut conn, "74", None).await?;
    Ok(unit.map_or(stage.province, |unit| unit.id))
}

async fn flagship(stage: &Stage, task: PlanLineId) -> CommandResult<()> {
    let neighbour = neighbour(stage).await?;
    let cell = |year, province, content: &str, amount| CellInput {
        year: Some(year),
        province_id: Some(province),
        implementer: "Trung tâm Khuyến công".into(),
        content: content.into(),
        amount: Some(Dong(amount)),
    };
    let frame = FlagshipInput {
        title: "Nâng cao năng lực chế biến nông, thủy sản vùng Đông Nam Bộ".into(),
        scope: Some(FundingScope::Kcqg),
        from_year: Some(YEAR),
        to_year: Some(YEAR + 1),
        goals: "Nhân rộng mô hình chế biến sâu ở hai tỉnh trong hai năm.".into(),
        effect: "Cơ sở chế biến nắm được quy trình, tăng giá trị sản phẩm.".into(),
        cells: vec![
            cell(YEAR, stage.province, "Bốn chuyên mục truyền hình", NEWS),
            cell(YEAR, neighbour, "Hai chuyên mục, một ấn phẩm", 120_000_000),
            cell(
                YEAR + 1,
                stage.province,
                "Ấn phẩm và phim tư liệu",
                140_000_000,
            ),
            cell(
                YEAR + 1,
                neighbour,
                "Hai chuyên mục truyền hình",
                100_000_000,
            ),
        ],
        ..FlagshipInput::default()
    };
    let id = flagship::create(&stage.invented(Role::MinistryAgency), frame).await?;
    let first = part(
        stage,
        id,
        YEAR,
        stage.province,
        date(2023, 4, 12),
        150_000_000,
    )
    .await?;
    allotted(&first, Dong(150_000_000), task).await?;
    first
        .step((Role::CentreHead, "contract", date(2024, 2, 6), "03/HĐ-KCQG"))
        .await?;
    let second = part(stage, id, YEAR, neighbour, date(2023, 4, 18), 110_000_000).await?;
    passed(&second, Dong(110_000_000)).await?;
    part(
        stage,
        id,
        YEAR + 1,
        stage.province,
        date(2024, 4, 9),
        130_000_000,
    )
    .await?;
    Ok(())
}

async fn part<'a>(
    stage: &'a Stage,
    id: kernel::FlagshipId,
    year: i64,
    province: UnitId,
    drafted_on: Date,
    support: i64,
) -> CommandResult<Way<'a>> {
    let cx = stage.invented(Role::Officer);
    let input = ProjectInput {
        title: format!("Truyền thông, nhân rộng mô hình chế biến sâu, phần năm {year}"),
        kind: Some(ProjectKind::Flagship),
        flagship_id: Some(id),
        scope: Some(FundingScope::Kcqg),
        activity: Some(Activity::A6),
        year,
        province_id: Some(province),
        content: "Chuyên mục truyền hình về cơ sở chế biến, phát hai lần.".into(),
        goals: "Giới thiệu quy trình chế biến sâu.".into(),
        drafted_on: Some(drafted_on),
        ..ProjectInput::default()
    };
    let project: ProjectId = create(&cx, input).await?;
    let way = Way {
        stage,
        id: project,
        kind: ProjectKind::Flagship,
        scope: FundingScope::Kcqg,
        activity: Activity::A6,
    };
    let costs = vec![line("Chuyên mục truyền hình", support, support)];
    set_costs(&cx, project, way.version(&cx).await?, costs).await?;
    Ok(way)
}
