//! Purges in the database.

use crate::accounts::{Actor, Role, mail};
use crate::args;
use crate::clock::Millis;
use crate::db::{Db, Read, Tx, new_id};
use crate::error::{Error, Result};
use crate::ledger::{self, Act, ERASED};
use crate::library::sha256;
use crate::portfolio::files::store::is_held;
use crate::portfolio::purging::others;
use crate::portfolio::{self, Submission};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

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
    /// In records from before: whether what others wrote went with the text.
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

/// Whether somebody may purge what belongs to this evidence: an administrator, not its learner, and not somebody who decided on it.
pub async fn may_purge(db: &impl Read, actor: &Actor, submission: &Submission) -> Result<bool> {
    let decided = db
        .count(
            "SELECT COUNT(*) FROM submissions s LEFT JOIN decisions d ON d.submission_id = s.id
             LEFT JOIN closures c ON c.submission_id = s.id
             LEFT JOIN appeal_outcomes o ON o.submission_id = s.id
             WHERE s.evidence_id = $1 AND (d.assessor_id = $2 OR c.assessor_id = $2 OR o.answered_by = $2)",
            args![&submission.evidence_id, &actor.id],
        )
        .await?;
    Ok(actor.is(Role::Administrator) && actor.id != submission.person_id && decided == 0)
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
    let mut work = Work {
        tx: &tx,
        actor,
        order,
        evidence: &submission.evidence_id,
        learner: &submission.person_id,
        now,
        files: BTreeSet::new(),
        purged: 0,
    };
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
    if work.purged == 0 {
        return Err(Error::conflict(
            "Nothing is left of this: it has been purged already.",
        ));
    }
    let (touched, mut gone) = (work.files, Vec::new());
    for hash in touched {
        if !is_held(&tx, &hash).await? {
            gone.push(hash);
        }
    }
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

/// What a record of a purge is about.
struct Gone<'a> {
    submission: Option<&'a str>,
    file: Option<&'a str>,
    hash: &'a str,
    of_words: bool,
}

/// One purge, step by step.
struct Work<'a> {
    tx: &'a Tx,
    actor: &'a Actor,
    order: &'a Order,
    evidence: &'a str,
    learner: &'a str,
    now: Millis,
    /// Files that were touched.
    files: BTreeSet<String>,
    purged: usize,
}

