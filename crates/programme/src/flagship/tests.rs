use db::{CommandError, Cx, sql};
use jiff::civil::date;
use kernel::{Activity, Dong, FlagshipId, ProjectId, Role, Scope, UnitId, UnitLevel};
use rules::{FundingScope, ProjectKind};

use super::{CellInput, FlagshipInput, create, edit, matrix, matrix::note_others, store};
use crate::{
    project::{
        self, Level, ProjectInput, set_costs, take,
        tests::walk::{
            complete_dossier, machine_line, nationally_allotted, pass_appraisal, scan, step, usual,
            version,
        },
    },
    test_support::{Town, towns},
};

fn binh_duong() -> UnitId {
    UnitId::new(UnitLevel::Province, 74, 0)
}

fn cell(year: i64, province_id: UnitId, amount: i64) -> CellInput {
    CellInput {
        year: Some(year),
        province_id: Some(province_id),
        implementer: "Trung tâm Khuyến công".into(),
        content: "Truyền thông, nhân rộng mô hình".into(),
        amount: Some(Dong(amount)),
    }
}

fn frame() -> FlagshipInput {
    let home = testkit::ba_ria_vung_tau();
    FlagshipInput {
        title: "Nâng cao năng lực chế biến thủy sản Đông Nam Bộ".into(),
        scope: Some(FundingScope::Kcqg),
        from_year: Some(2022),
        to_year: Some(2023),
        goals: "Tăng giá trị chế biến".into(),
        cells: vec![
            cell(2022, home, 300_000_000),
            cell(2022, binh_duong(), 200_000_000),
            cell(2023, home, 200_000_000),
        ],
        ..FlagshipInput::default()
    }
}

fn part(id: FlagshipId, year: i64, province: UnitId) -> ProjectInput {
    ProjectInput {
        title: format!("Chế biến thủy sản, phần năm {year}"),
        kind: Some(ProjectKind::Flagship),
        flagship_id: Some(id),
        scope: Some(FundingScope::Kcqg),
        activity: Some(Activity::A6),
        year,
        province_id: Some(province),
        content: "Bốn chuyên mục truyền hình".into(),
        drafted_on: Some(date(2022, 2, 1)),
        ..ProjectInput::default()
    }
}

fn refusal(error: CommandError) -> String {
    match error {
        CommandError::Refused { reason, .. } | CommandError::Forbidden(reason) => reason,
        CommandError::Invalid(fields) => {
            let all: Vec<String> = fields
                .into_iter()
                .map(|f| format!("{}: {}", f.field, f.message))
                .collect();
            all.join("\n")
        }
        other => panic!("{other:?}"),
    }
}

/// Somebody who sees one province only.
fn only(town: &Town, role: Role, province: UnitId) -> Cx {
    let mut cx = town.cx(role);
    cx.actor.scope = Scope::Provinces(vec![province]);
    cx.actor.home = Some(province);
    cx
}

async fn opened(town: &Town, id: FlagshipId, year: i64, province: UnitId, asked: i64) -> ProjectId {
    let cx = town.cx(Role::Officer);
    let project = project::create(&cx, part(id, year, province))
        .await
        .unwrap();
    let lines = vec![machine_line(FundingScope::Kcqg, 2 * asked, asked)];
    set_costs(&cx, project, version(town, project).await, lines)
        .await
        .unwrap();
    project
}

async fn to_contract(town: &Town, id: ProjectId) {
    nationally_allotted(town, id).await;
    step(town, id, Role::CentreHead, "contract").await;
}

#[tokio::test]
async fn a_frame_has_several_years_and_says_what_is_wrong_with_it() {
    for town in towns().await {
        let cx = town.cx(Role::MinistryAgency);
        let home = testkit::ba_ria_vung_tau();
        let refused = async |input: FlagshipInput| refusal(create(&cx, input).await.unwrap_err());
        let one_year = FlagshipInput {
            to_year: Some(2022),
            cells: vec![cell(2022, home, 1)],
            ..frame()
        };
        let why = refused(one_year).await;
        assert!(
            why.contains("to_year: Đề án điểm thực hiện trong nhiều năm"),
            "{why}"
        );
        let lonely = FlagshipInput {
            cells: vec![cell(2022, home, 1)],
            ..frame()
        };
        let why = refused(lonely).await;
        assert!(why.contains("một năm và một tỉnh"), "{why}");
        let astray = FlagshipInput {
            cells: vec![
                cell(2022, home, 1),
                cell(2029, home, 1),
                cell(2022, home, 0),
            ],
            ..frame()
        };
        let why = refused(astray).await;
        assert!(
            why.contains("cell_2_year: Năm 2029 nằm ngoài thời gian 2022–2023"),
            "{why}"
        );
        assert!(why.contains("cell_3_amount"), "{why}");
        let long = FlagshipInput {
            to_year: Some(2025),
            ..frame()
        };
        let why = refused(long).await;
        assert!(why.contains("quá thời gian dài nhất 36 tháng"), "{why}");
        let late = FlagshipInput {
            cells: vec![cell(2023, home, 1)],
            ..frame()
        };
        assert!(
            refused(late).await.contains("phần của năm đầu"),
            "{}",
            town.t.engine
        );
        town.t.close().await;
    }
}

