//! A conversation as evidence: the lines that were said, and what the learner says about them now.

use super::Activity;
use crate::accounts::{Actor, Role};
use crate::args;
use crate::clock::Millis;
use crate::db::{Db, Read, Tx, new_id};
use crate::error::{Error, Result};
use crate::learning::Enrolment;
use crate::versions;
use serde::{Deserialize, Serialize};

/// What the body of such evidence holds, as JSON.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The play, and the way through it that was chosen.
    pub play: String,
    pub branch: i64,
    /// The lines that were said, as their places in their scenes, from 0.
    pub lines: Vec<usize>,
    /// Why one chose so, and what one would do now.
    pub commentary: String,
}

impl Told {
    /// From the body of evidence.
    pub fn read(body: &str) -> Self {
        serde_json::from_str(body).unwrap_or_default()
    }

    /// For the body of evidence; the same for the same content.
    pub fn to_body(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The same conversation with another commentary.
    pub fn saying(mut self, commentary: &str) -> String {
        commentary.clone_into(&mut self.commentary);
        self.to_body()
    }
}

/// Begins a piece of evidence from a conversation, and gives its id. If it was begun before, this conversation takes the place of the one in
/// it, unless that has been handed in and not come back; what the learner wrote stays.
pub async fn begin_told(
    db: &Db,
    actor: &Actor,
    enrolment: &Enrolment,
    unit: &str,
    activity: &Activity,
    told: &Told,
    now: Millis,
) -> Result<String> {
    let again = |body: &str| told.clone().saying(&Told::read(body).commentary);
    begin_with(db, actor, (enrolment, unit), activity, again, now).await
}

/// Begins a piece of evidence with a body that is made of what was in it before (nothing, at first), and gives its id. What has been handed in
/// and not come back keeps the body that it has.
pub(super) async fn begin_with(
    db: &Db,
    actor: &Actor,
    (enrolment, unit): (&Enrolment, &str),
    activity: &Activity,
    body: impl Fn(&str) -> String,
    now: Millis,
) -> Result<String> {
    actor.require(Role::Learner)?;
    if enrolment.person_id != actor.id {
        return Err(Error::NotFound);
    }
    let tx = db.begin().await?;
    versions::pin(&tx, activity.version(), now).await?;
    tx.run(
        "INSERT INTO evidence (id, person_id, enrolment_id, unit, kind, activity, activity_hash, body, revision, created_at, saved_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $9)
         ON CONFLICT (enrolment_id, activity) DO NOTHING",
        args![
            new_id(),
            &actor.id,
            &enrolment.id,
            unit,
            activity.method().key(),
            activity.id(),
            &activity.version().hash,
            body(""),
            now
        ],
    )
    .await?;
    let id = replace(&tx, &enrolment.id, activity, body, now).await?;
    tx.commit().await?;
    Ok(id)
}

/// Puts the body into the evidence in the place of another, and gives the evidence's id.
async fn replace(
    tx: &Tx,
    enrolment: &str,
    activity: &Activity,
    again: impl Fn(&str) -> String,
    now: Millis,
) -> Result<String> {
    let (id, body): (String, String) = tx
        .one(
            "SELECT id, body FROM evidence WHERE enrolment_id = $1 AND activity = $2",
            args![enrolment, activity.id()],
        )
        .await?;
    let changed = again(&body);
    if changed != body {
        tx.run(
            "UPDATE evidence SET body = $2, activity_hash = $3, revision = revision + 1, saved_at = $4
             WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM closed_evidence c WHERE c.evidence_id = $1)",
            args![&id, changed, &activity.version().hash, now],
        )
        .await?;
    }
    Ok(id)
}
