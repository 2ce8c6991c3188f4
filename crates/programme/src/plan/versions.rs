//! What of a plan was in force when: a version for the approval and for each adjustment, with its
//! decision, never changed.

use std::collections::HashMap;

use db::{CommandResult, Conn, Cx, DbError, row, sql};
use jiff::{Timestamp, civil::Date};
use kernel::{Activity, Dong, FileId, Lang, PlanId, PlanLineId, format_date};
use serde::Serialize;

use super::{approval::Decision, model::Standing};

row! {
    /// A version with its decision.
    #[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
    pub struct PlanVersion {
        pub number: i64,
        pub instrument_no: String,
        #[schema(value_type = String, format = Date)]
        pub instrument_on: Date,
        pub issuer: String,
        pub reason: String,
        pub file_id: Option<FileId>,
        pub lines: i64,
        /// The money of the lines that are allotted.
        pub amount: Dong,
        pub actor: String,
        #[schema(value_type = String, format = DateTime)]
        pub at: Timestamp,
        /// Why it was put in force before a budget was told; empty when one was.
        pub without_budget: String,
    }
}

impl PlanVersion {
    /// `12/QĐ-UBND, 05/01/2023`.
    pub fn basis(&self) -> String {
        format!(
            "{}, {}",
            self.instrument_no,
            format_date(self.instrument_on)
        )
    }
}

/// The versions of a plan, the newest first.
pub async fn all(conn: &mut Conn, plan: PlanId) -> Result<Vec<PlanVersion>, DbError> {
    conn.all(sql!(
        "SELECT number, instrument_no, instrument_on, issuer, reason, file_id, lines, amount,
                actor, at, without_budget
           FROM plan_version WHERE plan_id = ? ORDER BY number DESC",
        plan
    ))
    .await
}

/// Keeps the lines as they are now as a version.
pub(super) async fn freeze(
    cx: &Cx,
    tx: &mut Conn,
    plan: PlanId,
    number: i64,
    decision: &Decision,
    file: Option<FileId>,
) -> CommandResult<()> {
    tx.exec(sql!(
        "INSERT INTO plan_version (plan_id, number, instrument_no, instrument_on, issuer, reason,
             file_id, without_budget, lines, amount, actor, at)
         SELECT ?, ?, ?, ?, ?, ?, ?, ?, COUNT(*),
                CAST(COALESCE(SUM(CASE WHEN standing = 'allotted' THEN amount END), 0) AS BIGINT),
                ?, ?
           FROM plan_line WHERE plan_id = ? AND standing <> 'dropped'",
        plan,
        number,
        &decision.instrument_no,
        decision.instrument_on,
        &decision.issuer,
        &decision.reason,
        file,
        &decision.without_budget,
        &cx.actor.name,
        cx.now(),
        plan,
    ))
    .await?;
    tx.exec(sql!(
        "INSERT INTO plan_version_line (plan_id, number, line_id, position, title, activity,
             quantity, unit_word, amount, quarter_1, quarter_2, quarter_3, quarter_4, standing,
             implementer)
         SELECT plan_id, ?, id, position, title, activity, quantity, unit_word, amount, quarter_1,
                quarter_2, quarter_3, quarter_4, standing, implementer
           FROM plan_line WHERE plan_id = ?",
        number,
        plan,
    ))
    .await?;
    Ok(())
}

/// A line of two versions that differs: each value before and after, as people read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineDifference {
    /// The task, as it is called now.
    pub title: String,
    /// Added, taken out, or changed.
    pub fresh: bool,
    /// Label, before, after: only what differs.
    pub fields: Vec<(&'static str, String, String)>,
}

row! {
    /// A line as a version keeps it.
    #[derive(Clone, Debug, PartialEq)]
    pub struct VersionLine {
        pub line_id: PlanLineId,
        pub title: String,
        pub activity: Activity,
        pub quantity: Option<i64>,
        pub unit_word: String,
        pub amount: Option<Dong>,
        pub quarter_1: Option<Dong>,
        pub quarter_2: Option<Dong>,
        pub quarter_3: Option<Dong>,
        pub quarter_4: Option<Dong>,
        pub standing: Standing,
        pub implementer: String,
    }
}

impl VersionLine {
    /// Each value with its label, as people read it.
    fn values(&self, lang: Lang) -> [(&'static str, String); 8] {
        let money = |amount: Option<Dong>| amount.map(|a| a.to_string()).unwrap_or_default();
        let quarters = [
            self.quarter_1,
            self.quarter_2,
            self.quarter_3,
            self.quarter_4,
        ];
        let quarters: Vec<String> = quarters.into_iter().flatten().map(Dong::grouped).collect();
        let quantity = self.quantity.map(|n| n.to_string()).unwrap_or_default();
        [
            (lang.t("Nhiệm vụ", "Task"), self.title.clone()),
            (
                lang.t("Nội dung", "Activity"),
                self.activity.code().to_owned(),
            ),
            (lang.t("Số lượng", "Quantity"), quantity),
            (lang.t("Đơn vị tính", "Counted in"), self.unit_word.clone()),
            (lang.t("Kinh phí", "Money"), money(self.amount)),
            (
                lang.t("Theo quý (đ)", "By quarters (đ)"),
                quarters.join(" · "),
            ),
            (
                lang.t("Phân bổ", "Standing"),
                self.standing.label(lang).to_owned(),
            ),
            (
                lang.t("Đơn vị thực hiện", "Carried out by"),
                self.implementer.clone(),
            ),
        ]
    }

    /// What differs from an earlier form of the line; None when nothing does.
    pub fn difference(&self, before: Option<&VersionLine>, lang: Lang) -> Option<LineDifference> {
        let now = self.values(lang);
        let was = before.map(|b| b.values(lang));
        let fields: Vec<_> = now
            .into_iter()
            .enumerate()
            .map(|(i, (label, after))| {
                let before = was.as_ref().map(|w| w[i].1.clone()).unwrap_or_default();
                (label, before, after)
            })
            .filter(|(_, before, after)| before != after)
            .collect();
        (!fields.is_empty()).then(|| LineDifference {
            title: self.title.clone(),
            fresh: before.is_none(),
            fields,
        })
    }
}

/// The lines of a version.
pub async fn lines(
    conn: &mut Conn,
    plan: PlanId,
    number: i64,
) -> Result<Vec<VersionLine>, DbError> {
    conn.all(sql!(
        "SELECT line_id, title, activity, quantity, unit_word, amount, quarter_1, quarter_2,
                quarter_3, quarter_4, standing, implementer
           FROM plan_version_line WHERE plan_id = ? AND number = ? ORDER BY position, line_id",
        plan,
        number,
    ))
    .await
}

/// What a version changed against the one before it, line by line; only lines that differ.
pub async fn differences(
    conn: &mut Conn,
    plan: PlanId,
    number: i64,
    lang: Lang,
) -> Result<Vec<LineDifference>, DbError> {
    let before = lines(conn, plan, number - 1).await?;
    let before: HashMap<PlanLineId, VersionLine> =
        before.into_iter().map(|l| (l.line_id, l)).collect();
    let after = lines(conn, plan, number).await?;
    Ok(after
        .iter()
        .filter_map(|line| line.difference(before.get(&line.line_id), lang))
        .collect())
}