#[tokio::test]
async fn a_part_keeps_within_its_frame() {
    for town in towns().await {
        let home = testkit::ba_ria_vung_tau();
        let id = create(&town.cx(Role::MinistryAgency), frame())
            .await
            .unwrap();
        let cx = town.cx(Role::Officer);
        let refused = async |input| refusal(project::create(&cx, input).await.unwrap_err());
        let loose = ProjectInput {
            flagship_id: None,
            ..part(id, 2022, home)
        };
        assert!(
            refused(loose)
                .await
                .contains("kind: Đề án điểm gồm các phần")
        );
        let why = refused(part(id, 2022, testkit::ho_chi_minh())).await;
        assert!(why.contains("province_id"), "{why}");
        let why = refused(part(id, 2023, binh_duong())).await;
        assert!(why.contains("không có phần năm 2023"), "{why}");
        assert!(
            refused(part(id, 2024, home))
                .await
                .contains("nằm ngoài thời gian")
        );
        let local = ProjectInput {
            scope: Some(FundingScope::Kcdp),
            ..part(id, 2022, home)
        };
        assert!(
            refused(local)
                .await
                .contains("scope: Đề án điểm này dùng nguồn")
        );

        let first = opened(&town, id, 2022, home, 200_000_000).await;
        let second = project::create(&cx, part(id, 2022, home)).await.unwrap();
        let lines = vec![machine_line(FundingScope::Kcqg, 400_000_000, 150_000_000)];
        let over = set_costs(&cx, second, version(&town, second).await, lines).await;
        let why = refusal(over.unwrap_err());
        assert!(
            why.contains("350.000.000") && why.contains("khung 300.000.000"),
            "{why}"
        );
        // A part that is given up leaves its money to the others.
        step(&town, first, Role::CentreHead, "withdrawal").await;
        let lines = vec![machine_line(FundingScope::Kcqg, 400_000_000, 150_000_000)];
        set_costs(&cx, second, version(&town, second).await, lines)
            .await
            .unwrap();

        let agency = town.cx(Role::MinistryAgency);
        let less = FlagshipInput {
            cells: vec![cell(2022, home, 100_000_000), cell(2023, home, 1)],
            ..frame()
        };
        let why = refusal(edit(&agency, id, 1, less).await.unwrap_err());
        assert!(
            why.contains("Các đề án phần đã đề nghị 150.000.000"),
            "{why}"
        );
        let without = FlagshipInput {
            cells: vec![cell(2022, binh_duong(), 1), cell(2023, home, 1)],
            ..frame()
        };
        let why = refusal(edit(&agency, id, 1, without).await.unwrap_err());
        assert!(why.contains("đã có đề án phần"), "{}: {why}", town.t.engine);
        let neighbour = only(&town, Role::CentreHead, binh_duong());
        let why = refusal(edit(&neighbour, id, 1, frame()).await.unwrap_err());
        assert!(why.contains("chủ trì"), "{why}");
        town.t.close().await;
    }
}

