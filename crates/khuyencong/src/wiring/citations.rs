//! Rules and the articles they rest on: the law answers what a document is, all others which of their
//! rules hang on it.

use db::{BoxFuture, Conn, Cx, DbError};
use kernel::InstrumentId;
use law::instrument::quoted;
use web_kit::basis::{Citation, Citations, Instruments, QuotedInstrument};

use super::Law;

impl Instruments for Law {
    fn quoted<'a>(
        &'a self,
        conn: &'a mut Conn,
        id: InstrumentId,
    ) -> BoxFuture<'a, Result<Option<QuotedInstrument>, DbError>> {
        Box::pin(quoted::quoted(conn, id))
    }

    fn named<'a>(
        &'a self,
        conn: &'a mut Conn,
        sentence: &'a str,
    ) -> BoxFuture<'a, Result<Option<InstrumentId>, DbError>> {
        Box::pin(quoted::named(conn, sentence))
    }

    fn address<'a>(
        &'a self,
        conn: &'a mut Conn,
        id: InstrumentId,
        place: &'a str,
    ) -> BoxFuture<'a, Result<String, DbError>> {
        Box::pin(quoted::address(conn, id, place))
    }
}

/// The rooms that keep rules.
pub(super) struct Citing;

impl Citations for Citing {
    fn of<'a>(
        &'a self,
        cx: &'a Cx,
        conn: &'a mut Conn,
        id: InstrumentId,
    ) -> BoxFuture<'a, Result<Vec<Citation>, DbError>> {
        Box::pin(async move {
            let mut all = procedure::citing(cx, conn, id).await?;
            all.extend(programme::citing(cx, conn, id).await?);
            all.extend(reports::citing(cx, conn, id).await?);
            Ok(all)
        })
    }
}
