//! Decisions that are made anew in answer to an action. One counts once the action is closed with it; until then nobody but those who act on it
//! and look at it hears of it.

use super::Action;
use crate::accounts::{Actor, mail};
use crate::args;
use crate::assessment::{Decision, Outcome, inspections, refuse_training};
use crate::clock::Millis;
use crate::db::{Read, Tx};
use crate::error::{Error, Result};
use crate::ledger::{self, Act};
use crate::portfolio::Decided;
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

/// Keeps a new decision with an answer.
pub(super) async fn keep(
    tx: &Tx,
    actor: &Actor,
    action: &Action,
    answer_id: &str,
    decision: &Decision,
    now: Millis,
) -> Result<()> {
    refuse_training(tx, actor, "corrects decisions").await?;
    testimony::refuse_witness(tx, &actor.id, &action.submission_id).await?;
    if decision.outcome == Outcome::Achieved {
        inspections::refuse_uninspected(tx, &actor.id, &action.submission_id).await?;
    }
    let judgement = &decision.judgement;
    if decision.feedback.is_empty() || !judgement.supports(decision.outcome) {
        return Err(Error::invalid(
            "A new decision needs its reasons; what is achieved is valid, authentic, current and sufficient, or it is said why not.",
        ));
    }
    let plan = judgement.plan.as_ref();
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
            plan.map(|plan| plan.what.as_str()),
            plan.map(|plan| plan.by.as_str()),
            judgement.declined.as_deref(),
            &actor.id,
            now
        ],
    )
    .await?;
    ledger::record(tx, Act::Correction, answer_id).await
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
