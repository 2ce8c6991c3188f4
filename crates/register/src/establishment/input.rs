use db::{Checks, Conn, Cx, DbError};
use jiff::civil::Date;
use kernel::{Lang, TaxCode};
use reference::industries;
use rules::eligibility::LegalForm;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::model::{Establishment, FormColumn, OwnerSex};
use crate::site::SiteInput;

/// What somebody says of an establishment; shared by the form, the API, imports and the
/// demonstration.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct EstablishmentInput {
    pub name: String,
    pub short_name: String,
    #[schema(value_type = Option<String>, example = "ENTERPRISE")]
    pub legal_form: Option<LegalForm>,
    /// 10 digits, `0123456789-001`, or 12 digits; empty when there is none.
    pub tax_code: String,
    pub registration_number: String,
    #[schema(value_type = Option<String>, format = Date)]
    pub registration_date: Option<Date>,
    pub registration_issuer: String,
    pub representative: String,
    pub phone: String,
    pub email: String,
    pub website: String,
    pub owner_sex: Option<OwnerSex>,
    pub owner_ethnic: String,
    #[schema(value_type = Option<String>, format = Date)]
    pub founded: Option<Date>,
    /// The edition of VSIC, 2018 or 2025; absent: the one in force today.
    pub industry_version: Option<i64>,
    /// Code of the main industry in that edition.
    pub industry_code: String,
    pub head_office: String,
    pub declared_sme: Option<bool>,
    pub publish_profile: bool,
    pub publish_contact: bool,
}

/// A new establishment with its first production site.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct NewEstablishment {
    pub establishment: EstablishmentInput,
    pub site: SiteInput,
    /// Write although an establishment of the like name stands in the same commune.
    pub confirm_duplicate: bool,
}

/// Checks the facts and puts them into the record.
pub(super) async fn apply(
    cx: &Cx,
    conn: &mut Conn,
    checks: &mut Checks,
    input: &EstablishmentInput,
    into: &mut Establishment,
) -> Result<(), DbError> {
    let today = cx.today();
    into.name = checks.text("name", &input.name, 250);
    if !into.name.is_empty() && kernel::fold(&into.name).is_empty() {
        checks.fail(
            "name",
            checks
                .t("Tên cần có chữ hoặc số.", "A name needs letters or digits.")
                .to_owned(),
        );
    }
    into.short_name = checks.optional_text("short_name", &input.short_name, 100);
    if let Some(form) = checks.required("legal_form", input.legal_form) {
        into.legal_form = FormColumn(form);
    }
    into.tax_code = tax_code(checks, &input.tax_code);
    let optional = |checks: &mut Checks, field: &str, value: &str, max| {
        checks.optional_text(field, value, max)
    };
    into.registration_number = optional(
        checks,
        "registration_number",
        &input.registration_number,
        50,
    );
    into.registration_date = past(checks, "registration_date", input.registration_date, today);
    into.registration_issuer = optional(
        checks,
        "registration_issuer",
        &input.registration_issuer,
        250,
    );
    into.representative = optional(checks, "representative", &input.representative, 150);
    into.phone = phone(checks, &input.phone);
    into.email = email(checks, &input.email);
    into.website = website(checks, &input.website);
    into.owner_sex = input.owner_sex;
    into.owner_ethnic = optional(checks, "owner_ethnic", &input.owner_ethnic, 50);
    into.founded = past(checks, "founded", input.founded, today);
    into.head_office = optional(checks, "head_office", &input.head_office, 250);
    into.declared_sme = input.declared_sme;
    into.publish_profile = input.publish_profile;
    into.publish_contact = input.publish_contact;
    let version = input
        .industry_version
        .unwrap_or_else(|| industries::version_on(today));
    into.industry_version = version;
    into.industry_code = industry(conn, checks, version, &input.industry_code).await?;
    Ok(())
}

fn tax_code(checks: &mut Checks, text: &str) -> Option<String> {
    let text = kernel::clean(text);
    if text.is_empty() {
        return None;
    }
    match TaxCode::parse(&text) {
        Ok(code) => Some(code.to_string()),
        Err(error) => {
            let message = match checks.lang {
                Lang::Vi => error.to_string(),
                Lang::En => "A tax code has 10 digits, 13 with a hyphen for a branch, or the 12 \
                             digits of a citizen number for a household business."
                    .to_owned(),
            };
            checks.fail("tax_code", message);
            None
        }
    }
}

