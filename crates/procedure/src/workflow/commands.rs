use db::{Checks, CommandError, CommandResult, Conn, Cx, DbError, Upload, sql};
use jiff::civil::Date;
use kernel::{Lang, Thing, UnitId, UnitLevel, Verb, WorkflowDraftId, WorkflowId, format_date};
use rules::{
    FundingScope,
    workflow::{Definition, check},
};
use serde::Serialize;
use web_kit::basis;

use super::{
    edit::{self, HeadInput, StateInput, StepInput},
    model::{Basis, Draft, Paper, closed},
    paper_file, store,
};

/// No version counts from a later day.
const LAST_DAY: Date = jiff::civil::date(2200, 12, 31);

/// The largest file that is read as a definition.
const LARGEST: usize = 500_000;

/// What the trail keeps of a draft.
#[derive(Serialize)]
struct Kept<'a> {
    #[serde(flatten)]
    definition: &'a Definition,
    #[serde(flatten)]
    basis: &'a Basis,
}

/// For whom the next version is drawn up, and from when it shall count.
#[derive(Clone, Debug, Default)]
pub struct BeginInput {
    /// None for all provinces.
    pub territory: Option<UnitId>,
    pub valid_from: Option<Date>,
}

/// The decision that puts a version in force.
#[derive(Clone, Debug, Default)]
pub struct PublishInput {
    pub number: String,
    pub signed_on: Option<Date>,
    pub signer: String,
    /// The signed file, when it is at hand; it can be attached later.
    pub file: Option<Upload>,
}

/// Begins a draft from a kept version.
pub async fn begin(cx: &Cx, base: WorkflowId, input: BeginInput) -> CommandResult<WorkflowDraftId> {
    cx.may_keep(Verb::Create, Thing::Workflow, input.territory)?;
    let mut tx = cx.begin().await?;
    let from = store::by_id(&mut tx, base)
        .await?
        .ok_or(CommandError::NotFound)?;
    let id = insert(cx, &mut tx, from.definition, from.basis, Some(base), &input).await?;
    tx.commit().await?;
    Ok(id)
}

/// Begins a draft from a definition that came as a file. It may be faulty; then it cannot be
/// published before it is put right.
pub async fn import(cx: &Cx, json: &str, input: BeginInput) -> CommandResult<WorkflowDraftId> {
    cx.may_keep(Verb::Create, Thing::Workflow, input.territory)?;
    let definition = read(cx.lang, json)?;
    let mut tx = cx.begin().await?;
    let id = insert(cx, &mut tx, definition, Basis::default(), None, &input).await?;
    tx.commit().await?;
    Ok(id)
}

fn read(lang: Lang, json: &str) -> CommandResult<Definition> {
    if json.trim().is_empty() {
        let message = lang.t("Chọn tệp quy trình (JSON).", "Choose the file (JSON).");
        return Err(CommandError::field("file", message));
    }
    if json.len() > LARGEST {
        let message = lang.t(
            "Tệp lớn quá 500 kB: không phải tệp quy trình.",
            "The file is larger than 500 kB and cannot be a workflow.",
        );
        return Err(CommandError::field("file", message));
    }
    Definition::from_json(json).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        CommandError::field(
            "file",
            match lang {
                Lang::Vi => format!(
                    "Không đọc được quy trình trong tệp (dòng {line}, cột {column}). Dùng tệp xuất \
                     từ trang quy trình."
                ),
                Lang::En => format!(
                    "No workflow can be read in the file (line {line}, column {column}). Use one \
                     exported from a workflow's page."
                ),
            },
        )
    })
}

