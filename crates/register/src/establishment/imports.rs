//! Establishments out of Excel and CSV files, through the same command as a form.

use std::{collections::BTreeMap, io::Cursor};

use calamine::{Data, DataRef, Reader, Xlsx};
use db::{CommandError, CommandResult, Conn, Cx, DbError};
use kernel::{Lang, Thing, UnitLevel, Verb, fold, parse_date};
use reference::{industries, units};
use rules::eligibility::LegalForm;
use serde::{Deserialize, Serialize};

use super::{
    commands,
    input::{EstablishmentInput, NewEstablishment},
    model::OwnerSex,
};
use crate::site::SiteInput;

/// The most rows of one file.
pub const MOST_ROWS: usize = 20_000;
/// The most cells looked at in one file: a small file can unpack to a huge one.
const MOST_CELLS: usize = 2_000_000;
/// Among how many first rows the heads are looked for.
const HEAD_ROWS: usize = 20;

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

/// Why a file cannot be read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportError {
    NotASheet,
    NoHeads,
    TooLarge,
    Empty,
}

impl ImportError {
    pub fn message(self, lang: Lang) -> String {
        match self {
            ImportError::NotASheet => lang
                .t(
                    "Không đọc được tệp. Nhận tệp .xlsx, hoặc .csv mã hóa UTF-8.",
                    "The file cannot be read. It must be .xlsx, or .csv in UTF-8.",
                )
                .into(),
            ImportError::NoHeads => lang
                .t(
                    "Không thấy dòng tiêu đề có cột “Tên cơ sở”. Dùng tệp mẫu để nhập.",
                    "There is no head row with the column “Name”. Use the template.",
                )
                .into(),
            ImportError::TooLarge => match lang {
                Lang::Vi => {
                    format!("Tệp có quá nhiều dòng; tối đa {MOST_ROWS}. Chia thành nhiều tệp.")
                }
                Lang::En => format!("The file has too many rows; at most {MOST_ROWS}. Split it."),
            },
            ImportError::Empty => lang
                .t(
                    "Tệp không có dòng dữ liệu nào.",
                    "The file has no rows of data.",
                )
                .into(),
        }
    }
}

/// Reads the first sheet of an `.xlsx`, or a `.csv` with commas or semicolons.
pub fn read_file(name: &str, bytes: &[u8]) -> Result<Vec<ImportRow>, ImportError> {
    let rows = if name.to_lowercase().ends_with(".csv") {
        csv_rows(bytes)?
    } else {
        xlsx_rows(bytes)?
    };
    with_heads(rows)
}

type RawRow = (u32, Vec<(usize, String)>);

fn xlsx_rows(bytes: &[u8]) -> Result<Vec<RawRow>, ImportError> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| ImportError::NotASheet)?;
    let name = book
        .sheet_names()
        .first()
        .cloned()
        .ok_or(ImportError::NotASheet)?;
    let mut cells = book
        .worksheet_cells_reader(&name)
        .map_err(|_| ImportError::NotASheet)?;
    let mut rows: Vec<RawRow> = Vec::new();
    let mut seen = 0;
    while let Some(cell) = cells.next_cell().map_err(|_| ImportError::NotASheet)? {
        seen += 1;
        if seen > MOST_CELLS {
            return Err(ImportError::TooLarge);
        }
        let (row, column) = cell.get_position();
        let text = cell_text(cell.get_value());
        if text.is_empty() {
            continue;
        }
        match rows.last_mut() {
            Some((number, cells)) if *number == row + 1 => cells.push((column as usize, text)),
            _ => rows.push((row + 1, vec![(column as usize, text)])),
        }
    }
    Ok(rows)
}

/// A cell as text: whole numbers without a fraction, days as dd/MM/yyyy.
fn cell_text(value: &DataRef<'_>) -> String {
    match Data::from(value.clone()) {
        Data::DateTime(at) if at.is_datetime() => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            format!("{day:02}/{month:02}/{year:04}")
        }
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
            format!("{number:.0}")
        }
        other => kernel::clean(&other.to_string()),
    }
}

