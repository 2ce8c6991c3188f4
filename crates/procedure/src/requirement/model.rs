use db::DbError;
use jiff::{Timestamp, civil::Date};
use kernel::{Activity, InstrumentId, Lang, RequirementId, UnitId};
use rules::{
    Confidence, FundingScope, ProjectKind, Text,
    checklist::{DossierItem, Stage},
    criteria::{Criterion, Level},
};
use serde::{Deserialize, Serialize};
use web_kit::version::Change;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = RequirementKind)]
pub enum Kind {
    /// A paper of the dossier (giấy tờ).
    Paper,
    /// A question of the appraisal (tiêu chí).
    Criterion,
}

impl Kind {
    pub const ALL: [Kind; 2] = [Kind::Paper, Kind::Criterion];

    pub fn code(self) -> &'static str {
        match self {
            Kind::Paper => "paper",
            Kind::Criterion => "criterion",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The heading of its list.
    pub fn title(self, lang: Lang) -> &'static str {
        match self {
            Kind::Paper => lang.t("Thành phần hồ sơ", "Dossier papers"),
            Kind::Criterion => lang.t("Tiêu chí thẩm định", "Appraisal criteria"),
        }
    }

    /// The address of its list.
    pub fn href(self) -> &'static str {
        match self {
            Kind::Paper => "/dossier-papers",
            Kind::Criterion => "/appraisal-criteria",
        }
    }
}

db::code_column!(Kind);

db::row! {
    /// One version of a requirement.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct Requirement {
        pub id: RequirementId,
        pub kind: Kind,
        /// The same in every version.
        pub key: String,
        pub version: i64,
        pub supersedes_id: Option<RequirementId>,
        pub change: Change,
        pub reason: String,
        /// Which paper or question it is; rows of several areas or times may share it.
        pub code: String,
        pub position: i64,
        pub title_vi: String,
        pub title_en: String,
        /// `kcqg` or `kcdp`; none for both.
        pub scope: Option<String>,
        /// None for the nation; else a province of either era.
        pub territory_id: Option<UnitId>,
        /// `registration` or `base_appraisal`; only of papers.
        pub stage: Option<String>,
        pub required: Option<bool>,
        pub copies: Option<i64>,
        /// Codes joined by commas; empty for all.
        pub activities: String,
        pub project_kinds: String,
        /// `base` or `ministry`; none for both. Only of questions.
        pub level: Option<String>,
        /// As officials quote the text it comes from; empty while unknown.
        pub article: String,
        /// The document of that text, when it is in the register.
        pub instrument_id: Option<InstrumentId>,
        #[schema(value_type = String, format = Date)]
        pub valid_from: Date,
        /// Last day, inclusive.
        #[schema(value_type = Option<String>, format = Date)]
        pub valid_to: Option<Date>,
        pub verified: bool,
        pub verified_by: String,
        #[schema(value_type = Option<String>, format = DateTime)]
        pub verified_at: Option<Timestamp>,
        pub evidence: String,
        pub recorded_by: String,
        #[schema(value_type = String, format = DateTime)]
        pub recorded_at: Timestamp,
        pub illustration: bool,
    }
}

/// The codes of a list as it is kept.
pub(super) fn split(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').filter(|code| !code.is_empty())
}

impl Requirement {
    pub fn title(&self) -> Text {
        Text::new(&self.title_vi, &self.title_en)
    }

    pub(super) fn budget(&self) -> Option<FundingScope> {
        self.scope.as_deref().and_then(FundingScope::from_code)
    }

    pub(super) fn stage(&self) -> Option<Stage> {
        self.stage.as_deref().and_then(Stage::from_code)
    }

    pub(super) fn level(&self) -> Option<Level> {
        self.level.as_deref().and_then(Level::from_code)
    }

    pub(super) fn activities(&self) -> Result<Vec<Activity>, DbError> {
        split(&self.activities)
            .map(|code| code.parse().map_err(|_| self.unknown("activity", code)))
            .collect()
    }

    pub(super) fn project_kinds(&self) -> Result<Vec<ProjectKind>, DbError> {
        split(&self.project_kinds)
            .map(|code| {
                ProjectKind::from_code(code).ok_or_else(|| self.unknown("kind of project", code))
            })
            .collect()
    }

    fn unknown(&self, what: &str, code: &str) -> DbError {
        DbError::Shape(format!("requirement {}: {code:?} is no {what}", self.key))
    }

    fn confidence(&self) -> Confidence {
        match self.verified {
            true => Confidence::Verified,
            false => Confidence::Unverified,
        }
    }

    /// The row as the rules of dossiers read it.
    pub(super) fn paper(&self) -> Result<DossierItem, DbError> {
        Ok(DossierItem {
            code: self.code.clone(),
            territory: self.territory_id,
            stage: self
                .stage()
                .ok_or_else(|| self.unknown("stage", self.stage.as_deref().unwrap_or_default()))?,
            scope: self.budget(),
            activities: self.activities()?,
            kinds: self.project_kinds()?,
            title: self.title(),
            required: self.required.unwrap_or_default(),
            copies: u8::try_from(self.copies.unwrap_or(1)).unwrap_or(1),
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            article: self.article.clone(),
            confidence: self.confidence(),
        })
    }

    /// The row as the rules of appraisals read it.
    pub(super) fn criterion(&self) -> Criterion {
        Criterion {
            order: u8::try_from(self.position).unwrap_or(u8::MAX),
            code: self.code.clone(),
            title: self.title(),
            level: self.level(),
            scope: self.budget(),
            territory: self.territory_id,
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            article: self.article.clone(),
            confidence: self.confidence(),
        }
    }
}
