//! Who may be the same taxpayer, at the same place or called alike: asked when support that was
//! given twice is looked for. No scope is applied, because double funding does not stop at the
//! border of a province; the caller shows of a match only what may be shown.

use db::{Conn, DbError, Sql, row, sql};
use kernel::{EstablishmentId, UnitId, contained, similarity};

use super::model::name_key;

row! {
    /// An establishment that may be meant.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Party {
        pub id: EstablishmentId,
        pub name: String,
        pub tax_code: Option<String>,
        pub unit_id: UnitId,
        pub province_id: UnitId,
    }
}

/// A party at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyAt {
    pub party: Party,
    /// The address of the site, as it is written in the register.
    pub address: String,
}

/// A party with a name that is alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyAlike {
    pub party: Party,
    /// How alike the names are, in percent, without the words of legal forms.
    pub percent: i64,
}

const PARTY: &str = "e.id, e.name, e.tax_code, e.unit_id, e.province_id";

/// The most parties that one question answers.
const MOST: i64 = 100;

/// The most names that are compared letter by letter.
const CANDIDATES: i64 = 4_000;

/// The most words of a name by which others are looked for; the rarest are taken.
const WORDS: usize = 6;

/// Who pays taxes under a code: of a branch, its head office.
fn taxpayer(code: &str) -> &str {
    code.split_once('-').map_or(code, |(head, _)| head)
}

/// Those with this tax code, citizen number or registration number, head office and branches
/// together.
pub async fn same_identity(conn: &mut Conn, text: &str) -> Result<Vec<Party>, DbError> {
    let code: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if code.is_empty() {
        return Ok(Vec::new());
    }
    let head: String = code.chars().take(10).collect();
    let mut found: Vec<Party> = conn
        .all(sql!(
            &format!(
                "SELECT {PARTY} FROM establishment e WHERE substr(e.tax_code, 1, 10) = ?
                  ORDER BY e.id LIMIT ?"
            ),
            head,
            MOST,
        ))
        .await?;
    found.retain(|party| {
        let known = party.tax_code.as_deref().unwrap_or_default();
        taxpayer(known) == taxpayer(&code)
    });
    let registered: Vec<Party> = conn
        .all(sql!(
            &format!(
                "SELECT {PARTY} FROM establishment e WHERE e.registration_number = ?
                  ORDER BY e.id LIMIT ?"
            ),
            code,
            MOST,
        ))
        .await?;
    for party in registered {
        if !found.iter().any(|known| known.id == party.id) {
            found.push(party);
        }
    }
    Ok(found)
}

/// The others that share the taxpayer with this establishment.
pub async fn same_taxpayer(conn: &mut Conn, id: EstablishmentId) -> Result<Vec<Party>, DbError> {
    let own: Option<(Option<String>, String)> = conn
        .opt(sql!(
            "SELECT tax_code, registration_number FROM establishment WHERE id = ?",
            id
        ))
        .await?;
    let Some((tax_code, registration)) = own else {
        return Ok(Vec::new());
    };
    let mut found: Vec<Party> = Vec::new();
    for code in [tax_code.unwrap_or_default(), registration] {
        for party in same_identity(conn, &code).await? {
            if party.id != id && !found.iter().any(|known| known.id == party.id) {
                found.push(party);
            }
        }
    }
    Ok(found)
}

row! {
    struct PartyAtRow {
        id: EstablishmentId,
        name: String,
        tax_code: Option<String>,
        unit_id: UnitId,
        province_id: UnitId,
        address: String,
        label: String,
    }
}

impl PartyAtRow {
    /// The address as addresses are compared.
    fn key(&self) -> String {
        crate::site::place_key(&self.address, &self.label)
    }

    fn is_same(&self, other: &PartyAtRow) -> bool {
        self.id == other.id && self.unit_id == other.unit_id && self.address == other.address
    }
}

impl From<PartyAtRow> for PartyAt {
    fn from(row: PartyAtRow) -> Self {
        PartyAt {
            party: Party {
                id: row.id,
                name: row.name,
                tax_code: row.tax_code,
                unit_id: row.unit_id,
                province_id: row.province_id,
            },
            address: row.address,
        }
    }
}