fn csv_rows(bytes: &[u8]) -> Result<Vec<RawRow>, ImportError> {
    let text = std::str::from_utf8(bytes).map_err(|_| ImportError::NotASheet)?;
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let count = |mark: char| first.matches(mark).count();
    let delimiter = if count(';') > count(',') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| ImportError::NotASheet)?;
        let number = record.position().map_or(0, |at| at.line()) as u32;
        let cells = record.iter().map(kernel::clean).enumerate();
        rows.push((number, cells.filter(|(_, text)| !text.is_empty()).collect()));
        if rows.len() > MOST_ROWS + HEAD_ROWS {
            return Err(ImportError::TooLarge);
        }
    }
    Ok(rows)
}

/// Finds the row of heads and names the cells below it.
fn with_heads(rows: Vec<RawRow>) -> Result<Vec<ImportRow>, ImportError> {
    let known = |text: &str| {
        let head = fold(text);
        COLUMNS.iter().find(|c| {
            [c.label.0, c.label.1]
                .iter()
                .any(|label| fold(label) == head)
        })
    };
    let is_head = |(_, cells): &RawRow| {
        cells
            .iter()
            .any(|(_, text)| known(text).is_some_and(|c| c.field == "name"))
    };
    let at = rows
        .iter()
        .take(HEAD_ROWS)
        .position(is_head)
        .ok_or(ImportError::NoHeads)?;
    let heads: BTreeMap<usize, &str> = rows[at]
        .1
        .iter()
        .filter_map(|(column, text)| known(text).map(|c| (*column, c.field)))
        .collect();
    let found: Vec<ImportRow> = rows[at + 1..]
        .iter()
        .map(|(number, cells)| ImportRow {
            number: *number,
            cells: cells
                .iter()
                .filter_map(|(column, text)| Some(((*heads.get(column)?).to_owned(), text.clone())))
                .collect(),
        })
        .filter(|row| !row.cells.is_empty())
        .collect();
    match found.len() {
        0 => Err(ImportError::Empty),
        n if n > MOST_ROWS => Err(ImportError::TooLarge),
        _ => Ok(found),
    }
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
        let input = parse(cx, &mut tx, row, &mut faults).await?;
        let result = if faults.is_empty() {
            commands::create_in(cx, &mut tx, input).await.map(drop)
        } else {
            commands::checked(cx, &mut tx, &input).await.map(drop)
        };
        match result {
            Ok(()) => {}
            Err(CommandError::Invalid(fields)) => {
                faults.extend(fields.into_iter().map(|f| (f.field, f.message)));
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

type Faults = Vec<(String, String)>;

/// Reads the texts of a row; what cannot be read is noted.
async fn parse(
    cx: &Cx,
    conn: &mut Conn,
    row: &ImportRow,
    faults: &mut Faults,
) -> Result<NewEstablishment, DbError> {
    let text = |field: &str| row.cells.get(field).cloned().unwrap_or_default();
    let lang = cx.lang;
    let since = date(&text("since"), "since", lang, faults);
    let (industry_version, industry_code) =
        industry(cx, conn, &text("industry_version"), &text("industry_code")).await?;
    let craft_village = text("craft_village");
    let confirm = fold(&text("confirm_duplicate"));
    Ok(NewEstablishment {
        establishment: EstablishmentInput {
            name: text("name"),
            short_name: text("short_name"),
            legal_form: choice(
                &text("legal_form"),
                "legal_form",
                lang,
                faults,
                &LegalForm::ALL,
                |f| [f.code(), f.label(Lang::Vi), f.label(Lang::En)],
            ),
            tax_code: text("tax_code"),
            registration_number: text("registration_number"),
            registration_date: date(
                &text("registration_date"),
                "registration_date",
                lang,
                faults,
            ),
            registration_issuer: text("registration_issuer"),
            representative: text("representative"),
            phone: text("phone"),
            email: text("email"),
            website: text("website"),
            owner_sex: choice(
                &text("owner_sex"),
                "owner_sex",
                lang,
                faults,
                &OwnerSex::ALL,
                |s| [s.code(), s.label(Lang::Vi), s.label(Lang::En)],
            ),
            owner_ethnic: text("owner_ethnic"),
            founded: date(&text("founded"), "founded", lang, faults),
            industry_version,
            industry_code,
            head_office: text("head_office"),
            declared_sme: None,
            publish_profile: false,
            publish_contact: false,
        },
        site: SiteInput {
            unit_id: unit(cx, conn, &text("unit_id"), since, faults).await?,
            address: text("address"),
            in_craft_village: !craft_village.is_empty(),
            craft_village,
            cluster_note: text("cluster_note"),
            since,
            until: None,
            main: true,
        },
        confirm_duplicate: matches!(confirm.as_str(), "x" | "co" | "yes" | "1" | "true"),
    })
}

fn date(text: &str, field: &str, lang: Lang, faults: &mut Faults) -> Option<jiff::civil::Date> {
    if text.is_empty() {
        return None;
    }
    let date = parse_date(text);
    if date.is_none() {
        let message = lang.t(
            "Ngày cần có dạng dd/MM/yyyy, ví dụ 15/10/2025.",
            "A date is written dd/MM/yyyy, for example 15/10/2025.",
        );
        faults.push((field.to_owned(), message.to_owned()));
    }
    date
}

fn choice<T: Copy>(
    text: &str,
    field: &str,
    lang: Lang,
    faults: &mut Faults,
    all: &[T],
    words: impl Fn(T) -> [&'static str; 3],
) -> Option<T> {
    if text.is_empty() {
        return None;
    }
    let wanted = fold(text);
    let found = all
        .iter()
        .copied()
        .find(|c| words(*c).iter().any(|word| fold(word) == wanted));
    if found.is_none() {
        let known: Vec<&str> = all
            .iter()
            .map(|c| lang.t(words(*c)[1], words(*c)[2]))
            .collect();
        let message = match lang {
            Lang::Vi => format!("Chọn một trong: {}.", known.join("; ")),
            Lang::En => format!("One of: {}.", known.join("; ")),
        };
        faults.push((field.to_owned(), message));
    }
    found
}

/// The edition and code of an industry. Without an edition, the one in force today, or the other
/// when only that has the code. Spreadsheets drop a leading zero: `8102` of five digits is tried
/// with it.
async fn industry(
    cx: &Cx,
    conn: &mut Conn,
    version: &str,
    code: &str,
) -> Result<(Option<i64>, String), DbError> {
    let now = industries::version_on(cx.today());
    let editions = match version.trim().parse::<i64>() {
        Ok(version) => vec![version],
        Err(_) => vec![now, if now == 2025 { 2018 } else { 2025 }],
    };
    let padded = format!("0{code}");
    for code in [code, padded.as_str()] {
        for version in &editions {
            if industries::get(conn, *version, code).await?.is_some() {
                return Ok((Some(*version), code.to_owned()));
            }
        }
    }
    Ok((editions.first().copied(), code.to_owned()))
}

/// A commune by its code, or by a name that fits only one.
async fn unit(
    cx: &Cx,
    conn: &mut Conn,
    text: &str,
    since: Option<jiff::civil::Date>,
    faults: &mut Faults,
) -> Result<Option<kernel::UnitId>, DbError> {
    if text.is_empty() {
        return Ok(None);
    }
    let mut fail = |vi: String, en: &str| {
        faults.push(("unit_id".to_owned(), cx.t(&vi, en).to_owned()));
        Ok(None)
    };
    if text.bytes().all(|b| b.is_ascii_digit()) && text.len() <= 5 {
        let code = format!("{text:0>5}");
        // The code of a unit of today, else that of the time when work began there.
        let mut found = units::by_code(conn, &code, Some(cx.today())).await?;
        if found.is_none() {
            found = units::by_code(conn, &code, since).await?;
        }
        return match found {
            Some(unit) => Ok(Some(unit.id)),
            None => fail(
                format!("Không có xã mang mã {code}."),
                "No commune has this code.",
            ),
        };
    }
    let mut found = units::search(conn, text, Some(UnitLevel::Commune), 20).await?;
    if found.len() > 1 {
        found.retain(|unit| unit.in_force(since.unwrap_or_else(|| cx.today())));
    }
    match found.as_slice() {
        [only] => Ok(Some(only.id)),
        [] => fail("Không có xã tên này.".into(), "No commune has this name."),
        several => {
            let labels: Vec<&str> = several.iter().take(3).map(|u| u.label.as_str()).collect();
            let vi = format!("Tên này có ở nhiều nơi: {}. Ghi mã xã.", labels.join("; "));
            fail(vi, "Several communes have this name. Enter its code.")
        }
    }
}
