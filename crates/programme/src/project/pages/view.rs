//! Parts that several pages of a project share.

use jiff::civil::Date;
use kernel::{Dong, FundingSource, Lang, format_date};
use rules::workflow::{Definition, StepPosition};

use crate::{
    ports::Eligibility,
    project::{Answer, Balances, Case, Event, MoneyKind, model::CostLine},
};

/// A state as a badge.
#[derive(Clone, Debug)]
pub(crate) struct Badge {
    pub label: String,
    pub colour: &'static str,
    pub icon: &'static str,
}

pub(super) fn badge(definition: &Definition, state: &str, lang: Lang) -> Badge {
    let found = definition.state(state);
    let (colour, icon) = found.map_or(("grey", "alert"), |s| s.tone.look());
    Badge {
        label: definition.state_name(state, lang).to_owned(),
        colour,
        icon,
    }
}

/// What stands at the head of every page of one project.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    pub href: String,
    pub code: String,
    pub title: String,
    pub badge: Badge,
    pub beneficiaries: String,
    pub scope: &'static str,
    pub activity: &'static str,
    pub year: i64,
    pub illustration: bool,
    /// The balances of the promotion money.
    pub money: Vec<(&'static str, String)>,
}

pub(crate) fn head(case: &Case, lang: Lang) -> Head {
    let project = &case.project;
    Head {
        href: format!("/projects/{}", project.id),
        code: project.code.clone(),
        title: project.title.clone(),
        badge: badge(&case.definition, &project.state, lang),
        beneficiaries: project.beneficiaries.clone(),
        scope: project.funding().label(lang),
        activity: project.activity.label(lang),
        year: project.year,
        illustration: project.illustration,
        money: glance(&case.promotion(), lang),
    }
}

/// The money at a glance.
fn glance(b: &Balances, lang: Lang) -> Vec<(&'static str, String)> {
    let mut rows = vec![(lang.t("Đề nghị", "Requested"), b.requested.to_string())];
    rows.extend(
        MoneyKind::ALL
            .into_iter()
            .filter(|k| *k == MoneyKind::Plan || !b.get(*k).is_zero())
            .map(|kind| (kind.label(lang), b.get(kind).to_string())),
    );
    if !b.accepted.is_zero() {
        let due = b.due();
        rows.push(match due < Dong::ZERO {
            true => (lang.t("Còn thu hồi", "To recover"), (-due).to_string()),
            false => (lang.t("Còn phải trả", "Still to pay"), due.to_string()),
        });
    }
    rows
}

/// The step line: (label, note, stage) for the macro. A project that ended off its way shows how far
/// it came and how it ended, and no steps ahead.
pub(super) fn step_line(
    case: &Case,
    events: &[Event],
    lang: Lang,
) -> Vec<(String, String, &'static str)> {
    let visited: Vec<&str> = events.iter().map(|e| e.to_state.as_str()).collect();
    let definition = &case.definition;
    let steps = definition.step_line(&case.project.state, &visited);
    let ended = case.is_ended();
    let broken_off = ended && !definition.main_path.contains(&case.project.state);
    let entered = entered(definition, events);
    let day = |code: &str| {
        let found = entered.iter().find(|(state, _)| *state == code);
        found.map(|(_, on)| format_date(*on)).unwrap_or_default()
    };
    let mut line: Vec<_> = steps
        .into_iter()
        .filter(|step| !broken_off || step.position != StepPosition::Ahead)
        .map(|step| {
            let (note, stage) = match step.position {
                StepPosition::Past => (day(&step.state.code), "done"),
                StepPosition::Here if ended => (day(&step.state.code), "done"),
                StepPosition::Here => (day(&step.state.code), "now"),
                StepPosition::Ahead => (who_brings(definition, &step.state.code, lang), "next"),
            };
            (step.state.name.get(lang).to_owned(), note, stage)
        })
        .collect();
    if broken_off {
        let name = case.state_name(lang).to_owned();
        line.push((name, day(&case.project.state), "stopped"));
    }
    line
}

/// The day on which each state was first entered; of a project that went back to an earlier state of
/// its way, as after a deferral, on its present way. What happens within a state, a supplement or an
/// adjustment is no entry.
fn entered<'e>(definition: &Definition, events: &'e [Event]) -> Vec<(&'e str, Date)> {
    let place = |state: &str| definition.main_path.iter().position(|stop| stop == state);
    let mut days: Vec<(&str, Date)> = Vec::new();
    for event in events {
        let to = event.to_state.as_str();
        if event.from_state.as_deref() == Some(to) {
            continue;
        }
        if let Some(here) = place(to) {
            let later = |state: &str| place(state).is_some_and(|there| there > here);
            if days.iter().any(|(state, _)| later(state)) {
                days.retain(|(state, _)| *state != to && !later(state));
            }
        }
        if !days.iter().any(|(state, _)| *state == to) {
            days.push((to, event.on_date));
        }
    }
    days
}

