use std::{pin::Pin, sync::Arc};

use axum::{extract::Request, handler::Handler, response::Response};

use crate::App;

type Answer = Pin<Box<dyn Future<Output = Response> + Send>>;

/// A handler whose own type is forgotten. The layers that axum puts around a handler are then
/// compiled once and not for every address, and the compiler proves once per handler, not some twenty
/// times, that its future may move between threads; that was a quarter of the time of a build.
#[derive(Clone)]
pub(crate) struct AnyHandler(Arc<dyn Fn(Request, App) -> Answer + Send + Sync>);

impl AnyHandler {
    pub(crate) fn of<H, T>(handler: H) -> AnyHandler
    where
        H: Handler<T, App>,
        T: 'static,
    {
        AnyHandler(Arc::new(move |request, app| {
            Box::pin(handler.clone().call(request, app))
        }))
    }
}

impl Handler<(), App> for AnyHandler {
    type Future = Answer;

    fn call(self, request: Request, app: App) -> Answer {
        (self.0)(request, app)
    }
}
