//! Looks: criteria of the new version for which an assessor looks at what was shown before, and what they find.
//!
//! Either it counts ([`accept`]), or more is needed and the learner reads why ([`decline`]). Both are records, and the learner hears of them.

use crate::accounts::{Actor, mail, may_assess};
use crate::args;
use crate::assessment::refuse_training;
use crate::clock::Millis;
use crate::db::{Db, Read, Tx, new_id};
use crate::error::{Error, Result};
use crate::learning::{self, Enrolment};
use crate::ledger::{self, Act};
use crate::testimony;
use serde::{Deserialize, Serialize};

use super::plan::Because;

/// Something earlier to look at for a criterion of the version that an enrolment is on: a decision, or prior learning.
#[derive(Debug, Clone, Serialize, Deserialize, sqlx::FromRow)]
pub struct Look {
    pub transfer_id: String,
    pub criterion: String,
    /// The criterion that it was about.
    pub was: String,
    /// Of a decision.
    pub decision_id: Option<String>,
    pub submission_id: Option<String>,
    /// Of prior learning.
    pub prior_learning_id: Option<String>,
    pub what: Option<String>,
    /// `accepted` or `declined`, once an assessor has looked.
    pub outcome: Option<String>,
    pub feedback: Option<String>,
    pub answered_by: Option<String>,
    pub answered_at: Option<Millis>,
}

/// What an assessor is asked to look at, and what came of it, by criterion. What has been found not yet achieved since is not looked at.
pub async fn looks(db: &impl Read, enrolment: &Enrolment) -> Result<Vec<Look>> {
    db.all(
        "SELECT l.transfer_id, l.criterion AS criterion, d.criterion AS was, d.id AS decision_id, d.submission_id, CAST(NULL AS TEXT) AS prior_learning_id,
                CAST(NULL AS TEXT) AS what, x.outcome, x.feedback, p.name AS answered_by, x.answered_at
         FROM transfer_looks l JOIN transfers t ON t.id = l.transfer_id JOIN decisions d ON d.id = l.decision_id
         JOIN current_decisions c ON c.id = d.id
         LEFT JOIN look_outcomes x ON x.transfer_id = l.transfer_id AND x.criterion = l.criterion
         LEFT JOIN people p ON p.id = x.answered_by
         WHERE t.enrolment_id = $1 AND t.to_hash = $2 AND (c.outcome = 'achieved' OR x.outcome IS NOT NULL)
         UNION ALL
         SELECT l.transfer_id, l.criterion, r.criterion, CAST(NULL AS TEXT), CAST(NULL AS TEXT), r.id, r.what, x.outcome, x.feedback, p.name, x.answered_at
         FROM prior_learning_looks l JOIN transfers t ON t.id = l.transfer_id JOIN prior_learning r ON r.id = l.prior_learning_id
         LEFT JOIN look_outcomes x ON x.transfer_id = l.transfer_id AND x.criterion = l.criterion
         LEFT JOIN people p ON p.id = x.answered_by
         WHERE t.enrolment_id = $1 AND t.to_hash = $2
         ORDER BY criterion, was, decision_id, prior_learning_id",
        args![&enrolment.id, &enrolment.specification_hash],
    )
    .await
}

/// A criterion that waits for a look.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Waiting {
    pub enrolment_id: String,
    pub learner: String,
    pub criterion: String,
    pub transferred_at: Millis,
}

