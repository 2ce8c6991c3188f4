use db::{Checks, CommandError, CommandResult, Conn, Cx, sql};
use jiff::civil::Date;
use kernel::{Dong, FlagshipId, Lang, Scope, Thing, UnitId, UnitLevel, Verb, fold};
use rules::{
    FundingScope,
    parameter::{Subject, Value},
};
use serde::{Deserialize, Serialize};

use super::{
    model::{Cell, Flagship},
    store,
};
use crate::ports::{Parameter, ParameterQuestion, Parameters};

/// The frame of a flagship as it is drawn up (bản đăng ký kế hoạch).
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct FlagshipInput {
    pub title: String,
    /// `kcqg` or `kcdp`.
    #[schema(value_type = Option<String>)]
    pub scope: Option<FundingScope>,
    pub from_year: Option<i64>,
    pub to_year: Option<i64>,
    /// Đơn vị chủ trì; the actor's own when empty.
    pub leader: String,
    pub goals: String,
    /// Hiệu quả dự kiến.
    pub effect: String,
    pub cells: Vec<CellInput>,
}

/// What is planned for a year in a province.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct CellInput {
    pub year: Option<i64>,
    pub province_id: Option<UnitId>,
    /// Who carries it out there.
    pub implementer: String,
    pub content: String,
    /// Promotion money.
    pub amount: Option<Dong>,
}

struct Ready {
    title: String,
    scope: FundingScope,
    from_year: i64,
    to_year: i64,
    leader: String,
    goals: String,
    effect: String,
    cells: Vec<ReadyCell>,
}

struct ReadyCell {
    year: i64,
    province: UnitId,
    implementer: String,
    content: String,
    amount: Dong,
}

/// The most rows of a frame.
pub(super) const MOST_CELLS: usize = 200;

async fn check(cx: &Cx, conn: &mut Conn, input: &FlagshipInput, on: Date) -> CommandResult<Ready> {
    let mut checks = Checks::new(cx.lang);
    let title = checks.text("title", &input.title, 300);
    let scope = checks.required("scope", input.scope);
    if scope == Some(FundingScope::Kcdp) && cx.actor.scope.national_centre().is_some() {
        let text = checks.t(
            "Trung tâm khuyến công quốc gia lập đề án dùng kinh phí khuyến công quốc gia.",
            "A national centre draws up projects of the national budget.",
        );
        checks.fail("scope", text);
    }
    let leader = checks.optional_text("leader", &input.leader, 300);
    let goals = checks.optional_text("goals", &input.goals, 4_000);
    let effect = checks.optional_text("effect", &input.effect, 4_000);
    let from_year = checks
        .required("from_year", input.from_year)
        .unwrap_or(2000);
    let from_year = checks
        .number("from_year", from_year, 2000, 2200)
        .clamp(2000, 2200);
    let to_year = checks
        .required("to_year", input.to_year)
        .unwrap_or(from_year + 1);
    if to_year <= from_year {
        let text = checks.t(
            "Đề án điểm thực hiện trong nhiều năm: năm cuối phải sau năm đầu. Một năm thì lập đề án đơn lẻ hoặc đề án nhóm.",
            "A flagship takes several years: the last lies after the first. For one year draw up a single or a group project.",
        );
        checks.fail("to_year", text);
    } else {
        checks.number("to_year", to_year, from_year + 1, from_year + 9);
    }
    let cells = check_cells(conn, &mut checks, input, from_year, to_year).await?;
    if checks.is_ok()
        && let (Some(scope), Some(first)) = (scope, cells.first())
    {
        let found = limit(cx, conn, scope, first.province, on).await?;
        if let Some(long) = too_long(found.as_ref(), from_year, to_year, cx.lang)
            && found.is_some_and(|p| p.verified)
        {
            checks.fail("to_year", long);
        }
    }
    checks.done()?;
    Ok(Ready {
        title,
        scope: scope.unwrap_or(FundingScope::Kcqg),
        from_year,
        to_year,
        leader: match leader.is_empty() {
            true => cx.actor.organisation.clone(),
            false => leader,
        },
        goals,
        effect,
        cells,
    })
}

