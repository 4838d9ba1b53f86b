//! Observations and professional discussions: what an assessor saw a learner do, or what they talked through, recorded by the assessor.
//!
//! Recording one ([`store::record`]) makes a piece of the learner's evidence that is handed in at once and changed by nobody. The learner reads it
//! and says what they think of it, or that they have read it ([`store::say`]). It is decided in the ordinary way, also by the
//! assessor who recorded it. Nobody records one about themselves.

pub mod duration;
pub mod pages;
pub mod store;

use crate::clock::{self, Millis};
use crate::ledger::unless_erased;
use crate::library::Method;

pub use pages::routes;
pub use store::occasion;

/// What can be recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Observation,
    Discussion,
}

impl Kind {
    pub const ALL: [Kind; 2] = [Kind::Observation, Kind::Discussion];

    /// As it stands in the database; also the id of the form.
    pub fn key(self) -> &'static str {
        self.method().key()
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Kind::ALL.into_iter().find(|kind| kind.key() == key)
    }

    pub fn method(self) -> Method {
        match self {
            Kind::Observation => Method::Observation,
            Kind::Discussion => Method::ProfessionalDiscussion,
        }
    }

    /// With its article.
    pub fn words(self) -> &'static str {
        match self {
            Kind::Observation => "an observation",
            Kind::Discussion => "a professional discussion",
        }
    }
}

/// When, where and by whom.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Recorded {
    pub submission_id: String,
    pub assessor_name: String,
    /// `2026-06-01`.
    pub happened_on: String,
    pub place: String,
    pub minutes: i64,
    pub recorded_at: Millis,
}

impl Recorded {
    /// `1 June 2026, 40 minutes, in the hostel`.
    pub fn occasion(&self) -> String {
        let day = clock::written_day(&self.happened_on).unwrap_or_default();
        let minutes = if self.minutes == 1 {
            "minute"
        } else {
            "minutes"
        };
        let place = unless_erased(&self.place, "in a place that was removed");
        format!("{day}, {} {minutes}, {place}", self.minutes)
    }
}

/// What the learner says about it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Words {
    /// Empty: they have read it and leave it at that.
    pub comment: String,
    pub said_at: Millis,
}
