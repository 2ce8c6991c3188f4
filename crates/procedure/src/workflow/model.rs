use db::{CommandError, DbError};
use jiff::{Timestamp, civil::Date};
use kernel::{InstrumentId, Lang, UnitId, WorkflowDraftId, WorkflowId};
use rules::{
    FundingScope,
    workflow::{Definition, Fault, check},
};
use serde::Serialize;

db::row! {
    pub(super) struct VersionRow {
        id: WorkflowId,
        key: String,
        number: i64,
        scope: String,
        territory_id: Option<UnitId>,
        definition: String,
        valid_from: Date,
        from_id: Option<WorkflowId>,
        paper_number: String,
        paper_signed_on: Option<Date>,
        paper_signer: String,
        published_by: String,
        created_at: Timestamp,
        illustration: bool,
        article: String,
        instrument_id: Option<InstrumentId>,
    }
}

pub(super) const VERSION_COLUMNS: &str = "id, key, number, scope, territory_id, definition, \
    valid_from, from_id, paper_number, paper_signed_on, paper_signer, published_by, created_at, \
    illustration, article, instrument_id";

/// The text that a workflow follows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Basis {
    /// As officials quote it; empty while unknown.
    pub article: String,
    /// Its document, when it is in the register.
    pub instrument_id: Option<InstrumentId>,
}

/// A kept version with its definition read.
#[derive(Clone, Debug)]
pub struct WorkflowVersion {
    pub id: WorkflowId,
    pub key: String,
    pub number: i64,
    pub scope: FundingScope,
    /// None for all provinces.
    pub territory: Option<UnitId>,
    pub valid_from: Date,
    pub from: Option<WorkflowId>,
    /// The decision that puts it in force; none for those that come with the product.
    pub paper: Option<Paper>,
    pub published_by: String,
    pub created_at: Timestamp,
    pub illustration: bool,
    pub basis: Basis,
    pub definition: Definition,
}

impl WorkflowVersion {
    /// Of two versions of one area that are in force, the higher is followed: that of the later first
    /// day, then what was published by decision before what came with the product, then the newer.
    pub(super) fn rank(&self) -> (Date, bool, i64) {
        let published = !self.published_by.is_empty();
        (self.valid_from, published, self.number)
    }
}

/// The paper that puts a version in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Paper {
    pub number: String,
    pub signed_on: Date,
    pub signer: String,
}

fn scope(code: &str) -> Result<FundingScope, DbError> {
    FundingScope::from_code(code).ok_or_else(|| DbError::Shape(format!("{code:?} is not a budget")))
}

fn definition(json: &str, what: impl std::fmt::Display) -> Result<Definition, DbError> {
    Definition::from_json(json).map_err(|e| DbError::Shape(format!("{what}: {e}")))
}

impl TryFrom<VersionRow> for WorkflowVersion {
    type Error = DbError;

    fn try_from(row: VersionRow) -> Result<Self, DbError> {
        Ok(WorkflowVersion {
            definition: definition(&row.definition, format_args!("workflow_version {}", row.id))?,
            id: row.id,
            key: row.key,
            number: row.number,
            scope: scope(&row.scope)?,
            territory: row.territory_id,
            valid_from: row.valid_from,
            from: row.from_id,
            paper: row.paper_signed_on.map(|signed_on| Paper {
                number: row.paper_number,
                signed_on,
                signer: row.paper_signer,
            }),
            published_by: row.published_by,
            created_at: row.created_at,
            illustration: row.illustration,
            basis: Basis {
                article: row.article,
                instrument_id: row.instrument_id,
            },
        })
    }
}

db::row! {
    pub(super) struct DraftRow {
        id: WorkflowDraftId,
        scope: String,
        territory_id: Option<UnitId>,
        base_id: Option<WorkflowId>,
        definition: String,
        valid_from: Date,
        state: String,
        published_id: Option<WorkflowId>,
        version: i64,
        created_by: String,
        created_at: Timestamp,
        changed_by: String,
        changed_at: Timestamp,
        illustration: bool,
        article: String,
        instrument_id: Option<InstrumentId>,
    }
}

pub(super) const DRAFT_COLUMNS: &str = "id, scope, territory_id, base_id, definition, valid_from, \
    state, published_id, version, created_by, created_at, changed_by, changed_at, illustration, \
    article, instrument_id";

/// The next version of a workflow while it is drawn up.
#[derive(Clone, Debug)]
pub struct Draft {
    pub id: WorkflowDraftId,
    pub scope: FundingScope,
    pub territory: Option<UnitId>,
    /// The version it was drawn up from; none for one that came as a file.
    pub base: Option<WorkflowId>,
    pub valid_from: Date,
    /// False once it was published or discarded.
    pub open: bool,
    pub published: Option<WorkflowId>,
    pub version: i64,
    pub created_by: String,
    pub changed_by: String,
    pub changed_at: Timestamp,
    pub illustration: bool,
    pub basis: Basis,
    pub definition: Definition,
}

impl TryFrom<DraftRow> for Draft {
    type Error = DbError;

    fn try_from(row: DraftRow) -> Result<Self, DbError> {
        Ok(Draft {
            definition: definition(&row.definition, format_args!("workflow_draft {}", row.id))?,
            id: row.id,
            scope: scope(&row.scope)?,
            territory: row.territory_id,
            base: row.base_id,
            valid_from: row.valid_from,
            open: row.state == "open",
            published: row.published_id,
            version: row.version,
            created_by: row.created_by,
            changed_by: row.changed_by,
            changed_at: row.changed_at,
            illustration: row.illustration,
            basis: Basis {
                article: row.article,
                instrument_id: row.instrument_id,
            },
        })
    }
}

impl Draft {
    pub fn faults(&self) -> Vec<Fault> {
        check(&self.definition)
    }
}

/// Why a draft that is not open takes no more edits.
pub(super) fn closed(lang: Lang, draft: &Draft) -> CommandError {
    let reason = match draft.published {
        Some(_) => lang.t(
            "Bản thảo này đã ban hành nên không sửa được. Muốn đổi, soạn phiên bản mới.",
            "This draft was published and cannot be changed. Draw up a new version.",
        ),
        None => lang.t(
            "Bản thảo này đã bỏ. Hãy soạn phiên bản mới.",
            "This draft was discarded. Draw up a new version.",
        ),
    };
    CommandError::refused("draft-closed", reason)
}
