//! The pages of councils with invented values: none, one and many rows, and long names.

use db::{Page, PageRequest};
use jiff::civil::date;
use kernel::{Dong, Id, Lang};
use uuid::Uuid;
use web_kit::{Chrome, Difference, Form, samples::Sample};

use super::{
    ballot::BallotPage,
    form::FormPage,
    item::{ItemPage, ProjectView, SeatView, VoteView, finding_views},
    list::{ListPage, ListQuery, session_view},
    session::{ItemView, Parts, SessionPage},
    session_form,
    show::ShowPage,
};
use crate::{
    council::{
        model::{
            Council, CouncilForm, CouncilRow, Duty, Interest, InterestKind, InterestState, Item,
            Member, Outcome, Presence, Session, SessionRow, SessionState,
        },
        papers::jointly,
    },
    project::Level,
};

const TITLE: &str = "Hội đồng thẩm định cấp cơ sở các đề án khuyến công địa phương và khuyến công quốc \
                     gia trên địa bàn tỉnh Bà Rịa – Vũng Tàu";

fn id<K>(n: u128) -> Id<K> {
    Id::from_uuid(Uuid::from_u128(n))
}

fn council() -> Council {
    Council {
        id: id(1),
        form: CouncilForm::Council,
        level: Level::Base,
        province_id: None,
        territory: "Tỉnh Bà Rịa – Vũng Tàu".into(),
        title: TITLE.into(),
        decision_no: "12/QĐ-SCT".into(),
        decision_on: date(2022, 1, 10),
        issuer: "Sở Công Thương".into(),
        signer: "Giám đốc Sở".into(),
        file_id: Some(id(9)),
        quorum_bp: 6_666,
        pass_bp: 5_001,
        required: true,
        term_from: date(2022, 1, 10),
        term_to: None,
        note: String::new(),
        illustration: true,
        version: 1,
    }
}

fn member(past: bool) -> Member {
    Member {
        id: id(2),
        council_id: id(1),
        position: 1,
        duty: Duty::Chair,
        account_id: None,
        name: "Nguyễn Văn An".into(),
        post: "Phó Giám đốc Sở Công Thương".into(),
        votes: true,
        since: date(2022, 1, 10),
        until: past.then(|| date(2022, 6, 1)),
    }
}

fn session(state: SessionState) -> Session {
    Session {
        id: id(3),
        council_id: id(1),
        number: 1,
        held_on: date(2022, 3, 15),
        starts_at: "8 giờ 00".into(),
        place: "Phòng họp số 2".into(),
        invitation_no: "05/GM-SCT".into(),
        invited_on: None,
        guests: String::new(),
        requests: String::new(),
        quorum_bp: 6_666,
        pass_bp: 5_001,
        state,
        reason: match state {
            SessionState::Cancelled => "Thiếu thành viên".into(),
            _ => String::new(),
        },
        opened_at: None,
        closed_at: None,
        illustration: true,
        version: 1,
    }
}

fn session_row() -> SessionRow {
    SessionRow {
        id: id(3),
        council: TITLE.into(),
        number: 1,
        held_on: date(2022, 3, 15),
        place: "Phòng họp số 2".into(),
        state: SessionState::Open,
        items: 12,
        illustration: true,
    }
}

fn list(lang: Lang, rows: usize) -> Sample {
    let row = CouncilRow {
        id: id(1),
        level: Level::Base,
        territory: String::new(),
        title: TITLE.into(),
        decision_no: "12/QĐ-SCT".into(),
        decision_on: date(2022, 1, 10),
        term_from: date(2022, 1, 10),
        term_to: Some(date(2022, 12, 31)),
        members: 7,
        sessions: 2,
        illustration: true,
    };
    let page = Page {
        rows: vec![row; rows],
        total: rows as i64,
        request: PageRequest::new(None),
    };
    let c = Chrome::sample(lang, super::title(lang));
    let mut page = ListPage::of(c, &ListQuery::default(), page);
    page.may_create = rows != 1;
    if rows > 0 {
        page.invited.push(session_view(session_row(), lang));
    }
    Sample::of("councils", page)
}

fn show(lang: Lang, members: usize) -> Sample {
    let c = Chrome::sample(lang, TITLE);
    let mut all = vec![member(false); members];
    all.push(member(true));
    let mut page = ShowPage::of(c, council(), all, Form::new(lang));
    page.sessions.push(session_view(session_row(), lang));
    page.manages = members != 1;
    Sample::of("council", page)
}

fn form(lang: Lang) -> Sample {
    let mut form = Form::new(lang);
    form.fail("quorum", lang.t("Ghi một tỷ lệ.", "A share is needed."));
    let c = Chrome::sample(lang, lang.t("Lập hội đồng", "New council"));
    let mut page = FormPage::of(c, form, Some(id(1)));
    page.conflict.push(Difference {
        label: "Tên",
        stored: "A".into(),
        typed: "B".into(),
    });
    Sample::of("council-form", page)
}

fn presence(present: bool) -> Presence {
    Presence {
        member_id: id(2),
        account_id: None,
        duty: Duty::Member,
        name: "Trần Thị Bình".into(),
        post: "Chuyên gia cơ khí".into(),
        votes: present,
        present,
        reason: String::new(),
    }
}

fn interest(state: InterestState) -> Interest {
    Interest {
        id: id(5),
        member_id: id(2),
        name: "Trần Thị Bình".into(),
        post: "Chuyên gia cơ khí".into(),
        project_id: id(6),
        code: "ĐA-77-2022-0001".into(),
        kind: InterestKind::Namesake,
        declared: false,
        state,
        detail: "Người đại diện tên là Trần Thị Bình.".into(),
        actor: "Thư ký".into(),
        at: jiff::Timestamp::UNIX_EPOCH,
        settled_by: "Chủ tịch".into(),
        settlement: match state {
            InterestState::Cleared => "Người khác cùng tên".into(),
            _ => String::new(),
        },
        answer: match state {
            InterestState::Cleared => "Tôi không phải người đó".into(),
            _ => String::new(),
        },
    }
}

