//! The order in which things are shown, and which questions are drawn: it looks random, and is always the same for the same attempt.

use crate::library::{Draw, Quiz};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// In what order an attempt, or a section, shows things.
#[derive(Debug, Clone)]
pub struct Order {
    seed: String,
    options: bool,
}

impl Order {
    /// For an attempt: options are shuffled if the quiz says so.
    pub fn of_attempt(quiz: &Quiz, attempt: &str) -> Self {
        Order {
            seed: attempt.to_owned(),
            options: quiz.shuffle,
        }
    }

    /// For questions embedded in sections: options stand as the author wrote them.
    pub fn of_practice() -> Self {
        Order {
            seed: String::new(),
            options: false,
        }
    }

    /// For spaced review: other than the time before, and the same for the whole day.
    pub fn of_review(person: &str, day: crate::clock::Day, options: bool) -> Self {
        Order {
            seed: format!("{person}/{day}"),
            options,
        }
    }

    pub(super) fn options(
        &self,
        question: &str,
        things: Vec<(String, String)>,
    ) -> Vec<(String, String)> {
        match self.options {
            true => self.always(question, things),
            false => things,
        }
    }

    /// Shuffles things that would give the answer away as they are written.
    pub(super) fn always(
        &self,
        question: &str,
        mut things: Vec<(String, String)>,
    ) -> Vec<(String, String)> {
        things.sort_by_cached_key(|(key, _)| place(&self.seed, question, key));
        things
    }
}

/// Where something stands in a shuffled attempt.
pub fn place(attempt: &str, question: &str, key: &str) -> [u8; 32] {
    Sha256::digest(format!("{attempt}/{question}/{key}")).into()
}

/// A question of a quiz or a bank, by their ids.
pub type Name = (String, String);

/// The questions of an attempt, in order: those of the quiz itself, and those drawn for it. `draws` are the quiz's, each with the names of the questions
/// that it may take; `seen` says how often this person has met each before. Those seen least come first; among equals chance decides.
pub fn questions(
    quiz: &Quiz,
    attempt: &str,
    draws: &[(&Draw, Vec<Name>)],
    seen: &BTreeMap<Name, i64>,
) -> Vec<Name> {
    let mut names: Vec<Name> = quiz
        .questions
        .iter()
        .map(|question| (quiz.id.clone(), question.id.clone()))
        .collect();
    let mut taken: BTreeSet<Name> = names.iter().cloned().collect();
    for (draw, candidates) in draws {
        let mut candidates = candidates.clone();
        candidates.sort_by_cached_key(|name| {
            let times = seen.get(name).copied().unwrap_or(0);
            (times, place(attempt, &name.0, &name.1))
        });
        let fresh: Vec<Name> = candidates
            .into_iter()
            .filter(|name| !taken.contains(name))
            .take(draw.count as usize)
            .collect();
        taken.extend(fresh.iter().cloned());
        names.extend(fresh);
    }
    if quiz.shuffle_questions {
        names.sort_by_cached_key(|(bank, question)| place(attempt, bank, question));
    }
    names
}
