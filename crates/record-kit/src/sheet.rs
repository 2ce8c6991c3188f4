use kernel::Lang;
use papers::{Cell, CellKind, Sheet, SheetColumn};

use crate::{FieldKind, Names, Record, Register, list_page::shown};

fn column(kind: FieldKind, label: &str) -> SheetColumn {
    match kind {
        FieldKind::Money => SheetColumn::money(label),
        FieldKind::Count => SheetColumn::number(label, 12),
        FieldKind::Hectares => SheetColumn::new(label, 12, CellKind::Measure),
        FieldKind::Date => SheetColumn::date(label),
        FieldKind::Reference | FieldKind::Unit | FieldKind::Lines => SheetColumn::text(label, 40),
        _ => SheetColumn::text(label, 24),
    }
}

/// The rows as a table for Excel, with every field.
pub(crate) fn sheet<R: Register>(lang: Lang, rows: &[Record<R>], names: &Names) -> Sheet {
    let title = lang.t(R::WORDS.many.0, R::WORDS.many.1);
    let mut columns = vec![SheetColumn::number(lang.t("STT", "No."), 6)];
    columns.extend(R::FIELDS.iter().map(|f| column(f.kind, f.label(lang))));
    let illustration = rows.iter().any(|row| row.illustration);
    if illustration {
        columns.push(SheetColumn::text(
            lang.t("Ghi chú dữ liệu", "Data note"),
            14,
        ));
    }
    let mut sheet = Sheet::new(lang, title, columns).titled([title]);
    sheet.illustration = illustration;
    sheet.landscape = true;
    for (number, row) in (1_i64..).zip(rows) {
        let mut cells = vec![Cell::Number(number)];
        cells.extend(row.fields.pairs().map(|(field, value)| match field.kind {
            FieldKind::Reference | FieldKind::Unit => Cell::Text(shown(value, field, names, lang)),
            _ => value.cell(lang),
        }));
        if illustration {
            let mark = if row.illustration {
                lang.t("minh họa", "illustration")
            } else {
                ""
            };
            cells.push(mark.into());
        }
        sheet.push(cells);
    }
    sheet
}
