use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, Query};
use db::{CommandError, Conn};
use kernel::{Activity, CeilingId, Id, Lang, Thing, Verb, format_date, format_timestamp};
use reference::picked;
use rules::{
    FundingScope,
    eligibility::{Answer, Finding, LegalForm, Outcome},
};
use uuid::Uuid;
use web_kit::{Choices, Chrome, Form, Guard, Routes, Web, WebError, WebResult, samples::Sample};

use super::{Assessment, Kept, Question, assess, assess::outcome_label, facts::CaseFacts, keep};
use crate::norm::{self, model::variant_label};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/ceiling", Guard::Needs(Verb::View, Thing::Norm), ask)
        .get(
            "/ceilings/{id}",
            Guard::Needs(Verb::View, Thing::Norm),
            kept,
        )
}

/// Word, colour and icon of a mark.
pub(super) type Badge = (&'static str, &'static str, &'static str);

/// An assessment as pages show it.
pub(super) struct ResultView {
    pub amount: String,
    pub equation: String,
    pub article: String,
    pub verified: bool,
    /// (key, address)
    pub norm: Option<(String, String)>,
    pub norm_title: String,
    /// What to know about the amount.
    pub reasons: Vec<String>,
    pub outcome: Badge,
    /// True when nothing may be paid, whatever the norm says.
    pub refused: bool,
    pub place: String,
    pub findings: Vec<FindingView>,
}

pub(super) struct FindingView {
    pub text: String,
    pub badge: Badge,
    pub article: String,
    pub verified: bool,
}

impl ResultView {
    pub(super) fn of(assessment: &Assessment, lang: Lang) -> ResultView {
        let rule = assessment.verdict.norm.as_ref();
        let findings = &assessment.verdict.eligibility.findings;
        // Findings stand in their own table; the rest of the reasons belongs to the amount.
        let open = findings.iter().filter(|f| f.passed != Answer::Yes).count();
        ResultView {
            amount: match assessment.ceiling() {
                Some(amount) => amount.to_string(),
                None => lang
                    .t("Không có mức bằng số", "No amount in numbers")
                    .to_owned(),
            },
            equation: assessment.equation(lang),
            article: assessment.article(lang),
            verified: assessment.verified(),
            norm: rule.map(|rule| {
                let href = rule.id.map(|id| format!("/norms/{id}")).unwrap_or_default();
                (rule.key.clone(), href)
            }),
            norm_title: rule
                .map(|rule| rule.title.get(lang).to_owned())
                .unwrap_or_default(),
            reasons: assessment.reasons(lang).into_iter().skip(open).collect(),
            outcome: outcome(assessment.verdict.eligibility.outcome, lang),
            refused: !assessment.eligible(),
            place: place(&assessment.facts, lang),
            findings: findings
                .iter()
                .map(|finding| FindingView::of(finding, lang))
                .collect(),
        }
    }
}

impl FindingView {
    fn of(finding: &Finding, lang: Lang) -> FindingView {
        FindingView {
            text: finding.text.get(lang).to_owned(),
            badge: match finding.passed {
                Answer::Yes => (lang.t("Đạt", "Met"), "green", "check"),
                Answer::No => (lang.t("Không đạt", "Not met"), "red", "stop"),
                Answer::Unknown => (lang.t("Cần xác nhận", "To be confirmed"), "amber", "alert"),
            },
            article: finding.article.clone(),
            verified: finding.verified,
        }
    }
}

fn outcome(outcome: Outcome, lang: Lang) -> Badge {
    let (colour, icon) = match outcome {
        Outcome::Eligible => ("green", "check"),
        Outcome::NotEligible => ("red", "stop"),
        Outcome::Unclear => ("amber", "alert"),
    };
    (outcome_label(outcome, lang), colour, icon)
}

/// The unit that was asked for, and what holds the place on the day when that is another one.
fn place(facts: &CaseFacts, lang: Lang) -> String {
    match facts.places.first() {
        Some(place) if place.unit != facts.asked.unit => format!(
            "{} ({} {}: {})",
            facts.asked.label,
            lang.t("ngày", "on"),
            format_date(facts.question.on),
            place.label
        ),
        _ => facts.asked.label.clone(),
    }
}

#[derive(Template)]
#[template(path = "ceiling/views/ask.html")]
pub(super) struct AskPage {
    pub c: Chrome,
    pub form: Form,
    pub contents: Choices,
    pub scopes: Choices,
    pub legal_forms: Choices,
    pub yes_no: Choices,
    pub result: Option<ResultView>,
}

impl AskPage {
    pub(super) fn of(
        c: Chrome,
        form: Form,
        contents: Choices,
        result: Option<ResultView>,
    ) -> AskPage {
        let lang = c.lang;
        AskPage {
            form,
            contents,
            scopes: FundingScope::choices(lang),
            legal_forms: LegalForm::ALL
                .into_iter()
                .map(|f| (f.code().to_owned(), f.label(lang).to_owned()))
                .collect(),
            yes_no: vec![
                ("true".into(), lang.t("Đúng", "Yes").to_owned()),
                ("false".into(), lang.t("Không", "No").to_owned()),
            ],
            result,
            c,
        }
    }
}

fn title(lang: Lang) -> &'static str {
    lang.t("Tính mức hỗ trợ", "Support calculator")
}

