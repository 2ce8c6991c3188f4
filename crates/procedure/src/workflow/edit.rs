//! What one change does to a definition. Everything that can be read is taken; whether the whole is
//! sound is for the checker to say.

use db::Checks;
use kernel::{InstrumentId, Role};
use rules::{
    Confidence, Text,
    numbering::PaperKind,
    workflow::{
        Change, Decider, Definition, Destination, Effect, Guard, ProofKind, State, Tone,
        Transition, may_be_step,
    },
};
use serde::Serialize;

const LONGEST_NAME: usize = 200;

/// A state as a person describes it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct StateInput {
    pub vi: String,
    pub en: String,
    /// `draft`, `progress`, `waiting`, `done` or `stopped`.
    pub tone: String,
    pub terminal: bool,
    /// Its place on the main path, from 1; none when it stands beside it.
    pub position: Option<i64>,
}

/// The paper that proves a step.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ProofInput {
    pub vi: String,
    pub en: String,
    pub required: bool,
    pub file: bool,
    /// The kind whose series gives its number; empty for none.
    pub kind: String,
}

/// A step as a person describes it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct StepInput {
    pub vi: String,
    pub en: String,
    /// Codes of states.
    pub from: Vec<String>,
    /// The code of a state, `@same` or `@origin`.
    pub to: String,
    /// Codes of roles.
    pub roles: Vec<String>,
    /// Codes of conditions.
    pub guards: Vec<String>,
    pub warnings: Vec<String>,
    /// Code of what it does to the money; empty for nothing.
    pub effect: String,
    /// Of an adjustment: who decides which subject.
    pub deciders: Vec<DeciderInput>,
    pub proof: ProofInput,
    pub needs_reason: bool,
}

/// Who decides an adjustment of one subject.
#[derive(Clone, Debug, Default, Serialize)]
pub struct DeciderInput {
    /// Code of the subject.
    pub change: String,
    /// Code of a role.
    pub role: String,
    /// The text and article that says so; empty while none is known.
    pub article: String,
    /// Compared with that text.
    pub verified: bool,
}

/// What holds for the workflow as a whole.
#[derive(Clone, Debug, Default, Serialize)]
pub struct HeadInput {
    pub title_vi: String,
    pub title_en: String,
    /// The text it follows, as officials quote it.
    pub article: String,
    pub instrument_id: Option<InstrumentId>,
    /// Code of the state that projects begin in.
    pub start: String,
    pub opening_vi: String,
    pub opening_en: String,
    pub roles: Vec<String>,
    pub guards: Vec<String>,
    pub proof: ProofInput,
}

/// Reads a list of codes; one that is not known is noted at the field.
fn codes<T>(
    checks: &mut Checks,
    field: &str,
    codes: &[String],
    from_code: impl Fn(&str) -> Option<T>,
) -> Vec<T> {
    let found: Vec<T> = codes.iter().filter_map(|code| from_code(code)).collect();
    if found.len() < codes.len() {
        let message = checks.t("Chọn trong danh sách.", "Choose from the list.");
        checks.fail(field, message);
    }
    found
}

fn code<T>(
    checks: &mut Checks,
    field: &str,
    code: &str,
    from_code: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let given = match code {
        "" => Vec::new(),
        code => vec![code.to_owned()],
    };
    codes(checks, field, &given, from_code).pop()
}

fn name(checks: &mut Checks, fields: (&str, &str), vi: &str, en: &str) -> Text {
    Text {
        vi: checks.text(fields.0, vi, LONGEST_NAME),
        en: checks.optional_text(fields.1, en, LONGEST_NAME),
    }
}

fn proof(checks: &mut Checks, input: &ProofInput) -> ProofKind {
    ProofKind {
        name: name(checks, ("proof_vi", "proof_en"), &input.vi, &input.en),
        required: input.required,
        file: input.file,
        kind: code(checks, "proof_kind", &input.kind, PaperKind::from_code),
    }
}

/// Who decides which subject of an adjustment; other steps decide no subjects.
fn deciders(checks: &mut Checks, effect: Option<Effect>, inputs: &[DeciderInput]) -> Vec<Decider> {
    if effect != Some(Effect::Adjust) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for input in inputs {
        let field = |part: &str| format!("decider_{}{part}", input.change);
        let Some(change) = code(checks, &field(""), &input.change, Change::from_code) else {
            continue;
        };
        let role = code(checks, &field(""), &input.role, Role::from_code);
        let article = checks.optional_text(&field("_article"), &input.article, LONGEST_NAME);
        if input.verified && article.is_empty() {
            let message = checks.t(
                "Ghi văn bản và điều khoản trước khi đánh dấu đã kiểm chứng.",
                "Name text and article before marking it verified.",
            );
            checks.fail(&field("_article"), message);
        }
        if let Some(role) = role {
            found.push(Decider {
                change,
                role,
                article,
                confidence: match input.verified {
                    true => Confidence::Verified,
                    false => Confidence::Unverified,
                },
            });
        }
    }
    found
}

/// Notes that what shall be changed is not there.
fn gone(checks: &mut Checks) {
    let message = checks.t(
        "Mục này không còn trong bản thảo.",
        "This is not in the draft any more.",
    );
    checks.fail("vi", message);
}

