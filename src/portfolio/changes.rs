//! What has changed from one version of a text, or of a table, to the next. Pure: both versions can be had back from the result.

use similar::{Algorithm, DiffOp, TextDiff, capture_diff_slices};
use std::time::Duration;

/// After so long two texts that have nothing in common are compared less closely.
const PATIENCE: Duration = Duration::from_millis(250);

/// A stretch of text that is in both versions, only in the later, or only in the earlier one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Kept(String),
    Added(String),
    Removed(String),
}

/// A row that is in both versions, only in one, or in both with other cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    Kept(Vec<String>),
    Added(Vec<String>),
    Removed(Vec<String>),
    Changed {
        before: Vec<String>,
        now: Vec<String>,
    },
}

/// The later text word by word, with what has been taken out in its place.
pub fn of_words(before: &str, now: &str) -> Vec<Piece> {
    let difference = TextDiff::configure()
        .algorithm(Algorithm::Patience)
        .timeout(PATIENCE)
        .diff_words(before, now);
    let (old, new) = (difference.old_slices(), difference.new_slices());
    let stretches = difference.ops().iter().map(|op| {
        let (_, before, now) = op.as_tag_tuple();
        match op {
            DiffOp::Equal { .. } => Stretch::Kept(old[before].concat()),
            _ => Stretch::Changed(old[before].concat(), new[now].concat()),
        }
    });
    let pieces = smooth(stretches.collect())
        .into_iter()
        .flat_map(Stretch::pieces);
    pieces.collect()
}

enum Stretch {
    Kept(String),
    /// What was taken out, and what was put in its place.
    Changed(String, String),
}

impl Stretch {
    fn pieces(self) -> Vec<Piece> {
        let pieces = match self {
            Stretch::Kept(text) => vec![Piece::Kept(text)],
            Stretch::Changed(before, now) => vec![Piece::Removed(before), Piece::Added(now)],
        };
        let is_empty = |piece: &Piece| {
            let (Piece::Kept(text) | Piece::Added(text) | Piece::Removed(text)) = piece;
            text.is_empty()
        };
        pieces
            .into_iter()
            .filter(|piece| !is_empty(piece))
            .collect()
    }

    /// Characters, of the longer side of a change.
    fn length(&self) -> usize {
        match self {
            Stretch::Kept(text) => text.chars().count(),
            Stretch::Changed(before, now) => before.chars().count().max(now.chars().count()),
        }
    }
}

/// The most words between two changes that may belong to both by chance.
const CHANCE: usize = 3;

/// Whether words between two changes were kept by chance: no more than a short word, or fewer words than were changed on either side. So
/// "at the table" becomes "on the phone" as a whole, and not word by word.
fn is_chance(first: &Stretch, between: &str, second: &Stretch) -> bool {
    let (Stretch::Changed(before, now), Stretch::Changed(old, new)) = (first, second) else {
        return false;
    };
    let is_exchange = !(before.is_empty() && old.is_empty() || now.is_empty() && new.is_empty());
    let length = between.chars().count();
    let is_slight = between.trim().chars().count() <= CHANCE;
    let is_outweighed = between.split_whitespace().count() <= CHANCE
        && length <= first.length().min(second.length());
    is_exchange && !between.contains('\n') && (is_slight || is_outweighed)
}

/// Changes with words between them that were kept by chance become one.
fn smooth(stretches: Vec<Stretch>) -> Vec<Stretch> {
    let mut smoothed: Vec<Stretch> = Vec::new();
    for stretch in stretches {
        let follows = match smoothed.as_slice() {
            [.., first, Stretch::Kept(between)] => is_chance(first, between, &stretch),
            _ => false,
        };
        if !follows {
            smoothed.push(stretch);
            continue;
        }
        if let (
            Some(Stretch::Kept(between)),
            Some(Stretch::Changed(before, now)),
            Stretch::Changed(old, new),
        ) = (smoothed.pop(), smoothed.last_mut(), stretch)
        {
            before.push_str(&(between.clone() + &old));
            now.push_str(&(between + &new));
        }
    }
    smoothed
}

/// The later table row by row, with the rows that have been taken out in their places.
pub fn of_rows(before: &[Vec<String>], now: &[Vec<String>]) -> Vec<Row> {
    let mut rows = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, before, now) {
        let (_, old, new) = op.as_tag_tuple();
        match op {
            DiffOp::Equal { .. } => rows.extend(before[old].iter().cloned().map(Row::Kept)),
            _ => exchanged(&before[old], &now[new], &mut rows),
        }
    }
    rows
}

/// Rows in the place of others. A new row that shares a cell with an old one is that row, changed.
fn exchanged(mut before: &[Vec<String>], now: &[Vec<String>], rows: &mut Vec<Row>) {
    for new in now {
        match before.iter().position(|old| is_akin(old, new)) {
            Some(index) => {
                rows.extend(before[..index].iter().cloned().map(Row::Removed));
                rows.push(Row::Changed {
                    before: before[index].clone(),
                    now: new.clone(),
                });
                before = &before[index + 1..];
            }
            None => rows.push(Row::Added(new.clone())),
        }
    }
    rows.extend(before.iter().cloned().map(Row::Removed));
}

fn is_akin(old: &[String], new: &[String]) -> bool {
    let mut pairs = old.iter().zip(new);
    pairs.any(|(old, new)| old == new && !old.is_empty())
}
