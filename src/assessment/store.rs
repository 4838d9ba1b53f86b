//! Decisions and sign-offs in the database; beside it the queue and who is marking what.

mod allocations;
pub(super) mod appeals;
mod comments;
mod leases;
mod proposals;
mod queue;
mod ready;
mod recording;
mod training;

pub use allocations::{
    Allocation, allocate, allocated, allocations, are_allocated, end_allocation, find_learners,
    unallocated,
};
pub use appeals::{
    Appealable, GROUNDS, answer_appeal, appeal, appeals_for, is_between, learner_of_decision,
    make_appeal, make_appeal_as_it_is, may_answer_appeal, to_appeal, withdraw_appeal,
};
pub use comments::{
    Keep, Kept, LONGEST_KEPT, drop_comment, keep_comment, keep_new_comment, kept_comment,
    kept_comments,
};
pub use leases::{LEASE, Lease, claim, lease, release};
pub use proposals::{
    Proposal, Proposed, countersign, give_back, given_back, may_countersign, proposal, proposal_on,
    proposals, proposed_sign_offs, to_countersign,
};
pub use queue::{PAGE, Sieve, Whose, queue, waiting_units};
pub use ready::{Candidate, candidates};
pub use recording::{Grounded, refuse_ungrounded};
pub use training::{
    Colleague, begin_training, colleagues, end_training, is_in_training, may_arrange,
    refuse_training,
};

use super::{Decision, Outcome, Recorded, Remarks, inspections};
use crate::accounts::{Actor, may_assess};
use crate::args;
use crate::clock::Millis;
use crate::db::{Db, Read, Tx, new_id};
use crate::error::{Error, Result};
use crate::learning::{Enrolment, still_on};
use crate::ledger::{self, Act};
use crate::library::Specification;
use crate::portfolio::{self, Submission, standings};
use crate::testimony;
use recording::{check_complete, record};

/// What this assessor has typed for a submission and not decided, as `name → text` in JSON.
pub async fn draft(
    db: &impl Read,
    actor: &Actor,
    submission_id: &str,
) -> Result<Option<(String, Millis)>> {
    db.first(
        "SELECT fields, saved_at FROM marking_drafts WHERE submission_id = $1 AND assessor_id = $2",
        args![submission_id, &actor.id],
    )
    .await
}

/// Keeps what the assessor has typed, and the submission with them for longer.
pub async fn save_draft(
    db: &Db,
    actor: &Actor,
    submission: &Submission,
    fields: &str,
    now: Millis,
) -> Result<()> {
    let tx = db.begin().await?;
    may_mark(&tx, actor, submission, now).await?;
    tx.run(
        "INSERT INTO marking_drafts (submission_id, assessor_id, fields, saved_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (submission_id, assessor_id) DO UPDATE SET fields = excluded.fields, saved_at = excluded.saved_at",
        args![&submission.id, &actor.id, fields, now],
    )
    .await?;
    tx.commit().await
}

/// Records the decisions and closes the submission, once. The learner gets word of it in the same transaction. The decisions of somebody in
/// training are kept until they are countersigned.
///
/// Refused when a criterion is missing, when *not yet* comes without feedback, when somebody else has decided in the
/// meantime, and while somebody else is marking it.
pub async fn decide(
    db: &Db,
    actor: &Actor,
    submission_id: &str,
    decisions: &[Decision],
    remarks: impl Into<Remarks>,
    now: Millis,
) -> Result<Recorded> {
    let remarks = remarks.into();
    let tx = db.begin_recording().await?;
    let submission = portfolio::submission(&tx, submission_id).await?;
    may_mark(&tx, actor, &submission, now).await?;
    check_complete(&tx, submission_id, decisions).await?;
    if let Some(inspection) = &remarks.inspection {
        inspections::record(&tx, actor, &submission, inspection, now).await?;
    }
    let recorded = match is_in_training(&tx, &actor.id).await? {
        true => {
            proposals::propose(&tx, actor, &submission, decisions, &remarks, now).await?;
            leases::end(&tx, &actor.id, submission_id).await?;
            Recorded::Proposed
        }
        false => match record(&tx, &actor.id, &submission, decisions, &remarks, now).await? {
            Outcome::Achieved => Recorded::Accepted,
            Outcome::NotYetAchieved => Recorded::Returned,
        },
    };
    tx.commit().await?;
    Ok(recorded)
}

/// Refuses to mark what is not this assessor's to mark, and makes it theirs for a while.
async fn may_mark(tx: &Tx, actor: &Actor, submission: &Submission, now: Millis) -> Result<()> {
    may_assess(tx, actor, &submission.person_id).await?;
    testimony::refuse_witness(tx, &actor.id, &submission.id).await?;
    refuse_decided(tx, actor, &submission.id).await?;
    proposals::refuse_proposed(tx, &submission.id).await?;
    leases::hold(tx, actor, &submission.id, now).await
}

/// A submission is decided once; whoever comes later is told who was first.
async fn refuse_decided(tx: &Tx, actor: &Actor, submission_id: &str) -> Result<()> {
    let Some(closure) = portfolio::closure(tx, submission_id).await? else {
        return Ok(());
    };
    let by = if closure.assessor_id == actor.id {
        "You have"
    } else {
        "Another assessor has"
    };
    Err(Error::conflict(format!(
        "{by} decided this submission in the meantime."
    )))
}

/// Signs a unit off, once; somebody in training proposes it. Refused, with the open points named, while anything is missing. `specification` is the
/// version the enrolment is pinned to.
pub async fn sign_off(
    db: &Db,
    actor: &Actor,
    enrolment: &Enrolment,
    specification: &Specification,
    unit: &str,
    now: Millis,
) -> Result<Recorded> {
    let tx = db.begin_recording().await?;
    may_assess(&tx, actor, &enrolment.person_id).await?;
    still_on(&tx, enrolment).await?;
    let recorded = match is_in_training(&tx, &actor.id).await? {
        true => {
            refuse_open(&tx, enrolment, specification, unit).await?;
            proposals::propose_sign_off(&tx, actor, enrolment, unit, now).await?;
            Recorded::Proposed
        }
        false => {
            sign_off_in(&tx, &actor.id, enrolment, specification, unit, now).await?;
            Recorded::Accepted
        }
    };
    tx.commit().await?;
    Ok(recorded)
}

/// Whether the unit is signed off already; refused while a point is open.
async fn refuse_open(
    tx: &Tx,
    enrolment: &Enrolment,
    specification: &Specification,
    unit: &str,
) -> Result<bool> {
    let standings = standings(tx, enrolment, specification).await?;
    let standing = standings
        .iter()
        .find(|s| s.unit == unit)
        .ok_or(Error::NotFound)?;
    if standing.is_signed_off() || standing.is_ready() {
        return Ok(standing.is_signed_off());
    }
    let open = standing.open_points(&|id| id.replace('-', " "));
    Err(Error::conflict(format!(
        "{unit} cannot be signed off yet: {}.",
        open.join("; ")
    )))
}

async fn sign_off_in(
    tx: &Tx,
    assessor_id: &str,
    enrolment: &Enrolment,
    specification: &Specification,
    unit: &str,
    now: Millis,
) -> Result<()> {
    if refuse_open(tx, enrolment, specification, unit).await? {
        return Ok(());
    }
    let id = new_id();
    tx.run(
        "INSERT INTO sign_offs (id, enrolment_id, learner_id, unit, specification_hash, assessor_id, signed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![&id, &enrolment.id, &enrolment.person_id, unit, &enrolment.specification_hash, assessor_id, now],
    )
    .await?;
    ledger::record(tx, Act::SignOff, &id).await
}
