use web_kit::{Routes, samples::Sample};
pub fn routes() -> Routes {
    Routes::new()
}
pub fn samples() -> Vec<Sample> {
    Vec::new()
}
