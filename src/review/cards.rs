//! What somebody reviews: the questions that they have answered not quite right, and the terms of the sections that they have read. Pure.

use super::schedule::{one_a_day, replay};
use super::{Item, Look, Rating};
use crate::clock::{self, Day, Millis};
use crate::learning::Reading;
use crate::library::Library;
use crate::quizzes::Encounter;
use crate::quizzes::calibration::is_right;
use std::collections::{BTreeMap, BTreeSet};

/// Something to review, with everything that has happened to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    pub item: Item,
    /// When the question was first not quite right, or the term's section was read.
    pub met_at: Millis,
    /// The version that was answered last, of a question: what is asked if the content has let go of it.
    pub version: Option<String>,
    /// At most one a day, in order; none for a term that has not been asked yet.
    pub looks: Vec<Look>,
}

/// A review, as it is recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    pub item: Item,
    pub version: Option<String>,
    pub rating: Rating,
    pub reviewed_at: Millis,
}

impl Card {
    /// The day on which it comes back. A new term waits until the day after it was read.
    pub fn due(&self) -> Day {
        replay(&self.looks).unwrap_or(clock::day(self.met_at) + 1)
    }

    /// As it was when a day began; `None` if it was not there yet.
    pub fn before(&self, day: Day) -> Option<Card> {
        let looks: Vec<Look> = self
            .looks
            .iter()
            .copied()
            .filter(|look| look.day < day)
            .collect();
        let was_there = match self.item.is_term() {
            true => clock::day(self.met_at) < day,
            false => !looks.is_empty(),
        };
        was_there.then(|| Card {
            looks,
            ..self.clone()
        })
    }

    /// How often it has been reviewed.
    pub fn reviews(&self) -> usize {
        self.looks.iter().filter(|look| look.reviewed).count()
    }

    pub fn last_look(&self) -> Option<Day> {
        self.looks.last().map(|look| look.day)
    }
}

/// One time that a question was answered.
struct Answered<'a> {
    at: Millis,
    version: &'a str,
    rating: Rating,
    is_miss: bool,
    reviewed: bool,
}

/// The questions that somebody has answered not quite right, from the first such answer on. Encounters and reviews may come in any order.
pub fn questions(encounters: &[Encounter], reviews: &[Review]) -> Vec<Card> {
    let mut answered: BTreeMap<Item, Vec<Answered<'_>>> = BTreeMap::new();
    for met in encounters {
        let item = Item::Question {
            quiz: met.quiz.clone(),
            question: met.question.clone(),
        };
        answered.entry(item).or_default().push(Answered {
            at: met.met_at,
            version: &met.question_hash,
            rating: Rating::of_mark(met.mark),
            is_miss: !is_right(met.mark),
            reviewed: false,
        });
    }
    for review in reviews {
        let (Some(version), Some(all)) = (&review.version, answered.get_mut(&review.item)) else {
            continue;
        };
        all.push(Answered {
            at: review.reviewed_at,
            version,
            rating: review.rating,
            is_miss: false,
            reviewed: true,
        });
    }
    let cards = answered.into_iter();
    cards
        .filter_map(|(item, all)| question(item, all))
        .collect()
}

fn question(item: Item, mut answered: Vec<Answered<'_>>) -> Option<Card> {
    answered.sort_by_key(|answer| answer.at);
    let first = answered.iter().position(|answer| answer.is_miss)?;
    let since = &answered[first..];
    let look = |answer: &Answered<'_>| Look {
        day: clock::day(answer.at),
        rating: answer.rating,
        reviewed: answer.reviewed,
    };
    Some(Card {
        item,
        met_at: since[0].at,
        version: since.last().map(|answer| answer.version.to_owned()),
        looks: one_a_day(since.iter().map(look)),
    })
}

/// The terms that the sections somebody has read link to, in the order of reading, and those that they have reviewed before.
pub fn terms(library: &Library, readings: &[Reading], reviews: &[Review]) -> Vec<Card> {
    let mut met: Vec<(&str, Millis)> = Vec::new();
    let mut known = BTreeSet::new();
    for reading in readings {
        let section = library
            .module(&reading.module)
            .and_then(|module| module.section(&reading.section));
        for term in section.map_or(&[][..], |section| &section.terms) {
            if known.insert(term.as_str()) {
                met.push((term, reading.read_at));
            }
        }
    }
    for review in reviews {
        if let Item::Term(term) = &review.item
            && known.insert(term)
        {
            met.push((term, review.reviewed_at));
        }
    }
    let is_there = |(term, _): &(&str, Millis)| library.term(term).is_some();
    let terms = met.into_iter().filter(is_there);
    terms
        .map(|(term, at)| self::term(term, at, reviews))
        .collect()
}

fn term(term: &str, met_at: Millis, reviews: &[Review]) -> Card {
    let item = Item::Term(term.to_owned());
    let own = reviews.iter().filter(|review| review.item == item);
    let looks = own.map(|review| Look {
        day: clock::day(review.reviewed_at),
        rating: review.rating,
        reviewed: true,
    });
    Card {
        looks: one_a_day(looks),
        item,
        met_at,
        version: None,
    }
}
