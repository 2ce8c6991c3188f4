//! What was asked for in a state that waits for somebody's answer: the letter, its reason, and what
//! others said of it.

use db::{CommandResult, Conn};
use kernel::{Lang, format_date};

use super::tabs::step_name;
use crate::project::{Case, Event, model::Paper, store};

/// The request that an answer is given to.
pub(super) struct Asked {
    pub request: Said,
    /// Opinions recorded since, the oldest first.
    pub opinions: Vec<Said>,
}

/// One paper with what it says.
pub(super) struct Said {
    /// The step: "Đề nghị điều chỉnh".
    pub name: String,
    /// "21/TTr-TTKC, 05/03/2022, Giám đốc"; empty without a paper.
    pub paper: String,
    /// The attached file; empty without one.
    pub file: String,
    pub day: String,
    pub reason: String,
    pub note: String,
    pub actor: String,
}

impl Asked {
    /// None where nothing waits: no step leads back to where the project came from.
    pub(super) async fn of(
        conn: &mut Conn,
        case: &Case,
        lang: Lang,
    ) -> CommandResult<Option<Asked>> {
        let state = case.project.state.as_str();
        if !case.definition.remembers_origin(state) {
            return Ok(None);
        }
        let events = store::events(conn, case.project.id).await?;
        let papers = store::papers(conn, case.project.id).await?;
        let entered = |e: &Event| e.to_state == state && e.from_state.as_deref() != Some(state);
        let Some(first) = events.iter().rposition(entered) else {
            return Ok(None);
        };
        let speaks = |e: &&Event| {
            let step = case.definition.transition(&e.step);
            step.is_some_and(|step| step.effect.is_none())
        };
        let said = |e: &Event| Said::of(case, &papers, e, lang);
        Ok(Some(Asked {
            request: said(&events[first]),
            opinions: events[first + 1..]
                .iter()
                .filter(speaks)
                .map(said)
                .collect(),
        }))
    }

    pub(super) fn sample(lang: Lang) -> Asked {
        let said = |name: &str, file: &str| Said {
            name: name.to_owned(),
            paper: "21/TTr-TTKC, 05/03/2022, Giám đốc Trung tâm".into(),
            file: file.to_owned(),
            day: "05/03/2022".into(),
            reason: lang.t("Máy về chậm.", "The machine is late.").into(),
            note: String::new(),
            actor: "Nguyễn Thị Minh Khai".into(),
        };
        Asked {
            request: said(
                lang.t("Đề nghị điều chỉnh", "Request"),
                "/projects/x/files/y",
            ),
            opinions: vec![said(lang.t("Ghi ý kiến của Sở", "Opinion"), "")],
        }
    }
}

impl Said {
    fn of(case: &Case, papers: &[Paper], event: &Event, lang: Lang) -> Said {
        let paper = papers.iter().find(|p| Some(p.id) == event.paper_id);
        Said {
            name: step_name(case, &event.step, lang),
            paper: paper
                .map(|p| format!("{}, {}, {}", p.number, format_date(p.signed_on), p.signer))
                .unwrap_or_default(),
            file: paper
                .and_then(|p| p.file_id)
                .map(|file| format!("/projects/{}/files/{file}", case.project.id))
                .unwrap_or_default(),
            day: format_date(event.on_date),
            reason: event.reason.clone(),
            note: event.note.clone(),
            actor: event.actor.clone(),
        }
    }
}
