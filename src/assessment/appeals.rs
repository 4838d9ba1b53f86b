//! Appeals: a learner asks for somebody else to look at a decision of *not yet achieved*.
//!
//! Who answers has had nothing to do with the work, nor looked at what was decided on it ([`super::parts`]). The answer is a decision of its own and final; it takes the place of the first
//! wherever decisions count (the views `current_decisions` and `current_closures`), and the first stays readable beside it.

use super::Outcome;
use crate::clock::{self, DAY, Millis};

pub use super::store::appeals::of_evidence;

/// How long after a decision its learner can appeal: to the end of the last day.
const WINDOW: Millis = 28 * DAY;

/// The longest grounds, characters.
pub const LONGEST: usize = 5_000;

/// An appeal, with what became of it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Appeal {
    pub id: String,
    pub decision_id: String,
    pub submission_id: String,
    pub criterion: String,
    pub unit: String,
    pub learner_id: String,
    pub learner: String,
    pub assessor_id: String,
    /// Who countersigned the decision; its assessor where nobody had to.
    pub confirmed_by: String,
    pub grounds: String,
    pub appealed_at: Millis,
    pub withdrawn_at: Option<Millis>,
    pub outcome: Option<String>,
    pub answered_by: Option<String>,
    pub answered_at: Option<Millis>,
}

impl Appeal {
    pub fn is_open(&self) -> bool {
        self.withdrawn_at.is_none() && self.answered_at.is_none()
    }

    /// Whether the answer found the criterion achieved.
    pub fn is_upheld(&self) -> bool {
        self.outcome.as_deref() == Some(Outcome::Achieved.key())
    }
}

/// The last moment at which a decision made at this time can be appealed: the end of a day, because learners read a day.
pub fn until(decided_at: Millis) -> Millis {
    clock::end_of_day(decided_at + WINDOW)
}

/// Why a decision cannot be appealed, in words for its learner; `None` if it can. `before` are the appeals there were. Pure.
pub fn refusal<'a>(
    outcome: &str,
    decided_at: Millis,
    before: impl IntoIterator<Item = &'a Appeal>,
    now: Millis,
) -> Option<&'static str> {
    if outcome != Outcome::NotYetAchieved.key() {
        return Some("This criterion is achieved; there is nothing to appeal.");
    }
    for appeal in before {
        if appeal.is_open() {
            return Some("You have appealed this decision already; somebody will look at it.");
        }
        if appeal.answered_at.is_some() {
            return Some("Your appeal about this decision has been answered. The answer is final.");
        }
    }
    (now > until(decided_at)).then_some(
        "A decision can be appealed for 28 days, and these are over. You can hand in a next version at any time.",
    )
}
