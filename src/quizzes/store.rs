//! Attempts and answers in the database.

use super::{Attempt, grade, sittings};
use crate::accounts::{Actor, Role};
use crate::args;
use crate::clock::Millis;
use crate::db::{Db, Read, Tx, new_id};
use crate::error::{Error, Result};
use crate::library::{Question, Quiz};
use crate::versions;

/// An answer as stored: the keys of the options chosen, and once marked its mark.
#[derive(Debug, Clone)]
pub struct Answer {
    pub question: String,
    pub question_hash: String,
    pub chosen: Vec<String>,
    pub mark: Option<f64>,
}

#[derive(sqlx::FromRow)]
struct AnswerRow {
    question: String,
    question_hash: String,
    response: String,
    mark: Option<f64>,
}

impl From<AnswerRow> for Answer {
    fn from(row: AnswerRow) -> Self {
        Answer {
            question: row.question,
            question_hash: row.question_hash,
            chosen: serde_json::from_str(&row.response).unwrap_or_default(),
            mark: row.mark,
        }
    }
}

/// Everything that one person sat of one quiz, the first sitting first.
pub async fn attempts_at(db: &impl Read, person_id: &str, quiz: &str) -> Result<Vec<Attempt>> {
    db.all(
        "SELECT * FROM attempts WHERE person_id = $1 AND quiz = $2 ORDER BY number",
        args![person_id, quiz],
    )
    .await
}

/// The quizzes that somebody has passed, each with when.
pub async fn quizzes_passed(db: &impl Read, person_id: &str) -> Result<Vec<(String, Millis)>> {
    db.all(
        "SELECT quiz, MIN(submitted_at) FROM attempts WHERE person_id = $1 AND passed GROUP BY quiz",
        args![person_id],
    )
    .await
}

/// One's own attempt, with its answers; anybody else's is not found.
pub async fn attempt(db: &impl Read, actor: &Actor, id: &str) -> Result<(Attempt, Vec<Answer>)> {
    let attempt: Attempt = db
        .one(
            "SELECT * FROM attempts WHERE id = $1 AND person_id = $2",
            args![id, &actor.id],
        )
        .await?;
    let answers: Vec<AnswerRow> = db
        .all(
            "SELECT question, question_hash, response, mark FROM answers WHERE attempt_id = $1",
            args![id],
        )
        .await?;
    Ok((attempt, answers.into_iter().map(Answer::from).collect()))
}

/// Whose attempt this is, for the log of refused access.
pub async fn owner(db: &impl Read, id: &str) -> Result<String> {
    let (owner,) = db
        .one("SELECT person_id FROM attempts WHERE id = $1", args![id])
        .await?;
    Ok(owner)
}

/// Starts a sitting, or gives back the one that is open. Refused in words when the quiz's rules do not allow one now.
pub async fn start(db: &Db, actor: &Actor, quiz: &Quiz, now: Millis) -> Result<String> {
    actor.require(Role::Learner)?;
    let tx = db.begin().await?;
    let attempts = attempts_at(&tx, &actor.id, &quiz.id).await?;
    let number = match sittings::next(quiz, &attempts, now) {
        sittings::Sitting::May { number } => number,
        sittings::Sitting::Open { attempt } | sittings::Sitting::Passed { attempt } => {
            return Ok(attempt);
        }
        sittings::Sitting::Wait { .. } | sittings::Sitting::NoneLeft => {
            return Err(Error::conflict("This quiz cannot be taken at the moment."));
        }
    };
    versions::pin(&tx, &quiz.version, now).await?;
    let id = new_id();
    tx.run(
        "INSERT INTO attempts (id, person_id, quiz, quiz_hash, number, started_at) VALUES ($1, $2, $3, $4, $5, $6)",
        args![&id, &actor.id, &quiz.id, &quiz.version.hash, number, now],
    )
    .await?;
    tx.commit().await?;
    Ok(id)
}

/// What somebody chose: a question of the quiz with the keys of the options.
pub type Choices<'a> = Vec<(&'a Question, Vec<String>)>;

/// Keeps answers without marking them, to go on later. A submitted attempt stays as it is.
pub async fn save(
    db: &Db,
    actor: &Actor,
    id: &str,
    choices: &Choices<'_>,
    now: Millis,
) -> Result<()> {
    let tx = db.begin().await?;
    if attempt(&tx, actor, id).await?.0.submitted_at.is_some() {
        return Ok(());
    }
    for (question, chosen) in choices {
        write_answer(&tx, id, question, chosen, None, now).await?;
    }
    tx.commit().await
}

/// Marks the attempt and closes it, once: a second submission changes nothing.
pub async fn submit(
    db: &Db,
    actor: &Actor,
    id: &str,
    quiz: &Quiz,
    choices: &Choices<'_>,
    now: Millis,
) -> Result<()> {
    let tx = db.begin().await?;
    if attempt(&tx, actor, id).await?.0.submitted_at.is_some() {
        return Ok(());
    }
    let mut score = 0.0;
    for (question, chosen) in choices {
        let mark = grade::mark(question, chosen);
        score += mark;
        write_answer(&tx, id, question, chosen, Some(mark), now).await?;
    }
    let max = u32::try_from(quiz.questions.len()).map_or(0.0, f64::from);
    let passed = grade::passes(score, max, quiz.pass_mark.unwrap_or(0));
    tx.run(
        "UPDATE attempts SET submitted_at = $2, score = $3, max_score = $4, passed = $5 WHERE id = $1",
        args![id, now, score, max, passed],
    )
    .await?;
    tx.commit().await
}

async fn write_answer(
    tx: &Tx,
    attempt: &str,
    question: &Question,
    chosen: &[String],
    mark: Option<f64>,
    now: Millis,
) -> Result<()> {
    tx.run(
        "INSERT INTO answers (attempt_id, question, question_hash, response, mark, saved_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (attempt_id, question) DO UPDATE
         SET question_hash = excluded.question_hash, response = excluded.response, mark = excluded.mark, saved_at = excluded.saved_at",
        args![attempt, &question.id, &question.version.hash, json(chosen), mark, now],
    )
    .await?;
    Ok(())
}

fn json(chosen: &[String]) -> String {
    serde_json::Value::from(chosen).to_string()
}

/// Keeps an answer to a question embedded in a section; each try is a record of its own.
pub async fn practise(
    db: &Db,
    actor: &Actor,
    quiz: &str,
    question: &Question,
    chosen: &[String],
    now: Millis,
) -> Result<()> {
    let tx = db.begin().await?;
    versions::pin(&tx, &question.version, now).await?;
    tx.run(
        "INSERT INTO practice_answers (id, person_id, quiz, question, question_hash, response, mark, answered_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![
            new_id(),
            &actor.id,
            quiz,
            &question.id,
            &question.version.hash,
            json(chosen),
            grade::mark(question, chosen),
            now
        ],
    )
    .await?;
    tx.commit().await
}

/// The last answer somebody gave to each question of a practice quiz.
pub async fn latest_answers(db: &impl Read, person_id: &str, quiz: &str) -> Result<Vec<Answer>> {
    let rows: Vec<AnswerRow> = db
        .all(
            "SELECT question, question_hash, response, mark FROM (
                 SELECT question, question_hash, response, mark,
                        ROW_NUMBER() OVER (PARTITION BY question ORDER BY answered_at DESC, id DESC) AS latest
                 FROM practice_answers WHERE person_id = $1 AND quiz = $2
             ) AS tries WHERE latest = 1",
            args![person_id, quiz],
        )
        .await?;
    Ok(rows.into_iter().map(Answer::from).collect())
}
