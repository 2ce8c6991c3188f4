use db::{Checks, CommandError, CommandResult, Conn, Cx, DbError, sql};
use jiff::civil::Date;
use kernel::{Activity, InstrumentId, Lang, RequirementId, Thing, UnitId, UnitLevel, Verb};
use rules::{
    Confidence, FundingScope, ProjectKind,
    checklist::{self, Stage},
    criteria::{self, Level},
};
use serde::{Deserialize, Serialize};
use web_kit::{
    basis,
    version::{self, Change, EndInput, VerifyInput},
};

use super::{
    model::{Kind, Requirement},
    store,
};

/// What a person says of a paper or question.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct RequirementInput {
    /// Which paper or question it is, when another row asks for it elsewhere or at another time;
    /// empty for a new one. A correction keeps the one it has.
    pub code: String,
    pub title_vi: String,
    /// The Vietnamese is shown when empty.
    pub title_en: String,
    /// Place in the list; the last when absent.
    pub position: Option<i64>,
    /// `kcqg` or `kcdp`; empty for both.
    pub scope: String,
    /// None for the nation; else a province of either era.
    pub territory: Option<UnitId>,
    /// `registration` or `base_appraisal`; only of papers.
    pub stage: String,
    pub required: bool,
    pub copies: Option<i64>,
    /// Codes of activities; none for all.
    pub activities: Vec<String>,
    /// `single`, `group`, `flagship`; none for all.
    pub project_kinds: Vec<String>,
    /// `base` or `ministry`; empty for both. Only of questions.
    pub level: String,
    /// `Điều 5`; with the number of the text when the document is not in the register.
    pub article: String,
    pub instrument_id: Option<InstrumentId>,
    #[schema(value_type = Option<String>, format = Date)]
    pub valid_from: Option<Date>,
    /// Last day in force.
    #[schema(value_type = Option<String>, format = Date)]
    pub valid_to: Option<Date>,
    /// Why it is corrected; not asked of a new one.
    pub reason: String,
}

/// Adds the papers and questions that come with the product and are not there yet, and answers with
/// how many. What people corrected, ended or verified stays as it is.
pub async fn load(cx: &Cx) -> CommandResult<usize> {
    let mut tx = cx.begin().await?;
    let mut rows = Vec::new();
    for (item, position) in checklist::seed().into_iter().zip(1..) {
        rows.push(Requirement {
            position,
            title_vi: item.title.vi,
            title_en: item.title.en,
            scope: item.scope.map(|s| s.code().to_owned()),
            stage: Some(item.stage.code().to_owned()),
            required: Some(item.required),
            copies: Some(i64::from(item.copies)),
            activities: joined(item.activities.iter().map(|a| a.code())),
            project_kinds: joined(item.kinds.iter().map(|k| k.code())),
            article: item.article,
            valid_to: item.valid_to,
            verified: item.confidence == Confidence::Verified,
            ..blank(cx, Kind::Paper, item.code, item.valid_from)
        });
    }
    for item in criteria::seed() {
        rows.push(Requirement {
            position: i64::from(item.order),
            title_vi: item.title.vi,
            title_en: item.title.en,
            scope: item.scope.map(|s| s.code().to_owned()),
            level: item.level.map(|l| l.code().to_owned()),
            article: item.article,
            valid_to: item.valid_to,
            verified: item.confidence == Confidence::Verified,
            ..blank(cx, Kind::Criterion, item.code, item.valid_from)
        });
    }
    let mut added = 0;
    for mut row in rows {
        if store::versions(&mut tx, &row.key).await?.is_empty() {
            row.instrument_id = basis::named(cx, &mut tx, &row.article).await?;
            append(cx, &mut tx, row, None).await?;
            added += 1;
        }
    }
    tx.commit().await?;
    Ok(added)
}

fn joined<'c>(codes: impl Iterator<Item = &'c str>) -> String {
    codes.collect::<Vec<_>>().join(",")
}

