use std::{cell::Cell, collections::BTreeMap, str::FromStr};

use axum::{
    extract::{FromRequest, Multipart, Request, multipart::MultipartError},
    http::{StatusCode, header},
};
use db::{CommandError, Cx, Upload};
use jiff::civil::Date;
use kernel::{Dong, Id, Lang, MoneyError, UnitId};
use uuid::Uuid;

use crate::{App, WebError};

/// A form as it was typed, with what is wrong beside each field.
///
/// The getters turn text into values and note what cannot be read; the command then judges the
/// values. Both kinds of mistakes come back to the page together with what was typed.
#[derive(Clone, Debug, Default)]
pub struct Form {
    pub lang: Lang,
    values: BTreeMap<String, Vec<String>>,
    files: BTreeMap<String, Upload>,
    errors: Vec<(String, String)>,
    key: Cell<Option<Uuid>>,
}

impl Form {
    /// An empty form.
    pub fn new(lang: Lang) -> Form {
        Form {
            lang,
            ..Form::default()
        }
    }

    /// Fills a field of a form that opens with values.
    pub fn with(mut self, name: &str, value: impl ToString) -> Form {
        self.set(name, value);
        self
    }

    /// The same with a value that may be missing; the field is then empty.
    pub fn with_some(self, name: &str, value: Option<impl ToString>) -> Form {
        match value {
            Some(value) => self.with(name, value),
            None => self.with(name, ""),
        }
    }

    pub fn set(&mut self, name: &str, value: impl ToString) {
        self.values.insert(name.to_owned(), vec![value.to_string()]);
    }

    /// Fills a field that may be repeated.
    pub fn set_all(&mut self, name: &str, values: impl IntoIterator<Item = impl ToString>) {
        let values = values.into_iter().map(|value| value.to_string());
        self.values.insert(name.to_owned(), values.collect());
    }

    /// The text of a field; empty when absent.
    pub fn value(&self, name: &str) -> &str {
        self.values
            .get(name)
            .and_then(|all| all.first())
            .map_or("", String::as_str)
    }

    /// All values of a field that may be repeated.
    pub fn all(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }

    pub fn error(&self, name: &str) -> Option<&str> {
        self.errors
            .iter()
            .find(|(field, _)| field == name)
            .map(|(_, message)| message.as_str())
    }

    pub fn errors(&self) -> Vec<(String, String)> {
        self.errors.clone()
    }

    pub fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    /// The key that makes a second sending of this form harmless.
    pub fn key(&self) -> String {
        if let Ok(key) = self.value("form_key").parse::<Uuid>() {
            return key.to_string();
        }
        let key = self.key.get().unwrap_or_else(Uuid::now_v7);
        self.key.set(Some(key));
        key.to_string()
    }

    /// The version of the record that the form was opened with.
    pub fn version(&self) -> String {
        self.value("version").to_owned()
    }

    /// The same as a number; 0 when absent.
    pub fn version_number(&self) -> i64 {
        self.value("version").parse().unwrap_or(0)
    }

    /// The context with this form's key, so that the command runs once.
    pub fn cx(&self, cx: &Cx) -> Cx {
        Cx {
            form_key: self.value("form_key").parse().ok(),
            ..cx.clone()
        }
    }

    pub fn fail(&mut self, name: &str, message: impl Into<String>) {
        self.errors.push((name.to_owned(), message.into()));
    }

    /// Puts a refusal of the command beside its fields. What no field can explain goes on as an
    /// error of the page.
    pub fn refuse(&mut self, error: CommandError) -> Result<(), WebError> {
        match error {
            CommandError::Invalid(fields) => {
                self.errors
                    .extend(fields.into_iter().map(|f| (f.field, f.message)));
                Ok(())
            }
            CommandError::Refused { reason, .. } => {
                self.errors.push((String::new(), reason));
                Ok(())
            }
            other => Err(other.into()),
        }
    }

    pub fn text(&self, name: &str) -> String {
        kernel::clean(self.value(name))
    }