impl Work<'_> {
    async fn run(&self, sql: &'static str, args: crate::db::Args) -> Result<u64> {
        self.tx.run(sql, args).await
    }

    /// Records a purge, without which the database refuses the change, and enters it in the ledger.
    async fn record(&mut self, gone: Gone<'_>) -> Result<()> {
        let id = new_id();
        self.run(
            "INSERT INTO purges (id, evidence_id, learner_id, submission_id, file_hash, content_hash, words_too, of_words, reason, purged_by, purged_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10)",
            args![
                &id,
                self.evidence,
                self.learner,
                gone.submission,
                gone.file,
                gone.hash,
                gone.of_words,
                &self.order.reason,
                &self.actor.id,
                self.now
            ],
        )
        .await?;
        self.purged += 1;
        ledger::record(self.tx, Act::Purge, &id).await
    }

    /// A frozen copy: its text, the lines beside its criteria, its files, and the same words elsewhere; on request what others wrote about it.
    async fn submission(&mut self, submission: &Submission) -> Result<()> {
        let id = &submission.id;
        if submission.body != ERASED {
            self.text(submission).await?;
        }
        if self.order.words_too {
            self.words_about(id).await?;
        }
        let sql = "SELECT file_hash FROM submission_files WHERE submission_id = $1";
        let files: Vec<(String,)> = self.tx.all(sql, args![id]).await?;
        for (hash,) in files {
            self.frozen_file(id, &hash).await?;
        }
        Ok(())
    }

    /// What assessors had typed and not decided goes with the text in any case.
    async fn text(&mut self, submission: &Submission) -> Result<()> {
        let (id, hash) = (&submission.id, sha256(&submission.body));
        let gone = Gone {
            submission: Some(id),
            file: None,
            hash: &hash,
            of_words: false,
        };
        self.record(gone).await?;
        for sql in [
            "UPDATE submissions SET body = $2 WHERE id = $1",
            "UPDATE submission_links SET locator = $2, justification = $2 WHERE submission_id = $1",
            "UPDATE learner_words SET comment = $2 WHERE submission_id = $1 AND comment NOT IN ('', $2)",
        ] {
            self.run(sql, args![id, ERASED]).await?;
        }
        let sql = "DELETE FROM marking_drafts WHERE submission_id = $1";
        self.run(sql, args![id]).await?;
        self.draft_if(&submission.body).await?;
        self.answers_with(&submission.body).await
    }

    /// Everything that others wrote about a frozen copy, and what they had typed; nothing where nothing is left.
    async fn words_about(&mut self, submission: &str) -> Result<()> {
        let texts = others::texts(self.tx, submission).await?;
        if texts.is_empty() {
            return Ok(());
        }
        let hash = sha256(&serde_json::json!(texts).to_string());
        let gone = Gone {
            submission: Some(submission),
            file: None,
            hash: &hash,
            of_words: true,
        };
        self.record(gone).await?;
        others::erase(self.tx, submission, self.now).await
    }

    /// The draft, if it is still what was handed in.
    async fn draft_if(&mut self, body: &str) -> Result<()> {
        let sql = "SELECT COUNT(*) FROM evidence WHERE id = $1 AND body = $2";
        match self.tx.count(sql, args![self.evidence, body]).await? {
            0 => Ok(()),
            _ => self.draft().await,
        }
    }

    /// The draft: its text, the lines beside its criteria, its files. The learner can begin again.
    async fn draft(&mut self) -> Result<()> {
        let sql = "SELECT body FROM evidence WHERE id = $1";
        let (body,): (String,) = self.tx.one(sql, args![self.evidence]).await?;
        if !body.is_empty() {
            let hash = sha256(&body);
            let gone = Gone {
                submission: None,
                file: None,
                hash: &hash,
                of_words: false,
            };
            self.record(gone).await?;
            self.run(
                "UPDATE evidence SET body = '', revision = revision + 1, saved_at = $2 WHERE id = $1",
                args![self.evidence, self.now],
            )
            .await?;
        }
        let sql = "DELETE FROM evidence_links WHERE evidence_id = $1";
        self.run(sql, args![self.evidence]).await?;
        let sql = "SELECT file_hash FROM evidence_files WHERE evidence_id = $1";
        let files: Vec<(String,)> = self.tx.all(sql, args![self.evidence]).await?;
        for (hash,) in files {
            self.draft_file(&hash).await?;
        }
        Ok(())
    }

    /// What was typed in a quiz and handed in from there.
    async fn answers_with(&self, body: &str) -> Result<()> {
        let rows: Vec<(String, String, String)> = self
            .tx
            .all(
                "SELECT a.attempt_id, a.question, a.response FROM answers a JOIN attempts t ON t.id = a.attempt_id
                 JOIN evidence e ON e.person_id = t.person_id AND e.activity = a.question
                 WHERE e.id = $1 AND e.kind = 'free-response' AND a.mark IS NULL",
                args![self.evidence],
            )
            .await?;
        for (attempt, question, response) in rows {
            let given: BTreeMap<String, String> =
                serde_json::from_str(&response).unwrap_or_default();
            if !given.values().any(|text| text == body) {
                continue;
            }
            for sql in [
                "UPDATE answers SET response = '{}' WHERE attempt_id = $1 AND question = $2",
                "UPDATE tries SET response = '{}' WHERE attempt_id = $1 AND question = $2",
            ] {
                self.run(sql, args![&attempt, &question]).await?;
            }
        }
        Ok(())
    }

    /// A file wherever this evidence holds it.
    async fn file(&mut self, hash: &str) -> Result<()> {
        let sql = "SELECT a.submission_id FROM submission_files a JOIN submissions s ON s.id = a.submission_id
             WHERE s.evidence_id = $1 AND a.file_hash = $2";
        let submissions: Vec<(String,)> = self.tx.all(sql, args![self.evidence, hash]).await?;
        if submissions.is_empty() {
            return Err(Error::NotFound);
        }
        for (submission,) in submissions {
            self.frozen_file(&submission, hash).await?;
        }
        let sql = "SELECT COUNT(*) FROM evidence_files WHERE evidence_id = $1 AND file_hash = $2";
        match self.tx.count(sql, args![self.evidence, hash]).await? {
            0 => Ok(()),
            _ => self.draft_file(hash).await,
        }
    }

    async fn frozen_file(&mut self, submission: &str, hash: &str) -> Result<()> {
        let sql = "SELECT COUNT(*) FROM purges WHERE submission_id = $1 AND file_hash = $2";
        if self.tx.count(sql, args![submission, hash]).await? > 0 {
            return Ok(());
        }
        let gone = Gone {
            submission: Some(submission),
            file: Some(hash),
            hash,
            of_words: false,
        };
        self.record(gone).await?;
        self.run(
            "UPDATE submission_files SET name = $3, description = $3 WHERE submission_id = $1 AND file_hash = $2",
            args![submission, hash, ERASED],
        )
        .await?;
        self.files.insert(hash.to_owned());
        Ok(())
    }

    async fn draft_file(&mut self, hash: &str) -> Result<()> {
        let gone = Gone {
            submission: None,
            file: Some(hash),
            hash,
            of_words: false,
        };
        self.record(gone).await?;
        self.run(
            "DELETE FROM evidence_files WHERE evidence_id = $1 AND file_hash = $2",
            args![self.evidence, hash],
        )
        .await?;
        self.files.insert(hash.to_owned());
        Ok(())
    }
}
