//! Attempts in the database: what was sat, and beginning.

mod adjustments;
mod answers;
mod encounters;
mod practice;

pub use adjustments::{
    Adjustment, adjustment_of, agree_extra_time, agree_extra_time_once, end_extra_time,
    everybodys_extra_time,
};
pub use answers::{Given, close, close_overdue, give, save, submit, submit_as_it_is};
pub use encounters::{Encounter, encounters, still_asked};
pub use practice::{latest_answers, practise};

use super::attempt::{AnswerRow, from_json};
use super::shuffle::{self, Name};
use super::{Answer, Attempt, Response, sittings};
use crate::accounts::{Actor, Role};
use crate::args;
use crate::arrangements;
use crate::clock::{MINUTE, Millis};
use crate::db::{Db, Read, Tx, new_id};
use crate::error::{Error, Result};
use crate::library::{Behaviour, Draw, Library, Question, Quiz};
use crate::versions;
use std::collections::BTreeMap;

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

/// One's own attempt; anybody else's is not found.
pub async fn attempt(db: &impl Read, actor: &Actor, id: &str) -> Result<Attempt> {
    db.one(
        "SELECT * FROM attempts WHERE id = $1 AND person_id = $2",
        args![id, &actor.id],
    )
    .await
}

/// The answers of an attempt, in no particular order.
pub async fn answers(db: &impl Read, attempt: &str) -> Result<Vec<Answer>> {
    let rows: Vec<AnswerRow> = db
        .all(
            "SELECT question, question_hash, response, confidence, mark FROM answers WHERE attempt_id = $1",
            args![attempt],
        )
        .await?;
    Ok(rows.into_iter().map(Answer::from).collect())
}

/// A question of an attempt: which bank or quiz it comes from, its id, its version.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Posed {
    pub quiz: String,
    pub question: String,
    pub question_hash: String,
}

/// The questions of an attempt, in order.
pub async fn posed(db: &impl Read, attempt: &str) -> Result<Vec<Posed>> {
    db.all(
        "SELECT quiz, question, question_hash FROM attempt_questions WHERE attempt_id = $1 ORDER BY position",
        args![attempt],
    )
    .await
}

/// A try at a question of an attempt that answers at once.
#[derive(Debug, Clone)]
pub struct Try {
    pub question: String,
    pub number: i64,
    pub given: Response,
    pub mark: Option<f64>,
}

/// Every try of an attempt, in the order of trying.
pub async fn tries(db: &impl Read, attempt: &str) -> Result<Vec<Try>> {
    let rows: Vec<(String, i64, String, Option<f64>)> = db
        .all(
            "SELECT question, number, response, mark FROM tries WHERE attempt_id = $1 ORDER BY question, number",
            args![attempt],
        )
        .await?;
    let tried = |(question, number, response, mark): (String, i64, String, Option<f64>)| Try {
        question,
        number,
        given: from_json(&response),
        mark,
    };
    Ok(rows.into_iter().map(tried).collect())
}

/// Whose attempt this is, for the log of refused access.
pub async fn owner(db: &impl Read, id: &str) -> Result<String> {
    let (owner,) = db
        .one("SELECT person_id FROM attempts WHERE id = $1", args![id])
        .await?;
    Ok(owner)
}

/// Starts a sitting, or gives back the one that is open. Refused in words when the quiz's rules do not allow one now.
pub async fn start(
    db: &Db,
    actor: &Actor,
    library: &Library,
    quiz: &Quiz,
    now: Millis,
) -> Result<String> {
    actor.require(Role::Learner)?;
    close_overdue(db, library, now).await?;
    let tx = db.begin().await?;
    let attempts = attempts_at(&tx, &actor.id, &quiz.id).await?;
    let eased = arrangements::eased(&tx, &actor.id, now).await?;
    let number = match sittings::next(&eased.of(quiz), &attempts, now) {
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
    let extra = adjustments::extra_time(&tx, &actor.id).await?;
    let due = match quiz.behaviour {
        Behaviour::Exam { minutes } if !eased.no_time_limit => {
            Some(now + i64::from(minutes) * MINUTE * (100 + extra) / 100)
        }
        _ => None,
    };
    tx.run(
        "INSERT INTO attempts (id, person_id, quiz, quiz_hash, number, started_at, due_at, extra_time)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![&id, &actor.id, &quiz.id, &quiz.version.hash, number, now, due, extra],
    )
    .await?;
    pose(&tx, actor, library, quiz, &id, now).await?;
    tx.commit().await?;
    Ok(id)
}

/// Draws the questions of a new attempt and pins each.
async fn pose(
    tx: &Tx,
    actor: &Actor,
    library: &Library,
    quiz: &Quiz,
    attempt: &str,
    now: Millis,
) -> Result<()> {
    let draws: Vec<(&Draw, Vec<Name>)> = quiz
        .draws
        .iter()
        .map(|draw| (draw, candidates(library, draw)))
        .collect();
    let seen = seen(tx, &actor.id).await?;
    let names = shuffle::questions(quiz, attempt, &draws, &seen);
    for (position, (bank, name)) in (1_i64..).zip(names) {
        let Some(question) = find(library, quiz, &bank, &name) else {
            continue;
        };
        versions::pin(tx, &question.version, now).await?;
        tx.run(
            "INSERT INTO attempt_questions (attempt_id, position, quiz, question, question_hash) VALUES ($1, $2, $3, $4, $5)",
            args![attempt, position, &bank, &name, &question.version.hash],
        )
        .await?;
    }
    Ok(())
}

fn candidates(library: &Library, draw: &Draw) -> Vec<Name> {
    let Some(bank) = library.quiz(&draw.bank) else {
        return Vec::new();
    };
    let fits = bank
        .questions
        .iter()
        .filter(|question| draw.takes(question));
    fits.map(|question| (bank.id.clone(), question.id.clone()))
        .collect()
}

fn find<'a>(library: &'a Library, quiz: &'a Quiz, bank: &str, name: &str) -> Option<&'a Question> {
    match bank == quiz.id {
        true => quiz.question(name),
        false => library.quiz(bank)?.question(name),
    }
}

/// How often somebody has been asked each question.
async fn seen(tx: &Tx, person_id: &str) -> Result<BTreeMap<Name, i64>> {
    let rows: Vec<(String, String, i64)> = tx
        .all(
            "SELECT q.quiz, q.question, CAST(COUNT(*) AS BIGINT) FROM attempt_questions q JOIN attempts a ON a.id = q.attempt_id
             WHERE a.person_id = $1 GROUP BY q.quiz, q.question",
            args![person_id],
        )
        .await?;
    Ok(rows
        .into_iter()
        .map(|(quiz, question, times)| ((quiz, question), times))
        .collect())
}
