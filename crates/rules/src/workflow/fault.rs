use kernel::{Lang, Role};

use super::{Definition, Effect};

/// Something that makes a definition unfit for use. It displays with codes, for programs;
/// [`Fault::sentence`] says it to a person.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Fault {
    #[error("the state {state} is named in {place} but not defined")]
    UnknownState { state: String, place: String },
    #[error("the code {0} is used twice")]
    DuplicateCode(String),
    #[error("{0:?} is no code of a state or step")]
    BadCode(String),
    #[error("{0} has no wording in one of the languages")]
    WordingMissing(String),
    #[error("no project can ever reach the state {0}")]
    Unreachable(String),
    #[error("from the state {0} no way leads to an end")]
    NoWayToAnEnd(String),
    #[error("the state {0} is an end, but steps lead out of it")]
    EndWithExits(String),
    #[error("the step {0} begins in no state")]
    FromNowhere(String),
    #[error("nobody may take the step {0}")]
    NoRole(String),
    #[error("the step {step} names the role {role}, which may not decide on projects")]
    RoleMayNotDecide { step: String, role: &'static str },
    #[error("the step {step} names {role} as deciding, who may not take it")]
    DeciderNotOfStep { step: String, role: &'static str },
    #[error("the step {0} moves public money without a required proof document")]
    ProofMissing(String),
    #[error("the step {step} can be reached without the {} before it", needs.label(Lang::En))]
    EffectOutOfOrder { step: String, needs: Effect },
    #[error("the step {0} leads back to where the project came from, but it may come from nowhere")]
    NoOrigin(String),
    #[error("the main path breaks at {0}")]
    MainPathBroken(String),
    #[error("the step {step} has an effect that is read by the code {code}")]
    OtherCode { step: String, code: &'static str },
    #[error("the code of the step {step} belongs to the {}", effect.label(Lang::En))]
    OtherEffect { step: String, effect: Effect },
    #[error("the step {step} leads elsewhere than to {state}")]
    OtherEnd { step: String, state: &'static str },
    #[error("there is a contract but no step {0}")]
    StepMissing(&'static str),
}

/// What a fault is about, for a page that leads there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    State(String),
    Step(String),
    /// The opening, the title or the main path.
    Whole,
}

impl Fault {
    /// The state or step to put right.
    pub fn subject(&self, definition: &Definition) -> Subject {
        let code = match self {
            Fault::UnknownState { place, .. } => place,
            Fault::DuplicateCode(code) | Fault::BadCode(code) | Fault::WordingMissing(code) => code,
            Fault::Unreachable(state)
            | Fault::NoWayToAnEnd(state)
            | Fault::EndWithExits(state)
            | Fault::MainPathBroken(state) => {
                return match definition.state(state) {
                    Some(_) => Subject::State(state.clone()),
                    None => Subject::Whole,
                };
            }
            Fault::FromNowhere(step)
            | Fault::NoRole(step)
            | Fault::ProofMissing(step)
            | Fault::NoOrigin(step) => step,
            Fault::RoleMayNotDecide { step, .. }
            | Fault::DeciderNotOfStep { step, .. }
            | Fault::EffectOutOfOrder { step, .. }
            | Fault::OtherCode { step, .. }
            | Fault::OtherEffect { step, .. }
            | Fault::OtherEnd { step, .. } => step,
            Fault::StepMissing(_) => return Subject::Whole,
        };
        if definition.transition(code).is_some() {
            Subject::Step(code.clone())
        } else if definition.state(code).is_some() {
            Subject::State(code.clone())
        } else {
            Subject::Whole
        }
    }

    /// The sentence for a person: states and steps by their names, and what to do.
    pub fn sentence(&self, definition: &Definition, lang: Lang) -> String {
        let state = |code: &str| named(definition.state(code).map(|s| &s.name), code, lang);
        let step = |code: &str| match definition.transition(code) {
            None if code == "opening" => lang.t("mở đề án", "the opening").to_owned(),
            found => named(found.map(|t| &t.name), code, lang),
        };
        let role = |code: &str| Role::from_code(code).map_or("", |role| role.label(lang));
        match self {
            Fault::UnknownState { state: code, place } => match (lang, place.as_str()) {
                (Lang::Vi, "start") => "Chưa chọn trạng thái bắt đầu của đề án.".to_owned(),
                (Lang::En, "start") => "The state that projects begin in is not chosen.".to_owned(),
                (Lang::Vi, "main_path") => {
                    format!("Đường chính nhắc tới trạng thái {code} không còn trong quy trình.")
                }
                (Lang::En, "main_path") => {
                    format!("The main path names the state {code}, which is not there.")
                }
                (Lang::Vi, _) => format!(
                    "Bước {} nhắc tới trạng thái {code} không có trong quy trình.",
                    step(place)
                ),
                (Lang::En, _) => {
                    format!(
                        "The step {} names the state {code}, which is not there.",
                        step(place)
                    )
                }
            },
            Fault::DuplicateCode(code) => match lang {
                Lang::Vi => format!("Mã {code} được dùng hai lần."),
                Lang::En => format!("The code {code} is used twice."),
            },
            Fault::BadCode(code) => match lang {
                Lang::Vi => format!(
                    "Mã “{code}” không dùng được: chỉ gồm chữ thường không dấu, số, gạch nối, và \
                     không trùng tên dành riêng."
                ),
                Lang::En => format!(
                    "The code “{code}” cannot be used: small letters, digits and hyphens only, and \
                     none of the reserved words."
                ),
            },
            Fault::WordingMissing(code) => {
                let what = match (definition.state(code), code.as_str()) {
                    (Some(_), _) => state(code),
                    (None, "title") => lang.t("quy trình", "the workflow").to_owned(),
                    _ => step(code),
                };
                match lang {
                    Lang::Vi => format!("{what} chưa có tên."),
                    Lang::En => format!("{what} lacks its Vietnamese name."),
                }
            }
            Fault::Unreachable(code) => match lang {
                Lang::Vi => format!(
                    "Không đề án nào tới được trạng thái {}: thêm bước dẫn tới đó, hoặc bỏ trạng \
                     thái này.",
                    state(code)
                ),
                Lang::En => format!(
                    "No project can ever reach the state {}: add a step that leads there, or \
                     remove it.",
                    state(code)
                ),
            },
            Fault::NoWayToAnEnd(code) => match lang {
                Lang::Vi => format!(
                    "Từ trạng thái {} không có đường tới điểm kết thúc: đề án sẽ bị kẹt ở đó. Thêm \
                     bước đi tiếp, hoặc đánh dấu là điểm kết thúc.",
                    state(code)
                ),
                Lang::En => format!(
                    "From the state {} no way leads to an end, so projects would be stuck. Add a \
                     step that leads on, or mark it as an end.",
                    state(code)
                ),
            },
            Fault::EndWithExits(code) => match lang {
                Lang::Vi => format!(
                    "Trạng thái {} là điểm kết thúc nhưng vẫn có bước xuất phát từ đó.",
                    state(code)
                ),
                Lang::En => {
                    format!(
                        "The state {} is an end, but steps lead out of it.",
                        state(code)
                    )
                }
            },
            Fault::FromNowhere(code) => match lang {
                Lang::Vi => format!("Bước {} chưa chọn trạng thái xuất phát.", step(code)),
                Lang::En => format!("The step {} begins in no state.", step(code)),
            },
            Fault::NoRole(code) => match lang {
                Lang::Vi => format!("Chưa có ai được làm bước {}: chọn vai trò.", step(code)),
                Lang::En => format!("Nobody may take the step {}: choose roles.", step(code)),
            },
            Fault::RoleMayNotDecide {
                step: code,
                role: who,
            } => match lang {
                Lang::Vi => format!(
                    "Bước {} giao cho {}, vai trò không được quyết định đề án.",
                    step(code),
                    role(who)
                ),
                Lang::En => format!(
                    "The step {} is given to {}, who may not decide on projects.",
                    step(code),
                    role(who)
                ),
            },
            Fault::DeciderNotOfStep {
                step: code,
                role: who,
            } => match lang {
                Lang::Vi => format!(
                    "Bước {} ghi {} là nơi quyết định nhưng vai trò này không được làm bước: chọn \
                     thêm vai trò, hoặc đổi nơi quyết định.",
                    step(code),
                    role(who)
                ),
                Lang::En => format!(
                    "The step {} names {} as deciding, who may not take it: add the role, or name \
                     another.",
                    step(code),
                    role(who)
                ),
            },
            Fault::ProofMissing(code) => match lang {
                Lang::Vi => format!(
                    "Bước {} liên quan tới tiền Nhà nước nên phải bắt buộc văn bản chứng minh.",
                    step(code)
                ),
                Lang::En => format!(
                    "The step {} moves public money, so its proof document must be required.",
                    step(code)
                ),
            },
            Fault::EffectOutOfOrder { step: code, needs } => match lang {
                Lang::Vi => format!(
                    "Có đường tới bước {} mà chưa qua việc “{}”: kiểm tra các bước dẫn tới đó.",
                    step(code),
                    needs.label(lang)
                ),
                Lang::En => format!(
                    "The step {} can be reached without the {} before it.",
                    step(code),
                    needs.label(lang)
                ),
            },
            Fault::NoOrigin(code) => match lang {
                Lang::Vi => format!(
                    "Bước {} quay về trạng thái trước, nhưng đề án có thể ở đó ngay từ đầu nên \
                     không có nơi quay về.",
                    step(code)
                ),
                Lang::En => format!(
                    "The step {} leads back to the state before, but a project may begin there.",
                    step(code)
                ),
            },
            Fault::MainPathBroken(code) => match lang {
                Lang::Vi => format!(
                    "Đường chính đứt ở trạng thái {}: cần bắt đầu ở trạng thái đầu, kết thúc ở \
                     điểm kết thúc, và có bước nối hai trạng thái liền nhau.",
                    state(code)
                ),
                Lang::En => format!(
                    "The main path breaks at the state {}: it runs from the first state to an end, \
                     with a step between each two neighbours.",
                    state(code)
                ),
            },
            Fault::OtherCode { step: here, code } => match lang {
                Lang::Vi => format!(
                    "Bước {} phải mang mã `{code}`: nghĩa vụ đến hạn, bảng quyết toán và văn bản \
                     tìm bước này theo mã.",
                    step(here)
                ),
                Lang::En => format!(
                    "The step {} must have the code `{code}`: what is due, the settlement table and \
                     papers look for it by its code.",
                    step(here)
                ),
            },
            Fault::OtherEffect { step: here, effect } => match lang {
                Lang::Vi => format!(
                    "Mã `{here}` dành cho bước có tác dụng “{}”: chọn tác dụng đó hoặc đổi mã.",
                    effect.label(lang)
                ),
                Lang::En => format!(
                    "The code `{here}` belongs to the step with the effect “{}”: choose that effect \
                     or another code.",
                    effect.label(lang)
                ),
            },
            Fault::OtherEnd {
                step: here,
                state: end,
            } => match lang {
                Lang::Vi => format!(
                    "Bước {} phải dẫn tới trạng thái mã `{end}`: đề án ở đó không còn nghĩa vụ đến hạn.",
                    step(here)
                ),
                Lang::En => format!(
                    "The step {} must lead to the state with the code `{end}`, where nothing is due \
                     any more.",
                    step(here)
                ),
            },
            Fault::StepMissing(code) => match lang {
                Lang::Vi => format!(
                    "Có bước ký hợp đồng nhưng thiếu bước mã `{code}`: nghĩa vụ đến hạn sau hợp đồng \
                     chờ bước này."
                ),
                Lang::En => format!(
                    "There is a contract but no step with the code `{code}`, which answers what is \
                     due after it."
                ),
            },
        }
    }
}

/// “Thẩm định cấp cơ sở”, or the code of what has no name.
fn named(name: Option<&crate::Text>, code: &str, lang: Lang) -> String {
    match name.map(|text| text.get(lang).trim()) {
        Some(text) if !text.is_empty() => format!("“{text}”"),
        _ => code.to_owned(),
    }
}