const FIELDS: [&str; 12] = [
    "content",
    "line",
    "scope",
    "unit",
    "unit_text",
    "on",
    "cost",
    "legal_form",
    "industry",
    "industry_text",
    "is_sme",
    "craft_village",
];

/// The question stands in the address, so that a result can be sent as a link.
async fn ask(web: Web, Query(given): Query<BTreeMap<String, String>>) -> WebResult {
    let lang = web.cx.lang;
    let mut conn = web.cx.read().await?;
    let contents = contents(&mut conn, lang).await?;
    let mut form = Form::new(lang);
    for field in FIELDS {
        form.set(field, given.get(field).map_or("", String::as_str));
    }
    let mut result = None;
    if given.is_empty() {
        open(&web, &mut conn, &mut form).await?;
    } else if let Some(question) = question(&mut conn, &mut form).await? {
        match assess(&web.cx, &mut conn, question).await {
            Ok(assessment) => result = Some(ResultView::of(&assessment, lang)),
            Err(error) => form.refuse(error)?,
        }
    }
    let refused = form.has_errors();
    let page = AskPage::of(web.chrome(title(lang)), form, contents, result);
    if refused {
        web.refused(page)
    } else {
        web.page(page)
    }
}

/// What a form opens with: the person's province, today.
async fn open(web: &Web, conn: &mut Conn, form: &mut Form) -> Result<(), WebError> {
    form.set("on", format_date(web.cx.today()));
    form.set("scope", FundingScope::Kcdp.code());
    if let Some(home) = web.cx.actor.home {
        form.set("unit", home);
        form.set("unit_text", picked::unit_label(conn, Some(home)).await?);
    }
    Ok(())
}

/// Reads the form; None when something is missing, which is then said beside its field.
async fn question(conn: &mut Conn, form: &mut Form) -> Result<Option<Question>, WebError> {
    let content = form.text("content");
    let (code, variant) = content.split_once(':').unwrap_or((&content, ""));
    let activity = code.parse::<Activity>().ok();
    let scope = form.code("scope", FundingScope::from_code);
    let unit = picked::unit(conn, form, "unit").await?;
    let (on, cost) = (form.date("on"), form.dong("cost"));
    for (field, missing) in [
        ("content", activity.is_none()),
        ("scope", scope.is_none()),
        ("unit", unit.is_none()),
        ("on", on.is_none()),
        ("cost", cost.is_none()),
    ] {
        if missing && form.error(field).is_none() {
            let message = form
                .lang
                .t("Cần chọn hoặc điền ô này.", "This is required.")
                .to_owned();
            form.fail(field, message);
        }
    }
    if cost.is_some_and(|cost| cost.0 < 0) {
        let message = form.lang.t(
            "Số tiền cần từ 0 đ trở lên.",
            "The amount must be 0 đ or more.",
        );
        form.fail("cost", message);
    }
    let legal_form = form.code("legal_form", LegalForm::from_code);
    let (Some(activity), Some(scope), Some(unit), Some(on), Some(cost), false) =
        (activity, scope, unit, on, cost, form.has_errors())
    else {
        return Ok(None);
    };
    Ok(Some(Question {
        activity,
        variant: variant.to_owned(),
        scope,
        unit,
        on,
        cost,
        line: form.flag("line"),
        legal_form,
        industries: form.opt_text("industry").into_iter().collect(),
        in_craft_village: form.flag("craft_village"),
        is_sme: match form.value("is_sme") {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        },
    }))
}

/// The contents that have a norm, each variant for itself: `A3b`, `A3a:hieu_qua`.
async fn contents(conn: &mut Conn, lang: Lang) -> Result<Choices, WebError> {
    let mut found: Vec<(Activity, String)> = norm::store::rules(conn, None)
        .await?
        .into_iter()
        .map(|rule| (rule.activity, rule.variant))
        .collect();
    found.sort();
    found.dedup();
    Ok(found
        .into_iter()
        .map(|(activity, variant)| {
            let name = activity.titled(lang);
            match variant.as_str() {
                "" => (activity.code().to_owned(), name),
                other => (
                    format!("{}:{other}", activity.code()),
                    format!("{name}: {}", variant_label(other, lang)),
                ),
            }
        })
        .collect())
}

