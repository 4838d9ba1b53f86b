//! An attempt, as it is recorded.

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
    pub submitted_at: Option<Millis>,
    pub score: Option<f64>,
    pub max_score: Option<f64>,
    pub passed: Option<bool>,
}
