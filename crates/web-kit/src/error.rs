use askama::Template;
use axum::{
    Json,
    body::to_bytes,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use db::{CommandError, DbError, FieldError};
use kernel::Lang;

use crate::{App, Chrome, Problem, Visitor, app::record_of, guard, language::wanted, unreadable};

/// Why a request was not answered as asked. Becomes a page or a problem document in one place,
/// [`render_errors`].
#[derive(Clone, Debug)]
pub struct WebError {
    pub status: StatusCode,
    /// A short kebab-case name for programs.
    pub problem: &'static str,
    pub vi: Box<str>,
    pub en: Box<str>,
    pub fields: Vec<FieldError>,
    /// The parameter or place in the body that the sentence speaks of.
    pub about: Option<Box<str>>,
    /// Somewhere to go instead: the sign-in page, or what a form had made before.
    pub redirect: Option<String>,
}

pub type WebResult = Result<Response, WebError>;

impl WebError {
    pub fn new(
        status: StatusCode,
        problem: &'static str,
        vi: impl Into<String>,
        en: impl Into<String>,
    ) -> WebError {
        WebError {
            status,
            problem,
            vi: vi.into().into_boxed_str(),
            en: en.into().into_boxed_str(),
            fields: Vec::new(),
            about: None,
            redirect: None,
        }
    }

    /// The same, of one parameter or place in the body.
    pub fn about(mut self, name: impl Into<String>) -> WebError {
        self.about = Some(name.into().into_boxed_str());
        self
    }

    pub fn not_found() -> WebError {
        WebError::new(
            StatusCode::NOT_FOUND,
            "not-found",
            "Không có trang hoặc bản ghi này trong phạm vi của bạn. Có thể địa chỉ bị gõ sai, hoặc \
             bản ghi thuộc đơn vị khác.",
            "There is no such page or record within your scope. The address may be mistyped, or \
             the record belongs to another unit.",
        )
    }

    pub fn sign_in_needed(back: &str) -> WebError {
        let mut error = WebError::new(
            StatusCode::UNAUTHORIZED,
            "sign-in-needed",
            "Cần đăng nhập để xem phần này.",
            "Sign in to see this.",
        );
        error.redirect = Some(format!(
            "/sign-in{}",
            crate::query_string(&[("next", back)])
        ));
        error
    }

    /// A failure of ours: logged whole, shown without inner detail.
    pub fn internal(error: impl std::fmt::Display + std::fmt::Debug) -> WebError {
        tracing::error!(error = %error, detail = ?error, "request failed");
        WebError::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "Phần mềm gặp lỗi và chưa ghi gì. Hãy thử lại; nếu vẫn lỗi, báo người quản trị kèm giờ \
             xảy ra.",
            "The program failed and wrote nothing. Try again; if it fails again, tell the \
             administrator the time it happened.",
        )
    }
}

impl From<CommandError> for WebError {
    fn from(error: CommandError) -> WebError {
        match error {
            CommandError::Forbidden(reason) => {
                WebError::new(StatusCode::FORBIDDEN, "forbidden", reason.clone(), reason)
            }
            CommandError::NotFound => WebError::not_found(),
            CommandError::Invalid(fields) => {
                let mut error = WebError::new(
                    StatusCode::UNPROCESSABLE_ENTITY,
                    "invalid",
                    "Chưa ghi được: có ô chưa đúng.",
                    "Not saved: some fields are not right.",
                );
                error.fields = fields;
                error
            }
            CommandError::Refused { problem, reason } => {
                WebError::new(StatusCode::CONFLICT, problem, reason.clone(), reason)
            }
            CommandError::Stale => WebError::new(
                StatusCode::CONFLICT,
                "changed-meanwhile",
                "Người khác vừa sửa bản ghi này. Mở lại trang để xem bản mới rồi sửa tiếp.",
                "Somebody has just changed this record. Open the page again to see it, then edit.",
            ),
            CommandError::AlreadyDone { thing, id } => {
                let mut error = WebError::new(
                    StatusCode::CONFLICT,
                    "already-done",
                    "Mẫu này đã được gửi và ghi một lần; không ghi thêm.",
                    "This form was sent and saved before; nothing was saved again.",
                );
                error.redirect = Some(if thing.is_empty() {
                    "/".to_owned()
                } else {
                    format!("/records/{thing}/{id}")
                });
                error
            }
            CommandError::Db(error) => error.into(),
            CommandError::Files(error) => WebError::internal(error),
        }
    }
}