#[derive(Template)]
#[template(path = "ceiling/views/kept.html")]
pub(super) struct KeptPage {
    pub c: Chrome,
    pub facts: Vec<(String, String)>,
    pub result: ResultView,
    pub same: bool,
    /// A sentence when the norm has a newer version by now.
    pub changed_since: Option<String>,
    pub kept_by: String,
    pub kept_at: String,
    pub illustration: bool,
    /// The page of the record, or empty.
    pub record: String,
}

impl KeptPage {
    pub(super) fn of(c: Chrome, kept: &Kept, same: bool) -> KeptPage {
        let lang = c.lang;
        KeptPage {
            facts: listed(&kept.assessment.facts, lang),
            result: ResultView::of(&kept.assessment, lang),
            same,
            changed_since: None,
            kept_by: kept.kept_by.clone(),
            kept_at: format_timestamp(kept.kept_at),
            illustration: kept.illustration,
            record: String::new(),
            c,
        }
    }
}

async fn kept(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let lang = web.cx.lang;
    let id: CeilingId = Id::from_uuid(id);
    let mut conn = web.cx.read().await?;
    let kept = keep::kept(&mut conn, id).await?;
    if !super::visible(&web.cx, &kept) {
        return Err(CommandError::NotFound.into());
    }
    let replay = keep::replay(&mut conn, id).await?;
    let heading = lang.t("Quyết định mức hỗ trợ đã lưu", "A kept decision on support");
    let chrome = web
        .chrome(heading)
        .crumb(title(lang), "/ceiling")
        .crumb(heading, "");
    web.page(KeptPage {
        changed_since: changed_since(&mut conn, &kept, lang).await?,
        record: web
            .app
            .record_path(&kept.thing, &kept.thing_id)
            .unwrap_or_default(),
        ..KeptPage::of(chrome, &kept, replay.same)
    })
}

async fn changed_since(
    conn: &mut Conn,
    kept: &Kept,
    lang: Lang,
) -> Result<Option<String>, WebError> {
    let Some(rule) = &kept.assessment.verdict.norm else {
        return Ok(None);
    };
    let versions = norm::store::versions(conn, &rule.key).await?;
    let newer = versions
        .first()
        .is_some_and(|newest| Some(newest.id) != kept.norm_id);
    Ok(newer.then(|| match lang {
        Lang::Vi => format!(
            "Định mức {} đã có bản mới hơn; quyết định này vẫn theo bản đã dùng.",
            rule.key
        ),
        Lang::En => format!(
            "Norm {} has a newer version; this decision keeps the one it used.",
            rule.key
        ),
    }))
}

/// The facts, for a list of terms.
fn listed(facts: &CaseFacts, lang: Lang) -> Vec<(String, String)> {
    let question = &facts.question;
    let known = |answer: Option<bool>| match answer {
        Some(true) => lang.t("Đúng", "Yes"),
        Some(false) => lang.t("Không", "No"),
        None => lang.t("Chưa biết", "Not known"),
    };
    let mut activity = question.activity.titled(lang);
    if !question.variant.is_empty() {
        activity.push_str(&format!(" ({})", variant_label(&question.variant, lang)));
    }
    let form = question
        .legal_form
        .map_or(lang.t("Chưa biết", "Not known"), |f| f.label(lang));
    [
        (lang.t("Nội dung", "Content"), activity),
        (
            lang.t("Cả dây chuyền", "A whole line"),
            known(Some(question.line)).to_owned(),
        ),
        (
            lang.t("Nguồn kinh phí", "Budget"),
            question.scope.label(lang).to_owned(),
        ),
        (
            lang.t("Nơi sản xuất", "Production site"),
            place(facts, lang),
        ),
        (
            lang.t("Ngày phê duyệt", "Day of the approval"),
            format_date(question.on),
        ),
        (
            lang.t("Chi phí hợp lệ", "Eligible cost"),
            question.cost.to_string(),
        ),
        (lang.t("Loại hình cơ sở", "Legal form"), form.to_owned()),
        (
            lang.t("Ngành (VSIC)", "Industry (VSIC)"),
            question.industries.join(", "),
        ),
        (
            lang.t("Nhỏ và vừa", "Small or medium"),
            known(question.is_sme).to_owned(),
        ),
        (
            lang.t("Trong làng nghề", "Craft village"),
            known(Some(question.in_craft_village)).to_owned(),
        ),
    ]
    .into_iter()
    .map(|(label, value)| (label.to_owned(), value))
    .collect()
}

pub(crate) fn samples() -> Vec<Sample> {
    [Lang::Vi, Lang::En]
        .into_iter()
        .flat_map(super::samples::of)
        .collect()
}
