use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, Query};
use db::{CommandError, CommandResult, Conn, DbError, PageRequest};
use kernel::{
    Activity, Dong, Id, Lang, NormId, Scope, Thing, UnitId, Verb, format_date, format_timestamp,
    parse_date,
};
use reference::picked;
use rules::{
    FundingScope,
    norm::{NormRule, Per, ceiling},
};
use serde::Deserialize;
use uuid::Uuid;
use web_kit::{
    Choices, Chrome, Difference, Form, Guard, Pager, Routes, Web, WebError, WebResult, differences,
    samples::Sample,
};

use super::{
    NormVersion, VerifyInput, commands,
    form::{self, FIELDS},
    model::variant_label,
    store::{self, Area, Filter},
};
use crate::{choices, instrument::article};

pub(crate) fn routes() -> Routes {
    let needs = |verb| Guard::Needs(verb, Thing::Norm);
    Routes::new()
        .get("/norms", needs(Verb::View), list)
        .post("/norms", needs(Verb::Create), add)
        .get("/norms/new", needs(Verb::Create), new)
        .get("/norms/{id}", needs(Verb::View), show)
        .get("/norms/{id}/correction", needs(Verb::Edit), correction)
        .post("/norms/{id}/correction", needs(Verb::Edit), correct)
        .get("/norms/{id}/ending", needs(Verb::Edit), ending)
        .post("/norms/{id}/ending", needs(Verb::Edit), end)
        .get("/norms/{id}/verification", needs(Verb::Edit), verification)
        .post("/norms/{id}/verification", needs(Verb::Edit), verify)
}

/// The filters as they stand in the address: texts, because an empty choice sends an empty value.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ListQuery {
    q: String,
    scope: String,
    /// `nation` or the id of a province.
    area: String,
    activity: String,
    on: String,
    unverified: String,
    page: String,
}

impl ListQuery {
    fn filter(&self) -> Filter {
        Filter {
            q: self.q.clone(),
            scope: FundingScope::from_code(&self.scope),
            area: match (self.area.as_str(), self.area.parse::<UnitId>()) {
                ("nation", _) => Area::Nation,
                (_, Ok(unit)) => Area::Province(unit),
                _ => Area::Any,
            },
            activity: self.activity.parse::<Activity>().ok(),
            on: parse_date(&self.on),
            unverified: self.unverified == "true",
        }
    }

    fn pairs(&self) -> [(&'static str, &str); 6] {
        [
            ("q", &self.q),
            ("scope", &self.scope),
            ("area", &self.area),
            ("activity", &self.activity),
            ("on", &self.on),
            ("unverified", &self.unverified),
        ]
    }
}

/// A version as pages show it.
pub(super) struct NormView {
    pub norm: NormVersion,
    pub scope: &'static str,
    pub area: String,
    pub activity: String,
    pub variant: String,
    pub pct: String,
    /// Grouped, without the unit.
    pub cap: String,
    pub per: &'static str,
    pub citation: String,
    pub period: String,
    pub recorded: String,
}

impl NormView {
    pub(super) fn of(
        norm: NormVersion,
        areas: &HashMap<UnitId, String>,
        lang: Lang,
    ) -> Result<NormView, DbError> {
        let rule = norm.rule()?;
        let nation = lang.t("Cả nước", "Whole country");
        Ok(NormView {
            scope: rule.scope.label(lang),
            area: match norm.territory_id {
                Some(unit) => areas
                    .get(&unit)
                    .cloned()
                    .unwrap_or_else(|| unit.to_string()),
                None => nation.to_owned(),
            },
            activity: norm.activity.titled(lang),
            variant: match norm.variant.as_str() {
                "" => String::new(),
                variant => variant_label(variant, lang),
            },
            pct: norm.pct_bp.map(|pct| pct.to_string()).unwrap_or_default(),
            cap: norm.cap.map(Dong::grouped).unwrap_or_default(),
            per: Per::from_code(&norm.per).map_or("", |per| per.label(lang)),
            citation: rule.citation(lang),
            period: period(&rule),
            recorded: format!(
                "{}, {}",
                norm.recorded_by,
                format_timestamp(norm.recorded_at)
            ),
            norm,
        })
    }

    fn cap_dong(&self) -> String {
        self.norm.cap.map(|cap| cap.to_string()).unwrap_or_default()
    }

