use askama::Template;
use axum::{
    extract::{Path, Query},
    response::{IntoResponse, Redirect},
};
use db::{CommandError, Page, PageRequest};
use jiff::{Timestamp, civil::date};
use kernel::{Id, Lang, ReminderId};
use serde::Deserialize;
use uuid::Uuid;
use web_kit::{Chrome, Form, Guard, Pager, Routes, Web, WebError, WebResult, samples::Sample};

use super::{
    model::{DAYS_AHEAD, Reminder, Stage},
    outbox,
    settings::{self, SettingInput, me},
    store,
};
use crate::calendar;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/reminders", Guard::SignedIn, list)
        .post("/reminders/reading", Guard::SignedIn, read_all)
        .post("/reminders/{id}/reading", Guard::SignedIn, read_one)
        .get("/reminders/settings", Guard::SignedIn, settings_form)
        .post("/reminders/settings", Guard::SignedIn, save)
        .post("/reminders/calendar", Guard::SignedIn, renew_calendar)
        .post(
            "/reminders/calendar/removal",
            Guard::SignedIn,
            stop_calendar,
        )
}

#[derive(Deserialize)]
struct ListQuery {
    #[serde(default)]
    page: String,
}

#[derive(Template)]
#[template(path = "reminder/views/list.html")]
struct ListPage {
    c: Chrome,
    /// (the reminder, whether its record has a page)
    rows: Vec<(Reminder, bool)>,
    unread: i64,
    pager: Pager,
}

fn title(lang: Lang) -> &'static str {
    lang.t("Nhắc việc", "Reminders")
}

async fn list(web: Web, Query(query): Query<ListQuery>) -> WebResult {
    let account = me(&web.cx)?;
    let mut conn = web.cx.read().await?;
    let request = PageRequest::new(query.page.parse().ok());
    let page = store::list(&mut conn, account, request).await?;
    let unread = store::unread(&mut conn, account).await?;
    let pager = Pager::new(&page, "/reminders", &[]);
    let rows = page.rows.into_iter().map(|reminder| {
        let id = reminder.record_id.to_string();
        let has_page = web.app.record_path(&reminder.thing, &id).is_some();
        (reminder, has_page)
    });
    web.page(ListPage {
        c: web.chrome(title(web.cx.lang)),
        rows: rows.collect(),
        unread,
        pager,
    })
}

async fn read_all(web: Web) -> WebResult {
    let account = me(&web.cx)?;
    store::mark_read(&web.cx, account, None).await?;
    let text = web.t("Đã ghi là đã đọc tất cả.", "All are marked as read.");
    web.done("/reminders", text).await
}

/// Marks a reminder as read and opens what it speaks of.
async fn read_one(web: Web, Path(id): Path<Uuid>) -> WebResult {
    let account = me(&web.cx)?;
    let id: ReminderId = Id::from_uuid(id);
    let mut conn = web.cx.read().await?;
    let reminder = store::find(&mut conn, account, id)
        .await?
        .ok_or_else(WebError::not_found)?;
    drop(conn);
    store::mark_read(&web.cx, account, Some(id)).await?;
    let record = reminder.record_id.to_string();
    let path = web.app.record_path(&reminder.thing, &record);
    Ok(Redirect::to(path.as_deref().unwrap_or("/reminders")).into_response())
}

#[derive(Template)]
#[template(path = "reminder/views/settings.html")]
struct SettingsPage {
    c: Chrome,
    form: Form,
    /// What the mail server said of the newest e-mail that waits; empty when none does.
    mail_error: String,
    /// Since when there is a calendar; empty when there is none.
    calendar_since: String,
    /// The address that was just made; shown this once.
    calendar_url: Option<String>,
}

