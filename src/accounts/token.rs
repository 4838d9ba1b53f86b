//! Secrets for cookies and links: 32 bytes from the operating system, of which the database holds only the SHA-256.

use crate::error::{Error, Result};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// A secret as it goes into a cookie or a link: 64 hexadecimal digits. Does not show itself in logs.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A new one that nobody can guess.
    pub fn new() -> Result<Self> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|e| Error::internal(e.to_string()))?;
        Ok(Token(hex(&bytes)))
    }

    /// What the visitor is given.
    pub fn secret(&self) -> &str {
        &self.0
    }

    /// What the database keeps.
    pub fn hash(&self) -> String {
        hash_of(&self.0)
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// The SHA-256 of what a visitor brought, in hexadecimal. A fast hash will do: there is nothing to guess in 32 random bytes.
pub(super) fn hash_of(secret: &str) -> String {
    hex(&Sha256::digest(secret.as_bytes()))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
