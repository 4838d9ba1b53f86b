//! Writing decisions down: every criterion's, the words beside fields, the end of the work, and word to the learner.

use super::leases;
use crate::accounts::{Actor, mail};
use crate::args;
use crate::assessment::inspections::{self, Inspection};
use crate::assessment::{Decision, Outcome, Remarks};
use crate::clock::Millis;
use crate::db::{Read, Tx, new_id};
use crate::error::{Error, Result};
use crate::ledger::{self, Act};
use crate::library::Method;
use crate::portfolio::{self, Submission};

/// Records complete decisions in an assessor's name and closes the submission.
pub(super) async fn record(
    tx: &Tx,
    assessor_id: &str,
    submission: &Submission,
    decisions: &[Decision],
    remarks: &Remarks,
    now: Millis,
) -> Result<Outcome> {
    if decisions.iter().any(|d| d.outcome == Outcome::Achieved) {
        inspections::refuse_uninspected(tx, assessor_id, &submission.id).await?;
    }
    for decision in decisions {
        insert_decision(tx, assessor_id, submission, decision, now).await?;
    }
    for (field, comment) in &remarks.beside {
        insert_comment(tx, assessor_id, submission, (field, comment), now).await?;
    }
    let all_achieved = decisions.iter().all(|d| d.outcome == Outcome::Achieved);
    let outcome = match all_achieved {
        true => Outcome::Achieved,
        false => Outcome::NotYetAchieved,
    };
    close(tx, assessor_id, submission, outcome, &remarks.comment, now).await?;
    Ok(outcome)
}

/// Closes the submission, clears what this assessor had saved, and writes to the learner. What another assessor has saved stays theirs.
async fn close(
    tx: &Tx,
    assessor_id: &str,
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
        args![&submission.id, &submission.person_id, closure, comment, assessor_id, now],
    )
    .await?;
    ledger::record(tx, Act::Closure, &submission.id).await?;
    tx.run(
        "DELETE FROM marking_drafts WHERE submission_id = $1 AND assessor_id = $2",
        args![&submission.id, assessor_id],
    )
    .await?;
    leases::end(tx, assessor_id, &submission.id).await?;
    let (kind,): (String,) = tx
        .one(
            "SELECT kind FROM evidence WHERE id = $1",
            args![&submission.evidence_id],
        )
        .await?;
    let body = format!(
        "An assessor has answered your {} for unit {}. {words}\n\nSign in to Secure Base and open your portfolio to read it.",
        Method::title_of(&kind).to_lowercase(),
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

/// A decision that takes the place of another one, with where and when its assessor inspected what stays in the workplace.
#[derive(Debug, Clone, Copy)]
pub struct Grounded<'d> {
    pub decision: &'d Decision,
    pub inspection: Option<&'d Inspection>,
}

impl<'d> From<&'d Decision> for Grounded<'d> {
    fn from(decision: &'d Decision) -> Self {
        Grounded {
            decision,
            inspection: None,
        }
    }
}

/// Refuses a decision that takes the place of another one where its grounds are missing; records the inspection that it rests on.
pub async fn refuse_ungrounded(
    tx: &Tx,
    actor: &Actor,
    submission: &Submission,
    grounded: Grounded<'_>,
    now: Millis,
) -> Result<()> {
    let decision = grounded.decision;
    if decision.feedback.is_empty() || !decision.judgement.supports(decision.outcome) {
        return Err(Error::invalid(
            "A new decision needs its reasons; what is achieved is valid, authentic, current and sufficient, or it is said why not.",
        ));
    }
    if let Some(inspection) = grounded.inspection {
        inspections::record(tx, actor, submission, inspection, now).await?;
    }
    match decision.outcome {
        Outcome::Achieved => inspections::refuse_uninspected(tx, &actor.id, &submission.id).await,
        Outcome::NotYetAchieved => Ok(()),
    }
}

/// Refuses decisions that are not one for every criterion, or that nothing stands behind.
pub(super) async fn check_complete(
    tx: &Tx,
    submission_id: &str,
    decisions: &[Decision],
) -> Result<()> {
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
    if decisions.iter().any(silent) {
        return Err(Error::invalid(
            "A criterion that is not yet achieved needs feedback.",
        ));
    }
    match decisions.iter().all(|d| d.judgement.supports(d.outcome)) {
        true => Ok(()),
        false => Err(Error::invalid(
            "A criterion is achieved by evidence that is valid, authentic, current and sufficient, or with a word on why not, and never on a link that is declined; a next step has its day.",
        )),
    }
}

async fn insert_decision(
    tx: &Tx,
    assessor_id: &str,
    submission: &Submission,
    decision: &Decision,
    now: Millis,
) -> Result<()> {
    let (id, judgement) = (new_id(), &decision.judgement);
    let (plan, plan_by) = judgement.step();
    tx.run(
        "INSERT INTO decisions (id, submission_id, learner_id, criterion, outcome, feedback, assessor_id, decided_at,
                                vacs, explained, plan, plan_by, declined)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        args![
            &id,
            &submission.id,
            &submission.person_id,
            &decision.criterion,
            decision.outcome.key(),
            &decision.feedback,
            assessor_id,
            now,
            &judgement.vacs,
            &judgement.explained,
            plan,
            plan_by,
            judgement.declined.as_deref()
        ],
    )
    .await?;
    ledger::record(tx, Act::Decision, &id).await
}

async fn insert_comment(
    tx: &Tx,
    assessor_id: &str,
    submission: &Submission,
    (field, comment): (&str, &str),
    now: Millis,
) -> Result<()> {
    tx.run(
        "INSERT INTO submission_comments (submission_id, learner_id, field, comment, assessor_id, commented_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        args![&submission.id, &submission.person_id, field, comment, assessor_id, now],
    )
    .await?;
    ledger::record(tx, Act::Remark, &format!("{} {field}", submission.id)).await
}
