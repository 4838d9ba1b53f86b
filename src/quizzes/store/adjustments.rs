//! Extra time that was agreed for somebody.

use crate::accounts::{Actor, Administrator, Role, mail, may_assess};
use crate::args;
use crate::clock::{self, Millis};
use crate::db::{Db, Read, Tx, is_id, new_id};
use crate::error::{Error, Result};
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

#[derive(sqlx::FromRow)]
struct Named {
    learner: String,
    #[sqlx(flatten)]
    agreed: Adjustment,
}

/// What is agreed with anybody now, by their names.
pub async fn everybodys_extra_time(
    _: &Administrator,
    db: &impl Read,
) -> Result<Vec<(String, Adjustment)>> {
    let all: Vec<Named> = db
        .all(
            "SELECT l.name AS learner, a.extra_time, a.reason, a.agreed_by, p.name AS agreed_by_name, a.agreed_at
             FROM adjustments a JOIN people p ON p.id = a.agreed_by JOIN people l ON l.id = a.person_id
             WHERE a.ended_at IS NULL ORDER BY LOWER(l.name), a.id",
            args![],
        )
        .await?;
    let named = all.into_iter().map(|one| (one.learner, one.agreed));
    Ok(named.collect())
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
    let of = (new_id(), person_id);
    agree_extra_time_once(db, actor, (&of.0, of.1), extra_time, reason, now).await
}

/// The same under an id that was made with the page: sent twice, it is agreed once.
pub async fn agree_extra_time_once(
    db: &Db,
    actor: &Actor,
    (id, person_id): (&str, &str),
    extra_time: i64,
    reason: &str,
    now: Millis,
) -> Result<()> {
    let tx = db.begin_recording().await?;
    may_assess(&tx, actor, person_id).await?;
    let found: Option<(String, String)> = tx
        .first(
            "SELECT person_id, agreed_by FROM adjustments WHERE id = $1",
            args![id],
        )
        .await?;
    match found {
        None if is_id(id) => {}
        Some((person, by)) if person == person_id && by == actor.id => return Ok(()),
        _ => return Err(Error::NotFound),
    }
    end(&tx, actor, person_id, now).await?;
    tx.run(
        "INSERT INTO adjustments (id, person_id, extra_time, reason, agreed_by, agreed_at) VALUES ($1, $2, $3, $4, $5, $6)",
        args![id, person_id, extra_time, reason, &actor.id, now],
    )
    .await?;
    ledger::record(&tx, Act::ExtraTimeAgreed, id).await?;
    let body = format!(
        "{} has noted that you have {extra_time}% more time in timed quizzes. It applies to every one that you begin from now on; you read the reason in your portfolio.\n\nSign in to Secure Base and open your portfolio.",
        actor.name
    );
    mail::tell(&tx, person_id, "Extra time is agreed with you", &body, now).await?;
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