async fn insert(
    cx: &Cx,
    tx: &mut Conn,
    mut definition: Definition,
    basis: Basis,
    base: Option<WorkflowId>,
    input: &BeginInput,
) -> CommandResult<WorkflowDraftId> {
    let scope = definition.scope;
    let mut checks = Checks::new(cx.lang);
    let valid_from = checks.date("valid_from", input.valid_from, None);
    if let Some(unit) = input.territory {
        let unit = reference::units::get(tx, unit).await?;
        if unit.is_none_or(|unit| unit.level != UnitLevel::Province) {
            let message = checks.t("Chọn tỉnh trong danh sách.", "Choose a province.");
            checks.fail("territory", message);
        }
        if scope == FundingScope::Kcqg {
            checks.fail("territory", national_only(cx.lang));
        }
    }
    checks.done()?;
    definition.territory = input.territory;
    if let Some((id, by)) = store::open_draft(tx, scope, input.territory).await? {
        return Err(already_open(cx.lang, id, &by));
    }
    let id: WorkflowDraftId = cx.new_id();
    tx.exec(sql!(
        "INSERT INTO workflow_draft (id, scope, territory_id, base_id, definition, valid_from, state,
             created_by, created_at, changed_by, changed_at, illustration, article,
             instrument_id)
         VALUES (?, ?, ?, ?, ?, ?, 'open', ?, ?, ?, ?, ?, ?, ?)",
        id,
        scope.code(),
        input.territory,
        base,
        definition.to_json(),
        valid_from,
        &cx.actor.name,
        cx.now(),
        &cx.actor.name,
        cx.now(),
        cx.illustration,
        &basis.article,
        basis.instrument_id,
    ))
    .await
    .map_err(|error| explain(cx.lang, error))?;
    let kept = Kept {
        definition: &definition,
        basis: &basis,
    };
    tx.audit_new(cx, "workflow_draft", id, &kept).await?;
    Ok(id)
}

fn explain(lang: Lang, error: DbError) -> CommandError {
    let race = error.breaks_unique("workflow_draft", &["territory_id"])
        || error.breaks_unique("workflow_draft", &["scope"]);
    if !race {
        return error.into();
    }
    let message = lang.t(
        "Vừa có người khác bắt đầu soạn quy trình này. Mở lại danh sách để xem.",
        "Somebody has just begun to draw up this workflow. See the list again.",
    );
    CommandError::refused("draft-open", message)
}

fn already_open(lang: Lang, id: WorkflowDraftId, by: &str) -> CommandError {
    CommandError::refused(
        "draft-open",
        match lang {
            Lang::Vi => format!(
                "{by} đang soạn một bản thảo của quy trình này. Sửa tiếp bản đó \
                 (/workflow-drafts/{id}), hoặc bỏ nó trước."
            ),
            Lang::En => format!(
                "{by} is drawing up a draft of this workflow. Go on with that one \
                 (/workflow-drafts/{id}), or discard it first."
            ),
        },
    )
}

fn national_only(lang: Lang) -> &'static str {
    lang.t(
        "Quy trình khuyến công quốc gia do Bộ quy định, áp dụng chung cả nước; tỉnh không có bản \
         riêng.",
        "The workflow of national money is the Ministry's and the same everywhere; a province has \
         none of its own.",
    )
}

/// The draft, when the person keeps its area and it is open.
async fn own(cx: &Cx, tx: &mut Conn, id: WorkflowDraftId) -> CommandResult<Draft> {
    cx.may(Verb::Edit, Thing::Workflow)?;
    let draft = store::draft(tx, &cx.actor.scope, id)
        .await?
        .ok_or(CommandError::NotFound)?;
    cx.may_keep(Verb::Edit, Thing::Workflow, draft.territory)?;
    if !draft.open {
        return Err(closed(cx.lang, &draft));
    }
    Ok(draft)
}

