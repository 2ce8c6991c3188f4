//! Two invented decisions of the province, one of which has lost its basis and waits for the paper that
//! replaces it, and a deadline of its own, so that the review of local documents, what is due and the
//! calendar have something to show.

use db::{CommandResult, Cx, DbError};
use jiff::{
    ToSpan as _,
    civil::{Date, date},
};
use kernel::{InstrumentId, Role};
use law::{
    conclusion::{ConclusionInput, Outcome, conclude},
    instrument::{InstrumentInput, InstrumentKind, RelationInput, RelationKind, create, relate},
    parameter::{self, ParameterInput},
};
use rules::{FundingScope, parameter::Subject};

use super::Stage;

const COMMITTEE: &str = "UBND tỉnh Bà Rịa – Vũng Tàu";

pub async fn load(stage: &Stage) -> CommandResult<()> {
    let cx = stage.invented(Role::Appraiser);
    let lapsed = decision(
        stage,
        &cx,
        date(2015, 3, 16),
        "Quy chế quản lý chương trình khuyến công trên địa bàn tỉnh (minh họa)",
        &["45/2012/NĐ-CP", "26/2014/TTLT-BTC-BCT"],
    )
    .await?;
    decision(
        stage,
        &cx,
        date(2019, 6, 10),
        "Mức chi từ kinh phí khuyến công địa phương (minh họa)",
        &["45/2012/NĐ-CP", "28/2018/TT-BTC"],
    )
    .await?;
    let replace = ConclusionInput {
        outcome: Some(Outcome::Replace),
        reason: "Thông tư liên tịch làm căn cứ đã được thay thế; mức chi không còn phù hợp.".into(),
        concluded_on: cx.today().checked_sub(20.days()).ok(),
        executor: "Sở Công Thương chủ trì, phối hợp Sở Tài chính".into(),
        due_on: cx.today().checked_add(40.days()).ok(),
    };
    conclude(&cx, lapsed, 0, replace).await?;
    let deadline = ParameterInput {
        key: "TH-BRVT-01".into(),
        subject: Subject::RequestClose.code().into(),
        scope: FundingScope::Kcdp.code().into(),
        territory: Some(stage.province),
        day: Some(31),
        month: Some(3),
        year_offset: Some(-1),
        inclusive: Some(true),
        valid_from: Some(date(2019, 6, 20)),
        note: "Số liệu minh họa.".into(),
        ..ParameterInput::default()
    };
    parameter::add(&cx, deadline).await?;
    Ok(())
}

/// A decision without a number, since an invented number could be that of a real one.
async fn decision(
    stage: &Stage,
    cx: &Cx,
    signed_on: Date,
    subject: &str,
    bases: &[&str],
) -> CommandResult<InstrumentId> {
    let input = InstrumentInput {
        kind: Some(InstrumentKind::Decision),
        issuer: COMMITTEE.into(),
        subject: subject.into(),
        signed_on: Some(signed_on),
        effective_from: signed_on.checked_add(10.days()).ok(),
        unit_id: Some(stage.province),
        note: "Văn bản minh họa của bản dùng thử.".into(),
        verified: true,
        ..InstrumentInput::default()
    };
    let id = create(cx, input, None).await?;
    for number in bases {
        let basis = loaded(cx, number).await?;
        relate(cx, id, RelationInput::new(RelationKind::BasedOn, basis)).await?;
    }
    Ok(id)
}

/// A document that comes with the product.
async fn loaded(cx: &Cx, number: &str) -> CommandResult<InstrumentId> {
    let mut conn = cx.read().await?;
    let found = law::instrument::store::by_number(&mut conn, number).await?;
    let missing = || DbError::Setup(format!("{number} is not loaded"));
    Ok(found.first().ok_or_else(missing)?.id)
}
