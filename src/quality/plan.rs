//! Drawing a plan: which of the decided submissions are looked at. Pure and reproducible.
//!
//! Everything decided is parted into strata: one assessor, one unit, one method. In each, the records are put in the order of
//! SHA-256(seed, line end, id), which everybody can compute again and which the seed alone decides, and the first ⌈share × n⌉ are taken: at least one
//! wherever the share is not zero. So a plan depends neither on the order of its input nor on the database, and a greater share takes
//! the same records and more.

use super::policy::{Applied, Policy};
use super::risk::Circumstances;
use crate::accounts::hex;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// A decided submission, with what a policy can tell apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    pub id: String,
    pub assessor: String,
    pub unit: String,
    /// The kind of the evidence, as it stands in the database.
    pub method: String,
}

/// Everything decided that a plan is drawn from.
#[derive(Debug, Clone, Default)]
pub struct Population {
    pub records: Vec<Record>,
    pub circumstances: Circumstances,
}

/// A record that was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pick {
    pub record: Record,
    pub reasons: Reasons,
}

/// Why a record was drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reasons {
    pub applied: Applied,
    /// How many records its stratum has.
    pub of: usize,
    /// How many of them were taken.
    pub taken: usize,
    /// Its own place in the order of the draw, from 1.
    pub place: usize,
}

impl Reasons {
    /// Whether the share comes to less than one record, which was taken so that nothing stays unseen.
    pub fn is_least(&self) -> bool {
        (self.applied.share as usize) * self.of < 100
    }
}

/// The records that the policy asks for, ordered by assessor, unit, method and place.
pub fn plan(policy: &Policy, population: &Population, seed: &str) -> Vec<Pick> {
    let mut strata: BTreeMap<(&str, &str, &str), Vec<&Record>> = BTreeMap::new();
    for record in &population.records {
        let stratum = (
            record.assessor.as_str(),
            record.unit.as_str(),
            record.method.as_str(),
        );
        strata.entry(stratum).or_default().push(record);
    }
    let mut picks = Vec::new();
    for (stratum, mut records) in strata {
        let risks = population.circumstances.of(stratum.0, stratum.1);
        let applied = policy.applied(stratum, &risks);
        records.sort_by_cached_key(|record| (draw(seed, &record.id), record.id.clone()));
        let (of, taken) = (records.len(), wanted(applied.share, records.len()));
        let drawn = records.into_iter().take(taken).enumerate();
        picks.extend(drawn.map(|(index, record)| Pick {
            record: record.clone(),
            reasons: Reasons {
                applied: applied.clone(),
                of,
                taken,
                place: index + 1,
            },
        }));
    }
    picks
}

/// ⌈share × n⌉.
pub fn wanted(share: u32, n: usize) -> usize {
    (share as usize * n).div_ceil(100)
}

/// What a record draws.
fn draw(seed: &str, id: &str) -> [u8; 32] {
    Sha256::digest(format!("{seed}\n{id}").as_bytes()).into()
}

/// SHA-256 of the ids in order, each on a line: which records a plan was drawn from.
pub fn hash_of(records: &[Record]) -> String {
    let ids: BTreeSet<&str> = records.iter().map(|record| record.id.as_str()).collect();
    let lines: String = ids.iter().map(|id| format!("{id}\n")).collect();
    hex(&Sha256::digest(lines.as_bytes()))
}
