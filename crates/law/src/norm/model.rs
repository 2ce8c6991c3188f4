use db::{DbError, row};
use jiff::{Timestamp, civil::Date};
use kernel::{Activity, BasisPoints, Dong, InstrumentId, Lang, NormId, UnitId};
use rules::{
    Confidence, FundingScope, Text,
    norm::{NormRule, Per},
};
use serde::Serialize;
use web_kit::version::Change;

row! {
    /// One version of a norm.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct NormVersion {
        pub id: NormId,
        /// The short name people use, as `N18-05`; the same in every version.
        pub key: String,
        pub version: i64,
        pub supersedes_id: Option<NormId>,
        pub change: Change,
        /// Why the version was written.
        pub reason: String,
        /// `kcqg` or `kcdp`; national norms also limit local money.
        pub scope: String,
        /// None for the nation; else a province of either era.
        pub territory_id: Option<UnitId>,
        pub activity: Activity,
        pub variant: String,
        pub title_vi: String,
        pub title_en: String,
        /// Hundredths of a percent of the eligible cost.
        pub pct_bp: Option<BasisPoints>,
        /// đồng, before any multiplier.
        pub cap: Option<Dong>,
        pub per: String,
        /// Factor on the cap for a technology line, in hundredths.
        pub multiplier_x100: i64,
        pub condition_vi: String,
        pub condition_en: String,
        pub cost_items_vi: String,
        pub cost_items_en: String,
        pub instrument_id: Option<InstrumentId>,
        pub legal_doc: String,
        pub locator: String,
        #[schema(value_type = Option<String>, format = Date)]
        pub valid_from: Option<Date>,
        /// Last day, inclusive.
        #[schema(value_type = Option<String>, format = Date)]
        pub valid_to: Option<Date>,
        pub verified: bool,
        pub verified_by: String,
        #[schema(value_type = Option<String>, format = DateTime)]
        pub verified_at: Option<Timestamp>,
        /// What was compared: the text, its page, a letter.
        pub evidence: String,
        pub source: String,
        pub recorded_by: String,
        #[schema(value_type = String, format = DateTime)]
        pub recorded_at: Timestamp,
        pub illustration: bool,
    }
}

impl NormVersion {
    /// The version as the rules read it. Fails when a code in the row is not one of theirs.
    pub fn rule(&self) -> Result<NormRule, DbError> {
        let unknown = |what: &str, code: &str| {
            DbError::Shape(format!("norm {}: {code:?} is not a {what}", self.key))
        };
        Ok(NormRule {
            id: Some(self.id),
            key: self.key.clone(),
            scope: FundingScope::from_code(&self.scope)
                .ok_or_else(|| unknown("budget", &self.scope))?,
            territory: self.territory_id,
            activity: self.activity,
            variant: self.variant.clone(),
            title: Text::new(&self.title_vi, &self.title_en),
            pct: self.pct_bp,
            cap: self.cap,
            per: Per::from_code(&self.per).ok_or_else(|| unknown("counting unit", &self.per))?,
            multiplier_x100: self.multiplier_x100,
            condition: Text::new(&self.condition_vi, &self.condition_en),
            cost_items: Text::new(&self.cost_items_vi, &self.cost_items_en),
            legal_doc: self.legal_doc.clone(),
            locator: self.locator.clone(),
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            confidence: if self.verified {
                Confidence::Verified
            } else {
                Confidence::Unverified
            },
            source: self.source.clone(),
        })
    }

    pub fn title(&self, lang: Lang) -> &str {
        either(&self.title_vi, &self.title_en, lang)
    }

    pub fn condition(&self, lang: Lang) -> &str {
        either(&self.condition_vi, &self.condition_en, lang)
    }

    /// Which costs count.
    pub fn cost_items(&self, lang: Lang) -> &str {
        either(&self.cost_items_vi, &self.cost_items_en, lang)
    }
}

/// The Vietnamese where no English was written, as [`Text::get`] reads it.
fn either<'t>(vi: &'t str, en: &'t str, lang: Lang) -> &'t str {
    match lang.t(vi, en) {
        "" => vi,
        own => own,
    }
}

/// How people call the variants that the product knows; others are shown as they are written.
pub fn variant_label(variant: &str, lang: Lang) -> String {
    match variant {
        "" => lang.t("mức chính", "main norm"),
        "hieu_qua" => lang.t(
            "cơ sở đang hoạt động hiệu quả",
            "establishment that works well",
        ),
        "day_chuyen" => lang.t("dây chuyền công nghệ", "technology line"),
        "ve_may_bay" => lang.t("vé máy bay", "flight ticket"),
        "tap_huan" => lang.t("tập huấn, hội thảo", "training, workshop"),
        "quoc_gia" => lang.t("cấp quốc gia", "national level"),
        "tham_gia" => lang.t("tham gia hội chợ", "taking part in a fair"),
        "nuoc_ngoai" => lang.t("ở nước ngoài", "abroad"),
        "di_doi" => lang.t(
            "di dời vào cụm, khu công nghiệp",
            "moving into a cluster or zone",
        ),
        "quy_hoach" => lang.t("quy hoạch chi tiết", "detailed planning"),
        "xu_ly_o_nhiem" => lang.t("xử lý ô nhiễm", "pollution treatment"),
        other => return other.replace('_', " "),
    }
    .to_owned()
}
