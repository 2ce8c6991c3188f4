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
        Some(province) => territory(conn, province, question.on).await?,
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

/// The provinces whose rows may count: the one that is named, whose rules keep working on its old
/// area until replaced, then the one that holds it on the day. A province of today stood for
/// several before the merger; none of their rules is taken for all.
pub(super) async fn territory(
    conn: &mut Conn,
    province: UnitId,
    on: Date,
) -> Result<Vec<UnitId>, DbError> {
    let mut chain = vec![province];
    if let [only] = units::at(conn, province, on).await?.as_slice()
        && only.id != province
    {
        chain.push(only.id);
    }
    Ok(chain)
}
