//! What the ledger says was purged: only there can a text be gone.

use super::Entry;
use super::acts::Act;
use super::source::Erasure;
use serde_json::Value;
use std::collections::HashMap;

/// Everything that entries say was purged, with the sequence of the last such entry: what is written later is not gone by it.
#[derive(Default)]
pub(super) struct Purged(HashMap<(Erased, String), i64>);

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Erased {
    Text,
    File,
    Draft,
    Words,
}

impl Purged {
    /// Takes up what an entry says, if it is about a purge.
    pub(super) fn note(&mut self, act: Act, entry: &Entry) {
        if !matches!(act, Act::Purge | Act::WordsPurged) {
            return;
        }
        let facts: Value = serde_json::from_str(&entry.facts).unwrap_or_default();
        let fact = |name: &str| facts[name].as_str();
        let purged = match (act, fact("submission"), fact("file"), fact("evidence")) {
            (Act::WordsPurged, Some(submission), _, _) => (Erased::Words, submission.to_owned()),
            (Act::Purge, ..) if fact("of") == Some("words") => return, // its words are entered by themselves
            (_, Some(submission), Some(file), _) => (Erased::File, format!("{submission} {file}")),
            (_, Some(submission), None, _) => (Erased::Text, submission.to_owned()),
            (_, None, None, Some(evidence)) => (Erased::Draft, evidence.to_owned()),
            _ => return, // a file of a draft, of which nothing stays
        };
        self.0.insert(purged, entry.sequence);
    }

    /// Whether texts that such a purge takes away may be gone, which were entered with this sequence.
    pub(super) fn covers(&self, erasure: Erasure, about: Option<&str>, sequence: i64) -> bool {
        let kinds: &[Erased] = match erasure {
            Erasure::Never => &[],
            Erasure::Words => &[Erased::Words],
            Erasure::Text => &[Erased::Text],
            Erasure::Either => &[Erased::Text, Erased::Words],
            Erasure::File => &[Erased::File],
            Erasure::Draft => &[Erased::Draft],
        };
        let has = |kind: &Erased, about: &str| {
            let purged = self.0.get(&(*kind, about.to_owned()));
            purged.is_some_and(|purged| sequence < *purged)
        };
        about.is_some_and(|about| kinds.iter().any(|kind| has(kind, about)))
    }
}
