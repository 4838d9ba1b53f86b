//! Who is asked to mark whose work.

use super::training::may_arrange;
use crate::accounts::store::{folded, pattern};
use crate::accounts::{Actor, refuse_outsider};
use crate::args;
use crate::clock::Millis;
use crate::db::{Db, Read, is_duplicate, new_id};
use crate::error::{Error, Result};

/// A learner, in one unit or in all of them, allocated to an assessor.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Allocation {
    pub id: String,
    pub assessor: String,
    pub learner: String,
    /// A unit's code; empty: every unit.
    pub unit: String,
    pub allocated_by: String,
    pub allocated_at: Millis,
    pub ended_by: Option<String>,
    pub ended_at: Option<Millis>,
}

/// Every allocation that stands, by assessor and learner, and the last that were ended.
pub async fn allocations(
    db: &impl Read,
    actor: &Actor,
) -> Result<(Vec<Allocation>, Vec<Allocation>)> {
    may_arrange(actor)?;
    let current = db
        .all(
            "SELECT a.id, p.name AS assessor, l.name AS learner, a.unit, b.name AS allocated_by, a.allocated_at,
                    e.name AS ended_by, a.ended_at
             FROM allocations a JOIN people p ON p.id = a.assessor_id JOIN people l ON l.id = a.learner_id
             JOIN people b ON b.id = a.allocated_by LEFT JOIN people e ON e.id = a.ended_by
             JOIN belonging w ON w.person_id = a.learner_id AND w.organisation = $1
             WHERE a.ended_at IS NULL ORDER BY LOWER(p.name), a.assessor_id, LOWER(l.name), a.learner_id, a.unit",
            args![&actor.organisation],
        )
        .await?;
    let ended = db
        .all(
            "SELECT a.id, p.name AS assessor, l.name AS learner, a.unit, b.name AS allocated_by, a.allocated_at,
                    e.name AS ended_by, a.ended_at
             FROM allocations a JOIN people p ON p.id = a.assessor_id JOIN people l ON l.id = a.learner_id
             JOIN people b ON b.id = a.allocated_by JOIN people e ON e.id = a.ended_by
             JOIN belonging w ON w.person_id = a.learner_id AND w.organisation = $1
             WHERE a.ended_at IS NOT NULL ORDER BY a.ended_at DESC, a.id DESC LIMIT 20",
            args![&actor.organisation],
        )
        .await?;
    Ok((current, ended))
}

/// Learners by a part of the name, or by the whole address; no more than a few. Where somebody is called just so, only they are found.
pub async fn find_learners(
    db: &impl Read,
    actor: &Actor,
    words: &str,
) -> Result<Vec<(String, String)>> {
    may_arrange(actor)?;
    let words = words.trim();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let found: Vec<(String, String, bool)> = db
        .all(
            "SELECT p.id, p.name, p.folded = $1 OR p.email = $1 AS is_so
             FROM people p JOIN role_grants g ON g.person_id = p.id AND g.role = 'learner' AND g.ended_at IS NULL
             JOIN belonging b ON b.person_id = p.id AND b.organisation = $3
             WHERE p.folded LIKE $2 ESCAPE '!' OR p.email = $1
             ORDER BY CASE WHEN p.folded = $1 OR p.email = $1 THEN 0 ELSE 1 END, p.folded, p.id LIMIT 4",
            args![folded(words), pattern(words), &actor.organisation],
        )
        .await?;
    let is_so = found.iter().any(|(.., is_so)| *is_so);
    let found = found.into_iter().filter(|one| one.2 || !is_so);
    Ok(found.map(|(id, name, _)| (id, name)).collect())
}

