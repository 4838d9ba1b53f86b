//! Purging, step by step: every place that holds what is to go, and a record for everything that goes.

use super::others;
use super::store::Order;
use crate::accounts::Actor;
use crate::args;
use crate::clock::Millis;
use crate::db::{Read, Tx, new_id};
use crate::error::{Error, Result};
use crate::ledger::{self, Act, ERASED};
use crate::library::sha256;
use crate::portfolio::Submission;
use crate::portfolio::files::store::is_held;
use std::collections::{BTreeMap, BTreeSet};

/// What a record of a purge is about.
struct Gone<'a> {
    submission: Option<&'a str>,
    file: Option<&'a str>,
    hash: &'a str,
    of_words: bool,
}

/// One purge, step by step.
pub(super) struct Work<'a> {
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

impl<'a> Work<'a> {
    pub(super) fn new(
        tx: &'a Tx,
        actor: &'a Actor,
        order: &'a Order,
        submission: &'a Submission,
        now: Millis,
    ) -> Self {
        Work {
            tx,
            actor,
            order,
            evidence: &submission.evidence_id,
            learner: &submission.person_id,
            now,
            files: BTreeSet::new(),
            purged: 0,
        }
    }

    /// The hashes of the files that were touched and that nothing refers to any more. Refused where nothing was left to purge.
    pub(super) async fn gone(self) -> Result<Vec<String>> {
        if self.purged == 0 {
            return Err(Error::conflict(
                "Nothing is left of this: it has been purged already.",
            ));
        }
        let mut gone = Vec::new();
        for hash in self.files {
            if !is_held(self.tx, &hash).await? {
                gone.push(hash);
            }
        }
        Ok(gone)
    }

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
    pub(super) async fn submission(&mut self, submission: &Submission) -> Result<()> {
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
    pub(super) async fn words_about(&mut self, submission: &str) -> Result<()> {
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

    /// The draft: its text, the place of what was observed, the lines beside its criteria, its files. The learner can begin again.
    pub(super) async fn draft(&mut self) -> Result<()> {
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
            let sql = "UPDATE observations SET place = $2 WHERE evidence_id = $1";
            self.run(sql, args![self.evidence, ERASED]).await?;
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
    pub(super) async fn file(&mut self, hash: &str) -> Result<()> {
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
