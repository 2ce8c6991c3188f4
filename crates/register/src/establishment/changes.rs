//! What differs between two states of a record, in words: for the history and for an edit that
//! met somebody else's.

use db::AuditRecord;
use kernel::{Lang, format_date, format_timestamp, parse_date};
use rules::eligibility::LegalForm;
use serde::Serialize;
use serde_json::Value;

use super::model::{OwnerSex, Status};
use crate::year::YearSource;

/// One field that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    pub label: &'static str,
    pub before: String,
    pub after: String,
}

/// One entry of a record's history.
#[derive(Clone, Debug)]
pub(crate) struct HistoryLine {
    pub at: String,
    pub actor: String,
    pub what: &'static str,
    pub changes: Vec<Change>,
}

/// Key in JSON, label, and whether it is personal data for those who may edit.
const FIELDS: &[(&str, (&str, &str), bool)] = &[
    ("name", ("Tên cơ sở", "Name"), false),
    ("short_name", ("Tên viết tắt", "Short name"), false),
    ("legal_form", ("Loại hình", "Legal form"), false),
    ("tax_code", ("Mã số thuế", "Tax code"), false),
    (
        "registration_number",
        ("Số đăng ký kinh doanh", "Registration number"),
        false,
    ),
    (
        "registration_date",
        ("Ngày đăng ký", "Registered on"),
        false,
    ),
    ("registration_issuer", ("Nơi cấp", "Issued by"), false),
    (
        "representative",
        ("Người đại diện", "Representative"),
        false,
    ),
    ("phone", ("Điện thoại", "Phone"), false),
    ("email", ("Thư điện tử", "Email"), false),
    ("website", ("Trang web", "Website"), false),
    ("owner_sex", ("Giới tính chủ cơ sở", "Owner's sex"), true),
    (
        "owner_ethnic",
        ("Dân tộc chủ cơ sở", "Owner's ethnic group"),
        true,
    ),
    ("founded", ("Ngày thành lập", "Founded"), false),
    (
        "industry_version",
        ("Phiên bản VSIC", "VSIC edition"),
        false,
    ),
    ("industry_code", ("Mã ngành chính", "Main industry"), false),
    ("head_office", ("Địa chỉ trụ sở", "Head office"), false),
    (
        "declared_sme",
        ("Doanh nghiệp nhỏ và vừa", "Small or medium enterprise"),
        false,
    ),
    (
        "publish_profile",
        ("Đồng ý giới thiệu công khai", "Agreed to a public page"),
        false,
    ),
    (
        "publish_contact",
        ("Đồng ý công khai liên hệ", "Agreed to public contacts"),
        false,
    ),
    ("status", ("Tình trạng", "Status"), false),
    ("closed_on", ("Ngày ngừng", "Closed on"), false),
    ("closed_reason", ("Lý do", "Reason"), false),
    ("address", ("Địa chỉ", "Address"), false),
    ("unit_id", ("Mã đơn vị hành chính", "Unit id"), false),
    (
        "in_craft_village",
        ("Trong làng nghề", "In a craft village"),
        false,
    ),
    ("craft_village", ("Tên làng nghề", "Craft village"), false),
    (
        "cluster_note",
        ("Cụm công nghiệp", "Industrial cluster"),
        false,
    ),
    ("since", ("Từ ngày", "Since"), false),
    ("until", ("Đến ngày", "Until"), false),
    ("main", ("Địa điểm chính", "Main site"), false),
    ("year", ("Năm", "Year"), false),
    ("source", ("Nguồn số liệu", "Source"), false),
    ("workers", ("Lao động", "Workers"), false),
    ("women", ("Lao động nữ", "Women"), false),
    ("revenue", ("Doanh thu (đ)", "Revenue (đ)"), false),
    ("capital", ("Vốn (đ)", "Capital (đ)"), false),
    ("note", ("Ghi chú", "Note"), false),
];

