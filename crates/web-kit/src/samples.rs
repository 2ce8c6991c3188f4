//! Every page with invented values, rendered by a test: a page that cannot be rendered, or lacks
//! its heading, fails before anybody opens it.

/// One page of a module, rendered.
pub struct Sample {
    pub name: &'static str,
    pub html: Result<String, askama::Error>,
}

impl Sample {
    pub fn of(name: &'static str, page: impl askama::Template) -> Sample {
        Sample {
            name,
            html: page.render(),
        }
    }

    /// What is wrong with the page; empty when nothing is.
    pub fn faults(&self) -> Vec<String> {
        let html = match &self.html {
            Ok(html) => html,
            Err(error) => return vec![format!("{}: {error}", self.name)],
        };
        let mut faults = Vec::new();
        let mut expect = |ok: bool, what: &str| {
            if !ok {
                faults.push(format!("{}: {what}", self.name));
            }
        };
        expect(html.matches("<h1").count() == 1, "needs exactly one <h1>");
        expect(html.contains("</html>"), "is not a whole page");
        expect(
            !html.contains("style=\""),
            "has an inline style, which the policy blocks",
        );
        expect(
            !html.contains("onclick="),
            "has inline script, which the policy blocks",
        );
        expect(!html.contains("{{"), "shows template marks");
        let ids: Vec<&str> = html
            .split(" id=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        let mut unique = ids.clone();
        unique.sort_unstable();
        unique.dedup();
        expect(unique.len() == ids.len(), "uses an id twice");
        faults
    }
}
