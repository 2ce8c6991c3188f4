use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts},
    http::{StatusCode, request::Parts},
    response::{Html, IntoResponse, Redirect},
};
use db::Cx;
use kernel::Lang;
use tower_sessions::Session;

use crate::{
    App, Chrome, Flash, FlashKind, NavItem, NavKey, NavSection, Notices, UserChip, WebError,
    WebResult, language::wanted, query_string, session, session_layer,
};

const FLASH: &str = "flash";

/// Whoever sent a request, signed in or not.
#[derive(Clone)]
pub struct Visitor {
    pub app: App,
    pub lang: Lang,
    pub path: String,
    pub query: String,
    pub session: Option<Session>,
    /// Present when signed in.
    pub cx: Option<Cx>,
}

/// A request of somebody who is signed in: what page handlers take first.
#[derive(Clone)]
pub struct Web {
    pub cx: Cx,
    pub app: App,
    visitor: Arc<Visitor>,
    flash: Option<Flash>,
    /// How many reminders are unread; None without a bell.
    unread: Option<i64>,
}

/// Who asks, before anything is shown to them.
struct Caller {
    lang: Lang,
    session: Option<Session>,
    cx: Option<Cx>,
}

impl Caller {
    /// Finds out who is asking: by API token, else by session.
    async fn find(parts: &mut Parts, app: &App) -> Result<Caller, WebError> {
        let lang = wanted(&parts.headers, parts.uri.path());
        let session = parts.extensions.get::<Session>().cloned();
        let actor = if let Some(token) = session_layer::token(&parts.headers) {
            app.accounts.by_token(&app.db, token).await?
        } else {
            let account = match &session {
                Some(session) if session_layer::is_begun(&parts.headers) => {
                    session::account(session).await?
                }
                _ => None,
            };
            match account {
                Some(id) => {
                    let mut conn = app.db.read().await?;
                    app.accounts.by_id(&mut conn, id).await?
                }
                None => None,
            }
        };
        let cx = actor.map(|actor| {
            let mut cx = app.cx(actor);
            cx.lang = lang;
            cx.form_key = parts
                .headers
                .get("idempotency-key")
                .and_then(|v| v.to_str().ok())
                .and_then(|v| v.parse().ok());
            cx
        });
        Ok(Caller { lang, session, cx })
    }
}

impl Visitor {
    /// The visitor of a request, found once.
    pub(crate) async fn find(parts: &mut Parts, app: &App) -> Result<Arc<Visitor>, WebError> {
        if let Some(known) = parts.extensions.get::<Arc<Visitor>>() {
            return Ok(known.clone());
        }
        let Caller { lang, session, cx } = Caller::find(parts, app).await?;
        let visitor = Arc::new(Visitor {
            app: app.clone(),
            lang,
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            session,
            cx,
        });
        parts.extensions.insert(visitor.clone());
        Ok(visitor)
    }

    pub fn t<'a>(&self, vi: &'a str, en: &'a str) -> &'a str {
        self.lang.t(vi, en)
    }

    /// The frame of a page with this title.
    pub fn chrome(&self, title: impl Into<String>) -> Chrome {
        let here = if self.query.is_empty() {
            self.path.clone()
        } else {
            format!("{}?{}", self.path, self.query)
        };
        Chrome {
            lang: self.lang,
            title: title.into(),
            nav: self.nav(),
            user: self.cx.as_ref().map(|cx| UserChip {
                name: cx.actor.name.clone(),
                role: cx.actor.role.label(self.lang).to_owned(),
                organisation: cx.actor.organisation.clone(),
            }),
            unread: None,
            path: self.path.clone(),
            flash: None,
            demo: self.app.demo,
            lang_url: format!(
                "/language/{}{}",
                self.lang.t("en", "vi"),
                query_string(&[("back", &here)])
            ),
            search: String::new(),
            breadcrumbs: Vec::new(),
        }
    }

    /// The navigation by work; a role sees what it can use.
    fn nav(&self) -> Vec<NavSection> {
        let Some(cx) = &self.cx else {
            return Vec::new();
        };
        let mut sections: Vec<(NavKey, NavSection)> = Vec::new();
        for entry in self.app.nav.iter() {
            if entry
                .thing
                .is_some_and(|thing| !cx.actor.may(kernel::Verb::View, thing))
            {
                continue;
            }
            let item = NavItem {
                label: self.lang.t(entry.label.0, entry.label.1).to_owned(),
                href: entry.href.to_owned(),
                active: self.path == entry.href
                    || (entry.href.len() > 1
                        && self
                            .path
                            .strip_prefix(entry.href)
                            .is_some_and(|r| r.starts_with('/'))),
                key: entry.key,
            };
            match sections.last_mut() {
                Some((key, section)) if *key == entry.section => section.items.push(item),
                _ => sections.push((
                    entry.section,
                    NavSection {
                        label: section_label(entry.section, self.lang).to_owned(),
                        items: vec![item],
                    },
                )),
            }
        }
        sections.into_iter().map(|(_, section)| section).collect()
    }
}

