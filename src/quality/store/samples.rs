//! Samples: what an internal quality assurer found of the decisions on a submission that a plan has drawn.

use super::may_assure;
use crate::accounts::{Actor, mail};
use crate::args;
use crate::clock::{self, Millis};
use crate::db::{Db, Read, Tx, new_id};
use crate::error::{Error, Result};
use crate::ledger::{self, Act};
use crate::quality::plan::Reasons;
use crate::quality::{Asked, Finding, Found};
use std::collections::BTreeSet;

/// A submission that a plan has drawn, with everybody who had to do with it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Drawn {
    pub plan_id: String,
    pub submission_id: String,
    pub learner_id: String,
    pub learner: String,
    pub assessor_id: String,
    pub assessor: String,
    /// Who countersigned the decisions, if the assessor was in training.
    pub countersigner_id: Option<String>,
    /// Whether whoever asks had a part in it, and so may not look at it here.
    pub is_party: bool,
    pub unit: String,
    pub method: String,
    reasons: String,
    pub sampled_at: Option<Millis>,
    pub sampled_by: Option<String>,
}

impl Drawn {
    pub fn reasons(&self) -> Option<Reasons> {
        serde_json::from_str(&self.reasons).ok()
    }
}

macro_rules! drawn {
    ($rest:literal) => {
        concat!(
            "SELECT r.plan_id, r.submission_id, r.learner_id, l.name AS learner, r.assessor_id, a.name AS assessor,
                    (SELECT MIN(t.person_id) FROM submission_parts t
                     WHERE t.submission_id = r.submission_id AND t.part = 'countersigner') AS countersigner_id,
                    EXISTS (SELECT 1 FROM submission_parts t WHERE t.submission_id = r.submission_id AND t.person_id = $1) AS is_party,
                    r.unit, r.method, r.reasons, x.sampled_at, q.name AS sampled_by
             FROM sampling_records r JOIN people l ON l.id = r.learner_id JOIN people a ON a.id = r.assessor_id
             JOIN sampling_plans n ON n.id = r.plan_id JOIN sampling_policies y ON y.id = n.policy_id
             JOIN belonging b ON b.person_id = r.learner_id AND b.organisation = y.organisation
             LEFT JOIN samples x ON x.plan_id = r.plan_id AND x.submission_id = r.submission_id
             LEFT JOIN people q ON q.id = x.iqa_id
             WHERE r.reasons IS NOT NULL AND ",
            $rest
        )
    };
}

/// A submission that this plan has drawn, of a learner who still belongs where it was drawn.
pub async fn drawn(
    db: &impl Read,
    actor: &Actor,
    plan_id: &str,
    submission_id: &str,
) -> Result<Drawn> {
    may_assure(actor)?;
    db.one(
        drawn!("r.plan_id = $2 AND r.submission_id = $3 AND y.organisation = $4"),
        args![&actor.id, plan_id, submission_id, &actor.organisation],
    )
    .await
}

/// Everything that plans of one's organisation have drawn and nobody has looked at, the oldest plan first; what this actor had a part in too.
pub async fn to_sample(db: &impl Read, actor: &Actor) -> Result<Vec<Drawn>> {
    may_assure(actor)?;
    db.all(
        drawn!("x.id IS NULL AND y.organisation = $2 ORDER BY n.made_at, n.id, a.name, r.unit, r.submission_id"),
        args![&actor.id, &actor.organisation],
    )
    .await
}

/// The assessors of one's organisation of whom something can be asked about a submission of this learner: all but who asks, and the learner.
pub async fn askable(
    db: &impl Read,
    actor: &Actor,
    learner_id: &str,
) -> Result<Vec<(String, String)>> {
    may_assure(actor)?;
    db.all(
        "SELECT p.id, p.name FROM people p JOIN role_grants g ON g.person_id = p.id AND g.role = 'assessor' AND g.ended_at IS NULL
         JOIN belonging b ON b.person_id = p.id AND b.organisation = $3
         WHERE p.id <> $1 AND p.id <> $2 ORDER BY LOWER(p.name), p.id",
        args![&actor.id, learner_id, &actor.organisation],
    )
    .await
}

