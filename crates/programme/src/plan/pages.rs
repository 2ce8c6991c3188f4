use web_kit::{Routes, samples::Sample};

pub(crate) fn routes() -> Routes {
    Routes::new()
}

pub(crate) fn samples() -> Vec<Sample> {
    Vec::new()
}
