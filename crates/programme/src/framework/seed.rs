//! The programmes of the nation that are known by number and date. Their targets and money were not
//! read, so none are entered: an empty target says more than a guessed one.

use db::{CommandResult, Cx, sql};
use jiff::civil::{Date, date};
use kernel::FrameworkId;

use super::model::FrameworkVersion;

/// (first year, last year, title, number, day, issuer)
type Seed = (i64, i64, &'static str, &'static str, Date, &'static str);

const SEEDS: [Seed; 2] = [
    (
        2021,
        2025,
        "Chương trình khuyến công quốc gia giai đoạn 2021–2025",
        "1881/QĐ-TTg",
        date(2020, 11, 20),
        "Thủ tướng Chính phủ",
    ),
    (
        2026,
        2030,
        "Chương trình khuyến công quốc gia giai đoạn 2026–2030",
        "2646/QĐ-BCT",
        date(2025, 9, 23),
        "Bộ trưởng Bộ Công Thương",
    ),
];

/// Enters the national programmes, where the nation has none that begins in their year. Says how
/// many.
pub async fn load(cx: &Cx) -> CommandResult<u64> {
    let mut tx = cx.begin().await?;
    let mut fresh = 0;
    for (from_year, to_year, title, number, on, issuer) in SEEDS {
        let known: Option<(FrameworkId,)> = tx
            .opt(sql!(
                "SELECT id FROM framework WHERE province_id IS NULL AND from_year = ?",
                from_year
            ))
            .await?;
        if known.is_some() {
            continue;
        }
        let id: FrameworkId = cx.new_id();
        tx.exec(sql!(
            "INSERT INTO framework (id, from_year, to_year, title, note, number, search,
                 illustration, created_at)
             VALUES (?, ?, ?, ?, ?, 1, ?, FALSE, ?)",
            id,
            from_year,
            to_year,
            title,
            "Chỉ tiêu và kinh phí chưa nhập vì chưa đọc được toàn văn.",
            kernel::fold(&format!("{title} {number} {issuer} {from_year} {to_year}")),
            cx.now(),
        ))
        .await?;
        let version = FrameworkVersion {
            number: 1,
            instrument_no: number.into(),
            instrument_on: Some(on),
            issuer: issuer.into(),
            reason: String::new(),
            verified: false,
            actor: cx.actor.name.clone(),
            created_at: cx.now(),
        };
        super::commands::insert_version(&mut tx, id, &version).await?;
        tx.audit_new(cx, "framework", id, &version).await?;
        fresh += 1;
    }
    tx.commit().await?;
    Ok(fresh)
}
