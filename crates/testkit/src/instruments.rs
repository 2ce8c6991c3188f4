//! A register of legal documents as a literal, for the tests of modules whose rules name one.

use std::sync::Arc;

use db::{BoxFuture, Conn, DbError, sql};
use kernel::InstrumentId;
use web_kit::basis::{Instruments, QuotedInstrument};

use crate::TestDb;

/// The documents of the table, all of them circulars; a sentence names one by its number.
struct Register;

impl Instruments for Register {
    fn quoted<'a>(
        &'a self,
        conn: &'a mut Conn,
        id: InstrumentId,
    ) -> BoxFuture<'a, Result<Option<QuotedInstrument>, DbError>> {
        Box::pin(async move {
            let found: Option<(String,)> = conn
                .opt(sql!("SELECT number FROM instrument WHERE id = ?", id))
                .await?;
            Ok(found.map(|(number,)| QuotedInstrument {
                title: format!("Thông tư {number}"),
                number,
            }))
        })
    }

    fn named<'a>(
        &'a self,
        conn: &'a mut Conn,
        sentence: &'a str,
    ) -> BoxFuture<'a, Result<Option<InstrumentId>, DbError>> {
        Box::pin(async move {
            let all: Vec<(InstrumentId, String)> =
                conn.all(sql!("SELECT id, number FROM instrument")).await?;
            let named = all.into_iter().find(|(_, n)| sentence.contains(n.as_str()));
            Ok(named.map(|(id, _)| id))
        })
    }

    fn address<'a>(
        &'a self,
        _conn: &'a mut Conn,
        id: InstrumentId,
        _place: &'a str,
    ) -> BoxFuture<'a, Result<String, DbError>> {
        Box::pin(async move { Ok(format!("/instruments/{id}")) })
    }
}

impl TestDb {
    /// Puts a document of the whole country into the register.
    pub async fn instrument(&self, number: &str) -> InstrumentId {
        let id = InstrumentId::from_uuid(uuid::Uuid::now_v7());
        let mut tx = self.db.begin().await.expect("begins");
        tx.exec(sql!(
            "INSERT INTO instrument (id, seed_key, number, signed_year) VALUES (?, ?, ?, 2013)",
            id,
            number,
            number,
        ))
        .await
        .expect("inserts");
        tx.commit().await.expect("commits");
        id
    }

    /// Wires the register of documents.
    pub fn with_instruments(&mut self) {
        let ports = std::mem::take(&mut self.ports);
        self.ports = ports.with::<dyn Instruments>(Arc::new(Register));
    }
}