/// The first version of the first row of a code, with nothing said yet.
fn blank(cx: &Cx, kind: Kind, code: String, valid_from: Date) -> Requirement {
    Requirement {
        id: cx.new_id(),
        kind,
        key: format!("{}.{code}", kind.code()),
        version: 1,
        supersedes_id: None,
        change: Change::Add,
        reason: String::new(),
        code,
        position: 1,
        title_vi: String::new(),
        title_en: String::new(),
        scope: None,
        territory_id: None,
        stage: None,
        required: None,
        copies: None,
        activities: String::new(),
        project_kinds: String::new(),
        level: None,
        article: String::new(),
        instrument_id: None,
        valid_from,
        valid_to: None,
        verified: false,
        verified_by: String::new(),
        verified_at: None,
        evidence: String::new(),
        recorded_by: cx.actor.name.clone(),
        recorded_at: cx.now(),
        illustration: cx.illustration,
    }
}

/// Adds a paper or question. It is unverified until somebody compared it with a text.
pub async fn add(cx: &Cx, kind: Kind, input: RequirementInput) -> CommandResult<RequirementId> {
    cx.may_keep(Verb::Create, Thing::Workflow, input.territory)?;
    let mut tx = cx.begin().await?;
    let mut checks = Checks::new(cx.lang);
    let mut row = ready(cx, &mut tx, kind, &input, &mut checks).await?;
    checks.done()?;
    let code = kernel::clean(&input.code);
    row.code = match code.is_empty() {
        true => fresh_code(&mut tx, kind, &row.title_vi).await?,
        false => known_code(cx.lang, &mut tx, kind, &code).await?,
    };
    let rows = store::with_code(&mut tx, kind, &row.code).await?;
    row.key = match rows {
        0 => format!("{}.{}", kind.code(), row.code),
        n => format!("{}.{}.{}", kind.code(), row.code, n + 1),
    };
    if input.position.is_none() {
        row.position = store::last_position(&mut tx, kind).await? + 1;
    }
    let id = append(cx, &mut tx, row, None).await?;
    tx.commit().await?;
    Ok(id)
}

/// Replaces a version by a corrected one, which has to be verified again. The old one stays
/// readable; area and code stay.
pub async fn correct(
    cx: &Cx,
    id: RequirementId,
    input: RequirementInput,
) -> CommandResult<RequirementId> {
    let mut tx = cx.begin().await?;
    let before = current(cx, &mut tx, id).await?;
    let input = RequirementInput {
        territory: before.territory_id,
        position: input.position.or(Some(before.position)),
        ..input
    };
    let mut checks = Checks::new(cx.lang);
    let reason = checks.text("reason", &input.reason, 500);
    let row = ready(cx, &mut tx, before.kind, &input, &mut checks).await?;
    checks.done()?;
    let row = Requirement {
        change: Change::Correct,
        reason,
        key: before.key.clone(),
        code: before.code.clone(),
        ..row
    };
    let new = append(cx, &mut tx, row, Some(&before)).await?;
    tx.commit().await?;
    Ok(new)
}

/// Gives a requirement its last day.
pub async fn end(cx: &Cx, id: RequirementId, input: EndInput) -> CommandResult<RequirementId> {
    let mut tx = cx.begin().await?;
    let before = current(cx, &mut tx, id).await?;
    let (last_day, reason) = input.read(cx.lang, Some(before.valid_from))?;
    let row = Requirement {
        change: Change::End,
        reason,
        valid_to: Some(last_day),
        ..before.clone()
    };
    let new = append(cx, &mut tx, row, Some(&before)).await?;
    tx.commit().await?;
    Ok(new)
}

