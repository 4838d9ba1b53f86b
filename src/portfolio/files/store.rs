//! Files in the database: what evidence and submissions hold, and who may see it.

use super::kind::FileKind;
use super::names;
use super::shelf::Arrived;
use crate::accounts::{Actor, Role};
use crate::args;
use crate::clock::Millis;
use crate::db::{Db, Read, Tx};
use crate::error::{Error, Result};
use crate::portfolio::handing_in::refuse_closed;
use crate::portfolio::store::own_evidence;
use crate::portfolio::{Access, log_access, may_read};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The most files of one piece of evidence.
pub const MOST: i64 = 12;

/// The most bytes of all the files of one learner, those handed in among them; what was purged takes no room.
pub const MOST_IN_ALL: i64 = 500 * 1024 * 1024;

/// A file as evidence or a submission holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, sqlx::FromRow)]
pub struct Attached {
    pub hash: String,
    pub name: String,
    pub description: String,
    pub media_type: String,
    pub size: i64,
    pub added_at: Millis,
    /// When and why it was removed for good.
    pub purged_at: Option<Millis>,
    pub purged_because: Option<String>,
}

impl Attached {
    /// Its kind and its size in words.
    pub fn words(&self) -> String {
        let kind = FileKind::from_media_type(&self.media_type).map_or("File", FileKind::words);
        format!("{kind}, {}", names::size(self.size))
    }
}

/// The files of evidence while it is being written, in the order in which they were added.
pub async fn of_evidence(db: &impl Read, evidence_id: &str) -> Result<Vec<Attached>> {
    db.all(
        "SELECT f.hash, a.name, a.description, f.media_type, f.size, a.added_at,
                CAST(NULL AS BIGINT) AS purged_at, CAST(NULL AS TEXT) AS purged_because
         FROM evidence_files a JOIN files f ON f.hash = a.file_hash WHERE a.evidence_id = $1 ORDER BY a.added_at, f.hash",
        args![evidence_id],
    )
    .await
}

/// The files that were handed in with a submission.
pub async fn of_submission(db: &impl Read, submission_id: &str) -> Result<Vec<Attached>> {
    db.all(
        "SELECT f.hash, a.name, a.description, f.media_type, f.size, a.added_at, p.purged_at, p.reason AS purged_because
         FROM submission_files a JOIN files f ON f.hash = a.file_hash
         LEFT JOIN purges p ON p.submission_id = a.submission_id AND p.file_hash = a.file_hash WHERE a.submission_id = $1 ORDER BY a.added_at, f.hash",
        args![submission_id],
    )
    .await
}

/// Records a file with one's own evidence. Refused in words when it is there already, when there are too many, and while an assessor has it.
pub async fn add(
    db: &Db,
    actor: &Actor,
    evidence_id: &str,
    arrived: &Arrived,
    (name, description): (&str, &str),
    now: Millis,
) -> Result<()> {
    actor.require(Role::Learner)?;
    let tx = db.begin().await?;
    if !own_evidence(&tx, &actor.id, evidence_id)
        .await?
        .takes_files()
    {
        return Err(Error::conflict(
            "Nothing can be added here: what stays in the workplace is inspected there, and what others wrote stays as they gave it.",
        ));
    }
    refuse_closed(&tx, &actor.id, evidence_id).await?;
    refuse_too_many(&tx, actor, evidence_id, arrived).await?;
    tx.run(
        "INSERT INTO files (hash, media_type, size, stored_at) VALUES ($1, $2, $3, $4) ON CONFLICT (hash) DO NOTHING",
        args![&arrived.hash, arrived.kind.media_type(), arrived.size, now],
    )
    .await?;
    tx.run(
        "INSERT INTO evidence_files (evidence_id, person_id, file_hash, name, description, added_at) VALUES ($1, $2, $3, $4, $5, $6)",
        args![evidence_id, &actor.id, &arrived.hash, name, description, now],
    )
    .await?;
    tx.commit().await
}

async fn refuse_too_many(
    tx: &Tx,
    actor: &Actor,
    evidence_id: &str,
    arrived: &Arrived,
) -> Result<()> {
    let held = of_evidence(tx, evidence_id).await?;
    if let Some(same) = held.iter().find(|file| file.hash == arrived.hash) {
        let name = &same.name;
        return Err(Error::conflict(format!(
            "This file is here already, as “{name}”."
        )));
    }
    if held.len() as i64 >= MOST {
        return Err(Error::conflict(format!(
            "{MOST} files are the most that one piece of evidence can hold. Take one away first."
        )));
    }
    let in_all = tx
        .count(
            "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM files WHERE hash IN (
                SELECT file_hash FROM evidence_files WHERE person_id = $1
                UNION SELECT a.file_hash FROM submission_files a WHERE a.person_id = $1 AND NOT EXISTS (
                    SELECT 1 FROM purges p WHERE p.submission_id = a.submission_id AND p.file_hash = a.file_hash))",
            args![&actor.id],
        )
        .await?;
    match in_all + arrived.size > MOST_IN_ALL {
        true => Err(Error::conflict(format!(
            "With this file yours would be more than {} in all, which is the most we can keep for one person.",
            names::size(MOST_IN_ALL)
        ))),
        false => Ok(()),
    }
}

