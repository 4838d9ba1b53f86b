//! The queue, decisions and sign-offs in the database.

use super::{Decision, Outcome, Queued, Remarks};
use crate::accounts::{Actor, Role, mail};
use crate::args;
use crate::clock::Millis;
use crate::db::{Db, Read, Tx, new_id};
use crate::error::{Error, Result};
use crate::learning::Enrolment;
use crate::ledger::{self, Act};
use crate::library::Specification;
use crate::portfolio::{self, Kind, Submission, standings};

/// Only assessors, and nobody for themselves.
fn may_assess(actor: &Actor, learner_id: &str) -> Result<()> {
    match actor.is(Role::Assessor) && actor.id != learner_id {
        true => Ok(()),
        false => Err(Error::Forbidden),
    }
}

/// What waits for a decision, the oldest first; never the assessor's own.
pub async fn queue(db: &impl Read, actor: &Actor) -> Result<Vec<Queued>> {
    db.all(
        "SELECT s.id, p.name AS learner, n.qualification, e.kind, s.unit, s.number, s.submitted_at, m.saved_at AS begun_at,
                (SELECT COUNT(*) FROM submission_links l WHERE l.submission_id = s.id) AS criteria
         FROM submissions s
         JOIN people p ON p.id = s.person_id
         JOIN enrolments n ON n.id = s.enrolment_id
         JOIN evidence e ON e.id = s.evidence_id
         LEFT JOIN closures c ON c.submission_id = s.id
         LEFT JOIN marking_drafts m ON m.submission_id = s.id AND m.assessor_id = $1
         WHERE c.submission_id IS NULL AND s.person_id <> $1
         ORDER BY s.submitted_at, s.id",
        args![&actor.id],
    )
    .await
}

/// An enrolment with something to sign off or to certify.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Candidate {
    pub enrolment_id: String,
    pub person_id: String,
    pub learner: String,
}

/// Enrolments whose last submission has been accepted, the most recent first: where a sign-off or a certificate may be due.
pub async fn candidates(db: &impl Read, actor: &Actor) -> Result<Vec<Candidate>> {
    db.all(
        "SELECT n.id AS enrolment_id, n.person_id, p.name AS learner
         FROM enrolments n JOIN people p ON p.id = n.person_id
         JOIN submissions s ON s.enrolment_id = n.id
         JOIN closures c ON c.submission_id = s.id AND c.outcome = 'accepted'
         WHERE n.person_id <> $1
         GROUP BY n.id, n.person_id, p.name ORDER BY MAX(c.closed_at) DESC LIMIT 100",
        args![&actor.id],
    )
    .await
}

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

/// Keeps what the assessor has typed.
pub async fn save_draft(
    db: &Db,
    actor: &Actor,
    submission: &Submission,
    fields: &str,
    now: Millis,
) -> Result<()> {
    may_assess(actor, &submission.person_id)?;
    let tx = db.begin().await?;
    refuse_decided(&tx, actor, &submission.id).await?;
    tx.run(
        "INSERT INTO marking_drafts (submission_id, assessor_id, fields, saved_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (submission_id, assessor_id) DO UPDATE SET fields = excluded.fields, saved_at = excluded.saved_at",
        args![&submission.id, &actor.id, fields, now],
    )
    .await?;
    tx.commit().await
}

