use axum::{
    Router,
    extract::Request,
    handler::Handler,
    http::{Method, StatusCode},
    middleware,
    response::IntoResponse,
    routing,
};
use kernel::{Thing, Verb};

use crate::{App, guard, handler::AnyHandler};

/// Who may call a route at all. What of it they see is their scope, in the stores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Anybody, signed in or not.
    Open,
    /// Anybody who is signed in.
    SignedIn,
    /// Those whose role may do this to such things.
    Needs(Verb, Thing),
}

impl std::fmt::Display for Guard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Guard::Open => f.write_str("open"),
            Guard::SignedIn => f.write_str("signed-in"),
            Guard::Needs(verb, thing) => write!(f, "{} {}", verb.code(), thing.code()),
        }
    }
}

/// One route, for `generated/routes.txt` and for the test that tries every role on it.
#[derive(Clone, Debug)]
pub struct RouteInfo {
    pub method: Method,
    pub path: &'static str,
    pub guard: Guard,
}

/// A router that knows its routes and stands a guard before each.
#[derive(Default)]
pub struct Routes {
    pub router: Router<App>,
    pub list: Vec<RouteInfo>,
}

impl Routes {
    pub fn new() -> Routes {
        Routes::default()
    }

    pub fn get<H, T>(self, path: &'static str, guard: Guard, handler: H) -> Routes
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(
            Method::GET,
            path,
            guard,
            routing::get(AnyHandler::of(handler)),
        )
    }

    pub fn post<H, T>(self, path: &'static str, guard: Guard, handler: H) -> Routes
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(
            Method::POST,
            path,
            guard,
            routing::post(AnyHandler::of(handler)),
        )
    }

    fn add(
        mut self,
        method: Method,
        path: &'static str,
        guard: Guard,
        handler: routing::MethodRouter<App>,
    ) -> Routes {
        let guarded = handler.route_layer(middleware::from_fn(move |request: Request, next| {
            // The app travels with the request (see `App::attach`): a router's state is not yet
            // known when a module builds its routes.
            let app = request.extensions().get::<App>().cloned();
            async move {
                match app {
                    Some(app) => guard::stand(guard, app, request, next).await,
                    None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
                }
            }
        }));
        self.router = self.router.route(path, guarded);
        self.list.push(RouteInfo {
            method,
            path,
            guard,
        });
        self
    }

    /// Puts two sets together.
    pub fn merge(mut self, other: Routes) -> Routes {
        self.router = self.router.merge(other.router);
        self.list.extend(other.list);
        self
    }
}
