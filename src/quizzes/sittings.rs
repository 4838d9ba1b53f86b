//! When a quiz may be sat: the rules of its front matter, from the attempts so far. Pure.

use crate::clock::{HOUR, Millis};
use crate::library::Quiz;
use crate::quizzes::Attempt;

/// Whether somebody may start, and if not, why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sitting {
    /// May start the sitting of this number.
    May { number: i64 },
    /// One is open; it goes on.
    Open { attempt: String },
    /// Passed before, where sittings are counted; there is nothing to prove.
    Passed { attempt: String },
    /// The waiting time is not over.
    Wait { until: Millis },
    /// Every allowed sitting is used.
    NoneLeft,
}

/// What the next sitting would be. `attempts` are all of one person's at this quiz, in any order.
pub fn next(quiz: &Quiz, attempts: &[Attempt], now: Millis) -> Sitting {
    if let Some(open) = attempts.iter().find(|a| a.submitted_at.is_none()) {
        return Sitting::Open {
            attempt: open.id.clone(),
        };
    }
    let passed = attempts.iter().find(|a| a.passed == Some(true));
    // What may be sat any number of times is for practice, also after it was passed.
    if let Some(passed) = passed.filter(|_| quiz.attempts.is_some()) {
        return Sitting::Passed {
            attempt: passed.id.clone(),
        };
    }
    let used = i64::try_from(attempts.len()).unwrap_or(i64::MAX);
    if quiz
        .attempts
        .is_some_and(|allowed| used >= i64::from(allowed))
    {
        return Sitting::NoneLeft;
    }
    let last = attempts.iter().filter_map(|a| a.submitted_at).max();
    let until = last.map(|last| last + i64::from(quiz.wait_hours) * HOUR);
    match until {
        Some(until) if until > now => Sitting::Wait { until },
        _ => Sitting::May { number: used + 1 },
    }
}

/// How many sittings are left after those used; `None` for any number.
pub fn left(quiz: &Quiz, used: usize) -> Option<usize> {
    quiz.attempts
        .map(|allowed| (allowed as usize).saturating_sub(used))
}
