//! The part of a form that asks for the paper: number, day, signer, file.

use db::{CommandResult, Conn, Cx};
use kernel::Lang;
use rules::workflow::ProofKind;
use web_kit::Form;

use crate::{
    ports::Numbers,
    project::{Case, PaperInput, commands::series},
};

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

    /// The number that comes next in the office's series; empty without one.
    pub fn number_help(&self, form: &Form, lang: &Lang) -> String {
        let next = form.value("paper_proposed");
        match (next.is_empty(), lang) {
            (true, _) => String::new(),
            (false, Lang::Vi) => format!("Số kế tiếp của đơn vị: {next}. Có thể điền số khác."),
            (false, Lang::En) => format!("Next of the office: {next}. Another may be typed."),
        }
    }

    /// What to know about the file of the paper.
    pub fn file_help(&self, lang: &Lang) -> &'static str {
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

/// Fills in the number that the office's series would give today; a paper that may be left out keeps
/// its field empty.
pub(crate) async fn propose(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
    kind: &ProofKind,
    form: &mut Form,
) -> CommandResult<()> {
    let Some(question) = series(cx, case, kind, cx.today()) else {
        return Ok(());
    };
    let next = cx.port::<dyn Numbers>().propose(conn, question).await?;
    let next = next.unwrap_or_default();
    form.set("paper_proposed", &next);
    if kind.required {
        form.set("paper_number", next);
    }
    Ok(())
}

/// What was typed.
pub(crate) fn read(form: &mut Form) -> PaperInput {
    PaperInput {
        number: form.text("paper_number"),
        next_number: takes_next(form),
        signed_on: form.date("paper_signed_on"),
        signer: form.text("paper_signer"),
        file_id: None,
    }
}

/// True when the number that the page proposed was left as it is: the series then gives its next
/// one, though somebody else may have taken that very number meanwhile.
fn takes_next(form: &Form) -> bool {
    let number = form.text("paper_number");
    !number.is_empty() && number == form.text("paper_proposed")
}