/// Records the decisions and closes the submission, once. The learner gets word of it in the same transaction.
///
/// Refused when a criterion is missing, when *not yet* comes without feedback, and when somebody else has decided in the meantime.
pub async fn decide(
    db: &Db,
    actor: &Actor,
    submission_id: &str,
    decisions: &[Decision],
    remarks: impl Into<Remarks>,
    now: Millis,
) -> Result<Outcome> {
    let remarks = remarks.into();
    let tx = db.begin_recording().await?;
    let submission = portfolio::submission(&tx, submission_id).await?;
    may_assess(actor, &submission.person_id)?;
    refuse_decided(&tx, actor, submission_id).await?;
    check_complete(&tx, submission_id, decisions).await?;
    for decision in decisions {
        insert_decision(&tx, actor, &submission, decision, now).await?;
    }
    for (field, comment) in &remarks.beside {
        insert_comment(&tx, actor, &submission, (field, comment), now).await?;
    }
    let all_achieved = decisions.iter().all(|d| d.outcome == Outcome::Achieved);
    let outcome = match all_achieved {
        true => Outcome::Achieved,
        false => Outcome::NotYetAchieved,
    };
    close(&tx, actor, &submission, outcome, &remarks.comment, now).await?;
    tx.commit().await?;
    Ok(outcome)
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

/// Closes the submission, clears what this assessor had saved, and writes to the learner. What another assessor has saved stays theirs.
async fn close(
    tx: &Tx,
    actor: &Actor,
    submission: &Submission,
    outcome: Outcome,
    comment: &str,
    now: Millis,
) -> Result<()> {
    let (closure, words) = match outcome {
        Outcome::Achieved => ("accepted", "Everything you handed in for is achieved."),
        Outcome::NotYetAchieved => (
            "returned",
            "Something is not yet achieved; the feedback says what to do next.",
        ),
    };
    tx.run(
        "INSERT INTO closures (submission_id, learner_id, outcome, comment, assessor_id, closed_at) VALUES ($1, $2, $3, $4, $5, $6)",
        args![&submission.id, &submission.person_id, closure, comment, &actor.id, now],
    )
    .await?;
    ledger::record(tx, Act::Closure, &submission.id).await?;
    tx.run(
        "DELETE FROM marking_drafts WHERE submission_id = $1 AND assessor_id = $2",
        args![&submission.id, &actor.id],
    )
    .await?;
    let (kind,): (String,) = tx
        .one(
            "SELECT kind FROM evidence WHERE id = $1",
            args![&submission.evidence_id],
        )
        .await?;
    let body = format!(
        "An assessor has answered your {} for unit {}. {words}\n\nSign in to Secure Base and open your portfolio to read it.",
        Kind::words_of(&kind).to_lowercase(),
        submission.unit
    );
    mail::tell(
        tx,
        &submission.person_id,
        "Your work has been assessed",
        &body,
        now,
    )
    .await
}

async fn check_complete(tx: &Tx, submission_id: &str, decisions: &[Decision]) -> Result<()> {
    let links = portfolio::links_of(tx, submission_id).await?;
    let decided = |criterion: &str| {
        decisions
            .iter()
            .filter(|d| d.criterion == criterion)
            .count()
            == 1
    };
    if links.len() != decisions.len() || !links.iter().all(|link| decided(&link.criterion)) {
        return Err(Error::invalid(
            "Every criterion of the submission needs exactly one decision.",
        ));
    }
    let silent = |d: &Decision| d.outcome == Outcome::NotYetAchieved && d.feedback.is_empty();
    match decisions.iter().any(silent) {
        true => Err(Error::invalid(
            "A criterion that is not yet achieved needs feedback.",
        )),
        false => Ok(()),
    }
}

async fn insert_decision(
    tx: &Tx,
    actor: &Actor,
    submission: &Submission,
    decision: &Decision,
    now: Millis,
) -> Result<()> {
    let id = new_id();
    tx.run(
        "INSERT INTO decisions (id, submission_id, learner_id, criterion, outcome, feedback, assessor_id, decided_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![
            &id,
            &submission.id,
            &submission.person_id,
            &decision.criterion,
            decision.outcome.key(),
            &decision.feedback,
            &actor.id,
            now
        ],
    )
    .await?;
    ledger::record(tx, Act::Decision, &id).await
}

async fn insert_comment(
    tx: &Tx,
    actor: &Actor,
    submission: &Submission,
    (field, comment): (&str, &str),
    now: Millis,
) -> Result<()> {
    tx.run(
        "INSERT INTO submission_comments (submission_id, learner_id, field, comment, assessor_id, commented_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        args![&submission.id, &submission.person_id, field, comment, &actor.id, now],
    )
    .await?;
    Ok(())
}

/// Signs a unit off, once. Refused, with the open points named, while anything is missing. `specification` is the version the enrolment
/// is pinned to.
pub async fn sign_off(
    db: &Db,
    actor: &Actor,
    enrolment: &Enrolment,
    specification: &Specification,
    unit: &str,
    now: Millis,
) -> Result<()> {
    may_assess(actor, &enrolment.person_id)?;
    let tx = db.begin_recording().await?;
    let standings = standings(&tx, enrolment, specification).await?;
    let standing = standings
        .iter()
        .find(|s| s.unit == unit)
        .ok_or(Error::NotFound)?;
    if standing.is_signed_off() {
        return Ok(());
    }
    let open = standing.open_points();
    if !open.is_empty() {
        return Err(Error::conflict(format!(
            "{unit} cannot be signed off yet: {}.",
            open.join("; ")
        )));
    }
    let id = new_id();
    tx.run(
        "INSERT INTO sign_offs (id, enrolment_id, learner_id, unit, specification_hash, assessor_id, signed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![&id, &enrolment.id, &enrolment.person_id, unit, &enrolment.specification_hash, &actor.id, now],
    )
    .await?;
    ledger::record(&tx, Act::SignOff, &id).await?;
    tx.commit().await
}
