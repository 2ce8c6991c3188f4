//! Results over several years, for whoever compares them with targets.

use db::{Conn, DbError, Sql, sql};
use kernel::UnitId;

/// Which results are counted.
#[derive(Clone, Debug)]
pub struct Wanted<'a> {
    /// Keys of indicators.
    pub keys: &'a [&'a str],
    /// Count different establishments instead of adding quantities.
    pub establishments: bool,
    /// None for the whole country.
    pub provinces: Option<&'a [UnitId]>,
    pub from_year: i64,
    pub to_year: i64,
}

/// How much was done by year, and over all years. No scope is applied: the caller answers for the
/// area it asks about.
pub async fn count(conn: &mut Conn, wanted: Wanted<'_>) -> Result<(Vec<(i64, i64)>, i64), DbError> {
    let figure = match wanted.establishments {
        true => "COUNT(DISTINCT COALESCE(subject_id, record_id))",
        false => "CAST(COALESCE(SUM(quantity), 0) AS BIGINT)",
    };
    let query = |columns: &str| -> Sql {
        let mut query = sql!(
            &format!(
                "SELECT {columns} FROM report_fact WHERE year BETWEEN ? AND ? AND indicator IN "
            ),
            wanted.from_year,
            wanted.to_year,
        );
        query.push_list(wanted.keys.iter().copied());
        if let Some(provinces) = wanted.provinces {
            query
                .push(" AND province_id IN ", [])
                .push_list(provinces.iter().copied());
        }
        query
    };
    let mut by_year = query(&format!("year, {figure}"));
    by_year.push(" GROUP BY year ORDER BY year", []);
    let by_year: Vec<(i64, i64)> = conn.all(by_year).await?;
    let (total,): (i64,) = conn.one(query(figure)).await?;
    Ok((by_year, total))
}

#[cfg(test)]
mod tests {
    use kernel::Role;

    use super::*;
    use crate::fixture::{both, establishments, fact, record};

    #[tokio::test]
    async fn an_establishment_counts_once_over_all_years() {
        for t in both().await {
            let mut facts = establishments("machinery.establishments", 3);
            let mut again = facts[0].clone();
            again.year = 2023;
            facts.push(again);
            facts.push(fact("training.capacity.learners", 40));
            record(&t.cx(Role::Officer), &facts).await;
            let mut conn = t.db.read().await.unwrap();
            let wanted = |keys, establishments| Wanted {
                keys,
                establishments,
                provinces: None,
                from_year: 2021,
                to_year: 2025,
            };
            let machines = count(&mut conn, wanted(&["machinery.establishments"], true))
                .await
                .unwrap();
            assert_eq!(machines, (vec![(2022, 3), (2023, 1)], 3));
            let learners = count(&mut conn, wanted(&["training.capacity.learners"], false))
                .await
                .unwrap();
            assert_eq!(learners, (vec![(2022, 40)], 40));
            let elsewhere = Wanted {
                provinces: Some(&[UnitId(1)]),
                ..wanted(&["machinery.establishments"], true)
            };
            assert_eq!(count(&mut conn, elsewhere).await.unwrap(), (vec![], 0));
            drop(conn);
            t.close().await;
        }
    }
}
