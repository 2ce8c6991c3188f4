use jiff::civil::Date;
use kernel::{AccountId, CostLineId, Dong, FundingSource, Lang, ProjectId, VoucherId};
use serde::Serialize;

db::row! {
    /// A voucher for one source of one cost line.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
    pub struct Voucher {
        pub id: VoucherId,
        pub project_id: ProjectId,
        pub line_id: CostLineId,
        pub source: FundingSource,
        pub number: String,
        #[schema(value_type = String, format = Date)]
        pub issued_on: Date,
        pub seller: String,
        pub tax_code: String,
        pub content: String,
        /// The whole invoice without value-added tax, in đồng.
        pub amount: Dong,
        pub vat: Dong,
        /// What of it this source is to pay.
        pub claimed: Dong,
        /// None until somebody looked at it.
        pub admitted: Option<Dong>,
        /// Why less was admitted than claimed.
        pub refusal: String,
        #[serde(skip)]
        pub claim: String,
        #[serde(skip)]
        pub entered_by: Option<AccountId>,
        pub entered_name: String,
        pub admitted_name: String,
        pub version: i64,
    }
}

impl Voucher {
    /// The whole invoice.
    pub fn total(&self) -> Dong {
        self.amount + self.vat
    }

    /// The word, colour and icon of how it stands.
    pub(super) fn badge(&self, lang: Lang) -> (&'static str, &'static str, &'static str) {
        match self.admitted {
            None => (lang.t("chờ xét", "waiting"), "amber", "clock"),
            Some(admitted) if admitted == self.claimed => {
                (lang.t("chấp nhận", "admitted"), "green", "check")
            }
            Some(admitted) if admitted.is_zero() => {
                (lang.t("không chấp nhận", "not admitted"), "red", "stop")
            }
            Some(_) => (lang.t("chấp nhận một phần", "in part"), "amber", "check"),
        }
    }
}
