//! The results of 2022: the totals are published, the records under them invented.

use activities::{
    broadcast::BroadcastInput,
    bulletin::BulletinInput,
    machine::MachineInput,
    product::{ProductGroup, ProductInput, ProductLevel},
    published::PublishedInput,
    showroom::ShowroomInput,
    training::{TrainingInput, TrainingKind},
};
use db::{CommandResult, Cx};
use jiff::civil::{Date, date};
use kernel::{Dong, EstablishmentId, Role, UnitId};
use record_kit::create;

use super::{Names, Stage, dates::spread};

const NOTE: &str = "Bản ghi minh họa dưới số liệu công bố năm 2022";

/// Establishments whose machines are entered here; two more come from projects that the
/// demonstration carries through, so that the total is the published 10.
pub const MACHINES_WITHOUT_PROJECT: usize = 8;

pub async fn load(stage: &Stage, establishments: &[EstablishmentId]) -> CommandResult<()> {
    let cx = stage.invented(Role::Officer);
    let mut names = Names::new(2022);
    machines(
        &cx,
        &establishments[2..2 + MACHINES_WITHOUT_PROJECT],
        &mut names,
    )
    .await?;
    trainings(&cx, stage.province).await?;
    products(&cx, establishments, &mut names).await?;
    communication(&cx, stage.province).await?;
    showrooms(&cx, &establishments[20..23]).await?;
    website(&cx, establishments).await
}

async fn machines(
    cx: &Cx,
    establishments: &[EstablishmentId],
    names: &mut Names,
) -> CommandResult<()> {
    for (n, id) in establishments.iter().enumerate() {
        let price = Dong(names.number(28, 60) * 10_000_000);
        let input = MachineInput {
            establishment_id: Some(*id),
            name: names.machine(),
            serial: format!("MH-2022-{:03}", n + 1),
            quantity: 1,
            price,
            support: Dong((price.0 / 2).min(200_000_000)),
            accepted_on: Some(spread(2022, n as i64 + 3, 12)),
            note: NOTE.to_owned(),
            ..MachineInput::default()
        };
        create(cx, input).await?;
    }
    Ok(())
}

async fn trainings(cx: &Cx, province: UnitId) -> CommandResult<()> {
    let class = |name: &str, kind, day: Date, learners, women| TrainingInput {
        name: name.to_owned(),
        kind: Some(kind),
        host: "Trung tâm Khuyến công và Tư vấn phát triển công nghiệp".to_owned(),
        unit_id: Some(province),
        starts_on: Some(day),
        ends_on: day.tomorrow().ok(),
        learners_planned: learners,
        learners,
        women,
        note: NOTE.to_owned(),
        ..TrainingInput::default()
    };
    let capacity = TrainingKind::Capacity;
    for input in [
        class(
            "Nâng cao năng lực cơ sở CNNT, lớp 1",
            capacity,
            date(2022, 4, 12),
            34,
            12,
        ),
        class(
            "Nâng cao năng lực cơ sở CNNT, lớp 2",
            capacity,
            date(2022, 6, 14),
            33,
            15,
        ),
        class(
            "Nâng cao năng lực cơ sở CNNT, lớp 3",
            capacity,
            date(2022, 8, 16),
            33,
            11,
        ),
        class(
            "Kỹ thuật áp dụng sản xuất sạch hơn",
            TrainingKind::CleanerProduction,
            date(2022, 7, 5),
            35,
            14,
        ),
        class(
            "Nâng cao năng lực cộng tác viên và cán bộ khuyến công",
            TrainingKind::Staff,
            date(2022, 9, 20),
            40,
            18,
        ),
    ] {
        create(cx, input).await?;
    }
    Ok(())
}

