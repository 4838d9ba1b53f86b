//! Every question that somebody has answered and heard about, wherever that was.

use crate::args;
use crate::clock::Millis;
use crate::db::Read;
use crate::error::Result;

/// A marked answer, given where its learner has been told what is right.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Encounter {
    /// The quiz, practice or bank that the question comes from.
    pub quiz: String,
    pub question: String,
    pub question_hash: String,
    pub mark: f64,
    pub met_at: Millis,
    /// None in practice.
    pub attempt: Option<String>,
    pub submitted_at: Option<Millis>,
    /// How sure, from 1 to 3.
    pub confidence: Option<i64>,
}

/// Every answer that somebody has given and that has been explained to them, the first first. Where answers are explained at once they have
/// their mark at once; elsewhere when the attempt is handed in. A gap is no answer.
pub async fn encounters(db: &impl Read, person_id: &str) -> Result<Vec<Encounter>> {
    db.all(
        "SELECT q.quiz, q.question, q.question_hash, a.mark, COALESCE(t.submitted_at, a.saved_at) AS met_at,
                t.id AS attempt, t.submitted_at, a.confidence
         FROM attempts t
         JOIN answers a ON a.attempt_id = t.id
         JOIN attempt_questions q ON q.attempt_id = t.id AND q.question = a.question
         WHERE t.person_id = $1 AND a.mark IS NOT NULL AND a.response <> '{}'
         UNION ALL
         SELECT quiz, question, question_hash, mark, answered_at, CAST(NULL AS TEXT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT)
         FROM practice_answers WHERE person_id = $1 AND mark IS NOT NULL AND response <> '{}'
         ORDER BY met_at, question",
        args![person_id],
    )
    .await
}

/// The questions, each with the quiz or bank that it comes from, which an open attempt of this person still asks.
pub async fn still_asked(db: &impl Read, person_id: &str) -> Result<Vec<(String, String)>> {
    db.all(
        "SELECT q.quiz, q.question FROM attempts t
         JOIN attempt_questions q ON q.attempt_id = t.id
         LEFT JOIN answers a ON a.attempt_id = t.id AND a.question = q.question
         WHERE t.person_id = $1 AND t.submitted_at IS NULL AND a.mark IS NULL",
        args![person_id],
    )
    .await
}