/// Makes one change to a draft that nobody else changed since `version` was read.
async fn change<T>(
    cx: &Cx,
    id: WorkflowDraftId,
    version: i64,
    verb: &str,
    edit: impl FnOnce(&mut Draft, &mut Checks) -> T,
) -> CommandResult<T> {
    let mut tx = cx.begin().await?;
    let mut draft = own(cx, &mut tx, id).await?;
    if draft.version != version {
        return Err(CommandError::Stale);
    }
    let before = (draft.definition.clone(), draft.basis.clone());
    let mut checks = Checks::new(cx.lang);
    let answer = edit(&mut draft, &mut checks);
    checks.done()?;
    let written = tx
        .exec(sql!(
            "UPDATE workflow_draft SET definition = ?, valid_from = ?, article = ?,
                 instrument_id = ?, changed_by = ?, changed_at = ?, version = version + 1
              WHERE id = ? AND version = ? AND state = 'open'",
            draft.definition.to_json(),
            draft.valid_from,
            &draft.basis.article,
            draft.basis.instrument_id,
            &cx.actor.name,
            cx.now(),
            id,
            version,
        ))
        .await?;
    if written == 0 {
        return Err(CommandError::Stale);
    }
    let kept = |(definition, basis)| Kept { definition, basis };
    let before = kept((&before.0, &before.1));
    let after = kept((&draft.definition, &draft.basis));
    tx.audit(cx, verb, "workflow_draft", id, Some(&before), &after)
        .await?;
    tx.commit().await?;
    Ok(answer)
}

/// Adds a state (`code` None), or changes one. Answers with its code.
pub async fn put_state(
    cx: &Cx,
    id: WorkflowDraftId,
    version: i64,
    code: Option<&str>,
    input: &StateInput,
) -> CommandResult<String> {
    change(cx, id, version, "state", |draft, checks| {
        edit::put_state(&mut draft.definition, checks, code, input)
    })
    .await
}

/// Adds a step (`code` None), or changes one. Answers with its code.
pub async fn put_step(
    cx: &Cx,
    id: WorkflowDraftId,
    version: i64,
    code: Option<&str>,
    input: &StepInput,
) -> CommandResult<String> {
    change(cx, id, version, "step", |draft, checks| {
        edit::put_step(&mut draft.definition, checks, code, input)
    })
    .await
}

pub async fn remove_state(
    cx: &Cx,
    id: WorkflowDraftId,
    version: i64,
    code: &str,
) -> CommandResult<()> {
    change(cx, id, version, "state-removal", |draft, _| {
        edit::remove_state(&mut draft.definition, code);
    })
    .await
}

pub async fn remove_step(
    cx: &Cx,
    id: WorkflowDraftId,
    version: i64,
    code: &str,
) -> CommandResult<()> {
    change(cx, id, version, "step-removal", |draft, _| {
        edit::remove_step(&mut draft.definition, code);
    })
    .await
}

/// Changes the title, the first state, the opening, the text it follows, and from when the version
/// shall count.
pub async fn put_head(
    cx: &Cx,
    id: WorkflowDraftId,
    version: i64,
    input: &HeadInput,
    valid_from: Option<Date>,
) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Workflow)?;
    let mut checks = Checks::new(cx.lang);
    let mut conn = cx.read().await?;
    let document = input.instrument_id;
    let article = basis::quote(cx, &mut conn, &mut checks, document, &input.article).await?;
    drop(conn);
    let article = checks.optional_text("article", &article, 300);
    checks.done()?;
    change(cx, id, version, "edit", |draft, checks| {
        draft.basis = Basis {
            article,
            instrument_id: document,
        };
        draft.valid_from = checks.date("valid_from", valid_from, None);
        edit::put_head(&mut draft.definition, checks, input);
    })
    .await
}