async fn check_cells(
    conn: &mut Conn,
    checks: &mut Checks,
    input: &FlagshipInput,
    from_year: i64,
    to_year: i64,
) -> CommandResult<Vec<ReadyCell>> {
    let mut cells: Vec<ReadyCell> = Vec::new();
    for (i, cell) in input.cells.iter().take(MOST_CELLS).enumerate() {
        let field = |name: &str| format!("cell_{}_{name}", i + 1);
        let year = checks.required(&field("year"), cell.year);
        if let Some(year) = year
            && !(from_year..=to_year).contains(&year)
        {
            let text = outside_years(year, from_year, to_year, checks.lang);
            checks.fail(&field("year"), text);
        }
        let province = checks.required(&field("province_id"), cell.province_id);
        if let Some(id) = province {
            let unit = reference::units::get(conn, id).await?;
            if unit.is_none_or(|unit| unit.level != UnitLevel::Province) {
                let text = checks.t("Chọn tỉnh trong danh sách.", "Choose a province.");
                checks.fail(&field("province_id"), text.to_owned());
            }
        }
        let amount = checks
            .required(&field("amount"), cell.amount)
            .unwrap_or_default();
        checks.amount(&field("amount"), amount);
        if cell.amount == Some(Dong::ZERO) {
            let text = checks.t("Kinh phí lớn hơn 0 đ.", "More than 0 đ.");
            checks.fail(&field("amount"), text.to_owned());
        }
        let implementer = checks.optional_text(&field("implementer"), &cell.implementer, 300);
        let content = checks.optional_text(&field("content"), &cell.content, 2_000);
        let (Some(year), Some(province)) = (year, province) else {
            continue;
        };
        if cells
            .iter()
            .any(|c| c.year == year && c.province == province)
        {
            let text = checks.t(
                "Năm và tỉnh này đã có ở trên.",
                "This year and province stand above.",
            );
            checks.fail(&field("province_id"), text.to_owned());
        }
        cells.push(ReadyCell {
            year,
            province,
            implementer,
            content,
            amount,
        });
    }
    several(checks, &cells, from_year);
    Ok(cells)
}

/// A frame has a first year and more than one.
fn several(checks: &mut Checks, cells: &[ReadyCell], from_year: i64) {
    let first = cells.iter().any(|c| c.year == from_year);
    let years = cells.iter().any(|c| c.year != from_year);
    let one_province = cells
        .first()
        .is_some_and(|one| cells.iter().all(|c| c.province == one.province));
    let text = match (first, years) {
        (true, true) => return,
        (true, false) if one_province => checks.t(
            "Khung mới có một năm và một tỉnh. Đề án điểm gồm nhiều năm, các phần do nhiều đơn vị thực hiện; thêm phần của những năm sau.",
            "The frame has one year and one province only. A flagship takes several years, in parts of several units; add those of later years.",
        ),
        (true, false) => checks.t(
            "Khung mới có năm đầu; thêm phần của những năm sau.",
            "The frame has its first year only; add later years.",
        ),
        (false, _) => checks.t(
            "Khung cần phần của năm đầu.",
            "The frame needs its first year.",
        ),
    };
    checks.fail("cell_1_year", text);
}

pub(super) fn outside_years(year: i64, from: i64, to: i64, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("Năm {year} nằm ngoài thời gian {from}–{to} của đề án điểm."),
        Lang::En => format!("{year} lies outside the years {from}–{to} of the flagship."),
    }
}

/// The longest time on record, if a row says anything.
pub(super) async fn limit(
    cx: &Cx,
    conn: &mut Conn,
    scope: FundingScope,
    province: UnitId,
    on: Date,
) -> CommandResult<Option<Parameter>> {
    let question = ParameterQuestion {
        subject: Subject::FlagshipLength,
        scope,
        province,
        on,
    };
    cx.port::<dyn Parameters>().find(cx, conn, question).await
}

