//! Rows of the law that are never overwritten: norms, deadlines, papers of a dossier, criteria, bases of
//! forms. Each change writes a version that says what it did and why, and the old ones stay readable.

use db::{Checks, CommandResult};
use jiff::civil::Date;
use kernel::Lang;
use serde::{Deserialize, Serialize};

use crate::Form;

/// What a version did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = VersionChange)]
pub enum Change {
    Add,
    Correct,
    End,
    Verify,
    /// Taken back: it was entered by mistake and counts on no day.
    Withdraw,
}

impl Change {
    const ALL: [Change; 5] = [
        Change::Add,
        Change::Correct,
        Change::End,
        Change::Verify,
        Change::Withdraw,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Change::Add => "add",
            Change::Correct => "correct",
            Change::End => "end",
            Change::Verify => "verify",
            Change::Withdraw => "withdraw",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|change| change.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Change::Add => lang.t("Thêm mới", "Added"),
            Change::Correct => lang.t("Đính chính", "Corrected"),
            Change::End => lang.t("Kết thúc hiệu lực", "Ended"),
            Change::Verify => lang.t("Kiểm chứng", "Verified"),
            Change::Withdraw => lang.t("Bỏ, ghi nhầm", "Taken back"),
        }
    }
}

db::code_column!(Change);

/// When and why a row ends.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct EndInput {
    #[schema(value_type = Option<String>, format = Date)]
    pub last_day: Option<Date>,
    pub reason: String,
}

impl EndInput {
    pub fn typed(form: &mut Form) -> EndInput {
        EndInput {
            last_day: form.date("last_day"),
            reason: form.text("reason"),
        }
    }

    /// The last day and the reason, or everything that is wrong with them; `from` is the first day in
    /// force.
    pub fn read(&self, lang: Lang, from: Option<Date>) -> CommandResult<(Date, String)> {
        let mut checks = Checks::new(lang);
        let last_day = checks.date("last_day", self.last_day, None);
        let reason = checks.text("reason", &self.reason, 500);
        if self.last_day.is_some() && from.is_some_and(|from| last_day < from) {
            checks.fail("last_day", reversed(lang));
        }
        checks.done()?;
        Ok((last_day, reason))
    }
}

/// The sentence for a period that ends before it begins.
pub fn reversed(lang: Lang) -> &'static str {
    lang.t(
        "Ngày hết hiệu lực đứng trước ngày có hiệu lực.",
        "The last day lies before the first day.",
    )
}

/// Why a version is written, which has to be said.
pub fn reason(lang: Lang, reason: &str) -> CommandResult<String> {
    said(lang, "reason", reason, 500)
}

/// What a row was compared with, which has to be said.
pub fn evidence(lang: Lang, evidence: &str) -> CommandResult<String> {
    said(lang, "evidence", evidence, 1000)
}

fn said(lang: Lang, field: &str, text: &str, most: usize) -> CommandResult<String> {
    let mut checks = Checks::new(lang);
    let text = checks.text(field, text, most);
    checks.done()?;
    Ok(text)
}

/// What a row was compared with.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct VerifyInput {
    /// The text, its page or clause, where it lies.
    pub evidence: String,
}

/// Why a row is taken back.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct WithdrawInput {
    pub reason: String,
}
