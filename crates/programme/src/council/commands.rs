//! Councils and their members.

use db::{Checks, CommandError, CommandResult, Conn, Cx, DbError, Upload, sql};
use jiff::civil::Date;
use kernel::{
    AccountId, CouncilId, CouncilMemberId, FileId, Lang, Role, Scope, Thing, UnitId, UnitLevel,
    Verb, fold, format_date,
};
use serde::{Deserialize, Serialize};

use super::{
    model::{Council, CouncilForm, Duty, Member},
    ports::People,
    roll,
    share::Share,
    store,
};
use crate::project::Level;

/// What the decision says of a council.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct CouncilInput {
    pub form: Option<CouncilForm>,
    /// `base` or `ministry`.
    #[schema(value_type = Option<String>)]
    #[serde(with = "level_code")]
    pub level: Option<Level>,
    /// The territory of a council of base level.
    pub province_id: Option<UnitId>,
    pub title: String,
    pub decision_no: String,
    #[schema(value_type = Option<String>, format = Date)]
    pub decision_on: Option<Date>,
    pub issuer: String,
    pub signer: String,
    /// `2/3`, `quá 1/2`, `75 %`: of those entitled to vote.
    pub quorum: String,
    /// `2/3`, `quá 1/2`, `75 %`: of the votes cast.
    pub pass: String,
    pub required: bool,
    #[schema(value_type = Option<String>, format = Date)]
    pub term_from: Option<Date>,
    #[schema(value_type = Option<String>, format = Date)]
    pub term_to: Option<Date>,
    pub note: String,
}

mod level_code {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::project::Level;

    pub fn serialize<S: Serializer>(level: &Option<Level>, s: S) -> Result<S::Ok, S::Error> {
        match level {
            Some(level) => s.serialize_some(level.code()),
            None => s.serialize_none(),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Level>, D::Error> {
        let Some(code) = Option::<String>::deserialize(d)? else {
            return Ok(None);
        };
        match Level::from_code(&code) {
            Some(level) => Ok(Some(level)),
            None => Err(D::Error::custom("level is base or ministry")),
        }
    }
}

/// Who is to sit on a council.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct MemberInput {
    pub duty: Option<Duty>,
    /// None for an outside expert.
    pub account_id: Option<AccountId>,
    pub name: String,
    pub post: String,
    pub votes: bool,
    #[schema(value_type = Option<String>, format = Date)]
    pub since: Option<Date>,
}

/// Refuses whoever does not run this council: those of base level are run by the department of the
/// province, those of the Ministry by its agency.
pub(super) fn manages(cx: &Cx, council: &Council) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Council)?;
    if runs(cx, council.level, council.province_id) {
        return Ok(());
    }
    Err(CommandError::Forbidden(
        cx.t(
            "Hội đồng này do cơ quan khác phụ trách; bạn xem được và biểu quyết nếu là thành viên.",
            "Another body runs this council; you may read it, and vote if you are a member.",
        )
        .to_owned(),
    ))
}

fn runs(cx: &Cx, level: Level, province: Option<UnitId>) -> bool {
    match (level, province) {
        (Level::Ministry, _) => cx.actor.role == Role::MinistryAgency,
        (Level::Base, Some(province)) => match &cx.actor.scope {
            Scope::Nation => cx.actor.role != Role::MinistryAgency,
            Scope::Provinces(provinces) => provinces.contains(&province),
            Scope::Region { .. } | Scope::Communes { .. } | Scope::Own(_) => false,
        },
        (Level::Base, None) => false,
    }
}

struct Ready {
    form: CouncilForm,
    level: Level,
    title: String,
    decision_no: String,
    decision_on: Date,
    issuer: String,
    signer: String,
    quorum: Share,
    pass: Share,
    term_from: Date,
    note: String,
}