/// Records that somebody compared the requirement with the text it names.
pub async fn verify(
    cx: &Cx,
    id: RequirementId,
    input: VerifyInput,
) -> CommandResult<RequirementId> {
    let mut tx = cx.begin().await?;
    let before = current(cx, &mut tx, id).await?;
    let evidence = version::evidence(cx.lang, &input.evidence)?;
    if before.article.is_empty() {
        let message = cx.t(
            "Dòng này chưa ghi căn cứ để kiểm chứng. Đính chính, ghi điều và số văn bản trước.",
            "It names no text to verify. Correct it first, with article and number.",
        );
        return Err(CommandError::refused("no-article", message));
    }
    let row = Requirement {
        change: Change::Verify,
        reason: String::new(),
        verified: true,
        verified_by: cx.actor.name.clone(),
        verified_at: Some(cx.now()),
        evidence,
        ..before.clone()
    };
    let new = append(cx, &mut tx, row, Some(&before)).await?;
    tx.commit().await?;
    Ok(new)
}

/// The version with this id, when the person keeps it and it is the one that counts.
async fn current(cx: &Cx, tx: &mut Conn, id: RequirementId) -> CommandResult<Requirement> {
    cx.may(Verb::Edit, Thing::Workflow)?;
    let version = store::get(tx, id).await?.ok_or(CommandError::NotFound)?;
    cx.may_keep(Verb::Edit, Thing::Workflow, version.territory_id)?;
    match store::versions(tx, &version.key).await?.first() {
        Some(newest) if newest.id == id => Ok(version),
        _ => Err(CommandError::Stale),
    }
}

/// A code from the title that no other row has.
async fn fresh_code(tx: &mut Conn, kind: Kind, title: &str) -> CommandResult<String> {
    let words = kernel::fold(title);
    let words: Vec<&str> = words.split(' ').filter(|w| w.is_ascii()).take(8).collect();
    let base = match words.is_empty() {
        true => kind.code().to_owned(),
        false => words.join("_"),
    };
    let mut code = base.clone();
    let mut n = 1;
    while store::with_code(tx, kind, &code).await? > 0 {
        n += 1;
        code = format!("{base}_{n}");
    }
    Ok(code)
}

async fn known_code(lang: Lang, tx: &mut Conn, kind: Kind, code: &str) -> CommandResult<String> {
    if store::with_code(tx, kind, code).await? > 0 {
        return Ok(code.to_owned());
    }
    let message = lang.t("Không có dòng nào mang mã này.", "No row has this code.");
    Err(CommandError::field("code", message))
}

/// Turns an input into a row, and notes everything that is wrong with it.
async fn ready(
    cx: &Cx,
    tx: &mut Conn,
    kind: Kind,
    input: &RequirementInput,
    checks: &mut Checks,
) -> CommandResult<Requirement> {
    let choose = cx.t("Chọn trong danh sách.", "Choose from the list.");
    if !input.scope.is_empty() && FundingScope::from_code(&input.scope).is_none() {
        checks.fail("scope", choose);
    }
    if let Some(unit) = input.territory {
        let unit = reference::units::get(tx, unit).await?;
        if unit.is_none_or(|unit| unit.level != UnitLevel::Province) {
            checks.fail("territory", choose);
        }
        if input.scope == FundingScope::Kcqg.code() {
            let message = checks.t(
                "Quy định riêng của tỉnh chỉ áp dụng cho khuyến công địa phương.",
                "A province's own rule holds for local money only.",
            );
            checks.fail("scope", message);
        }
    }
    let valid_from = checks.date("valid_from", input.valid_from, None);
    let valid_to = checks.optional_date("valid_to", input.valid_to, None);
    if valid_to.is_some_and(|to| to < valid_from) {
        checks.fail("valid_to", version::reversed(cx.lang));
    }
    let article = basis::quote(cx, tx, checks, input.instrument_id, &input.article).await?;
    let mut row = Requirement {
        title_vi: checks.text("title_vi", &input.title_vi, 300),
        title_en: checks.optional_text("title_en", &input.title_en, 300),
        position: checks.number("position", input.position.unwrap_or(1), 1, 250),
        // A province's rows are of its own money, unless they say so already.
        scope: match (input.scope.as_str(), input.territory) {
            ("", Some(_)) => Some(FundingScope::Kcdp.code().to_owned()),
            ("", None) => None,
            (scope, _) => Some(scope.to_owned()),
        },
        territory_id: input.territory,
        article: checks.optional_text("article", &article, 300),
        instrument_id: input.instrument_id,
        valid_to,
        ..blank(cx, kind, String::new(), valid_from)
    };
    match kind {
        Kind::Paper => {
            let stage = Stage::from_code(&input.stage);
            checks.required("stage", stage);
            row.stage = stage.map(|stage| stage.code().to_owned());
            row.required = Some(input.required);
            row.copies = Some(checks.number("copies", input.copies.unwrap_or(1), 1, 20));
            if input
                .activities
                .iter()
                .any(|a| a.parse::<Activity>().is_err())
            {
                checks.fail("activities", choose);
            }
            row.activities = joined(input.activities.iter().map(String::as_str));
            let kinds = &input.project_kinds;
            if kinds.iter().any(|k| ProjectKind::from_code(k).is_none()) {
                checks.fail("project_kinds", choose);
            }
            row.project_kinds = joined(kinds.iter().map(String::as_str));
        }
        Kind::Criterion => {
            if !input.level.is_empty() && Level::from_code(&input.level).is_none() {
                checks.fail("level", choose);
            }
            row.level = Some(input.level.clone()).filter(|level| !level.is_empty());
        }
    }
    Ok(row)
}

