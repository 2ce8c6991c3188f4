//! An invented council of the province: one session that concluded a project of 2022, with a member
//! kept out because his account drew the project up, and one session that waits for today's project.

use db::{CommandResult, Cx};
use jiff::civil::{Date, date};
use kernel::{CouncilId, CouncilMemberId, CouncilSessionId, Dong, ProjectId, Role};
use programme::{
    council::{
        BallotInput, CouncilInput, FindingInput, ItemInput, MemberInput, PresenceInput,
        SessionInput, add_item, add_member, cast, close, create, create_session,
        model::{CouncilForm, Duty, InterestState, VoteChoice},
        note_presence, open, save_item, settle, store,
    },
    project::Level,
};
use rules::criteria::{self, CriterionResult};

use super::Stage;

/// Name, post, duty, and the role whose account it is.
type Seat = (&'static str, &'static str, Duty, Option<Role>);

const SEATS: [Seat; 5] = [
    (
        "Nguyễn Văn An (minh họa)",
        "Phó Giám đốc Sở Công Thương",
        Duty::Chair,
        None,
    ),
    (
        "Trần Thị Bình (minh họa)",
        "Chuyên viên phòng Quản lý công nghiệp, Sở Công Thương",
        Duty::Secretary,
        Some(Role::Appraiser),
    ),
    (
        "Lê Văn Cường (minh họa)",
        "Giám đốc Trung tâm",
        Duty::Member,
        Some(Role::CentreHead),
    ),
    (
        "Phạm Thị Dung (minh họa)",
        "Chuyên viên phòng Nghiệp vụ, Trung tâm",
        Duty::Member,
        Some(Role::Officer),
    ),
    (
        "Hoàng Văn Em (minh họa)",
        "Chuyên gia cơ khí, Hội Cơ khí",
        Duty::Member,
        None,
    ),
];

/// The member whose account draws the projects up.
const DRAFTER: usize = 3;

pub struct Council<'a> {
    stage: &'a Stage,
    id: CouncilId,
    members: Vec<CouncilMemberId>,
}

impl<'a> Council<'a> {
    pub async fn set_up(stage: &'a Stage) -> CommandResult<Council<'a>> {
        let cx = stage.invented(Role::Appraiser);
        let input = CouncilInput {
            form: Some(CouncilForm::Council),
            level: Some(Level::Base),
            province_id: Some(stage.province),
            title: "Hội đồng thẩm định đề án khuyến công cấp cơ sở (minh họa)".into(),
            decision_no: "minh họa 31/QĐ-SCT".into(),
            decision_on: Some(date(2021, 9, 1)),
            issuer: "Sở Công Thương".into(),
            signer: "Giám đốc Sở".into(),
            quorum: "2/3".into(),
            pass: "quá 1/2".into(),
            ..CouncilInput::default()
        };
        let id = create(&cx, input, Some(&stage.scan)).await?;
        let mut members = Vec::new();
        for (name, post, duty, role) in SEATS {
            let input = MemberInput {
                duty: Some(duty),
                account_id: role.and_then(|role| stage.cx(role).actor.account),
                name: name.into(),
                post: post.into(),
                votes: true,
                since: None,
            };
            members.push(add_member(&cx, id, input).await?);
        }
        Ok(Council { stage, id, members })
    }

    fn secretary(&self) -> Cx {
        self.stage.invented(Role::Appraiser)
    }

    /// A session that looks at one project, finds it good, and closes.
    pub async fn appraise(
        &self,
        project: ProjectId,
        on: Date,
        proposed: Dong,
    ) -> CommandResult<()> {
        let cx = self.secretary();
        let input = SessionInput {
            held_on: Some(on),
            starts_at: "8 giờ 00".into(),
            place: "Phòng họp Sở Công Thương".into(),
            invitation_no: "minh họa 05/GM-SCT".into(),
            invited_on: on.yesterday().ok(),
            requests: "Trung tâm hoàn thiện hồ sơ theo ý kiến của hội đồng.".into(),
            ..SessionInput::default()
        };
        let session = create_session(&cx, self.id, input).await?;
        let item = add_item(&cx, session, project).await?;
        self.settle_questions(session).await?;
        open(&cx, session).await?;
        let there: Vec<PresenceInput> = self
            .members
            .iter()
            .map(|member| PresenceInput {
                member_id: *member,
                present: true,
                reason: String::new(),
            })
            .collect();
        note_presence(&cx, session, &there).await?;
        for (n, member) in self
            .members
            .iter()
            .enumerate()
            .filter(|(n, _)| *n != DRAFTER)
        {
            let voter = match SEATS[n].3 {
                Some(role) => self.stage.invented(role),
                None => self.secretary(),
            };
            cast(&voter, session, item, *member, ballot(n)).await?;
        }
        let remarks = ItemInput {
            proposed: Some(proposed),
            visit: "Xưởng đủ mặt bằng và điện để lắp máy (minh họa).".into(),
            summary: "Theo dõi hiệu quả sau sáu tháng (minh họa).".into(),
            ..ItemInput::default()
        };
        save_item(&cx, session, item, 1, remarks).await?;
        close(&cx, session).await
    }

    /// The head of the Centre works for the unit that carries the project out: asked, and settled by
    /// the secretary.
    async fn settle_questions(&self, session: CouncilSessionId) -> CommandResult<()> {
        let cx = self.secretary();
        let mut conn = cx.read().await?;
        let found = store::interests(&mut conn, session).await?;
        drop(conn);
        for question in found.iter().filter(|n| n.state == InterestState::Question) {
            let reason = "Chỉ chỉ đạo chung, không tham gia lập đề án này (minh họa).";
            settle(&cx, session, question.id, false, reason).await?;
        }
        Ok(())
    }

    /// A session of today that still has to meet.
    pub async fn invite(&self, project: ProjectId) -> CommandResult<()> {
        let cx = self.secretary();
        let input = SessionInput {
            held_on: Some(cx.today()),
            starts_at: "14 giờ 00".into(),
            place: "Phòng họp Sở Công Thương".into(),
            ..SessionInput::default()
        };
        let session = create_session(&cx, self.id, input).await?;
        add_item(&cx, session, project).await?;
        Ok(())
    }
}

/// Every criterion found fulfilled; one member wants a change.
fn ballot(n: usize) -> BallotInput {
    let findings = criteria::seed().into_iter().map(|criterion| FindingInput {
        criterion: criterion.code,
        verdict: CriterionResult::Pass,
        note: String::new(),
    });
    let wants_change = n + 1 == SEATS.len();
    BallotInput {
        findings: findings.collect(),
        choice: Some(match wants_change {
            true => VoteChoice::WithChanges,
            false => VoteChoice::For,
        }),
        opinion: match wants_change {
            true => "Bổ sung phương án bảo trì máy (minh họa).".into(),
            false => String::new(),
        },
    }
}
