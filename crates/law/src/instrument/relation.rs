//! What documents do to each other: amend, replace, consolidate, guide, or rest upon.

use db::{Checks, CommandError, CommandResult, Conn, Cx, DbError, row, sql};
use jiff::civil::Date;
use kernel::{InstrumentId, Lang, Thing, Verb, format_date};
use serde::{Deserialize, Serialize};

use super::{
    commands::may_change,
    model::{Instrument, InstrumentKind, title},
    store,
};

/// What a document does to another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    Amends,
    Replaces,
    Consolidates,
    Guides,
    /// Names the other among its legal bases (căn cứ).
    BasedOn,
}

impl RelationKind {
    pub const ALL: [RelationKind; 5] = [
        RelationKind::Amends,
        RelationKind::Replaces,
        RelationKind::Consolidates,
        RelationKind::Guides,
        RelationKind::BasedOn,
    ];

    pub fn code(self) -> &'static str {
        match self {
            RelationKind::Amends => "amends",
            RelationKind::Replaces => "replaces",
            RelationKind::Consolidates => "consolidates",
            RelationKind::Guides => "guides",
            RelationKind::BasedOn => "based_on",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// Read from the document that acts.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            RelationKind::Amends => lang.t("Sửa đổi, bổ sung", "Amends"),
            RelationKind::Replaces => lang.t("Thay thế", "Replaces"),
            RelationKind::Consolidates => lang.t("Hợp nhất", "Consolidates"),
            RelationKind::Guides => lang.t("Quy định chi tiết, hướng dẫn", "Guides"),
            RelationKind::BasedOn => lang.t("Căn cứ vào", "Based on"),
        }
    }

    /// Read from the document that is acted on.
    pub fn passive(self, lang: Lang) -> &'static str {
        match self {
            RelationKind::Amends => lang.t("Được sửa đổi, bổ sung bởi", "Amended by"),
            RelationKind::Replaces => lang.t("Bị thay thế bởi", "Replaced by"),
            RelationKind::Consolidates => lang.t("Được hợp nhất trong", "Consolidated in"),
            RelationKind::Guides => lang.t("Được hướng dẫn bởi", "Guided by"),
            RelationKind::BasedOn => lang.t("Là căn cứ của", "Basis of"),
        }
    }
}

db::code_column!(RelationKind);

row! {
    /// One document seen from another one.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct Related {
        pub relation: RelationKind,
        /// True when the other document acts on this one.
        pub incoming: bool,
        /// First day on which the relation counts; none while it is not known.
        #[schema(value_type = Option<String>, format = Date)]
        pub day: Option<Date>,
        pub note: String,
        /// Whether somebody has seen it written.
        pub verified: bool,
        pub id: InstrumentId,
        pub kind: InstrumentKind,
        pub number: String,
        pub issuer: String,
        pub subject: String,
    }
}

impl Related {
    pub fn title(&self, lang: Lang) -> String {
        title(self.kind, &self.number, &self.issuer, lang)
    }

    pub fn label(&self, lang: Lang) -> &'static str {
        if self.incoming {
            self.relation.passive(lang)
        } else {
            self.relation.label(lang)
        }
    }

    /// The first day as it is written; empty when unknown.
    pub fn since(&self) -> String {
        self.day.map(format_date).unwrap_or_default()
    }

    /// True when another document does this to the one it is seen from.
    pub(super) fn suffered(&self, kind: RelationKind) -> bool {
        self.incoming && self.relation == kind
    }
}

/// What a document does to another one, as a person says it.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RelationInput {
    pub kind: RelationKind,
    pub to: InstrumentId,
    /// First day on which it counts; the first day of the acting document when absent.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub since: Option<Date>,
    /// Which parts, or where it is written.
    #[serde(default)]
    pub note: String,
    /// Whether somebody has seen it written.
    #[serde(default)]
    pub verified: bool,
}

impl RelationInput {
    /// A relation seen written, from the first day of the acting document.
    pub fn new(kind: RelationKind, to: InstrumentId) -> RelationInput {
        RelationInput {
            kind,
            to,
            since: None,
            note: String::new(),
            verified: true,
        }
    }
}

/// What this document does to others, and others to it: by kind, then in the order of days. A
/// consolidated text has no effect of its own and counts from the day of its signature.
pub async fn related(conn: &mut Conn, id: InstrumentId) -> Result<Vec<Related>, DbError> {
    conn.all(sql!(
        "SELECT r.kind AS relation, FALSE AS incoming,
                COALESCE(r.since, a.effective_from,
                         CASE WHEN r.kind = 'consolidates' THEN a.signed_on END) AS day, r.note, r.verified, i.id, i.kind, i.number, i.issuer, i.subject
         FROM instrument_relation r JOIN instrument a ON a.id = r.from_id
              JOIN instrument i ON i.id = r.to_id WHERE r.from_id = ?
         UNION ALL
         SELECT r.kind AS relation, TRUE AS incoming,
                COALESCE(r.since, i.effective_from,
                         CASE WHEN r.kind = 'consolidates' THEN i.signed_on END) AS day, r.note, r.verified, i.id, i.kind, i.number, i.issuer, i.subject
         FROM instrument_relation r JOIN instrument i ON i.id = r.from_id WHERE r.to_id = ?
         ORDER BY 2, 1, 3, 8",
        id,
        id,
    ))
    .await
}