macro_rules! waiting {
    ($rest:literal) => {
        concat!(
            "SELECT DISTINCT t.enrolment_id, p.name AS learner, l.criterion AS criterion, t.transferred_at AS transferred_at
             FROM (SELECT k.transfer_id, k.criterion FROM transfer_looks k JOIN current_decisions c ON c.id = k.decision_id AND c.outcome = 'achieved'
                   UNION SELECT transfer_id, criterion FROM prior_learning_looks) AS l
             JOIN transfers t ON t.id = l.transfer_id
             JOIN current_enrolments n ON n.id = t.enrolment_id AND n.specification_hash = t.to_hash
             JOIN people p ON p.id = t.learner_id
             WHERE NOT EXISTS (SELECT 1 FROM look_outcomes x WHERE x.transfer_id = l.transfer_id AND x.criterion = l.criterion)
               AND NOT EXISTS (SELECT 1 FROM current_decisions d JOIN submissions s ON s.id = d.submission_id
                               WHERE s.enrolment_id = t.enrolment_id AND s.specification_hash = t.to_hash
                                 AND d.criterion = l.criterion AND d.outcome = 'achieved')
               AND NOT EXISTS (SELECT 1 FROM prior_learning r WHERE r.enrolment_id = t.enrolment_id
                                 AND r.specification_hash = t.to_hash AND r.criterion = l.criterion)
               AND ",
            $rest
        )
    };
}

/// What of an enrolment waits for a look and is not shown otherwise.
pub async fn waiting_of(db: &impl Read, enrolment_id: &str) -> Result<Vec<Waiting>> {
    db.all(
        waiting!("t.enrolment_id = $1 ORDER BY l.criterion"),
        args![enrolment_id],
    )
    .await
}

/// Everything that waits for a look and is not this assessor's own, the longest first.
pub async fn waiting(db: &impl Read, actor: &Actor) -> Result<Vec<Waiting>> {
    db.all(
        waiting!(
            "t.learner_id <> $1 AND EXISTS (SELECT 1 FROM belonging b WHERE b.person_id = t.learner_id AND b.organisation = $2)
             ORDER BY t.transferred_at, t.enrolment_id, l.criterion"
        ),
        args![&actor.id, &actor.organisation],
    )
    .await
}

/// Lets what was shown earlier count for a criterion, once: a qualified assessor has looked, and nobody for themselves.
pub async fn accept(
    db: &Db,
    actor: &Actor,
    enrolment: &Enrolment,
    criterion: &str,
    now: Millis,
) -> Result<()> {
    answer(db, actor, enrolment, (criterion, ""), now).await
}

/// Says that what was shown before does not show a criterion, and why; the learner reads it and hands in more.
pub async fn decline(
    db: &Db,
    actor: &Actor,
    enrolment: &Enrolment,
    criterion: &str,
    feedback: &str,
    now: Millis,
) -> Result<()> {
    match feedback.is_empty() {
        true => Err(Error::invalid("Say what is missing.")),
        false => answer(db, actor, enrolment, (criterion, feedback), now).await,
    }
}

async fn answer(
    db: &Db,
    actor: &Actor,
    enrolment: &Enrolment,
    (criterion, feedback): (&str, &str),
    now: Millis,
) -> Result<()> {
    let tx = db.begin_recording().await?;
    let answered = Answered {
        actor,
        enrolment,
        criterion,
        feedback,
    };
    answered.record(&tx, now).await?;
    tx.commit().await
}

/// What an assessor says of a criterion; without feedback it counts.
struct Answered<'a> {
    actor: &'a Actor,
    enrolment: &'a Enrolment,
    criterion: &'a str,
    feedback: &'a str,
}