/// Takes a file away from one's own evidence; a submission keeps its own. Gives back whether nothing refers to its bytes any more.
pub async fn remove(db: &Db, actor: &Actor, evidence_id: &str, hash: &str) -> Result<bool> {
    actor.require(Role::Learner)?;
    let tx = db.begin().await?;
    own_evidence(&tx, &actor.id, evidence_id).await?;
    refuse_closed(&tx, &actor.id, evidence_id).await?;
    let sql = "DELETE FROM evidence_files WHERE evidence_id = $1 AND file_hash = $2";
    tx.run(sql, args![evidence_id, hash]).await?;
    tx
        .run(
            "DELETE FROM files WHERE hash = $1 AND NOT EXISTS (SELECT 1 FROM evidence_files WHERE file_hash = $1)
             AND NOT EXISTS (SELECT 1 FROM submission_files WHERE file_hash = $1)",
            args![hash],
        )
        .await?;
    let gone = !is_held(&tx, hash).await?;
    tx.commit().await?;
    Ok(gone)
}

/// Whether the bytes with this hash are still somebody's: evidence has them, or a submission from which they were not purged.
pub async fn is_held(db: &impl Read, hash: &str) -> Result<bool> {
    let held = db
        .count(
            "SELECT (SELECT COUNT(*) FROM evidence_files WHERE file_hash = $1)
                + (SELECT COUNT(*) FROM submission_files a WHERE a.file_hash = $1 AND NOT EXISTS (
                    SELECT 1 FROM purges p WHERE p.submission_id = a.submission_id AND p.file_hash = a.file_hash))",
            args![hash],
        )
        .await?;
    Ok(held > 0)
}

/// The hashes of all bytes that are somebody's.
pub async fn all_held(db: &impl Read) -> Result<BTreeSet<String>> {
    let held: Vec<(String,)> = db
        .all(
            "SELECT file_hash FROM evidence_files
             UNION SELECT a.file_hash FROM submission_files a WHERE NOT EXISTS (
                 SELECT 1 FROM purges p WHERE p.submission_id = a.submission_id AND p.file_hash = a.file_hash)",
            args![],
        )
        .await?;
    Ok(held.into_iter().map(|(hash,)| hash).collect())
}

/// Freezes the files of evidence with its submission.
pub async fn freeze(tx: &Tx, evidence_id: &str, submission_id: &str) -> Result<()> {
    tx.run(
        "INSERT INTO submission_files (submission_id, person_id, file_hash, name, description, added_at)
         SELECT $1, person_id, file_hash, name, description, added_at FROM evidence_files WHERE evidence_id = $2",
        args![submission_id, evidence_id],
    )
    .await?;
    Ok(())
}

/// A file, for those who may see what holds it: a submission for its learner and assessors and, once it is appealed or drawn into a plan,
/// internal quality assurers; evidence for its learner. Everybody else gets nothing; that, and every look of somebody else, is logged.
pub async fn look(db: &Db, actor: &Actor, of: &str, hash: &str, now: Millis) -> Result<Attached> {
    let sql = "SELECT person_id FROM submissions WHERE id = $1";
    let submitted: Option<(String,)> = db.first(sql, args![of]).await?;
    let (owner, files, may) = match submitted {
        Some((owner,)) => {
            let may = may_read(db, actor, of, &owner).await?;
            (owner, of_submission(db, of).await?, may)
        }
        None => {
            let sql = "SELECT person_id FROM evidence WHERE id = $1";
            let (owner,): (String,) = db.one(sql, args![of]).await?;
            let may = actor.id == owner;
            (owner, of_evidence(db, of).await?, may)
        }
    };
    let found = files.into_iter().find(|file| file.hash == hash);
    let file = found.ok_or(Error::NotFound)?;
    let access = Access {
        subject: "file",
        id: &format!("{of}/{hash}"),
        owner: &owner,
        outcome: if may { "viewed" } else { "refused" },
    };
    log_access(db, actor, access, now).await?;
    match may {
        true => Ok(file),
        false => Err(Error::NotFound),
    }
}