    fn multiplier(&self) -> String {
        match self.norm.multiplier_x100 {
            100 => String::new(),
            factor => format!("× {},{:02}", factor / 100, factor % 100),
        }
    }
}

fn period(rule: &NormRule) -> String {
    let day = |date: Option<jiff::civil::Date>| date.map_or_else(|| "…".to_owned(), format_date);
    format!("{} – {}", day(rule.valid_from), day(rule.valid_to))
}

fn views(
    rows: Vec<NormVersion>,
    areas: &[(UnitId, String)],
    lang: Lang,
) -> Result<Vec<NormView>, DbError> {
    let areas: HashMap<UnitId, String> = areas.iter().cloned().collect();
    rows.into_iter()
        .map(|row| NormView::of(row, &areas, lang))
        .collect()
}

#[derive(Template)]
#[template(path = "norm/views/list.html")]
pub(super) struct ListPage {
    pub c: Chrome,
    pub query: ListQuery,
    pub scopes: Choices,
    pub areas: Choices,
    pub activities: Choices,
    pub rows: Vec<NormView>,
    pub pager: Pager,
    pub may_create: bool,
}

fn title(lang: Lang) -> &'static str {
    lang.t("Định mức hỗ trợ", "Support norms")
}

async fn list(web: Web, Query(query): Query<ListQuery>) -> WebResult {
    let lang = web.cx.lang;
    let mut conn = web.cx.read().await?;
    let request = PageRequest::new(query.page.parse().ok());
    let page = store::list(&mut conn, &query.filter(), request).await?;
    let provinces = store::territories(&mut conn).await?;
    let mut areas = vec![(
        "nation".to_owned(),
        lang.t("Cả nước", "Whole country").to_owned(),
    )];
    areas.extend(
        provinces
            .iter()
            .map(|(id, label)| (id.to_string(), label.clone())),
    );
    web.page(ListPage {
        c: web.chrome(title(lang)),
        pager: Pager::new(&page, "/norms", &query.pairs()),
        rows: views(page.rows, &provinces, lang)?,
        query,
        scopes: FundingScope::choices(lang),
        areas,
        activities: Activity::choices(lang),
        may_create: web.cx.actor.may(Verb::Create, Thing::Norm),
    })
}

#[derive(Template)]
#[template(path = "norm/views/show.html")]
pub(super) struct ShowPage {
    pub c: Chrome,
    pub view: NormView,
    pub versions: Vec<NormView>,
    /// The version that counts, when this is an older one.
    pub newest: Option<NormId>,
    /// Where the article it rests on can be read; empty when that is not known.
    pub basis: String,
    pub example: String,
    pub may_edit: bool,
}

async fn load(conn: &mut Conn, id: Uuid) -> Result<NormVersion, WebError> {
    store::get(conn, Id::from_uuid(id))
        .await?
        .ok_or_else(WebError::not_found)
}

async fn show(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let lang = web.cx.lang;
    let mut conn = web.cx.read().await?;
    let norm = load(&mut conn, id).await?;
    let areas = store::territories(&mut conn).await?;
    let versions = store::versions(&mut conn, &norm.key).await?;
    let newest = versions
        .first()
        .map(|v| v.id)
        .filter(|newest| *newest != norm.id);
    let name = format!("{} {}", lang.t("Định mức", "Norm"), norm.key);
    let example = example(&norm.rule()?, lang);
    let basis = article::address(&mut conn, norm.instrument_id, &norm.locator).await?;
    let area = norm.territory_id;
    let may_edit = web.cx.actor.keeps(Verb::Edit, Thing::Norm, area);
    let mut shown = views(vec![norm], &areas, lang)?;
    web.page(ShowPage {
        c: web
            .chrome(&name)
            .crumb(title(lang), "/norms")
            .crumb(name, ""),
        view: shown.remove(0),
        versions: views(versions, &areas, lang)?,
        newest,
        basis,
        example,
        may_edit,
    })
}

/// What the norm gives for one billion đồng.
fn example(rule: &NormRule, lang: Lang) -> String {
    ceiling(rule, Dong(1_000_000_000), false).equation(lang)
}

#[derive(Template)]
#[template(path = "norm/views/form.html")]
pub(super) struct FormPage {
    pub c: Chrome,
    pub form: Form,
    pub action: String,
    pub cancel: String,
    pub correcting: bool,
    pub scopes: Choices,
    pub activities: Choices,
    pub per: Choices,
    pub conflict: Vec<Difference>,
}

