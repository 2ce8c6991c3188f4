//! Finds what people have to be told today, and writes the e-mails of those who want them.

use std::collections::BTreeMap;

use db::{CommandResult, Conn, Cx, sql};
use jiff::{ToSpan as _, civil::Date};
use kernel::{AccountId, Actor, Dong, MailId};
use serde::Serialize;

use super::{
    letter,
    model::{DAYS_AHEAD, LATE_DUTIES, LATE_WEEK, Reminder, Stage},
    store::{self, Told, tell},
};
use crate::{
    obligation::{Obligation, model, store as duties},
    ports::People,
};

/// The farthest ahead that anybody may want to be told.
pub(super) const MOST_AHEAD: i64 = 60;

/// What was due longer ago is told by its number once a week ([`remind_of_late`]): a database that
/// begins to remind would otherwise begin with years.
const LOOK_BACK: i64 = 90;

/// One reminder of this run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Planned {
    /// By post, as the account is called.
    pub person: String,
    pub stage: Stage,
    pub kind: String,
    pub title: String,
    pub due_on: Date,
}

/// What one run found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Collected {
    pub reminders: Vec<Planned>,
    /// How many e-mails were put in the outbox.
    pub mails: usize,
}

/// Makes the reminders that are missing today and, when `public_url` is given, puts an e-mail for
/// each person who wants one into the outbox. A dry run tells the same and keeps nothing.
///
/// `public_url` is the program's own address, for links; it may be empty.
pub async fn collect(cx: &Cx, public_url: Option<&str>, dry_run: bool) -> CommandResult<Collected> {
    let mut tx = cx.db.begin().await?;
    let reminders = remind(cx, &mut tx).await?;
    let mails = match public_url {
        Some(public_url) => write_mails(cx, &mut tx, public_url).await?,
        None => 0,
    };
    if !dry_run {
        tx.commit().await?;
    }
    Ok(Collected { reminders, mails })
}

async fn remind(cx: &Cx, tx: &mut Conn) -> CommandResult<Vec<Planned>> {
    let today = cx.today();
    let everybody = cx.port::<dyn People>().everybody(tx).await?;
    let wishes: BTreeMap<AccountId, i64> = store::settings(tx)
        .await?
        .into_iter()
        .map(|setting| (setting.account_id, setting.days_ahead))
        .collect();
    let from = today.saturating_sub(LOOK_BACK.days());
    let until = today.saturating_add(MOST_AHEAD.days());
    let mut planned = Vec::new();
    for duty in duties::due_between(tx, from, until).await? {
        for (id, actor) in everybody
            .iter()
            .filter(|(id, actor)| duty.is_of(*id, actor))
        {
            let ahead = wishes.get(id).copied().unwrap_or(DAYS_AHEAD);
            let Some(stage) = stage(&duty, today, ahead) else {
                continue;
            };
            if tell(cx, tx, told(&duty, *id, stage)).await? {
                planned.push(plan(&duty, actor, stage));
            }
        }
    }
    remind_of_late(cx, tx, &everybody, &mut planned).await?;
    Ok(planned)
}

/// Once a week, how much of everybody's is late.
async fn remind_of_late(
    cx: &Cx,
    tx: &mut Conn,
    everybody: &[(AccountId, Actor)],
    planned: &mut Vec<Planned>,
) -> CommandResult<()> {
    let today = cx.today();
    let monday = today.saturating_sub(i64::from(today.weekday().to_monday_zero_offset()).days());
    if store::week_is_told(tx, monday).await? {
        return Ok(());
    }
    let late = duties::late_before(tx, monday).await?;
    for (id, actor) in everybody {
        let own = late.iter().filter(|group| {
            let whose = (group.person_id, group.role.as_str(), group.province_id);
            model::is_of(whose, *id, actor)
        });
        let count: i64 = own.map(|group| group.count).sum();
        if count == 0 {
            continue;
        }
        let title = format!("{} việc chưa xong", Dong(count).grouped());
        let week = Told {
            account: *id,
            stage: Stage::Late,
            kind: LATE_WEEK,
            thing: LATE_DUTIES,
            record: id.uuid(),
            title: &title,
            due_on: monday,
        };
        if tell(cx, tx, week).await? {
            planned.push(Planned {
                person: actor.name.clone(),
                stage: Stage::Late,
                kind: LATE_WEEK.to_owned(),
                title,
                due_on: monday,
            });
        }
    }
    Ok(())
}

fn stage(duty: &Obligation, today: Date, ahead: i64) -> Option<Stage> {
    if duty.due_on < today {
        return Some(Stage::Late);
    }
    (duty.due_on <= today.saturating_add(ahead.days())).then_some(Stage::Soon)
}

fn told<'a>(duty: &'a Obligation, account: AccountId, stage: Stage) -> Told<'a> {
    Told {
        account,
        stage,
        kind: &duty.kind,
        thing: &duty.thing,
        record: duty.record_id,
        title: &duty.title,
        due_on: duty.due_on,
    }
}

fn plan(duty: &Obligation, actor: &Actor, stage: Stage) -> Planned {
    Planned {
        person: actor.name.clone(),
        stage,
        kind: duty.kind.clone(),
        title: duty.title.clone(),
        due_on: duty.due_on,
    }
}

/// One e-mail for each person with all that is new for them.
async fn write_mails(cx: &Cx, tx: &mut Conn, public_url: &str) -> CommandResult<usize> {
    let mut people: BTreeMap<AccountId, Vec<Reminder>> = BTreeMap::new();
    for reminder in store::unsent(tx).await? {
        people
            .entry(reminder.account_id)
            .or_default()
            .push(reminder);
    }
    let mut written = 0;
    for (account, mut reminders) in people {
        // Another node may be at the same work: what it took meanwhile is no longer ours.
        let id: MailId = cx.new_id();
        let Some(setting) = store::setting(tx, account).await? else {
            continue;
        };
        tx.exec(sql!(
            "INSERT INTO mail (id, account_id, recipient, subject, body, state, next_try_at,
                 created_at)
             VALUES (?, ?, ?, '', '', 'waiting', ?, ?)",
            id,
            account,
            &setting.email,
            cx.now(),
            cx.now(),
        ))
        .await?;
        let mut taken = Vec::new();
        for reminder in reminders.drain(..) {
            let mine = tx
                .exec(sql!(
                    "UPDATE reminder SET mail_id = ? WHERE id = ? AND mail_id IS NULL",
                    id,
                    reminder.id
                ))
                .await?;
            if mine == 1 {
                taken.push(reminder);
            }
        }
        if taken.is_empty() {
            tx.exec(sql!("DELETE FROM mail WHERE id = ?", id)).await?;
            continue;
        }
        tx.exec(sql!(
            "UPDATE mail SET subject = ?, body = ? WHERE id = ?",
            letter::subject(&taken),
            letter::body(&taken, public_url),
            id
        ))
        .await?;
        written += 1;
    }
    Ok(written)
}
