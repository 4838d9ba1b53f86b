//! Answers to questions embedded in sections.

use crate::accounts::Actor;
use crate::args;
use crate::clock::Millis;
use crate::db::{Db, Read, new_id};
use crate::error::Result;
use crate::learning::Outline;
use crate::library::Question;
use crate::quizzes::attempt::{AnswerRow, to_json};
use crate::quizzes::{Answer, Response, grade};
use crate::versions;

/// Keeps an answer to a question embedded in a section, whose module has this outline; each try is a record of its own.
pub async fn practise(
    db: &Db,
    actor: &Actor,
    quiz: &str,
    question: &Question,
    given: &Response,
    outline: Option<&Outline>,
    now: Millis,
) -> Result<()> {
    let tx = db.begin().await?;
    versions::pin(&tx, &question.version, now).await?;
    let pinned = match outline {
        Some(outline) => Some(outline.pin(&tx, now).await?),
        None => None,
    };
    tx.run(
        "INSERT INTO practice_answers (id, person_id, quiz, question, question_hash, response, mark, answered_at, outline_hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![
            new_id(),
            &actor.id,
            quiz,
            &question.id,
            &question.version.hash,
            to_json(given),
            grade::mark(question, given),
            now,
            pinned
        ],
    )
    .await?;
    tx.commit().await
}

/// The last answer somebody gave to each question of a practice quiz.
pub async fn latest_answers(db: &impl Read, person_id: &str, quiz: &str) -> Result<Vec<Answer>> {
    let rows: Vec<AnswerRow> = db
        .all(
            "SELECT question, question_hash, response, CAST(NULL AS BIGINT) AS confidence, mark FROM (
                 SELECT question, question_hash, response, mark,
                        ROW_NUMBER() OVER (PARTITION BY question ORDER BY answered_at DESC, id DESC) AS latest
                 FROM practice_answers WHERE person_id = $1 AND quiz = $2
             ) AS tries WHERE latest = 1",
            args![person_id, quiz],
        )
        .await?;
    Ok(rows.into_iter().map(Answer::from).collect())
}