impl FormPage {
    pub(super) fn of(c: Chrome, form: Form, id: Option<NormId>) -> FormPage {
        let lang = c.lang;
        FormPage {
            form,
            action: id.map_or("/norms".into(), |id| format!("/norms/{id}/correction")),
            cancel: id.map_or("/norms".into(), |id| format!("/norms/{id}")),
            correcting: id.is_some(),
            scopes: FundingScope::choices(lang),
            activities: Activity::choices(lang),
            per: choices::counted_by(lang),
            conflict: Vec::new(),
            c,
        }
    }
}

fn form_page(web: &Web, form: Form, id: Option<NormId>) -> FormPage {
    let heading = match id {
        Some(_) => web.t("Đính chính định mức", "Correct the norm"),
        None => web.t("Thêm định mức", "Add a norm"),
    };
    let chrome = web
        .chrome(heading)
        .crumb(title(web.cx.lang), "/norms")
        .crumb(heading, "");
    FormPage::of(chrome, form, id)
}

/// Puts a refusal beside the fields of the form, which are not all called as those of the input.
fn refuse(form: &mut Form, error: CommandError) -> Result<(), WebError> {
    form.refuse(match error {
        CommandError::Invalid(mut errors) => {
            for error in &mut errors {
                error.field = form::field_of_input(&error.field).to_owned();
            }
            CommandError::Invalid(errors)
        }
        other => other,
    })
}

async fn new(web: Web) -> WebResult {
    let mut form = Form::new(web.cx.lang).with("multiplier", 1);
    // Who sees provinces only can write for a province only.
    if let (Scope::Provinces(_), Some(home)) = (&web.cx.actor.scope, web.cx.actor.home) {
        let mut conn = web.cx.read().await?;
        let label = picked::unit_label(&mut conn, Some(home)).await?;
        form.set("territory", home);
        form.set("territory_text", label);
        form.set("scope", FundingScope::Kcdp.code());
    }
    web.page(form_page(&web, form, None))
}

async fn add(web: Web, mut form: Form) -> WebResult {
    let mut conn = web.cx.read().await?;
    let input = form::typed(&mut conn, &mut form).await?;
    drop(conn);
    if form.has_errors() {
        return web.refused(form_page(&web, form, None));
    }
    match commands::add(&form.cx(&web.cx), input).await {
        Ok(id) => written(&web, id, Done::Added).await,
        Err(error) => {
            refuse(&mut form, error)?;
            web.refused(form_page(&web, form, None))
        }
    }
}

async fn correction(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let norm = load(&mut conn, id).await?;
    web.cx
        .may_keep(Verb::Edit, Thing::Norm, norm.territory_id)?;
    let form = form::filled(&mut conn, web.cx.lang, &norm).await?;
    web.page(form_page(&web, form, Some(norm.id)))
}

async fn correct(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let id: NormId = Id::from_uuid(id);
    let mut conn = web.cx.read().await?;
    let input = form::typed(&mut conn, &mut form).await?;
    drop(conn);
    if form.has_errors() {
        return web.refused(form_page(&web, form, Some(id)));
    }
    match commands::correct(&form.cx(&web.cx), id, input).await {
        Ok(new) => written(&web, new, Done::Written).await,
        Err(CommandError::Stale) => conflict(&web, id, form).await,
        Err(error) => {
            refuse(&mut form, error)?;
            web.refused(form_page(&web, form, Some(id)))
        }
    }
}

/// Somebody wrote a newer version meanwhile: both side by side; saving again supersedes that one.
async fn conflict(web: &Web, id: NormId, form: Form) -> WebResult {
    let lang = web.cx.lang;
    let mut conn = web.cx.read().await?;
    let seen = load(&mut conn, id.uuid()).await?;
    let newest = store::versions(&mut conn, &seen.key).await?.swap_remove(0);
    let stored = form::filled(&mut conn, lang, &newest).await?;
    let conflict = differences(lang, &stored, &form, FIELDS);
    web.refused(FormPage {
        conflict,
        ..form_page(web, form, Some(newest.id))
    })
}

#[derive(Template)]
#[template(path = "norm/views/step.html")]
pub(super) struct StepPage {
    pub c: Chrome,
    pub form: Form,
    pub norm: NormVersion,
    pub equation: String,
    pub citation: String,
    /// True to end the norm, false to verify it.
    pub ending: bool,
    pub action: String,
    pub cancel: String,
}

