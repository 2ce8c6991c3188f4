//! Fifty officers of one province who save at the same time, each over connections of their own to
//! a started server: is what was accepted in the database and in the audit trail, and did everybody
//! who saved over somebody else hear of it?

use std::{
    sync::Barrier,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};
use db::sql;
use kernel::{Actor, Role, UnitLevel};
use people::account::{self, NewAccount};
use serde_json::{Value, json};
use web_kit::App;

use super::{
    Case,
    ground::Ground,
    report::{Line, Unit},
    service::Service,
};
use crate::cli::refusal;

const OFFICERS: usize = 50;

/// How often all fifty change the same record, and how often each changes an own one.
const ROUNDS: usize = 10;

const ALL: &str = "/api/v1/establishments";

/// The keys of fifty officers of Thành phố Hồ Chí Minh.
async fn officers(app: &App) -> Result<Vec<String>> {
    let cx = app.cx(Actor::operator());
    let mut tokens = Vec::new();
    for number in 0..OFFICERS {
        let officer = NewAccount {
            username: format!("officer{number}"),
            name: format!("Chuyên viên {number}"),
            role: Some(Role::Officer),
            home_id: Some(kernel::UnitId::new(UnitLevel::Province, 79, 1)),
            password: uuid::Uuid::now_v7().to_string(),
            ..NewAccount::default()
        };
        let id = account::create(&cx, officer).await.map_err(refusal)?;
        let token = account::issue_token(&cx, id, "bench").await;
        tokens.push(token.map_err(refusal)?);
    }
    Ok(tokens)
}

fn facts(name: &str, phone: usize) -> Value {
    json!({
        "name": name,
        "legal_form": "BUSINESS_HOUSEHOLD",
        "industry_version": 2018,
        "industry_code": "10620",
        "phone": format!("0254 {phone:07}"),
    })
}

/// A record that officers keep changing.
struct Own {
    path: String,
    version: i64,
    /// The version that it began with.
    first: i64,
}

fn created(service: &Service, token: &str, name: &str, commune: i64) -> Result<Own> {
    let body = json!({
        "establishment": facts(name, 0),
        "site": { "unit_id": commune, "address": "Khu phố 2" },
        "confirm_duplicate": true,
    });
    let (status, answer) = service.send("POST", ALL, token, &body)?;
    ensure!(
        status == 201,
        "a new record was answered {status}: {answer}"
    );
    let id = answer["id"].as_str().context("an answer without id")?;
    let first = answer["version"].as_i64().unwrap_or_default();
    Ok(Own {
        path: format!("{ALL}/{id}"),
        version: first,
        first,
    })
}

/// The answers of all officers to an act that they begin together, and how long it took.
fn together<T: Send>(
    tokens: &[String],
    act: impl Fn(usize, &str) -> Result<T> + Sync,
) -> Result<(Vec<T>, Duration)> {
    let start = Barrier::new(tokens.len() + 1);
    std::thread::scope(|scope| {
        let threads: Vec<_> = tokens
            .iter()
            .enumerate()
            .map(|(number, token)| {
                let (start, act) = (&start, &act);
                scope.spawn(move || {
                    start.wait();
                    act(number, token)
                })
            })
            .collect();
        start.wait();
        let since = Instant::now();
        let mut answers = Vec::with_capacity(threads.len());
        for thread in threads {
            let Ok(answer) = thread.join() else {
                bail!("an officer's thread ended early");
            };
            answers.push(answer?);
        }
        Ok((answers, since.elapsed()))
    })
}

/// What came of the whole.
#[derive(Default)]
struct Outcome {
    accepted: usize,
    conflicts: usize,
    /// Time in which all saved records of their own, and how many.
    busy: Duration,
    own: usize,
}

