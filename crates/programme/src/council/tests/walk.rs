//! Sets a council up and lets it meet, as people do.

use db::{CommandError, Cx, sql};
use jiff::civil::{Date, date};
use kernel::{
    AccountId, CouncilId, CouncilItemId, CouncilMemberId, CouncilSessionId, Dong, ProjectId, Role,
};
use rules::{
    FundingScope,
    criteria::{self, CriterionResult},
};

use crate::{
    council::{
        BallotInput, CouncilInput, FindingInput, ItemInput, MemberInput, PresenceInput,
        SessionInput, add_item, add_member, cast, create, create_session,
        model::{CouncilForm, Duty, VoteChoice},
        note_presence, open, save_item,
    },
    project::{
        Level,
        tests::walk::{complete_dossier, drafted, step},
    },
    test_support::Town,
};

pub const DAY: Date = date(2022, 6, 10);

/// A project that waits for its base appraisal.
pub async fn submitted(town: &Town) -> ProjectId {
    let id = drafted(town, FundingScope::Kcdp, 600_000_000, 200_000_000).await;
    step(town, id, Role::CentreHead, "registration").await;
    complete_dossier(town, id).await;
    step(town, id, Role::CentreHead, "base-submission").await;
    id
}

pub fn account(n: u128) -> AccountId {
    AccountId::from_uuid(uuid::Uuid::from_u128(n))
}

/// Somebody with an account of his own; the officer's is the one who draws projects up.
pub fn person(town: &Town, role: Role, id: AccountId) -> Cx {
    let mut cx = town.cx(role);
    cx.actor.account = Some(id);
    cx
}

/// Rows of accounts, which members point at.
pub async fn with_accounts(town: &Town, ids: &[AccountId]) {
    let mut tx = town.t.db.begin().await.unwrap();
    for id in ids {
        tx.exec(sql!(
            "INSERT INTO account (id, username, name, role, organisation, password_hash, active,
                 created_at)
             VALUES (?, ?, 'Chuyên viên', 'appraiser', '', '', TRUE, ?)",
            *id,
            id.to_string(),
            town.t.clock.now(),
        ))
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
}

pub fn council_input() -> CouncilInput {
    CouncilInput {
        form: Some(CouncilForm::Council),
        level: Some(Level::Base),
        province_id: Some(testkit::ba_ria_vung_tau()),
        title: "Hội đồng thẩm định đề án khuyến công".into(),
        decision_no: "12/QĐ-SCT".into(),
        decision_on: Some(date(2022, 1, 10)),
        issuer: "Sở Công Thương".into(),
        signer: "Giám đốc Sở".into(),
        quorum: "2/3".into(),
        pass: "quá 1/2".into(),
        ..CouncilInput::default()
    }
}

pub fn member(name: &str, duty: Duty, account_id: Option<AccountId>) -> MemberInput {
    MemberInput {
        duty: Some(duty),
        account_id,
        name: name.into(),
        post: "Sở Công Thương".into(),
        votes: true,
        since: None,
    }
}

/// A council of three with accounts: the appraiser (chair), a second and a third one.
pub struct Bench {
    pub council: CouncilId,
    pub members: Vec<(CouncilMemberId, AccountId)>,
}

pub async fn bench(town: &Town) -> Bench {
    let cx = town.cx(Role::Appraiser);
    let chair = cx.actor.account.unwrap();
    let accounts = [chair, account(2_001), account(2_002)];
    with_accounts(town, &accounts).await;
    let council = create(&cx, council_input(), None).await.unwrap();
    let mut members = Vec::new();
    for (n, account) in accounts.into_iter().enumerate() {
        let (name, duty) = match n {
            0 => ("Nguyễn Văn An", Duty::Chair),
            1 => ("Trần Thị Bình", Duty::Secretary),
            _ => ("Lê Văn Cường", Duty::Member),
        };
        let input = member(name, duty, Some(account));
        let id = add_member(&cx, council, input).await.unwrap();
        members.push((id, account));
    }
    Bench { council, members }
}

impl Bench {
    pub fn cx(&self, town: &Town, n: usize) -> Cx {
        person(town, Role::Appraiser, self.members[n].1)
    }

    /// A planned session with one project.
    pub async fn session(
        &self,
        town: &Town,
        project: ProjectId,
    ) -> (CouncilSessionId, CouncilItemId) {
        let cx = town.cx(Role::Appraiser);
        let input = SessionInput {
            held_on: Some(DAY),
            place: "Phòng họp số 2".into(),
            ..SessionInput::default()
        };
        let session = create_session(&cx, self.council, input).await.unwrap();
        let item = add_item(&cx, session, project).await.unwrap();
        (session, item)
    }

    /// The same, open, with these members there.
    pub async fn open_session(
        &self,
        town: &Town,
        project: ProjectId,
        there: &[usize],
    ) -> (CouncilSessionId, CouncilItemId) {
        let (session, item) = self.session(town, project).await;
        let cx = town.cx(Role::Appraiser);
        open(&cx, session).await.unwrap();
        self.present(town, session, there).await.unwrap();
        let remarks = ItemInput {
            proposed: Some(Dong(180_000_000)),
            summary: "Bổ sung báo giá thứ ba.".into(),
            ..ItemInput::default()
        };
        save_item(&cx, session, item, 1, remarks).await.unwrap();
        (session, item)
    }

    pub async fn present(
        &self,
        town: &Town,
        session: CouncilSessionId,
        there: &[usize],
    ) -> Result<(), CommandError> {
        let inputs: Vec<PresenceInput> = self
            .members
            .iter()
            .enumerate()
            .map(|(n, (member_id, _))| PresenceInput {
                member_id: *member_id,
                present: there.contains(&n),
                reason: "Đi công tác".into(),
            })
            .collect();
        note_presence(&town.cx(Role::Appraiser), session, &inputs).await
    }

    pub async fn vote(
        &self,
        town: &Town,
        (session, item): (CouncilSessionId, CouncilItemId),
        n: usize,
        choice: VoteChoice,
    ) -> Result<(), CommandError> {
        let (member, _) = self.members[n];
        cast(&self.cx(town, n), session, item, member, ballot(choice)).await
    }
}

/// Every criterion found fulfilled, with this vote.
pub fn ballot(choice: VoteChoice) -> BallotInput {
    BallotInput {
        findings: criteria::seed()
            .into_iter()
            .map(|c| FindingInput {
                criterion: c.code,
                verdict: CriterionResult::Pass,
                note: String::new(),
            })
            .collect(),
        choice: Some(choice),
        opinion: "Đủ điều kiện".into(),
    }
}

/// The name of a refusal.
pub fn problem(error: CommandError) -> &'static str {
    match error {
        CommandError::Refused { problem, .. } => problem,
        other => panic!("{other:?}"),
    }
}

pub fn fields(error: CommandError) -> Vec<String> {
    match error {
        CommandError::Invalid(errors) => errors.into_iter().map(|e| e.field).collect(),
        other => panic!("{other:?}"),
    }
}
