use db::{Checks, DbError, RowRef, Val};
use jiff::civil::Date;
use kernel::{Dong, Id, Lang, UnitId, format_date};
use papers::Cell;
use web_kit::Form;

use crate::{Field, FieldKind, PartialDate};

/// The value of one field: how it is kept, typed, shown, and made tidy.
pub trait Value: Send + Sync {
    /// As bound to a `?`.
    fn val(&self) -> Val;
    fn read(&mut self, row: &RowRef<'_>, index: usize, name: &'static str) -> Result<(), DbError>;
    /// Takes what was typed; what cannot be read is noted in the form.
    fn take(&mut self, form: &mut Form, name: &str);
    /// As it stands in a form.
    fn text(&self) -> String;
    /// As a person reads it. Names of other records are not known here.
    fn shown(&self, lang: Lang) -> String;
    fn cell(&self, lang: Lang) -> Cell {
        Cell::Text(self.shown(lang))
    }
    /// Cleans the value and notes what no register accepts.
    fn tidy(&mut self, field: &Field, checks: &mut Checks, today: Date);
}

/// The kind of field that a type makes.
pub trait HasKind {
    const KIND: FieldKind;
}

macro_rules! kept {
    () => {
        fn val(&self) -> Val {
            (*self).into()
        }
        fn read(
            &mut self,
            row: &RowRef<'_>,
            index: usize,
            name: &'static str,
        ) -> Result<(), DbError> {
            *self = row.get(index, name)?;
            Ok(())
        }
    };
}

/// Notes that a required value is missing.
fn need<T: Copy>(value: Option<T>, field: &Field, checks: &mut Checks) {
    if field.required {
        checks.required(field.name, value);
    }
}

impl HasKind for String {
    const KIND: FieldKind = FieldKind::Line;
}
impl Value for String {
    fn val(&self) -> Val {
        self.into()
    }
    fn read(&mut self, row: &RowRef<'_>, index: usize, name: &'static str) -> Result<(), DbError> {
        *self = row.get(index, name)?;
        Ok(())
    }
    fn take(&mut self, form: &mut Form, name: &str) {
        *self = form.lines(name);
    }
    fn text(&self) -> String {
        self.clone()
    }
    fn shown(&self, _: Lang) -> String {
        self.clone()
    }
    fn tidy(&mut self, field: &Field, checks: &mut Checks, _: Date) {
        *self = match (field.kind, field.required) {
            (FieldKind::Lines, required) => {
                let text = self
                    .lines()
                    .map(kernel::clean)
                    .collect::<Vec<_>>()
                    .join("\n");
                let text = text.trim().to_owned();
                // The length and the presence are judged by the same sentences as a line's.
                if required {
                    checks.text(field.name, &text, field.max);
                } else {
                    checks.optional_text(field.name, &text, field.max);
                }
                text
            }
            (_, true) => checks.text(field.name, self, field.max),
            (_, false) => checks.optional_text(field.name, self, field.max),
        };
    }
}

impl HasKind for bool {
    const KIND: FieldKind = FieldKind::Flag;
}
impl Value for bool {
    kept!();
    fn take(&mut self, form: &mut Form, name: &str) {
        *self = form.flag(name);
    }
    fn text(&self) -> String {
        if *self {
            "true".to_owned()
        } else {
            String::new()
        }
    }
    fn shown(&self, lang: Lang) -> String {
        if *self {
            lang.t("có", "yes")
        } else {
            lang.t("không", "no")
        }
        .to_owned()
    }
    fn tidy(&mut self, _: &Field, _: &mut Checks, _: Date) {}
}

impl HasKind for Dong {
    const KIND: FieldKind = FieldKind::Money;
}
impl Value for Dong {
    kept!();
    fn take(&mut self, form: &mut Form, name: &str) {
        *self = form.dong(name).unwrap_or_default();
    }
    fn text(&self) -> String {
        if self.is_zero() {
            String::new()
        } else {
            self.grouped()
        }
    }
    fn shown(&self, _: Lang) -> String {
        self.to_string()
    }
    fn cell(&self, _: Lang) -> Cell {
        Cell::Money(*self)
    }
    fn tidy(&mut self, field: &Field, checks: &mut Checks, _: Date) {
        checks.amount(field.name, *self);
        if field.required && self.is_zero() {
            checks.fail(field.name, checks.t("Cần điền ô này.", "This is required."));
        }
    }
}