impl From<DbError> for WebError {
    fn from(error: DbError) -> WebError {
        WebError::internal(error)
    }
}

impl From<askama::Error> for WebError {
    fn from(error: askama::Error) -> WebError {
        WebError::internal(error)
    }
}

impl IntoResponse for WebError {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    c: Chrome,
    status: u16,
    message: String,
    hint: String,
    ways: Ways,
}

/// Where somebody goes on from an error; empty where there is no such page.
#[derive(Debug, Default, PartialEq, Eq)]
struct Ways {
    /// The page they came from, one of ours.
    back: String,
    /// The record that the address belongs to.
    record: String,
}

impl Ways {
    /// `asked` is the path of the request; `reads` says that it asked for a page. That page is not
    /// offered again: it would be refused again.
    fn on(
        records: &[(&str, &str)],
        status: StatusCode,
        reads: bool,
        asked: &str,
        came_from: String,
    ) -> Ways {
        let path = |address: &str| address.split(['?', '#']).next().map(str::to_owned);
        let again = reads && path(&came_from).as_deref() == Some(asked);
        let back = if again { String::new() } else { came_from };
        // Who may not read, or asked for what is not there, is not sent to more of it.
        let stands = match status {
            StatusCode::CONFLICT | StatusCode::METHOD_NOT_ALLOWED => true,
            StatusCode::NOT_FOUND | StatusCode::UNAUTHORIZED => false,
            _ => !reads,
        };
        let record = stands
            .then(|| record_of(records, asked))
            .flatten()
            .filter(|record| path(&back).as_ref() != Some(record))
            .unwrap_or_default();
        Ways { back, record }
    }

    fn is_none(&self) -> bool {
        self.back.is_empty() && self.record.is_empty()
    }
}

/// Turns errors into what the caller can use: a problem document below `/api`, a page elsewhere.
/// Plain 4xx and 5xx answers of the framework get the same treatment, and so do writes that come from
/// another site, which go no further.
pub async fn render_errors(State(app): State<App>, request: Request, next: Next) -> Response {
    let foreign = guard::refused_origin(&request);
    let (mut parts, body) = request.into_parts();
    let api = parts.uri.path().starts_with("/api/");
    let lang = wanted(&parts.headers, parts.uri.path());
    let reads = parts.method == Method::GET;
    let came_from = came_from(&parts.headers);
    let asked = parts.uri.path().to_owned();
    // A program is told what went wrong without the frame of a page.
    let visitor = match api {
        true => None,
        false => Visitor::find(&mut parts, &app).await.ok(),
    };
    let response = match foreign {
        Some(refused) => refused.into_response(),
        None => next.run(Request::from_parts(parts, body)).await,
    };
    let status = response.status();
    let mut error = match response.extensions().get::<WebError>() {
        Some(error) => error.clone(),
        None if status.is_client_error() || status.is_server_error() => {
            let typed = response
                .headers()
                .get(header::CONTENT_TYPE)
                .is_some_and(|v| {
                    v.as_bytes().starts_with(b"application/problem+json")
                        || v.as_bytes().starts_with(b"text/html")
                });
            if typed {
                return response;
            }
            match status {
                StatusCode::BAD_REQUEST => unreadable::address(&text_of(response).await),
                status => plain(status),
            }
        }
        None => return response,
    };
    if reads && error.problem == "invalid" && error.about.is_none() {
        error.vi = "Chưa trả lời được: có tham số chưa đúng.".into();
        error.en = "Not answered: some parameters are not right.".into();
    }
    if api {
        return problem(&error, lang);
    }
    if let Some(to) = &error.redirect {
        return Redirect::to(to).into_response();
    }
    let Some(visitor) = visitor else {
        return error.status.into_response();
    };
    let lang = visitor.lang;
    let mut chrome = visitor.chrome(title(error.status, lang));
    chrome.flash = None;
    let mut message = lang.t(&error.vi, &error.en).to_owned();
    for field in &error.fields {
        message.push(' ');
        message.push_str(&field.message);
    }
    let page = ErrorPage {
        hint: hint(error.status, chrome.user.is_some(), lang).to_owned(),
        c: chrome,
        status: error.status.as_u16(),
        message,
        ways: Ways::on(&app.records, error.status, reads, &asked, came_from),
    };
    match page.render() {
        Ok(html) => (error.status, axum::response::Html(html)).into_response(),
        Err(_) => error.status.into_response(),
    }
}

