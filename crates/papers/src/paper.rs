use jiff::civil::Date;
use serde::Serialize;

use crate::{PaperKind, Table};

/// An administrative document as its author knows it, in the layout of Nghị định 30/2020/NĐ-CP.
///
/// Fields hold plain wording: upper case, dashes, "Số:", "Kính gửi:", "V/v" and closing marks are
/// added when it is printed. Fill what the document has; the rest of [`Paper::new`] is empty.
#[derive(Clone, Debug, Serialize)]
pub struct Paper {
    pub kind: PaperKind,
    /// Cơ quan chủ quản. A line break in it is kept.
    pub superior: Option<String>,
    /// Cơ quan ban hành. A line break in it is kept.
    pub issuer: String,
    /// The number in the year's register; `None` prints a blank for the clerk.
    pub number: Option<String>,
    /// Ký hiệu, what follows the slash: `BC-TTKC`.
    pub symbol: String,
    /// Địa danh. Minutes print neither place nor date.
    pub place: String,
    /// `None` prints blanks.
    pub date: Option<Date>,
    /// Trích yếu. A letter prints it as "V/v …" under its number.
    pub subject: String,
    /// Kính gửi. Printed only on the kinds that may carry it ([`PaperKind::is_addressed`]).
    pub addressees: Vec<String>,
    /// Who decides ("Giám đốc Trung tâm …"), above the grounds of a decision.
    pub deciding: Option<String>,
    /// Căn cứ, one each, without closing mark.
    pub grounds: Vec<String>,
    pub body: Vec<Block>,
    /// Nơi nhận, one each, without dash or closing mark; the last is usually "Lưu: VT, KC".
    pub recipients: Vec<String>,
    pub signature: Signature,
    /// The left signature of minutes and contracts.
    pub second_signature: Option<Signature>,
    /// Between the two others, when three sides sign.
    pub middle_signature: Option<Signature>,
    /// Whether invented records stand under its figures; every format then says so.
    pub illustration: bool,
    pub orientation: Orientation,
}

impl Paper {
    /// A draft without number, date or text.
    pub fn new(kind: PaperKind, issuer: impl Into<String>, symbol: impl Into<String>) -> Self {
        Paper {
            kind,
            superior: None,
            issuer: issuer.into(),
            number: None,
            symbol: symbol.into(),
            place: String::new(),
            date: None,
            subject: String::new(),
            addressees: Vec::new(),
            deciding: None,
            grounds: Vec::new(),
            body: Vec::new(),
            recipients: Vec::new(),
            signature: Signature::default(),
            second_signature: None,
            middle_signature: None,
            illustration: false,
            orientation: Orientation::Portrait,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Orientation {
    #[default]
    Portrait,
    /// For wide tables inside the text.
    Landscape,
}

/// Who signs: "KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC / name".
#[derive(Clone, Debug, Default, Serialize)]
pub struct Signature {
    /// Lines above the post with their TM., KT., TL., TUQ. or Q.
    pub authority: Vec<String>,
    /// Chức vụ of the signer.
    pub post: String,
    /// Without academic title; `None` leaves room for it.
    pub name: Option<String>,
}

impl Signature {
    pub fn new(post: impl Into<String>) -> Self {
        Signature {
            post: post.into(),
            ..Self::default()
        }
    }

    /// Adds a line above the post: `KT. Giám đốc`.
    pub fn under(mut self, authority: impl Into<String>) -> Self {
        self.authority.push(authority.into());
        self
    }

    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }
}

/// A piece of the text between the grounds and the signature.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Block {
    Heading {
        level: HeadingLevel,
        text: String,
    },
    Paragraph {
        runs: Vec<Run>,
    },
    /// One dash of a list.
    ListItem {
        runs: Vec<Run>,
    },
    Table(Table),
    /// A remark in small italics, usually under a table.
    Note {
        text: String,
    },
}

impl Block {
    pub fn chapter(text: impl Into<String>) -> Self {
        Block::Heading {
            level: HeadingLevel::Chapter,
            text: text.into(),
        }
    }

    pub fn section(text: impl Into<String>) -> Self {
        Block::Heading {
            level: HeadingLevel::Section,
            text: text.into(),
        }
    }

    pub fn clause(text: impl Into<String>) -> Self {
        Block::Heading {
            level: HeadingLevel::Clause,
            text: text.into(),
        }
    }

    pub fn text(text: impl Into<String>) -> Self {
        Block::Paragraph {
            runs: vec![Run::plain(text)],
        }
    }

    /// A paragraph that mixes upright, bold and italic, as "**Điều 1.** Phê duyệt …".
    pub fn runs(runs: impl Into<Vec<Run>>) -> Self {
        Block::Paragraph { runs: runs.into() }
    }

    pub fn item(text: impl Into<String>) -> Self {
        Block::ListItem {
            runs: vec![Run::plain(text)],
        }
    }

    pub fn note(text: impl Into<String>) -> Self {
        Block::Note { text: text.into() }
    }
}

/// How deep a heading stands; its number is part of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum HeadingLevel {
    /// Phần, Chương, Mục: centred on its own line.
    Chapter,
    /// "I. …", bold with the indent of a paragraph.
    Section,
    /// "1. …" or "Điều 1. …", bold with the indent of a paragraph.
    Clause,
}

/// Words in one style.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Run {
    pub text: String,
    pub bold: bool,
    pub italic: bool,
}

impl Run {
    pub fn plain(text: impl Into<String>) -> Self {
        Run {
            text: text.into(),
            ..Self::default()
        }
    }

    pub fn bold(text: impl Into<String>) -> Self {
        Run {
            text: text.into(),
            bold: true,
            italic: false,
        }
    }

    pub fn italic(text: impl Into<String>) -> Self {
        Run {
            text: text.into(),
            bold: false,
            italic: true,
        }
    }
}
