use db::{Conn, Cx, DbError};
use kernel::{Lang, fold, parse_date};
use reference::{industries, units};
use rules::eligibility::LegalForm;

use super::ImportRow;
use crate::{
    establishment::{EstablishmentInput, NewEstablishment, OwnerSex},
    site::{SiteInput, communes_named},
};

/// Field and sentence.
pub(super) type Faults = Vec<(String, String)>;

/// Reads the texts of a row; what cannot be read is noted.
pub(super) async fn parse(
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
    let mut found = communes_named(conn, text).await?;
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
