//! The way to a mail server, by SMTP.

use std::{error::Error as _, time::Duration};

use db::BoxFuture;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
};

use super::{letter::Letter, outbox::Mailer};

/// How long a server may take to answer.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Why a mail server cannot be used, for the operator.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error(
        "the address of the mail server is not understood; write smtp://host:25, \
         smtp://name:password@host:587?tls=required or smtps://name:password@host:465"
    )]
    Server(#[source] lettre::transport::smtp::Error),
    #[error(
        "the sender {0:?} is no e-mail address; write as: Trung tâm Khuyến công <kc@example.vn>"
    )]
    Sender(String, #[source] lettre::address::AddressError),
}

/// A mail server and who writes.
pub struct Smtp {
    server: AsyncSmtpTransport<Tokio1Executor>,
    sender: Mailbox,
}

impl Smtp {
    /// `server` is `smtp://host:25` without encryption, `smtp://…?tls=required` with STARTTLS, or
    /// `smtps://…` with TLS from the start; name and password may stand in it.
    pub fn new(server: &str, sender: &str) -> Result<Smtp, MailError> {
        let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(server)
            .map_err(MailError::Server)?
            .timeout(Some(TIMEOUT))
            .build();
        let sender = sender
            .parse()
            .map_err(|error| MailError::Sender(sender.to_owned(), error))?;
        Ok(Smtp { server, sender })
    }

    fn message(&self, letter: &Letter) -> Result<Message, String> {
        let to: Mailbox = letter
            .recipient
            .parse()
            .map_err(|error| format!("{:?} is no e-mail address: {error}", letter.recipient))?;
        Message::builder()
            .from(self.sender.clone())
            .to(to)
            .subject(&letter.subject)
            .message_id(Some(format!(
                "<{}@{}>",
                letter.id,
                self.sender.email.domain()
            )))
            .header(ContentType::TEXT_PLAIN)
            .body(letter.body.clone())
            .map_err(|error| format!("the e-mail cannot be built: {error}"))
    }
}

impl Mailer for Smtp {
    fn send<'a>(&'a self, letter: &'a Letter) -> BoxFuture<'a, Result<(), String>> {
        Box::pin(async move {
            let message = self.message(letter)?;
            match self.server.send(message).await {
                Ok(_) => Ok(()),
                Err(error) => Err(match error.source() {
                    Some(source) => format!("{error}: {source}"),
                    None => error.to_string(),
                }),
            }
        })
    }
}

/// True when this can be an e-mail address.
pub(super) fn is_address(text: &str) -> bool {
    text.parse::<lettre::Address>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_that_cannot_be_used_are_refused_with_an_example() {
        let server = Smtp::new("mail.example.vn", "kc@example.vn").err().unwrap();
        assert!(server.to_string().contains("smtps://"), "{server}");
        let sender = Smtp::new("smtp://127.0.0.1:25", "khuyến công")
            .err()
            .unwrap();
        assert!(sender.to_string().contains("example.vn"), "{sender}");
        assert!(is_address("chuyenvien@example.vn"));
        assert!(!is_address("chuyenvien@"));
    }
}
