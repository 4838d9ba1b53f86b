//! Evidence and submissions, as they are recorded.

use crate::clock::{self, Millis};
use crate::ledger::ERASED;
use crate::library::Method;
use serde::{Deserialize, Serialize};

/// A learner's evidence as it stands.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Evidence {
    pub id: String,
    pub person_id: String,
    pub enrolment_id: String,
    pub unit: String,
    /// What kind it is, as it stands in the database.
    pub kind: String,
    /// The id of what it answers: a reflection, a worksheet, a form, a conversation that was played, a quiz that was sat.
    pub activity: String,
    pub activity_hash: String,
    pub body: String,
    pub revision: i64,
    pub saved_at: Millis,
}

/// The kinds of evidence that others write about a learner, who links them to criteria and does not change them.
const OF_OTHERS: [&str; 3] = [
    "witness-testimony",
    "observation",
    "professional-discussion",
];

const RECORDED: [&str; 2] = ["observation", "professional-discussion"];

impl Evidence {
    /// Whether somebody else wrote it.
    pub fn is_of_others(&self) -> bool {
        OF_OTHERS.contains(&self.kind.as_str())
    }

    /// Whether its learner cannot change it: somebody else wrote it, or it is the result of a quiz.
    pub fn is_fixed(&self) -> bool {
        self.is_of_others() || Method::from_key(&self.kind) == Some(Method::QuizResult)
    }

    /// Whether documents, pictures and recordings can go with it: not with what stays in the workplace, nor with what others wrote.
    pub fn takes_files(&self) -> bool {
        !self.is_of_others() && Method::from_key(&self.kind) != Some(Method::WorkplaceRecord)
    }

    /// Whether this body is what its writer gave, and has not been purged since.
    pub fn is_as_given(&self, body: &str) -> bool {
        !self.body.is_empty() && self.body == body
    }

    /// Whether an assessor recorded it: it was handed in at once, and is never handed in again.
    pub fn is_recorded(&self) -> bool {
        RECORDED.contains(&self.kind.as_str())
    }
}

/// Evidence, frozen and handed in.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Submission {
    pub id: String,
    pub evidence_id: String,
    pub person_id: String,
    pub enrolment_id: String,
    pub unit: String,
    /// 1 for the first time this evidence was handed in.
    pub number: i64,
    pub activity_hash: String,
    pub specification_hash: String,
    pub body: String,
    pub submitted_at: Millis,
}

impl Submission {
    /// Whether its text was removed for good.
    pub fn is_purged(&self) -> bool {
        self.body == ERASED
    }
}

/// Why a piece of evidence shows a criterion, and where in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, sqlx::FromRow)]
pub struct Link {
    pub criterion: String,
    pub locator: String,
    pub justification: String,
}

impl Link {
    /// Where and why, in a line; nothing once that was removed.
    pub fn words(&self) -> String {
        if self.justification == ERASED {
            return String::new();
        }
        let words = [self.locator.as_str(), self.justification.as_str()].join(" · ");
        words.trim_matches([' ', '·']).to_owned()
    }
}

/// How an assessor's work on a submission ended.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Closure {
    pub outcome: String,
    pub comment: String,
    pub assessor_id: String,
    pub assessor_name: String,
    pub closed_at: Millis,
    /// When an appeal made something accepted of what had been returned.
    pub appealed_at: Option<Millis>,
    /// When a correction made it so, where it was closed otherwise.
    pub corrected_at: Option<Millis>,
}

impl Closure {
    pub fn is_accepted(&self) -> bool {
        self.outcome == "accepted"
    }

    /// `Returned by Ada Marsh on 3 June 2026`.
    pub fn words(&self) -> String {
        let (name, at) = (&self.assessor_name, clock::date(self.closed_at));
        let (is, was) = match self.is_accepted() {
            true => ("accepted", "Returned"),
            false => ("returned", "Accepted"),
        };
        let after = |why: &str, then: Millis| {
            format!(
                "{was} by {name} on {at}; after {why}, {is} on {}",
                clock::date(then)
            )
        };
        match (self.appealed_at, self.corrected_at) {
            (Some(appealed), corrected) if corrected.is_none_or(|at| at < appealed) => {
                after("an appeal", appealed)
            }
            (_, Some(corrected)) => after("another look", corrected),
            _ if self.is_accepted() => format!("Accepted by {name} on {at}"),
            _ => format!("Returned by {name} on {at}"),
        }
    }
}

/// The longest text of a piece of evidence, characters.
pub const LONGEST: usize = 100_000;
