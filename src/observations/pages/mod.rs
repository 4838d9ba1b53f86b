//! Recording what one saw a learner do, or talked through with them; and what the learner says about it.

pub mod beside;
mod recording;

use crate::app::App;
use axum::Router;
use axum::routing::{get, post};

pub use beside::{Occasion, Say};

pub fn routes() -> Router<App> {
    Router::new()
        .route(
            "/enrolments/{id}/observations",
            get(recording::form).post(recording::record),
        )
        .route("/evidence/{id}/words", post(beside::say))
}
