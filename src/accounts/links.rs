//! One-time links: an invitation lasts seven days, a password reset one hour. Each works once, and a newer one voids the older.

use super::token::{Token, hash_of};
use crate::args;
use crate::clock::{DAY, HOUR, Millis};
use crate::db::{Read, Tx};
use crate::error::Result;

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Invitation,
    PasswordReset,
}

impl Purpose {
    fn key(self) -> &'static str {
        match self {
            Purpose::Invitation => "invitation",
            Purpose::PasswordReset => "password-reset",
        }
    }

    fn path(self) -> &'static str {
        match self {
            Purpose::Invitation => "/invitations",
            Purpose::PasswordReset => "/reset-password",
        }
    }

    fn lifetime(self) -> Millis {
        match self {
            Purpose::Invitation => 7 * DAY,
            Purpose::PasswordReset => HOUR,
        }
    }
}

/// A link that has just been made; only now is its secret known.
#[derive(Debug, Clone)]
pub struct Link {
    purpose: Purpose,
    token: Token,
    pub expires_at: Millis,
}

impl Link {
    /// The path on this site.
    pub fn path(&self) -> String {
        path(self.purpose, self.token.secret())
    }

    /// The whole address, to be sent to somebody.
    pub fn address(&self, origin: &str) -> String {
        format!("{origin}{}", self.path())
    }
}

pub(super) fn path(purpose: Purpose, secret: &str) -> String {
    format!("{}/{secret}", purpose.path())
}

/// What a link that somebody brought is worth.
#[derive(Debug)]
pub(super) enum Found {
    Valid(Holder),
    /// Used, or replaced by a newer one.
    Used,
    Expired,
    Unknown,
}

/// Whose link it is.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Holder {
    pub id: String,
    pub name: String,
    pub email: String,
    used_at: Option<Millis>,
    expires_at: Millis,
}

/// Makes a link and voids the older ones of the same purpose.
pub(super) async fn make(tx: &Tx, person_id: &str, purpose: Purpose, now: Millis) -> Result<Link> {
    void(tx, person_id, Some(purpose), now).await?;
    let token = Token::new()?;
    let expires_at = now + purpose.lifetime();
    tx.run(
        "INSERT INTO one_time_links (token_hash, purpose, person_id, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)",
        args![token.hash(), purpose.key(), person_id, now, expires_at],
    )
    .await?;
    Ok(Link {
        purpose,
        token,
        expires_at,
    })
}

/// Voids a person's links of one purpose, or of all.
pub(super) async fn void(
    tx: &Tx,
    person_id: &str,
    purpose: Option<Purpose>,
    now: Millis,
) -> Result<()> {
    let (one, all) = (purpose.map_or("", Purpose::key), purpose.is_none());
    tx.run(
        "UPDATE one_time_links SET used_at = $1 WHERE person_id = $2 AND (purpose = $3 OR $4) AND used_at IS NULL",
        args![now, person_id, one, all],
    )
    .await?;
    Ok(())
}

/// Looks at a link without using it.
pub(super) async fn look(
    db: &impl Read,
    secret: &str,
    purpose: Purpose,
    now: Millis,
) -> Result<Found> {
    let holder: Option<Holder> = db
        .first(
            "SELECT p.id, p.name, p.email, l.used_at, l.expires_at
             FROM one_time_links l JOIN people p ON p.id = l.person_id
             WHERE l.token_hash = $1 AND l.purpose = $2",
            args![hash_of(secret), purpose.key()],
        )
        .await?;
    Ok(match holder {
        None => Found::Unknown,
        Some(holder) if holder.used_at.is_some() => Found::Used,
        Some(holder) if holder.expires_at <= now => Found::Expired,
        Some(holder) => Found::Valid(holder),
    })
}

/// Uses a link up; of several at the same moment one succeeds.
pub(super) async fn redeem(tx: &Tx, secret: &str, purpose: Purpose, now: Millis) -> Result<bool> {
    let used = tx
        .run(
            "UPDATE one_time_links SET used_at = $1
             WHERE token_hash = $2 AND purpose = $3 AND used_at IS NULL AND expires_at > $1",
            args![now, hash_of(secret), purpose.key()],
        )
        .await?;
    Ok(used > 0)
}

/// Forgets links that nobody can use and nobody will ask about any more.
pub(super) async fn prune(tx: &Tx, now: Millis) -> Result<()> {
    tx.run(
        "DELETE FROM one_time_links WHERE expires_at <= $1",
        args![now - 30 * DAY],
    )
    .await?;
    Ok(())
}
