//! Comments that assessors keep to use again.

use crate::accounts::{Actor, Role};
use crate::args;
use crate::clock::Millis;
use crate::db::{Db, Read, new_id};
use crate::error::{Error, Result};

/// The longest comment that is kept, characters.
pub const LONGEST_KEPT: usize = 2_000;

/// A comment that is kept.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Kept {
    pub id: String,
    pub owner_id: String,
    pub owner: String,
    /// A criterion's code; empty: for every criterion.
    pub criterion: String,
    pub body: String,
    /// Whether every assessor here can use it.
    pub shared: bool,
}

impl Kept {
    /// Whether it is meant for a criterion.
    pub fn suits(&self, criterion: &str) -> bool {
        self.criterion.is_empty() || self.criterion == criterion
    }
}

/// What is to be kept.
#[derive(Debug, Clone)]
pub struct Keep<'a> {
    pub criterion: &'a str,
    pub body: &'a str,
    pub shared: bool,
}

/// What an assessor can use: their own comments, and those that other assessors of their organisation share.
pub async fn kept_comments(db: &impl Read, actor: &Actor) -> Result<Vec<Kept>> {
    actor.require(Role::Assessor)?;
    db.all(
        "SELECT k.id, k.owner_id, p.name AS owner, k.criterion, k.body, k.shared
         FROM kept_comments k JOIN people p ON p.id = k.owner_id
         WHERE k.owner_id = $1 OR (k.shared AND EXISTS (
             SELECT 1 FROM role_grants g JOIN belonging b ON b.person_id = g.person_id AND b.organisation = $2
             WHERE g.person_id = k.owner_id AND g.role = 'assessor' AND g.ended_at IS NULL))
         ORDER BY CASE WHEN k.owner_id = $1 THEN 0 ELSE 1 END, k.criterion, k.body, k.id",
        args![&actor.id, &actor.organisation],
    )
    .await
}

/// This comment, whoever keeps it.
pub async fn kept_comment(db: &impl Read, id: &str) -> Result<Kept> {
    db.one(
        "SELECT k.id, k.owner_id, p.name AS owner, k.criterion, k.body, k.shared
         FROM kept_comments k JOIN people p ON p.id = k.owner_id WHERE k.id = $1",
        args![id],
    )
    .await
}

/// Keeps a comment under an id that was made with the page; sent twice, it is kept once.
pub async fn keep_new_comment(
    db: &Db,
    actor: &Actor,
    id: &str,
    keep: &Keep<'_>,
    now: Millis,
) -> Result<()> {
    let kept: Option<(String,)> = db
        .first(
            "SELECT owner_id FROM kept_comments WHERE id = $1",
            args![id],
        )
        .await?;
    if kept.is_some_and(|(owner,)| owner != actor.id) {
        return Err(Error::NotFound);
    }
    write(db, actor, id, keep, now).await
}

/// Keeps a comment; `id`: in the place of one's own that was kept before.
pub async fn keep_comment(
    db: &Db,
    actor: &Actor,
    id: Option<&str>,
    keep: &Keep<'_>,
    now: Millis,
) -> Result<()> {
    if let Some(id) = id {
        refuse_others(db, actor, id).await?;
    }
    let id = id.map_or_else(new_id, str::to_owned);
    write(db, actor, &id, keep, now).await
}

async fn write(db: &Db, actor: &Actor, id: &str, keep: &Keep<'_>, now: Millis) -> Result<()> {
    actor.require(Role::Assessor)?;
    if keep.body.is_empty() || keep.body.chars().count() > LONGEST_KEPT {
        return Err(Error::invalid(format!(
            "A comment that is kept has 1 to {LONGEST_KEPT} characters."
        )));
    }
    let tx = db.begin().await?;
    tx.run(
        "INSERT INTO kept_comments (id, owner_id, criterion, body, shared, saved_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (id) DO UPDATE SET criterion = excluded.criterion, body = excluded.body, shared = excluded.shared,
                                        saved_at = excluded.saved_at
         WHERE kept_comments.owner_id = excluded.owner_id",
        args![id, &actor.id, keep.criterion, keep.body, keep.shared, now],
    )
    .await?;
    tx.commit().await
}

/// Removes a comment of one's own. What was written with it stays.
pub async fn drop_comment(db: &Db, actor: &Actor, id: &str) -> Result<()> {
    actor.require(Role::Assessor)?;
    let tx = db.begin().await?;
    refuse_others(&tx, actor, id).await?;
    tx.run("DELETE FROM kept_comments WHERE id = $1", args![id])
        .await?;
    tx.commit().await
}

/// A comment is changed by whoever keeps it, shared or not.
async fn refuse_others(db: &impl Read, actor: &Actor, id: &str) -> Result<()> {
    let (owner,): (String,) = db
        .one(
            "SELECT owner_id FROM kept_comments WHERE id = $1",
            args![id],
        )
        .await?;
    match owner == actor.id {
        true => Ok(()),
        false => Err(Error::NotFound),
    }
}