fn save_all(
    service: &Service,
    tokens: &[String],
    commune: i64,
) -> Result<(Outcome, Vec<Own>, Own)> {
    let mut outcome = Outcome::default();
    let (mut own, took) = together(tokens, |number, token| {
        let own = created(service, token, &format!("Cơ sở số {number}"), commune)?;
        let mut version = own.version;
        for round in 1..=ROUNDS {
            let name = format!("Cơ sở số {number}");
            let body = json!({ "version": version, "establishment": facts(&name, round) });
            let (status, answer) = service.send("PUT", &own.path, token, &body)?;
            ensure!(
                status == 200,
                "an own record was answered {status}: {answer}"
            );
            version = answer["version"].as_i64().unwrap_or_default();
        }
        Ok(Own { version, ..own })
    })?;
    outcome.busy = took;
    outcome.own = tokens.len() * (ROUNDS + 1);
    own.sort_by(|a, b| a.path.cmp(&b.path));
    let mut shared = created(service, &tokens[0], "Cơ sở chung", commune)?;
    for _ in 0..ROUNDS {
        let (answers, _) = together(tokens, |number, token| {
            let facts = facts("Cơ sở chung", number);
            let body = json!({ "version": shared.version, "establishment": facts });
            let (status, _) = service.send("PUT", &shared.path, token, &body)?;
            ensure!(matches!(status, 200 | 409), "a save was answered {status}");
            Ok(status)
        })?;
        let won = answers.iter().filter(|status| **status == 200).count();
        ensure!(won == 1, "{won} officers saved over one version");
        outcome.accepted += won;
        outcome.conflicts += answers.len() - won;
        shared.version += 1;
    }
    Ok((outcome, own, shared))
}

pub async fn measure(ground: &Ground, app: &App) -> Result<Vec<Line>> {
    let tokens = officers(app).await?;
    let mut conn = app.db.read().await?;
    let (commune,): (i64,) = conn
        .one(sql!(
            "SELECT id FROM unit WHERE province_id = ? AND level = 'commune' AND valid_to IS NULL
              ORDER BY id LIMIT 1",
            kernel::UnitId::new(UnitLevel::Province, 79, 1)
        ))
        .await?;
    drop(conn);
    let (outcome, own, shared) = tokio::task::block_in_place(|| {
        let service = Service::ready(ground)?;
        save_all(&service, &tokens, commune)
    })?;
    let lost = lost(app, own.iter().chain([&shared])).await?;
    let mut conn = app.db.read().await?;
    let broken = db::verify_audit(&mut conn).await?.len();
    let line = |what: &str, unit, ours| Line::new(Case::Saves, what, unit, ours);
    let a_second = outcome.own as f64 / outcome.busy.as_secs_f64();
    Ok(vec![
        line("50 officers, own records: saves", Unit::PerSecond, a_second)
            .note(format!("{} saves, all accepted", outcome.own)),
        line(
            "50 officers, one record: told of somebody else's save",
            Unit::Count,
            outcome.conflicts as f64,
        )
        .note(format!(
            "{} accepted, one of each version",
            outcome.accepted
        )),
        line(
            "accepted saves that are not there",
            Unit::Count,
            lost as f64,
        )
        .target(0.0),
        line("breaks of the audit chain", Unit::Count, broken as f64).target(0.0),
    ])
}

/// How many saves are missing in the records or in their trail.
async fn lost(app: &App, saved: impl Iterator<Item = &Own>) -> Result<i64> {
    let mut conn = app.db.read().await?;
    let mut missing = 0;
    for own in saved {
        let id = own.path.rsplit('/').next().unwrap_or_default();
        let id: kernel::EstablishmentId = id.parse()?;
        let (version,): (i64,) = conn
            .one(sql!("SELECT version FROM establishment WHERE id = ?", id))
            .await?;
        let trail = db::history(&mut conn, "establishment", &id.to_string()).await?;
        let edits = trail.iter().filter(|record| record.verb == "edit").count();
        let saved = own.version - own.first;
        missing += (own.version - version).abs() + (saved - i64::try_from(edits)?).abs();
    }
    Ok(missing)
}
