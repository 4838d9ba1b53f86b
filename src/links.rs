//! Links that open something to somebody without an account: 32 random bytes and a signature over them, in hexadecimal.
//!
//! Only a hash of the random part is kept. The signature is made with a key of this installation, one for each purpose, so that a link that
//! was cut short or changed on its way is told apart from one that has been used, has expired or was withdrawn.

use crate::accounts::{Token, hex};
use crate::args;
use crate::clock::Millis;
use crate::db::{Read, Tx};
use crate::error::Result;
use ring::hmac;
use sha2::{Digest, Sha256};

/// Hexadecimal digits of the random part, and of the signature.
const SECRET: usize = 64;
const SIGNATURE: usize = 64;

/// What a link opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Testimony,
    Pass,
}

impl Purpose {
    /// Under which name the key stands among the settings.
    fn key(self) -> &'static str {
        match self {
            Purpose::Testimony => "testimony-link-key",
            Purpose::Pass => "pass-link-key",
        }
    }

    /// Where on this site it leads.
    fn folder(self) -> &'static str {
        match self {
            Purpose::Testimony => "testimony",
            Purpose::Pass => "passes",
        }
    }
}

/// A link whose secret is known: one that was just made, or that somebody brought.
#[derive(Clone)]
pub struct Link {
    purpose: Purpose,
    secret: String,
    signature: String,
}

impl Link {
    /// The path on this site.
    pub fn path(&self) -> String {
        let folder = self.purpose.folder();
        format!("/{folder}/{}{}", self.secret, self.signature)
    }

    pub fn address(&self, origin: &str) -> String {
        format!("{origin}{}", self.path())
    }

    /// What is kept of it.
    pub fn hash(&self) -> String {
        hex(&Sha256::digest(self.secret.as_bytes()))
    }
}

/// A secret for a link that somebody will pass on themselves.
pub fn new_secret() -> Result<String> {
    Ok(Token::new()?.secret().to_owned())
}

/// Signs a secret, with a new one where none is given. The first time it makes the key.
pub async fn sign(tx: &Tx, purpose: Purpose, secret: Option<&str>, now: Millis) -> Result<Link> {
    let secret = match secret {
        Some(secret) => secret.to_owned(),
        None => new_secret()?,
    };
    tx.run(
        "INSERT INTO settings (name, value, changed_at) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING",
        args![purpose.key(), new_secret()?, now],
    )
    .await?;
    let key = key(tx, purpose)
        .await?
        .ok_or(crate::error::Error::NotFound)?;
    let signature = hmac::sign(&key, secret.as_bytes());
    Ok(Link {
        purpose,
        secret,
        signature: hex(signature.as_ref()),
    })
}

/// What somebody brought, if it is whole and ours.
pub async fn read(db: &impl Read, purpose: Purpose, brought: &str) -> Result<Option<Link>> {
    let Some((secret, signature)) = brought.split_at_checked(SECRET) else {
        return Ok(None);
    };
    if signature.len() != SIGNATURE || !is_secret(secret) {
        return Ok(None);
    }
    let Some(key) = key(db, purpose).await? else {
        return Ok(None);
    };
    let bytes = crate::accounts::settings::bytes(signature).unwrap_or_default();
    let is_ours = hmac::verify(&key, secret.as_bytes(), &bytes).is_ok();
    Ok(is_ours.then(|| Link {
        purpose,
        secret: secret.to_owned(),
        signature: signature.to_owned(),
    }))
}

/// Whether this can be the random part of a link.
pub fn is_secret(text: &str) -> bool {
    text.len() == SECRET && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

async fn key(db: &impl Read, purpose: Purpose) -> Result<Option<hmac::Key>> {
    let kept: Option<(String,)> = db
        .first(
            "SELECT value FROM settings WHERE name = $1",
            args![purpose.key()],
        )
        .await?;
    Ok(kept.map(|(key,)| hmac::Key::new(hmac::HMAC_SHA256, key.as_bytes())))
}
