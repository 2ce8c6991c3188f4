//! How a project becomes a part of a flagship, and stays within its frame.

use db::{CommandError, CommandResult, Conn, Cx, row, sql};
use jiff::civil::Date;
use kernel::{Dong, FlagshipId, Lang, ProjectId, UnitId};
use reference::picked;
use rules::{FundingScope, ProjectKind};

use super::{
    commands::outside_years,
    model::{Cell, Flagship},
    store,
};
use crate::project::{Case, Project};

row! {
    /// Where in which frame a project stands.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(crate) struct Place {
        pub flagship_id: FlagshipId,
        pub year: i64,
        pub province_id: UnitId,
    }
}

/// The frame a project is a part of.
pub(crate) async fn of(conn: &mut Conn, id: ProjectId) -> CommandResult<Option<Place>> {
    Ok(conn
        .opt(sql!(
            "SELECT flagship_id, year, province_id FROM flagship_part WHERE project_id = ?",
            id
        ))
        .await?)
}

/// What a project that would be a part says of itself.
pub(crate) struct Joining {
    pub scope: FundingScope,
    pub province: UnitId,
    pub year: i64,
    pub drafted_on: Date,
}

/// The place of a project in a frame, or why there is none.
pub(crate) async fn place(
    cx: &Cx,
    conn: &mut Conn,
    id: FlagshipId,
    joining: &Joining,
) -> CommandResult<Place> {
    let flagship = match store::find(cx, conn, id).await {
        Err(CommandError::NotFound) => {
            return Err(CommandError::field(
                "flagship_id",
                cx.t(
                    "Không có đề án điểm này trong phạm vi của bạn.",
                    "There is no such flagship within your scope.",
                ),
            ));
        }
        other => other?,
    };
    if flagship.funding() != joining.scope {
        let label = flagship.scope.label(cx.lang);
        return Err(CommandError::field(
            "scope",
            match cx.lang {
                Lang::Vi => format!("Đề án điểm này dùng nguồn {label}."),
                Lang::En => format!("This flagship uses {label}."),
            },
        ));
    }
    let year = joining.year;
    if !flagship.years().any(|y| y == year) {
        let text = outside_years(year, flagship.from_year, flagship.to_year, cx.lang);
        return Err(CommandError::field("year", text));
    }
    // A project is registered in the year before its plan year.
    let opens = year - 1;
    if i64::from(joining.drafted_on.year()) < opens {
        return Err(CommandError::field(
            "year",
            match cx.lang {
                Lang::Vi => format!(
                    "Chưa đến năm của phần này: phần năm {year} mở từ 01/01/{opens}, theo khung của đề án điểm."
                ),
                Lang::En => format!("The part of {year} is opened from 01/01/{opens} on."),
            },
        ));
    }
    cell_of(cx, conn, &flagship, joining).await
}

/// The cell of the year whose province is the project's, or became it.
async fn cell_of(
    cx: &Cx,
    conn: &mut Conn,
    flagship: &Flagship,
    joining: &Joining,
) -> CommandResult<Place> {
    let cells = store::cells(conn, flagship.id).await?;
    let mut mine: Vec<&Cell> = Vec::new();
    for cell in &cells {
        let same = cell.province_id == joining.province;
        if same
            || reference::units::family(conn, cell.province_id)
                .await?
                .contains(&joining.province)
        {
            mine.push(cell);
        }
    }
    if let Some(cell) = mine.iter().find(|c| c.year == joining.year) {
        return Ok(Place {
            flagship_id: flagship.id,
            year: cell.year,
            province_id: cell.province_id,
        });
    }
    let province = picked::unit_label(conn, Some(joining.province)).await?;
    let (code, year) = (&flagship.code, joining.year);
    Err(match (mine.is_empty(), cx.lang) {
        (true, Lang::Vi) => CommandError::field(
            "province_id",
            format!("{province} không tham gia đề án điểm {code}."),
        ),
        (true, Lang::En) => CommandError::field(
            "province_id",
            format!("{province} takes no part in {code}."),
        ),
        (false, Lang::Vi) => CommandError::field(
            "year",
            format!("Khung của {code} không có phần năm {year} tại {province}."),
        ),
        (false, Lang::En) => CommandError::field(
            "year",
            format!("The frame of {code} plans nothing for {year} in {province}."),
        ),
    })
}

/// Writes where a project stands, in place of where it stood.
pub(crate) async fn join(
    cx: &Cx,
    tx: &mut Conn,
    project: ProjectId,
    place: Place,
) -> CommandResult<()> {
    let before = of(tx, project).await?;
    tx.exec(sql!(
        "INSERT INTO flagship_part (project_id, flagship_id, year, province_id)
         VALUES (?, ?, ?, ?)
         ON CONFLICT (project_id) DO UPDATE SET year = excluded.year,
             province_id = excluded.province_id",
        project,
        place.flagship_id,
        place.year,
        place.province_id,
    ))
    .await?;
    if let Some(before) = before.filter(|b| *b != place) {
        retake(cx, tx, before).await?;
    }
    retake(cx, tx, place).await
}

