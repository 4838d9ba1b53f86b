//! Samples that were taken, to be read: what was found, and what has become of what was asked.

use super::Progress;
use crate::accounts::Actor;
use crate::args;
use crate::clock::Millis;
use crate::db::Read;
use crate::error::Result;

/// What was found in a sample, as it was recorded, and what has become of what was asked.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Seen {
    pub criterion: String,
    action: Option<String>,
    act_by: Option<String>,
    asked_of: Option<String>,
    state: Option<String>,
}

/// What was asked, by which day and of whom, and how far it is.
pub struct Required<'a> {
    pub what: &'a str,
    pub by: &'a str,
    pub of: &'a str,
    pub progress: Progress,
}

impl Seen {
    /// What is required; `None`: agreed.
    pub fn asked(&self) -> Option<Required<'_>> {
        Some(Required {
            what: self.action.as_deref()?,
            by: self.act_by.as_deref()?,
            of: self.asked_of.as_deref()?,
            progress: Progress::from_key(self.state.as_deref()?),
        })
    }
}

/// The comment of a sample and its findings; `None` until it has been taken.
pub async fn taken(
    db: &impl Read,
    plan_id: &str,
    submission_id: &str,
) -> Result<Option<(String, Vec<Seen>)>> {
    let sample: Option<(String, String)> = db
        .first(
            "SELECT id, comment FROM samples WHERE plan_id = $1 AND submission_id = $2",
            args![plan_id, submission_id],
        )
        .await?;
    match sample {
        Some((id, comment)) => Ok(Some((comment, seen(db, &id).await?))),
        None => Ok(None),
    }
}

async fn seen(db: &impl Read, sample_id: &str) -> Result<Vec<Seen>> {
    db.all(
        "SELECT f.criterion, f.action, COALESCE(a.act_by, f.act_by) AS act_by, p.name AS asked_of, a.state
         FROM findings f LEFT JOIN people p ON p.id = f.asked_of LEFT JOIN actions a ON a.id = f.id
         WHERE f.sample_id = $1 ORDER BY f.criterion",
        args![sample_id],
    )
    .await
}

/// A sample as whoever decided reads it.
pub struct Taken {
    pub by: String,
    pub at: Millis,
    pub comment: String,
    pub seen: Vec<Seen>,
}

/// Every sample of a submission, the first first, for somebody who decided it, corrected it, countersigned, or answered an appeal about it; nothing for anybody
/// else.
pub async fn samples_for(db: &impl Read, actor: &Actor, submission_id: &str) -> Result<Vec<Taken>> {
    let samples: Vec<(String, String, Millis, String)> = db
        .all(
            "SELECT x.id, p.name, x.sampled_at, x.comment FROM samples x JOIN people p ON p.id = x.iqa_id
             WHERE x.submission_id = $1 AND EXISTS (
                 SELECT 1 FROM submission_parts t WHERE t.submission_id = x.submission_id AND t.person_id = $2
                   AND t.part IN ('assessor', 'countersigner', 'appeal'))
             ORDER BY x.sampled_at, x.id",
            args![submission_id, &actor.id],
        )
        .await?;
    let mut all = Vec::new();
    for (id, by, at, comment) in samples {
        let seen = seen(db, &id).await?;
        all.push(Taken {
            by,
            at,
            comment,
            seen,
        });
    }
    Ok(all)
}
