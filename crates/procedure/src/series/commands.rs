use db::{Checks, CommandError, CommandResult, Cx, sql};
use kernel::{Lang, PaperSeriesId, Thing, UnitId, UnitLevel, Verb};
use rules::numbering::{Issuer, PaperKind, Pattern};
use serde::{Deserialize, Serialize};

use super::store;

/// How an office numbers one kind of paper.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct SeriesInput {
    /// The province of the office; none for the Ministry's agency.
    pub territory: Option<UnitId>,
    /// `centre`, `department` or `agency`.
    pub issuer: String,
    /// The kind of paper, as `decision`.
    pub kind: String,
    /// `{số}/QĐ-SCT`; `{năm}` stands for the year.
    pub pattern: String,
    pub from_year: Option<i64>,
    /// The first number of each year; 1 when absent.
    pub first_number: Option<i64>,
}

fn pattern(checks: &mut Checks, text: &str) -> String {
    let text = checks.text("pattern", text, 60);
    if !text.is_empty() && Pattern::parse(&text).is_none() {
        let message = checks.t(
            "Mẫu cần có {số} đúng một lần và ký hiệu, ví dụ {số}/QĐ-SCT hoặc {số}/{năm}/HĐ-TTKC.",
            "A pattern has {số} once and a symbol, as {số}/QĐ-SCT or {số}/{năm}/HĐ-TTKC.",
        );
        checks.fail("pattern", message);
    }
    text
}

/// Adds a series, which counts from a year on in place of an earlier one of the same office and kind.
pub async fn add(cx: &Cx, input: SeriesInput) -> CommandResult<PaperSeriesId> {
    cx.may_keep(Verb::Create, Thing::Workflow, input.territory)?;
    let mut tx = cx.begin().await?;
    let mut checks = Checks::new(cx.lang);
    let issuer = checks.required("issuer", Issuer::from_code(&input.issuer));
    let kind = checks.required("kind", PaperKind::from_code(&input.kind));
    match (issuer, input.territory) {
        (Some(Issuer::Agency), Some(_)) => {
            let message = checks.t(
                "Cục đánh số chung cả nước: chọn “Cả nước”.",
                "The agency numbers for the whole country.",
            );
            checks.fail("territory", message);
        }
        (Some(Issuer::Centre | Issuer::Department), None) => {
            let message = checks.t("Chọn tỉnh của đơn vị.", "Choose the office's province.");
            checks.fail("territory", message);
        }
        (_, Some(unit)) => {
            let unit = reference::units::get(&mut tx, unit).await?;
            if unit.is_none_or(|unit| unit.level != UnitLevel::Province) {
                let message = checks.t("Chọn tỉnh trong danh sách.", "Choose a province.");
                checks.fail("territory", message);
            }
        }
        _ => {}
    }
    let pattern = pattern(&mut checks, &input.pattern);
    checks.required("from_year", input.from_year);
    let from_year = checks.number("from_year", input.from_year.unwrap_or(2000), 2000, 2200);
    let first = checks.number(
        "first_number",
        input.first_number.unwrap_or(1),
        1,
        1_000_000,
    );
    checks.done()?;
    let id: PaperSeriesId = cx.new_id();
    tx.exec(sql!(
        "INSERT INTO paper_series (id, territory_id, issuer, kind, pattern, from_year, first_number,
             recorded_by, recorded_at, illustration)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        input.territory,
        issuer.map_or("", Issuer::code),
        kind.map_or("", PaperKind::code),
        &pattern,
        from_year,
        first,
        &cx.actor.name,
        cx.now(),
        cx.illustration,
    ))
    .await
    .map_err(|error| {
        let twice = error.breaks_unique(
            "paper_series",
            &["territory_id", "issuer", "kind", "from_year"],
        ) || error.breaks_unique("paper_series", &["kind", "from_year"]);
        if twice {
            return CommandError::field("from_year", twice_in_year(cx.lang));
        }
        error.into()
    })?;
    let after = store::get(&mut tx, &cx.actor.scope, id).await?;
    tx.audit_new(cx, "paper_series", id, &after).await?;
    tx.commit().await?;
    Ok(id)
}

fn twice_in_year(lang: Lang) -> &'static str {
    lang.t(
        "Đơn vị đã có mẫu số cho loại văn bản này từ năm đó. Sửa mẫu ấy, hoặc chọn năm sau.",
        "The office has a series of this kind from that year. Change it, or choose a later year.",
    )
}

/// Changes pattern and first number. Once numbers were given, the pattern stays: another one begins
/// with another year.
pub async fn edit(
    cx: &Cx,
    id: PaperSeriesId,
    version: i64,
    input: SeriesInput,
) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Workflow)?;
    let mut tx = cx.begin().await?;
    let before = store::get(&mut tx, &cx.actor.scope, id)
        .await?
        .ok_or(CommandError::NotFound)?;
    cx.may_keep(Verb::Edit, Thing::Workflow, before.territory_id)?;
    let mut checks = Checks::new(cx.lang);
    let pattern = pattern(&mut checks, &input.pattern);
    let first = checks.number(
        "first_number",
        input.first_number.unwrap_or(1),
        1,
        1_000_000,
    );
    let used = !store::years(&mut tx, id).await?.is_empty();
    if used && pattern != before.pattern {
        let message = checks.t(
            "Đã cấp số theo mẫu này nên không đổi mẫu được. Thêm mẫu mới từ năm sau.",
            "Numbers were given by this pattern, so it stays. Add another from a later year.",
        );
        checks.fail("pattern", message);
    }
    checks.done()?;
    let written = tx
        .exec(sql!(
            "UPDATE paper_series SET pattern = ?, first_number = ?, recorded_by = ?,
                 recorded_at = ?, version = version + 1
              WHERE id = ? AND version = ?",
            &pattern,
            first,
            &cx.actor.name,
            cx.now(),
            id,
            version,
        ))
        .await?;
    if written == 0 {
        return Err(CommandError::Stale);
    }
    let after = store::get(&mut tx, &cx.actor.scope, id).await?;
    tx.audit(cx, "edit", "paper_series", id, Some(&before), &after)
        .await?;
    tx.commit().await?;
    Ok(())
}
