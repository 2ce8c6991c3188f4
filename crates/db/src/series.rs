use crate::{Conn, DbError, sql};

/// The next number of a series, gapless: the row is locked until the transaction ends.
///
/// `series` names whose numbers they are, such as `project/79/2026`.
pub async fn next_number(tx: &mut Conn, series: &str) -> Result<i64, DbError> {
    tx.exec(sql!(
        "INSERT INTO number_series (name, last) VALUES (?, 1)
         ON CONFLICT (name) DO UPDATE SET last = number_series.last + 1",
        series,
    ))
    .await?;
    let (number,) = tx
        .one::<(i64,)>(sql!(
            "SELECT last FROM number_series WHERE name = ?",
            series
        ))
        .await?;
    Ok(number)
}