/// What differs between two JSON objects, in the order of the form.
pub(crate) fn between(before: &Value, after: &Value, lang: Lang, personal: bool) -> Vec<Change> {
    FIELDS
        .iter()
        .filter(|(_, _, private)| personal || !private)
        .filter_map(|(key, (vi, en), _)| {
            let (old, new) = (before.get(*key), after.get(*key));
            let (old, new) = (shown(key, old, lang), shown(key, new, lang));
            (old != new).then(|| Change {
                label: lang.t(vi, en),
                before: old,
                after: new,
            })
        })
        .collect()
}

/// The same between two values of one type.
pub(crate) fn between_values<T: Serialize>(before: &T, after: &T, lang: Lang) -> Vec<Change> {
    let json = |value: &T| serde_json::to_value(value).unwrap_or_default();
    between(&json(before), &json(after), lang, true)
}

fn shown(key: &str, value: Option<&Value>, lang: Lang) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::Bool(true)) => lang.t("có", "yes").to_owned(),
        Some(Value::Bool(false)) => lang.t("không", "no").to_owned(),
        Some(Value::Number(number)) => match number.as_i64() {
            Some(amount) if matches!(key, "revenue" | "capital" | "workers" | "women") => {
                kernel::Dong(amount).grouped()
            }
            _ => number.to_string(),
        },
        Some(Value::String(text)) => word(key, text, lang),
        Some(other) => other.to_string(),
    }
}

/// A code as people read it; other text as it is.
fn word(key: &str, text: &str, lang: Lang) -> String {
    let known = match key {
        "legal_form" => LegalForm::from_code(text).map(|f| f.label(lang)),
        "status" => Status::from_code(text).map(|s| s.label(lang)),
        "owner_sex" => OwnerSex::from_code(text).map(|s| s.label(lang)),
        "source" => YearSource::from_code(text).map(|s| s.label(lang)),
        _ => None,
    };
    match known {
        Some(word) => word.to_owned(),
        None => parse_date(text)
            .map(format_date)
            .unwrap_or_else(|| text.to_owned()),
    }
}

/// The history of an establishment, newest first. `personal`: the reader may see personal data.
pub(crate) fn history(records: Vec<AuditRecord>, lang: Lang, personal: bool) -> Vec<HistoryLine> {
    records
        .into_iter()
        .map(|record| {
            let json = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_default();
            let (before, after) = (json(&record.before_json), json(&record.after_json));
            let fresh = record.verb == "create";
            HistoryLine {
                at: format_timestamp(record.at),
                actor: record.actor,
                what: verb(&record.verb, lang),
                // A new record would only repeat the page.
                changes: if fresh {
                    Vec::new()
                } else {
                    between(&before, &after, lang, personal)
                },
            }
        })
        .collect()
}

fn verb(verb: &str, lang: Lang) -> &'static str {
    match verb {
        "create" => lang.t("Thêm cơ sở", "Establishment added"),
        "edit" => lang.t("Sửa thông tin", "Facts edited"),
        "site" => lang.t("Ghi địa điểm sản xuất", "Site recorded"),
        "year" => lang.t("Ghi số liệu năm", "Figures of a year recorded"),
        "closure" => lang.t("Ghi ngừng hoạt động", "Closed"),
        "reopening" => lang.t("Ghi hoạt động trở lại", "Reopened"),
        _ => lang.t("Thay đổi", "Changed"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn differences_are_told_in_words_and_personal_ones_only_to_those_who_may_see_them() {
        let before =
            json!({"legal_form": "ENTERPRISE", "founded": "2010-05-01", "owner_sex": null});
        let after =
            json!({"legal_form": "COOPERATIVE", "founded": "2010-05-01", "owner_sex": "female"});
        let told = between(&before, &after, Lang::Vi, false);
        assert_eq!(told.len(), 1);
        assert_eq!(
            (told[0].before.as_str(), told[0].after.as_str()),
            ("Doanh nghiệp", "Hợp tác xã")
        );
        assert_eq!(between(&before, &after, Lang::Vi, true).len(), 2);
    }
}
