use askama::Template;
use axum::extract::Path;
use db::{CommandError, Conn};
use kernel::{CouncilId, Lang, format_date};
use reference::picked;
use web_kit::{Chrome, Difference, Form, Labelled, Web, WebError, WebResult, differences};

use super::frame;
use crate::{
    council::{
        commands::{self, CouncilInput},
        model::{Council, CouncilForm},
        store,
    },
    parts::day,
    project::Level,
};

#[derive(Template)]
#[template(path = "council/views/form.html")]
pub(super) struct FormPage {
    pub c: Chrome,
    pub form: Form,
    pub action: String,
    pub cancel: String,
    pub forms: Vec<(&'static str, &'static str)>,
    pub levels: Vec<(&'static str, &'static str)>,
    pub conflict: Vec<Difference>,
}

impl FormPage {
    pub(super) fn of(c: Chrome, form: Form, id: Option<CouncilId>) -> FormPage {
        let lang = c.lang;
        let action = id.map_or("/councils".to_owned(), |id| format!("/councils/{id}"));
        FormPage {
            form,
            cancel: action.clone(),
            action,
            forms: CouncilForm::ALL
                .iter()
                .map(|f| (f.code(), f.label(lang)))
                .collect(),
            levels: Level::ALL.map(|l| (l.code(), l.label(lang))).to_vec(),
            conflict: Vec::new(),
            c,
        }
    }
}

const FIELDS: &[Labelled] = &[
    ("form", ("Hình thức", "Form")),
    ("level", ("Cấp thẩm định", "Level")),
    ("province_id_text", ("Địa bàn", "Territory")),
    ("title", ("Tên", "Title")),
    ("decision_no", ("Số quyết định", "Decision")),
    ("decision_on", ("Ngày quyết định", "Its date")),
    ("issuer", ("Cơ quan ban hành", "Issuer")),
    ("signer", ("Người ký", "Signed by")),
    ("quorum", ("Số người dự họp tối thiểu", "Quorum")),
    ("pass", ("Tỷ lệ tán thành", "Majority")),
    ("required", ("Bắt buộc với mọi đề án", "For every project")),
    ("term_from", ("Từ ngày", "From")),
    ("term_to", ("Đến ngày", "To")),
    ("note", ("Ghi chú", "Note")),
];

fn form_page(web: &Web, form: Form, id: Option<CouncilId>) -> FormPage {
    let heading = match id {
        Some(_) => web.t("Sửa hội đồng, tổ thẩm định", "Edit the council"),
        None => web.t("Lập hội đồng, tổ thẩm định", "New council"),
    };
    FormPage::of(frame(web, heading).crumb(heading, ""), form, id)
}

fn filled(lang: Lang, council: &Council) -> Form {
    let province = council.province_id.map(|id| id.to_string());
    Form::new(lang)
        .with("form", council.form.code())
        .with("level", council.level.code())
        .with("province_id", province.unwrap_or_default())
        .with("province_id_text", &council.territory)
        .with("title", &council.title)
        .with("decision_no", &council.decision_no)
        .with("decision_on", format_date(council.decision_on))
        .with("issuer", &council.issuer)
        .with("signer", &council.signer)
        .with("quorum", council.quorum().label(lang))
        .with("pass", council.pass().label(lang))
        .with("required", if council.required { "true" } else { "" })
        .with("term_from", format_date(council.term_from))
        .with("term_to", day(council.term_to))
        .with("note", &council.note)
        .with("version", council.version)
}

async fn typed(web: &Web, form: &mut Form) -> Result<CouncilInput, WebError> {
    let mut conn: Conn = web.cx.read().await?;
    Ok(CouncilInput {
        form: form.code("form", CouncilForm::from_code),
        level: form.code("level", Level::from_code),
        province_id: picked::province(&mut conn, form, "province_id").await?,
        title: form.text("title"),
        decision_no: form.text("decision_no"),
        decision_on: form.date("decision_on"),
        issuer: form.text("issuer"),
        signer: form.text("signer"),
        quorum: form.text("quorum"),
        pass: form.text("pass"),
        required: form.flag("required"),
        term_from: form.date("term_from"),
        term_to: form.date("term_to"),
        note: form.text("note"),
    })
}

pub(super) async fn new(web: Web) -> WebResult {
    let cx = &web.cx;
    let mut conn = cx.read().await?;
    let home = cx
        .actor
        .home
        .filter(|_| cx.actor.scope != kernel::Scope::Nation);
    let level = match home {
        Some(_) => Level::Base,
        None => Level::Ministry,
    };
    let form = Form::new(cx.lang)
        .with("form", CouncilForm::Council.code())
        .with("level", level.code())
        .with_some("province_id", home)
        .with(
            "province_id_text",
            picked::unit_label(&mut conn, home).await?,
        )
        .with("issuer", &cx.actor.organisation);
    web.page(form_page(&web, form, None))
}

fn saved(web: &Web) -> &'static str {
    web.cx.lang.t(
        "Đã ghi hội đồng. Bước tiếp: thêm thành viên, rồi lên lịch phiên họp.",
        "The council is saved. Next: add its members, then plan a session.",
    )
}

pub(super) async fn create(web: Web, mut form: Form) -> WebResult {
    let input = typed(&web, &mut form).await?;
    if !form.has_errors() {
        let upload = form.file("file");
        match commands::create(&form.cx(&web.cx), input, upload.as_ref()).await {
            Ok(id) => return web.done(&format!("/councils/{id}"), saved(&web)).await,
            Err(error) => form.refuse(error)?,
        }
    }
    web.refused(form_page(&web, form, None))
}

pub(super) async fn edit_form(web: Web, Path(id): Path<CouncilId>) -> WebResult {
    let mut conn = web.cx.read().await?;
    let council = store::find(&web.cx, &mut conn, id).await?;
    commands::manages(&web.cx, &council)?;
    let form = filled(web.cx.lang, &council);
    web.page(form_page(&web, form, Some(id)))
}

pub(super) async fn edit(web: Web, Path(id): Path<CouncilId>, mut form: Form) -> WebResult {
    let input = typed(&web, &mut form).await?;
    if form.has_errors() {
        return web.refused(form_page(&web, form, Some(id)));
    }
    let (version, upload) = (form.version_number(), form.file("file"));
    match commands::edit(&form.cx(&web.cx), id, version, input, upload.as_ref()).await {
        Ok(()) => web.done(&format!("/councils/{id}"), saved(&web)).await,
        Err(CommandError::Stale) => {
            let mut conn = web.cx.read().await?;
            let stored = store::find(&web.cx, &mut conn, id).await?;
            let stored_form = filled(web.cx.lang, &stored);
            let conflict = differences(web.cx.lang, &stored_form, &form, FIELDS);
            form.set("version", stored.version);
            web.refused(FormPage {
                conflict,
                ..form_page(&web, form, Some(id))
            })
        }
        Err(error) => {
            form.refuse(error)?;
            web.refused(form_page(&web, form, Some(id)))
        }
    }
}
