//! What a program is told of a request that cannot be read: which parameter, or which place in the
//! body.
//!
//! The web framework words its refusals in English. They are read here for the name and worded anew;
//! one without a name stays general.

use axum::{extract::rejection::JsonRejection, http::StatusCode};

use crate::WebError;

/// A refusal of parameters of the address: `Failed to deserialize query string: on: …`.
pub(crate) fn address(text: &str) -> WebError {
    let refused = |name: &str, vi: String, en: String| {
        WebError::new(StatusCode::BAD_REQUEST, "bad-request", vi, en).about(name)
    };
    match text.strip_prefix("Failed to deserialize query string: ") {
        Some(why) => {
            if let Some(name) = missing(why) {
                return refused(
                    name,
                    format!("Thiếu tham số “{name}”."),
                    format!("Parameter “{name}” is missing."),
                );
            }
            if let Some((name, _)) = why.split_once(": ").filter(|(name, _)| is_name(name)) {
                return refused(
                    name,
                    format!("Tham số “{name}” không đúng dạng."),
                    format!("Parameter “{name}” is malformed."),
                );
            }
        }
        None => {
            let part = text.split_once("Cannot parse `").map(|(_, rest)| rest);
            let name = part.and_then(|rest| rest.split_once("` with value `"));
            if let Some((name, _)) = name.filter(|(name, _)| is_name(name)) {
                return refused(
                    name,
                    format!("Phần “{name}” của địa chỉ không đúng dạng."),
                    format!("The part “{name}” of the address is malformed."),
                );
            }
        }
    }
    general()
}

pub(crate) fn general() -> WebError {
    WebError::new(
        StatusCode::BAD_REQUEST,
        "bad-request",
        "Yêu cầu không đọc được: địa chỉ hoặc dữ liệu gửi lên không đúng dạng.",
        "The request cannot be read: its address or data are malformed.",
    )
}

/// A body that is no JSON, or not the JSON that is expected.
pub(crate) fn json(rejection: &JsonRejection) -> WebError {
    match rejection.status() {
        StatusCode::UNSUPPORTED_MEDIA_TYPE => media_type(),
        StatusCode::PAYLOAD_TOO_LARGE => too_large(),
        _ => json_text(&rejection.body_text()),
    }
}

pub(crate) fn media_type() -> WebError {
    WebError::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "unsupported-media-type",
        "Nội dung gửi lên cần là JSON, với Content-Type: application/json.",
        "The body must be JSON, with Content-Type: application/json.",
    )
}

pub(crate) fn too_large() -> WebError {
    WebError::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "too-large",
        "Tệp hoặc nội dung gửi lên quá lớn; tối đa 20 MB.",
        "The file or content sent is too large; at most 20 MB.",
    )
}

/// `…: lines[0].quantity: invalid type …, expected i64 at line 3 column 14`.
fn json_text(text: &str) -> WebError {
    let why = text.split_once(": ").map_or(text, |(_, why)| why);
    let (vi_place, en_place) = match place(why) {
        Some((line, column)) => (
            format!(" (dòng {line}, cột {column})"),
            format!(" (line {line}, column {column})"),
        ),
        None => (String::new(), String::new()),
    };
    let (name, vi, en) = if let Some(name) = missing(why) {
        let name = match why.split_once(": ").filter(|(path, _)| is_path(path)) {
            Some((path, _)) => format!("{path}.{name}"),
            None => name.to_owned(),
        };
        (
            Some(name.clone()),
            format!("Nội dung JSON thiếu “{name}”{vi_place}."),
            format!("The JSON lacks “{name}”{en_place}."),
        )
    } else if let Some((path, parser)) = why.split_once(": ").filter(|(path, _)| is_path(path)) {
        // Only English has the parser's own words.
        (
            Some(path.to_owned()),
            format!("Giá trị của “{path}” không đúng dạng{vi_place}."),
            format!("The value of “{path}” is malformed: {parser}."),
        )
    } else {
        (
            None,
            format!("Nội dung gửi lên không phải JSON đúng dạng{vi_place}."),
            format!("The body is no well-formed JSON{en_place}."),
        )
    };
    let error = WebError::new(StatusCode::UNPROCESSABLE_ENTITY, "unreadable", vi, en);
    match name {
        Some(name) => error.about(name),
        None => error,
    }
}

/// The field that `missing field …` names.
fn missing(why: &str) -> Option<&str> {
    let (_, rest) = why.split_once("missing field `")?;
    Some(rest.split_once('`')?.0)
}

/// `… at line 3 column 14`.
fn place(why: &str) -> Option<(u32, u32)> {
    let (_, rest) = why.rsplit_once(" at line ")?;
    let (line, column) = rest.split_once(" column ")?;
    Some((line.parse().ok()?, column.parse().ok()?))
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}

/// `lines[0].sources.kcdp`.
fn is_path(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '[' | ']'))
}

#[cfg(test)]
mod tests {
    use axum::{Json, extract::Query, http::Uri};
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only the refusals are looked at")]
    struct Asked {
        cost: i64,
        year: Option<i64>,
        lines: Option<Vec<Asked>>,
    }

    fn query(text: &str) -> WebError {
        let uri: Uri = format!("http://localhost/ceiling?{text}").parse().unwrap();
        let rejection = Query::<Asked>::try_from_uri(&uri).unwrap_err();
        address(&rejection.body_text())
    }

    fn body(text: &str) -> WebError {
        json(&Json::<Asked>::from_bytes(text.as_bytes()).unwrap_err())
    }

    #[test]
    fn a_parameter_that_cannot_be_read_is_named() {
        let missing = query("year=2025");
        assert_eq!(missing.about.as_deref(), Some("cost"));
        assert_eq!(&*missing.vi, "Thiếu tham số “cost”.");
        let wrong = query("cost=1&year=two");
        assert_eq!(wrong.about.as_deref(), Some("year"));
        assert_eq!(&*wrong.en, "Parameter “year” is malformed.");
        let part = address("Invalid URL: Cannot parse `id` with value `x`: UUID parsing failed");
        assert_eq!(part.about.as_deref(), Some("id"));
        let nameless = address("Invalid URL: Cannot parse `abc` to a `i64`");
        assert_eq!(nameless.about, None);
    }

    #[test]
    fn a_place_in_a_body_is_named_in_one_language() {
        let wrong = body(r#"{"cost": 1, "lines": [{"cost": "x"}]}"#);
        assert_eq!(wrong.about.as_deref(), Some("lines[0].cost"));
        assert!(
            wrong
                .vi
                .starts_with("Giá trị của “lines[0].cost” không đúng dạng (dòng 1,")
        );
        assert!(wrong.en.contains("expected i64"), "{}", wrong.en);
        let lacking = body(r#"{"cost": 1, "lines": [{}]}"#);
        assert_eq!(lacking.about.as_deref(), Some("lines[0].cost"));
        let broken = body("{cost: 1}");
        assert_eq!(broken.about, None);
        assert_eq!(
            &*broken.vi,
            "Nội dung gửi lên không phải JSON đúng dạng (dòng 1, cột 2)."
        );
        assert_eq!(
            &*broken.en,
            "The body is no well-formed JSON (line 1, column 2)."
        );
    }
}