impl HasKind for i64 {
    const KIND: FieldKind = FieldKind::Count;
}
impl Value for i64 {
    kept!();
    fn take(&mut self, form: &mut Form, name: &str) {
        *self = form.int(name).unwrap_or_default();
    }
    fn text(&self) -> String {
        if *self == 0 {
            String::new()
        } else {
            Dong(*self).grouped()
        }
    }
    fn shown(&self, _: Lang) -> String {
        Dong(*self).grouped()
    }
    fn cell(&self, _: Lang) -> Cell {
        Cell::Number(*self)
    }
    fn tidy(&mut self, field: &Field, checks: &mut Checks, _: Date) {
        let (least, most) = field.bounds;
        match *self == 0 {
            true if field.required => {
                checks.fail(field.name, checks.t("Cần điền ô này.", "This is required."));
            }
            // An empty field; what must not be 0 says so as required.
            true => {}
            false => {
                checks.number(
                    field.name,
                    *self,
                    least.max(i64::from(field.required)),
                    most,
                );
            }
        }
    }
}

impl HasKind for Option<i64> {
    const KIND: FieldKind = FieldKind::Count;
}
impl Value for Option<i64> {
    kept!();
    fn take(&mut self, form: &mut Form, name: &str) {
        *self = form.int(name);
    }
    fn text(&self) -> String {
        self.map(|n| n.to_string()).unwrap_or_default()
    }
    fn shown(&self, _: Lang) -> String {
        self.text()
    }
    fn cell(&self, _: Lang) -> Cell {
        (*self).into()
    }
    fn tidy(&mut self, field: &Field, checks: &mut Checks, _: Date) {
        need(*self, field, checks);
        if let Some(number) = *self {
            checks.number(field.name, number, field.bounds.0, field.bounds.1);
        }
    }
}

impl HasKind for Option<Date> {
    const KIND: FieldKind = FieldKind::Date;
}
impl Value for Option<Date> {
    kept!();
    fn take(&mut self, form: &mut Form, name: &str) {
        *self = form.date(name);
    }
    fn text(&self) -> String {
        self.map(format_date).unwrap_or_default()
    }
    fn shown(&self, _: Lang) -> String {
        self.text()
    }
    fn cell(&self, _: Lang) -> Cell {
        (*self).into()
    }
    fn tidy(&mut self, field: &Field, checks: &mut Checks, today: Date) {
        need(*self, field, checks);
        let Some(date) = *self else { return };
        if !(1900..=2200).contains(&date.year()) {
            let message = checks.t(
                "Năm cần từ 1900 đến 2200.",
                "The year must be from 1900 to 2200.",
            );
            checks.fail(field.name, message);
        } else if field.past {
            checks.date(field.name, *self, Some(today));
        }
    }
}

impl HasKind for Option<PartialDate> {
    const KIND: FieldKind = FieldKind::PartialDate;
}
impl Value for Option<PartialDate> {
    fn val(&self) -> Val {
        Val::Text(self.map(|date| date.to_string()))
    }
    fn read(&mut self, row: &RowRef<'_>, index: usize, name: &'static str) -> Result<(), DbError> {
        let text: Option<String> = row.get(index, name)?;
        *self = text
            .map(|text| {
                text.parse()
                    .map_err(|e| DbError::Shape(format!("{text:?} is not {e}")))
            })
            .transpose()?;
        Ok(())
    }
    fn take(&mut self, form: &mut Form, name: &str) {
        let text = form.text(name);
        *self = text.parse().ok();
        if self.is_none() && !text.is_empty() {
            let message = form.lang.t(
                "Ghi ngày, tháng hoặc năm: 15/07/2023, 07/2023 hoặc 2023.",
                "Write a day, a month or a year: 15/07/2023, 07/2023 or 2023.",
            );
            form.fail(name, message);
        }
    }
    fn text(&self) -> String {
        self.map(PartialDate::shown).unwrap_or_default()
    }
    fn shown(&self, _: Lang) -> String {
        self.text()
    }
    fn tidy(&mut self, field: &Field, checks: &mut Checks, today: Date) {
        need(*self, field, checks);
        if field.past && self.is_some_and(|date| date.first_day() > today) {
            checks.date(field.name, self.map(PartialDate::first_day), Some(today));
        }
    }
}

impl<K: 'static> HasKind for Option<Id<K>> {
    const KIND: FieldKind = FieldKind::Reference;
}
impl<K: 'static> Value for Option<Id<K>> {
    kept!();
    fn take(&mut self, form: &mut Form, name: &str) {
        *self = form.id(name);
    }
    fn text(&self) -> String {
        self.map(|id| id.to_string()).unwrap_or_default()
    }
    fn shown(&self, _: Lang) -> String {
        self.text()
    }
    fn tidy(&mut self, field: &Field, checks: &mut Checks, _: Date) {
        need(*self, field, checks);
    }
}

impl HasKind for Option<UnitId> {
    const KIND: FieldKind = FieldKind::Unit;
}
impl Value for Option<UnitId> {
    kept!();
    fn take(&mut self, form: &mut Form, name: &str) {
        *self = form.unit(name);
    }
    fn text(&self) -> String {
        self.map(|id| id.to_string()).unwrap_or_default()
    }
    fn shown(&self, _: Lang) -> String {
        self.text()
    }
    fn tidy(&mut self, field: &Field, checks: &mut Checks, _: Date) {
        need(*self, field, checks);
    }
}