    /// Text of several lines; the line breaks are kept.
    pub fn lines(&self, name: &str) -> String {
        self.value(name)
            .lines()
            .map(kernel::clean)
            .collect::<Vec<_>>()
            .join("\n")
            .trim()
            .to_owned()
    }

    pub fn opt_text(&self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    pub fn flag(&self, name: &str) -> bool {
        matches!(self.value(name), "true" | "on" | "1")
    }

    pub fn date(&mut self, name: &str) -> Option<Date> {
        let text = self.text(name);
        if text.is_empty() {
            return None;
        }
        let date = kernel::parse_date(&text);
        if date.is_none() {
            let message = no_date(&text, self.lang);
            self.fail(name, message);
        }
        date
    }

    /// An amount of money; `None` when the field is empty.
    pub fn dong(&mut self, name: &str) -> Option<Dong> {
        let text = self.text(name);
        if text.is_empty() {
            return None;
        }
        match Dong::parse(&text) {
            Ok(amount) => Some(amount),
            Err(error) => {
                let message = match error {
                    MoneyError::NotANumber => self.lang.t(
                        "Số tiền là số nguyên đồng, ví dụ 1.234.567.",
                        "An amount is a whole number of đồng, for example 1.234.567.",
                    ),
                    MoneyError::TooLarge => self.lang.t("Số tiền quá lớn.", "Amount too large."),
                };
                self.fail(name, message);
                None
            }
        }
    }

    /// A whole number, which may be grouped by dots; `None` when the field is empty.
    pub fn int(&mut self, name: &str) -> Option<i64> {
        let text = self.text(name);
        if text.is_empty() {
            return None;
        }
        let number = Dong::parse(&text).ok().map(|d| d.0);
        if number.is_none() {
            let message = self.lang.t(
                "Cần một số nguyên, ví dụ 35.",
                "A whole number is needed, such as 35.",
            );
            self.fail(name, message);
        }
        number
    }

    /// An id chosen from a list; `None` when nothing was chosen.
    pub fn id<K>(&mut self, name: &str) -> Option<Id<K>> {
        self.parsed(name)
    }

    pub fn unit(&mut self, name: &str) -> Option<UnitId> {
        self.parsed(name)
    }

    /// A value with its own text form, such as an activity code.
    pub fn parsed<T: FromStr>(&mut self, name: &str) -> Option<T> {
        let text = self.text(name);
        if text.is_empty() {
            return None;
        }
        let value = text.parse().ok();
        if value.is_none() {
            let message = self.lang.t(
                "Giá trị này không có trong danh mục. Hãy chọn lại.",
                "This value is not in the list. Choose again.",
            );
            self.fail(name, message);
        }
        value
    }

    /// A coded choice, read by its `from_code`.
    pub fn code<T>(&mut self, name: &str, from_code: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.text(name);
        if text.is_empty() {
            return None;
        }
        let value = from_code(&text);
        if value.is_none() {
            let message = self.lang.t(
                "Giá trị này không có trong danh mục. Hãy chọn lại.",
                "This value is not in the list. Choose again.",
            );
            self.fail(name, message);
        }
        value
    }

    pub fn file(&self, name: &str) -> Option<Upload> {
        self.files.get(name).cloned()
    }
}

impl FromRequest<App> for Form {
    type Rejection = WebError;

    async fn from_request(request: Request, app: &App) -> Result<Form, WebError> {
        let (mut parts, body) = request.into_parts();
        let lang = crate::Visitor::find(&mut parts, app).await?.lang;
        let multipart = parts
            .headers
            .get(header::CONTENT_TYPE)
            .is_some_and(|v| v.as_bytes().starts_with(b"multipart/form-data"));
        let request = Request::from_parts(parts, body);
        let mut form = Form::new(lang);
        if multipart {
            let body = Multipart::from_request(request, app)
                .await
                .map_err(|_| malformed())?;
            form.read_multipart(body).await.map_err(|e| broken(&e))?;
        } else {
            let axum::extract::Form(pairs) =
                axum::extract::Form::<Vec<(String, String)>>::from_request(request, app)
                    .await
                    .map_err(|_| malformed())?;
            for (name, value) in pairs {
                form.values.entry(name).or_default().push(value);
            }
        }
        form.forget_replaced_choices();
        Ok(form)
    }
}

impl Form {
    /// Without script a picker still sends the id it opened with when another text was typed over
    /// it. The text counts then.
    fn forget_replaced_choices(&mut self) {
        let replaced: Vec<String> = self
            .values
            .iter()
            .filter_map(|(name, shown)| {
                let field = name.strip_suffix("_shown")?;
                let typed = self.values.get(&format!("{field}_text"))?;
                (typed != shown).then(|| field.to_owned())
            })
            .collect();
        for field in replaced {
            self.set(&field, "");
        }
    }

