//! Where somebody was very sure and not right. Pure.

use super::cards::Review;
use super::{Item, Rating};
use crate::clock::Millis;
use crate::quizzes::Encounter;
use crate::quizzes::calibration::is_right;

/// How sure "very sure" is.
const VERY: i64 = 3;

/// An answer that somebody was very sure of, and that was not right.
#[derive(Debug, Clone, PartialEq)]
pub struct Surprise<'a> {
    pub met: &'a Encounter,
    /// The attempt whose review shows it.
    pub attempt: &'a str,
    /// When the question was first answered rightly after it.
    pub right_since: Option<Millis>,
}

/// The surprises of attempts that have been handed in, each question once, the latest first. `met` and `reviews` are in the order of time.
pub fn surprises<'a>(met: &'a [Encounter], reviews: &[Review]) -> Vec<Surprise<'a>> {
    let mut found: Vec<Surprise<'a>> = Vec::new();
    for one in met.iter().rev() {
        let is_known = found.iter().any(|other| is_same(other.met, one));
        let is_surprise = one.confidence == Some(VERY) && !is_right(one.mark);
        let Some(attempt) = one.attempt.as_deref() else {
            continue;
        };
        if is_surprise && !is_known && one.submitted_at.is_some() {
            found.push(Surprise {
                met: one,
                attempt,
                right_since: right_since(one, met, reviews),
            });
        }
    }
    found
}

fn is_same(one: &Encounter, other: &Encounter) -> bool {
    one.quiz == other.quiz && one.question == other.question
}

fn right_since(one: &Encounter, met: &[Encounter], reviews: &[Review]) -> Option<Millis> {
    let item = Item::Question {
        quiz: one.quiz.clone(),
        question: one.question.clone(),
    };
    let answered = met
        .iter()
        .filter(|other| is_same(one, other) && is_right(other.mark))
        .map(|other| other.met_at);
    let reviewed = reviews
        .iter()
        .filter(|review| review.item == item && review.rating == Rating::Knew)
        .map(|review| review.reviewed_at);
    answered.chain(reviewed).filter(|at| *at > one.met_at).min()
}
