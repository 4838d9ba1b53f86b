//! Extra time that was agreed for somebody.

use crate::accounts::{Actor, Role, may_assess};
use crate::args;
use crate::clock::{self, Millis};
use crate::db::{Db, Read, Tx, new_id};
use crate::error::Result;
use crate::ledger::{self, Act};

/// Extra time in timed quizzes, as it was agreed.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Adjustment {
    /// Per cent of the time allowed.
    pub extra_time: i64,
    pub reason: String,
    pub agreed_by: String,
    pub agreed_by_name: String,
    pub agreed_at: Millis,
}

impl Adjustment {
    /// `25% is agreed since 1 June 2026, by Ada Marsh`.
    pub fn words(&self) -> String {
        format!(
            "{}% is agreed since {}, by {}",
            self.extra_time,
            clock::date(self.agreed_at),
            self.agreed_by_name
        )
    }

    /// Whether somebody who is not the learner may read the reason.
    pub fn is_for(&self, actor: &Actor) -> bool {
        self.agreed_by == actor.id || actor.is(Role::Administrator)
    }
}

/// What is agreed for somebody now.
pub async fn adjustment_of(db: &impl Read, person_id: &str) -> Result<Option<Adjustment>> {
    db.first(
        "SELECT a.extra_time, a.reason, a.agreed_by, p.name AS agreed_by_name, a.agreed_at
         FROM adjustments a JOIN people p ON p.id = a.agreed_by WHERE a.person_id = $1 AND a.ended_at IS NULL",
        args![person_id],
    )
    .await
}

/// Per cent of extra time.
pub(super) async fn extra_time(db: &impl Read, person_id: &str) -> Result<i64> {
    let agreed: Option<(i64,)> = db
        .first(
            "SELECT extra_time FROM adjustments WHERE person_id = $1 AND ended_at IS NULL",
            args![person_id],
        )
        .await?;
    Ok(agreed.map_or(0, |(percent,)| percent))
}

/// Agrees extra time with somebody, in the place of what was agreed before. Nobody agrees it for themselves.
pub async fn agree_extra_time(
    db: &Db,
    actor: &Actor,
    person_id: &str,
    extra_time: i64,
    reason: &str,
    now: Millis,
) -> Result<()> {
    let tx = db.begin_recording().await?;
    may_assess(&tx, actor, person_id).await?;
    end(&tx, actor, person_id, now).await?;
    let id = new_id();
    tx.run(
        "INSERT INTO adjustments (id, person_id, extra_time, reason, agreed_by, agreed_at) VALUES ($1, $2, $3, $4, $5, $6)",
        args![&id, person_id, extra_time, reason, &actor.id, now],
    )
    .await?;
    ledger::record(&tx, Act::ExtraTimeAgreed, &id).await?;
    tx.commit().await
}

/// Ends what was agreed; attempts that have begun keep their time.
pub async fn end_extra_time(db: &Db, actor: &Actor, person_id: &str, now: Millis) -> Result<()> {
    let tx = db.begin_recording().await?;
    may_assess(&tx, actor, person_id).await?;
    end(&tx, actor, person_id, now).await?;
    tx.commit().await
}

async fn end(tx: &Tx, actor: &Actor, person_id: &str, now: Millis) -> Result<()> {
    let ended: Option<(String,)> = tx
        .first(
            "UPDATE adjustments SET ended_by = $2, ended_at = $3 WHERE person_id = $1 AND ended_at IS NULL RETURNING id",
            args![person_id, &actor.id, now],
        )
        .await?;
    match ended {
        Some((id,)) => ledger::record(tx, Act::ExtraTimeEnded, &id).await,
        None => Ok(()),
    }
}
