//! The pages of flagships with invented values: none, one and many rows, and long names.

use db::{Page, PageRequest};
use kernel::{Actor, Dong, FlagshipId, FundingSource, Lang, ProjectId, UnitId, WorkflowId};
use uuid::Uuid;
use web_kit::{Chrome, Form, samples::Sample};

use super::{
    Cell, Flagship, Part,
    matrix::matrix,
    model::FlagshipRow,
    pages::{FormPage, ListPage, ListQuery, PartPage},
    show::{Reader, ShowPage},
};

const TITLE: &str = "Nâng cao năng lực chế biến trái cây xuất khẩu gắn với vùng nguyên liệu của các tỉnh \
                     Đông Nam Bộ và Đồng bằng sông Cửu Long";

fn flagship() -> Flagship {
    Flagship {
        id: FlagshipId::from_uuid(Uuid::nil()),
        code: "ĐĐ-2026-001".into(),
        title: TITLE.into(),
        scope: FundingSource::Kcqg,
        from_year: 2026,
        to_year: 2028,
        leader: "Cục Đổi mới sáng tạo, Chuyển đổi xanh và Khuyến công".into(),
        lead_province_id: None,
        lead_centre: None,
        goals: "Tăng tỷ lệ chế biến".into(),
        effect: String::new(),
        created_by: None,
        version: 2,
        illustration: true,
    }
}

fn row() -> FlagshipRow {
    let f = flagship();
    FlagshipRow {
        id: f.id,
        code: f.code,
        title: f.title,
        scope: f.scope,
        from_year: f.from_year,
        to_year: f.to_year,
        leader: f.leader,
        provinces: 12,
        amount: Dong(99_999_999_999),
        parts: 7,
        illustration: true,
    }
}

fn cells() -> Vec<Cell> {
    [(2026, 1), (2026, 2), (2027, 1)]
        .map(|(year, province)| Cell {
            year,
            province_id: UnitId(province),
            province: format!("Thành phố Hồ Chí Minh {province}"),
            implementer: "Trung tâm Khuyến công".into(),
            content: "Máy sấy lạnh".into(),
            amount: Dong(99_999_999_999),
            used: Dong(1),
        })
        .to_vec()
}

fn parts() -> Vec<Part> {
    vec![Part {
        project_id: ProjectId::from_uuid(Uuid::nil()),
        year: 2026,
        province_id: UnitId(1),
        code: "ĐA-79-2026-0001".into(),
        title: TITLE.into(),
        implementer: "Trung tâm Khuyến công".into(),
        workflow_id: WorkflowId::from_uuid(Uuid::nil()),
        state: "draft".into(),
        requested: Dong(99_999_999_999),
        planned: Dong(1),
        allotted: Dong(1),
        accepted: Dong(0),
        settled: Dong(0),
        paid: Dong(0),
        illustration: true,
    }]
}

pub(crate) fn samples() -> Vec<Sample> {
    let mut all = Vec::new();
    for lang in [Lang::Vi, Lang::En] {
        for rows in [0, 1, 50] {
            let page = Page {
                rows: vec![row(); rows],
                total: rows as i64,
                request: PageRequest::new(None),
            };
            let c = Chrome::sample(lang, lang.t("Đề án điểm", "Flagships"));
            let page = ListPage {
                may_create: true,
                ..ListPage::of(c, &ListQuery::default(), page)
            };
            all.push(Sample::of("flagships", page));
        }
        let actor = Actor::operator();
        for seen in [None, Some(vec![UnitId(1)])] {
            let reader = Reader {
                actor: &actor,
                today: jiff::civil::date(2025, 3, 1),
                seen,
            };
            let mut found = matrix(flagship().years(), &cells(), &parts());
            for square in found.rows.iter_mut().flat_map(|row| &mut row.squares) {
                square.others = vec!["Trung tâm Khuyến công Bình Dương".into()];
            }
            let c = Chrome::sample(lang, TITLE);
            let mut page = ShowPage::of(c, flagship(), &found, &[], &reader, 3);
            page.may_edit = true;
            page.limit = lang.t("Chưa có.", "None.").into();
            all.push(Sample::of("flagship", page));
        }
        let mut form = Form::new(lang);
        form.fail(
            "cell_1_year",
            lang.t("Cần điền ô này.", "This is required."),
        );
        let c = Chrome::sample(lang, lang.t("Lập khung", "New"));
        all.push(Sample::of("flagship form", FormPage::of(c, form, None)));
        let form = Form::new(lang)
            .with("year", 2026)
            .with("province_id", UnitId(1));
        let c = Chrome::sample(lang, lang.t("Mở đề án phần", "Open a part"));
        all.push(Sample::of(
            "flagship part",
            PartPage::of(c, flagship(), form, &cells()),
        ));
    }
    all
}
