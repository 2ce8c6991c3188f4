use std::{pin::Pin, sync::Arc};

use axum::{extract::Request, handler::Handler, response::Response, routing::MethodRouter};
use utoipa::openapi::{
    HttpMethod, RefOr,
    path::{Operation, Paths},
    schema::Schema,
};
use utoipa_axum::{PathItemExt as _, router::UtoipaMethodRouter};

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

/// The operations of one address, while [`crate::routes!`] collects them.
#[doc(hidden)]
#[derive(Default)]
pub struct Operations {
    paths: Paths,
    router: MethodRouter<App>,
}

impl Operations {
    /// Puts a handler under the path and the methods that its description names.
    pub fn add<H, T>(&mut self, described: (String, Operation, Vec<HttpMethod>), handler: H)
    where
        H: Handler<T, App>,
        T: 'static,
    {
        let (path, operation, methods) = described;
        let handler = AnyHandler::of(handler);
        let router = std::mem::take(&mut self.router);
        self.router = methods.iter().fold(router, |router, method| {
            router.on(method.to_method_filter(), handler.clone())
        });
        self.paths.add_path_operation(path, methods, operation);
    }

    pub fn with(self, schemas: Vec<(String, RefOr<Schema>)>) -> UtoipaMethodRouter<App> {
        (schemas, self.paths, self.router)
    }
}

/// The operations of one address with their descriptions. It collects them as the macro of utoipa-axum
/// does, but each handler forgets its type as those of pages do.
#[macro_export]
macro_rules! routes {
    ($($handler:path),+ $(,)?) => {{
        let mut schemas = Vec::new();
        let mut operations = $crate::Operations::default();
        $(
            let described = $crate::utoipa_axum::routes!(@resolve_types $handler : schemas);
            operations.add(described, $handler);
        )+
        operations.with(schemas)
    }};
}