fn session_page(lang: Lang, state: SessionState) -> Sample {
    let c = Chrome::sample(lang, lang.t("Phiên họp thứ 1", "Session 1"));
    let item = |barred: bool| ItemView {
        id: Uuid::from_u128(u128::from(barred) + 20).to_string(),
        n: 1,
        code: "ĐA-77-2022-0001".into(),
        title: "Hỗ trợ ứng dụng máy cắt laser".into(),
        beneficiaries: "Công ty TNHH Cơ khí Phước Hải".into(),
        href: (!barred).then(|| "/council-sessions/x/items/y".into()),
        present: "3/5".into(),
        quorum: false,
        voted: "0".into(),
        badge: (lang.t("Chờ kết luận", "Pending"), "grey", "clock"),
        proposed: String::new(),
        reason: String::new(),
        halted: match barred {
            true => String::new(),
            false => lang
                .t("Đang chờ bổ sung hồ sơ.", "Waits for supplements.")
                .into(),
        },
    };
    let empty = state == SessionState::Cancelled;
    let mut page = SessionPage::of(
        c,
        Parts {
            council: council(),
            session: session(state),
            items: if empty {
                Vec::new()
            } else {
                vec![item(false), item(true)]
            },
            roll: if empty {
                Vec::new()
            } else {
                vec![presence(true)]
            },
            interests: match empty {
                true => Vec::new(),
                false => vec![
                    interest(InterestState::Question),
                    interest(InterestState::Cleared),
                ],
            },
        },
        Form::new(lang),
        true,
    );
    page.invited = page.live;
    if let Some(question) = page.interests.first_mut() {
        question.own = Some("/council-sessions/x/interests/y/answer".into());
    }
    if state == SessionState::Planned {
        page.waiting.push(("x".into(), "ĐA-77-2022-0002".into()));
    }
    Sample::of("council-session", page)
}

fn item_page(lang: Lang, pending: bool) -> Sample {
    let c = Chrome::sample(lang, "ĐA-77-2022-0001");
    let item = Item {
        id: id(7),
        session_id: id(3),
        project_id: id(6),
        position: 1,
        code: "ĐA-77-2022-0001".into(),
        title: "Hỗ trợ ứng dụng máy cắt laser".into(),
        beneficiaries: String::new(),
        outcome: Outcome::Pending,
        conclusion: None,
        proposed: Some(Dong(200_000_000)),
        rank: Some(1),
        budget_fit: None,
        visit: "Xưởng đủ mặt bằng".into(),
        summary: String::new(),
        reason: String::new(),
        version: 1,
        barred: false,
    };
    let page = ItemPage {
        href: "/council-sessions/x/items/y".into(),
        badge: super::outcome_badge(Outcome::Pending, None, lang),
        proposed: String::new(),
        fits: vec![("fits", lang.t("Phù hợp dự toán", "Fits the budget"))],
        standing: vec![(lang.t("Thứ tự ưu tiên", "Place"), "1".into())],
        project: ProjectView::default(),
        findings: finding_views(&jointly(rules::criteria::seed(), Vec::new()), lang),
        seats: vec![SeatView {
            name: "Trần Thị Bình".into(),
            duty: Duty::Member.label(lang),
            badge: (lang.t("chưa bỏ phiếu", "not voted"), "amber", "clock"),
            ballot: Some("/council-sessions/x/items/y/ballots/z".into()),
            own: pending,
        }],
        votes: match pending {
            true => Vec::new(),
            false => vec![VoteView {
                name: "Trần Thị Bình".into(),
                choice: lang.t("Đồng ý", "For"),
                opinion: String::new(),
                revision: 2,
                at: "15/03/2022 09:00".into(),
            }],
        },
        acts: vec![(
            "15/03/2022 09:00".into(),
            "Trần Thị Bình".into(),
            lang.t("bỏ phiếu: Đồng ý", "voted: For").into(),
            String::new(),
        )],
        tally: lang.t("3/5 người dự họp", "3 of 5 present").into(),
        quorum_missing: lang.t("không đủ số người dự họp", "no quorum").into(),
        halted: match pending {
            true => lang
                .t("Đang chờ bổ sung hồ sơ.", "Waits for supplements.")
                .into(),
            false => String::new(),
        },
        form: Form::new(lang),
        manages: true,
        pending,
        item,
        c,
    };
    Sample::of("council-item", page)
}

fn of(lang: Lang) -> Vec<Sample> {
    let c = || Chrome::sample(lang, lang.t("Phiếu thẩm định", "Ballot"));
    let ballot = BallotPage::of(
        c(),
        Form::new(lang),
        "/council-sessions/x/items/y".into(),
        "Trần Thị Bình".into(),
        &rules::criteria::seed(),
    );
    let mut all = vec![
        form(lang),
        Sample::of("council-ballot", ballot),
        Sample::of(
            "council-session-form",
            session_form::sample(c(), Form::new(lang)),
        ),
        item_page(lang, true),
        item_page(lang, false),
    ];
    all.extend([0, 1, 50].map(|rows| list(lang, rows)));
    all.extend([0, 1, 9].map(|members| show(lang, members)));
    all.extend(SessionState::ALL.iter().map(|s| session_page(lang, *s)));
    all
}

pub(crate) fn samples() -> Vec<Sample> {
    [Lang::Vi, Lang::En].into_iter().flat_map(of).collect()
}
