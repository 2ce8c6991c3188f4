//! Documents as the rules of other modules quote them.

use db::{Conn, DbError};
use kernel::{InstrumentId, Lang};
use web_kit::basis::QuotedInstrument;

use super::{InstrumentNumber, article, store};

/// The number and title of a document.
pub async fn quoted(
    conn: &mut Conn,
    id: InstrumentId,
) -> Result<Option<QuotedInstrument>, DbError> {
    let found = store::get(conn, id).await?;
    Ok(found.map(|document| QuotedInstrument {
        title: document.title(Lang::Vi),
        number: document.number,
    }))
}

/// The document whose number a sentence names first. None when the register does not have it, or has
/// several of that number: other issuers use a number again.
pub async fn named(conn: &mut Conn, sentence: &str) -> Result<Option<InstrumentId>, DbError> {
    let marks = [',', ';', '.', ':', '(', ')', '“', '”', '"'];
    let mut words = sentence.split_whitespace();
    let number = words.find_map(|word| word.trim_matches(marks).parse::<InstrumentNumber>().ok());
    let Some(number) = number else {
        return Ok(None);
    };
    let found = store::by_number(conn, &number.to_string()).await?;
    Ok(match found.as_slice() {
        [only] => Some(only.id),
        _ => None,
    })
}

/// Where a place in a document can be read: the article once it was entered, else the document.
pub async fn address(conn: &mut Conn, id: InstrumentId, place: &str) -> Result<String, DbError> {
    article::address(conn, Some(id), place).await
}

#[cfg(test)]
mod tests {
    use kernel::Role;

    use super::*;
    use crate::norm;

    #[tokio::test]
    async fn a_sentence_names_its_first_document_and_leads_to_the_article() {
        for t in testkit::both(&[crate::MIGRATIONS]).await {
            let admin = t.cx(Role::Administrator);
            norm::load(&admin).await.unwrap();
            let mut conn = admin.read().await.unwrap();
            let sentence = "Điều 3a Thông tư 36/2013/TT-BCT, bổ sung bởi 17/2018/TT-BCT";
            let id = named(&mut conn, sentence).await.unwrap().expect(t.engine);
            let document = quoted(&mut conn, id).await.unwrap().unwrap();
            assert_eq!(document.title, "Thông tư 36/2013/TT-BCT");
            let place = address(&mut conn, id, sentence).await.unwrap();
            assert_eq!(place, format!("/instruments/{id}#article-3a"));
            let whole = address(&mut conn, id, "Điều 99").await.unwrap();
            assert_eq!(whole, format!("/instruments/{id}"));
            let quotes = "Điều kiện “chưa được hỗ trợ” (Thông tư 28/2018/TT-BTC)";
            assert!(named(&mut conn, quotes).await.unwrap().is_some());
            for nothing in ["Thông lệ lập hồ sơ", "", "Quyết định 9999/QĐ-BCT"] {
                assert_eq!(named(&mut conn, nothing).await.unwrap(), None, "{nothing}");
            }
            drop(conn);
            t.close().await;
        }
    }
}
