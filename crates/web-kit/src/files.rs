use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};

/// A download under a name that may hold Vietnamese letters (RFC 6266).
pub fn file_response(name: &str, media_type: &str, bytes: Vec<u8>) -> Response {
    let ascii: String =
        kernel::fold(name.rsplit_once('.').map_or(name, |(stem, _)| stem)).replace(' ', "-");
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let encoded = crate::query_string(&[("f", name)]);
    let encoded = encoded.trim_start_matches("?f=");
    let disposition =
        format!("attachment; filename=\"{ascii}.{ending}\"; filename*=UTF-8''{encoded}");
    let mut response = bytes.into_response();
    let head = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(media_type) {
        head.insert(header::CONTENT_TYPE, value);
    }
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        head.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}