/// The sentence for a frame that is longer than the limit on record. It refuses when the limit was
/// compared with its text, and warns otherwise.
pub(super) fn too_long(
    limit: Option<&Parameter>,
    from: i64,
    to: i64,
    lang: Lang,
) -> Option<String> {
    let limit = limit?;
    let Some(Value::Months(most)) = limit.value else {
        return None;
    };
    let months = (to - from + 1) * 12;
    if months <= most {
        return None;
    }
    let (years, article) = (to - from + 1, &limit.article);
    let source = match limit.verified {
        true => article.clone(),
        false => format!("{article}; {}", lang.t("chưa kiểm chứng", "unverified")),
    };
    Some(match lang {
        Lang::Vi => {
            format!("Đề án kéo dài {years} năm, quá thời gian dài nhất {most} tháng ({source}).")
        }
        Lang::En => format!("It takes {years} years, longer than {most} months ({source})."),
    })
}

/// Draws up a frame.
pub async fn create(cx: &Cx, input: FlagshipInput) -> CommandResult<FlagshipId> {
    cx.may(Verb::Create, Thing::Plan)?;
    let mut tx = cx.begin().await?;
    let ready = check(cx, &mut tx, &input, cx.today()).await?;
    let id: FlagshipId = cx.new_id();
    let number = db::next_number(&mut tx, &format!("flagship/{}", ready.from_year)).await?;
    let code = format!("ĐĐ-{}-{number:03}", ready.from_year);
    tx.exec(sql!(
        "INSERT INTO flagship (id, code, title, scope, from_year, to_year, leader, lead_province_id,
             lead_centre, goals, effect, search, created_by, created_at, illustration)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        &code,
        &ready.title,
        ready.scope.code(),
        ready.from_year,
        ready.to_year,
        &ready.leader,
        led_from(cx),
        cx.actor.scope.national_centre().map(str::to_owned),
        &ready.goals,
        &ready.effect,
        search_text(&code, &ready),
        cx.actor.account,
        cx.now(),
        cx.illustration,
    ))
    .await?;
    for cell in &ready.cells {
        insert_cell(&mut tx, id, cell).await?;
    }
    let kept = store::find(cx, &mut tx, id).await?;
    let cells = store::cells(&mut tx, id).await?;
    tx.audit_new(cx, "flagship", id, &(kept, cells)).await?;
    tx.commit().await?;
    Ok(id)
}

/// The province whose unit leads; None for the agency and for a national centre.
fn led_from(cx: &Cx) -> Option<UnitId> {
    match &cx.actor.scope {
        Scope::Provinces(mine) => cx.actor.home.or(mine.first().copied()),
        _ => None,
    }
}

fn search_text(code: &str, ready: &Ready) -> String {
    fold(&format!("{code} {} {}", ready.title, ready.leader))
}

async fn insert_cell(tx: &mut Conn, id: FlagshipId, cell: &ReadyCell) -> CommandResult<()> {
    tx.exec(sql!(
        "INSERT INTO flagship_cell (flagship_id, year, province_id, implementer, content, amount)
         VALUES (?, ?, ?, ?, ?, ?)",
        id,
        cell.year,
        cell.province,
        &cell.implementer,
        &cell.content,
        cell.amount,
    ))
    .await?;
    Ok(())
}

