//! When something comes back: FSRS, replayed from what happened.
//!
//! FSRS (Ye, Su and Cao, *A stochastic shortest path algorithm for optimizing spaced repetition scheduling*, KDD 2022; version 5 with its published
//! weights) keeps a difficulty and a stability for each thing, and asks again when the chance to remember it has fallen to nine in ten. Its state is never
//! stored: [`replay`] makes it again from the looks, so that a better scheduler can take the same records tomorrow. Days are whole
//! days in the United Kingdom, and the first look of a day is the one that counts: what was read a minute ago is not remembered.

use super::{Look, Rating};
use crate::clock::{DAY, Day, SECOND};
use rs_fsrs::{Card, FSRS, Parameters};
use std::time::Duration;

/// Nothing rests for longer than a year, days.
pub const LONGEST: i32 = 365;

/// The share of things that one should still remember when they come back.
const REMEMBERED: f64 = 0.9;

/// The first look of each day. `looks` are in the order of time.
pub fn one_a_day(looks: impl IntoIterator<Item = Look>) -> Vec<Look> {
    let mut kept: Vec<Look> = Vec::new();
    for look in looks {
        if kept.last().is_none_or(|last| last.day < look.day) {
            kept.push(look);
        }
    }
    kept
}

/// The day on which something comes back after these looks, at most one a day and in order; `None` before the first.
pub fn replay(looks: &[Look]) -> Option<Day> {
    let scheduler = FSRS::new(Parameters {
        request_retention: REMEMBERED,
        maximum_interval: LONGEST,
        // Steps of minutes are for people who sit and learn by heart; here a day is the shortest.
        enable_short_term: false,
        enable_fuzz: false,
        ..Parameters::default()
    });
    // A default card is due when time begins, which is where days are counted from.
    let begin = Card::default().due;
    let mut card = Card::default();
    for look in looks {
        let at = begin + since_begin(look.day);
        card = scheduler.next(card, at, rating(look.rating)).card;
    }
    let last = looks.last()?;
    let due = card.due.timestamp() / (DAY / SECOND);
    Some(due.clamp(last.day + 1, last.day + Day::from(LONGEST)))
}

fn since_begin(day: Day) -> Duration {
    let seconds = u64::try_from(day).unwrap_or(0) * (DAY / SECOND) as u64;
    Duration::from_secs(seconds)
}

/// *Easy* is left out: it would be a fourth button, for something that three words already say.
fn rating(rating: Rating) -> rs_fsrs::Rating {
    match rating {
        Rating::NotYet => rs_fsrs::Rating::Again,
        Rating::Nearly => rs_fsrs::Rating::Hard,
        Rating::Knew => rs_fsrs::Rating::Good,
    }
}
