//! Sitting a quiz: its start page, the attempt, and the review.

pub mod review;
mod sit;
mod start;

use crate::app::App;
use crate::library::{Choice, Question, Quiz};
use crate::quizzes::grade;
use axum::Router;
use axum::routing::get;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/quizzes/{id}", get(start::quiz).post(start::start))
        .route("/attempts/{id}", get(sit::attempt).post(sit::answer))
}

/// A score without needless decimals.
fn points(score: f64) -> String {
    let rounded = (score * 10.0).round() / 10.0;
    rounded.to_string()
}

/// The options in the order of this attempt: shuffled when the quiz says so, always the same for the same attempt.
fn ordered<'a>(quiz: &Quiz, attempt: &str, question: &'a Question) -> Vec<&'a Choice> {
    let mut options: Vec<&Choice> = question.options.iter().collect();
    if quiz.shuffle {
        options.sort_by_cached_key(|option| grade::place(attempt, &question.id, &option.key));
    }
    options
}
