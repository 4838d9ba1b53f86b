//! Prior learning that was recognised, looked at by an internal quality assurer: agreed, or it counts no longer.
//!
//! No plan draws prior learning: there is little of it, and a certificate can rest on it alone. Where certificates wait until everything has been
//! looked at, they wait for this too ([`super::hold`]). What was found is found once; what counts no longer is shown by evidence instead.

use super::{lost, may_assure};
use crate::accounts::{Actor, mail};
use crate::args;
use crate::clock::Millis;
use crate::db::{Db, Read, Tx};
use crate::error::{Error, Result};
use crate::ledger::{self, Act};

/// Prior learning that was recognised, and what quality assurance found of it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Recognition {
    pub id: String,
    pub enrolment_id: String,
    pub learner_id: String,
    pub learner: String,
    pub criterion: String,
    /// `2025-05-03`.
    pub completed_on: String,
    pub what: String,
    pub assessor_id: String,
    pub assessor: String,
    pub recorded_at: Millis,
    /// Whether whoever asks recognised it, or is the learner.
    pub is_party: bool,
    pub outcome: Option<String>,
    pub comment: Option<String>,
    pub sampled_by: Option<String>,
    pub sampled_at: Option<Millis>,
}

impl Recognition {
    /// Whether it was found to count no longer.
    pub fn is_lost(&self) -> bool {
        self.outcome.as_deref() == Some(NOT_AGREED)
    }
}

const AGREED: &str = "agreed";
const NOT_AGREED: &str = "not-agreed";

macro_rules! recognitions {
    ($rest:literal) => {
        concat!(
            "SELECT l.id, l.enrolment_id, l.learner_id, n.name AS learner, l.criterion, l.completed_on, l.what, l.assessor_id,
                    a.name AS assessor, l.recorded_at, $1 IN (l.learner_id, l.assessor_id) AS is_party,
                    x.outcome, x.comment, q.name AS sampled_by, x.sampled_at
             FROM prior_learning l JOIN people n ON n.id = l.learner_id JOIN people a ON a.id = l.assessor_id
             JOIN belonging b ON b.person_id = l.learner_id AND b.organisation = $2
             LEFT JOIN recognition_samples x ON x.prior_learning_id = l.id LEFT JOIN people q ON q.id = x.iqa_id ",
            $rest
        )
    };
}

/// What was recognised for learners of one's organisation and is not one's own, what nobody has looked at first; of each half the last first.
/// What was carried on to another version stands there alone.
pub async fn recognitions(db: &impl Read, actor: &Actor) -> Result<Vec<Recognition>> {
    may_assure(actor)?;
    db.all(
        recognitions!(
            "WHERE l.learner_id <> $1 AND NOT EXISTS (SELECT 1 FROM prior_learning k WHERE k.carried_from = l.id)
             ORDER BY CASE WHEN x.outcome IS NULL THEN 1 ELSE 2 END, l.recorded_at DESC, l.id DESC LIMIT 200"
        ),
        args![&actor.id, &actor.organisation],
    )
    .await
}

/// One of them; one's own is not found, nor what was carried on.
pub async fn recognition(db: &impl Read, actor: &Actor, id: &str) -> Result<Recognition> {
    may_assure(actor)?;
    db.one(
        recognitions!(
            "WHERE l.id = $3 AND l.learner_id <> $1 AND NOT EXISTS (SELECT 1 FROM prior_learning k WHERE k.carried_from = l.id)"
        ),
        args![&actor.id, &actor.organisation, id],
    )
    .await
}

/// What certificates that were asked for rest on and nobody has looked at.
pub async fn recognitions_of(db: &impl Read, request_id: &str) -> Result<Vec<(String, String)>> {
    db.all(
        "SELECT prior_learning_id, criterion FROM request_recognitions WHERE request_id = $1 AND NOT is_seen ORDER BY criterion, prior_learning_id",
        args![request_id],
    )
    .await
}

/// Says that it does show the criterion; nothing if somebody has said so. Refused for whoever recognised it, and where it was found otherwise.
pub async fn agree(db: &Db, actor: &Actor, id: &str, comment: &str, now: Millis) -> Result<()> {
    record(db, actor, id, (AGREED, comment), now).await
}

/// Says why it does not show the criterion: it counts no longer, and the learner and whoever recognised it get word.
pub async fn refuse(db: &Db, actor: &Actor, id: &str, comment: &str, now: Millis) -> Result<()> {
    match comment.is_empty() {
        true => Err(Error::invalid("Say why it does not show the criterion.")),
        false => record(db, actor, id, (NOT_AGREED, comment), now).await,
    }
}

async fn record(
    db: &Db,
    actor: &Actor,
    id: &str,
    (outcome, comment): (&str, &str),
    now: Millis,
) -> Result<()> {
    let tx = db.begin_recording().await?;
    let recognition = recognition(&tx, actor, id).await?;
    if recognition.is_party {
        return Err(Error::Forbidden);
    }
    match &recognition.outcome {
        Some(known) if known == outcome => return Ok(()),
        Some(_) => {
            return Err(Error::conflict(
                "Somebody has looked at this in the meantime and said something else; it stands.",
            ));
        }
        None => {}
    }
    tx.run(
        "INSERT INTO recognition_samples (prior_learning_id, learner_id, assessor_id, iqa_id, outcome, comment, sampled_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![id, &recognition.learner_id, &recognition.assessor_id, &actor.id, outcome, comment, now],
    )
    .await?;
    ledger::record(&tx, Act::RecognitionSampled, id).await?;
    if outcome == NOT_AGREED {
        tell(&tx, actor, &recognition, comment, now).await?;
        lost::tell(&tx, &recognition.enrolment_id, now).await?;
    }
    tx.commit().await
}

async fn tell(
    tx: &Tx,
    actor: &Actor,
    recognition: &Recognition,
    comment: &str,
    now: Millis,
) -> Result<()> {
    let criterion = &recognition.criterion;
    let body = format!(
        "As part of our quality assurance somebody has looked again at what was recognised for {criterion} as learned before. It does not show {criterion}, and counts no longer. We are sorry that you heard otherwise before. The reason:\n\n{comment}\n\nYou can show {criterion} by evidence. Sign in to Secure Base and open your portfolio to see what is open."
    );
    let subject = "What was recognised was looked at again";
    mail::tell(tx, &recognition.learner_id, subject, &body, now).await?;
    let body = format!(
        "{} has looked at what you recognised for {criterion} of {} and found that it does not show it:\n\n{comment}\n\nIt counts no longer, and the learner has heard of it.",
        actor.name, recognition.learner
    );
    mail::tell(tx, &recognition.assessor_id, subject, &body, now).await
}
