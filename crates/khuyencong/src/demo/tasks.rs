//! Tasks of the Centre, invented: under way, late, blocked, waiting for another, done.

use db::{CommandResult, Cx};
use jiff::{Span, ToSpan as _};
use kernel::{AccountId, ProjectId, Role, TaskId};
use programme::project::list::matching;
use work::task::{
    ObstacleInput, ReportInput, TaskInput, TaskState, add_dependency, create, raise_obstacle,
    report,
};

use super::Stage;

/// A task: title, who has it, which project, from when, due when; days count from today.
struct Given<'a> {
    title: &'a str,
    department: &'a str,
    person: Role,
    project: Option<ProjectId>,
    from: Span,
    due: Span,
}

impl Stage {
    fn account(&self, role: Role) -> Option<AccountId> {
        let found = self.accounts.iter().find(|(r, _)| *r == role);
        found.map(|(_, id)| *id)
    }

    async fn give(&self, head: &Cx, given: Given<'_>) -> CommandResult<TaskId> {
        let today = head.today();
        let task = TaskInput {
            title: given.title.to_owned(),
            description: String::new(),
            project_id: given.project,
            department: given.department.to_owned(),
            person_id: self.account(given.person),
            starts_on: Some(today.saturating_add(given.from)),
            due_on: Some(today.saturating_add(given.due)),
        };
        create(head, task).await
    }
}

fn under_way(progress: i64, note: &str) -> ReportInput {
    ReportInput {
        version: 1,
        state: Some(TaskState::Doing),
        progress: Some(progress),
        done_on: None,
        note: note.to_owned(),
    }
}

pub(super) async fn load(stage: &Stage) -> CommandResult<()> {
    let head = stage.invented(Role::CentreHead);
    let officer = stage.invented(Role::Officer);
    let mut conn = head.read().await?;
    let projects = matching(&mut conn, &head.actor.scope, "", 3).await?;
    drop(conn);
    let project = |n: usize| projects.get(n).map(|project| project.id);
    const TRADE: &str = "Phòng Khuyến công";

    let survey = stage
        .give(
            &head,
            Given {
                title: "Khảo sát các cơ sở đăng ký hỗ trợ năm tới",
                department: TRADE,
                person: Role::Officer,
                project: None,
                from: (-10).days(),
                due: 14.days(),
            },
        )
        .await?;
    report(
        &officer,
        survey,
        under_way(30, "Đã khảo sát 6 trong 20 cơ sở."),
    )
    .await?;

    let late = stage
        .give(
            &head,
            Given {
                title: "Lập báo cáo tiến độ đề án quý trước gửi Sở Công Thương",
                department: TRADE,
                person: Role::Officer,
                project: project(0),
                from: (-30).days(),
                due: (-9).days(),
            },
        )
        .await?;
    report(
        &officer,
        late,
        under_way(60, "Còn thiếu số liệu giải ngân."),
    )
    .await?;

    let acceptance = stage
        .give(
            &head,
            Given {
                title: "Nghiệm thu máy móc tại cơ sở thụ hưởng",
                department: TRADE,
                person: Role::Officer,
                project: project(1),
                from: (-5).days(),
                due: 7.days(),
            },
        )
        .await?;
    report(&officer, acceptance, under_way(20, "")).await?;
    let obstacle = ObstacleInput {
        description: "Nhà cung cấp chưa xuất hóa đơn giá trị gia tăng của máy.".into(),
        person_id: None,
        outsider: "Cơ sở thụ hưởng và nhà cung cấp".into(),
        due_on: Some(head.today().saturating_add(5.days())),
    };
    raise_obstacle(&officer, acceptance, obstacle).await?;

    let payment = stage
        .give(
            &head,
            Given {
                title: "Lập hồ sơ thanh toán, thanh lý hợp đồng",
                department: "Kế toán",
                person: Role::Accountant,
                project: project(1),
                from: 7.days(),
                due: 20.days(),
            },
        )
        .await?;
    add_dependency(&head, payment, Some(acceptance)).await?;

    stage
        .give(
            &head,
            Given {
                title: "Mời các cơ sở trong xã dự lớp tập huấn khởi sự doanh nghiệp",
                department: "",
                person: Role::Collaborator,
                project: None,
                from: 0.days(),
                due: 10.days(),
            },
        )
        .await?;

    let bulletin = stage
        .give(
            &head,
            Given {
                title: "In và phát hành bản tin khuyến công số mới",
                department: "Phòng Tư vấn",
                person: Role::Officer,
                project: None,
                from: (-20).days(),
                due: 2.days(),
            },
        )
        .await?;
    let done = ReportInput {
        version: 1,
        state: Some(TaskState::Done),
        note: "Đã phát hành 500 bản.".into(),
        ..ReportInput::default()
    };
    report(&officer, bulletin, done).await
}
