use askama::Template;
use axum::extract::Path;
use db::{CommandResult, Conn};
use kernel::{CouncilItemId, CouncilMemberId, CouncilSessionId, Lang};
use rules::criteria::{Criterion, CriterionResult};
use web_kit::{Chrome, Form, Web, WebError, WebResult};

use super::item::{ProjectView, crumbs, project_view};
use crate::{
    council::{
        ballot::{BallotInput, FindingInput, cast},
        model::{Item, Seat, VoteChoice},
        papers, store,
    },
    project,
};

#[derive(Template)]
#[template(path = "council/views/ballot.html")]
pub(super) struct BallotPage {
    pub c: Chrome,
    pub form: Form,
    pub action: String,
    pub cancel: String,
    pub member: String,
    /// True when somebody else's paper ballot is entered.
    pub from_paper: bool,
    /// (code, title, article)
    pub criteria: Vec<(String, String, String)>,
    pub verdicts: Vec<(&'static str, &'static str)>,
    pub choices: Vec<(&'static str, &'static str)>,
    pub project: ProjectView,
}

impl BallotPage {
    pub(super) fn of(
        c: Chrome,
        form: Form,
        cancel: String,
        member: String,
        criteria: &[Criterion],
    ) -> BallotPage {
        let lang = c.lang;
        BallotPage {
            action: cancel.clone(),
            cancel,
            member,
            from_paper: false,
            criteria: criteria
                .iter()
                .map(|criterion| {
                    let title = format!("{}. {}", criterion.order, criterion.title.get(lang));
                    (criterion.code.clone(), title, criterion.article.clone())
                })
                .collect(),
            verdicts: CriterionResult::ALL
                .map(|r| (r.code(), r.label(lang)))
                .to_vec(),
            choices: VoteChoice::ALL
                .iter()
                .map(|v| (v.code(), v.label(lang)))
                .collect(),
            project: ProjectView::default(),
            form,
            c,
        }
    }
}

struct Ballot {
    session: CouncilSessionId,
    item: Item,
    seat: Seat,
    criteria: Vec<Criterion>,
}

async fn page(
    web: &Web,
    conn: &mut Conn,
    ballot: &Ballot,
    form: Form,
) -> CommandResult<BallotPage> {
    let (cx, lang) = (&web.cx, web.cx.lang);
    let (council, session) = store::session(cx, conn, ballot.session).await?;
    let case = papers::case(cx, conn, &ballot.item).await?;
    let (item, seat) = (&ballot.item, &ballot.seat);
    let heading = match lang {
        Lang::Vi => format!("Phiếu thẩm định đề án {}", item.code),
        Lang::En => format!("Ballot on project {}", item.code),
    };
    let cancel = format!("/council-sessions/{}/items/{}", ballot.session, item.id);
    let c = crumbs(web, &council, &session, heading).crumb(&item.code, &cancel);
    let project = project_view(web, conn, &case, &cancel, cx.today()).await?;
    Ok(BallotPage {
        action: format!("{cancel}/ballots/{}", seat.member_id),
        from_paper: seat.account_id.is_none(),
        project,
        ..BallotPage::of(c, form, cancel, seat.name.clone(), &ballot.criteria)
    })
}

async fn load(
    web: &Web,
    conn: &mut Conn,
    session: CouncilSessionId,
    item: CouncilItemId,
    member: CouncilMemberId,
) -> Result<Ballot, WebError> {
    let cx = &web.cx;
    let (council, _) = store::session(cx, conn, session).await?;
    let item = store::item(cx, conn, session, item).await?;
    papers::admit(cx, &item)?;
    let seats = papers::seats(conn, item.id).await?;
    let seat = papers::seat_of(&seats, member)
        .cloned()
        .ok_or_else(WebError::not_found)?;
    crate::council::ballot::whose(cx, &council, &seat)?;
    let answered = Vec::new();
    Ok(Ballot {
        criteria: project::criteria(cx, conn, item.project_id, council.level, answered).await?,
        session,
        item,
        seat,
    })
}

pub(super) async fn open(
    web: Web,
    Path((session, item, member)): Path<(CouncilSessionId, CouncilItemId, CouncilMemberId)>,
) -> WebResult {
    let cx = &web.cx;
    let mut conn = cx.read().await?;
    let ballot = load(&web, &mut conn, session, item, member).await?;
    let mut form = Form::new(cx.lang);
    let findings = papers::findings(cx, &mut conn, item).await?;
    for finding in findings.iter().filter(|f| f.member_id == member) {
        form.set(&format!("verdict_{}", finding.criterion), &finding.verdict);
        form.set(&format!("note_{}", finding.criterion), &finding.note);
    }
    let votes = papers::votes(cx, &mut conn, item).await?;
    if let Some(vote) = votes.iter().find(|v| v.member_id == member) {
        form.set("choice", vote.choice.code());
        form.set("opinion", &vote.opinion);
    }
    let page = page(&web, &mut conn, &ballot, form).await?;
    web.page(page)
}

fn typed(form: &mut Form, criteria: &[Criterion]) -> BallotInput {
    let mut findings = Vec::new();
    for criterion in criteria {
        let name = format!("verdict_{}", criterion.code);
        let note = form.text(&format!("note_{}", criterion.code));
        match form.code(&name, CriterionResult::from_code) {
            Some(verdict) => findings.push(FindingInput {
                criterion: criterion.code.clone(),
                verdict,
                note,
            }),
            None if !note.is_empty() => {
                let message = form.lang.t(
                    "Có ý kiến thì chọn kết quả cho tiêu chí này.",
                    "Choose a finding for the criterion that you remark on.",
                );
                form.fail(&name, message);
            }
            None => {}
        }
    }
    BallotInput {
        findings,
        choice: form.code("choice", VoteChoice::from_code),
        opinion: form.text("opinion"),
    }
}

pub(super) async fn save(
    web: Web,
    Path((session, item, member)): Path<(CouncilSessionId, CouncilItemId, CouncilMemberId)>,
    mut form: Form,
) -> WebResult {
    let mut conn = web.cx.read().await?;
    let ballot = load(&web, &mut conn, session, item, member).await?;
    drop(conn);
    let input = typed(&mut form, &ballot.criteria);
    if !form.has_errors() {
        match cast(&form.cx(&web.cx), session, item, member, input).await {
            Ok(()) => {
                let text = web.t(
                    "Đã ghi phiếu thẩm định. Còn sửa được đến khi phiên họp kết thúc.",
                    "The ballot is recorded. It may be changed until the session closes.",
                );
                let to = format!("/council-sessions/{session}/items/{item}");
                return web.done(&to, text).await;
            }
            Err(error) => form.refuse(error)?,
        }
    }
    let mut conn = web.cx.read().await?;
    let page = page(&web, &mut conn, &ballot, form).await?;
    web.refused(page)
}