/// The page of ours that a request came from, without its host, so that no other site is ever meant;
/// empty when there is none.
fn came_from(headers: &HeaderMap) -> String {
    let text = |name| headers.get(name).and_then(|v| v.to_str().ok());
    text(header::REFERER)
        .and_then(|referer| referer.split_once("://"))
        .and_then(|(_, rest)| Some(rest.split_at(rest.find('/')?)))
        .filter(|(host, path)| {
            Some(*host) == text(header::HOST) && !path.starts_with("//") && !path.contains('\\')
        })
        .map(|(_, path)| path.to_owned())
        .unwrap_or_default()
}

/// The sentence of a refusal of the framework.
async fn text_of(response: Response) -> String {
    let bytes = to_bytes(response.into_body(), 4096).await;
    String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned()
}

fn plain(status: StatusCode) -> WebError {
    match status {
        StatusCode::NOT_FOUND => WebError::not_found(),
        StatusCode::METHOD_NOT_ALLOWED => WebError::new(
            status,
            "method-not-allowed",
            "Địa chỉ này không nhận cách gửi đó.",
            "This address does not take that method.",
        ),
        StatusCode::PAYLOAD_TOO_LARGE => unreadable::too_large(),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => unreadable::media_type(),
        status if status.is_server_error() => WebError::internal(status),
        status => WebError {
            status,
            ..unreadable::general()
        },
    }
}

fn title(status: StatusCode, lang: Lang) -> &'static str {
    match status {
        StatusCode::UNAUTHORIZED => lang.t("Cần đăng nhập", "Sign in needed"),
        StatusCode::NOT_FOUND => lang.t("Không tìm thấy", "Not found"),
        StatusCode::FORBIDDEN => lang.t("Chưa được phép", "Not allowed"),
        StatusCode::METHOD_NOT_ALLOWED => lang.t("Không nhận cách gửi này", "Method not allowed"),
        StatusCode::CONFLICT => lang.t("Chưa làm được", "Not done"),
        StatusCode::PAYLOAD_TOO_LARGE => lang.t("Tệp quá lớn", "Too large"),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            lang.t("Không nhận kiểu dữ liệu này", "Unsupported media type")
        }
        StatusCode::UNPROCESSABLE_ENTITY => lang.t("Có chỗ chưa đúng", "Something is not right"),
        status if status.is_server_error() => lang.t("Phần mềm gặp lỗi", "The program failed"),
        _ => lang.t("Yêu cầu chưa đúng", "Bad request"),
    }
}

fn hint(status: StatusCode, signed_in: bool, lang: Lang) -> &'static str {
    match (status, signed_in) {
        (StatusCode::NOT_FOUND, true) => lang.t(
            "Dùng ô tìm kiếm phía trên, hoặc chọn trong danh mục.",
            "Use the search box above, or choose from the menu.",
        ),
        (StatusCode::NOT_FOUND, false) => lang.t("Đăng nhập để tìm.", "Sign in to look for it."),
        (StatusCode::FORBIDDEN, true) => lang.t(
            "Nếu đây là việc của bạn, nhờ người quản trị xem lại vai trò.",
            "If this is your work, ask the administrator to check your role.",
        ),
        _ => "",
    }
}