/// Puts a draft in force by decision: refused while the checker finds a fault. Projects drawn up
/// from its first day on begin on it; those under way stay on theirs.
pub async fn publish(
    cx: &Cx,
    id: WorkflowDraftId,
    version: i64,
    input: PublishInput,
) -> CommandResult<WorkflowId> {
    let mut tx = cx.begin().await?;
    let draft = own(cx, &mut tx, id).await?;
    if draft.version != version {
        return Err(CommandError::Stale);
    }
    let mut checks = Checks::new(cx.lang);
    let paper = Paper {
        number: checks.text("paper_number", &input.number, 100),
        signed_on: checks.date("paper_signed_on", input.signed_on, Some(cx.today())),
        signer: checks.text("paper_signer", &input.signer, 200),
    };
    checks.done()?;
    refuse_faults(cx.lang, &draft)?;
    let last = store::newest_of(&mut tx, draft.scope, draft.territory, LAST_DAY).await?;
    if let Some(last) = last.filter(|last| draft.valid_from < last.valid_from) {
        return Err(too_early(cx.lang, last.number, last.valid_from));
    }
    let key = match draft.territory {
        Some(unit) => format!("{}-{unit}", draft.scope.code()),
        None => draft.scope.code().to_owned(),
    };
    let number = store::last_number(&mut tx, &key).await? + 1;
    let mut definition = draft.definition;
    definition.key.clone_from(&key);
    definition.version = u32::try_from(number).unwrap_or(u32::MAX);
    let published: WorkflowId = cx.new_id();
    tx.exec(sql!(
        "INSERT INTO workflow_version (id, key, number, scope, territory_id, definition, valid_from,
             from_id, paper_number, paper_signed_on, paper_signer, published_by, created_at,
             illustration, article, instrument_id)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        published,
        &key,
        number,
        draft.scope.code(),
        draft.territory,
        definition.to_json(),
        draft.valid_from,
        draft.base,
        &paper.number,
        paper.signed_on,
        &paper.signer,
        &cx.actor.name,
        cx.now(),
        cx.illustration || draft.illustration,
        &draft.basis.article,
        draft.basis.instrument_id,
    ))
    .await
    .map_err(|error| {
        if error.breaks_unique("workflow_version", &["key", "number"]) {
            return CommandError::Stale;
        }
        error.into()
    })?;
    let sha256 = match &input.file {
        Some(upload) => Some(paper_file::keep(cx, &mut tx, published, upload).await?),
        None => None,
    };
    close(cx, &mut tx, id, version, "published", Some(published)).await?;
    tx.audit(
        cx,
        "publication",
        "workflow",
        published,
        None::<&()>,
        &(&paper, &definition, sha256),
    )
    .await?;
    tx.commit().await?;
    Ok(published)
}

fn refuse_faults(lang: Lang, draft: &Draft) -> CommandResult<()> {
    let faults = check(&draft.definition);
    if faults.is_empty() {
        return Ok(());
    }
    let sentences: Vec<String> = faults
        .iter()
        .map(|fault| fault.sentence(&draft.definition, lang))
        .collect();
    let all = sentences.join(" ");
    Err(CommandError::refused(
        "workflow-faulty",
        match lang {
            Lang::Vi => format!("Quy trình còn lỗi nên chưa ban hành được. {all}"),
            Lang::En => format!("The workflow still has faults. {all}"),
        },
    ))
}

fn too_early(lang: Lang, number: i64, from: Date) -> CommandError {
    let day = format_date(from);
    CommandError::refused(
        "version-too-early",
        match lang {
            Lang::Vi => format!(
                "Phiên bản {number} có hiệu lực từ {day}; phiên bản mới không thể có hiệu lực sớm \
                 hơn. Sửa ngày có hiệu lực ở phần chung của bản thảo."
            ),
            Lang::En => format!(
                "Version {number} counts from {day}; a new one cannot begin before that. Change \
                 the first day of the draft."
            ),
        },
    )
}

/// Discards a draft; it stays readable in the audit trail.
pub async fn discard(cx: &Cx, id: WorkflowDraftId, version: i64) -> CommandResult<()> {
    let mut tx = cx.begin().await?;
    own(cx, &mut tx, id).await?;
    close(cx, &mut tx, id, version, "discarded", None).await?;
    tx.commit().await?;
    Ok(())
}

async fn close(
    cx: &Cx,
    tx: &mut Conn,
    id: WorkflowDraftId,
    version: i64,
    state: &'static str,
    published: Option<WorkflowId>,
) -> CommandResult<()> {
    let written = tx
        .exec(sql!(
            "UPDATE workflow_draft SET state = ?, published_id = ?, changed_by = ?, changed_at = ?,
                 version = version + 1
              WHERE id = ? AND version = ? AND state = 'open'",
            state,
            published,
            &cx.actor.name,
            cx.now(),
            id,
            version,
        ))
        .await?;
    if written == 0 {
        return Err(CommandError::Stale);
    }
    tx.audit(cx, state, "workflow_draft", id, None::<&()>, &published)
        .await?;
    Ok(())
}
