//! Enrolments and readings in the database.

use super::completion::Done;
use super::{Enrolment, Outline, Progress, Reading};
use crate::accounts::{Actor, Role};
use crate::args;
use crate::clock::Millis;
use crate::db::{Db, Read, new_id};
use crate::error::{Error, Result};
use crate::ledger::{self, Act};
use crate::library::{Section, Specification};
use crate::quizzes::quizzes_passed;
use crate::versions;

/// Enrols the actor, once: who is enrolled already stays on the version they enrolled on.
pub async fn enrol(
    db: &Db,
    actor: &Actor,
    specification: &Specification,
    now: Millis,
) -> Result<()> {
    actor.require(Role::Learner)?;
    let tx = db.begin_recording().await?;
    versions::pin(&tx, &specification.version, now).await?;
    let id = new_id();
    let enrolled = tx.run(
        "INSERT INTO enrolments (id, person_id, qualification, specification_hash, enrolled_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (person_id, qualification) DO NOTHING",
        args![&id, &actor.id, &specification.slug, &specification.version.hash, now],
    )
    .await?;
    if enrolled > 0 {
        ledger::record(&tx, Act::Enrolled, &id).await?;
    }
    tx.commit().await
}

/// Everything somebody is enrolled on, the first first.
pub async fn enrolments(db: &impl Read, person_id: &str) -> Result<Vec<Enrolment>> {
    db.all(
        "SELECT * FROM current_enrolments WHERE person_id = $1 ORDER BY enrolled_at, id",
        args![person_id],
    )
    .await
}

pub async fn enrolment(db: &impl Read, id: &str) -> Result<Enrolment> {
    db.one("SELECT * FROM current_enrolments WHERE id = $1", args![id])
        .await
}

/// Records that the actor has read this version of the section, in a module with this outline; twice is once.
pub async fn read(
    db: &Db,
    actor: &Actor,
    outline: &Outline,
    section: &Section,
    now: Millis,
) -> Result<()> {
    let tx = db.begin().await?;
    versions::pin(&tx, &section.version, now).await?;
    let pinned = outline.pin(&tx, now).await?;
    tx.run(
        "INSERT INTO readings (person_id, module, section, content_hash, read_at, outline_hash) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT DO NOTHING",
        args![&actor.id, &outline.module, &section.slug, &section.version.hash, now, pinned],
    )
    .await?;
    tx.commit().await
}

/// Everything somebody has read, in the order of reading.
pub async fn readings(db: &impl Read, person_id: &str) -> Result<Vec<Reading>> {
    db.all(
        "SELECT module, section, read_at FROM readings WHERE person_id = $1 ORDER BY read_at",
        args![person_id],
    )
    .await
}

/// Everything that somebody has read and done.
pub async fn progress(db: &impl Read, person_id: &str) -> Result<Progress> {
    let answered: Vec<(String, String, Millis)> = db
        .all(
            "SELECT quiz, question, MIN(answered_at) FROM practice_answers WHERE person_id = $1 GROUP BY quiz, question",
            args![person_id],
        )
        .await?;
    let done = Done {
        answered: answered
            .into_iter()
            .map(|(quiz, question, at)| ((quiz, question), at))
            .collect(),
        passed: quizzes_passed(db, person_id).await?.into_iter().collect(),
        seen: seen(db, person_id).await?,
        ..Done::default()
    };
    Ok(Progress::new(&readings(db, person_id).await?).and(done))
}

/// The outlines by which somebody learned, and when they last did.
async fn seen(db: &impl Read, person_id: &str) -> Result<Vec<(Outline, Millis)>> {
    let rows: Vec<(String, Millis)> = db
        .all(
            "SELECT outlines.outline, MAX(learned.at) FROM (
                 SELECT outline_hash, read_at AS at FROM readings WHERE person_id = $1
                 UNION ALL SELECT outline_hash, answered_at AS at FROM practice_answers WHERE person_id = $1
             ) AS learned JOIN outlines ON outlines.hash = learned.outline_hash GROUP BY outlines.hash, outlines.outline",
            args![person_id],
        )
        .await?;
    let outline = |(json, at): (String, Millis)| {
        Ok((serde_json::from_str(&json).map_err(Error::internal)?, at))
    };
    rows.into_iter().map(outline).collect()
}
