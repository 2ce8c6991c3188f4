use anyhow::{Result, ensure};
use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    http::{Request, header},
};
use tower::ServiceExt;
use web_kit::App;

use crate::server;

/// Asks the whole program, from its outermost layer, without a network between.
pub struct Client {
    router: Router,
    token: String,
}

impl Client {
    pub fn new(app: App, token: &str) -> Client {
        Client {
            router: server::router(app),
            token: format!("Bearer {token}"),
        }
    }

    /// The body of an answer, as it is before compression.
    pub async fn get(&self, address: &str) -> Result<Bytes> {
        self.ask(address, None).await
    }

    /// The body as a browser gets it that understands these codings.
    pub async fn get_coded(&self, address: &str, codings: &str) -> Result<Bytes> {
        self.ask(address, Some(codings)).await
    }

    async fn ask(&self, address: &str, codings: Option<&str>) -> Result<Bytes> {
        let mut request = Request::get(address).header(header::AUTHORIZATION, &self.token);
        if let Some(codings) = codings {
            request = request.header(header::ACCEPT_ENCODING, codings);
        }
        let response = self
            .router
            .clone()
            .oneshot(request.body(Body::empty())?)
            .await?;
        let status = response.status();
        ensure!(status.is_success(), "{address} answered {status}");
        Ok(to_bytes(response.into_body(), usize::MAX).await?)
    }
}

/// Text as it stands in the query of an address.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