/// Records what was found of every criterion, once. Those of whom something is asked get word in the same transaction.
///
/// Refused for whoever had a part in it, when a criterion is missing, and when somebody else was faster.
pub async fn sample(
    db: &Db,
    actor: &Actor,
    (plan_id, submission_id): (&str, &str),
    findings: &[Finding],
    comment: &str,
    now: Millis,
) -> Result<()> {
    let tx = db.begin_recording().await?;
    let drawn = drawn(&tx, actor, plan_id, submission_id).await?;
    if drawn.is_party {
        return Err(Error::Forbidden);
    }
    if let Some(by) = &drawn.sampled_by {
        return Err(Error::conflict(format!("{by} has looked at this already.")));
    }
    check_findings(&tx, actor, &drawn, findings).await?;
    let id = new_id();
    tx.run(
        "INSERT INTO samples (id, plan_id, submission_id, learner_id, assessor_id, countersigner_id, iqa_id, comment, sampled_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![
            &id,
            plan_id,
            submission_id,
            &drawn.learner_id,
            &drawn.assessor_id,
            drawn.countersigner_id.clone(),
            &actor.id,
            comment,
            now
        ],
    )
    .await?;
    ledger::record(&tx, Act::Sample, &id).await?;
    for finding in findings {
        record(&tx, actor, &id, &drawn, finding).await?;
    }
    tell(&tx, actor, &drawn, findings, comment, now).await?;
    tx.commit().await
}

/// Refuses findings that are not one for every decision, or that ask for something without saying what, by when or of whom.
async fn check_findings(tx: &Tx, actor: &Actor, drawn: &Drawn, findings: &[Finding]) -> Result<()> {
    let decided: Vec<(String,)> = tx
        .all(
            "SELECT criterion FROM decisions WHERE submission_id = $1",
            args![&drawn.submission_id],
        )
        .await?;
    let is_found = |criterion: &str| {
        let own = findings.iter().filter(|f| f.criterion == criterion);
        own.count() == 1
    };
    if decided.len() != findings.len() || !decided.iter().all(|(code,)| is_found(code)) {
        return Err(Error::invalid(
            "Every criterion that was decided needs exactly one finding.",
        ));
    }
    let askable = askable(tx, actor, &drawn.learner_id).await?;
    let is_right = |asked: &Asked| {
        let is_day = clock::written_day(&asked.by).is_some();
        !asked.what.is_empty() && is_day && askable.iter().any(|(id, _)| *id == asked.of)
    };
    let all_right = findings.iter().all(|finding| match &finding.found {
        Found::Agreed => true,
        Found::ActionRequired(asked) => is_right(asked),
    });
    match all_right {
        true => Ok(()),
        false => Err(Error::invalid(
            "An action says what is to be done, by which day, and by which assessor.",
        )),
    }
}

async fn record(
    tx: &Tx,
    actor: &Actor,
    sample_id: &str,
    drawn: &Drawn,
    finding: &Finding,
) -> Result<()> {
    let (id, asked) = (new_id(), finding.found.asked());
    tx.run(
        "INSERT INTO findings (id, sample_id, submission_id, learner_id, assessor_id, iqa_id, criterion, outcome, action, act_by, asked_of)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        args![
            &id,
            sample_id,
            &drawn.submission_id,
            &drawn.learner_id,
            &drawn.assessor_id,
            &actor.id,
            &finding.criterion,
            finding.found.key(),
            asked.map(|asked| asked.what.as_str()),
            asked.map(|asked| asked.by.as_str()),
            asked.map(|asked| asked.of.as_str())
        ],
    )
    .await?;
    ledger::record(tx, Act::Finding, &id).await
}

/// Writes once to everybody of whom something is asked, and to the others who decided or countersigned, if anything was said at all.
async fn tell(
    tx: &Tx,
    actor: &Actor,
    drawn: &Drawn,
    findings: &[Finding],
    comment: &str,
    now: Millis,
) -> Result<()> {
    let asked = findings.iter().filter_map(|finding| finding.found.asked());
    let people: BTreeSet<&str> = asked.map(|asked| asked.of.as_str()).collect();
    let deciders = [Some(&drawn.assessor_id), drawn.countersigner_id.as_ref()];
    let mut others: BTreeSet<&str> = deciders.into_iter().flatten().map(String::as_str).collect();
    others.retain(|person| !people.contains(person));
    if comment.is_empty() && people.is_empty() {
        others.clear();
    }
    for person in others {
        let body = format!(
            "{} has looked at the decisions on unit {} of {}, which you made or countersigned, and has said something about them.\n\nSign in to Secure Base and open the submission: it stands beside the decisions.",
            actor.name, drawn.unit, drawn.learner
        );
        mail::tell(tx, person, "Your decisions were looked at", &body, now).await?;
    }
    for person in people {
        let body = format!(
            "{} has looked at the decisions on unit {} of {} and asks you for something.\n\nSign in to Secure Base and open Assessment: it stands there with its day.",
            actor.name, drawn.unit, drawn.learner
        );
        mail::tell(tx, person, "An action is asked of you", &body, now).await?;
    }
    Ok(())
}
