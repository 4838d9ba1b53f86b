//! Mail: written into the outbox in the transaction of what it tells about, sent later by a task in the background.
//!
//! Without a mail server it stays in the outbox, where an administrator reads it and passes it on. Addresses are
//! parsed and subjects are one line, so that nobody can write headers. What has been sent loses its secret links.

use super::{Administrator, email};
use crate::app::App;
use crate::args;
use crate::clock::{DAY, MINUTE, Millis};
use crate::db::{Db, Read, Tx, new_id};
use crate::error::{Error, Result};
use lettre::message::{Mailbox, header::ContentType};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::time::Duration;

/// How often the outbox is looked into.
const ROUND: Duration = Duration::from_secs(5);
/// The longest pause after failures.
const LONGEST_PAUSE: Duration = Duration::from_secs(15 * 60);
/// What could not be sent for so long is left to the administrator.
const GIVE_UP: Millis = 3 * DAY;
/// How long one server may keep the outbox to itself; longer than one mail can take.
const LEASE: Millis = 2 * MINUTE;

type Transport = AsyncSmtpTransport<Tokio1Executor>;

/// A mail in the outbox.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Mail {
    pub id: String,
    pub recipient: String,
    pub subject: String,
    pub body: String,
    pub created_at: Millis,
    pub sent_at: Option<Millis>,
    /// What the mail server said last.
    pub failure: Option<String>,
}

/// Puts a mail into the outbox. An address that is none is refused, whatever a form has let through.
pub async fn queue(tx: &Tx, recipient: &str, subject: &str, body: &str, now: Millis) -> Result<()> {
    let address = email::normal(recipient)
        .ok_or_else(|| Error::internal("mail to an address that is none"))?;
    tx.run(
        "INSERT INTO outbox (id, recipient, subject, body, created_at) VALUES ($1, $2, $3, $4, $5)",
        args![new_id(), address, one_line(subject), body, now],
    )
    .await?;
    Ok(())
}

/// Writes to a person, whatever their address is at the moment.
pub async fn tell(tx: &Tx, person_id: &str, subject: &str, body: &str, now: Millis) -> Result<()> {
    let (address,): (String,) = tx
        .one("SELECT email FROM people WHERE id = $1", args![person_id])
        .await?;
    queue(tx, &address, subject, body, now).await
}

/// The latest mail, waiting and sent.
pub async fn outbox(_: &Administrator, db: &impl Read) -> Result<Vec<Mail>> {
    db.all(
        "SELECT id, recipient, subject, body, created_at, sent_at, failure FROM outbox ORDER BY created_at DESC, id DESC LIMIT 100",
        args![],
    )
    .await
}

/// Sends what waits, for as long as the server runs. Ends at once without a mail server.
pub async fn deliver(app: App) {
    let Some(url) = &app.config.smtp else { return };
    let transport = match transport(url) {
        Ok(transport) => transport,
        Err(error) => {
            tracing::error!(%error, "the address of the mail server is not valid; mail stays in the outbox");
            return;
        }
    };
    let server = new_id();
    let mut pause = ROUND;
    loop {
        pause = match deliver_once(&app, &transport, &server).await {
            Ok(()) => ROUND,
            Err(error) => {
                tracing::warn!(%error, seconds = pause.as_secs(), "mail was not sent; trying again later");
                (pause * 2).min(LONGEST_PAUSE)
            }
        };
        tokio::time::sleep(pause).await;
    }
}

/// A connection to the mail server of this address, made when it is needed.
pub(crate) fn transport(url: &str) -> Result<Transport> {
    let builder = Transport::from_url(url).map_err(Error::internal)?;
    Ok(builder.timeout(Some(Duration::from_secs(30))).build())
}

