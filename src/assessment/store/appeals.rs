//! Appeals in the database.

use super::recording::{Grounded, refuse_ungrounded};
use super::training::is_in_training;
use crate::accounts::{Actor, Role, is_colleague, mail};
use crate::args;
use crate::assessment::appeals::{Appeal, refusal};
use crate::assessment::{Decision, Outcome, parts};
use crate::clock::Millis;
use crate::db::{Db, Read, Tx, new_id};
use crate::error::{Error, Result};
use crate::ledger::{self, Act};
use crate::portfolio;
use crate::portfolio::screen::{Place, Screening};

macro_rules! appeals {
    ($rest:literal) => {
        concat!(
            "SELECT a.id, a.decision_id, a.submission_id, a.criterion, s.unit, a.learner_id, p.name AS learner, a.assessor_id, a.confirmed_by,
                    a.grounds, a.appealed_at, w.withdrawn_at, o.outcome, r.name AS answered_by, o.answered_at
             FROM appeals a JOIN submissions s ON s.id = a.submission_id JOIN people p ON p.id = a.learner_id
             LEFT JOIN appeal_withdrawals w ON w.appeal_id = a.id
             LEFT JOIN appeal_outcomes o ON o.appeal_id = a.id LEFT JOIN people r ON r.id = o.answered_by
             WHERE ",
            $rest
        )
    };
}

pub async fn appeal(db: &impl Read, id: &str) -> Result<Appeal> {
    db.one(appeals!("a.id = $1"), args![id]).await
}

/// Every appeal about a piece of evidence, the first first.
pub async fn of_evidence(db: &impl Read, evidence_id: &str) -> Result<Vec<Appeal>> {
    db.all(
        appeals!("s.evidence_id = $1 ORDER BY a.appealed_at, a.id"),
        args![evidence_id],
    )
    .await
}

async fn of_decision(db: &impl Read, decision_id: &str) -> Result<Vec<Appeal>> {
    db.all(
        appeals!("a.decision_id = $1 ORDER BY a.number"),
        args![decision_id],
    )
    .await
}

/// The appeals that wait and that this person may answer, the oldest first.
pub async fn appeals_for(db: &impl Read, actor: &Actor) -> Result<Vec<Appeal>> {
    if !is_reviewer(db, actor).await? {
        return Ok(Vec::new());
    }
    db.all(
        appeals!(
            "w.appeal_id IS NULL AND o.appeal_id IS NULL
             AND NOT EXISTS (SELECT 1 FROM submission_parts t WHERE t.submission_id = s.id AND t.person_id = $1 AND t.part <> 'appeal')
             AND NOT EXISTS (SELECT 1 FROM submission_looks t WHERE t.submission_id = s.id AND t.person_id = $1)
             AND EXISTS (SELECT 1 FROM belonging b WHERE b.person_id = a.learner_id AND b.organisation = $2)
             ORDER BY a.appealed_at, a.id"
        ),
        args![&actor.id, &actor.organisation],
    )
    .await
}

/// Qualified assessors and internal quality assurers answer appeals.
async fn is_reviewer(db: &impl Read, actor: &Actor) -> Result<bool> {
    let has_role = actor.is(Role::Assessor) || actor.is(Role::Iqa);
    Ok(has_role && !is_in_training(db, &actor.id).await?)
}

/// Whether this person may answer the appeal: a reviewer of the learner's organisation who had nothing to do with the work, nor has looked at what was decided since.
pub async fn may_answer_appeal(db: &impl Read, actor: &Actor, appeal: &Appeal) -> Result<bool> {
    Ok(is_reviewer(db, actor).await?
        && is_colleague(db, actor, &appeal.learner_id).await?
        && !is_between(db, actor, appeal).await?)
}

/// Whether this person had a part in the work, has looked at what was decided on it, or was asked for something about it.
pub async fn is_between(db: &impl Read, actor: &Actor, appeal: &Appeal) -> Result<bool> {
    parts::is_in_the_way_of_appeals(db, &actor.id, &appeal.submission_id).await
}

