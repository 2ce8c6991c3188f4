//! The deadlines on record answer by which day reports are due.

use db::{BoxFuture, Conn, DbError};
use jiff::civil::Date;
use kernel::{Lang, UnitId};
use reports::sending::due::{Deadline, Deadlines};
use rules::{
    FundingScope,
    parameter::{Subject, Value},
};

use super::Law;

impl Deadlines for Law {
    fn find<'a>(
        &'a self,
        conn: &'a mut Conn,
        subject: Subject,
        province: UnitId,
        on: Date,
    ) -> BoxFuture<'a, Result<Option<Deadline>, DbError>> {
        Box::pin(async move {
            // A report covers both budgets; a row for one of them is the national one's.
            let question = law::parameter::Question {
                subject,
                scope: FundingScope::Kcqg,
                province: Some(province),
                on,
            };
            let rule = law::parameter::find(conn, question).await?;
            Ok(rule.and_then(|rule| match rule.value {
                Some(Value::Deadline(day)) => Some(Deadline {
                    day,
                    article: rule.citation(Lang::Vi),
                    verified: rule.confidence.is_verified(),
                }),
                _ => None,
            }))
        })
    }
}