fn section_label(key: NavKey, lang: Lang) -> &'static str {
    match key {
        NavKey::Work => "",
        NavKey::Programme => lang.t("Kế hoạch", "Programme"),
        NavKey::Register => lang.t("Cơ sở & sản phẩm", "Establishments & products"),
        NavKey::Activities => lang.t("Hoạt động", "Activities"),
        NavKey::Clusters => lang.t("Cụm công nghiệp", "Industrial clusters"),
        NavKey::Meetings => lang.t("Hội nghị & kiến nghị", "Meetings"),
        NavKey::Reports => lang.t("Báo cáo", "Reports"),
        NavKey::Law => lang.t("Văn bản", "Legal texts"),
        NavKey::Administration => lang.t("Quản trị", "Administration"),
    }
}

impl Web {
    pub(crate) async fn find(parts: &mut Parts, app: &App) -> Result<Web, WebError> {
        if let Some(known) = parts.extensions.get::<Web>() {
            return Ok(known.clone());
        }
        let visitor = Visitor::find(parts, app).await?;
        let Some(cx) = visitor.cx.clone() else {
            return Err(WebError::sign_in_needed(&visitor.path));
        };
        let mut flash = None;
        if parts.method == axum::http::Method::GET
            && let Some(session) = &visitor.session
            && session_layer::is_begun(&parts.headers)
        {
            flash = session.remove(FLASH).await.map_err(WebError::internal)?;
        }
        let unread = match (app.ports.find::<dyn Notices>(), cx.actor.account) {
            (Some(notices), Some(account)) => {
                let mut conn = app.db.read().await?;
                Some(notices.unread(&mut conn, account).await?)
            }
            _ => None,
        };
        Ok(Web {
            cx,
            app: app.clone(),
            visitor,
            flash,
            unread,
        })
    }

    pub fn t<'a>(&self, vi: &'a str, en: &'a str) -> &'a str {
        self.cx.lang.t(vi, en)
    }

    /// The frame of a page with this title, and the sentence that the last action left.
    pub fn chrome(&self, title: impl Into<String>) -> Chrome {
        Chrome {
            flash: self.flash.clone(),
            unread: self.unread,
            ..self.visitor.chrome(title)
        }
    }

    pub fn session(&self) -> Option<&Session> {
        self.visitor.session.as_ref()
    }

    /// Answers with a page.
    pub fn page(&self, page: impl Template) -> WebResult {
        Ok(Html(page.render()?).into_response())
    }

    /// Answers with a form that was refused.
    pub fn refused(&self, page: impl Template) -> WebResult {
        Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render()?)).into_response())
    }

    /// After a write: go there and say what was done.
    pub async fn done(&self, to: &str, text: impl Into<String>) -> WebResult {
        self.go(to, FlashKind::Success, text).await
    }

    /// Go there and say something.
    pub async fn go(&self, to: &str, kind: FlashKind, text: impl Into<String>) -> WebResult {
        if let Some(session) = &self.visitor.session {
            let flash = Flash {
                kind,
                text: text.into(),
            };
            session
                .insert(FLASH, flash)
                .await
                .map_err(WebError::internal)?;
        }
        Ok(Redirect::to(to).into_response())
    }
}

impl FromRequestParts<App> for Visitor {
    type Rejection = WebError;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
        Visitor::find(parts, app).await.map(Arc::unwrap_or_clone)
    }
}

impl FromRequestParts<App> for Web {
    type Rejection = WebError;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
        Web::find(parts, app).await
    }
}

impl OptionalFromRequestParts<App> for Web {
    type Rejection = WebError;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Self>, WebError> {
        Ok(Web::find(parts, app).await.ok())
    }
}

/// What JSON handlers take: the context of the caller, found by session or token.
pub struct ApiCx(pub Cx);

impl FromRequestParts<App> for ApiCx {
    type Rejection = WebError;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
        let caller = Caller::find(parts, app).await?;
        let cx = caller.cx.ok_or_else(|| WebError::sign_in_needed("/"))?;
        Ok(ApiCx(cx))
    }
}