/// Changes a frame. What parts rest on stays: a year and province that has parts, and at least the
/// money they ask for.
pub async fn edit(
    cx: &Cx,
    id: FlagshipId,
    version: i64,
    input: FlagshipInput,
) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Plan)?;
    let mut tx = cx.begin().await?;
    let before = led(cx, &mut tx, id).await?;
    let mut input = input;
    input.scope = Some(before.funding());
    let ready = check(cx, &mut tx, &input, cx.today()).await?;
    let changed = tx
        .exec(sql!(
            "UPDATE flagship SET title = ?, from_year = ?, to_year = ?, leader = ?, goals = ?,
                 effect = ?, search = ?, version = version + 1
              WHERE id = ? AND version = ?",
            &ready.title,
            ready.from_year,
            ready.to_year,
            &ready.leader,
            &ready.goals,
            &ready.effect,
            search_text(&before.code, &ready),
            id,
            version,
        ))
        .await?;
    if changed == 0 {
        return Err(CommandError::Stale);
    }
    let cells = store::cells(&mut tx, id).await?;
    for cell in &cells {
        let stays = |r: &&ReadyCell| r.year == cell.year && r.province == cell.province_id;
        if !ready.cells.iter().any(|r| stays(&r)) {
            remove_cell(cx, &mut tx, id, cell).await?;
        }
    }
    for (i, cell) in ready.cells.iter().enumerate() {
        let old = cells
            .iter()
            .find(|c| c.year == cell.year && c.province_id == cell.province);
        match old {
            Some(old) => change_cell(cx, &mut tx, id, i, cell, old).await?,
            None => insert_cell(&mut tx, id, cell).await?,
        }
    }
    let after = (
        store::find(cx, &mut tx, id).await?,
        store::cells(&mut tx, id).await?,
    );
    tx.audit(cx, "edit", "flagship", id, Some(&(before, cells)), &after)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// A frame that the actor's unit leads.
pub(super) async fn led(cx: &Cx, conn: &mut Conn, id: FlagshipId) -> CommandResult<Flagship> {
    let flagship = store::find(cx, conn, id).await?;
    if flagship.is_led_by(&cx.actor.scope) {
        return Ok(flagship);
    }
    Err(CommandError::Forbidden(match cx.lang {
        Lang::Vi => format!(
            "Khung do {} chủ trì; bạn xem được và mở phần của mình.",
            flagship.leader
        ),
        Lang::En => format!(
            "The frame is led by {}; you may read it and open your parts.",
            flagship.leader
        ),
    }))
}

async fn remove_cell(cx: &Cx, tx: &mut Conn, id: FlagshipId, cell: &Cell) -> CommandResult<()> {
    tx.exec(sql!(
        "DELETE FROM flagship_cell WHERE flagship_id = ? AND year = ? AND province_id = ?",
        id,
        cell.year,
        cell.province_id,
    ))
    .await
    .map_err(|error| {
        if !error.breaks_reference() {
            return error.into();
        }
        let (province, year) = (&cell.province, cell.year);
        CommandError::field(
            "cell_1_year",
            match cx.lang {
                Lang::Vi => format!("{province}, năm {year} đã có đề án phần nên không bỏ được."),
                Lang::En => format!("{province}, {year} has parts and cannot be taken out."),
            },
        )
    })?;
    Ok(())
}

async fn change_cell(
    cx: &Cx,
    tx: &mut Conn,
    id: FlagshipId,
    i: usize,
    cell: &ReadyCell,
    old: &Cell,
) -> CommandResult<()> {
    tx.exec(sql!(
        "UPDATE flagship_cell SET implementer = ?, content = ?, amount = ?
          WHERE flagship_id = ? AND year = ? AND province_id = ?",
        &cell.implementer,
        &cell.content,
        cell.amount,
        id,
        cell.year,
        cell.province,
    ))
    .await
    .map_err(|error| {
        if !error.breaks_check("flagship_cell_used") {
            return error.into();
        }
        let used = old.used;
        CommandError::field(
            &format!("cell_{}_amount", i + 1),
            match cx.lang {
                Lang::Vi => format!(
                    "Các đề án phần đã đề nghị {used}; kinh phí khung không thấp hơn số đó."
                ),
                Lang::En => format!("The parts ask for {used}; the frame keeps at least that."),
            },
        )
    })?;
    Ok(())
}
