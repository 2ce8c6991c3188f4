//! Which places a text means, and when two addresses are one.

use db::{Conn, DbError};
use kernel::{UnitId, UnitLevel, fold};
use reference::{Unit, units};

/// Words for the smallest places. Offices renamed thôn, ấp, khóm to each other; the number stayed.
const HAMLET: [&str; 9] = [
    "thon", "ap", "khom", "xom", "ban", "buon", "bon", "soc", "lang",
];

/// Words that one writes and another leaves out: “số 12 đường Lê Lợi”, “12 Lê Lợi”.
const SPARE: [&str; 3] = ["so", "nha", "duong"];

/// The most words of a text among which a commune is looked for, and of a commune's name.
const WORDS: usize = 16;
const NAME: usize = 6;

/// Communes that a text may mean: a name, and after a comma the district or province it lies in,
/// as in “Long Phước, Bà Rịa”. Those called exactly so come alone. At most 50.
pub(crate) async fn communes_named(conn: &mut Conn, text: &str) -> Result<Vec<Unit>, DbError> {
    let (name, within) = text.split_once(',').unwrap_or((text, ""));
    let mut found = within_of(
        units::search(conn, name, Some(UnitLevel::Commune), 50).await?,
        &fold(within),
    );
    if found.iter().any(|unit| is_called(unit, name)) {
        found.retain(|unit| is_called(unit, name));
    }
    Ok(found)
}

fn is_called(unit: &Unit, name: &str) -> bool {
    [&unit.short_name, &unit.name]
        .iter()
        .any(|known| fold(known) == fold(name))
}

/// Those in whose label, with everything above them, every word stands; of “TP”, “TX”, “TT” the
/// name behind counts.
fn within_of(mut found: Vec<Unit>, within: &str) -> Vec<Unit> {
    found.retain(|unit| {
        let label = fold(&unit.label);
        within
            .split(' ')
            .all(|word| matches!(word, "tp" | "tx" | "tt") || label.contains(word))
    });
    found
}

/// A place that a text may mean: the words of its address, and the units it then lies in, of every
/// era; no units when the text names none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub address: String,
    pub units: Vec<UnitId>,
}

/// What a typed or printed text may mean, the likeliest first: the address up to a part between
/// commas that names a commune, with what lies above it behind, as the product prints places; or,
/// without commas, up to words that a commune is called; or an address alone.
pub(crate) async fn places(conn: &mut Conn, text: &str) -> Result<Vec<Place>, DbError> {
    let parts: Vec<&str> = text
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let mut found = Vec::new();
    if parts.len() > 1 {
        for at in 0..parts.len() {
            let communes = communes_named(conn, &parts[at..].join(", ")).await?;
            push(conn, &mut found, fold(&parts[..at].join(" ")), communes).await?;
        }
        if !found.is_empty() {
            return Ok(found);
        }
    }
    let folded = fold(text);
    found.push(Place {
        address: folded.clone(),
        units: Vec::new(),
    });
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    if words.len() > WORDS {
        return Ok(found);
    }
    for from in 0..words.len() {
        // Names of one word are too often words of an address.
        for to in (from + 2..=words.len().min(from + NAME)).rev() {
            let name = words[from..to].join(" ");
            let mut communes = units::search(conn, &name, Some(UnitLevel::Commune), 50).await?;
            communes.retain(|unit| is_called(unit, &name));
            let communes = within_of(communes, &words[to..].join(" "));
            push(conn, &mut found, words[..from].join(" "), communes).await?;
        }
    }
    Ok(found)
}

async fn push(
    conn: &mut Conn,
    found: &mut Vec<Place>,
    address: String,
    communes: Vec<Unit>,
) -> Result<(), DbError> {
    if !communes.is_empty() {
        let ids: Vec<UnitId> = communes.into_iter().map(|unit| unit.id).collect();
        let units = units::lineage(conn, &ids).await?;
        found.push(Place { address, units });
    }
    Ok(())
}

/// The words of a folded address that count: those that some leave out only when nothing else is there.
pub(crate) fn telling(address: &str) -> Vec<&str> {
    let all: Vec<&str> = address.split(' ').filter(|word| !word.is_empty()).collect();
    let own: Vec<&str> = all
        .iter()
        .copied()
        .filter(|word| !SPARE.contains(word))
        .collect();
    if own.is_empty() { all } else { own }
}

/// The words that may stand for a word of an address.
pub(crate) fn variants(word: &str) -> Vec<&str> {
    match HAMLET.contains(&word) {
        true => HAMLET.to_vec(),
        false => vec![word],
    }
}

/// A folded address as addresses are compared: the words for the smallest places as one, without
/// the words that some leave out, and without the names of the units that it lies in anyway.
pub(crate) fn key(address: &str, label: &str) -> String {
    let parts: Vec<&str> = address.split(',').collect();
    let above: Vec<String> = label.split(',').map(fold).collect();
    let within = |part: &&str| {
        let part = fold(part);
        above
            .iter()
            .any(|unit| *unit == part || bare(unit) == bare(&part))
    };
    let own = parts
        .iter()
        .rposition(|part| !within(part))
        .map_or(0, |last| last + 1);
    let folded = fold(&parts[..own].join(" "));
    let words = telling(&folded).into_iter();
    let words = words.map(|word| match HAMLET.contains(&word) {
        true => HAMLET[0],
        false => word,
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The folded name of a unit without its kind.
fn bare(name: &str) -> &str {
    const KINDS: [&str; 12] = [
        "tp ",
        "tx ",
        "tt ",
        "thanh pho ",
        "thi xa ",
        "thi tran ",
        "dac khu ",
        "phuong ",
        "tinh ",
        "huyen ",
        "quan ",
        "xa ",
    ];
    KINDS
        .iter()
        .find_map(|kind| name.strip_prefix(kind))
        .unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn one_address_written_in_two_ways_is_one() {
        let label = "Xã Long Phước, Thành phố Bà Rịa, Tỉnh Bà Rịa - Vũng Tàu";
        for (one, other) in [
            ("Thôn 3", "Ấp 3, xã Long Phước, TP Bà Rịa"),
            ("Thôn 3", "ấp 3, Long Phước, Tỉnh Bà Rịa - Vũng Tàu"),
            ("Số 12 đường Lê Lợi", "12 Lê Lợi"),
        ] {
            let (a, b) = (key(one, label), key(other, label));
            assert_eq!(a, b, "{one}; {other}");
        }
        assert_ne!(key("Tổ 5, Ấp 3", label), key("Tổ 3, Ấp 5", label));
        assert_ne!(key("Thôn 3", label), key("Tổ 3", label));
        assert_eq!(key("Long Phước", label), "");
    }
}