#[tokio::test]
async fn the_first_year_is_specific_at_the_ministry_appraisal() {
    for town in towns().await {
        let home = testkit::ba_ria_vung_tau();
        let id = create(&town.cx(Role::MinistryAgency), frame())
            .await
            .unwrap();
        let cx = town.cx(Role::Officer);
        let vague = ProjectInput {
            content: String::new(),
            ..part(id, 2022, home)
        };
        let project = project::create(&cx, vague).await.unwrap();
        let lines = vec![machine_line(FundingScope::Kcqg, 400_000_000, 200_000_000)];
        set_costs(&cx, project, version(&town, project).await, lines)
            .await
            .unwrap();
        step(&town, project, Role::CentreHead, "registration").await;
        step(&town, project, Role::Appraiser, "selection").await;
        complete_dossier(&town, project).await;
        step(&town, project, Role::CentreHead, "base-submission").await;
        pass_appraisal(&town, project, Role::Appraiser, Level::Base).await;
        step(&town, project, Role::Appraiser, "base-approval").await;
        step(&town, project, Role::Appraiser, "ministry-submission").await;
        pass_appraisal(&town, project, Role::MinistryAgency, Level::Ministry).await;
        let input = usual(&town, project, "ministry-approval").await;
        let agency = town.cx(Role::MinistryAgency);
        let vague = take(&agency, project, "ministry-approval", input, Some(&scan())).await;
        let why = refusal(vague.unwrap_err());
        assert!(why.contains("năm đầu (2022)"), "{}: {why}", town.t.engine);
        town.t.close().await;
    }
}

#[tokio::test]
async fn the_sums_by_year_and_province_are_those_of_the_ledger() {
    for town in towns().await {
        let home = testkit::ba_ria_vung_tau();
        let id = create(&town.cx(Role::MinistryAgency), frame())
            .await
            .unwrap();
        let first = opened(&town, id, 2022, home, 200_000_000).await;
        let second = opened(&town, id, 2022, binh_duong(), 150_000_000).await;
        let third = opened(&town, id, 2023, home, 120_000_000).await;
        to_contract(&town, first).await;
        to_contract(&town, second).await;
        to_contract(&town, third).await;

        let agency = town.cx(Role::MinistryAgency);
        let mut conn = agency.read().await.unwrap();
        let flagship = store::find(&agency, &mut conn, id).await.unwrap();
        let cells = store::cells(&mut conn, id).await.unwrap();
        let parts = store::parts(&mut conn, &Scope::Nation, id).await.unwrap();
        let found = matrix(flagship.years(), &cells, &parts);
        assert_eq!(found.years, [2022, 2023]);
        let allotted: Vec<i64> = found.by_year.iter().map(|f| f.allotted.0).collect();
        assert_eq!(allotted, [350_000_000, 120_000_000]);
        assert_eq!(found.total.framed, Dong(700_000_000));
        for row in &found.rows {
            for square in &row.squares {
                let (sum,): (Dong,) = conn
                    .one(sql!(
                        "SELECT CAST(COALESCE(SUM(e.amount), 0) AS BIGINT) FROM money_entry e
                           JOIN project p ON p.id = e.project_id AND e.source = p.scope
                           JOIN flagship_part k ON k.project_id = p.id
                          WHERE k.flagship_id = ? AND e.kind = 'allot' AND e.year = ?
                            AND p.province_id = ?",
                        id,
                        square.year,
                        square.province_id,
                    ))
                    .await
                    .unwrap();
                assert_eq!(square.figures.allotted, sum, "{}", town.t.engine);
            }
        }
        assert_eq!(crate::totals::verify(&mut conn).await.unwrap(), []);

        // A province sees the whole frame, and of the parts its own.
        let neighbour = only(&town, Role::CentreHead, binh_duong());
        assert_eq!(store::find(&neighbour, &mut conn, id).await.unwrap().id, id);
        let own = store::parts(&mut conn, &neighbour.actor.scope, id)
            .await
            .unwrap();
        assert_eq!(
            own.iter().map(|p| p.project_id).collect::<Vec<_>>(),
            [second]
        );
        // Of the others it learns where they stand and whose they are.
        let standing = store::standing(&mut conn, id).await.unwrap();
        let mut seen = matrix(flagship.years(), &cells, &own);
        note_others(&mut seen, &standing);
        let others: Vec<_> = seen
            .rows
            .iter()
            .flat_map(|row| &row.squares)
            .map(|square| (square.province_id == home, square.others.len()))
            .filter(|(_, n)| *n > 0)
            .collect();
        assert_eq!(others, [(true, 1), (true, 1)]);
        let stranger = only(
            &town,
            Role::CentreHead,
            UnitId::new(UnitLevel::Province, 1, 0),
        );
        let unseen = store::find(&stranger, &mut conn, id).await;
        assert!(matches!(unseen, Err(CommandError::NotFound)));
        drop(conn);
        town.t.close().await;
    }
}
