//! From when on which kinds of acts are entered.
//!
//! A kind is known from the first entry on, or from the entry that says so ([`WIDENED`]). What there was of it before is entered afterwards,
//! at that very place and nowhere else: otherwise anything could be put into the tables later and entered as if it had been overlooked.

use super::state::AFTERWARDS;
use super::{Entry, GENESIS, WIDENED};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The fact of the first entry that names the kinds.
pub(super) const KINDS: &str = "kinds";

/// The kinds that a first entry without a list of them knows.
const FIRST: [&str; 9] = [
    "role-granted",
    "role-ended",
    "extra-time-agreed",
    "extra-time-ended",
    "decision",
    "closure",
    "sign-off",
    "certificate-issued",
    "certificate-revoked",
];

/// How far a chain has come with saying what is entered.
#[derive(Default)]
pub(super) struct Widening {
    known: BTreeSet<String>,
    place: Place,
    /// Kinds of which acts were entered afterwards and that are not known yet, with the first such entry.
    waiting: BTreeMap<String, i64>,
}

/// What stood before.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// The first entry and what was entered afterwards with it.
    #[default]
    Beginning,
    Afterwards,
    Widened,
    Act,
}

impl Widening {
    /// Takes an entry of the chain up, or says why it has no place there.
    pub(super) fn note(&mut self, entry: &Entry) -> Result<(), String> {
        if entry.kind == GENESIS {
            self.known = kinds(&entry.facts);
            return Ok(());
        }
        if entry.kind == WIDENED {
            self.waiting.remove(&entry.subject);
            self.place = Place::Widened;
            return match self.known.insert(entry.subject.clone()) {
                true => Ok(()),
                false => Err(format!(
                    "Entry {} widens the ledger by what was entered before: {}.",
                    entry.sequence, entry.subject
                )),
            };
        }
        match entry.kind.strip_suffix(AFTERWARDS) {
            Some(kind) => self.afterwards(kind, entry.sequence),
            None => {
                self.place = Place::Act;
                self.end()
            }
        }
    }

    fn afterwards(&mut self, kind: &str, sequence: i64) -> Result<(), String> {
        if self.place == Place::Beginning && self.known.contains(kind) {
            return Ok(());
        }
        if self.place == Place::Widened {
            self.end()?;
        }
        if self.known.contains(kind) {
            return Err(format!(
                "Entry {sequence} was made afterwards, of a kind that was entered by then: {kind}."
            ));
        }
        self.place = Place::Afterwards;
        self.waiting.entry(kind.to_owned()).or_insert(sequence);
        Ok(())
    }

    /// Whether all that was entered afterwards is accounted for.
    pub(super) fn end(&self) -> Result<(), String> {
        match self.waiting.iter().min_by_key(|(_, sequence)| **sequence) {
            None => Ok(()),
            Some((kind, sequence)) => Err(format!(
                "Entry {sequence} was made afterwards, and no entry after it says that the ledger was widened by {kind}."
            )),
        }
    }
}

/// The kinds that a first entry names.
pub(super) fn kinds(facts: &str) -> BTreeSet<String> {
    let facts: Value = serde_json::from_str(facts).unwrap_or_default();
    match facts[KINDS].as_str() {
        Some(kinds) => kinds.split(' ').map(str::to_owned).collect(),
        None => FIRST.map(str::to_owned).into(),
    }
}