/// Says what this document does to another one. Saying it twice changes nothing; saying it with
/// another day or note corrects them.
pub async fn relate(cx: &Cx, from: InstrumentId, input: RelationInput) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Instrument)?;
    let mut tx = cx.begin().await?;
    relate_in(cx, &mut tx, from, input).await?;
    tx.commit().await?;
    Ok(())
}

pub(crate) async fn relate_in(
    cx: &Cx,
    tx: &mut Conn,
    from: InstrumentId,
    mut input: RelationInput,
) -> CommandResult<()> {
    let acting = store::get(tx, from).await?.ok_or(CommandError::NotFound)?;
    may_change(cx, acting.unit_id)?;
    let other = match store::get(tx, input.to).await? {
        Some(other) if other.id != from => other,
        _ => {
            let message = cx.t(
                "Chọn một văn bản khác trong danh mục.",
                "Choose another document from the list.",
            );
            return Err(CommandError::field("to", message));
        }
    };
    check(cx, tx, &acting, &other, &mut input).await?;
    let before: Option<(Option<Date>, String, bool)> = tx
        .opt(sql!(
            "SELECT since, note, verified FROM instrument_relation
             WHERE from_id = ? AND kind = ? AND to_id = ?",
            from,
            input.kind,
            input.to,
        ))
        .await?;
    if before == Some((input.since, input.note.clone(), input.verified)) {
        return Ok(());
    }
    tx.exec(sql!(
        "INSERT INTO instrument_relation (from_id, kind, to_id, since, note, verified)
         VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (from_id, kind, to_id) DO UPDATE
             SET since = excluded.since, note = excluded.note, verified = excluded.verified",
        from,
        input.kind,
        input.to,
        input.since,
        &input.note,
        input.verified,
    ))
    .await?;
    tx.audit(cx, "relation", "instrument", from, before.as_ref(), &input)
        .await
}

/// Says everything that is wrong with a relation.
async fn check(
    cx: &Cx,
    tx: &mut Conn,
    acting: &Instrument,
    other: &Instrument,
    input: &mut RelationInput,
) -> CommandResult<()> {
    let mut checks = Checks::new(cx.lang);
    input.note = checks.optional_text("note", &input.note, 500);
    input.since = checks.optional_date("since", input.since, None);
    let day = input.since.or(acting.effective_from);
    if input.kind == RelationKind::Replaces && day.is_none() {
        checks.fail(
            "since",
            checks.t(
                "Văn bản này chưa ghi ngày có hiệu lực: ghi ngày bắt đầu thay thế.",
                "This document has no first day yet: say from which day it replaces the other.",
            ),
        );
    }
    if let (Some(day), Some(start)) = (day, other.effective_from)
        && day < start
        && input.kind != RelationKind::BasedOn
    {
        let start = format_date(start);
        let message = match cx.lang {
            Lang::Vi => format!("Ngày này trước ngày văn bản kia có hiệu lực ({start})."),
            Lang::En => format!("This lies before the first day of the other one ({start})."),
        };
        checks.fail("since", message);
    }
    let (turned,): (i64,) = tx
        .one(sql!(
            "SELECT COUNT(*) FROM instrument_relation
             WHERE from_id = ? AND kind = ? AND to_id = ?",
            other.id,
            input.kind,
            acting.id,
        ))
        .await?;
    if turned > 0 {
        checks.fail(
            "to",
            checks.t(
                "Quan hệ ngược lại giữa hai văn bản này đã được ghi. Bỏ quan hệ ghi nhầm trước.",
                "The opposite relation between the two is recorded. Take the wrong one back first.",
            ),
        );
    }
    checks.done()
}

/// Takes back a relation that was entered by mistake.
pub async fn unrelate(
    cx: &Cx,
    from: InstrumentId,
    kind: RelationKind,
    to: InstrumentId,
) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Instrument)?;
    let mut tx = cx.begin().await?;
    let acting = store::get(&mut tx, from)
        .await?
        .ok_or(CommandError::NotFound)?;
    may_change(cx, acting.unit_id)?;
    let removed = tx
        .exec(sql!(
            "DELETE FROM instrument_relation WHERE from_id = ? AND kind = ? AND to_id = ?",
            from,
            kind,
            to,
        ))
        .await?;
    if removed == 0 {
        return Err(CommandError::NotFound);
    }
    tx.audit(
        cx,
        "relation-removal",
        "instrument",
        from,
        Some(&(kind, to)),
        &(),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}