    async fn read_multipart(&mut self, mut body: Multipart) -> Result<(), MultipartError> {
        while let Some(field) = body.next_field().await? {
            let name = field.name().unwrap_or_default().to_owned();
            match field.file_name().map(str::to_owned) {
                Some(file) if !file.is_empty() => {
                    let bytes = field.bytes().await?;
                    self.files.insert(name, Upload { name: file, bytes });
                }
                Some(_) => {}
                None => {
                    let text = field.text().await?;
                    self.values.entry(name).or_default().push(text);
                }
            }
        }
        Ok(())
    }
}

/// What is wrong with a text that is no date: its form, or that there is no such day.
fn no_date(text: &str, lang: Lang) -> String {
    let parts: Vec<Option<u16>> = text.split('/').map(|p| p.trim().parse().ok()).collect();
    match (parts.as_slice(), lang) {
        ([Some(_), Some(_), Some(year)], _) if !(1900..=2200).contains(year) => lang
            .t(
                "Năm cần từ 1900 đến 2200.",
                "The year must lie between 1900 and 2200.",
            )
            .to_owned(),
        ([Some(_), Some(_), Some(_)], Lang::Vi) => format!("Không có ngày {text}."),
        ([Some(_), Some(_), Some(_)], Lang::En) => format!("There is no day {text}."),
        _ => lang
            .t(
                "Ngày cần có dạng dd/MM/yyyy, ví dụ 15/10/2025.",
                "A date is written dd/MM/yyyy, for example 15/10/2025.",
            )
            .to_owned(),
    }
}

fn malformed() -> WebError {
    WebError::new(
        StatusCode::BAD_REQUEST,
        "bad-request",
        "Mẫu gửi lên không đọc được. Hãy mở lại trang và gửi lại.",
        "The form cannot be read. Open the page again and send it once more.",
    )
}

fn broken(error: &MultipartError) -> WebError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return WebError::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too-large",
            "Tệp gửi lên quá lớn; tối đa 20 MB. Hãy thu nhỏ hoặc chia tệp rồi gửi lại.",
            "The file is too large; at most 20 MB. Make it smaller and send it again.",
        );
    }
    malformed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_refused_for_its_form_or_because_there_is_no_such_day() {
        for (text, expected) in [
            ("31/02/2023", "Không có ngày 31/02/2023."),
            ("1/13/2023", "Không có ngày 1/13/2023."),
            ("15/10/25", "Năm cần từ 1900 đến 2200."),
            ("hôm qua", "Ngày cần có dạng dd/MM/yyyy, ví dụ 15/10/2025."),
            ("15/10", "Ngày cần có dạng dd/MM/yyyy, ví dụ 15/10/2025."),
        ] {
            let mut form = Form::new(Lang::Vi).with("day", text);
            assert_eq!(form.date("day"), None);
            assert_eq!(form.error("day"), Some(expected));
        }
    }

    #[test]
    fn a_text_typed_over_a_choice_counts_more_than_the_id_left_behind() {
        let mut form = Form::new(Lang::Vi)
            .with("unit_id", 79)
            .with("unit_id_shown", "Thành phố Hồ Chí Minh")
            .with("unit_id_text", "Tỉnh Bà Rịa - Vũng Tàu")
            .with("place", 1)
            .with("place_shown", "Xã Bình Châu")
            .with("place_text", "Xã Bình Châu");
        form.forget_replaced_choices();
        assert_eq!(form.value("unit_id"), "");
        assert_eq!(form.value("place"), "1");
    }
}
