//! Quality assurance in the database.

mod actions;
mod coverage;
mod holds;
mod plans;
mod policies;
mod population;
mod samples;

pub use actions::{
    Action, Progress, Turn, Verdict, action, actions, answer, asked_of, may_review, open_for,
    review, turns,
};
pub use coverage::coverage;
pub use holds::{hold, release_policy, release_policy_of};
pub use plans::{Plan, Recorded, draw, plan, plans, records_of};
pub use policies::{Setting, current, set};
pub use population::population;
pub use samples::{Drawn, Seen, askable, drawn, sample, taken, to_sample};

use crate::accounts::{Actor, Role};
use crate::error::Result;

/// Only internal quality assurers.
pub(super) fn may_assure(actor: &Actor) -> Result<()> {
    actor.require(Role::Iqa)
}