/// An optional day that is not in the future.
pub(crate) fn past(
    checks: &mut Checks,
    field: &str,
    value: Option<Date>,
    today: Date,
) -> Option<Date> {
    value.map(|value| day(checks, field, Some(value), today))
}

/// A required day from 1900 to today.
pub(crate) fn day(checks: &mut Checks, field: &str, value: Option<Date>, today: Date) -> Date {
    let day = checks.date(field, value, Some(today));
    if value.is_some() {
        since_1900(checks, field, day);
    }
    day
}

/// Refuses a day before 1900, which is a slip of the pen.
pub(crate) fn since_1900(checks: &mut Checks, field: &str, day: Date) {
    if day.year() < 1900 {
        let message = checks.t("Năm cần từ 1900 trở đi.", "The year must be 1900 or later.");
        checks.fail(field, message.to_owned());
    }
}

fn phone(checks: &mut Checks, text: &str) -> String {
    let text = checks.optional_text("phone", text, 60);
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let known = text
        .chars()
        .all(|c| c.is_ascii_digit() || " +.-()/,;".contains(c));
    let well_formed = known && (8..=40).contains(&digits);
    if !text.is_empty() && !well_formed {
        let message = checks.t(
            "Số điện thoại gồm ít nhất 8 chữ số, ví dụ 0254 3852 123.",
            "A phone number has at least 8 digits, for example 0254 3852 123.",
        );
        checks.fail("phone", message.to_owned());
    }
    text
}

fn email(checks: &mut Checks, text: &str) -> String {
    let text = checks.optional_text("email", text, 120);
    let well_formed = text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
    });
    if !text.is_empty() && (!well_formed || text.contains(' ')) {
        let message = checks.t(
            "Thư điện tử có dạng ten@donvi.vn.",
            "An email address looks like name@example.vn.",
        );
        checks.fail("email", message.to_owned());
    }
    text
}

/// The address of a web page; `https://` is put before one that lacks it.
fn website(checks: &mut Checks, text: &str) -> String {
    let text = checks.optional_text("website", text, 200);
    if text.is_empty() {
        return text;
    }
    let address = if text.contains("://") {
        text
    } else {
        format!("https://{text}")
    };
    let host = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"));
    if !host.is_some_and(|host| host.contains('.') && !host.contains(' ')) {
        let message = checks.t(
            "Địa chỉ trang web có dạng https://donvi.vn.",
            "A web address looks like https://example.vn.",
        );
        checks.fail("website", message.to_owned());
    }
    address
}

async fn industry(
    conn: &mut Conn,
    checks: &mut Checks,
    version: i64,
    code: &str,
) -> Result<String, DbError> {
    let code = kernel::clean(code).to_uppercase();
    if code.is_empty() {
        checks.required("industry_code", None::<()>);
        return Ok(code);
    }
    if industries::get(conn, version, &code).await?.is_none() {
        let message = match checks.lang {
            Lang::Vi => format!(
                "Mã ngành {} không có trong VSIC {version} (khai khoáng, chế biến, điện, nước). \
                 Gõ tên ngành để chọn.",
                brief(&code)
            ),
            Lang::En => format!(
                "The industry {} is not in VSIC {version} (mining, manufacturing, power, water). \
                 Type its name to choose.",
                brief(&code)
            ),
        };
        checks.fail("industry_code", message);
    }
    Ok(code)
}

/// A text as it may stand in a sentence: at most 30 letters of it.
pub(crate) fn brief(text: &str) -> String {
    let mut brief: String = text.chars().take(30).collect();
    if brief.len() < text.len() {
        brief.push('…');
    }
    format!("“{brief}”")
}

/// The facts as an input again, for an edit form.
impl From<&Establishment> for EstablishmentInput {
    fn from(e: &Establishment) -> Self {
        EstablishmentInput {
            name: e.name.clone(),
            short_name: e.short_name.clone(),
            legal_form: Some(e.legal_form.0),
            tax_code: e.tax_code.clone().unwrap_or_default(),
            registration_number: e.registration_number.clone(),
            registration_date: e.registration_date,
            registration_issuer: e.registration_issuer.clone(),
            representative: e.representative.clone(),
            phone: e.phone.clone(),
            email: e.email.clone(),
            website: e.website.clone(),
            owner_sex: e.owner_sex,
            owner_ethnic: e.owner_ethnic.clone(),
            founded: e.founded,
            industry_version: Some(e.industry_version),
            industry_code: e.industry_code.clone(),
            head_office: e.head_office.clone(),
            declared_sme: e.declared_sme,
            publish_profile: e.publish_profile,
            publish_contact: e.publish_contact,
        }
    }
}