async fn products(
    cx: &Cx,
    establishments: &[EstablishmentId],
    names: &mut Names,
) -> CommandResult<()> {
    let groups = [
        ProductGroup::Processed,
        ProductGroup::Handicraft,
        ProductGroup::Machinery,
        ProductGroup::Other,
    ];
    for n in 0..35_usize {
        let (product, _) = names.product();
        let input = ProductInput {
            name: format!("Sản phẩm {product} số {:02}", n + 1),
            product_group: Some(groups[n % groups.len()]),
            establishment_id: Some(establishments[30 + n]),
            level: Some(ProductLevel::Province),
            decision: "minh họa 01/QĐ-UBND".to_owned(),
            decided_on: Some(date(2022, 7, 28)),
            certificate: format!("MH-T-{:02}", n + 1),
            note: NOTE.to_owned(),
            ..ProductInput::default()
        };
        create(cx, input.clone()).await?;
        if n < 13 {
            let region = ProductInput {
                level: Some(ProductLevel::Region),
                decision: "minh họa 02/QĐ-CTĐP".to_owned(),
                decided_on: Some(date(2022, 11, 10)),
                certificate: format!("MH-KV-{:02}", n + 1),
                ..input
            };
            create(cx, region).await?;
        }
    }
    Ok(())
}

async fn communication(cx: &Cx, province: UnitId) -> CommandResult<()> {
    for issue in 1..=4_i8 {
        let input = BulletinInput {
            number: format!("{issue:02}/2022"),
            title: format!("Bản tin khuyến công quý {issue}"),
            unit_id: Some(province),
            published_on: Some(date(2022, issue * 3, 20)),
            copies: 500,
            pages: 32,
            evidence: "minh họa: bản lưu tại Trung tâm".to_owned(),
            note: NOTE.to_owned(),
        };
        create(cx, input).await?;
    }
    let mut conn = cx.read().await?;
    let districts: Vec<(UnitId, String)> = conn
        .all(db::sql!(
            "SELECT id, name FROM unit WHERE parent_id = ? AND level = 'district' ORDER BY code",
            province
        ))
        .await?;
    drop(conn);
    // The stations of the districts report how many items they broadcast; together 240.
    let stations: Vec<_> = districts
        .iter()
        .filter(|(_, name)| name != "Huyện Côn Đảo")
        .collect();
    let count = stations.len() as i64;
    for (n, (unit, name)) in stations.into_iter().enumerate() {
        let n = n as i64;
        let items = 240 / count + i64::from(n < 240 % count);
        let input = BroadcastInput {
            title: "Tin, bài về chính sách và kết quả khuyến công".to_owned(),
            station: format!("Đài truyền thanh {name}"),
            series: "Khuyến công".to_owned(),
            unit_id: Some(*unit),
            first_aired_on: Some(date(2022, 12, 15)),
            items,
            minutes: items * 4,
            evidence: "minh họa: bảng xác nhận của đài".to_owned(),
            note: NOTE.to_owned(),
            ..BroadcastInput::default()
        };
        create(cx, input).await?;
    }
    Ok(())
}

async fn showrooms(cx: &Cx, establishments: &[EstablishmentId]) -> CommandResult<()> {
    for (n, id) in establishments.iter().enumerate() {
        let input = ShowroomInput {
            address: format!("Phòng trưng bày số {}", n + 1),
            establishment_id: Some(*id),
            area_m2: Some(40 + 10 * n as i64),
            opened_on: Some(spread(2022, n as i64 + 5, 10)),
            note: NOTE.to_owned(),
            ..ShowroomInput::default()
        };
        create(cx, input).await?;
    }
    Ok(())
}

async fn website(cx: &Cx, establishments: &[EstablishmentId]) -> CommandResult<()> {
    for (n, id) in establishments.iter().enumerate() {
        let input = PublishedInput {
            url: format!("https://khuyencong.example.vn/co-so/{:03}", n + 1),
            establishment_id: Some(*id),
            published_on: Some(spread(2022, n as i64, establishments.len() as i64)),
            consent: true,
            consent_paper: "minh họa: phiếu khảo sát".to_owned(),
            note: NOTE.to_owned(),
            ..PublishedInput::default()
        };
        create(cx, input).await?;
    }
    Ok(())
}
