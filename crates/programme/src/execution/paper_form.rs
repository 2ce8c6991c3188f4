//! The part of a form that asks for the paper: number, day, signer, file.

use kernel::Lang;
use rules::workflow::ProofKind;
use web_kit::Form;

use crate::project::PaperInput;

/// What a page asks of a paper.
#[derive(Clone, Debug)]
pub(crate) struct PaperAsk {
    pub name: String,
    pub required: bool,
    pub file: bool,
}

impl PaperAsk {
    pub fn of(kind: &ProofKind, lang: Lang) -> PaperAsk {
        PaperAsk {
            name: kind.name.get(lang).to_owned(),
            required: kind.required,
            file: kind.file,
        }
    }

    /// What to know about the file of the paper.
    pub fn help(&self, lang: &Lang) -> &'static str {
        match self.file {
            true => lang.t(
                "Quyết định và chứng từ tiền phải có tệp kèm theo.",
                "Decisions and vouchers need their file.",
            ),
            false => lang.t(
                "Có thể gắn sau ở phần Văn bản của đề án.",
                "It can be attached later, among the papers of the project.",
            ),
        }
    }
}

/// What was typed.
pub(crate) fn read(form: &mut Form) -> PaperInput {
    PaperInput {
        number: form.text("paper_number"),
        signed_on: form.date("paper_signed_on"),
        signer: form.text("paper_signer"),
        file_id: None,
        next_number: false,
    }
}
