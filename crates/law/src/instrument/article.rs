//! Articles (điều) and annexes (phụ lục) of a document, and how rules point at them.
//!
//! A rule names its document and a place in it as officials write it, `khoản 4 Điều 8`. The place
//! is matched with the article's number, so a rule can point at an article before its wording has
//! been entered.

use db::{Checks, CommandError, CommandResult, Conn, Cx, DbError, row, sql};
use kernel::{ArticleId, InstrumentId, Lang, Thing, Verb};
use serde::{Deserialize, Serialize};

use super::{commands::may_change, store};

/// Whether it is an article of the text or an annex behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ArticleKind {
    Article,
    Annex,
}

impl ArticleKind {
    pub const ALL: [ArticleKind; 2] = [ArticleKind::Article, ArticleKind::Annex];

    pub fn code(self) -> &'static str {
        match self {
            ArticleKind::Article => "article",
            ArticleKind::Annex => "annex",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            ArticleKind::Article => lang.t("Điều", "Article"),
            ArticleKind::Annex => lang.t("Phụ lục", "Annex"),
        }
    }
}

db::code_column!(ArticleKind);

row! {
    /// An article as it is kept.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct Article {
        pub id: ArticleId,
        pub instrument_id: InstrumentId,
        pub kind: ArticleKind,
        /// `8`, `3a`, `II`.
        pub number: String,
        pub heading: String,
        /// The wording; empty while only the heading is known.
        pub body: String,
        pub source: String,
        /// Whether somebody compared it with the text itself.
        pub verified: bool,
        pub version: i64,
    }
}

impl Article {
    /// `Điều 8`, `Phụ lục II`.
    pub fn label(&self, lang: Lang) -> String {
        format!("{} {}", self.kind.label(lang), self.number)
    }

    /// Where it stands on the page of its document.
    pub fn anchor(&self) -> String {
        format!("{}-{}", self.kind.code(), self.number.to_lowercase())
    }

    /// True when a place such as `khoản 4 Điều 8` lies in this article.
    pub fn holds(&self, locator: &str) -> bool {
        place(locator)
            .is_some_and(|(kind, number)| kind == self.kind && number == self.number.to_lowercase())
    }
}

/// The first article or annex that a place names, its number in small letters.
pub(crate) fn place(locator: &str) -> Option<(ArticleKind, String)> {
    let text = kernel::clean(locator).to_lowercase();
    let words: Vec<&str> = text
        .split([' ', ',', ';', '.', '(', ')'])
        .filter(|word| !word.is_empty())
        .collect();
    (0..words.len()).find_map(|i| {
        let (kind, number) = match words[i..] {
            ["điều", number, ..] => (ArticleKind::Article, number),
            ["phụ", "lục", number, ..] => (ArticleKind::Annex, number),
            _ => return None,
        };
        number_ok(number).then(|| (kind, number.to_owned()))
    })
}

/// A number such as `8`, `3a`, `II`.
fn number_ok(number: &str) -> bool {
    (1..=8).contains(&number.chars().count()) && number.chars().all(|c| c.is_ascii_alphanumeric())
}

/// Puts `3` before `3a` before `4`, `II` before `III`, and annexes behind articles.
fn position(kind: ArticleKind, number: &str) -> i64 {
    let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
    let letters = number[digits.len()..].to_uppercase();
    let within = match digits.parse::<i64>() {
        Ok(whole) => {
            let letter = letters.bytes().next().map_or(0, |b| i64::from(b - b'@'));
            whole * 100 + letter
        }
        Err(_) => roman(&letters) * 100,
    };
    within
        + if kind == ArticleKind::Annex {
            1_000_000_000_000
        } else {
            0
        }
}

/// The value of a Roman number; of other letters, the place of the first in the alphabet.
fn roman(letters: &str) -> i64 {
    let value = |c: char| match c {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        'L' => Some(50),
        _ => None,
    };
    let Some(values) = letters.chars().map(value).collect::<Option<Vec<i64>>>() else {
        return letters.bytes().next().map_or(0, |b| i64::from(b - b'@'));
    };
    let next = values.iter().skip(1).chain([&0]);
    values
        .iter()
        .zip(next)
        .map(|(v, next)| if v < next { -v } else { *v })
        .sum()
}