fn share(checks: &mut Checks, field: &str, text: &str) -> Share {
    let found = Share::parse(text);
    if found.is_none() {
        let text = checks.t(
            "Ghi một tỷ lệ, ví dụ 2/3, 75 % hoặc quá 1/2.",
            "A share is needed, such as 2/3, 75 % or over 1/2.",
        );
        checks.fail(field, text.to_owned());
    }
    found.unwrap_or(Share::from_stored(10_000))
}

async fn check(cx: &Cx, conn: &mut Conn, input: &CouncilInput) -> CommandResult<Ready> {
    let mut checks = Checks::new(cx.lang);
    let form = checks.required("form", input.form);
    let level = checks.required("level", input.level);
    let title = checks.text("title", &input.title, 300);
    let decision_no = checks.text("decision_no", &input.decision_no, 60);
    let decision_on = checks.date("decision_on", input.decision_on, Some(cx.today()));
    let issuer = checks.text("issuer", &input.issuer, 200);
    let signer = checks.text("signer", &input.signer, 200);
    let quorum = share(&mut checks, "quorum", &input.quorum);
    let pass = share(&mut checks, "pass", &input.pass);
    let term_from = checks.date("term_from", input.term_from.or(input.decision_on), None);
    checks.optional_date("term_to", input.term_to, None);
    let note = checks.optional_text("note", &input.note, 2_000);
    if input.term_to.is_some_and(|to| to < term_from) {
        let text = checks.t(
            "Ngày hết nhiệm kỳ đứng trước ngày bắt đầu.",
            "The term ends before it begins.",
        );
        checks.fail("term_to", text.to_owned());
    }
    match (level, input.province_id) {
        (Some(Level::Base), None) => {
            let text = checks.t(
                "Hội đồng cấp cơ sở cần có tỉnh.",
                "A council of base level needs its province.",
            );
            checks.fail("province_id", text.to_owned());
        }
        (Some(Level::Ministry), Some(_)) => {
            let text = checks.t(
                "Hội đồng cấp Bộ thẩm định đề án cả nước; để trống ô này.",
                "A council of the Ministry has the whole country; leave this empty.",
            );
            checks.fail("province_id", text.to_owned());
        }
        (Some(Level::Base), Some(id)) => {
            let unit = reference::units::get(conn, id).await?;
            if unit.is_none_or(|unit| unit.level != UnitLevel::Province) {
                let text = checks.t(
                    "Chọn tỉnh trong danh sách.",
                    "Choose a province from the list.",
                );
                checks.fail("province_id", text.to_owned());
            } else if !runs(cx, Level::Base, Some(id)) {
                let text = checks.t(
                    "Tỉnh này ngoài phạm vi của bạn.",
                    "This province lies outside your scope.",
                );
                checks.fail("province_id", text.to_owned());
            }
        }
        (Some(Level::Ministry), None) if !runs(cx, Level::Ministry, None) => {
            let text = checks.t(
                "Hội đồng cấp Bộ do Cục thuộc Bộ Công Thương lập.",
                "A council of the Ministry is set up by its agency.",
            );
            checks.fail("level", text.to_owned());
        }
        _ => {}
    }
    checks.done()?;
    let (Some(form), Some(level)) = (form, level) else {
        return Err(CommandError::NotFound);
    };
    Ok(Ready {
        form,
        level,
        title,
        decision_no,
        decision_on,
        issuer,
        signer,
        quorum,
        pass,
        term_from,
        note,
    })
}

fn search_text(ready: &Ready) -> String {
    fold(&format!(
        "{} {} {} {}",
        ready.title, ready.decision_no, ready.issuer, ready.signer
    ))
}

fn explain(error: DbError, lang: Lang) -> CommandError {
    if error.breaks_unique("council", &["issuer", "decision_no", "decision_on"]) {
        let text = lang.t(
            "Quyết định này đã lập một hội đồng. Mở hội đồng đó để sửa.",
            "This decision has set up a council already. Open it to change it.",
        );
        return CommandError::field("decision_no", text);
    }
    error.into()
}

