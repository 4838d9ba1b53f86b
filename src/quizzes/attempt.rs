//! An attempt and its answers, as they are recorded.

use super::asked::Response;
use crate::clock::Millis;

/// One sitting of a quiz.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Attempt {
    pub id: String,
    pub person_id: String,
    pub quiz: String,
    pub quiz_hash: String,
    pub number: i64,
    pub started_at: Millis,
    /// When the time of a timed attempt is up.
    pub due_at: Option<Millis>,
    /// Per cent of the time allowed, as agreed for this person.
    pub extra_time: i64,
    pub submitted_at: Option<Millis>,
    pub score: Option<f64>,
    pub max_score: Option<f64>,
    pub passed: Option<bool>,
}

impl Attempt {
    pub fn is_open(&self) -> bool {
        self.submitted_at.is_none()
    }

    /// Whether the time is up, although nobody has handed the attempt in yet.
    pub fn is_overdue(&self, now: Millis) -> bool {
        self.is_open() && self.due_at.is_some_and(|due| due <= now)
    }
}

/// An answer as stored, and once marked its mark.
#[derive(Debug, Clone)]
pub struct Answer {
    pub question: String,
    pub question_hash: String,
    pub given: Response,
    /// How sure, from 1 to 3.
    pub confidence: Option<i64>,
    pub mark: Option<f64>,
}

#[derive(sqlx::FromRow)]
pub(super) struct AnswerRow {
    question: String,
    question_hash: String,
    response: String,
    confidence: Option<i64>,
    mark: Option<f64>,
}

impl From<AnswerRow> for Answer {
    fn from(row: AnswerRow) -> Self {
        Answer {
            question: row.question,
            question_hash: row.question_hash,
            given: from_json(&row.response),
            confidence: row.confidence,
            mark: row.mark,
        }
    }
}

pub(super) fn from_json(response: &str) -> Response {
    serde_json::from_str(response).unwrap_or_default()
}

pub(super) fn to_json(response: &Response) -> String {
    serde_json::Value::from_iter(response.clone()).to_string()
}