/// Whose step leads to a state.
fn who_brings(definition: &Definition, state: &str, lang: Lang) -> String {
    let to = rules::workflow::Destination::State(state.to_owned());
    let step = definition.transitions.iter().find(|t| t.to == to);
    step.and_then(|t| t.roles.first())
        .map_or(String::new(), |role| role.label(lang).to_owned())
}

/// One ceiling with its conditions.
#[derive(Clone, Debug)]
pub(crate) struct CeilingView {
    pub name: String,
    pub asked: String,
    pub equation: String,
    pub article: String,
    pub verified: bool,
    pub over: bool,
    pub eligibility: Eligibility,
    /// (mark, sentence, article); the mark is "yes", "no" or "ask".
    pub findings: Vec<(&'static str, String, String)>,
    pub reasons: Vec<String>,
}

pub(crate) fn ceiling_views(answers: &[Answer]) -> Vec<CeilingView> {
    answers
        .iter()
        .map(|answer| {
            let a = &answer.assessment;
            CeilingView {
                name: answer.name.clone(),
                asked: answer.amount.to_string(),
                equation: a.equation.clone(),
                article: a.article.clone(),
                verified: a.verified,
                over: answer.is_over(),
                eligibility: a.eligibility(),
                findings: a
                    .findings
                    .iter()
                    .map(|f| {
                        let mark = match f.passed {
                            Some(true) => "yes",
                            Some(false) => "no",
                            None => "ask",
                        };
                        (mark, f.text.clone(), f.article.clone())
                    })
                    .collect(),
                reasons: a.reasons.clone(),
            }
        })
        .collect()
}

/// The money of one source of one line, as a row of figures.
#[derive(Clone, Debug)]
pub(in crate::project) struct MoneyRow {
    pub title: String,
    /// True where the row before is of the same line, whose name need not be read again.
    pub again: bool,
    /// As the trade abbreviates it, so that all figures of a row stand in one view.
    pub source: &'static str,
    pub source_in_full: &'static str,
    pub requested: Dong,
    pub figures: Vec<Dong>,
}

pub(super) fn money_rows(lines: &[CostLine], lang: Lang) -> Vec<MoneyRow> {
    let row = |title: &str, again: bool, source: FundingSource, b: &Balances| MoneyRow {
        title: title.to_owned(),
        again,
        source: source_in_short(source, lang),
        source_in_full: source.label(lang),
        requested: b.requested,
        figures: MoneyKind::ALL.iter().map(|k| b.get(*k)).collect(),
    };
    lines
        .iter()
        .flat_map(|line| {
            line.sources
                .iter()
                .filter(|s| !s.balances.requested.is_zero())
                .enumerate()
                .map(move |(i, s)| row(&line.name(), i > 0, s.source, &s.balances))
        })
        .collect()
}

pub(super) fn source_in_short(source: FundingSource, lang: Lang) -> &'static str {
    match source {
        FundingSource::Kcqg => lang.t("KCQG", "National"),
        FundingSource::Kcdp => lang.t("KCĐP", "Local"),
        other => other.label(lang),
    }
}

/// The heads of the figures of [`MoneyRow`].
pub(super) fn money_heads(lang: Lang) -> Vec<&'static str> {
    MoneyKind::ALL.iter().map(|k| k.label(lang)).collect()
}

#[cfg(test)]
mod tests {
    use jiff::{Timestamp, civil::date};

    use super::*;

    #[test]
    fn a_state_is_dated_by_its_entry_not_by_what_happens_in_it() {
        let event = |from: &str, to: &str, day: i8| Event {
            step: "x".into(),
            from_state: Some(from.into()),
            to_state: to.into(),
            on_date: date(2024, 1, day),
            reason: String::new(),
            note: String::new(),
            paper_id: None,
            actor: String::new(),
            role: String::new(),
            at: Timestamp::UNIX_EPOCH,
        };
        let definition = rules::workflow::kcdp();
        let mut events = vec![
            event("draft", "registered", 1),
            event("registered", "base_appraisal", 2),
            event("base_appraisal", "needs_more", 3),
            event("needs_more", "base_appraisal", 4),
            event("base_appraisal", "base_passed", 5),
            event("base_passed", "planned", 6),
            event("planned", "planned", 7),
            event("planned", "adjust_req", 8),
            event("adjust_req", "planned", 9),
        ];
        let day = |events: &[Event], state: &str| {
            let found = entered(&definition, events);
            found
                .iter()
                .find(|(s, _)| *s == state)
                .map(|(_, d)| d.day())
        };
        assert_eq!(day(&events, "planned"), Some(6));
        assert_eq!(day(&events, "base_appraisal"), Some(2));
        // Deferred and registered again: its present way counts.
        events.push(event("planned", "deferred", 10));
        events.push(event("deferred", "registered", 11));
        assert_eq!(day(&events, "registered"), Some(11));
        assert_eq!(day(&events, "planned"), None);
    }
}
