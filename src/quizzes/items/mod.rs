//! Item analysis: what the answers so far say about a question, for those who write questions and those who assure their quality.
//!
//! | to find | look in |
//! |---|---|
//! | which answers count, added up in the database | [`store`] |
//! | facility, discrimination, and how certain they are | [`figures`] |
//! | what to look at, and what to do | [`concerns`] |
//! | the pages, and the chart on them | [`pages`], [`chart`] |
//!
//! Everything is per *version* of a question: one that has been edited is another question, and begins anew. Only first attempts count,
//! and of each person the first time that a version was asked: later answers come after feedback, and from those who did not pass. Only attempts that
//! have been handed in count; an unanswered question in one is worth nothing, as it was to the learner. Where a question has several
//! tries, the first counts. Practice is left out: it is answered with the text beside it. Nothing here names anybody.

mod chart;
pub mod concerns;
pub mod figures;
pub mod pages;
pub mod store;

pub use figures::wilson;

use super::asked::Response;
use std::collections::BTreeMap;

/// The thirds of those who were asked, by how they did on the rest of their attempts: 1 the lowest, 3 the highest. Kelley (*J. Educ.
/// Psychol.* 30, 1939) showed that the outer 27% tell most where scores are normal, and Cureton (*Psychometrika* 22, 1957) that it is nearer to a third where they are
/// flatter. With the few people there are, thirds are steadier.
pub const THIRDS: usize = 3;

/// How many first attempts it takes to say anything.
pub const ENOUGH: u32 = 20;

/// What was answered to one version of a question.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// The quiz or bank that it comes from.
    pub quiz: String,
    pub question: String,
    pub hash: String,
    pub thirds: [Third; THIRDS],
}

/// The answers of a third of the people.
#[derive(Debug, Clone, Default)]
pub struct Third {
    pub sums: Sums,
    /// How many chose each option, by its key; only of questions with options.
    pub chosen: BTreeMap<String, u32>,
}

/// Sums over the pairs (mark on the question, share of the marks on the rest of the attempt).
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Sums {
    pub n: u32,
    pub x: f64,
    pub xx: f64,
    pub y: f64,
    pub yy: f64,
    pub xy: f64,
}

impl Sums {
    pub fn add(&mut self, other: &Sums) {
        self.n += other.n;
        self.x += other.x;
        self.xx += other.xx;
        self.y += other.y;
        self.yy += other.yy;
        self.xy += other.xy;
    }
}

impl Third {
    /// The mean mark.
    pub fn mean(&self) -> f64 {
        self.sums.x / f64::from(self.sums.n.max(1))
    }

    pub fn chose(&self, key: &str) -> u32 {
        self.chosen.get(key).copied().unwrap_or(0)
    }

    /// The share who chose an option.
    pub fn share(&self, key: &str) -> f64 {
        f64::from(self.chose(key)) / f64::from(self.sums.n.max(1))
    }

    /// Counts answers that are all the same.
    pub fn add(&mut self, sums: &Sums, response: &Response) {
        self.sums.add(sums);
        for key in response.keys() {
            *self.chosen.entry(key.clone()).or_default() += sums.n;
        }
    }
}

impl Tally {
    pub fn sums(&self) -> Sums {
        let mut all = Sums::default();
        for third in &self.thirds {
            all.add(&third.sums);
        }
        all
    }

    pub fn attempts(&self) -> u32 {
        self.sums().n
    }

    pub fn is_enough(&self) -> bool {
        self.attempts() >= ENOUGH
    }

    pub fn bottom(&self) -> &Third {
        &self.thirds[0]
    }

    pub fn top(&self) -> &Third {
        &self.thirds[THIRDS - 1]
    }

    /// How many chose an option in all.
    pub fn chose(&self, key: &str) -> u32 {
        self.thirds.iter().map(|third| third.chose(key)).sum()
    }
}
