use std::collections::HashMap;

use askama::Template;
use axum::extract::Query;
use jiff::civil::Date;
use kernel::{Lang, Thing, Verb, format_date};
use serde::Deserialize;
use web_kit::{Choices, Chrome, Form, Guard, Routes, Web, WebResult, basis};

use super::{
    MatchAction, MatchKind, Rule,
    rules::{self, RuleInput},
};

pub(crate) fn routes() -> Routes {
    let edit = Guard::Needs(Verb::Edit, Thing::Norm);
    Routes::new()
        .get(
            "/funding-match-rules",
            Guard::Needs(Verb::View, Thing::Norm),
            list,
        )
        .post("/funding-match-rules", edit, add)
        .get("/funding-match-rules/new", edit, new)
}

/// A rule as a row: what, how, since and until when, on which ground.
#[derive(Clone, Debug)]
pub(super) struct RuleRow {
    pub kind: &'static str,
    pub kind_code: &'static str,
    pub action: &'static str,
    pub reach: String,
    pub days: String,
    pub basis: String,
    /// Where its text can be read; empty when it is not in the register.
    pub href: String,
    pub note: String,
    pub verified: bool,
    pub by: String,
    pub in_force: bool,
}

#[derive(Template)]
#[template(path = "funding_match/views/rules.html")]
pub(super) struct RulesPage {
    pub c: Chrome,
    pub rows: Vec<RuleRow>,
    pub may_edit: bool,
}

/// All rules, by kind, each with the last day before the next one of its kind.
/// `of` says where the text of a rule can be read.
pub(super) fn rows(
    all: &[Rule],
    of: impl Fn(&Rule) -> String,
    today: Date,
    lang: Lang,
) -> Vec<RuleRow> {
    let mut rows = Vec::new();
    for kind in MatchKind::ALL {
        let mut until: Option<Date> = None;
        for rule in all.iter().filter(|rule| rule.kind == kind) {
            let from = format_date(rule.valid_from);
            rows.push(RuleRow {
                kind: kind.label(lang),
                kind_code: kind.code(),
                action: rule.action.label(lang),
                reach: reach(rule, lang),
                days: match (until, lang) {
                    (Some(end), _) => format!("{from} – {}", format_date(end)),
                    (None, Lang::Vi) => format!("từ {from}"),
                    (None, Lang::En) => format!("from {from}"),
                },
                basis: rule.basis.clone(),
                href: of(rule),
                note: rule.note.clone(),
                verified: rule.verified,
                by: rule.actor.clone(),
                in_force: rule.valid_from <= today && until.is_none_or(|end| today <= end),
            });
            until = rule.valid_from.yesterday().ok();
        }
    }
    rows
}

fn reach(rule: &Rule, lang: Lang) -> String {
    let years = match (rule.years, lang) {
        (None, _) => lang.t("mọi năm", "all years").to_owned(),
        (Some(0), _) => lang.t("cùng năm kế hoạch", "the same plan year").to_owned(),
        (Some(n), Lang::Vi) => format!("cách nhau đến {n} năm"),
        (Some(n), Lang::En) => format!("up to {n} years apart"),
    };
    match (rule.similarity, lang) {
        (None, _) => years,
        (Some(percent), Lang::Vi) => format!("{years}, giống từ {percent}\u{a0}%"),
        (Some(percent), Lang::En) => format!("{years}, at least {percent}\u{a0}% alike"),
    }
}

fn title(lang: Lang) -> &'static str {
    lang.t("Quy tắc trùng hỗ trợ", "Rules on double funding")
}

async fn list(web: Web) -> WebResult {
    let cx = &web.cx;
    let mut conn = cx.read().await?;
    let all = rules::all(&mut conn).await?;
    let mut addresses = HashMap::new();
    for rule in &all {
        let href = basis::address(cx, &mut conn, rule.instrument_id, &rule.basis).await?;
        addresses.insert(rule.id, href);
    }
    let of = |rule: &Rule| addresses.get(&rule.id).cloned().unwrap_or_default();
    web.page(RulesPage {
        rows: rows(&all, of, cx.today(), cx.lang),
        may_edit: cx.actor.keeps(Verb::Edit, Thing::Norm, None),
        c: web.chrome(title(cx.lang)),
    })
}

#[derive(Template)]
#[template(path = "funding_match/views/rule_form.html")]
pub(super) struct RuleFormPage {
    pub c: Chrome,
    pub form: Form,
    pub kinds: Choices,
    pub actions: Choices,
}

impl RuleFormPage {
    pub(super) fn of(c: Chrome, form: Form) -> RuleFormPage {
        let lang = c.lang;
        RuleFormPage {
            form,
            kinds: MatchKind::ALL
                .into_iter()
                .map(|k| (k.code().to_owned(), k.label(lang).to_owned()))
                .collect(),
            actions: MatchAction::ALL
                .into_iter()
                .map(|a| (a.code().to_owned(), a.label(lang).to_owned()))
                .collect(),
            c,
        }
    }
}

fn form_page(web: &Web, form: Form) -> RuleFormPage {
    let heading = web.t("Quy tắc mới", "New rule");
    let chrome = web
        .chrome(heading)
        .crumb(title(web.cx.lang), "/funding-match-rules")
        .crumb(heading, "");
    RuleFormPage::of(chrome, form)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct NewQuery {
    kind: String,
}

/// A new rule begins as the one of its kind that is in force.
async fn new(web: Web, Query(query): Query<NewQuery>) -> WebResult {
    let cx = &web.cx;
    cx.may_keep(Verb::Edit, Thing::Norm, None)?;
    let mut form = Form::new(cx.lang).with("valid_from", format_date(cx.today()));
    if let Some(kind) = MatchKind::from_code(&query.kind) {
        let mut conn = cx.read().await?;
        form.set("kind", kind.code());
        let now = rules::on(&mut conn, cx.today()).await?;
        if let Some(rule) = now.iter().find(|rule| rule.kind == kind) {
            let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
            form.set("action", rule.action.code());
            form.set("years", number(rule.years));
            form.set("similarity", number(rule.similarity));
            let (document, text) = (rule.instrument_id, &rule.basis);
            basis::fill(cx, &mut conn, &mut form, "basis", document, text).await?;
        }
    }
    web.page(form_page(&web, form))
}

async fn add(web: Web, mut form: Form) -> WebResult {
    let mut conn = web.cx.read().await?;
    let instrument_id = basis::picked(&web.cx, &mut conn, &mut form).await?;
    drop(conn);
    let input = RuleInput {
        instrument_id,
        kind: form.code("kind", MatchKind::from_code),
        action: form.code("action", MatchAction::from_code),
        years: form.int("years"),
        similarity: form.int("similarity"),
        valid_from: form.date("valid_from"),
        basis: form.text("basis"),
        verified: form.flag("verified"),
        note: form.text("note"),
    };
    if form.has_errors() {
        return web.refused(form_page(&web, form));
    }
    match rules::add(&form.cx(&web.cx), input).await {
        Ok(_) => {
            let text = web.t(
                "Đã ghi quy tắc. Quy tắc cũ hết áp dụng trước ngày này và được giữ lại.",
                "Saved the rule. The one before ends on the day before and is kept.",
            );
            web.done("/funding-match-rules", text).await
        }
        Err(error) => {
            form.refuse(error)?;
            web.refused(form_page(&web, form))
        }
    }
}
