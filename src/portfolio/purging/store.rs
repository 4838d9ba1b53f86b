//! Purges in the database.

use super::work::Work;
use crate::accounts::{Actor, Role, mail};
use crate::args;
use crate::assessment::parts;
use crate::clock::Millis;
use crate::db::{Db, Read, Tx};
use crate::error::{Error, Result};
use crate::portfolio::{self, Submission};
use serde::{Deserialize, Serialize};

/// What is to be purged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// One frozen copy, with its files, and the draft if it is the same.
    Submission,
    /// Every time this evidence was handed in, and its draft, with all their files.
    Evidence,
    /// A file, wherever this evidence holds it: its hash.
    File(String),
    /// What others wrote about one frozen copy, and nothing of the copy itself.
    Words,
}

/// What an administrator has decided.
#[derive(Debug, Clone)]
pub struct Order {
    pub what: What,
    /// Whether what others wrote about it goes too; not with a file.
    pub words_too: bool,
    pub reason: String,
}

/// A record of something that was purged.
#[derive(Debug, Clone, Serialize, Deserialize, sqlx::FromRow)]
pub struct Purge {
    /// `None`: the draft.
    pub submission_id: Option<String>,
    /// `None`: the text.
    pub file_hash: Option<String>,
    pub content_hash: String,
    /// Whether what others wrote went: with the text in records from before, by a record of its own in later ones.
    pub words_too: bool,
    /// Whether it is about what others wrote, and not about the text.
    #[serde(default)]
    pub of_words: bool,
    pub reason: String,
    pub purged_at: Millis,
}

/// Everything that was purged of a piece of evidence, the first first.
pub async fn purges_of(db: &impl Read, evidence_id: &str) -> Result<Vec<Purge>> {
    db.all(
        "SELECT submission_id, file_hash, content_hash, words_too, of_words, reason, purged_at FROM purges
         WHERE evidence_id = $1 ORDER BY purged_at, id",
        args![evidence_id],
    )
    .await
}

/// Whether somebody may purge what belongs to this evidence: an administrator who had no part in it ([`parts`]).
pub async fn may_purge(db: &impl Read, actor: &Actor, submission: &Submission) -> Result<bool> {
    let evidence = &submission.evidence_id;
    let may = actor.is(Role::Administrator);
    Ok(may && !parts::has_part_in_evidence(db, &actor.id, evidence).await?)
}

/// Purges, tells the learner, and gives the hashes of the files to which nothing refers any more.
pub async fn purge(
    db: &Db,
    actor: &Actor,
    submission_id: &str,
    order: &Order,
    now: Millis,
) -> Result<Vec<String>> {
    actor.require(Role::Administrator)?;
    let tx = db.begin_recording().await?;
    let submission = portfolio::submission(&tx, submission_id).await?;
    if !may_purge(&tx, actor, &submission).await? {
        return Err(Error::Forbidden);
    }
    let mut work = Work::new(&tx, actor, order, &submission, now);
    match &order.what {
        What::Submission => work.submission(&submission).await?,
        What::Evidence => {
            for other in portfolio::submissions_of(&tx, &submission.evidence_id).await? {
                work.submission(&other).await?;
            }
            work.draft().await?;
        }
        What::File(hash) => work.file(hash).await?,
        What::Words => work.words_about(submission_id).await?,
    }
    let gone = work.gone().await?;
    tell(&tx, &submission, order, now).await?;
    tx.commit().await?;
    Ok(gone)
}

/// Word to the learner.
async fn tell(tx: &Tx, submission: &Submission, order: &Order, now: Millis) -> Result<()> {
    let what = match order.what {
        What::Submission => "the text and the files of something that you handed in",
        What::Evidence => "all that you had written for something that you handed in",
        What::File(_) => "a file of something that you handed in",
        What::Words => "what others had written about something that you handed in",
    };
    let body = format!(
        "An administrator has removed {what} for unit {}, for good. The reason: {}\n\nWhat was decided stays. It is easily done, and nobody thinks less of you for it. Sign in to Secure Base and open your portfolio to see what was removed.",
        submission.unit, order.reason
    );
    let subject = "Something was removed from your portfolio";
    mail::tell(tx, &submission.person_id, subject, &body, now).await
}
