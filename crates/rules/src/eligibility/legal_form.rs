use kernel::Lang;
use serde::{Deserialize, Serialize};

/// What kind of body a beneficiary is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum LegalForm {
    Enterprise,
    CoopGroup,
    Cooperative,
    CoopUnion,
    BusinessHousehold,
    /// An enterprise or cooperative that builds the infrastructure of a cluster.
    CcnInvestor,
    /// An artisan with a State title.
    Artisan,
    /// A body that manages or delivers industrial promotion.
    ServiceOrg,
}

impl LegalForm {
    pub const ALL: [LegalForm; 8] = [
        LegalForm::Enterprise,
        LegalForm::CoopGroup,
        LegalForm::Cooperative,
        LegalForm::CoopUnion,
        LegalForm::BusinessHousehold,
        LegalForm::CcnInvestor,
        LegalForm::Artisan,
        LegalForm::ServiceOrg,
    ];

    pub fn code(self) -> &'static str {
        match self {
            LegalForm::Enterprise => "ENTERPRISE",
            LegalForm::CoopGroup => "COOP_GROUP",
            LegalForm::Cooperative => "COOPERATIVE",
            LegalForm::CoopUnion => "COOP_UNION",
            LegalForm::BusinessHousehold => "BUSINESS_HOUSEHOLD",
            LegalForm::CcnInvestor => "CCN_INVESTOR",
            LegalForm::Artisan => "ARTISAN",
            LegalForm::ServiceOrg => "SERVICE_ORG",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.code() == code)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            LegalForm::Enterprise => lang.t("Doanh nghiệp", "Enterprise"),
            LegalForm::CoopGroup => lang.t("Tổ hợp tác", "Cooperative group"),
            LegalForm::Cooperative => lang.t("Hợp tác xã", "Cooperative"),
            LegalForm::CoopUnion => lang.t("Liên hiệp hợp tác xã", "Union of cooperatives"),
            LegalForm::BusinessHousehold => lang.t("Hộ kinh doanh", "Business household"),
            LegalForm::CcnInvestor => lang.t(
                "Chủ đầu tư hạ tầng cụm công nghiệp",
                "Investor of a cluster",
            ),
            LegalForm::Artisan => lang.t("Nghệ nhân", "Artisan"),
            LegalForm::ServiceOrg => {
                lang.t("Tổ chức dịch vụ khuyến công", "Promotion service body")
            }
        }
    }
}
