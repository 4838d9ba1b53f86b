//! What waits for assessors.

use crate::accounts::{Actor, store::pattern};
use crate::args;
use crate::assessment::Queued;
use crate::clock::Millis;
use crate::db::Read;
use crate::error::Result;

/// What of the queue somebody wants to see; by default all of it.
#[derive(Debug, Clone, Default)]
pub struct Sieve {
    /// A unit's code.
    pub unit: String,
    /// A part of the learner's name.
    pub learner: String,
    /// Handed in no later than this.
    pub before: Option<Millis>,
    pub whose: Whose,
    /// Which page of [`PAGE`] items, from 0; `None`: all at once.
    pub page: Option<i64>,
}

/// How many items a page of the queue has.
pub const PAGE: i64 = 50;

/// Whose work, seen from an assessor.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Whose {
    #[default]
    Everybodys,
    /// What is allocated to them.
    Mine,
    /// What is allocated to nobody.
    Nobodys,
    /// What they are marking or have saved work on.
    Begun,
}

/// What waits for a decision and passes the sieve, the oldest first; never the assessor's own.
pub async fn queue(
    db: &impl Read,
    actor: &Actor,
    sieve: &Sieve,
    now: Millis,
) -> Result<Vec<Queued>> {
    db.all(
        "SELECT s.id, p.name AS learner, n.qualification, e.kind, s.unit, s.number, s.submitted_at, m.saved_at AS begun_at,
                (SELECT COUNT(*) FROM submission_links l WHERE l.submission_id = s.id) AS criteria,
                h.assessor_id AS marked_by_id, hp.name AS marked_by, h.expires_at AS marked_until, COUNT(*) OVER () AS of_all
         FROM submissions s
         JOIN people p ON p.id = s.person_id
         JOIN enrolments n ON n.id = s.enrolment_id
         JOIN evidence e ON e.id = s.evidence_id
         LEFT JOIN closures c ON c.submission_id = s.id
         LEFT JOIN marking_drafts m ON m.submission_id = s.id AND m.assessor_id = $1
         LEFT JOIN marking_leases h ON h.submission_id = s.id AND h.expires_at > $2
         LEFT JOIN people hp ON hp.id = h.assessor_id
         WHERE c.submission_id IS NULL AND s.person_id <> $1
           AND NOT EXISTS (SELECT 1 FROM open_proposals o WHERE o.submission_id = s.id)
           AND EXISTS (SELECT 1 FROM belonging b WHERE b.person_id = s.person_id AND b.organisation = $11)
           AND ($3 = '' OR s.unit = $3) AND p.folded LIKE $4 ESCAPE '!' AND s.submitted_at <= $5
           AND (NOT $6 OR m.saved_at IS NOT NULL OR COALESCE(h.assessor_id, '') = $1)
           AND (NOT $7 OR EXISTS (SELECT 1 FROM allocated_work a WHERE a.submission_id = s.id AND a.assessor_id = $1))
           AND (NOT $8 OR NOT EXISTS (SELECT 1 FROM allocated_work a WHERE a.submission_id = s.id))
         ORDER BY s.submitted_at, s.id LIMIT $9 OFFSET $10",
        args![
            &actor.id,
            now,
            &sieve.unit,
            pattern(&sieve.learner),
            sieve.before.unwrap_or(i64::MAX),
            sieve.whose == Whose::Begun,
            sieve.whose == Whose::Mine,
            sieve.whose == Whose::Nobodys,
            sieve.page.map_or(i64::MAX, |_| PAGE),
            sieve.page.unwrap_or_default().saturating_mul(PAGE),
            &actor.organisation
        ],
    )
    .await
}

/// How much waits in all, and the units it belongs to.
pub async fn waiting_units(db: &impl Read, actor: &Actor) -> Result<Vec<(String, i64)>> {
    db.all(
        "SELECT s.unit, COUNT(*) FROM submissions s LEFT JOIN closures c ON c.submission_id = s.id
         WHERE c.submission_id IS NULL AND s.person_id <> $1
           AND NOT EXISTS (SELECT 1 FROM open_proposals o WHERE o.submission_id = s.id)
           AND EXISTS (SELECT 1 FROM belonging b WHERE b.person_id = s.person_id AND b.organisation = $2)
         GROUP BY s.unit ORDER BY s.unit",
        args![&actor.id, &actor.organisation],
    )
    .await
}
