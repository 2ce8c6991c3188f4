use serde::Serialize;

use crate::{
    Block, HeadCell, ILLUSTRATION, Orientation, Paper, PaperKind, Row, Run, Signature, Table,
    wording::{NBSP, capitalised, enumerate, number_line, official, official_date},
};

/// A [`Paper`] with every word final: what each kind prints and leaves out is decided here, once,
/// so that the renderers only place text. Serialises to the data of the PDF template.
#[derive(Clone, Debug, Serialize)]
pub struct Printed {
    pub(crate) landscape: bool,
    /// The document's title for its properties: kind and subject.
    pub(crate) name: String,
    pub(crate) superior: Vec<String>,
    pub(crate) issuer: Vec<String>,
    pub(crate) number: String,
    /// "V/v …" of a letter.
    pub(crate) about: Option<String>,
    pub(crate) place_date: Option<String>,
    /// The kind in upper case; a letter has none.
    pub(crate) kind: Option<String>,
    pub(crate) subject: String,
    /// One: on the line of "Kính gửi:". Several: one per line, with dash and closing mark.
    pub(crate) addressees: Vec<String>,
    pub(crate) deciding: Option<String>,
    pub(crate) grounds: Vec<String>,
    /// "QUYẾT ĐỊNH:" between grounds and articles.
    pub(crate) resolving: Option<String>,
    pub(crate) body: Vec<Block>,
    pub(crate) recipients: Vec<String>,
    pub(crate) signature: Signature,
    pub(crate) second_signature: Option<Signature>,
    pub(crate) middle_signature: Option<Signature>,
    /// Minutes put the recipients under the signatures, other kinds beside them.
    pub(crate) recipients_below: bool,
    pub(crate) illustration: Option<&'static str>,
}

impl Printed {
    pub fn new(paper: &Paper) -> Self {
        let letter = paper.kind == PaperKind::Letter;
        let subject = official(paper.subject.trim());
        let kind_name = paper.kind.name();
        let resolving = matches!(paper.kind, PaperKind::Decision | PaperKind::Resolution)
            .then(|| format!("{}:", kind_name.to_uppercase()));
        Printed {
            landscape: paper.orientation == Orientation::Landscape,
            name: format!("{} {subject}", capitalised(kind_name))
                .trim()
                .to_owned(),
            superior: paper
                .superior
                .as_deref()
                .map(upper_lines)
                .unwrap_or_default(),
            issuer: upper_lines(&paper.issuer),
            number: official(&number_line(paper.number.as_deref(), &paper.symbol)),
            about: (letter && !subject.is_empty()).then(|| format!("V/v {subject}")),
            place_date: paper.kind.is_dated_in_head().then(|| place_date(paper)),
            kind: (!letter).then(|| kind_name.to_uppercase()),
            subject: if letter { String::new() } else { subject },
            addressees: addressees(paper),
            deciding: paper
                .deciding
                .as_deref()
                .map(|d| official(d).to_uppercase()),
            grounds: enumerate(&paper.grounds),
            resolving,
            body: closed(
                paper
                    .body
                    .iter()
                    .filter(|b| has_content(b))
                    .map(block)
                    .collect(),
            ),
            recipients: enumerate(&paper.recipients),
            signature: signature(&paper.signature),
            second_signature: paper.second_signature.as_ref().map(signature),
            middle_signature: paper.middle_signature.as_ref().map(signature),
            recipients_below: paper.second_signature.is_some(),
            illustration: paper.illustration.then_some(ILLUSTRATION),
        }
    }
}

fn upper_lines(text: &str) -> Vec<String> {
    text.lines()
        .map(|line| official(line.trim()).to_uppercase())
        .filter(|line| !line.is_empty())
        .collect()
}

fn place_date(paper: &Paper) -> String {
    let date = official_date(paper.date);
    match paper.place.trim() {
        "" => capitalised(&date),
        place => format!("{}, {date}", official(place)),
    }
}

fn addressees(paper: &Paper) -> Vec<String> {
    if !paper.kind.is_addressed() {
        return Vec::new();
    }
    match paper.addressees.as_slice() {
        [one] => vec![official(one.trim().trim_end_matches([';', '.', ',']))],
        many => enumerate(many)
            .into_iter()
            .map(|line| format!("-{NBSP}{line}"))
            .collect(),
    }
}

fn signature(signature: &Signature) -> Signature {
    Signature {
        authority: signature
            .authority
            .iter()
            .map(|a| official(a).to_uppercase())
            .collect(),
        post: official(&signature.post).to_uppercase(),
        name: signature.name.as_deref().map(official),
    }
}

/// A table without columns has nothing to print, and Word refuses it.
fn has_content(block: &Block) -> bool {
    !matches!(block, Block::Table(table) if table.columns.is_empty())
}

fn block(block: &Block) -> Block {
    match block {
        Block::Heading { level, text } => Block::Heading {
            level: *level,
            text: official(text),
        },
        Block::Paragraph { runs } => Block::Paragraph {
            runs: official_runs(runs),
        },
        Block::ListItem { runs } => Block::ListItem {
            runs: official_runs(runs),
        },
        Block::Table(t) => Block::Table(table(t)),
        Block::Note { text } => Block::Note {
            text: official(text),
        },
    }
}

fn official_runs(runs: &[Run]) -> Vec<Run> {
    runs.iter()
        .map(|run| Run {
            text: official(&run.text),
            ..*run
        })
        .collect()
}

fn table(table: &Table) -> Table {
    let width = table.columns.len();
    let head_cell = |cell: &HeadCell| HeadCell {
        text: official(&cell.text),
        ..*cell
    };
    Table {
        caption: table.caption.as_deref().map(official),
        columns: table.columns.clone(),
        head: table
            .printed_head()
            .iter()
            .map(|r| r.iter().map(head_cell).collect())
            .collect(),
        rows: table
            .rows
            .iter()
            .map(|row| {
                let mut cells: Vec<String> = row
                    .cells
                    .iter()
                    .take(width)
                    .map(|cell| official(cell))
                    .collect();
                cells.resize(width, String::new());
                Row {
                    kind: row.kind,
                    cells,
                }
            })
            .collect(),
    }
}

/// Ends the text with "./.", as the decree closes every document, if it ends with a sentence.
fn closed(mut body: Vec<Block>) -> Vec<Block> {
    if let Some(Block::Paragraph { runs } | Block::ListItem { runs }) = body.last_mut()
        && let Some(run) = runs.last_mut()
    {
        let bare = run
            .text
            .trim_end()
            .trim_end_matches("./.")
            .trim_end_matches(['.', ';']);
        run.text = format!("{bare}./.");
    }
    body
}