/// Allocates a learner's work to an assessor, from now on; said twice, it is recorded once. Nobody is allocated to themselves.
pub async fn allocate(
    db: &Db,
    actor: &Actor,
    (assessor, learner): (&str, &str),
    unit: &str,
    now: Millis,
) -> Result<()> {
    may_arrange(actor)?;
    if assessor == learner {
        return Err(Error::conflict("Nobody marks their own work."));
    }
    let tx = db.begin().await?;
    refuse_outsider(&tx, actor, assessor).await?;
    refuse_outsider(&tx, actor, learner).await?;
    let has_role = tx
        .count(
            "SELECT COUNT(*) FROM role_grants WHERE ended_at IS NULL
               AND ((person_id = $1 AND role = 'assessor') OR (person_id = $2 AND role = 'learner'))",
            args![assessor, learner],
        )
        .await?;
    if has_role != 2 {
        return Err(Error::NotFound);
    }
    let made = tx
        .run(
            "INSERT INTO allocations (id, assessor_id, learner_id, unit, allocated_by, allocated_at) VALUES ($1, $2, $3, $4, $5, $6)",
            args![new_id(), assessor, learner, unit, &actor.id, now],
        )
        .await;
    match made {
        Err(error) if is_duplicate(&error) => Ok(()),
        Err(error) => Err(error),
        Ok(_) => tx.commit().await,
    }
}

/// Ends an allocation; what was marked stays. Twice is once.
pub async fn end_allocation(db: &Db, actor: &Actor, id: &str, now: Millis) -> Result<()> {
    may_arrange(actor)?;
    let tx = db.begin().await?;
    let (learner,): (String,) = tx
        .one(
            "SELECT learner_id FROM allocations WHERE id = $1",
            args![id],
        )
        .await?;
    refuse_outsider(&tx, actor, &learner).await?;
    tx.run(
        "UPDATE allocations SET ended_by = $2, ended_at = $3 WHERE id = $1 AND ended_at IS NULL",
        args![id, &actor.id, now],
    )
    .await?;
    tx.commit().await
}

/// Whether anybody is allocated to anybody, and whether anything is to this assessor.
pub async fn are_allocated(db: &impl Read, actor: &Actor) -> Result<(bool, bool)> {
    let all = db
        .count(
            "SELECT COUNT(*) FROM current_allocations a
             JOIN belonging b ON b.person_id = a.learner_id AND b.organisation = $1",
            args![&actor.organisation],
        )
        .await?;
    let own = db
        .count(
            "SELECT COUNT(*) FROM current_allocations WHERE assessor_id = $1",
            args![&actor.id],
        )
        .await?;
    Ok((all > 0, own > 0))
}

/// To whom work is allocated that waits: a submission's id, the assessor's id and name. Of one submission, or else of all in one's organisation.
pub async fn allocated(
    db: &impl Read,
    actor: &Actor,
    submission_id: Option<&str>,
) -> Result<Vec<(String, String, String)>> {
    db.all(
        "SELECT a.submission_id, a.assessor_id, p.name FROM allocated_work a JOIN submissions s ON s.id = a.submission_id
         JOIN belonging b ON b.person_id = s.person_id AND b.organisation = $1 JOIN people p ON p.id = a.assessor_id
         WHERE $2 = '' OR a.submission_id = $2 ORDER BY a.submission_id, p.name, p.id",
        args![&actor.organisation, submission_id.unwrap_or_default()],
    )
    .await
}

/// Work that waits and is allocated to nobody: learner, unit, and how many pieces; the longest waiting first.
pub async fn unallocated(
    db: &impl Read,
    actor: &Actor,
) -> Result<Vec<(String, String, i64, Millis)>> {
    may_arrange(actor)?;
    db.all(
        "SELECT p.name, s.unit, COUNT(*), MIN(s.submitted_at) FROM submissions s JOIN people p ON p.id = s.person_id
         JOIN belonging b ON b.person_id = s.person_id AND b.organisation = $1
         LEFT JOIN closures c ON c.submission_id = s.id
         WHERE c.submission_id IS NULL
           AND NOT EXISTS (SELECT 1 FROM allocated_work a WHERE a.submission_id = s.id)
           AND NOT EXISTS (SELECT 1 FROM open_proposals o WHERE o.submission_id = s.id)
         GROUP BY p.id, p.name, s.unit ORDER BY MIN(s.submitted_at), p.name, s.unit LIMIT 100",
        args![&actor.organisation],
    )
    .await
}
