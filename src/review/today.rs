//! What is asked today: a small set that stays the same all day, whatever is answered or read meanwhile. Pure.
//!
//! The set is what was due when the day began: two questions, then a term, and so on, those that have waited longest first; of terms that have never been
//! asked three at most, in the order of reading. What does not fit comes on another day, and nobody is told how much that is.

use super::Card;
use crate::clock::Day;

/// The most that is asked on one day.
pub const MOST: usize = 10;

/// The most terms that are new on one day.
pub const NEW_TERMS: usize = 3;

/// How many questions come before each term.
const QUESTIONS: usize = 2;

/// Something that is asked today.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub card: Card,
    pub done: bool,
}

/// Today's set.
#[derive(Debug, Clone, PartialEq)]
pub struct Today {
    pub day: Day,
    pub set: Vec<Entry>,
    /// The next day on which something comes back, if anything does.
    pub next: Option<Day>,
}

impl Today {
    pub fn left(&self) -> usize {
        self.set.iter().filter(|entry| !entry.done).count()
    }

    pub fn is_finished(&self) -> bool {
        !self.set.is_empty() && self.left() == 0
    }

    pub fn first_left(&self) -> Option<&Entry> {
        self.set.iter().find(|entry| !entry.done)
    }

    /// What comes after an item: the next that is left, without going back to the beginning.
    pub fn after(&self, item: &super::Item) -> Option<&Entry> {
        let at = self.position(item)?;
        self.set[at + 1..].iter().find(|entry| !entry.done)
    }

    pub fn position(&self, item: &super::Item) -> Option<usize> {
        self.set.iter().position(|entry| entry.card.item == *item)
    }
}

/// Today's set from everything that somebody reviews; terms come in the order of reading.
pub fn today(cards: &[Card], today: Day) -> Today {
    let due = |is_term: bool, is_new: bool| {
        let mut due: Vec<(Day, &Card)> = cards
            .iter()
            .filter(|card| card.item.is_term() == is_term)
            .filter_map(|card| Some((card.before(today)?, card)))
            .filter(|(before, _)| before.looks.is_empty() == is_new && before.due() <= today)
            .map(|(before, card)| (before.due(), card))
            .collect();
        due.sort_by_key(|(day, card)| (*day, card.met_at));
        due.into_iter().map(|(_, card)| card)
    };
    let questions = due(false, false);
    let terms = due(true, false).chain(due(true, true).take(NEW_TERMS));
    let entry = |card: &Card| Entry {
        done: card.last_look() == Some(today),
        card: card.clone(),
    };
    Today {
        day: today,
        set: mixed(questions, terms).take(MOST).map(entry).collect(),
        next: cards.iter().map(|card| card.due().max(today + 1)).min(),
    }
}

/// Two questions, a term, two questions, a term; and what is left of either.
fn mixed<'a>(
    mut questions: impl Iterator<Item = &'a Card>,
    mut terms: impl Iterator<Item = &'a Card>,
) -> impl Iterator<Item = &'a Card> {
    let mut turn = 0;
    std::iter::from_fn(move || {
        let is_term = turn % (QUESTIONS + 1) == QUESTIONS;
        turn += 1;
        match is_term {
            true => terms.next().or_else(|| questions.next()),
            false => questions.next().or_else(|| terms.next()),
        }
    })
}
