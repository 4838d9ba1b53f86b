//! Who assesses in training, and who may look after that.

use crate::accounts::{Actor, Role, refuse_outsider};
use crate::args;
use crate::clock::Millis;
use crate::db::{Db, Read, new_id};
use crate::error::{Error, Result};
use crate::ledger::{self, Act};

/// An assessor, as those see them who look after assessors.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Colleague {
    pub id: String,
    pub name: String,
    /// Since when they have been in training; `None`: they are qualified.
    pub in_training_since: Option<Millis>,
}

/// Administrators and internal quality assurers look after assessors.
pub fn may_arrange(actor: &Actor) -> Result<()> {
    match actor.is(Role::Administrator) || actor.is(Role::Iqa) {
        true => Ok(()),
        false => Err(Error::Forbidden),
    }
}

/// Everybody of one's own organisation with the role of an assessor, by name.
pub async fn colleagues(db: &impl Read, actor: &Actor) -> Result<Vec<Colleague>> {
    may_arrange(actor)?;
    db.all(
        "SELECT p.id, p.name, t.begun_at AS in_training_since
         FROM people p JOIN role_grants g ON g.person_id = p.id AND g.role = 'assessor' AND g.ended_at IS NULL
         JOIN belonging b ON b.person_id = p.id AND b.organisation = $1
         LEFT JOIN trainings t ON t.person_id = p.id AND t.ended_at IS NULL
         ORDER BY LOWER(p.name), p.id",
        args![&actor.organisation],
    )
    .await
}

/// Whether this person is in training.
pub async fn is_in_training(db: &impl Read, person_id: &str) -> Result<bool> {
    let current = db
        .count(
            "SELECT COUNT(*) FROM trainings WHERE person_id = $1 AND ended_at IS NULL",
            args![person_id],
        )
        .await?;
    Ok(current > 0)
}

/// Refuses somebody in training what no countersignature follows; `what` continues *A qualified colleague*.
pub async fn refuse_training(db: &impl Read, actor: &Actor, what: &str) -> Result<()> {
    match is_in_training(db, &actor.id).await? {
        false => Ok(()),
        true => Err(Error::conflict(format!(
            "You are in training. A qualified colleague {what}."
        ))),
    }
}

/// Says that an assessor is in training from now on. Nobody says it of themselves.
pub async fn begin_training(db: &Db, actor: &Actor, person_id: &str, now: Millis) -> Result<()> {
    may_arrange(actor)?;
    let tx = db.begin_recording().await?;
    let found = colleagues(&tx, actor).await?;
    let Some(colleague) = found.iter().find(|colleague| colleague.id == person_id) else {
        return Err(Error::NotFound);
    };
    if person_id == actor.id {
        return Err(Error::conflict(
            "Somebody else says whether you are in training.",
        ));
    }
    if colleague.in_training_since.is_some() {
        return Ok(());
    }
    let id = new_id();
    tx.run(
        "INSERT INTO trainings (id, person_id, begun_by, begun_at) VALUES ($1, $2, $3, $4)",
        args![&id, person_id, &actor.id, now],
    )
    .await?;
    ledger::record(&tx, Act::TrainingBegun, &id).await?;
    tx.commit().await
}

/// Ends somebody's training: they are qualified from now on. Nobody ends their own.
pub async fn end_training(db: &Db, actor: &Actor, person_id: &str, now: Millis) -> Result<()> {
    may_arrange(actor)?;
    if person_id == actor.id {
        return Err(Error::conflict(
            "Somebody else says when your training has ended.",
        ));
    }
    let tx = db.begin_recording().await?;
    refuse_outsider(&tx, actor, person_id).await?;
    let ended: Option<(String,)> = tx
        .first(
            "UPDATE trainings SET ended_by = $2, ended_at = $3 WHERE person_id = $1 AND ended_at IS NULL RETURNING id",
            args![person_id, &actor.id, now],
        )
        .await?;
    let (id,) = ended.ok_or(Error::NotFound)?;
    ledger::record(&tx, Act::TrainingEnded, &id).await?;
    tx.commit().await
}
