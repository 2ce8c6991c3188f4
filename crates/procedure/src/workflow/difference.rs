//! What a definition changes against the one it was drawn up from, in sentences.

use kernel::Lang;
use rules::workflow::{Definition, Destination, Transition};

/// Every change, states first; empty when nothing differs.
pub(super) fn differences(old: &Definition, new: &Definition, lang: Lang) -> Vec<String> {
    let mut out = Vec::new();
    let mut say = |vi: String, en: String| out.push(if lang == Lang::Vi { vi } else { en });
    if old.title != new.title {
        let (a, b) = (old.title.get(lang), new.title.get(lang));
        say(
            format!("Tên quy trình: “{a}” thành “{b}”."),
            format!("Title: “{a}” becomes “{b}”."),
        );
    }
    if old.start != new.start {
        let (a, b) = (
            old.state_name(&old.start, lang),
            new.state_name(&new.start, lang),
        );
        say(
            format!("Trạng thái bắt đầu: “{a}” thành “{b}”."),
            format!("First state: “{a}” becomes “{b}”."),
        );
    }
    if old.opening != new.opening {
        say(
            "Sửa cách mở đề án.".to_owned(),
            "The opening of projects changes.".to_owned(),
        );
    }
    for state in &new.states {
        let name = state.name.get(lang);
        match old.state(&state.code) {
            None => say(
                format!("Thêm trạng thái “{name}”."),
                format!("New state “{name}”."),
            ),
            Some(was) if was.name != state.name => {
                let before = was.name.get(lang);
                say(
                    format!("Đổi tên trạng thái “{before}” thành “{name}”."),
                    format!("The state “{before}” is renamed “{name}”."),
                );
            }
            Some(was) if was != state => say(
                format!("Sửa tính chất trạng thái “{name}”."),
                format!("The kind of the state “{name}” changes."),
            ),
            Some(_) => {}
        }
    }
    for state in &old.states {
        if new.state(&state.code).is_none() {
            let name = state.name.get(lang);
            say(
                format!("Bỏ trạng thái “{name}”."),
                format!("The state “{name}” is gone."),
            );
        }
    }
    for step in &new.transitions {
        let name = step.name.get(lang);
        match old.transition(&step.code) {
            None => say(
                format!(
                    "Thêm bước “{name}” tới {}.",
                    destination(new, &step.to, lang)
                ),
                format!("New step “{name}” to {}.", destination(new, &step.to, lang)),
            ),
            Some(was) if normal(was) != normal(step) => {
                let before = was.name.get(lang);
                let what = parts(&normal(was), &normal(step), lang).join(", ");
                say(
                    format!("Sửa bước “{before}”: {what}."),
                    format!("The step “{before}” changes: {what}."),
                );
            }
            Some(_) => {}
        }
    }
    for step in &old.transitions {
        if new.transition(&step.code).is_none() {
            let name = step.name.get(lang);
            say(
                format!("Bỏ bước “{name}”."),
                format!("The step “{name}” is gone."),
            );
        }
    }
    if old.main_path != new.main_path {
        let path: Vec<&str> = new
            .main_path
            .iter()
            .map(|code| new.state_name(code, lang))
            .collect();
        let path = path.join(" → ");
        say(
            format!("Đường chính mới: {path}."),
            format!("New main path: {path}."),
        );
    }
    out
}

/// What changed within a step.
fn parts(was: &Transition, is: &Transition, lang: Lang) -> Vec<String> {
    let mut parts = Vec::new();
    if was.name != is.name {
        let name = is.name.get(lang);
        parts.push(match lang {
            Lang::Vi => format!("tên thành “{name}”"),
            Lang::En => format!("named “{name}”"),
        });
    }
    let mut note = |changed: bool, text: &'static str| {
        if changed {
            parts.push(text.to_owned());
        }
    };
    note(
        was.from != is.from,
        lang.t("nơi xuất phát", "where it begins"),
    );
    note(was.to != is.to, lang.t("nơi đến", "where it leads"));
    note(was.roles != is.roles, lang.t("người làm", "who takes it"));
    note(was.guards != is.guards, lang.t("điều kiện", "conditions"));
    note(was.warnings != is.warnings, lang.t("lời nhắc", "warnings"));
    note(was.effect != is.effect, lang.t("tác động", "effect"));
    note(
        was.deciders != is.deciders,
        lang.t("nơi quyết định", "who decides"),
    );
    note(was.proof != is.proof, lang.t("văn bản", "paper"));
    note(
        was.needs_reason != is.needs_reason,
        lang.t("lý do", "reason"),
    );
    parts
}

/// The step with its lists in order, because their order says nothing.
fn normal(step: &Transition) -> Transition {
    let mut step = step.clone();
    step.from.sort();
    step.roles.sort();
    step.guards.sort();
    step.warnings.sort();
    step.deciders.sort_by_key(|d| d.change);
    step
}

/// Where a step leads, as people say it.
pub(super) fn destination(definition: &Definition, to: &Destination, lang: Lang) -> String {
    match to {
        Destination::State(code) => definition.state_name(code, lang).to_owned(),
        Destination::Same => lang
            .t("giữ nguyên trạng thái", "stays where it is")
            .to_owned(),
        Destination::Origin => lang
            .t("về trạng thái trước đó", "back to the state before")
            .to_owned(),
    }
}
