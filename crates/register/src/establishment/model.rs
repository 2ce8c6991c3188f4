use db::row;
use jiff::{Timestamp, civil::Date};
use kernel::{EstablishmentId, Lang, UnitId, fold};
use rules::eligibility::LegalForm;
use serde::{Deserialize, Serialize};

/// A [`LegalForm`] as a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FormColumn(pub LegalForm);

impl FormColumn {
    fn code(self) -> &'static str {
        self.0.code()
    }
    fn from_code(code: &str) -> Option<Self> {
        LegalForm::from_code(code).map(FormColumn)
    }
}

/// Sex of the owner; decides on priority for women-led establishments. Personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OwnerSex {
    Male,
    Female,
}

impl OwnerSex {
    pub const ALL: [OwnerSex; 2] = [OwnerSex::Female, OwnerSex::Male];

    pub fn code(self) -> &'static str {
        match self {
            OwnerSex::Male => "male",
            OwnerSex::Female => "female",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            OwnerSex::Male => lang.t("Nam", "Male"),
            OwnerSex::Female => lang.t("Nữ", "Female"),
        }
    }
}

/// Whether the establishment still works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Active,
    Closed,
}

impl Status {
    pub const ALL: [Status; 2] = [Status::Active, Status::Closed];

    pub fn code(self) -> &'static str {
        match self {
            Status::Active => "active",
            Status::Closed => "closed",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    pub fn is_active(self) -> bool {
        self == Status::Active
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Status::Active => lang.t("Đang hoạt động", "Active"),
            Status::Closed => lang.t("Đã ngừng", "Closed"),
        }
    }
}

db::code_column!(FormColumn, OwnerSex, Status);

row! {
    /// A rural industrial establishment as the register keeps it.
    #[derive(Clone, Debug, Serialize)]
    pub struct Establishment {
        pub id: EstablishmentId,
        pub name: String,
        pub short_name: String,
        pub legal_form: FormColumn,
        /// In the form of [`kernel::TaxCode`]; cooperative groups may have none.
        pub tax_code: Option<String>,
        pub registration_number: String,
        pub registration_date: Option<Date>,
        pub registration_issuer: String,
        pub representative: String,
        pub phone: String,
        pub email: String,
        pub website: String,
        /// Personal data: for those who may edit.
        pub owner_sex: Option<OwnerSex>,
        /// Personal data: for those who may edit.
        pub owner_ethnic: String,
        pub founded: Option<Date>,
        /// The edition of VSIC that `industry_code` is of.
        pub industry_version: i64,
        pub industry_code: String,
        pub head_office: String,
        /// What the establishment says of itself: a small or medium enterprise, or not.
        pub declared_sme: Option<bool>,
        /// The owner agreed to a public page with name, place and products.
        pub publish_profile: bool,
        /// The owner agreed to show phone, email and website there.
        pub publish_contact: bool,
        /// The commune of the main site.
        pub unit_id: UnitId,
        /// The province of the main site, of the commune's era.
        pub province_id: UnitId,
        pub status: Status,
        pub closed_on: Option<Date>,
        pub closed_reason: String,
        pub version: i64,
        pub illustration: bool,
        pub created_at: Timestamp,
    }
}

impl Establishment {
    /// A record without facts, to be filled by a checked input.
    pub(super) fn blank(id: EstablishmentId, at: Timestamp, illustration: bool) -> Establishment {
        Establishment {
            id,
            name: String::new(),
            short_name: String::new(),
            legal_form: FormColumn(LegalForm::Enterprise),
            tax_code: None,
            registration_number: String::new(),
            registration_date: None,
            registration_issuer: String::new(),
            representative: String::new(),
            phone: String::new(),
            email: String::new(),
            website: String::new(),
            owner_sex: None,
            owner_ethnic: String::new(),
            founded: None,
            industry_version: 0,
            industry_code: String::new(),
            head_office: String::new(),
            declared_sme: None,
            publish_profile: false,
            publish_contact: false,
            unit_id: UnitId(0),
            province_id: UnitId(0),
            status: Status::Active,
            closed_on: None,
            closed_reason: String::new(),
            version: 1,
            illustration,
            created_at: at,
        }
    }

    /// What the search box looks into.
    pub(super) fn search_text(&self) -> String {
        fold(&format!(
            "{} {} {}",
            self.name,
            self.short_name,
            self.tax_code.as_deref().unwrap_or_default()
        ))
    }
}

/// Words of legal forms, folded, longest first: two names that differ only in them are alike.
const FORM_WORDS: [&str; 17] = [
    "trach nhiem huu han",
    "doanh nghiep tu nhan",
    "mot thanh vien",
    "ho kinh doanh",
    "hop tac xa",
    "to hop tac",
    "cong ty",
    "co phan",
    "co so",
    "dntn",
    "tnhh",
    "hkd",
    "htx",
    "mtv",
    "cty",
    "tht",
    "cp",
];

/// The folded name without the words of legal forms, by which duplicates are looked for. A name
/// made of such words only stays as it is.
pub fn name_key(name: &str) -> String {
    let folded = fold(name);
    let mut key = format!(" {folded} ");
    for words in FORM_WORDS {
        key = key.replace(&format!(" {words} "), " ");
    }
    let key = key.trim();
    if key.is_empty() {
        folded
    } else {
        key.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_differ_in_the_words_of_legal_forms_are_alike() {
        let key = name_key("Công ty TNHH MTV Cơ khí Hòa Long");
        assert_eq!(key, "co khi hoa long");
        assert_eq!(
            name_key("Cty trách nhiệm hữu hạn một thành viên CƠ KHÍ Hoà Long"),
            key
        );
        assert_eq!(name_key("DNTN Cơ Khí Hòa Long"), key);
    }

    #[test]
    fn a_name_of_such_words_only_stays() {
        assert_eq!(name_key("Hợp tác xã"), "hop tac xa");
    }
}
