//! Signed heads: how long the ledger is and where it ends, to be published, so that nobody can cut its end off later.
//!
//! The key (Ed25519, RFC 8032) is a file that never goes near the database: whoever can change the database cannot sign. It is made once,
//! readable by its owner alone. A head is one line of canonical JSON; what is signed are the bytes of the same line without its last
//! member, `signature`.

use super::canonical::canonical;
use crate::accounts::hex;
use crate::accounts::settings::bytes;
use crate::clock::Millis;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;

/// Where a ledger ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub sequence: i64,
    pub hash: String,
    pub signed_at: Millis,
    /// 64 hexadecimal digits.
    pub public_key: String,
}

impl Head {
    fn json(&self) -> Value {
        json!({"hash": self.hash, "public_key": self.public_key, "sequence": self.sequence, "signed_at": self.signed_at})
    }

    /// The bytes that are signed.
    fn signed(&self) -> Option<String> {
        canonical(&self.json())
    }
}

/// The key that signs heads.
pub struct Key(Ed25519KeyPair);

impl Key {
    /// Reads the key; makes it if there is no such file. Says whether it is new.
    pub fn open(file: &Path) -> Result<(Self, bool), String> {
        let unreadable = |error: &dyn std::fmt::Display| {
            format!("The key {} cannot be used: {error}.", file.display())
        };
        let (seed, is_new) = match std::fs::read_to_string(file) {
            Ok(text) => (bytes(text.trim()), false),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                (Some(make(file).map_err(|error| unreadable(&error))?), true)
            }
            Err(error) => return Err(unreadable(&error)),
        };
        let seed = seed.ok_or_else(|| unreadable(&"it is not 64 hexadecimal digits"))?;
        let pair = Ed25519KeyPair::from_seed_unchecked(&seed).map_err(|e| unreadable(&e))?;
        Ok((Key(pair), is_new))
    }

    pub fn public(&self) -> String {
        hex(self.0.public_key().as_ref())
    }

    /// The signature of a text, in hexadecimal.
    pub fn sign_text(&self, text: &str) -> String {
        hex(self.0.sign(text.as_bytes()).as_ref())
    }

    /// The signed line for a ledger that ends here.
    pub fn sign(&self, sequence: i64, hash: &str, now: Millis) -> Option<String> {
        let head = Head {
            sequence,
            hash: hash.to_owned(),
            signed_at: now,
            public_key: self.public(),
        };
        let signature = self.sign_text(&head.signed()?);
        let mut json = head.json();
        json["signature"] = Value::from(signature);
        canonical(&json)
    }
}

/// Whether a signature of a text is of this key; all but the text in hexadecimal.
pub fn is_signed(public_key: &str, text: &str, signature: &str) -> bool {
    let (Some(key), Some(signature)) = (bytes(public_key), bytes(signature)) else {
        return false;
    };
    let key = UnparsedPublicKey::new(&ED25519, key);
    key.verify(text.as_bytes(), &signature).is_ok()
}

/// Makes a key in a new file that only its owner can read.
fn make(file: &Path) -> std::io::Result<Vec<u8>> {
    let mut seed = vec![0; 32];
    getrandom::fill(&mut seed).map_err(|error| std::io::Error::other(error.to_string()))?;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    writeln!(options.open(file)?, "{}", hex(&seed))?;
    Ok(seed)
}

/// A head whose signature is right; in words what is wrong otherwise. Whose key it is, the reader must know.
pub fn read(line: &str) -> Result<Head, String> {
    let value: Value =
        serde_json::from_str(line).map_err(|_| "This is no signed head.".to_owned())?;
    let text = |name: &str| value[name].as_str().map(str::to_owned);
    let parts = || {
        let head = Head {
            sequence: value["sequence"].as_i64()?,
            hash: text("hash")?,
            signed_at: value["signed_at"].as_i64()?,
            public_key: text("public_key")?,
        };
        bytes(&head.public_key)?;
        Some((head.signed()?, text("signature")?, head))
    };
    let (signed, signature, head) = parts().ok_or("This is no signed head.")?;
    match is_signed(&head.public_key, &signed, &signature) {
        true => Ok(head),
        false => Err("The signature of the head is not right.".to_owned()),
    }
}
