use db::{Checks, CommandError, CommandResult, Conn, Cx, DbError, sql};
use kernel::{EstablishmentId, Id, Lang, Thing, Verb};

use super::model::{YearFigures, YearInput, YearRow, YearSource};
use crate::establishment;

/// The largest number of workers a form accepts.
const MOST_WORKERS: i64 = 1_000_000;

/// All figures of an establishment, newest year first and, within a source, newest revision
/// first. Whether somebody may see them is the question of the establishment.
pub async fn of(conn: &mut Conn, owner: EstablishmentId) -> Result<Vec<YearFigures>, DbError> {
    conn.all(sql!(
        "SELECT id, establishment_id, year, source, revision, workers, women, revenue, capital,
                collected_on, note, illustration, created_at
         FROM establishment_year WHERE establishment_id = ?
         ORDER BY year DESC, source, revision DESC",
        owner
    ))
    .await
}

/// Keeps the figures of a year from a source. Figures of the same year and source are corrected
/// only when the input says so, and stay in sight.
pub async fn record(
    cx: &Cx,
    owner: EstablishmentId,
    input: YearInput,
) -> CommandResult<Id<YearRow>> {
    cx.may(Verb::Edit, Thing::Establishment)?;
    let mut tx = cx.begin().await?;
    establishment::required(cx, &mut tx, owner).await?;
    let mut figures = checked(cx, owner, &input)?;
    figures.revision = last_revision(&mut tx, &figures).await? + 1;
    if figures.revision > 1 && !input.correction {
        return Err(CommandError::field(
            "correction",
            known(cx, figures.year, figures.source),
        ));
    }
    insert(&mut tx, &figures).await.map_err(|error| {
        let columns = ["establishment_id", "year", "source", "revision"];
        if error.breaks_unique("establishment_year", &columns) {
            CommandError::Stale
        } else {
            error.into()
        }
    })?;
    tx.audit(cx, "year", "establishment", owner, None::<&()>, &figures)
        .await?;
    tx.commit().await?;
    Ok(figures.id)
}

fn known(cx: &Cx, year: i64, source: YearSource) -> String {
    let source = source.label(cx.lang);
    match cx.lang {
        Lang::Vi => format!(
            "Năm {year} đã có số liệu từ nguồn “{source}”. Nếu đây là số liệu đính chính, đánh \
             dấu ô này; số liệu cũ vẫn được giữ."
        ),
        Lang::En => format!(
            "Figures of {year} from “{source}” are kept already. If these correct them, tick this \
             box; the earlier ones stay."
        ),
    }
}

fn checked(cx: &Cx, owner: EstablishmentId, input: &YearInput) -> CommandResult<YearFigures> {
    let mut checks = Checks::new(cx.lang);
    let this_year = i64::from(cx.today().year());
    let year = checks.required("year", input.year).unwrap_or(this_year);
    let year = checks.number("year", year, 1990, this_year);
    let source = checks
        .required("source", input.source)
        .unwrap_or(YearSource::Survey);
    let workers = input
        .workers
        .map(|n| checks.number("workers", n, 0, MOST_WORKERS));
    let women = input
        .women
        .map(|n| checks.number("women", n, 0, MOST_WORKERS));
    if women > workers.or(Some(MOST_WORKERS)) {
        let message = checks.t(
            "Số lao động nữ nhiều hơn tổng số lao động.",
            "There are more women than workers.",
        );
        checks.fail("women", message.to_owned());
    }
    if women.is_some() && workers.is_none() {
        checks.required("workers", workers);
    }
    let revenue = input.revenue.map(|amount| checks.amount("revenue", amount));
    let capital = input.capital.map(|amount| checks.amount("capital", amount));
    if [workers, revenue.map(|d| d.0), capital.map(|d| d.0)]
        .iter()
        .all(Option::is_none)
    {
        let message = checks.t(
            "Điền ít nhất một trong các ô: lao động, doanh thu, vốn.",
            "Fill in at least one of workers, revenue and capital.",
        );
        checks.fail("workers", message.to_owned());
    }
    let collected_on = input.collected_on.unwrap_or_else(|| cx.today());
    let collected_on =
        establishment::day(&mut checks, "collected_on", Some(collected_on), cx.today());
    let note = checks.optional_text("note", &input.note, 500);
    checks.done()?;
    Ok(YearFigures {
        id: cx.new_id(),
        establishment_id: owner,
        year,
        source,
        revision: 1,
        workers,
        women,
        revenue,
        capital,
        collected_on,
        note,
        illustration: cx.illustration,
        created_at: cx.now(),
    })
}

async fn last_revision(conn: &mut Conn, of: &YearFigures) -> Result<i64, DbError> {
    let (revision,) = conn
        .one::<(i64,)>(sql!(
            "SELECT COALESCE(MAX(revision), 0) FROM establishment_year
             WHERE establishment_id = ? AND year = ? AND source = ?",
            of.establishment_id,
            of.year,
            of.source,
        ))
        .await?;
    Ok(revision)
}

async fn insert(tx: &mut Conn, figures: &YearFigures) -> Result<(), DbError> {
    tx.exec(sql!(
        "INSERT INTO establishment_year (id, establishment_id, year, source, revision, workers,
            women, revenue, capital, collected_on, note, illustration, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        figures.id,
        figures.establishment_id,
        figures.year,
        figures.source,
        figures.revision,
        figures.workers,
        figures.women,
        figures.revenue,
        figures.capital,
        figures.collected_on,
        &figures.note,
        figures.illustration,
        figures.created_at,
    ))
    .await
    .map(drop)
}
