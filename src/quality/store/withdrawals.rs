//! Actions that are withdrawn: no longer asked of anybody, and holding nothing back.

use super::actions::{action, may_review};
use super::may_assure;
use crate::accounts::{Actor, mail};
use crate::args;
use crate::clock::Millis;
use crate::db::{Db, Read};
use crate::error::{Error, Result};
use crate::ledger::{self, Act};

/// Why an action was withdrawn, by whom and when; `None`: it was not.
pub async fn withdrawal(db: &impl Read, id: &str) -> Result<Option<(String, String, Millis)>> {
    db.first(
        "SELECT w.reason, p.name, w.withdrawn_at FROM action_withdrawals w JOIN people p ON p.id = w.withdrawn_by WHERE w.finding_id = $1",
        args![id],
    )
    .await
}

/// Withdraws an action that is not closed, with the reason: when who was asked is no longer an assessor, for example. They get word of it.
pub async fn withdraw(db: &Db, actor: &Actor, id: &str, reason: &str, now: Millis) -> Result<()> {
    may_assure(actor)?;
    let tx = db.begin_recording().await?;
    let action = action(&tx, id).await?;
    if !may_review(&tx, actor, &action).await? {
        return Err(Error::Forbidden);
    }
    if reason.is_empty() {
        return Err(Error::invalid("Say why it is withdrawn."));
    }
    if !action.is_open() {
        return Err(Error::conflict("This action is not open any more."));
    }
    tx.run(
        "INSERT INTO action_withdrawals (finding_id, asked_of, learner_id, assessor_id, reason, withdrawn_by, withdrawn_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![id, &action.asked_of, &action.learner_id, &action.assessor_id, reason, &actor.id, now],
    )
    .await?;
    ledger::record(&tx, Act::ActionWithdrawn, id).await?;
    let body = format!(
        "{} has withdrawn what was asked of you about {} of {}. You need do nothing more.",
        actor.name, action.criterion, action.learner
    );
    let subject = "An action is withdrawn";
    mail::tell(&tx, &action.asked_of, subject, &body, now).await?;
    tx.commit().await
}
