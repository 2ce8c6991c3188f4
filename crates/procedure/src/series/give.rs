//! Proposing a number, and taking it within the transaction of whoever needs it.

use db::{CommandError, CommandResult, Conn, Cx, DbError, sql};
use jiff::civil::Date;
use kernel::{Lang, UnitId, format_date};
use rules::numbering::{Issuer, PaperKind};

use super::{model::Series, store};

/// Which series is meant.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    pub kind: PaperKind,
    pub issuer: Issuer,
    /// The province of the project, of either era.
    pub province: UnitId,
    /// The day the paper is signed; its year is that of the number.
    pub on: Date,
}

/// What the paper is, and for which record it is signed.
#[derive(Clone, Debug)]
pub struct Bearer {
    pub title: String,
    pub thing: &'static str,
    pub id: String,
}

/// The number that is wanted.
#[derive(Clone, Copy, Debug)]
pub enum Wanted<'t> {
    Next,
    /// As somebody typed it.
    Text(&'t str),
}

/// The series that counts; of the offices of a place today's comes first.
async fn find(conn: &mut Conn, question: &Question) -> Result<Option<Series>, DbError> {
    let Question {
        kind,
        issuer,
        province,
        on,
    } = *question;
    let mut areas: Vec<Option<UnitId>> = match issuer {
        Issuer::Agency => vec![None],
        Issuer::Centre | Issuer::Department => {
            let chain = reference::units::chain(conn, province, on).await?;
            chain.into_iter().map(Some).collect()
        }
    };
    while let Some(area) = areas.pop() {
        if let Some(series) = store::in_year(conn, area, issuer, kind, on.year()).await? {
            return Ok(Some(series));
        }
    }
    Ok(None)
}

/// The number and symbol that would be given now; None when no series counts.
pub async fn propose(conn: &mut Conn, question: &Question) -> Result<Option<String>, DbError> {
    let Some(series) = find(conn, question).await? else {
        return Ok(None);
    };
    let year = question.on.year();
    let next = match store::last(conn, series.id, i64::from(year)).await? {
        Some(last) => last + 1,
        None => series.first_number,
    };
    Ok(Some(series.pattern()?.render(next, year)))
}

/// Gives a number: the next, or the one that was typed when it fits the pattern. Answers with the
/// number and symbol; None when no series counts, or when what was typed is of no pattern. A number
/// that was given before may be cited again for the same paper, which is signed on the same day.
pub async fn take(
    cx: &Cx,
    tx: &mut Conn,
    question: &Question,
    wanted: Wanted<'_>,
    bearer: &Bearer,
) -> CommandResult<Option<String>> {
    let Some(series) = find(tx, question).await? else {
        return Ok(None);
    };
    let year = question.on.year();
    let pattern = series.pattern()?;
    let number = match wanted {
        Wanted::Next => next(tx, &series, i64::from(year)).await?,
        Wanted::Text(text) => {
            let Some(number) = pattern.read(text, year) else {
                return Ok(None);
            };
            let known = store::one_given(tx, series.id, i64::from(year), number).await?;
            match known {
                Some(known) if known.signed_on == question.on => return Ok(Some(known.text)),
                Some(known) => return Err(taken(cx.lang, &known.text, known.signed_on)),
                None => raise(tx, &series, i64::from(year), number).await?,
            }
            number
        }
    };
    let text = pattern.render(number, year);
    tx.exec(sql!(
        "INSERT INTO paper_number (id, series_id, year, number, text, title, signed_on, thing,
             thing_id, given_by, given_account, given_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        cx.new_id::<()>(),
        series.id,
        i64::from(year),
        number,
        &text,
        &bearer.title,
        question.on,
        bearer.thing,
        &bearer.id,
        &cx.actor.name,
        cx.actor.account,
        cx.now(),
    ))
    .await
    .map_err(|error| {
        if error.breaks_unique("paper_number", &["series_id", "year", "number"]) {
            return just_taken(cx.lang, &text);
        }
        error.into()
    })?;
    Ok(Some(text))
}

/// The next number; its row is locked until the transaction ends.
async fn next(tx: &mut Conn, series: &Series, year: i64) -> Result<i64, DbError> {
    tx.exec(sql!(
        "INSERT INTO paper_counter (series_id, year, last) VALUES (?, ?, ?)
         ON CONFLICT (series_id, year) DO UPDATE SET last = paper_counter.last + 1",
        series.id,
        year,
        series.first_number,
    ))
    .await?;
    let last = store::last(tx, series.id, year).await?;
    last.ok_or(DbError::NoRow)
}

/// Lets the series go on after a number that was typed.
async fn raise(tx: &mut Conn, series: &Series, year: i64, number: i64) -> Result<(), DbError> {
    tx.exec(sql!(
        "INSERT INTO paper_counter (series_id, year, last) VALUES (?, ?, ?)
         ON CONFLICT (series_id, year) DO UPDATE SET last = CASE
             WHEN paper_counter.last < excluded.last THEN excluded.last
             ELSE paper_counter.last END",
        series.id,
        year,
        number,
    ))
    .await?;
    Ok(())
}

fn taken(lang: Lang, text: &str, signed_on: Date) -> CommandError {
    let day = format_date(signed_on);
    CommandError::field(
        "paper_number",
        match lang {
            Lang::Vi => format!(
                "Số {text} đã cấp cho văn bản ký ngày {day}. Nếu là chính văn bản đó thì ghi đúng \
                 ngày ký; nếu là văn bản khác thì lấy số kế tiếp."
            ),
            Lang::En => format!(
                "{text} was given to a paper signed on {day}. If it is that paper, give its day; \
                 else take the next number."
            ),
        },
    )
}

fn just_taken(lang: Lang, text: &str) -> CommandError {
    CommandError::field(
        "paper_number",
        match lang {
            Lang::Vi => format!("Số {text} vừa được cấp cho văn bản khác. Lấy số kế tiếp."),
            Lang::En => format!("{text} has just been given to another paper. Take the next."),
        },
    )
}
