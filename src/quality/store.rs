//! Quality assurance in the database.

mod actions;
mod corrections;
mod coverage;
mod holds;
mod lost;
mod plans;
mod policies;
mod population;
mod recognitions;
mod samples;
mod taken;
mod withdrawals;

pub use actions::{
    Action, Progress, Turn, Verdict, action, actions, answer, answer_with, asked_of, is_asked,
    may_review, open_for, review, turns,
};
pub use corrections::{Correction, corrections, refusal as correction_refusal};
pub use coverage::coverage;
pub use holds::{HeldBy, held_by, hold, is_unseen, release_policy, release_policy_of};
pub use plans::{Plan, Recorded, draw, plan, plans, records_of};
pub use policies::{Setting, current, set};
pub use population::population;
pub use recognitions::{Recognition, agree, recognition, recognitions, recognitions_of, refuse};
pub use samples::{Drawn, askable, drawn, sample, to_sample};
pub use taken::{Seen, Taken, samples_for, taken};
pub use withdrawals::{withdraw, withdrawal};

use crate::accounts::{Actor, Role};
use crate::error::Result;

/// Only internal quality assurers.
pub(super) fn may_assure(actor: &Actor) -> Result<()> {
    actor.require(Role::Iqa)
}
