//! Sitting a quiz: its start page, the attempt, and the review.

mod held;
pub mod review;
pub mod sit;
mod start;

use crate::app::App;
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
