//! The programmes of the nation that are known by number and date. Their text was not read: where the
//! press tells targets, these are entered as unverified and the note says whence; else none are, since an
//! empty target says more than a guessed one.

use db::{CommandResult, Conn, Cx, sql};
use jiff::civil::{Date, date};
use kernel::FrameworkId;

use super::{
    commands::{insert_figures, insert_version},
    model::{Figures, FrameworkVersion, Target},
};

struct Seed {
    from_year: i64,
    to_year: i64,
    title: &'static str,
    number: &'static str,
    on: Date,
    issuer: &'static str,
    /// Codes of the dictionary with what is aimed at.
    targets: &'static [(&'static str, i64)],
    note: &'static str,
}

const UNREAD: &str = "Chỉ tiêu và kinh phí chưa nhập vì chưa đọc được toàn văn.";

const SEEDS: [Seed; 2] = [
    Seed {
        from_year: 2021,
        to_year: 2025,
        title: "Chương trình khuyến công quốc gia giai đoạn 2021–2025",
        number: "1881/QĐ-TTg",
        on: date(2020, 11, 20),
        issuer: "Thủ tướng Chính phủ",
        targets: &[("MDL_TEC", 340), ("MCH_EST", 1_600), ("MCH_LINE", 300)],
        note: "Chỉ tiêu theo báo chí (ven.vn), chưa đối chiếu với quyết định: 340 mô hình trình diễn kỹ \
               thuật, chuyển giao công nghệ; 1.600 lượt ứng dụng máy móc tiên tiến, ở đây ghi vào chỉ tiêu \
               số cơ sở; 300 dây chuyền. Chỉ tiêu khác và kinh phí chưa nhập.",
    },
    Seed {
        from_year: 2026,
        to_year: 2030,
        title: "Chương trình khuyến công quốc gia giai đoạn 2026–2030",
        number: "2646/QĐ-BCT",
        on: date(2025, 9, 23),
        issuer: "Bộ trưởng Bộ Công Thương",
        targets: &[],
        note: UNREAD,
    },
];

impl Seed {
    fn figures(&self) -> Figures {
        let target = |(code, target): &(&str, i64)| Target {
            indicator: (*code).to_owned(),
            target: *target,
        };
        Figures {
            targets: self.targets.iter().map(target).collect(),
            money: Vec::new(),
        }
    }
}

/// Enters the national programmes, where the nation has none that begins in their year, and the targets
/// of one that came without and that nobody has touched. Says how many programmes are new.
pub async fn load(cx: &Cx) -> CommandResult<u64> {
    let mut tx = cx.begin().await?;
    let mut fresh = 0;
    for seed in &SEEDS {
        let known: Option<(FrameworkId, i64)> = tx
            .opt(sql!(
                "SELECT id, version FROM framework WHERE province_id IS NULL AND from_year = ?",
                seed.from_year
            ))
            .await?;
        match known {
            None => {
                enter(cx, &mut tx, seed).await?;
                fresh += 1;
            }
            Some((id, 1)) => complete(cx, &mut tx, seed, id).await?,
            Some(_) => {}
        }
    }
    tx.commit().await?;
    Ok(fresh)
}

async fn enter(cx: &Cx, tx: &mut Conn, seed: &Seed) -> CommandResult<()> {
    let Seed {
        from_year, to_year, ..
    } = *seed;
    let id: FrameworkId = cx.new_id();
    let words = format!(
        "{} {} {} {from_year} {to_year}",
        seed.title, seed.number, seed.issuer
    );
    tx.exec(sql!(
        "INSERT INTO framework (id, from_year, to_year, title, note, number, search,
             illustration, created_at)
         VALUES (?, ?, ?, ?, ?, 1, ?, FALSE, ?)",
        id,
        from_year,
        to_year,
        seed.title,
        seed.note,
        kernel::fold(&words),
        cx.now(),
    ))
    .await?;
    let version = FrameworkVersion {
        number: 1,
        instrument_no: seed.number.into(),
        instrument_on: Some(seed.on),
        issuer: seed.issuer.into(),
        reason: String::new(),
        verified: false,
        actor: cx.actor.name.clone(),
        created_at: cx.now(),
    };
    insert_version(tx, id, &version).await?;
    let figures = seed.figures();
    insert_figures(tx, id, 1, &figures).await?;
    tx.audit_new(cx, "framework", id, &(&version, &figures))
        .await
}

/// Gives a programme the targets that are known by now: one of that decision without any figure, as it
/// came along before.
async fn complete(cx: &Cx, tx: &mut Conn, seed: &Seed, id: FrameworkId) -> CommandResult<()> {
    let (bare,): (i64,) = tx
        .one(sql!(
            "SELECT COUNT(*) FROM framework f JOIN framework_version v ON v.framework_id = f.id
              WHERE f.id = ? AND f.number = 1 AND v.number = 1 AND v.instrument_no = ?
                AND f.note = ? AND NOT EXISTS
                    (SELECT 1 FROM framework_target t WHERE t.framework_id = f.id)",
            id,
            seed.number,
            UNREAD,
        ))
        .await?;
    if bare == 0 || seed.targets.is_empty() {
        return Ok(());
    }
    let figures = seed.figures();
    insert_figures(tx, id, 1, &figures).await?;
    tx.exec(sql!(
        "UPDATE framework SET note = ?, version = version + 1 WHERE id = ?",
        seed.note,
        id,
    ))
    .await?;
    tx.audit(cx, "figures", "framework", id, None::<&()>, &figures)
        .await
}
