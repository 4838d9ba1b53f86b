//! Reading what was handed in, and what became of it.

use super::{Closure, Link, Submission};
use crate::args;
use crate::clock::Millis;
use crate::db::Read;
use crate::error::Result;

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
