//! Notes in the database. Everything asks for the actor's own; somebody else's is not found, and the look is logged.

use super::Note;
use super::passage::Passage;
use crate::accounts::{Actor, Role};
use crate::args;
use crate::clock::Millis;
use crate::db::{Db, Read};
use crate::error::{Error, Result};
use crate::library::Section;
use crate::portfolio::{Access, log_access};
use crate::versions;

/// A note to be kept. Its id comes with the form, so that the same form sent twice makes one note.
#[derive(Debug, Clone, Default)]
pub struct New {
    pub id: String,
    pub anchor: String,
    pub passage: Passage,
    pub body: String,
}

const CHANGED: &str = "This note has been changed in another window since you opened it.";

/// Keeps a note beside a section, in the version that it has now.
pub async fn keep(
    db: &Db,
    actor: &Actor,
    module: &str,
    section: &Section,
    new: &New,
    now: Millis,
) -> Result<()> {
    actor.require(Role::Learner)?;
    let tx = db.begin().await?;
    versions::pin(&tx, &section.version, now).await?;
    let Passage {
        quote,
        prefix,
        suffix,
    } = &new.passage;
    tx.run(
        "INSERT INTO notes (id, person_id, module, section, content_hash, anchor, quote, prefix, suffix, body, revision, created_at, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, $11, $11) ON CONFLICT (id) DO NOTHING",
        args![&new.id, &actor.id, module, &section.slug, &section.version.hash, &new.anchor, quote, prefix, suffix, &new.body, now],
    )
    .await?;
    let own = tx
        .count(
            "SELECT COUNT(*) FROM notes WHERE id = $1 AND person_id = $2",
            args![&new.id, &actor.id],
        )
        .await?;
    if own == 0 {
        return Err(Error::NotFound);
    }
    tx.commit().await
}

/// One's own note.
pub async fn note(db: &Db, actor: &Actor, id: &str, now: Millis) -> Result<Note> {
    let note: Note = db
        .one("SELECT * FROM notes WHERE id = $1", args![id])
        .await?;
    if note.person_id == actor.id {
        return Ok(note);
    }
    let access = Access {
        subject: "note",
        id,
        owner: &note.person_id,
        outcome: "refused",
    };
    log_access(db, actor, access, now).await?;
    Err(Error::NotFound)
}

/// One's own notes beside a section, in the order in which they were made.
pub async fn beside(
    db: &impl Read,
    actor: &Actor,
    module: &str,
    section: &str,
) -> Result<Vec<Note>> {
    db.all(
        "SELECT * FROM notes WHERE person_id = $1 AND module = $2 AND section = $3 ORDER BY created_at, id",
        args![&actor.id, module, section],
    )
    .await
}

/// All one's own notes, in the order in which they were made.
pub async fn all(db: &impl Read, actor: &Actor) -> Result<Vec<Note>> {
    db.all(
        "SELECT * FROM notes WHERE person_id = $1 ORDER BY created_at, id",
        args![&actor.id],
    )
    .await
}

/// Changes what is written in a note, unless it has been changed since `revision`.
pub async fn change(
    db: &Db,
    actor: &Actor,
    id: &str,
    body: &str,
    revision: i64,
    now: Millis,
) -> Result<()> {
    actor.require(Role::Learner)?;
    let tx = db.begin().await?;
    let changed = tx
        .run(
            "UPDATE notes SET body = $4, revision = revision + 1, changed_at = $5 WHERE id = $1 AND person_id = $2 AND revision = $3",
            args![id, &actor.id, revision, body, now],
        )
        .await?;
    if changed == 0 {
        return Err(Error::conflict(CHANGED));
    }
    tx.commit().await
}

/// Takes a note away for good, unless it has been changed since `revision`.
pub async fn remove(db: &Db, actor: &Actor, id: &str, revision: i64) -> Result<()> {
    actor.require(Role::Learner)?;
    let tx = db.begin().await?;
    let sql = "DELETE FROM notes WHERE id = $1 AND person_id = $2 AND revision = $3";
    if tx.run(sql, args![id, &actor.id, revision]).await? == 0 {
        return Err(Error::conflict(CHANGED));
    }
    tx.commit().await
}
