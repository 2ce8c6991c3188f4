//! The built interface: hashed names, compressed beforehand, embedded in the binary.

use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

use axum::{
    Router,
    extract::Path,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use rust_embed::RustEmbed;

use crate::files::media_type;

#[derive(RustEmbed)]
#[folder = "../../ui/dist"]
struct Dist;

/// Plain name → address with the hashed name, as the build wrote it.
static ADDRESSES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let names: HashMap<String, String> = Dist::get("manifest.json")
        .and_then(|file| serde_json::from_slice(&file.data).ok())
        .unwrap_or_default();
    names
        .into_iter()
        .map(|(name, hashed)| (name, format!("/ui/{hashed}")))
        .collect()
});

/// The address of an asset by its plain name.
pub(crate) fn url(name: &str) -> Cow<'static, str> {
    match ADDRESSES.get(name) {
        Some(address) => Cow::Borrowed(address),
        None => Cow::Owned(format!("/ui/{name}")),
    }
}

pub fn assets_router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/ui/{*path}", get(asset))
}

async fn asset(Path(path): Path<String>, headers: HeaderMap) -> Response {
    let accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    let squeezed = [("br", ".br"), ("gzip", ".gz")]
        .into_iter()
        .filter(|(coding, _)| accepted.contains(coding))
        .find_map(|(coding, ending)| Some((coding, Dist::get(&format!("{path}{ending}"))?)));
    let (coding, file) = match squeezed {
        Some((coding, file)) => (Some(coding), file),
        None => match Dist::get(&path) {
            Some(file) => (None, file),
            None => return StatusCode::NOT_FOUND.into_response(),
        },
    };
    let mut response = file.data.into_owned().into_response();
    let head = response.headers_mut();
    head.insert(header::CONTENT_TYPE, media_type(&path));
    head.insert(
        header::CACHE_CONTROL,
        header::HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    head.insert(
        header::VARY,
        header::HeaderValue::from_static("accept-encoding"),
    );
    if let Some(coding) = coding {
        head.insert(
            header::CONTENT_ENCODING,
            header::HeaderValue::from_static(coding),
        );
    }
    response
}
