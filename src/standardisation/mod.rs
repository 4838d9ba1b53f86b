//! Standardisation: assessors judge the same piece of work blind, then see how far they agree, and talk about where they do not.
//!
//! An internal quality assurer keeps an [`Exemplar`] (anonymised work for criteria of one unit) and opens an [`Exercise`] with it. Each assessor judges every
//! criterion once, without seeing anybody else's; when all have, or the exercise is closed, everybody sees the spread with its
//! [`agreement`]. What is agreed then can be recorded. How often somebody differs is their [`drift`].

pub mod agreement;
mod drift;
pub mod pages;
pub mod store;

use crate::assessment::Outcome;
use crate::clock::Millis;

pub use drift::{Drift, drift, drifts};

/// The longest exemplar, characters.
pub const LONGEST: usize = 20_000;

/// The longest reason, characters.
pub const LONGEST_REASON: usize = 2_000;

/// A piece of work to be judged.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Exemplar {
    pub id: String,
    pub title: String,
    pub specification_hash: String,
    pub unit: String,
    pub body: String,
    pub made_at: Millis,
}

/// One round of judging an exemplar.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Exercise {
    pub id: String,
    pub exemplar_id: String,
    pub title: String,
    pub unit: String,
    pub opened_by: String,
    pub opened_at: Millis,
    pub closed_at: Option<Millis>,
    /// How many assessors have judged.
    pub judged: i64,
    /// How many assessors there are that have not, besides those who know the work already.
    pub left: i64,
}

impl Exercise {
    /// Whether what everybody found can be seen: somebody has closed it, or the last who was left has judged, which closes it too.
    pub fn is_over(&self) -> bool {
        self.closed_at.is_some()
    }
}

/// What somebody found of a criterion.
#[derive(Debug, Clone)]
pub struct Judged {
    pub criterion: String,
    pub outcome: Outcome,
    pub reason: String,
}

/// A rating as it is recorded.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Rating {
    pub criterion: String,
    pub assessor_id: String,
    pub assessor: String,
    pub outcome: String,
    pub reason: String,
}

impl Rating {
    pub fn is_achieved(&self) -> bool {
        self.outcome == Outcome::Achieved.key()
    }
}

/// What was agreed of a criterion afterwards.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Agreed {
    pub criterion: String,
    pub outcome: String,
    pub reason: String,
    pub agreed_by: String,
    pub agreed_at: Millis,
}
