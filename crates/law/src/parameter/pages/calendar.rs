use askama::Template;
use axum::extract::Query;
use jiff::civil::{Date, date};
use kernel::{Lang, UnitId, UnitLevel};
use reference::{Unit, units};
use rules::{
    FundingScope,
    parameter::{Measure, ParameterQuery, ParameterRule, Subject, Value, choose},
};
use serde::Deserialize;
use web_kit::{Choices, Chrome, Web, WebResult};

use super::{budget, title, value};
use crate::parameter::store;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::parameter) struct CalendarQuery {
    pub year: String,
    /// The id of a province, or `nation`; the person's own province when empty.
    pub unit: String,
}

/// One deadline, limit or term of the plan year.
pub(in crate::parameter) struct Entry {
    /// The day of a deadline; what has none comes last.
    pub day: Option<Date>,
    /// True when the deadline has passed.
    pub passed: bool,
    pub name: String,
    pub scope: &'static str,
    pub value: String,
    pub citation: String,
    pub verified: bool,
    /// True for a row of the province itself.
    pub own: bool,
    pub href: String,
}

#[derive(Template)]
#[template(path = "parameter/views/calendar.html")]
pub(in crate::parameter) struct CalendarPage {
    pub c: Chrome,
    pub year: i64,
    pub unit: String,
    pub place: String,
    pub years: Vec<i64>,
    pub provinces: Choices,
    pub entries: Vec<Entry>,
    /// Subjects for which no row is in force.
    pub missing: Vec<&'static str>,
}

impl CalendarPage {
    pub(in crate::parameter) fn of(
        c: Chrome,
        year: i64,
        province: Option<&Unit>,
        provinces: Choices,
        entries: Vec<Entry>,
        missing: Vec<&'static str>,
    ) -> CalendarPage {
        let lang = c.lang;
        CalendarPage {
            year,
            unit: province.map(|p| p.id.to_string()).unwrap_or_default(),
            place: province.map_or_else(
                || lang.t("cả nước", "the whole country").to_owned(),
                |p| p.label.clone(),
            ),
            years: (year - 3..=year + 3).collect(),
            provinces,
            entries,
            missing,
            c,
        }
    }
}

pub(in crate::parameter) fn heading(lang: Lang) -> &'static str {
    lang.t("Thời hạn của năm kế hoạch", "Deadlines of a plan year")
}

pub(super) async fn calendar(web: Web, Query(query): Query<CalendarQuery>) -> WebResult {
    let lang = web.cx.lang;
    let today = web.cx.today();
    let year = query
        .year
        .parse::<i64>()
        .ok()
        .filter(|year| (2000..=2200).contains(year))
        .unwrap_or(i64::from(today.year()) + 1);
    let mut conn = web.cx.read().await?;
    let asked = match query.unit.as_str() {
        "nation" => None,
        unit => unit.parse::<UnitId>().ok().or(web.cx.actor.home),
    };
    let province = match asked {
        Some(id) => units::get(&mut conn, id)
            .await?
            .filter(|unit| unit.level == UnitLevel::Province),
        None => None,
    };
    // A year of the past is shown by what was in force then.
    let on = last_day(year).min(today);
    let chain = match &province {
        Some(unit) => units::chain(&mut conn, unit.id, on).await?,
        None => Vec::new(),
    };
    let rules = store::rules(&mut conn).await?;
    let (entries, missing) = entries(&rules, &chain, year, on, today, lang);
    let mut choices = units::provinces(&mut conn, Some(on)).await?;
    if let Some(unit) = &province
        && !choices.contains(unit)
    {
        choices.insert(0, unit.clone());
    }
    let provinces = choices
        .into_iter()
        .map(|unit| (unit.id.to_string(), unit.label))
        .collect();
    let chrome = web
        .chrome(heading(lang))
        .crumb(title(lang), "/parameters")
        .crumb(heading(lang), "");
    web.page(CalendarPage::of(
        chrome,
        year,
        province.as_ref(),
        provinces,
        entries,
        missing,
    ))
}

fn last_day(year: i64) -> Date {
    date(i16::try_from(year).unwrap_or(2200).min(2200), 12, 31)
}

/// What applies on a day, deadlines first in the order of their days; and the subjects for which
/// nothing is there.
pub(in crate::parameter) fn entries(
    rules: &[ParameterRule],
    chain: &[UnitId],
    year: i64,
    on: Date,
    today: Date,
    lang: Lang,
) -> (Vec<Entry>, Vec<&'static str>) {
    let mut chosen: Vec<&ParameterRule> = Vec::new();
    let mut missing = Vec::new();
    for subject in Subject::ALL {
        let mut any = false;
        if subject == Subject::OtherDeadline {
            // Each has a name of its own, so they do not stand for each other.
            chosen.extend(rules.iter().filter(|rule| {
                rule.subject == subject
                    && rule.in_force(on)
                    && rule.territory.is_none_or(|unit| chain.contains(&unit))
            }));
            continue;
        }
        for scope in FundingScope::ALL {
            let query = ParameterQuery {
                subject,
                scope,
                territory: chain,
                on,
            };
            if let Some(rule) = choose(rules, &query) {
                any |= rule.value.is_some();
                if !chosen.iter().any(|c| c.key == rule.key) {
                    chosen.push(rule);
                }
            }
        }
        if !any && !chosen.iter().any(|c| c.subject == subject) {
            missing.push(subject.label(lang));
        }
    }
    let mut entries: Vec<Entry> = chosen
        .into_iter()
        .map(|rule| entry(rule, year, today, lang))
        .collect();
    entries.sort_by_key(|entry| (entry.day.is_none(), entry.day));
    (entries, missing)
}

fn entry(rule: &ParameterRule, year: i64, today: Date, lang: Lang) -> Entry {
    let deadline = match rule.value {
        Some(Value::Deadline(day)) => Some(day),
        _ => None,
    };
    Entry {
        day: deadline.and_then(|day| day.day_of(year)),
        passed: deadline.is_some_and(|day| !day.is_open(year, today)),
        name: rule.name(lang),
        scope: budget(rule, lang),
        value: match (deadline, rule.subject.measure()) {
            (Some(day), Measure::Deadline) => day.dated(year, lang),
            _ => value(rule, lang),
        },
        citation: rule.citation(lang),
        verified: rule.confidence.is_verified(),
        own: rule.territory.is_some(),
        href: rule
            .id
            .map(|id| format!("/parameters/{id}"))
            .unwrap_or_default(),
    }
}
