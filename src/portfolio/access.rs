//! The log of who looked at whose work, and who was refused.

use crate::accounts::Actor;
use crate::args;
use crate::clock::Millis;
use crate::db::{Db, new_id};
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
