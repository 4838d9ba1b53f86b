//! What others wrote about a submission: every place that holds it, and how it goes.

use crate::accounts::mail;
use crate::args;
use crate::clock::Millis;
use crate::db::{Read, Tx};
use crate::error::Result;
use crate::ledger::ERASED;

/// A column with words about a submission: what is left in it, and the statement that erases it.
type Place = (&'static str, &'static str);

macro_rules! place {
    ($table:literal, $column:literal, $of:literal) => {
        (
            concat!(
                "SELECT ",
                $column,
                " FROM ",
                $table,
                " WHERE ",
                $of,
                " AND ",
                $column,
                " NOT IN ('', '[erased]') ORDER BY ",
                $column
            ),
            concat!(
                "UPDATE ",
                $table,
                " SET ",
                $column,
                " = '[erased]' WHERE ",
                $of,
                " AND ",
                $column,
                " NOT IN ('', '[erased]')"
            ),
        )
    };
    ($table:literal, $column:literal) => {
        place!($table, $column, "submission_id = $1")
    };
}

const PLACES: [Place; 24] = [
    place!("decisions", "feedback"),
    place!("decisions", "explained"),
    place!("decisions", "plan"),
    place!("decisions", "declined"),
    place!("closures", "comment"),
    place!("submission_comments", "comment"),
    place!("learner_words", "comment"),
    place!("appeals", "grounds"),
    place!("appeal_outcomes", "feedback"),
    place!("appeal_outcomes", "explained"),
    place!("appeal_outcomes", "plan"),
    place!("appeal_outcomes", "declined"),
    place!("corrections", "feedback"),
    place!("corrections", "explained"),
    place!("corrections", "plan"),
    place!("corrections", "declined"),
    place!("proposals", "fields"),
    place!(
        "countersignatures",
        "comment",
        "proposal_id IN (SELECT id FROM proposals WHERE submission_id = $1)"
    ),
    place!("inspections", "place"),
    place!("samples", "comment"),
    place!("findings", "action"),
    place!(
        "action_answers",
        "answer",
        "finding_id IN (SELECT id FROM findings WHERE submission_id = $1)"
    ),
    place!(
        "action_withdrawals",
        "reason",
        "finding_id IN (SELECT id FROM findings WHERE submission_id = $1)"
    ),
    place!(
        "action_reviews",
        "comment",
        "answer_id IN (SELECT a.id FROM action_answers a JOIN findings f ON f.id = a.finding_id WHERE f.submission_id = $1)"
    ),
];

/// Everything that is left, in a fixed order.
pub(super) async fn texts(db: &impl Read, submission: &str) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    let drafts = "SELECT fields FROM marking_drafts WHERE submission_id = $1 ORDER BY assessor_id";
    for sql in PLACES.into_iter().map(|(sql, _)| sql).chain([drafts]) {
        let found: Vec<(String,)> = db.all(sql, args![submission]).await?;
        texts.extend(found.into_iter().map(|(text,)| text));
    }
    Ok(texts)
}

/// Erases it, also where mail repeats it. Decisions that wait for a countersignature go with their words: who made them is told, and decides
/// again.
pub(super) async fn erase(tx: &Tx, submission: &str, now: Millis) -> Result<()> {
    let waiting: Vec<(String,)> = tx
        .all(
            "SELECT assessor_id FROM open_proposals WHERE submission_id = $1",
            args![submission],
        )
        .await?;
    erase_mail(tx, submission).await?;
    for (_, sql) in PLACES {
        tx.run(sql, args![submission]).await?;
    }
    let drafts = "DELETE FROM marking_drafts WHERE submission_id = $1";
    tx.run(drafts, args![submission]).await?;
    for (assessor,) in waiting {
        let body = "An administrator has removed words for good that could give somebody away, and decisions of yours were among them that waited for a countersignature. Nothing was decided, and the learner has not heard of them. It is easily done, and nobody thinks less of you for it.\n\nSign in to Secure Base and open the queue: the submission is there again, to be decided.";
        mail::tell(tx, &assessor, "Decisions of yours were removed", body, now).await?;
    }
    Ok(())
}

/// What was said when decisions were given back stands in the mail to whoever had made them too, in a paragraph of its own.
async fn erase_mail(tx: &Tx, submission: &str) -> Result<()> {
    let said: Vec<(String, String)> = tx
        .all(
            "SELECT c.comment, p.email FROM proposals o JOIN countersignatures c ON c.proposal_id = o.id JOIN people p ON p.id = o.assessor_id
             WHERE o.submission_id = $1 AND c.comment NOT IN ('', $2) ORDER BY c.proposal_id",
            args![submission, ERASED],
        )
        .await?;
    for (words, email) in said {
        let (before, after) = (format!("\n\n{words}\n\n"), format!("\n\n{ERASED}\n\n"));
        tx.run(
            "UPDATE outbox SET body = REPLACE(body, $1, $2) WHERE recipient = $3",
            args![before, after, email],
        )
        .await?;
    }
    Ok(())
}
