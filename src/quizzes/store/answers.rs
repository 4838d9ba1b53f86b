//! Answers in an attempt: kept, given, handed in, and what counts when the time is up.

use super::{answers, attempt, posed, tries};
use crate::accounts::Actor;
use crate::args;
use crate::clock::{Millis, SECOND};
use crate::db::{Db, Read, Tx};
use crate::error::{Error, Result};
use crate::library::{Behaviour, Library, Question, Quiz};
use crate::portfolio::{self, Assurance, Written};
use crate::quizzes::attempt::to_json;
use crate::quizzes::{Answer, Attempt, Response, grade, heard};
use crate::versions;

/// An answer on its way needs a moment; it counts if it was sent in time.
const GRACE: Millis = 5 * SECOND;

/// An answer as a form gives it.
#[derive(Debug, Clone)]
pub struct Given<'a> {
    pub question: &'a Question,
    pub response: Response,
    pub confidence: Option<i64>,
}

/// One's own attempt while answers may still be given; `None` once it is handed in, or the time is up.
async fn open(tx: &Tx, actor: &Actor, id: &str, now: Millis) -> Result<Option<Attempt>> {
    let attempt = attempt(tx, actor, id).await?;
    let open = attempt.is_open() && !attempt.is_overdue(now - GRACE);
    Ok(open.then_some(attempt))
}

