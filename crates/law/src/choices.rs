//! Lists to choose from, and what a picker means when it sends only what was typed.

use db::{Conn, DbError, PageRequest};
use kernel::{InstrumentId, Lang};
use reference::picked;
use rules::norm::Per;
use web_kit::{Choices, Form};

use crate::instrument::{
    InstrumentNumber,
    store::{self, Filter},
};

pub(crate) fn counted_by(lang: Lang) -> Choices {
    Per::ALL
        .into_iter()
        .map(|p| (p.code().to_owned(), p.label(lang).to_owned()))
        .collect()
}

/// The document that a picker means: the one that was picked, or the one whose number was typed.
pub(crate) async fn resolve_instrument(
    conn: &mut Conn,
    form: &mut Form,
    name: &str,
) -> Result<Option<InstrumentId>, DbError> {
    let text = form.text(&format!("{name}_text"));
    if !form.value(name).is_empty() || text.is_empty() {
        return Ok(form.id(name));
    }
    let last = text.split(' ').next_back().unwrap_or_default();
    if let Ok(number) = last.parse::<InstrumentNumber>()
        && let [only] = store::by_number(conn, &number.to_string())
            .await?
            .as_slice()
    {
        return Ok(Some(only.id));
    }
    let filter = Filter {
        q: text,
        ..Filter::default()
    };
    let found = store::list(conn, &filter, PageRequest { page: 1, size: 2 }).await?;
    match found.rows.as_slice() {
        [only] => Ok(Some(only.id)),
        _ => {
            form.fail(name, picked::unclear(form.lang));
            Ok(None)
        }
    }
}
