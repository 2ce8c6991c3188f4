use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use db::Conn;
use kernel::FileId;

use crate::{Web, WebError, WebResult};

/// The type of a file by the ending of its name.
pub(crate) fn media_type(name: &str) -> HeaderValue {
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    let charset = match kind.type_() {
        mime_guess::mime::TEXT => "; charset=utf-8",
        _ => "",
    };
    HeaderValue::from_str(&format!("{kind}{charset}"))
        .unwrap_or(HeaderValue::from_static("application/octet-stream"))
}

/// A download under a name that may hold Vietnamese letters (RFC 6266); the ending of the name says of
/// which type it is.
pub fn file_response(name: &str, bytes: impl IntoResponse) -> Response {
    let ascii: String =
        kernel::fold(name.rsplit_once('.').map_or(name, |(stem, _)| stem)).replace(' ', "-");
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let encoded = crate::query_string(&[("f", name)]);
    let encoded = encoded.trim_start_matches("?f=");
    let disposition =
        format!("attachment; filename=\"{ascii}.{ending}\"; filename*=UTF-8''{encoded}");
    let mut response = bytes.into_response();
    let head = response.headers_mut();
    head.insert(header::CONTENT_TYPE, media_type(name));
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        head.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// A stored file as a download. Whether the person may have it is for the caller to say.
pub async fn stored_file(web: &Web, conn: &mut Conn, file: FileId) -> WebResult {
    let row = db::file_row(conn, file)
        .await?
        .ok_or_else(WebError::not_found)?;
    let bytes = web.cx.files.get(&row.sha256).await;
    Ok(file_response(&row.name, bytes.map_err(WebError::internal)?))
}
