//! What whoever holds a pass may look at, and the log of it.

use super::{Pass, names, store};
use crate::args;
use crate::clock::Millis;
use crate::db::{Db, Read, new_id};
use crate::error::Result;
use crate::quality::plan::Reasons;

/// The longest part of an address that is kept of a look that was refused, characters.
const LONGEST_ASKED: usize = 200;

/// A record that a pass opens.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Record {
    pub plan_id: String,
    pub submission_id: String,
    learner_id: String,
    learner_name: String,
    pub assessor: String,
    pub unit: String,
    pub method: String,
    reasons: String,
    pub sampled_at: Option<Millis>,
    pub sampled_by: Option<String>,
}

impl Record {
    /// What the learner is called in front of the holder.
    pub fn learner(&self, pass: &Pass) -> String {
        match pass.shows_names {
            true => self.learner_name.clone(),
            false => self.reference(pass),
        }
    }

    pub fn learner_name(&self) -> &str {
        &self.learner_name
    }

    pub fn reference(&self, pass: &Pass) -> String {
        names::reference(&pass.id, &self.learner_id, &self.learner_name)
    }

    pub fn reasons(&self) -> Option<Reasons> {
        serde_json::from_str(&self.reasons).ok()
    }
}

/// The pass of a link that somebody brought. Looking uses nothing up.
pub async fn brought(db: &impl Read, link: &str) -> Result<Option<Pass>> {
    store::of_link(db, link).await
}

/// All that a pass opens.
pub async fn records(db: &impl Read, pass: &Pass) -> Result<Vec<Record>> {
    db.all(
        "SELECT r.plan_id, r.submission_id, r.learner_id, l.name AS learner_name, a.name AS assessor, r.unit, r.method, r.reasons,
                x.sampled_at, q.name AS sampled_by
         FROM pass_records o JOIN sampling_records r ON r.plan_id = o.plan_id AND r.submission_id = o.submission_id
         JOIN people l ON l.id = r.learner_id JOIN people a ON a.id = r.assessor_id
         LEFT JOIN samples x ON x.plan_id = r.plan_id AND x.submission_id = r.submission_id
         LEFT JOIN people q ON q.id = x.iqa_id
         WHERE o.pass_id = $1 AND r.reasons IS NOT NULL ORDER BY r.unit, a.name, r.method, r.submission_id",
        args![&pass.id],
    )
    .await
}

/// What was looked at with a pass, or refused.
#[derive(Debug, Clone)]
pub enum Look<'a> {
    /// What the pass opens, as a list.
    List,
    Record(&'a str),
    /// A file of a record: submission and hash.
    File(&'a str, &'a str),
    /// The part of the address after the link, or why nothing was shown.
    Refused(&'a str),
}

/// Logs a look.
pub async fn log(db: &Db, pass: &Pass, look: Look<'_>, now: Millis) -> Result<()> {
    let (submission, file, asked) = match look {
        Look::List => (None, None, None),
        Look::Record(submission) => (Some(submission), None, None),
        Look::File(submission, hash) => (Some(submission), Some(hash), None),
        Look::Refused(asked) => (None, None, Some(asked)),
    };
    let asked = asked.map(kept);
    let outcome = if asked.is_some() { "refused" } else { "viewed" };
    let tx = db.begin().await?;
    tx.run(
        "INSERT INTO pass_views (id, pass_id, submission_id, file_hash, asked, outcome, viewed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![new_id(), &pass.id, submission, file, asked, outcome, now],
    )
    .await?;
    tx.commit().await
}

/// What is kept of an address that somebody typed.
fn kept(asked: &str) -> String {
    let seen = asked.chars().filter(|c| !c.is_control());
    seen.take(LONGEST_ASKED).collect()
}

/// A look, as it was logged.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct View {
    pub submission_id: Option<String>,
    pub file_hash: Option<String>,
    pub asked: Option<String>,
    pub viewed_at: Millis,
}

/// The last looks with a pass, at most this many.
pub const PAGE: i64 = 500;

/// The last looks with a pass, the last first.
pub async fn views(db: &impl Read, pass: &Pass) -> Result<Vec<View>> {
    db.all(
        "SELECT submission_id, file_hash, asked, viewed_at FROM pass_views WHERE pass_id = $1 ORDER BY viewed_at DESC, id DESC LIMIT $2",
        args![&pass.id, PAGE],
    )
    .await
}