/// A code from a name that no other of the same sort has: `Chờ ý kiến` → `cho_y_kien`.
fn fresh_code(vi: &str, joint: &str, taken: impl Fn(&str) -> bool) -> String {
    let folded = kernel::fold(vi);
    let words = folded.split(' ').filter(|word| word.is_ascii());
    let mut base = words.fold(String::new(), |mut code, word| {
        if code.len() + word.len() < 40 {
            if !code.is_empty() {
                code.push_str(joint);
            }
            code.push_str(word);
        }
        code
    });
    if base.is_empty() {
        base = "x".to_owned();
    }
    let numbered = (2..).map(|n| format!("{base}{joint}{n}"));
    std::iter::once(base.clone())
        .chain(numbered)
        .find(|code| !taken(code))
        .expect("there is always a higher number")
}

/// Adds a state, or changes the one with this code. Answers with its code.
pub fn put_state(
    definition: &mut Definition,
    checks: &mut Checks,
    known: Option<&str>,
    input: &StateInput,
) -> String {
    let name = name(checks, ("vi", "en"), &input.vi, &input.en);
    let tone = code(checks, "tone", &input.tone, Tone::from_code);
    let tone = checks.required("tone", tone).unwrap_or(Tone::Progress);
    if known.is_some_and(|code| definition.state(code).is_none()) {
        gone(checks);
    }
    if let Some(position) = input.position {
        checks.number("position", position, 1, 200);
    }
    let code = match known {
        Some(code) => code.to_owned(),
        None => fresh_code(&name.vi, "_", |code| definition.state(code).is_some()),
    };
    let state = State {
        code: code.clone(),
        name,
        tone,
        terminal: input.terminal,
    };
    match definition.states.iter_mut().find(|s| s.code == code) {
        Some(old) => *old = state,
        None => definition.states.push(state),
    }
    let path = &mut definition.main_path;
    path.retain(|stop| *stop != code);
    if let Some(position) = input.position.and_then(|p| usize::try_from(p).ok()) {
        path.insert(position.saturating_sub(1).min(path.len()), code.clone());
    }
    code
}

/// Takes a state out, of the main path and of where steps begin too. Steps that lead to it stay, and
/// the checker names them.
pub fn remove_state(definition: &mut Definition, code: &str) {
    definition.states.retain(|state| state.code != code);
    definition.main_path.retain(|stop| stop != code);
    for step in &mut definition.transitions {
        step.from.retain(|from| from != code);
    }
}

/// Adds a step, or changes the one with this code. Answers with its code.
pub fn put_step(
    definition: &mut Definition,
    checks: &mut Checks,
    known: Option<&str>,
    input: &StepInput,
) -> String {
    let name = name(checks, ("vi", "en"), &input.vi, &input.en);
    let states: Vec<String> = definition.states.iter().map(|s| s.code.clone()).collect();
    let state = |code: &str| states.iter().find(|s| *s == code).cloned();
    let to = code(checks, "to", &input.to, |code| match code {
        "@same" | "@origin" => Some(Destination::from(code.to_owned())),
        code => state(code).map(Destination::State),
    });
    let to = checks.required("to", to).unwrap_or(Destination::Same);
    if known.is_some_and(|code| definition.transition(code).is_none()) {
        gone(checks);
    }
    let code_of = match known {
        Some(code) => code.to_owned(),
        None => fresh_code(&name.vi, "-", |code| {
            !may_be_step(code) || definition.transition(code).is_some()
        }),
    };
    let effect = code(checks, "effect", &input.effect, Effect::from_code);
    let step = Transition {
        code: code_of.clone(),
        from: codes(checks, "from", &input.from, state),
        to,
        name,
        roles: codes(checks, "roles", &input.roles, Role::from_code),
        guards: codes(checks, "guards", &input.guards, Guard::from_code),
        warnings: codes(checks, "warnings", &input.warnings, Guard::from_code),
        effect,
        deciders: deciders(checks, effect, &input.deciders),
        proof: proof(checks, &input.proof),
        needs_reason: input.needs_reason,
    };
    match definition
        .transitions
        .iter_mut()
        .find(|t| t.code == code_of)
    {
        Some(old) => *old = step,
        None => definition.transitions.push(step),
    }
    code_of
}

pub fn remove_step(definition: &mut Definition, code: &str) {
    definition.transitions.retain(|step| step.code != code);
}

/// Changes the title, the first state and the opening.
pub fn put_head(definition: &mut Definition, checks: &mut Checks, input: &HeadInput) {
    let fields = ("title_vi", "title_en");
    definition.title = name(checks, fields, &input.title_vi, &input.title_en);
    let start = checks.text("start", &input.start, LONGEST_NAME);
    if !start.is_empty() && definition.state(&start).is_none() {
        let message = checks.t("Chọn trong danh sách.", "Choose from the list.");
        checks.fail("start", message);
    }
    definition.start = start;
    let fields = ("opening_vi", "opening_en");
    let opening = &mut definition.opening;
    opening.name = name(checks, fields, &input.opening_vi, &input.opening_en);
    opening.roles = codes(checks, "roles", &input.roles, Role::from_code);
    opening.guards = codes(checks, "guards", &input.guards, Guard::from_code);
    opening.proof = proof(checks, &input.proof);
}
