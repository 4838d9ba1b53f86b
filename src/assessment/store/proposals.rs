//! What assessors in training have decided, until somebody else has countersigned it.

use super::training::is_in_training;
use super::{record, sign_off_in};
use crate::accounts::{Actor, Role, is_colleague, mail, may_assess};
use crate::args;
use crate::assessment::{Decision, Remarks};
use crate::clock::Millis;
use crate::db::{Db, Read, Tx, new_id};
use crate::error::{Error, Result};
use crate::learning::{self, Enrolment};
use crate::ledger::{self, Act};
use crate::library::Specification;
use crate::portfolio::{self, Submission};
use crate::testimony;
use serde::{Deserialize, Serialize};

/// What the mail is about that says why a proposal was given back.
const COME_BACK: &str = "Your decision has come back to you";

/// Decisions or a sign-off that wait for a countersignature.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Proposal {
    pub id: String,
    pub assessor_id: String,
    pub assessor_name: String,
    pub learner_id: String,
    pub learner: String,
    /// Of decisions.
    pub submission_id: Option<String>,
    /// Of a sign-off.
    pub enrolment_id: Option<String>,
    pub unit: Option<String>,
    fields: String,
    pub proposed_at: Millis,
}

/// What the decisions of a proposal will be recorded as.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Proposed {
    pub decisions: Vec<Decision>,
    pub remarks: Remarks,
}

impl Proposal {
    pub fn proposed(&self) -> Proposed {
        serde_json::from_str(&self.fields).unwrap_or_default()
    }
}

macro_rules! waiting {
    ($rest:literal) => {
        concat!(
            "SELECT o.id, o.assessor_id, a.name AS assessor_name, o.learner_id, p.name AS learner, o.submission_id, o.enrolment_id, o.unit,
                    o.fields, o.proposed_at
             FROM open_proposals o JOIN people a ON a.id = o.assessor_id JOIN people p ON p.id = o.learner_id WHERE ",
            $rest
        )
    };
}

/// Everything that waits for a countersignature and is not about this assessor's own work as a learner, the oldest first.
pub async fn proposals(db: &impl Read, actor: &Actor) -> Result<Vec<Proposal>> {
    db.all(
        waiting!(
            "o.learner_id <> $1 AND EXISTS (SELECT 1 FROM belonging b WHERE b.person_id = o.learner_id AND b.organisation = $2)
             ORDER BY o.proposed_at, o.id"
        ),
        args![&actor.id, &actor.organisation],
    )
    .await
}

/// This proposal, if it waits.
pub async fn proposal(db: &impl Read, id: &str) -> Result<Option<Proposal>> {
    db.first(waiting!("o.id = $1"), args![id]).await
}

/// The decisions on this submission that wait.
pub async fn proposal_on(db: &impl Read, submission_id: &str) -> Result<Option<Proposal>> {
    db.first(waiting!("o.submission_id = $1"), args![submission_id])
        .await
}

/// The sign-offs of this enrolment that wait.
pub async fn proposed_sign_offs(db: &impl Read, enrolment_id: &str) -> Result<Vec<Proposal>> {
    db.all(
        waiting!("o.enrolment_id = $1 ORDER BY o.proposed_at, o.id"),
        args![enrolment_id],
    )
    .await
}

/// Refuses to go on with what waits for a countersignature.
pub(super) async fn refuse_proposed(tx: &Tx, submission_id: &str) -> Result<()> {
    match proposal_on(tx, submission_id).await? {
        None => Ok(()),
        Some(proposal) => Err(Error::conflict(format!(
            "The decisions of {} on this wait for a countersignature.",
            proposal.assessor_name
        ))),
    }
}

/// Keeps decisions until they are countersigned. What was saved of them stays, for the case that they come back.
pub(super) async fn propose(
    tx: &Tx,
    actor: &Actor,
    submission: &Submission,
    decisions: &[Decision],
    remarks: &Remarks,
    now: Millis,
) -> Result<()> {
    let proposed = Proposed {
        decisions: decisions.to_vec(),
        remarks: remarks.clone(),
    };
    let fields = serde_json::to_string(&proposed).map_err(Error::internal)?;
    let id = new_id();
    tx.run(
        "INSERT INTO proposals (id, assessor_id, learner_id, submission_id, fields, proposed_at) VALUES ($1, $2, $3, $4, $5, $6)",
        args![&id, &actor.id, &submission.person_id, &submission.id, fields, now],
    )
    .await?;
    ledger::record(tx, Act::Proposed, &id).await
}

/// Keeps a sign-off until it is countersigned; asked for twice, it is kept once.
pub(super) async fn propose_sign_off(
    tx: &Tx,
    actor: &Actor,
    enrolment: &Enrolment,
    unit: &str,
    now: Millis,
) -> Result<()> {
    let waiting = proposed_sign_offs(tx, &enrolment.id).await?;
    if waiting
        .iter()
        .any(|proposal| proposal.unit.as_deref() == Some(unit))
    {
        return Ok(());
    }
    let id = new_id();
    tx.run(
        "INSERT INTO proposals (id, assessor_id, learner_id, enrolment_id, unit, fields, proposed_at) VALUES ($1, $2, $3, $4, $5, '{}', $6)",
        args![&id, &actor.id, &enrolment.person_id, &enrolment.id, unit, now],
    )
    .await?;
    ledger::record(tx, Act::Proposed, &id).await
}