async fn settings_page(
    web: &Web,
    form: Option<Form>,
    calendar_url: Option<String>,
) -> Result<SettingsPage, WebError> {
    let account = me(&web.cx)?;
    let mut conn = web.cx.read().await?;
    let form = match form {
        Some(form) => form,
        None => {
            let setting = store::setting(&mut conn, account).await?;
            let form = Form::new(web.cx.lang);
            match setting {
                Some(setting) => form
                    .with("email", &setting.email)
                    .with("days_ahead", setting.days_ahead)
                    .with("version", setting.version),
                None => form.with("days_ahead", DAYS_AHEAD).with("version", 0),
            }
        }
    };
    let heading = web.t("Cách nhắc và lịch", "How to be reminded, and the calendar");
    Ok(SettingsPage {
        c: web
            .chrome(heading)
            .crumb(title(web.cx.lang), "/reminders")
            .crumb(heading, ""),
        form,
        mail_error: outbox::trouble(&mut conn, account).await?,
        calendar_since: calendar::since(&mut conn, account)
            .await?
            .map(kernel::format_timestamp)
            .unwrap_or_default(),
        calendar_url,
    })
}

async fn settings_form(web: Web) -> WebResult {
    web.page(settings_page(&web, None, None).await?)
}

async fn save(web: Web, mut form: Form) -> WebResult {
    let input = SettingInput {
        version: form.version_number(),
        email: form.text("email"),
        days_ahead: form.int("days_ahead"),
    };
    if !form.has_errors() {
        match settings::save(&form.cx(&web.cx), input).await {
            Ok(()) => {
                let text = web.t("Đã ghi cách nhắc.", "Saved.");
                return web.done("/reminders/settings", text).await;
            }
            Err(CommandError::Stale) => {
                let message = web.t(
                    "Cách nhắc vừa được sửa ở cửa sổ khác. Mở lại trang rồi sửa tiếp.",
                    "This was changed in another window. Open the page again.",
                );
                form.fail("", message);
            }
            Err(error) => form.refuse(error)?,
        }
    }
    web.refused(settings_page(&web, Some(form), None).await?)
}

async fn renew_calendar(web: Web, form: Form) -> WebResult {
    let key = calendar::renew(&form.cx(&web.cx)).await?;
    let path = calendar::path(&key);
    web.page(settings_page(&web, None, Some(path)).await?)
}

async fn stop_calendar(web: Web, form: Form) -> WebResult {
    calendar::stop(&form.cx(&web.cx)).await?;
    let text = web.t(
        "Đã bỏ địa chỉ lịch; lịch đã đăng ký không cập nhật nữa.",
        "The calendar's address no longer works.",
    );
    web.done("/reminders/settings", text).await
}

pub(crate) fn samples() -> Vec<Sample> {
    let reminder = |n: usize| Reminder {
        id: Id::from_uuid(Uuid::from_u128(n as u128)),
        account_id: Id::from_uuid(Uuid::from_u128(1)),
        stage: Stage::ALL[n % 3],
        kind: "task".into(),
        thing: "task".into(),
        record_id: Uuid::from_u128(1),
        title: "Khảo sát hiện trường <A>".into(),
        due_on: date(2022, 6, 1),
        made_at: Timestamp::UNIX_EPOCH,
        read_at: n.is_multiple_of(2).then_some(Timestamp::UNIX_EPOCH),
        mail_id: None,
    };
    let mut all = Vec::new();
    for lang in [Lang::Vi, Lang::En] {
        for count in [0, 1, 50] {
            let rows: Vec<Reminder> = (0..count).map(reminder).collect();
            let page = Page {
                total: count as i64,
                rows,
                request: PageRequest::new(None),
            };
            all.push(Sample::of(
                "reminders",
                ListPage {
                    c: Chrome::sample(lang, title(lang)),
                    pager: Pager::new(&page, "/reminders", &[]),
                    rows: page.rows.into_iter().map(|r| (r, true)).collect(),
                    unread: count as i64 / 2,
                },
            ));
        }
        for made in [false, true] {
            let mut form = Form::new(lang);
            form.fail("email", "ten@coquan.vn");
            all.push(Sample::of(
                "reminder settings",
                SettingsPage {
                    c: Chrome::sample(lang, title(lang)),
                    form,
                    mail_error: if made {
                        "Connection refused".into()
                    } else {
                        String::new()
                    },
                    calendar_since: if made {
                        "09:00 01/06/2022".into()
                    } else {
                        String::new()
                    },
                    calendar_url: made.then(|| "/calendar/0123/work.ics".into()),
                },
            ));
        }
    }
    all
}