/// Writes a council, still without members. `upload` is the signed decision.
pub async fn create(
    cx: &Cx,
    input: CouncilInput,
    upload: Option<&Upload>,
) -> CommandResult<CouncilId> {
    cx.may(Verb::Create, Thing::Council)?;
    let mut tx = cx.begin().await?;
    let ready = check(cx, &mut tx, &input).await?;
    let file_id: Option<FileId> = match upload {
        Some(upload) => Some(tx.store_file(cx, upload).await?),
        None => None,
    };
    let id: CouncilId = cx.new_id();
    tx.exec(sql!(
        "INSERT INTO council (id, form, level, province_id, title, decision_no, decision_on, issuer,
             signer, file_id, quorum_bp, pass_bp, required, term_from, term_to, note, search,
             illustration, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        ready.form,
        ready.level,
        input.province_id,
        &ready.title,
        &ready.decision_no,
        ready.decision_on,
        &ready.issuer,
        &ready.signer,
        file_id,
        ready.quorum.stored(),
        ready.pass.stored(),
        input.required,
        ready.term_from,
        input.term_to,
        &ready.note,
        search_text(&ready),
        cx.illustration,
        cx.now(),
    ))
    .await
    .map_err(|e| explain(e, cx.lang))?;
    let kept = store::find(cx, &mut tx, id).await?;
    tx.audit_new(cx, "council", id, &kept).await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes a council. `version` is the one the person saw. Level and territory stay once a session
/// was held.
pub async fn edit(
    cx: &Cx,
    id: CouncilId,
    version: i64,
    input: CouncilInput,
    upload: Option<&Upload>,
) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Council)?;
    let mut tx = cx.begin().await?;
    let before = store::find(cx, &mut tx, id).await?;
    manages(cx, &before)?;
    let ready = check(cx, &mut tx, &input).await?;
    let moved = ready.level != before.level || input.province_id != before.province_id;
    if moved && !store::sessions(&mut tx, id).await?.is_empty() {
        let text = cx.t(
            "Hội đồng đã có phiên họp nên giữ cấp và địa bàn; lập hội đồng khác nếu cần.",
            "The council has sessions, so its level and territory stay; set up another one.",
        );
        return Err(CommandError::field("level", text));
    }
    let file_id = match upload {
        Some(upload) => Some(tx.store_file(cx, upload).await?),
        None => before.file_id,
    };
    let changed = tx
        .exec(sql!(
            "UPDATE council SET form = ?, level = ?, province_id = ?, title = ?, decision_no = ?,
                 decision_on = ?, issuer = ?, signer = ?, file_id = ?, quorum_bp = ?, pass_bp = ?,
                 required = ?, term_from = ?, term_to = ?, note = ?, search = ?,
                 version = version + 1
             WHERE id = ? AND version = ?",
            ready.form,
            ready.level,
            input.province_id,
            &ready.title,
            &ready.decision_no,
            ready.decision_on,
            &ready.issuer,
            &ready.signer,
            file_id,
            ready.quorum.stored(),
            ready.pass.stored(),
            input.required,
            ready.term_from,
            input.term_to,
            &ready.note,
            search_text(&ready),
            id,
            version,
        ))
        .await
        .map_err(|e| explain(e, cx.lang))?;
    if changed == 0 {
        return Err(CommandError::Stale);
    }
    let after = store::find(cx, &mut tx, id).await?;
    tx.audit(cx, "edit", "council", id, Some(&before), &after)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Adds a member, who is invited to the sessions that are not over.
