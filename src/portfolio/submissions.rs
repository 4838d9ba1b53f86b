//! Reading what was handed in, and what became of it.

use super::{Closure, Link, Submission};
use crate::args;
use crate::clock::Millis;
use crate::db::Read;
use crate::error::Result;
use serde::{Deserialize, Serialize};

pub async fn submission(db: &impl Read, id: &str) -> Result<Submission> {
    db.one(
        "SELECT id, evidence_id, person_id, enrolment_id, unit, number, activity_hash, specification_hash, body, submitted_at
         FROM submissions WHERE id = $1",
        args![id],
    )
    .await
}

/// Every time this evidence was handed in, the first first.
pub async fn submissions_of(db: &impl Read, evidence_id: &str) -> Result<Vec<Submission>> {
    db.all(
        "SELECT id, evidence_id, person_id, enrolment_id, unit, number, activity_hash, specification_hash, body, submitted_at
         FROM submissions WHERE evidence_id = $1 ORDER BY number",
        args![evidence_id],
    )
    .await
}

/// The criteria against which a submission was handed in.
pub async fn links_of(db: &impl Read, submission_id: &str) -> Result<Vec<Link>> {
    db.all(
        "SELECT criterion, locator, justification FROM submission_links WHERE submission_id = $1 ORDER BY criterion",
        args![submission_id],
    )
    .await
}

/// An assessor's decision on one criterion, with their name.
#[derive(Debug, Clone, Serialize, Deserialize, sqlx::FromRow)]
pub struct Decided {
    /// The decision's; that of an appeal's answer and of a correction is the id of the first.
    pub id: String,
    pub submission_id: String,
    pub criterion: String,
    pub outcome: String,
    pub feedback: String,
    pub assessor_name: String,
    pub decided_at: Millis,
    /// What was ticked of valid, authentic, current and sufficient, by its letters; `None` in decisions from before.
    pub vacs: Option<String>,
    pub explained: Option<String>,
    pub plan: Option<String>,
    /// The day of the plan: `2026-07-31`.
    pub plan_by: Option<String>,
    /// Whether the answer to an appeal or a correction has taken its place.
    pub replaced: bool,
    /// Whether an appeal about it was answered.
    #[serde(default)]
    pub appealed: bool,
    /// Whether it is the answer to an appeal.
    pub on_appeal: bool,
    /// Whether it was made anew because quality assurance asked for it.
    #[serde(default)]
    pub corrected: bool,
    /// Why the evidence does not bear on the criterion; `None`: the link was accepted.
    pub declined: Option<String>,
}

/// Every decision on every submission of this evidence; after one that was appealed or corrected, what has taken its place.
pub async fn decisions(db: &impl Read, evidence_id: &str) -> Result<Vec<Decided>> {
    db.all(
        "SELECT d.id, d.submission_id, d.criterion, d.outcome, d.feedback, p.name AS assessor_name, d.decided_at,
                d.vacs, d.explained, d.plan, d.plan_by, d.declined,
                o.appeal_id IS NOT NULL OR EXISTS (SELECT 1 FROM confirmed_corrections k WHERE k.decision_id = d.id) AS replaced,
                o.appeal_id IS NOT NULL AS appealed, 1 = 0 AS on_appeal, 1 = 0 AS corrected, s.number, 1 AS rank
         FROM decisions d JOIN submissions s ON s.id = d.submission_id JOIN people p ON p.id = d.assessor_id
         LEFT JOIN appeal_outcomes o ON o.decision_id = d.id
         WHERE s.evidence_id = $1
         UNION ALL
         SELECT o.decision_id, o.submission_id, o.criterion, o.outcome, o.feedback, p.name, o.answered_at,
                o.vacs, o.explained, o.plan, o.plan_by, o.declined,
                EXISTS (SELECT 1 FROM confirmed_corrections k WHERE k.decision_id = o.decision_id AND k.confirmed_at >= o.answered_at),
                1 = 0, 1 = 1, 1 = 0, s.number, 2
         FROM appeal_outcomes o JOIN submissions s ON s.id = o.submission_id JOIN people p ON p.id = o.answered_by
         WHERE s.evidence_id = $1
         UNION ALL
         SELECT c.decision_id, c.submission_id, c.criterion, c.outcome, c.feedback, p.name, c.confirmed_at,
                c.vacs, c.explained, c.plan, c.plan_by, c.declined,
                EXISTS (SELECT 1 FROM confirmed_corrections k WHERE k.decision_id = c.decision_id
                          AND (k.confirmed_at > c.confirmed_at OR (k.confirmed_at = c.confirmed_at AND k.answer_id > c.answer_id)))
                OR EXISTS (SELECT 1 FROM appeal_outcomes o WHERE o.decision_id = c.decision_id AND o.answered_at > c.confirmed_at),
                EXISTS (SELECT 1 FROM appeal_outcomes o WHERE o.decision_id = c.decision_id AND o.answered_at > c.confirmed_at),
                1 = 0, 1 = 1, s.number, 3
         FROM confirmed_corrections c JOIN submissions s ON s.id = c.submission_id JOIN people p ON p.id = c.corrected_by
         WHERE s.evidence_id = $1
         ORDER BY number, criterion, decided_at, rank",
        args![evidence_id],
    )
    .await
}

/// How the work on a submission ended, if it has.
pub async fn closure(db: &impl Read, submission_id: &str) -> Result<Option<Closure>> {
    db.first(
        "SELECT c.outcome, c.comment, c.assessor_id, p.name AS assessor_name, c.closed_at, c.appealed_at, c.corrected_at
         FROM current_closures c JOIN people p ON p.id = c.assessor_id WHERE c.submission_id = $1",
        args![submission_id],
    )
    .await
}

/// One submission of an enrolment, in a list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct HandedIn {
    pub id: String,
    pub unit: String,
    pub number: i64,
    pub submitted_at: Millis,
    /// How it was closed; `None` while it waits.
    pub outcome: Option<String>,
}

/// Everything handed in under an enrolment, the latest first.
pub async fn handed_in(db: &impl Read, enrolment_id: &str) -> Result<Vec<HandedIn>> {
    db.all(
        "SELECT s.id, s.unit, s.number, s.submitted_at, c.outcome
         FROM submissions s LEFT JOIN current_closures c ON c.submission_id = s.id
         WHERE s.enrolment_id = $1 ORDER BY s.submitted_at DESC, s.id DESC",
        args![enrolment_id],
    )
    .await
}

/// The learner's name, for those who may see their work.
pub async fn learner_name(db: &impl Read, person_id: &str) -> Result<String> {
    let (name,): (String,) = db
        .one("SELECT name FROM people WHERE id = $1", args![person_id])
        .await?;
    Ok(name)
}