/// What a person says of an article.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct ArticleInput {
    pub kind: Option<ArticleKind>,
    /// Without the word: `8`, `3a`, `II`.
    pub number: String,
    pub heading: String,
    /// The wording; may be left empty while only the heading is known.
    pub body: String,
    /// Where it was read.
    pub source: String,
    /// Whether it was compared with the text itself.
    pub verified: bool,
}

const COLUMNS: &str = "id, instrument_id, kind, number, heading, body, source, verified, version";

/// The articles of a document as they stand in it.
pub async fn of_instrument(conn: &mut Conn, id: InstrumentId) -> Result<Vec<Article>, DbError> {
    conn.all(sql!(
        &format!(
            "SELECT {COLUMNS} FROM instrument_article WHERE instrument_id = ? ORDER BY position, id"
        ),
        id
    ))
    .await
}

/// An article of this document; one of another document is not found.
pub async fn get(
    conn: &mut Conn,
    instrument: InstrumentId,
    id: ArticleId,
) -> Result<Option<Article>, DbError> {
    conn.opt(sql!(
        &format!("SELECT {COLUMNS} FROM instrument_article WHERE id = ? AND instrument_id = ?"),
        id,
        instrument
    ))
    .await
}

/// The article that a rule's place in a document names, when it has been entered.
pub async fn at(
    conn: &mut Conn,
    instrument: InstrumentId,
    locator: &str,
) -> Result<Option<Article>, DbError> {
    let all = of_instrument(conn, instrument).await?;
    Ok(all.into_iter().find(|article| article.holds(locator)))
}

/// Where the place that a rule names can be read: the article when it has been entered, else the
/// document; empty without a document.
pub(crate) async fn address(
    conn: &mut Conn,
    instrument: Option<InstrumentId>,
    locator: &str,
) -> Result<String, DbError> {
    let Some(document) = instrument else {
        return Ok(String::new());
    };
    Ok(match at(conn, document, locator).await? {
        Some(article) => format!("/instruments/{document}#{}", article.anchor()),
        None => format!("/instruments/{document}"),
    })
}

struct Ready {
    kind: ArticleKind,
    number: String,
    heading: String,
    body: String,
    source: String,
}

fn check(lang: Lang, input: &ArticleInput) -> CommandResult<Ready> {
    let mut checks = Checks::new(lang);
    let kind = checks.required("kind", input.kind);
    let number = checks.text("number", &input.number, 8);
    if !number.is_empty() && !number_ok(&number) {
        checks.fail(
            "number",
            checks.t(
                "Chỉ ghi số, ví dụ 8, 3a hoặc II.",
                "Only the number, such as 8, 3a or II.",
            ),
        );
    }
    let heading = checks.text("heading", &input.heading, 500);
    let body = paragraphs(&input.body);
    if body.chars().count() > 50_000 {
        checks.fail(
            "body",
            checks.t(
                "Nội dung dài quá 50.000 chữ; hãy đính kèm tệp văn bản.",
                "The wording is longer than 50,000 letters; attach the file instead.",
            ),
        );
    }
    if input.verified && body.is_empty() {
        checks.fail(
            "body",
            checks.t(
                "Đã đối chiếu thì cần có nội dung của điều.",
                "Compared with the text: then its wording is needed.",
            ),
        );
    }
    let source = checks.optional_text("source", &input.source, 500);
    checks.done()?;
    Ok(Ready {
        kind: kind.unwrap_or(ArticleKind::Article),
        number,
        heading,
        body,
        source,
    })
}

/// The text with its line breaks, each line cleaned.
fn paragraphs(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(kernel::clean).collect();
    lines.join("\n").trim().to_owned()
}

/// Adds an article to a document.
pub async fn add(cx: &Cx, to: InstrumentId, input: ArticleInput) -> CommandResult<ArticleId> {
    cx.may(Verb::Edit, Thing::Instrument)?;
    let mut tx = cx.begin().await?;
    let id = add_in(cx, &mut tx, to, &input).await?;
    tx.commit().await?;
    Ok(id)
}

