//! The pages of tasks with invented values: none, one and many rows, and a long title.

use db::{Page, PageRequest};
use jiff::{Timestamp, civil::date};
use kernel::{Id, Lang, UnitId};
use uuid::Uuid;
use web_kit::{Chrome, Difference, Form, samples::Sample};

use super::{
    StateFilter,
    list::{BoardPage, Filters, ListPage, ListQuery, Row, column, late_label},
    model::{Neighbour, Obstacle, Report, Task, TaskState},
    obstacle_pages::{ObstaclePage, ResolutionPage},
    pages::{FormPage, ObstacleLine, ShowPage, report_line},
};

const TITLE: &str = "Khảo sát hiện trường, lập biên bản thỏa thuận ba bên với đơn vị thụ hưởng và nhà \
                     cung cấp máy móc, thiết bị của đề án";

fn task(n: usize) -> Task {
    Task {
        id: Id::from_uuid(Uuid::from_u128(n as u128 + 1)),
        title: TITLE.into(),
        description: "Đi cơ sở\nLập biên bản <1>".into(),
        project_id: n
            .is_multiple_of(2)
            .then(|| Id::from_uuid(Uuid::from_u128(1))),
        province_id: UnitId(1),
        department: "Phòng Khuyến công".into(),
        person_id: Some(Id::from_uuid(Uuid::from_u128(2))),
        person_name: "Chuyên viên phòng Nghiệp vụ".into(),
        starts_on: Some(date(2022, 5, 1)),
        due_on: date(2022, 6, 1),
        state: TaskState::ALL[n % 4],
        progress: 40,
        done_on: (n % 4 == 2).then(|| date(2022, 6, 3)),
        obstacles: (n % 3) as i64,
        waits: 1,
        illustration: true,
        version: 1,
    }
}

fn row(n: usize, lang: Lang) -> Row {
    let project = "77-2022-001 · Hỗ trợ ứng dụng máy móc tiên tiến".to_owned();
    Row::of(task(n), project, date(2022, 6, 15), lang)
}

fn rows(count: usize, lang: Lang) -> Page<Row> {
    Page {
        rows: (0..count).map(|n| row(n, lang)).collect(),
        total: count as i64,
        request: PageRequest::new(None),
    }
}

fn choices() -> Vec<(String, String)> {
    vec![("1".into(), "Chuyên viên phòng Nghiệp vụ".into())]
}

fn list(lang: Lang, count: usize) -> Sample {
    let chrome = Chrome::sample(lang, lang.t("Nhiệm vụ", "Tasks"));
    let mut page = ListPage::of(chrome, &ListQuery::default(), rows(count, lang));
    page.late_label = late_label(count as i64, lang);
    page.may_create = true;
    page.export = Some("/tasks/export.xlsx".into());
    page.filters.people = choices();
    page.filters.project = "77-2022-001".into();
    Sample::of("tasks", page)
}

fn board(lang: Lang, count: usize) -> Sample {
    let states = [
        StateFilter::Planned,
        StateFilter::Doing,
        StateFilter::Blocked,
        StateFilter::Done,
    ];
    let query = ListQuery::default();
    let columns = states
        .map(|state| column(state, 40, rows(count, lang).rows, &query, lang))
        .into();
    Sample::of(
        "board of tasks",
        BoardPage {
            c: Chrome::sample(lang, lang.t("Bảng nhiệm vụ", "Board of tasks")),
            form: Form::new(lang),
            filters: Filters::default(),
            columns,
            list: "/tasks".into(),
            may_create: true,
        },
    )
}

fn obstacle(resolved: bool) -> Obstacle {
    Obstacle {
        id: Id::from_uuid(Uuid::from_u128(9)),
        task_id: task(0).id,
        description: "Nhà cung cấp chậm giao máy".into(),
        person_id: None,
        person_name: "Nhà cung cấp máy".into(),
        due_on: date(2022, 6, 10),
        raised_on: date(2022, 6, 1),
        raised_by: "Chuyên viên phòng Nghiệp vụ".into(),
        resolution: if resolved {
            "Đã giao máy".into()
        } else {
            String::new()
        },
        resolved_on: resolved.then(|| date(2022, 6, 12)),
        resolved_by: String::new(),
        version: 1,
        illustration: true,
    }
}

fn show(lang: Lang, count: usize) -> Sample {
    let chrome = Chrome::sample(lang, TITLE);
    let mut form = Form::new(lang);
    form.fail("note", lang.t("Cần điền ô này.", "This is required."));
    let mut page = ShowPage::of(chrome, row(count, lang), form, Form::new(lang));
    page.needs = vec![
        Neighbour {
            id: task(1).id,
            title: TITLE.into(),
            state: TaskState::Doing,
            due_on: date(2022, 7, 1),
        };
        count
    ];
    page.needed_by.clone_from(&page.needs);
    page.obstacles = (0..count)
        .map(|n| ObstacleLine {
            obstacle: obstacle(n % 2 == 1),
            late: "trễ 2 ngày".into(),
            href: n.is_multiple_of(2).then(|| "/x".into()),
        })
        .collect();
    let report = Report {
        state: TaskState::Doing,
        progress: 30,
        note: "Đã đi cơ sở".into(),
        actor: "Chuyên viên".into(),
        at: Timestamp::UNIX_EPOCH,
    };
    page.reports = (0..count)
        .map(|_| report_line(report.clone(), lang))
        .collect();
    page.candidates = choices();
    page.may_edit = count != 1;
    page.may_report = count != 1;
    Sample::of("task", page)
}

fn forms(lang: Lang) -> [Sample; 3] {
    let mut form = Form::new(lang);
    form.fail("due_on", lang.t("Cần điền ô này.", "This is required."));
    let chrome = Chrome::sample(lang, lang.t("Giao nhiệm vụ", "Give a task"));
    let mut page = FormPage::of(chrome, form.clone(), None);
    page.people = choices();
    page.conflict.push(Difference {
        label: "Hạn",
        stored: "01/06/2022".into(),
        typed: "02/06/2022".into(),
    });
    [
        Sample::of("task form", page),
        Sample::of(
            "obstacle form",
            ObstaclePage {
                c: Chrome::sample(lang, lang.t("Ghi vướng mắc", "Note an obstacle")),
                task: task(0),
                form: form.clone(),
                people: choices(),
            },
        ),
        Sample::of(
            "obstacle resolution",
            ResolutionPage {
                c: Chrome::sample(lang, lang.t("Gỡ vướng mắc", "Untie the obstacle")),
                obstacle: obstacle(false),
                form,
            },
        ),
    ]
}

pub(crate) fn samples() -> Vec<Sample> {
    let mut all = Vec::new();
    for lang in [Lang::Vi, Lang::En] {
        for count in [0, 1, 50] {
            all.push(list(lang, count));
            all.push(board(lang, count.min(5)));
            all.push(show(lang, count));
        }
        all.extend(forms(lang));
    }
    all
}
