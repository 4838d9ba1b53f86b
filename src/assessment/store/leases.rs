//! Who is marking what: a submission is one assessor's while they work on it.

use super::may_mark;
use crate::accounts::Actor;
use crate::args;
use crate::clock::{self, MINUTE, Millis};
use crate::db::{Db, Read, Tx};
use crate::error::{Error, Result};
use crate::portfolio;

/// How long a submission stays with an assessor who saves nothing.
pub const LEASE: Millis = 30 * MINUTE;

/// Whose a submission is just now.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Lease {
    pub assessor_id: String,
    pub assessor_name: String,
    pub expires_at: Millis,
}

impl Lease {
    /// `Ada Marsh until 14:30`.
    pub fn words(&self) -> String {
        let until = clock::time_of_day(self.expires_at);
        format!("{} until {until}", self.assessor_name)
    }
}

/// Whose the submission is, if anybody's.
pub async fn lease(db: &impl Read, submission_id: &str, now: Millis) -> Result<Option<Lease>> {
    db.first(
        "SELECT l.assessor_id, p.name AS assessor_name, l.expires_at FROM marking_leases l JOIN people p ON p.id = l.assessor_id
         WHERE l.submission_id = $1 AND l.expires_at > $2",
        args![submission_id, now],
    )
    .await
}

/// Takes a submission for marking, or keeps it for longer. Refused while it is somebody else's.
pub async fn claim(db: &Db, actor: &Actor, submission_id: &str, now: Millis) -> Result<()> {
    let tx = db.begin().await?;
    let submission = portfolio::submission(&tx, submission_id).await?;
    may_mark(&tx, actor, &submission, now).await?;
    tx.commit().await
}

/// Lets a submission go, so that somebody else can mark it at once.
pub async fn release(db: &Db, actor: &Actor, submission_id: &str) -> Result<()> {
    let tx = db.begin().await?;
    end(&tx, &actor.id, submission_id).await?;
    tx.commit().await
}

/// Makes the submission this assessor's from now on, unless it is another's.
pub(super) async fn hold(tx: &Tx, actor: &Actor, submission_id: &str, now: Millis) -> Result<()> {
    let held = tx
        .run(
            "INSERT INTO marking_leases (submission_id, assessor_id, expires_at) VALUES ($1, $2, $3)
             ON CONFLICT (submission_id) DO UPDATE SET assessor_id = excluded.assessor_id, expires_at = excluded.expires_at
             WHERE marking_leases.assessor_id = excluded.assessor_id OR marking_leases.expires_at <= $4",
            args![submission_id, &actor.id, now + LEASE, now],
        )
        .await?;
    if held > 0 {
        return Ok(());
    }
    let other = lease(tx, submission_id, now).await?;
    let who = other.map_or("somebody else".to_owned(), |lease| lease.words());
    Err(Error::conflict(format!("This is being marked by {who}.")))
}

pub(super) async fn end(tx: &Tx, assessor_id: &str, submission_id: &str) -> Result<()> {
    tx.run(
        "DELETE FROM marking_leases WHERE submission_id = $1 AND assessor_id = $2",
        args![submission_id, assessor_id],
    )
    .await?;
    Ok(())
}