/// Whether this assessor may answer a proposal: qualified, of the learner's organisation, neither its author nor the learner, nor a witness in it.
pub async fn may_countersign(db: &impl Read, actor: &Actor, proposal: &Proposal) -> Result<bool> {
    let is_party = [&proposal.assessor_id, &proposal.learner_id].contains(&&actor.id);
    let may = actor.is(Role::Assessor)
        && !is_party
        && !is_in_training(db, &actor.id).await?
        && is_colleague(db, actor, &proposal.learner_id).await?;
    Ok(may
        && match &proposal.submission_id {
            Some(submission) => !testimony::is_witness(db, &actor.id, submission).await?,
            None => true,
        })
}

/// A proposal that waits and that this assessor may answer.
pub async fn to_countersign(db: &impl Read, actor: &Actor, id: &str) -> Result<Proposal> {
    let (learner,): (String,) = db
        .one("SELECT learner_id FROM proposals WHERE id = $1", args![id])
        .await?;
    may_assess(db, actor, &learner).await?;
    let proposal = proposal(db, id)
        .await?
        .ok_or_else(|| Error::conflict("Somebody else has answered this in the meantime."))?;
    if let Some(submission) = &proposal.submission_id {
        testimony::refuse_witness(db, &actor.id, submission).await?;
    }
    match may_countersign(db, actor, &proposal).await? {
        true => Ok(proposal),
        false => Err(Error::Forbidden),
    }
}

/// Countersigns: what was proposed takes effect now, in the name of the assessor who decided it, and the learner hears of it. `specification`
/// is needed for a sign-off: the version that the enrolment is pinned to.
pub async fn countersign(
    db: &Db,
    actor: &Actor,
    id: &str,
    specification: Option<&Specification>,
    now: Millis,
) -> Result<()> {
    let tx = db.begin_recording().await?;
    let proposal = to_countersign(&tx, actor, id).await?;
    answer(&tx, actor, &proposal, "countersigned", "", now).await?;
    let of_sign_off = (&proposal.enrolment_id, &proposal.unit, specification);
    match (&proposal.submission_id, of_sign_off) {
        (Some(submission), _) => decide_as_proposed(&tx, &proposal, submission, now).await?,
        (None, (Some(enrolment), Some(unit), Some(specification))) => {
            let of = (enrolment.as_str(), unit.as_str());
            sign_off_as_proposed(&tx, &proposal, of, specification, now).await?;
        }
        _ => return Err(Error::internal("a sign-off without its specification")),
    }
    tx.commit().await
}

async fn decide_as_proposed(
    tx: &Tx,
    proposal: &Proposal,
    submission: &str,
    now: Millis,
) -> Result<()> {
    let submission = portfolio::submission(tx, submission).await?;
    testimony::refuse_witness(tx, &proposal.assessor_id, &submission.id).await?;
    let Proposed { decisions, remarks } = proposal.proposed();
    let assessor = &proposal.assessor_id;
    record(tx, assessor, &submission, &decisions, &remarks, now).await?;
    Ok(())
}

async fn sign_off_as_proposed(
    tx: &Tx,
    proposal: &Proposal,
    (enrolment, unit): (&str, &str),
    specification: &Specification,
    now: Millis,
) -> Result<()> {
    let enrolment = learning::enrolment(tx, enrolment).await?;
    if enrolment.specification_hash != specification.version.hash {
        return Err(Error::conflict(
            "The learner has moved to another version of the specification in the meantime. Give this back, and look at what that version asks for.",
        ));
    }
    let assessor = &proposal.assessor_id;
    sign_off_in(tx, assessor, &enrolment, specification, unit, now).await
}

/// Gives a proposal back to the assessor in training, with words. Nothing has been decided; they find what they had typed.
pub async fn give_back(db: &Db, actor: &Actor, id: &str, words: &str, now: Millis) -> Result<()> {
    if words.is_empty() {
        return Err(Error::invalid("Say what should be looked at again."));
    }
    let tx = db.begin_recording().await?;
    let proposal = to_countersign(&tx, actor, id).await?;
    answer(&tx, actor, &proposal, "given-back", words, now).await?;
    let body = format!(
        "{} has looked at what you decided for {} and asks you to look at it again:\n\n{words}\n\nThe learner has not heard of it. Sign in to Secure Base and open the queue.",
        actor.name, proposal.learner
    );
    mail::tell(&tx, &proposal.assessor_id, COME_BACK, &body, now).await?;
    tx.commit().await
}

async fn answer(
    tx: &Tx,
    actor: &Actor,
    proposal: &Proposal,
    outcome: &str,
    comment: &str,
    now: Millis,
) -> Result<()> {
    tx.run(
        "INSERT INTO countersignatures (proposal_id, assessor_id, learner_id, outcome, comment, countersigned_by, countersigned_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![&proposal.id, &proposal.assessor_id, &proposal.learner_id, outcome, comment, &actor.id, now],
    )
    .await?;
    ledger::record(tx, Act::Countersignature, &proposal.id).await
}

/// What was said to this assessor the last time something of theirs on a submission came back.
pub async fn given_back(
    db: &impl Read,
    actor: &Actor,
    submission_id: &str,
) -> Result<Option<(String, String)>> {
    db.first(
        "SELECT p.name, c.comment FROM countersignatures c JOIN proposals o ON o.id = c.proposal_id JOIN people p ON p.id = c.countersigned_by
         WHERE o.submission_id = $1 AND o.assessor_id = $2 AND c.outcome = 'given-back' ORDER BY c.countersigned_at DESC, c.proposal_id DESC LIMIT 1",
        args![submission_id, &actor.id],
    )
    .await
}
