//! Whether entries are a chain: without a gap, each after the one before, each with the hash of what it says.

use super::{BEGINNING, Entry, GENESIS, canonical::canonical};

/// A chain as far as it has been followed.
#[derive(Debug, Clone)]
pub struct Chain {
    /// How many entries have been followed.
    pub length: i64,
    /// The hash of the last of them.
    pub hash: String,
}

impl Default for Chain {
    fn default() -> Self {
        Chain {
            length: 0,
            hash: BEGINNING.to_owned(),
        }
    }
}

impl Chain {
    /// Goes on to the next entry, or says in words why it does not fit.
    pub fn follow(&mut self, entry: &Entry) -> Result<(), String> {
        let (at, due) = (entry.sequence, self.length + 1);
        if at > due {
            return Err(format!(
                "Entry {due} is missing: the next one there is entry {at}."
            ));
        }
        if at < due {
            return Err(format!("Entry {at} stands where entry {due} should be."));
        }
        if entry.computed_hash() != entry.hash || !is_canonical(&entry.facts) {
            return Err(format!(
                "Entry {at} has been changed: its hash does not fit what it says."
            ));
        }
        if entry.previous != self.hash {
            return Err(match self.length {
                0 => "Entry 1 has something before it: the beginning is missing.".to_owned(),
                before => format!(
                    "Entry {at} does not follow entry {before}: one of them is not the one that was written."
                ),
            });
        }
        if (at == 1) != (entry.kind == GENESIS) {
            return Err(format!("Entry {at} is not where a ledger begins."));
        }
        self.length = at;
        self.hash.clone_from(&entry.hash);
        Ok(())
    }
}

fn is_canonical(facts: &str) -> bool {
    let value = serde_json::from_str(facts).ok();
    value.and_then(|value| canonical(&value)).as_deref() == Some(facts)
}
