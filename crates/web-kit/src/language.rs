use axum::http::{HeaderMap, header};
use kernel::Lang;

const COOKIE: &str = "lang";

/// The `Set-Cookie` line that keeps the chosen language for a year.
pub fn lang_cookie(lang: Lang) -> String {
    format!(
        "{COOKIE}={}; Path=/; Max-Age=31536000; SameSite=Lax",
        lang.code()
    )
}

/// The value of a cookie.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// The language to answer in: the one that a person chose, else for programs the one they accept.
/// Pages do not ask the browser, whose language is often just the one it was installed in.
pub(crate) fn wanted(headers: &HeaderMap, path: &str) -> Lang {
    if let Some(chosen) = cookie(headers, COOKIE) {
        return Lang::from_code(chosen);
    }
    match path.starts_with("/api/") {
        true => accepted(headers),
        false => Lang::default(),
    }
}

/// English when `Accept-Language` prefers it to Vietnamese.
fn accepted(headers: &HeaderMap) -> Lang {
    let Some(line) = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|v| v.to_str().ok())
    else {
        return Lang::default();
    };
    let weight = |lang: Lang| {
        line.split(',')
            .filter_map(|range| {
                let mut parts = range.split(';').map(str::trim);
                let name = parts.next()?.split('-').next()?;
                let quality = parts
                    .find_map(|part| part.strip_prefix("q="))
                    .map_or(Some(1.0), |q| q.parse::<f32>().ok())?;
                name.eq_ignore_ascii_case(lang.code()).then_some(quality)
            })
            .fold(0.0, f32::max)
    };
    match weight(Lang::En) > weight(Lang::Vi) {
        true => Lang::En,
        false => Lang::Vi,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn headers(name: header::HeaderName, value: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(name, HeaderValue::from_static(value));
        headers
    }

    #[test]
    fn programs_are_answered_in_the_language_they_prefer() {
        for (line, expected) in [
            ("en", Lang::En),
            ("en-GB, en;q=0.8, vi;q=0.2", Lang::En),
            ("vi-VN, en;q=0.9", Lang::Vi),
            ("fr", Lang::Vi),
            ("*", Lang::Vi),
            ("en;q=0", Lang::Vi),
            ("en;q=x", Lang::Vi),
        ] {
            let asked = headers(header::ACCEPT_LANGUAGE, line);
            assert_eq!(wanted(&asked, "/api/v1/norms"), expected, "{line}");
            assert_eq!(wanted(&asked, "/norms"), Lang::Vi, "a page: {line}");
        }
        assert_eq!(wanted(&HeaderMap::new(), "/api/v1/norms"), Lang::Vi);
    }

    #[test]
    fn the_language_that_a_person_chose_counts_more() {
        let mut both = headers(header::COOKIE, "khuyencong=abc; lang=vi");
        both.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static("en"));
        assert_eq!(wanted(&both, "/api/v1/norms"), Lang::Vi);
        assert_eq!(wanted(&headers(header::COOKIE, "lang=en"), "/"), Lang::En);
    }
}