impl StepPage {
    pub(super) fn of(
        c: Chrome,
        form: Form,
        norm: NormVersion,
        ending: bool,
    ) -> Result<StepPage, DbError> {
        let rule = norm.rule()?;
        let noun = if ending { "ending" } else { "verification" };
        Ok(StepPage {
            form,
            equation: example(&rule, c.lang),
            citation: rule.citation(c.lang),
            ending,
            action: format!("/norms/{}/{noun}", norm.id),
            cancel: format!("/norms/{}", norm.id),
            norm,
            c,
        })
    }
}

async fn step_page(web: &Web, id: Uuid, form: Form, ending: bool) -> Result<StepPage, WebError> {
    let mut conn = web.cx.read().await?;
    let norm = load(&mut conn, id).await?;
    web.cx
        .may_keep(Verb::Edit, Thing::Norm, norm.territory_id)?;
    let heading = if ending {
        web.t("Kết thúc hiệu lực định mức", "End the norm")
    } else {
        web.t("Kiểm chứng định mức", "Verify the norm")
    };
    let chrome = web
        .chrome(heading)
        .crumb(title(web.cx.lang), "/norms")
        .crumb(&norm.key, format!("/norms/{id}"))
        .crumb(heading, "");
    Ok(StepPage::of(chrome, form, norm, ending)?)
}

async fn ending(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let page = step_page(&web, id, Form::new(web.cx.lang), true).await?;
    web.page(page)
}

async fn end(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let input = web_kit::version::EndInput::typed(&mut form);
    if form.has_errors() {
        let page = step_page(&web, id, form, true).await?;
        return web.refused(page);
    }
    let result = commands::end(&form.cx(&web.cx), Id::from_uuid(id), input).await;
    stepped(web, id, result, form, true).await
}

async fn verification(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let page = step_page(&web, id, Form::new(web.cx.lang), false).await?;
    web.page(page)
}

async fn verify(web: Web, Path(id): Path<Uuid>, mut form: Form) -> WebResult {
    let input = VerifyInput {
        evidence: form.text("evidence"),
        instrument_id: form.id("instrument_id"),
    };
    if form.has_errors() {
        let page = step_page(&web, id, form, false).await?;
        return web.refused(page);
    }
    let result = commands::verify(&form.cx(&web.cx), Id::from_uuid(id), input).await;
    stepped(web, id, result, form, false).await
}

async fn stepped(
    web: Web,
    id: Uuid,
    result: CommandResult<NormId>,
    mut form: Form,
    ending: bool,
) -> WebResult {
    match result {
        Err(error @ (CommandError::Invalid(_) | CommandError::Refused { .. })) => {
            form.refuse(error)?;
            let page = step_page(&web, id, form, ending).await?;
            web.refused(page)
        }
        other => {
            let done = if ending { Done::Ended } else { Done::Verified };
            written(&web, other?, done).await
        }
    }
}

/// What was done to a norm, for the sentence that says so.
#[derive(Clone, Copy)]
enum Done {
    Added,
    Written,
    Verified,
    Ended,
}

/// After a write: the page of the new version, with what comes next.
async fn written(web: &Web, new: NormId, done: Done) -> WebResult {
    let text = match done {
        Done::Verified => web.t(
            "Đã ghi việc kiểm chứng. Định mức không còn nhãn chưa kiểm chứng.",
            "Recorded the verification. The norm no longer carries the unverified mark.",
        ),
        Done::Ended => web.t(
            "Đã ghi ngày cuối còn hiệu lực. Quyết định đến ngày đó không đổi; bản cũ vẫn đọc được.",
            "Recorded the last day in force. Decisions up to it do not change; older versions \
             stay readable.",
        ),
        Done::Added => web.t(
            "Đã ghi định mức. Bước tiếp: kiểm chứng với văn bản.",
            "Saved the norm. Next: verify it.",
        ),
        Done::Written => web.t(
            "Đã ghi bản mới của định mức; bản cũ vẫn đọc được. Bước tiếp: kiểm chứng với văn bản.",
            "Saved a new version of the norm; older ones stay readable. Next: verify it.",
        ),
    };
    web.done(&format!("/norms/{new}"), text).await
}

pub(crate) fn samples() -> Vec<Sample> {
    [Lang::Vi, Lang::En]
        .into_iter()
        .flat_map(super::samples::of)
        .collect()
}
