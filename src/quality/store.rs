//! Quality assurance in the database.

mod plans;
mod policies;
mod population;

pub use plans::{Plan, Recorded, draw, plan, plans, records_of};
pub use policies::{Setting, current, set};
pub use population::population;

use crate::accounts::{Actor, Role};
use crate::error::Result;

/// Only internal quality assurers.
pub(super) fn may_assure(actor: &Actor) -> Result<()> {
    actor.require(Role::Iqa)
}