impl Answered<'_> {
    fn outcome(&self) -> &'static str {
        match self.feedback.is_empty() {
            true => "accepted",
            false => "declined",
        }
    }

    /// Records the answer, once: the same said twice is said once. Only assessors, nobody for themselves, and no witness of the work.
    async fn record(&self, tx: &Tx, now: Millis) -> Result<()> {
        let Answered {
            actor, enrolment, ..
        } = self;
        may_assess(tx, actor, &enrolment.person_id).await?;
        refuse_training(tx, actor, "looks at what was achieved before").await?;
        learning::still_on(tx, enrolment).await?;
        let mut own = looks(tx, enrolment).await?;
        own.retain(|look| look.criterion == self.criterion);
        let first = own.first().ok_or(Error::NotFound)?;
        if let Some(outcome) = &first.outcome {
            return match outcome == self.outcome() {
                true => Ok(()),
                false => Err(Error::conflict(
                    "An assessor has looked at this in the meantime and said something else; it stands.",
                )),
            };
        }
        for submission in own.iter().filter_map(|look| look.submission_id.as_ref()) {
            testimony::refuse_witness(tx, &actor.id, submission).await?;
        }
        self.insert(tx, &first.transfer_id, now).await?;
        if self.feedback.is_empty() {
            for look in &own {
                self.let_count(tx, look, now).await?;
            }
        }
        self.tell(tx, now).await
    }

    async fn insert(&self, tx: &Tx, transfer: &str, now: Millis) -> Result<()> {
        let (learner, actor) = (&self.enrolment.person_id, &self.actor.id);
        tx.run(
            "INSERT INTO look_outcomes (transfer_id, learner_id, criterion, outcome, feedback, answered_by, answered_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            args![transfer, learner, self.criterion, self.outcome(), self.feedback, actor, now],
        )
        .await?;
        ledger::record(
            tx,
            Act::LookAnswered,
            &format!("{transfer} {}", self.criterion),
        )
        .await
    }

    /// Lets an earlier decision count, or recognises earlier learning for the new criterion.
    async fn let_count(&self, tx: &Tx, look: &Look, now: Millis) -> Result<()> {
        let Some(decision) = &look.decision_id else {
            let known = look.prior_learning_id.as_deref().unwrap_or_default();
            let anew = Anew {
                transfer: &look.transfer_id,
                to_hash: &self.enrolment.specification_hash,
                criterion: self.criterion,
                assessor: Some(&self.actor.id),
            };
            return anew.recognise(tx, known, now).await;
        };
        tx.run(
            "INSERT INTO carry_overs (transfer_id, learner_id, criterion, decision_id, because, actor_id, carried_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            args![
                &look.transfer_id,
                &self.enrolment.person_id,
                self.criterion,
                decision,
                Because::Split.key(),
                &self.actor.id,
                now
            ],
        )
        .await?;
        let subject = format!("{} {} {decision}", look.transfer_id, self.criterion);
        ledger::record(tx, Act::CarryOver, &subject).await
    }

    async fn tell(&self, tx: &Tx, now: Millis) -> Result<()> {
        let criterion = self.criterion;
        let body = match self.feedback.is_empty() {
            true => format!(
                "An assessor has looked at what you showed before you moved to another version of the specification. It counts for {criterion}."
            ),
            false => format!(
                "An assessor has looked at what you showed before you moved to another version of the specification. For {criterion} more is needed; what you showed before stays as it was decided."
            ),
        };
        let body = format!("{body}\n\nSign in to Secure Base and open your portfolio to read it.");
        let subject = "An assessor has looked at what you showed before";
        mail::tell(tx, &self.enrolment.person_id, subject, &body, now).await
    }
}

/// Prior learning that counts for a criterion of the next version as well.
pub(super) struct Anew<'a> {
    pub(super) transfer: &'a str,
    pub(super) to_hash: &'a str,
    pub(super) criterion: &'a str,
    /// Who found that it does; `None`: who recognised it first.
    pub(super) assessor: Option<&'a str>,
}

impl Anew<'_> {
    /// Recognises it; nothing where something is recognised for the criterion already.
    pub(super) async fn recognise(&self, tx: &Tx, known: &str, now: Millis) -> Result<()> {
        let id = new_id();
        let recognised = tx
            .run(
                "INSERT INTO prior_learning (id, enrolment_id, learner_id, specification_hash, criterion, completed_on, what, assessor_id, recorded_at,
                                             carried_from, transfer_id)
                 SELECT $1, l.enrolment_id, l.learner_id, $2, $3, l.completed_on, l.what, COALESCE($4, l.assessor_id), $5, l.id, $6
                 FROM prior_learning l WHERE l.id = $7 AND NOT EXISTS (
                     SELECT 1 FROM prior_learning k WHERE k.enrolment_id = l.enrolment_id AND k.specification_hash = $2 AND k.criterion = $3)",
                args![
                    &id,
                    self.to_hash,
                    self.criterion,
                    self.assessor,
                    now,
                    self.transfer,
                    known
                ],
            )
            .await?;
        match recognised {
            0 => Ok(()),
            _ => ledger::record(tx, Act::PriorLearning, &id).await,
        }
    }
}