pub async fn add_member(
    cx: &Cx,
    id: CouncilId,
    input: MemberInput,
) -> CommandResult<CouncilMemberId> {
    cx.may(Verb::Edit, Thing::Council)?;
    let mut tx = cx.begin().await?;
    let council = store::find(cx, &mut tx, id).await?;
    manages(cx, &council)?;
    let mut checks = Checks::new(cx.lang);
    let duty = checks.required("duty", input.duty);
    let name = checks.text("name", &input.name, 120);
    let post = checks.text("post", &input.post, 200);
    let since = checks.date("since", input.since.or(Some(council.term_from)), None);
    if duty == Some(Duty::Chair) && !input.votes {
        let text = checks.t(
            "Chủ tịch, tổ trưởng có quyền biểu quyết.",
            "The chair has a vote.",
        );
        checks.fail("votes", text.to_owned());
    }
    if let Some(account) = input.account_id
        && cx
            .port::<dyn People>()
            .person(&mut tx, account)
            .await?
            .is_none()
    {
        let text = checks.t(
            "Không có tài khoản này, hoặc tài khoản đã đóng.",
            "There is no such account, or it is closed.",
        );
        checks.fail("account_id", text.to_owned());
    }
    checks.done()?;
    let duty = duty.ok_or(CommandError::NotFound)?;
    // The council's row is locked, so that two members never take the same place.
    tx.exec(sql!(
        "UPDATE council SET version = version + 1 WHERE id = ?",
        id
    ))
    .await?;
    let (last,) = tx
        .one::<(i64,)>(sql!(
            "SELECT CAST(COALESCE(MAX(position), 0) AS BIGINT) FROM council_member
              WHERE council_id = ?",
            id
        ))
        .await?;
    let member: CouncilMemberId = cx.new_id();
    tx.exec(sql!(
        "INSERT INTO council_member (id, council_id, position, duty, account_id, name, post, votes,
             since, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        member,
        id,
        last + 1,
        duty,
        input.account_id,
        &name,
        &post,
        input.votes,
        since,
        cx.now(),
    ))
    .await
    .map_err(|e| explain_member(e, cx.lang))?;
    roll::sync_council(cx, &mut tx, id).await?;
    tx.audit(cx, "member", "council", id, None::<&()>, &input)
        .await?;
    tx.commit().await?;
    Ok(member)
}

fn explain_member(error: DbError, lang: Lang) -> CommandError {
    if error.breaks_unique("council_member", &["council_id", "duty"]) {
        let text = lang.t(
            "Hội đồng đã có chủ tịch, tổ trưởng. Cho người trước thôi trước.",
            "The council has a chair already. End that membership first.",
        );
        return CommandError::field("duty", text);
    }
    if error.breaks_unique("council_member", &["council_id", "account_id"]) {
        let text = lang.t(
            "Tài khoản này đã là thành viên của hội đồng.",
            "This account sits on the council already.",
        );
        return CommandError::field("account_id", text);
    }
    error.into()
}

/// Ends a membership; what the member did stays. Sessions planned after that day lose the member.
pub async fn end_member(
    cx: &Cx,
    id: CouncilId,
    member: CouncilMemberId,
    until: Option<Date>,
) -> CommandResult<()> {
    cx.may(Verb::Edit, Thing::Council)?;
    let mut tx = cx.begin().await?;
    let council = store::find(cx, &mut tx, id).await?;
    manages(cx, &council)?;
    let members = store::members(&mut tx, id).await?;
    let before: Member = members
        .into_iter()
        .find(|m| m.id == member && m.until.is_none())
        .ok_or(CommandError::NotFound)?;
    let mut checks = Checks::new(cx.lang);
    let until = checks.date("until", until.or(Some(cx.today())), None);
    if until < before.since {
        let day = format_date(before.since);
        let text = match cx.lang {
            Lang::Vi => format!("Ngày thôi đứng trước ngày tham gia ({day})."),
            Lang::En => format!("The last day lies before the first ({day})."),
        };
        checks.fail("until", text);
    }
    checks.done()?;
    let ended = tx
        .exec(sql!(
            "UPDATE council_member SET until = ? WHERE id = ? AND until IS NULL",
            until,
            member,
        ))
        .await?;
    if ended == 0 {
        return Err(CommandError::Stale);
    }
    roll::sync_council(cx, &mut tx, id).await?;
    tx.audit(
        cx,
        "member-departure",
        "council",
        id,
        Some(&before),
        &(member, until),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}
