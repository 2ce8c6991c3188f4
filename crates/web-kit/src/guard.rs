use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use db::CommandError;

use crate::{App, Guard, Web, WebError};

/// Lets a request through to its handler when the guard allows it. The person, once found, goes
/// along with the request, so the handler does not ask the database again.
pub(crate) async fn stand(guard: Guard, app: App, request: Request, next: Next) -> Response {
    if guard == Guard::Open {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let web = match Web::find(&mut parts, &app).await {
        Ok(web) => web,
        Err(error) => return error.into_response(),
    };
    if let Guard::Needs(verb, thing) = guard
        && !web.cx.actor.may(verb, thing)
    {
        return WebError::from(CommandError::role(web.cx.lang)).into_response();
    }
    parts.extensions.insert(web);
    next.run(Request::from_parts(parts, body)).await
}

/// Why a write is refused that a page of another site sent with our cookie: the browser says where a
/// request comes from (`Sec-Fetch-Site`, or `Origin` in older ones). Programs send neither.
pub(crate) fn refused_origin(request: &Request) -> Option<WebError> {
    (!is_same_origin(request)).then(|| {
        WebError::new(
            StatusCode::FORBIDDEN,
            "cross-site",
            "Yêu cầu này đến từ một trang khác. Hãy mở phần mềm và gửi lại từ đó.",
            "This request came from another site. Open the program and send it from there.",
        )
    })
}

fn is_same_origin(request: &Request) -> bool {
    if matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    ) {
        return true;
    }
    let header = |name: &str| request.headers().get(name).and_then(|v| v.to_str().ok());
    match (header("sec-fetch-site"), header("origin")) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            host.is_some() && host == header("host")
        }
        (None, None) => true,
    }
}

/// Headers that keep pages to themselves: no foreign script, frame, or type guessing.
const KEEPING: [(HeaderName, HeaderValue); 5] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'self'; img-src 'self' data:; style-src 'self'; frame-ancestors 'none'; \
             base-uri 'none'; form-action 'self'; object-src 'none'",
        ),
    ),
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("same-origin"),
    ),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
];

/// Adds the headers that keep an answer to its reader, where it does not say otherwise.
pub fn set_security_headers(response: &mut Response) {
    let headers = response.headers_mut();
    headers.reserve(KEEPING.len());
    for (name, value) in KEEPING {
        headers.entry(name).or_insert(value);
    }
}
