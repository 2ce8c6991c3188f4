//! An invented programme of five years for the province, so that targets stand beside results.

use db::CommandResult;
use jiff::civil::date;
use kernel::{Dong, FundingSource, Role};
use programme::framework::{
    self, FiguresInput, FrameworkInput,
    commands::{MoneyInput, TargetInput},
};

use super::Stage;

/// (code of the indicator, target of five years)
const TARGETS: [(&str, i64); 8] = [
    ("PRJ_CNT", 90),
    ("MCH_EST", 45),
    ("MGR_TRN", 500),
    ("CLS_MGR", 15),
    ("PRD_CER_P", 120),
    ("SHOWROOM", 12),
    ("TV_PROG", 900),
    ("FAIR_CNT", 20),
];

pub async fn load(stage: &Stage) -> CommandResult<()> {
    let cx = stage.invented(Role::Appraiser);
    let id = framework::create(
        &cx,
        FrameworkInput {
            province_id: Some(stage.province),
            from_year: Some(2021),
            to_year: Some(2025),
            title: "Chương trình khuyến công tỉnh Bà Rịa – Vũng Tàu giai đoạn 2021–2025".into(),
            instrument_no: "minh họa 01/QĐ-UBND".into(),
            instrument_on: Some(date(2021, 1, 4)),
            issuer: "UBND tỉnh Bà Rịa – Vũng Tàu".into(),
            note: "Chỉ tiêu và kinh phí minh họa.".into(),
        },
    )
    .await?;
    let year = |year: i64| {
        [
            (FundingSource::Kcdp, 4_000_000_000),
            (FundingSource::Counterpart, 6_000_000_000),
        ]
        .map(|(source, amount)| MoneyInput {
            year,
            source,
            amount: Dong(amount),
        })
    };
    let figures = FiguresInput {
        targets: TARGETS
            .iter()
            .map(|(indicator, target)| TargetInput {
                indicator: (*indicator).to_owned(),
                target: *target,
            })
            .collect(),
        money: (2021..=2025).flat_map(year).collect(),
        verified: false,
    };
    framework::set_figures(&cx, id, 1, figures).await
}
