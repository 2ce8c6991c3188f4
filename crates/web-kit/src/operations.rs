use std::collections::BTreeSet;

use axum::{
    Router,
    handler::Handler,
    routing::{MethodFilter, MethodRouter},
};
use utoipa::{
    __dev::{SchemaReferences, Tags},
    Path,
    openapi::{HttpMethod, OpenApi},
};

use crate::{App, handler::AnyHandler};

/// Operations of the JSON interface: their handlers, and how each is described.
///
/// They are described when somebody asks for it. Doing so runs code for every field of every body, and
/// a server that did it at its start would keep that code in memory.
#[derive(Default)]
pub struct Operations {
    pub router: Router<App>,
    described: Vec<fn(&mut Description)>,
}

impl Operations {
    pub fn new() -> Operations {
        Operations::default()
    }

    /// Adds the handler of an operation that `D` describes; [`crate::operations!`] writes it.
    pub fn with<D, H, T>(mut self, handler: H) -> Operations
    where
        D: Path + Tags<'static> + SchemaReferences,
        H: Handler<T, App>,
        T: 'static,
    {
        let (path, handler) = (D::path(), AnyHandler::of(handler));
        for method in D::methods() {
            let route = MethodRouter::new().on(filter(&method), handler.clone());
            self.router = self.router.route(&path, route);
        }
        self.described.push(describe::<D>);
        self
    }

    /// Puts two sets together.
    pub fn merge(mut self, other: Operations) -> Operations {
        self.router = self.router.merge(other.router);
        self.described.extend(other.described);
        self
    }

    /// Every operation with what it takes and answers, under the head of a description.
    pub fn describe(&self, head: OpenApi) -> OpenApi {
        self.written(head).api
    }

    /// The names that two different schemas take; the description has one of the two only.
    pub fn clashes(&self) -> BTreeSet<String> {
        self.written(OpenApi::default()).clashes
    }

    fn written(&self, head: OpenApi) -> Description {
        let mut description = Description {
            api: head,
            clashes: BTreeSet::new(),
        };
        for describe in &self.described {
            describe(&mut description);
        }
        description
    }
}

/// A description while it is written.
struct Description {
    api: OpenApi,
    clashes: BTreeSet<String>,
}

fn describe<D>(description: &mut Description)
where
    D: Path + Tags<'static> + SchemaReferences,
{
    let api = &mut description.api;
    let mut operation = D::operation();
    let tags = D::tags().into_iter().map(str::to_owned);
    operation.tags.get_or_insert_default().extend(tags);
    api.paths
        .add_path_operation(D::path(), D::methods(), operation);
    let mut schemas = Vec::new();
    D::schemas(&mut schemas);
    let components = api.components.get_or_insert_default();
    for (name, schema) in schemas {
        let known = components.schemas.entry(name.clone());
        if *known.or_insert_with(|| schema.clone()) != schema {
            description.clashes.insert(name);
        }
    }
}

fn filter(method: &HttpMethod) -> MethodFilter {
    match method {
        HttpMethod::Get => MethodFilter::GET,
        HttpMethod::Put => MethodFilter::PUT,
        HttpMethod::Post => MethodFilter::POST,
        HttpMethod::Head => MethodFilter::HEAD,
        HttpMethod::Patch => MethodFilter::PATCH,
        HttpMethod::Trace => MethodFilter::TRACE,
        HttpMethod::Delete => MethodFilter::DELETE,
        HttpMethod::Options => MethodFilter::OPTIONS,
    }
}

/// `operations![list, get]`: the operations of these handlers, each of which `#[utoipa::path]` stands
/// over.
#[macro_export]
macro_rules! operations {
    ($($handler:ident),+ $(,)?) => {
        $crate::pastey::paste! {
            $crate::Operations::new()$(.with::<[<__path_ $handler>], _, _>($handler))+
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    mod one {
        #[derive(utoipa::ToSchema)]
        #[expect(dead_code, reason = "only described")]
        pub struct Answer {
            yes: bool,
        }

        #[utoipa::path(get, path = "/one", responses((status = 200, body = Answer)))]
        pub async fn ask() {}
    }

    mod other {
        #[derive(utoipa::ToSchema)]
        #[expect(dead_code, reason = "only described")]
        pub struct Answer {
            words: String,
        }

        #[utoipa::path(post, path = "/other", responses((status = 200, body = Answer)))]
        pub async fn tell() {}
    }

    #[test]
    fn a_name_that_two_schemas_take_is_told() {
        use one::*;
        use other::*;
        let alone = crate::operations![ask];
        assert!(alone.clashes().is_empty());
        let both = alone.merge(crate::operations![tell]);
        assert_eq!(both.clashes(), BTreeSet::from(["Answer".to_owned()]));
        let described = both.describe(OpenApi::default()).paths.paths;
        assert_eq!(described.keys().collect::<Vec<_>>(), ["/one", "/other"]);
    }
}
