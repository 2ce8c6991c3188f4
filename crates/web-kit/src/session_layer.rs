use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use axum::{extract::Request, http::HeaderMap, response::Response};
use db::Db;
use tower::{Layer, Service};
use tower_sessions::{
    Expiry, SessionManagerLayer,
    cookie::{SameSite, time::Duration},
};

use crate::{SqlSessions, language::cookie};

const COOKIE: &str = "khuyencong";

/// The layer that reads the session's cookie. A session ends after 12 hours without a visit. Programs,
/// which send a token with every request, have none.
pub fn session_layer(db: &Db) -> SessionLayer {
    SessionLayer(
        SessionManagerLayer::new(SqlSessions::over(db))
            .with_name(COOKIE)
            .with_secure(false)
            .with_same_site(SameSite::Lax)
            .with_expiry(Expiry::OnInactivity(Duration::hours(12))),
    )
}

/// The token of a program.
pub(crate) fn token(headers: &HeaderMap) -> Option<&str> {
    headers
        .get(axum::http::header::AUTHORIZATION)
        .and_then(|v| v.to_str().ok())
        .and_then(|v| v.strip_prefix("Bearer "))
}

/// True when the request may belong to a session that was begun.
pub(crate) fn is_begun(headers: &HeaderMap) -> bool {
    cookie(headers, COOKIE).is_some()
}

/// See [`session_layer`].
#[derive(Clone)]
pub struct SessionLayer(SessionManagerLayer<SqlSessions>);

impl<S: Clone> Layer<S> for SessionLayer {
    type Service = Sessions<S>;

    fn layer(&self, inner: S) -> Sessions<S> {
        Sessions {
            browsers: self.0.layer(inner.clone()),
            programs: inner,
        }
    }
}

/// A service with sessions for browsers and without for programs.
#[derive(Clone)]
pub struct Sessions<S> {
    browsers: <SessionManagerLayer<SqlSessions> as Layer<S>>::Service,
    programs: S,
}

impl<S> Service<Request> for Sessions<S>
where
    S: Service<Request, Response = Response> + Clone + Send + 'static,
    S::Future: Send,
{
    type Response = Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        ready!(Service::<Request>::poll_ready(&mut self.browsers, cx))?;
        self.programs.poll_ready(cx)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        match token(request.headers()) {
            Some(_) => Box::pin(self.programs.call(request)),
            None => Box::pin(self.browsers.call(request)),
        }
    }
}
