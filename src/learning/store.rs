//! Enrolments and readings in the database.

use super::{Enrolment, Reading};
use crate::accounts::{Actor, Role};
use crate::args;
use crate::clock::Millis;
use crate::db::{Db, Read, new_id};
use crate::error::Result;
use crate::library::{Section, Specification};
use crate::versions;

/// Enrols the actor, once: who is enrolled already stays on the version they enrolled on.
pub async fn enrol(
    db: &Db,
    actor: &Actor,
    specification: &Specification,
    now: Millis,
) -> Result<()> {
    actor.require(Role::Learner)?;
    let tx = db.begin().await?;
    versions::pin(&tx, &specification.version, now).await?;
    tx.run(
        "INSERT INTO enrolments (id, person_id, qualification, specification_hash, enrolled_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (person_id, qualification) DO NOTHING",
        args![new_id(), &actor.id, &specification.slug, &specification.version.hash, now],
    )
    .await?;
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

/// Records that the actor has read this version of the section; twice is once.
pub async fn read(
    db: &Db,
    actor: &Actor,
    module: &str,
    section: &Section,
    now: Millis,
) -> Result<()> {
    let tx = db.begin().await?;
    versions::pin(&tx, &section.version, now).await?;
    tx.run(
        "INSERT INTO readings (person_id, module, section, content_hash, read_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT DO NOTHING",
        args![&actor.id, module, &section.slug, &section.version.hash, now],
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