/// Keeps the frame true after the money or the state of a project moved; other projects pass.
pub(crate) async fn follow(cx: &Cx, tx: &mut Conn, project: &Project) -> CommandResult<()> {
    if project.kind() != ProjectKind::Flagship {
        return Ok(());
    }
    match of(tx, project.id).await? {
        Some(place) => retake(cx, tx, place).await,
        None => Ok(()),
    }
}

/// A part that was broken off takes nothing of the frame any more.
pub(crate) async fn follow_step(cx: &Cx, tx: &mut Conn, case: &Case) -> CommandResult<()> {
    if case.project.kind() == ProjectKind::Flagship && case.is_broken_off() {
        tx.exec(sql!(
            "UPDATE flagship_part SET counted = FALSE WHERE project_id = ?",
            case.project.id
        ))
        .await?;
    }
    follow(cx, tx, &case.project).await
}

/// Adds up again what the parts of a year and province ask for; the table refuses more than the frame
/// has. The row is locked first, so that two parts are added up one after the other.
async fn retake(cx: &Cx, tx: &mut Conn, place: Place) -> CommandResult<()> {
    let (flagship, year, province) = (place.flagship_id, place.year, place.province_id);
    tx.exec(sql!(
        "UPDATE flagship_cell SET used = used
          WHERE flagship_id = ? AND year = ? AND province_id = ?",
        flagship,
        year,
        province,
    ))
    .await?;
    let (amount, asked): (Dong, Dong) = tx
        .one(sql!(
            "SELECT c.amount, CAST(COALESCE((SELECT SUM(s.requested)
                 FROM flagship_part k
                 JOIN project p ON p.id = k.project_id
                 JOIN cost_line l ON l.project_id = p.id AND NOT l.removed
                 JOIN cost_line_source s ON s.line_id = l.id AND s.source = p.scope
                WHERE k.flagship_id = c.flagship_id AND k.year = c.year
                  AND k.province_id = c.province_id AND k.counted), 0) AS BIGINT)
               FROM flagship_cell c
              WHERE c.flagship_id = ? AND c.year = ? AND c.province_id = ?",
            flagship,
            year,
            province,
        ))
        .await?;
    let label = picked::unit_label(tx, Some(province)).await?;
    tx.exec(sql!(
        "UPDATE flagship_cell SET used = ?
          WHERE flagship_id = ? AND year = ? AND province_id = ?",
        asked,
        flagship,
        year,
        province,
    ))
    .await
    .map_err(|error| {
        if !error.breaks_check("flagship_cell_used") {
            return error.into();
        }
        CommandError::field(
            "amounts",
            match cx.lang {
                Lang::Vi => format!(
                    "Các phần năm {year} tại {label} đề nghị cộng lại {asked}, cao hơn kinh phí khung {amount} của đề án điểm. Giảm kinh phí đề nghị, hoặc đơn vị chủ trì sửa khung."
                ),
                Lang::En => format!(
                    "The parts of {year} in {label} ask for {asked}, more than the {amount} of the frame. Ask for less, or have the leading unit change the frame."
                ),
            },
        )
    })?;
    Ok(())
}

/// What a part of the first year lacks for its ministry appraisal: specific contents (Điều 3a of Thông
/// tư 36/2013/TT-BCT as added by 17/2018). Later years are made specific when they come.
pub(crate) async fn missing_for_appraisal(
    cx: &Cx,
    conn: &mut Conn,
    case: &Case,
) -> CommandResult<Option<String>> {
    let Some(place) = of(conn, case.project.id).await? else {
        return Ok(None);
    };
    let (first,): (i64,) = conn
        .one(sql!(
            "SELECT from_year FROM flagship WHERE id = ?",
            place.flagship_id
        ))
        .await?;
    let specific = !case.project.content.is_empty() && !case.lines.is_empty();
    if place.year != first || specific {
        return Ok(None);
    }
    Ok(Some(match cx.lang {
        Lang::Vi => format!(
            "Phần năm đầu ({first}) của đề án điểm cần nội dung cụ thể khi thẩm định cấp Bộ: ghi “Nội dung, quy mô” và dự toán từng khoản (Điều 3a Thông tư 36/2013/TT-BCT)."
        ),
        Lang::En => format!(
            "A flagship's part of the first year ({first}) needs specific contents at the ministry appraisal: enter content and size, and the estimate (Điều 3a of Thông tư 36/2013/TT-BCT)."
        ),
    }))
}