/// A decision that somebody may want to appeal.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Appealable {
    pub id: String,
    pub submission_id: String,
    pub criterion: String,
    pub learner_id: String,
    pub assessor_id: String,
    pub outcome: String,
    pub decided_at: Millis,
    pub evidence_id: String,
    /// The version that it was made for, and the one that the learner is on.
    made_for: String,
    is_on: String,
}

/// One's own decision, to be appealed. Refused with the reason when it cannot be.
pub async fn to_appeal(
    db: &impl Read,
    actor: &Actor,
    decision_id: &str,
    now: Millis,
) -> Result<Appealable> {
    let found: Appealable = db
        .one(
            "SELECT d.id, d.submission_id, d.criterion, d.learner_id, d.assessor_id, c.outcome, c.decided_at, s.evidence_id,
                    s.specification_hash AS made_for, n.specification_hash AS is_on
             FROM decisions d JOIN current_decisions c ON c.id = d.id JOIN submissions s ON s.id = d.submission_id
             JOIN current_enrolments n ON n.id = s.enrolment_id
             WHERE d.id = $1",
            args![decision_id],
        )
        .await?;
    if found.learner_id != actor.id {
        return Err(Error::NotFound);
    }
    let before = of_decision(db, decision_id).await?;
    if let Some(words) = refusal(&found.outcome, found.decided_at, &before, now) {
        return Err(Error::conflict(words));
    }
    match found.made_for == found.is_on {
        true => Ok(found),
        false => Err(Error::conflict(
            "This decision was made for a version of the qualification that you have moved on from.",
        )),
    }
}

/// Whose a decision is, for the log.
pub async fn learner_of_decision(db: &impl Read, decision_id: &str) -> Result<String> {
    let (learner,) = db
        .one(
            "SELECT learner_id FROM decisions WHERE id = $1",
            args![decision_id],
        )
        .await?;
    Ok(learner)
}

/// What a learner speaks of who says that something in their grounds identifies nobody.
pub const GROUNDS: &str = "grounds";

/// Appeals a decision, in the learner's own words, and gives the appeal's id. Refused when something is found that could give a person away.
pub async fn make_appeal(
    db: &Db,
    actor: &Actor,
    decision_id: &str,
    grounds: &str,
    now: Millis,
) -> Result<String> {
    make_appeal_as_it_is(db, actor, decision_id, (grounds, ""), now).await
}

/// The same with the seal of what was found and identifies nobody, as they have said.
pub async fn make_appeal_as_it_is(
    db: &Db,
    actor: &Actor,
    decision_id: &str,
    (grounds, said): (&str, &str),
    now: Millis,
) -> Result<String> {
    actor.require(Role::Learner)?;
    if grounds.is_empty() {
        return Err(Error::invalid("Say what you see differently."));
    }
    let tx = db.begin_recording().await?;
    let decision = to_appeal(&tx, actor, decision_id, now).await?;
    let texts = vec![(Place::Text, grounds.to_owned())];
    Screening::passed(&tx, &actor.id, texts, (GROUNDS, said), now).await?;
    let number = of_decision(&tx, decision_id).await?.len() as i64 + 1;
    let id = new_id();
    tx.run(
        "INSERT INTO appeals (id, decision_id, number, submission_id, criterion, learner_id, assessor_id, confirmed_by, grounds, appealed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7,
                 COALESCE((SELECT MIN(t.person_id) FROM submission_parts t WHERE t.submission_id = $4 AND t.part = 'countersigner'), $7),
                 $8, $9)",
        args![
            &id,
            &decision.id,
            number,
            &decision.submission_id,
            &decision.criterion,
            &actor.id,
            &decision.assessor_id,
            grounds,
            now
        ],
    )
    .await?;
    ledger::record(&tx, Act::Appeal, &id).await?;
    tx.commit().await?;
    Ok(id)
}

