//! The log of who looked at whose work, and who was refused.

use crate::accounts::{Actor, Role, is_colleague};
use crate::args;
use crate::clock::Millis;
use crate::db::{Db, Read, new_id};
use crate::error::Result;

/// What somebody looked at, or was refused.
pub struct Access<'a> {
    pub subject: &'static str,
    pub id: &'a str,
    pub owner: &'a str,
    pub outcome: &'static str,
}

/// Records a look at somebody else's work; looking at one's own is not logged.
pub async fn log_access(db: &Db, actor: &Actor, access: Access<'_>, now: Millis) -> Result<()> {
    if actor.id == access.owner {
        return Ok(());
    }
    let tx = db.begin().await?;
    tx.run(
        "INSERT INTO access_log (id, actor_id, subject, subject_id, owner_id, outcome, logged_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![new_id(), &actor.id, access.subject, access.id, access.owner, access.outcome, now],
    )
    .await?;
    tx.commit().await
}

/// Whether somebody may read this submission of this owner: its learner; and of those who belong to the learner's organisation, assessors, and
/// internal quality assurers once it is appealed or a plan of theirs has drawn it.
pub async fn may_read(db: &impl Read, actor: &Actor, id: &str, owner: &str) -> Result<bool> {
    if actor.id == owner {
        return Ok(true);
    }
    if !is_colleague(db, actor, owner).await? {
        return Ok(false);
    }
    let for_quality = "SELECT (SELECT COUNT(*) FROM appeals WHERE submission_id = $1)
              + (SELECT COUNT(*) FROM present_records WHERE submission_id = $1 AND reasons IS NOT NULL)";
    Ok(actor.is(Role::Assessor)
        || (actor.is(Role::Iqa) && db.count(for_quality, args![id]).await? > 0))
}
