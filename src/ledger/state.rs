//! Whether the tables say what the ledger says.
//!
//! What is achieved, signed off, sampled, released, and who may do what, is computed from the records of acts, so the records are compared, one by
//! one. A text that has been erased
//! ([`super::ERASED`]) is not compared where the ledger itself says that it was purged: the entry keeps the hash of it, and that is all that
//! is left.

use super::acts::Act;
use super::purged::Purged;
use super::source::{PAGE, Row, Source, json, plain};
use super::widening::Widening;
use super::{Entry, GENESIS, WIDENED, store};
use crate::db::Read;
use crate::error::Result;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// How the kind ends of an entry that was made afterwards.
pub(super) const AFTERWARDS: &str = "-recorded";

/// What the ledger says, in little: for every act its entry, and a hash of what that says.
#[derive(Default)]
pub(super) struct State {
    acts: HashMap<(usize, String), (i64, [u8; 32])>,
    purged: Purged,
    widening: Widening,
}

/// The difference that belongs to the earliest entry; what no entry is about comes last.
#[derive(Default)]
struct First(Option<(i64, String)>);

impl First {
    /// Whether something about this entry would come before what is known.
    fn is_before(&self, sequence: i64) -> bool {
        self.0.as_ref().is_none_or(|(known, _)| sequence < *known)
    }

    fn note(&mut self, sequence: i64, words: String) {
        if self.is_before(sequence) {
            self.0 = Some((sequence, words));
        }
    }
}

impl State {
    /// Takes an entry of the chain up. An act is entered once, and only acts are.
    pub(super) fn note(&mut self, entry: &Entry) -> std::result::Result<(), String> {
        self.widening.note(entry)?;
        let kind = entry.kind.strip_suffix(AFTERWARDS).unwrap_or(&entry.kind);
        if [GENESIS, WIDENED].contains(&entry.kind.as_str()) {
            return Ok(());
        }
        let Some(act) = Act::ALL.iter().position(|act| act.source().kind == kind) else {
            return Err(format!(
                "Entry {} is of a kind that this program does not know: {kind}.",
                entry.sequence
            ));
        };
        self.purged.note(Act::ALL[act], entry);
        let said = digest(&entry.actor_id, entry.happened_at, &entry.facts);
        let key = (act, entry.subject.clone());
        match self.acts.insert(key, (entry.sequence, said)) {
            None => Ok(()),
            Some((before, _)) => Err(format!(
                "Entry {} repeats entry {before}: {} {}.",
                entry.sequence,
                in_words(kind),
                entry.subject
            )),
        }
    }

    /// Says that the chain ends here.
    pub(super) fn end(&self) -> std::result::Result<(), String> {
        self.widening.end()
    }

    /// Compares with the tables and says what differs first, in the order of the entries; what no entry is about comes after that.
    pub(super) async fn compare(
        mut self,
        db: &impl Read,
    ) -> Result<std::result::Result<(), String>> {
        let mut first = First::default();
        for (rank, act) in Act::ALL.iter().copied().enumerate() {
            self.compare_act(db, rank, act, &mut first).await?;
        }
        for ((act, subject), (sequence, _)) in self.acts {
            if first.is_before(sequence) {
                let words = format!(
                    "Entry {sequence} is about {} {subject}, which is not in the tables any more.",
                    in_words(Act::ALL[act].source().kind)
                );
                first.note(sequence, words);
            }
        }
        Ok(first.0.map_or(Ok(()), |(_, words)| Err(words)))
    }

    async fn compare_act(
        &mut self,
        db: &impl Read,
        rank: usize,
        act: Act,
        first: &mut First,
    ) -> Result<()> {
        let source = act.source();
        let mut after: Option<String> = None;
        loop {
            let rows = source.after(db, after.as_deref()).await?;
            for row in &rows {
                let entered = self.acts.remove(&(rank, row.subject.clone()));
                self.compare_row(db, &source, row, entered, first).await?;
            }
            match rows.last() {
                Some(last) if rows.len() == PAGE => after = Some(last.subject.clone()),
                _ => return Ok(()),
            }
        }
    }

    async fn compare_row(
        &self,
        db: &impl Read,
        source: &Source,
        row: &Row,
        entered: Option<(i64, [u8; 32])>,
        first: &mut First,
    ) -> Result<()> {
        let what = match row.subject.as_str() {
            "" => format!("{} without an id", in_words(source.kind)),
            subject => format!("{} {subject}", in_words(source.kind)),
        };
        let Some((sequence, said)) = entered else {
            first.note(
                i64::MAX,
                format!("The {what} is in the tables and not in the ledger."),
            );
            return Ok(());
        };
        if !first.is_before(sequence)
            || digest(&row.actor, row.at, &json(&row.facts(source))) == said
        {
            return Ok(());
        }
        let entry = store::entry(db, sequence).await?;
        if let Some(difference) = self.difference(&entry, row, source) {
            let words = format!("The {what} is not as entry {sequence} says: {difference}.");
            first.note(sequence, words);
        }
        Ok(())
    }

    /// The first difference between an entry and the record of its act, in words.
    fn difference(&self, entry: &Entry, row: &Row, source: &Source) -> Option<String> {
        if entry.actor_id != row.actor {
            return Some("somebody else did it".to_owned());
        }
        if entry.happened_at != row.at {
            return Some("its time is another".to_owned());
        }
        let entered: Value = serde_json::from_str(&entry.facts).unwrap_or_default();
        let facts = row.facts(source);
        let about = row.about.as_deref();
        let erased = match self.purged.covers(source.erasure, about, entry.sequence) {
            true => row.erased(source),
            false => Vec::new(),
        };
        source.names.iter().find_map(|name| {
            let (plain, is_text) = plain(name);
            let found = facts.iter().find(|(known, _)| *known == plain);
            let found = found.map(|(_, value)| value.as_str());
            let was = entered[plain].as_str();
            if was == found || erased.contains(&plain) {
                return None;
            }
            Some(match is_text {
                true => format!("the {plain} is not the text that was written"),
                false => format!(
                    "the {plain} was {} and is {}",
                    was.unwrap_or("nothing"),
                    found.unwrap_or("nothing")
                ),
            })
        })
    }
}

fn digest(actor: &Option<String>, at: i64, facts: &str) -> [u8; 32] {
    let actor = actor.as_deref().unwrap_or_default();
    Sha256::digest(format!("{actor}\n{at}\n{facts}")).into()
}

fn in_words(kind: &str) -> String {
    kind.replace('-', " ")
}
