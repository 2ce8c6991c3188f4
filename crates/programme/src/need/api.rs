use web_kit::{App, OpenApiRouter};

pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
}
