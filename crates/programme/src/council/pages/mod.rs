//! The pages of councils: one file per page.

mod ballot;
mod form;
mod item;
mod list;
mod papers;
mod samples;
mod session;
mod session_form;
mod show;

use kernel::{Lang, Thing, Verb};
use web_kit::{Chrome, Guard, Routes, Web};

pub(crate) use samples::samples;

use super::model::{Outcome, SessionState};

pub(crate) fn routes() -> Routes {
    let needs = |verb| Guard::Needs(verb, Thing::Council);
    let (view, create, edit, decide) = (
        needs(Verb::View),
        needs(Verb::Create),
        needs(Verb::Edit),
        needs(Verb::Decide),
    );
    Routes::new()
        .get("/councils", view, list::list)
        .post("/councils", create, form::create)
        .get("/councils/new", create, form::new)
        .get("/councils/people", edit, show::people)
        .get("/councils/{id}", view, show::show)
        .post("/councils/{id}", edit, form::edit)
        .get("/councils/{id}/edit", edit, form::edit_form)
        .get("/councils/{id}/decision", view, papers::decision)
        .post("/councils/{id}/members", edit, show::add_member)
        .post(
            "/councils/{id}/members/{member}/departure",
            edit,
            show::end_member,
        )
        .get("/councils/{id}/sessions/new", edit, session_form::new)
        .post("/councils/{id}/sessions", edit, session_form::create)
        .get("/council-sessions/{id}", view, session::show)
        .post("/council-sessions/{id}", edit, session_form::edit)
        .get("/council-sessions/{id}/edit", edit, session_form::edit_form)
        .post("/council-sessions/{id}/items", edit, session::add_item)
        .post("/council-sessions/{id}/presence", edit, session::presence)
        .post("/council-sessions/{id}/interests", decide, session::declare)
        .post(
            "/council-sessions/{id}/interests/{interest}/answer",
            decide,
            session::answer_question,
        )
        .post(
            "/council-sessions/{id}/interests/{interest}/settlement",
            edit,
            session::settle,
        )
        .post("/council-sessions/{id}/opening", edit, session::open)
        .post("/council-sessions/{id}/closure", edit, session::close)
        .post("/council-sessions/{id}/cancellation", edit, session::cancel)
        .get(
            "/council-sessions/{id}/documents/{name}",
            view,
            papers::document,
        )
        .get("/council-sessions/{id}/items/{item}", view, item::show)
        .post("/council-sessions/{id}/items/{item}", edit, item::save)
        .post(
            "/council-sessions/{id}/items/{item}/postponement",
            edit,
            item::postpone,
        )
        .get(
            "/council-sessions/{id}/items/{item}/files/{file}",
            view,
            papers::file,
        )
        .get(
            "/council-sessions/{id}/items/{item}/ballots/{member}",
            decide,
            ballot::open,
        )
        .post(
            "/council-sessions/{id}/items/{item}/ballots/{member}",
            decide,
            ballot::save,
        )
}

fn title(lang: Lang) -> &'static str {
    lang.t("Hội đồng thẩm định", "Appraisal councils")
}

fn frame(web: &Web, heading: impl Into<String>) -> Chrome {
    web.chrome(heading).crumb(title(web.cx.lang), "/councils")
}

/// A state as a badge: label, colour, icon.
pub(super) type Badge = (&'static str, &'static str, &'static str);

fn session_badge(state: SessionState, lang: Lang) -> Badge {
    let (colour, icon) = match state {
        SessionState::Planned => ("grey", "clock"),
        SessionState::Open => ("blue", "pencil"),
        SessionState::Closed => ("green", "check"),
        SessionState::Cancelled => ("red", "stop"),
    };
    (state.label(lang), colour, icon)
}

fn outcome_badge(
    outcome: Outcome,
    conclusion: Option<rules::criteria::Conclusion>,
    lang: Lang,
) -> Badge {
    use rules::criteria::Conclusion as C;
    match (outcome, conclusion) {
        (_, Some(c @ C::Passed)) => (c.label(lang), "green", "check"),
        (_, Some(c @ C::PassedWithChanges)) => (c.label(lang), "amber", "back"),
        (_, Some(c @ C::Failed)) => (c.label(lang), "red", "stop"),
        (Outcome::Postponed, _) => (outcome.label(lang), "amber", "back"),
        (Outcome::Concluded, _) => (outcome.label(lang), "green", "check"),
        (Outcome::Pending, _) => (outcome.label(lang), "grey", "clock"),
    }
}

fn word(verb: &str, lang: Lang) -> &'static str {
    match verb {
        "create" => lang.t("Ghi mới", "Entered"),
        "member" => lang.t("Thêm thành viên", "Member added"),
        "member-departure" => lang.t("Thành viên thôi tham gia", "Membership ended"),
        "agenda" => lang.t("Đưa đề án vào chương trình", "Project put on the agenda"),
        "agenda-remarks" => lang.t("Ghi ý kiến của hội đồng", "Remarks recorded"),
        "postponement" => lang.t("Hoãn một đề án", "Project postponed"),
        "presence" => lang.t("Điểm danh", "Presence noted"),
        "interest" => lang.t("Khai báo lợi ích liên quan", "Interest declared"),
        "interest-answer" => lang.t(
            "Trả lời câu hỏi về lợi ích",
            "Question on an interest answered",
        ),
        "interest-settlement" => lang.t("Làm rõ lợi ích liên quan", "Interest settled"),
        "ballot" => lang.t("Ghi phiếu thẩm định", "Ballot recorded"),
        "opening" => lang.t("Mở phiên họp", "Session opened"),
        "closure" => lang.t("Ghi kết quả, kết thúc phiên họp", "Session closed"),
        "cancellation" => lang.t("Hủy phiên họp", "Session cancelled"),
        _ => lang.t("Sửa", "Changed"),
    }
}
