//! Spaced review: a few of one's own misses, and a few words of the glossary, on the day when they would be about to be forgotten.
//!
//! | to find | look in |
//! |---|---|
//! | what somebody reviews, from what they have answered and read | [`cards`] |
//! | when something comes back | [`schedule`] |
//! | what is asked today | [`today`] |
//! | "why am I seeing this?" | [`words`] |
//! | the section that teaches what a question asks | [`lesson`] |
//! | where somebody was very sure and not right | [`surprises`] |
//!
//! Everything is computed from records: answers that have been explained ([`crate::quizzes::encounters`]), sections read, and reviews. Nothing about
//! when is stored, nothing is counted against anybody, and leaving something for another day is not a record. A review belongs to a person and not to an
//! enrolment, so it goes on after the certificate.
//!
//! *Which terms?* Those that the sections somebody has read link to, three new ones a day, in the order of reading. To choose them one by one
//! would be work before the work, and nobody on a caseload does that; all at once would be a heap.

pub mod cards;
pub mod lesson;
pub mod pages;
pub mod schedule;
pub mod store;
pub mod surprises;
pub mod today;
pub mod words;

use crate::accounts::Actor;
use crate::clock::{self, Day, Millis};
use crate::db::Read;
use crate::error::Result;
use crate::library::Library;
use crate::quizzes::calibration;

pub use cards::Card;
pub use today::Today;

/// What can be reviewed. It is known by its name and not by its version: an edited question is still the question.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// A question, by the quiz, practice or bank that it comes from, and its id.
    Question { quiz: String, question: String },
    /// A term of the glossary.
    Term(String),
}

impl Item {
    pub fn address(&self) -> String {
        match self {
            Item::Question { quiz, question } => format!("/review/questions/{quiz}/{question}"),
            Item::Term(term) => format!("/review/terms/{term}"),
        }
    }

    pub fn is_term(&self) -> bool {
        matches!(self, Item::Term(_))
    }
}

/// How well something was remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rating {
    NotYet,
    Nearly,
    Knew,
}

impl Rating {
    pub const ALL: [Rating; 3] = [Rating::Knew, Rating::Nearly, Rating::NotYet];

    /// As it stands in the database and in forms.
    pub fn key(self) -> &'static str {
        match self {
            Rating::Knew => "knew",
            Rating::Nearly => "nearly",
            Rating::NotYet => "not-yet",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Rating::ALL.into_iter().find(|rating| rating.key() == key)
    }

    /// What a mark says about remembering: right in every part is *knew*, at least half is *nearly*, less is *not yet*. A question that
    /// was right at the second of three tries counts two thirds, and so is *nearly*.
    pub fn of_mark(mark: f64) -> Self {
        match mark {
            mark if calibration::is_right(mark) => Rating::Knew,
            mark if mark >= 0.5 => Rating::Nearly,
            _ => Rating::NotYet,
        }
    }
}

/// One time that something was remembered, or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    pub day: Day,
    pub rating: Rating,
    /// Whether it was in a review, and not in a quiz or a section.
    pub reviewed: bool,
}

/// What somebody is asked today.
pub async fn today(db: &impl Read, library: &Library, actor: &Actor, now: Millis) -> Result<Today> {
    let cards = store::cards(db, library, &actor.id).await?;
    Ok(today::today(&cards, clock::day(now)))
}
