//! Whether the tables say what the ledger says: which criteria are achieved, which units signed off, which certificates issued and revoked,
//! who held which role.
//!
//! Every one of these is computed from the records of acts, so the records are compared, one by one. A text that has been erased
//! ([`super::ERASED`]) is not compared: the entry keeps its hash, and that is all that is left of it.

use super::acts::{Act, PAGE, Row, json};
use super::{Entry, store};
use crate::args;
use crate::db::Read;
use crate::error::Result;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// How the kind ends of an entry that was made afterwards.
pub(super) const AFTERWARDS: &str = "-recorded";

/// What the ledger says, in little: for every act its entry, and a hash of what that says.
#[derive(Default)]
pub(super) struct State(HashMap<(usize, String), (i64, [u8; 32])>);

impl State {
    /// Takes an entry of the chain up. An act is entered once.
    pub(super) fn note(&mut self, entry: &Entry) -> std::result::Result<(), String> {
        let kind = entry.kind.strip_suffix(AFTERWARDS).unwrap_or(&entry.kind);
        let Some(act) = Act::ALL.iter().position(|act| act.source().kind == kind) else {
            return Ok(()); // nothing that a table holds
        };
        let said = digest(&entry.actor_id, entry.happened_at, &entry.facts);
        let key = (act, entry.subject.clone());
        match self.0.insert(key, (entry.sequence, said)) {
            None => Ok(()),
            Some((before, _)) => Err(format!(
                "Entry {} repeats entry {before}: {} {}.",
                entry.sequence,
                in_words(kind),
                entry.subject
            )),
        }
    }

    /// Compares with the tables, kind by kind, and says what differs first; then what the ledger alone holds.
    pub(super) async fn compare(
        mut self,
        db: &impl Read,
    ) -> Result<std::result::Result<(), String>> {
        for (rank, act) in Act::ALL.iter().copied().enumerate() {
            if let Err(words) = self.compare_act(db, rank, act).await? {
                return Ok(Err(words));
            }
        }
        let left = self.0.iter().min_by_key(|(_, (sequence, _))| sequence);
        Ok(match left {
            None => Ok(()),
            Some(((act, subject), (sequence, _))) => Err(format!(
                "Entry {sequence} is about {} {subject}, which is not in the tables any more.",
                in_words(Act::ALL[*act].source().kind)
            )),
        })
    }

    async fn compare_act(
        &mut self,
        db: &impl Read,
        rank: usize,
        act: Act,
    ) -> Result<std::result::Result<(), String>> {
        let source = act.source();
        let mut after = String::new();
        loop {
            let rows: Vec<Row> = db.all(source.page, args![&after]).await?;
            for row in &rows {
                let what = format!("{} {}", in_words(source.kind), row.subject);
                let Some((sequence, said)) = self.0.remove(&(rank, row.subject.clone())) else {
                    return Ok(Err(format!(
                        "The {what} is in the tables and not in the ledger."
                    )));
                };
                if digest(&row.actor, row.at, &json(&row.facts(&source))) == said {
                    continue;
                }
                let entry = store::entry(db, sequence).await?;
                if let Some(difference) = difference(&entry, row, act) {
                    return Ok(Err(format!(
                        "The {what} is not as entry {sequence} says: {difference}."
                    )));
                }
            }
            match rows.last() {
                Some(last) if rows.len() == PAGE => after.clone_from(&last.subject),
                _ => return Ok(Ok(())),
            }
        }
    }
}

/// The first difference between an entry and the record of its act, in words.
fn difference(entry: &Entry, row: &Row, act: Act) -> Option<String> {
    let source = act.source();
    if entry.actor_id != row.actor {
        return Some("somebody else did it".to_owned());
    }
    if entry.happened_at != row.at {
        return Some("its time is another".to_owned());
    }
    let entered: Value = serde_json::from_str(&entry.facts).unwrap_or_default();
    let (facts, erased) = (row.facts(&source), row.erased(&source));
    source.names.iter().find_map(|name| {
        let (plain, is_text) = (name.trim_start_matches('#'), name.starts_with('#'));
        let found = facts.iter().find(|(known, _)| *known == plain);
        let found = found.map(|(_, value)| value.as_str());
        let was = entered[plain].as_str();
        if was == found || (erased.contains(&plain) && was.is_some()) {
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

fn digest(actor: &Option<String>, at: i64, facts: &str) -> [u8; 32] {
    let actor = actor.as_deref().unwrap_or_default();
    Sha256::digest(format!("{actor}\n{at}\n{facts}")).into()
}

fn in_words(kind: &str) -> String {
    kind.replace('-', " ")
}