const PARTY_AT: &str =
    "SELECT e.id, e.name, e.tax_code, s.unit_id, s.province_id, s.address, u.label
    FROM establishment_site s JOIN establishment e ON e.id = s.establishment_id
    JOIN unit u ON u.id = s.unit_id WHERE ";

/// Asks that a word stands in the address of a site, or one that may stand for it.
fn push_word(query: &mut Sql, word: &str) {
    for (n, variant) in crate::site::variants(word).into_iter().enumerate() {
        let (before, like) = (
            if n == 0 { " AND (" } else { " OR " },
            "(' ' || s.address_fold || ' ') LIKE ?",
        );
        query.push(
            &format!("{before}{like}"),
            [format!("% {variant} %").into()],
        );
    }
    query.push(")", []);
}

/// Those with a site at a place as people type it and as the product prints it: words of the
/// address, a commune of then or now, with or without what lies above it.
pub async fn at_site(conn: &mut Conn, text: &str) -> Result<Vec<PartyAt>, DbError> {
    let mut found: Vec<PartyAtRow> = Vec::new();
    for place in crate::site::places(conn, text).await? {
        let words = crate::site::telling(&place.address);
        if words.is_empty() && place.units.is_empty() {
            continue;
        }
        let mut query = sql!(&format!("{PARTY_AT}1 = 1"));
        for word in words {
            push_word(&mut query, word);
        }
        if !place.units.is_empty() {
            query
                .push(" AND s.unit_id IN ", [])
                .push_list(place.units.iter().copied());
        }
        query.push(" ORDER BY e.id LIMIT ?", [MOST.into()]);
        let rows: Vec<PartyAtRow> = conn.all(query).await?;
        for row in rows {
            if !found.iter().any(|known| known.is_same(&row)) {
                found.push(row);
            }
        }
    }
    found.truncate(MOST as usize);
    Ok(found.into_iter().map(PartyAt::from).collect())
}

/// The others with a site at one of this establishment's addresses, in the same commune or in one
/// that held its place before or after.
pub async fn same_site(conn: &mut Conn, id: EstablishmentId) -> Result<Vec<PartyAt>, DbError> {
    let own: Vec<PartyAtRow> = conn
        .all(sql!(&format!("{PARTY_AT}e.id = ? ORDER BY s.id"), id))
        .await?;
    let mut found: Vec<PartyAtRow> = Vec::new();
    for site in own {
        let key = site.key();
        if key.is_empty() {
            continue;
        }
        let units = reference::units::lineage(conn, &[site.unit_id]).await?;
        let mut query = sql!(&format!("{PARTY_AT}e.id <> ?"), id);
        query.push(" AND s.unit_id IN ", []).push_list(units);
        for word in key.split(' ') {
            push_word(&mut query, word);
        }
        query.push(" ORDER BY e.id LIMIT ?", [CANDIDATES.into()]);
        let rows: Vec<PartyAtRow> = conn.all(query).await?;
        for row in rows {
            if row.key() == key && !found.iter().any(|known| known.is_same(&row)) {
                found.push(row);
            }
        }
    }
    found.truncate(MOST as usize);
    Ok(found.into_iter().map(PartyAt::from).collect())
}

/// The others whose names are like this establishment's name.
pub async fn same_name(
    conn: &mut Conn,
    id: EstablishmentId,
    least: i64,
) -> Result<Vec<PartyAlike>, DbError> {
    let own: Option<(String,)> = conn
        .opt(sql!("SELECT name FROM establishment WHERE id = ?", id))
        .await?;
    let Some((name,)) = own else {
        return Ok(Vec::new());
    };
    let mut found = alike(conn, &name, least, 101).await?;
    found.retain(|alike| alike.party.id != id);
    Ok(found)
}

/// Those whose names are at least `least` percent like a name or hold what was typed of it, the most
/// alike first.
///
/// Only names that share half of the rarest words are compared letter by letter, so that the whole
/// register need not be read; when those are too many, more words must be shared. Names that are
/// equal but for the words of legal forms are always found.
pub async fn called_alike(
    conn: &mut Conn,
    name: &str,
    least: i64,
) -> Result<Vec<PartyAlike>, DbError> {
    alike(conn, name, least, HELD).await
}