/// Takes one's own appeal back; nothing changes by it. Twice is once.
pub async fn withdraw_appeal(db: &Db, actor: &Actor, id: &str, now: Millis) -> Result<()> {
    let tx = db.begin_recording().await?;
    let appeal = appeal(&tx, id).await?;
    if appeal.learner_id != actor.id {
        return Err(Error::NotFound);
    }
    actor.require(Role::Learner)?;
    if appeal.withdrawn_at.is_some() {
        return Ok(());
    }
    if appeal.answered_at.is_some() {
        return Err(Error::conflict("Your appeal has been answered."));
    }
    tx.run(
        "INSERT INTO appeal_withdrawals (appeal_id, withdrawn_by, withdrawn_at) VALUES ($1, $2, $3)",
        args![id, &actor.id, now],
    )
    .await?;
    ledger::record(&tx, Act::AppealWithdrawn, id).await?;
    tx.commit().await
}

/// Answers an appeal by a decision of one's own, once; the learner and the first assessor get word of it. The first decision stays.
pub async fn answer_appeal(
    db: &Db,
    actor: &Actor,
    id: &str,
    answer: impl Into<Grounded<'_>>,
    now: Millis,
) -> Result<()> {
    let answer = answer.into();
    let decision = answer.decision;
    let tx = db.begin_recording().await?;
    let appeal = appeal(&tx, id).await?;
    if !may_answer_appeal(&tx, actor, &appeal).await? {
        return Err(Error::Forbidden);
    }
    if !appeal.is_open() {
        let words = match appeal.withdrawn_at {
            Some(_) => "The learner has withdrawn this appeal.",
            None => "Somebody else has answered this appeal in the meantime.",
        };
        return Err(Error::conflict(words));
    }
    let submission = portfolio::submission(&tx, &appeal.submission_id).await?;
    refuse_ungrounded(&tx, actor, &submission, answer, now).await?;
    insert_outcome(&tx, actor, &appeal, decision, now).await?;
    ledger::record(&tx, Act::AppealOutcome, id).await?;
    tell(&tx, &appeal, decision.outcome, now).await?;
    tx.commit().await
}

async fn insert_outcome(
    tx: &Tx,
    actor: &Actor,
    appeal: &Appeal,
    decision: &Decision,
    now: Millis,
) -> Result<()> {
    let (plan, plan_by) = decision.judgement.step();
    tx.run(
        "INSERT INTO appeal_outcomes (appeal_id, decision_id, submission_id, criterion, learner_id, assessor_id, confirmed_by,
                                      outcome, feedback, vacs, explained, plan, plan_by, declined, answered_by, answered_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        args![
            &appeal.id,
            &appeal.decision_id,
            &appeal.submission_id,
            &appeal.criterion,
            &appeal.learner_id,
            &appeal.assessor_id,
            &appeal.confirmed_by,
            decision.outcome.key(),
            &decision.feedback,
            &decision.judgement.vacs,
            &decision.judgement.explained,
            plan,
            plan_by,
            decision.judgement.declined.as_deref(),
            &actor.id,
            now
        ],
    )
    .await?;
    Ok(())
}

async fn tell(tx: &Tx, appeal: &Appeal, outcome: Outcome, now: Millis) -> Result<()> {
    let criterion = &appeal.criterion;
    let words = match outcome {
        Outcome::Achieved => "is achieved now",
        Outcome::NotYetAchieved => "stays not yet achieved; the answer says why, and what helps",
    };
    let body = format!(
        "Somebody who had nothing to do with the first decision has looked at your work again: {criterion} {words}.\n\nSign in to Secure Base and open your portfolio to read it."
    );
    let subject = "Your appeal has been answered";
    mail::tell(tx, &appeal.learner_id, subject, &body, now).await?;
    let changed = match outcome {
        Outcome::Achieved => "found it achieved",
        Outcome::NotYetAchieved => "left it as it was",
    };
    let body = format!(
        "{} appealed your decision on {criterion}. A colleague has looked at the work again and {changed}. Their reasons are with the submission.",
        appeal.learner
    );
    let subject = "A decision of yours was looked at again";
    mail::tell(tx, &appeal.assessor_id, subject, &body, now).await
}
