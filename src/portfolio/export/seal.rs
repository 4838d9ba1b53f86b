//! What makes an archive trustworthy: a list of the hashes of its members, and a signature over that. Pure.
//!
//! `hashes.txt` has a line for every other member, as `sha256sum` writes and checks them. `signature.json` is canonical JSON; what is signed,
//! with Ed25519, are the bytes of the same without its member `signature`. It holds the hash of `hashes.txt`.

use super::archive::Member;
use crate::clock::Millis;
use crate::ledger::canonical::canonical;
use crate::ledger::head::{Key, is_signed};
use crate::library::sha256;
use serde_json::{Value, json};

pub const HASHES: &str = "hashes.txt";
pub const SIGNATURE: &str = "signature.json";

/// The list of what an archive holds so far.
pub fn hashes(members: &[Member]) -> String {
    let line = |member: &Member| format!("{}  {}\n", member.sha256, member.name);
    members.iter().map(line).collect()
}

fn unsigned(hashes: &str, public_key: &str, signed_at: Millis) -> Value {
    json!({"hashes": sha256(hashes), "public_key": public_key, "signed_at": signed_at})
}

/// The signature over a list; `None` only for a time that no clock shows.
pub fn sign(key: &Key, hashes: &str, now: Millis) -> Option<String> {
    let mut json = unsigned(hashes, &key.public(), now);
    json["signature"] = Value::from(key.sign_text(&canonical(&json)?));
    canonical(&json)
}

/// Whose signature it is, and of when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// 64 hexadecimal digits.
    pub public_key: String,
    pub signed_at: Millis,
}

/// Checks the signature over a list. Whose key it is, the reader must know.
pub fn check(hashes: &str, signature: &str) -> Result<Signed, String> {
    let wrong = || "The signature of this archive is not right: it has been changed.".to_owned();
    let value: Value = serde_json::from_str(signature).map_err(|_| wrong())?;
    let signed = Signed {
        public_key: value["public_key"].as_str().ok_or_else(wrong)?.to_owned(),
        signed_at: value["signed_at"].as_i64().ok_or_else(wrong)?,
    };
    let mut json = unsigned(hashes, &signed.public_key, signed.signed_at);
    let text = canonical(&json).ok_or_else(wrong)?;
    let mark = value["signature"].as_str().ok_or_else(wrong)?;
    json["signature"] = Value::from(mark);
    let is_whole = canonical(&json).as_deref() == Some(signature);
    match is_whole && is_signed(&signed.public_key, &text, mark) {
        true => Ok(signed),
        false => Err(wrong()),
    }
}
