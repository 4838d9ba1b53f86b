//! The ledger: the acts that somebody may have to rely on later, in one chain that cannot be changed unnoticed.
//!
//! Every act of a kind in [`Act`], such as a decision, a countersignature, a certificate or a change of a role, is an [`Entry`], written in the
//! transaction of the act itself ([`record`]). An entry holds the hash of the one before; the database refuses to change or delete
//! one; [`verify`] names the first that does not fit. What an entry says is read from the record of the act by one table
//! ([`acts`]), which is also how acts from before the ledger were entered ([`open`]), and how [`state`] finds out whether the other tables
//! still say what was entered. The texts that records are pinned to, and the files, are hashed again ([`texts`], [`files`]).
//!
//! An entry holds hashes of texts. Where an entry says that a text was purged ([`purged`]), and nowhere else, [`ERASED`] may stand in its
//! place. Kinds of acts that the program comes to enter later widen the ledger at its next start ([`widening`]). A ledger is begun once in a
//! database: the first entry's hash is kept beside it, and an empty ledger that was begun before is refused.
//!
//! **The bytes that are hashed**, by SHA-256, are the canonical JSON ([`canonical`]) of an object with the members `actor` (a person's id,
//! or null for the program itself), `facts` (an object of texts), `kind`, `previous` (the hash of the entry before, 64 zeros for the first),
//! `sequence` (from 1), `subject` (the id of the record) and `time` (milliseconds since 1970, UTC). A line of an export is the same with the
//! member `hash`, so that anybody can check one without this program.
//!
//! A chain alone cannot show that its last entries were cut off. A signed head ([`head`]) that was published can.

pub mod acts;
pub mod canonical;
pub mod chain;
pub mod command;
pub mod export;
mod files;
pub mod head;
mod purged;
mod source;
pub mod state;
mod store;
mod texts;
mod verifying;
mod widening;

use crate::accounts::hex;
use crate::clock::Millis;
use canonical::text;
use sha2::{Digest, Sha256};

pub use acts::Act;
pub use store::{last, open, record};
pub use verifying::{followed, verify, verify_at, verify_with_files};

/// What stands in the place of a text that was erased. The entry keeps the hash of what was there; [`state`] accepts
/// this in its place where another entry says that it was purged.
pub const ERASED: &str = "[erased]";

/// A text, or other words where it has been erased.
pub fn unless_erased<'t>(text: &'t str, otherwise: &'t str) -> &'t str {
    match text {
        ERASED => otherwise,
        _ => text,
    }
}

/// What the first entry has before it.
pub const BEGINNING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The kind of the first entry.
pub const GENESIS: &str = "genesis";

/// The kind of an entry that says from when on another kind of act is entered; its subject is that kind.
pub const WIDENED: &str = "widened";

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Entry {
    /// From 1, without gaps.
    pub sequence: i64,
    pub happened_at: Millis,
    /// `None`: the program itself.
    pub actor_id: Option<String>,
    pub kind: String,
    /// The id of the record.
    pub subject: String,
    /// Canonical JSON.
    pub facts: String,
    pub previous: String,
    pub hash: String,
}

impl Entry {
    /// What its hash must be.
    pub fn computed_hash(&self) -> String {
        hash_of(&self.json(None))
    }

    /// Canonical JSON with the hash, as it is exported.
    pub fn line(&self) -> String {
        self.json(Some(&self.hash))
    }

    fn json(&self, hash: Option<&str>) -> String {
        let actor = self.actor_id.as_deref().map_or("null".to_owned(), text);
        let hash = hash.map_or(String::new(), |hash| format!(r#""hash":{},"#, text(hash)));
        format!(
            r#"{{"actor":{actor},"facts":{},{hash}"kind":{},"previous":{},"sequence":{},"subject":{},"time":{}}}"#,
            self.facts,
            text(&self.kind),
            text(&self.previous),
            self.sequence,
            text(&self.subject),
            self.happened_at,
        )
    }
}

/// SHA-256 in hexadecimal.
fn hash_of(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}