/// How much of a typed text a name must hold, in percent, when it is too long to be like it.
const HELD: i64 = 80;

/// `held` above 100: a name that only holds the other is not like it.
async fn alike(
    conn: &mut Conn,
    name: &str,
    least: i64,
    held: i64,
) -> Result<Vec<PartyAlike>, DbError> {
    let key = name_key(name);
    if key.is_empty() {
        return Ok(Vec::new());
    }
    let mut near: Vec<(EstablishmentId, i64)> = Vec::new();
    let equal: Vec<(EstablishmentId,)> = conn
        .all(sql!(
            "SELECT id FROM establishment WHERE name_key = ? ORDER BY id LIMIT ?",
            &key,
            MOST,
        ))
        .await?;
    near.extend(equal.into_iter().map(|(id,)| (id, 100)));
    let words = rarest(conn, &key).await?;
    let groups = shared(conn, &words).await?;
    let mut query = sql!("SELECT e.id, e.name_key FROM establishment e WHERE 1 = 1");
    query.push_search_any(conn.dialect(), "establishment", "e", &groups);
    query.push(" LIMIT ?", [CANDIDATES.into()]);
    let candidates: Vec<(EstablishmentId, String)> = conn.all(query).await?;
    for (id, other) in candidates {
        let percent = similarity(&key, &other);
        let like = percent >= least || contained(&key, &other) >= held;
        if like && !near.iter().any(|(known, _)| *known == id) {
            near.push((id, percent));
        }
    }
    near.sort_by_key(|(id, percent)| (-percent, *id));
    near.truncate(MOST as usize);
    let mut query = sql!(&format!(
        "SELECT {PARTY} FROM establishment e WHERE e.id IN "
    ));
    query.push_list(near.iter().map(|(id, _)| *id));
    let parties: Vec<Party> = conn.all(query).await?;
    Ok(near
        .into_iter()
        .filter_map(|(id, percent)| {
            let party = parties.iter().find(|party| party.id == id)?.clone();
            Some(PartyAlike { party, percent })
        })
        .collect())
}

/// How many establishments a search meets, counted no further than one above what is compared.
async fn met(conn: &mut Conn, groups: &[Vec<&str>]) -> Result<i64, DbError> {
    let mut query: Sql = sql!("SELECT COUNT(*) FROM (SELECT 1 FROM establishment e WHERE 1 = 1");
    query.push_search_any(conn.dialect(), "establishment", "e", groups);
    query.push(" LIMIT ?) AS met", [(CANDIDATES + 1).into()]);
    let (count,) = conn.one(query).await?;
    Ok(count)
}

/// The rarest different words of a name.
async fn rarest<'k>(conn: &mut Conn, key: &'k str) -> Result<Vec<&'k str>, DbError> {
    let mut words: Vec<&str> = Vec::new();
    for word in key.split(' ') {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    if words.len() <= WORDS {
        return Ok(words);
    }
    let mut counted = Vec::with_capacity(words.len());
    for word in words {
        counted.push((met(conn, &[vec![word]]).await?, word));
    }
    counted.sort_by_key(|(count, _)| *count);
    counted.truncate(WORDS);
    Ok(counted.into_iter().map(|(_, word)| word).collect())
}

/// The groups of words of which a like name has at least one: half of the words, or as many more
/// as it takes to keep the comparison small.
async fn shared<'k>(conn: &mut Conn, words: &[&'k str]) -> Result<Vec<Vec<&'k str>>, DbError> {
    let mut size = words.len().div_ceil(2);
    loop {
        let groups = chosen(words, size);
        if size >= words.len() || met(conn, &groups).await? <= CANDIDATES {
            return Ok(groups);
        }
        size += 1;
    }
}

/// Every choice of `size` words.
fn chosen<'k>(words: &[&'k str], size: usize) -> Vec<Vec<&'k str>> {
    if size == 0 {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for (i, word) in words.iter().enumerate() {
        for mut rest in chosen(&words[i + 1..], size - 1) {
            rest.insert(0, word);
            all.push(rest);
        }
    }
    all
}
