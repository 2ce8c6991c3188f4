//! Telling people what is due: once by `khuyencong remind`, or again and again beside the server.

use std::time::Duration;

use anyhow::Context as _;
use clap::Args;
use kernel::Actor;
use web_kit::App;
use work::reminder::{self, Collected, Delivery, Smtp};

use crate::{
    cli::{Format, refusal},
    open::DataArgs,
};

/// How long after its start a server looks for the first time.
const FIRST: Duration = Duration::from_secs(60);

/// How e-mail leaves; without a server, people are told in the app only.
#[derive(Args, Clone, Debug, Default)]
pub struct MailArgs {
    /// Mail server: smtp://HOST:25, smtp://NAME:PASSWORD@HOST:587?tls=required (STARTTLS) or
    /// smtps://NAME:PASSWORD@HOST:465
    #[arg(
        long,
        env = "KHUYENCONG_SMTP",
        value_name = "URL",
        hide_env_values = true,
        requires = "mail_from"
    )]
    smtp: Option<String>,
    /// Who writes, as: Trung tâm Khuyến công <khuyencong@example.vn>
    #[arg(long, env = "KHUYENCONG_MAIL_FROM", value_name = "ADDRESS")]
    mail_from: Option<String>,
    /// The program's own address, for the links in e-mails, as https://khuyencong.example.vn
    #[arg(
        long,
        env = "KHUYENCONG_PUBLIC_URL",
        value_name = "URL",
        default_value = ""
    )]
    public_url: String,
}

impl MailArgs {
    /// The mail server, if one is named.
    fn server(&self) -> anyhow::Result<Option<Smtp>> {
        let (Some(server), Some(sender)) = (&self.smtp, &self.mail_from) else {
            return Ok(None);
        };
        Ok(Some(Smtp::new(server, sender)?))
    }
}

#[derive(Args, Debug)]
pub struct RemindArgs {
    /// Say who would be told what; tell nobody and keep nothing
    #[arg(long)]
    dry_run: bool,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    mail: MailArgs,
}

pub async fn run(data: &DataArgs, args: RemindArgs) -> anyhow::Result<()> {
    let server = args.mail.server()?;
    let app = data.open().await?;
    let (collected, delivery) = once(&app, &args.mail, server.as_ref(), args.dry_run).await?;
    let mut conn = app.db.read().await?;
    let waiting = reminder::waiting(&mut conn).await?;
    drop(conn);
    app.db.close().await;
    if args.format == Format::Json {
        return super::print(serde_json::json!({
            "dry_run": args.dry_run,
            "collected": collected,
            "delivery": delivery,
            "waiting": waiting,
        }));
    }
    for told in &collected.reminders {
        super::print(format!(
            "{}: {}: {}: {}, {}",
            told.person,
            told.stage.label(kernel::Lang::Vi),
            work::obligation::kind_label(&told.kind, kernel::Lang::Vi),
            told.title,
            kernel::format_date(told.due_on),
        ))?;
    }
    super::print(format!(
        "{} reminders, {} e-mails written, {} sent, {waiting} waiting",
        collected.reminders.len(),
        collected.mails,
        delivery.sent,
    ))?;
    if delivery.failed > 0 {
        super::progress(format!(
            "{} e-mails could not be sent and will be tried again: {}",
            delivery.failed, delivery.last_error
        ));
    }
    Ok(())
}

/// One run: finds what is to be told, then sends what waits.
async fn once(
    app: &App,
    mail: &MailArgs,
    server: Option<&Smtp>,
    dry_run: bool,
) -> anyhow::Result<(Collected, Delivery)> {
    let cx = app.cx(Actor::operator());
    if !dry_run {
        reports::sending::prepare(&cx).await.map_err(refusal)?;
    }
    let public_url = server.map(|_| mail.public_url.as_str());
    let collected = reminder::collect(&cx, public_url, dry_run)
        .await
        .map_err(refusal)?;
    let delivery = match server {
        Some(server) if !dry_run => reminder::deliver(&cx, server).await?,
        _ => Delivery::default(),
    };
    Ok((collected, delivery))
}

/// Reminds again and again beside the server; a run that fails is logged, and the next one comes.
pub(super) fn keep_reminding(app: App, mail: &MailArgs, minutes: u64) -> anyhow::Result<()> {
    let server = mail.server().context("the settings of e-mail")?;
    if minutes == 0 {
        return Ok(());
    }
    let mail = mail.clone();
    tokio::spawn(async move {
        let every = Duration::from_secs(minutes * 60);
        // Not at once: a server that just began has other things to do.
        let mut clock = tokio::time::interval_at(tokio::time::Instant::now() + FIRST, every);
        loop {
            clock.tick().await;
            match once(&app, &mail, server.as_ref(), false).await {
                Ok((collected, delivery)) => tracing::info!(
                    reminders = collected.reminders.len(),
                    mails = collected.mails,
                    sent = delivery.sent,
                    failed = delivery.failed,
                    "reminded"
                ),
                Err(error) => tracing::warn!(%error, "reminding failed; the next run tries again"),
            }
        }
    });
    Ok(())
}
