//! Marking: what an answer to a question is worth, from 0 to 1. Pure, deterministic, and blind to the order of the options.

use crate::library::{Question, QuestionKind};
use sha2::{Digest, Sha256};

/// The mark of a response: for a single best answer 1 or 0; for a multiple response every right option chosen counts for, every wrong one
/// against, as a share of the right ones, never below 0.
pub fn mark(question: &Question, chosen: &[String]) -> f64 {
    let is_chosen = |key: &String| chosen.contains(key);
    let count = |right: bool| {
        let hits = question
            .options
            .iter()
            .filter(|o| o.right == right && is_chosen(&o.key));
        u32::try_from(hits.count()).map_or(0.0, f64::from)
    };
    let (hits, misses) = (count(true), count(false));
    let right = question.options.iter().filter(|o| o.right).count();
    match question.kind {
        QuestionKind::Single if hits > 0.0 && misses == 0.0 => 1.0,
        QuestionKind::Single => 0.0,
        QuestionKind::Multiple => {
            let right = u32::try_from(right).map_or(1.0, f64::from).max(1.0);
            ((hits - misses) / right).clamp(0.0, 1.0)
        }
    }
}

/// The chosen options that the question has, each once, in the question's order: what is stored as the response. A single best answer
/// keeps one.
pub fn response<'a>(question: &Question, chosen: impl Iterator<Item = &'a str>) -> Vec<String> {
    let chosen: Vec<&str> = chosen.collect();
    let kept = question
        .options
        .iter()
        .map(|o| &o.key)
        .filter(|key| chosen.contains(&key.as_str()));
    let most = match question.kind {
        QuestionKind::Single => 1,
        QuestionKind::Multiple => question.options.len(),
    };
    kept.take(most).cloned().collect()
}

/// Whether the score reaches the pass mark, in per cent.
pub fn passes(score: f64, max: f64, pass_mark: u32) -> bool {
    // A hair's breadth for sums of thirds.
    max > 0.0 && score * 100.0 + 1e-9 >= f64::from(pass_mark) * max
}

/// Where an option stands in a shuffled attempt: a number that looks random and is always the same for the same three.
pub fn place(attempt: &str, question: &str, option: &str) -> [u8; 32] {
    Sha256::digest(format!("{attempt}/{question}/{option}")).into()
}
