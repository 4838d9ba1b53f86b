//! Assessment: the queue, decisions criterion by criterion, and signing units off.
//!
//! A [`Decision`] is an assessor's judgement of one criterion, *achieved* or *not yet achieved*. The decisions on a submission are made together and
//! close it: accepted when every criterion is achieved, otherwise returned. While an assessor works on a submission it is theirs
//! ([`Lease`]); others read it and wait. What an assessor in training decides is kept ([`Recorded::Proposed`]) and takes effect, in their name, once a qualified
//! one has countersigned it. Nobody assesses their own evidence: the handlers ask, the
//! store asks again, and the schema refuses.

pub mod appeals;
pub mod enrolled;
pub mod inspections;
pub mod judgement;
pub mod pages;
pub mod parts;
pub mod prior_learning;
pub mod store;

use crate::accounts::{Actor, Role};
use crate::clock::Millis;
use inspections::Inspection;
use judgement::Judgement;
use serde::{Deserialize, Serialize};

pub use pages::correcting::Corrected;
pub use pages::prior_learning::Recognitions;
pub use pages::work::Work;
pub use store::{
    Colleague, Grounded, Lease, colleagues, is_in_training, queue, refuse_training,
    refuse_ungrounded,
};

/// The longest feedback, comment or reason of those who assess and assure quality, characters.
pub const LONGEST: usize = 10_000;

/// The entry of the navigation under which somebody works who looks at the work of others.
pub fn desk(actor: &Actor) -> &'static str {
    match actor.is(Role::Assessor) {
        true => "/assessment",
        false => "/quality",
    }
}

/// What an assessor finds of one criterion. Never "fail".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    Achieved,
    NotYetAchieved,
}

impl Outcome {
    pub fn key(self) -> &'static str {
        match self {
            Outcome::Achieved => "achieved",
            Outcome::NotYetAchieved => "not-yet-achieved",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        [Outcome::Achieved, Outcome::NotYetAchieved]
            .into_iter()
            .find(|outcome| outcome.key() == key)
    }
}

/// What became of decisions or of a sign-off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recorded {
    /// Everything achieved, or the unit signed off.
    Accepted,
    Returned,
    /// By somebody in training: it waits for a countersignature, and nobody hears of it before.
    Proposed,
}

/// A judgement of one criterion, before it is recorded.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Decision {
    pub criterion: String,
    pub outcome: Outcome,
    pub feedback: String,
    pub judgement: Judgement,
}

/// What an assessor says beside the decisions, and where and when they inspected what stays in the workplace.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Remarks {
    /// All in all.
    pub comment: String,
    /// Beside single fields of a worksheet: a field's id, and the words.
    pub beside: Vec<(String, String)>,
    /// Recorded when the decisions are made or proposed.
    #[serde(skip)]
    pub inspection: Option<Inspection>,
}

impl From<&str> for Remarks {
    fn from(comment: &str) -> Self {
        Remarks {
            comment: comment.to_owned(),
            ..Remarks::default()
        }
    }
}

/// A submission in the queue.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Queued {
    pub id: String,
    pub learner: String,
    pub qualification: String,
    /// What kind of evidence it is, as it stands in the database.
    pub kind: String,
    pub unit: String,
    pub number: i64,
    pub criteria: i64,
    pub submitted_at: Millis,
    /// When this assessor last saved work on it without deciding.
    pub begun_at: Option<Millis>,
    /// Who is marking it just now, and until when.
    pub marked_by_id: Option<String>,
    pub marked_by: Option<String>,
    pub marked_until: Option<Millis>,
    /// How many there are with it on all pages.
    pub of_all: i64,
}
