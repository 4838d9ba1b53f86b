//! Decisions that are made anew in answer to an action. One counts once the action is closed with it; until then nobody but those who act on it
//! and look at it hears of it.

use super::{Action, lost};
use crate::accounts::{Actor, mail};
use crate::args;
use crate::assessment::{Grounded, Outcome, is_in_training, refuse_ungrounded};
use crate::clock::Millis;
use crate::db::{Read, Tx};
use crate::error::{Error, Result};
use crate::ledger::{self, Act};
use crate::portfolio::{self, Decided};
use crate::testimony;

/// A new decision with the answer that it came with.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Correction {
    pub answer_id: String,
    #[sqlx(flatten)]
    pub decided: Decided,
}

/// The new decisions that came with the answers to an action, the first first, whether they count or not.
pub async fn corrections(db: &impl Read, action_id: &str) -> Result<Vec<Correction>> {
    db.all(
        "SELECT k.answer_id, k.decision_id AS id, k.submission_id, k.criterion, k.outcome, k.feedback, p.name AS assessor_name,
                k.corrected_at AS decided_at, k.vacs, k.explained, k.plan, k.plan_by, k.declined, 1 = 0 AS replaced, 1 = 0 AS appealed,
                1 = 0 AS on_appeal, 1 = 1 AS corrected
         FROM corrections k JOIN people p ON p.id = k.corrected_by WHERE k.finding_id = $1 ORDER BY k.corrected_at, k.answer_id",
        args![action_id],
    )
    .await
}

/// Why this assessor does not decide anew in answer to an action, in words; `None`: they may.
pub async fn refusal(
    db: &impl Read,
    actor: &Actor,
    action: &Action,
) -> Result<Option<&'static str>> {
    if is_in_training(db, &actor.id).await? {
        return Ok(Some(
            "While you are in training a qualified colleague decides anew.",
        ));
    }
    if testimony::is_witness(db, &actor.id, &action.submission_id).await? {
        return Ok(Some(
            "You are a witness in this, so somebody else decides anew.",
        ));
    }
    let answered = answer_to_appeal(db, action).await?;
    let was_against_them = answered
        .is_some_and(|(_, assessor, countersigner)| [assessor, countersigner].contains(&actor.id));
    Ok(was_against_them.then_some(
        "A colleague has answered an appeal against your decision. You do not decide it anew.",
    ))
}

/// What an appeal against the decision found, if one was answered, and against whom it was.
async fn answer_to_appeal(
    db: &impl Read,
    action: &Action,
) -> Result<Option<(String, String, String)>> {
    db.first(
        "SELECT outcome, assessor_id, confirmed_by FROM appeal_outcomes WHERE submission_id = $1 AND criterion = $2",
        args![&action.submission_id, &action.criterion],
    )
    .await
}

/// Keeps a new decision with an answer. What was found achieved on appeal stays so: the learner could not appeal again.
pub(super) async fn keep(
    tx: &Tx,
    actor: &Actor,
    action: &Action,
    answer_id: &str,
    new: Grounded<'_>,
    now: Millis,
) -> Result<()> {
    if let Some(words) = refusal(tx, actor, action).await? {
        return Err(Error::conflict(words));
    }
    let decision = new.decision;
    let found = answer_to_appeal(tx, action).await?;
    let is_final = found.is_some_and(|(outcome, ..)| outcome == Outcome::Achieved.key());
    if is_final && decision.outcome == Outcome::NotYetAchieved {
        return Err(Error::conflict(
            "An appeal found this achieved, and that is final. Say what you have learned from it, and leave the decision as it stands.",
        ));
    }
    let submission = portfolio::submission(tx, &action.submission_id).await?;
    refuse_ungrounded(tx, actor, &submission, new, now).await?;
    let judgement = &decision.judgement;
    let (plan, plan_by) = judgement.step();
    tx.run(
        "INSERT INTO corrections (answer_id, finding_id, decision_id, submission_id, criterion, learner_id, assessor_id, outcome, feedback,
                                  vacs, explained, plan, plan_by, declined, corrected_by, corrected_at)
         SELECT $1, $2, d.id, d.submission_id, d.criterion, d.learner_id, d.assessor_id, $5, $6, $7, $8, $9, $10, $11, $12, $13
         FROM decisions d WHERE d.submission_id = $3 AND d.criterion = $4",
        args![
            answer_id,
            &action.id,
            &action.submission_id,
            &action.criterion,
            decision.outcome.key(),
            &decision.feedback,
            &judgement.vacs,
            &judgement.explained,
            plan,
            plan_by,
            judgement.declined.as_deref(),
            &actor.id,
            now
        ],
    )
    .await?;
    ledger::record(tx, Act::Correction, answer_id).await
}

/// Whether an appeal was answered about the decision since it was made anew with this answer.
pub(super) async fn is_overtaken(db: &impl Read, answer_id: &str) -> Result<bool> {
    let answered = db
        .count(
            "SELECT COUNT(*) FROM corrections k JOIN appeal_outcomes o ON o.decision_id = k.decision_id
             WHERE k.answer_id = $1 AND o.answered_at > k.corrected_at",
            args![answer_id],
        )
        .await?;
    Ok(answered > 0)
}

/// Word to the learner, and to whoever decided at first, of the new decision that has come to count with this answer, if there is one.
pub(super) async fn tell(tx: &Tx, action: &Action, answer_id: &str, now: Millis) -> Result<()> {
    let found: Option<(String,)> = tx
        .first(
            "SELECT outcome FROM corrections WHERE answer_id = $1",
            args![answer_id],
        )
        .await?;
    let Some((outcome,)) = found else {
        return Ok(());
    };
    let criterion = &action.criterion;
    let words = match Outcome::from_key(&outcome) {
        Some(Outcome::Achieved) => "is achieved. The feedback says why",
        _ => {
            "is not yet achieved. We are sorry that you heard otherwise before: the feedback says what is still needed, and you can hand in again"
        }
    };
    let body = format!(
        "As part of our quality assurance somebody has looked again at what was decided on your work for unit {}. {criterion} {words}.\n\nSign in to Secure Base and open your portfolio to read it.",
        action.unit
    );
    let subject = "A decision on your work was looked at again";
    mail::tell(tx, &action.learner_id, subject, &body, now).await?;
    let submission = portfolio::submission(tx, &action.submission_id).await?;
    lost::tell(tx, &submission.enrolment_id, now).await?;
    if action.assessor_id == action.asked_of {
        return Ok(());
    }
    let body = format!(
        "{} has decided anew on {criterion} of {}, as quality assurance asked. The new decision is with the submission.",
        action.asked_of_name, action.learner
    );
    let subject = "A decision of yours was made anew";
    mail::tell(tx, &action.assessor_id, subject, &body, now).await
}