/// Writes a version. Refused when another row of the area asks for the same on one of the same days.
async fn append(
    cx: &Cx,
    tx: &mut Conn,
    row: Requirement,
    before: Option<&Requirement>,
) -> CommandResult<RequirementId> {
    if store::overlaps(tx, &row).await? {
        return Err(overlap(cx.lang));
    }
    let id: RequirementId = cx.new_id();
    tx.exec(sql!(
        "INSERT INTO requirement (id, kind, key, version, supersedes_id, change, reason, code,
             position, title_vi, title_en, scope, territory_id, stage, required, copies, activities,
             project_kinds, level, article, instrument_id, valid_from, valid_to, verified,
             verified_by, verified_at, evidence, recorded_by, recorded_account, recorded_at,
             illustration)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                 ?, ?, ?)",
        id,
        row.kind,
        &row.key,
        before.map_or(1, |b| b.version + 1),
        before.map(|b| b.id),
        row.change,
        &row.reason,
        &row.code,
        row.position,
        &row.title_vi,
        &row.title_en,
        row.scope.clone(),
        row.territory_id,
        row.stage.clone(),
        row.required,
        row.copies,
        &row.activities,
        &row.project_kinds,
        row.level.clone(),
        &row.article,
        row.instrument_id,
        row.valid_from,
        row.valid_to,
        row.verified,
        &row.verified_by,
        row.verified_at,
        &row.evidence,
        &cx.actor.name,
        cx.actor.account,
        cx.now(),
        cx.illustration,
    ))
    .await
    .map_err(|error| explain(cx.lang, error))?;
    let after = store::get(tx, id).await?.ok_or(CommandError::NotFound)?;
    tx.audit(cx, row.change.code(), "requirement", id, before, &after)
        .await?;
    Ok(id)
}

fn explain(lang: Lang, error: DbError) -> CommandError {
    if error.breaks_unique("requirement", &["supersedes_id"])
        || error.breaks_unique("requirement", &["key", "version"])
    {
        return CommandError::Stale;
    }
    if error.breaks_check("requirement_overlap") {
        return overlap(lang);
    }
    error.into()
}

fn overlap(lang: Lang) -> CommandError {
    let message = lang.t(
        "Một dòng khác cùng mã, cùng địa bàn đang có hiệu lực trong thời gian này. Kết thúc dòng \
         đó trước, hoặc sửa thời gian.",
        "Another row of the same code and area is in force at that time. End it first, or change \
         the days.",
    );
    CommandError::field("valid_from", message)
}