/// Sends each mail that waits; says at the end whether one failed. `server` is this server's name for itself.
pub(crate) async fn deliver_once(app: &App, transport: &Transport, server: &str) -> Result<()> {
    let now = app.clock.now();
    let mut failed = None;
    for mail in waiting(&app.db, now).await? {
        if !leased(&app.db, server, app.clock.now()).await? {
            return Ok(());
        }
        let outcome = send(transport, &app.config.mail_from, &mail).await;
        note(&app.db, &mail, &outcome, app.clock.now()).await?;
        failed = outcome.err().or(failed);
    }
    failed.map_or(Ok(()), |words| Err(Error::internal(words)))
}

/// The mail that nobody has tried yet comes first, so that one bad address does not hold up the rest.
async fn waiting(db: &Db, now: Millis) -> Result<Vec<Mail>> {
    db.all(
        "SELECT id, recipient, subject, body, created_at, sent_at, failure FROM outbox
         WHERE sent_at IS NULL AND created_at > $1
         ORDER BY CASE WHEN failure IS NULL THEN 0 ELSE 1 END, created_at, id LIMIT 20",
        args![now - GIVE_UP],
    )
    .await
}

/// Takes the outbox for this server or keeps it, unless another server has it: each mail is sent once.
async fn leased(db: &Db, server: &str, now: Millis) -> Result<bool> {
    let tx = db.begin().await?;
    let leased = tx
        .run(
            "INSERT INTO settings (name, value, changed_at) VALUES ('outbox-lease', $1, $2)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at
             WHERE settings.value = excluded.value OR settings.changed_at < $3 OR settings.changed_at > $4",
            // A lease from the future was taken before somebody put the clock back.
            args![server, now, now - LEASE, now + LEASE],
        )
        .await?;
    tx.commit().await?;
    Ok(leased > 0)
}

async fn send(transport: &Transport, from: &str, mail: &Mail) -> Result<(), String> {
    let message = message(from, mail)?;
    transport
        .send(message)
        .await
        .map(drop)
        .map_err(|error| error.to_string())
}

fn message(from: &str, mail: &Mail) -> Result<Message, String> {
    let from: Mailbox = from
        .parse()
        .map_err(|_| "The sender's address is not valid.".to_owned())?;
    let to: Address = mail
        .recipient
        .parse()
        .map_err(|_| "The recipient's address is not valid.".to_owned())?;
    Message::builder()
        .from(from)
        .to(Mailbox::new(None, to))
        .subject(one_line(&mail.subject))
        .header(ContentType::TEXT_PLAIN)
        .body(mail.body.clone())
        .map_err(|error| error.to_string())
}

async fn note(db: &Db, mail: &Mail, outcome: &Result<(), String>, now: Millis) -> Result<()> {
    let tx = db.begin().await?;
    match outcome {
        Ok(()) => {
            tx.run(
                "UPDATE outbox SET sent_at = $1, failure = NULL, body = $2 WHERE id = $3",
                args![now, without_secrets(&mail.body), &mail.id],
            )
            .await?
        }
        Err(words) => {
            tx.run(
                "UPDATE outbox SET failure = $1 WHERE id = $2",
                args![one_line(words), &mail.id],
            )
            .await?
        }
    };
    tx.commit().await
}

/// One line, without anything that could end it.
fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_control() || c.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// A mail's text without the tokens of its links.
fn without_secrets(body: &str) -> String {
    let is_secret =
        |word: &str| word.len() >= 64 && word.bytes().rev().take(64).all(|b| b.is_ascii_hexdigit());
    body.split_inclusive('\n')
        .map(|line| match is_secret(line.trim_end()) {
            true => "[the link was here; it is removed once the mail is sent]\n".to_owned(),
            false => line.to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_are_one_line() {
        assert_eq!(
            one_line("Hello\r\nBcc: all@example.org\u{2028}x"),
            "Hello Bcc: all@example.org x"
        );
    }

    #[test]
    fn what_is_sent_loses_its_links() {
        let link = format!(
            "https://learn.example.org/reset-password/{}",
            "ab".repeat(32)
        );
        let body = format!("Open this address:\n\n{link}\n\nIt works for an hour.");
        assert_eq!(
            without_secrets(&body),
            "Open this address:\n\n[the link was here; it is removed once the mail is sent]\n\nIt works for an hour."
        );
    }
}
