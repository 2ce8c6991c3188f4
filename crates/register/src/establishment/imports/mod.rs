//! Establishments out of Excel and CSV files, through the same command as a form.
//!
//! - `read`: a file becomes rows of texts under the names of fields.
//! - `parse`: texts become an input.
//! - here: the columns that are known, and the import with its report.

mod parse;
mod read;

use std::collections::BTreeMap;

use db::{CommandError, CommandResult, Cx};
use kernel::{Lang, Thing, Verb};
use serde::{Deserialize, Serialize};

use super::commands;
pub use read::{ImportError, read_file};

/// A column of the import sheet.
#[derive(Clone, Copy, Debug)]
pub struct ImportColumn {
    /// The field of the input, as errors name it.
    pub field: &'static str,
    label: (&'static str, &'static str),
}

impl ImportColumn {
    pub fn label(self, lang: Lang) -> &'static str {
        lang.t(self.label.0, self.label.1)
    }
}

const fn column(field: &'static str, vi: &'static str, en: &'static str) -> ImportColumn {
    ImportColumn {
        field,
        label: (vi, en),
    }
}

/// The columns that are known by their heads, in any order.
pub const COLUMNS: [ImportColumn; 23] = [
    column("name", "Tên cơ sở", "Name"),
    column("short_name", "Tên viết tắt", "Short name"),
    column("legal_form", "Loại hình", "Legal form"),
    column("tax_code", "Mã số thuế", "Tax code"),
    column(
        "registration_number",
        "Số đăng ký kinh doanh",
        "Registration number",
    ),
    column("registration_date", "Ngày đăng ký", "Registered on"),
    column("registration_issuer", "Nơi cấp", "Issued by"),
    column("representative", "Người đại diện", "Representative"),
    column("phone", "Điện thoại", "Phone"),
    column("email", "Thư điện tử", "Email"),
    column("website", "Trang web", "Website"),
    column("owner_sex", "Giới tính chủ cơ sở", "Owner's sex"),
    column("owner_ethnic", "Dân tộc chủ cơ sở", "Owner's ethnic group"),
    column("founded", "Ngày thành lập", "Founded"),
    column("industry_version", "Phiên bản VSIC", "VSIC edition"),
    column("industry_code", "Mã ngành", "Industry code"),
    column("head_office", "Trụ sở", "Head office"),
    column("unit_id", "Xã, phường", "Commune"),
    column("address", "Địa chỉ sản xuất", "Site address"),
    column("craft_village", "Tên làng nghề", "Craft village"),
    column("cluster_note", "Cụm công nghiệp", "Industrial cluster"),
    column("since", "Sản xuất ở đây từ ngày", "Produces here since"),
    column(
        "confirm_duplicate",
        "Vẫn ghi khi trùng tên",
        "Save although alike",
    ),
];

/// One row of a file: field → text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRow {
    /// As Excel counts, from 1.
    pub number: u32,
    pub cells: BTreeMap<String, String>,
}

/// What an import does with what it read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportMode {
    /// Says what is wrong, writes nothing.
    Check,
    /// Writes all rows, or none when one is wrong.
    Whole,
    /// Writes the rows that are right.
    Partial,
}

/// What is wrong with one cell of one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RowFault {
    pub row: u32,
    /// The head of the column.
    pub column: String,
    pub message: String,
}

/// What an import found and did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    pub rows: usize,
    /// Rows without fault.
    pub good: usize,
    pub written: usize,
    pub faults: Vec<RowFault>,
}

/// Checks rows one by one and, depending on the mode, writes them in one transaction.
///
/// Errors: the role may not create establishments. What is wrong with rows is in the report.
pub async fn import(cx: &Cx, rows: &[ImportRow], mode: ImportMode) -> CommandResult<ImportReport> {
    cx.may(Verb::Create, Thing::Establishment)?;
    let mut report = ImportReport {
        rows: rows.len(),
        ..ImportReport::default()
    };
    // Rows are tried inside the transaction, so that a row sees those before it: a tax code twice
    // in one file is found. A check is the same work, taken back.
    let mut tx = cx.begin().await?;
    for row in rows {
        let mut faults = Vec::new();
        let input = parse::parse(cx, &mut tx, row, &mut faults).await?;
        let result = if faults.is_empty() {
            commands::create_in(cx, &mut tx, input).await.map(drop)
        } else {
            commands::checked(cx, &mut tx, &input).await.map(drop)
        };
        match result {
            Ok(()) => {}
            Err(CommandError::Invalid(fields)) => {
                // A cell that could not be read is not told a second time that it is missing.
                let fresh = fields
                    .into_iter()
                    .filter(|f| !faults.iter().any(|(at, _)| *at == f.field));
                let fresh: Vec<_> = fresh.map(|f| (f.field, f.message)).collect();
                faults.extend(fresh);
            }
            Err(other) => return Err(other),
        }
        if faults.is_empty() {
            report.good += 1;
        }
        report
            .faults
            .extend(faults.into_iter().map(|(field, message)| RowFault {
                row: row.number,
                column: head_of(&field, cx.lang),
                message,
            }));
    }
    let keep = match mode {
        ImportMode::Check => false,
        ImportMode::Whole => report.faults.is_empty(),
        ImportMode::Partial => report.good > 0,
    };
    if keep {
        tx.commit().await?;
        report.written = report.good;
    }
    Ok(report)
}

fn head_of(field: &str, lang: Lang) -> String {
    COLUMNS
        .iter()
        .find(|c| c.field == field)
        .map_or(field, |c| c.label(lang))
        .to_owned()
}