/// Keeps answers without marking them, to go on later; tells whether they were kept. An attempt that is over stays as it is.
pub async fn save(
    db: &Db,
    actor: &Actor,
    id: &str,
    given: &[Given<'_>],
    now: Millis,
) -> Result<bool> {
    let tx = db.begin().await?;
    if open(&tx, actor, id, now).await?.is_none() {
        return Ok(false);
    }
    for answer in given {
        write(&tx, id, answer, None, now).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// Gives an answer to a question that answers at once. While a try is left and the answer is not right, it may be given again; the same answer
/// given twice is one try.
pub async fn give(
    db: &Db,
    actor: &Actor,
    id: &str,
    allowed: u32,
    answer: &Given<'_>,
    now: Millis,
) -> Result<()> {
    let tx = db.begin().await?;
    if open(&tx, actor, id, now).await?.is_none() {
        return Err(Error::conflict("This attempt has been handed in."));
    }
    let question = answer.question;
    let so_far = tries(&tx, id).await?;
    let before: Vec<_> = so_far
        .iter()
        .filter(|t| t.question == question.id)
        .collect();
    let settled = before
        .iter()
        .any(|t| t.mark.is_none_or(|mark| mark >= 1.0 - 1e-9));
    let repeated = before.last().is_some_and(|t| t.given == answer.response);
    let number = u32::try_from(before.len())
        .unwrap_or(u32::MAX)
        .saturating_add(1);
    if settled || repeated || number > allowed {
        return Ok(());
    }
    let mark = grade::mark(question, &answer.response);
    tx.run(
        "INSERT INTO tries (attempt_id, question, number, response, mark, tried_at) VALUES ($1, $2, $3, $4, $5, $6)",
        args![id, &question.id, i64::from(number), to_json(&answer.response), mark, now],
    )
    .await?;
    // What counts is written once, with the last try.
    let last = number == allowed || mark.is_some_and(|mark| mark >= 1.0 - 1e-9);
    let worth = mark.filter(|_| last);
    let worth = worth.map(|mark| grade::after_tries(mark, number, allowed));
    write(&tx, id, answer, worth, now).await?;
    tx.commit().await
}

async fn write(
    tx: &Tx,
    attempt: &str,
    answer: &Given<'_>,
    mark: Option<f64>,
    now: Millis,
) -> Result<()> {
    let question = answer.question;
    tx.run(
        "INSERT INTO answers (attempt_id, question, question_hash, response, confidence, mark, saved_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (attempt_id, question) DO UPDATE
         SET question_hash = excluded.question_hash, response = excluded.response,
             confidence = COALESCE(excluded.confidence, answers.confidence), mark = excluded.mark, saved_at = excluded.saved_at",
        args![
            attempt,
            &question.id,
            &question.version.hash,
            to_json(&answer.response),
            answer.confidence,
            mark,
            now
        ],
    )
    .await?;
    Ok(())
}

/// Keeps the last answers, marks the attempt and closes it, once: a second submission changes nothing. Answers that come after the time is up do not
/// count; what was saved before does. Free responses are handed in to the assessors where the learner is enrolled, unless something in
/// them could give a person away: those wait in the portfolio.
pub async fn submit(
    db: &Db,
    actor: &Actor,
    id: &str,
    library: &Library,
    given: &[Given<'_>],
    now: Millis,
) -> Result<()> {
    submit_as_it_is(db, actor, id, library, given, &[], now).await
}

/// The same, with free responses of which the learner has said that they identify nobody; `seals` are those of what they were shown.
pub async fn submit_as_it_is(
    db: &Db,
    actor: &Actor,
    id: &str,
    library: &Library,
    given: &[Given<'_>],
    seals: &[String],
    now: Millis,
) -> Result<()> {
    let tx = db.begin_recording().await?;
    let attempt = attempt(&tx, actor, id).await?;
    if !attempt.is_open() {
        return Ok(());
    }
    if open(&tx, actor, id, now).await?.is_some() {
        for answer in given {
            write(&tx, id, answer, None, now).await?;
        }
    }
    finish(&tx, &attempt, library, seals, now).await?;
    tx.commit().await
}

/// Closes one's own attempt whose time is up.
pub async fn close(db: &Db, actor: &Actor, id: &str, library: &Library, now: Millis) -> Result<()> {
    let tx = db.begin_recording().await?;
    let attempt = attempt(&tx, actor, id).await?;
    if attempt.is_overdue(now) {
        finish(&tx, &attempt, library, &[], now).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Closes every attempt whose time has been up for a while.
pub async fn close_overdue(db: &Db, library: &Library, now: Millis) -> Result<()> {
    let overdue: Vec<Attempt> = db
        .all(
            "SELECT * FROM attempts WHERE submitted_at IS NULL AND due_at IS NOT NULL AND due_at < $1",
            args![now - GRACE],
        )
        .await?;
    for Attempt { id, .. } in overdue {
        let tx = db.begin_recording().await?;
        let still_open: Option<Attempt> = tx
            .first(
                "SELECT * FROM attempts WHERE id = $1 AND submitted_at IS NULL",
                args![&id],
            )
            .await?;
        if let Some(attempt) = still_open {
            finish(&tx, &attempt, library, &[], now).await?;
            tx.commit().await?;
        }
    }
    Ok(())
}

/// Marks what is saved, and closes the attempt at the time it was handed in, or at the latest when the time was up.
async fn finish(
    tx: &Tx,
    attempt: &Attempt,
    library: &Library,
    seals: &[String],
    now: Millis,
) -> Result<()> {
    let assurance = Assurance {
        about: attempt.id.clone(),
        seals,
    };
    let quiz = versions::quiz(tx, library, &attempt.quiz_hash).await?;
    let saved = answers(tx, &attempt.id).await?;
    let (mut score, mut max) = (0.0, 0.0);
    for posed in posed(tx, &attempt.id).await? {
        let question = versions::question(tx, library, &posed.question_hash).await?;
        let answer = saved.iter().find(|answer| answer.question == question.id);
        if question.is_free() {
            if let Some(answer) = answer {
                let written = Written {
                    person_id: &attempt.person_id,
                    question: &question,
                    text: heard::in_words(&answer.given),
                };
                portfolio::hand_in_response(tx, library, written, &assurance, now).await?;
            }
            continue;
        }
        max += 1.0;
        if let Some(answer) = answer {
            score += settle(tx, attempt, &quiz, &question, answer).await?;
        }
    }
    let passed = grade::passes(score, max, quiz.pass_mark.unwrap_or(0));
    let ended = attempt.due_at.map_or(now, |due| due.min(now));
    tx.run(
        "UPDATE attempts SET submitted_at = $2, score = $3, max_score = $4, passed = $5 WHERE id = $1 AND submitted_at IS NULL",
        args![&attempt.id, ended, score.min(max), max, passed],
    )
    .await?;
    Ok(())
}

/// The mark of a saved answer. Where answers are given one by one it stands already, unless a try was left.
async fn settle(
    tx: &Tx,
    attempt: &Attempt,
    quiz: &Quiz,
    question: &Question,
    answer: &Answer,
) -> Result<f64> {
    if let Some(mark) = answer.mark {
        return Ok(mark);
    }
    let mark = grade::mark(question, &answer.given).unwrap_or(0.0);
    let mark = match quiz.behaviour {
        Behaviour::Interactive { tries: allowed } => {
            let made = tries(tx, &attempt.id).await?;
            let made = made.iter().filter(|t| t.question == question.id).count();
            grade::after_tries(mark, u32::try_from(made).unwrap_or(allowed), allowed)
        }
        _ => mark,
    };
    tx.run(
        "UPDATE answers SET mark = $3 WHERE attempt_id = $1 AND question = $2",
        args![&attempt.id, &question.id, mark],
    )
    .await?;
    Ok(mark)
}
