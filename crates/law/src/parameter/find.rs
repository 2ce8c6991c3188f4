//! Which deadline, limit or term applies at a place on a day.

use db::{Conn, DbError};
use jiff::civil::Date;
use kernel::UnitId;
use reference::units;
use rules::{
    FundingScope,
    parameter::{ParameterQuery, ParameterRule, Subject, choose},
};

use super::store;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    pub subject: Subject,
    pub scope: FundingScope,
    /// The province of the project, of either era; none for the nation.
    pub province: Option<UnitId>,
    pub on: Date,
}

/// The row that applies; none when there is none. It may be one without a value.
pub async fn find(conn: &mut Conn, question: Question) -> Result<Option<ParameterRule>, DbError> {
    let rules = store::rules(conn).await?;
    let territory = match question.province {
        Some(province) => units::chain(conn, province, question.on).await?,
        None => Vec::new(),
    };
    let query = ParameterQuery {
        subject: question.subject,
        scope: question.scope,
        territory: &territory,
        on: question.on,
    };
    Ok(choose(&rules, &query).cloned())
}
