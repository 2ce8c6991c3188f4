//! Establishments as a sheet: the export of a list, and the empty template of an import.

use axum::extract::Query;
use db::{Cx, DbError};
use papers::{Cell, Sheet, SheetColumn};
use web_kit::{Web, WebError, WebResult, file_response};

use super::{
    imports::COLUMNS,
    pages::ListParams,
    store::{self, Filter},
};

/// How many rows are read at once.
const PIECE: i64 = 1000;

/// All establishments of the filter within the actor's scope, without personal data.
pub async fn sheet(cx: &Cx, filter: &Filter) -> Result<Sheet, DbError> {
    let lang = cx.lang;
    let mut sheet = Sheet::new(
        lang,
        lang.t("Cơ sở CNNT", "Establishments"),
        [
            SheetColumn::text(lang.t("Tên cơ sở", "Name"), 40),
            SheetColumn::text(lang.t("Tên viết tắt", "Short name"), 16),
            SheetColumn::text(lang.t("Mã số thuế", "Tax code"), 16),
            SheetColumn::text(lang.t("Loại hình", "Legal form"), 18),
            SheetColumn::text(lang.t("Mã ngành", "Industry code"), 10),
            SheetColumn::text(lang.t("Ngành chính", "Main industry"), 32),
            SheetColumn::text(lang.t("Địa điểm sản xuất", "Production site"), 40),
            SheetColumn::text(lang.t("Người đại diện", "Representative"), 22),
            SheetColumn::text(lang.t("Điện thoại", "Phone"), 16),
            SheetColumn::text(lang.t("Tình trạng", "Status"), 16),
            SheetColumn::text(lang.t("Ghi chú", "Note"), 12),
        ],
    )
    .titled([lang.t(
        "DANH SÁCH CƠ SỞ CÔNG NGHIỆP NÔNG THÔN",
        "RURAL INDUSTRIAL ESTABLISHMENTS",
    )]);
    sheet.landscape = true;
    let mut conn = cx.read().await?;
    let mut after = None;
    loop {
        let rows = store::list_after(&mut conn, &cx.actor.scope, filter, after, PIECE).await?;
        for row in &rows {
            sheet.illustration |= row.illustration;
            let note = if row.illustration {
                lang.t("minh họa", "illustration")
            } else {
                ""
            };
            sheet.push([
                Cell::from(row.name.as_str()),
                Cell::from(row.short_name.as_str()),
                Cell::from(row.tax_code.clone()),
                Cell::from(row.legal_form.0.label(lang)),
                Cell::from(row.industry_code.as_str()),
                Cell::from(row.industry_name.as_str()),
                Cell::from(row.unit_label.as_str()),
                Cell::from(row.representative.as_str()),
                Cell::from(row.phone.as_str()),
                Cell::from(row.status.label(lang)),
                Cell::from(note),
            ]);
        }
        after = rows.last().map(|row| row.id);
        if (rows.len() as i64) < PIECE {
            return Ok(sheet);
        }
    }
}

/// The empty sheet that an import reads, with text columns so that codes keep leading zeros.
pub fn template(lang: kernel::Lang) -> Sheet {
    let columns = COLUMNS
        .iter()
        .map(|column| SheetColumn::text(column.label(lang), 20));
    Sheet::new(lang, lang.t("Cơ sở CNNT", "Establishments"), columns)
}

pub(super) async fn export(web: Web, Query(params): Query<ListParams>) -> WebResult {
    let cx = &web.cx;
    let mut conn = cx.read().await?;
    let filter = params.filter(&mut conn).await?;
    drop(conn);
    let sheet = sheet(cx, &filter).await?;
    let mut tx = cx.begin().await?;
    let pairs = params.pairs();
    let asked: std::collections::BTreeMap<_, _> = pairs.iter().copied().collect();
    let note = serde_json::json!({ "rows": sheet.rows.len(), "filter": asked });
    tx.audit(cx, "export", "establishment-list", "", None::<&()>, &note)
        .await?;
    tx.commit().await.map_err(WebError::from)?;
    let bytes = papers::xlsx(&[sheet]).map_err(WebError::internal)?;
    Ok(file_response(
        web.t("Cơ sở CNNT.xlsx", "Establishments.xlsx"),
        bytes,
    ))
}
