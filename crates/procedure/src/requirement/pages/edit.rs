use askama::Template;
use axum::extract::{Path, Query};
use db::{CommandError, Conn};
use kernel::{RequirementId, Scope, format_date};
use rules::FundingScope;
use serde::Deserialize;
use web_kit::{Choices, Chrome, Form, Web, WebError, WebResult};

use super::{crumb, load};
use crate::{
    area, overview,
    requirement::{
        commands,
        form::{self, Tick},
        model::{Kind, Requirement},
        store,
    },
};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct NewQuery {
    /// The id of a row that the new one shall follow, or replace in a province.
    like: String,
}

#[derive(Template)]
#[template(path = "requirement/views/form.html")]
pub(in crate::requirement) struct FormPage {
    pub c: Chrome,
    pub form: Form,
    pub kind: Kind,
    pub action: String,
    pub cancel: String,
    pub correcting: bool,
    pub areas: Choices,
    pub scopes: Choices,
    pub stages: Choices,
    pub levels: Choices,
    pub activities: Vec<Tick>,
    pub kinds: Vec<Tick>,
}

impl FormPage {
    pub(in crate::requirement) fn of(
        c: Chrome,
        form: Form,
        kind: Kind,
        id: Option<RequirementId>,
        areas: Choices,
    ) -> FormPage {
        let lang = c.lang;
        FormPage {
            kind,
            action: id.map_or_else(
                || kind.href().to_owned(),
                |id| format!("/requirements/{id}/correction"),
            ),
            cancel: id.map_or_else(
                || kind.href().to_owned(),
                |id| format!("/requirements/{id}"),
            ),
            correcting: id.is_some(),
            areas,
            scopes: FundingScope::choices(lang),
            stages: form::stages(lang),
            levels: form::levels(lang),
            activities: form::activity_ticks(&form),
            kinds: form::kind_ticks(&form),
            form,
            c,
        }
    }
}

async fn page(
    web: &Web,
    conn: &mut Conn,
    form: Form,
    kind: Kind,
    id: Option<RequirementId>,
) -> Result<FormPage, WebError> {
    let lang = web.cx.lang;
    let heading = match (kind, id) {
        (_, Some(_)) => lang.t("Đính chính", "Correct"),
        (Kind::Paper, None) => lang.t("Thêm giấy tờ của hồ sơ", "Add a paper of the dossier"),
        (Kind::Criterion, None) => lang.t("Thêm tiêu chí thẩm định", "Add a criterion"),
    };
    let chrome = overview::frame(web, heading, vec![crumb(kind, lang)]);
    let areas = area::kept(&web.cx, conn).await?;
    Ok(FormPage::of(chrome, form, kind, id, areas))
}

pub(super) async fn new_paper(web: Web, Query(query): Query<NewQuery>) -> WebResult {
    new(web, Kind::Paper, query).await
}

pub(super) async fn new_criterion(web: Web, Query(query): Query<NewQuery>) -> WebResult {
    new(web, Kind::Criterion, query).await
}

async fn new(web: Web, kind: Kind, query: NewQuery) -> WebResult {
    let cx = &web.cx;
    let mut conn = cx.read().await?;
    let like: Option<Requirement> = match query.like.parse::<RequirementId>() {
        Ok(id) => store::get(&mut conn, id).await?,
        Err(_) => None,
    };
    let mut form = match &like {
        Some(row) => form::filled(cx, &mut conn, row).await?,
        None => Form::new(cx.lang)
            .with("copies", 1)
            .with("required", kind == Kind::Paper),
    };
    form.set("valid_from", format_date(cx.today()));
    form.set("valid_to", "");
    // Who sees provinces only can write for a province only.
    if let (Scope::Provinces(_), Some(home)) = (&cx.actor.scope, cx.actor.home) {
        form.set("territory", home);
        form.set("scope", FundingScope::Kcdp.code());
    }
    let page = page(&web, &mut conn, form, kind, None).await?;
    web.page(page)
}

pub(super) async fn add_paper(web: Web, form: Form) -> WebResult {
    add(web, Kind::Paper, form).await
}

pub(super) async fn add_criterion(web: Web, form: Form) -> WebResult {
    add(web, Kind::Criterion, form).await
}

async fn add(web: Web, kind: Kind, mut form: Form) -> WebResult {
    let input = form::typed(&web.cx, &mut form).await?;
    if !form.has_errors() {
        match commands::add(&form.cx(&web.cx), kind, input).await {
            Ok(id) => return written(&web, id).await,
            Err(error) => form.refuse(error)?,
        }
    }
    let mut conn = web.cx.read().await?;
    let page = page(&web, &mut conn, form, kind, None).await?;
    web.refused(page)
}

pub(super) async fn correction(web: Web, Path(id): Path<RequirementId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let row = load(&mut conn, id).await?;
    let form = form::filled(&web.cx, &mut conn, &row).await?;
    let page = page(&web, &mut conn, form, row.kind, Some(id)).await?;
    web.page(page)
}

pub(super) async fn correct(web: Web, Path(id): Path<RequirementId>, mut form: Form) -> WebResult {
    let input = form::typed(&web.cx, &mut form).await?;
    let mut shown = id;
    if !form.has_errors() {
        match commands::correct(&form.cx(&web.cx), id, input).await {
            Ok(new) => return written(&web, new).await,
            Err(CommandError::Stale) => {
                let mut conn = web.cx.read().await?;
                let seen = load(&mut conn, id).await?;
                let newest = store::versions(&mut conn, &seen.key).await?.swap_remove(0);
                shown = newest.id;
                form.fail("", superseded(&web, &newest));
            }
            Err(error) => form.refuse(error)?,
        }
    }
    let mut conn = web.cx.read().await?;
    let kind = load(&mut conn, id).await?.kind;
    let page = page(&web, &mut conn, form, kind, Some(shown)).await?;
    web.refused(page)
}

fn superseded(web: &Web, newest: &Requirement) -> String {
    let (by, title) = (&newest.recorded_by, newest.title());
    let title = title.get(web.cx.lang);
    match web.cx.lang {
        kernel::Lang::Vi => format!(
            "{by} vừa ghi bản mới hơn (“{title}”). Xem lại rồi ghi; ghi lần nữa sẽ thay bản đó."
        ),
        kernel::Lang::En => format!(
            "{by} has just written a newer version (“{title}”). Look again; saving supersedes it."
        ),
    }
}

async fn written(web: &Web, new: RequirementId) -> WebResult {
    let text = web.t(
        "Đã ghi bản mới; bản cũ vẫn đọc được. Bước tiếp: kiểm chứng với văn bản.",
        "Saved a new version; older ones stay readable. Next: verify it.",
    );
    web.done(&format!("/requirements/{new}"), text).await
}