/// A problem document (RFC 9457).
fn problem(error: &WebError, lang: Lang) -> Response {
    let detail = lang.t(&error.vi, &error.en).to_owned();
    let mut errors = error.fields.clone();
    errors.extend(error.about.iter().map(|name| FieldError {
        field: name.to_string(),
        message: detail.clone(),
    }));
    let body = Problem {
        kind: format!("urn:khuyencong:problem:{}", error.problem),
        title: title(error.status, lang).to_owned(),
        status: error.status.as_u16(),
        detail,
        errors,
    };
    let mut response = (error.status, Json(body)).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    headers.insert(
        header::CONTENT_LANGUAGE,
        HeaderValue::from_static(lang.code()),
    );
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_page_of_ours_is_gone_back_to() {
        for (referer, expected) in [
            ("http://kc.test/projects?page=2", "/projects?page=2"),
            ("http://elsewhere.test/projects", ""),
            ("http://kc.test//elsewhere.test", ""),
            ("http://kc.test/\\elsewhere.test", ""),
            ("http://kc.test@elsewhere.test/projects", ""),
            ("http://kc.test.elsewhere.test/projects", ""),
            ("javascript:alert(1)", ""),
            ("http://kc.test", ""),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static("kc.test"));
            headers.insert(header::REFERER, HeaderValue::from_static(referer));
            assert_eq!(came_from(&headers), expected, "{referer}");
        }
        assert_eq!(came_from(&HeaderMap::new()), "");
    }

    const RECORDS: [(&str, &str); 3] = [
        ("project", "/projects/{id}"),
        ("conclusion", "/instruments/{id}/conclusion"),
        ("council_session", "/council-sessions/{id}"),
    ];
    const PROJECT: &str = "/projects/01890a5d-ac96-774b-bcce-b302099a8057";

    fn ways(status: StatusCode, reads: bool, asked: &str, came_from: &str) -> (String, String) {
        let ways = Ways::on(&RECORDS, status, reads, asked, came_from.to_owned());
        (ways.back, ways.record)
    }

    #[test]
    fn a_refused_step_leads_back_to_its_page_and_to_its_record() {
        let step = format!("{PROJECT}/acceptance");
        let both = (step.clone(), PROJECT.to_owned());
        let (refused, forbidden) = (StatusCode::CONFLICT, StatusCode::FORBIDDEN);
        assert_eq!(ways(refused, false, &step, &step), both);
        assert_eq!(ways(forbidden, false, &step, &step), both);
        let alone = (PROJECT.to_owned(), String::new());
        assert_eq!(ways(refused, false, &step, PROJECT), alone);
        // Without the page it came from there is the record still.
        let record = (String::new(), PROJECT.to_owned());
        assert_eq!(ways(refused, false, &step, ""), record);
        // The page of a step that is not possible any more is not offered once more.
        assert_eq!(ways(refused, true, &step, &step), record);
    }

    #[test]
    fn nobody_is_sent_to_what_is_not_there_or_not_for_him() {
        let none = (String::new(), String::new());
        for asked in ["/projects", "/projects/new", "/plans/x/approval", PROJECT] {
            assert_eq!(
                ways(StatusCode::CONFLICT, false, asked, ""),
                none,
                "{asked}"
            );
        }
        let deep = format!("{PROJECT}/execution");
        assert_eq!(ways(StatusCode::NOT_FOUND, false, &deep, ""), none);
        assert_eq!(ways(StatusCode::FORBIDDEN, true, &deep, ""), none);
    }

    #[test]
    fn the_page_offers_each_way_once_and_work_after_them() {
        let page = |back: &str, record: &str| {
            let page = ErrorPage {
                c: Chrome::sample(Lang::Vi, "Chưa làm được"),
                status: 409,
                message: "Đề án đang ở “Đã quyết toán”.".into(),
                hint: String::new(),
                ways: Ways {
                    back: back.into(),
                    record: record.into(),
                },
            };
            page.render().unwrap()
        };
        let html = page("/projects?page=2", PROJECT);
        assert!(html.contains(r#"class="btn btn-primary" href="/projects?page=2""#));
        assert!(
            html.contains(&format!(r#"class="btn" href="{PROJECT}""#)),
            "{html}"
        );
        let html = page("", PROJECT);
        assert!(html.contains(&format!(r#"class="btn btn-primary" href="{PROJECT}""#)));
        let html = page("", "");
        assert!(
            html.contains(r#"class="btn btn-primary" href="/""#),
            "{html}"
        );
        assert!(!html.contains("Về trang trước đó") && !html.contains("Mở bản ghi"));
    }
}
