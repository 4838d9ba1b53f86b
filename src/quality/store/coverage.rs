//! How much of what was decided has been looked at.

use super::may_assure;
use crate::accounts::Actor;
use crate::args;
use crate::db::Read;
use crate::error::Result;
use crate::quality::coverage::Row;

/// The decisions about the learners of one's organisation: of every assessor, on every criterion by every kind of evidence, counted. What was looked at twice counts once.
pub async fn coverage(db: &impl Read, actor: &Actor) -> Result<Vec<Row>> {
    may_assure(actor)?;
    db.all(
        "SELECT d.assessor_id, p.name AS assessor, s.unit, e.kind AS method, d.criterion, COUNT(*) AS decided,
                CAST(SUM(CASE WHEN f.submission_id IS NULL THEN 0 ELSE 1 END) AS BIGINT) AS sampled,
                CAST(SUM(CASE WHEN f.required = 0 THEN 1 ELSE 0 END) AS BIGINT) AS agreed,
                CAST(SUM(CASE WHEN f.open > 0 THEN 1 ELSE 0 END) AS BIGINT) AS with_open_actions
         FROM decisions d JOIN submissions s ON s.id = d.submission_id JOIN evidence e ON e.id = s.evidence_id
         JOIN people p ON p.id = d.assessor_id
         JOIN belonging b ON b.person_id = d.learner_id AND b.organisation = $1
         LEFT JOIN (SELECT g.submission_id, g.criterion, MAX(CASE WHEN g.outcome = 'agreed' THEN 0 ELSE 1 END) AS required,
                           MAX(CASE WHEN a.id IS NULL THEN 0 ELSE 1 END) AS open
                    FROM findings g LEFT JOIN open_actions a ON a.id = g.id GROUP BY g.submission_id, g.criterion) f
             ON f.submission_id = d.submission_id AND f.criterion = d.criterion
         GROUP BY d.assessor_id, p.name, s.unit, e.kind, d.criterion
         ORDER BY LOWER(p.name), d.assessor_id, s.unit, d.criterion, e.kind",
        args![&actor.organisation],
    )
    .await
}
