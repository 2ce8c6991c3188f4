use std::{io::IsTerminal as _, net::SocketAddr, time::Duration};

use anyhow::Context;
use clap::Args;
use db::Db;
use tokio::time::Instant;
use tracing_subscriber::EnvFilter;

use super::remind::{MailArgs, keep_reminding};
use crate::{open::DataArgs, server};

/// A server that just began has other things to do.
const FIRST_SURVEY: Duration = Duration::from_secs(60);

const SURVEY_EVERY: Duration = Duration::from_secs(4 * 3600);

#[derive(Args, Debug)]
pub struct ServeArgs {
    /// Address and port to listen on
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    listen: SocketAddr,
    /// Write the log as JSON lines
    #[arg(long)]
    log_json: bool,
    /// Tell people what is due every so many minutes; 0 leaves it to `khuyencong remind`
    #[arg(long, default_value_t = 60, value_name = "MINUTES")]
    remind_every: u64,
    #[command(flatten)]
    mail: MailArgs,
}

pub async fn run(data: &DataArgs, args: ServeArgs) -> anyhow::Result<()> {
    let filter =
        EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,request=warn"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    if args.log_json {
        log.json().init();
    } else {
        log.init();
    }
    let app = data.open().await?;
    let listener = tokio::net::TcpListener::bind(args.listen)
        .await
        .with_context(|| {
            format!(
                "cannot listen on {}; choose another with --listen",
                args.listen
            )
        })?;
    let address = listener.local_addr()?;
    keep_reminding(app.clone(), &args.mail, args.remind_every)?;
    super::progress(format!("http://{address}"));
    let database = app.db.clone();
    keep_surveyed(database.clone());
    axum::serve(listener, server::router(app))
        .with_graceful_shutdown(stopped())
        .await
        .context("the server stopped")?;
    database.close().await;
    Ok(())
}

/// Tells the planner of the database again and again how the tables grew; a run that fails is logged.
fn keep_surveyed(db: Db) {
    tokio::spawn(async move {
        let mut clock = tokio::time::interval_at(Instant::now() + FIRST_SURVEY, SURVEY_EVERY);
        loop {
            clock.tick().await;
            if let Err(error) = db.survey().await {
                tracing::warn!(%error, "the tables could not be surveyed; tried again later");
            }
        }
    });
}

/// Ends at Ctrl-C or when the service manager asks for it.
async fn stopped() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} }
            }
            Err(_) => drop(interrupt.await),
        }
    }
    #[cfg(not(unix))]
    drop(interrupt.await);
}