pub(crate) async fn add_in(
    cx: &Cx,
    tx: &mut Conn,
    to: InstrumentId,
    input: &ArticleInput,
) -> CommandResult<ArticleId> {
    changeable(cx, tx, to).await?;
    let ready = check(cx.lang, input)?;
    let id: ArticleId = cx.new_id();
    tx.exec(sql!(
        "INSERT INTO instrument_article (id, instrument_id, kind, number, position, heading, body,
             source, verified)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        to,
        ready.kind,
        &ready.number,
        position(ready.kind, &ready.number),
        &ready.heading,
        &ready.body,
        &ready.source,
        input.verified,
    ))
    .await
    .map_err(|e| explain(e, cx.lang))?;
    let kept = get(tx, to, id).await?;
    tx.audit(cx, "article", "instrument", to, None::<&()>, &kept)
        .await?;
    Ok(id)
}

/// Changes an article. `version` is the one the person saw.
pub async fn edit(
    cx: &Cx,
    of: InstrumentId,
    id: ArticleId,
    version: i64,
    input: ArticleInput,
) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Instrument)?;
    let mut tx = cx.begin().await?;
    changeable(cx, &mut tx, of).await?;
    let before = get(&mut tx, of, id).await?.ok_or(CommandError::NotFound)?;
    let ready = check(cx.lang, &input)?;
    let changed = tx
        .exec(sql!(
            "UPDATE instrument_article SET kind = ?, number = ?, position = ?, heading = ?,
                 body = ?, source = ?, verified = ?, version = version + 1
             WHERE id = ? AND version = ?",
            ready.kind,
            &ready.number,
            position(ready.kind, &ready.number),
            &ready.heading,
            &ready.body,
            &ready.source,
            input.verified,
            id,
            version,
        ))
        .await
        .map_err(|e| explain(e, cx.lang))?;
    if changed == 0 {
        return Err(CommandError::Stale);
    }
    let after = get(&mut tx, of, id).await?;
    tx.audit(cx, "article", "instrument", of, Some(&before), &after)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Takes back an article that was entered by mistake; what it said stays in the audit trail.
pub async fn remove(cx: &Cx, of: InstrumentId, id: ArticleId) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Instrument)?;
    let mut tx = cx.begin().await?;
    changeable(cx, &mut tx, of).await?;
    let before = get(&mut tx, of, id).await?.ok_or(CommandError::NotFound)?;
    tx.exec(sql!("DELETE FROM instrument_article WHERE id = ?", id))
        .await?;
    tx.audit(cx, "article-removal", "instrument", of, Some(&before), &())
        .await?;
    tx.commit().await?;
    Ok(())
}

async fn changeable(cx: &Cx, tx: &mut Conn, id: InstrumentId) -> CommandResult<()> {
    let document = store::get(tx, id).await?.ok_or(CommandError::NotFound)?;
    may_change(cx, document.unit_id)
}

fn explain(error: DbError, lang: Lang) -> CommandError {
    if error.breaks_unique("instrument_article", &["instrument_id", "kind", "number"]) {
        let message = lang.t(
            "Văn bản đã có điều hoặc phụ lục mang số này.",
            "The document has an article or annex of this number already.",
        );
        return CommandError::field("number", message);
    }
    error.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_a_rule_names_its_article_in_any_order() {
        let article = |n: &str| Some((ArticleKind::Article, n.to_owned()));
        assert_eq!(place("Điều 8 khoản 4"), article("8"));
        assert_eq!(place("khoản 4, Điều 8"), article("8"));
        assert_eq!(place("điều 3a"), article("3a"));
        let annex = Some((ArticleKind::Annex, "3".to_owned()));
        assert_eq!(place("Mẫu số 2, Phụ lục 3"), annex);
        for nowhere in ["", "khoản 4", "Điều", "Điều …"] {
            assert_eq!(place(nowhere), None, "{nowhere}");
        }
    }

    #[test]
    fn articles_stand_in_the_order_of_the_document_and_annexes_behind() {
        use ArticleKind::{Annex, Article};
        let wanted = [
            (Article, "3"),
            (Article, "3a"),
            (Article, "10"),
            (Annex, "I"),
            (Annex, "II"),
            (Annex, "IV"),
            (Annex, "V"),
        ];
        let places: Vec<i64> = wanted.iter().map(|(k, n)| position(*k, n)).collect();
        assert!(places.is_sorted(), "{places:?}");
    }
}
