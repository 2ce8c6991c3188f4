use web_kit::{App, OpenApiRouter};
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
}
